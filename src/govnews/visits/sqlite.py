"""Visits in one SQLite file: exact under several processes and threads, no server needed.

Every batch is one transaction.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, unquote

from ..errors import VisitError
from ._hyperloglog import STANDARD_ERROR
from ._sqlite_file import SQLiteFile, Transaction
from ._sqlite_pages import read_pages
from ._sqlite_tables import MINUTE, distinct_visitors, migrate, sweep, tidy, write_batch
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

    Raises:
        VisitError: ``path`` names no file, or ``durability`` is neither of the two.

    Example:
        >>> SQLiteStore("visits.db").capabilities.durability
        'process'
    """

    def __init__(
        self, path: str | Path, *, durability: Durability = "process", time_limit: float = 0.25
    ) -> None:
        if str(path) in ("", ".", ":memory:"):
            raise VisitError(
                f"a SQLite store needs a file, not {str(path)!r}; memory: is a store in memory"
            )
        if durability not in ("process", "power"):
            raise VisitError(f"a SQLite store's durability is process or power: {durability!r}")
        self.capabilities: Capabilities = Capabilities(
            durability=durability, shared=True, uniques_error=STANDARD_ERROR
        )
        self._sites: dict[str, int] = {}
        self._swept: dict[int, int] = {}
        self._file = SQLiteFile(
            Path(path),
            flush=durability == "power",
            time_limit=time_limit,
            migrate=migrate,
            # What a transaction added is not there after all.
            undone=self._sites.clear,
        )
        self._reading = Transaction(self._file, "BEGIN")
        self._writing = Transaction(self._file, "BEGIN IMMEDIATE")

    @classmethod
    def from_url(cls, url: SplitResult) -> Self:
        """The store of ``sqlite:///visits.db?durability=power&time_limit=0.5``.

        Raises:
            VisitError: The URL names no file or an unknown option.
        """
        path = unquote(url.path).removeprefix("/")
        # A file's name with a "#" in it has to say %23: what comes after one is no path.
        if not path or url.netloc or url.fragment:
            raise VisitError(f"{shown(url)} is not {_FORM}")
        return cls(path, **options(url, _FORM, durability=str, time_limit=above_zero))

    def record(self, batch: Batch, /) -> RecordResult:
        """Record a batch: see :class:`VisitStore`."""
        if not batch.hits:
            return RecordResult(0, duplicate=False)
        with self._writing as run:
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
        with self._reading as run:
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
        with self._reading as run:
            found = run.execute("SELECT id FROM site WHERE name = ?", (site,)).fetchone()
            return () if found is None else read_pages(run, found[0], days, limit, only)

    def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        """Set the offset: see :class:`VisitStore`."""
        with self._writing as run:
            number = self._site(run, site)
            row = run.execute("SELECT offset FROM site WHERE id = ?", (number,)).fetchone()
            before: int | None = row[0]
            if before == expected:
                run.execute("UPDATE site SET offset = ? WHERE id = ?", (value, number))
            return before

    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        """Agree on a salt: see :class:`VisitStore`."""
        with self._writing as run:
            number = self._site(run, site)
            key = (number, day.toordinal())
            row = run.execute("SELECT salt FROM salt WHERE site = ? AND day = ?", key).fetchone()
            if row is not None:
                agreed: bytes = row[0]
                return agreed
            run.execute("INSERT INTO salt VALUES (?, ?, ?)", (*key, fresh))
            tidy(run, number)
        # What was deleted must not stay readable in the log either.
        self._file.truncate_log()
        return fresh

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _site(self, run: sqlite3.Cursor, name: str) -> int:
        number = self._sites.get(name)
        if number is None:
            run.execute("INSERT INTO site (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
            (number,) = run.execute("SELECT id FROM site WHERE name = ?", (name,)).fetchone()
            self._sites[name] = number
        return number
