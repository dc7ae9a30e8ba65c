"""Dates of feeds, of every age."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given

from govnews import dates, testing as values
from govnews.errors import DateParseError
from govnews.ingest._moment import read_moment

AT = datetime(2017, 2, 15, 10, 0, tzinfo=UTC)


@given(moment=values.aware_datetimes())
def test_what_feeds_write_is_read_back(moment: datetime) -> None:
    assert read_moment(moment.isoformat()) == (moment, None)
    whole = moment.replace(microsecond=0)
    assert read_moment(format_datetime(whole)) == (whole, None)


def test_the_old_forms_of_rss() -> None:
    assert read_moment("15 Feb 17 10:00 UT") == (AT, None)
    assert read_moment("Wed, 15 Feb 2017 04:00:00 CST") == (AT, None)


def test_without_a_zone_the_time_is_vietnams() -> None:
    assert read_moment("Wed, 15 Feb 17 17:00") == (AT, None)
    assert read_moment("Wed, 15 Feb 17 10:00 -0000") == (AT, None)


def test_what_is_doubtful_is_read_with_a_remark() -> None:
    moment, remark = read_moment("Mon, 15 Feb 2017 17:00:00 +0700")
    assert moment == AT
    assert remark is not None
    assert "thứ Hai" in remark
    day, remark = read_moment("2017-02-15")
    assert day == datetime(2017, 2, 15, tzinfo=dates.VIETNAM)
    assert remark == "has no time of day; taken as 00:00"
    assert day.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize("text", ["", "hôm qua", "31/02/2017 10:00", "12/13/2017", "9" * 500])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateParseError):
        read_moment(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wed, 30 Nov -0001 00:00:00 +0000",  # what PHP makes of a date that was never set
        "Wed, 15 Feb 2017 17:00:00 +7",
        "Wed, 15 Feb 2017 17:00:00 -0099",
    ],
)
def test_an_offset_of_odd_minutes_was_none(text: str) -> None:
    with pytest.raises(DateParseError):
        read_moment(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00", "01/01/1900 00:00:00", "1900-01-01"])
def test_a_moment_when_the_offset_had_seconds_is_refused(text: str) -> None:
    with pytest.raises(DateParseError, match="the offset was not whole minutes"):
        read_moment(text)
    assert read_moment("1900-01-01T00:00:00Z") == (datetime(1900, 1, 1, tzinfo=UTC), None)
