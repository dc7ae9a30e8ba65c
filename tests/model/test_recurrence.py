"""Recurrences: our arithmetic against dateutil's expansion, and the laws of the class."""

import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import groupby, islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, strategies as st

from govnews.errors import ModelError
from govnews.model import LunarDay, Recurrence
from govnews.model._rule_days import EveryMonths
from govnews.model._rule_parts import WEEKDAYS
from govnews.testing._recurrence import lunar_days, recurrences

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NEW_YORK = ZoneInfo("America/New_York")

sunday = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))

days = st.dates(date(1980, 1, 1), date(2060, 12, 31))
instants = st.datetimes(
    datetime(1980, 1, 1), datetime(2060, 12, 31), timezones=st.just(VIETNAM)
).map(lambda moment: moment.replace(microsecond=0))


def expanded(rule: Recurrence, start: datetime, end: datetime) -> list[datetime]:
    """What dateutil makes of the rule's own RFC 5545 text, DTSTART being its first time."""
    first = rule.next_day(date(1979, 1, 1), inclusive=True)
    if first is None:
        return []
    begin = datetime.combine(first, (rule.times or (time(0),))[0])
    found = set()
    for text in rule.rrules():
        found.update(
            rrulestr(text, dtstart=begin.replace(hour=0, minute=0)).between(
                start.replace(tzinfo=None) - timedelta(seconds=1),
                end.replace(tzinfo=None),
            )
        )
    return [
        moment.replace(tzinfo=VIETNAM)
        for moment in sorted(found)
        if start.replace(tzinfo=None) <= moment < end.replace(tzinfo=None)
    ]


@given(recurrences(), instants, st.timedeltas(timedelta(0), timedelta(days=800)))
def test_between_agrees_with_dateutil(rule: Recurrence, start: datetime, length: timedelta) -> None:
    end = start + length

    assert expanded(rule, start, end) == list(rule.between(start, end))


@given(recurrences(), instants, st.booleans())
def test_next_and_previous_agree_with_dateutil(
    rule: Recurrence, moment: datetime, inclusive: bool
) -> None:
    following = rule.next(moment, inclusive=inclusive)
    preceding = rule.previous(moment, inclusive=inclusive)
    window = timedelta(days=500)

    after = [t for t in expanded(rule, moment, moment + window) if inclusive or t > moment]
    before = [
        t
        for t in expanded(rule, moment - window, moment + timedelta(seconds=1))
        if inclusive or t < moment
    ]

    if after:
        assert after[0] == following
    else:
        assert following is None or following >= moment + window
    # The oracle knows nothing before its DTSTART in 1979.
    if before:
        assert before[-1] == preceding
    elif moment - window > datetime(1979, 1, 1, tzinfo=VIETNAM):
        assert preceding is None or preceding < moment - window


@given(recurrences(), days, st.integers(0, 400))
def test_days_are_the_days_it_includes(rule: Recurrence, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    every = [start + timedelta(days=n) for n in range(length)]

    assert [day for day in every if rule.includes(day)] == list(rule.days(start, end))


@given(recurrences(), days)
def test_next_day_and_previous_day_are_inverse(rule: Recurrence, day: date) -> None:
    following = rule.next_day(day)
    assume(following is not None)
    assert following is not None

    assert rule.previous_day(following + timedelta(days=1)) == following
    assert not any(rule.includes(day + timedelta(days=n)) for n in range(1, (following - day).days))
    preceding = rule.previous_day(following)
    assert preceding is None or rule.next_day(preceding) == following


@given(recurrences(), instants)
def test_an_answer_is_later_and_its_own_inclusive_answer(
    rule: Recurrence, moment: datetime
) -> None:
    found = rule.next(moment)
    assume(found is not None)
    assert found is not None

    assert found > moment
    assert found == rule.next(found, inclusive=True)
    assert found == rule.previous(found, inclusive=True)
    assert str(found.tzinfo) == rule.time_zone


@given(recurrences(), instants, st.integers(-12, 12))
def test_the_zone_of_the_question_does_not_matter(
    rule: Recurrence, moment: datetime, hours: int
) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))

    assert rule.next(moment) == rule.next(elsewhere)
    assert rule.previous(moment) == rule.previous(elsewhere)


