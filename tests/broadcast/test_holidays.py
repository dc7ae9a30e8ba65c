"""Holidays and lunar days: which airings they cancel, move or give."""

import builtins
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import dates
from govnews.broadcast import holiday_exceptions, lunar_airings, lunar_days, parse_schedule
from govnews.errors import BroadcastError, DateFormatError, MissingExtraError, ModelError
from govnews.model import BroadcastPlan, LunarDay, Recurrence, Slot, SlotException

VIETNAM = dates.VIETNAM


def plan_of(*phrases: str, **fields: Any) -> BroadcastPlan:
    slots = tuple(
        Slot(key=f"slot-{number}", recurrence=parse_schedule(phrase))
        for number, phrase in enumerate(phrases)
    )
    return BroadcastPlan(key="plan", title="Chương trình", slots=slots, **fields)


def days(exceptions: tuple[SlotException, ...], action: str = "cancel") -> list[str]:
    return [one.on.isoformat() for one in exceptions if one.action == action]


def test_airings_on_holidays_are_cancelled_with_the_reason() -> None:
    pytest.importorskip("holidays")
    exceptions = holiday_exceptions(plan_of("19h45 hàng ngày"), 2024)

    assert {one.action for one in exceptions} == {"cancel"}
    assert days(exceptions) == [
        "2024-01-01",
        *(f"2024-02-{day:02}" for day in range(8, 15)),
        "2024-04-18",
        "2024-04-29",  # a working day swapped for Saturday 4 May
        "2024-04-30",
        "2024-05-01",
        "2024-09-02",
        "2024-09-03",
    ]
    assert exceptions[-1].reason == "Quốc khánh"


def test_compensatory_days_are_holidays() -> None:
    pytest.importorskip("holidays")
    exceptions = holiday_exceptions(plan_of("19h45 thứ hai hàng tuần"), 2026)

    assert ("2026-04-27", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)") in [
        (one.on.isoformat(), one.reason) for one in exceptions
    ]


def test_the_reasons_are_in_the_language_of_the_plan() -> None:
    pytest.importorskip("holidays")
    exceptions = holiday_exceptions(plan_of("19h45 hàng ngày", language="en"), 2026)

    assert exceptions[0].reason == "New Year's Day"


def test_a_rule_that_says_so_moves_to_the_next_working_day() -> None:
    pytest.importorskip("holidays")
    plan = plan_of("8h ngày 1 hàng tháng, nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo")

    exceptions = holiday_exceptions(plan, 2026)
    starts = [
        airing.start.astimezone(VIETNAM).date().isoformat()
        for airing in attrs.evolve(plan, exceptions=exceptions).airings(
            datetime(2026, 1, 1, tzinfo=VIETNAM), datetime(2027, 1, 1, tzinfo=VIETNAM)
        )
    ]

    assert starts == [
        "2026-01-02",  # Thursday 1 January is a holiday
        "2026-02-02",  # 1 February is a Sunday
        "2026-03-02",
        "2026-04-01",
        "2026-05-04",  # Labour Day, then a weekend
        "2026-06-01",
        "2026-07-01",
        "2026-08-03",
        "2026-09-03",
        "2026-10-01",
        "2026-11-02",
        "2026-12-01",
    ]
    reasons = {one.on: one.reason for one in exceptions}
    assert reasons[date(2026, 2, 1)] == "Ngày nghỉ hằng tuần"
    assert reasons[date(2026, 5, 1)] == "Ngày Quốc tế Lao động"


def test_every_time_of_a_moved_day_moves() -> None:
    pytest.importorskip("holidays")
    plan = plan_of("8h và 20h ngày 1/1 hàng năm, nếu trùng ngày nghỉ thì vào ngày làm việc sau")

    exceptions = holiday_exceptions(plan, 2026)

    assert [(one.at, one.moved_to) for one in exceptions] == [
        (time(8), datetime(2026, 1, 2, 8, tzinfo=VIETNAM)),
        (time(20), datetime(2026, 1, 2, 20, tzinfo=VIETNAM)),
    ]
    assert attrs.evolve(plan, exceptions=exceptions).problems() == ()


def test_an_airing_never_moves_onto_another_of_its_slot() -> None:
    pytest.importorskip("holidays")
    weekend = plan_of("8h T7, CN, nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo")
    daily = plan_of("8h hàng ngày, nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo")

    moved = holiday_exceptions(weekend, 2025)
    assert days(moved, "move")[0] == "2025-01-04"  # Saturday, to Monday
    assert days(moved)[0] == "2025-01-05"  # Sunday would be the same Monday
    assert days(holiday_exceptions(daily, 2025), "move") == []
    for plan in (weekend, daily):
        whole = attrs.evolve(plan, exceptions=holiday_exceptions(plan, 2025))
        assert whole.problems() == ()


def test_saturdays_that_are_worked_are_working_days() -> None:
    pytest.importorskip("holidays")
    plan = plan_of("8h ngày 4/5 hàng năm, nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo")

    assert holiday_exceptions(plan, 2024) == ()  # worked for Monday 29 April


def test_what_the_plan_decides_itself_stays() -> None:
    pytest.importorskip("holidays")
    own = SlotException(
        slot="slot-0", on=date(2026, 9, 2), action="cancel", reason="Truyền hình trực tiếp"
    )
    plan = plan_of("19h45 hàng ngày", exceptions=(own,))

    assert "2026-09-02" not in days(holiday_exceptions(plan, 2026))


