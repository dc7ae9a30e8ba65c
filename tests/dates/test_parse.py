"""Reading stamps: every form, every refusal, and the time it takes on bad input."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from time import process_time
from typing import Any, Literal
from unicodedata import normalize

import pytest
from hypothesis import given, strategies as st

from govnews import dates
from govnews.dates._parse import _common
from govnews.errors import DateParseError
from tests.dates._moments import A, moments
from tests.dates.test_styles import WHOLE_STAMPS

AT_17 = [
    "Wed, 15/02/2017 17:00 | GMT +7",
    "WED, 15/02/2017 17:00 | GMT+7",
    "Wednesday, 15/02/2017 17:00 | GMT +7",
    "Thứ tư, 15/2/2017, 17:00 (GMT+7)",
    "Thứ tư, 15/2/2017, 17:00 (GMT+07:00)",
    "THỨ TƯ, 15/2/2017, 17:00 (gmt+7)",
    "15/02/2017 17:00 GMT+7",
    "15/02/2017 17:00 GMT+0700",
    "15/02/2017 17:00 +07:00",
    "15/02/2017 17:00+0700",
    "15/02/2017 17:00 (UTC+7)",
    "15/02/2017 17:00 ICT",
    "15/02/2017 17:00:00",
    "Thứ Tư, 17:00, 15/02/2017",
    "Thứ tư, 15/02/2017 - 17:00",
    "Thứ Tư, ngày 15/02/2017 - 17:00",
    "15/02/2017, 17:00",
    "17:00 | 15/02/2017",
    "17:00 15/02/2017",
    "17:00, ngày 15-02-2017",
    "15.02.2017 17:00",
    "15 / 2 / 2017 17:00",
    "15-02-2017 5:00 Chiều",
    "15/2/2017 5:00 CH",
    "15/02/2017 5:00:00 PM",
    "15/02/2017 5:00 p.m.",
    "15/02/2017 17:00 chiều",
    "T4, 15/02/2017 17:00",
    "Th 4, 15/02/2017 17:00",
    "thứ 4 ngày 15/02/2017 lúc 17h",
    "15/02/2017 (Thứ Tư) 17:00",
    "17h00 ngày 15/2/2017",
    "17h00' ngày 15/2/2017",
    "17h00’ ngày 15/2/2017",
    "17g00 15-2-2017",
    "17 h 00 ngày 15/2/2017",
    "17 giờ 00 ngày 15/2/2017",
    "17 giờ 00 phút ngày 15 tháng 02 năm 2017",
    "17 giờ 00 phút 00 giây ngày 15/2/2017",
    "17 giờ ngày 15 tháng 2 năm 2017",
    "vào lúc 17 giờ, ngày 15 tháng Hai năm 2017",
    "hồi 17 giờ 15/2/2017",
    "17 giờ 00' ngày 15/2/2017",
    "Lúc: 17:00, Ngày: 15/02/2017",
    "5 giờ chiều 15/2/2017",
    "15 tháng 2, 2017 17:00",
    "17:00:00 15 thg 2, 2017",
    "lúc 17:00:00 GMT+7 15 tháng 2, 2017",
    "17:00:00 GMT+07:00 Thứ Tư, 15 tháng 2, 2017",
    "Cập nhật lúc 17:00, 15/02/2017",
    "Ngày đăng: 15/02/2017 - 17:00 - Lượt xem: 87",
    "2017-02-15T17:00:00+07:00",
    "2017-02-15t17:00+07:00",
    "2017-02-15 17:00",
    "2017/02/15 17:00",
    "Wed, 15 Feb 2017 17:00:00 +0700",
    "February 15, 2017 at 5:00 PM",
    "15th February 2017, 5:00 in the afternoon",
    " 15/02/2017\t17:00\n",
    "15/02/2017\N{NO-BREAK SPACE}17:00",
    "15/02/2017\N{NARROW NO-BREAK SPACE}17:00",
]


@pytest.mark.parametrize("text", AT_17)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", [str, str.upper, str.lower])
def test_one_moment_in_many_forms(
    text: str, form: Literal["NFC", "NFD"], case: Callable[[str], str]
) -> None:
    read = dates.parse_datetime(normalize(form, case(text)))
    assert read == A
    assert read.tzinfo is dates.VIETNAM


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("8h5 ngày 3/11/2026", datetime(2026, 11, 3, 8, 5)),
        ("8 giờ 5 phút sáng ngày 3/11/2026", datetime(2026, 11, 3, 8, 5)),
        ("9 giờ 30 phút sáng 16/4/2017", datetime(2017, 4, 16, 9, 30)),
        ("5 giờ rưỡi chiều ngày 15/2/2017", datetime(2017, 2, 15, 17, 30)),
        ("17h30p ngày 15/2/2017", datetime(2017, 2, 15, 17, 30)),
        ("17 giờ 30 phút 45 giây 15/2/2017", datetime(2017, 2, 15, 17, 30, 45)),
        ("12 giờ trưa ngày 15/2/2017", datetime(2017, 2, 15, 12, 0)),
        ("1 giờ trưa ngày 15/2/2017", datetime(2017, 2, 15, 13, 0)),
        ("11 giờ trưa ngày 15/2/2017", datetime(2017, 2, 15, 11, 0)),
        ("12 giờ đêm ngày 15/2/2017", datetime(2017, 2, 15, 0, 0)),
        ("2 giờ đêm ngày 15/2/2017", datetime(2017, 2, 15, 2, 0)),
        ("11 giờ đêm ngày 15/2/2017", datetime(2017, 2, 15, 23, 0)),
        ("8 giờ tối ngày 15/2/2017", datetime(2017, 2, 15, 20, 0)),
        ("20:00 tối 15/2/2017", datetime(2017, 2, 15, 20, 0)),
        ("15/02/2017 12:00:00 SA", datetime(2017, 2, 15, 0, 0)),
        ("15/02/2017 12:00:00 CH", datetime(2017, 2, 15, 12, 0)),
        ("15/02/2017 12:30 AM", datetime(2017, 2, 15, 0, 30)),
        ("15/02/2017 5:00 PM", datetime(2017, 2, 15, 17, 0)),
        ("15/02/2017 1:00 CH", datetime(2017, 2, 15, 13, 0)),
        ("15/02/2017 1:00 AM", datetime(2017, 2, 15, 1, 0)),
        ("29/02/2016 00:00", datetime(2016, 2, 29, 0, 0)),
        ("Chúa nhật, 19/2/2017 7h", datetime(2017, 2, 19, 7, 0)),
        ("CN, 19/2/2017 7h", datetime(2017, 2, 19, 7, 0)),
        ("thứ Năm, 07:30 ngày 05 tháng năm năm 2016", datetime(2016, 5, 5, 7, 30)),
        ("2017-02-15T17:00:00.5", datetime(2017, 2, 15, 17, 0, 0, 500_000)),
        ("2017-02-15T17:00:00.1234567", datetime(2017, 2, 15, 17, 0, 0, 123_456)),
        ("17 giờ 15 tháng 2 năm 2017", datetime(2017, 2, 15, 17, 0)),
        ("17h 15-2-2017", datetime(2017, 2, 15, 17, 0)),
    ],
)
def test_other_moments(text: str, moment: datetime) -> None:
    assert dates.parse_datetime(text) == moment.replace(tzinfo=dates.VIETNAM)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2017-02-15T10:00:00Z", 0),
        ("15/02/2017 10:00 GMT", 0),
        ("15/02/2017 10:00 UTC", 0),
        ("2017-02-15T05:00:00-05:00", -5),
        ("Wed, 15 Feb 2017 05:00:00 -0500", -5),
        ("February 15, 2017 05:00 -05:00", -5),
        ("15/02/2017 15:30 GMT+5:30", 5.5),
        ("15/02/2017 18:00 GMT + 8", 8),
        ("15/02/2017 07:00 UTC-3", -3),
        ("16/02/2017 00:00 GMT+14", 14),
        ("14/02/2017 20:00 GMT-14", -14),
        ("15/02/2017 15:59 GMT+5:59", 5 + 59 / 60),
    ],
)
def test_a_stamp_of_another_zone_keeps_its_offset(text: str, offset: float) -> None:
    read = dates.parse_datetime(text)
    assert read == A
    assert read.utcoffset() == timedelta(hours=offset)


def test_the_offset_may_name_the_second_round_of_an_hour() -> None:
    # on 13 June 1975 clocks went from +08:00 back to +07:00 at midnight
    first = dates.parse_datetime("12/06/1975 23:30 GMT+8")
    second = dates.parse_datetime("12/06/1975 23:30 GMT+7")
    assert second.timestamp() - first.timestamp() == 3600
    assert first.tzinfo is second.tzinfo is dates.VIETNAM


def test_no_zone_is_vietnam_as_it_was_or_the_zone_that_is_given() -> None:
    assert dates.parse_datetime("30/04/1975 11:30").utcoffset() == timedelta(hours=8)
    hanoi = timezone(timedelta(hours=7))
    assert dates.parse_datetime("30/04/1975 10:30", zone=hanoi).tzinfo is hanoi
    assert dates.parse_datetime("30/04/1975 10:30 GMT+7", zone=UTC).utcoffset() == timedelta(
        hours=7
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15/02/2017", date(2017, 2, 15)),
        ("Ngày 15/2/2017", date(2017, 2, 15)),
        ("Sơn La, ngày 15 tháng 02 năm 2017", date(2017, 2, 15)),
        ("SƠN LA, NGÀY 15 THÁNG 02 NĂM 2017", date(2017, 2, 15)),
        ("TP. Hồ Chí Minh, ngày 05 tháng 3 năm 2020", date(2020, 3, 5)),
        ("Bà Rịa - Vũng Tàu, ngày 05 tháng 3 năm 2020", date(2020, 3, 5)),
        ("Quận 1, ngày 05 tháng 3 năm 2020", date(2020, 3, 5)),
        ("ngày 31 tháng 07 năm 2009", date(2009, 7, 31)),
        ("Thứ Tư, 15 tháng 2, 2017", date(2017, 2, 15)),
        ("15 tháng 2/2017", date(2017, 2, 15)),
        ("15 tháng Mười hai năm 2017", date(2017, 12, 15)),
        ("1/1/0001", date(1, 1, 1)),
        ("31/12/9999", date(9999, 12, 31)),
        ("Wed, 15/02/2017 23:59 | GMT +7", date(2017, 2, 15)),
        # the date as it is written, not as it is in Vietnam
        ("2017-02-15T23:00:00Z", date(2017, 2, 15)),
    ],
)
def test_dates(text: str, day: date) -> None:
    assert dates.parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("17h30'", time(17, 30)),
        ("9h", time(9)),
        ("07 giờ 30", time(7, 30)),
        ("5:00 CH", time(17)),
        ("lúc 17:00:05", time(17, 0, 5)),
        ("(17:00)", time(17)),
        # hours of a twenty-four-hour clock beside a part of the day, first and last
        ("0 giờ sáng", time(0)),
        ("13 giờ trưa", time(13)),
        ("14 giờ trưa", time(14)),
        ("13 giờ chiều", time(13)),
        ("19 giờ chiều", time(19)),
        ("17 giờ tối", time(17)),
        ("23 giờ tối", time(23)),
        ("19 giờ đêm", time(19)),
        ("23 giờ đêm", time(23)),
        ("13:00 CH", time(13)),
        ("23:00 CH", time(23)),
    ],
)
def test_times(text: str, clock: time) -> None:
    assert dates.parse_time(text) == clock


@pytest.mark.parametrize(
    "text", ["17:00 15/02/2017", "17:00 thứ tư", "17:00 GMT+7", "17:00 hôm qua"]
)
def test_a_time_of_day_is_nothing_more(text: str) -> None:
    with pytest.raises(DateParseError, match="more than a time of day"):
        dates.parse_time(text)


@pytest.mark.parametrize("text", ["thứ", "lúc", "sáng"])
def test_a_time_is_needed(text: str) -> None:
    with pytest.raises(DateParseError):
        dates.parse_time(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("hôm qua lúc 17:00", datetime(2017, 2, 14, 17, 0)),
        ("17h30 hôm nay", datetime(2017, 2, 15, 17, 30)),
        ("9h sáng mai", datetime(2017, 2, 16, 9, 0)),
        ("8 giờ tối qua", datetime(2017, 2, 14, 20, 0)),
        ("9 giờ sáng nay", datetime(2017, 2, 15, 9, 0)),
        ("7:00 ngày mai", datetime(2017, 2, 16, 7, 0)),
        ("hôm kia, 8h", datetime(2017, 2, 13, 8, 0)),
        ("8h ngày kia", datetime(2017, 2, 17, 8, 0)),
        ("thứ ba, hôm qua, 17:00", datetime(2017, 2, 14, 17, 0)),
        ("yesterday at 5:00 PM", datetime(2017, 2, 14, 17, 0)),
        ("vừa xong", datetime(2017, 2, 15, 17, 0)),
        ("5 phút trước", datetime(2017, 2, 15, 16, 55)),
        ("khoảng 2 giờ trước", datetime(2017, 2, 15, 15, 0)),
        ("3 ngày trước", datetime(2017, 2, 12, 17, 0)),
        ("2 tuần trước", datetime(2017, 2, 1, 17, 0)),
        ("5 minutes ago", datetime(2017, 2, 15, 16, 55)),
        ("just now", datetime(2017, 2, 15, 17, 0)),
    ],
)
def test_relative_texts_are_counted_from_now(text: str, moment: datetime, now: datetime) -> None:
    read = dates.parse_datetime(text, now=now.astimezone(UTC))
    assert read == moment.replace(tzinfo=dates.VIETNAM)
    assert dates.parse_date(text, now=now) == moment.date()


def test_today_is_the_day_in_the_zone() -> None:
    late = datetime(2017, 2, 15, 18, 0, tzinfo=UTC)
    assert dates.parse_date("hôm nay", now=late) == date(2017, 2, 16)
    assert dates.parse_date("hôm nay", now=late, zone=UTC) == date(2017, 2, 15)
    assert dates.parse_date("1 phút trước", now=late) == date(2017, 2, 16)
    assert dates.parse_date("1 phút trước", now=late, zone=UTC) == date(2017, 2, 15)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("hôm nay 17:00", "2017-02-16T17:00:00+07:00"),
        ("1 phút trước", "2017-02-16T00:59:00+07:00"),
    ],
)
def test_a_moment_counted_from_now_is_in_the_zone(text: str, read: str) -> None:
    late = datetime(2017, 2, 15, 18, 0, tzinfo=UTC)
    assert dates.parse_datetime(text, now=late).isoformat() == read


@pytest.mark.parametrize("text", ["hôm qua lúc 17:00", "5 phút trước", "vừa xong"])
def test_relative_texts_need_an_aware_now(text: str) -> None:
    with pytest.raises(DateParseError, match="pass the moment it is counted from as now="):
        dates.parse_datetime(text)
    with pytest.raises(DateParseError, match="now= has no time zone"):
        dates.parse_datetime(text, now=datetime(2017, 2, 15, 17, 0))


REFUSED = [
    ("", "the text is empty"),
    ("  \n", "the text is empty"),
    ("15/02/2017", "it has no time"),
    ("17:00", "it has no date"),
    ("thứ tư", "it has no date"),
    ("12/13/2017 17:00", "there is no month 13 (read as day 12, month 13, year 2017)"),
    ("15/00/2017 17:00", "there is no month 0 (read as day 15, month 0, year 2017)"),
    ("31/02/2017 17:00", "02/2017 has 28 days, there is no day 31"),
    ("29/02/2017 17:00", "02/2017 has 28 days, there is no day 29"),
    ("00/02/2017 17:00", "02/2017 has 28 days, there is no day 0"),
    ("15/02/2017 25:00", "there is no hour 25"),
    ("15/02/2017 24:00", "there is no hour 24; midnight is 00:00 of the next day"),
    ("15/02/2017 17:60", "there is no minute 60"),
    ("15/02/2017 17:00:60", "there is no second 60"),
    ("15/02/2017 17:5", "minutes and seconds are written with two digits"),
    ("15/02/2017 17:05:1", "minutes and seconds are written with two digits"),
    ("Thứ năm, 15/2/2017, 17:00", "it says thứ Năm, but 15/02/2017 is thứ Tư"),
    ("Thứ Tư, 05/11/2026 17:00", "it says thứ Tư, but 05/11/2026 is thứ Năm"),
    ("Mon, 15/02/2017 17:00 | GMT +7", "it says thứ Hai, but 15/02/2017 is thứ Tư"),
    ("thứ 2, thứ 4, 15/2/2017 17:00", "it has two weekdays"),
    ("15/02/17 17:00", "the year 17 is ambiguous; write it with four digits"),
    ("15/02/217 17:00", "the year 217 is not written with four digits"),
    ("15/02/0000 17:00", "there is no year 0"),
    ("15/02/10000 17:00", "there is no year 10000"),
    ("15/2 17:00", "it has no year"),
    ("ngày 15 tháng 2, 17:00", "it has no year"),
    ("15 February 17:00", "it has no year"),
    ("2/2017 17:00", "it names a month, not a day"),
    ("tháng 2 năm 2017 17:00", "it names a month, not a day; parse_range reads it"),
    ("quý I/2017", "it names a quarter, not a day; parse_range reads it"),
    ("15/02/2017 16/02/2017 17:00", "it has two dates"),
    ("hôm nay 15/02/2017 17:00", "it has two dates"),
    ("15/02/2017 hôm nay 17:00", "it has two dates"),
    ("15/02/2017 17:00 18:00", "it has two times"),
    ("15/02/2017 08:00-09:30", "it has two times"),
    ("08:00-09:30 15/02/2017", "it has two times"),
    ("15/02/2017 17:00 GMT+7 +07:00", "it has two time zones"),
    ("15/02/2017 GMT+7 17:00", "it has a time zone before any time"),
    ("15/02/2017 17:00 GMT+25", "there is no offset of +25:00 hours from UTC"),
    ("15/02/2017 17:00 +07:99", "there is no offset of +07:99 hours from UTC"),
    ("15/02/2017 5:00 sáng chiều", "it has two parts of the day"),
    ("15/02/2017 sáng", "it says 'sáng', but no hour"),
    ("15/02/2017 17:00 sáng", "hour 17 does not go with 'sáng'"),
    ("15/02/2017 17:00 SA", "hour 17 does not go with 'sa'"),
    ("15/02/2017 05:00 đêm", "hour 5 does not go with 'đêm'"),
    ("15/02/2017 12:00 tối", "hour 12 does not go with 'tối'"),
    ("15/02/2017 08:00 trưa", "hour 8 does not go with 'trưa'"),
    ("15/02/2017 23:00 chiều", "hour 23 does not go with 'chiều'"),
    ("15/02/2017 17:00 (GMT+7", "a bracket is not closed"),
    ("15/02/2017 17:00 foo", "cannot read 'foo'"),
    ("Thứ tám, 15/02/2017 17:00", "cannot read 'thứ tám, 15/02/2017 17:00'"),
    ("Thứ Tám, ngày 15/02/2017 17:00", "cannot read 'thứ tám, ngày 15/02/2017 17:00'"),
    ("15/02/2017 17", "cannot read '17'"),
    ("năm phút trước", "cannot read 'năm phút trước'"),
    ("5 tháng trước", "cannot read '5 tháng trước'"),
    ("2017-02-30T17:00:00Z", "02/2017 has 28 days, there is no day 30"),
    ("-15/02/2017 17:00", "cannot read '-15/02/2017 17:00'"),
    (
        "mùng 5 tháng 2 năm 2017 17:00",
        "mùng counts lunar days as a rule; write ngày for a civil date",
    ),
    (
        "5 tháng 2 năm 2017 âm lịch 17:00",
        "it is a lunar date (âm lịch); parse_lunar reads it",
    ),
    ("19 tháng Giêng năm Đinh Dậu", "it is a lunar date (âm lịch); parse_lunar reads it"),
    ("rằm tháng Giêng năm Đinh Dậu", "it is a lunar date (âm lịch); parse_lunar reads it"),
    ("rằm tháng Giêng năm 2017", "it is a lunar date (âm lịch); parse_lunar reads it"),
    (
        "ngày 15 tháng 02 năm 2017 (18 tháng Giêng năm Đinh Dậu)",
        "it says '18 tháng giêng năm đinh dậu', but 15/02/2017 is 19 tháng Giêng năm Đinh Dậu",
    ),
    (
        "ngày 15 tháng 02 năm 2017 (19 tháng Giêng năm Giáp Dậu)",
        "it says '19 tháng giêng năm giáp dậu', but 15/02/2017 is 19 tháng Giêng năm Đinh Dậu",
    ),
    (
        "15/02/1917 (18 tháng Giêng năm Đinh Dậu)",
        "the lunar calendar is certain from lunar 1968 to 2053",
    ),
    ("１５/02/2017 17:00", "a stamp has no U+FF11 (FULLWIDTH DIGIT ONE)"),
    ("١٥/٠٢/2017 17:00", "a stamp has no U+0661 (ARABIC-INDIC DIGIT ONE)"),
    ("१५/02/2017 17:00", "a stamp has no U+0967 (DEVANAGARI DIGIT ONE)"),
    ("15/02/2017\u200f 17:00", "a stamp has no U+200F (RIGHT-TO-LEFT MARK)"),
    ("15/02/2017 17:00\u202e", "a stamp has no U+202E (RIGHT-TO-LEFT OVERRIDE)"),
    ("15\u200b/02/2017 17:00", "a stamp has no U+200B (ZERO WIDTH SPACE)"),
    ("15/02/2017 17:00\x00", "a stamp has no U+0000 (a control character)"),
    ("Тhứ tư, 15/2/2017 17:00", "a stamp has no U+0442 (CYRILLIC SMALL LETTER TE)"),
    ("1234567890/02/2017 17:00", "123456789… is no number of a date or time"),
    ("9" * 150 + " phút trước", "999999999… is no number of a date or time"),
    ("x" * 201, "the text is longer than any stamp (200 characters)"),
]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("28/1/2017 (1 tháng Giêng năm Đinh Dậu)", date(2017, 1, 28)),
        ("28/1/2017 (mùng 1 tháng Giêng năm Đinh Dậu)", date(2017, 1, 28)),
        ("28/1/2017 (mồng 01 tháng Giêng năm Đinh Dậu)", date(2017, 1, 28)),
        ("22/1/2023 (mùng 1 tháng Giêng năm Quí Mẹo)", date(2023, 1, 22)),
        ("11/1/2017 (14 tháng Mười hai năm Bính Thân)", date(2017, 1, 11)),
        ("11/2/2017 (rằm tháng Giêng năm Đinh Dậu)", date(2017, 2, 11)),
        ("30/1/1968 (mùng 2 tháng Giêng năm Mậu Thân)", date(1968, 1, 30)),
        ("27/1/2028 (mùng 2 tháng Giêng năm Mậu Thân)", date(2028, 1, 27)),
    ],
)
def test_a_lunar_date_beside_the_civil_one_in_any_spelling(text: str, day: date) -> None:
    assert dates.parse_date(text) == day


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_refusals_say_what_was_read_and_why(text: str, reason: str) -> None:
    with pytest.raises(DateParseError) as caught:
        dates.parse_datetime(text, now=A)
    assert caught.value.reason == reason
    assert caught.value.text == text


@pytest.mark.parametrize("value", [None, 20170215, b"15/02/2017 17:00", date(2017, 2, 15)])
def test_only_texts_are_read(value: Any) -> None:
    with pytest.raises(DateParseError, match="not a text"):
        dates.parse_datetime(value)


def test_relative_texts_before_the_calendar_begins_are_refused() -> None:
    with pytest.raises(DateParseError, match="before the year 1"):
        dates.parse_date("999999999 tuần trước", now=A)
    with pytest.raises(DateParseError, match="outside the years 1 to 9999"):
        dates.parse_date("ngày mai", now=datetime(9999, 12, 31, tzinfo=UTC))


READERS: list[Callable[[str], object]] = [
    dates.parse_datetime,
    dates.parse_date,
    dates.parse_time,
    dates.parse_range,
    lambda text: dates.parse_datetime(text, now=A),
    lambda text: dates.parse_range(text, now=A),
]


@given(
    st.text(max_size=60)
    | st.text(st.sampled_from("0123456789 /-:.,|()hgiờngàythángămsCNT+"), max_size=40)
    | st.lists(
        st.sampled_from(
            [
                "15",
                "/",
                "2",
                "2017",
                "17",
                ":",
                "00",
                "h",
                "giờ",
                "ngày",
                "tháng",
                "năm",
                "thứ",
                "tư",
                "từ",
                "đến",
                "-",
                "quý",
                "sáng",
                "+07",
            ]
        ),
        max_size=12,
    ).map("".join),
    st.sampled_from(READERS),
)
def test_any_text_is_read_or_refused(text: str, read: Callable[[str], object]) -> None:
    with suppress(DateParseError):
        read(text)


@given(moments(), st.sampled_from(WHOLE_STAMPS), st.data())
def test_a_changed_digit_is_never_read_as_the_same_moment(
    moment: datetime, style: str, data: st.DataObject
) -> None:
    text = dates.format(moment, style)
    places = [index for index, character in enumerate(text) if character.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    changed = f"{text[:place]}{digit}{text[place + 1 :]}"
    try:
        read = dates.parse_datetime(changed)
    except DateParseError:
        return
    # only an offset may move, and then the instant moves with it
    assert read.timestamp() != moment.timestamp()


@given(
    st.datetimes(
        timezones=st.sampled_from([None, UTC, dates.VIETNAM, timezone(-timedelta(hours=3.5))])
    )
)
def test_what_isoformat_writes_is_read(moment: datetime) -> None:
    offset = moment.utcoffset()
    if offset is not None and offset.seconds % 60:
        return  # before 1911; RFC 3339 has whole minutes
    read = dates.parse_datetime(moment.isoformat())
    if offset is None:
        assert read == moment.replace(tzinfo=dates.VIETNAM)
    else:
        assert read.timestamp() == moment.timestamp()
    assert dates.parse_datetime(f" {moment.isoformat()}").timestamp() == read.timestamp()


@given(
    moments(),
    st.sampled_from(
        ["portal", "vnexpress", "tuoitre", "vov", "dantri", "vneconomy", "portal_print"]
    ),
)
def test_the_shortcut_agrees_with_the_full_reading(moment: datetime, style: str) -> None:
    text = dates.format(moment, style)
    short = _common(text, dates.VIETNAM)
    assert short == moment
    assert dates.parse_datetime(f" {text} ") == short  # the spaces make it take the long way


@pytest.mark.parametrize(
    "text",
    [
        "17:00 15/02/2017 17:00",
        "15/02/2017",
        "Wen, 15/02/2017 17:00",
        "Thứ năm, 15/02/2017 17:00",
        "30/02/2017 17:00",
        "15/02/2017 13:00 CH",
        "15/02/2017 0:30 SA",
        "15/02/1975 17:00 GMT+7",
        "2017-02-30T17:00:00Z",
        "2017-02-15T17:00:00+7",
        " 15/02/2017 17:00",
        "15/02/2017 17:00" + " " * 200,
    ],
)
def test_the_shortcut_leaves_faults_to_the_full_reading(text: str) -> None:
    assert _common(text, dates.VIETNAM) is None


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "15/02/2017 ",
        "thứ ",
        "(",
        " ",
        "tháng năm ",
        "a, ",
        "h",
        "-",
        "\u0301",
        "ngày 1 tháng 1 ",
    ],
)
@pytest.mark.parametrize("read", READERS[:4])
def test_bad_input_takes_linear_time(unit: Any, read: Callable[[str], object]) -> None:
    def cost(length: int) -> Any:
        text = (unit * (length // len(unit) + 1))[:length]
        least = float("inf")
        for _ in range(3):
            start = process_time()
            with pytest.raises(DateParseError):
                read(text)
            least = min(least, process_time() - start)
        return least

    # the longest text that is read at all, and a megabyte, each against half of it: processor
    # time, so that a busy machine does not matter, and a bound far above what either costs; a
    # reader that backtracks needs seconds for these
    for length in (200, 1_000_000):
        assert cost(length) < 3 * cost(length // 2) + 0.005


FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize("read", [dates.parse_datetime, dates.parse_date])
def test_what_is_counted_from_the_ends_of_the_calendar_stays_on_it(read) -> None:
    with pytest.raises(DateParseError, match="it lies outside the years 1 to 9999: 'vừa xong'"):
        read("vừa xong", now=LAST)
    with pytest.raises(DateParseError, match="it lies outside the years 1 to 9999"):
        read("0 phút trước", now=FIRST, zone=timezone(timedelta(hours=-12)))


@pytest.mark.parametrize("now", [date(2017, 2, 15), "2017-02-15"])
def test_a_now_that_is_no_moment_is_told(now) -> None:
    with pytest.raises(DateParseError, match="now= has no time zone: 'hôm qua'"):
        dates.parse_date("hôm qua", now=now)


def test_the_end_of_a_day_is_no_hour_in_iso_8601_either() -> None:
    # Python reads it from version 3.14 on.
    with pytest.raises(DateParseError, match="there is no hour 24"):
        dates.parse_datetime("2017-02-15T24:00:00")


@pytest.mark.parametrize("character", ["\ud800", "\u0378"])
def test_a_character_without_a_name_is_not_called_a_control(character) -> None:
    with pytest.raises(DateParseError, match=f"U.{ord(character):04X} .it has no name."):
        dates.parse_date(f"15/2/2017{character}")
