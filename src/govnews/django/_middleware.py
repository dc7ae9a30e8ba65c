"""Counting page views."""

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any

from asgiref.sync import async_to_sync
from django.utils.decorators import sync_and_async_middleware

from ..web import Counting, Exchange
from ..web._counting import CGI, PageView
from ._settings import load_settings

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@sync_and_async_middleware
def count_visits(get_response: Callable[["HttpRequest"], Any]) -> Callable[["HttpRequest"], Any]:
    """Middleware that counts page views with the counter of ``GOVNEWS["COUNTER"]``.

    A counter that fails never disturbs a page. It works in synchronous and asynchronous
    Django, with a counter of either kind.

    Raises:
        ImproperlyConfigured: The setting ``GOVNEWS`` is wrong, or has no counter.
    """
    counting = load_settings().counting()
    if iscoroutinefunction(get_response):
        answer: Callable[[HttpRequest], Awaitable[HttpResponseBase]] = get_response

        async def count_on_loop(request: "HttpRequest") -> "HttpResponseBase":
            response = await answer(request)
            view = _view(counting, request, response)
            if view is not None:
                await counting.record_async(view)
            return response

        return count_on_loop
    record = async_to_sync(counting.record_async) if counting.is_async else counting.record

    def count(request: "HttpRequest") -> "HttpResponseBase":
        response: HttpResponseBase = get_response(request)
        view = _view(counting, request, response)
        if view is not None:
            record(view)
        return response

    return count


def _view(
    counting: Counting, request: "HttpRequest", response: "HttpResponseBase"
) -> PageView | None:
    header = request.META.get
    return counting.view_of(
        method=request.method or "",
        status=response.status_code,
        content_type=response.headers.get("Content-Type"),
        header=header,
        names=CGI,
        peer=header("REMOTE_ADDR"),
        exchange=lambda: _exchange(request, response),
    )


def _exchange(request: "HttpRequest", response: "HttpResponseBase") -> Exchange:
    return Exchange(
        method=request.method or "",
        path=request.path,
        status=response.status_code,
        content_type=response.headers.get("Content-Type"),
        header=request.headers.get,
    )
