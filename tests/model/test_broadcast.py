"""Laws of broadcast plans, and the page's plan asked what it is asked."""

import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from dateutil import rrule
from hypothesis import given

from govnews import (
    Airing,
    AiringRecord,
    BroadcastPlan,
    Recurrence,
    Segment,
    Slot,
    SlotException,
    Source,
)
from govnews.errors import BroadcastError, ModelError
from govnews.model import LunarDay
from govnews.model._slot import airing_by_rule
from govnews.testing import aware_datetimes, broadcast_plans, slots

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
QUARTER = timedelta(minutes=15)
FIRST = Slot(key="toi-chu-nhat", recurrence=SUNDAYS, duration=QUARTER)
AGAIN = Slot(
    key="sang-thu-hai",
    kind="rerun",
    of="toi-chu-nhat",
    offset=timedelta(hours=10, minutes=45),
)


SERIES, OTHER, SPECIAL = (Segment(kind="local", title=title) for title in ("a", "b", "c"))
SHORT, LONG = timedelta(minutes=10), timedelta(minutes=45)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[misc, arg-type]


def plan_of(*slots: Slot, **fields: Any) -> BroadcastPlan:
    return BroadcastPlan(**{"key": "it-today", "title": "IT TODAY", "slots": slots, **fields})


def cancel(day: date, slot: str = "toi-chu-nhat", **fields: Any) -> SlotException:
    return SlotException(slot=slot, on=day, action="cancel", **fields)


def move(day: date, to: datetime, slot: str = "toi-chu-nhat", **fields: Any) -> SlotException:
    return SlotException(slot=slot, on=day, action="move", moved_to=to, **fields)


def replace(day: date, slot: str = "toi-chu-nhat", **fields: Any) -> SlotException:
    return SlotException(slot=slot, on=day, action="replace", **fields)


# ---- the page's slot -----------------------------------------------------------------------


def test_the_next_airing_of_the_page_is_the_sunday_after_it() -> None:
    airing = plan_of(FIRST).next_airing(at(2017, 2, 15, 17, 0))
    assert airing == Airing(
        slot="toi-chu-nhat", start=at(2017, 2, 19, 19, 45), end=at(2017, 2, 19, 20, 0)
    )


def test_an_airing_at_the_very_instant_is_next_only_when_asked_for() -> None:
    plan = plan_of(FIRST)
    start = at(2017, 2, 19, 19, 45)
    assert plan.next_airing(start) == plan.next_airing(at(2017, 2, 26, 0, 0))
    inclusive = plan.next_airing(start, inclusive=True)
    assert inclusive is not None
    assert inclusive.start == start
    assert plan.upcoming(1, start, inclusive=True) == (inclusive,)


def test_without_a_duration_an_airing_has_no_end_and_is_on_air_at_its_start_only() -> None:
    plan = plan_of(attrs.evolve(FIRST, duration=None))
    airing = plan.on_air(at(2017, 2, 19, 19, 45))
    assert airing is not None
    assert airing.end is None
    assert airing.duration is None
    assert plan.on_air(at(2017, 2, 19, 19, 46)) is None


def test_an_airing_is_on_air_from_its_start_up_to_its_end() -> None:
    plan = plan_of(FIRST)
    assert plan.on_air(at(2017, 2, 19, 19, 44)) is None
    assert plan.on_air(at(2017, 2, 19, 19, 45)) is not None
    assert plan.on_air(datetime(2017, 2, 19, 12, 59, 59, tzinfo=UTC)) is not None
    assert plan.on_air(at(2017, 2, 19, 20, 0)) is None


def test_an_airing_across_midnight_belongs_to_the_day_it_starts() -> None:
    late = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(23, 55),))
    plan = plan_of(attrs.evolve(FIRST, recurrence=late), exceptions=(cancel(date(2017, 2, 19)),))
    assert [one.start for one in plan.airings(at(2017, 2, 13), at(2017, 3, 1))] == [
        at(2017, 2, 26, 23, 55)
    ]
    assert plan.airings(at(2017, 2, 27), at(2017, 2, 28)) == ()
    on_air = plan.on_air(at(2017, 2, 27, 0, 5))
    assert on_air is not None
    assert on_air.end == at(2017, 2, 27, 0, 10)


def test_a_slot_keeps_to_its_validity() -> None:
    plan = plan_of(attrs.evolve(FIRST, valid_from=date(2017, 2, 20), valid_until=date(2017, 3, 5)))
    assert [one.start.day for one in plan.airings(at(2017, 1, 1), at(2018, 1, 1))] == [26, 5]
    assert plan.next_airing(at(2017, 3, 5, 19, 45)) is None
    assert plan.on_air(at(2017, 3, 12, 19, 50)) is None
    assert plan.on_air(at(2017, 2, 19, 19, 50)) is None
    assert plan.upcoming(9, at(2000, 1, 1)) == plan.airings(at(2017, 1, 1), at(2018, 1, 1))


def test_the_midnight_of_the_first_day_counts_and_the_one_after_the_last_does_not() -> None:
    nightly = Recurrence(frequency="daily", times=(time(0),))
    day = {"valid_from": date(2017, 2, 19), "valid_until": date(2017, 2, 19)}
    plan = plan_of(attrs.evolve(FIRST, recurrence=nightly, **day))
    (only,) = plan.airings(at(2017, 1, 1), at(2018, 1, 1))
    assert only.start == at(2017, 2, 19)
    assert plan.on_air(at(2017, 2, 19)) == plan.on_air(at(2017, 2, 19, 0, 14)) == only
    assert plan.on_air(at(2017, 2, 18)) is plan.on_air(at(2017, 2, 20)) is None
    assert plan.airings(at(2017, 2, 20), at(2017, 3, 1)) == ()


