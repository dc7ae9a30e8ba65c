"""The tables of the SQLite store, and a batch on its way into them.

Online is read from a count per minute, distinct visitors from HyperLogLog registers, a row
each, so that no list of visitors outlives its visits.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence

from ._hyperloglog import estimate, register_of
from ._store import Hit

#: Days whose page counts are kept one by one.
_DAYS_OF_PAGES = 35
#: The sessions are swept in this many parts, one at a time, so that no sweep takes long.
_PARTS = 64
_PARTS_AT_ONCE = 4
#: How many first bytes of digests a part holds.
_STEP = 256 // _PARTS
SCHEMA_VERSION = 1
SCHEMA = """
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


class Recording:
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
        changes = [(site, minute, by) for minute, by in self._minutes.items() if by]
        if changes:
            run.executemany(
                "INSERT INTO minute VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET visitors = visitors + excluded.visitors",
                changes,
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


def distinct_visitors(run: sqlite3.Connection, span: tuple[int, int, int]) -> dict[int, int]:
    ranks: dict[int, dict[int, int]] = {}
    for day, rank, count in run.execute(
        "SELECT day, rank, count(*) FROM register WHERE site = ? AND day BETWEEN ? AND ?"
        " GROUP BY day, rank",
        span,
    ):
        ranks.setdefault(day, {})[rank] = count
    return {day: estimate(counts) for day, counts in ranks.items()}


def tidy(run: sqlite3.Connection, site: int) -> None:
    """When a day's salt is made: drop what this day and its neighbours do not need."""
    (newest,) = run.execute("SELECT max(day) FROM salt WHERE site = ?", (site,)).fetchone()
    run.execute("DELETE FROM salt WHERE site = ? AND day < ?", (site, newest - 1))
    # A salt is asked for up to a timeout ahead of its day.
    today = newest - 1
    run.execute("DELETE FROM writer WHERE site = ? AND day < ?", (site, today - 1))
    run.execute("DELETE FROM page_day WHERE site = ? AND day <= ?", (site, today - _DAYS_OF_PAGES))
    for day, distinct in distinct_visitors(run, (site, 0, today - 2)).items():
        run.execute("UPDATE day SET uniques = ? WHERE site = ? AND day = ?", (distinct, site, day))
    run.execute("DELETE FROM register WHERE site = ? AND day <= ?", (site, today - 2))


def sweep(run: sqlite3.Connection, site: int, at: int, timeout: int, done: int) -> int:
    """Delete old sessions, a part at a time; each part's turn comes once a timeout.

    Args:
        run: The connection, in a transaction.
        site: The site's number.
        at: Now, in seconds since 1970.
        timeout: Seconds of a timeout.
        done: The turn that was taken last; 0 at first.

    Returns:
        The turn that was taken last.
    """
    turn, oldest = at * _PARTS // timeout, at - 2 * timeout
    done = max(done, turn - _PARTS)
    for part in range(done + 1, min(turn, done + _PARTS_AT_ONCE) + 1):
        place = part % _PARTS
        low = bytes([place * _STEP])
        # Nine bytes of 255 come after every visitor of eight.
        high = bytes([(place + 1) * _STEP]) if place + 1 < _PARTS else b"\xff" * 9
        run.execute(
            "DELETE FROM session WHERE site = ? AND visitor >= ? AND visitor < ? AND last <= ?",
            (site, low, high, oldest),
        )
        if place == 0:
            run.execute("DELETE FROM minute WHERE site = ? AND minute < ?", (site, oldest // 60))
        done = part
    return done
