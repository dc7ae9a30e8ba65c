"""Public holidays and the lunar year: what they make of a plan's airings."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from ..dates import LunarDate, from_lunar, to_lunar
from ..errors import BroadcastError, MissingExtraError, ModelError
from ..model import Airing, BroadcastPlan, LunarDay, Recurrence, Slot, SlotException

_DAY: Final = timedelta(days=1)
#: The holidays library knows Vietnam's from 1901 on; later ones as the law stands now.
_FIRST_YEAR, _LAST_YEAR = 1901, 2100


def holiday_exceptions(
    plan: BroadcastPlan, year: int, *, otherwise: Literal["cancel", "keep"] = "cancel"
) -> tuple[SlotException, ...]:
    """The exceptions that a year's public holidays in Vietnam make (ngày nghỉ lễ, Tết).

    Holidays are those of the ``holidays`` library with the compensatory days (nghỉ bù) and
    the working days that the government swaps. An airing of a rule that says ``if_day_off``
    moves to the same time of the next working day when its day is a holiday or a weekend;
    where the slot airs then anyway, it is cancelled. Any other airing on a holiday is
    cancelled, or kept.

    Args:
        plan: The plan; what its own exceptions decide stays as it is. Reruns at an offset
            follow their first runs, so they get none of their own.
        year: The year in which the airings would have started.
        otherwise: What becomes of airings whose rule does not say.

    Returns:
        Exceptions to add to the plan, by day; the reasons are in its language.

    Raises:
        BroadcastError: The year is not 1901 to 2100.
        MissingExtraError: The extra ``holidays`` is not installed.

    Example:
        >>> from datetime import time
        >>> import attrs
        >>> slot = Slot(key="sang", recurrence=Recurrence(frequency="daily", times=(time(6),)))
        >>> plan = BroadcastPlan(key="tin", title="Tin", slots=(slot,))
        >>> exceptions = holiday_exceptions(plan, 2026)
        >>> [(one.on.isoformat(), one.reason) for one in exceptions][-1]
        ('2026-11-24', 'Ngày Văn hóa Việt Nam')
        >>> plan = attrs.evolve(plan, exceptions=exceptions)
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BroadcastError(plan.key, str(year), f"is not {_FIRST_YEAR} to {_LAST_YEAR}")
    calendar = _calendar(plan.language)
    decided = {(one.slot, one.on) for one in plan.exceptions}
    found = [
        exception
        for slot in plan.slots
        for exception in _of_slot(slot, year, calendar, cancel=otherwise == "cancel")
        if (exception.slot, exception.on) not in decided
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.slot, one.at or time.min)))


def _of_slot(slot: Slot, year: int, calendar: Any, *, cancel: bool) -> Iterator[SlotException]:
    rule = slot.recurrence
    if rule is None or rule.lunar_day is not None:
        return
    zone = ZoneInfo(rule.time_zone)
    moved: set[date] = set()
    for day in rule.days(date(year, 1, 1), date(year + 1, 1, 1)):
        if not _is_valid(slot, day):
            continue
        if rule.if_day_off is None:
            if cancel and day in calendar:
                yield SlotException(slot=slot.key, on=day, action="cancel", reason=calendar[day])
            continue
        if calendar.is_working_day(day):
            continue
        to = _working_day(day, calendar)
        reason = calendar.get(day) or _WEEKEND[calendar.language == "vi"]
        if to in moved or (rule.includes(to) and _is_valid(slot, to)):
            yield SlotException(slot=slot.key, on=day, action="cancel", reason=reason)
            continue
        moved.add(to)
        for moment in rule.times:
            yield SlotException(
                slot=slot.key,
                on=day,
                at=moment if len(rule.times) > 1 else None,
                action="move",
                moved_to=datetime.combine(to, moment, zone),
                reason=reason,
            )