def test_the_last_day_of_the_calendar_is_a_day_like_any_other() -> None:
    plan = plan_of(attrs.evolve(FIRST, valid_until=date.max))
    assert plan.next_airing(at(9999, 12, 30)) is None
    assert plan.next_airing(at(2017, 2, 15)) is not None
    assert plan_of(FIRST, AGAIN).on_air(datetime.min.replace(tzinfo=UTC)) is None
    assert plan_of(FIRST, AGAIN).upcoming(3, at(9999, 12, 20)) != ()
    last = datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))
    assert plan_of(FIRST, AGAIN).next_airing(last) is None


def test_slots_that_start_together_keep_the_order_of_the_plan() -> None:
    plan = plan_of(FIRST, attrs.evolve(FIRST, key="kenh-hai"))
    pair = plan.upcoming(2, at(2017, 2, 15))
    assert [one.slot for one in pair] == ["toi-chu-nhat", "kenh-hai"]
    assert plan.next_airing(at(2017, 2, 15)) == pair[0]
    assert plan.conflicts(at(2017, 2, 13), at(2017, 2, 20)) == (pair,)


def test_airings_of_one_instant_stand_in_the_order_of_their_slots_and_others_last() -> None:
    start = at(2017, 2, 21, 9)
    daily = Recurrence(frequency="daily", times=(time(9),))
    plan = plan_of(
        FIRST,
        Slot(key="ban-tin", recurrence=daily),
        exceptions=(move(date(2017, 2, 19), start),),
        extra=(Airing(slot="dac-biet", start=start),),
    )
    three = plan.airings(start, at(2017, 2, 21, 10))
    assert [one.slot for one in three] == ["toi-chu-nhat", "ban-tin", "dac-biet"]
    assert plan.upcoming(3, start, inclusive=True) == three
    assert plan.next_airing(start, inclusive=True) == three[0]
    unmoved = attrs.evolve(plan, exceptions=())
    assert unmoved.next_airing(start, inclusive=True) == three[1]


def test_none_of_the_airings_to_come_is_none() -> None:
    assert plan_of(FIRST).upcoming(0, at(2017, 1, 1)) == ()
    assert plan_of(FIRST).upcoming(-1, at(2017, 1, 1)) == ()


def test_a_plan_without_slots_airs_nothing() -> None:
    plan = plan_of()
    assert plan.next_airing(at(2017, 1, 1)) is None
    assert plan.on_air(at(2017, 1, 1)) is None
    assert plan.airings(at(2017, 1, 1), at(2018, 1, 1)) == ()
    assert plan.zone.key == "Asia/Ho_Chi_Minh"


def test_a_slot_is_found_by_its_key() -> None:
    assert plan_of(FIRST, AGAIN).slot("sang-thu-hai") is AGAIN
    assert plan_of(FIRST, AGAIN).slot("x") is None


def test_the_zone_is_that_of_the_first_rule() -> None:
    berlin = attrs.evolve(SUNDAYS, time_zone="Europe/Berlin")
    assert plan_of(AGAIN, attrs.evolve(FIRST, recurrence=berlin)).zone.key == "Europe/Berlin"


@given(slots(), aware_datetimes(min_value=datetime(2014, 1, 1), max_value=datetime(2031, 1, 1)))
def test_next_airings_are_those_of_dateutil(slot: Slot, after: datetime) -> None:
    rule = slot.recurrence
    assert rule is not None
    if rule.frequency not in {"daily", "weekly"} or rule.months:
        return
    frequency = rrule.DAILY if rule.frequency == "daily" else rrule.WEEKLY
    anchor = rule.anchor or date(2001, 1, 1)
    weekdays = [getattr(rrule, day) for day in rule.weekdays]
    occurrences: list[datetime] = []
    for clock in rule.times:
        # dateutil counts forward only: begin at a day of the same phase, years earlier.
        step = rule.interval * (1 if rule.frequency == "daily" else 7)
        back = (anchor - date(2012, 1, 1)).days // step + 1
        begin = anchor - timedelta(days=back * step)
        one = rrule.rrule(
            frequency,  # type: ignore[arg-type]
            interval=rule.interval,
            byweekday=weekdays or None,
            wkst=rrule.MO,
            dtstart=datetime.combine(begin, clock, VIETNAM),
        )
        occurrences += one.between(after.astimezone(VIETNAM), at(2031, 3, 1))
    expected = sorted(
        one
        for one in occurrences
        if (slot.valid_from or date.min) <= one.date() <= (slot.valid_until or date.max)
    )[:3]
    actual = plan_of(slot).upcoming(3, after)
    assert [one.start for one in actual if one.start < at(2031, 3, 1)] == expected


# ---- exceptions ----------------------------------------------------------------------------


def test_a_cancelled_airing_does_not_air() -> None:
    plan = plan_of(FIRST, exceptions=(cancel(date(2017, 2, 19), reason="Nghỉ"),))
    airing = plan.next_airing(at(2017, 2, 15))
    assert airing is not None
    assert airing.start == at(2017, 2, 26, 19, 45)
    assert plan.on_air(at(2017, 2, 19, 19, 50)) is None
    assert plan.problems() == ()


def test_a_moved_airing_says_from_where_and_why() -> None:
    exception = move(date(2017, 2, 19), at(2017, 2, 18, 20, 0), reason="Trực tiếp bóng đá")
    plan = plan_of(FIRST, exceptions=(exception,))
    assert plan.next_airing(at(2017, 2, 15)) == Airing(
        slot="toi-chu-nhat",
        start=at(2017, 2, 18, 20, 0),
        end=at(2017, 2, 18, 20, 15),
        moved_from=at(2017, 2, 19, 19, 45),
        exception=exception,
    )
    assert plan.on_air(at(2017, 2, 18, 20, 10)) is not None


