"""Visits in one SQLite file: exact under several processes and threads, no server needed.

Every batch is one transaction. Online is read from a count per minute, distinct visitors
from HyperLogLog registers, a row each, so that no list of visitors outlives its visits.
"""

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import random
from threading import Lock
from typing import Self
from urllib.parse import SplitResult, parse_qs, unquote

from ..errors import StoreUnavailableError, VisitError
from ._forks import renew_after_fork
from ._hyperloglog import STANDARD_ERROR, estimate, register_of
from ._store import Batch, Capabilities, DayRow, Durability, Figures, Hit, PageCount, RecordResult

#: Days whose page counts are kept one by one.
DAYS_OF_PAGES = 35
#: The sessions are swept in this many parts, one at a time, so that no sweep takes long.
_PARTS = 64
_PARTS_AT_ONCE = 4
#: How many first bytes of digests a part holds.
_STEP = 256 // _PARTS
_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE site (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, offset INTEGER);
CREATE TABLE day (site INTEGER, day INTEGER, visits INTEGER NOT NULL DEFAULT 0,
    hits INTEGER NOT NULL DEFAULT 0, bots INTEGER NOT NULL DEFAULT 0, uniques INTEGER,
    PRIMARY KEY (site, day)) WITHOUT ROWID;
CREATE TABLE session (site INTEGER, visitor BLOB, last INTEGER NOT NULL,
    PRIMARY KEY (site, visitor)) WITHOUT ROWID;
CREATE TABLE minute (site INTEGER, minute INTEGER, visitors INTEGER NOT NULL,
    PRIMARY KEY (site, minute)) WITHOUT ROWID;
CREATE TABLE register (site INTEGER, day INTEGER, register INTEGER, rank INTEGER NOT NULL,
    PRIMARY KEY (site, day, register)) WITHOUT ROWID;
CREATE TABLE page (site INTEGER, page TEXT, hits INTEGER NOT NULL,
    PRIMARY KEY (site, page)) WITHOUT ROWID;
CREATE INDEX page_by_hits ON page (site, hits);
CREATE TABLE page_day (site INTEGER, day INTEGER, page TEXT, hits INTEGER NOT NULL,
    PRIMARY KEY (site, day, page)) WITHOUT ROWID;
CREATE TABLE salt (site INTEGER, day INTEGER, salt BLOB NOT NULL,
    PRIMARY KEY (site, day)) WITHOUT ROWID;
CREATE TABLE writer (site INTEGER, writer TEXT, seq INTEGER NOT NULL, visits INTEGER NOT NULL,
    day INTEGER NOT NULL, PRIMARY KEY (site, writer)) WITHOUT ROWID;
