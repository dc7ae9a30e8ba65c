"""From a text to the fields it states: no calendar, no clock, nothing guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category, name, normalize

from ..errors import DateParseError
from ._words import (
    DIGITS_FIRST,
    ENGLISH_MONTHS,
    FOREIGN,
    LETTERS_FIRST,
    MONTHS,
    NEGATIVE_OFFSET,
    PERIODS,
    PLACE,
    RELATIVE_DAYS,
    WEEKDAYS,
)

#: No stamp is longer; longer texts are refused unread.
LONGEST = 200
_MOST_DIGITS = 9
_DIGITS = frozenset("0123456789")
_YEAR_DIGITS = 4
_TWO_DIGITS = 2
_LAST_MINUTE = 59
#: No zone lies further from UTC, in minutes.
_FURTHEST = 14 * 60


@dataclass(slots=True)
class Reading:
    """The fields of one stamp, as written."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    #: Days from today, for "hôm qua".
    relative: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    period: str | None = None
    #: Offset from UTC in minutes.
    offset: int | None = None
    #: The lunar date in brackets.
    lunar: str | None = None
    #: The date is written so that a negative offset may follow the time.
    offset_may_follow: bool = False

    def refuse(self, reason: str) -> DateParseError:
        """The error for this text."""
        return DateParseError(self.text, reason)

    @property
    def has_date(self) -> bool:
        """Whether a date has been read."""
        return self.day is not None or self.relative is not None


def fold(text: str) -> str:
    """Lower case, normalisation form C, single spaces.

    Raises:
        DateParseError: The text is empty, too long, or holds a character no stamp has.
    """
    if not isinstance(text, str):
        raise DateParseError(repr(text), f"this is of type {type(text).__name__}, not a text")
    if len(text) > LONGEST:
        raise DateParseError(text, f"the text is longer than any stamp ({LONGEST} characters)")
    folded = " ".join(normalize("NFC", text).lower().split())
    if not folded:
        raise DateParseError(text, "the text is empty")
    foreign = FOREIGN.search(folded)
    if foreign is not None:
        character = foreign.group()
        unnamed = "a control character" if category(character) == "Cc" else "it has no name"
        shown = name(character, unnamed)
        raise DateParseError(text, f"a stamp has no U+{ord(character):04X} ({shown})")
    return folded


def scan(text: str, folded: str) -> Reading:
    """Read every component of a folded text.

    Raises:
        DateParseError: Something in it is no component of a stamp, or comes twice.
    """
    reading = Reading(text)
    place = PLACE.match(folded)
    position = place.end() if place else int(folded.startswith("("))
    end = len(folded)
    while position < end:
        component = DIGITS_FIRST if folded[position] in _DIGITS else LETTERS_FIRST
        found = component.match(folded, position)
        if found is None:
            raise reading.refuse(f"cannot read {folded[position:]!r}")
        kind = found.lastgroup or ""
        _READERS[kind](reading, found)
        position = found.end()
        if kind == "clock" and reading.offset_may_follow:
            negative = NEGATIVE_OFFSET.match(folded, found.end(kind))
            if negative:
                _bare(reading, negative)
                position = negative.end()
    if folded.count("(") != folded.count(")"):
        raise reading.refuse("a bracket is not closed")
    return reading


def number(reading: Reading, digits: str) -> int:
    """The value of a run of digits; a run no field can have is refused before it is read."""
    if len(digits) > _MOST_DIGITS:
        raise reading.refuse(f"{digits[:_MOST_DIGITS]}… is no number of a date or time")
    return int(digits)


def _date(reading: Reading, day: str, month: int | str, year: str | None) -> None:
    if reading.has_date:
        raise reading.refuse("it has two dates")
    if year is None:
        raise reading.refuse("it has no year")
    if len(year) == _TWO_DIGITS:
        raise reading.refuse(f"the year {year} is ambiguous; write it with four digits")
    if len(year) < _YEAR_DIGITS:
        raise reading.refuse(f"the year {year} is not written with four digits")
    reading.day = number(reading, day)
    reading.month = number(reading, month) if isinstance(month, str) else month
    reading.year = number(reading, year)


def _iso(reading: Reading, found: re.Match[str]) -> None:
    _date(reading, found["iso_day"], found["iso_month"], found["iso_year"])
    reading.offset_may_follow = True


def _numeric(reading: Reading, found: re.Match[str]) -> None:
    _date(reading, found["day"], found["month"], found["year"])


def _words(reading: Reading, found: re.Match[str]) -> None:
    month = found["word_month"]
    _date(reading, found["word_day"], MONTHS.get(month, month), found["word_year"])


def _english(reading: Reading, found: re.Match[str]) -> None:
    _date(
        reading, found["english_day"], ENGLISH_MONTHS[found["english_month"]], found["english_year"]
    )
    reading.offset_may_follow = True


