"""A feed: which articles, in what order, and the validators that HTTP asks for."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar, overload

from ..errors import FeedError, ModelError, UnknownFormatError
from ..model import Article, Portal, Section
from . import _jsonfeed as jsonfeed, _markup as markup
from ._cache import SHARED, EntryCache
from ._elements import Format
from ._record import EPOCH, MICROSECOND, NEVER, Entry, UncarriableError, digest, microseconds
from ._render import Head, render_head

Row = TypeVar("Row")

#: Media types by format.
MEDIA_TYPES: Final[dict[Format, str]] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def feed_format(name: str) -> Format:
    """A format by its name.

    Raises:
        UnknownFormatError: There is none of that name.
    """
    if name not in MEDIA_TYPES:
        raise UnknownFormatError("feed format", name, tuple(MEDIA_TYPES))
    return name


class Selection:
    """Which rows become entries: adapts, checks and names what is left out."""

    def __init__(
        self,
        portal: Portal,
        section: str | Section | None,
        now: datetime | None,
        cache: EntryCache,
        *,
        adapt: Callable[[Any], Article] | None = None,
        strict: bool = False,
    ) -> None:
        if now is None:
            now = datetime.now(UTC)
        elif now.utcoffset() is None:
            raise ModelError("Feed", "now", now, "is not a datetime with a time zone")
        self.now = now
        self.moment = microseconds(now)
        self.shelf = cache.shelf(portal)
        self.adapt = adapt
        self.strict = strict
        self.section = find_section(portal, section)
        self.keys = (
            None
            if self.section is None
            else frozenset(one.key for one in portal.tree.walk(self.section.key))
        )
        self.errors: list[FeedError] = []

    def refuse(self, error: FeedError, cause: Exception | None = None) -> None:
        """Note an error, or raise it where that was asked for."""
        if self.strict:
            raise error from cause
        self.errors.append(error)

    def entry(self, index: int, row: Any) -> Entry | None:
        """The entry of a row; None when the row is at fault or of another section."""
        if self.adapt is not None:
            try:
                row = self.adapt(row)
            except Exception as error:  # noqa: BLE001  # a user's function; the others go on
                field = error.field if isinstance(error, ModelError) else None
                reason = error.reason if isinstance(error, ModelError) else repr(error)
                self.refuse(FeedError(None, index, field, reason), error)
                return None
        if not isinstance(row, Article):
            name = type(row).__name__
            self.refuse(FeedError(None, index, None, f"is a {name}, not an Article"))
            return None
        keys = self.keys
        if keys is not None and row.section not in keys and keys.isdisjoint(row.sections):
            return None
        return self.shelf.entry(row)

    def is_live(self, entry: Entry) -> bool:
        """Whether readers may see an entry's article now."""
        if entry.fixed:
            return entry.appears <= self.moment < entry.vanishes
        return entry.article.state(self.now) == "live"


def find_section(portal: Portal, section: str | Section | None) -> Section | None:
    """The portal's section of a key.

    Raises:
        UnknownFormatError: The portal has none of that key.
    """
    if section is None:
        return None
    key = section.key if isinstance(section, Section) else section
    found = portal.tree.get(key)
    if found is None:
        known = tuple(one.key for one in portal.sections)
        raise UnknownFormatError("section", key, known)
    return found


