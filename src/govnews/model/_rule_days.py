"""The days of a rule, as arithmetic on day ordinals: each answer costs the same at any age.

A day is its proleptic Gregorian ordinal (``date.toordinal``); ordinal 1 is a Monday. Each
class answers two questions, the first day of the rule at or after a given one and the last
at or before it, and says None when the calendar ends (years 1 to 9999) without one.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from ._rule_parts import LONGEST_MONTHS

FIRST_ORDINAL = date.min.toordinal()
LAST_ORDINAL = date.max.toordinal()
_FEBRUARY = 1  # months are counted from 0 where they are counted on
_MONTHS_IN_CALENDAR = range(date.min.year * 12, (date.max.year + 1) * 12)
#: After 400 years the calendar repeats, weekdays too; a rule without a day till then has none.
_MONTHS_IN_CYCLE = 400 * 12


class RuleDays(Protocol):
    """What the three kinds of rule have in common."""

    def at_or_after(self, ordinal: int) -> int | None:
        """The first day of the rule that is ``ordinal`` or later."""
        ...

    def at_or_before(self, ordinal: int) -> int | None:
        """The last day of the rule that is ``ordinal`` or earlier."""
        ...


def days_between(days: RuleDays, ordinal: int, end: int) -> Iterator[date]:
    """The days of a rule in [ordinal, end)."""
    while ordinal < end:
        day = days.at_or_after(ordinal)
        if day is None or day >= end:
            return
        yield date.fromordinal(day)
        ordinal = day + 1


class EveryDays:
    """Every ``interval``-th day counted from ``anchor``, on some weekdays only if given."""

    __slots__ = ("_anchor", "_interval", "_weekdays")

    def __init__(self, interval: int, anchor: int, weekdays: Sequence[int]) -> None:
        self._interval = interval
        self._anchor = anchor
        self._weekdays = frozenset(weekdays or range(7))

    def at_or_after(self, ordinal: int) -> int | None:
        """See :class:`RuleDays`."""
        return self._first(ordinal + (self._anchor - ordinal) % self._interval, self._interval)

    def at_or_before(self, ordinal: int) -> int | None:
        """See :class:`RuleDays`."""
        return self._first(ordinal - (ordinal - self._anchor) % self._interval, -self._interval)

    def _first(self, ordinal: int, step: int) -> int | None:
        # Seven steps meet every weekday that the steps can meet at all.
        for day in range(ordinal, ordinal + 7 * step, step):
            if (day - 1) % 7 in self._weekdays:
                return day if FIRST_ORDINAL <= day <= LAST_ORDINAL else None
        return None


class EveryWeeks:
    """Some weekdays of every ``interval``-th week; weeks begin on Monday."""

    __slots__ = ("_ahead", "_anchor", "_back", "_first", "_interval", "_last")

    def __init__(self, interval: int, anchor: int, weekdays: Sequence[int]) -> None:
        self._interval = interval
        self._anchor = (anchor - 1) // 7
        self._first = min(weekdays)
        self._last = max(weekdays)
        # For each weekday: how many days to the next and from the previous one of the rule.
        self._ahead = tuple(min((day - today) % 7 for day in weekdays) for today in range(7))
        self._back = tuple(min((today - day) % 7 for day in weekdays) for today in range(7))

    def at_or_after(self, ordinal: int) -> int | None:
        """See :class:`RuleDays`."""
        week, weekday = divmod(ordinal - 1, 7)
        wait = (self._anchor - week) % self._interval
        if wait == 0 and weekday <= self._last:
            day = ordinal + self._ahead[weekday]
        else:
            day = (week + (wait or self._interval)) * 7 + self._first + 1
        return day if day <= LAST_ORDINAL else None

    def at_or_before(self, ordinal: int) -> int | None:
        """See :class:`RuleDays`."""
        week, weekday = divmod(ordinal - 1, 7)
        gone = (week - self._anchor) % self._interval
        if gone == 0 and weekday >= self._first:
            day = ordinal - self._back[weekday]
        else:
            day = (week - (gone or self._interval)) * 7 + self._last + 1
        return day if day >= FIRST_ORDINAL else None


class EveryMonths:
    """Some days of some months, every ``interval``-th month or, ``yearly``, year.

    ``month_days`` and ``weekdays`` narrow each other when both are given (RFC 5545, section
    3.3.10: the day must be in every BYxxx part).
    """

    __slots__ = (
        "_anchor",
        "_interval",
        "_month_days",
        "_months",
        "_positions",
        "_shapes",
        "_weekdays",
        "_yearly",
    )

    def __init__(
        self,
        interval: int,
        anchor: date,
        *,
        yearly: bool,
        months: Sequence[int],
        month_days: Sequence[int],
        weekdays: Sequence[int],
        positions: Sequence[int],
    ) -> None:
        self._interval = interval
        self._yearly = yearly
        self._anchor = anchor.year if yearly else anchor.year * 12 + anchor.month - 1
        self._months = frozenset(month - 1 for month in months)
        self._month_days = month_days
        self._weekdays = weekdays
        self._positions = positions
        #: The rule's days of a month by its length and the weekday before it.
        self._shapes: dict[tuple[int, int], tuple[int, ...]] = {}

    def at_or_after(self, ordinal: int) -> int | None:
        """See :class:`RuleDays`."""
        for before, days in self._months_from(ordinal, 1):
            for day in days:
                if before + day >= ordinal:
                    return before + day
        return None

    def at_or_before(self, ordinal: int) -> int | None:
        """See :class:`RuleDays`."""
        for before, days in self._months_from(ordinal, -1):
            for day in reversed(days):
                if before + day <= ordinal:
                    return before + day
        return None

    def _months_from(self, ordinal: int, direction: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The rule's days month by month: the day before the month, and days of the month."""
        start = date.fromordinal(ordinal)
        month = self._month(start.year * 12 + start.month - 1, direction)
        # One more, for the month that the search begins in counts only in part.
        for _ in range(_MONTHS_IN_CYCLE + 1):
            if month is None:
                return
            yield self._days(month)
            month = self._month(month + direction, direction)

    def _month(self, month: int, direction: int) -> int | None:
        """The nearest month of the rule from ``month`` (counted from year 0) on."""
        if self._yearly:
            return self._month_of_year(month, direction)
        month += direction * (direction * (self._anchor - month) % self._interval)
        # Twelve steps meet every month of the year that the steps can meet at all.
        for _ in range(12):
            if month not in _MONTHS_IN_CALENDAR:
                return None
            if month % 12 in self._months:
                return month
            month += direction * self._interval
        return None

    def _month_of_year(self, month: int, direction: int) -> int | None:
        while month in _MONTHS_IN_CALENDAR:
            year = month // 12
            away = direction * (self._anchor - year) % self._interval
            if away == 0:
                if month % 12 in self._months:
                    return month
                month += direction
            else:
                year += direction * away
                month = year * 12 if direction > 0 else year * 12 + 11
        return None

    def _days(self, month: int) -> tuple[int, tuple[int, ...]]:
        """The day before one month, as an ordinal, and the rule's days of the month in order."""
        year, zero_based = divmod(month, 12)
        before = date(year, zero_based + 1, 1).toordinal() - 1
        length = LONGEST_MONTHS[zero_based] - (zero_based == _FEBRUARY and not isleap(year))
        shape = (length, before % 7)
        days = self._shapes.get(shape)
        if days is None:
            days = self._shapes[shape] = self._days_of_shape(*shape)
        return before, days

    def _days_of_shape(self, length: int, weekday_before: int) -> tuple[int, ...]:
        days: set[int] = set()
        for weekday in self._weekdays:
            days.update(self._nth(range(1 + (weekday - weekday_before) % 7, length + 1, 7)))
        if self._month_days:
            dated = {day if day > 0 else length + 1 + day for day in self._month_days}
            dated.intersection_update(range(1, length + 1))
            days = days & dated if self._weekdays else dated
        return tuple(sorted(days))

    def _nth(self, days: Sequence[int]) -> Sequence[int]:
        if not self._positions:
            return days
        indexes = (nth - 1 if nth > 0 else len(days) + nth for nth in self._positions)
        return [days[index] for index in indexes if 0 <= index < len(days)]


class InMonths:
    """The days of a rule of days or weeks that fall in some months."""

    __slots__ = ("_days", "_months")

    def __init__(self, days: RuleDays, months: Sequence[int]) -> None:
        self._days = days
        self._months = frozenset(months)

    def at_or_after(self, ordinal: int) -> int | None:
        """See :class:`RuleDays`."""
        day = self._days.at_or_after(ordinal)
        while day is not None:
            found = date.fromordinal(day)
            if found.month in self._months:
                return day
            rest = monthrange(found.year, found.month)[1] - found.day
            day = self._days.at_or_after(day + rest + 1)
        return None

    def at_or_before(self, ordinal: int) -> int | None:
        """See :class:`RuleDays`."""
        day = self._days.at_or_before(ordinal)
        while day is not None:
            found = date.fromordinal(day)
            if found.month in self._months:
                return day
            day = self._days.at_or_before(day - found.day)
        return None