def test_the_weekly_airing_of_the_page() -> None:
    after = datetime(2017, 2, 15, 17, 0, tzinfo=VIETNAM)

    assert datetime(2017, 2, 19, 19, 45, tzinfo=VIETNAM) == sunday.next(after)
    assert datetime(2017, 2, 12, 19, 45, tzinfo=VIETNAM) == sunday.previous(after)
    assert sunday.rrule() == "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"


def test_the_bounds_are_half_open() -> None:
    first = datetime(2017, 2, 19, 19, 45, tzinfo=VIETNAM)
    second = first + timedelta(days=7)

    assert [first] == list(sunday.between(first, second))
    assert second == sunday.next(first)
    assert first == sunday.next(first, inclusive=True)
    assert first == sunday.previous(first, inclusive=True)
    assert list(sunday.between(second, first)) == []
    there = attrs.evolve(sunday, time_zone="America/New_York")  # where clocks still change
    first = first.replace(tzinfo=NEW_YORK)
    assert [first] == list(there.between(first, first + timedelta(days=7)))


def test_a_window_may_begin_between_two_times_of_a_day() -> None:
    rule = Recurrence(frequency="daily", times=(time(6), time(12), time(18)))
    begin = datetime(2017, 2, 15, 9, tzinfo=VIETNAM)

    found = list(rule.between(begin, begin + timedelta(days=1)))

    assert [one.hour for one in found] == [12, 18, 6]


def test_a_rule_of_days_only_answers_with_the_start_of_its_day() -> None:
    rule = Recurrence(frequency="weekly", weekdays=("TH",))

    assert datetime(2017, 2, 16, tzinfo=VIETNAM) == rule.next(datetime(2017, 2, 15, 10, tzinfo=UTC))
    assert rule.rrule() == "FREQ=WEEKLY;BYDAY=TH"


@pytest.mark.parametrize(
    ("rule", "first_days"),
    [
        (Recurrence(frequency="monthly", interval=3), ["2017-04-01", "2017-07-01"]),
        (
            Recurrence(frequency="weekly", interval=2, anchor=date(2017, 2, 14)),
            ["2017-02-28", "2017-03-14"],
        ),
        (Recurrence(frequency="monthly", month_days=(31,)), ["2017-03-31", "2017-05-31"]),
        (Recurrence(frequency="monthly", month_days=(-31,)), ["2017-03-01", "2017-05-01"]),
        (
            Recurrence(frequency="yearly", months=(2,), month_days=(29,)),
            ["2020-02-29", "2024-02-29"],
        ),
        (
            Recurrence(frequency="yearly", anchor=date(2016, 9, 2)),
            ["2017-09-02", "2018-09-02"],
        ),
        (
            Recurrence(frequency="yearly", interval=3, anchor=date(2016, 9, 2)),
            ["2019-09-02", "2022-09-02"],
        ),
        (
            Recurrence(frequency="monthly", weekdays=("FR",), month_days=(13,)),
            ["2017-10-13", "2018-04-13"],
        ),
        (
            Recurrence(frequency="daily", interval=2, anchor=date(2017, 2, 15), months=(3,)),
            ["2017-03-01", "2017-03-03"],
        ),
        (
            Recurrence(frequency="monthly", weekdays=("FR",), positions=(-1, 2)),
            ["2017-02-24", "2017-03-10"],
        ),
        (
            Recurrence(frequency="daily", interval=2, weekdays=("MO", "TU")),
            ["2017-02-20", "2017-02-28"],
        ),
    ],
)
def test_days_that_come_from_the_anchor_or_are_narrowed(
    rule: Recurrence, first_days: list[str]
) -> None:
    found = rule.days(date(2017, 2, 16), date(2030, 1, 1))

    assert first_days == [day.isoformat() for day in islice(found, 2)]
    first, second = map(date.fromisoformat, first_days)
    assert rule.previous_day(second + timedelta(days=1)) == second
    assert rule.previous_day(second) == first


