"""Visits in Valkey or Redis 6.2 and later: one server or a cluster, with or without asyncio.

Every batch is one call of a script for each shard it touches. The client never retries by
itself: a command whose reply was lost may have been carried out, and only the script knows.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import cached_property
from hashlib import sha1
from importlib import import_module
from threading import Lock
from typing import Any, Self
from urllib.parse import SplitResult, urlsplit

from ..errors import StoreUnavailableError
from ._forks import renew_after_fork
from ._hyperloglog import STANDARD_ERROR
from ._store import Batch, Capabilities, Durability, Figures, PageCount, RecordResult
from ._url import shown
from ._valkey_client import ClientOptions, packed
from ._valkey_layout import Ask, Call, Methods, Steps, T, summed

_CLUSTER_SHARDS = 16
_DURABILITIES: dict[tuple[str, str], Durability] = {
    ("yes", "always"): "power",
    # While the disk is busy the server holds a second's writes back, in its own memory.
    ("yes", "everysec"): "seconds",
    ("yes", "no"): "process",
}
_SETTINGS = ("maxmemory-policy", "appendonly", "appendfsync")
_sha_of: dict[str, str] = {}


class _Store:
    """What the stores with and without asyncio share."""

    _asyncio: bool

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._said = said = ClientOptions.of(parts)
        self._name = shown(parts)
        self._errors: Any = import_module(f"{said.package}.exceptions")
        title = said.package.capitalize()
        # The errors of a cluster's client are not all children of the client's root.
        self._failures: tuple[type[Exception], ...] = (
            getattr(self._errors, f"{title}Error"),
            getattr(self._errors, f"{title}ClusterException"),
            OSError,
        )
        shards = _CLUSTER_SHARDS if said.cluster else 1
        self._methods = Methods(said.prefix, shards, said.visitors)
        self._durability: Durability = "unknown"
        self._examined = False
        self._everywhere = {"target_nodes": "primaries"} if said.cluster else {}
        # One round trip, not a transaction; a cluster's pipeline knows no other.
        self._together = {} if said.cluster else {"transaction": False}

    @classmethod
    def from_url(cls, url: SplitResult) -> Self:
        """As the constructor, for :func:`open_store`."""
        return cls(url.geturl())

    @cached_property
    def _client(self) -> Any:
        """The client; one of a cluster connects when it is made, so not before it is needed."""
        return self._said.client(asyncio=self._asyncio)

    @property
    def capabilities(self) -> Capabilities:
        """What the store claims; durability is ``unknown`` until the server has been asked."""
        return Capabilities(
            durability=self._durability,
            shared=True,
            cluster=self._said.cluster,
            uniques_error=STANDARD_ERROR,
        )

    def _take_settings(self, replies: Any) -> None:
        """Read the server's settings: what a crash would lose, and whether keys are evicted."""
        first = next(iter(replies.values()), None)
        nodes = list(replies.values()) if isinstance(first, dict) else [replies]
        durabilities = []
        for node in nodes:
            policy = node.get("maxmemory-policy", "")
            if policy.startswith("allkeys"):
                reason = f"evicts keys that never expire (maxmemory-policy {policy}): totals too"
                raise StoreUnavailableError(self._name, reason)
            log = (node.get("appendonly", ""), node.get("appendfsync", ""))
            durabilities.append(_DURABILITIES.get(log, "memory" if log[0] else "unknown"))
        order = ("unknown", "memory", "seconds", "process", "power")
        self._durability = min(durabilities, key=order.index)
        self._examined = True

    def _unavailable(self, error: Exception) -> StoreUnavailableError:
        return StoreUnavailableError(self._name, f"{type(error).__name__}: {error}")


