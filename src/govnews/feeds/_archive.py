"""Feeds of any length: archives in pages (RFC 5005, section 4), and whole feeds in a stream."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any, Final, NamedTuple

from ..errors import FeedError, UnknownFormatError
from ..model import ALL_SECTIONS, Article, Portal, Section
from . import _markup as markup
from ._cache import EntryCache
from ._elements import Format, XmlFormat
from ._feed import join
from ._head import archive_name, archive_url, feed_format, frame, head_of
from ._record import EPOCH, MICROSECOND, NEVER, Entry
from ._render import Head
from ._selection import Selection

#: Told of each article that is left out.
OnError = Callable[[FeedError], None]
_Documents = Iterator[tuple[str, bytes]]

_FORMATS: Final[tuple[XmlFormat, ...]] = ("rss", "atom")
#: Bytes of entries that a stream keeps in memory before it turns to a temporary file.
_SPOOLED: Final = 1 << 20
_CHUNK: Final = 1 << 16
#: Articles among which a stream notices one that comes twice.
_RECENT: Final = 256


def _spool() -> "SpooledTemporaryFile[bytes]":
    return SpooledTemporaryFile(max_size=_SPOOLED)


class _Place(NamedTuple):
    """An article's place in the order of the archive."""

    at: int
    entry: Entry


def archive(
    portal: Portal,
    articles: Iterable[Any],
    page_size: int = 100,
    *,
    section: str | Section | None = None,
    now: datetime | None = None,
    adapt: Callable[[Any], Article] | None = None,
    strict: bool = False,
    on_error: OnError | None = None,
) -> Iterator[tuple[str, bytes]]:
    """A feed and its archive as documents to publish (RFC 5005, section 4), in RSS and Atom.

    The newest articles make the feed itself, under its usual name; the others fill archive
    pages from the oldest on, ``page_size`` places each. Walking from the feed along
    ``prev-archive`` meets every article once, whatever was added meanwhile, because a page
    that is full never changes: that is why pages have no ``next-archive``, which would change
    when the next page appears. The feed holds one to two pages of articles, so that readers
    who do not walk miss nothing.

    An article keeps its place while it is embargoed, expired or withdrawn; withdrawn ones
    stand in Atom as tombstones.

    Args:
        portal: Who publishes.
        articles: A list or tuple is put in order of publication. Anything else is taken as
            it comes, the oldest first; then no more than two pages are in memory, an article
            added later belongs at the end whatever its date, and one that comes twice is
            noticed among the last 256 only.
        page_size: Articles to a page.
        section: A section or its key: only articles of it or of a section under it.
        now: The moment that decides what is live; aware. None is the clock, read once.
        adapt: Makes an article of a row, when ``articles`` holds others.
        strict: Raise the first error instead of leaving the article out.
        on_error: Told of each article that is left out.

    Yields:
        Names, relative to the portal's address (``feeds/all.rss``, ``feeds/all/1.rss``), and
        the documents. Archive pages come first, the feed last.

    Raises:
        FeedError: In strict mode, for the first article at fault.
        UnknownFormatError: The portal has no such section.
        ValueError: ``page_size`` is less than 1.

    Example:
        >>> portal = Portal(name="Cổng thông tin điện tử", url="https://example.vn/")
        >>> dict(archive(portal, [])).keys()
        dict_keys(['feeds/all.rss', 'feeds/all.atom'])
    """
    _check_size(page_size)
    selection = Selection(
        portal, section, now, EntryCache(0), adapt=adapt, strict=strict, on_error=on_error
    )
    return _Binder(portal, selection).pages(articles, page_size)