@pytest.mark.parametrize("weekday", range(7))
def test_weekdays_of_a_month_are_those_of_the_calendar(weekday: int) -> None:
    rule = Recurrence(frequency="monthly", weekdays=(WEEKDAYS[weekday],))
    begin, end = date(2017, 1, 1), date(2021, 1, 1)
    days = [date.fromordinal(number) for number in range(begin.toordinal(), end.toordinal())]
    named = [day for day in days if day.weekday() == weekday]
    assert list(rule.days(begin, end)) == named
    for position in (1, 2, 3, 4, 5, -1, -2, -3, -4, -5):
        chosen = []
        for _, days_of_month in groupby(named, key=lambda day: (day.year, day.month)):
            month = list(days_of_month)
            if abs(position) <= len(month):
                chosen.append(month[position - (position > 0)])
        narrowed = attrs.evolve(rule, positions=(position,))
        assert list(narrowed.days(begin, end)) == chosen


def test_a_daily_rule_that_never_meets_its_weekday_has_no_day() -> None:
    rule = Recurrence(frequency="daily", interval=7, weekdays=("TU",))  # counted from a Monday

    assert rule.next_day(date(2017, 1, 1)) is None
    assert rule.previous_day(date(2017, 1, 1)) is None
    assert rule.next(datetime(2017, 1, 1, tzinfo=UTC)) is None
    assert rule.previous(datetime(2017, 1, 1, tzinfo=UTC)) is None
    assert (
        list(rule.between(datetime.min.replace(tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC))) == []
    )


@pytest.mark.parametrize(
    ("fields", "after", "expected"),
    [
        # The first and the thirtieth are never the second or fourth of their weekday.
        ({"month_days": (1, 30), "weekdays": ("MO",), "positions": (2, 4)}, 2017, None),
        # A leap day on a Sunday, over the century without one.
        ({"month_days": (29,), "months": (2,), "weekdays": ("SU",)}, 2089, date(2128, 2, 29)),
        ({"month_days": (29,), "months": (2,), "interval": 100 * 12}, 2001, date(2400, 2, 29)),
        # From 2001 on, every fourth year has no leap day.
        ({"month_days": (29,), "months": (2,), "interval": 4 * 12}, 2001, None),
    ],
)
def test_days_that_are_rare_are_found_and_impossible_ones_given_up(
    fields: dict[str, Any], after: int, expected: date | None
) -> None:
    anchor = date(2000 if expected else 2001, 2, 1)
    rule = Recurrence(frequency="monthly", anchor=anchor, **fields)
    assert rule.next_day(date(after, 1, 1)) == expected
    if expected is None:
        assert rule.previous_day(date(after, 1, 1)) is None
    # Not month by month to the end of the calendar, which takes a second.
    days = rule._days
    assert isinstance(days, EveryMonths)
    assert sum(1 for _ in days._months_from(date(after, 1, 1).toordinal(), 1)) <= 400 * 12 + 1


def test_a_monthly_rule_that_never_meets_its_month_has_no_day() -> None:
    rule = Recurrence(frequency="monthly", interval=2, months=(2,))  # counted from January

    assert rule.next_day(date(2017, 1, 1)) is None
    assert rule.previous_day(date(2017, 1, 1)) is None


@given(
    recurrences(time_zone=st.sampled_from(["Asia/Ho_Chi_Minh", "America/New_York"])),
    st.sampled_from(
        [
            datetime.min.replace(tzinfo=UTC),
            datetime.max.replace(tzinfo=UTC),
            datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
            datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
            datetime.min.replace(tzinfo=VIETNAM),
            datetime.max.replace(tzinfo=VIETNAM),
        ]
    ),
)
def test_the_ends_of_the_calendar(rule: Recurrence, edge: datetime) -> None:
    assert rule.previous_day(date.min) is None
    assert rule.next_day(date.max) is None
    if edge.tzinfo is VIETNAM and rule.time_zone == "Asia/Ho_Chi_Minh":
        assert (rule.previous(edge) if edge.year == 1 else rule.next(edge)) is None
    for found in (rule.next(edge), rule.previous(edge)):
        assert found is None or found.tzinfo is not None
    for end in (date.min, date.max):
        rule.next_day(end, inclusive=True)
        rule.previous_day(end, inclusive=True)