def test_a_move_is_shown_in_the_zone_of_its_slot() -> None:
    exception = move(date(2017, 2, 19), datetime(2017, 2, 18, 13, 0, tzinfo=UTC))
    airing = plan_of(FIRST, exceptions=(exception,)).next_airing(at(2017, 2, 15))
    assert airing is not None
    assert airing.start.isoformat() == "2017-02-18T20:00:00+07:00"


def test_a_replaced_airing_keeps_its_time_and_changes_what_it_shows() -> None:
    segment = Segment(kind="local", title="Chúc Tết")
    plan = plan_of(
        FIRST,
        segments=(Segment(kind="relay"),),
        exceptions=(
            SlotException(
                slot="toi-chu-nhat",
                on=date(2017, 1, 29),
                action="replace",
                title="Chương trình Tết",
                segments=(segment,),
                duration=timedelta(minutes=45),
            ),
        ),
    )
    replaced, regular = plan.airings(at(2017, 1, 29), at(2017, 2, 6))
    assert replaced.title == "Chương trình Tết"
    assert replaced.segments == (segment,)
    assert replaced.end == at(2017, 1, 29, 20, 30)
    assert replaced.moved_from is None
    assert regular.title is None
    assert regular.segments == (Segment(kind="relay"),)


def test_a_moved_airing_shows_what_it_would_have_shown_and_a_replaced_one_does_not() -> None:
    shown = attrs.evolve(FIRST, title="Số chủ nhật", segments=(Segment(kind="relay"),))
    to = at(2017, 2, 18, 20, 0)
    plan = plan_of(
        shown,
        exceptions=(
            move(date(2017, 2, 19), to),
            replace(date(2017, 2, 26), title="Chuyên đề"),
            replace(date(2017, 3, 5), segments=(SPECIAL,)),
        ),
    )
    assert [(one.title, one.segments) for one in plan.upcoming(4, at(2017, 2, 13))] == [
        ("Số chủ nhật", (Segment(kind="relay"),)),
        ("Chuyên đề", ()),
        (None, (SPECIAL,)),
        ("Số chủ nhật", (Segment(kind="relay"),)),
    ]


def test_an_exception_names_one_of_several_airings_of_a_day() -> None:
    twice = Recurrence(frequency="daily", times=(time(6), time(18)))
    slot = Slot(key="ban-tin", recurrence=twice)
    plan = plan_of(slot, exceptions=(cancel(date(2017, 2, 15), "ban-tin", at=time(18)),))
    day = plan.airings(at(2017, 2, 15), at(2017, 2, 16))
    assert [one.start.hour for one in day] == [6]
    both = plan_of(slot, exceptions=(cancel(date(2017, 2, 15), "ban-tin"),))
    assert both.airings(at(2017, 2, 15), at(2017, 2, 16)) == ()


def test_an_airing_goes_on_where_the_one_that_would_have_begun_in_it_is_cancelled() -> None:
    twice = Recurrence(frequency="daily", times=(time(6), time(6, 10)))
    slot = attrs.evolve(FIRST, recurrence=twice)
    gone = cancel(date(2017, 2, 15), at=time(6, 10))
    for exceptions, begun in (((), at(2017, 2, 15, 6, 10)), ((gone,), at(2017, 2, 15, 6))):
        on_air = plan_of(slot, exceptions=exceptions).on_air(at(2017, 2, 15, 6, 12))
        assert on_air is not None
        assert on_air.start == begun


# ---- reruns --------------------------------------------------------------------------------


def test_a_rerun_at_an_offset_is_on_air_from_its_start_up_to_its_end() -> None:
    plan = plan_of(FIRST, AGAIN)
    again = Airing(
        slot="sang-thu-hai", kind="rerun", start=at(2017, 2, 20, 6, 30), end=at(2017, 2, 20, 6, 45)
    )
    assert plan.on_air(again.start) == plan.on_air(at(2017, 2, 20, 6, 44)) == again
    assert plan.on_air(at(2017, 2, 20, 6, 29)) is plan.on_air(at(2017, 2, 20, 6, 45)) is None
    assert plan.next_airing(again.start, inclusive=True) == again


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (
            {"exceptions": (move(date(2017, 2, 19), at(2017, 2, 19, 20)),)},
            (at(2017, 2, 20, 6, 45), SHORT, "Phát lại", (OTHER,), at(2017, 2, 20, 6, 30)),
        ),
        (
            {
                "exceptions": (
                    replace(
                        date(2017, 2, 19), title="Chuyên đề", segments=(SPECIAL,), duration=LONG
                    ),
                )
            },
            (at(2017, 2, 20, 6, 30), LONG, "Chuyên đề", (SPECIAL,), None),
        ),
        (
            {"extra": (Airing(slot="toi-chu-nhat", start=at(2017, 2, 20, 1)),)},
            (at(2017, 2, 20, 11, 45), SHORT, "Phát lại", (OTHER,), None),
        ),
        (
            {
                "extra": (
                    Airing(
                        slot="toi-chu-nhat",
                        start=at(2017, 2, 20, 1),
                        end=at(2017, 2, 20, 1, 45),
                        title="Chuyên đề",
                        segments=(SPECIAL,),
                    ),
                )
            },
            (at(2017, 2, 20, 11, 45), LONG, "Chuyên đề", (SPECIAL,), None),
        ),
    ],
)
def test_a_rerun_differs_from_its_slot_where_its_first_run_does(fields: Any, shown: Any) -> None:
    plan = plan_of(
        attrs.evolve(FIRST, title="Số chủ nhật", segments=(SERIES,)),
        attrs.evolve(AGAIN, title="Phát lại", segments=(OTHER,), duration=SHORT),
        **fields,
    )
    again = plan.airings(at(2017, 2, 20), at(2017, 2, 21))[-1]
    assert (again.start, again.duration, again.title, again.segments, again.moved_from) == shown


