"""The plan against the log: everything counted, nothing counted twice."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import AiringRecord, BroadcastPlan, Recurrence, Segment, Slot, SlotException
from govnews.broadcast import Outcome, reconcile
from govnews.testing import airing_logs, broadcast_plans

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
SLOT = Slot(key="cn", recurrence=SUNDAYS, duration=timedelta(minutes=15))
PLAN = BroadcastPlan(key="it-today", title="IT TODAY", slots=(SLOT,))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[misc, arg-type]


WEEK = at(2017, 2, 13), at(2017, 2, 20)
PLANNED = at(2017, 2, 19, 19, 45)


def record(**fields: Any) -> AiringRecord:
    return AiringRecord(**{"slot": "cn", "scheduled_at": PLANNED, **fields})


def of_week(*log: AiringRecord, plan: BroadcastPlan = PLAN, **options: Any) -> list[Any]:
    found = reconcile(plan, log, *WEEK, **options)
    return [[one.result for one in found.outcomes], [error.reason for error in found.errors]]


@pytest.mark.parametrize(
    ("log", "result"),
    [
        ((), "missing"),
        ((record(aired_at=PLANNED),), "aired"),
        ((record(aired_at=PLANNED + timedelta(minutes=5)),), "aired"),
        ((record(aired_at=PLANNED + timedelta(minutes=5, seconds=1)),), "late"),
        ((record(aired_at=PLANNED - timedelta(minutes=20)),), "aired"),
        ((record(aired_at=PLANNED, status="late"),), "late"),
        ((record(status="pre_empted"),), "pre_empted"),
        ((record(status="failed", aired_at=PLANNED),), "failed"),
        ((record(scheduled_at=None, aired_at=PLANNED + timedelta(hours=2)),), "late"),
        ((record(scheduled_at=PLANNED.astimezone(UTC), aired_at=PLANNED),), "aired"),
        ((record(scheduled_at=PLANNED - timedelta(minutes=1), aired_at=PLANNED),), "aired"),
    ],
)
def test_an_airing_comes_to_what_its_record_says(log: Any, result: str) -> None:
    assert of_week(*log) == [[result], []]


def test_a_broadcast_far_from_any_plan_is_unplanned() -> None:
    far = record(scheduled_at=None, aired_at=PLANNED - timedelta(hours=4))
    assert of_week(far) == [["unplanned", "missing"], []]
    assert of_week(far, match_within=timedelta(hours=4)) == [["aired"], []]
    outside = AiringRecord(aired_at=PLANNED)
    assert of_week(outside) == [["missing", "unplanned"], []]


def test_what_did_not_air_and_was_not_planned_is_named() -> None:
    lost = record(scheduled_at=at(2017, 2, 15), status="failed")
    assert of_week(lost) == [["missing"], ["is failed, but nothing was planned then"]]


def test_of_several_records_of_an_airing_the_best_counts() -> None:
    failed, aired = record(status="failed"), record(aired_at=PLANNED)
    for log in ((failed, aired), (aired, failed), (aired, aired)):
        assert of_week(*log) == [["aired"], ["is logged more than once"]]


def test_the_nearest_record_gets_an_airing_and_the_other_is_unplanned() -> None:
    near = record(scheduled_at=None, aired_at=PLANNED + timedelta(minutes=1))
    far = record(scheduled_at=None, aired_at=PLANNED + timedelta(hours=1))
    found = reconcile(PLAN, [far, near], *WEEK)
    assert [(one.result, one.record) for one in found.outcomes] == [
        ("aired", near),
        ("unplanned", far),
    ]


def test_a_moved_airing_may_be_logged_under_its_old_time() -> None:
    moved_to = at(2017, 2, 18, 20, 0)
    exception = SlotException(slot="cn", on=date(2017, 2, 19), action="move", moved_to=moved_to)
    plan = attrs.evolve(PLAN, exceptions=(exception,))
    assert of_week(record(aired_at=moved_to), plan=plan) == [["aired"], []]
    assert of_week(record(scheduled_at=moved_to, aired_at=moved_to), plan=plan) == [["aired"], []]


def test_an_airing_belongs_to_the_year_it_was_planned_in() -> None:
    eve = Recurrence(frequency="yearly", month_days=(31,), months=(12,), times=(time(23, 55),))
    plan = attrs.evolve(PLAN, slots=(attrs.evolve(SLOT, recurrence=eve),))
    log = [AiringRecord(slot="cn", aired_at=at(2018, 1, 1, 0, 5))]
    years = [
        reconcile(plan, log, at(year, 1, 1), at(year + 1, 1, 1)).outcomes for year in (2017, 2018)
    ]
    assert [[one.result for one in year] for year in years] == [["late"], ["missing"]]


def test_what_an_outcome_knows() -> None:
    segment = Segment(kind="local")
    logged = record(
        aired_at=PLANNED + timedelta(minutes=9), duration=timedelta(minutes=12), segments=(segment,)
    )
    [late] = reconcile(PLAN, [logged], *WEEK).outcomes
    assert late.went_out
    assert late.at == PLANNED
    assert late.delay == timedelta(minutes=9)
    assert late.duration == timedelta(minutes=12)
    assert late.segments == (segment,)
    [missing] = reconcile(PLAN, [], *WEEK).outcomes
    assert not missing.went_out
    assert missing.delay is None
    assert missing.duration == timedelta(minutes=15)
    unplanned = Outcome(result="unplanned", record=AiringRecord(aired_at=PLANNED))
    assert unplanned.at == PLANNED
    assert unplanned.delay is None
    assert unplanned.duration is None
    assert unplanned.segments == ()


@given(broadcast_plans(), st.data())
def test_every_airing_and_every_record_counts_once(
    plan: BroadcastPlan, data: st.DataObject
) -> None:
    log = data.draw(airing_logs(plan, year=2017))
    start, end = at(2017, 1, 1), at(2018, 1, 1)
    found = reconcile(plan, log, start, end)
    planned = [one.airing for one in found.outcomes if one.airing is not None]
    assert sorted(planned, key=lambda one: (one.start, one.slot)) == sorted(
        plan.airings(start, end), key=lambda one: (one.start, one.slot)
    )
    used = [one.record for one in found.outcomes if one.record is not None]
    assert len(used) + len(found.errors) == len(log)
    assert sorted(map(repr, used)) == sorted(map(repr, (one for one in log if one in used)))


@given(st.data())
def test_the_order_of_a_log_does_not_matter(data: st.DataObject) -> None:
    log = data.draw(airing_logs(PLAN, year=2017))
    shuffled = data.draw(st.permutations(log))
    window = at(2017, 1, 1), at(2018, 1, 1)
    ordered = [one.result for one in reconcile(PLAN, log, *window).outcomes]
    assert [one.result for one in reconcile(PLAN, shuffled, *window).outcomes] == ordered
