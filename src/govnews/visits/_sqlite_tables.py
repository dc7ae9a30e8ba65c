"""The tables of the SQLite store, and a batch on its way into them.

Online is read from a count per minute, distinct visitors from HyperLogLog registers, a row
each, so that no list of visitors outlives its visits.

SQLite logs whole pages of the file, and a page costs several times as much as a row. So
there are two tables for what a page view changes, each ordered so that its rows lie together:
``visitor`` holds a session beside the registers that it falls into, ``figure`` the running
day, the writers, and the running minute.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import TypeAlias

from ..errors import VisitError
from ._hyperloglog import REGISTERS, estimate, register_of
from ._sqlite_pages import SCHEMA as PAGES_SCHEMA, add_to_page, tidy_pages
from ._store import Batch, Hit

#: The sessions are swept in this many parts, one at a time, so that no sweep takes long.
_PARTS = 64
_PARTS_AT_ONCE = 4
#: How many registers a part holds.
_STEP = REGISTERS // _PARTS
#: What a row of ``figure`` is of.
DAY, WRITER, MINUTE = 0, 1, 2
SCHEMA_VERSION = 1
_Row: TypeAlias = tuple[int | str | bytes, ...]
# A visitor's name is a digest (then the row is a session, its value the latest hit) or a day's
# number (then it is a register of that day, its value the rank). A minute's name is its number
# below zero, so that the running one comes first.
SCHEMA = """
CREATE TABLE site (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, offset INTEGER);
CREATE TABLE visitor (site INTEGER, register INTEGER, name, value INTEGER NOT NULL,
    PRIMARY KEY (site, register, name)) WITHOUT ROWID;
CREATE TABLE figure (site INTEGER, kind INTEGER, name, one INTEGER NOT NULL,
    two INTEGER NOT NULL, three INTEGER NOT NULL, four INTEGER,
    PRIMARY KEY (site, kind, name)) WITHOUT ROWID;
CREATE VIEW session AS SELECT site, name AS visitor, value AS last FROM visitor
    WHERE typeof(name) = 'blob';
CREATE VIEW register AS SELECT site, name AS day, register, value AS rank FROM visitor
    WHERE typeof(name) = 'integer';
CREATE VIEW day AS SELECT site, name AS day, one AS visits, two AS hits, three AS bots,
    four AS uniques FROM figure WHERE kind = 0;
CREATE VIEW writer AS SELECT site, name AS writer, one AS seq, two AS visits, three AS day
    FROM figure WHERE kind = 1;
CREATE VIEW minute AS SELECT site, -name AS minute, one AS visitors FROM figure WHERE kind = 2;
CREATE TABLE salt (site INTEGER, day INTEGER, salt BLOB NOT NULL,
    PRIMARY KEY (site, day)) WITHOUT ROWID;
"""
#: The registers that a site's visitors fall into, found by leaps over the index.
_REGISTERS = """
    WITH RECURSIVE used(register) AS (
        SELECT min(register) FROM visitor WHERE site = :site
        UNION ALL
        SELECT (SELECT min(register) FROM visitor WHERE site = :site AND register > used.register)
        FROM used WHERE register NOTNULL
    )
