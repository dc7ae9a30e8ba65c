"""Errors name what was wrong, whole: a portal shows them to the person who typed."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from math import inf

import pytest

from govnews import dates
from govnews.errors import DateFormatError, DateParseError, GovNewsError, UnknownFormatError

NOW = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
NAIVE = datetime(2017, 2, 15, 17, 0)
DAY = date(2017, 2, 15)
FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)
WEST = dates.Style(name="west", pattern="yyyy", zone=timezone(timedelta(hours=-1)))


@pytest.mark.parametrize(
    ("read", "text", "reason"),
    [
        (
            dates.parse_lunar,
            "15/2/2017 dương lịch",
            "it is not a day, month and year of the lunar calendar",
        ),
        (dates.parse_lunar, "mùng 11 tháng Ba năm 2017", "mùng counts the days up to 10, not 11"),
        (dates.parse_lunar, "30 tháng Giêng năm 2017", "the day 30 is not in a month of 29 days"),
        (
            dates.parse_lunar,
            "mùng 1 tháng Giêng năm Giáp Sửu",
            "no lunar year is called 'giáp sửu'",
        ),
        (
            dates.parse_lunar,
            "mùng 1 tháng Giêng năm Kỷ Dậu",
            "its year is 1969 or 2029: pass a day near it as near=",
        ),
        (
            dates.parse_datetime,
            "5 phút trước",
            "it is relative: pass the moment it is counted from as now=",
        ),
        (
            dates.parse_datetime,
            "hôm qua lúc 17:00",
            "it is relative: pass the moment it is counted from as now=",
        ),
        (dates.parse_date, "Thứ Tư, 05/11/2026", "it says thứ Tư, but 05/11/2026 is thứ Năm"),
        (
            dates.parse_date,
            "5 phút trước",
            "it is relative: pass the moment it is counted from as now=",
        ),
        (dates.parse_date, "17:00", "it has no date"),
        (
            dates.parse_date,
            "12/13/2017",
            "there is no month 13 (read as day 12, month 13, year 2017)",
        ),
        (dates.parse_date, "1/1/0000", "there is no year 0"),
        (dates.parse_date, "31/02/0001", "02/0001 has 28 days, there is no day 31"),
        (dates.parse_date, "31/02/9999", "02/9999 has 28 days, there is no day 31"),
        (dates.parse_date, "32/01/2017", "01/2017 has 31 days, there is no day 32"),
        (dates.parse_date, "32/12/2017", "12/2017 has 31 days, there is no day 32"),
        (
            dates.parse_time,
            "12 giờ 30 phút 1234567890 giây",
            "123456789… is no number of a date or time",
        ),
        (dates.parse_date, "31/02/2017", "02/2017 has 28 days, there is no day 31"),
        (dates.parse_date, "15/2/2017 chiều", "it says 'chiều', but no hour"),
        (dates.parse_datetime, "15/2/2017", "it has no time"),
        (
            dates.parse_datetime,
            "15/2/2017 24:00",
            "there is no hour 24; midnight is 00:00 of the next day",
        ),
        (dates.parse_datetime, "15/2/2017 25:00", "there is no hour 25"),
        (dates.parse_datetime, "15/2/2017 17:60", "there is no minute 60"),
        (dates.parse_datetime, "15/2/2017 17:00:60", "there is no second 60"),
        (dates.parse_datetime, "3:00 tối 15/2/2017", "hour 3 does not go with 'tối'"),
        (
            dates.parse_date,
            "15/02/2017 (18 tháng Giêng năm Đinh Dậu)",
            "it says '18 tháng giêng năm đinh dậu', but 15/02/2017 is 19 tháng Giêng năm Đinh Dậu",
        ),
        (
            dates.parse_date,
            "15/02/1917 (18 tháng Giêng năm Đinh Dậu)",
            "the lunar calendar is certain from lunar 1968 to 2053",
        ),
        (
            dates.parse_date,
            "19 tháng Giêng năm Đinh Dậu",
            "it is a lunar date (âm lịch); parse_lunar reads it",
        ),
        (
            dates.parse_date,
            "(19 tháng Giêng năm Đinh Dậu)",
            "it is a lunar date (âm lịch); parse_lunar reads it",
        ),
        (dates.parse_time, "17:00 15/2/2017", "it is more than a time of day"),
        (dates.parse_time, "thứ hai 17:00", "it is more than a time of day"),
        (dates.parse_time, "17:00 GMT+7", "it is more than a time of day"),
        (dates.parse_time, "lúc", "it has no time"),
        (dates.parse_time, "chiều", "it says 'chiều', but no hour"),
        (dates.parse_time, "(", "a bracket is not closed"),
        (dates.parse_time, "", "the text is empty"),
        (dates.parse_time, "17:00\x00", "a stamp has no U+0000 (a control character)"),
        (dates.parse_time, "17:00 ☀", "a stamp has no U+2600 (BLACK SUN WITH RAYS)"),
        (dates.parse_time, "xyz", "cannot read 'xyz'"),
        (dates.parse_time, "(17:00", "a bracket is not closed"),
        (dates.parse_date, "2/1234567890/2017", "123456789… is no number of a date or time"),
        (dates.parse_date, "2/2/1234567890", "123456789… is no number of a date or time"),
        (dates.parse_time, "1234567890:00", "123456789… is no number of a date or time"),
        (dates.parse_time, "12 giờ 1234567890 phút", "123456789… is no number of a date or time"),
        (dates.parse_date, "1234567890/2/2017", "123456789… is no number of a date or time"),
        (dates.parse_date, "1234567890.2.2017", "123456789… is no number of a date or time"),
        (dates.parse_date, "15/2/2017 16/2/2017", "it has two dates"),
        (dates.parse_date, "15/2/2017 hôm qua", "it has two dates"),
        (dates.parse_date, "hôm qua 15/2/2017", "it has two dates"),
        (dates.parse_date, "15/2/17", "the year 17 is ambiguous; write it with four digits"),
        (dates.parse_date, "15/2/917", "the year 917 is not written with four digits"),
        (dates.parse_date, "15/2", "it has no year"),
        (dates.parse_date, "ngày 15 tháng 2", "it has no year"),
        (dates.parse_time, "17:00 18:00", "it has two times"),
        (dates.parse_time, "17:5", "minutes and seconds are written with two digits"),
        (dates.parse_date, "thứ hai thứ ba 15/2/2017", "it has two weekdays"),
        (dates.parse_time, "5 giờ chiều tối", "it has two parts of the day"),
        (dates.parse_time, "17:00 GMT+7 GMT+8", "it has two time zones"),
        (dates.parse_time, "GMT+7 17:00", "it has a time zone before any time"),
        (
            dates.parse_datetime,
            "15/2/2017 17:00 GMT+15",
            "there is no offset of +15:00 hours from UTC",
        ),
        (
            dates.parse_datetime,
            "15/2/2017 17:00 GMT+7:60",
            "there is no offset of +7:60 hours from UTC",
        ),
        (dates.parse_datetime, "15/2/2017 17:00 +15", "cannot read '+15'"),
        (
            dates.parse_date,
            "mùng 1/2/2017",
            "mùng counts lunar days as a rule; write ngày for a civil date",
        ),
        (
            dates.parse_date,
            "mùng 1 tháng 2 năm 2017",
            "mùng counts lunar days as a rule; write ngày for a civil date",
        ),
        (dates.parse_date, "tháng 2/2017", "it names a month, not a day; parse_range reads it"),
        (dates.parse_date, "tháng 2 năm 2017", "it names a month, not a day; parse_range reads it"),
        (dates.parse_date, "February 2017", "cannot read 'february 2017'"),
        (dates.parse_date, "15 tháng 2", "it has no year"),
        (dates.parse_date, "2/2017", "it names a month, not a day"),
        (dates.parse_date, "quý I/2017", "it names a quarter, not a day; parse_range reads it"),
        (dates.parse_range, "từ ngày 15/2/2017 đến ngày 1/2/2017", "it ends before it starts"),
        (dates.parse_range, "17:00", "it has no date"),
        (
            dates.parse_range,
            "từ 17:00 15/2/2017 đến 16/2/2017",
            "one end has a time and the other has none",
        ),
        (
            dates.parse_range,
            "từ hôm qua đến 15/2/2017",
            "it is relative: pass the moment it is counted from as now=",
        ),
        (dates.parse_range, "từ 17:00 đến 15/2/2017", "one end has a time and the other has none"),
        (dates.parse_range, "từ thứ hai đến 15/2/2017", "it has no first day"),
        (dates.parse_range, "quý V/2017", "there is no quarter V"),
        (dates.parse_range, "tháng 2 năm 17", "the year 17 is not written with four digits"),
        (dates.parse_range, "tháng 13 năm 2017", "there is no month 13"),
        (dates.parse_range, "tháng 9999999999 năm 2017", "there is no month 999999999"),
        (dates.parse_range, "năm 0000", "there is no year 0"),
        (dates.parse_range, "quý I năm 0000", "there is no year 0"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_reason(read, text, reason) -> None:
    with pytest.raises(DateParseError) as caught:
        read(text)
    assert (caught.value.reason, caught.value.text) == (reason, text)


@pytest.mark.parametrize(
    ("write", "value", "style", "reason"),
    [
        (
            lambda: dates.format(NAIVE),
            NAIVE,
            "portal",
            "a datetime without a time zone names no moment; give it a tzinfo",
        ),
        (lambda: dates.format(DAY), DAY, "portal", "it shows a time, and a date has none"),
        (
            lambda: dates.format(FIRST, WEST),
            FIRST,
            "west",
            "the moment lies outside the years 1 to 9999 in the style's zone",
        ),
        (
            lambda: dates.format(time(17), "press_date"),
            time(17, 0),
            "press_date",
            "it shows a date",
        ),
        (
            lambda: dates.format(time(17, tzinfo=UTC), "press_time"),
            time(17, 0, tzinfo=UTC),
            "press_time",
            "a time of day takes no zone here",
        ),
        (
            lambda: dates.format("15/2/2017"),
            "15/2/2017",
            "portal",
            "the value is not a date, time or datetime",
        ),
        (
            lambda: dates.format(DAY, "administrative", place=" "),
            DAY,
            "administrative",
            "the place is empty",
        ),
        (
            lambda: dates.format(DAY, dates.STYLES["administrative"], place=""),
            DAY,
            "administrative",
            "the place is empty",
        ),
        (lambda: dates.format_number("1"), "1", "number", "it is not a number"),
        (lambda: dates.format_number(inf), inf, "number", "it is not a finite number"),
        (lambda: dates.format_ordinal(0), 0, "ordinal", "it is not a whole number of 1 or more"),
        (
            lambda: dates.relative(NOW, LAST),
            LAST,
            "relative",
            "the moment lies outside the years 1 to 9999 in Vietnam",
        ),
        (
            lambda: dates.to_lunar(LAST),
            LAST,
            "lunar",
            "the lunar calendar is certain from lunar 1968 to 2053",
        ),
        (
            lambda: dates.relative(NAIVE, NOW),
            NAIVE,
            "relative",
            "it is not a datetime with a time zone",
        ),
        (
            lambda: dates.format_range(DAY, "16/2/2017"),
            (DAY, "16/2/2017"),
            "administrative",
            "its ends are not dates or datetimes",
        ),
        (
            lambda: dates.format_range(DAY, NOW),
            (DAY, NOW),
            "administrative",
            "one end has a time and the other has none",
        ),
        (
            lambda: dates.format_range(NAIVE, NOW, dates.STYLES["portal"]),
            (NAIVE, NOW),
            "portal",
            "a datetime without a time zone names no moment",
        ),
        (
            lambda: dates.format_range(date(2017, 2, 16), DAY, "press_date"),
            (date(2017, 2, 16), DAY),
            "press_date",
            "it ends before it starts",
        ),
        (lambda: dates.to_lunar("mùng 1"), "mùng 1", "lunar", "it is not a date or datetime"),
        (
            lambda: dates.to_lunar(NAIVE),
            NAIVE,
            "lunar",
            "a datetime without a time zone names no day",
        ),
        (
            lambda: dates.to_lunar(date(1968, 1, 28)),
            date(1968, 1, 28),
            "lunar",
            "the lunar calendar is certain from lunar 1968 to 2053",
        ),
        (
            lambda: dates.format(date(2054, 2, 8), dates.Style(name="moon", pattern="{lunar}")),
            date(2054, 2, 8),
            "moon",
            "the lunar calendar is certain from lunar 1968 to 2053",
        ),
    ],
)
def test_what_cannot_be_written_is_told_with_its_style_and_reason(
    write, value, style, reason
) -> None:
    with pytest.raises(DateFormatError) as caught:
        write()
    error = caught.value
    assert (error.value, error.style, error.reason) == (value, style, reason)


def test_a_number_of_too_many_digits_is_told() -> None:
    huge = 10**4_000
    for write, value, style in (
        (dates.format_number, huge, "number"),
        (dates.format_number, -huge, "number"),
        (dates.format_number, Decimal(huge), "number"),
        (dates.format_ordinal, huge, "ordinal"),
    ):
        with pytest.raises(DateFormatError) as caught:
            write(value)
        error = caught.value
        assert (error.value, error.style) == (value, style)
        assert error.reason == "it has too many digits"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: dates.format(NOW, language="fr"), "unknown language 'fr'; known: vi, en"),
        (
            lambda: dates.parse_number("40,536,672"),
            "it is not a number with groups of three and a decimal comma: '40,536,672'",
        ),
        (lambda: dates.parse_number(17), "this is of type int, not a text: '17'"),
        (lambda: dates.relative(NOW, NOW, language="fr"), "unknown language 'fr'; known: vi, en"),
        (
            lambda: dates.format_range(DAY, DAY, language="fr"),
            "unknown language 'fr'; known: vi, en",
        ),
        (lambda: dates.LunarDate(2017, "1", 1), "LunarDate.month is not a whole number: '1'"),
        (
            lambda: dates.LunarDate(2054, 1, 1),
            (
                "LunarDate.year is out of range "
                "(the lunar calendar is certain from lunar 1968 to 2053): 2054"
            ),
        ),
        (lambda: dates.LunarDate(2017, 13, 1), "LunarDate.month is no month of 2017: 13"),
        (
            lambda: dates.LunarDate(2017, 5, 1, leap=True),
            "LunarDate.month is no leap month of 2017: 5",
        ),
        (lambda: dates.LunarDate(2017, 1, 30), "LunarDate.day is not in a month of 29 days: 30"),
        (
            lambda: dates.parse_datetime("5 phút trước", now=NAIVE),
            "now= has no time zone: '5 phút trước'",
        ),
        (
            lambda: dates.parse_datetime("999999999 ngày trước", now=NOW),
            "it lies before the year 1: '999999999 ngày trước'",
        ),
        (
            lambda: dates.parse_date("hôm qua", now=FIRST),
            "it lies outside the years 1 to 9999: 'hôm qua'",
        ),
        (lambda: dates.parse_time(17), "this is of type int, not a text: '17'"),
        (
            lambda: dates.parse_time("1" * 201),
            f"the text is longer than any stamp (200 characters): '{'1' * 80}'… (201 characters)",
        ),
        (
            lambda: dates.Style(name="s", pattern="d 'mở"),
            'Style.pattern has an unclosed "\'" at 2: "d \'mở"',
        ),
        (
            lambda: dates.Style(name="s", pattern="yy"),
            "Style.pattern has no field 'yy'; quote plain words: 'yy'",
        ),
        (
            lambda: dates.Style(name="s", pattern="{tet}"),
            "Style.pattern has no field '{tet}'; quote plain words: '{tet}'",
        ),
        (
            lambda: dates.Style(name="s", pattern="d", english="yy"),
            "Style.english has no field 'yy'; quote plain words: 'yy'",
        ),
        (
            lambda: dates.Style(name="s", pattern="d", on_the_hour="yy"),
            "Style.on_the_hour has no field 'yy'; quote plain words: 'yy'",
        ),
        (
            lambda: dates.Style(name="s", pattern="d", weekdays="upper"),
            "Style.weekdays is none of title, sentence, official, lower, digits: 'upper'",
        ),
        (
            lambda: dates.Style(name="s", pattern="d", language="fr"),
            "Style.language is none of vi, en: 'fr'",
        ),
        (
            lambda: dates.Style(name="s", pattern="d", months="roman"),
            "Style.months is none of digits, words: 'roman'",
        ),
        (
            lambda: dates.Style(name="s", pattern="d", quarters="words"),
            "Style.quarters is none of digits, roman: 'words'",
        ),
        (
            lambda: dates.Style(name="s", pattern="d", half_days="digits"),
            "Style.half_days is none of initials, words: 'digits'",
        ),
        (
            lambda: dates.Style(name="s", pattern="d", padding="always"),
            "Style.padding is none of pattern, decree30: 'always'",
        ),
        (
            lambda: dates.Style(name="s", pattern="d", zone="Asia/Ho_Chi_Minh"),
            "Style.zone is not a time zone: 'Asia/Ho_Chi_Minh'",
        ),
        (lambda: dates.Style(name="s", pattern=5), "Style.pattern is not a pattern: 5"),
        (
            lambda: dates.Style(name="s", pattern="d\x07"),
            "Style.pattern holds a character no text has: 'd\\x07'",
        ),
        (lambda: dates.Style(name="s", pattern=""), "Style.pattern is not a pattern: ''"),
    ],
)
def test_every_other_refusal_is_told_whole(call, message) -> None:
    with pytest.raises(GovNewsError) as caught:
        call()
    assert str(caught.value) == message


def test_an_unknown_style_is_told_with_all_known_ones() -> None:
    with pytest.raises(UnknownFormatError) as caught:
        dates.format(NOW, "parisian")
    error = caught.value
    assert (error.kind, error.name, error.known) == ("date style", "parisian", tuple(dates.STYLES))
