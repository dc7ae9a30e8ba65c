"""What a style is: a CLDR pattern, and the choices a pattern cannot express."""

import re
from collections.abc import Callable
from datetime import tzinfo
from typing import Any, Literal, TypeAlias
from unicodedata import category, normalize

import attrs

from ..errors import ModelError
from ._names import LANGUAGES, Language
from ._zone import VIETNAM

#: One piece of a pattern: a literal text, or a field as (letter or name, number of letters).
Part: TypeAlias = str | tuple[str, int]

#: Quoted text, a run of one letter, a named field, or any other character.
_PIECE = re.compile(r"'((?:[^']|'')*)'|(([A-Za-z])\3*)|\{([^{}]*)\}|([^'{}])")

#: The letters of UTS 35 that govnews writes, with the counts that mean something.
_DATE_FIELDS: dict[str, tuple[int, ...]] = {
    "y": (1, 4),
    "M": (1, 2, 3, 4),
    "L": (1, 2, 4),
    "d": (1, 2),
    "E": (1, 2, 3, 4, 5),
    "Q": (1, 4),
    "q": (1, 4),
    "lunar": (1,),
}
_TIME_FIELDS: dict[str, tuple[int, ...]] = {
    "H": (1, 2),
    "h": (1, 2),
    "m": (1, 2),
    "s": (1, 2),
    "a": (1,),
    "B": (1,),
}
_ZONE_FIELDS: dict[str, tuple[int, ...]] = {"O": (1, 4), "X": (3,), "Z": (1,)}
_FIELDS = _DATE_FIELDS | _TIME_FIELDS | _ZONE_FIELDS


def parts_of(pattern: str) -> tuple[Part, ...]:
    """Split a pattern into literals and fields.

    Raises:
        ValueError: The pattern is not well formed; the message says why.
    """
    parts: list[Part] = []
    literal = ""
    position = 0
    while position < len(pattern):
        piece = _PIECE.match(pattern, position)
        if piece is None:
            raise ValueError(f"has an unclosed {pattern[position]!r} at {position}")
        quoted, run, letter, name, other = piece.groups()
        position = piece.end()
        if letter is None and name is None:
            # two apostrophes stand for one, inside quotes and out (UTS 35, section 2.6)
            literal += other if other is not None else quoted.replace("''", "'") or "'"
            continue
        field = (letter, len(run)) if letter is not None else (name, 1)
        if field[1] not in _FIELDS.get(field[0], ()):
            raise ValueError(f"has no field {run or piece.group()!r}; quote plain words")
        if literal:
            parts.append(literal)
            literal = ""
        parts.append(field)
    if literal:
        parts.append(literal)
    return tuple(parts)


def shows(parts: tuple[Part, ...]) -> tuple[bool, bool, bool]:
    """Whether a pattern shows the date, the time of day and the offset."""
    fields = {part[0] for part in parts if not isinstance(part, str)}
    return (
        not fields.isdisjoint(_DATE_FIELDS),
        not fields.isdisjoint(_TIME_FIELDS),
        not fields.isdisjoint(_ZONE_FIELDS),
    )


def _nfc(value: str) -> str:
    # anything but a text is left for the validator to refuse
    return normalize("NFC", value) if isinstance(value, str) else value


def _nfc_or_none(value: str | None) -> str | None:
    return None if value is None else _nfc(value)


def _pattern(_instance: "Style", attribute: "attrs.Attribute[Any]", value: object) -> None:
    if value is None and attribute.name != "pattern":
        return
    if not isinstance(value, str) or not value:
        raise ModelError("Style", attribute.name, value, "is not a pattern")
    if any(category(character) in ("Cc", "Cs") for character in value):
        raise ModelError("Style", attribute.name, value, "holds a character no text has")
    try:
        parts_of(value)
    except ValueError as error:
        raise ModelError("Style", attribute.name, value, str(error)) from None


def _zone(_instance: "Style", attribute: "attrs.Attribute[Any]", value: object) -> None:
    if not isinstance(value, tzinfo):
        raise ModelError("Style", attribute.name, value, "is not a time zone")


def _one_of(*choices: str) -> Callable[["Style", "attrs.Attribute[str]", object], None]:
    def check(_instance: "Style", attribute: "attrs.Attribute[str]", value: object) -> None:
        if value not in choices:
            raise ModelError("Style", attribute.name, value, f"is none of {', '.join(choices)}")

    return check