def test_the_first_and_the_last_day_of_the_calendar_are_days_of_a_rule() -> None:
    daily = Recurrence(frequency="daily")

    assert daily.next_day(date(9999, 12, 30)) == date.max
    assert daily.next_day(date.max, inclusive=True) == date.max
    assert daily.previous_day(date(1, 1, 2)) == date.min
    assert daily.previous_day(date.min, inclusive=True) == date.min
    fridays = Recurrence(frequency="weekly", weekdays=("FR",))
    assert fridays.next_day(date(9999, 12, 30)) == date.max
    for narrowed in (daily, fridays, Recurrence(frequency="weekly", weekdays=("MO",))):
        rule = attrs.evolve(narrowed, months=(2, 11))
        assert rule.previous_day(date(1, 1, 31)) is None
        assert rule.next_day(date(9999, 12, 1)) is None
    for frequency in ("monthly", "yearly"):
        rule = Recurrence(frequency=frequency, month_days=(1, -1), months=(1, 12))
        assert rule.next_day(date.min, inclusive=True) == date.min
        assert rule.next_day(date(9999, 12, 2)) == date.max
        assert rule.previous_day(date.max, inclusive=True) == date.max
        assert rule.previous_day(date(1, 1, 31)) == date.min
        december = datetime(9999, 12, 2, tzinfo=VIETNAM)
        last = datetime.max.replace(tzinfo=VIETNAM)
        assert [one.date() for one in rule.between(december, last)] == [date.max]
        assert rule.next(last) is None
        assert rule.previous(datetime.min.replace(tzinfo=VIETNAM)) is None
        only_in_january = attrs.evolve(rule, months=(1,))
        assert only_in_january.previous_day(date.max) == date(9999, 1, 31)


def test_an_instant_beyond_an_end_of_the_calendar_counts_as_that_end() -> None:
    noon = Recurrence(frequency="daily", times=(time(12),))
    before = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
    after = datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))

    assert noon.next(before) == datetime(1, 1, 1, 12, tzinfo=VIETNAM)
    assert noon.previous(after) == datetime(9999, 12, 31, 12, tzinfo=VIETNAM)
    assert noon.previous(before) is noon.next(after) is None


def test_weeks_are_counted_from_the_anchor_both_ways() -> None:
    rule = Recurrence(
        frequency="weekly", interval=2, weekdays=("MO", "SU"), anchor=date(2017, 2, 19)
    )
    listed = [date(2017, 2, 5), date(2017, 2, 13), date(2017, 2, 19), date(2017, 2, 27)]

    assert list(rule.days(date(2017, 2, 1), date(2017, 3, 1))) == listed
    back = [rule.previous_day(date(2017, 3, 1))]
    while len(back) < len(listed):
        back.append(rule.previous_day(back[-1]))
    assert back == listed[::-1]
    assert Recurrence(frequency="weekly", weekdays=("MO",)).previous_day(date(1, 1, 3)) == date.min


@pytest.mark.parametrize("day_of_the_week", range(13, 20))
def test_the_week_of_the_anchor_counts_whichever_its_day(day_of_the_week: int) -> None:
    wednesdays = Recurrence(
        frequency="weekly", interval=2, weekdays=("WE",), anchor=date(2017, 2, day_of_the_week)
    )
    assert wednesdays.next_day(date(2017, 2, 13)) == date(2017, 2, 15)
    assert wednesdays.previous_day(date(2017, 2, 14)) == date(2017, 2, 1)
    assert wednesdays.next_day(date(2017, 2, 16)) == date(2017, 3, 1)


def test_a_time_that_is_put_past_midnight_comes_after_those_of_the_next_day() -> None:
    # Toronto went from 23:30 on 30 March 1919 to 00:30 on the 31st.
    toronto = ZoneInfo("America/Toronto")
    rule = Recurrence(
        frequency="daily", times=(time(0, 35), time(23, 45)), time_zone="America/Toronto"
    )
    noon = datetime(1919, 3, 30, 12, 0, tzinfo=toronto)

    first = rule.next(noon)
    assert first == datetime(1919, 3, 31, 0, 35, tzinfo=toronto)
    assert rule.next(first) == datetime(1919, 3, 31, 0, 45, tzinfo=toronto)


