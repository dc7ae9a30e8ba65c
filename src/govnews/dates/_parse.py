"""Reading Vietnamese stamps: strictly, in any order of date, time, weekday and zone."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo

from ..errors import DateFormatError, DateParseError
from ._lunar import to_lunar
from ._lunar_parse import parse_lunar
from ._scan import LONGEST, Reading, fold, number, scan
from ._words import AGO, COMMON, ISO_STAMP, UNITS, WEEKDAYS
from ._zone import LAST_CHANGE, VIETNAM, is_naive

_DECEMBER = 12
_NOON = 12
_DAY_HOURS = 24
_HOUR_MINUTES = 60
_WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

#: For each part of the day: hours of a twelve-hour clock as (first, last, hours to add), then
#: the hours of a twenty-four-hour clock that agree with it.
_PERIOD_HOURS: dict[str, tuple[tuple[tuple[int, int, int], ...], tuple[int, int]]] = {
    "sa": (((1, 11, 0), (12, 12, -12)), (0, 0)),
    "ch": (((1, 11, 12), (12, 12, 0)), (13, 23)),
    "sáng": (((1, 11, 0), (12, 12, -12)), (0, 0)),
    "trưa": (((10, 12, 0), (1, 2, 12)), (13, 14)),
    "chiều": (((1, 11, 12), (12, 12, 0)), (13, 19)),
    "tối": (((5, 11, 12),), (17, 23)),
    "đêm": (((7, 11, 12), (12, 12, -12), (0, 4, 0)), (19, 23)),
}


def parse_datetime(text: str, *, now: datetime | None = None, zone: tzinfo = VIETNAM) -> datetime:
    """Read a stamp that has a date and a time.

    The day comes before the month, always. Upper and lower case, padding and Unicode form
    do not matter; a weekday, if there is one, must be the date's own.

    Args:
        text: The stamp, for example ``"Thứ tư, 15/2/2017, 17:00 (GMT+7)"``.
        now: The moment "hôm qua" and "5 phút trước" are counted from, aware; without it
            such texts are refused.
        zone: The zone of a stamp that names none.

    Returns:
        An aware datetime: in ``zone`` when the stamp names no zone or the same offset, else
        with the fixed offset that the stamp names.

    Raises:
        DateParseError: The text is no such stamp; ``reason`` says what was read and why it
            was refused.

    Example:
        >>> from govnews import dates
        >>> dates.parse_datetime("Wed, 15/02/2017 17:00 | GMT +7").isoformat()
        '2017-02-15T17:00:00+07:00'
        >>> dates.parse_datetime("5 giờ chiều ngày 15 tháng 02 năm 2017").isoformat()
        '2017-02-15T17:00:00+07:00'
        >>> dates.parse_datetime("15/02/2017")
        Traceback (most recent call last):
        ...
        govnews.errors.DateParseError: it has no time: '15/02/2017'
    """
    common = _common(text, zone)
    if common is not None:
        return common
    folded = fold(text)
    ago = _ago(text, folded, now, zone)
    if ago is not None:
        return ago
    reading = scan(text, folded)
    day = _day(reading, now, zone)
    clock = _time(reading)
    if clock is None:
        raise reading.refuse("it has no time")
    return _moment(reading, day, clock, zone)


def parse_date(text: str, *, now: datetime | None = None, zone: tzinfo = VIETNAM) -> date:
    """Read the date of a stamp, with or without a time.

    Args:
        text: A date, ``"Sơn La, ngày 15 tháng 02 năm 2017"``, or a whole stamp, of which the
            date is returned as it is written.
        now: The moment "hôm qua" is counted from, aware; without it such texts are refused.
        zone: The zone "today" is taken in.

    Returns:
        The date.

    Raises:
        DateParseError: The text is no date; ``reason`` says why.

    Example:
        >>> from govnews import dates
        >>> dates.parse_date("Sơn La, ngày 15 tháng 02 năm 2017")
        datetime.date(2017, 2, 15)
        >>> dates.parse_date("31/02/2017")
        Traceback (most recent call last):
        ...
        govnews.errors.DateParseError: 02/2017 has 28 days, there is no day 31: '31/02/2017'
    """
    folded = fold(text)
    ago = _ago(text, folded, now, zone)
    if ago is not None:
        return ago.date()
    reading = scan(text, folded)
    day = _day(reading, now, zone)
    _time(reading)
    return day


def parse_time(text: str) -> time:
    """Read a time of day, without a zone.

    Raises:
        DateParseError: The text is no time of day, or has a date.

    Example:
        >>> from govnews import dates
        >>> dates.parse_time("17h30'"), dates.parse_time("5:00 CH")
        (datetime.time(17, 30), datetime.time(17, 0))
    """
    reading = scan(text, fold(text))
    if reading.has_date or reading.weekday is not None or reading.offset is not None:
        raise reading.refuse("it is more than a time of day")
    clock = _time(reading)
    if clock is None:
        raise reading.refuse("it has no time")
    return clock


def resolve(reading: Reading, now: datetime | None) -> date:
    """One end of a range: a datetime in Vietnam when it has a time, else a date.

    Raises:
        DateParseError: There is no such day or time, or a weekday contradicts the date.
    """
    day = _day(reading, now, VIETNAM)
    clock = _time(reading)
    return day if clock is None else _moment(reading, day, clock, VIETNAM)


def _common(text: str, zone: tzinfo) -> datetime | None:
    """A stamp of the commonest shapes; None for every other text, faulty ones among them."""
    if type(text) is not str or len(text) > LONGEST:
        return None
    found = COMMON.fullmatch(text.lower())
    if found is None:
        return _iso(text, zone)
    weekday, early, early_minute, day, _, month, year, word_month, word_year, *rest = found.groups()
    late, late_minute, half, offset = rest
    hour, minute = (early, early_minute) if late is None else (late, late_minute)
    if hour is None or None not in (early, late):
        return None
    try:
        hour = _in_half(int(hour), half)
        moment = datetime(
            int(year or word_year),
            int(month or word_month),
            int(day),
            hour,
            int(minute),
            tzinfo=zone,
        )
    except ValueError:
        return None
    weekday_fits = weekday is None or WEEKDAYS.get(weekday) == moment.weekday()
    offset_fits = offset is None or (zone is VIETNAM and moment.year > LAST_CHANGE)
    return moment if weekday_fits and offset_fits else None


def _in_half(hour: int, half: str | None) -> int:
    """The hour of a twelve-hour clock with SA, CH, AM or PM; -1 for another hour."""
    if half is None:
        return hour
    if not 1 <= hour <= _NOON:
        return -1
    return hour % _NOON + (_NOON if half in ("ch", "pm") else 0)


def _iso(text: str, zone: tzinfo) -> datetime | None:
    """A stamp of RFC 3339; None for every other text."""
    if not ISO_STAMP.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    local = moment.replace(tzinfo=zone)
    return local if local.utcoffset() == moment.utcoffset() else moment


def _ago(text: str, folded: str, now: datetime | None, zone: tzinfo) -> datetime | None:
    """The moment of "vừa xong" and "5 phút trước", in a zone; None for other texts."""
    if not folded.endswith(("xong", "trước", "ago", "now")):
        return None
    seconds = 0
    if folded not in ("vừa xong", "just now"):
        found = AGO.fullmatch(folded)
        if found is None:
            return None
        seconds = number(Reading(text), found[1]) * UNITS[found[2]]
    try:
        moment = _now(text, now) - timedelta(seconds=seconds)
    except OverflowError:
        raise DateParseError(text, "it lies before the year 1") from None
    try:
        return moment.astimezone(zone)
    except OverflowError:
        raise DateParseError(text, "it lies outside the years 1 to 9999") from None


def _now(text: str, now: datetime | None) -> datetime:
    if now is None:
        raise DateParseError(text, "it is relative: pass the moment it is counted from as now=")
    if not isinstance(now, datetime) or is_naive(now):
        raise DateParseError(text, "now= has no time zone")
    return now


def _day(reading: Reading, now: datetime | None, zone: tzinfo) -> date:
    if reading.relative is not None:
        try:
            day = _now(reading.text, now).astimezone(zone).date() + timedelta(reading.relative)
        except OverflowError:
            raise reading.refuse("it lies outside the years 1 to 9999") from None
    else:
        day = _civil_day(reading)
    if reading.weekday is not None and day.weekday() != reading.weekday:
        said, real = _WEEKDAY_NAMES[reading.weekday], _WEEKDAY_NAMES[day.weekday()]
        raise reading.refuse(f"it says {said}, but {day:%d/%m/}{day.year:04d} is {real}")
    if reading.lunar is not None:
        _check_lunar(reading, reading.lunar, day)
    return day


def _civil_day(reading: Reading) -> date:
    year, month, day = reading.year, reading.month, reading.day
    if year is None or month is None or day is None:
        if reading.lunar is not None:
            raise reading.refuse("it is a lunar date (âm lịch); parse_lunar reads it")
        raise reading.refuse("it has no date")
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        if not MINYEAR <= year <= MAXYEAR:
            reason = f"there is no year {year}"
        elif not 1 <= month <= _DECEMBER:
            reason = f"there is no month {month} (read as day {day}, month {month}, year {year})"
        else:
            last = monthrange(year, month)[1]
            reason = f"{month:02d}/{year:04d} has {last} days, there is no day {day}"
        raise reading.refuse(reason) from None


def _time(reading: Reading) -> time | None:
    hour = reading.hour
    if hour is None:
        if reading.period is not None:
            raise reading.refuse(f"it says {reading.period!r}, but no hour")
        return None
    if reading.period is not None:
        hour = _in_period(reading, hour, reading.period)
    try:
        return time(hour, reading.minute, reading.second, reading.microsecond)
    except (ValueError, OverflowError):
        if hour == _DAY_HOURS:
            reason = "there is no hour 24; midnight is 00:00 of the next day"
        elif hour > _DAY_HOURS:
            reason = f"there is no hour {hour}"
        elif reading.minute >= _HOUR_MINUTES:
            reason = f"there is no minute {reading.minute}"
        else:
            reason = f"there is no second {reading.second}"
        raise reading.refuse(reason) from None


def _in_period(reading: Reading, hour: int, period: str) -> int:
    spans, (first, last) = _PERIOD_HOURS[period]
    if first <= hour <= last:
        return hour
    for start, end, added in spans:
        if start <= hour <= end:
            return hour + added
    raise reading.refuse(f"hour {hour} does not go with {period!r}")


def _moment(reading: Reading, day: date, clock: time, zone: tzinfo) -> datetime:
    moment = datetime.combine(day, clock, zone)
    if reading.offset is None:
        return moment
    offset = timedelta(minutes=reading.offset)
    for time_round in (0, 1):  # an hour that came twice is told apart by its offset
        settled = moment.replace(fold=time_round)
        if settled.utcoffset() == offset:
            return settled
    return moment.replace(tzinfo=timezone(offset) if offset else UTC)


def _check_lunar(reading: Reading, lunar: str, day: date) -> None:
    try:
        real = to_lunar(day)
    except DateFormatError as error:
        raise reading.refuse(error.reason) from None
    try:
        fits = parse_lunar(lunar, near=day) == real
    except DateParseError:  # there is no such day or year at all
        fits = False
    if not fits:
        raise reading.refuse(f"it says {lunar!r}, but {day:%d/%m/%Y} is {real}")
