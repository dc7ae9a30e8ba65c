"""Page counts in the SQLite store: of all time, and of each of the last days.

A page view is to change one page of the file for these, too. So a page's row holds its running
day beside the total, and no index holds a number that every hit changes: the list of the most
seen goes by the power of two above a page's hits.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date

from ._store import PageCount

#: Days whose page counts are kept one by one.
_DAYS_OF_PAGES = 35
# ``below`` is the least power of two above ``hits``. A page's day is 0 when it is longer ago.
SCHEMA = """
CREATE TABLE page (site INTEGER, page TEXT, hits INTEGER NOT NULL, below INTEGER NOT NULL,
    day INTEGER NOT NULL, day_hits INTEGER NOT NULL,
    PRIMARY KEY (site, page)) WITHOUT ROWID;
CREATE INDEX page_by_hits ON page (site, below);
CREATE INDEX page_by_day ON page (site, day);
CREATE TABLE page_day (site INTEGER, day INTEGER, page TEXT, hits INTEGER NOT NULL,
    PRIMARY KEY (site, day, page)) WITHOUT ROWID;
"""
_ADD = """
    INSERT INTO page VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (site, page) DO UPDATE SET
        hits = hits + excluded.hits, day_hits = day_hits + excluded.day_hits
    WHERE day = excluded.day AND hits + excluded.hits < below
"""
_OF_ALL_TIME = "SELECT page, hits FROM page WHERE site = :site"
# Whoever is among the most seen is in the powers of two that as many pages reach.
_AMONG_MOST_SEEN = """
    AND below >= (SELECT coalesce(min(below), 0) FROM (
        SELECT below FROM page WHERE site = :site ORDER BY below DESC LIMIT :limit))
"""
_OF_DAYS = """
    SELECT page, sum(hits) AS hits FROM (
        SELECT page, hits FROM page_day WHERE site = :site AND day BETWEEN :first AND :last
        UNION ALL
        SELECT page, day_hits FROM page WHERE site = :site AND day BETWEEN :first AND :last)
"""


def add_to_page(run: sqlite3.Cursor, site: int, day: int, page: str, seen: int) -> None:
    """Add to the hits of a page on a day."""
    added = run.execute(_ADD, (site, page, seen, _above(seen), day, seen))
    if not added.rowcount:
        _move(run, site, day, page, seen)


def _move(run: sqlite3.Cursor, site: int, day: int, page: str, seen: int) -> None:
    """Add to the hits of a page where its row gets another place in an index."""
    hits, latest, day_hits = run.execute(
        "SELECT hits, day, day_hits FROM page WHERE site = ? AND page = ?", (site, page)
    ).fetchone()
    if day < latest:
        _add_earlier(run, site, day, page, seen)
    elif day == latest:
        day_hits += seen
    else:
        if latest:
            _add_earlier(run, site, latest, page, day_hits)
        latest, day_hits = day, seen
    hits += seen
    run.execute(
        "UPDATE page SET hits = ?, below = ?, day = ?, day_hits = ? WHERE site = ? AND page = ?",
        (hits, _above(hits), latest, day_hits, site, page),
    )


def _add_earlier(run: sqlite3.Cursor, site: int, day: int, page: str, hits: int) -> None:
    run.execute(
        "INSERT INTO page_day VALUES (?, ?, ?, ?)"
        " ON CONFLICT (site, day, page) DO UPDATE SET hits = hits + excluded.hits",
        (site, day, page, hits),
    )


def _above(hits: int) -> int:
    return 1 << hits.bit_length()


def read_pages(
    run: sqlite3.Cursor,
    site: int,
    days: tuple[date, date] | None,
    limit: int,
    only: Sequence[str] | None,
) -> tuple[PageCount, ...]:
    """Pages with their hits, most hits first; of all time without days."""
    values: dict[str, object] = {"site": site, "limit": limit}
    source = _OF_ALL_TIME if only is not None else _OF_ALL_TIME + _AMONG_MOST_SEEN
    if days is not None:
        source = _OF_DAYS
        values |= {"first": days[0].toordinal(), "last": days[1].toordinal()}
    if only is not None:
        names = {f"page{number}": page for number, page in enumerate(only)}
        word = "AND" if days is None else "WHERE"
        source += f" {word} page IN ({', '.join(f':{name}' for name in names)})"
        values |= names
    if days is not None:
        source += " GROUP BY page"
    run.execute(f"{source} ORDER BY hits DESC, page LIMIT :limit", values)
    return tuple(PageCount(page, hits) for page, hits in run)


def tidy_pages(run: sqlite3.Cursor, site: int, today: int) -> None:
    """Forget days that are longer ago than they are kept one by one."""
    last = today - _DAYS_OF_PAGES
    run.execute("DELETE FROM page_day WHERE site = ? AND day <= ?", (site, last))
    run.execute(
        "UPDATE page SET day = 0, day_hits = 0 WHERE site = ? AND day BETWEEN 1 AND ?", (site, last)
    )
