"""Names and symbols, read from Babel's CLDR data once; the only file that imports Babel.

Babel is imported at the first call, not with this module: reading a stamp or importing
govnews does not pay for it. After the first call nothing here touches Babel again.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

import attrs

#: The languages a style can be written in.
Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = ("vi", "en")

_HOUR = 3600
_NOON = 12


@attrs.frozen(kw_only=True)
class Names:
    """What CLDR calls days, months, quarters and parts of the day in one language.

    Weekdays are counted from Monday at 0, as :meth:`datetime.date.weekday` does; months,
    quarters start at index 1 and hours at 0.
    """

    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    weekdays_narrow: tuple[str, ...]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    months_alone: tuple[str, ...]
    quarters: tuple[str, ...]
    quarters_alone: tuple[str, ...]
    #: By hour: SA / CH in Vietnamese, AM / PM in English.
    half_days: tuple[str, ...]
    #: By hour: đêm, sáng, chiều, tối in Vietnamese.
    day_periods: tuple[str, ...]


@attrs.frozen(kw_only=True)
class NumberSymbols:
    """How numbers are written: the decimal sign and the sign between groups of three."""

    decimal: str
    group: str


def _locale(language: Language) -> Any:
    from babel import Locale

    return Locale.parse(language)


@cache
def names(language: Language) -> Names:
    """The names of one language."""
    locale = _locale(language)
    days, months, quarters = locale.days, locale.months, locale.quarters
    formatted = months["format"]
    periods, halves = (locale.day_periods["format"][width] for width in ("wide", "abbreviated"))
    return Names(
        weekdays=tuple(days["format"]["wide"][day] for day in range(7)),
        weekdays_short=tuple(days["format"]["abbreviated"][day] for day in range(7)),
        weekdays_narrow=tuple(days["format"]["narrow"][day] for day in range(7)),
        months=_from_one(formatted["wide"], 12),
        months_short=_from_one(formatted["abbreviated"], 12),
        months_alone=_from_one(months["stand-alone"]["wide"], 12),
        quarters=_from_one(quarters["format"]["wide"], 4),
        quarters_alone=_from_one(quarters["stand-alone"]["wide"], 4),
        half_days=tuple(halves["am" if hour < _NOON else "pm"] for hour in range(24)),
        day_periods=tuple(
            periods[_period_of(locale.day_period_rules[None], hour * _HOUR)] for hour in range(24)
        ),
    )


@cache
def number_symbols(language: Language) -> NumberSymbols:
    """The number symbols of one language, Latin digits."""
    symbols = _locale(language).number_symbols["latn"]
    return NumberSymbols(decimal=symbols["decimal"], group=symbols["group"])


def _from_one(named: Mapping[int, str], count: int) -> tuple[str, ...]:
    return ("", *(named[number] for number in range(1, count + 1)))


def _period_of(rules: Mapping[str, list[dict[str, int]]], second: int) -> str:
    """The CLDR id of the part of the day a second lies in (UTS 35, Day Period Rule Sets)."""
    for name, spans in rules.items():
        for span in spans:
            if "at" in span:  # midnight and noon: moments, not spans
                continue
            start, before = span["from"], span["before"]
            if (start <= second < before) if start < before else not before <= second < start:
                return name
    raise AssertionError("CLDR's spans cover the day")
