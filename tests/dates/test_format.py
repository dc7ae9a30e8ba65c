"""Writing: zones, kinds of values, places, styles of one's own, and refusals."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from govnews import dates
from govnews.errors import DateFormatError, UnknownFormatError
from tests.dates._moments import A


def test_the_default_is_the_portal_stamp() -> None:
    assert dates.format(A) == "Wed, 15/02/2017 17:00 | GMT +7"


def test_a_moment_of_another_zone_is_moved_to_vietnam() -> None:
    assert (
        dates.format(datetime(2017, 2, 15, 18, 30, tzinfo=UTC)) == "Thu, 16/02/2017 01:30 | GMT +7"
    )


def test_a_date_only_style_takes_the_day_in_vietnam() -> None:
    assert dates.format(datetime(2017, 2, 15, 18, 30, tzinfo=UTC), "press_date") == "16/2/2017"


def test_the_zone_of_a_style_is_its_own() -> None:
    india = dates.Style(name="india", pattern="HH:mm O", zone=ZoneInfo("Asia/Kolkata"))
    greenwich = dates.Style(name="greenwich", pattern="HH:mm O|OOOO|XXX|Z", zone=UTC)
    west = dates.Style(name="west", pattern="O OOOO XXX Z", zone=timezone(timedelta(hours=-3.5)))
    assert dates.format(A, india) == "15:30 GMT+5:30"
    assert dates.format(A, greenwich) == "10:00 GMT|GMT|Z|+0000"
    assert dates.format(A, west) == "GMT-3:30 GMT-03:30 -03:30 -0330"


def test_the_offset_follows_the_history_of_the_zone() -> None:
    style = dates.Style(name="offset", pattern="O OOOO XXX Z")

    def offset(year: int, month: int, day: int) -> str:
        return dates.format(datetime(year, month, day, 12, 0, tzinfo=dates.VIETNAM), style)

    assert offset(1975, 6, 14) == "GMT+7 GMT+07:00 +07:00 +0700"
    assert offset(1968, 1, 30) == "GMT+8 GMT+08:00 +08:00 +0800"
    assert offset(1944, 6, 1).startswith("GMT+8 ")
    assert offset(1910, 1, 1) == "GMT+7:06:30 GMT+07:06:30 +07:06:30 +070630"


def test_hanoi_before_1975_is_a_fixed_offset() -> None:
    hanoi = dates.Style(
        name="hanoi", pattern="dd/MM/yyyy HH:mm O", zone=timezone(timedelta(hours=7))
    )
    moment = datetime(1968, 1, 30, 17, 0, tzinfo=UTC)
    assert dates.format(moment, hanoi) == "31/01/1968 00:00 GMT+7"
    assert dates.format(moment, "tuoitre") == "31/01/1968 01:00 GMT+8"


def test_a_place_comes_first_and_is_normalised() -> None:
    decomposed = normalize("NFD", " Thừa Thiên Huế ")
    text = dates.format(date(2017, 2, 15), "administrative", place=decomposed)
    assert text == "Thừa Thiên Huế, ngày 15 tháng 02 năm 2017"
    assert dates.parse_date(text) == date(2017, 2, 15)


@pytest.mark.parametrize("place", ["", " ", "\t"])
@pytest.mark.parametrize("style", ["administrative", dates.STYLES["administrative"]])
def test_an_empty_place_is_refused(place: str, style: str) -> None:
    with pytest.raises(DateFormatError, match="the place is empty") as caught:
        dates.format(A, style, place=place)
    assert caught.value.style == "administrative"


@pytest.mark.parametrize(
    ("value", "style", "reason"),
    [
        (datetime(2017, 2, 15, 17, 0), "portal", "without a time zone"),
        (datetime(2017, 2, 15, 17, 0), "press_date", "without a time zone"),
        (datetime(2017, 2, 15, 17, 0), "press_time", "without a time zone"),
        (date(2017, 2, 15), "portal", "a date has none"),
        (date(2017, 2, 15), "press_time", "a date has none"),
        (time(17, 0), "portal", "it shows a date"),
        (time(17, 0), "press_date", "it shows a date"),
        (time(17, 0, tzinfo=UTC), "press_time", "takes no zone"),
        ("15/02/2017", "portal", "not a date, time or datetime"),
        (None, "press_date", "not a date, time or datetime"),
        (datetime.max.replace(tzinfo=UTC), "portal", "outside the years 1 to 9999"),
        (date(2054, 2, 8), "lunar", "certain from lunar 1968 to 2053"),
        (date(1968, 1, 28), "administrative_lunar", "certain from lunar 1968 to 2053"),
    ],
)
def test_a_value_that_lacks_what_the_style_shows_is_refused(
    value: Any, style: str, reason: str
) -> None:
    with pytest.raises(DateFormatError, match=reason) as caught:
        dates.format(value, style)
    assert caught.value.style == style
    assert caught.value.value == value


def test_unknown_names_are_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownFormatError) as caught:
        dates.format(A, "vnexpres")
    assert caught.value.known == tuple(dates.STYLES)
    with pytest.raises(UnknownFormatError, match="unknown language 'fr'; known: vi, en"):
        dates.format(A, language="fr")  # type: ignore[arg-type]  # the point


def test_subclasses_are_written_like_their_bases() -> None:
    class Stamp(datetime):
        pass

    class Day(date):
        pass

    class Clock(time):
        pass

    stamp = Stamp(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
    for style in dates.STYLES:
        assert dates.format(stamp, style) == dates.format(A, style)
    assert dates.format(Day(2017, 2, 15), "press_date") == "15/2/2017"
    assert dates.format(Clock(17, 0), "press_time") == "17h00"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20))
def test_quoted_words_come_out_as_they_are(words: str) -> None:
    style = dates.Style(name="words", pattern=f"'{words.replace(chr(39), chr(39) * 2)}'yyyy")
    assert dates.format(date(2017, 1, 1), style) == f"{normalize('NFC', words)}2017"


def test_years_below_1000_are_padded_only_where_the_style_says_so() -> None:
    day = date(7, 2, 15)
    assert dates.format(day, "numeric_date") == "15/02/0007"
    assert dates.format(day, dates.Style(name="y", pattern="y")) == "7"
    assert dates.format(date.max, "numeric_date") == "31/12/9999"


def test_styles_without_end_do_not_fill_the_memory() -> None:
    from govnews.dates import _format

    _format._writers.clear()
    _format._translators.clear()
    kept = set()
    for number in range(_format._MOST_WRITERS + 10):
        style = dates.Style(name="n", pattern=f"'{number}'")
        assert dates.format(A, style) == dates.format(A, style, language="en") == str(number)
        kept.add(len(_format._writers) + len(_format._translators))
    assert max(kept) == _format._MOST_WRITERS


def test_a_zone_that_gives_no_offset_is_no_zone() -> None:
    class Nowhere(tzinfo):
        def utcoffset(self, when: datetime | None) -> None:
            return None

    with pytest.raises(DateFormatError, match="names no moment"):
        dates.format(datetime(2017, 2, 15, 17, 0, tzinfo=Nowhere()))
