"""A feed: which articles, in what order, and the validators that HTTP asks for."""

import gzip
from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, cast, overload

from ..errors import FeedError
from ..model import Article, Portal, Section
from ._cache import SHARED, Document, EntryCache
from ._elements import Format
from ._head import archive_url, feed_format, frame, head_of
from ._record import EPOCH, MICROSECOND, NEVER, Entry, digest
from ._selection import Selection

Row = TypeVar("Row")

_ORDER: Final = attrgetter("order")


class Feed(Generic[Row]):
    r"""A portal's feed (kênh tin) of articles: RSS 2.0, Atom 1.0 and JSON Feed 1.1.

    Only live articles are in it, the newest first (by ``published_at``, then ``uri``). It is
    the same in any process, locale, zone or hash seed: nothing but the articles and the
    portal is printed. A bad article is left out and named in :attr:`errors`.

    Args:
        portal: Who publishes.
        articles: Any iterable; it is read once, now. Drafts, embargoed and expired articles
            are passed over; withdrawn ones become tombstones in Atom (RFC 6721).
        adapt: Makes an :class:`~govnews.Article` of a row, when ``articles`` holds others.
        section: A section or its key: only articles of it or of a section under it.
        now: The moment that decides what is live; aware. None is the clock, read once.
            It is never printed.
        limit: The most articles to hold, the newest; None for all.
        strict: Raise the first :class:`~govnews.errors.FeedError` instead of noting it.
        stylesheet: Address of a style sheet (CSS) for people who open the feed in a browser.
        prev_archive: Number of the :func:`archive_page` that holds what came before these
            articles (RFC 5005, section 4); RSS and Atom link to it. 0 for none.
        cache: Where entries are kept between feeds; one is shared by default.

    Raises:
        FeedError: In strict mode, for the first article at fault.
        ModelError: ``now`` has no time zone.
        UnknownFormatError: The portal has no such section.
        ValueError: ``limit`` is less than 0.

    Example:
        >>> from datetime import datetime, timezone
        >>> from govnews import Article, Portal
        >>> portal = Portal(name="Cổng thông tin điện tử", url="https://example.vn/")
        >>> article = Article(
        ...     uri="tag:example.vn,2017:1",
        ...     headline="Họp báo",
        ...     published_at=datetime(2017, 2, 15, 10, tzinfo=timezone.utc),
        ... )
        >>> feed = Feed(portal, [article])
        >>> b"<title>H\xe1\xbb\x8dp b\xc3\xa1o</title>" in feed.render("rss")
        True
    """

    @overload
    def __init__(
        self: "Feed[Article]",
        portal: Portal,
        articles: Iterable[Article],
        section: str | Section | None = None,
        now: datetime | None = None,
        *,
        limit: int | None = None,
        strict: bool = False,
        stylesheet: str | None = None,
        prev_archive: int = 0,
        cache: EntryCache = SHARED,
    ) -> None: ...

    @overload
    def __init__(
        self,
        portal: Portal,
        articles: Iterable[Row],
        section: str | Section | None = None,
        now: datetime | None = None,
        *,
        adapt: Callable[[Row], Article],
        limit: int | None = None,
        strict: bool = False,
        stylesheet: str | None = None,
        prev_archive: int = 0,
        cache: EntryCache = SHARED,
    ) -> None: ...

    def __init__(
        self,
        portal: Portal,
        articles: Iterable[Any],
        section: str | Section | None = None,
        now: datetime | None = None,
        *,
        adapt: Callable[[Any], Article] | None = None,
        limit: int | None = None,
        strict: bool = False,
        stylesheet: str | None = None,
        prev_archive: int = 0,
        cache: EntryCache = SHARED,
    ) -> None:
        if limit is not None and limit < 0:
            raise ValueError(f"limit is less than 0: {limit}")
        self.portal = portal
        self.cache = cache
        self._stylesheet = stylesheet
        self._prev_archive = prev_archive
        self._selection = selection = Selection(
            portal, section, now, cache, adapt=adapt, strict=strict
        )
        self.section: Section | None = selection.section
        self._shelf = selection.shelf
        self._limit = limit
        self._ended = NEVER
        self._changed: int | None = None
        self._places: dict[str, int] = {}
        self._live, self._gone = self._select(articles)
        self._written: dict[Format, tuple[list[Entry], Document]] = {}

    def _select(self, articles: Iterable[Any]) -> tuple[list[Entry], list[Entry]]:
        selection, limit = self._selection, self._limit
        most = None if limit is None else 2 * limit + 256
        moment, keys = selection.moment, selection.keys
        known = self._shelf.young
        adapted = selection.adapt is not None
        places: dict[str, int] = {}
        live: list[Entry] = []
        gone: list[Entry] = []
        for index, row in enumerate(articles):
            # Rows of other classes are not asked anything: they may do as they like.
            uri: Any = None if adapted or not isinstance(row, Article) else row.uri
            entry = known.get(uri)
            if entry is None or not (entry.article is row or entry.is_of(row)):
                entry = selection.entry(index, row)
                if entry is None:
                    continue
                uri = entry.article.uri
            elif keys is not None and not selection.holds(row):
                continue
            is_live = entry.appears <= moment < entry.vanishes or selection.is_live(entry)
            if not is_live and not entry.withdrawn:
                # A draft or a version yet to come does not stand in the way of the live one.
                if entry.vanishes <= moment:
                    self._ended = max(self._ended, entry.vanishes)
            elif places.setdefault(uri, index) != index:
                reason = f"is that of article {places[uri]} as well"
                selection.refuse(FeedError(uri, index, "uri", reason))
            elif entry.withdrawn:
                gone.append(entry)
            else:
                live.append(entry)
                if len(live) == most:
                    live = sorted(live, key=_ORDER)[:limit]
                    kept = (one.article.uri for one in (*live, *gone))
                    places = {uri: places[uri] for uri in kept}
        live.sort(key=_ORDER)
        gone.sort(key=_ORDER)
        self._places = places
        return live[:limit], gone[:limit]

    @property
    def errors(self) -> tuple[FeedError, ...]:
        """What was left out and why, so far: rows when the feed was made, entries when written."""
        return tuple(self._selection.errors)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The live articles, in the order of the feed."""
        return tuple(entry.article for entry in self._live)

    @property
    def last_modified(self) -> datetime | None:
        """When the feed last changed, as far as its articles tell; in UTC.

        The latest change, end of an embargo, expiry or withdrawal. None without any article.
        A change that an article dates later than ``now`` counts as of now (RFC 9110, section
        8.8.2.1).
        """
        if self._changed is None:
            changed = max(
                self._ended,
                max((entry.seen for entry in self._live), default=NEVER),
                max((entry.updated for entry in self._gone), default=NEVER),
            )
            self._changed = min(changed, self._selection.moment)
        if self._changed == NEVER:
            return None
        # HTTP has no dates before 1970 worth comparing.
        return EPOCH + max(self._changed, 0) * MICROSECOND

    def _write(self, kind: Format) -> tuple[list[Entry], Document]:
        """The entries that could be written, tombstones first, and the document they make."""
        written = self._written.get(kind)
        if written is None:
            entries = [*self._gone, *self._live] if kind == "atom" else self._live
            found = [entry.fragments.get(kind) for entry in entries]
            if None in found:
                entries, found = self._write_anew(entries, kind)
            fragments = cast("list[bytes]", found)
            section = None if self.section is None else self.section.key
            key = (self._shelf, kind, section, self._stylesheet, self._prev_archive)
            written = self._written[kind] = entries, self.cache.document(key, fragments)
        return written

    def _write_anew(
        self, entries: list[Entry], kind: Format
    ) -> tuple[list[Entry], list[bytes | None]]:
        kept: list[Entry] = []
        fragments: list[bytes | None] = []
        bytes_of = self._shelf.bytes_of
        added = 0
        for entry in entries:
            # What the entry itself costs is counted with its first bytes.
            before = entry.size if entry.fragments else 0
            try:
                fragments.append(bytes_of(entry, kind))
            except Exception as error:  # noqa: BLE001  # a user's elements; the others go on
                place = self._places.get(entry.article.uri, -1)
                self._selection.leave_out(entry.article, place, error)
            else:
                kept.append(entry)
                added += entry.size - before
        self.cache.grew(added)
        return kept, fragments

    def _frame(self, kind: Format) -> tuple[bytes, bytes]:
        """What stands before and after the entries."""
        entries, _ = self._write(kind)
        latest = max((one.updated for one in entries if not one.withdrawn), default=None)
        section = self.section
        page = 0 if kind == "json" else self._prev_archive
        key = (kind, section and section.key, latest, self._stylesheet, page)

        def make() -> tuple[bytes, bytes]:
            updated = None
            if latest is not None:
                updated = self._shelf.setting.stamp(EPOCH + latest * MICROSECOND)
            style = self._stylesheet
            before = archive_url(self.portal, section, kind, page)
            links = (("prev-archive", before),) if page else ()
            head = head_of(self.portal, section, kind, updated, stylesheet=style, links=links)
            return frame(head, kind)

        return self._shelf.head(key, make)

    def render(self, format: str) -> bytes:  # noqa: A002  # what it is called everywhere
        """The feed as a document in UTF-8.

        Args:
            format: ``rss`` (RSS 2.0 by the RSS Advisory Board's Best Practices Profile),
                ``atom`` (RFC 4287) or ``json`` (JSON Feed 1.1).

        Raises:
            FeedError: In strict mode, for the first article that cannot be written.
            UnknownFormatError: There is no such format.
        """
        kind = feed_format(format)
        _, document = self._write(kind)
        body = document.body
        if body is None:
            body = document.body = join(self._frame(kind), document.fragments, kind)
        return body

    def render_since(self, etag: str, format: str) -> bytes | None:  # noqa: A002  # what it is called everywhere
        """The feed without the entries that a client holds already: RFC 3229, ``feed``.

        Args:
            etag: The entity tag of what the client holds, as :meth:`etag` gave it for this or
                an earlier feed that shares the :class:`EntryCache`.
            format: ``rss``, ``atom`` or ``json``.

        Returns:
            A document of the entries that are new or changed since; None when that instance
            is not remembered and the client needs the whole.

        Raises:
            FeedError: In strict mode, for the first article that cannot be written.
            UnknownFormatError: There is no such format.
        """
        kind = feed_format(format)
        held = self.cache.recall(etag)
        if held is None:
            return None
        entries, document = self._write(kind)
        digest_of = self._shelf.digest_of
        fresh = [
            data
            for entry, data in zip(entries, document.fragments, strict=True)
            if digest_of(entry, kind) not in held
        ]
        return join(self._frame(kind), fresh, kind)

    def compress(self, format: str) -> bytes:  # noqa: A002  # what it is called everywhere
        """:meth:`render`, compressed by gzip (RFC 1952), without a time stamp or a system's name.

        Raises:
            FeedError: In strict mode, for the first article that cannot be written.
            UnknownFormatError: There is no such format.
        """
        kind = feed_format(format)
        _, document = self._write(kind)
        data = document.compressed
        if data is None:
            data = document.compressed = compress(self.render(kind))
        return data

    def etag(self, format: str) -> str:  # noqa: A002  # what it is called everywhere
        """The strong entity tag of :meth:`render`, in quotes (RFC 9110, section 8.8.3).

        It is a digest of the bytes of the parts, so equal tags mean equal documents in any
        process. Entries that are kept need not be written for it, nor the document joined.

        Raises:
            FeedError: In strict mode, for the first article that cannot be written.
            UnknownFormatError: There is no such format.
        """
        kind = feed_format(format)
        entries, document = self._write(kind)
        tag = document.etag
        if tag is None:
            digest_of = self._shelf.digest_of
            document.digests = b"".join([digest_of(entry, kind) for entry in entries])
            tag = f'"{digest(b"".join(self._frame(kind)) + document.digests).hex()}"'
            document.etag = tag
            self.cache.remember(tag, document.digests)
        return tag


def join(frame: tuple[bytes, bytes], fragments: list[bytes], kind: Format) -> bytes:
    """A document of a frame and entries."""
    if kind == "json":
        return b"".join((frame[0], b",\n".join(fragments), frame[1]))
    return b"\n".join((frame[0], *fragments, frame[1]))


def compress(data: bytes) -> bytes:
    """Bytes compressed by gzip, without a time stamp or the name of a system (RFC 1952)."""
    packed = gzip.compress(data, compresslevel=6, mtime=0)
    return packed[:9] + b"\xff" + packed[10:]