def test_a_rerun_at_an_offset_follows_its_first_run() -> None:
    plan = plan_of(
        FIRST,
        AGAIN,
        exceptions=(
            cancel(date(2017, 2, 12)),
            move(date(2017, 2, 19), at(2017, 2, 18, 20, 0)),
        ),
        extra=(Airing(slot="toi-chu-nhat", start=at(2017, 2, 22, 20, 0)),),
    )
    reruns = [one for one in plan.airings(at(2017, 2, 6), at(2017, 3, 1)) if one.kind == "rerun"]
    assert [(one.start, one.end) for one in reruns] == [
        (at(2017, 2, 6, 6, 30), at(2017, 2, 6, 6, 45)),
        (at(2017, 2, 19, 6, 45), at(2017, 2, 19, 7, 0)),
        (at(2017, 2, 23, 6, 45), at(2017, 2, 23, 7, 0)),
        (at(2017, 2, 27, 6, 30), at(2017, 2, 27, 6, 45)),
    ]
    assert str(reruns[1].moved_from) == "2017-02-20 06:30:00+07:00"
    assert [one.exception for one in reruns] == [None, plan.exceptions[1], None, None]


def test_a_rerun_is_what_its_first_run_is_where_its_slot_says_nothing_else() -> None:
    first = attrs.evolve(FIRST, title="Số chủ nhật", segments=(SERIES,))
    one, again = plan_of(first, AGAIN, segments=(OTHER,)).upcoming(2, at(2017, 2, 19))
    assert (again.slot, again.kind) == ("sang-thu-hai", "rerun")
    assert (again.title, again.segments, again.duration) == (one.title, one.segments, one.duration)


def test_a_rerun_by_a_rule_of_its_own_follows_nothing() -> None:
    monday = attrs.evolve(SUNDAYS, weekdays=("MO",))
    again = Slot(key="sang-thu-hai", kind="rerun", of="toi-chu-nhat", recurrence=monday)
    first = attrs.evolve(FIRST, title="Số chủ nhật")
    plan = plan_of(again, first, exceptions=(cancel(date(2017, 2, 19)),))
    assert plan.upcoming(1, at(2017, 2, 19)) == (
        Airing(slot="sang-thu-hai", kind="rerun", start=at(2017, 2, 20, 19, 45)),
    )


def test_a_rerun_by_a_rule_of_its_own_has_its_own_number_of_airings_a_day() -> None:
    twice = Recurrence(frequency="daily", times=(time(6), time(18)))
    first = attrs.evolve(FIRST, recurrence=twice)
    again = Slot(key="lai", kind="rerun", of="toi-chu-nhat", recurrence=SUNDAYS)
    to = at(2017, 2, 20)
    plan = plan_of(first, again, exceptions=(move(date(2017, 2, 19), to, "lai"),))
    assert plan.problems() == ()


def test_a_rerun_has_exceptions_of_its_own() -> None:
    moved = move(date(2017, 2, 19), at(2017, 2, 18, 20, 0))
    plan = plan_of(
        FIRST,
        AGAIN,
        exceptions=(
            moved,
            # The rerun that follows the moved first run, on the day to which it follows it.
            cancel(date(2017, 2, 19), "sang-thu-hai"),
            move(date(2017, 2, 27), at(2017, 2, 28, 9, 0), "sang-thu-hai"),
        ),
        extra=(Airing(slot="toi-chu-nhat", start=at(2017, 2, 22, 20, 0)),),
    )
    reruns = [one for one in plan.airings(at(2017, 2, 7), at(2017, 3, 3)) if one.kind == "rerun"]
    assert [one.start for one in reruns] == [
        at(2017, 2, 13, 6, 30),
        at(2017, 2, 23, 6, 45),
        at(2017, 2, 28, 9, 0),
    ]
    assert plan.problems() == ()


def test_an_exception_of_a_rerun_may_hit_one_that_follows_an_extra_first_run() -> None:
    extra = tuple(
        Airing(slot="toi-chu-nhat", start=at(2017, 2, day, hour))
        for day, hour in ((21, 20), (22, 20), (22, 21))
    )
    day = date(2017, 2, 23)
    cancelled = plan_of(FIRST, AGAIN, extra=extra, exceptions=(cancel(day, "sang-thu-hai"),))
    assert cancelled.airings(at(2017, 2, 23), at(2017, 2, 24)) == ()
    assert cancelled.problems() == ()
    to = at(2017, 2, 23, 12, 0)
    one = move(day, to, "sang-thu-hai", at=time(7, 45))
    moved = plan_of(FIRST, AGAIN, extra=extra, exceptions=(one,))
    assert [
        one.start for one in moved.airings(at(2017, 2, 22), at(2017, 2, 24)) if one.kind == "rerun"
    ] == [at(2017, 2, 22, 6, 45), at(2017, 2, 23, 6, 45), to]


