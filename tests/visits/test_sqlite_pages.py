"""Page counts in SQLite against sums over a plain list."""

import sqlite3
from collections import Counter
from datetime import date, timedelta

import hypothesis.strategies as st
from hypothesis import given

from govnews.visits import PageCount
from govnews.visits._sqlite_pages import SCHEMA, add_to_page, read_pages, tidy_pages

FIRST = date(2016, 12, 31)
PAGES = "abcdefg"
SEEN = st.tuples(st.integers(0, 5), st.sampled_from(PAGES), st.integers(1, 9))


def tables() -> sqlite3.Cursor:
    """Empty tables in memory."""
    run = sqlite3.connect(":memory:").cursor()
    run.executescript(SCHEMA)
    return run


def add(run: sqlite3.Cursor, day: int, page: str, seen: int, site: int = 1) -> None:
    """Hits of a page so many days after the first."""
    add_to_page(run, site, FIRST.toordinal() + day, page, seen)


@given(
    seen=st.lists(SEEN, max_size=60),
    limit=st.integers(1, 9),
    days=st.none() | st.tuples(st.integers(0, 5), st.integers(0, 5)),
    only=st.none() | st.lists(st.sampled_from(PAGES), max_size=4, unique=True),
)
def test_the_most_seen_are_those_of_a_plain_sum(seen, limit, days, only) -> None:
    run = tables()
    sums = Counter[str]()
    for day, page, hits in seen:
        add(run, day, page, hits)
        add(run, day, page, 1, site=2)
        if (days is None or days[0] <= day <= days[1]) and (only is None or page in only):
            sums[page] += hits
    expected = sorted(sums.items(), key=lambda one: (-one[1], one[0]))[:limit]
    span = None if days is None else (FIRST + timedelta(days[0]), FIRST + timedelta(days[1]))
    assert read_pages(run, 1, span, limit, only) == tuple(PageCount(*one) for one in expected)
    run.connection.close()


def test_days_long_ago_are_forgotten_and_totals_are_not() -> None:
    run = tables()
    for day, page in [(0, "a"), (0, "b"), (1, "a"), (40, "a")]:
        add(run, day, page, 3)
    everything = (FIRST, FIRST + timedelta(days=40))
    assert read_pages(run, 1, everything, 9, None) == (PageCount("a", 9), PageCount("b", 3))
    tidy_pages(run, 1, FIRST.toordinal() + 40)
    assert read_pages(run, 1, everything, 9, None) == (PageCount("a", 3),)
    assert read_pages(run, 1, None, 9, None) == (PageCount("a", 9), PageCount("b", 3))
    # What was forgotten does not come back with the page's next day, nor with a late hit.
    add(run, 41, "b", 1)
    add(run, 39, "b", 1)
    more = (FIRST, FIRST + timedelta(days=41))
    assert read_pages(run, 1, more, 9, None) == (PageCount("a", 3), PageCount("b", 2))
    assert read_pages(run, 1, None, 9, ["b"]) == (PageCount("b", 5),)
    run.connection.close()


def test_the_most_seen_are_found_by_the_index() -> None:
    run = tables()
    for number in range(1_000):
        add(run, 0, f"p{number:03}", number + 1)
    assert read_pages(run, 1, None, 2, None) == (PageCount("p999", 1_000), PageCount("p998", 999))
    steps: list[str] = []
    run.connection.set_trace_callback(steps.append)
    read_pages(run, 1, None, 2, None)
    plan = " ".join(row[3] for row in run.execute(f"EXPLAIN QUERY PLAN {steps[0]}"))
    assert plan.count("USING INDEX page_by_hits") + plan.count("COVERING INDEX page_by_hits") == 2
    run.connection.close()