def archive_page(
    portal: Portal,
    articles: Iterable[Any],
    number: int,
    format: str,  # noqa: A002  # what it is called everywhere
    page_size: int = 100,
    *,
    section: str | Section | None = None,
    now: datetime | None = None,
    adapt: Callable[[Any], Article] | None = None,
    strict: bool = False,
    on_error: OnError | None = None,
) -> bytes | None:
    """One full page of :func:`archive`, for portals that make pages when they are asked for.

    Nothing but this page is written, and of articles that come one by one no more is read
    than two pages beyond its beginning.

    Args:
        portal: Who publishes.
        articles: As for :func:`archive`.
        number: Which page; the oldest is 1.
        format: ``rss`` or ``atom``.
        page_size: Articles to a page.
        section: A section or its key: only articles of it or of a section under it.
        now: The moment that decides what is live; aware. None is the clock, read once.
        adapt: Makes an article of a row, when ``articles`` holds others.
        strict: Raise the first error instead of leaving the article out.
        on_error: Told of each article that is left out.

    Returns:
        The document; None when there is no such page, or not yet.

    Raises:
        FeedError: In strict mode, for the first article at fault.
        UnknownFormatError: There is no such format, or the portal has no such section.
        ValueError: ``page_size`` is less than 1.

    Example:
        >>> portal = Portal(name="Cổng thông tin điện tử", url="https://example.vn/")
        >>> archive_page(portal, [], 1, "atom") is None
        True
    """
    _check_size(page_size)
    if format not in _FORMATS:
        raise UnknownFormatError("archive format", format, _FORMATS)
    kind: XmlFormat = "atom" if format == "atom" else "rss"
    selection = Selection(
        portal, section, now, EntryCache(0), adapt=adapt, strict=strict, on_error=on_error
    )
    return _Binder(portal, selection).one_page(articles, page_size, number, kind)


def count_archive_pages(
    portal: Portal,
    articles: Sequence[Any],
    page_size: int = 100,
    *,
    section: str | Section | None = None,
    now: datetime | None = None,
    adapt: Callable[[Any], Article] | None = None,
) -> int:
    """How many pages :func:`archive_page` would give; what is at fault is passed over.

    Args:
        portal: Who publishes.
        articles: A list or tuple, in any order.
        page_size: Articles to a page.
        section: A section or its key: only articles of it or of a section under it.
        now: The moment that decides what is live; aware. None is the clock, read once.
        adapt: Makes an article of a row, when ``articles`` holds others.

    Raises:
        UnknownFormatError: The portal has no such section.
        ValueError: ``page_size`` is less than 1.

    Example:
        >>> portal = Portal(name="Cổng thông tin điện tử", url="https://example.vn/")
        >>> count_archive_pages(portal, [])
        0
    """
    _check_size(page_size)
    selection = Selection(portal, section, now, EntryCache(0), adapt=adapt)
    return _Binder(portal, selection).full_pages(articles, page_size)


def stream(
    portal: Portal,
    articles: Iterable[Any],
    format: str,  # noqa: A002  # what it is called everywhere
    *,
    section: str | Section | None = None,
    now: datetime | None = None,
    adapt: Callable[[Any], Article] | None = None,
    strict: bool = False,
    on_error: OnError | None = None,
) -> Iterator[bytes]:
    """One document of any number of articles, in chunks, without holding them in memory.

    Articles stand in the order they come in, and one that comes twice is noticed among the
    last 256 only. Entries beyond the first megabyte wait in a
    temporary file until the head, which tells of the latest change, can be written.

    Args:
        portal: Who publishes.
        articles: Any iterable; it is read once.
        format: ``rss``, ``atom`` or ``json``.
        section: A section or its key: only articles of it or of a section under it.
        now: The moment that decides what is live; aware. None is the clock, read once.
        adapt: Makes an article of a row, when ``articles`` holds others.
        strict: Raise the first error instead of leaving the article out.
        on_error: Told of each article that is left out.

    Yields:
        The document, piece by piece.

    Raises:
        FeedError: In strict mode, for the first article at fault.
        OSError: There is no room for the temporary file.
        UnknownFormatError: There is no such format, or the portal has no such section.

    Example:
        >>> portal = Portal(name="Cổng thông tin điện tử", url="https://example.vn/")
        >>> b"".join(stream(portal, [], "atom"))[-7:]
        b'</feed>'
    """
    kind = feed_format(format)
    selection = Selection(
        portal, section, now, EntryCache(0), adapt=adapt, strict=strict, on_error=on_error
    )
    return _Binder(portal, selection).stream(articles, kind)


def _check_size(page_size: int) -> None:
    if page_size < 1:
        raise ValueError(f"page_size is less than 1: {page_size}")


