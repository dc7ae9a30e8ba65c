"""Schedule phrases cut into tokens: times, dates, numbers, words and what joins them."""

import re
from collections.abc import Iterator
from datetime import time
from typing import Any, Literal, NamedTuple
from unicodedata import normalize

from ..errors import ScheduleParseError
from ..model import Weekday

Kind = Literal["time", "date", "number", "weekday", "word", "joiner", "dash", "slash", "end"]

#: Longer texts are not a phrase; bounding them bounds the work.
LONGEST_PHRASE = 1_000


class Token(NamedTuple):
    """One piece of a phrase."""

    kind: Kind
    #: The piece in small letters.
    text: str
    #: A time, a (day, month, year) with None for what is missing, a number or a weekday.
    value: Any = None


# Every alternative begins differently and repeats single characters only: the time is linear.
_TOKEN = re.compile(
    r"""
    (?P<time>
        (?P<hour>[0-9]{1,2}) (?:
            \s?[hg] (?: (?P<minute>[0-9]{1,2}) | \s(?P<apart>[0-9]{2})(?!\s?[/0-9]) )?
          | :(?P<colon_minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?
          | \s?giờ (?: \s(?P<half>rưỡi) | \s(?:kém\s)(?P<less>[0-9]{1,2})
                     | \s?(?P<spoken_minute>[0-9]{1,2})(?!\s?[/0-9]) )?
        ) (?:\s?(?:phút|ph?(?!\w)|['’′]))? (?!\w) )
  | (?P<date> [0-9]{1,2} \s?/\s? [0-9]{1,2} (?:\s?/\s?[0-9]{4})? (?![0-9]) )
  | (?P<number> [0-9]{1,4} (?!\w) )
  | (?P<weekday> (?:t|th\s)[2-7](?!\w) | cn(?!\w) )
  | (?P<word> [^\W\d_]+ )
  | (?P<joiner> [,&+;] )
  | (?P<dash> [-\u2010-\u2015] )
  | (?P<slash> / )
  | (?P<skipped> [\s.…()\[\]"“”:]+ )
    """,
    re.VERBOSE,
)
_NUMBERED_WEEKDAYS: dict[str, Weekday] = {
    "2": "MO",
    "3": "TU",
    "4": "WE",
    "5": "TH",
    "6": "FR",
    "7": "SA",
}


def tokens(text: str) -> list[Token]:
    """Cut a phrase into tokens.

    Raises:
        ScheduleParseError: It is too long, or holds something that no phrase holds.
    """
    return [*_cut(text), Token("end", "")]


def _cut(text: str) -> Iterator[Token]:
    plain = normalize("NFC", text).casefold()
    position = 0
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None:
            raise ScheduleParseError(text, f"{plain[position : position + 20]!r} is not understood")
        position = match.end()
        kind: Any = match.lastgroup if match["time"] is None else "time"
        piece = match.group()
        if kind == "time":
            yield Token("time", piece, _time(match, text))
        elif kind == "date":
            yield Token("date", piece, tuple(int(part.strip()) for part in piece.split("/")))
        elif kind == "number":
            yield Token("number", piece, int(piece))
        elif kind == "weekday":
            yield Token("weekday", piece, _NUMBERED_WEEKDAYS.get(piece[-1], "SU"))
        elif kind == "word" and piece in ("và", "cùng"):
            yield Token("joiner", piece)
        elif kind != "skipped":
            yield Token(kind, piece)


def _time(match: re.Match[str], text: str) -> time:
    hour = int(match["hour"])
    minutes = match.group("minute", "apart", "colon_minute", "spoken_minute")
    minute = int(next(filter(None, minutes), 0))
    second = int(match["second"] or 0)
    if match["half"]:
        minute = 30
    if match["less"]:
        before = int(match["less"])
        if not 0 < before < 60:  # noqa: PLR2004  an hour has sixty minutes
            raise ScheduleParseError(text, f"there is no minute {before}")
        hour, minute = hour - 1, 60 - before
    if not 0 <= hour < 24:  # noqa: PLR2004  the hours of a day
        raise ScheduleParseError(text, f"there is no hour {match['hour']}")
    if minute > 59 or second > 59:  # noqa: PLR2004
        raise ScheduleParseError(text, f"there is no minute or second {max(minute, second)}")
    return time(hour, minute, second)
