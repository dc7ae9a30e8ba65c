"""Which requests are page views, and how one is told to the visit counter."""

import asyncio
import atexit
import inspect
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any, NamedTuple, Protocol, TypedDict, Unpack

from ._proxies import TrustedProxies

logger = logging.getLogger("govnews.web")

#: Media types of pages.
_PAGES = ("text/html", "application/xhtml+xml")
_AHEAD_WORDS = ("prefetch", "prerender", "preview")
_NOT_MODIFIED = 304
#: Seconds of which page views are handed to a thread together: waking it is the dear part.
_MOMENT = 0.05
#: Of a user agent so much is looked at; the rest of a longer one is noise.
_LONGEST_AGENT = 512


class Counter(Protocol):
    """What counting needs of a counter; :class:`govnews.visits.VisitCounter` is one."""

    def record(
        self, *, address: str | None, user_agent: str | None, at: datetime, page: str | None = None
    ) -> object:
        """Count one page view."""
        ...


class AsyncCounter(Protocol):
    """The same for event loops; :class:`govnews.visits.AsyncVisitCounter` is one."""

    def record(
        self, *, address: str | None, user_agent: str | None, at: datetime, page: str | None = None
    ) -> Awaitable[object]:
        """Count one page view."""
        ...


class Exchange(NamedTuple):
    """A request and what it was answered with, as far as counting looks at it."""

    #: The method, in capitals.
    method: str
    #: The path, without the query.
    path: str
    #: The status code of the answer.
    status: int
    #: The ``Content-Type`` of the answer; None when it has none, as with 304.
    content_type: str | None
    #: Gives the request's header of a name in lower case, or None.
    header: Callable[[str], str | None]


def is_page_view(exchange: Exchange) -> bool:
    """Whether a person was shown a page.

    A page view is a GET that was answered with HTML and a status of 200 to 299, or with 304
    to a browser that asked for a document. Feeds, files, fragments fetched by scripts, frames,
    pages fetched ahead (prefetch, prerender), errors and redirections are none.

    Example:
        >>> is_page_view(Exchange(
        ...     method="GET", path="/tin", status=200, content_type="text/html; charset=utf-8",
        ...     header=lambda name: None,
        ... ))
        True
    """
    method, _, status, content_type, header = exchange
    return _shows_page(method, status, content_type, header, HTTP)


class Spelling(NamedTuple):
    """The headers that counting looks at, as an interface of servers spells their names."""

    #: What the answer is fetched for (Fetch Metadata, ``Sec-Fetch-Dest``).
    destination: str
    accept: str
    #: By which browsers say that nobody has looked at the page yet.
    ahead: tuple[str, ...]
    agent: str
    forwarded_for: str

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return (self.destination, self.accept, *self.ahead, self.agent, self.forwarded_for)


#: In lower case, as ASGI and :class:`Exchange` have them.
HTTP = Spelling(
    "sec-fetch-dest",
    "accept",
    ("sec-purpose", "purpose", "x-purpose", "x-moz"),
    "user-agent",
    "x-forwarded-for",
)
#: As WSGI and Django have them from CGI (RFC 3875, section 4.1.18).
CGI = Spelling(
    "HTTP_SEC_FETCH_DEST",
    "HTTP_ACCEPT",
    ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ"),
    "HTTP_USER_AGENT",
    "HTTP_X_FORWARDED_FOR",
)


def _shows_page(
    method: str,
    status: int,
    content_type: str | None,
    header: Callable[[str], str | None],
    names: Spelling,
) -> bool:
    """The rule of :func:`is_page_view`."""
    if method != "GET":
        return False
    wanted = header(names.destination)
    if status == _NOT_MODIFIED:
        # A 304 has no media type: what the browser asked for has to do.
        if wanted is None and "text/html" not in (header(names.accept) or ""):
            return False
    elif not 200 <= status < 300 or not _is_html(content_type):  # noqa: PLR2004  # successful (RFC 9110, section 15.3)
        return False
    if wanted is not None and wanted != "document":
        return False
    for name in names.ahead:
        purpose = header(name)
        if purpose is not None and any(word in purpose.lower() for word in _AHEAD_WORDS):
            return False
    return True


@lru_cache(maxsize=64)
def _is_html(content_type: str | None) -> bool:
    return (content_type or "").partition(";")[0].strip().lower() in _PAGES


class PageView(TypedDict):
    """What a counter's ``record`` is given."""

    address: str | None
    user_agent: str | None
    at: datetime
    page: str | None


class CountingOptions(TypedDict, total=False):
    """What may be told to counting beside the counter and the proxies."""

    #: Which requests count, instead of :func:`is_page_view`.
    is_page_view: Callable[[Exchange], bool]
    #: The page of a page view, usually ``Article.uri``, for the counter's figures of single
    #: pages; None not to count it there.
    page: Callable[[Exchange], str | None]
    #: Gives the time, aware.
    clock: Callable[[], datetime]


def no_page(_: Exchange) -> str | None:
    """Count no single pages."""
    return None


