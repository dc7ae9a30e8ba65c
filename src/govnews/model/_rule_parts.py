"""The parts of a recurrence: their names, their canonical order and their limits."""

from datetime import date, time
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from . import _laws as laws

Frequency = Literal["daily", "weekly", "monthly", "yearly"]
Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DayOffRule = Literal["next_working_day"]

#: The weekdays in the order of the week, which begins on Monday.
WEEKDAYS: tuple[Weekday, ...] = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Where intervals are counted from when a rule has no anchor: a Monday that begins a month,
#: a quarter, a year and a century, so that every third month means the quarters.
DEFAULT_ANCHOR = date(2001, 1, 1)

#: The most days each month can have, from January on.
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: The most days a lunar month can have, and the months of a lunar year, leap ones apart.
_LONGEST_LUNAR_MONTH, _LUNAR_MONTHS = 30, 12


def ordered_numbers(value: Any) -> Any:
    """Numbers once each, from the start first and from the end last: 1, 15, -2, -1."""
    if type(value) is not tuple or not all(type(number) is int for number in value):
        return value
    return tuple(sorted(set(value), key=lambda number: (number < 0, number)))


def ordered_weekdays(value: Any) -> Any:
    """Weekdays once each, in the order of the week; anything else is left to its validator."""
    if type(value) is not tuple or not all(day in WEEKDAYS for day in value):
        return value
    return tuple(day for day in WEEKDAYS if day in value)


def ordered_times(value: Any) -> Any:
    """Times once each, in the order of the day; anything else is left to its validator."""
    if type(value) is not tuple or not all(
        isinstance(one, time) and one.tzinfo is None for one in value
    ):
        return value
    return tuple(sorted(set(value)))


def numbers_to(limit: int, *, from_end: bool = True) -> laws.Validator:
    """A tuple of numbers from 1 to a limit, or from -1 down when they count from the end."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        least = -limit if from_end else 1
        if type(value) is not int or value == 0 or not least <= value <= limit:
            signs = f" or -1 to -{limit}" if from_end else ""
            raise laws.fail(instance, attribute.name, value, f"is not 1 to {limit}{signs}")

    return laws.tuple_of(check)


def clock_time(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A time as a clock on the wall shows it, to the second."""
    if not isinstance(value, time) or value.tzinfo is not None:
        raise laws.fail(instance, attribute.name, value, "is not a local time without a zone")
    if value.microsecond or value.fold:
        raise laws.fail(instance, attribute.name, value, "is not whole seconds with fold 0")


def zone_name(instance: object, attribute: "attrs.Attribute[Any]", value: str) -> None:
    """The name of a zone in the IANA time zone database."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        raise laws.fail(instance, attribute.name, value, "is not a time zone") from None


@attrs.frozen(kw_only=True)
class LunarDay:
    """A day of the Vietnamese lunar year (ngày âm lịch): mùng 10 tháng 3 âm lịch.

    Args:
        day: The day of the month, 1 to 30.
        month: The month, 1 (tháng Giêng) to 12 (tháng Chạp).
        leap: True for the leap month (tháng nhuận) that follows the month of this number.

    Raises:
        ModelError: A number is out of range.

    Example:
        >>> LunarDay(day=10, month=3)
        LunarDay(day=10, month=3, leap=False)
    """

    day: int = attrs.field()
    month: int = attrs.field()
    leap: bool = False

    @day.validator
    def _check_day(self, attribute: "attrs.Attribute[int]", value: object) -> None:
        if type(value) is not int or not 1 <= value <= _LONGEST_LUNAR_MONTH:
            raise laws.fail(self, attribute.name, value, "is not 1 to 30")

    @month.validator
    def _check_month(self, attribute: "attrs.Attribute[int]", value: object) -> None:
        if type(value) is not int or not 1 <= value <= _LUNAR_MONTHS:
            raise laws.fail(self, attribute.name, value, "is not 1 to 12")
