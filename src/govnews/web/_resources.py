"""What a portal offers at addresses of its own: feeds, OPML, sitemaps, calendars."""

import inspect
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeAlias, TypedDict, TypeVar, cast, overload

import attrs

from .. import broadcast, feeds
from ..errors import FeedError
from ..feeds import Feed, Response
from ..model import ALL_SECTIONS, Article, BroadcastPlan, Portal
from ._addresses import Address, Addresses
from ._archives import Shelved
from ._documents import Document, plain
from ._streams import media_type

logger = logging.getLogger("govnews.web")

Row = TypeVar("Row")
#: What may be asked for at once, or be awaited.
Rows: TypeAlias = "Iterable[Row] | Awaitable[Iterable[Row]]"

#: For how long an article is news to search engines; then it leaves the news sitemap.
_NEWS_AGE = timedelta(days=2)
_ASK_AGAIN = "60"
#: Additions never change an archive page, but a correction does, and a withdrawal must be
#: heard of: so a day, not for ever.
_PAGE_AGE = 86_400
#: Archive pages to keep at a time; who walks the archive asks for each but once.
_MOST_PAGES = 16

_METHODS = ("GET", "HEAD")
_ALLOW = {"Allow": "GET, HEAD"}


class PortalFeeds(Generic[Row]):
    """Everything that machines fetch from a portal, at the addresses its ``feed_path`` gives.

    * ``feeds/all.rss``, ``.atom``, ``.json`` and the same for each section by its key;
    * ``feeds/all/1.rss``, ``.atom`` and so on, the archive (RFC 5005), with ``page_size``;
    * ``feeds/all.opml``, the list of these feeds;
    * ``feeds/KEY.ics``, the calendar of a broadcast plan by its key (extra ``ics``);
    * ``sitemap.xml`` and ``news-sitemap.xml``.

    Args:
        portal: Who publishes.
        articles: Gives the rows, the newest first, whenever they are needed; with Django
            ``Post.objects.all`` will do. Servers on an event loop call a coroutine function
            on the loop and any other in a thread.
        adapt: Makes an :class:`~govnews.Article` of a row, when rows are something else.
        plans: Gives the broadcast plans.
        limit: The most articles in a feed.
        page_size: Articles to a page of the archive, for which ``articles`` has to give all
            there ever were; see :func:`govnews.feeds.archive`. Feeds then hold two pages at
            least, and RSS and Atom link to the page before. None for no archive.
        version: Gives a value that changes whenever ``articles`` would give something else,
            such as the number of rows and the latest change. As long as it stays the same,
            feeds are kept and ``articles`` is not called.
        clock: Gives the time, aware.

    Raises:
        ValueError: ``page_size`` is less than 1.

    Example:
        >>> from govnews import sample
        >>> offered = PortalFeeds(sample.portal(), sample.articles, clock=lambda: sample.NOW)
        >>> offered.respond("feeds/cai-cach.atom").status
        200
        >>> offered.respond("tin-tuc/") is None
        True
    """

    @overload
    def __init__(
        self: "PortalFeeds[Article]",
        portal: Portal,
        articles: "Callable[[], Rows[Article]]",
        *,
        plans: Callable[[], Iterable[BroadcastPlan]] = ...,
        limit: int = ...,
        page_size: int | None = ...,
        version: Callable[[], object] | None = ...,
        clock: Callable[[], datetime] = ...,
    ) -> None: ...

    @overload
    def __init__(
        self,
        portal: Portal,
        articles: "Callable[[], Rows[Row]]",
        *,
        adapt: Callable[[Row], Article],
        plans: Callable[[], Iterable[BroadcastPlan]] = ...,
        limit: int = ...,
        page_size: int | None = ...,
        version: Callable[[], object] | None = ...,
        clock: Callable[[], datetime] = ...,
    ) -> None: ...

    def __init__(
        self,
        portal: Portal,
        articles: "Callable[[], Rows[Any]]",
        *,
        adapt: Callable[[Any], Article] | None = None,
        plans: Callable[[], Iterable[BroadcastPlan]] = tuple,
        limit: int = 50,
        page_size: int | None = None,
        version: Callable[[], object] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if page_size is not None and page_size < 1:
            raise ValueError(f"page_size is less than 1: {page_size}")
        self.portal: Portal = portal
        self.is_async: bool = inspect.iscoroutinefunction(articles)
        self._articles = articles
        self._adapt = adapt
        self._plans = plans
        self._page_size = page_size
        self._limit = limit if page_size is None else max(limit, 2 * page_size)
        self._version = version
        self._clock = clock
        self._addresses = Addresses(portal, archived=page_size is not None)
        self._kept: dict[tuple[str, ...], _Kept] = {}
        self._named: frozenset[str] = frozenset()

    @property
    def pattern(self) -> str:
        """A regular expression that every path of these fits, without a slash in front."""
        return self._addresses.pattern

    def routes(self, name: str, format: str, number: str = "") -> tuple[str, ...]:  # noqa: A002  # as in Portal
        """The same in the words of a router: ``/feeds/{name}.{format}``.

        Args:
            name: What the router writes for a part of a path that it calls ``name``.
            format: The same for ``format``.
            number: The same for the number of an archive page.
        """
        return self._addresses.routes(name, format, number)

    def find(self, path: str) -> Address | None:
        """What a path stands for; None when it is no address of these.

        Args:
            path: Decoded, without the query; below the portal's front page or below the root
                of its host.
        """
        return self._addresses.find(path)

    def respond(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Response | None:
        """The answer to a request, or None when the path is no address of these.

        Args:
            path: See :meth:`find`.
            headers: The request's headers.
            method: The request's method.

        Returns:
            200, 226, 304 or 405 as :func:`govnews.feeds.respond` has it; 404 for an unknown
            plan; 503 when rows or plans cannot be had, which is logged.
        """
        address = self.find(path)
        if address is None:
            return None
        if method not in _METHODS:
            return plain(405, method, _ALLOW)
        try:
            version = None if self._version is None else self._version()
            document = self._still(address, version)
            if document is None:
                rows = cast("Iterable[Any]", self._articles()) if _needs_rows(address) else ()
                document = self._make(address, rows, version)
            return self._answer(document, address, headers or {}, method)
        except Exception as error:  # noqa: BLE001  # a portal's database; the server goes on
            return _unavailable(address, error, method)

    async def respond_async(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Response | None:
        """:meth:`respond`, awaiting what has to be awaited."""
        address = self.find(path)
        if address is None:
            return None
        if method not in _METHODS:
            return plain(405, method, _ALLOW)
        try:
            version = None if self._version is None else await _awaited(self._version())
            document = self._still(address, version)
            if document is None:
                rows = await _awaited(self._articles()) if _needs_rows(address) else ()
                document = self._make(address, rows, version)
            return self._answer(document, address, headers or {}, method)
        except Exception as error:  # noqa: BLE001  # a portal's database; the server goes on
            return _unavailable(address, error, method)

    def _still(self, address: Address, version: object) -> "Feed[Any] | Document | None":
        """What was kept, if it is still what would be made anew."""
        if self._version is None:
            return None
        kept = self._kept.get(address.key)
        if kept is None or kept.version != version:
            return None
        return kept.document if kept.until is None or self._clock() < kept.until else None

    def _make(
        self, address: Address, rows: Iterable[Any], version: object
    ) -> "Feed[Any] | Document | None":
        now = self._clock()
        horizon = _Horizon(self._adapt, now)
        document = self._document(address, rows, now, horizon)
        if self._version is not None and document is not None:
            self._keep(address, _Kept(version, horizon.until, document))
        return document

    def _keep(self, address: Address, kept: "_Kept") -> None:
        if address.kind == "archive":
            pages = [key for key in list(self._kept) if key[0] == "archive"]
            if len(pages) >= _MOST_PAGES:
                self._kept.pop(pages[0], None)
        self._kept[address.key] = kept

    def _document(
        self, address: Address, rows: Iterable[Any], now: datetime, horizon: "_Horizon"
    ) -> "Feed[Any] | Document | None":
        portal = self.portal
        if address.kind == "opml":
            return Document(feeds.opml(portal), "text/x-opml; charset=utf-8")
        if address.kind == "calendar":
            plan = next((one for one in self._plans() if one.key == address.name), None)
            if plan is None:
                return None
            return Document(broadcast.to_ics(plan), "text/calendar; charset=utf-8")
        section = None if address.name == ALL_SECTIONS else address.name
        if address.kind == "feed":
            return self._feed(rows, section, now, horizon)
        errors: list[FeedError] = []
        if address.kind == "archive":
            page = feeds.archive_page(
                portal,
                Shelved(rows, horizon).results,
                address.number,
                address.format,
                self._page_size or 1,
                section=section,
                now=now,
                adapt=Shelved.adapt,
                on_error=errors.append,
            )
            self._report(tuple(errors))
            kind = media_type(address.format)
            return None if page is None else Document(page, kind, _PAGE_AGE)
        options: _SitemapOptions = {"now": now, "adapt": horizon, "on_error": errors.append}
        if address.kind == "news-sitemap":
            horizon.news_age = _NEWS_AGE
            documents = feeds.news_sitemap(portal, rows, **options)
        else:
            documents = feeds.sitemap(portal, rows, **options)
        body = next((data for name, data in documents if name == address.name), None)
        self._report(tuple(errors))
        return None if body is None else Document(body, "application/xml; charset=utf-8")

    def _feed(
        self, rows: Iterable[Any], section: str | None, now: datetime, horizon: "_Horizon"
    ) -> "Feed[Any]":
        size = self._page_size
        if size is None:
            return Feed(self.portal, rows, section, now, adapt=horizon, limit=self._limit)
        shelved = Shelved(rows, horizon)
        return Feed(
            self.portal,
            shelved.results,
            section,
            now,
            adapt=Shelved.adapt,
            limit=self._limit,
            prev_archive=feeds.count_archive_pages(
                self.portal, shelved.results, size, section=section, now=now, adapt=Shelved.adapt
            ),
        )

    def _answer(
        self,
        document: "Feed[Any] | Document | None",
        address: Address,
        headers: Mapping[str, str],
        method: str,
    ) -> Response:
        if document is None:
            return plain(404, method)
        if not isinstance(document, Feed):
            return document.respond(headers, method)
        response = feeds.respond(document, address.format, headers, method)
        self._report(document.errors)
        return response

    def _report(self, errors: tuple[FeedError, ...]) -> None:
        """Log what is left out, once and not for every request."""
        if not errors and not self._named:
            return
        named = frozenset(map(str, errors))
        for one in sorted(named - self._named):
            logger.warning("left out of the feeds: %s", one)
        self._named = named


@attrs.frozen
class _Kept:
    version: object
    #: When time itself changes the document; None for never.
    until: datetime | None
    document: "Feed[Any] | Document"


class _SitemapOptions(TypedDict):
    now: datetime
    adapt: Callable[[Any], Article]
    on_error: Callable[[FeedError], None]


class _Horizon:
    """Adapts rows, and notes when the first of them appears or vanishes."""

    def __init__(self, adapt: Callable[[Any], Article] | None, now: datetime) -> None:
        self._adapt = adapt
        self._now = now
        self.until: datetime | None = None
        #: How old an article is when it is news no longer, for a document that depends on it.
        self.news_age: timedelta | None = None

    def __call__(self, row: Any) -> Article:
        article: Article = row if self._adapt is None else self._adapt(row)
        if isinstance(article, Article) and article.status == "published":
            self.see(article.publish_from or article.published_at, article.expires_at)
            if self.news_age is not None and article.published_at is not None:
                self.see(article.published_at + self.news_age)
        return article

    def see(self, *moments: datetime | None) -> None:
        """Note the moments that are still to come."""
        for moment in moments:
            if moment is not None and self._now < moment:
                self.until = moment if self.until is None else min(self.until, moment)


def _needs_rows(address: Address) -> bool:
    return address.kind in ("feed", "archive", "sitemap", "news-sitemap")


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value


def _unavailable(address: Address, error: Exception, method: str) -> Response:
    """What went wrong stays in the log."""
    logger.error("cannot make %s %s", address.kind, address.name, exc_info=error)
    return plain(503, method, {"Retry-After": _ASK_AGAIN})
