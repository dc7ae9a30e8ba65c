"""The counter for asyncio does what the other one does, and collects page views."""

import asyncio
import gc
import threading
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from govnews.errors import ModelError, StoreUnavailableError
from govnews.visits import AsyncVisitCounter, Request, VisitCounter
from govnews.visits.memory import MemoryStore
from tests.visits.faulty import Clock, FaultyStore

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2017, 2, 15, 17, 0, tzinfo=HANOI)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def counter(store: Any, **settings: Any) -> AsyncVisitCounter:
    return AsyncVisitCounter(store, **{"site": "sonla", "time_limit": 5, **settings})


async def see(it: AsyncVisitCounter, who: int, at: datetime = NOW, **more: Any) -> str:
    return await it.record(address=f"10.0.0.{who}", user_agent=BROWSER, at=at, **more)


async def test_it_counts_like_the_other() -> None:
    ours, theirs = MemoryStore(), MemoryStore()
    it, other = counter(ours, start_total=9), VisitCounter(theirs, site="sonla", start_total=9)
    for who, minutes in [(1, 0), (2, 10), (1, 29), (2, 41), (1, 59), (3, 420), (3, 440)]:
        at = NOW + timedelta(minutes=minutes)
        assert await see(it, who, at, page="p") == other.record(
            address=f"10.0.0.{who}", user_agent=BROWSER, at=at, page="p"
        )
        assert await it.statistics(at=at) == other.statistics(at=at)
    first, last = NOW.date(), NOW.date() + timedelta(days=1)
    theirs_days = [(row.visits, row.hits) for row in other.days(first, last)]
    assert [(row.visits, row.hits) for row in await it.days(first, last)] == theirs_days
    assert await it.top_pages(start=first, end=last) == other.top_pages(start=first, end=last)
    assert await it.page_hits("p") == other.page_hits("p")
    assert await it.change_offset(10, expected=9)
    assert not await it.change_offset(11, expected=9)
    assert it.durability == "memory"
    await it.close()


async def test_concurrent_page_views_share_calls() -> None:
    store = FaultyStore()
    async with counter(store) as it:
        outcomes = await asyncio.gather(*(see(it, who) for who in range(200)))
        assert outcomes == ["stored"] * 200
        assert store.sizes == [200]
        assert (await it.statistics(at=NOW)).today == 200


async def test_each_is_acknowledged_after_the_store_has_it() -> None:
    store = FaultyStore()
    it = counter(store)
    await see(it, 0)
    record, release = store.record, threading.Event()

    def slow(batch: Any) -> Any:
        release.wait(10)
        return record(batch)

    store.record = slow  # type: ignore[method-assign]
    first = asyncio.create_task(see(it, 1))
    await asyncio.sleep(0.02)
    second = [asyncio.create_task(see(it, who)) for who in range(2, 6)]
    await asyncio.sleep(0.02)
    assert not first.done()
    assert not any(task.done() for task in second)
    release.set()
    assert await asyncio.gather(first, *second) == ["stored"] * 5
    assert store.sizes == [1, 1, 4]
    await it.close()


async def test_more_than_one_call_takes_are_split() -> None:
    store = FaultyStore()
    it = counter(store)
    await asyncio.gather(*(see(it, who % 250) for who in range(2_300)))
    assert store.sizes == [200] * 11 + [100]
    requests = [Request(address="10.0.0.1", user_agent=BROWSER, at=NOW)] * 1_200
    assert await it.record_many(requests) == 1_200
    assert store.sizes[12:] == [200] * 6
    await it.close()


async def test_a_slow_store_holds_no_page_up() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, time_limit=0.02, clock=clock)
    await see(it, 0)
    known = await it.statistics(at=NOW)
    release = threading.Event()
    record, read = store.record, store.read
    store.record = lambda batch: (release.wait(10), record(batch))[1]  # type: ignore[method-assign]
    store.read = lambda *a, **k: (release.wait(10), read(*a, **k))[1]  # type: ignore[method-assign]
    assert await asyncio.gather(*(see(it, who) for who in (1, 2))) == ["queued", "queued"]
    assert await it.statistics(at=NOW + timedelta(hours=1)) == known
    assert await it.top_pages() == ()
    release.set()
    clock.now = 1.0
    assert await see(it, 3) == "stored"
    (row,) = await it.days(NOW.date(), NOW.date())
    assert row.hits == 4, "what timed out was recorded once"
    await it.close()


async def test_page_views_wait_while_the_store_is_away() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, clock=clock, queue=50)
    store.away = True
    outcomes = [await see(it, n) for n in range(60)]
    assert outcomes == ["queued"] * 50 + ["dropped"] * 10
    assert (it.health().queued, it.health().dropped) == (50, 10)
    assert await it.page_hits("p") is None
    assert not await it.flush()
    with pytest.raises(StoreUnavailableError):
        await it.days(NOW.date(), NOW.date())
    store.away, clock.now = False, 1.0
    assert await it.flush()
    assert await see(it, 60) == "stored"
    assert (await it.statistics(at=NOW)).today == 51
    await it.close()


async def test_reading_gets_the_queue_moving() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, clock=clock)
    store.away = True
    await see(it, 1)
    store.away, clock.now = False, 1.0
    await it.statistics(at=NOW)
    await it.flush()
    assert it.health().queued == 0
    await it.close()