def test_a_time_near_a_change_of_clocks_answers_for_itself_when_asked() -> None:
    rule = Recurrence(frequency="daily", times=(time(19, 45),), time_zone="America/New_York")
    moment = datetime(2017, 3, 11, 19, 45, tzinfo=NEW_YORK)  # the clocks go on that night

    assert rule.next(moment, inclusive=True) == rule.previous(moment, inclusive=True) == moment
    assert rule.next(moment) == moment.replace(day=12)
    assert rule.previous(moment) == moment.replace(day=10)


def test_the_last_day_of_the_calendar_where_clocks_still_change() -> None:
    rule = Recurrence(frequency="daily", times=(time(19, 45),), time_zone="America/New_York")
    evening = datetime(9999, 12, 31, 19, 45, tzinfo=NEW_YORK)

    assert rule.previous(evening) == datetime(9999, 12, 30, 19, 45, tzinfo=NEW_YORK)
    assert rule.next(evening - timedelta(hours=1)) == evening
    assert rule.next(evening) is None


# ---- clocks that change -----------------------------------------------------------------


def test_a_time_that_the_clocks_skip_moves_on() -> None:
    rule = Recurrence(frequency="daily", times=(time(2, 30),), time_zone="America/New_York")

    found = rule.next(datetime(2017, 3, 12, 5, 0, tzinfo=UTC))

    assert datetime(2017, 3, 12, 3, 30, tzinfo=NEW_YORK) == found


def test_times_that_fall_together_when_clocks_skip_count_once() -> None:
    rule = Recurrence(
        frequency="daily",
        times=(time(2, 30), time(3, 0), time(3, 30)),
        time_zone="America/New_York",
    )
    begin = datetime(2017, 3, 12, 5, 0, tzinfo=UTC)

    found = [moment.time() for moment in rule.between(begin, begin + timedelta(hours=20))]

    assert [time(3, 0), time(3, 30)] == found


def test_a_time_that_occurs_twice_counts_the_first_time() -> None:
    rule = Recurrence(frequency="daily", times=(time(1, 30),), time_zone="America/New_York")
    begin = datetime(2017, 11, 5, 4, 0, tzinfo=UTC)

    found = list(rule.between(begin, begin + timedelta(hours=24)))

    assert [datetime(2017, 11, 5, 5, 30, tzinfo=UTC)] == [one.astimezone(UTC) for one in found]
    second_time = datetime(2017, 11, 5, 1, 20, fold=1, tzinfo=NEW_YORK)
    assert datetime(2017, 11, 6, 1, 30, tzinfo=NEW_YORK) == rule.next(second_time)
    assert found[0] == rule.previous(second_time)


def test_the_only_day_of_a_rule_is_found_from_either_side_of_a_change() -> None:
    only = date(2017, 3, 12)  # the clocks go on that night
    rule = Recurrence(
        frequency="daily",
        interval=4_000_000,  # longer than the calendar
        anchor=only,
        times=(time(19, 45),),
        time_zone="America/New_York",
    )
    evening = datetime(2017, 3, 12, 19, 45, tzinfo=NEW_YORK)

    for days in (1, 3, 30):
        assert rule.next(evening - timedelta(days=days)) == evening
        assert rule.previous(evening + timedelta(days=days)) == evening
        assert rule.previous(evening - timedelta(days=days)) is None
        assert rule.next(evening + timedelta(days=days)) is None


def test_a_day_that_the_clocks_skip() -> None:
    # Samoa had no 30 December 2011.
    rule = Recurrence(frequency="daily", times=(time(20),), time_zone="Pacific/Apia")
    begin = datetime(2011, 12, 29, 0, tzinfo=ZoneInfo("Pacific/Apia"))

    found = [one.day for one in rule.between(begin, datetime(2012, 1, 2, tzinfo=UTC))]

    assert found == [29, 31, 1]