class ValkeyStore(_Store):
    """Visits in Valkey or Redis.

    Args:
        url: ``valkey://user:password@host:6379/0``, ``valkeys``, ``redis`` or ``rediss``;
            ``valkey-cluster`` and ``redis-cluster`` name one node of a cluster. After ``?``
            may follow ``visitors``, how many are expected within one timeout (10,000: it
            settles how finely a new site is parted, for the sake of memory),
            ``time_limit`` in seconds (0.25) and ``prefix``, how keys begin.

    Raises:
        VisitError: The URL holds an unknown option.
        MissingExtraError: Neither valkey-py nor redis-py is installed.

    Example:
        >>> store = ValkeyStore("valkey://127.0.0.1:6379/0?visitors=100000")
        >>> store.capabilities.shared
        True
    """

    _asyncio = False

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._after_fork()
        renew_after_fork(self, ValkeyStore._after_fork)

    def _after_fork(self) -> None:
        self._writing = Lock()
        self._writer: Any = None

    def record(self, batch: Batch, /) -> RecordResult:
        """Record a batch: see :class:`VisitStore`."""
        layout = self._methods.known_layout(batch.site)
        if layout is None or not batch.hits:
            return self._run(self._methods.record(batch))
        # Nothing to agree on any more, so without the detour by way of steps.
        calls = layout.calls(batch)
        try:
            if len(calls) == 1:
                known, visits = self._call(calls[0])
                return RecordResult(visits, known == 1)
            return summed([self._call(call) for call in calls])
        except self._failures as error:
            raise self._unavailable(error) from error

    def read(
        self, site: str, first: date, last: date, /, *, minute: int, window: int, uniques: bool
    ) -> Figures:
        """Read figures: see :class:`VisitStore`."""
        return self._run(
            self._methods.read(site, first, last, minute=minute, window=window, uniques=uniques)
        )

    def pages(
        self, site: str, days: tuple[date, date] | None, limit: int, only: Sequence[str] | None, /
    ) -> tuple[PageCount, ...]:
        """Read page counts: see :class:`VisitStore`."""
        return self._run(self._methods.pages(site, days, limit, only))

    def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        """Set the offset: see :class:`VisitStore`."""
        return self._run(self._methods.set_offset(site, value, expected))

    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        """Agree on a salt: see :class:`VisitStore`."""
        return self._run(self._methods.salt(site, day, fresh))

    def close(self) -> None:
        """Close the connections; the next call makes new ones."""
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        client = vars(self).pop("_client", None)
        if client is not None:
            client.close()

    def _run(self, steps: Steps[T]) -> T:
        try:
            if not self._examined:
                self._examine()
            reply = None
            while True:
                asked = steps.send(reply)
                reply = self._call(asked) if isinstance(asked, Call) else self._ask(asked)
        except StopIteration as done:
            answer: T = done.value
            return answer
        except self._failures as error:
            raise self._unavailable(error) from error

    def _call(self, call: Call) -> Any:
        if self._said.cluster:
            return self._call_with(self._client.execute_command, call)
        with self._writing:
            # A connection of its own, spoken to directly: the client's pool, cache, retries
            # and packing, none of which is wanted here, would cost half a batch's time.
            if self._writer is None:
                self._writer = self._client.client()
            connection = self._writer.connection

            def exchange(*words: Any) -> Any:
                connection.send_packed_command([packed(words)])
                return connection.read_response()

            return self._call_with(exchange, call)

    def _call_with(self, run: Callable[..., Any], call: Call) -> Any:
        count = len(call.keys)
        try:
            return run("EVALSHA", _sha(call.script), count, *call.keys, *call.arguments)
        except self._errors.NoScriptError:
            # The server was restarted and has forgotten its scripts.
            return run("EVAL", call.script, count, *call.keys, *call.arguments)

    def _ask(self, ask: Ask) -> list[Any]:
        if not ask.commands:
            return []
        if len(ask.commands) == 1:
            return [self._client.execute_command(*ask.commands[0])]
        with self._client.pipeline(**self._together) as pipeline:
            for command in ask.commands:
                pipeline.execute_command(*command)
            replies: list[Any] = pipeline.execute()
            return replies

    def _examine(self) -> None:
        try:
            replies = self._client.config_get(*_SETTINGS, **self._everywhere)
        except self._errors.ResponseError:
            self._examined = True  # The server does not tell us.
        else:
            self._take_settings(replies)