"""


class SQLiteStore:
    """Visits in a SQLite file on a local disk (never on a network share).

    Args:
        path: The file; it is made when it is missing.
        durability: ``"process"``: a recorded visit survives the death of the process;
            ``"power"``: a power cut as well, at the price of a disk flush for every batch.
        time_limit: Seconds to wait for other processes that write.

    Example:
        >>> SQLiteStore("visits.db").capabilities.durability
        'process'
    """

    def __init__(
        self, path: str | Path, *, durability: Durability = "process", time_limit: float = 0.25
    ) -> None:
        if durability not in ("process", "power"):
            raise VisitError(f"a SQLite store's durability is process or power: {durability!r}")
        self.capabilities = Capabilities(
            durability=durability, shared=True, uniques_error=STANDARD_ERROR
        )
        self._path = Path(path)
        self._time_limit = time_limit
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._sites: dict[str, int] = {}
        self._swept: dict[int, int] = {}
        renew_after_fork(self, SQLiteStore._after_fork)

    @classmethod
    def from_url(cls, url: SplitResult) -> Self:
        """The store of ``sqlite:///visits.db?durability=power&time_limit=0.5``.

        Raises:
            VisitError: The URL names no file or an unknown option.
        """
        path = unquote(url.path).removeprefix("/")
        options = {name: values[-1] for name, values in parse_qs(url.query).items()}
        durability = options.pop("durability", "process")
        time_limit = options.pop("time_limit", "0.25")
        if not path or url.netloc or options:
            raise VisitError(f"not sqlite:///FILE[?durability=…&time_limit=…]: {url.geturl()}")
        return cls(path, durability=durability, time_limit=float(time_limit))  # type: ignore[arg-type]

    def record(self, batch: Batch, /) -> RecordResult:
        """Record a batch: see :class:`VisitStore`."""
        if not batch.hits:
            return RecordResult(0, duplicate=False)
        with self._transaction() as run:
            site = self._site(run, batch.site)
            visits = _Recording(run, site, batch.timeout).record(batch.hits)
            day = batch.hits[-1].day.toordinal()
            fresh = run.execute(
                "INSERT INTO writer VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " seq = excluded.seq, visits = excluded.visits, day = excluded.day"
                " WHERE excluded.seq > seq",
                (site, batch.writer, batch.seq, visits, day),
            ).rowcount
            if fresh:
                self._sweep(run, site, batch)
                return RecordResult(visits, duplicate=False)
            seq, visits = run.execute(
                "SELECT seq, visits FROM writer WHERE site = ? AND writer = ?",
                (site, batch.writer),
            ).fetchone()
            # Looking first would cost every batch; undoing costs only the rare duplicate.
            run.execute("ROLLBACK")
            return RecordResult(visits if seq == batch.seq else 0, duplicate=True)

    def read(
        self, site: str, first: date, last: date, /, *, minute: int, window: int, uniques: bool
    ) -> Figures:
        """Read figures: see :class:`VisitStore`."""
        with self._transaction("BEGIN") as run:
            found = run.execute(
                "SELECT id, offset,"
                " (SELECT coalesce(sum(visits), 0) FROM day WHERE site = id),"
                " (SELECT coalesce(sum(visitors), 0) FROM minute"
                "  WHERE site = id AND minute > ? AND minute <= ?)"
                " FROM site WHERE name = ?",
                (minute - window, minute, site),
            ).fetchone()
            if found is None:
                return Figures(visits=0, offset=None, online=0, days=())
            number, offset, visits, online = found
            span = (number, first.toordinal(), last.toordinal())
            rows = run.execute(
                "SELECT day, visits, hits, bots, uniques FROM day"
                " WHERE site = ? AND day BETWEEN ? AND ? ORDER BY day",
                span,
            ).fetchall()
            distinct = _distinct(run, span) if uniques else {}
        days = tuple(
            DayRow(
                day=date.fromordinal(day),
                visits=day_visits,
                hits=hits,
                uniques=(distinct.get(day, 0) if kept is None else kept) if uniques else None,
                bots=bots,
            )
            for day, day_visits, hits, bots, kept in rows
        )
        return Figures(visits=visits, offset=offset, online=online, days=days)

    def pages(
        self, site: str, days: tuple[date, date] | None, limit: int, only: Sequence[str] | None, /
    ) -> tuple[PageCount, ...]:
        """Read page counts: see :class:`VisitStore`."""
        where = "site = (SELECT id FROM site WHERE name = ?)"
        values: list[object] = [site]
        if days is None:
            source = f"SELECT page, hits FROM page WHERE {where}"  # noqa: S608  # our own words
        else:
            source = f"SELECT page, sum(hits) AS hits FROM page_day WHERE {where}"  # noqa: S608
            source += " AND day BETWEEN ? AND ?"
            values += [days[0].toordinal(), days[1].toordinal()]
        if only is not None:
            source += f" AND page IN ({', '.join('?' * len(only))})"
            values += only
        if days is not None:
            source += " GROUP BY page"
        with self._transaction("BEGIN") as run:
            rows = run.execute(f"{source} ORDER BY hits DESC, page LIMIT ?", [*values, limit])
            return tuple(PageCount(page, hits) for page, hits in rows)

    def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        """Set the offset: see :class:`VisitStore`."""
        with self._transaction() as run:
            number = self._site(run, site)
            row = run.execute("SELECT offset FROM site WHERE id = ?", (number,)).fetchone()
            before: int | None = row[0]
            if before == expected:
                run.execute("UPDATE site SET offset = ? WHERE id = ?", (value, number))
            return before

    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        """Agree on a salt: see :class:`VisitStore`."""
        with self._transaction() as run:
            number = self._site(run, site)
            key = (number, day.toordinal())
            row = run.execute("SELECT salt FROM salt WHERE site = ? AND day = ?", key).fetchone()
            if row is not None:
                agreed: bytes = row[0]
                return agreed
            run.execute("INSERT INTO salt VALUES (?, ?, ?)", (*key, fresh))
            _tidy(run, number)
        with self._lock, self._errors():
            # What was deleted must not stay readable in the log either.
            self._connected().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return fresh

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._forget_connection()

    @contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        with self._lock, self._errors():
            run = self._connected()
            self._patiently(run, begin)
            try:
                yield run
                if run.in_transaction:
                    run.execute("COMMIT")
            finally:
                if run.in_transaction:
                    self._sites.clear()
                    run.execute("ROLLBACK")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise
        except sqlite3.DatabaseError as error:
            if not _is_busy(error):
                self._forget_connection()
            raise StoreUnavailableError(str(self._path), str(error)) from error

    def _forget_connection(self) -> None:
        """After a failure of file or disk, begin again with the next call."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _patiently(self, run: sqlite3.Connection, statement: str) -> None:
        """Run a statement that may have to wait for other processes.

        SQLite's own waiting sleeps longer each time, so that whoever came last wins; short
        and even sleeps are fair.
        """
        deadline = None
        while True:
            try:
                run.execute(statement)
            except sqlite3.OperationalError as error:
                now = time.monotonic()
                deadline = deadline or now + self._time_limit
                if not _is_busy(error) or now >= deadline:
                    raise
                time.sleep(0.0001 + 0.0004 * random())  # noqa: S311  # not a secret
            else:
                return

    def _connected(self) -> sqlite3.Connection:
        if self._connection is not None:
            return self._connection
        run = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            self._patiently(run, "PRAGMA journal_mode = WAL")
            full = self.capabilities.durability == "power"
            run.execute(f"PRAGMA synchronous = {'FULL' if full else 'NORMAL'}")
            run.execute("PRAGMA secure_delete = ON")
            self._patiently(run, "BEGIN IMMEDIATE")
            self._migrate(run)
            run.execute("COMMIT")
        except BaseException:
            run.close()
            raise
        self._connection = run
        return run

    def _migrate(self, run: sqlite3.Connection) -> None:
        (version,) = run.execute("PRAGMA user_version").fetchone()
        if version > _SCHEMA_VERSION:
            reason = f"was written by a newer govnews (schema {version})"
            raise StoreUnavailableError(str(self._path), reason)
        if version == 0:
            for statement in _SCHEMA.split(";\n"):
                run.execute(statement)
            run.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")

    def _site(self, run: sqlite3.Connection, name: str) -> int:
        number = self._sites.get(name)
        if number is None:
            run.execute("INSERT INTO site (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
            (number,) = run.execute("SELECT id FROM site WHERE name = ?", (name,)).fetchone()
            self._sites[name] = number
        return number

    def _sweep(self, run: sqlite3.Connection, site: int, batch: Batch) -> None:
        """Delete old sessions, a part at a time; each part's turn comes once a timeout."""
        at = batch.hits[-1].at
        turn = at * _PARTS // batch.timeout
        done = max(self._swept.get(site, 0), turn - _PARTS)
        for part in range(done + 1, min(turn, done + _PARTS_AT_ONCE) + 1):
            place = part % _PARTS
            low = bytes([place * _STEP])
            # Nine bytes of 255 come after every visitor of eight.
            high = bytes([(place + 1) * _STEP]) if place + 1 < _PARTS else b"\xff" * 9
            run.execute(
                "DELETE FROM session WHERE site = ? AND visitor >= ? AND visitor < ? AND last <= ?",
                (site, low, high, at - 2 * batch.timeout),
            )
            if place == 0:
                run.execute(
                    "DELETE FROM minute WHERE site = ? AND minute < ?",
                    (site, (at - 2 * batch.timeout) // 60),
                )
            done = part
        self._swept[site] = done

    def _after_fork(self) -> None:
        self._lock = Lock()
        if self._connection is not None:
            # SQLite forbids a child to use or even close what it inherited.
            _inherited.append(self._connection)
            self._connection = None


_inherited: list[sqlite3.Connection] = []


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class _Recording:
    """One batch on its way into the tables: sessions hit by hit, sums at the end."""

    def __init__(self, run: sqlite3.Connection, site: int, timeout: int) -> None:
        self._run = run
        self._site = site
        self._timeout = timeout
        self._known: dict[bytes, int | None] = {}
        self._changed: set[bytes] = set()
        self._minutes: Counter[int] = Counter()

    def record(self, hits: Sequence[Hit]) -> int:
        """Take the hits; how many visits began."""
        days: dict[int, list[int]] = {}
        pages: Counter[tuple[int, str]] = Counter()
        registers: dict[tuple[int, int], int] = {}
        begun = 0
        for hit in hits:
            number = hit.day.toordinal()
            day = days.get(number)
            if day is None:
                day = days[number] = [0, 0, 0]
            if hit.bot:
                day[2] += 1
                continue
            day[1] += 1
            if hit.page is not None:
                pages[number, hit.page] += 1
            if self._begins(hit):
                begun += 1
                day[0] += 1
                register, rank = register_of(hit.visitor)
                key = (number, register)
                registers[key] = max(rank, registers.get(key, 0))
        self._write(days, pages, registers)
        return begun

    def _begins(self, hit: Hit) -> bool:
        at, visitor, name = hit.at, hit.visitor, hit.visitor
        last = self._last(name)
        if hit.alias is not None:
            other = self._last(hit.alias)
            if other is not None and (last is None or other > last):
                name, last = hit.alias, other
        if last is not None and -self._timeout < at - last < self._timeout:
            if at > last:
                if name != visitor:
                    self._set(name, None)
                self._set(visitor, at)
                if last // 60 != at // 60:
                    self._minutes[last // 60] -= 1
                    self._minutes[at // 60] += 1
            return False
        self._set(visitor, at)
        self._minutes[at // 60] += 1
        return True

    def _last(self, visitor: bytes) -> int | None:
        if visitor in self._known:
            return self._known[visitor]
        row = self._run.execute(
            "SELECT last FROM session WHERE site = ? AND visitor = ?", (self._site, visitor)
        ).fetchone()
        last = self._known[visitor] = None if row is None else row[0]
        return last

    def _set(self, visitor: bytes, last: int | None) -> None:
        self._known[visitor] = last
        self._changed.add(visitor)

    def _write(
        self,
        days: dict[int, list[int]],
        pages: Counter[tuple[int, str]],
        registers: dict[tuple[int, int], int],
    ) -> None:
        run, site = self._run, self._site
        for visitor in self._changed:
            last = self._known[visitor]
            if last is None:
                run.execute("DELETE FROM session WHERE site = ? AND visitor = ?", (site, visitor))
            else:
                run.execute(
                    "INSERT OR REPLACE INTO session VALUES (?, ?, ?)", (site, visitor, last)
                )
        for day, (visits, seen, bots) in days.items():
            run.execute(
                "INSERT INTO day (site, day, visits, hits, bots) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET visits = visits + excluded.visits,"
                " hits = hits + excluded.hits, bots = bots + excluded.bots",
                (site, day, visits, seen, bots),
            )
        for minute, change in self._minutes.items():
            if change:
                run.execute(
                    "INSERT INTO minute VALUES (?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET visitors = visitors + excluded.visitors",
                    (site, minute, change),
                )
        for (day, register), rank in registers.items():
            run.execute(
                "INSERT INTO register VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET rank = excluded.rank WHERE excluded.rank > rank",
                (site, day, register, rank),
            )
        for (day, page), seen in pages.items():
            run.execute(
                "INSERT INTO page VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET hits = hits + excluded.hits",
                (site, page, seen),
            )
            run.execute(
                "INSERT INTO page_day VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET hits = hits + excluded.hits",
                (site, day, page, seen),
            )


def _distinct(run: sqlite3.Connection, span: tuple[int, int, int]) -> dict[int, int]:
    ranks: dict[int, dict[int, int]] = {}
    for day, rank, count in run.execute(
        "SELECT day, rank, count(*) FROM register WHERE site = ? AND day BETWEEN ? AND ?"
        " GROUP BY day, rank",
        span,
    ):
        ranks.setdefault(day, {})[rank] = count
    return {day: estimate(counts) for day, counts in ranks.items()}


def _tidy(run: sqlite3.Connection, site: int) -> None:
    """When a day's salt is made: drop what this day and its neighbours do not need."""
    (newest,) = run.execute("SELECT max(day) FROM salt WHERE site = ?", (site,)).fetchone()
    run.execute("DELETE FROM salt WHERE site = ? AND day < ?", (site, newest - 1))
    # A salt is asked for up to a timeout ahead of its day.
    today = newest - 1
    run.execute("DELETE FROM writer WHERE site = ? AND day < ?", (site, today - 1))
    run.execute("DELETE FROM page_day WHERE site = ? AND day <= ?", (site, today - DAYS_OF_PAGES))
    for day, distinct in _distinct(run, (site, 0, today - 2)).items():
        run.execute("UPDATE day SET uniques = ? WHERE site = ? AND day = ?", (distinct, site, day))
    run.execute("DELETE FROM register WHERE site = ? AND day <= ?", (site, today - 2))
