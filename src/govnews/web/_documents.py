"""Documents that are no feeds, over HTTP: sitemaps, OPML, calendars, short messages."""

import re
from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b

import attrs

from ..feeds import Response

_TAG = re.compile(r'"[\x21\x23-\x7e\x80-\xff]*"')


@attrs.frozen
class Document:
    """Some bytes and their media type, answering conditional requests by entity tag."""

    body: bytes
    media_type: str
    #: Seconds for which nobody need ask again; None to say nothing about it.
    max_age: int | None = None

    @cached_property
    def etag(self) -> str:
        """The strong entity tag of the bytes, in quotes (RFC 9110, section 8.8.3)."""
        return f'"{blake2b(self.body, digest_size=16).hexdigest()}"'

    def respond(self, headers: Mapping[str, str], method: str) -> Response:
        """Answer a GET or HEAD with 200 or 304 (RFC 9110, section 13.1.2)."""
        held = next((one for name, one in headers.items() if name.lower() == "if-none-match"), "")
        answer = {"ETag": self.etag}
        if self.max_age is not None:
            answer["Cache-Control"] = f"public, max-age={self.max_age}"
        if held.strip() == "*" or self.etag in _TAG.findall(held):
            return Response(304, answer)
        answer["Content-Type"] = self.media_type
        answer["Content-Length"] = str(len(self.body))
        return Response(200, answer, b"" if method == "HEAD" else self.body)


_PHRASES = {
    404: "Not Found",
    405: "Method Not Allowed",
    503: "Service Unavailable",
}


def plain(status: int, method: str, headers: Mapping[str, str] | None = None) -> Response:
    """A short answer that says what its status says, and that nobody keeps."""
    body = f"{_PHRASES[status]}\n".encode()
    fields = {
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Length": str(len(body)),
    }
    return Response(status, {**fields, **(headers or {})}, b"" if method == "HEAD" else body)
