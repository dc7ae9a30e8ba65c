"""Feeds over HTTP: conditional requests, compression and deltas, for any framework."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final

from attrs import field, frozen

from ._elements import Format
from ._feed import Feed, compress
from ._head import MEDIA_TYPES, feed_format, head_of
from ._markup import stamp

_METHODS: Final = ("GET", "HEAD")
#: Media types that an ``Accept`` may name instead of a feed's own.
_GENERAL: Final[dict[Format, tuple[str, ...]]] = {
    "rss": ("application/xml", "text/xml"),
    "atom": ("application/xml", "text/xml"),
    "json": ("application/json",),
}
#: The fields of a request that an answer depends on, in lower case; others need not be given.
REQUEST_FIELDS: Final = frozenset(
    {
        "accept",
        "accept-encoding",
        "a-im",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-unmodified-since",
    }
)
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
    status: int = field(converter=int)
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
    verb = method.upper()
    if verb not in _METHODS:
        return Response(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": ", ".join(_METHODS)})
    request = {
        field: value
        for name, value in (headers or {}).items()
        if (field := name.lower()) in REQUEST_FIELDS
    }
    if not _accepts(request.get("accept"), kind):
        return Response(HTTPStatus.NOT_ACCEPTABLE, {"Vary": _VARY})
    plain_tag = feed.etag(kind)
    tags = (plain_tag, plain_tag[:-1] + _GZIP_MARK)
    zipped = _accepts_gzip(request.get("accept-encoding"))
    modified = feed.last_modified
    answer = {"ETag": tags[zipped], "Vary": _VARY}
    if modified is not None:
        answer["Last-Modified"] = http_date(modified)
    end = _precondition(request, tags, modified)
    if end is not None:
        held = request.get("if-none-match", "")
        if end == HTTPStatus.NOT_MODIFIED and answer["ETag"] not in held:
            # The client keeps the other form; that is the one that was not modified.
            answer["ETag"] = next((tag for tag in tags if tag in held), answer["ETag"])
        return Response(end, answer)
    status, body = HTTPStatus.OK, None
    if kind != "json" and _weights(request.get("a-im", "")).get("feed", 0.0) > 0:
        base, body = _delta(feed, kind, request.get("if-none-match", ""))
        if body is not None:
            status = HTTPStatus.IM_USED
            answer |= {"IM": "feed", "Delta-Base": base}
    answer["Content-Type"] = f"{MEDIA_TYPES[kind]}; charset=utf-8"
    answer["Link"] = _link_header(feed, kind)
    if zipped:
        answer["Content-Encoding"] = "gzip"
        body = feed.compress(kind) if body is None else compress(body)
    elif body is None:
        body = feed.render(kind)
    answer["Content-Length"] = str(len(body))
    return Response(status, answer, b"" if verb == "HEAD" else body)


# A feed asked for again has changed when it had.
@lru_cache(maxsize=256)
def http_date(value: datetime) -> str:
    """A datetime as HTTP writes it (RFC 9110, section 5.6.7); fractions are cut off."""
    text = stamp(value, UTC).rfc822
    return text[:-5] + "GMT"


def _precondition(
    request: Mapping[str, str], tags: tuple[str, str], modified: datetime | None
) -> HTTPStatus | None:
    """The status that ends a request before it is served, by RFC 9110, section 13.2.2."""
    match = request.get("if-match")
    if match is not None:
        # Strong comparison: a weak tag never matches.
        if match.strip() != "*" and not any(tag in _TAG.findall(match) for tag in tags):
            return HTTPStatus.PRECONDITION_FAILED
    elif _is_later(modified, request.get("if-unmodified-since")):
        return HTTPStatus.PRECONDITION_FAILED
    none_match = request.get("if-none-match")
    if none_match in tags:  # one tag, as it was given: what nearly every client sends
        return HTTPStatus.NOT_MODIFIED
    if none_match is None:
        later = _is_later(modified, request.get("if-modified-since"))
        return HTTPStatus.NOT_MODIFIED if later is False else None
    if none_match.strip() != "*":
        held = [tag.removeprefix("W/") for tag in _TAG.findall(none_match)]
        if not any(tag in held for tag in tags):
            return None
    return HTTPStatus.NOT_MODIFIED


def _is_later(modified: datetime | None, header: str | None) -> bool | None:
    """Whether a feed changed after the second that a header names; None when it names none."""
    since = _http_datetime(header)
    if since is None or modified is None:
        return None
    return modified.replace(microsecond=0) > since


def _http_datetime(text: str | None) -> datetime | None:
    """The moment that a header names; None without one, or with one that is not valid."""
    if text is None:
        return None
    try:
        value = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def _weights(value: str) -> dict[str, float]:
    """The members of a list header, in lower case, with their weights."""
    weights: dict[str, float] = {}
    for member in value.lower().split(","):
        token, *parameters = (part.strip() for part in member.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, number = parameter.partition("=")
            if name.rstrip() == "q":
                try:
                    weight = float(number)
                except ValueError:
                    weight = 0.0
        if token:
            weights[token] = weight
    return weights


@lru_cache(maxsize=256)
def _accepts(accept: str | None, kind: Format) -> bool:
    """Whether ``Accept`` admits a format (RFC 9110, section 12.5.1), by a general name too."""
    if accept is None or accept == "*/*":
        return True
    weights = _weights(accept)
    own = MEDIA_TYPES[kind]
    if own in weights or not weights:
        return not weights or weights[own] > 0
    names = (own, *_GENERAL[kind])
    ranges = {*_GENERAL[kind], "*/*", *(f"{name.partition('/')[0]}/*" for name in names)}
    return any(weights.get(one, 0.0) > 0 for one in ranges)


@lru_cache(maxsize=256)
def _accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether gzip is accepted at least as gladly as no coding (RFC 9110, section 12.5.3)."""
    if not accept_encoding:
        return False
    weights = _weights(accept_encoding)
    weight = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return weight > 0 and weight >= weights.get("identity", 0.0)


def _delta(feed: Feed[Any], kind: str, none_match: str) -> tuple[str, bytes | None]:
    """The tag of a remembered instance that a client holds, and what is new since."""
    for tag in _TAG.findall(none_match):
        base = tag.removeprefix("W/").removesuffix(_GZIP_MARK)
        base = base if base.endswith('"') else f'{base}"'
        body = feed.render_since(base, kind)
        if body is not None:
            return tag.removeprefix("W/"), body
    return "", None


def _link_header(feed: Feed[Any], kind: Format) -> str:
    """The hubs and the feed's own address (WebSub, section 4)."""
    head = head_of(feed.portal, feed.section, kind, None)
    return ", ".join(f'<{href}>; rel="{rel}"' for rel, href in head.links)