async def test_a_lost_reply_counts_once() -> None:
    store, clock = FaultyStore(), Clock()
    it = counter(store, clock=clock)
    store.loses_replies = True
    assert await see(it, 1) == "queued"
    store.loses_replies, clock.now = False, 1.0
    assert await see(it, 2) == "stored"
    (row,) = await it.days(NOW.date(), NOW.date())
    assert row.hits == 2
    await it.close()


async def test_what_the_store_refuses_does_not_block_the_rest() -> None:
    store = FaultyStore()
    it = counter(store)
    store.refuses = ValueError("no")
    assert await see(it, 1) == "dropped"
    store.refuses = None
    assert await see(it, 2) == "stored"
    await it.close()


async def test_a_cancelled_request_is_counted_and_wakes_nobody_wrongly() -> None:
    store = FaultyStore()
    it = counter(store)
    await see(it, 0)
    task = asyncio.create_task(see(it, 1))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await see(it, 2) == "stored"
    assert (await it.statistics(at=NOW)).today == 3
    await it.close()


async def test_bad_arguments() -> None:
    it = counter(MemoryStore())
    with pytest.raises(ModelError):
        await see(it, 1, datetime(2017, 2, 15))
    with pytest.raises(ModelError, match=r"AsyncVisitCounter\.offset is below 0"):
        await it.change_offset(-1, expected=None)
    with pytest.raises(ModelError, match=r"AsyncVisitCounter\.offset is above 2\*\*63 - 1"):
        await it.change_offset(2**63, expected=None)
    with pytest.raises(ModelError, match=r"AsyncVisitCounter\.start is missing"):
        await it.top_pages(end=NOW.date())
    with pytest.raises(ModelError, match=r"AsyncVisitCounter\.end is a moment and not a day"):
        await it.days(NOW.date(), NOW)
    with pytest.raises(ModelError, match=r"AsyncVisitCounter\.limit is below 1"):
        await it.top_pages(0)
    with pytest.raises(ModelError, match="is not from the year 2 to 9998"):
        await it.statistics(at=datetime(9999, 1, 1, tzinfo=HANOI))


async def test_a_page_that_utf_8_cannot_carry_is_found_again() -> None:
    it = counter(MemoryStore())
    await see(it, 1, page="p\ud800")
    assert await it.page_hits("p\ud800") == 1


class _Endless(FaultyStore):
    """A store whose calls never end while it is stuck."""

    def __init__(self) -> None:
        super().__init__()
        self.stuck = True

    async def record(self, batch: Any, /) -> Any:
        if self.stuck:
            await asyncio.get_running_loop().create_future()
        return super().record(batch)

    async def salt(self, *args: Any) -> Any:
        return super().salt(*args)

    async def read(self, *args: Any, **kwargs: Any) -> Any:
        return super().read(*args, **kwargs)

    async def close(self) -> None:
        super().close()


def test_a_loop_that_stops_takes_no_page_view_with_it() -> None:
    store = _Endless()
    it = counter(store)
    loop = asyncio.new_event_loop()
    task = loop.create_task(see(it, 1))
    loop.run_until_complete(asyncio.sleep(0.01))
    # As a framework does that stops its loop and leaves the tasks where they are.
    for one in asyncio.all_tasks(loop):
        one._log_destroy_pending = False
    loop.close()
    assert not task.done()
    store.stuck = False
    assert asyncio.run(asyncio.wait_for(see(it, 2), 5)) == "stored"
    assert store.sizes == [1, 1]
    del task
    gc.collect()
    assert asyncio.run(asyncio.wait_for(see(it, 3), 5)) == "stored"
    assert (it.health().queued, it.health().dropped) == (0, 0)


async def test_what_an_abandoned_loop_leaves_behind_disturbs_nobody() -> None:
    store = _Endless()
    it = counter(store)
    abandoned = it._send_all(None)
    it._journal.take(it._visitors.hit("10.0.0.1", BROWSER, NOW, None, None))
    abandoned.send(None)
    waiting = asyncio.create_task(see(it, 2))
    await asyncio.sleep(0)
    sender = it._sender
    abandoned.close()
    assert it._sender is sender
    waiting.cancel()
    store.stuck = False
    await it.close()


async def test_sending_that_was_cancelled_before_it_began_begins_again() -> None:
    store = _Endless()
    store.stuck = False
    it = counter(store)
    view = asyncio.create_task(see(it, 1))
    await asyncio.sleep(0)
    # The page view has made the sender, which has not begun yet.
    sender = it._sender
    sender.cancel()
    await asyncio.wait([sender])
    assert sender.cancelled()
    assert await asyncio.wait_for(see(it, 2), 5) == "stored"
    assert await asyncio.wait_for(view, 5) == "stored"


async def test_closing_after_sending_was_cancelled() -> None:
    it = counter(_Endless())
    view = asyncio.create_task(see(it, 1))
    await asyncio.sleep(0)
    it._sender.cancel()
    await asyncio.wait([it._sender])
    it._failed(it._writing, StoreUnavailableError("faulty:", "is away"))
    await asyncio.wait_for(it.close(), 5)
    assert it.health().queued == 1
    view.cancel()