class _Binder:
    """Binds entries into documents as they come."""

    def __init__(self, portal: Portal, selection: Selection) -> None:
        self.portal = portal
        self.selection = selection
        self.setting = selection.shelf.setting
        self.name = ALL_SECTIONS if selection.section is None else selection.section.key

    def pages(self, articles: Iterable[Any], size: int) -> Iterator[tuple[str, bytes]]:
        number = 1
        waiting: list[_Place] = []
        for place in self._places(articles):
            waiting.append(place)
            if len(waiting) == 2 * size:
                yield from self._page(waiting[:size], number, is_full=True)
                del waiting[:size]
                number += 1
        yield from self._page(waiting, number, is_full=False)

    def one_page(
        self, articles: Iterable[Any], size: int, number: int, kind: XmlFormat
    ) -> bytes | None:
        if number < 1:
            return None
        # A page is full when as many articles again follow it: those are the feed's.
        window = list(islice(self._places(articles), (number - 1) * size, (number + 1) * size))
        if len(window) < 2 * size:
            return None
        _, data = next(self._page(window[:size], number, is_full=True, kinds=(kind,)))
        return data

    def full_pages(self, articles: Sequence[Any], size: int) -> int:
        # One to two pages of articles stay in the feed.
        return max(0, sum(1 for _ in self._places(articles)) // size - 1)

    def stream(self, articles: Iterable[Any], kind: Format) -> Iterator[bytes]:
        latest = NEVER
        with _spool() as living, _spool() as gone:
            for place in self._places(articles, whole=False):
                withdrawn = place.entry.withdrawn
                spool = gone if withdrawn else living
                for data in self._written([place], kind):
                    spool.write(b"\n" if kind != "json" else b",\n" if spool.tell() else b"")
                    spool.write(data)
                    if not withdrawn:
                        latest = max(latest, place.entry.updated)
            start, end = frame(self._head(kind, latest), kind)
            yield start
            for spool in (gone, living):
                spool.seek(0)
                while chunk := spool.read(_CHUNK):
                    yield chunk
            yield end if kind == "json" else b"\n" + end

    def _places(self, articles: Iterable[Any], *, whole: bool = True) -> Iterator[_Place]:
        """The articles that have a place in the archive, each once; drafts have none yet."""
        whole = whole and isinstance(articles, Sequence)
        recent: dict[str, int] = {}
        places: Iterator[_Place] = (
            _Place(at, Entry(article))
            for at, article in self.selection.articles(articles)
            if article.status != "draft"
        )
        if whole:
            places = iter(sorted(places, key=lambda place: place.entry.order, reverse=True))
        for place in places:
            uri = place.entry.article.uri
            first = recent.setdefault(uri, place.at)
            if first != place.at:
                reason = f"is that of article {first} as well"
                self.selection.refuse(FeedError(uri, place.at, "uri", reason))
                continue
            if not whole and len(recent) > _RECENT:
                del recent[next(iter(recent))]
            yield place

    def _page(
        self,
        places: list[_Place],
        number: int,
        *,
        is_full: bool,
        kinds: tuple[XmlFormat, ...] = _FORMATS,
    ) -> _Documents:
        """The documents of one page: an archive page when it is full, else the feed itself."""
        # Tombstones describe the feed, so they come before its entries.
        places = sorted(places, key=lambda place: (not place.entry.withdrawn, place.entry.order))
        for kind in kinds:
            section = self.selection.section
            address = self.portal.feed_url(kind, section)
            links = []
            if number > 1:
                links.append(("prev-archive", archive_url(self.portal, section, kind, number - 1)))
            if is_full:
                links.append(("current", markup.uri(address)))
                address = archive_url(self.portal, section, kind, number)
            entries = [place for place in places if kind == "atom" or not place.entry.withdrawn]
            fragments = list(self._written(entries, kind))
            live = (place.entry for place in places if self.selection.is_live(place.entry))
            latest = max((entry.updated for entry in live), default=NEVER)
            head = self._head(kind, latest, address, tuple(links), archive=is_full)
            name = archive_name(section, number) if is_full else self.name
            path = self.portal.feed_path.format(name=name, format=kind).lstrip("/")
            yield path, join(frame(head, kind), fragments, kind)

    def _head(
        self,
        kind: Format,
        latest: int,
        address: str | None = None,
        links: tuple[tuple[str, str], ...] = (),
        *,
        archive: bool = False,
    ) -> Head:
        updated = None
        if latest != NEVER:
            updated = self.setting.stamp(EPOCH + latest * MICROSECOND)
        section = self.selection.section
        return head_of(
            self.portal, section, kind, updated, self_url=address, links=links, archive=archive
        )

    def _written(self, places: list[_Place], kind: Format) -> Iterator[bytes]:
        """The bytes of the live and, in Atom, the withdrawn entries that can be written."""
        for at, entry in places:
            withdrawn = entry.withdrawn and kind == "atom"
            if not withdrawn and not self.selection.is_live(entry):
                continue
            try:
                yield entry.write(kind, self.setting)
            except Exception as error:  # noqa: BLE001  # a user's elements; the others go on
                self.selection.leave_out(entry.article, at, error)