class Counting:
    """Finds the page views among requests and tells the counter; it never raises into one.

    Args:
        counter: The portal's visit counter, of either kind.
        trusted_proxies: The portal's own proxies; see :class:`TrustedProxies`.
        options: See :class:`CountingOptions`.

    Raises:
        ModelError: A trusted proxy is no network.
    """

    def __init__(
        self,
        counter: Counter | AsyncCounter,
        *,
        trusted_proxies: Iterable[str] = (),
        **options: Unpack[CountingOptions],
    ) -> None:
        self._record: Callable[..., Any] = counter.record
        self.is_async: bool = inspect.iscoroutinefunction(counter.record)
        #: Requests to be looked at, each with what looks at it, and page views to be recorded.
        self._requests = deque[tuple[Callable[..., PageView | None], datetime, tuple[Any, ...]]]()
        self._views: deque[PageView] = deque()
        #: The loop on which handing over is due; None when it is not.
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Executor | None = None
        self._proxies = TrustedProxies(trusted_proxies)
        self._is_page_view = options.get("is_page_view", is_page_view)
        self._page = options.get("page", no_page)
        self._clock = options.get("clock", partial(datetime.now, UTC))

    def view(self, exchange: Exchange, peer: str | None) -> PageView | None:
        """What is to be recorded of a request; None when it is no page view."""
        method, _, status, content_type, header = exchange
        return self.view_of(
            method=method,
            status=status,
            content_type=content_type,
            header=header,
            names=HTTP,
            peer=peer,
            exchange=lambda: exchange,
        )

    def view_of(
        self,
        *,
        method: str,
        status: int,
        content_type: str | None,
        header: Callable[[str], str | None],
        names: Spelling,
        peer: str | None,
        exchange: Callable[[], Exchange],
        at: datetime | None = None,
    ) -> PageView | None:
        """:meth:`view` of a request whose :class:`Exchange` is made only if it is needed.

        It is needed by functions of the portal's own; of nearly every request the parts do.
        ``at`` is when the request was, now if that is not told.
        """
        try:
            if self._is_page_view is is_page_view:
                if not _shows_page(method, status, content_type, header, names):
                    return None
            elif not self._is_page_view(exchange()):
                return None
            agent, forwarded_for = header(names.agent), header(names.forwarded_for)
            return {
                "address": self._proxies.address(peer, forwarded_for) if forwarded_for else peer,
                "user_agent": None if agent is None else agent[:_LONGEST_AGENT],
                "at": at or self._clock(),
                "page": None if self._page is no_page else self._page(exchange()),
            }
        except Exception:
            logger.exception("a page view is not counted")
            return None

    def record(self, view: PageView) -> None:
        """Record a page view with a counter that is not awaited."""
        try:
            self._record(**view)
        except Exception:
            logger.exception("a page view is not counted")

    async def record_async(self, view: PageView) -> None:
        """Record a page view from an event loop, with a counter of either kind.

        A counter that is not awaited may wait for a disk: it records in a thread of its own
        a moment later, all page views of that moment at once, and nobody waits for that.
        """
        if not self.is_async:
            self._views.append(view)
            self._flush_soon()
            return
        try:
            await self._record(**view)
        except Exception:
            logger.exception("a page view is not counted")

    def soon(self, view: Callable[..., PageView | None], *parts: object) -> None:
        """Look at a request a moment later on the event loop, and record it in the thread.

        Many that are looked at together take half the time that each takes on its own, when the
        page before it has filled the processor's caches. For a counter that is not awaited.

        Args:
            view: Gives what is to be recorded, as :meth:`view_of` does; its first argument is
                the time that is now.
            parts: Its other arguments; the less they hold on to, the better.
        """
        try:
            self._requests.append((view, self._clock(), parts))
            self._flush_soon()
        except Exception:
            logger.exception("a page view is not counted")

    def flush(self) -> None:
        """Record what waits: for the end of a server. Also done at the end of the process."""
        self._look()
        self._record_views()

    def _look(self) -> None:
        with suppress(IndexError):
            while True:
                view_of, at, parts = self._requests.popleft()
                try:
                    view = view_of(at, *parts)
                except Exception:
                    logger.exception("a page view is not counted")
                    continue
                if view is not None:
                    self._views.append(view)

    def _record_views(self) -> None:
        with suppress(IndexError):
            while True:
                self.record(self._views.popleft())

    def _flush_soon(self) -> None:
        loop, due = asyncio.get_running_loop(), self._loop
        if due is loop:
            return
        # Made with the first page view, since threads do not outlive a fork of the server.
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "govnews-visits")
            atexit.register(self.flush)
        if due is not None and due.is_closed():
            self._hand_over()  # what that loop ended too early for
        self._loop = loop
        loop.call_later(_MOMENT, self._hand_over)

    def _hand_over(self) -> None:
        self._loop = None
        self._look()
        if self._thread is not None:
            self._thread.submit(self._record_views)
