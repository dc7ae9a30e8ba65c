"""What a portal sees of the counter: figures, boundaries, and how little a failure shows."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from govnews import VisitStatistics
from govnews.errors import ModelError, StoreUnavailableError
from govnews.visits import Health, Request, VisitCounter, _forks
from govnews.visits.memory import MemoryStore
from govnews.visits.sqlite import SQLiteStore
from tests.visits.faulty import Clock, FaultyStore

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2017, 2, 15, 17, 0, tzinfo=HANOI)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def counter(store: Any = None, **settings: Any) -> VisitCounter:
    return VisitCounter(store or MemoryStore(), **{"site": "sonla", **settings})


def see(it: VisitCounter, who: int, at: datetime, **more: Any) -> str:
    return it.record(address=f"10.0.{who // 256}.{who % 256}", user_agent=BROWSER, at=at, **more)


def test_the_eight_figures() -> None:
    it = counter(start_total=40_536_672)
    days = {
        datetime(2017, 1, 31, 12, tzinfo=HANOI): 1,  # last month
        datetime(2017, 2, 1, 12, tzinfo=HANOI): 2,  # this month
        datetime(2017, 2, 6, 0, tzinfo=HANOI): 3,  # Monday of last week
        datetime(2017, 2, 12, 23, 59, tzinfo=HANOI): 4,  # Sunday of last week
        datetime(2017, 2, 13, 0, tzinfo=HANOI): 5,  # Monday of this week
        datetime(2017, 2, 14, 12, tzinfo=HANOI): 6,  # yesterday
        datetime(2017, 2, 15, 12, tzinfo=HANOI): 7,  # today
        NOW: 8,
    }
    who = 0
    for at, visitors in days.items():
        for _ in range(visitors):
            who += 1
            see(it, who, at)
    assert it.statistics(at=NOW) == VisitStatistics(
        total=40_536_672 + 36,
        online=8,
        today=15,
        yesterday=6,
        this_week=26,
        last_week=7,
        this_month=35,
        last_month=1,
        as_of=NOW,
    )


@pytest.mark.parametrize(
    ("visit", "at", "figure"),
    [
        (datetime(2016, 12, 31, 23, 59, 59), datetime(2017, 1, 1, 0, 0), "yesterday"),
        (datetime(2016, 12, 31, 12), datetime(2017, 1, 1, 12), "last_month"),
        (datetime(2016, 12, 31, 12), datetime(2017, 1, 1, 12), "this_week"),  # a Sunday
        (datetime(2017, 1, 1, 12), datetime(2017, 1, 2, 12), "last_week"),  # a Monday
        (datetime(2017, 2, 28, 23), datetime(2017, 3, 1, 1), "yesterday"),
        (datetime(2016, 2, 29, 23), datetime(2016, 3, 1, 1), "last_month"),
        (datetime(2017, 2, 15, 0, 0, 0), datetime(2017, 2, 15, 23, 59, 59), "today"),
    ],
)
def test_where_periods_meet(visit: datetime, at: datetime, figure: str) -> None:
    it = counter()
    see(it, 1, visit.replace(tzinfo=HANOI))
    figures = it.statistics(at=at.replace(tzinfo=HANOI))
    assert getattr(figures, figure) == 1
    assert figures.total == 1


def test_days_are_the_portals_whatever_zone_the_clock_has() -> None:
    it = counter()
    see(it, 1, datetime(2017, 2, 14, 17, 0, tzinfo=UTC))  # midnight in Hanoi
    see(it, 2, datetime(2017, 2, 14, 16, 59, 59, tzinfo=UTC))
    assert it.statistics(at=NOW.astimezone(UTC)).today == 1
    assert it.statistics(at=NOW).yesterday == 1
    utc = counter(zone=UTC)
    see(utc, 1, datetime(2017, 2, 14, 17, 0, tzinfo=UTC))
    assert utc.statistics(at=NOW).yesterday == 1


@given(
    gaps=st.lists(st.sampled_from([0, 1, 60, 299, 1799, 1800, 1801, 7200, 86_400]), max_size=20),
    hour=st.integers(0, 23),
)
def test_visits_are_the_long_silences(gaps: list[int], hour: int) -> None:
    it, at = counter(), NOW.replace(hour=hour)
    see(it, 1, at)
    for gap in gaps:
        at += timedelta(seconds=gap)
        see(it, 1, at)
    figures = it.statistics(at=at)
    assert figures.total == 1 + sum(gap >= 1800 for gap in gaps)
    assert figures.online == 1
    rows = it.days(NOW.date(), at.date())
    assert sum(row.visits for row in rows) == figures.total
    assert sum(row.hits for row in rows) == 1 + len(gaps)


def test_a_visitor_is_a_network_and_a_browser() -> None:
    it = counter()
    views = [
        ("203.0.113.9", BROWSER),
        ("::ffff:203.0.113.9", BROWSER),  # the same address, told by a dual-stack socket
        ("2001:db8:1:2::1", BROWSER),
        ("2001:db8:1:2:ffff::9", BROWSER),  # the same network
        ("203.0.113.9", BROWSER + " x"),  # another browser
        ("unix:", BROWSER),  # no address at all
    ]
    for address, agent in views:
        it.record(address=address, user_agent=agent, at=NOW)
    assert it.statistics(at=NOW).online == 4


def test_a_key_of_the_portals_own_replaces_both() -> None:
    it = counter()
    it.record(address="203.0.113.9", user_agent=BROWSER, at=NOW, key="session-1")
    it.record(address="203.0.113.10", user_agent=BOT, at=NOW, key="session-1")
    it.record(address=None, user_agent=None, at=NOW, key="session-2")
    assert it.statistics(at=NOW).online == 2


def test_bots_are_counted_apart() -> None:
    it = counter()
    it.record(address="203.0.113.9", user_agent=BOT, at=NOW, page="tag:a,2017:1")
    it.record(address="203.0.113.9", user_agent=None, at=NOW)
    (row,) = it.days(NOW.date(), NOW.date())
    assert (row.bots, row.hits, row.visits, row.uniques) == (2, 0, 0, 0)
    assert it.statistics(at=NOW).total == 0
    mine = counter(is_bot=lambda _: False)
    mine.record(address="203.0.113.9", user_agent=BOT, at=NOW)
    assert mine.statistics(at=NOW).total == 1


def test_every_day_of_a_range_has_its_row() -> None:
    it = counter()
    see(it, 1, NOW)
    rows = it.days(date(2017, 2, 14), date(2017, 2, 16))
    assert [(row.day.day, row.visits, row.uniques) for row in rows] == [
        (14, 0, 0),
        (15, 1, 1),
        (16, 0, 0),
    ]


def test_pages_are_counted_by_hits() -> None:
    it = counter()
    for who, page in enumerate(["a", "b", "b", "chữ \ud800", None]):
        see(it, who, NOW, page=page)
    see(it, 0, NOW + timedelta(days=1), page="a")
    assert it.top_pages(2) == (("a", 2), ("b", 2))
    assert it.top_pages(start=NOW.date(), end=NOW.date())[0] == ("b", 2)
    assert it.page_hits("a") == 2
    assert it.page_hits("chữ ?") == 1
    assert it.page_hits("never seen") == 0
    with pytest.raises(ModelError, match=r"VisitCounter\.end is missing"):
        it.top_pages(start=NOW.date())


def test_ten_pages_are_told_unless_more_are_asked_for() -> None:
    it = counter()
    for n in range(12):
        see(it, n, NOW, page=f"p{n}")
    assert (len(it.top_pages()), len(it.top_pages(12))) == (10, 12)


def test_a_store_serves_several_sites() -> None:
    store = MemoryStore()
    one, other = counter(store), counter(store, site="laichau")
    see(one, 1, NOW, page="a")
    assert one.statistics(at=NOW).total == 1
    assert other.statistics(at=NOW).total == 0
    assert other.page_hits("a") == 0
    salts = {store.salt(site, NOW.date(), b"new") for site in ("sonla", "laichau")}
    assert salts >= {b"new"}, "nobody has seen the other site, so it has no salt yet"
    assert [len(salt) for salt in salts - {b"new"}] == [32], "and this one's is long"


def test_the_start_is_stored_once_and_with_the_first_visit() -> None:
    store = FaultyStore()
    it = counter(store, start_total=5)
    assert it.flush()
    assert store.calls == []
    for n in range(3):
        see(it, n, NOW)
    assert store.calls.count("set_offset") == 1


def test_the_offset_moves_by_compare_and_set() -> None:
    store = MemoryStore()
    old, new = counter(store, start_total=100), counter(store, start_total=7)
    assert new.statistics(at=NOW).total == 7
    see(old, 1, NOW)
    see(new, 2, NOW)
    assert old.statistics(at=NOW).total == new.statistics(at=NOW).total == 102
    assert old.change_offset(200, expected=100)
    assert not new.change_offset(300, expected=100)
    assert new.statistics(at=NOW).total == 202
    with pytest.raises(ModelError, match="is below 0") as caught:
        new.change_offset(-1, expected=200)
    assert caught.value.field == "offset"
    with pytest.raises(ModelError, match=r"is above 2\*\*63 - 1"):
        new.change_offset(2**63, expected=200)


def test_many_at_once() -> None:
    store = FaultyStore()
    it = counter(store)
    requests = [
        Request(address=f"10.0.{n // 250}.{n % 250}", user_agent=BROWSER, at=NOW)
        for n in range(2_500)
    ]
    assert it.record_many(requests) == 2_500
    assert store.sizes == [200] * 12 + [100]
    assert it.statistics(at=NOW).today == 2_500
    assert it.record_many([]) == 0


def test_many_at_once_have_their_pages_and_keys() -> None:
    it = counter()
    seen = [("session-1", "a"), ("session-1", "b"), ("session-2", "b")]
    it.record_many(
        Request(address="10.0.0.1", user_agent=BROWSER, at=NOW, page=page, key=key)
        for key, page in seen
    )
    assert it.top_pages() == (("b", 2), ("a", 1))
    assert it.statistics(at=NOW).online == 2


@pytest.mark.parametrize("at", [datetime(2017, 2, 15), date(2017, 2, 15), "2017-02-15"])
def test_a_time_without_a_zone_is_refused(at: Any) -> None:
    it = counter()
    with pytest.raises(ModelError, match=r"Request\.at is not a datetime with a time zone"):
        see(it, 1, at)
    with pytest.raises(ModelError, match=r"VisitCounter\.at is not a datetime with a time zone"):
        it.statistics(at=at)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("start_total", -1),
        ("queue", 0),
        ("buffer", 0),
        ("online_window", timedelta(seconds=90)),
        ("online_window", timedelta(0)),
        ("visit_timeout", timedelta(minutes=4)),
        ("visit_timeout", timedelta(hours=12)),
    ],
)
def test_settings_that_make_no_sense(setting: str, value: object) -> None:
    with pytest.raises(ModelError, match=setting):
        counter(**{setting: value})


def test_a_buffer_is_from_one_to_the_queues_size() -> None:
    assert counter(queue=5, buffer=5).durability == "memory"
    with pytest.raises(ModelError) as caught:
        counter(queue=5, buffer=6)
    assert str(caught.value) == "VisitCounter.buffer is not from 1 to the queue's size: 6"


# --- while the store is away ---


def test_a_page_sees_the_last_known_figures() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, start_total=5, clock=clock)
    see(it, 1, NOW, page="a")
    known = it.statistics(at=NOW)
    pages = it.top_pages(), it.page_hits("a")
    store.away = True
    assert it.statistics(at=NOW + timedelta(minutes=9)) == known
    assert known.as_of == NOW
    assert (it.top_pages(), it.page_hits("a")) == pages
    assert (it.top_pages(3), it.page_hits("b")) == ((), None)
    assert it.statistics(at=NOW + timedelta(minutes=9)) == known, "and it is not asked again"
    assert it.health().last_error == "StoreUnavailableError: visit store faulty:: is away"
    with pytest.raises(StoreUnavailableError):
        it.days(NOW.date(), NOW.date())


def test_a_page_that_asks_for_pages_first_sees_none() -> None:
    store = FaultyStore()
    it = counter(store, clock=Clock())
    store.away = True
    assert (it.top_pages(), it.page_hits("a")) == ((), None)
    assert store.calls == ["pages"], "a store that failed is left alone"
    assert not it.health().available
    assert it.health().last_error == "StoreUnavailableError: visit store faulty:: is away"
    store.away = False
    it._clock.now = 1.0  # type: ignore[attr-defined]
    assert it.page_hits("a") == 0
    assert it.health().available


def test_ten_thousand_page_views_wait_unless_another_limit_is_set() -> None:
    store = FaultyStore()
    it = counter(store, clock=Clock())
    store.away = True
    outcomes = [see(it, 1, NOW) for _ in range(10_002)]
    assert outcomes == ["queued"] * 10_000 + ["dropped"] * 2


def test_what_waits_is_stored_before_figures_are_read() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, clock=clock)
    store.away = True
    see(it, 1, NOW)
    store.away, clock.now = False, 1.0
    assert it.statistics(at=NOW).today == 1


def test_a_page_sees_something_even_before_the_first_answer() -> None:
    store = FaultyStore()
    store.away = True
    figures = counter(store, start_total=40_536_672).statistics(at=NOW)
    assert (figures.total, figures.online, figures.as_of.year) == (40_536_672, 0, 1970)


def test_page_views_wait_and_are_stored_in_order() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, clock=clock, queue=50)
    store.away = True
    outcomes = [see(it, n, NOW + timedelta(seconds=n)) for n in range(60)]
    assert outcomes == ["queued"] * 50 + ["dropped"] * 10
    health = it.health()
    assert (health.available, health.queued, health.dropped) == (False, 50, 10)
    assert health.last_error == "StoreUnavailableError: visit store faulty:: is away"
    assert len(store.calls) == 1, "a store that failed is left alone"
    store.away, clock.now = False, 1.0
    assert see(it, 60, NOW + timedelta(minutes=1)) == "dropped", "there was no room for it"
    assert see(it, 60, NOW + timedelta(minutes=1)) == "stored"
    assert it.statistics(at=NOW + timedelta(minutes=1)).today == 51
    assert it.health().available
    assert it.health().dropped == 11


def test_a_long_queue_goes_out_in_parts() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, clock=clock)
    store.away = True
    for n in range(2_500):
        see(it, n, NOW)
    assert not it.flush()
    store.away, clock.now = False, 1.0
    assert it.flush()
    assert store.sizes == [200] * 12 + [100]


def test_sending_a_long_queue_ends_with_the_time_limit() -> None:
    store = FaultyStore()
    ticks = iter(range(99_999))
    it = counter(store, clock=lambda: float(next(ticks)), time_limit=1.5, retry_after=0)
    store.away = True
    for n in range(2_500):
        see(it, n, NOW)
    store.away = False
    assert not it.flush(), "a page does not wait for all of it"
    assert len(store.sizes) < 13
    while not it.flush():
        pass
    assert it.statistics(at=NOW).today == 2_500


def test_without_time_one_part_of_a_long_queue_is_sent() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, clock=clock, time_limit=0)
    store.away = True
    for n in range(1_200):
        see(it, n, NOW)
    store.away, clock.now = False, 1.0
    assert not it.flush()
    assert store.sizes == [200]


def test_many_queries_for_pages_are_not_kept_for_ever() -> None:
    it = counter()
    for n in range(300):
        it.page_hits(f"p{n}")
    assert len(it._last_pages) <= 100


def test_a_lost_reply_counts_once() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, clock=clock)
    store.loses_replies = True
    for n in range(5):
        assert see(it, n, NOW) == "queued"
        clock.now += 1
    store.loses_replies = False
    clock.now += 1
    assert see(it, 5, NOW) == "stored"
    (row,) = it.days(NOW.date(), NOW.date())
    assert (row.hits, row.visits) == (6, 6)


def test_what_the_store_refuses_does_not_block_the_rest() -> None:
    store = FaultyStore()
    it = counter(store)
    store.refuses = ValueError("a page of 3 MB")
    assert see(it, 1, NOW) == "dropped"
    store.refuses = None
    assert see(it, 2, NOW) == "stored"
    assert it.health().dropped == 1
    assert it.health().last_error == "ValueError: a page of 3 MB"
    assert it.health().available


def test_a_refused_batch_is_not_taken_for_stored() -> None:
    store = FaultyStore()
    it = counter(store)
    store.refuses = ValueError("no")
    requests = [Request(address="10.0.0.1", user_agent=BROWSER, at=NOW)] * 1_500
    assert it.record_many(requests) == 0
    assert it.health().dropped == 1_500


def test_after_a_refused_part_the_next_is_sent_at_once() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, clock=clock)
    store.away = True
    for n in range(400):
        see(it, n, NOW)
    store.away, clock.now = False, 1.0
    record, seen = store.record, []

    def once(batch: Any) -> Any:
        seen.append(batch)
        if len(seen) == 1:
            raise ValueError("a page of 3 MB")
        return record(batch)

    store.record = once  # type: ignore[method-assign]
    assert it.flush()
    assert (store.sizes, it.health().dropped) == ([200], 200)


def test_it_reads_what_it_cannot_write() -> None:
    store = FaultyStore()
    it = counter(store)
    see(it, 1, NOW)
    store.refuses = StoreUnavailableError("faulty:", "is full")
    see(it, 2, NOW)
    later = NOW + timedelta(minutes=1)
    assert it.statistics(at=later).as_of == later
    assert not it.health().available
    assert it.health().last_error == "StoreUnavailableError: visit store faulty:: is full"


# --- buffered ---


def test_a_buffer_collects_and_says_what_that_means() -> None:
    store = FaultyStore()
    it = counter(store, buffer=10, buffer_time=timedelta(seconds=5))
    assert it.durability == "memory"
    assert [see(it, n, NOW) for n in range(9)] == ["queued"] * 9
    assert it.statistics(at=NOW).today == 0
    assert see(it, 9, NOW) == "stored"
    assert it.statistics(at=NOW).today == 10
    see(it, 10, NOW)
    assert it.statistics(at=NOW + timedelta(seconds=60)).today == 11
    see(it, 11, NOW)
    assert see(it, 12, NOW + timedelta(seconds=5)) == "stored"
    see(it, 13, NOW)
    assert it.flush()
    assert store.sizes == [10, 1, 2, 1]


def test_without_a_buffer_a_page_view_is_as_safe_as_the_store(tmp_path: Path) -> None:
    with counter(SQLiteStore(tmp_path / "visits.db")) as it:
        assert it.durability == "process"
        assert counter(it._store, buffer=2).durability == "memory"


def test_closing_stores_what_waits() -> None:
    store = FaultyStore()
    with counter(store, buffer=10) as it:
        see(it, 1, NOW)
    assert store.sizes == [1]


# --- threads ---


def test_threads_share_a_counter() -> None:
    store = FaultyStore()
    it = counter(store)

    def work(thread: int) -> None:
        for n in range(50):
            assert see(it, thread * 50 + n, NOW) == "stored"

    _together(work, 8)
    assert it.statistics(at=NOW).today == 400
    assert sum(store.sizes) == 400


def test_a_thread_does_not_wait_for_another_longer_than_the_limit() -> None:
    store = FaultyStore()
    it = counter(store, time_limit=0.01)
    see(it, 0, NOW)
    blocked, release = threading.Event(), threading.Event()
    record = store.record

    def slow(batch: Any) -> Any:
        blocked.set()
        release.wait(10)
        return record(batch)

    store.record = slow  # type: ignore[method-assign]
    thread = threading.Thread(target=see, args=(it, 1, NOW))
    thread.start()
    blocked.wait(10)
    assert see(it, 2, NOW) == "queued"
    release.set()
    thread.join()
    store.record = record  # type: ignore[method-assign]
    assert it.flush()
    assert it.statistics(at=NOW).today == 3


def test_a_forked_child_waits_for_no_lock_of_its_parent() -> None:
    it = counter()
    it._queueing.acquire()
    it._sending.acquire()
    _forks._renew_all()
    assert see(it, 1, NOW) == "stored"


def _together(work: Callable[[int], None], count: int) -> None:
    errors: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001  # reported below
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.parametrize(
    ("name", "value"), [("site", "s\ud800"), ("start_total", -1), ("start_total", 2**63)]
)
def test_what_no_store_can_hold_is_told_at_once(name: str, value: object) -> None:
    with pytest.raises(ModelError, match=rf"VisitCounter\.{name} "):
        counter(MemoryStore(), **{name: value})


@pytest.mark.parametrize("call", ["days", "top_pages"])
def test_a_moment_is_no_day(call: str) -> None:
    it = counter(MemoryStore())
    for span in ({"start": NOW, "end": NOW.date()}, {"start": NOW.date(), "end": NOW}):
        with pytest.raises(ModelError, match="is a moment and not a day"):
            getattr(it, call)(**span)
    assert it.health().available


@pytest.mark.parametrize("limit", [0, -1])
def test_a_top_list_has_a_place_at_least(limit: int) -> None:
    it = counter(MemoryStore())
    with pytest.raises(ModelError, match=r"VisitCounter\.limit is below 1"):
        it.top_pages(limit)


@pytest.mark.parametrize("year", [1, 9999])
def test_moments_at_the_ends_of_the_calendar_are_refused(year: int) -> None:
    it, at = counter(MemoryStore()), datetime(year, 1, 1, tzinfo=HANOI)
    for call in (partial(see, it, 1), lambda at: it.statistics(at=at)):
        with pytest.raises(ModelError, match="is not from the year 2 to 9998"):
            call(at)
    assert it.health() == Health(available=True, queued=0, dropped=0, last_error=None)


@pytest.mark.parametrize("year", [2, 9998])
def test_moments_next_to_them_count(year: int) -> None:
    for month, day, hour in [(1, 1, 0), (12, 31, 23)]:
        it, at = counter(MemoryStore()), datetime(year, month, day, hour, tzinfo=UTC)
        assert see(it, 1, at) == "stored"
        assert it.statistics(at=at).today == 1


def test_a_page_that_utf_8_cannot_carry_is_found_again(tmp_path: Path) -> None:
    with counter(SQLiteStore(tmp_path / "visits.db")) as it:
        see(it, 1, NOW, page="p\ud800")
        assert it.page_hits("p\ud800") == 1
