"""Any WSGI application (PEP 3333): feeds served and page views counted around it."""

# Else the annotations of a function that is made for every request are built for every request.
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Unpack
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from ..feeds import REQUEST_FIELDS
from ._counting import CGI, Counter, Counting, CountingOptions, Exchange
from ._documents import plain
from ._resources import PortalFeeds

if TYPE_CHECKING:
    from _typeshed import OptExcInfo


def count_visits(
    app: WSGIApplication,
    counter: Counter,
    *,
    trusted_proxies: Iterable[str] = (),
    **options: Unpack[CountingOptions],
) -> WSGIApplication:
    """``app``, its page views counted; a counter that fails never disturbs a page.

    Args:
        app: The portal.
        counter: A :class:`~govnews.visits.VisitCounter`.
        trusted_proxies: The portal's own proxies, whose ``X-Forwarded-For`` is believed:
            networks, and ``"unix"`` for one that connects through a socket file.
        options: See :class:`govnews.web.CountingOptions`.

    Raises:
        ModelError: A trusted proxy is no network.
        TypeError: The counter is one for event loops.
    """
    counting = Counting(counter, trusted_proxies=trusted_proxies, **options)
    if counting.is_async:
        raise TypeError("a counter for event loops needs an ASGI server: use VisitCounter")

    def counted(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET":
            return app(environ, start_response)

        def start(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: OptExcInfo | None = None,
            /,
        ) -> Callable[[bytes], object]:
            code, media_type = int(status[:3]), _named(headers, "content-type")
            view = counting.view_of(
                method="GET",
                status=code,
                content_type=media_type,
                header=environ.get,
                names=CGI,
                peer=environ.get("REMOTE_ADDR"),
                exchange=lambda: Exchange(
                    "GET", path_of(environ), code, media_type, headers_of(environ)
                ),
            )
            if view is not None:
                counting.record(view)
            return start_response(status, headers, exc_info)

        return app(environ, start)

    return counted


def serve_feeds(app: WSGIApplication | None, feeds: PortalFeeds[Any]) -> WSGIApplication:
    """``app`` with the portal's feeds, OPML, sitemaps and calendars in front of it.

    Args:
        app: The portal; None for an application that serves nothing else.
        feeds: What to serve.

    Raises:
        TypeError: The rows come from a coroutine function.
    """
    if feeds.is_async:
        raise TypeError("rows from a coroutine function need an ASGI server")

    def served(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = _decoded(environ.get("PATH_INFO", ""))
        answer = feeds.respond(path, request_headers(environ), environ["REQUEST_METHOD"])
        if answer is None:
            if app is not None:
                return app(environ, start_response)
            answer = plain(404, environ["REQUEST_METHOD"])
        start_response(_status_line(answer.status), list(answer.headers.items()))
        return [answer.body]

    return served


def request_headers(environ: Mapping[str, Any]) -> dict[str, str]:
    """The headers of a request that feeds look at, by name."""
    return {name: environ[key] for key, name in _FIELDS if key in environ}


_FIELDS = tuple(("HTTP_" + name.upper().replace("-", "_"), name) for name in REQUEST_FIELDS)


def headers_of(environ: WSGIEnvironment) -> Callable[[str], str | None]:
    """Gives a request's headers by their names in lower case."""

    def header(name: str) -> str | None:
        value: str | None = environ.get(_key_of(name))
        return value

    return header


@lru_cache(maxsize=64)
def _key_of(name: str) -> str:
    return "HTTP_" + name.upper().replace("-", "_")


def path_of(environ: WSGIEnvironment) -> str:
    """The path of a request, decoded."""
    return _decoded(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""))


def _decoded(path: str) -> str:
    """A path as PEP 3333 has it ("Unicode Issues"), decoded."""
    return path if path.isascii() else path.encode("latin-1").decode("utf-8", "replace")


def _status_line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"


def _named(headers: list[tuple[str, str]], name: str) -> str | None:
    for key, value in headers:
        if key.lower() == name:
            return value
    return None
