"""The compiled writers against a slow, plain interpreter of the same patterns."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, strategies as st

from govnews import dates
from govnews.dates._compile import compile_style
from govnews.dates._style import parts_of
from govnews.errors import DateFormatError
from tests.dates._moments import A, moments

NUMBERS = {
    ("y", 1): lambda t: str(t.year),
    ("y", 4): lambda t: f"{t.year:04d}",
    ("M", 1): lambda t: str(t.month),
    ("M", 2): lambda t: f"{t.month:02d}",
    ("L", 1): lambda t: str(t.month),
    ("L", 2): lambda t: f"{t.month:02d}",
    ("d", 1): lambda t: str(t.day),
    ("d", 2): lambda t: f"{t.day:02d}",
    ("H", 1): lambda t: str(t.hour),
    ("H", 2): lambda t: f"{t.hour:02d}",
    ("h", 1): lambda t: str((t.hour + 11) % 12 + 1),
    ("h", 2): lambda t: f"{(t.hour + 11) % 12 + 1:02d}",
    ("m", 1): lambda t: str(t.minute),
    ("m", 2): lambda t: f"{t.minute:02d}",
    ("s", 1): lambda t: str(t.second),
    ("s", 2): lambda t: f"{t.second:02d}",
    ("Q", 1): lambda t: str((t.month + 2) // 3),
}


@given(
    moments(datetime(1, 1, 2)),
    st.lists(
        st.sampled_from([letter * count for letter, count in NUMBERS])
        | st.sampled_from(["'giờ {x}'", "\\", "/", "''", '"', " ", "| "]),
        min_size=1,
        max_size=12,
    ),
)
def test_numbers(moment: datetime, pieces: list[str]) -> None:
    # a neighbour of the same letter would make another field of two
    pattern = "".join(f"{piece}." for piece in pieces)
    expected = "".join(
        part if isinstance(part, str) else NUMBERS[part](moment) for part in parts_of(pattern)
    )
    assert dates.format(moment, dates.Style(name="any", pattern=pattern)) == expected


@pytest.mark.parametrize(
    ("offset", "texts"),
    [
        (timedelta(0), ("GMT", "GMT", "Z", "+0000")),
        (timedelta(hours=7), ("GMT +7", "GMT +07:00", "+07:00", "+0700")),
        (timedelta(hours=-3, minutes=-30), ("GMT -3:30", "GMT -03:30", "-03:30", "-0330")),
        (timedelta(minutes=30), ("GMT +0:30", "GMT +00:30", "+00:30", "+0030")),
        (timedelta(seconds=20), ("GMT +0:00:20", "GMT +00:00:20", "+00:00:20", "+000020")),
        (timedelta(hours=7, seconds=20), ("GMT +7:00:20", "GMT +07:00:20", "+07:00:20", "+070020")),
    ],
)
def test_offsets(offset: timedelta, texts: tuple[str, ...]) -> None:
    zone = timezone(offset)
    for pattern, text in zip(("O", "OOOO", "XXX", "Z"), texts, strict=True):
        style = dates.Style(name="any", pattern=pattern, gmt="GMT ", zone=zone)
        assert dates.format(A, style) == text


NO_TIME = "it shows a time, and a date has none"
NO_DATE = "it shows a date"
NO_OFFSET = "it shows an offset, and a time of day has none"


@pytest.mark.parametrize(
    ("fields", "of_a_date", "of_a_time"),
    [
        ({"pattern": "d/M"}, "15/2", NO_DATE),
        ({"pattern": "H'h'"}, NO_TIME, "17h"),
        ({"pattern": "XXX"}, NO_TIME, NO_OFFSET),
        ({"pattern": "d H"}, NO_TIME, NO_DATE),
        ({"pattern": "d Z"}, NO_TIME, NO_DATE),
        ({"pattern": "H O"}, NO_TIME, NO_OFFSET),
        ({"pattern": "'xong'"}, "xong", "xong"),
        # Which of the two patterns applies is seen from the time.
        ({"pattern": "'lẻ'", "on_the_hour": "'chẵn'"}, NO_TIME, "chẵn"),
        ({"pattern": "'lẻ'", "on_the_hour": "d"}, NO_TIME, NO_DATE),
        ({"pattern": "d", "on_the_hour": "'chẵn'"}, NO_TIME, NO_DATE),
    ],
)
def test_a_writer_takes_what_has_all_that_it_shows(fields, of_a_date, of_a_time) -> None:
    style = dates.Style(name="any", **fields)
    write = compile_style(style, "vi")
    assert write(A) == write(A.astimezone(UTC))
    for value, expected in ((A.date(), of_a_date), (A.time(), of_a_time)):
        if expected in (NO_TIME, NO_DATE, NO_OFFSET):
            with pytest.raises(DateFormatError) as caught:
                write(value)
            error = caught.value
            assert (error.value, error.style, error.reason) == (value, "any", expected)
        else:
            assert write(value) == expected


def test_the_hour_pattern_applies_in_the_style_s_own_language_only() -> None:
    style = dates.Style(
        name="h", pattern="H'h'mm", on_the_hour="H'h'", english="HH:mm", weekdays="lower"
    )
    assert dates.format(A, style) == "17h"
    assert dates.format(A.replace(minute=5), style) == "17h05"
    assert dates.format(A, style, language="en") == "17:00"


def test_choices_are_vietnamese_and_leave_english_alone() -> None:
    style = dates.Style(
        name="all",
        pattern="EEEE MMMM Q a d M",
        weekdays="digits",
        months="words",
        quarters="roman",
        half_days="words",
        padding="decree30",
    )
    early = datetime(2017, 1, 4, 8, 0, tzinfo=dates.VIETNAM)
    assert dates.format(early, style) == "thứ 4 tháng Một I Sáng 04 01"
    assert dates.format(early, style, language="en") == "Wednesday January 1 AM 4 1"


def test_the_half_days_meet_at_noon() -> None:
    style = dates.Style(name="any", pattern="H a", half_days="words")
    written = [dates.format(time(hour), style) for hour in range(24)]
    halves = ["Sáng"] * 12 + ["Chiều"] * 12
    assert written == [f"{hour} {half}" for hour, half in enumerate(halves)]


def test_the_hour_pattern_may_show_what_the_other_does_not() -> None:
    style = dates.Style(name="odd", pattern="'after'", on_the_hour="H d/M O")
    assert dates.format(A, style) == "17 15/2 GMT+7"
    assert dates.format(A.replace(minute=1), style) == "after"
    for value in (A.date(), A.time()):
        with pytest.raises(DateFormatError):
            dates.format(value, style)


@pytest.mark.parametrize(
    ("weekdays", "week"),
    [
        ("title", "Thứ Hai, Thứ Ba, Thứ Tư, Thứ Năm, Thứ Sáu, Thứ Bảy, Chủ Nhật"),
        ("sentence", "Thứ hai, Thứ ba, Thứ tư, Thứ năm, Thứ sáu, Thứ bảy, Chủ nhật"),
        ("official", "thứ Hai, thứ Ba, thứ Tư, thứ Năm, thứ Sáu, thứ Bảy, Chủ nhật"),
        ("lower", "thứ hai, thứ ba, thứ tư, thứ năm, thứ sáu, thứ bảy, chủ nhật"),
        ("digits", "thứ 2, thứ 3, thứ 4, thứ 5, thứ 6, thứ 7, chủ nhật"),
    ],
)
def test_the_days_of_the_week(weekdays: Any, week: str) -> None:
    style = dates.Style(name="any", pattern="EEEE", weekdays=weekdays)
    monday = date(2017, 2, 13)
    assert ", ".join(dates.format(monday + timedelta(n), style) for n in range(7)) == week
