"""Our calendars read by others: the same airings, exceptions included."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
import recurring_ical_events
from hypothesis import given, strategies as st
from icalendar import Calendar

from govnews import (
    Airing,
    BroadcastPlan,
    BroadcastService,
    Recurrence,
    Slot,
    SlotException,
)
from govnews.broadcast._ics import to_ics
from govnews.errors import BroadcastError
from govnews.testing import broadcast_plans

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
FIRST = Slot(
    key="toi-chu-nhat",
    recurrence=SUNDAYS,
    duration=timedelta(minutes=15),
    valid_from=date(2017, 2, 15),
)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[misc, arg-type]


def plan_of(*slots: Slot, **fields: Any) -> BroadcastPlan:
    return BroadcastPlan(**{"key": "it-today", "title": "IT TODAY", "slots": slots, **fields})


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def read_by_others(data: bytes, start: datetime, end: datetime) -> list[tuple[Any, ...]]:
    """Starts and ends in a window as recurring-ical-events finds them."""
    found = []
    for event in recurring_ical_events.of(Calendar.from_ical(data)).between(start, end):
        begin = event["DTSTART"].dt
        if begin >= start:  # it also gives what began before and still runs
            found.append((begin, event["DTEND"].dt))
    return sorted(found)


def ours(plan: BroadcastPlan, start: datetime, end: datetime) -> list[tuple[Any, ...]]:
    return sorted((one.start, one.end or one.start) for one in plan.airings(start, end))


windows = st.integers(0, 14 * 12).map(
    lambda months: (at(2015 + months // 12, months % 12 + 1, 1), timedelta(days=120))
)


@given(broadcast_plans(), windows)
def test_rules_give_others_the_airings_of_the_plan(
    plan: BroadcastPlan, window: tuple[datetime, timedelta]
) -> None:
    start, length = window
    end = start + length
    data = to_ics(plan, start=at(2014, 1, 1), end=end)
    assert read_by_others(data, start, end) == ours(plan, start, end)


@given(broadcast_plans(), windows)
def test_listed_airings_are_those_of_the_plan(
    plan: BroadcastPlan, window: tuple[datetime, timedelta]
) -> None:
    start, length = window
    data = to_ics(plan, form="airings", start=start, end=start + length)
    uids = [event["UID"] for event in events(data)]
    assert len(set(uids)) == len(uids)
    assert read_by_others(data, start, start + length) == ours(plan, start, start + length)
