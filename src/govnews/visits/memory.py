"""Visits in the memory of one process: for tests, for trying things, for a small page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from threading import Lock
from typing import Self
from urllib.parse import SplitResult

from ._forks import renew_after_fork
from ._hyperloglog import STANDARD_ERROR, estimate, register_of
from ._store import Batch, Capabilities, DayRow, Figures, Hit, PageCount, RecordResult

#: Days whose page counts are kept one by one.
DAYS_OF_PAGES = 35


class _Day:
    __slots__ = ("bots", "hits", "pages", "registers", "uniques", "visits")

    def __init__(self) -> None:
        self.visits = 0
        self.hits = 0
        self.bots = 0
        self.registers: dict[int, int] = {}
        self.uniques: int | None = None
        self.pages: Counter[str] = Counter()

    def distinct(self) -> int:
        if self.uniques is not None:
            return self.uniques
        return estimate(Counter(self.registers.values()))


class _Site:
    """All that is known of one site."""

    def __init__(self) -> None:
        self.offset: int | None = None
        self.visits = 0
        self.sessions: dict[bytes, int] = {}
        self.minutes: Counter[int] = Counter()
        self.days: dict[date, _Day] = {}
        self.pages: Counter[str] = Counter()
        self.salts: dict[date, bytes] = {}
        self.writers: dict[str, tuple[int, int, date]] = {}
        self.sweep_at = 0

    def record(self, hit: Hit, timeout: int) -> int:
        """Take one hit; 1 when a visit begins with it."""
        day = self.days.get(hit.day)
        if day is None:
            day = self.days[hit.day] = _Day()
        if hit.bot:
            day.bots += 1
            return 0
        at = hit.at
        if at >= self.sweep_at:
            self.sweep(at, timeout)
        day.hits += 1
        if hit.page is not None:
            self.pages[hit.page] += 1
            day.pages[hit.page] += 1
        if not self.begins(hit, timeout):
            return 0
        self.visits += 1
        day.visits += 1
        register, rank = register_of(hit.visitor)
        if rank > day.registers.get(register, 0):
            day.registers[register] = rank
        return 1

    def begins(self, hit: Hit, timeout: int) -> bool:
        """Move the visitor's latest hit; whether a visit begins."""
        sessions, name, at = self.sessions, hit.visitor, hit.at
        last = sessions.get(name)
        if hit.alias is not None:
            other = sessions.get(hit.alias)
            if other is not None and (last is None or other > last):
                name, last = hit.alias, other
        if last is not None and -timeout < at - last < timeout:
            if at > last:
                del sessions[name]
                sessions[hit.visitor] = at
                self.minutes[last // 60] -= 1
                self.minutes[at // 60] += 1
            return False
        sessions[hit.visitor] = at
        self.minutes[at // 60] += 1
        return True

    def sweep(self, at: int, timeout: int) -> None:
        oldest = at - 2 * timeout
        self.sessions = {one: last for one, last in self.sessions.items() if last > oldest}
        self.minutes = Counter(
            {one: count for one, count in self.minutes.items() if one >= oldest // 60}
        )
        self.sweep_at = at + timeout

    def tidy(self) -> None:
        """When a day's salt is made: drop what this day and its neighbours do not need."""
        newest = max(self.salts)
        for day in [one for one in self.salts if (newest - one).days > 1]:
            del self.salts[day]
        # A salt is asked for up to a timeout ahead of its day.
        today = newest - timedelta(days=1)
        for name in [name for name, (*_, day) in self.writers.items() if (today - day).days > 1]:
            del self.writers[name]
        for day, row in self.days.items():
            age = (today - day).days
            if age > 1 and row.uniques is None:
                row.uniques, row.registers = row.distinct(), {}
            if age >= DAYS_OF_PAGES:
                row.pages = Counter()


class MemoryStore:
    """Visits in memory: gone when the process ends.

    Example:
        >>> MemoryStore().capabilities.durability
        'memory'
    """

    capabilities: Capabilities = Capabilities(
        durability="memory", shared=False, uniques_error=STANDARD_ERROR
    )

    def __init__(self) -> None:
        self._sites: dict[str, _Site] = {}
        self._lock = Lock()
        renew_after_fork(self, MemoryStore._after_fork)

    @classmethod
    def from_url(cls, url: SplitResult) -> Self:  # noqa: ARG003  # there is nothing to say in it
        """The store of ``memory:``."""
        return cls()

    def record(self, batch: Batch, /) -> RecordResult:
        """Record a batch: see :class:`VisitStore`."""
        if not batch.hits:
            return RecordResult(0, duplicate=False)
        with self._lock:
            site = self._sites.get(batch.site) or self._sites.setdefault(batch.site, _Site())
            seq, visits, _ = site.writers.get(batch.writer, (-1, 0, date.min))
            if batch.seq <= seq:
                return RecordResult(visits if batch.seq == seq else 0, duplicate=True)
            visits = 0
            for hit in batch.hits:
                visits += site.record(hit, batch.timeout)
            site.writers[batch.writer] = (batch.seq, visits, batch.hits[-1].day)
            return RecordResult(visits, duplicate=False)

    def read(
        self, site: str, first: date, last: date, /, *, minute: int, window: int, uniques: bool
    ) -> Figures:
        """Read figures: see :class:`VisitStore`."""
        with self._lock:
            found = self._sites.get(site) or _Site()
            return Figures(
                visits=found.visits,
                offset=found.offset,
                online=sum(found.minutes[minute - back] for back in range(window)),
                days=tuple(
                    DayRow(
                        day=day,
                        visits=row.visits,
                        hits=row.hits,
                        uniques=row.distinct() if uniques else None,
                        bots=row.bots,
                    )
                    for day, row in sorted(found.days.items())
                    if first <= day <= last
                ),
            )

    def pages(
        self, site: str, days: tuple[date, date] | None, limit: int, only: Sequence[str] | None, /
    ) -> tuple[PageCount, ...]:
        """Read page counts: see :class:`VisitStore`."""
        with self._lock:
            found = self._sites.get(site) or _Site()
            counts = found.pages
            if days is not None:
                first, last = days
                counts = Counter()
                for day, row in found.days.items():
                    if first <= day <= last:
                        counts.update(row.pages)
            names: Iterable[str] = counts if only is None else set(only) & counts.keys()
            rows = (PageCount(name, counts[name]) for name in names)
            return tuple(sorted(rows, key=lambda row: (-row.hits, row.page))[:limit])

    def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        """Set the offset: see :class:`VisitStore`."""
        with self._lock:
            found = self._sites.setdefault(site, _Site())
            before = found.offset
            if before == expected:
                found.offset = value
            return before

    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        """Agree on a salt: see :class:`VisitStore`."""
        with self._lock:
            found = self._sites.setdefault(site, _Site())
            agreed = found.salts.get(day)
            if agreed is None:
                agreed = found.salts[day] = fresh
                found.tidy()
            return agreed

    def close(self) -> None:
        """Nothing to let go of."""

    def _after_fork(self) -> None:
        self._lock = Lock()
