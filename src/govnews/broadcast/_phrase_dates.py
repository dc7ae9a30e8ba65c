"""The days of the month or year of a schedule phrase, solar or lunar."""

from ._phrase_cursor import Cursor, Parts
from ._phrase_weekdays import from_end, position_at, read_weekdays, weekday_at
from ._schedule_words import LUNAR_MONTH_NAMES

_APRIL = 4  # tháng tư, though four is bốn
#: What ranges are made of, and how far they go.
_LONGEST_RANGES = {"ngày": 31, "tháng": 12}


def read_month_days(phrase: Cursor, parts: Parts) -> bool:
    """Ngày 5 và 20, ngày cuối cùng, mùng 10, ngày 2/9, rằm."""
    if phrase.sees("ngày", "chẵn|lẻ"):
        _add_month_days(phrase, parts, list(range(2 - phrase.sees("lẻ", ahead=1), 32, 2)))
        parts.in_month = True
        phrase.at += 2
        return True
    if not (phrase.sees("ngày|mùng|mồng|rằm|trùng") or _is_day_of_month(phrase)):
        return False
    start = phrase.at
    same_day = phrase.take("trùng")  # "thứ sáu trùng ngày 13": both hold
    found = _month_day(phrase, parts, listed=_is_day_of_month(phrase))
    if found is None:
        phrase.at = start
        return False
    parts.every_weekday |= same_day
    days = [found]
    while joiners := phrase.joiners():
        before = phrase.at
        phrase.at += joiners
        found = _month_day(phrase, parts, listed=True)
        if found is None:
            phrase.at = before
            break
        days.append(found)
    whole = [one for one in days if isinstance(one, tuple)]
    if whole and len(whole) < len(days):
        phrase.refuse("days with and without a month are different rules")
    if whole:
        _add_dates(phrase, parts, whole)
    else:
        _add_month_days(phrase, parts, [one for one in days if isinstance(one, int)])
    return True


def _is_day_of_month(phrase: Cursor) -> bool:
    """2/9 or 23 tháng Chạp, without the word ngày."""
    if phrase.peek().kind == "date":
        return True
    number = phrase.number()
    if number is None or not phrase.sees("tháng", ahead=number[1]):
        return False
    name = number[1] + 1
    return phrase.peek(name).text in LUNAR_MONTH_NAMES or (
        phrase.number(name) is not None and not phrase.once_per_interval()
    )


def _month_day(
    phrase: Cursor, parts: Parts, *, listed: bool = False
) -> int | tuple[int, int] | None:
    """A day of the month, or a day with its month; None and nothing taken for neither."""
    named = phrase.take("ngày")
    if phrase.take("rằm"):
        parts.lunar = True
        return 15
    if phrase.take("mùng|mồng"):
        named = parts.early_day = True
    token = phrase.peek()
    if token.kind == "date":
        if len(token.value) > 2:  # noqa: PLR2004  a day and a month
            phrase.refuse("a day of one year is not a schedule")
        phrase.at += 1
        return token.value[0], token.value[1]
    if not named and not listed:
        return None
    return _named_day(phrase) if named and phrase.sees("thứ|đầu|cuối") else _day_number(phrase)


def _named_day(phrase: Cursor) -> int | None:
    """Ngày đầu tiên, ngày cuối cùng, ngày thứ hai từ cuối; thứ hai alone is a weekday."""
    if not phrase.sees("thứ"):
        found = position_at(phrase, 0)
    else:
        number = phrase.number(1)
        length = from_end(phrase, 1 + number[1]) if number else 0
        found = (-number[0], 1 + number[1] + length) if number and length else None
    if found is None:
        return None
    phrase.at += found[1]
    return found[0]


def _day_number(phrase: Cursor) -> int | None:
    """The 20 of ngày 5 và 20; not the 2 of 2 tuần một lần."""
    number = phrase.number()
    if number is None or phrase.sees("lần", ahead=number[1]) or phrase.once_per_interval():
        return None
    phrase.at += number[1]
    return number[0]


def read_months(phrase: Cursor, parts: Parts) -> bool:
    """Tháng 3, 6 và 9; tháng Giêng; tháng 4 nhuận; or tháng alone: of the month."""
    if not phrase.take("tháng"):
        return False
    month = _month_name(phrase, parts)
    if month is None:
        parts.in_month = True
        return True
    months = []
    while month is not None:
        months.append(month)
        before = phrase.at
        phrase.at += phrase.joiners()
        joined = phrase.at > before
        phrase.take("tháng")
        month = _month_name(phrase, parts) if joined else None
        if month is None:
            phrase.at = before
    add_months(phrase, parts, months)
    if phrase.take("nhuận"):
        parts.lunar = parts.leap = True
    return True


def _month_name(phrase: Cursor, parts: Parts) -> int | None:
    lunar = LUNAR_MONTH_NAMES.get(phrase.peek().text)
    if lunar is not None:
        phrase.at += 1
        parts.lunar = True
        return lunar
    if phrase.peek().text == "tư":
        phrase.at += 1
        return _APRIL
    number = phrase.number()
    if number is None or phrase.once_per_interval():
        return None
    phrase.at += number[1]
    return number[0]


def read_lunar(phrase: Cursor, parts: Parts) -> bool:
    """Âm lịch."""
    if phrase.take("âm", "lịch") or phrase.take("âl") or phrase.take("âm"):
        parts.lunar = True
        return True
    return False


def read_range(phrase: Cursor, parts: Parts) -> bool:
    """Từ thứ hai đến thứ sáu, từ ngày 1 đến ngày 5, từ tháng 6 đến tháng 8."""
    if not phrase.sees("từ"):
        return False
    if weekday_at(phrase, 1) or (phrase.sees("ngày", ahead=1) and weekday_at(phrase, 2)):
        phrase.at += 1
        return read_weekdays(phrase, parts)
    unit = phrase.peek(1).text
    first = phrase.number(2)
    if unit not in _LONGEST_RANGES or first is None:
        return False
    ahead = 2 + first[1]
    if not (phrase.sees("đến|tới", ahead=ahead) or phrase.peek(ahead).kind == "dash"):
        return False
    ahead += 1 + phrase.sees(unit, ahead=ahead + 1)
    end = phrase.number(ahead)
    if end is None or not 1 <= first[0] < end[0] <= _LONGEST_RANGES[unit]:
        phrase.refuse(f"'từ {unit} … đến' is not a range of {unit}")
    phrase.at += ahead + end[1]
    add = add_months if unit == "tháng" else _add_month_days
    add(phrase, parts, list(range(first[0], end[0] + 1)))
    return True


def _add_month_days(phrase: Cursor, parts: Parts, days: list[int]) -> None:
    if parts.month_days or parts.dates:
        phrase.refuse("days of the month with different times are different rules")
    parts.month_days = days


def _add_dates(phrase: Cursor, parts: Parts, dates: list[tuple[int, int]]) -> None:
    if parts.month_days or parts.dates:
        phrase.refuse("days of the year with different times are different rules")
    parts.dates = dates


def add_months(phrase: Cursor, parts: Parts, months: list[int]) -> None:
    if parts.months:
        phrase.refuse("months with different days are different rules")
    parts.months = months
