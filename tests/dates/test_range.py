"""Ranges: what is written reads back, what is not a range is refused."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from govnews import dates
from govnews.errors import DateFormatError, DateParseError, UnknownFormatError
from tests.dates._moments import A, B, moments

ONE, FIFTEEN = date(2017, 2, 1), date(2017, 2, 15)
NEXT_MONTH, NEXT_YEAR = date(2017, 3, 3), date(2018, 1, 2)


@pytest.mark.parametrize(
    ("end", "style", "vietnamese", "english"),
    [
        (FIFTEEN, "administrative", "từ ngày 01 đến ngày 15/02/2017", "from 1 to 15 February 2017"),
        (
            NEXT_MONTH,
            "administrative",
            "từ ngày 01/02 đến ngày 03/03/2017",
            "from 1 February to 3 March 2017",
        ),
        (
            NEXT_YEAR,
            "administrative",
            "từ ngày 01/02/2017 đến ngày 02/01/2018",
            "from 1 February 2017 to 2 January 2018",
        ),
        (ONE, "administrative", "ngày 01/02/2017", "1 February 2017"),
        (
            FIFTEEN,
            "administrative_full",
            "từ ngày 01/02/2017 đến ngày 15/02/2017",
            "from 1 February 2017 to 15 February 2017",
        ),
        (ONE, "administrative_full", "ngày 01/02/2017", "1 February 2017"),
        (
            FIFTEEN,
            "administrative_words",
            "từ ngày 01 đến ngày 15 tháng 02 năm 2017",
            "from 1 to 15 February 2017",
        ),
        (
            NEXT_MONTH,
            "administrative_words",
            "từ ngày 01 tháng 02 đến ngày 03 tháng 3 năm 2017",
            "from 1 February to 3 March 2017",
        ),
        (
            NEXT_YEAR,
            "administrative_words",
            "từ ngày 01 tháng 02 năm 2017 đến ngày 02 tháng 01 năm 2018",
            "from 1 February 2017 to 2 January 2018",
        ),
        (ONE, "administrative_words", "ngày 01 tháng 02 năm 2017", "1 February 2017"),
        (FIFTEEN, "press_date", "1-15/2/2017", "1-15/2/2017"),
        (NEXT_MONTH, "press_date", "1/2-3/3/2017", "1/2-3/3/2017"),
        (NEXT_YEAR, "press_date", "1/2/2017-2/1/2018", "1/2/2017-2/1/2018"),
        (ONE, "press_date", "1/2/2017", "1/2/2017"),
        (FIFTEEN, "numeric_date", "01/02/2017 - 15/02/2017", "01/02/2017 - 15/02/2017"),
        (ONE, "numeric_date", "01/02/2017", "01/02/2017"),
    ],
)
def test_written(end: date, style: str, vietnamese: str, english: str) -> None:
    assert dates.format_range(ONE, end, style) == vietnamese
    assert dates.format_range(ONE, end, style, language="en") == english
    assert dates.parse_range(vietnamese) == dates.parse_range(english) == (ONE, end)


def test_the_default_is_administrative() -> None:
    assert dates.format_range(ONE, FIFTEEN) == "từ ngày 01 đến ngày 15/02/2017"


def test_datetimes_in_a_style_with_times() -> None:
    assert dates.format_range(A, B, "numeric") == "15/02/2017 17:00 - 03/11/2026 08:05"
    assert dates.format_range(A, B, dates.STYLES["press_date"]) == "15/2/2017 - 3/11/2026"


def test_any_other_style_keeps_its_own_language() -> None:
    assert dates.format_range(A, A, "portal_header") == "Wednesday, 15/02/2017"
    assert dates.format_range(A, A, "portal_header", language="vi") == "Thứ Tư, 15/02/2017"


def test_two_moments_of_one_day_are_one_day() -> None:
    assert dates.format_range(A, A.replace(hour=18)) == "ngày 15/02/2017"


def test_the_day_of_a_datetime_is_vietnam_s() -> None:
    late = datetime(2017, 2, 15, 18, 0, tzinfo=UTC)
    assert dates.format_range(A, late) == "từ ngày 15 đến ngày 16/02/2017"


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (FIFTEEN, ONE, "it ends before it starts"),
        (A, FIFTEEN, "one end has a time and the other has none"),
        (ONE, A, "one end has a time and the other has none"),
        (A.replace(tzinfo=None), A, "without a time zone"),
        (A, A.replace(tzinfo=None), "without a time zone"),
        ("15/2/2017", FIFTEEN, "its ends are not dates"),
        (ONE, None, "its ends are not dates"),
    ],
)
def test_what_is_no_range_is_not_written(start: date, end: date, reason: str) -> None:
    with pytest.raises(DateFormatError, match=reason) as caught:
        dates.format_range(start, end)
    assert caught.value.style == "administrative"
    assert caught.value.value == (start, end)


def test_unknown_names() -> None:
    with pytest.raises(UnknownFormatError):
        dates.format_range(ONE, FIFTEEN, "press")
    with pytest.raises(UnknownFormatError):
        dates.format_range(ONE, FIFTEEN, language="fr")  # type: ignore[arg-type]  # the point


@pytest.mark.parametrize(
    "text",
    [
        "15-17/2/2017",
        "15 – 17/2/2017",
        "từ 15-17/2/2017",
        "Từ ngày 15 - 17/2/2017",
        "15-17/02/2017",
        "TỪ NGÀY 15/02/2017 ĐẾN NGÀY 17/02/2017",
        "từ ngày 15 tới ngày 17/2/2017",
        "từ 15 đến hết ngày 17/2/2017",
        "từ ngày 15/02 đến ngày 17/02/2017",
        "từ ngày 15 tháng 2 đến ngày 17 tháng 2 năm 2017",
        "từ thứ tư ngày 15 đến thứ sáu ngày 17/2/2017",
        "15/2/2017 - 17/2/2017",
        "15-2-2017 - 17-2-2017",
        "2017-02-15 - 2017-02-17",
        "15/2/2017 đến 17/2/2017",
        "from 15 to 17 February 2017",
    ],
)
def test_days_in_many_forms(text: str) -> None:
    assert dates.parse_range(text) == (date(2017, 2, 15), date(2017, 2, 17))


@pytest.mark.parametrize(
    "text",
    [
        "từ 8h00 đến 17h00 ngày 15/02/2017",
        "8h00-17h00 ngày 15/2/2017",
        "8:00 – 17:00, 15/02/2017",
        "từ 8 giờ sáng đến 5 giờ chiều ngày 15/2/2017",
        "từ 8h00 ngày 15/2 đến 17h00 ngày 15/2/2017",
    ],
)
def test_times_of_a_day(text: str) -> None:
    assert dates.parse_range(text) == (A.replace(hour=8), A)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("tháng 2/2017", date(2017, 2, 1), date(2017, 2, 28)),
        ("tháng Hai năm 2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("trong tháng 12 năm 2017", date(2017, 12, 1), date(2017, 12, 31)),
        ("February 2017", date(2017, 2, 1), date(2017, 2, 28)),
        ("quý I/2017", date(2017, 1, 1), date(2017, 3, 31)),
        ("Quý IV năm 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("quý 2 năm 2017", date(2017, 4, 1), date(2017, 6, 30)),
        ("Q3 2017", date(2017, 7, 1), date(2017, 9, 30)),
        ("năm 2017", date(2017, 1, 1), date(2017, 12, 31)),
    ],
)
def test_named_spans(text: str, start: date, end: date) -> None:
    assert dates.parse_range(text) == (start, end)


def test_relative_days_are_vietnam_s() -> None:
    late = datetime(2017, 2, 15, 20, 0, tzinfo=UTC)  # 03:00 on the 16th in Vietnam
    assert dates.parse_range("từ hôm qua đến hôm nay", now=late) == (
        date(2017, 2, 15),
        date(2017, 2, 16),
    )


def test_today_is_a_range_of_one_day(now: datetime) -> None:
    assert dates.parse_range("hôm nay", now=now) == (FIFTEEN, FIFTEEN)
    assert dates.parse_range("từ hôm qua đến hôm nay", now=now).start == date(2017, 2, 14)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        ("17-15/2/2017", "it ends before it starts"),
        ("16-18/2", "it has no year"),
        ("31/2-3/3/2017", "02/2017 has 28 days, there is no day 31"),
        ("từ 8h00 đến ngày 15/2/2017", "one end has a time and the other has none"),
        ("từ ngày 14/2/2017 đến 17h ngày 15/2/2017", "one end has a time and the other has none"),
        (
            "từ thứ năm ngày 15 đến thứ sáu ngày 17/2/2017",
            "it says thứ Năm, but 15/02/2017 is thứ Tư",
        ),
        ("từ lúc đến 15/2/2017", "it has no first day"),
        ("từ 15/2/2017", "cannot read 'từ 15/2/2017'"),
        ("từ tháng 1 đến tháng 3/2017", "it names a month, not a day"),
        ("quý I, II/2017", "it names a quarter, not a day"),
        ("từ foo đến 15/2/2017", "cannot read 'foo'"),
        ("quý V/2017", "there is no quarter V"),
        ("quý 0/2017", "there is no quarter 0"),
        ("tháng 13/2017", "there is no month 13"),
        ("tháng 0/2017", "there is no month 0"),
        ("tháng 2/17", "the year 17 is not written with four digits"),
        ("năm 0000", "there is no year 0"),
        ("1-2-3-4-5-6-7-8", "the year 3 is not written with four digits"),
        ("từ lúc đến 17h 15/2/2017", "one end has a time and the other has none"),
    ],
)
def test_refusals(text: str, reason: str) -> None:
    with pytest.raises(DateParseError) as caught:
        dates.parse_range(text)
    assert caught.value.reason == reason
    assert caught.value.text == text


@given(
    st.dates(),
    st.dates(),
    st.sampled_from(
        ["administrative", "administrative_full", "administrative_words", "press_date"]
    ),
    st.sampled_from(["vi", "en"]),
)
def test_days_read_back(one: Any, other: Any, style: str, language: Any) -> None:
    start, end = sorted((one, other))
    text = dates.format_range(start, end, style, language=language)
    assert dates.parse_range(text) == (start, end)


@given(moments(), moments(), st.sampled_from(["numeric", "vneconomy", "portal_print", "tuoitre"]))
def test_moments_read_back(one: Any, other: Any, style: str) -> None:
    start, end = sorted((one, other))
    if start != end:
        assert dates.parse_range(dates.format_range(start, end, style)) == (start, end)
