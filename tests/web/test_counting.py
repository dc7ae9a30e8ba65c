"""Which requests are page views, and that counting never disturbs one."""

import asyncio
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest

from govnews.visits import VisitCounter, open_store
from govnews.web import Counting, Exchange, is_page_view
from govnews.web._counting import CGI, HTTP

NOW = datetime(2017, 2, 15, 10, 0, tzinfo=UTC)


def exchange(*, method="GET", status=200, content_type="text/html", path="/tin", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Exchange(
        method=method, path=path, status=status, content_type=content_type, header=named.get
    )


@pytest.mark.parametrize(
    "seen",
    [
        exchange(),
        exchange(content_type="text/html; charset=utf-8"),
        exchange(content_type="TEXT/HTML"),
        exchange(content_type="application/xhtml+xml"),
        exchange(status=203),
        exchange(sec_fetch_dest="document"),
        exchange(status=304, content_type=None, accept="text/html,*/*"),
        exchange(status=304, content_type=None, sec_fetch_dest="document"),
    ],
)
def test_pages_that_people_are_shown_count(seen):
    assert is_page_view(seen)


@pytest.mark.parametrize(
    "other",
    [
        exchange(method="HEAD"),
        exchange(method="POST"),
        exchange(content_type="text/css"),
        exchange(content_type="image/png"),
        exchange(content_type="application/rss+xml"),
        exchange(content_type="application/atom+xml"),
        exchange(content_type="text/html-ish"),
        exchange(content_type=None),
        exchange(status=404),
        exchange(status=500),
        exchange(status=302),
        exchange(status=199),
        exchange(status=300),
        exchange(status=304, content_type=None),
        exchange(status=304, content_type=None, accept="*/*"),
        exchange(status=304, content_type=None, accept="text/html", sec_fetch_dest="style"),
        exchange(sec_fetch_dest="iframe"),
        exchange(sec_fetch_dest="empty"),
        exchange(sec_purpose="prefetch"),
        exchange(sec_purpose="prefetch;prerender"),
        exchange(purpose="Prefetch"),
        exchange(x_moz="prefetch"),
        exchange(x_purpose="preview"),
    ],
)
def test_nothing_else_counts(other):
    assert not is_page_view(other)


def counting(counter, **options):
    return Counting(counter, **{"clock": lambda: NOW, **options})


def test_a_page_view_reaches_the_counter():
    counter = VisitCounter(open_store("memory:"), site="sonla", start_total=40_536_671)
    rule = counting(counter, trusted_proxies=["10.0.0.0/8"], page=lambda seen: seen.path)
    view = rule.view(exchange(user_agent="Firefox", x_forwarded_for="203.0.113.9"), "10.0.0.2")
    assert view == {"address": "203.0.113.9", "user_agent": "Firefox", "at": NOW, "page": "/tin"}
    rule.record(view)
    assert counter.statistics(at=NOW).total == 40_536_672
    assert counter.page_hits("/tin") == 1
    assert rule.view(exchange(method="HEAD"), "10.0.0.2") is None


def test_a_long_user_agent_is_cut():
    rule = counting(VisitCounter(open_store("memory:"), site="sonla"))
    view = rule.view(exchange(user_agent="x" * 65_536), None)
    assert len(view["user_agent"]) == 512


def test_a_portal_has_its_own_rule():
    rule = counting(
        VisitCounter(open_store("memory:"), site="sonla"),
        is_page_view=lambda seen: is_page_view(seen) and not seen.path.startswith("/quan-tri/"),
    )
    assert rule.view(exchange(path="/quan-tri/bai-viet"), None) is None
    assert rule.view(exchange(), None) is not None


def test_cgi_spells_the_same_headers():
    assert CGI.all == tuple(f"HTTP_{name.upper().replace('-', '_')}" for name in HTTP.all)


def test_an_exchange_is_made_for_functions_of_the_portal_alone():
    made = []

    def ask(rule, **more):
        request = {"HTTP_USER_AGENT": "Firefox", "HTTP_X_FORWARDED_FOR": "203.0.113.9", **more}
        return rule.view_of(
            method="GET",
            status=200,
            content_type="text/html",
            header=request.get,
            names=CGI,
            peer="10.0.0.2",
            exchange=lambda: made.append("exchange") or exchange(),
        )

    counter = VisitCounter(open_store("memory:"), site="sonla")
    rule = counting(counter, trusted_proxies=["10.0.0.0/8"])
    view = ask(rule)
    assert view == {"address": "203.0.113.9", "user_agent": "Firefox", "at": NOW, "page": None}
    assert ask(rule, HTTP_SEC_PURPOSE="prefetch") is None
    assert made == []
    paged = counting(counter, page=lambda seen: seen.path)
    assert ask(paged, HTTP_SEC_FETCH_DEST="iframe") is None
    assert made == []
    assert ask(paged)["page"] == "/tin"
    assert ask(counting(counter, is_page_view=lambda seen: seen.status != 200)) is None
    assert made == ["exchange"] * 2


class Broken:
    def record(self, **_):
        raise RuntimeError("the store is on fire")


class AsyncBroken:
    async def record(self, **_):
        raise RuntimeError("the store is on fire")


@pytest.mark.parametrize("counter", [Broken(), AsyncBroken()])
def test_a_counter_that_raises_is_logged_and_no_more(counter, caplog):
    rule = counting(counter)
    view = rule.view(exchange(), "203.0.113.9")
    asyncio.run(rule.record_async(view))
    rule.flush()
    assert {record.message for record in caplog.records} == {"a page view is not counted"}
    assert "203.0.113.9" not in caplog.text


def test_a_rule_that_raises_is_logged_and_no_more(caplog):
    def rule(_):
        raise KeyError("x")

    assert counting(Broken(), is_page_view=rule).view(exchange(), None) is None
    assert counting(Broken(), page=rule).view(exchange(), None) is None
    assert len(caplog.records) == 2


class Slow:
    """A counter that takes its time."""

    def __init__(self):
        self.started, self.go_on = threading.Event(), threading.Event()
        self.seen = []

    def record(self, **view):
        self.started.set()
        self.go_on.wait(5)
        self.seen.append(view)


def test_a_counter_that_is_not_awaited_does_not_hold_up_the_loop():
    counter = Slow()
    rule = counting(counter)
    view = rule.view(exchange(), "203.0.113.9")

    async def visits():
        for _ in range(3):
            await rule.record_async(view)
        assert await asyncio.to_thread(counter.started.wait, 5)
        assert counter.seen == []
        counter.go_on.set()

    asyncio.run(visits())
    rule._thread.shutdown()
    assert counter.seen == [view] * 3


def test_each_event_loop_hands_over_what_waits():
    counter = Slow()
    counter.go_on.set()
    rule = counting(counter)
    view = rule.view(exchange(), "203.0.113.9")
    asyncio.run(rule.record_async(view))
    assert counter.seen == []

    async def longer():
        await rule.record_async(view)
        await asyncio.sleep(0.1)

    asyncio.run(longer())
    rule._thread.shutdown()
    assert counter.seen == [view, view]


def test_a_loop_hands_over_what_the_one_before_ended_too_early_for():
    counter = Slow()
    counter.go_on.set()
    rule = counting(counter)
    view = rule.view(exchange(), "203.0.113.9")
    for _ in range(3):
        asyncio.run(rule.record_async(view))
    rule._thread.shutdown()
    assert counter.seen == [view] * 3


ENDS_EARLY = """
import asyncio
from datetime import UTC, datetime
from govnews.web import Counting

class Counter:
    def record(self, **view):
        print(view["address"])

async def visit():
    view = {"address": "203.0.113.9", "user_agent": None, "at": datetime.now(UTC), "page": None}
    await Counting(Counter()).record_async(view)

asyncio.run(visit())
"""


def test_what_waits_is_recorded_at_the_end_of_the_process():
    done = subprocess.run(
        [sys.executable, "-c", ENDS_EARLY], capture_output=True, text=True, check=True
    )
    assert done.stdout == "203.0.113.9\n"


def test_a_request_that_is_looked_at_later_is_counted_at_its_own_time():
    counter = Slow()
    counter.go_on.set()
    minutes = iter((1, 2))
    rule = counting(counter, clock=lambda: NOW.replace(minute=next(minutes)))

    def view(at, path):
        return rule.view_of(
            method="GET",
            status=200,
            content_type="text/html",
            header={}.get,
            names=HTTP,
            peer=path,
            exchange=exchange,
            at=at,
        )

    async def visits():
        rule.soon(view, "/a")
        rule.soon(view, "/b")
        assert counter.seen == []
        await asyncio.sleep(0.1)

    asyncio.run(visits())
    rule._thread.shutdown()
    assert [(one["address"], one["at"].minute) for one in counter.seen] == [("/a", 1), ("/b", 2)]


def test_a_request_that_cannot_be_looked_at_costs_no_other(caplog):
    counter = Slow()
    counter.go_on.set()
    rule = counting(counter)
    view = rule.view(exchange(), "203.0.113.9")

    def looks(_, found):
        return found if found is None else found.copy()

    async def visits():
        for found in (view, "no view", None, view):
            rule.soon(looks, found)

    asyncio.run(visits())
    rule.flush()
    assert counter.seen == [view, view]
    assert [record.message for record in caplog.records] == ["a page view is not counted"]


def test_a_clock_that_raises_disturbs_no_request(caplog):
    def clock():
        raise OSError("no time")

    rule = counting(Broken(), clock=clock)
    rule.soon(lambda at: None)
    assert [record.message for record in caplog.records] == ["a page view is not counted"]
