"""A day of very many page views, as fast as they can be recorded: the totals are exact.

People come every hour and read for twenty minutes, so each makes one visit an hour. Every
hundredth page view is a bot's. What the counter must say follows from that by arithmetic.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from govnews.visits import Request, VisitCounter, open_store
from tests.faults.report import BROWSER, NOW, Report

BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
MIDNIGHT = NOW.replace(hour=0)
HOURS = 24
READING = timedelta(minutes=20)
PAGES = 10
START_TOTAL = 40_536_672


def compress_a_day(directory: Path, hits: int, url: str = "memory:") -> Report:
    """Record a day of at least so many page views and compare with what they add up to."""
    each = -(-hits // HOURS // 100) * 100
    people = min(each // 10, 200_000)
    report = Report(f"a day in {url.partition(':')[0]}", rounds=1)
    start = time.perf_counter()
    store = open_store(url.format(directory=directory))
    with VisitCounter(store, site="s", start_total=START_TOTAL, time_limit=30) as counter:
        for hour in range(HOURS):
            begin = MIDNIGHT + timedelta(hours=hour)
            stored = counter.record_many(page_views(begin, each, people))
            assert stored == each, counter.health()
            report.acknowledged += each
            figures = counter.statistics(at=begin + READING)
            assert figures.online == people, (figures, people)
            assert figures.today == people * (hour + 1), (figures, people)
            assert figures.total == START_TOTAL + figures.today, figures
        (row,) = counter.days(NOW.date(), NOW.date())
        top = counter.top_pages(PAGES + 1)
    bots = report.acknowledged // 100
    expected = report.acknowledged - bots
    report.lost, report.doubled = max(0, expected - row.hits), max(0, row.hits - expected)
    assert row.bots == bots, row
    assert row.visits == people * HOURS, row
    assert row.uniques is not None, row
    # Four standard errors.
    assert abs(row.uniques - people) <= 0.0325 * people + 1, row
    assert sum(page.hits for page in top) == expected, top
    report.more = {
        "visits": row.visits,
        "bots": row.bots,
        "uniques": f"{row.uniques} of {people}",
        "a second": int(report.acknowledged / (time.perf_counter() - start)),
    }
    return report


def page_views(begin: datetime, count: int, people: int) -> Iterator[Request]:
    """So many page views of these people within twenty minutes, in turn."""
    apart = READING / count
    addresses = [f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}" for n in range(people)]
    pages = [f"tag:portal.example,2017:{n}" for n in range(PAGES)]
    person = 0
    for n in range(count):
        if n % 100 == 99:
            yield Request(address="192.0.2.1", user_agent=BOT, at=begin + n * apart)
            continue
        yield Request(
            address=addresses[person % people],
            user_agent=BROWSER,
            at=begin + n * apart,
            page=pages[person % PAGES],
        )
        person += 1