@given(
    recurrences(
        frequency="daily",
        interval=1,
        weekdays=(),
        months=(),
        time_zone=st.sampled_from(
            ["America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia"]
        ),
    ),
    st.datetimes(datetime(2009, 1, 1), datetime(2013, 1, 1), timezones=st.just(UTC)),
)
def test_instants_keep_their_order_when_clocks_change(rule: Recurrence, moment: datetime) -> None:
    zone = ZoneInfo(rule.time_zone)
    end = moment + timedelta(days=250)
    every = set()
    for number in range(-3, 254):
        day = (moment + timedelta(days=number)).date()
        for clock in rule.times or (time(0),):
            local = datetime.combine(day, clock, zone)
            shown = local.astimezone(UTC).astimezone(zone)  # PEP 495: a gap moves forward
            every.add(shown.astimezone(UTC))
    wanted = sorted(one for one in every if moment <= one < end)

    found = [one.astimezone(UTC) for one in rule.between(moment, end)]

    assert wanted == found
    back, one = [], rule.previous(end)
    while one is not None and one.astimezone(UTC) >= moment:
        back.append(one.astimezone(UTC))
        one = rule.previous(one)
    assert wanted == back[::-1]


def test_a_change_of_clocks_counts_from_years_away_as_well() -> None:
    # Saigon's clocks went from 23:00 on 31 December 1959 to midnight.
    rule = Recurrence(
        frequency="yearly", interval=5, anchor=date(1959, 12, 31), times=(time(23, 30),)
    )
    moved = "1960-01-01T00:30:00+08:00"

    for found in (
        rule.next(datetime(1957, 1, 1, tzinfo=VIETNAM)),
        rule.next(datetime(1960, 1, 1, 0, 10, tzinfo=VIETNAM)),
        rule.previous(datetime(1963, 1, 1, tzinfo=VIETNAM)),
        rule.previous(datetime(1960, 1, 1, 0, 40, tzinfo=VIETNAM)),
    ):
        assert found is not None
        assert found.isoformat() == moved


def test_an_hour_that_came_twice_counts_from_years_away_as_well() -> None:
    # Saigon's clocks went from midnight on 13 June 1975 to 23:00 on the 12th.
    rule = Recurrence(
        frequency="yearly", interval=5, anchor=date(1975, 6, 12), times=(time(23, 15),)
    )
    first = datetime(1975, 6, 12, 23, 15, tzinfo=VIETNAM)

    assert rule.previous(datetime(1975, 6, 12, 23, 5, fold=1, tzinfo=VIETNAM)) == first
    assert rule.next(datetime(1975, 6, 12, 23, 5, fold=1, tzinfo=VIETNAM)) == datetime(
        1980, 6, 12, 23, 15, tzinfo=VIETNAM
    )


def test_every_time_around_the_turn_of_a_year_is_listed_once() -> None:
    rule = Recurrence(frequency="daily", times=(time(0), time(23, 59, 59)))

    for zone in ("Asia/Ho_Chi_Minh", "America/New_York"):
        there = attrs.evolve(rule, time_zone=zone)
        found = there.between(
            datetime(2017, 12, 31, tzinfo=ZoneInfo(zone)),
            datetime(2018, 1, 2, tzinfo=ZoneInfo(zone)),
        )
        assert [f"{one:%d %H:%M:%S}" for one in found] == [
            "31 00:00:00",
            "31 23:59:59",
            "01 00:00:00",
            "01 23:59:59",
        ]


def test_saigon_time_before_june_1975_is_kept() -> None:
    found = sunday.next(datetime(1975, 6, 10, tzinfo=UTC))

    assert datetime(1975, 6, 15, 12, 45, tzinfo=UTC) == found  # +07:00 since 13 June
    in_1970 = sunday.next(datetime(1970, 1, 1, tzinfo=UTC))
    assert in_1970 is not None
    assert in_1970.utcoffset() == timedelta(hours=8)


# ---- RFC 5545 ---------------------------------------------------------------------------


