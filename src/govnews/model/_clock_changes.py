"""Where clocks change: the years without a change, and times that are skipped."""

from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from ._rule_days import FIRST_ORDINAL, LAST_ORDINAL


def fixed(moment: datetime) -> datetime:
    """The same instant with a fixed offset, so that Python compares it as an instant."""
    offset = moment.utcoffset()
    return moment.replace(tzinfo=timezone(offset or timedelta(0)))


def shown(moment: datetime) -> datetime:
    """The moment, put forward when the clocks skip it."""
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    if before is not None and after is not None and after > before:
        return moment + (after - before)
    return moment


@lru_cache(maxsize=4096)
def is_steady(zone: ZoneInfo, year: int) -> bool:
    """Whether no clock of a zone changes in a year or the week on each side of it.

    Asked week by week: no zone has ever put its clocks on and back within one.
    """
    first = max(date(year, 1, 1).toordinal() - 7, FIRST_ORDINAL)
    last = min(date(year, 12, 31).toordinal() + 7, LAST_ORDINAL)
    offsets = {
        datetime.combine(date.fromordinal(day), time.min, zone).utcoffset()
        for day in (*range(first, last, 7), last)
    }
    return len(offsets) == 1
