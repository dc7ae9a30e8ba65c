"""What the two counters share: their settings, their queue and the figures they last read."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from ..errors import ModelError
from ..model import VisitStatistics
from ._figures import statistics
from ._journal import Gate, Health, Journal
from ._store import DayRow, Figures, PageCount
from ._visitor import Visitors, in_calendar

logger = logging.getLogger("govnews.visits")

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
FIVE_MINUTES = timedelta(minutes=5)
#: What a store of 64 bits can hold.
_MOST_OFFSET = 2**63 - 1
#: Page queries whose last answer is kept for when the store is away.
_MOST_QUERIES = 100


class CounterBase:
    """Settings, queue and last known figures; it never touches a store."""

    def __init__(
        self,
        *,
        site: str,
        start_total: int,
        zone: tzinfo,
        visit_timeout: timedelta,
        online_window: timedelta,
        is_bot: Callable[[str | None], bool],
        queue: int,
        retry_after: float,
        clock: Callable[[], float],
    ) -> None:
        name = type(self).__name__
        try:
            site.encode()
        except UnicodeEncodeError as error:
            raise ModelError(name, "site", site, "holds half a character") from error
        self._check_offset("start_total", start_total)
        if queue < 1:
            raise ModelError(name, "queue", queue, "is below 1")
        minute = timedelta(minutes=1)
        if online_window < minute or online_window % minute:
            raise ModelError(name, "online_window", online_window, "is not whole minutes")
        if not online_window <= visit_timeout < timedelta(hours=12):
            raise ModelError(
                name, "visit_timeout", visit_timeout, "is not from online_window to 12 hours"
            )
        self._site = site
        self._start_total = start_total
        self._window = online_window // minute
        self._clock = clock
        timeout = int(visit_timeout.total_seconds())
        self._visitors = Visitors(zone=zone, timeout=timeout, is_bot=is_bot)
        self._journal = Journal(site, timeout, queue)
        # A store may still be read when it cannot be written, and the other way round.
        self._writing = Gate(retry_after)
        self._reading = Gate(retry_after)
        self._offset_known = start_total == 0
        self._last_error: str | None = None
        self._last_figures = VisitStatistics(total=start_total, online=0, as_of=NEVER)
        self._last_pages: dict[object, tuple[PageCount, ...]] = {}

    def health(self) -> Health:
        """What waits, what was dropped and what the store last said, for monitoring."""
        return Health(
            available=self._writing.open and self._reading.open,
            queued=self._journal.waiting,
            dropped=self._journal.dropped,
            last_error=self._last_error,
        )

    def _failed(self, gate: Gate, error: Exception) -> None:
        if gate.open:
            logger.warning("visit store fails: %s", error)
        gate.close(self._clock())
        self._last_error = f"{type(error).__name__}: {error}"

    def _answered(self, gate: Gate) -> None:
        if not gate.open:
            gate.open = True
            logger.warning("visit store answers again: %s", self.health())

    def _refused(self, error: Exception) -> None:
        logger.error("visit store refuses a batch, which is dropped: %s", error)
        self._last_error = f"{type(error).__name__}: {error}"
        self._journal.refuse()

    def _moment(self, at: datetime) -> tuple[date, int]:
        if not isinstance(at, datetime) or at.utcoffset() is None:
            raise ModelError(type(self).__name__, "at", at, "is not a datetime with a time zone")
        if not in_calendar(at):
            raise ModelError(type(self).__name__, "at", at, "is not from the year 2 to 9998")
        return self._visitors.day_of(at), int(at.timestamp() // 60)

    def _figures(self, figures: Figures, today: date, at: datetime) -> VisitStatistics:
        known = statistics(figures, today=today, at=at, start_total=self._start_total)
        self._last_figures = known
        return known

    def _keep_pages(self, query: object, rows: tuple[PageCount, ...]) -> tuple[PageCount, ...]:
        if len(self._last_pages) >= _MOST_QUERIES:
            self._last_pages.clear()
        self._last_pages[query] = rows
        return rows

    def _span(self, start: date | None, end: date | None) -> tuple[date, date] | None:
        if start is None or end is None:
            if start is end:
                return None
            one = "start" if start is None else "end"
            raise ModelError(type(self).__name__, one, None, "is missing")
        self._check_days(start, end)
        return start, end

    def _check_days(self, start: date, end: date) -> None:
        for name, day in (("start", start), ("end", end)):
            if isinstance(day, datetime):
                raise ModelError(type(self).__name__, name, day, "is a moment and not a day")

    def _check_limit(self, limit: int) -> None:
        if limit < 1:
            raise ModelError(type(self).__name__, "limit", limit, "is below 1")

    def _check_offset(self, name: str, value: int) -> None:
        if value < 0:
            raise ModelError(type(self).__name__, name, value, "is below 0")
        if value > _MOST_OFFSET:
            raise ModelError(type(self).__name__, name, value, "is above 2**63 - 1")


def every_day(rows: Sequence[DayRow], start: date, end: date) -> tuple[DayRow, ...]:
    """The rows of all days from ``start`` to ``end``, those of days without figures too."""
    found = {row.day: row for row in rows}
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return tuple(found.get(day) or DayRow(day=day, uniques=0) for day in days)
