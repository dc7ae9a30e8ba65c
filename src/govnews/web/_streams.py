"""Feeds of any length, sent piece by piece."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from ..errors import UnknownFormatError

#: Media types by format.
MEDIA_TYPES: Final = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


def media_type(format: str) -> str:  # noqa: A002  # the word of the whole library
    """The media type of a feed.

    Raises:
        UnknownFormatError: There is no such format.
    """
    if format not in MEDIA_TYPES:
        raise UnknownFormatError("feed format", format, tuple(MEDIA_TYPES))
    return MEDIA_TYPES[format]


def started(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same chunks, the first of them made already.

    What fails, fails before it: ``govnews.feeds.stream`` has read all rows by then. So an
    error becomes a response of its own instead of a document that breaks off.
    """
    first = next(chunks, b"")
    return chain([first], chunks)
