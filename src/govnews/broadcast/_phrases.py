"""Vietnamese schedule phrases, read: "19h45 ngày chủ nhật hàng tuần" to a Recurrence."""

import re
from collections.abc import Callable
from typing import Final
from unicodedata import normalize

from ..errors import ModelError, ScheduleParseError
from ..model import Recurrence
from ._phrase_clock import read_period, read_times
from ._phrase_cursor import Cursor, Parts
from ._phrase_dates import read_lunar, read_month_days, read_months, read_range
from ._phrase_frequency import read_anchor, read_day_off, read_every, read_interval, read_rerun
from ._phrase_rule import rule
from ._phrase_tokens import LONGEST_PHRASE
from ._phrase_weekdays import read_named_days, read_positions, read_weekdays, read_without

#: Words that say nothing about when.
_FILLERS: Final = (
    "vào|lúc|hồi|cứ|được|phát|sóng|định|thường|kỳ|buổi|ngày|các|những|trong|của|khung|giờ|thời|"
    "gian|là"
)
_ZONE: Final = re.compile(r"\(?giờ ([a-z_]+(?:/[a-z0-9_+-]+)+)\)?", re.IGNORECASE)
_CLAUSE: Final = re.compile(r"[;\n]")
#: Where a rerun begins that says when: not at "(phát lại)" after the days.
_RERUN: Final = re.compile(r"(?=\bphát\s{1,9}lại[\s:,]{1,9}\w)", re.IGNORECASE)
_LONGEST_TEXT: Final = 20 * LONGEST_PHRASE


def parse_schedule(text: str, *, time_zone: str = "Asia/Ho_Chi_Minh") -> Recurrence:
    """Read a Vietnamese schedule phrase (cụm từ chỉ lịch định kỳ).

    Days may be weekdays (``thứ hai``, ``thứ 2, 4, 6``, ``T2``, ``từ thứ hai đến thứ sáu``,
    ``trừ chủ nhật``), days of the month or year, weekdays of the month (``thứ sáu đầu tiên``)
    or a lunar day; rules ``hàng``, ``hằng`` or ``mỗi`` ngày, tuần, tháng, quý, năm, ``cách
    ngày``, ``hai tuần một lần``. What RFC 5545 cannot say becomes a flag of the rule:
    ``lunar_day``, ``if_day_off``, ``rerun``. The phrase is read whole or not at all.

    Args:
        text: One phrase, NFC or NFD, in any case.
        time_zone: The zone of its times, unless it names one (``giờ Asia/Bangkok``).

    Returns:
        The rule; :func:`describe` writes it back.

    Raises:
        ScheduleParseError: The phrase is not understood, says too little or two things.

    Example:
        >>> parse_schedule("19h45 ngày chủ nhật hàng tuần").rrule()
        'FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45'
        >>> parse_schedule("mùng 10 tháng 3 âm lịch hàng năm").lunar_day
        LunarDay(day=10, month=3, leap=False)
    """
    if not isinstance(text, str) or not text.strip():
        raise ScheduleParseError(text if isinstance(text, str) else repr(text), "is empty")
    if len(text) > LONGEST_PHRASE:
        raise ScheduleParseError(text, "is too long for a schedule phrase")
    zone = _ZONE.search(text)
    if zone is not None:
        time_zone = zone[1]
    phrase = text if zone is None else f"{text[: zone.start()]} {text[zone.end() :]}"
    try:
        return _read(Cursor(text, phrase), time_zone)
    except ModelError as error:
        raise ScheduleParseError(text, f"{error.field} {error.reason}") from None


def parse_schedules(text: str, *, time_zone: str = "Asia/Ho_Chi_Minh") -> tuple[Recurrence, ...]:
    """Read several phrases: parted by ``;`` or a new line, a rerun also by ``phát lại``.

    Args:
        text: The phrases.
        time_zone: See :func:`parse_schedule`.

    Raises:
        ScheduleParseError: One of them is not understood; ``text`` is that one.

    Example:
        >>> both = "19h45 chủ nhật hàng tuần, phát lại vào 6h30 sáng thứ hai"
        >>> [(rule.rrule(), rule.rerun) for rule in parse_schedules(both)][1]
        ('FREQ=WEEKLY;BYDAY=MO;BYHOUR=6;BYMINUTE=30', True)
    """
    if len(text) > _LONGEST_TEXT:
        raise ScheduleParseError(text, "is too long for schedule phrases")
    pieces = (
        piece for clause in _CLAUSE.split(normalize("NFC", text)) for piece in _RERUN.split(clause)
    )
    # A rerun may be joined to what comes before it: ", và phát lại vào …".
    phrases = (piece.rstrip(" ,.").removesuffix(" và").rstrip(" ,.") for piece in pieces)
    rules = tuple(parse_schedule(one, time_zone=time_zone) for one in phrases if one.strip())
    if not rules:
        raise ScheduleParseError(text, "is empty")
    return rules


def _read_filler(phrase: Cursor, _parts: Parts) -> bool:
    if phrase.peek().kind == "joiner" or phrase.sees(_FILLERS):
        phrase.at += 1
        return True
    return False


#: What a phrase is made of; each reads one part where it stands, or says that it does not.
_STEPS: Final[tuple[Callable[[Cursor, Parts], bool], ...]] = (
    read_times,
    read_rerun,
    read_day_off,
    read_anchor,
    read_interval,
    read_every,
    read_without,
    read_named_days,
    read_range,
    read_weekdays,
    read_positions,
    read_month_days,
    read_months,
    read_lunar,
    read_period,
    _read_filler,
)


def _read(phrase: Cursor, time_zone: str) -> Recurrence:
    parts = Parts()
    while phrase.peek().kind != "end":
        if not any(step(phrase, parts) for step in _STEPS):
            phrase.refuse(f"{phrase.peek().text!r} is not understood here")
    return rule(phrase, parts, time_zone)
