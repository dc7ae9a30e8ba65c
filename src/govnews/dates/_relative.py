"""How long ago, in words (thời gian tương đối)."""

from datetime import date, datetime

from ..errors import DateFormatError, UnknownFormatError
from ._format import format as write
from ._names import LANGUAGES, Language
from ._style import Style
from ._zone import VIETNAM, is_naive

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_WEEK_DAYS = 7

_VIETNAMESE = {
    "now": "vừa xong",
    "yesterday": "hôm qua",
    "tomorrow": "ngày mai",
    "past": "{} {} trước",
    "future": "sau {} {} nữa",
    "minute": "phút",
    "hour": "giờ",
    "day": "ngày",
}
_ENGLISH = {
    "now": "just now",
    "yesterday": "yesterday",
    "tomorrow": "tomorrow",
    "past": "{} {} ago",
    "future": "in {} {}",
    "minute": "minute",
    "hour": "hour",
    "day": "day",
}


def relative(
    then: datetime,
    now: datetime,
    *,
    style: str | Style = "press_date",
    language: Language = "vi",
) -> str:
    """Say how long before ``now`` something happened, as news lists do.

    Under a minute "vừa xong"; minutes up to 59; hours below 24, whatever the calendar says;
    from 24 hours on by the calendar in Vietnam, "hôm qua", then days up to seven; beyond a
    week the date. Moments after ``now`` are said in the same steps ("sau 5 phút nữa").

    Args:
        then: The moment, aware.
        now: The moment it is seen from, aware; the clock is never read.
        style: The style of the date beyond a week.
        language: ``"vi"`` or ``"en"``.

    Raises:
        DateFormatError: One of the two has no time zone, or no day of the calendar in Vietnam.
        UnknownFormatError: No style or language goes by that name.

    Example:
        >>> from datetime import datetime, timedelta
        >>> from govnews import dates
        >>> now = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
        >>> dates.relative(now - timedelta(minutes=5), now)
        '5 phút trước'
        >>> dates.relative(datetime(2017, 2, 14, 9, 0, tzinfo=dates.VIETNAM), now)
        'hôm qua'
        >>> dates.relative(datetime(2017, 1, 28, 0, 0, tzinfo=dates.VIETNAM), now)
        '28/1/2017'
    """
    for moment in (then, now):
        if not isinstance(moment, datetime) or is_naive(moment):
            raise DateFormatError(moment, "relative", "it is not a datetime with a time zone")
    if language not in LANGUAGES:
        raise UnknownFormatError("language", str(language), LANGUAGES)
    words = _VIETNAMESE if language == "vi" else _ENGLISH
    elapsed = now - then
    past = elapsed.days >= 0
    span = elapsed if past else -elapsed
    seconds = span.days * _DAY + span.seconds
    if seconds < _MINUTE:
        return words["now"]
    if seconds < _HOUR:
        return _counted(seconds // _MINUTE, "minute", words, past=past)
    if seconds < _DAY:
        return _counted(seconds // _HOUR, "hour", words, past=past)
    today, day = (_day(moment) for moment in (now, then))
    days = abs((today - day).days)
    if days == 1:
        return words["yesterday" if past else "tomorrow"]
    if days <= _WEEK_DAYS:
        return _counted(days, "day", words, past=past)
    return write(then, style, language=language)


def _day(moment: datetime) -> date:
    try:
        return moment.astimezone(VIETNAM).date()
    except OverflowError:
        reason = "the moment lies outside the years 1 to 9999 in Vietnam"
        raise DateFormatError(moment, "relative", reason) from None


def _counted(count: int, unit: str, words: dict[str, str], *, past: bool) -> str:
    plural = "s" if words is _ENGLISH and count != 1 else ""
    return words["past" if past else "future"].format(count, words[unit] + plural)
