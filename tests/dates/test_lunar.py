"""The lunar calendar against the sky, lunar-vn, and the years in which China differs."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from govnews import dates
from govnews.dates._lunar import _months_of
from govnews.errors import DateFormatError, ModelError
from tests.dates._astronomy import months

FIRST, LAST = date(1968, 1, 29), date(2054, 2, 7)
YEARS = range(1968, 2054)


def test_every_day_agrees_with_the_sky() -> None:
    computed = months(1968, 2054, hours=7)
    for (start, (year, month, leap)), (end, _) in pairwise(computed.items()):
        if year > 2053:
            break
        for day in range((end - start).days):
            assert dates.to_lunar(start + timedelta(day)) == dates.LunarDate(
                year, month, day + 1, leap=leap
            )


def test_new_year_differs_from_china_in_exactly_six_years() -> None:
    china = {year: day for day, (year, month, leap) in months(1968, 2053, 8).items() if month == 1}
    differing = {
        year: (dates.tet(year), china[year]) for year in YEARS if dates.tet(year) != china[year]
    }
    assert differing == {
        1968: (date(1968, 1, 29), date(1968, 1, 30)),
        1969: (date(1969, 2, 16), date(1969, 2, 17)),
        1985: (date(1985, 1, 21), date(1985, 2, 20)),
        2007: (date(2007, 2, 17), date(2007, 2, 18)),
        2030: (date(2030, 2, 2), date(2030, 2, 3)),
        2053: (date(2053, 2, 18), date(2053, 2, 19)),
    }


def test_leap_months_differ_from_china_twice() -> None:
    ours = {(year, month) for year in YEARS for month, leap in _months_of(year) if leap}
    china = {(year, month) for year, month, leap in months(1968, 2053, 8).values() if leap}
    assert ours - china == {(1985, 2), (1987, 7)}
    assert china - ours == {(1984, 10), (1987, 6)}


def test_every_day_agrees_with_lunar_vn() -> None:
    lunar_vn = pytest.importorskip("lunar_vn")
    for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1, 7):
        day = date.fromordinal(ordinal)
        theirs = lunar_vn.solar_to_lunar(day)
        ours = dates.to_lunar(day)
        assert (ours.day, ours.month, ours.year) == (theirs.day, theirs.month, theirs.year)


@given(st.dates(FIRST, LAST))
def test_there_and_back(day: date) -> None:
    lunar = dates.to_lunar(day)
    assert dates.from_lunar(lunar) == day
    following = day + timedelta(1)
    if following <= LAST:
        assert dates.to_lunar(following).day in (1, lunar.day + 1)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2017, 2, 15), "19 tháng Giêng năm Đinh Dậu"),
        (date(2026, 11, 3), "25 tháng Chín năm Bính Ngọ"),
        (date(2017, 1, 28), "mùng 1 tháng Giêng năm Đinh Dậu"),
        (date(2017, 4, 6), "mùng 10 tháng Ba năm Đinh Dậu"),
        (date(2017, 4, 7), "11 tháng Ba năm Đinh Dậu"),
        (date(2017, 7, 23), "mùng 1 tháng Sáu nhuận năm Đinh Dậu"),
        (date(2017, 12, 18), "mùng 1 tháng Mười một năm Đinh Dậu"),
        (date(2018, 2, 15), "30 tháng Chạp năm Đinh Dậu"),
        (date(1984, 2, 2), "mùng 1 tháng Giêng năm Giáp Tý"),
        (LAST, "30 tháng Chạp năm Quý Dậu"),
    ],
)
def test_names(day: date, text: str) -> None:
    assert str(dates.to_lunar(day)) == text


def test_the_cycle_of_sixty() -> None:
    names = [dates.LunarDate(year, 1, 1).year_name for year in range(1984, 2044)]
    assert len(set(names)) == 60
    assert names[:3] == ["Giáp Tý", "Ất Sửu", "Bính Dần"]
    assert names[-1] == "Quý Hợi"
    assert dates.LunarDate(2044, 1, 1).year_name == "Giáp Tý"


@pytest.mark.parametrize(
    ("year", "month", "day", "leap", "field"),
    [
        (1967, 1, 1, False, "year"),
        (2054, 1, 1, False, "year"),
        (2017, 0, 1, False, "month"),
        (2017, 13, 1, False, "month"),
        (2017, 5, 1, True, "month"),
        (2016, 6, 1, True, "month"),
        (2017, 1, 0, False, "day"),
        (2017, 1, 30, False, "day"),
        (2017, 12, 31, False, "day"),
        ("2017", 1, 1, False, "year"),
        (2017, 1.0, 1, False, "month"),
        (2017, 1, True, False, "day"),
    ],
)
def test_days_that_are_not_are_refused(
    year: Any, month: Any, day: Any, leap: bool, field: str
) -> None:
    with pytest.raises(ModelError) as caught:
        dates.LunarDate(year, month, day, leap)
    assert caught.value.field == field


def test_a_month_of_30_days_has_its_30th() -> None:
    assert dates.from_lunar(dates.LunarDate(2017, 12, 30)) == date(2018, 2, 15)


@pytest.mark.parametrize("day", [FIRST - timedelta(1), LAST + timedelta(1), date.min, date.max])
def test_days_outside_the_certain_years_are_refused(day: date) -> None:
    with pytest.raises(DateFormatError, match="certain from lunar 1968 to 2053"):
        dates.to_lunar(day)


def test_a_datetime_counts_by_its_day_in_vietnam() -> None:
    assert dates.to_lunar(datetime(2017, 1, 27, 17, 0, tzinfo=UTC)) == dates.LunarDate(2017, 1, 1)
    assert dates.to_lunar(datetime(2017, 1, 27, 16, 59, tzinfo=UTC)) == dates.LunarDate(
        2016, 12, 30
    )
    with pytest.raises(DateFormatError, match="names no day"):
        dates.to_lunar(datetime(2017, 1, 28))


@pytest.mark.parametrize("value", ["28/1/2017", None])
def test_only_dates_have_lunar_dates(value: Any) -> None:
    with pytest.raises(DateFormatError, match="not a date"):
        dates.to_lunar(value)


def test_holidays_agree_with_the_published_ones() -> None:
    assert [dates.tet(year) for year in (2015, 2020, 2026)] == [
        date(2015, 2, 19),
        date(2020, 1, 25),
        date(2026, 2, 17),
    ]
    assert [dates.hung_kings_day(year) for year in (2015, 2020, 2026)] == [
        date(2015, 4, 28),
        date(2020, 4, 2),
        date(2026, 4, 26),
    ]


def test_holidays_agree_with_the_holidays_library() -> None:
    holidays = pytest.importorskip("holidays")
    for year in (1990, 2007, 2017, 2030, 2053):
        names = holidays.country_holidays("VN", years=year, language="vi")
        assert any("Tết" in name or "Nguyên" in name for name in names.get_list(dates.tet(year)))
        if year >= 2007:
            assert any("Hùng" in name for name in names.get_list(dates.hung_kings_day(year)))


def test_leap_months_in_english() -> None:
    assert (
        dates.format(date(2017, 7, 23), "lunar", language="en")
        == "day 1 of leap lunar month 6, Đinh Dậu"
    )


def test_a_moment_without_a_day_in_vietnam_has_no_lunar_date() -> None:
    with pytest.raises(DateFormatError, match="the lunar calendar is certain from lunar 1968"):
        dates.to_lunar(datetime(9999, 12, 31, 23, tzinfo=UTC))
