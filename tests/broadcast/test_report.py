"""The year in figures: they add up, and time falls where it is known to fall."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import (
    AiringRecord,
    BroadcastPlan,
    Organisation,
    Recurrence,
    Segment,
    Slot,
    SlotException,
    Source,
)
from govnews.broadcast import annual_report, read_log
from govnews.errors import ModelError
from govnews.testing import airing_logs, broadcast_plans

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
SLOT = Slot(key="cn", recurrence=SUNDAYS, duration=timedelta(minutes=15))
SEVEN = timedelta(minutes=7)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[misc, arg-type]


PLANNED = at(2017, 2, 19, 19, 45)


def plan_of(*segments: Segment, **fields: Any) -> BroadcastPlan:
    common = {"key": "it-today", "title": "IT TODAY", "slots": (SLOT,), "segments": segments}
    return BroadcastPlan(**{**common, **fields})


def one_airing(*segments: Segment, **fields: Any) -> Any:
    """The report of a year in which one airing of these segments went out."""
    record = AiringRecord(**{"slot": "cn", "aired_at": PLANNED, **fields})
    return annual_report(plan_of(*segments), 2017, [record])


def minutes(tallies: Any) -> dict[str, int]:
    return {tally.name: tally.minutes for tally in tallies}


def test_a_year_of_the_page() -> None:
    exception = SlotException(slot="cn", on=date(2017, 1, 29), action="cancel", reason="Tết")
    other_year = SlotException(slot="cn", on=date(2016, 2, 7), action="cancel", reason="Tết")
    plan = plan_of(exceptions=(exception, other_year))
    airings = plan.airings(at(2017, 1, 1), at(2018, 1, 1))
    log = [
        AiringRecord(slot="cn", scheduled_at=airing.start, aired_at=airing.start)
        for airing in airings[2:]
    ]
    log.append(AiringRecord(slot="cn", scheduled_at=airings[1].start, status="pre_empted"))
    report = annual_report(plan, 2017, log)
    assert (report.planned, report.aired, report.pre_empted, report.missing) == (52, 50, 1, 1)
    assert report.minutes == 750
    assert report.exceptions == (exception,)
    assert [month.planned for month in report.by_month] == [4, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5]
    assert report.by_month[0].missing == 1
    assert minutes(report.by_slot) == {"cn": 750}
    assert report.problems == ()


def test_the_errors_of_plan_and_log_are_kept() -> None:
    plan = plan_of(exceptions=(SlotException(slot="cn", on=date(2017, 2, 20), action="cancel"),))
    log = read_log("slot,aired_at,status\nxx,2017-02-19T19:45,\ncn,2017-03-01T09:00,failed", plan)
    report = annual_report(plan, 2017, log)
    assert [problem.reason for problem in report.problems] == [
        "hits no airing",
        "names an unknown slot: 'xx'",
        "is failed, but nothing was planned then",
    ]


def test_time_goes_to_segments_as_they_say() -> None:
    relay = Segment(kind="relay", duration=SEVEN, source=Source(name="Cổng"), themes=("a", "b"))
    supplier = Organisation(name="Sở")
    local = Segment(kind="local", supplier=supplier, themes=("b",))
    report = one_airing(relay, local)
    assert (report.minutes, report.relay_minutes, report.local_minutes) == (15, 7, 8)
    assert minutes(report.by_theme) == {"a": 7, "b": 15}
    assert [tally.name for tally in report.by_theme] == ["b", "a"]
    assert minutes(report.by_supplier) == {"Cổng": 7, "Sở": 8}
    assert [tally.airings for tally in report.by_theme] == [1, 1]


def test_what_was_cut_short_is_shortened_in_proportion() -> None:
    relay = Segment(kind="relay", duration=timedelta(minutes=10))
    local = Segment(kind="local", duration=timedelta(minutes=5))
    report = one_airing(relay, local, duration=timedelta(minutes=6))
    assert (report.minutes, report.relay_minutes, report.local_minutes) == (6, 4, 2)


def test_the_rest_goes_where_the_untimed_segments_agree() -> None:
    report = one_airing(
        Segment(kind="local", themes=("a", "b"), duration=SEVEN),
        Segment(kind="relay", themes=("a", "c"), source=Source(name="Cổng")),
        Segment(kind="relay", themes=("c",), source=Source(name="Cổng")),
    )
    assert (report.relay_minutes, report.local_minutes) == (8, 7)
    assert minutes(report.by_theme) == {"c": 8, "a": 7, "b": 7}
    assert minutes(report.by_supplier) == {"Cổng": 8}


def test_nothing_is_guessed() -> None:
    report = one_airing(Segment(kind="relay", themes=("a",)), Segment(kind="local", themes=("b",)))
    assert (report.minutes, report.relay_minutes, report.local_minutes) == (15, 0, 0)
    assert minutes(report.by_theme) == {"a": 0, "b": 0}


def test_without_a_duration_the_segments_say_how_long_or_nobody_does() -> None:
    plan = plan_of(slots=(attrs.evolve(SLOT, duration=None),))
    record = AiringRecord(slot="cn", aired_at=PLANNED)
    untimed = annual_report(plan, 2017, [record])
    assert (untimed.untimed, untimed.minutes) == (1, 0)
    timed = attrs.evolve(record, segments=(Segment(kind="relay", duration=SEVEN),))
    report = annual_report(plan, 2017, [timed])
    assert (report.untimed, report.minutes, report.relay_minutes) == (0, 7, 7)


def test_what_did_not_go_out_takes_no_time() -> None:
    record = AiringRecord(slot="cn", scheduled_at=PLANNED, status="failed", duration=SEVEN)
    report = annual_report(plan_of(Segment(kind="relay", themes=("a",))), 2017, [record])
    assert (report.failed, report.minutes, report.relay_minutes) == (1, 0, 0)
    assert report.by_theme == ()


def test_an_unplanned_broadcast_counts_its_time_on_top() -> None:
    record = AiringRecord(aired_at=at(2017, 3, 1), duration=SEVEN)
    report = annual_report(plan_of(), 2017, [record])
    assert (report.planned, report.unplanned, report.minutes) == (53, 1, 7)
    assert minutes(report.by_slot) == {"cn": 0}


def test_an_extra_airing_is_tallied_under_its_own_key() -> None:
    plan = plan_of()
    extra = attrs.evolve(
        plan.airings(at(2017, 1, 1), at(2017, 1, 9))[0],
        slot="le",
        start=PLANNED - SEVEN * 30,
        end=PLANNED,
    )
    plan = attrs.evolve(plan, extra=(extra,))
    report = annual_report(plan, 2017, [AiringRecord(slot="le", aired_at=extra.start)])
    assert minutes(report.by_slot) == {"cn": 0, "le": 210}


@pytest.mark.parametrize("year", [2016, 2017])
def test_tolerances_are_given(year: int) -> None:
    late = AiringRecord(slot="cn", scheduled_at=PLANNED, aired_at=PLANNED + SEVEN)
    strict = annual_report(plan_of(), year, [late])
    lenient = annual_report(plan_of(), year, [late], late_after=SEVEN)
    assert strict.late == (year == 2017)
    assert lenient.aired == (year == 2017)


@given(broadcast_plans(), st.data())
def test_the_figures_add_up(plan: BroadcastPlan, data: st.DataObject) -> None:
    report = annual_report(plan, 2017, data.draw(airing_logs(plan, year=2017)))
    assert report.planned == len(plan.airings(at(2017, 1, 1), at(2018, 1, 1)))
    results = (report.aired, report.late, report.pre_empted, report.failed, report.missing)
    assert report.planned == sum(results)
    for name in ("planned", "aired", "late", "missing", "unplanned", "untimed"):
        assert sum(getattr(month, name) for month in report.by_month) == getattr(report, name)
    assert sum((month.time for month in report.by_month), timedelta(0)) == report.time
    # Shares are cut to whole microseconds.
    assert report.relay_time + report.local_time <= report.time + timedelta(milliseconds=1)
    assert sum((tally.time for tally in report.by_slot), timedelta(0)) <= report.time


@pytest.mark.parametrize("year", [-1, 1, 9999, 10_000])
def test_a_year_at_the_end_of_the_calendar(year: int) -> None:
    with pytest.raises(ModelError, match=r"AnnualReport\.year is not from 2 to 9998"):
        annual_report(plan_of(), year, [])


@pytest.mark.parametrize("year", [2, 9998])
def test_the_first_and_the_last_year(year: int) -> None:
    assert annual_report(plan_of(), year, []).planned == 52