def lunar_days(rule: Recurrence, start: date, end: date) -> tuple[date, ...]:
    """The civil days of a rule of a lunar day from ``start`` up to but not including ``end``.

    A year that has no such day (the 30th of a month of 29, a leap month) gives none.

    Args:
        rule: A rule with a ``lunar_day``.
        start: The first day; the lunar years known are 1968 to 2053.
        end: The day after the last.

    Raises:
        ModelError: The rule is of no lunar day.
        DateFormatError: The window leaves the known years.

    Example:
        >>> from govnews.broadcast import parse_schedule
        >>> rule = parse_schedule("mùng 10 tháng 3 âm lịch hàng năm")
        >>> [day.isoformat() for day in lunar_days(rule, date(2025, 1, 1), date(2027, 1, 1))]
        ['2025-04-07', '2026-04-26']
    """
    if rule.lunar_day is None:
        raise ModelError("Recurrence", "lunar_day", None, "is missing: the rule is of civil days")
    if end <= start:
        return ()
    years = range(to_lunar(start).year, to_lunar(end - _DAY).year + 1)
    days = (_in_lunar_year(rule.lunar_day, year) for year in years)
    return tuple(day for day in days if day is not None and start <= day < end)


def _in_lunar_year(lunar: LunarDay, year: int) -> date | None:
    try:
        return from_lunar(LunarDate(year, lunar.month, lunar.day, leap=lunar.leap))
    except ModelError:  # that year has no such day
        return None


def lunar_airings(plan: BroadcastPlan, start: date, end: date) -> tuple[Airing, ...]:
    """The airings of a plan's slots of lunar days, to add to its ``extra`` airings.

    Where the rule says ``if_day_off``, an airing on a holiday or a weekend is that of the
    next working day; this alone needs the extra ``holidays``.

    Args:
        plan: The plan.
        start: The first day on which an airing may start, in the zone of its rule.
        end: The day after the last.

    Raises:
        DateFormatError: The window leaves the known lunar years, 1968 to 2053.
        MissingExtraError: The extra ``holidays`` is needed and not installed.

    Example:
        >>> from datetime import date, time
        >>> import attrs
        >>> from govnews.broadcast import parse_schedule
        >>> rule = parse_schedule("8h00 mùng 10 tháng 3 âm lịch hàng năm")
        >>> plan = BroadcastPlan(
        ...     key="gio-to", title="Giỗ Tổ", slots=(Slot(key="gio-to", recurrence=rule),)
        ... )
        >>> extra = lunar_airings(plan, date(2026, 1, 1), date(2027, 1, 1))
        >>> [airing.start.isoformat() for airing in extra]
        ['2026-04-26T08:00:00+07:00']
        >>> plan = attrs.evolve(plan, extra=extra)
    """
    airings = [airing for slot in plan.slots for airing in _of_lunar_slot(slot, start, end)]
    return tuple(sorted(airings, key=lambda airing: (airing.start, airing.slot)))


def _of_lunar_slot(slot: Slot, start: date, end: date) -> Iterator[Airing]:
    rule = slot.recurrence
    if rule is None or rule.lunar_day is None:
        return
    zone = ZoneInfo(rule.time_zone)
    for day in lunar_days(rule, start, end):
        if _is_valid(slot, day):
            to = day if rule.if_day_off is None else _working_day(day, _calendar("vi"))
            for moment in rule.times:
                yield Airing(
                    slot=slot.key, start=datetime.combine(to, moment, zone), kind=slot.kind
                )


#: What the library has no name for, in English and Vietnamese.
_WEEKEND: Final = ("Weekend", "Ngày nghỉ hằng tuần")


def _calendar(language: str) -> Any:
    """Vietnam's public holidays, for any year that is asked for."""
    try:
        import holidays
    except ImportError:
        raise MissingExtraError("holidays", "holidays") from None
    return holidays.country_holidays(
        "VN", language="vi" if language.partition("-")[0] == "vi" else "en_US"
    )


def _working_day(day: date, calendar: Any) -> date:
    """The day, or the first working day after it."""
    while not calendar.is_working_day(day):
        day += _DAY
    return day


def _is_valid(slot: Slot, day: date) -> bool:
    return (slot.valid_from is None or slot.valid_from <= day) and (
        slot.valid_until is None or day <= slot.valid_until
    )
