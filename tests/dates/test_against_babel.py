"""The same patterns through Babel, and the places where Babel is wrong.

Babel is the oracle for every field both write. Where it fails, the failure is pinned here: the
day a new Babel mends one, the test says so and the page on dates can be corrected.
"""

from datetime import datetime
from typing import Any

import pytest
from babel.dates import format_datetime, format_timedelta, parse_date, parse_time
from hypothesis import given, strategies as st

from govnews import dates
from govnews.dates._style import parts_of
from tests.dates._moments import FIRST_WHOLE, A, moments

#: Fields that mean the same to both.
SHARED = [
    *("y", "yyyy", "M", "MM", "MMM", "MMMM", "L", "LL", "LLLL", "d", "dd", "E", "EE", "EEE"),
    *("EEEE", "EEEEE", "Q", "QQQQ", "q", "qqqq", "H", "HH", "h", "hh", "m", "mm", "s", "ss"),
    *("a", "B", "OOOO", "XXX", "Z"),
]
#: Styles whose pattern says all there is to say: the rest of the work is Babel's too.
CLDR_STYLES = [
    name
    for name, style in dates.STYLES.items()
    if style
    == dates.Style(
        name=name,
        pattern=style.pattern,
        english=style.english,
        language=style.language,
        source=style.source,
    )
    and {("O", 1), ("lunar", 1)}.isdisjoint(parts_of(style.pattern))
]


@given(
    moments(FIRST_WHOLE),
    st.lists(
        st.sampled_from(SHARED) | st.sampled_from(["'giờ'", "/", ", ", "''", "-"]), min_size=1
    ),
    st.sampled_from(["vi", "en"]),
)
def test_the_same_text_for_the_same_pattern(
    moment: datetime, pieces: list[str], language: Any
) -> None:
    pattern = "".join(f"{piece} " for piece in pieces)
    ours = dates.format(moment, dates.Style(name="any", pattern=pattern), language=language)
    assert ours == format_datetime(moment, pattern, tzinfo=dates.VIETNAM, locale=language)


@given(moments(FIRST_WHOLE), st.sampled_from(CLDR_STYLES))
def test_the_same_text_for_the_named_styles_of_plain_cldr(moment: datetime, name: str) -> None:
    style = dates.STYLES[name]
    ours = dates.format(moment, style)
    theirs = format_datetime(moment, style.pattern, tzinfo=dates.VIETNAM, locale=style.language)
    assert ours == theirs


def test_enough_styles_are_plain_cldr() -> None:
    assert {"portal_print", "vov", "vneconomy", "press_date", "press_time"} <= set(CLDR_STYLES)


def test_babel_has_no_short_gmt_offset() -> None:
    assert format_datetime(A, "O", locale="vi") == "None"
    assert dates.format(A, dates.Style(name="o", pattern="O")) == "GMT+7"


def test_babel_fails_on_noon_and_midnight_periods() -> None:
    with pytest.raises(ValueError, match="afternoon1"):
        format_datetime(A, "h:mm b", locale="vi")


def test_babel_has_no_title_free_weekday_no_words_for_months_and_no_roman_quarter() -> None:
    assert format_datetime(A, "EEEE MMMM Q", locale="vi") == "Thứ Tư tháng 2 1"


def test_babel_takes_a_naive_datetime_for_utc() -> None:
    assert (
        format_datetime(datetime(2017, 2, 15, 17, 0), "d/M HH", tzinfo=dates.VIETNAM) == "16/2 00"
    )


def test_babel_puts_the_time_first_and_no_year_word_in_its_long_formats() -> None:
    assert format_datetime(A, "full", locale="vi").endswith("Thứ Tư, 15 tháng 2, 2017")
    assert format_datetime(A, "short", locale="vi") == "17:00 15/2/17"


def test_babel_swaps_day_and_month_and_drops_the_half_of_the_day() -> None:
    assert parse_date("12/13/2017", locale="vi").isoformat() == "2017-12-13"
    assert parse_time("5:00 CH", locale="vi").isoformat() == "05:00:00"
    with pytest.raises(IndexError):
        parse_date("31/12", locale="vi")


def test_babel_says_zero_seconds_from_now() -> None:
    assert format_timedelta(A - A, add_direction=True, locale="vi") == "sau 0 giây nữa"
    assert dates.relative(A, A) == "vừa xong"
