"""A rule as RFC 5545 text (section 3.3.10), its parts in one fixed order."""

from datetime import time

from ._rule_parts import Frequency, Weekday


def rule_texts(
    *,
    frequency: Frequency,
    interval: int,
    months: tuple[int, ...],
    month_days: tuple[int, ...],
    weekdays: tuple[Weekday, ...],
    positions: tuple[int, ...],
    times: tuple[time, ...],
) -> tuple[str, ...]:
    """The values of the RRULE properties that together say the rule."""
    days = [f"FREQ={frequency.upper()}"]
    if interval > 1:
        days.append(f"INTERVAL={interval}")
    if months:
        days.append(f"BYMONTH={_listed(months)}")
    if month_days:
        days.append(f"BYMONTHDAY={_listed(month_days)}")
    if weekdays:
        named = [f"{nth}{day}" for nth in positions or ("",) for day in weekdays]
        days.append(f"BYDAY={','.join(named)}")
    return tuple(";".join([*days, *clock]) for clock in _clock_parts(times))


def _listed(values: tuple[int, ...]) -> str:
    return ",".join(map(str, values))


def _clock_parts(times: tuple[time, ...]) -> list[list[str]]:
    """BYHOUR, BYMINUTE and BYSECOND of each rule that the times need."""
    if not times:
        return [[]]
    hours = sorted({one.hour for one in times})
    in_hour = sorted({(one.minute, one.second) for one in times})
    groups = [(hours, in_hour)]
    if len(times) != len(hours) * len(in_hour) or len({second for _, second in in_hour}) > 1:
        groups = [
            ([one.hour for one in times if (one.minute, one.second) == shared], [shared])
            for shared in sorted(in_hour, key=[(one.minute, one.second) for one in times].index)
        ]
    parts = []
    for some_hours, some_in_hour in groups:
        part = [
            f"BYHOUR={_listed(tuple(some_hours))}",
            f"BYMINUTE={_listed(tuple(minute for minute, _ in some_in_hour))}",
        ]
        if some_in_hour[0][1]:
            part.append(f"BYSECOND={some_in_hour[0][1]}")
        parts.append(part)
    return parts
