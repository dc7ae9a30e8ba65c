"""Versions of a plan: what has aired stays, what is to come changes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, strategies as st
from icalendar import Calendar

from govnews import Airing, BroadcastPlan, Recurrence, Slot, SlotException
from govnews.broadcast import amend, to_ics
from govnews.errors import BroadcastError
from govnews.testing import broadcast_plans, durations

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
LATER = attrs.evolve(SUNDAYS, times=(time(20, 15),))
FIRST = Slot(key="cn", recurrence=SUNDAYS, duration=timedelta(minutes=15))
AGAIN = Slot(key="t2", kind="rerun", of="cn", offset=timedelta(hours=10, minutes=45))
SINCE = date(2018, 1, 1)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[misc, arg-type]


def plan_of(*slots: Slot, **fields: Any) -> BroadcastPlan:
    return BroadcastPlan(**{"key": "it-today", "title": "IT TODAY", "slots": slots, **fields})


def cancel(day: date, slot: str = "cn", **fields: Any) -> SlotException:
    return SlotException(slot=slot, on=day, action="cancel", **fields)


def shown(plan: BroadcastPlan, start: datetime, end: datetime) -> list[tuple[Any, ...]]:
    return [(one.start, one.end) for one in plan.airings(start, end)]


def test_this_airing_only() -> None:
    plan = plan_of(FIRST, exceptions=(cancel(date(2017, 2, 19)),))
    made = at(2017, 2, 16)
    moved = SlotException(
        slot="cn", on=date(2017, 2, 19), action="move", moved_to=at(2017, 2, 18, 20, 0)
    )
    amended = amend(plan, moved, cancel(date(2017, 2, 26)), revised_at=made)
    assert amended.exceptions == (moved, cancel(date(2017, 2, 26)))
    assert (amended.version, amended.revised_at) == (2, made)
    assert plan.version == 1
    next_airing = amended.next_airing(at(2017, 2, 15))
    assert next_airing is not None
    assert next_airing.start == at(2017, 2, 18, 20, 0)


def test_this_and_later() -> None:
    amended = amend(plan_of(FIRST), slot="cn", since=SINCE, recurrence=LATER, key="cn-muon")
    assert [slot.key for slot in amended.slots] == ["cn", "cn-muon"]
    assert shown(amended, at(2017, 12, 31), at(2018, 1, 8)) == [
        (at(2017, 12, 31, 19, 45), at(2017, 12, 31, 20, 0)),
        (at(2018, 1, 7, 20, 15), at(2018, 1, 7, 20, 30)),
    ]


def test_a_rerun_at_an_offset_goes_with_its_first_run() -> None:
    amended = amend(plan_of(FIRST, AGAIN), slot="cn", since=SINCE, recurrence=LATER)
    assert [slot.key for slot in amended.slots] == ["cn", "cn-20180101", "t2", "t2-20180101"]
    reruns = [one for one in amended.airings(at(2018, 1, 1), at(2018, 1, 9)) if one.kind == "rerun"]
    # The first still follows the last airing of the old slot, on the day of the change.
    assert [(one.slot, one.start) for one in reruns] == [
        ("t2", at(2018, 1, 1, 6, 30)),
        ("t2-20180101", at(2018, 1, 8, 7, 0)),
    ]


def test_a_rerun_by_its_own_rule_shows_the_new_slot_again() -> None:
    own = Slot(key="t3", kind="rerun", of="cn", recurrence=attrs.evolve(SUNDAYS, weekdays=("TU",)))
    amended = amend(plan_of(FIRST, own), slot="cn", since=SINCE, recurrence=LATER)
    assert [(slot.key, slot.of) for slot in amended.slots] == [
        ("cn", None),
        ("cn-20180101", None),
        ("t3", "cn-20180101"),
    ]
    ended = amend(plan_of(FIRST, own), slot="cn", since=SINCE)
    assert [(slot.key, slot.of) for slot in ended.slots] == [("cn", None), ("t3", "cn")]
    never_begun = plan_of(attrs.evolve(FIRST, valid_from=date(2018, 6, 1)), own)
    alone = amend(never_begun, slot="cn", since=SINCE)
    assert [(slot.key, slot.of) for slot in alone.slots] == [("t3", None)]


def test_exceptions_and_extra_airings_go_where_they_belong() -> None:
    plan = plan_of(
        FIRST,
        AGAIN,
        exceptions=(
            cancel(date(2017, 12, 24)),
            cancel(date(2018, 1, 7)),
            cancel(date(2018, 1, 14), at=time(19, 45)),
            cancel(date(2018, 1, 1), "t2"),
            cancel(date(2018, 1, 22), "t2"),
        ),
        extra=(
            Airing(slot="cn", start=at(2017, 12, 1, 20)),
            Airing(slot="cn", start=at(2018, 2, 1, 20)),
        ),
    )
    assert plan.problems() == ()
    amended = amend(plan, slot="cn", since=SINCE, recurrence=LATER)
    assert [(one.slot, one.on) for one in amended.exceptions] == [
        ("cn", date(2017, 12, 24)),
        ("cn-20180101", date(2018, 1, 7)),
        # 14 January, 19:45 is no airing any more.
        ("t2", date(2018, 1, 1)),
        ("t2-20180101", date(2018, 1, 22)),
    ]
    assert [one.slot for one in amended.extra] == ["cn", "cn-20180101"]
    assert amended.problems() == ()


def test_a_slot_can_end() -> None:
    plan = plan_of(FIRST, AGAIN, exceptions=(cancel(date(2018, 1, 7)),))
    amended = amend(plan, slot="cn", since=SINCE)
    assert [slot.key for slot in amended.slots] == ["cn", "t2"]
    assert amended.next_airing(at(2018, 1, 1, 7)) is None
    assert amended.exceptions == ()


def test_a_slot_that_has_not_begun_is_changed_or_taken_away_as_it_is() -> None:
    plan = plan_of(attrs.evolve(FIRST, valid_from=date(2018, 6, 1)), AGAIN)
    changed = amend(plan, slot="cn", since=SINCE, recurrence=LATER)
    assert [(slot.key, slot.valid_from) for slot in changed.slots] == [
        ("cn", date(2018, 6, 1)),
        ("t2", None),
    ]
    assert amend(plan, slot="cn", since=SINCE).slots == ()


def test_extra_airings_from_before_a_slot_begins_stay_what_they_were() -> None:
    summer = attrs.evolve(FIRST, valid_from=date(2018, 6, 2))
    early = Airing(slot="cn", start=at(2017, 5, 1, 20))
    late = Airing(slot="cn", start=datetime(2018, 5, 31, 17, tzinfo=UTC))  # 1 June in Vietnam
    # The rerun of the early one, which follows from it, is moved.
    moved = SlotException(slot="t2", on=date(2017, 5, 2), action="move", moved_to=at(2017, 5, 3, 9))
    plan = plan_of(summer, AGAIN, extra=(early, late), exceptions=(moved,))
    since = date(2018, 6, 1)
    before = plan.airings(at(2017, 1, 1), at(2018, 6, 1))
    assert [(one.slot, one.start.day, one.end) for one in before] == [
        ("cn", 1, at(2017, 5, 1, 20, 15)),
        ("t2", 3, at(2017, 5, 3, 9, 15)),
    ]
    changed = amend(plan, slot="cn", since=since, duration=timedelta(hours=1))
    assert changed.airings(at(2017, 1, 1), at(2018, 6, 1)) == before
    assert changed.problems() == ()
    assert [(slot.key, slot.valid_from) for slot in changed.slots] == [
        ("cn-20180601", date(2018, 6, 2)),
        ("t2-20180601", None),
    ]
    assert shown(changed, at(2018, 6, 1), at(2018, 6, 4)) == [
        (at(2018, 6, 1), at(2018, 6, 1, 1)),
        (at(2018, 6, 1, 10, 45), at(2018, 6, 1, 11, 45)),
        (at(2018, 6, 3, 19, 45), at(2018, 6, 3, 20, 45)),
    ]
    ended = amend(plan, slot="cn", since=since)
    assert (ended.slots, ended.exceptions) == ((), ())
    assert ended.airings(at(2017, 1, 1), at(2018, 6, 1)) == before
    assert shown(ended, at(2018, 6, 1), at(2019, 1, 1)) == [
        (at(2018, 6, 1), at(2018, 6, 1, 0, 15)),
        (at(2018, 6, 1, 10, 45), at(2018, 6, 1, 11)),
    ]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"slot": "cn"}, "needs the slot and its day"),
        ({"since": SINCE}, "needs the slot and its day"),
        ({"duration": timedelta(1)}, "needs the slot and its day"),
        ({"slot": "x", "since": SINCE}, "slot x: is unknown"),
        ({"slot": "cn", "since": date(2030, 1, 1)}, "slot cn: has ended before 2030-01-01"),
    ],
)
def test_an_amendment_that_makes_no_sense_is_named(arguments: Any, reason: str) -> None:
    with pytest.raises(BroadcastError, match=reason):
        amend(plan_of(attrs.evolve(FIRST, valid_until=date(2020, 1, 1))), **arguments)


def test_a_calendar_keeps_the_uid_of_what_has_aired() -> None:
    plan = plan_of(FIRST, AGAIN)
    amended = amend(plan, slot="cn", since=SINCE, recurrence=LATER)
    before, after = (
        {event["UID"]: event for event in Calendar.from_ical(to_ics(one)).walk("VEVENT")}
        for one in (plan, amended)
    )
    assert set(before) < set(after)
    assert {event["SEQUENCE"] for event in after.values()} == {1}


@given(broadcast_plans(faultless=True), st.data())
def test_nothing_changes_before_the_day_and_what_stays_equal_stays(
    plan: BroadcastPlan, data: st.DataObject
) -> None:
    slot = data.draw(st.sampled_from(plan.slots))
    since = data.draw(st.dates(date(2016, 1, 1), date(2020, 1, 1)))
    if slot.valid_until is not None and slot.valid_until < since:
        return
    amended = amend(plan, slot=slot.key, since=since, duration=data.draw(durations()))
    day = datetime.combine(since, time.min, VIETNAM)
    year = timedelta(days=366)
    assert shown(amended, day - year, day) == shown(plan, day - year, day)
    # Only the duration was changed: every start stays.
    starts, kept = ([s for s, _ in shown(one, day, day + year)] for one in (plan, amended))
    assert kept == starts