@attrs.frozen(kw_only=True, cache_hash=True)
class Style:
    """A way to write a date, a time or both.

    A style is a value: make one and pass it to :func:`format`; nothing is registered. Its
    pattern uses the letters of CLDR (UTS 35, part 4, "Date Format Patterns"), plain words in
    apostrophes, and one field of its own in braces, ``{lunar}``. What a pattern cannot say,
    the other fields do.

    ======================  ==========================================================
    letters                 written as (15/02/2017 17:05, a Wednesday, in Vietnam)
    ======================  ==========================================================
    ``y`` ``yyyy``          2017
    ``M MM MMM MMMM``       2, 02, thg 2, tháng 2 (``L``: the same, standing alone)
    ``d dd``                15
    ``EEE EEEE EEEEE``      Th 4, Thứ Tư, T4
    ``Q QQQQ qqqq``         1, Quý 1, quý 1
    ``H HH h hh``           17, 17, 5, 05
    ``m mm s ss``           5, 05, 0, 00
    ``a B``                 CH, chiều
    ``O OOOO XXX Z``        GMT+7, GMT+07:00, +07:00, +0700
    ``{lunar}``             19 tháng Giêng năm Đinh Dậu
    ======================  ==========================================================

    Two-digit years (``yy``) are refused: nobody can tell 1917 from 2017.

    Raises:
        ModelError: The pattern has a letter that is not in the table, an unclosed
            apostrophe, or a choice is none of those listed.

    Example:
        >>> from datetime import datetime
        >>> from govnews import dates
        >>> ours = dates.Style(name="ours", pattern="EEEE, d/M/yyyy", weekdays="sentence")
        >>> dates.format(datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM), ours)
        'Thứ tư, 15/2/2017'
    """

    #: What the style is called in messages and in your own table of styles.
    name: str
    #: The CLDR pattern.
    pattern: str = attrs.field(converter=_nfc, validator=_pattern)
    #: The pattern for English, where its words or its order differ; None: the same pattern.
    english: str | None = attrs.field(default=None, converter=_nfc_or_none, validator=_pattern)
    #: The language :attr:`pattern` is written in when :func:`format` is not told otherwise.
    language: Language = attrs.field(default="vi", validator=_one_of(*LANGUAGES))
    #: Vietnamese ``EEEE``: title "Thứ Tư, Chủ Nhật" (CLDR), sentence "Thứ tư, Chủ nhật"
    #: (press), official "thứ Tư, Chủ nhật" (Decree 30/2020, Appendix II), lower "thứ tư, chủ
    #: nhật", digits "thứ 4, chủ nhật".
    weekdays: Literal["title", "sentence", "official", "lower", "digits"] = attrs.field(
        default="title", validator=_one_of("title", "sentence", "official", "lower", "digits")
    )
    #: Vietnamese ``MMMM``: digits "tháng 2" (CLDR) or words "tháng Hai" (Decree 30/2020).
    months: Literal["digits", "words"] = attrs.field(
        default="digits", validator=_one_of("digits", "words")
    )
    #: Vietnamese ``Q``: digits "1" or roman "I".
    quarters: Literal["digits", "roman"] = attrs.field(
        default="digits", validator=_one_of("digits", "roman")
    )
    #: Vietnamese ``a``: initials "SA, CH" (CLDR) or words "Sáng, Chiều".
    half_days: Literal["initials", "words"] = attrs.field(
        default="initials", validator=_one_of("initials", "words")
    )
    #: Vietnamese ``d`` and ``M``: as the pattern says, or by Decree 30/2020, Appendix I, which
    #: pads days below 10 and months 1 and 2, and no others.
    padding: Literal["pattern", "decree30"] = attrs.field(
        default="pattern", validator=_one_of("pattern", "decree30")
    )
    #: What stands before the offset in ``O``: "GMT" gives "GMT+7", "GMT " gives "GMT +7".
    gmt: str = "GMT"
    #: The pattern for times on the full hour ("9h"); None: the same pattern.
    on_the_hour: str | None = attrs.field(default=None, converter=_nfc_or_none, validator=_pattern)
    #: Datetimes are moved to this zone before they are written.
    zone: tzinfo = attrs.field(default=VIETNAM, validator=_zone)
    #: Where the form comes from and what rule it follows.
    source: str = ""

    def pattern_for(self, language: Language) -> str:
        """The pattern that applies in one language."""
        return self.english or self.pattern if language == "en" else self.pattern
