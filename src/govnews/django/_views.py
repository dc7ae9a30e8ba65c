"""Feeds as Django views."""

from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, re_path

from .. import feeds
from ..web import PortalFeeds
from ..web._streams import media_type, started
from ..web.wsgi import request_headers

if TYPE_CHECKING:
    from django.http import HttpRequest


def feed_response(request: "HttpRequest", feed: feeds.Feed[Any], format: str) -> HttpResponse:  # noqa: A002  # the word of the whole library
    """Answer a request for a feed: 200, 226, 304, 405, 406 or 412.

    Args:
        request: Django's request.
        feed: The feed.
        format: ``rss``, ``atom`` or ``json``.

    Raises:
        UnknownFormatError: There is no such format.

    Example::

        def rss(request):
            posts = Post.objects.order_by("-published_at")[:50]
            return feed_response(request, feeds.Feed(PORTAL, posts, adapt=as_article), "rss")
    """
    return to_django(
        feeds.respond(feed, format, request_headers(request.META), request.method or "")
    )


def stream_response(chunks: Iterator[bytes], format: str) -> StreamingHttpResponse:  # noqa: A002  # the word of the whole library
    """Send a feed of any length piece by piece.

    Args:
        chunks: What :func:`govnews.feeds.stream` gives.
        format: ``rss``, ``atom`` or ``json``, as given to it.

    Raises:
        UnknownFormatError: There is no such format.

    Example::

        def archive(request):
            posts = Post.objects.order_by("-published_at").iterator()
            return stream_response(feeds.stream(PORTAL, posts, "atom", adapt=as_article), "atom")
    """
    return StreamingHttpResponse(started(chunks), content_type=media_type(format))


def serve_feeds(offered: PortalFeeds[Any]) -> list[URLPattern]:
    """URL patterns for everything that a portal offers to machines.

    Args:
        offered: What to serve. When its rows come from a coroutine function, the views are
            asynchronous.

    Returns:
        Patterns to be put into ``urlpatterns``.

    Example::

        urlpatterns = serve_feeds(PortalFeeds(PORTAL, Post.objects.all, adapt=as_article))
    """

    def view(request: "HttpRequest", path: str) -> HttpResponse:
        return _found(offered.respond(path, request_headers(request.META), request.method or ""))

    async def view_on_loop(request: "HttpRequest", path: str) -> HttpResponse:
        return _found(
            await offered.respond_async(path, request_headers(request.META), request.method or "")
        )

    chosen: Callable[..., HttpResponse | Awaitable[HttpResponse]]
    chosen = view_on_loop if offered.is_async else view
    return [re_path(f"^(?P<path>{offered.pattern})$", chosen, name="govnews-feeds")]


def to_django(answer: feeds.Response) -> HttpResponse:
    """An answer as Django's own."""
    response = HttpResponse(answer.body, status=answer.status, headers=dict(answer.headers))
    if "Content-Type" not in answer.headers:
        del response["Content-Type"]
    return response


def _found(answer: feeds.Response | None) -> HttpResponse:
    if answer is None:
        raise Http404("no feed here")
    return to_django(answer)