def test_an_exception_of_a_rerun_that_does_not_air_or_has_one_already_hits_nothing() -> None:
    rerun = "sang-thu-hai"
    exceptions = (
        cancel(date(2017, 2, 12)),
        move(date(2017, 2, 19), at(2017, 2, 19, 20)),
        cancel(date(2017, 2, 13), rerun),
        move(date(2017, 2, 20), at(2017, 2, 20, 9), rerun),
        cancel(date(2017, 2, 20), rerun, at=time(6, 45)),
    )
    plan = plan_of(FIRST, AGAIN, exceptions=exceptions)
    assert [str(one) for one in plan.problems()] == [
        "plan it-today: exception sang-thu-hai 2017-02-13: hits no airing",
        "plan it-today: exception sang-thu-hai 2017-02-20: hits no airing",
    ]
    assert [one.start for one in plan.airings(at(2017, 2, 20), at(2017, 2, 21))] == [
        at(2017, 2, 20, 9)
    ]


def test_a_rerun_shows_what_its_first_run_showed_instead() -> None:
    replaced = replace(date(2017, 2, 19), title="Chuyên đề")
    plan = plan_of(FIRST, attrs.evolve(AGAIN, title="Phát lại"), exceptions=(replaced,))
    titles = [one.title for one in plan.airings(at(2017, 2, 19), at(2017, 3, 1))]
    assert titles == ["Chuyên đề", "Chuyên đề", None, "Phát lại"]


def test_the_validity_of_a_rerun_counts_its_own_days() -> None:
    plan = plan_of(FIRST, attrs.evolve(AGAIN, valid_from=date(2017, 2, 20)))
    starts = [one.start for one in plan.upcoming(4, at(2017, 2, 7)) if one.kind == "rerun"]
    assert starts == [at(2017, 2, 20, 6, 30)]


@pytest.mark.parametrize(
    ("validity", "airs"),
    [
        ({"valid_from": date(2017, 2, 20)}, True),
        ({"valid_from": date(2017, 2, 21)}, False),
        ({"valid_until": date(2017, 2, 20)}, True),
        ({"valid_until": date(2017, 2, 19)}, False),
    ],
)
def test_the_rerun_of_what_was_shown_instead_keeps_its_validity(
    validity: dict[str, date], *, airs: bool
) -> None:
    replaced = replace(date(2017, 2, 19), title="Chuyên đề")
    midnight = attrs.evolve(AGAIN, offset=timedelta(hours=4, minutes=15), **validity)
    plan = plan_of(FIRST, midnight, exceptions=(replaced,))
    reruns = plan.airings(at(2017, 2, 19), at(2017, 2, 22))[1:]
    expected = [(at(2017, 2, 20), "Chuyên đề")] if airs else []
    assert [(one.start, one.title) for one in reruns] == expected


def test_an_offset_is_elapsed_time_where_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    rule = Recurrence(
        frequency="weekly", weekdays=("SA",), times=(time(23),), time_zone="Europe/Berlin"
    )
    slot = Slot(
        key="a", recurrence=rule, duration=timedelta(hours=4), title="Đêm", segments=(SERIES,)
    )
    rerun = Slot(key="b", kind="rerun", of="a", offset=timedelta(hours=4))
    plan = plan_of(slot, rerun)
    first, second = plan.upcoming(2, datetime(2017, 3, 24, tzinfo=berlin))
    assert first.end is not None
    assert first.end.isoformat() == "2017-03-26T04:00:00+02:00"
    assert first.duration == timedelta(hours=4)
    assert second.start.isoformat() == "2017-03-26T04:00:00+02:00"
    listed = plan.airings(first.start, datetime(2017, 3, 26, 12, tzinfo=berlin))
    assert listed == (first, second)
    assert listed[0].end is not None
    assert listed[0].end.isoformat() == "2017-03-26T04:00:00+02:00"


@pytest.mark.parametrize(
    ("first", "days", "again"),
    [
        ("1974-06-01T19:45:00+08:00", 400, "1975-07-06T18:45:00+07:00"),
        ("1975-06-01T19:45:00+08:00", 400, "1976-07-05T18:45:00+07:00"),
        ("1977-06-01T19:45:00+07:00", 400, "1978-07-06T19:45:00+07:00"),
    ],
)
def test_an_offset_is_elapsed_time_across_years(first: str, days: int, again: str) -> None:
    # Saigon's clocks went back on 13 June 1975, for the last time.
    start = datetime.fromisoformat(first)
    daily = Recurrence(frequency="daily", times=(time(19, 45),))
    day = {"valid_from": start.date(), "valid_until": start.date()}
    slot = attrs.evolve(FIRST, recurrence=daily, **day)
    plan = plan_of(slot, attrs.evolve(AGAIN, offset=timedelta(days=days)))
    pair = plan.upcoming(9, start - QUARTER)
    assert [one.start.isoformat() for one in pair] == [first, again]


def test_an_airing_of_more_than_a_day_is_elapsed_time_as_well() -> None:
    start = datetime.fromisoformat("1974-06-01T19:45:00+08:00")
    rule = Recurrence(frequency="yearly", months=(6,), month_days=(1,), times=(time(19, 45),))
    plan = plan_of(attrs.evolve(FIRST, recurrence=rule, duration=timedelta(days=400)))
    (airing,) = plan.airings(start, start + QUARTER)
    assert airing.end is not None
    assert airing.end.isoformat() == "1975-07-06T18:45:00+07:00"


# ---- extra airings -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "moved_to"),
    [
        (date(1972, 12, 31), at(2017, 2, 19, 20)),
        (date(2017, 2, 19), at(1972, 12, 31, 23)),
        (date(2017, 2, 19), at(9999, 1, 1)),
        (date(9999, 1, 3), at(2017, 2, 19, 20)),
    ],
)
def test_exceptions_lie_where_calendars_and_clocks_are_plain(on: date, moved_to: datetime) -> None:
    with pytest.raises(ModelError, match="not from the year 1973 to 9998") as caught:
        move(on, moved_to)
    field, day = ("on", on) if on.year != 2017 else ("moved_to", moved_to)
    assert (caught.value.model, caught.value.field, caught.value.value) == (
        "SlotException",
        field,
        day,
    )


