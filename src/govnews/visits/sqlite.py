"""Visits in one SQLite file: exact under several processes and threads, no server needed.

Every batch is one transaction.
"""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import random
from threading import Lock
from typing import Self
from urllib.parse import SplitResult, unquote

from ..errors import StoreUnavailableError, VisitError
from ._forks import renew_after_fork
from ._hyperloglog import STANDARD_ERROR
from ._sqlite_tables import (
    MINUTE,
    SCHEMA,
    SCHEMA_VERSION,
    distinct_visitors,
    sweep,
    tidy,
    write_batch,
)
from ._store import Batch, Capabilities, DayRow, Durability, Figures, PageCount, RecordResult
from ._url import above_zero, options, shown

_FORM = "sqlite:///FILE?durability=process|power&time_limit=SECONDS"


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
        self.capabilities: Capabilities = Capabilities(
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
        if not path or url.netloc:
            raise VisitError(f"{shown(url)} is not {_FORM}")
        return cls(path, **options(url, _FORM, durability=str, time_limit=above_zero))

    def record(self, batch: Batch, /) -> RecordResult:
        """Record a batch: see :class:`VisitStore`."""
        if not batch.hits:
            return RecordResult(0, duplicate=False)
        with self._transaction() as run:
            site = self._site(run, batch.site)
            visits = write_batch(run, site, batch)
            if visits is not None:
                at = batch.hits[-1].at
                self._swept[site] = sweep(run, site, at, batch.timeout, self._swept.get(site, 0))
                return RecordResult(visits, duplicate=False)
            seq, visits = run.execute(
                "SELECT seq, visits FROM writer WHERE site = ? AND writer = ?",
                (site, batch.writer),
            ).fetchone()
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
                " (SELECT coalesce(sum(one), 0) FROM figure"
                "  WHERE site = id AND kind = ? AND name >= ? AND name < ?)"
                " FROM site WHERE name = ?",
                (MINUTE, -minute, window - minute, site),
            ).fetchone()
            if found is None:
                return Figures(visits=0, offset=None, online=0, days=())
            number, offset, visits, online = found
            rows = run.execute(
                "SELECT day, visits, hits, bots, uniques FROM day"
                " WHERE site = ? AND day BETWEEN ? AND ? ORDER BY day",
                (number, first.toordinal(), last.toordinal()),
            ).fetchall()
            distinct = {
                day: distinct_visitors(run, number, day) if kept is None else kept
                for day, *_, kept in rows
                if uniques
            }
        days = tuple(
            DayRow(
                day=date.fromordinal(day),
                visits=day_visits,
                hits=hits,
                uniques=distinct.get(day),
                bots=bots,
            )
            for day, day_visits, hits, bots, _ in rows
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
            tidy(run, number)
        with self._lock, suppress(sqlite3.DatabaseError):
            # What was deleted must not stay readable in the log either.
            self._connected().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return fresh

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._forget_connection()

    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> "_Transaction":
        return _Transaction(self, begin)

    def _begin(self, begin: str) -> sqlite3.Connection:
        self._lock.acquire()
        try:
            run = self._connection or self._connected()
            self._patiently(run, begin)
        except BaseException as error:
            try:
                self._explain(error)
            finally:
                self._lock.release()
            raise
        return run

    def _end(self, run: sqlite3.Connection, error: BaseException | None) -> None:
        try:
            if error is None and run.in_transaction:
                run.execute("COMMIT")
        except BaseException as failure:
            error = failure
            raise
        finally:
            try:
                if error is not None:
                    self._undo(run)
                    self._explain(error)
            finally:
                self._lock.release()

    def _undo(self, run: sqlite3.Connection) -> None:
        if run.in_transaction:
            # What this transaction added is not there after all.
            self._sites.clear()
            run.execute("ROLLBACK")

    def _explain(self, error: BaseException | None) -> None:
        """Raise what a failure of the file, the disk or a lock means to the caller."""
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, _OUR_MISTAKES):
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
            # A page view changes a few bytes on each of several pages: small ones are quicker
            # to log. It takes effect when the file is made.
            run.execute("PRAGMA page_size = 1024")
            self._patiently(run, "PRAGMA journal_mode = WAL")
            full = self.capabilities.durability == "power"
            # As many bytes of log as SQLite's own 1,000 pages of 4,096.
            run.execute("PRAGMA wal_autocheckpoint = 4000")
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
        if version > SCHEMA_VERSION:
            reason = f"was written by a newer govnews (schema {version})"
            raise StoreUnavailableError(str(self._path), reason)
        if version == 0:
            for statement in SCHEMA.split(";\n"):
                run.execute(statement)
            run.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _site(self, run: sqlite3.Connection, name: str) -> int:
        number = self._sites.get(name)
        if number is None:
            run.execute("INSERT INTO site (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
            (number,) = run.execute("SELECT id FROM site WHERE name = ?", (name,)).fetchone()
            self._sites[name] = number
        return number

    def _after_fork(self) -> None:
        self._lock = Lock()
        if self._connection is not None:
            # SQLite forbids a child to use or even close what it inherited.
            _inherited.append(self._connection)
            self._connection = None


_inherited: list[sqlite3.Connection] = []
_OUR_MISTAKES = (sqlite3.IntegrityError, sqlite3.ProgrammingError)


class _Transaction:
    """One transaction of a store, which alone uses the connection meanwhile.

    A class, because contextlib's way costs a tenth of a page view's time.
    """

    __slots__ = ("_begin", "_run", "_store")

    def __init__(self, store: SQLiteStore, begin: str) -> None:
        self._store = store
        self._begin = begin

    def __enter__(self) -> sqlite3.Connection:
        self._run = self._store._begin(self._begin)  # noqa: SLF001  # a part of the store
        return self._run

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._store._end(self._run, error)  # noqa: SLF001  # a part of the store


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
