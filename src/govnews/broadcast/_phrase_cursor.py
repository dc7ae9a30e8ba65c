"""A place in the tokens of a schedule phrase, and the parts of its rule gathered so far."""

from datetime import date, time
from functools import lru_cache
from typing import Final, NoReturn

import attrs

from ..errors import ScheduleParseError
from ..model import Frequency, Weekday
from ._phrase_tokens import Token, tokens
from ._schedule_words import AFTER_TENS, NUMBER_WORDS

#: Units of a rule: what it recurs by, and how many of them one unit is.
UNITS: Final[dict[str, tuple[Frequency, int]]] = {
    "ngày": ("daily", 1),
    "hôm": ("daily", 1),
    "tuần": ("weekly", 1),
    "tháng": ("monthly", 1),
    "quý": ("monthly", 3),
    "quí": ("monthly", 3),
    "năm": ("yearly", 1),
}


@attrs.define
class Parts:
    """What a phrase has said so far."""

    #: Times, each with the part of the day that stands beside it.
    times: list[tuple[time, str | None]] = attrs.field(factory=list)
    #: The part of the day that holds for all times.
    period: str | None = None
    weekdays: list[Weekday] = attrs.field(factory=list)
    #: Which of them stand right beside another one: thứ sáu thứ hai.
    beside: list[int] = attrs.field(factory=list)
    #: Whether the weekdays are a range or a group, which has no place in the month as one.
    grouped: bool = False
    #: The weekdays left out (trừ).
    without: list[Weekday] = attrs.field(factory=list)
    #: Whether every one of the weekdays is meant (mọi).
    every_weekday: bool = False
    #: Places of the weekdays in the month.
    positions: list[int] = attrs.field(factory=list)
    month_days: list[int] = attrs.field(factory=list)
    #: Whether a day was called mùng, as the first ten of a lunar month are.
    early_day: bool = False
    #: Days with their months: 2/9.
    dates: list[tuple[int, int]] = attrs.field(factory=list)
    months: list[int] = attrs.field(factory=list)
    #: Whether every month is meant (mọi tháng).
    every_month: bool = False
    #: Whether it said "of the month".
    in_month: bool = False
    frequency: Frequency | None = None
    interval: int = 1
    #: How many times in each of them, where that is said and is not once: hai lần.
    per_period: int | None = None
    #: Whether the months were counted as quarters (quý).
    quarterly: bool = False
    anchor: date | None = None
    lunar: bool = False
    leap: bool = False
    next_working_day: bool = False
    rerun: bool = False


@lru_cache(maxsize=256)
def _alternatives(word: str) -> frozenset[str]:
    return frozenset(word.split("|"))


class Cursor:
    """The tokens of one phrase and the place reached in them."""

    def __init__(self, text: str, phrase: str) -> None:
        self._text = text
        self._tokens: list[Token] = tokens(phrase)
        self._end = len(self._tokens) - 1
        self.at = 0

    def refuse(self, reason: str) -> NoReturn:
        """The phrase cannot be read, and why."""
        raise ScheduleParseError(self._text, reason)

    def peek(self, ahead: int = 0) -> Token:
        """The token here or further on; past the last one is an end."""
        return self._tokens[min(self.at + ahead, self._end)]

    def sees(self, *words: str, ahead: int = 0) -> bool:
        """Whether the next words are these; ``|`` parts alternatives."""
        at = self.at + ahead
        for word in words:
            # The last token is an end, which is no word.
            if self._tokens[min(at, self._end)].text not in _alternatives(word):
                return False
            at += 1
        return True

    def take(self, *words: str) -> bool:
        """Go past the next words if they are these."""
        if not self.sees(*words):
            return False
        self.at += len(words)
        return True

    def number(self, ahead: int = 0) -> tuple[int, int] | None:
        """A number in digits or words, and how many tokens it takes."""
        token = self.peek(ahead)
        if token.kind == "number":
            return token.value, 1
        units = NUMBER_WORDS.get(token.text)
        if units is None:
            return None
        after, last = self.peek(ahead + 1).text, self.peek(ahead + 2).text
        if after == "mươi":
            more = AFTER_TENS.get(last) or (0 if last == "năm" else NUMBER_WORDS.get(last, 0))
            return units * 10 + more, 2 + bool(more)
        if token.text == "mười" and after != "năm":
            more = AFTER_TENS.get(after) or NUMBER_WORDS.get(after, 0)
            return 10 + more, 1 + bool(more)
        return units, 1

    def interval(self, ahead: int = 0) -> tuple[int, str, int] | None:
        """A number and a unit of time: how many, of what, and how many tokens."""
        number = self.number(ahead)
        if number is None:
            return None
        value, length = number
        unit = self.peek(ahead + length).text
        return (value, unit, length + 1) if unit in UNITS else None

    def once_per_interval(self) -> tuple[int, str, int, int] | None:
        """Hai tuần một lần, 2 tuần/lần: count, unit, how many times and the tokens it takes."""
        counted = self.interval()
        if counted is None:
            return None
        count, unit, length = counted
        slash = self.peek(length).kind == "slash"
        once, digits = self.number(length + slash) or (1, 0)
        length += slash + digits
        if not (slash or digits) or not self.sees("lần", ahead=length):
            return None
        return count, unit, once, length + 1

    def joiners(self) -> int:
        """How many commas and và stand here."""
        ahead = 0
        while self.peek(ahead).kind == "joiner":
            ahead += 1
        return ahead