def test_the_parts_are_written_in_the_order_of_the_page() -> None:
    rule = Recurrence(
        frequency="monthly",
        interval=3,
        weekdays=("SU", "FR"),
        positions=(-1, 1),
        months=(12, 1),
        times=(time(18), time(6)),
    )

    assert (
        rule.rrule()
        == "FREQ=MONTHLY;INTERVAL=3;BYMONTH=1,12;BYDAY=1FR,1SU,-1FR,-1SU;BYHOUR=6,18;BYMINUTE=0"
    )


def test_unequal_minutes_need_several_rules() -> None:
    rule = Recurrence(frequency="daily", times=(time(6), time(18, 30), time(21)))

    assert rule.rrules() == (
        "FREQ=DAILY;BYHOUR=6,21;BYMINUTE=0",
        "FREQ=DAILY;BYHOUR=18;BYMINUTE=30",
    )
    with pytest.raises(ModelError, match="times need more than one RRULE"):
        rule.rrule()


def test_every_hour_with_every_minute_is_one_rule() -> None:
    rule = Recurrence(frequency="daily", times=(time(6), time(6, 30), time(18), time(18, 30)))

    assert rule.rrule() == "FREQ=DAILY;BYHOUR=6,18;BYMINUTE=0,30"


def test_rules_stand_in_the_order_of_their_first_times() -> None:
    rule = Recurrence(frequency="daily", times=(time(6, 30), time(18)))

    assert rule.rrules() == (
        "FREQ=DAILY;BYHOUR=6;BYMINUTE=30",
        "FREQ=DAILY;BYHOUR=18;BYMINUTE=0",
    )


def test_seconds_that_differ_need_a_rule_each() -> None:
    rule = Recurrence(frequency="daily", times=(time(6), time(6, 0, 30)))

    assert rule.rrules() == (
        "FREQ=DAILY;BYHOUR=6;BYMINUTE=0",
        "FREQ=DAILY;BYHOUR=6;BYMINUTE=0;BYSECOND=30",
    )


def test_seconds_are_written_when_there_are_any() -> None:
    rule = Recurrence(frequency="daily", times=(time(19, 45, 30),))

    assert rule.rrule() == "FREQ=DAILY;BYHOUR=19;BYMINUTE=45;BYSECOND=30"


@given(recurrences())
def test_a_rule_is_one_text_or_says_that_it_is_not(rule: Recurrence) -> None:
    texts = rule.rrules()

    if len(texts) == 1:
        assert texts[0] == rule.rrule()
    else:
        with pytest.raises(ModelError):
            rule.rrule()


@given(lunar_days(), st.booleans())
def test_a_lunar_day_is_never_expanded_as_a_solar_one(day: LunarDay, rerun: bool) -> None:
    rule = Recurrence(frequency="yearly", lunar_day=day, rerun=rerun)

    for ask in (
        rule.rrule,
        rule.rrules,
        lambda: rule.next_day(date(2017, 1, 1)),
        lambda: rule.next(datetime(2017, 1, 1, tzinfo=UTC)),
        lambda: list(
            rule.between(datetime(2017, 1, 1, tzinfo=UTC), datetime(2018, 1, 1, tzinfo=UTC))
        ),
    ):
        with pytest.raises(ModelError, match=r"Recurrence\.lunar_day"):
            ask()


# ---- laws -------------------------------------------------------------------------------


@given(recurrences(lunar=True))
def test_rules_are_values(rule: Recurrence) -> None:
    assert rule == pickle.loads(pickle.dumps(rule))
    assert hash(rule) == hash(attrs.evolve(rule))
    assert rule == attrs.evolve(rule)


