"""The times of a schedule phrase, on the 24-hour clock."""

from collections.abc import Iterable
from datetime import time
from typing import Final

from ._phrase_cursor import Cursor, Parts
from ._schedule_words import DAY_PERIODS

_NOON: Final = 12
_NO_END: Final = "when an airing ends belongs to the slot (duration)"


def _as_said(hours: Iterable[int]) -> dict[int, int]:
    return {hour: hour for hour in hours}


def _after_noon(hours: Iterable[int]) -> dict[int, int]:
    return {hour: hour + _NOON for hour in hours}


#: Which hour of the day an hour is that is said with a part of the day.
_HOURS: Final[dict[str, dict[int, int]]] = {
    "sáng": _as_said(range(12)),
    "trưa": _as_said(range(10, 15)) | _after_noon((1, 2)),
    "chiều": _after_noon(range(1, 12)) | _as_said(range(12, 20)),
    "tối": _after_noon(range(1, 12)) | _as_said(range(17, 24)) | {12: 0},
    "đêm": _after_noon(range(6, 12)) | _as_said((*range(6), *range(18, 24))) | {12: 0},
    "sa": _as_said(range(12)) | {12: 0},
    "am": _as_said(range(12)) | {12: 0},
    "ch": _after_noon(range(1, 12)) | _as_said(range(12, 24)),
    "pm": _after_noon(range(1, 12)) | _as_said(range(12, 24)),
}


def read_times(phrase: Cursor, parts: Parts) -> bool:
    """19h45; 6h00 và 18h00; 5 giờ chiều; one list of them."""
    if phrase.sees("từ") and phrase.peek(1).kind == "time":
        phrase.refuse(_NO_END)
    if phrase.peek().kind != "time":
        return False
    if parts.times:
        phrase.refuse("times for different days are different rules")
    while True:
        parts.times.append((phrase.peek().value, None))
        phrase.at += 1
        phrase.take("buổi")
        if phrase.peek().text in DAY_PERIODS:
            parts.times[-1] = (parts.times[-1][0], phrase.peek().text)
            phrase.at += 1
        if phrase.peek().kind == "dash" or phrase.sees("đến|tới"):
            phrase.refuse(_NO_END)
        ahead = 0
        while phrase.peek(ahead).kind == "joiner" or phrase.sees("vào|lúc|hồi", ahead=ahead):
            ahead += 1
        if ahead == 0 or phrase.peek(ahead).kind != "time":
            return True
        phrase.at += ahead


def read_period(phrase: Cursor, parts: Parts) -> bool:
    """Sáng, chiều or tối away from the time it belongs to: tối chủ nhật, 7h30."""
    if phrase.peek().text not in DAY_PERIODS or parts.period is not None:
        return False
    parts.period = phrase.peek().text
    phrase.at += 1
    return True


def clock(phrase: Cursor, parts: Parts) -> tuple[time, ...]:
    """The times on the 24-hour clock."""
    if parts.period is not None and not parts.times:
        phrase.refuse(f"{parts.period!r} is a part of the day without a time")
    for _, period in parts.times:
        if parts.period is not None and period not in (None, parts.period):
            phrase.refuse(f"{parts.period!r} and {period!r} contradict each other")
    named = any(period for _, period in parts.times)
    for moment, period in parts.times:
        if named and period is None and 0 < moment.hour < _NOON:
            phrase.refuse(f"{moment.hour} giờ beside a time with a part of the day is ambiguous")
    return tuple(_on_24_hours(phrase, one, own or parts.period) for one, own in parts.times)


def _on_24_hours(phrase: Cursor, moment: time, period: str | None) -> time:
    if period is None:
        return moment
    hour = _HOURS[period].get(moment.hour)
    if hour is None:
        phrase.refuse(f"{moment.hour} giờ is not {period}")
    return moment.replace(hour=hour)
