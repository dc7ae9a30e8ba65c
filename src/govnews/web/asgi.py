"""Any ASGI application: feeds served and page views counted around it."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, TypeAlias, Unpack

from ._counting import AsyncCounter, Counter, Counting, CountingOptions, Exchange

# The types of the ASGI specification, as Starlette and its like spell them.
Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
ASGIApp: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]


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
            return
        started: Message = {}

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
            await send(message)

        await self._app(scope, receive, note)
        if not started:
            return
        exchange = Exchange(
            method="GET",
            path=scope["path"],
            status=started["status"],
            content_type=joined(started.get("headers", ()), "content-type"),
            header=lambda name: joined(scope["headers"], name),
        )
        client = scope.get("client")
        view = self._counting.view(exchange, client[0] if client else None)
        if view is not None:
            await self._counting.record_async(view)


def count_visits(
    app: ASGIApp,
    counter: Counter | AsyncCounter,
    *,
    trusted_proxies: Iterable[str] = (),
    **options: Unpack[CountingOptions],
) -> ASGIApp:
    """``app``, its page views counted; see :class:`CountVisits`."""
    return CountVisits(app, counter, trusted_proxies=trusted_proxies, **options)


def joined(headers: Iterable[tuple[bytes, bytes]], name: str) -> str | None:
    """The header of a name in lower case, several joined with commas; None when missing."""
    key = name.encode("latin-1")
    values = [value for other, value in headers if other.lower() == key]
    return b", ".join(values).decode("latin-1") if values else None
