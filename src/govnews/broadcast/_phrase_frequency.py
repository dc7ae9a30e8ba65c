"""How often, in a schedule phrase: hàng tuần, hai tuần một lần, cách ngày; and its flags."""

from datetime import date
from typing import Final

from ._phrase_clock import read_period
from ._phrase_cursor import UNITS, Cursor, Parts
from ._phrase_weekdays import weekday_at
from ._schedule_words import DAY_PERIODS

_UNIT: Final = "|".join(UNITS)
#: What stands between nếu and làm việc in "nếu trùng ngày nghỉ thì vào ngày làm việc …".
_DAY_OFF_WORDS: Final = (
    "ngày|này|đó|trùng|rơi|với|vào|các|nghỉ|lễ|tết|hoặc|thì|chuyển|sang|dời|lùi|thực|hiện|phát|"
    "sóng|được|đến|tổ|chức|hưởng|theo|quy|định"
)


def read_every(phrase: Cursor, parts: Parts) -> bool:
    """Hàng tuần, mỗi hai tuần, mỗi tối; or mỗi before a weekday."""
    if not phrase.take("hàng|hằng|mỗi"):
        return False
    counted = phrase.interval()
    if counted is not None:
        count, unit, length = counted
        phrase.at += length
        _set_frequency(phrase, parts, unit, count)
        _take_times(phrase, parts)
    elif phrase.peek().text in DAY_PERIODS:
        _set_frequency(phrase, parts, "ngày")
        read_period(phrase, parts)
    elif phrase.peek().text in UNITS and not weekday_at(phrase, 1):
        unit = phrase.peek().text
        phrase.at += 1
        _set_frequency(phrase, parts, unit)
        _take_times(phrase, parts)
    elif not weekday_at(phrase, 0) and not (phrase.sees("ngày") and weekday_at(phrase, 1)):
        phrase.refuse(f"{phrase.peek().text!r} is not understood after 'hàng' or 'mỗi'")
    return True


def read_interval(phrase: Cursor, parts: Parts) -> bool:
    """Cách ngày, hai tuần một lần, tháng một lần, 01 lần/quý, mọi ngày."""
    number = phrase.number()
    if number is not None and phrase.sees("lần", ahead=number[1]):
        return _read_times_per_unit(phrase, parts, *number)
    found = _interval_at(phrase)
    if found is None:
        return False
    count, unit, times, length = found
    _set_times(parts, times)
    phrase.at += length
    _set_frequency(phrase, parts, unit, count)
    _take_times(phrase, parts)
    return True


def _interval_at(phrase: Cursor) -> tuple[int, str, int, int] | None:
    """How many of which unit, how many times in them, and the tokens that say so."""
    fixed: tuple[tuple[tuple[str, ...], int, str], ...] = (
        (("cách", _UNIT), 2, phrase.peek(1).text),
        (("cách", "nhật"), 2, "ngày"),
        (("nửa", "năm"), 6, "tháng"),
    )
    for words, count, unit in fixed:
        if phrase.sees(*words):
            return count, unit, 1, len(words)
    number = phrase.number(1)
    if phrase.sees(_UNIT) and number is not None and phrase.sees("lần", ahead=1 + number[1]):
        return 1, phrase.peek().text, 1, 1
    every_day = 2 * phrase.sees("mọi", "ngày") + 4 * phrase.sees("tất", "cả", "các", "ngày")
    if every_day and not (weekday_at(phrase, every_day) or phrase.number(every_day)):
        return 1, "ngày", 1, every_day
    return phrase.once_per_interval()


def _read_times_per_unit(phrase: Cursor, parts: Parts, times: int, length: int) -> bool:
    """Một lần mỗi tháng, 01 lần/quý."""
    _set_times(parts, times)
    phrase.at += length + 1
    if not phrase.take("hàng|hằng|mỗi|trong|trên") and phrase.peek().kind == "slash":
        phrase.at += 1
    counted = phrase.interval()
    if counted is not None:
        count, unit, length = counted
        phrase.at += length
        _set_frequency(phrase, parts, unit, count)
    elif phrase.peek().text in UNITS:
        _set_frequency(phrase, parts, phrase.peek().text)
        phrase.at += 1
    else:
        phrase.refuse("'một lần' of what is not said")
    return True


def _take_times(phrase: Cursor, parts: Parts) -> None:
    """What may follow how often: một lần, hai lần."""
    number = phrase.number()
    if number is not None and phrase.sees("lần", ahead=number[1]):
        _set_times(parts, number[0])
        phrase.at += number[1] + 1


def _set_times(parts: Parts, times: int) -> None:
    """Once says nothing more; hai lần must fit the days and times that are named."""
    if times != 1:
        parts.per_period = times


def _set_frequency(phrase: Cursor, parts: Parts, unit: str, count: int = 1) -> None:
    frequency, units = UNITS[unit]
    if parts.frequency is not None:
        phrase.refuse("it says twice how often")
    if count < 1:
        phrase.refuse(f"there is no {count} {unit}")
    parts.frequency, parts.interval, parts.quarterly = frequency, units * count, units > 1


def read_anchor(phrase: Cursor, parts: Parts) -> bool:
    """Tính từ ngày 15/02/2017: where intervals are counted from."""
    if phrase.sees("kể|bắt|áp|có", "từ|đầu|dụng|hiệu"):
        phrase.refuse("a day from which it holds belongs to the slot (valid_from)")
    if not phrase.take("tính", "từ", "ngày"):
        return False
    token = phrase.peek()
    if token.kind != "date" or len(token.value) != 3:  # noqa: PLR2004  day, month, year
        phrase.refuse("'tính từ ngày' needs a day with its month and year")
    day, month, year = token.value
    try:
        parts.anchor = date(year, month, day)
    except ValueError:
        phrase.refuse(f"there is no day {token.text}")
    phrase.at += 1
    return True


def read_rerun(phrase: Cursor, parts: Parts) -> bool:
    """Phát lại, before all else or after it."""
    if not phrase.take("phát", "lại"):
        return False
    at_the_end = phrase.peek().kind == "end"
    if not at_the_end and (parts.times or parts.weekdays or parts.frequency):
        phrase.refuse("a schedule and its rerun are two rules: see parse_schedules()")
    parts.rerun = True
    return True


def read_day_off(phrase: Cursor, parts: Parts) -> bool:
    """Nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo."""
    if not phrase.take("nếu"):
        return False
    said = set()
    while phrase.sees(_DAY_OFF_WORDS) or phrase.peek().kind == "joiner":
        said.add(phrase.peek().text)
        phrase.at += 1
    if (
        not said & {"trùng", "rơi"}
        or not said & {"nghỉ", "lễ", "tết"}
        or not phrase.take("làm", "việc")
    ):
        phrase.refuse("only 'nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo' is understood")
    if not phrase.take("tiếp|kế|liền|sau"):
        phrase.refuse("which working day is not said")
    phrase.take("theo|sau|kề|đó|tiếp")
    phrase.take("đó|theo")
    parts.next_working_day = True
    return True
