"""The rule that the parts of a schedule phrase make together."""

from typing import Any

from ..model import Frequency, LunarDay, Recurrence
from ._phrase_clock import clock
from ._phrase_cursor import Cursor, Parts
from ._phrase_dates import add_months
from ._phrase_weekdays import WEEK
from ._schedule_words import ORDINAL_WORDS


def rule(phrase: Cursor, parts: Parts, time_zone: str) -> Recurrence:
    """Make the rule, or refuse parts that say too little or contradict each other."""
    flags: dict[str, Any] = {
        "times": clock(phrase, parts),
        "time_zone": time_zone,
        "anchor": parts.anchor,
        "if_day_off": "next_working_day" if parts.next_working_day else None,
        "rerun": parts.rerun,
    }
    _settle_dates(phrase, parts)
    if parts.lunar:
        return Recurrence(frequency="yearly", lunar_day=_lunar_day(phrase, parts), **flags)
    frequency = _settled_frequency(phrase, parts)
    if frequency == "yearly" and parts.early_day:
        phrase.refuse("mùng may count lunar days: say âm lịch, or ngày for a civil day")
    _settle_weekdays(phrase, parts, frequency)
    if parts.without:
        kept = [day for day in parts.weekdays or WEEK if day not in parts.without]
        if not kept:
            phrase.refuse("no day is left")
        parts.weekdays = kept
    if frequency == "daily" and parts.weekdays and parts.interval == 1:
        frequency = "weekly"
    if frequency == "yearly" and (parts.month_days or parts.weekdays):
        _check_year_days(phrase, parts)
    if parts.quarterly:
        _check_quarter(phrase, parts)
    if parts.per_period is not None:
        _check_times(phrase, parts)
    return Recurrence(
        frequency=frequency,
        interval=parts.interval,
        weekdays=tuple(parts.weekdays),
        positions=tuple(parts.positions),
        month_days=tuple(parts.month_days),
        months=tuple(parts.months),
        **flags,
    )


def _settle_dates(phrase: Cursor, parts: Parts) -> None:
    """Days with their months, 1/5 and 2/5, as days and months."""
    if not parts.dates:
        return
    days = sorted({day for day, _ in parts.dates})
    months = sorted({month for _, month in parts.dates})
    if len(days) * len(months) != len(set(parts.dates)):
        phrase.refuse("days of different months are different rules")
    parts.month_days = days
    add_months(phrase, parts, months)


def _settled_frequency(phrase: Cursor, parts: Parts) -> Frequency:
    if parts.frequency is not None:
        return parts.frequency
    placed = bool(parts.positions or parts.beside)
    if parts.months and (placed or parts.every_weekday):
        return "yearly"
    if parts.positions or ((parts.in_month or parts.every_month) and _has_days(parts)):
        return "monthly"
    if parts.weekdays or parts.without:
        return "weekly"
    if parts.month_days:
        phrase.refuse("it does not say of which months: hàng tháng or hàng năm")
    return phrase.refuse("it says no days")


def _has_days(parts: Parts) -> bool:
    return bool(parts.month_days or parts.weekdays)


def _settle_weekdays(phrase: Cursor, parts: Parts, frequency: Frequency) -> None:
    """What stands beside a weekday is its place in the month, or one more weekday."""
    if frequency not in ("monthly", "yearly"):
        return
    if parts.beside:
        places = [WEEK.index(day) + 2 for day in parts.weekdays[parts.beside[0] :]]
        if len(parts.beside) > 1 or max(places) > max(ORDINAL_WORDS.values()):
            phrase.refuse("weekdays and their places in the month are not told apart")
        parts.weekdays = parts.weekdays[: parts.beside[0]]
        parts.positions = [*places, *parts.positions]
    if parts.weekdays and not parts.positions and not parts.every_weekday:
        phrase.refuse("it does not say which of these weekdays: đầu tiên, cuối cùng or mọi")


def _check_year_days(phrase: Cursor, parts: Parts) -> None:
    if not parts.months and not parts.every_month and not parts.every_weekday:
        phrase.refuse("it does not say of which month of the year")


def _check_quarter(phrase: Cursor, parts: Parts) -> None:
    """What is counted from the start of a quarter is so in its first month, no other."""
    if parts.every_weekday or min((0, *parts.month_days, *parts.positions)) < 0:
        phrase.refuse("only days from the start of a quarter are understood: name the months")


def _check_times(phrase: Cursor, parts: Parts) -> None:
    """Hai lần: two times of a day, two days, or two times on each."""
    days = max(len(parts.weekdays) * max(len(parts.positions), 1), len(parts.month_days), 1)
    if parts.per_period not in {days, days * max(len(parts.times), 1)}:
        phrase.refuse("how many times it says does not fit the days and times it names")


def _lunar_day(phrase: Cursor, parts: Parts) -> LunarDay:
    if parts.frequency not in (None, "yearly") or parts.interval != 1 or parts.per_period:
        phrase.refuse("only a lunar day of every year is understood")
    if parts.weekdays or parts.positions or parts.without:
        phrase.refuse("a weekday has no place in the lunar year")
    if len(parts.month_days) != 1 or len(parts.months) != 1:
        phrase.refuse("a lunar day needs one day and one month")
    return LunarDay(day=parts.month_days[0], month=parts.months[0], leap=parts.leap)