@pytest.mark.parametrize("start", [at(1972, 12, 31, 23), at(9999, 1, 1)])
def test_extra_airings_lie_there_too(start: datetime) -> None:
    with pytest.raises(ModelError, match="not from the year 1973 to 9998") as caught:
        plan_of(FIRST, extra=(Airing(slot="toi-chu-nhat", start=start),))
    assert (caught.value.model, caught.value.field, caught.value.value) == (
        "BroadcastPlan",
        "extra",
        start,
    )


@pytest.mark.parametrize("moment", [at(1973, 1, 1), at(9998, 12, 31, 23, 59)])
def test_at_the_ends_a_plan_still_answers(moment: datetime) -> None:
    moved = move(date(2017, 2, 19), moment)
    plan = plan_of(FIRST, AGAIN, exceptions=(moved,), extra=(Airing(slot="x", start=moment),))
    assert {one.slot for one in plan.airings(moment, moment + timedelta(minutes=1))} >= {"x"}
    assert plan.problems()


def test_an_extra_airing_takes_from_its_slot_what_it_leaves_open() -> None:
    segment = Segment(kind="local")
    plan = plan_of(
        attrs.evolve(FIRST, segments=(segment,), title="Số chủ nhật"),
        extra=(Airing(slot="toi-chu-nhat", start=datetime(2017, 2, 15, 13, tzinfo=UTC)),),
    )
    assert plan.next_airing(at(2017, 2, 15, 17)) == Airing(
        slot="toi-chu-nhat",
        start=at(2017, 2, 15, 20),
        end=at(2017, 2, 15, 20, 15),
        segments=(segment,),
        title="Số chủ nhật",
    )


def test_an_extra_airing_is_shown_in_the_zone_of_its_slot_and_of_its_kind() -> None:
    extra = Airing(slot="sang-thu-hai", start=datetime(2017, 2, 15, 13, tzinfo=UTC))
    airing = plan_of(FIRST, AGAIN, extra=(extra,)).next_airing(at(2017, 2, 15, 17))
    assert airing is not None
    assert (airing.start.isoformat(), airing.kind) == ("2017-02-15T20:00:00+07:00", "rerun")


def test_of_two_airings_on_air_the_later_is_told() -> None:
    extra = Airing(slot="them", start=at(2017, 2, 19, 19, 50), end=at(2017, 2, 19, 20, 10))
    plan = plan_of(FIRST, extra=(extra,))
    assert plan.on_air(at(2017, 2, 19, 19, 55)) == extra
    before = plan.on_air(at(2017, 2, 19, 19, 49))
    assert before is not None
    assert before.slot == "toi-chu-nhat"


def test_an_extra_airing_at_the_very_instant_is_next_only_when_asked_for() -> None:
    start = at(2017, 2, 17, 20, 0)
    plan = plan_of(FIRST, extra=(Airing(slot="them", start=start),))
    following, asked = plan.next_airing(start), plan.next_airing(start, inclusive=True)
    assert following is not None
    assert following.slot == "toi-chu-nhat"
    assert asked is not None
    assert asked.slot == "them"
    assert plan.upcoming(2, start, inclusive=True) == (asked, following)
    assert plan.upcoming(1, start) == (following,)


def test_a_record_has_one_of_its_times_at_least() -> None:
    start = at(2017, 2, 19, 19, 45)
    assert AiringRecord(aired_at=start).scheduled_at is None
    assert AiringRecord(scheduled_at=start, status="failed").aired_at is None


def test_an_extra_airing_may_belong_to_no_slot() -> None:
    extra = Airing(slot="dac-biet", start=at(2017, 2, 15, 20), end=at(2017, 2, 15, 21))
    plan = plan_of(FIRST, extra=(extra,))
    assert plan.next_airing(at(2017, 2, 15, 17)) == extra
    assert plan.on_air(extra.start) == plan.on_air(at(2017, 2, 15, 20, 59)) == extra
    assert plan.on_air(at(2017, 2, 15, 19, 59)) is plan.on_air(at(2017, 2, 15, 21)) is None
    assert plan.problems() == ()


# ---- what is wrong -------------------------------------------------------------------------


def test_an_exception_on_a_day_without_an_airing_is_named() -> None:
    plan = plan_of(FIRST, exceptions=(cancel(date(2017, 2, 20)), cancel(date(2017, 2, 26))))
    assert [str(one) for one in plan.problems()] == [
        "plan it-today: exception toi-chu-nhat 2017-02-20: hits no airing"
    ]
    assert [one.start.day for one in plan.upcoming(2, at(2017, 2, 15))] == [19, 5]