class AsyncValkeyStore(_Store):
    """Visits in Valkey or Redis, for :class:`AsyncVisitCounter`; see :class:`ValkeyStore`."""

    _asyncio = True

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._renew()
        renew_after_fork(self, AsyncValkeyStore._renew)

    def _renew(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._writing = asyncio.Lock()
        self._writer: Any = None
        vars(self).pop("_client", None)

    def _enter(self) -> None:
        """Leave behind the connections of an event loop that is over."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._renew()
            self._loop = loop

    async def record(self, batch: Batch, /) -> RecordResult:
        """Record a batch: see :class:`VisitStore`."""
        return await self._run(self._methods.record(batch))

    async def read(
        self, site: str, first: date, last: date, /, *, minute: int, window: int, uniques: bool
    ) -> Figures:
        """Read figures: see :class:`VisitStore`."""
        return await self._run(
            self._methods.read(site, first, last, minute=minute, window=window, uniques=uniques)
        )

    async def pages(
        self, site: str, days: tuple[date, date] | None, limit: int, only: Sequence[str] | None, /
    ) -> tuple[PageCount, ...]:
        """Read page counts: see :class:`VisitStore`."""
        return await self._run(self._methods.pages(site, days, limit, only))

    async def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        """Set the offset: see :class:`VisitStore`."""
        return await self._run(self._methods.set_offset(site, value, expected))

    async def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        """Agree on a salt: see :class:`VisitStore`."""
        return await self._run(self._methods.salt(site, day, fresh))

    async def close(self) -> None:
        """Close the connections, in the event loop that used them; the next call makes new ones."""
        self._enter()
        async with self._writing:
            if self._writer is not None:
                await self._writer.aclose()
                self._writer = None
        client = vars(self).pop("_client", None)
        if client is not None:
            await client.aclose()

    async def _run(self, steps: Steps[T]) -> T:
        self._enter()
        try:
            if not self._examined:
                await self._examine()
            reply = None
            while True:
                asked = steps.send(reply)
                if isinstance(asked, Call):
                    reply = await self._call(asked)
                else:
                    reply = await self._ask(asked)
        except StopIteration as done:
            answer: T = done.value
            return answer
        except self._failures as error:
            raise self._unavailable(error) from error

    async def _call(self, call: Call) -> Any:
        if self._said.cluster:
            return await self._call_with(self._client.execute_command, call)
        async with self._writing:
            # As without asyncio; the client's packing is dearer still here.
            if self._writer is None:
                self._writer = await self._client.client().initialize()
            connection = self._writer.connection

            async def exchange(*words: Any) -> Any:
                await connection.send_packed_command([packed(words)])
                return await connection.read_response()

            return await self._call_with(exchange, call)

    async def _call_with(self, run: Callable[..., Awaitable[Any]], call: Call) -> Any:
        count = len(call.keys)
        try:
            return await run("EVALSHA", _sha(call.script), count, *call.keys, *call.arguments)
        except self._errors.NoScriptError:
            # The server was restarted and has forgotten its scripts.
            return await run("EVAL", call.script, count, *call.keys, *call.arguments)

    async def _ask(self, ask: Ask) -> list[Any]:
        if not ask.commands:
            return []
        if len(ask.commands) == 1:
            return [await self._client.execute_command(*ask.commands[0])]
        async with self._client.pipeline(**self._together) as pipeline:
            for command in ask.commands:
                pipeline.execute_command(*command)
            replies: list[Any] = await pipeline.execute()
            return replies

    async def _examine(self) -> None:
        try:
            replies = await self._client.config_get(*_SETTINGS, **self._everywhere)
        except self._errors.ResponseError:
            self._examined = True  # The server does not tell us.
        else:
            self._take_settings(replies)


def _sha(script: str) -> str:
    sha = _sha_of.get(script)
    if sha is None:
        sha = _sha_of[script] = sha1(script.encode(), usedforsecurity=False).hexdigest()
    return sha