def test_the_order_of_the_parts_does_not_matter() -> None:
    one = Recurrence(frequency="weekly", weekdays=("SU", "MO", "MO"), times=(time(9), time(6)))
    other = Recurrence(frequency="weekly", weekdays=("MO", "SU"), times=(time(6), time(9)))

    assert one == other
    assert Recurrence(frequency="monthly", month_days=(-1, 15, -2, 1)).month_days == (1, 15, -2, -1)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("frequency", {"frequency": "hourly"}),
        ("interval", {"interval": 0}),
        ("interval", {"interval": True}),
        ("weekdays", {"weekdays": ("XX",)}),
        ("weekdays", {"weekdays": ["SU"]}),
        ("weekdays", {"weekdays": "SU"}),
        ("positions", {"positions": (1,)}),
        ("positions", {"weekdays": ("MO",), "positions": (1,)}),
        ("positions", {"frequency": "weekly", "weekdays": ("MO",), "positions": (1,)}),
        ("positions", {"frequency": "yearly", "weekdays": ("MO",), "positions": (1,)}),
        ("positions", {"frequency": "monthly", "weekdays": ("MO",), "positions": (6,)}),
        ("month_days", {"month_days": (1,)}),
        ("month_days", {"frequency": "weekly", "month_days": (1,)}),
        ("month_days", {"frequency": "monthly", "month_days": (0,)}),
        ("month_days", {"frequency": "monthly", "month_days": (32,)}),
        ("month_days", {"frequency": "monthly", "month_days": ("1",)}),
        ("month_days", {"frequency": "yearly", "month_days": (31,), "months": (4, 6)}),
        ("months", {"months": (-1,)}),
        ("months", {"months": (13,)}),
        ("times", {"times": (time(19, 45, tzinfo=UTC),)}),
        ("times", {"times": (time(19, 45, 0, 1),)}),
        ("times", {"times": ("19:45",)}),
        ("time_zone", {"time_zone": "Asia/Son_La"}),
        ("time_zone", {"time_zone": ""}),
        ("time_zone", {"time_zone": "../etc"}),
        ("time_zone", {"time_zone": None}),
        ("anchor", {"anchor": datetime(2017, 1, 1)}),
        ("anchor", {"anchor": "2017-01-01"}),
        ("if_day_off", {"if_day_off": "skip"}),
        ("lunar_day", {"lunar_day": LunarDay(day=10, month=3)}),
        (
            "lunar_day",
            {"frequency": "yearly", "interval": 2, "lunar_day": LunarDay(day=1, month=1)},
        ),
        ("months", {"frequency": "yearly", "months": (3,), "lunar_day": LunarDay(day=1, month=1)}),
    ],
)
def test_broken_laws_name_the_field(field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(ModelError) as caught:
        Recurrence(**{"frequency": "daily", **fields})

    assert ("Recurrence", field) == (caught.value.model, caught.value.field)


@pytest.mark.parametrize(("day", "month"), [(0, 1), (31, 1), (1, 0), (1, 13), ("1", 1), (True, 1)])
def test_a_lunar_day_has_limits(day: Any, month: Any) -> None:
    with pytest.raises(ModelError, match=r"LunarDay\.(day|month)"):
        LunarDay(day=day, month=month)


@pytest.mark.parametrize("value", [datetime(2017, 1, 1), date(2017, 1, 1), None])
def test_naive_questions_are_refused(value: Any) -> None:
    aware = datetime(2017, 1, 1, tzinfo=UTC)
    for ask in (
        sunday.next,
        sunday.previous,
        lambda moment: sunday.between(moment, aware),
        lambda moment: sunday.between(aware, moment),
    ):
        with pytest.raises(ModelError, match="is not a datetime with a time zone"):
            ask(value)


@pytest.mark.parametrize("value", [datetime(2017, 1, 1, tzinfo=UTC), "2017-01-01", None])
def test_questions_about_days_take_plain_dates(value: Any) -> None:
    # The day of a datetime depends on its zone, so none is guessed.
    day = date(2017, 1, 1)
    for ask in (
        sunday.next_day,
        sunday.previous_day,
        sunday.includes,
        lambda other: sunday.days(other, day),
        lambda other: sunday.days(day, other),
    ):
        with pytest.raises(ModelError, match="is not a date"):
            ask(value)


def test_iterating_never_runs_ahead() -> None:
    begin = datetime(2017, 1, 1, tzinfo=UTC)
    endless = sunday.between(begin, datetime.max.replace(tzinfo=UTC))

    assert len(list(takewhile(lambda one: one < begin + timedelta(days=21), endless))) == 3
