"""The weekdays of a schedule phrase, and their places in the month."""

from typing import Final

from ..model import Weekday
from ._phrase_cursor import UNITS, Cursor, Parts
from ._schedule_words import ORDINAL_WORDS, WEEKDAY_NAMES, WEEKDAY_WORDS

WEEK: Final[tuple[Weekday, ...]] = tuple(WEEKDAY_NAMES)
_WORKING_DAYS: Final = WEEK[:5]
_WEEKEND: Final = WEEK[5:]


def read_weekdays(phrase: Cursor, parts: Parts) -> bool:
    """Thứ hai; thứ 2, 4, 6; T2-T6; chủ nhật."""
    ahead = 1 if phrase.sees("ngày") else 0
    found = weekday_at(phrase, ahead)
    if found is None:
        return False
    if parts.weekdays:
        phrase.refuse("weekdays with different times or places are different rules")
    phrase.at += ahead
    start = phrase.at
    parts.weekdays, parts.beside = _weekday_list(phrase)
    parts.grouped = any(
        token.kind == "dash" or token.text in ("đến", "tới")
        for token in map(phrase.peek, range(start - phrase.at, 0))
    )
    return True


def _weekday_list(phrase: Cursor) -> tuple[list[Weekday], list[int]]:
    """Weekdays, and the places of those that stand right beside one (thứ sáu thứ hai)."""
    days: list[Weekday] = []
    beside: list[int] = []
    while True:
        found = weekday_at(phrase, 0)
        if found is None:
            return days, beside
        if days and phrase.peek(-1).kind not in ("joiner", "dash"):
            ordinal = ORDINAL_WORDS.get(phrase.peek(1).text) if phrase.sees("thứ") else None
            if ordinal is not None:
                beside.append(len(days))
        days.append(found[0])
        phrase.at += found[1]
        _more_of_the_list(phrase, days)
        ahead = phrase.joiners()
        if ahead and phrase.sees("ngày", ahead=ahead) and weekday_at(phrase, ahead + 1):
            ahead += 1
        if ahead and weekday_at(phrase, ahead):
            phrase.at += ahead


def _more_of_the_list(phrase: Cursor, days: list[Weekday]) -> None:
    """Take the rest of T2-T6, thứ 2 đến thứ 6, thứ 2-4-6 or thứ 2, 4, 6."""
    if phrase.take("đến|tới"):
        phrase.take("ngày")
        end = weekday_at(phrase, 0) or _bare_weekday_at(phrase, 0)
        if end is None:
            phrase.refuse("'đến' is not followed by a weekday")
        phrase.at += end[1]
        days[-1:] = _from_to(days[-1], end[0])
        return
    if phrase.peek().kind == "dash":
        _take_dashes(phrase, days)
    ahead = phrase.joiners()
    while ahead and (found := _bare_weekday_at(phrase, ahead)):
        days.append(found[0])
        phrase.at += ahead + found[1]
        ahead = phrase.joiners()


def _take_dashes(phrase: Cursor, days: list[Weekday]) -> None:
    """T2-T6 is a range, thứ 2-4-6 a list, and thứ 2-6 may be either."""
    chain: list[Weekday] = []
    named = True
    while phrase.peek().kind == "dash":
        found = weekday_at(phrase, 1)
        if found is None:
            named = False
            found = _bare_weekday_at(phrase, 1)
        if found is None:
            phrase.refuse("'-' is not followed by a weekday")
        chain.append(found[0])
        phrase.at += 1 + found[1]
    if len(chain) > 1:
        days += chain
    elif named:
        days[-1:] = _from_to(days[-1], chain[0])
    else:
        phrase.refuse("two weekdays with '-' may be a range or a list")


def weekday_at(phrase: Cursor, ahead: int) -> tuple[Weekday, int] | None:
    """A weekday, and how many tokens it takes."""
    token = phrase.peek(ahead)
    if token.kind == "weekday":
        return token.value, 1
    if token.text in ("chủ", "chúa") and phrase.sees("nhật", ahead=ahead + 1):
        return "SU", 2
    if token.text == "thứ":
        day = WEEKDAY_WORDS.get(phrase.peek(ahead + 1).text)
        if day is not None and not from_end(phrase, ahead + 2):
            return day, 2
    return None


def _bare_weekday_at(phrase: Cursor, ahead: int) -> tuple[Weekday, int] | None:
    """The 4 of thứ 2, 4, 6; not the 2 of 2 tuần một lần."""
    day = WEEKDAY_WORDS.get(phrase.peek(ahead).text)
    if day is None or phrase.peek(ahead + 1).text in (*UNITS, "lần", "mươi"):
        return None
    return day, 1


