"""VisitCounter: what a portal calls for every page it serves."""

import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, tzinfo
from itertools import islice
from secrets import token_bytes
from threading import Lock
from typing import Self

from ..errors import ModelError, StoreUnavailableError
from ..model import VisitStatistics
from ._bots import is_bot as listed_bot
from ._counter_base import FIVE_MINUTES, HALF_AN_HOUR, VIETNAM, CounterBase, every_day
from ._figures import first_needed
from ._forks import renew_after_fork
from ._journal import MOST_HITS, Outcome
from ._store import DayRow, Durability, PageCount, VisitStore
from ._visitor import Request, storable


class VisitCounter(CounterBase):
    """Counts the visits of one portal in a store (đếm lượt truy cập).

    A visit is a visitor's first page view, or one that comes 30 minutes or more after the
    visitor's last; it belongs to the day it began and is not split at midnight. Online are
    the distinct visitors of the last 5 whole minutes, the running one included. Bots are
    counted apart.

    A page never fails or waits because of the counter: while the store is away, page views
    are queued and figures are the last known ones. Threads may share a counter; a forked
    child gets a queue and a writer's name of its own.

    Args:
        store: Where visits are kept; see :func:`open_store`.
        site: Name of the portal, any text; one store serves several.
        start_total: The total that counting starts from, for a portal that moves here from
            an old counter. It is stored with the first visit; from then on the store's
            offset counts, and :meth:`change_offset` changes it.
        zone: The portal's time zone: days, weeks and months are its own.
        visit_timeout: Silence after which a visitor's next page view is a new visit.
        online_window: How long a visitor counts as online; whole minutes, not above
            ``visit_timeout``.
        is_bot: Tells bots by their user agent.
        queue: How many page views may wait in memory while the store is away; later ones
            are dropped and counted.
        retry_after: Seconds for which a store that failed is left alone.
        time_limit: Seconds to wait for another thread that is storing.
        buffer: Page views to collect before they are stored together. Above 1 the store's
            durability becomes ``memory``: the death of the process loses up to
            ``buffer - 1`` page views.
        buffer_time: A buffered page view is stored at the latest with the first call that
            comes this much later.
        clock: Seconds that only go forward, for ``retry_after``.

    Raises:
        ModelError: A setting makes no sense.

    Example:
        >>> from datetime import datetime, timezone
        >>> from govnews.visits import VisitCounter, open_store
        >>> counter = VisitCounter(open_store("memory:"), site="sonla", start_total=40_536_671)
        >>> now = datetime(2017, 2, 15, 10, 0, tzinfo=timezone.utc)
        >>> counter.record(address="203.0.113.9", user_agent="Mozilla/5.0 Firefox/128.0", at=now)
        'stored'
        >>> figures = counter.statistics(at=now)
        >>> figures.total, figures.online, figures.today
        (40536672, 1, 1)
    """

    def __init__(
        self,
        store: VisitStore,
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
        buffer: int = 1,
        buffer_time: timedelta = timedelta(seconds=1),
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
        if not 1 <= buffer <= queue:
            raise ModelError("VisitCounter", "buffer", buffer, "is not from 1 to the queue's size")
        self._store = store
        self._time_limit = time_limit
        self._buffer = buffer
        self._buffer_seconds = buffer_time.total_seconds()
        self._queueing = Lock()
        self._sending = Lock()
        renew_after_fork(self, VisitCounter._after_fork)

    @property
    def durability(self) -> Durability:
        """What a page view survives once :meth:`record` has returned ``"stored"``."""
        return "memory" if self._buffer > 1 else self._store.capabilities.durability

    def record(
        self,
        *,
        address: str | None,
        user_agent: str | None,
        at: datetime,
        page: str | None = None,
        key: str | None = None,
    ) -> Outcome:
        """Count one page view.

        Args:
            address: The visitor's IP address; behind proxies see :func:`client_address`.
                It is digested at once and kept nowhere.
            user_agent: The ``User-Agent`` header; None when missing. Kept nowhere either.
            at: When; aware.
            page: The page, usually ``Article.uri``, to count it in :meth:`top_pages`.
            key: The portal's own name for the visitor (a session or account), which then
                replaces address and user agent.

        Returns:
            ``"stored"`` when the store has it, ``"queued"`` when it waits in this process,
            ``"dropped"`` when it was lost and counted in :meth:`health`.

        Raises:
            ModelError: ``at`` has no time zone, or is not from the year 2 to 9998.
        """
        journal = self._journal
        one = self._visitors.hit(address, user_agent, at, page, key)
        with self._queueing:
            place = journal.take(one)
        if journal.taken - journal.kept >= self._buffer or self._overdue(one.at):
            # One that found no room gets the queue moving all the same.
            self._send(place or journal.kept + 1)
        return journal.outcome(place)

    def record_many(self, requests: Iterable[Request]) -> int:
        """Count page views, 200 to a call of the store; much faster than one by one.

        Returns:
            How many of them the store has.

        Raises:
            ModelError: The ``at`` of one is refused as :meth:`record` does; those of the calls
                before it are counted.
        """
        stored = 0
        hit, journal, waiting = self._visitors.hit, self._journal, iter(requests)
        while ones := [
            hit(one.address, one.user_agent, one.at, one.page, one.key)
            for one in islice(waiting, MOST_HITS)
        ]:
            with self._queueing:
                first = journal.taken + 1
                for one in ones:
                    journal.take(one)
                last = journal.taken
            self._send(last)
            stored += journal.stored(first, last)
        return stored

    def statistics(self, *, at: datetime) -> VisitStatistics:
        """The figures of a statistics block (thống kê truy cập).

        Args:
            at: Now; aware. Figures of the past are in :meth:`days`.

        Returns:
            The figures, with ``as_of`` the moment they were true: ``at``, or earlier when
            the store does not answer, and 1970 when it never did.

        Raises:
            ModelError: ``at`` has no time zone, or is not from the year 2 to 9998.
        """
        today, minute = self._moment(at)
        if self._journal.waiting >= self._buffer or self._overdue(minute * 60):
            self._send(self._journal.taken)
        if self._reading.may_pass(self._clock()):
            try:
                figures = self._store.read(
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

    def days(self, start: date, end: date) -> tuple[DayRow, ...]:
        """The figures of every day from ``start`` to ``end``, for charts and reports.

        Raises:
            ModelError: ``start`` or ``end`` is a datetime.
            StoreUnavailableError: The store does not answer.
        """
        self._check_days(start, end)
        self.flush()
        figures = self._store.read(self._site, start, end, minute=0, window=0, uniques=True)
        return every_day(figures.days, start, end)

    def top_pages(
        self, limit: int = 10, *, start: date | None = None, end: date | None = None
    ) -> tuple[PageCount, ...]:
        """The most seen pages (đọc nhiều nhất), most page views first.

        Args:
            limit: How many at most; 1 or more.
            start: First day to count; None for both days means all time. The last 35 days
                are kept one by one.
            end: Last day to count.

        Returns:
            The pages; the last known ones when the store does not answer, and none when it
            never did.

        Raises:
            ModelError: Only one of ``start`` and ``end`` is given, one is a datetime, or
                ``limit`` is below 1.
        """
        self._check_limit(limit)
        return self._pages(self._span(start, end), limit, None) or ()

    def page_hits(self, page: str) -> int | None:
        """How often a page was seen (lượt xem); None when the store never told.

        A page view by a bot does not count; a page seen again by the same person does.
        """
        rows = self._pages(None, 1, (storable(page),))
        return None if rows is None else sum(row.hits for row in rows)

    def change_offset(self, value: int, *, expected: int | None) -> bool:
        """Change the total that counting starts from, unless somebody else just did.

        Args:
            value: The new offset, 0 or more.
            expected: The offset as you know it; None when none was ever set.

        Returns:
            Whether it is changed; False when the offset is not ``expected``.

        Raises:
            ModelError: ``value`` is below 0 or above 2**63 - 1.
            StoreUnavailableError: The store does not answer.
        """
        self._check_offset("offset", value)
        return self._store.set_offset(self._site, value, expected=expected) == expected

    def flush(self) -> bool:
        """Store what waits, within the time limit; whether nothing waits any more."""
        self._send(self._journal.taken)
        return not self._journal.waiting

    def close(self) -> None:
        """Store what waits and let the store go."""
        self.flush()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _overdue(self, now: int) -> bool:
        oldest = self._journal.oldest
        return oldest is not None and now - oldest >= self._buffer_seconds

    def _send(self, place: int) -> None:
        """Send batches until ``place`` is settled; one thread sends what others queued."""
        sending = self._sending
        # Asked without a time limit first, which is four times as quick.
        if not self._may_write() or not (
            sending.acquire(blocking=False) or sending.acquire(timeout=self._time_limit)
        ):
            return
        try:
            journal = self._journal
            if journal.kept >= place or not self._may_write() or not self._send_batch():
                return
            if journal.kept < place:
                end = self._clock() + self._time_limit
                while journal.kept < place and self._clock() < end and self._send_batch():
                    pass
        finally:
            sending.release()

    def _may_write(self) -> bool:
        return self._writing.open or self._writing.may_pass(self._clock())

    def _send_batch(self) -> bool:
        """Send one batch; whether to go on."""
        journal, store, site = self._journal, self._store, self._site
        try:
            if not self._offset_known:
                store.set_offset(site, self._start_total, expected=None)
                self._offset_known = True
            if journal.unsalted:
                for day in self._visitors.missing(journal.head()):
                    self._visitors.add_salt(day, store.salt(site, day, token_bytes(32)))
        except Exception as error:  # noqa: BLE001  # a page never fails for its counter
            self._failed(self._writing, error)
            return False
        batch = journal.batch(self._visitors)
        if batch is None:
            return False
        try:
            store.record(batch)
        except StoreUnavailableError as error:
            self._failed(self._writing, error)
            return False
        except Exception as error:  # noqa: BLE001  # a page never fails for its counter
            self._refused(error)
            return True
        journal.settle()
        if not self._writing.open:
            self._answered(self._writing)
        return True

    def _pages(
        self, days: tuple[date, date] | None, limit: int, only: tuple[str, ...] | None
    ) -> tuple[PageCount, ...] | None:
        query = (days, limit, only)
        if self._reading.may_pass(self._clock()):
            try:
                rows = self._store.pages(self._site, days, limit, only)
            except Exception as error:  # noqa: BLE001  # a page never fails for its counter
                self._failed(self._reading, error)
            else:
                self._answered(self._reading)
                return self._keep_pages(query, rows)
        return self._last_pages.get(query)

    def _after_fork(self) -> None:
        self._queueing = Lock()
        self._sending = Lock()
        self._journal.renew()
