"""Ranges of days and times (từ ngày ... đến ngày ...), written and read."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from ..errors import DateFormatError, DateParseError, UnknownFormatError
from ._format import format as write
from ._names import LANGUAGES, Language
from ._parse import resolve
from ._scan import fold, scan
from ._style import Style
from ._words import ENGLISH_MONTHS, MONTH_WORD, MONTHS, any_of
from ._zone import VIETNAM, is_naive


class DateRange(NamedTuple):
    """The first and the last day or moment of a range; both belong to it."""

    start: date
    end: date


def format_range(
    start: date,
    end: date,
    style: str | Style = "administrative",
    *,
    language: Language | None = None,
) -> str:
    """Write a range, saying once what both ends share where the style does so.

    ========================  ==========================================================
    style                     written as
    ========================  ==========================================================
    ``administrative``        từ ngày 01 đến ngày 15/02/2017
    ``administrative_full``   từ ngày 01/02/2017 đến ngày 15/02/2017
    ``administrative_words``  từ ngày 01 đến ngày 15 tháng 02 năm 2017
    ``press_date``            1-15/2/2017
    any other                 both ends in full, with a hyphen between
    ========================  ==========================================================

    Args:
        start: The first day, or an aware datetime. The first four styles take its day in
            Vietnam.
        end: The last day, not before ``start``; of the same kind.
        style: A name of the table, one of :data:`STYLES`, or a :class:`Style`.
        language: ``"vi"`` or ``"en"``; None for the style's own.

    Returns:
        The text; for a range of one day the date alone.

    Raises:
        DateFormatError: The range ends before it starts, mixes dates and datetimes, or an end
            cannot be written in the style.
        UnknownFormatError: No style or language goes by that name.

    Example:
        >>> from datetime import date
        >>> from govnews import dates
        >>> dates.format_range(date(2017, 2, 1), date(2017, 2, 15))
        'từ ngày 01 đến ngày 15/02/2017'
        >>> dates.format_range(date(2017, 2, 28), date(2017, 3, 3), "press_date")
        '28/2-3/3/2017'
    """
    name = style.name if isinstance(style, Style) else style
    if language is not None and language not in LANGUAGES:
        raise UnknownFormatError("language", str(language), LANGUAGES)
    if not isinstance(start, date) or not isinstance(end, date):
        raise DateFormatError((start, end), name, "its ends are not dates or datetimes")
    if isinstance(start, datetime) is not isinstance(end, datetime):
        raise DateFormatError((start, end), name, "one end has a time and the other has none")
    if isinstance(start, datetime) and (is_naive(start) or is_naive(end)):  # type: ignore[arg-type]
        raise DateFormatError((start, end), name, "a datetime without a time zone names no moment")
    if start > end:
        raise DateFormatError((start, end), name, "it ends before it starts")
    shape = _SHAPES.get(name) if isinstance(style, str) else None
    if shape is not None:
        return shape(_day(start), _day(end), language or "vi")
    first, last = (write(end_, style, language=language) for end_ in (start, end))
    return first if first == last else f"{first} - {last}"


def _day(value: date) -> date:
    return value.astimezone(VIETNAM).date() if isinstance(value, datetime) else value


def _administrative(start: date, end: date, language: Language) -> str:
    if language == "en":
        return _english(start, end)
    last = write(end, "numeric_date")
    if start == end:
        return f"ngày {last}"
    first = write(start, "numeric_date")
    if start.year == end.year:
        first = first[:2] if start.month == end.month else first[:5]
    return f"từ ngày {first} đến ngày {last}"


def _full(start: date, end: date, language: Language) -> str:
    if start == end:
        return _administrative(start, end, language)
    if language == "en":
        return f"from {_english(start, start)} to {_english(end, end)}"
    return f"từ ngày {write(start, 'numeric_date')} đến ngày {write(end, 'numeric_date')}"


def _words(start: date, end: date, language: Language) -> str:
    if language == "en":
        return _english(start, end)
    last = write(end, "administrative")
    if start == end:
        return last
    first = write(start, "administrative")
    if start.year == end.year:
        first = first.split(" tháng " if start.month == end.month else " năm ")[0]
    return f"từ {first} đến {last}"


def _press(start: date, end: date, _language: Language) -> str:
    last = write(end, "press_date")
    if start == end:
        return last
    if start.year != end.year:
        return f"{write(start, 'press_date')}-{last}"
    return (
        f"{start.day}-{last}" if start.month == end.month else f"{start.day}/{start.month}-{last}"
    )


def _english(start: date, end: date) -> str:
    first, last = (write(day, "administrative", language="en") for day in (start, end))
    if start == end:
        return last
    if start.year == end.year:
        first = first.rsplit(" ", 2 if start.month == end.month else 1)[0]
    return f"from {first} to {last}"


_SHAPES: dict[str, Callable[[date, date, Language], str]] = {
    "administrative": _administrative,
    "administrative_full": _full,
    "administrative_words": _words,
    "press_date": _press,
}

_MONTH = re.compile(
    rf"(?:trong )?(?:tháng|thg) (\d+|{MONTH_WORD})(?: năm |, | ?[/-] ?| )(\d+)"
    rf"|({any_of(ENGLISH_MONTHS)}) (\d+)"
)
_QUARTER = re.compile(r"(?:trong )?(?:quý |q)([ivx]+|\d+)(?: năm |, | ?[/-] ?| )(\d+)")
_YEAR = re.compile(r"(?:trong )?năm (\d{4})")
_WORDS_BETWEEN = re.compile(r"(?:(?:từ|from) )?(.+?) (?:đến|tới|to)(?: hết)? (.+)")
_HYPHEN = re.compile(r" ?[-–—] ?")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
#: A range in numbers has at most five hyphens: both dates and the one between.
_MOST_HYPHENS = 5
_YEAR_DIGITS = 4


def parse_range(text: str, *, now: datetime | None = None) -> DateRange:
    """Read a range of days or times, or a month, quarter or year by name.

    The first end may leave out what the second one says: ``"15-17/2/2017"``, ``"từ ngày 28/02
    đến ngày 03/03/2017"``, ``"từ 8h00 đến 17h00 ngày 15/02/2017"``. A single day is the range
    of that day.

    Args:
        text: The range.
        now: The moment "hôm nay" is counted from, aware.

    Returns:
        Two dates, or two aware datetimes in Vietnam when both ends have a time.

    Raises:
        DateParseError: The text is no range, its ends are out of order, or only one has a time.

    Example:
        >>> from govnews import dates
        >>> dates.parse_range("15-17/2/2017")
        DateRange(start=datetime.date(2017, 2, 15), end=datetime.date(2017, 2, 17))
        >>> dates.parse_range("quý I/2017").end
        datetime.date(2017, 3, 31)
    """
    folded = fold(text)
    span = _named_span(text, folded)
    if span is not None:
        return span
    refusals: list[DateParseError] = []
    for first, last in _splits(folded):
        try:
            found = _both(text, first, last, now)
        except DateParseError as error:
            refusals.append(error)
            continue
        if found.start > found.end:
            raise DateParseError(text, "it ends before it starts")
        return found
    # What parse_range reads, as other refusals say, it has not read here.
    reason = refusals[-1].reason.removesuffix("; parse_range reads it")
    raise DateParseError(text, reason)


def _splits(folded: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a text into two ends; a text that has one end is both."""
    words = _WORDS_BETWEEN.fullmatch(folded)
    if words is not None:
        yield words[1], words[2]
        return
    yield folded, folded
    ends = folded.removeprefix("từ ")  # the press writes "từ 10-15/2/2017", too
    hyphens = list(_HYPHEN.finditer(ends))
    if len(hyphens) <= _MOST_HYPHENS:
        for hyphen in hyphens:
            yield ends[: hyphen.start()], ends[hyphen.end() :]


