"""A lunar calendar computed from the sky with ephem: the oracle of the lunar tests.

The rule both Vietnam and China follow: a month begins on the civil day of a new moon; the
winter solstice lies in month 11; between two months 11 with twelve months between them, the
first month in which the sun enters no principal term is a leap month.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from math import degrees

import ephem


def _civil_day(moment: ephem.Date, hours: int) -> date:
    utc: datetime = moment.datetime()
    return (utc + timedelta(hours=hours)).date()


@cache
def _new_moons(first_year: int, last_year: int, hours: int) -> tuple[date, ...]:
    days = []
    moment = ephem.Date(f"{first_year}/1/1")
    while True:
        moment = ephem.next_new_moon(moment)
        days.append(_civil_day(moment, hours))
        if days[-1].year > last_year:
            return tuple(days)


def _principal_term(day: date, hours: int) -> int:
    """Which twelfth of the ecliptic the sun is in as a civil day begins; 9 from the solstice."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=hours)
    moment = ephem.Date(start.replace(tzinfo=None))
    sun = ephem.Sun(moment)
    place = ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=moment)
    return int(degrees(ephem.Ecliptic(place).lon) // 30)


@cache
def months(first_year: int, last_year: int, hours: int) -> dict[date, tuple[int, int, bool]]:
    """The first day of each lunar month as (year, month, leap), for whole lunar years.

    Args:
        first_year: The first lunar year, by the civil year of its new year's day.
        last_year: The last one.
        hours: The zone of the calendar: 7 for Vietnam, 8 for China.
    """
    starts = _new_moons(first_year - 2, last_year + 2, hours)
    terms = [_principal_term(day, hours) for day in starts]
    # the solstice (270 degrees) falls between the first days of month 11 and the next month;
    # that month may hold another term too, so the next one need not begin in sign 9
    elevens = [index for index in range(len(starts) - 1) if terms[index] <= 8 < terms[index + 1]]
    named: dict[date, tuple[int, int, bool]] = {}
    for begin, end in pairwise(elevens):
        leap_year = end - begin == 13
        number, leap_seen = 11, False
        for index in range(begin, end):
            no_term = terms[index] == terms[index + 1]
            leap = leap_year and not leap_seen and no_term and index > begin
            if leap:
                leap_seen = True
            elif index > begin:
                number = number % 12 + 1
            year = starts[begin].year + (0 if number > 10 else 1)
            named[starts[index]] = (year, number, leap)
    return {
        day: month for day, month in sorted(named.items()) if first_year <= month[0] <= last_year
    }