def test_only_airings_within_the_validity_of_a_slot_count() -> None:
    pytest.importorskip("holidays")
    slot = Slot(
        key="slot",
        recurrence=parse_schedule("19h45 hàng ngày"),
        valid_from=date(2026, 9, 1),
        valid_until=date(2026, 9, 1),
    )
    plan = BroadcastPlan(key="plan", title="Chương trình", slots=(slot,))

    assert days(holiday_exceptions(plan, 2026)) == ["2026-09-01"]


def test_airings_may_be_kept_and_reruns_follow() -> None:
    pytest.importorskip("holidays")
    plan = plan_of("19h45 hàng ngày")
    rerun = Slot(key="again", kind="rerun", of="slot-0", offset=timedelta(hours=10))
    plan = attrs.evolve(plan, slots=(*plan.slots, rerun))

    assert holiday_exceptions(plan, 2026, otherwise="keep") == ()
    assert {one.slot for one in holiday_exceptions(plan, 2026)} == {"slot-0"}


@pytest.mark.parametrize("year", [1900, 2101, 0])
def test_a_year_without_known_holidays_is_an_error(year: int) -> None:
    with pytest.raises(BroadcastError, match="is not 1901 to 2100"):
        holiday_exceptions(plan_of("19h45 hàng ngày"), year)


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def no_holidays(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "holidays":
            raise ImportError(name)
        return real_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", no_holidays)

    with pytest.raises(MissingExtraError, match=r"govnews\[holidays\]"):
        holiday_exceptions(plan_of("19h45 hàng ngày"), 2026)


# ---- lunar days -------------------------------------------------------------------------

HUNG_KINGS = parse_schedule("8h00 mùng 10 tháng 3 âm lịch hàng năm")


def test_a_lunar_day_of_every_year() -> None:
    found = lunar_days(HUNG_KINGS, date(2010, 1, 1), date(2030, 1, 1))

    assert list(found) == [dates.hung_kings_day(year) for year in range(2010, 2030)]


def test_the_window_is_half_open() -> None:
    day = dates.hung_kings_day(2026)

    assert lunar_days(HUNG_KINGS, day, day + timedelta(days=1)) == (day,)
    assert lunar_days(HUNG_KINGS, day + timedelta(days=1), day) == ()
    assert lunar_days(HUNG_KINGS, date(2026, 1, 1), day) == ()


def test_the_last_month_of_a_lunar_year_falls_in_the_next_civil_one() -> None:
    kitchen_gods = parse_schedule("23 tháng Chạp")

    assert lunar_days(kitchen_gods, date(2026, 1, 1), date(2027, 1, 1)) == (date(2026, 2, 10),)


def test_years_without_the_day_give_none() -> None:
    leap_sixth = Recurrence(frequency="yearly", lunar_day=LunarDay(day=1, month=6, leap=True))

    assert lunar_days(leap_sixth, date(2015, 1, 1), date(2027, 1, 1)) == (
        date(2017, 7, 23),
        date(2025, 7, 25),
    )


@given(
    st.integers(1, 30),
    st.integers(1, 12),
    st.dates(date(1970, 1, 1), date(2050, 1, 1)),
    st.integers(0, 1_000),
)
def test_lunar_days_are_the_days_the_calendar_calls_so(
    day: int, month: int, start: date, length: int
) -> None:
    rule = Recurrence(frequency="yearly", lunar_day=LunarDay(day=day, month=month))
    every = (start + timedelta(days=number) for number in range(length))

    wanted = [
        one
        for one in every
        if (lunar := dates.to_lunar(one)).day == day and lunar.month == month and not lunar.leap
    ]

    assert list(lunar_days(rule, start, start + timedelta(days=length))) == wanted


def test_unknown_lunar_years_and_other_rules_are_errors() -> None:
    with pytest.raises(DateFormatError):
        lunar_days(HUNG_KINGS, date(2050, 1, 1), date(2060, 1, 1))
    with pytest.raises(ModelError, match="the rule is of civil days"):
        lunar_days(parse_schedule("hàng ngày"), date(2026, 1, 1), date(2027, 1, 1))


def test_lunar_airings_complete_a_plan() -> None:
    plan = plan_of("8h00 mùng 10 tháng 3 âm lịch hàng năm", "19h45 chủ nhật hàng tuần")

    extra = lunar_airings(plan, date(2026, 1, 1), date(2028, 1, 1))
    whole = attrs.evolve(plan, extra=extra)

    assert [one.start.isoformat() for one in extra] == [
        "2026-04-26T08:00:00+07:00",
        "2027-04-16T08:00:00+07:00",
    ]
    assert plan.problems() != ()
    assert whole.problems() == ()
    airing = whole.next_airing(datetime(2026, 4, 25, 17, tzinfo=UTC))
    assert airing is not None
    assert airing.slot == "slot-0"


def test_lunar_airings_keep_the_validity_and_the_next_working_day() -> None:
    pytest.importorskip("holidays")
    rule = attrs.evolve(HUNG_KINGS, if_day_off="next_working_day")
    slot = Slot(key="gio-to", recurrence=rule, valid_from=date(2027, 1, 1))
    plan = BroadcastPlan(key="plan", title="Giỗ Tổ", slots=(slot,))

    extra = lunar_airings(plan, date(2026, 1, 1), date(2028, 1, 1))

    # Friday 16 April 2027 is the holiday itself, a weekend follows.
    assert [one.start.date() for one in extra] == [date(2027, 4, 19)]