def from_end(phrase: Cursor, ahead: int) -> int:
    """How many tokens "từ cuối" or "tính từ cuối" takes, if it stands here."""
    computed = phrase.sees("tính", ahead=ahead)
    return 2 + computed if phrase.sees("từ", "cuối", ahead=ahead + computed) else 0


def read_named_days(phrase: Cursor, parts: Parts) -> bool:
    """Cuối tuần, ngày làm việc, các ngày trong tuần; mọi before days or months."""
    groups: tuple[tuple[tuple[str, ...], tuple[Weekday, ...]], ...] = (
        (("các|những|mọi", "ngày", "trong", "tuần"), WEEK),
        (("tất", "cả", "các", "ngày", "trong", "tuần"), WEEK),
        (("ngày", "làm", "việc"), _WORKING_DAYS),
        (("ngày", "thường"), _WORKING_DAYS),
        (("cuối", "tuần"), _WEEKEND),
    )
    for words, days in groups:
        if phrase.sees(*words):
            if parts.weekdays:
                phrase.refuse("weekdays with different times or places are different rules")
            phrase.at += len(words)
            phrase.take("trong", "tuần")
            parts.weekdays, parts.grouped = list(days), True
            return True
    if phrase.take("tất", "cả") or phrase.take("mọi"):
        phrase.take("các")
        if phrase.take("tháng"):
            parts.every_month = True
        elif weekday_at(phrase, 0) or phrase.sees("ngày"):
            parts.every_weekday = True
        else:
            phrase.refuse(f"{phrase.peek().text!r} is not understood after 'mọi'")
        return True
    return False


def read_without(phrase: Cursor, parts: Parts) -> bool:
    """Trừ chủ nhật."""
    if not (phrase.take("ngoại", "trừ") or phrase.take("trừ") or phrase.take("không", "kể")):
        return False
    while phrase.take("ngày|các|những|vào"):
        pass
    if phrase.take("cuối", "tuần"):
        parts.without = list(_WEEKEND)
        return True
    if weekday_at(phrase, 0) is None:
        phrase.refuse("only weekdays can be left out of a rule; holidays are exceptions of a plan")
    parts.without = _weekday_list(phrase)[0]
    return True


def read_positions(phrase: Cursor, parts: Parts) -> bool:
    """Đầu tiên, cuối cùng, của tuần lễ thứ hai: which of the weekdays in the month."""
    ahead = 0
    while phrase.sees("của|trong|các", ahead=ahead):
        ahead += 1
    week = phrase.sees("tuần", ahead=ahead)
    if week:
        ahead += 1 + phrase.sees("lễ", ahead=ahead + 1)
    found = position_at(phrase, ahead)
    if found is None:
        if week and (parts.weekdays or parts.frequency == "daily"):
            phrase.at += ahead  # "trong tuần" says nothing more
            return True
        return False
    if not parts.weekdays or parts.positions:
        place = " ".join(phrase.peek(ahead + word).text for word in range(found[1]))
        phrase.refuse(f"{place!r} is a place in the month, but not of which weekday")
    if parts.grouped:
        phrase.refuse("the place of a group of weekdays in the month is not understood")
    while found is not None:
        parts.positions.append(found[0])
        phrase.at += ahead + found[1]
        ahead = phrase.joiners()
        if ahead == 0:
            return True
        if phrase.sees("tuần", ahead=ahead):
            ahead += 1 + phrase.sees("lễ", ahead=ahead + 1)
        found = position_at(phrase, ahead)
    return True


def position_at(phrase: Cursor, ahead: int) -> tuple[int, int] | None:
    """Đầu tiên, thứ hai, cuối cùng, thứ hai từ cuối: the place and the tokens it takes."""
    if phrase.sees("đầu", ahead=ahead) and not phrase.sees("tuần", ahead=ahead + 1):
        return 1, 1 + phrase.sees("tiên", ahead=ahead + 1)
    if phrase.sees("cuối", ahead=ahead) and not phrase.sees("tuần", ahead=ahead + 1):
        return -1, 1 + phrase.sees("cùng", ahead=ahead + 1)
    if not phrase.sees("thứ", ahead=ahead):
        return None
    place = ORDINAL_WORDS.get(phrase.peek(ahead + 1).text)
    if place is None:
        return None
    length = from_end(phrase, ahead + 2)
    return (-place if length else place), 2 + length


def _from_to(first: Weekday, last: Weekday) -> list[Weekday]:
    """The weekdays from one to another, over the end of the week if need be."""
    start, end = WEEK.index(first), WEEK.index(last)
    if end <= start:
        end += 7
    return [WEEK[day % 7] for day in range(start, end + 1)]