def head_of(
    portal: Portal,
    section: Section | None,
    kind: Format,
    updated: datetime | None,
    *,
    stylesheet: str | None = None,
    self_url: str | None = None,
    links: tuple[tuple[str, str], ...] = (),
    archive: bool = False,
) -> Head:
    """The head of a document of a portal's or section's feed."""
    title = portal.name if section is None else f"{section.title} - {portal.name}"
    description = (section and section.description) or portal.description or title
    page = (section and section.url) or portal.url
    publisher = portal.publisher
    email = publisher.email if publisher is not None else None
    hubs = tuple(("hub", markup.uri(hub)) for hub in portal.hubs)
    return Head(
        title=title,
        description=description,
        identity=markup.uri(portal.feed_url("atom", section)),
        page=markup.uri(page),
        language=(section and section.language) or portal.language,
        updated=updated,
        links=(("self", markup.uri(self_url or portal.feed_url(kind, section))), *hubs, *links),
        author=portal.name if publisher is None else publisher.name,
        author_email=email if email and "@" in email else None,
        author_url=None
        if publisher is None or publisher.url is None
        else markup.uri(publisher.url),
        rights=portal.rights or None,
        logo=None if portal.logo is None else markup.uri(portal.logo),
        icon=None if portal.icon is None else markup.uri(portal.icon),
        archive=archive,
        stylesheet=None if stylesheet is None else markup.uri(stylesheet),
    )


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
        cache: Where entries are kept between feeds; one is shared by default.

    Raises:
        FeedError: In strict mode, for the first article at fault.
        ModelError: ``now`` has no time zone.
        UnknownFormatError: The portal has no such section.

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
        cache: EntryCache = SHARED,
    ) -> None:
        self.portal = portal
        self.cache = cache
        self._stylesheet = stylesheet
        self._selection = selection = Selection(
            portal, section, now, cache, adapt=adapt, strict=strict
        )
        self.section = selection.section
        self._shelf = selection.shelf
        self._limit = limit
        self._changed = NEVER
        self._named: set[tuple[str, str | None, str]] = set()
        self._live, self._gone = self._select(articles)
        self._written: dict[Format, tuple[list[Entry], list[bytes]]] = {}
        self._etags: dict[Format, str] = {}

    def _select(self, articles: Iterable[Any]) -> tuple[list[Entry], list[Entry]]:
        selection = self._selection
        limit = self._limit
        most = None if limit is None else 2 * limit + 256
        places: dict[str, int] = {}
        live: list[Entry] = []
        gone: list[Entry] = []
        changed = NEVER
        for index, row in enumerate(articles):
            entry = selection.entry(index, row)
            if entry is None:
                continue
            uri = entry.article.uri
            if places.setdefault(uri, index) != index:
                reason = f"is that of article {places[uri]} as well"
                selection.refuse(FeedError(uri, index, "uri", reason))
            elif selection.is_live(entry):
                live.append(entry)
                if len(live) == most:
                    live = sorted(live, key=_order)[:limit]
                    places = {one.article.uri: places[one.article.uri] for one in live}
            elif entry.withdrawn:
                gone.append(entry)
            elif entry.vanishes <= selection.moment:
                changed = max(changed, entry.vanishes)
        live.sort(key=_order)
        gone.sort(key=_order)
        if limit is not None:
            live, gone = live[:limit], gone[:limit]
        self._places = places
        self._changed = max(
            changed,
            max((entry.seen for entry in live), default=NEVER),
            max((entry.updated for entry in gone), default=NEVER),
        )
        return live, gone

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
        """
        return None if self._changed == NEVER else EPOCH + self._changed * MICROSECOND

    def _entries(self, kind: Format) -> tuple[list[Entry], list[bytes]]:
        """The entries that could be written, and their bytes; tombstones come last."""
        written = self._written.get(kind)
        if written is None:
            entries: list[Entry] = []
            fragments: list[bytes] = []
            bytes_of = self._shelf.bytes_of
            chosen = self._live if kind != "atom" else [*self._live, *self._gone]
            for entry in chosen:
                data = entry.fragments.get(kind)
                if data is None:
                    try:
                        data = bytes_of(entry, kind)
                    except Exception as error:  # noqa: BLE001  # a user's elements; the others go on
                        self._leave_out(entry, error)
                        continue
                entries.append(entry)
                fragments.append(data)
            written = self._written[kind] = entries, fragments
        return written

    def _leave_out(self, entry: Entry, error: Exception) -> None:
        field = error.field if isinstance(error, UncarriableError) else None
        reason = str(error) if isinstance(error, ValueError) else repr(error)
        uri = entry.article.uri
        fault = FeedError(uri, self._places.get(uri, -1), field, reason)
        if (uri, field, reason) not in self._named:
            self._named.add((uri, field, reason))
            self._selection.refuse(fault, error)

    def _frame(self, kind: Format, entries: list[Entry]) -> tuple[bytes, bytes]:
        """What stands before and after the entries."""
        latest = max((one.updated for one in entries if not one.withdrawn), default=None)
        section = self.section
        key = (kind, section and section.key, latest, self._stylesheet)

        def make() -> tuple[bytes, bytes]:
            updated = None
            if latest is not None:
                updated = self._shelf.setting.local(EPOCH + latest * MICROSECOND)
            head = head_of(self.portal, section, kind, updated, stylesheet=self._stylesheet)
            return frame(head, kind)

        return self._shelf.head(key, make)

    def _document(self, kind: Format, held: frozenset[bytes] = frozenset()) -> bytes:
        """The whole document, less the entries whose digests a client holds already."""
        entries, fragments = self._entries(kind)
        start, end = self._frame(kind, entries)
        if held:
            digest_of = self._shelf.digest_of
            fragments = [
                data
                for entry, data in zip(entries, fragments, strict=True)
                if digest_of(entry, kind) not in held
            ]
        return start + (b",\n" if kind == "json" else b"\n").join(fragments) + end

    def render(self, format: str) -> bytes:  # noqa: A002  # what it is called everywhere
        """The feed as a document in UTF-8.

        Args:
            format: ``rss`` (RSS 2.0 by the RSS Advisory Board's Best Practices Profile),
                ``atom`` (RFC 4287) or ``json`` (JSON Feed 1.1).

        Raises:
            FeedError: In strict mode, for the first article that cannot be written.
            UnknownFormatError: There is no such format.
        """
        return self._document(feed_format(format))

    def etag(self, format: str) -> str:  # noqa: A002  # what it is called everywhere
        """The strong entity tag of :meth:`render`, in quotes (RFC 9110, section 8.8.3).

        It is a digest of the bytes of the parts, so equal tags mean equal documents in any
        process. Entries that are kept need not be written for it.

        Raises:
            FeedError: In strict mode, for the first article that cannot be written.
            UnknownFormatError: There is no such format.
        """
        kind = feed_format(format)
        tag = self._etags.get(kind)
        if tag is None:
            entries, _ = self._entries(kind)
            digest_of = self._shelf.digest_of
            digests = b"".join([digest_of(entry, kind) for entry in entries])
            tag = f'"{digest(b"".join(self._frame(kind, entries)) + digests).hex()}"'
            self.cache.remember(tag, digests)
            self._etags[kind] = tag
        return tag


def frame(head: Head, kind: Format) -> tuple[bytes, bytes]:
    """What stands before and after the entries of a document with this head."""
    if kind == "json":
        return jsonfeed.render_head(head)
    return render_head(head, kind, MEDIA_TYPES[kind])


def _order(entry: Entry) -> tuple[int, str]:
    return entry.order
