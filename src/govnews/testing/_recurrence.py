"""Strategies for recurrences."""

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from ..model import LunarDay, Recurrence
from ..model._rule_parts import LONGEST_MONTHS, WEEKDAYS


def clock_times(*, max_size: int = 3) -> st.SearchStrategy[tuple[time, ...]]:
    """Up to ``max_size`` whole minutes of the day; shrinks to none, then to midnight."""
    minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
    return st.lists(minutes, max_size=max_size, unique=True).map(tuple)


def lunar_days() -> st.SearchStrategy[LunarDay]:
    """Days of the lunar year; shrinks to mùng 1 tháng Giêng."""
    return st.builds(LunarDay, day=st.integers(1, 30), month=st.integers(1, 12), leap=st.booleans())


def _some(values: st.SearchStrategy[Any], *, least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(values, min_size=least, max_size=3, unique=True).map(tuple)


def _signed(limit: int) -> st.SearchStrategy[int]:
    return st.integers(1, limit) | st.integers(-limit, -1)


@st.composite
def recurrences(draw: st.DrawFn, /, *, lunar: bool = False, **overrides: Any) -> Recurrence:
    """Rules of every frequency, interval and kind of day.

    Args:
        draw: Given by Hypothesis.
        lunar: Whether rules of a lunar day are among them; they have no days of their own
            until a lunar calendar expands them.
        overrides: Fields to fix, each a value or a strategy.

    Shrinks to a daily rule of days only. Not every rule of the model happens often: one of
    29 February and an interval of four years may have no day at all.

    Example:
        >>> from hypothesis import given
        >>> @given(recurrences(frequency="weekly"))
        ... def weekly(rule): assert rule.frequency == "weekly"
    """
    fields: dict[str, Any] = {
        name: draw(value) if isinstance(value, st.SearchStrategy) else value
        for name, value in overrides.items()
    }
    if lunar and "frequency" not in fields and draw(st.booleans()):
        drawn: dict[str, Any] = {"frequency": "yearly", "lunar_day": draw(lunar_days())}
    else:
        frequency = fields.get("frequency") or draw(
            st.sampled_from(("daily", "weekly", "monthly", "yearly"))
        )
        drawn = {
            "frequency": frequency,
            "interval": draw(st.just(1) | st.integers(1, 6)),
            "months": draw(st.just(()) | _some(st.integers(1, 12))),
            "anchor": draw(st.none() | st.dates(date(1990, 1, 1), date(2050, 12, 31))),
        } | draw(_days(frequency))
        if frequency == "daily" and fields.get("interval", drawn["interval"]) != 1:
            drawn["weekdays"] = draw(st.just(()) | _some(st.sampled_from(WEEKDAYS)))
    drawn["times"] = draw(clock_times())
    drawn["rerun"] = draw(st.booleans())
    drawn["if_day_off"] = draw(st.sampled_from((None, None, "next_working_day")))
    drawn |= fields
    if drawn.get("positions") and drawn["frequency"] == "yearly" and not drawn["months"]:
        drawn["months"] = (draw(st.integers(1, 12)),)
    if drawn.get("month_days") and drawn.get("months"):
        longest = max(LONGEST_MONTHS[month - 1] for month in drawn["months"])
        if all(abs(day) > longest for day in drawn["month_days"]):
            drawn["months"] = ()
    return Recurrence(**drawn)


def _days(frequency: str) -> st.SearchStrategy[dict[str, Any]]:
    weekdays = st.sampled_from(WEEKDAYS)
    if frequency == "daily":
        return st.just({})
    if frequency == "weekly":
        return st.fixed_dictionaries({"weekdays": _some(weekdays)})
    return st.one_of(
        st.fixed_dictionaries({"month_days": _some(_signed(31))}),
        st.fixed_dictionaries(
            {"weekdays": _some(weekdays, least=1), "positions": _some(_signed(5), least=1)}
        ),
        st.fixed_dictionaries({"weekdays": _some(weekdays, least=1)}),
        st.fixed_dictionaries(
            {"weekdays": _some(weekdays, least=1), "month_days": _some(_signed(31), least=1)}
        ),
    )