"""
_LAST = "SELECT value FROM visitor WHERE site = ? AND register = ? AND name = ?"
#: So many rows go by one statement at most. Every statement, and every row that one gives, lets
#: the process's other threads run, and one that computes gives its turn back only after 5 ms.
_MANY = 128
#: Visitors go by multiples of this many, so that there are few statements to be kept prepared.
_EVEN = 8


def migrate(run: sqlite3.Cursor) -> None:
    """Make the tables in a new file.

    Raises:
        VisitError: A newer version of this package made the file.
    """
    (version,) = run.execute("PRAGMA user_version").fetchone()
    if version > SCHEMA_VERSION:
        raise VisitError(f"was written by a newer govnews (schema {version})")
    if version == 0:
        for statement in (SCHEMA + PAGES_SCHEMA).split(";\n"):
            run.execute(statement)
        run.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def write_batch(run: sqlite3.Cursor, site: int, batch: Batch) -> int | None:
    """Write a batch: how many visits began; None when its writer had written it before.

    What was written then is to be rolled back: looking first would cost every batch, undoing
    costs only the rare duplicate.
    """
    if len(batch.hits) == 1:
        hit = batch.hits[0]
        if hit.alias is None and not hit.bot:
            return _write_one(run, site, batch, hit)
    return _Recording(run, site, batch.timeout).record(batch)


def _write_one(run: sqlite3.Cursor, site: int, batch: Batch, hit: Hit) -> int | None:
    """A batch of one plain hit, which most are, without the sums that a longer one needs."""
    visitor, at, day, timeout = hit.visitor, hit.at, hit.day.toordinal(), batch.timeout
    register, rank = register_of(visitor)
    row = run.execute(_LAST, (site, register, visitor)).fetchone()
    minute, visits = at // 60, 0
    minutes: tuple[int, ...] = ()
    if row is None or not -timeout < at - row[0] < timeout:
        run.execute(_into_visitor(2), (site, register, visitor, at, site, register, day, rank))
        visits = 1
        minutes = (site, MINUTE, -minute, 1, 0, 0)
    elif at > row[0]:
        run.execute(_into_visitor(1), (site, register, visitor, at))
        before = row[0] // 60
        if before != minute:
            minutes = (site, MINUTE, -minute, 1, 0, 0, site, MINUTE, -before, -1, 0, 0)
    if hit.page is not None:
        add_to_page(run, site, day, hit.page, 1)
    writer = (site, WRITER, batch.writer, batch.seq, visits, day)
    rows = 2 + len(minutes) // 6
    written = run.execute(_into_figure(rows), (*writer, site, DAY, day, visits, 1, 0, *minutes))
    return visits if written.rowcount == rows else None


class _Recording:
    """One batch on its way into the tables: sessions hit by hit, sums at the end."""

    __slots__ = ("_changed", "_days", "_known", "_minutes", "_ranks", "_run", "_site", "_timeout")

    def __init__(self, run: sqlite3.Cursor, site: int, timeout: int) -> None:
        self._run = run
        self._site = site
        self._timeout = timeout
        #: Visits, hits and bots by day.
        self._days: dict[int, list[int]] = {}
        self._minutes: dict[int, int] = {}
        #: Latest hits by digest; None for a visitor without a session.
        self._known: dict[bytes, int | None] = {}
        #: The digests whose session has changed, with the register that they fall into.
        self._changed: dict[bytes, int] = {}
        #: Ranks by register and day.
        self._ranks: dict[tuple[int, int], int] = {}

    def record(self, batch: Batch) -> int | None:
        """See :func:`write_batch`."""
        days, begins = self._days, self._begins
        pages: dict[tuple[int, str], int] = {}
        begun = 0
        self._look_up(batch.hits)
        for hit in batch.hits:
            number = hit.day.toordinal()
            day = days.get(number)
            if day is None:
                day = days[number] = [0, 0, 0]
            if hit.bot:
                day[2] += 1
                continue
            day[1] += 1
            if hit.page is not None:
                pages[number, hit.page] = pages.get((number, hit.page), 0) + 1
            if begins(hit, number):
                begun += 1
                day[0] += 1
        if self._changed:
            self._write_visitors()
        for (number, page), seen in pages.items():
            add_to_page(self._run, self._site, number, page, seen)
        return begun if self._write_figures(batch, begun) else None

    def _begins(self, hit: Hit, day: int) -> bool:
        """Move the visitor's latest hit; whether a visit begins."""
        visitor, alias, _, at, *_ = hit
        register, rank = register_of(visitor)
        last = self._known[visitor]
        if alias is not None:
            last = self._later(alias, last, at)
        minute = at // 60
        if last is not None and -self._timeout < at - last < self._timeout:
            if at > last:
                self._known[visitor] = at
                self._changed[visitor] = register
                if last // 60 != minute:
                    self._count(last // 60, -1)
                    self._count(minute, 1)
            return False
        self._known[visitor] = at
        self._changed[visitor] = register
        self._count(minute, 1)
        if rank > self._ranks.get((register, day), 0):
            self._ranks[register, day] = rank
        return True

    def _later(self, alias: bytes, last: int | None, at: int) -> int | None:
        """The later of the latest hits under both digests; the visit gets its new name."""
        other = self._known[alias]
        if other is None or (last is not None and last >= other):
            return last
        if 0 < at - other < self._timeout:
            self._known[alias] = None
            self._changed[alias] = register_of(alias)[0]
        return other

    def _count(self, minute: int, by: int) -> None:
        self._minutes[minute] = self._minutes.get(minute, 0) + by

    def _look_up(self, hits: Sequence[Hit]) -> None:
        """Learn the latest hits of all visitors of a batch."""
        known, site = self._known, self._site
        known.update((name, None) for hit in hits for name in hit[:2] if name)
        places: list[_Row] = [(site, register_of(name)[0], name) for name in known]
        for few in _even_parts(places):
            found = self._run.execute(_latest(len(few)), tuple(chain.from_iterable(few)))
            # One row of all, since every row is a turn as well.
            (told,) = found.fetchone()
            for name, last in zip(*[iter((told or "").split())] * 2, strict=True):
                known[bytes.fromhex(name)] = int(last)

    def _write_visitors(self) -> None:
        site, rows = self._site, list[_Row]()
        for visitor, register in self._changed.items():
            last = self._known[visitor]
            if last is not None:
                rows.append((site, register, visitor, last))
            else:
                self._run.execute(
                    "DELETE FROM visitor WHERE site = ? AND register = ? AND name = ?",
                    (site, register, visitor),
                )
        for (register, day), rank in self._ranks.items():
            rows.append((site, register, day, rank))
        for few in _even_parts(rows):
            self._run.execute(_into_visitor(len(few)), tuple(chain.from_iterable(few)))

    def _write_figures(self, batch: Batch, begun: int) -> bool:
        """Add days and minutes to what is there; False when the writer has come further."""
        site, last_day = self._site, batch.hits[-1].day.toordinal()
        rows: list[_Row] = [(site, WRITER, batch.writer, batch.seq, begun, last_day)]
        for number, (visits, seen, bots) in self._days.items():
            rows.append((site, DAY, number, visits, seen, bots))
        for minute, change in self._minutes.items():
            if change:
                rows.append((site, MINUTE, -minute, change, 0, 0))
        written = (
            self._run.execute(_into_figure(len(few)), tuple(chain.from_iterable(few))).rowcount
            for few in _parts(rows)
        )
        return sum(written) == len(rows)


def _parts(rows: list[_Row]) -> Iterator[list[_Row]]:
    for first in range(0, len(rows), _MANY):
        yield rows[first : first + _MANY]


def _even_parts(rows: list[_Row]) -> Iterator[list[_Row]]:
    """The same with the last row repeated, which changes nothing, until the number is even."""
    for few in _parts(rows):
        yield few + few[-1:] * (-len(few) % _EVEN)


@cache
def _latest(visitors: int) -> str:
    """Names and latest hits of visitors, of whom each is told by site, register and name."""
    return f"""
        SELECT group_concat(hex(name) || ' ' || value, ' ')
        FROM (VALUES {", ".join(["(?, ?, ?)"] * visitors)}) AS wanted
        CROSS JOIN visitor ON site = column1 AND register = column2 AND name = column3
    """  # noqa: S608  # our own words


@cache
def _into_visitor(rows: int) -> str:
    """Sessions are replaced, ranks only rise."""
    return f"""
        INSERT INTO visitor VALUES {", ".join(["(?, ?, ?, ?)"] * rows)}
        ON CONFLICT (site, register, name) DO UPDATE SET value = excluded.value
        WHERE excluded.value > value OR typeof(name) = 'blob'
    """  # noqa: S608  # our own words


@cache
def _into_figure(rows: int) -> str:
    """Days and minutes are added to, a writer's row is replaced by a later one."""
    return f"""
        INSERT INTO figure (site, kind, name, one, two, three)
        VALUES {", ".join(["(?, ?, ?, ?, ?, ?)"] * rows)}
        ON CONFLICT (site, kind, name) DO UPDATE SET
            one = excluded.one + one * (kind != {WRITER}),
            two = excluded.two + two * (kind != {WRITER}),
            three = excluded.three + three * (kind != {WRITER})
        WHERE kind != {WRITER} OR excluded.one > one
    """  # noqa: S608  # our own words


def distinct_visitors(run: sqlite3.Cursor, site: int, day: int) -> int:
    """How many distinct visitors a day's registers tell of."""
    ranks = run.execute(
        _REGISTERS  # noqa: S608  # our own words
        + "SELECT value, count(*) FROM used CROSS JOIN visitor USING (register)"
        " WHERE site = :site AND name = :day GROUP BY value",
        {"site": site, "day": day},
    )
    return estimate(dict(ranks))


def tidy(run: sqlite3.Cursor, site: int) -> None:
    """When a day's salt is made: drop what this day and its neighbours do not need."""
    (newest,) = run.execute("SELECT max(day) FROM salt WHERE site = ?", (site,)).fetchone()
    run.execute("DELETE FROM salt WHERE site = ? AND day < ?", (site, newest - 1))
    # A salt is asked for up to a timeout ahead of its day.
    today = newest - 1
    run.execute(
        "DELETE FROM figure WHERE site = ? AND kind = ? AND three < ?", (site, WRITER, today - 1)
    )
    tidy_pages(run, site, today)
    over = run.execute(
        "SELECT day FROM day WHERE site = ? AND day <= ? AND uniques IS NULL", (site, today - 2)
    ).fetchall()
    for (day,) in over:
        run.execute(
            "UPDATE figure SET four = ? WHERE site = ? AND kind = ? AND name = ?",
            (distinct_visitors(run, site, day), site, DAY, day),
        )
    if over:
        # Numbers come before digests.
        run.execute(
            _REGISTERS  # noqa: S608  # our own words
            + "DELETE FROM visitor WHERE site = :site"
            " AND register IN (SELECT register FROM used) AND name <= :day",
            {"site": site, "day": today - 2},
        )


def sweep(run: sqlite3.Cursor, site: int, at: int, timeout: int, done: int) -> int:
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
        first = place * _STEP
        run.execute(
            "DELETE FROM visitor WHERE site = ? AND register BETWEEN ? AND ? AND value <= ?"
            " AND typeof(name) = 'blob'",
            (site, first, first + _STEP - 1, oldest),
        )
        if place == 0:
            run.execute(
                "DELETE FROM figure WHERE site = ? AND kind = ? AND name > ?",
                (site, MINUTE, -(oldest // 60)),
            )
        done = part
    return done