@pytest.mark.parametrize(
    ("exceptions", "extra", "named"),
    [
        (
            (move(date(2017, 2, 19), at(2017, 2, 26, 19, 45)),),
            (),
            (
                "exception toi-chu-nhat 2017-02-19: is put onto the airing of its own slot at "
                "2017-02-26 19:45:00+07:00"
            ),
        ),
        (
            (move(date(2017, 2, 19), at(2017, 2, 26, 19, 50)),),
            (),
            (
                "exception toi-chu-nhat 2017-02-19: is put at 2017-02-26 19:50:00+07:00 onto "
                "toi-chu-nhat at 2017-02-26 19:45:00+07:00"
            ),
        ),
        (
            (),
            (Airing(slot="dac-biet", start=at(2017, 2, 26, 19, 0), end=at(2017, 2, 26, 20, 0)),),
            (
                "extra airing dac-biet 2017-02-26 19:00:00+07:00: is put at "
                "2017-02-26 19:00:00+07:00 onto toi-chu-nhat at 2017-02-26 19:45:00+07:00"
            ),
        ),
        (
            (),
            (Airing(slot="toi-chu-nhat", start=at(2017, 2, 26, 19, 45)),),
            (
                "extra airing toi-chu-nhat 2017-02-26 19:45:00+07:00: is put onto the airing of "
                "its own slot at 2017-02-26 19:45:00+07:00"
            ),
        ),
        (
            (
                move(date(2017, 2, 19), at(2017, 2, 21, 9, 0)),
                move(date(2017, 2, 26), at(2017, 2, 21, 9, 10)),
            ),
            (),
            (
                "exception toi-chu-nhat 2017-02-19: is put at 2017-02-21 09:00:00+07:00 onto "
                "toi-chu-nhat at 2017-02-21 09:10:00+07:00"
            ),
        ),
    ],
)
def test_airings_put_onto_others_are_named(
    exceptions: tuple[SlotException, ...], extra: tuple[Airing, ...], named: str
) -> None:
    plan = plan_of(FIRST, exceptions=exceptions, extra=extra)
    assert [str(one) for one in plan.problems()] == [f"plan it-today: {named}"]


def test_what_is_shown_instead_is_put_onto_others_only_when_it_takes_longer() -> None:
    news = Slot(
        key="thoi-su",
        recurrence=Recurrence(frequency="daily", times=(time(19, 50),)),
        duration=timedelta(minutes=30),
    )
    days = date(2017, 2, 19), date(2017, 2, 26), date(2017, 3, 5)
    plan = plan_of(
        FIRST,
        news,
        exceptions=(
            replace(days[0], title="Chuyên đề"),
            replace(days[1], title="Chuyên đề", duration=timedelta(minutes=30)),
            replace(days[2], title="Chuyên đề"),
        ),
    )
    assert [str(one) for one in plan.problems()] == [
        (
            "plan it-today: exception toi-chu-nhat 2017-02-26: is put at "
            "2017-02-26 19:45:00+07:00 onto thoi-su at 2017-02-26 19:50:00+07:00"
        )
    ]


@pytest.mark.parametrize("minute", [40, 50])
def test_what_is_put_onto_an_airing_that_is_replaced_is_named_as_well(minute: int) -> None:
    start = at(2017, 2, 19, 19, minute)
    extra = Airing(slot="dac-biet", start=start, end=start + QUARTER)
    regular = plan_of(FIRST, extra=(extra,))
    special = replace(date(2017, 2, 19), title="Chuyên đề")
    replaced = plan_of(FIRST, extra=(extra,), exceptions=(special,))
    named = (
        f"plan it-today: extra airing dac-biet {start}: is put at {start} onto "
        "toi-chu-nhat at 2017-02-19 19:45:00+07:00"
    )
    for plan in (regular, replaced):
        assert [str(one) for one in plan.problems()] == [named]


def test_two_extra_airings_at_one_instant_are_named_though_neither_has_an_end() -> None:
    start = at(2017, 2, 22, 20)
    plan = plan_of(FIRST, extra=tuple(Airing(slot=slot, start=start) for slot in ("mot", "hai")))
    assert [str(one) for one in plan.problems()] == [
        f"plan it-today: extra airing mot {start}: is put at {start} onto hai at {start}"
    ]


def test_all_airings_that_another_is_put_onto_are_named_in_order() -> None:
    morning = Slot(
        key="sang", recurrence=Recurrence(frequency="daily", times=(time(6),)), duration=QUARTER
    )
    extra = Airing(slot="dac-biet", start=at(2017, 2, 19, 5), end=at(2017, 2, 19, 20))
    plan = plan_of(FIRST, morning, extra=(extra,))
    assert [str(one).rpartition(" onto ")[2] for one in plan.problems()] == [
        "sang at 2017-02-19 06:00:00+07:00",
        "toi-chu-nhat at 2017-02-19 19:45:00+07:00",
    ]


def test_a_lunar_day_is_a_problem_until_its_airings_are_added() -> None:
    rule = Recurrence(frequency="yearly", lunar_day=LunarDay(day=10, month=3), times=(time(20, 0),))
    slot = Slot(key="gio-to", recurrence=rule)
    plan = plan_of(slot)
    assert [str(one) for one in plan.problems()] == [
        "plan it-today: slot gio-to: is of a lunar day: add its airings as extra ones"
    ]
    assert plan.next_airing(at(2017, 1, 1)) is None
    assert plan.on_air(at(2017, 1, 1)) is None
    worked_out = plan_of(slot, extra=(Airing(slot="gio-to", start=at(2017, 4, 6, 20)),))
    assert worked_out.problems() == ()
    assert worked_out.next_airing(at(2017, 1, 1)) is not None


def test_airings_of_two_slots_that_overlap_are_conflicts() -> None:
    other = Slot(
        key="thoi-su",
        recurrence=Recurrence(frequency="daily", times=(time(19, 50),)),
        duration=timedelta(minutes=30),
    )
    [(one, two)] = plan_of(FIRST, other).conflicts(at(2017, 2, 13), at(2017, 2, 20))
    assert (one.slot, two.slot) == ("toi-chu-nhat", "thoi-su")
    assert two.start == at(2017, 2, 19, 19, 50)


@pytest.mark.parametrize("question", ["next_airing", "on_air"])
def test_a_naive_moment_is_refused(question: str) -> None:
    with pytest.raises(BroadcastError, match="is not a datetime with a time zone"):
        getattr(plan_of(FIRST), question)(datetime(2017, 2, 15))
    with pytest.raises(BroadcastError, match="end: is not"):
        plan_of(FIRST).airings(at(2017, 1, 1), datetime(2018, 1, 1))