def _both(text: str, first: str, last: str, now: datetime | None) -> DateRange:
    end = resolve(scan(text, last), now)
    if first == last:
        return DateRange(end, end)
    refusals: list[DateParseError] = []  # the one that says most first
    for completed in _completions(first, end):
        try:
            reading = scan(text, completed)
        except DateParseError as error:
            refusals.append(error)
            continue
        if (reading.hour is None) is isinstance(end, datetime):
            reason = "one end has a time and the other has none"
            refusals = [DateParseError(text, reason), *refusals]
        elif reading.has_date:
            return DateRange(resolve(reading, now), end)
        else:
            refusals = [DateParseError(text, "it has no first day"), *refusals]
    raise refusals[0]


def _completions(first: str, end: date) -> Iterator[str]:
    """The first end as it stands, then with what the last end says added."""
    yield first
    yield f"{first}/{end.year:04d}"
    yield f"{first}-{end.year:04d}"
    yield f"{first} {end.year:04d}"
    yield f"{first}/{end.month}/{end.year:04d}"
    if isinstance(end, datetime):  # the first time of one day
        yield f"{first} {end.day}/{end.month}/{end.year:04d}"


def _named_span(text: str, folded: str) -> DateRange | None:
    """A month, a quarter or a year that is named as one; None for other texts."""
    month = _MONTH.fullmatch(folded)
    if month is not None:
        name, year = (month[1], month[2]) if month[1] else (month[3], month[4])
        number = MONTHS.get(name) or ENGLISH_MONTHS.get(name) or int(name[:9])
        return _months(text, number, number, year)
    quarter = _QUARTER.fullmatch(folded)
    if quarter is not None:
        if quarter[1] not in _QUARTERS:
            raise DateParseError(text, f"there is no quarter {quarter[1].upper()}")
        last = 3 * _QUARTERS[quarter[1]]
        return _months(text, last - 2, last, quarter[2])
    whole = _YEAR.fullmatch(folded)
    return None if whole is None else _months(text, 1, 12, whole[1])


def _months(text: str, first: int, last: int, year: str) -> DateRange:
    if len(year) != _YEAR_DIGITS:
        raise DateParseError(text, f"the year {year} is not written with four digits")
    try:
        start = date(int(year), first, 1)
        return DateRange(start, date(int(year), last, monthrange(int(year), last)[1]))
    except ValueError:
        wrong = f"month {first}" if int(year) else "year 0"
        raise DateParseError(text, f"there is no {wrong}") from None
