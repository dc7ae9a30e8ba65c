"""How long ago: the steps, the calendar rule for yesterday, and Babel's words."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from babel.dates import format_timedelta
from hypothesis import given, strategies as st

from govnews import dates
from govnews.errors import DateFormatError, UnknownFormatError
from tests.dates._moments import A


@pytest.mark.parametrize(
    ("ago", "vietnamese", "english"),
    [
        (timedelta(0), "vừa xong", "just now"),
        (timedelta(seconds=59, microseconds=999_999), "vừa xong", "just now"),
        (timedelta(seconds=60), "1 phút trước", "1 minute ago"),
        (timedelta(minutes=5, seconds=59), "5 phút trước", "5 minutes ago"),
        (timedelta(minutes=59, seconds=59), "59 phút trước", "59 minutes ago"),
        (timedelta(hours=1), "1 giờ trước", "1 hour ago"),
        # the day before, but less than 24 hours ago
        (timedelta(hours=23, minutes=59), "23 giờ trước", "23 hours ago"),
        (timedelta(hours=24), "hôm qua", "yesterday"),
        # 17:00 less 41 hours is 00:00 of the day before
        (timedelta(hours=41), "hôm qua", "yesterday"),
        (timedelta(hours=41, minutes=1), "2 ngày trước", "2 days ago"),
        (timedelta(days=7), "7 ngày trước", "7 days ago"),
        (timedelta(days=7, hours=18), "7/2/2017", "7/2/2017"),
        (timedelta(days=18), "28/1/2017", "28/1/2017"),
        (-timedelta(seconds=59), "vừa xong", "just now"),
        (-timedelta(minutes=5), "sau 5 phút nữa", "in 5 minutes"),
        (-timedelta(hours=23), "sau 23 giờ nữa", "in 23 hours"),
        (-timedelta(hours=24), "ngày mai", "tomorrow"),
        (-timedelta(days=3), "sau 3 ngày nữa", "in 3 days"),
        (-timedelta(days=18), "5/3/2017", "5/3/2017"),
    ],
)
def test_steps(ago: timedelta, vietnamese: str, english: str, now: datetime) -> None:
    assert dates.relative(now - ago, now) == vietnamese
    assert dates.relative(now - ago, now, language="en") == english


def test_just_after_midnight_yesterday_evening_is_hours_ago() -> None:
    evening = datetime(2017, 2, 14, 23, 30, tzinfo=dates.VIETNAM)
    assert (
        dates.relative(evening, datetime(2017, 2, 15, 0, 30, tzinfo=dates.VIETNAM)) == "1 giờ trước"
    )


def test_the_calendar_is_vietnam_s_wherever_the_moments_come_from(now: datetime) -> None:
    then = datetime(2017, 2, 13, 17, 30, tzinfo=UTC)  # 00:30 on the 14th in Vietnam
    assert dates.relative(then, now.astimezone(UTC)) == "hôm qua"
    later = datetime(2017, 2, 15, 18, 0, tzinfo=UTC)  # 01:00 on the 16th
    assert dates.relative(datetime(2017, 2, 14, 16, 30, tzinfo=UTC), later) == "2 ngày trước"


def test_the_style_of_the_date_is_the_caller_s(now: datetime) -> None:
    then = now - timedelta(days=30)
    assert dates.relative(then, now, style="administrative") == "ngày 16 tháng 01 năm 2017"
    assert dates.relative(then, now, style="administrative", language="en") == "16 January 2017"


@pytest.mark.parametrize("value", [A.replace(tzinfo=None), date(2017, 2, 15), None])
def test_both_moments_are_aware(value: Any, now: datetime) -> None:
    for pair in ((value, now), (now, value)):
        with pytest.raises(DateFormatError) as caught:
            dates.relative(*pair)
        assert caught.value.value == value


def test_an_unknown_language(now: datetime) -> None:
    with pytest.raises(UnknownFormatError):
        dates.relative(now, now, language="fr")  # type: ignore[arg-type]  # the point


@given(
    st.sampled_from([("minute", 60, 59), ("hour", 3600, 23), ("day", 86_400, 6)]),
    st.data(),
    st.sampled_from(["vi", "en"]),
    st.booleans(),
)
def test_counted_units_are_babel_s(
    unit: Any, data: st.DataObject, language: Any, past: bool
) -> None:
    name, seconds, most = unit
    count = data.draw(st.integers(2 if name == "day" else 1, most))
    delta = timedelta(seconds=count * seconds)
    then = A - delta if past else A + delta
    expected = format_timedelta(
        -delta if past else delta,
        granularity=name,
        threshold=1,
        add_direction=True,
        locale=language,
    )
    assert dates.relative(then, A, language=language) == expected


@given(st.timedeltas(timedelta(0), timedelta(days=8)))
def test_what_is_written_reads_back_within_its_unit(ago: timedelta) -> None:
    text = dates.relative(A - ago, A)
    if text.endswith(("phút trước", "giờ trước")):
        read = dates.parse_datetime(text, now=A)
        assert timedelta(0) <= read - (A - ago) < timedelta(hours=1)
    elif text != "vừa xong":
        assert dates.parse_date(text, now=A) == (A - ago).date()


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (datetime(9999, 12, 31, 23, tzinfo=UTC), datetime(9999, 12, 1, tzinfo=UTC)),
        (datetime(9999, 12, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_moment_without_a_day_in_vietnam_is_refused(then, now) -> None:
    with pytest.raises(DateFormatError, match="lies outside the years 1 to 9999 in Vietnam"):
        dates.relative(then, now)
