"""AsyncVisitCounter: the same for asyncio, with concurrent page views stored together."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, tzinfo
from inspect import iscoroutinefunction
from itertools import islice
from secrets import token_bytes
from typing import Any, Self, cast

from ..errors import StoreUnavailableError
from ..model import VisitStatistics
from ._bots import is_bot as listed_bot
from ._counter_base import FIVE_MINUTES, HALF_AN_HOUR, VIETNAM, CounterBase, every_day
from ._figures import first_needed
from ._forks import renew_after_fork
from ._journal import MOST_HITS, Outcome
from ._store import AsyncVisitStore, DayRow, Durability, PageCount, VisitStore
from ._visitor import Request, storable


class AsyncVisitCounter(CounterBase):
    """:class:`VisitCounter` for asyncio: the same methods, to be awaited.

    Page views that come while the store is busy are collected and stored with the next
    call, so a busy portal makes few calls; each :meth:`record` returns only once the store
    has its page view. There is no timer, and nothing acknowledged is in memory only.

    A counter serves one event loop at a time; when that is over, it goes on in the next one
    with what waits. A store of connections is to be closed before its loop ends.

    Args:
        store: An :class:`AsyncVisitStore` such as :func:`open_async_store` opens. A plain
            :class:`VisitStore` is called in threads.
        site: This and what follows as in :class:`VisitCounter`.
        start_total: The total that counting starts from.
        zone: The portal's time zone.
        visit_timeout: Silence after which a visitor's next page view is a new visit.
        online_window: How long a visitor counts as online.
        is_bot: Tells bots by their user agent.
        queue: How many page views may wait in memory while the store is away.
        retry_after: Seconds for which a store that failed is left alone.
        time_limit: Seconds that one call of the store may take. A page view may have to
            wait for the call before its own as well.
        clock: Seconds that only go forward, for ``retry_after``.

    Raises:
        ModelError: A setting makes no sense.

    Example:
        >>> import asyncio
        >>> from datetime import datetime, timezone
        >>> from govnews.visits import AsyncVisitCounter, open_async_store
        >>> now = datetime(2017, 2, 15, 10, 0, tzinfo=timezone.utc)
        >>> async def page_views() -> int:
        ...     counter = AsyncVisitCounter(open_async_store("memory:"), site="sonla")
        ...     views = (
        ...         counter.record(address=f"203.0.113.{n}", user_agent="Firefox/128.0", at=now)
        ...         for n in range(20)
        ...     )
        ...     await asyncio.gather(*views)
        ...     return (await counter.statistics(at=now)).online
        >>> asyncio.run(page_views())
        20
    """

    def __init__(
        self,
        store: AsyncVisitStore | VisitStore,
        *,
        site: str,
        start_total: int = 0,
        zone: tzinfo = VIETNAM,
        visit_timeout: timedelta = HALF_AN_HOUR,
        online_window: timedelta = FIVE_MINUTES,
        is_bot: Callable[[str | None], bool] = listed_bot,
        queue: int = 10_000,
        retry_after: float = 1.0,
        time_limit: float = 0.25,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(
            site=site,
            start_total=start_total,
            zone=zone,
            visit_timeout=visit_timeout,
            online_window=online_window,
            is_bot=is_bot,
            queue=queue,
            retry_after=retry_after,
            clock=clock,
        )
        self._store = in_threads(store)
        self._time_limit = time_limit
        self._waiters: deque[tuple[int, asyncio.Future[None]]] = deque()
        self._sender: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        renew_after_fork(self, AsyncVisitCounter._after_fork)

    @property
    def durability(self) -> Durability:
        """What a page view survives once :meth:`record` has returned ``"stored"``."""
        return self._store.capabilities.durability

    async def record(
        self,
        *,
        address: str | None,
        user_agent: str | None,
        at: datetime,
        page: str | None = None,
        key: str | None = None,
    ) -> Outcome:
        """Count one page view: see :meth:`VisitCounter.record`.

        Raises:
            ModelError: ``at`` has no time zone, or is not from the year 2 to 9998.
        """
        place = self._journal.take(self._visitors.hit(address, user_agent, at, page, key))
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._enter(loop)
        sender = self._sender
        # As _sent(), without the price of one more coroutine for every page view.
        if (sender is not None and not sender.done()) or self._send():
            waiter = loop.create_future()
            self._waiters.append((place or self._journal.kept + 1, waiter))
            await waiter
        return self._journal.outcome(place)

    async def record_many(self, requests: Iterable[Request]) -> int:
        """Count page views, 200 to a call: see :meth:`VisitCounter.record_many`.

        Raises:
            ModelError: The ``at`` of one is refused as :meth:`record` does; those of the calls
                before it are counted.
        """
        stored = 0
        waiting = iter(requests)
        hit, journal = self._visitors.hit, self._journal
        while True:
            ones = [
                hit(one.address, one.user_agent, one.at, one.page, one.key)
                for one in islice(waiting, MOST_HITS)
            ]
            if not ones:
                return stored
            first = journal.taken + 1
            for one in ones:
                journal.take(one)
            last = journal.taken
            await self._sent(last)
            stored += journal.stored(first, last)

    async def statistics(self, *, at: datetime) -> VisitStatistics:
        """The figures of a statistics block: see :meth:`VisitCounter.statistics`.

        Raises:
            ModelError: ``at`` has no time zone, or is not from the year 2 to 9998.
        """
        today, minute = self._moment(at)
        self._send()
        if self._reading.may_pass(self._clock()):
            try:
                async with asyncio.timeout(self._time_limit):
                    figures = await self._store.read(
                        self._site,
                        first_needed(today),
                        today,
                        minute=minute,
                        window=self._window,
                        uniques=False,
                    )
            except Exception as error:  # noqa: BLE001  # a page never fails for its counter
                self._failed(self._reading, error)
            else:
                self._answered(self._reading)
                return self._figures(figures, today, at)
        return self._last_figures

    async def days(self, start: date, end: date) -> tuple[DayRow, ...]:
        """The figures of every day from ``start`` to ``end``, for charts and reports.

        Raises:
            ModelError: ``start`` or ``end`` is a datetime.
            StoreUnavailableError: The store does not answer.
        """
        self._check_days(start, end)
        await self.flush()
        figures = await self._store.read(self._site, start, end, minute=0, window=0, uniques=True)
        return every_day(figures.days, start, end)

    async def top_pages(
        self, limit: int = 10, *, start: date | None = None, end: date | None = None
    ) -> tuple[PageCount, ...]:
        """The most seen pages: see :meth:`VisitCounter.top_pages`.

        Raises:
            ModelError: Only one of ``start`` and ``end`` is given, one is a datetime, or
                ``limit`` is below 1.
        """
        self._check_limit(limit)
        return await self._pages(self._span(start, end), limit, None) or ()

    async def page_hits(self, page: str) -> int | None:
        """How often a page was seen: see :meth:`VisitCounter.page_hits`."""
        rows = await self._pages(None, 1, (storable(page),))
        return None if rows is None else sum(row.hits for row in rows)

    async def change_offset(self, value: int, *, expected: int | None) -> bool:
        """Change the total that counting starts from: see :meth:`VisitCounter.change_offset`.

        Raises:
            ModelError: ``value`` is below 0 or above 2**63 - 1.
            StoreUnavailableError: The store does not answer.
        """
        self._check_offset("offset", value)
        before = await self._store.set_offset(self._site, value, expected=expected)
        return before == expected

    async def flush(self) -> bool:
        """Store what waits; whether nothing waits any more."""
        if self._journal.waiting:
            await self._sent(self._journal.taken)
        return not self._journal.waiting

    async def close(self) -> None:
        """Store what waits and let the store go."""
        await self.flush()
        if self._sender is not None:
            # Not awaited: that it was cancelled is not the closer's affair.
            await asyncio.wait([self._sender])
        await self._store.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _sent(self, place: int) -> None:
        """Wait until ``place`` is settled or the store has failed."""
        if not self._send():
            return
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append((place, waiter))
        await waiter

    def _send(self) -> bool:
        """See that what waits is being sent; False while the store is left alone."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._enter(loop)
        # A task that was cancelled before it began has not put itself away.
        if self._sender is None or self._sender.done():
            if not self._journal.waiting or not self._writing.may_pass(self._clock()):
                return False
            self._sender = loop.create_task(self._send_all(loop))
        return True

    def _enter(self, loop: asyncio.AbstractEventLoop) -> None:
        """Leave behind what an event loop that is over will never finish."""
        self._loop = loop
        self._waiters.clear()
        self._sender = None

    async def _send_all(self, loop: asyncio.AbstractEventLoop) -> None:
        """Send batch after batch until nothing waits; each wakes those it settles."""
        try:
            while await self._send_batch():
                waiters, kept = self._waiters, self._journal.kept
                while waiters and waiters[0][0] <= kept:
                    _wake(waiters.popleft()[1])
        finally:
            # A task of a loop that is over ends whenever it is found to be garbage.
            if self._loop is loop:
                self._sender = None
                while self._waiters:
                    _wake(self._waiters.popleft()[1])

    async def _send_batch(self) -> bool:
        """Send one batch; whether to go on."""
        journal = self._journal
        try:
            if journal.unsalted or not self._offset_known:
                await self._prepare()
        except Exception as error:  # noqa: BLE001  # a page never fails for its counter
            self._failed(self._writing, error)
            return False
        batch = journal.batch(self._visitors)
        if batch is None:
            return False
        try:
            async with asyncio.timeout(self._time_limit):
                await self._store.record(batch)
        except (StoreUnavailableError, TimeoutError) as error:
            self._failed(self._writing, error)
            return False
        except Exception as error:  # noqa: BLE001  # a page never fails for its counter
            self._refused(error)
            return True
        journal.settle()
        self._answered(self._writing)
        return True

    async def _prepare(self) -> None:
        """Agree with others on the offset and on the salts that the next batch needs."""
        store, site, visitors = self._store, self._site, self._visitors
        async with asyncio.timeout(self._time_limit):
            if not self._offset_known:
                await store.set_offset(site, self._start_total, expected=None)
                self._offset_known = True
            for day in visitors.missing(self._journal.head()):
                visitors.add_salt(day, await store.salt(site, day, token_bytes(32)))

    async def _pages(
        self, days: tuple[date, date] | None, limit: int, only: tuple[str, ...] | None
    ) -> tuple[PageCount, ...] | None:
        query = (days, limit, only)
        if self._reading.may_pass(self._clock()):
            try:
                async with asyncio.timeout(self._time_limit):
                    rows = await self._store.pages(self._site, days, limit, only)
            except Exception as error:  # noqa: BLE001  # a page never fails for its counter
                self._failed(self._reading, error)
            else:
                self._answered(self._reading)
                return self._keep_pages(query, rows)
        return self._last_pages.get(query)

    def _after_fork(self) -> None:
        self._journal.renew()
        self._loop = None


def _wake(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)


def in_threads(store: AsyncVisitStore | VisitStore) -> AsyncVisitStore:
    """A store to await: itself, or one whose calls run in threads."""
    if iscoroutinefunction(store.record):
        return cast("AsyncVisitStore", store)
    return cast("AsyncVisitStore", _InThreads(cast("VisitStore", store)))


class _InThreads:
    """Awaits the methods of a plain store in threads."""

    def __init__(self, store: VisitStore) -> None:
        self._store = store

    @property
    def capabilities(self) -> Any:
        return self._store.capabilities

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        async def call(*args: Any, **kwargs: Any) -> Any:
            return await asyncio.to_thread(method, *args, **kwargs)

        return call
