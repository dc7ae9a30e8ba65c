"""Any ASGI application: feeds served and page views counted around it."""

# Else the annotations of a function that is made for every request are built for every request.
from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from datetime import datetime
from typing import Any, TypeAlias, Unpack

from ..feeds import REQUEST_FIELDS, Response
from ._counting import HTTP, AsyncCounter, Counter, Counting, CountingOptions, Exchange, PageView
from ._documents import plain
from ._resources import PortalFeeds

# The types of the ASGI specification, as Starlette and its like spell them.
Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
_Headers: TypeAlias = Iterable[tuple[bytes, bytes]]
ASGIApp: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

#: The headers that feeds look at, and those that counting does.
_FEEDS = {name.encode(): name for name in REQUEST_FIELDS}
_COUNTED = {name.encode(): name for name in HTTP.all}


class CountVisits:
    """ASGI middleware: page views are counted once they are sent.

    A counter that fails never disturbs a page. One that is not made for event loops records
    in a thread.

    Args:
        app: The portal.
        counter: An :class:`~govnews.visits.AsyncVisitCounter` or a
            :class:`~govnews.visits.VisitCounter`.
        trusted_proxies: The portal's own proxies, whose ``X-Forwarded-For`` is believed:
            networks, and ``"unix"`` for one that connects through a socket file.
        options: See :class:`govnews.web.CountingOptions`.

    Raises:
        ModelError: A trusted proxy is no network.
    """

    def __init__(
        self,
        app: ASGIApp,
        counter: Counter | AsyncCounter,
        *,
        trusted_proxies: Iterable[str] = (),
        **options: Unpack[CountingOptions],
    ) -> None:
        self._app = app
        self._counting = Counting(counter, trusted_proxies=trusted_proxies, **options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by the application and count it."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            if scope["type"] == "lifespan":
                await asyncio.to_thread(self._counting.flush)
            return
        status, fields = 0, None

        def note(message: Message) -> Awaitable[None]:
            nonlocal status, fields
            if message["type"] == "http.response.start":
                status, fields = message["status"], message.get("headers", ())
            elif fields is not None and not message.get("more_body"):
                # The page is whole; what the application does next may take long, or fail.
                parts = (scope["path"], scope["headers"], scope.get("client"), status, fields)
                fields = None
                if self._counting.is_async:
                    return self._send_and_record(send, message, parts)
                self._counting.soon(self._view, *parts)
            return send(message)

        await self._app(scope, receive, note)

    async def _send_and_record(self, send: Send, message: Message, parts: tuple[Any, ...]) -> None:
        await send(message)
        view = self._view(None, *parts)
        if view is not None:
            await self._counting.record_async(view)

    def _view(  # noqa: PLR0917  # as Counting.soon passes them on
        self,
        at: datetime | None,
        path: str,
        headers: _Headers,
        client: tuple[str, int] | None,
        status: int,
        fields: _Headers,
    ) -> PageView | None:
        media_type = _named(fields, b"content-type")
        return self._counting.view_of(
            method="GET",
            status=status,
            content_type=media_type,
            header=request_headers(headers, _COUNTED).get,
            names=HTTP,
            peer=client[0] if client else None,
            exchange=lambda: Exchange("GET", path, status, media_type, header_of(headers)),
            at=at,
        )


def count_visits(
    app: ASGIApp,
    counter: Counter | AsyncCounter,
    *,
    trusted_proxies: Iterable[str] = (),
    **options: Unpack[CountingOptions],
) -> ASGIApp:
    """``app``, its page views counted; see :class:`CountVisits`."""
    return CountVisits(app, counter, trusted_proxies=trusted_proxies, **options)


def serve_feeds(app: ASGIApp | None, feeds: PortalFeeds[Any]) -> ASGIApp:
    """``app`` with the portal's feeds, OPML, sitemaps and calendars in front of it.

    Args:
        app: The portal; None for an application that serves nothing else.
        feeds: What to serve.
    """

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        answer = None
        if scope["type"] == "http":
            headers = request_headers(scope["headers"])
            answer = await respond(feeds, path_below(scope), headers, scope["method"])
        if answer is None:
            if app is not None:
                await app(scope, receive, send)
                return
            if scope["type"] != "http":
                # What the ASGI specification asks of an application without this protocol.
                raise NotImplementedError(f"{scope['type']} is not served")
            answer = plain(404, scope["method"])
        await send_response(answer, send)

    return served


async def respond(
    feeds: PortalFeeds[Any], path: str, headers: Mapping[str, str], method: str
) -> Response | None:
    """The answer to a request; a function that is not a coroutine runs in a thread."""
    if feeds.find(path) is None:
        return None
    if feeds.is_async:
        return await feeds.respond_async(path, headers, method)
    return await asyncio.to_thread(feeds.respond, path, headers, method)


async def send_response(answer: Response, send: Send) -> None:
    """Send an answer."""
    headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in answer.headers.items()
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def path_below(scope: Scope) -> str:
    """The path below where the application is mounted, which some proxies have cut off already."""
    path: str = scope["path"]
    root = scope.get("root_path", "")
    return path[len(root) :] if path.startswith(f"{root}/") else path


def request_headers(headers: _Headers, wanted: Mapping[bytes, str] = _FEEDS) -> dict[str, str]:
    """The wanted headers by name (of feeds, if not told); those that recur joined with commas."""
    found: dict[str, str] = {}
    for key, data in headers:
        name = wanted.get(key.lower())
        if name is not None:
            value = data.decode("latin-1")
            found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def header_of(headers: _Headers) -> Callable[[str], str | None]:
    """Gives a request's headers by their names in lower case, as they are in ASGI."""
    fields: dict[bytes, bytes] = {}
    for key, value in headers:
        fields[key] = fields[key] + b", " + value if key in fields else value

    def header(name: str) -> str | None:
        value = fields.get(name.encode("latin-1"))
        return None if value is None else value.decode("latin-1")

    return header


def _named(headers: _Headers, name: bytes) -> str | None:
    for key, value in headers:
        if key.lower() == name:
            return value.decode("latin-1")
    return None
