"""The moments that feeds tell of."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ..dates import VIETNAM, parse_date, parse_datetime
from ..errors import DateParseError

#: All zones are some of these apart. What is not a whole number of them was no zone: ``+7``, or
#: the year of "Wed, 30 Nov -0001", which PHP makes of a date that was never set.
_QUARTER = timedelta(minutes=15)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def read_moment(text: str) -> tuple[datetime, str | None]:
    """An aware moment from the text of a feed, and what is to be said against it.

    What :func:`govnews.dates.parse_datetime` reads comes first: RFC 3339, RFC 5322 and the
    stamps of Vietnamese portals. Then the old forms of RSS: years of two digits, American
    zone names, a weekday that is not the date's; then a date alone. Without a zone the time
    is Vietnam's, as everywhere in govnews.

    Raises:
        DateParseError: The text is none of them, or of a time when Vietnam's offset had seconds.
    """
    moment, remark = _read(text)
    offset = moment.utcoffset()
    if offset and offset.seconds % 60:
        reason = f"in {moment.year:04} the offset was not whole minutes; it needs a zone"
        raise DateParseError(text, reason)
    return moment, remark


def _read(text: str) -> tuple[datetime, str | None]:
    try:
        return parse_datetime(text), None
    except DateParseError as error:
        refused = error
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    else:
        if (moment.utcoffset() or timedelta()) % _QUARTER:
            raise refused
        said = text[:3].title()
        remark = (
            refused.reason if said in _WEEKDAYS and _WEEKDAYS[moment.weekday()] != said else None
        )
        if moment.tzinfo is None:
            # RFC 5322, section 3.3: "-0000" is UTC, told from an unknown place.
            moment = moment.replace(tzinfo=UTC if text.endswith("-0000") else VIETNAM)
        return moment, remark
    try:
        day = parse_date(text)
    except DateParseError:
        raise refused from None
    start = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
    return start, "has no time of day; taken as 00:00"
