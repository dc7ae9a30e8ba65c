"""Feeds over HTTP: conditional requests, compression and deltas, for any framework."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from attrs import field, frozen

from ._feed import Feed, compress, feed_format
from ._head import MEDIA_TYPES, head_of
from ._markup import stamp

_METHODS: Final = ("GET", "HEAD")
#: Media types that an ``Accept`` may name instead of a feed's own.
_GENERAL: Final = {
    "rss": ("application/xml", "text/xml"),
    "atom": ("application/xml", "text/xml"),
    "json": ("application/json",),
}
#: What a response depends on (RFC 9110, section 12.5.5).
_VARY: Final = "Accept, Accept-Encoding, A-IM"
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
#: Marks the entity tag of the compressed document: its bytes are others, so its tag is too.
_GZIP_MARK: Final = '-gzip"'


@frozen
class Response:
    """What to send: status, headers and body, ready for any framework.

    Example:
        >>> Response(405, {"Allow": "GET, HEAD"}, b"").status
        405
    """

    #: Status code (RFC 9110, section 15).
    status: int
    #: Header fields by name.
    headers: Mapping[str, str] = field(factory=dict)
    #: The content; empty for ``HEAD`` and 304.
    body: bytes = b""


def respond(
    feed: Feed[Any],
    format: str,  # noqa: A002  # what it is called everywhere
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
) -> Response:
    """Answer a request for a feed.

    Preconditions are evaluated in the order of RFC 9110, section 13.2.2, before anything is
    rendered. Entity tags are strong; that of the compressed document differs, and a client
    may present either. With ``A-IM: feed`` a client that holds a remembered instance is sent
    only the entries that are new to it (RFC 3229; 226 IM Used).

    Args:
        feed: The feed.
        format: ``rss``, ``atom`` or ``json``.
        headers: The request's header fields; names in any case.
        method: The request's method.

    Returns:
        200, 226, 304, 405 (another method than GET and HEAD), 406 (``Accept`` admits no form
        of this feed) or 412 (``If-Match`` or ``If-Unmodified-Since`` fails).

    Raises:
        FeedError: In strict mode, for the first article that cannot be written.
        UnknownFormatError: There is no such format.

    Example:
        >>> from govnews import Portal
        >>> feed = Feed(Portal(name="Cổng thông tin điện tử", url="https://example.vn/"), [])
        >>> respond(feed, "rss").status
        200
        >>> respond(feed, "rss", {"If-None-Match": feed.etag("rss")}).status
        304
    """
    kind = feed_format(format)
    if method.upper() not in _METHODS:
        return Response(405, {"Allow": ", ".join(_METHODS)})
    request = {name.lower(): value for name, value in (headers or {}).items()}
    accept = request.get("accept")
    if accept is not None and not _accepts(accept, (MEDIA_TYPES[kind], *_GENERAL[kind])):
        return Response(406, {"Vary": _VARY})
    plain_tag = feed.etag(kind)
    gzip_tag = plain_tag[:-1] + _GZIP_MARK
    zipped = _accepts_gzip(request.get("accept-encoding", ""))
    tag = gzip_tag if zipped else plain_tag
    modified = feed.last_modified
    answer = {"ETag": tag, "Vary": _VARY}
    if modified is not None:
        answer["Last-Modified"] = http_date(modified)

    refused = _precondition(request, (plain_tag, gzip_tag), modified)
    if refused == 412:
        return Response(412, answer)
    if refused == 304:
        held = request.get("if-none-match", "")
        if tag not in held:
            # The tag that the client named stands for what it keeps.
            for other in (plain_tag, gzip_tag):
                if other in held:
                    answer["ETag"] = other
        return Response(304, answer)

    status, body = 200, None
    if kind != "json" and "feed" in _tokens(request.get("a-im", "")):
        base, body = _delta(feed, kind, request.get("if-none-match", ""))
        if body is not None:
            status = 226
            answer["IM"] = "feed"
            answer["Delta-Base"] = base
    answer["Content-Type"] = f"{MEDIA_TYPES[kind]}; charset=utf-8"
    answer["Link"] = _link_header(feed, kind)
    if zipped:
        answer["Content-Encoding"] = "gzip"
        body = feed.compress(kind) if body is None else compress(body)
    elif body is None:
        body = feed.render(kind)
    answer["Content-Length"] = str(len(body))
    return Response(status, answer, b"" if method.upper() == "HEAD" else body)


def http_date(value: datetime) -> str:
    """A datetime as HTTP writes it (RFC 9110, section 5.6.7); fractions are cut off."""
    text = stamp(value, UTC).rfc822
    return text[:-5] + "GMT"


def _precondition(
    request: Mapping[str, str], tags: tuple[str, str], modified: datetime | None
) -> int | None:
    """The status that ends a request before it is served, by RFC 9110, section 13.2.2."""
    match = request.get("if-match")
    if match is not None:
        # Strong comparison: a weak tag never matches.
        if match.strip() != "*" and not any(tag in _TAG.findall(match) for tag in tags):
            return 412
    else:
        since = _http_datetime(request.get("if-unmodified-since"))
        if since is not None and modified is not None and modified.replace(microsecond=0) > since:
            return 412
    none_match = request.get("if-none-match")
    if none_match is not None:
        if none_match.strip() == "*":
            return 304
        held = [tag.removeprefix("W/") for tag in _TAG.findall(none_match)]
        return 304 if any(tag in held for tag in tags) else None
    since = _http_datetime(request.get("if-modified-since"))
    if since is not None and modified is not None and modified.replace(microsecond=0) <= since:
        return 304
    return None


def _http_datetime(text: str | None) -> datetime | None:
    """The moment that a header names; None without one, or with one that is not valid."""
    if text is None:
        return None
    try:
        value = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def _tokens(value: str) -> dict[str, float]:
    """The members of a list header, in lower case, with their weights."""
    weights: dict[str, float] = {}
    for member in value.split(","):
        token, *parameters = (part.strip().lower() for part in member.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, number = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = float(number)
                except ValueError:
                    weight = 0.0
        if token and weight > 0:
            weights[token] = weight
        elif token:
            weights[token] = 0.0
    return weights


def _accepts(accept: str, types: tuple[str, ...]) -> bool:
    """Whether ``Accept`` admits one of some media types (RFC 9110, section 12.5.1)."""
    weights = _tokens(accept)
    if not weights:
        return True
    for name in types:
        family = name.partition("/")[0]
        for choice in (name, f"{family}/*", "*/*"):
            if choice in weights:
                if weights[choice]:
                    return True
                break
    return False


def _accepts_gzip(accept_encoding: str) -> bool:
    """Whether gzip is accepted at least as gladly as no coding (RFC 9110, section 12.5.3)."""
    if "gzip" not in accept_encoding and "*" not in accept_encoding:
        return False
    weights = _tokens(accept_encoding)
    weight = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return weight > 0 and weight >= weights.get("identity", 0.0)


def _delta(feed: Feed[Any], kind: str, none_match: str) -> tuple[str, bytes | None]:
    """The tag of the newest instance that a client holds and that is remembered, and what is new."""
    for tag in _TAG.findall(none_match):
        base = tag.removeprefix("W/").removesuffix(_GZIP_MARK)
        base = base if base.endswith('"') else f'{base}"'
        body = feed.render_since(base, kind)
        if body is not None:
            return tag.removeprefix("W/"), body
    return "", None


def _link_header(feed: Feed[Any], kind: str) -> str:
    """The hubs and the feed's own address (WebSub, section 4)."""
    head = head_of(feed.portal, feed.section, feed_format(kind), None)
    return ", ".join(f'<{href}>; rel="{rel}"' for rel, href in head.links)
