"""govnews in Starlette and FastAPI: feed endpoints, visit counting, template filters."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from . import feeds
from .dates import Style
from .errors import MissingExtraError
from .web import (
    AsyncCounter,
    Counter,
    CountingOptions,
    PortalFeeds as PortalFeeds,
    TrustedProxies,
    add_filters as _add,
    asgi,
)
from .web._streams import media_type, started

try:
    from starlette.exceptions import HTTPException
    from starlette.responses import Response, StreamingResponse
    from starlette.routing import Route
except ImportError as _error:
    raise MissingExtraError("starlette", "starlette") from _error

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.templating import Jinja2Templates


def feed_response(request: "Request", feed: feeds.Feed[Any], format: str) -> Response:  # noqa: A002  # the word of the whole library
    """Answer a request for a feed: 200, 226, 304, 405, 406 or 412.

    Args:
        request: Starlette's or FastAPI's request.
        feed: The feed.
        format: ``rss``, ``atom`` or ``json``.

    Raises:
        UnknownFormatError: There is no such format.

    Example:
        >>> from govnews import sample
        >>> async def rss(request):
        ...     return feed_response(request, feeds.Feed(sample.portal(), sample.articles()), "rss")
        >>> Route("/tin.rss", rss).path
        '/tin.rss'
    """
    headers = asgi.request_headers(request.scope["headers"])
    return _to_starlette(feeds.respond(feed, format, headers, request.method))


async def stream_response(chunks: Iterator[bytes], format: str) -> StreamingResponse:  # noqa: A002  # the word of the whole library
    """Send a feed of any length piece by piece; the rows are read in a thread.

    Args:
        chunks: What :func:`govnews.feeds.stream` gives.
        format: ``rss``, ``atom`` or ``json``, as given to it.

    Raises:
        UnknownFormatError: There is no such format.

    Example:
        >>> from govnews import sample
        >>> async def archive(request):
        ...     chunks = feeds.stream(sample.portal(), sample.articles(), "atom")
        ...     return await stream_response(chunks, "atom")
    """
    kind = media_type(format)
    return StreamingResponse(await asyncio.to_thread(started, chunks), media_type=kind)


def serve_feeds(app: "Starlette", offered: PortalFeeds[Any]) -> None:
    """Serve everything that a portal offers to machines.

    Args:
        app: The portal, of Starlette or FastAPI. The routes are put in front of those that
            it has.
        offered: What to serve. Rows come from a coroutine function on the loop, or from any
            other in a thread.

    Example:
        >>> from starlette.applications import Starlette
        >>> from govnews import sample
        >>> app = Starlette()
        >>> serve_feeds(app, PortalFeeds(sample.portal(), sample.articles))
        >>> app.routes[0].path
        '/feeds/{name}.{format}'
    """

    async def govnews_feeds(request: "Request") -> Response:
        headers = asgi.request_headers(request.scope["headers"])
        path = asgi.path_below(request.scope)
        answer = await asgi.respond(offered, path, headers, request.method)
        if answer is None:
            raise HTTPException(404)
        return _to_starlette(answer)

    app.router.routes[:0] = [
        Route(path, govnews_feeds, include_in_schema=False)
        for path in offered.routes("{name}", "{format}", "{number}")
    ]


def count_visits(
    app: "Starlette",
    counter: Counter | AsyncCounter,
    *,
    trusted_proxies: Sequence[str] = (),
    **options: Unpack[CountingOptions],
) -> None:
    """Count the page views of a portal; a counter that fails never disturbs a page.

    Args:
        app: The portal, of Starlette or FastAPI.
        counter: An :class:`~govnews.visits.AsyncVisitCounter`, or a
            :class:`~govnews.visits.VisitCounter`, which then records in a thread.
        trusted_proxies: The portal's own proxies, whose ``X-Forwarded-For`` is believed:
            networks, and ``"unix"`` for one that connects through a socket file.
        options: See :class:`govnews.web.CountingOptions`.

    Raises:
        ModelError: A trusted proxy is no network.

    Example:
        >>> from starlette.applications import Starlette
        >>> from govnews.visits import VisitCounter, open_store
        >>> app = Starlette()
        >>> count_visits(app, VisitCounter(open_store("memory:"), site="sonla"))
    """
    TrustedProxies(trusted_proxies)  # middleware is made when the first request comes: too late
    app.add_middleware(
        asgi.CountVisits, counter=counter, trusted_proxies=trusted_proxies, **options
    )


def add_filters(templates: "Jinja2Templates", *, styles: Mapping[str, Style] | None = None) -> None:
    """Give templates the filters and blocks of :func:`govnews.web.add_filters`.

    Args:
        templates: The portal's templates.
        styles: Its own date styles by name.

    Example:
        >>> from starlette.templating import Jinja2Templates
        >>> templates = Jinja2Templates("templates")
        >>> add_filters(templates)
        >>> templates.env.from_string("{{ 40536672 | vn_number }}").render()
        '40.536.672'
    """
    _add(templates.env, styles=styles)


def _to_starlette(answer: feeds.Response) -> Response:
    return Response(answer.body, answer.status, dict(answer.headers))
