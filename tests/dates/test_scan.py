"""From text to fields, before any calendar is asked."""

import pytest

from govnews.dates._scan import LONGEST, Reading, fold, scan
from govnews.errors import DateParseError


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Thứ  TƯ\t", "thứ tư"),
        ("Thu\u031b\u0301", "thứ"),
        ("a\N{NO-BREAK SPACE}b\N{THIN SPACE}c", "a b c"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_text_of_the_greatest_length_is_folded() -> None:
    assert fold("x" * LONGEST) == "x" * LONGEST
    with pytest.raises(DateParseError):
        fold("x" * (LONGEST + 1))


def test_every_component_goes_to_its_field() -> None:
    text = "thứ tư, 5:04:03.02 chiều gmt-3:30 ngày 15/2/2017 (19 tháng giêng năm đinh dậu)"
    assert scan("T", text) == Reading(
        "T",
        year=2017,
        month=2,
        day=15,
        weekday=2,
        hour=5,
        minute=4,
        second=3,
        microsecond=20_000,
        period="chiều",
        offset=-210,
        lunar="19 tháng giêng năm đinh dậu",
    )


def test_nothing_is_checked_against_the_calendar() -> None:
    reading = scan("T", "99:99 99/99/9999")
    assert (reading.day, reading.month, reading.hour, reading.minute) == (99, 99, 99, 99)


def test_a_negative_offset_follows_only_a_date_that_came_first() -> None:
    assert scan("T", "2017-02-15t17:00:00-05:00").offset == -300
    assert scan("T", "2017-02-15t17:00:00\N{MINUS SIGN}05:00").offset == -300
    with pytest.raises(DateParseError, match="two times"):
        scan("T", "15/02/2017 17:00-05:00")
