"""Reading lunar dates (âm lịch) as they are written: mùng 10 tháng Ba năm Đinh Dậu."""

import re
from datetime import date

from ..errors import DateParseError, ModelError
from ._lunar import CERTAIN_YEARS, LAST_MUNG, MONTH_NAMES, LunarDate, year_name
from ._scan import fold
from ._words import any_of

#: Spellings of the lunar months; tháng Một, alone, is the eleventh.
_MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES) if name},
    **{str(number): number for number in range(1, 13)},
    **{f"0{number}": number for number in range(1, 10)},
    "một": 11,
    "mười hai": 12,
    "bẩy": 7,
}
#: Other spellings of stems and branches.
_SPELLINGS = {"kỉ": "kỷ", "quí": "quý", "tí": "tý", "tị": "tỵ", "mẹo": "mão"}
_FULL_MOON = 15
_LUNAR = re.compile(
    rf"""
    (?:ngày\ )?
    (?:(?P<full_moon>rằm) | (?P<mung>m[ùồ]ng\ )?(?P<day>\d{{1,2}}))
    (?:\ tháng\ |/)
    (?P<month>{any_of(_MONTHS)})
    (?P<leap>\ nhuận)?
    (?:\ âm\ lịch)?
    (?:,?\ (?:năm\ )?|/)
    (?:(?P<year>\d{{4}}) | (?P<stem>[^\W\d_]+)\ (?P<branch>[^\W\d_]+))
    (?:\ âm\ lịch|\ \(âm\ lịch\))?
    """,
    re.VERBOSE,
)


def parse_lunar(text: str, *, near: date | None = None) -> LunarDate:
    """Read a lunar date with its year, by number or by name (can chi).

    A year's name comes back every 60 years. Where the calendar holds it twice, ``near`` says
    which is meant.

    Args:
        text: The date, for example ``"mùng 10 tháng Ba năm Đinh Dậu"``, ``"rằm tháng Giêng năm
            2017"``.
        near: A day near the one that is meant; the year closest to it is taken.

    Raises:
        DateParseError: The text is no lunar date, there is no such day, or the year's name
            leaves two years to choose from.

    Example:
        >>> from govnews import dates
        >>> dates.parse_lunar("mùng 10 tháng Ba năm Đinh Dậu")
        LunarDate(year=2017, month=3, day=10, leap=False)
    """
    found = _LUNAR.fullmatch(fold(text))
    if found is None:
        raise DateParseError(text, "it is not a day, month and year of the lunar calendar")
    day = _FULL_MOON if found["full_moon"] else int(found["day"])
    if found["mung"] and day > LAST_MUNG:
        raise DateParseError(text, f"mùng counts the days up to {LAST_MUNG}, not {day}")
    year = int(found["year"]) if found["year"] else _named_year(text, found, near)
    try:
        return LunarDate(year, _MONTHS[found["month"]], day, leap=found["leap"] is not None)
    except ModelError as error:
        reason = f"the {error.field} {error.value} {error.reason}"
        raise DateParseError(text, reason) from None


def _named_year(text: str, found: re.Match[str], near: date | None) -> int:
    name = " ".join(_SPELLINGS.get(part, part) for part in (found["stem"], found["branch"]))
    years = [year for year in CERTAIN_YEARS if year_name(year).lower() == name]
    if not years:
        raise DateParseError(text, f"no lunar year is called {name!r}")
    if len(years) == 1:
        return years[0]
    if near is None:
        both = " or ".join(map(str, years))
        raise DateParseError(text, f"its year is {both}: pass a day near it as near=")
    return min(years, key=lambda year: abs(year - near.year))