def _american(reading: Reading, found: re.Match[str]) -> None:
    month = ENGLISH_MONTHS[found["american_month"]]
    _date(reading, found["american_day"], month, found["american_year"])
    reading.offset_may_follow = True


def _relative(reading: Reading, found: re.Match[str]) -> None:
    if reading.has_date:
        raise reading.refuse("it has two dates")
    reading.relative = RELATIVE_DAYS[found["relative"]]


def _time(reading: Reading, hour: str, minute: str | None, second: str | None = None) -> None:
    if reading.hour is not None:
        raise reading.refuse("it has two times")
    reading.hour = number(reading, hour)
    reading.minute = 0 if minute is None else number(reading, minute)
    reading.second = 0 if second is None else number(reading, second)


def _clock(reading: Reading, found: re.Match[str]) -> None:
    minute, second, fraction = found["clock_minute"], found["clock_second"], found["clock_fraction"]
    if len(minute) != _TWO_DIGITS or len(second or minute) != _TWO_DIGITS:
        raise reading.refuse("minutes and seconds are written with two digits")
    _time(reading, found["clock_hour"], minute, second)
    if fraction is not None:
        reading.microsecond = int(fraction[:6].ljust(6, "0"))


def _press(reading: Reading, found: re.Match[str]) -> None:
    _time(reading, found["press_hour"], found["press_minute"] or found["press_spaced"])


def _spoken(reading: Reading, found: re.Match[str]) -> None:
    minute = "30" if found["spoken_half"] else found["spoken_minute"]
    _time(reading, found["spoken_hour"], minute, found["spoken_second"])


def _weekday(reading: Reading, found: re.Match[str]) -> None:
    if reading.weekday is not None:
        raise reading.refuse("it has two weekdays")
    reading.weekday = WEEKDAYS[found["weekday"]]


def _period(reading: Reading, found: re.Match[str]) -> None:
    if reading.period is not None:
        raise reading.refuse("it has two parts of the day")
    reading.period = PERIODS[found["period"]]


def _zone(reading: Reading, found: re.Match[str]) -> None:
    if found["zone"] == "ict":
        _offset(reading, "+", "07", "00")
    else:
        _offset(reading, found["zone_sign"], found["zone_hour"], found["zone_minute"])


def _bare(reading: Reading, found: re.Match[str]) -> None:
    _offset(reading, found["bare_sign"], found["bare_hour"], found["bare_minute"])


def _offset(reading: Reading, sign: str | None, hour: str | None, minute: str | None) -> None:
    if reading.offset is not None:
        raise reading.refuse("it has two time zones")
    if reading.hour is None:
        raise reading.refuse("it has a time zone before any time")
    minutes = number(reading, hour or "0") * 60 + int(minute or "0")
    if minutes > _FURTHEST or int(minute or "0") > _LAST_MINUTE:
        raise reading.refuse(f"there is no offset of {sign}{hour}:{minute or '00'} hours from UTC")
    reading.offset = minutes if sign in ("+", None) else -minutes


def _lunar(reading: Reading, found: re.Match[str]) -> None:
    if found["lunar"] in ("âm lịch", "rằm"):
        raise reading.refuse("it is a lunar date (âm lịch); parse_lunar reads it")
    reading.lunar = found["lunar"]


def _mung(reading: Reading, _found: re.Match[str]) -> None:
    raise reading.refuse("mùng counts lunar days as a rule; write ngày for a civil date")


def _nothing(_reading: Reading, _found: re.Match[str]) -> None:
    """Words that say what the stamp is about add no field."""


def _no_year(reading: Reading, found: re.Match[str]) -> None:
    second = re.split("[/-]", found["short"])[1].strip()
    if len(second) == _YEAR_DIGITS:
        raise reading.refuse("it names a month, not a day")
    raise reading.refuse("it has no year")


def _month_only(reading: Reading, _found: re.Match[str]) -> None:
    raise reading.refuse("it names a month, not a day; parse_range reads it")


def _quarter(reading: Reading, _found: re.Match[str]) -> None:
    raise reading.refuse("it names a quarter, not a day; parse_range reads it")


_READERS: dict[str, Callable[[Reading, re.Match[str]], None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "clock": _clock,
    "press": _press,
    "spoken": _spoken,
    "words": _words,
    "english": _english,
    "american": _american,
    "weekday": _weekday,
    "zone": _zone,
    "bare": _bare,
    "period": _period,
    "relative": _relative,
    "lunar": _lunar,
    "mung": _mung,
    "label": _nothing,
    "views": _nothing,
    "short": _no_year,
    "month_only": _month_only,
    "quarter": _quarter,
}
