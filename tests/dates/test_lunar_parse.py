"""Reading lunar dates."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from govnews import dates
from govnews.errors import DateParseError


@pytest.mark.parametrize(
    ("text", "lunar"),
    [
        ("19 tháng Giêng năm Đinh Dậu", dates.LunarDate(2017, 1, 19)),
        ("ngày mùng 10 tháng 3 năm 2017", dates.LunarDate(2017, 3, 10)),
        ("MỒNG 1 THÁNG CHẠP NĂM ĐINH DẬU", dates.LunarDate(2017, 12, 1)),
        ("mùng 1 tháng Sáu nhuận năm Đinh Dậu", dates.LunarDate(2017, 6, 1, leap=True)),
        ("rằm tháng Giêng năm 2017", dates.LunarDate(2017, 1, 15)),
        ("rằm tháng Bảy Đinh Dậu", dates.LunarDate(2017, 7, 15)),
        ("5 tháng Một năm Đinh Dậu", dates.LunarDate(2017, 11, 5)),
        ("5 tháng Mười một năm Đinh Dậu", dates.LunarDate(2017, 11, 5)),
        ("5 tháng Mười hai năm Đinh Dậu", dates.LunarDate(2017, 12, 5)),
        ("19/01/2017 âm lịch", dates.LunarDate(2017, 1, 19)),
        ("19/01/2017 (âm lịch)", dates.LunarDate(2017, 1, 19)),
        ("mùng 10 tháng 3 âm lịch năm 2017", dates.LunarDate(2017, 3, 10)),
        ("1 tháng Giêng năm Kỉ Hợi", dates.LunarDate(2019, 1, 1)),
        ("1 tháng Giêng năm Quí Mẹo", dates.LunarDate(2023, 1, 1)),
    ],
)
def test_forms(text: str, lunar: dates.LunarDate) -> None:
    assert dates.parse_lunar(text) == lunar


@given(st.dates(date(1968, 1, 29), date(2054, 2, 7)))
def test_what_is_written_reads_back_near_its_day(day: date) -> None:
    assert dates.parse_lunar(dates.format(day, "lunar"), near=day) == dates.to_lunar(day)


def test_a_name_that_comes_twice_needs_a_day_near_it() -> None:
    text = "mùng 1 tháng Giêng năm Mậu Thân"
    with pytest.raises(DateParseError, match="its year is 1968 or 2028"):
        dates.parse_lunar(text)
    assert dates.parse_lunar(text, near=date(1970, 1, 1)).year == 1968
    assert dates.parse_lunar(text, near=date(2026, 1, 1)).year == 2028


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        ("15/2", "it is not a day, month and year of the lunar calendar"),
        ("mùng 11 tháng Giêng năm 2017", "mùng counts the days up to 10, not 11"),
        ("1 tháng Giêng năm Giáp Dậu", "no lunar year is called 'giáp dậu'"),
        ("30 tháng Giêng năm 2017", "the day 30 is not in a month of 29 days"),
        ("1 tháng Năm nhuận năm 2017", "the month 5 is no leap month of 2017"),
        (
            "1 tháng Giêng năm 1967",
            "the year 1967 is out of range (the lunar calendar is certain from lunar 1968 to 2053)",
        ),
    ],
)
def test_refusals(text: str, reason: str) -> None:
    with pytest.raises(DateParseError) as caught:
        dates.parse_lunar(text)
    assert (caught.value.reason, caught.value.text) == (reason, text)