# ---- laws ----------------------------------------------------------------------------------

HANOI = at(2017, 2, 19, 19, 45)
LIVE: dict[str, Any] = {"key": "a", "recurrence": SUNDAYS, "kind": "live"}


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: Slot(key="a"), "Slot.recurrence is missing, and so is an offset"),
        (lambda: attrs.evolve(AGAIN, recurrence=SUNDAYS), "Slot.offset is given beside"),
        (lambda: attrs.evolve(AGAIN, of=None), "Slot.of is missing"),
        (lambda: attrs.evolve(AGAIN, kind="first"), "Slot.of names a first run"),
        (lambda: attrs.evolve(FIRST, key="Tối"), "Slot.key is not a key"),
        (lambda: Slot(**LIVE), "Slot.kind is none of first, rerun"),
        (lambda: attrs.evolve(FIRST, duration=timedelta(0)), "Slot.duration is not a duration"),
        (
            lambda: attrs.evolve(FIRST, recurrence=attrs.evolve(SUNDAYS, times=())),
            "Slot.recurrence gives no time of day",
        ),
        (
            lambda: attrs.evolve(FIRST, valid_from=date(2017, 3, 1), valid_until=date(2017, 2, 28)),
            "Slot.valid_until is before valid_from",
        ),
        (lambda: Airing(slot="a", start=HANOI, end=HANOI), "Airing.end is not after the start"),
        (lambda: Airing(slot="a", start=datetime(2017, 1, 1)), "Airing.start is not a datetime"),
        (
            lambda: SlotException(slot="a", on=date(2017, 1, 1), action="move"),
            "SlotException.moved_to is missing",
        ),
        (
            lambda: cancel(date(2017, 1, 1), moved_to=HANOI),
            "SlotException.moved_to does not belong to a cancel",
        ),
        (lambda: cancel(HANOI), "SlotException.on is not a date"),
        (
            lambda: cancel(date(2017, 1, 1), at=time(19, 45, tzinfo=UTC)),
            "SlotException.at is not a local time",
        ),
        (lambda: attrs.evolve(FIRST, valid_from=HANOI), "Slot.valid_from is not a date"),
        (
            lambda: cancel(date(2017, 1, 1), title="x"),
            "SlotException.action leaves nothing to be shown",
        ),
        (
            lambda: SlotException(slot="a", on=date(2017, 1, 1), action="replace"),
            "SlotException.title is missing from a replace",
        ),
        (lambda: AiringRecord(slot="a", scheduled_at=HANOI), "AiringRecord.aired_at is missing"),
        (lambda: AiringRecord(status="failed"), "AiringRecord.scheduled_at is missing"),
        (
            lambda: Segment(kind="local", source=Source(name="Cổng")),
            "Segment.source belongs to a relay segment",
        ),
        (lambda: plan_of(FIRST, FIRST), "BroadcastPlan.slots hold a key twice: 'toi-chu-nhat'"),
        (lambda: plan_of(AGAIN), "BroadcastPlan.slots lack the first run of a rerun"),
        (
            lambda: plan_of(attrs.evolve(FIRST, key="x"), AGAIN),
            "BroadcastPlan.slots lack the first run of a rerun: 'toi-chu-nhat'",
        ),
        (
            lambda: plan_of(FIRST, AGAIN, attrs.evolve(AGAIN, key="c", of="sang-thu-hai")),
            "BroadcastPlan.slots hold a rerun of a rerun: 'sang-thu-hai'",
        ),
        (
            lambda: plan_of(FIRST, exceptions=(cancel(date(2017, 1, 1), "x"),)),
            "BroadcastPlan.exceptions name an unknown slot: 'x'",
        ),
        (
            lambda: plan_of(FIRST, exceptions=(cancel(date(2017, 1, 1)),) * 2),
            "BroadcastPlan.exceptions hold the same airing twice",
        ),
        (
            lambda: plan_of(FIRST, extra=(Airing(slot="a", start=HANOI),) * 2),
            "BroadcastPlan.extra hold the same airing twice",
        ),
        (
            lambda: plan_of(
                attrs.evolve(FIRST, recurrence=attrs.evolve(SUNDAYS, times=(time(6), time(18)))),
                AGAIN,
                exceptions=(move(date(2017, 2, 20), HANOI, "sang-thu-hai"),),
            ),
            "BroadcastPlan.exceptions hold a move of a slot with several airings a day",
        ),
        (lambda: plan_of(slots=[FIRST]), "BroadcastPlan.slots is not a tuple"),
    ],
)
def test_a_broken_law_is_named(make: Any, named: str) -> None:
    with pytest.raises(ModelError) as caught:
        make()
    assert str(caught.value).startswith(named)


def test_an_airing_by_rule_is_the_airing_its_constructor_makes() -> None:
    segments = (Segment(kind="local"),)
    slot = attrs.evolve(FIRST, kind="rerun")
    end = HANOI + QUARTER
    assert airing_by_rule(slot, HANOI, end, segments, "x") == Airing(
        slot=slot.key, start=HANOI, end=end, kind="rerun", segments=segments, title="x"
    )


@given(broadcast_plans())
def test_a_plan_survives_pickle_and_stays_hashable(plan: BroadcastPlan) -> None:
    plan.next_airing(at(2017, 2, 15))
    copy = pickle.loads(pickle.dumps(plan))
    assert copy == plan
    assert hash(copy) == hash(plan)
    assert copy.next_airing(at(2017, 2, 15)) == plan.next_airing(at(2017, 2, 15))


@given(broadcast_plans(faultless=True))
def test_faultless_plans_have_no_problems(plan: BroadcastPlan) -> None:
    assert plan.problems() == ()
