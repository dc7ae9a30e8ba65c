"""Numbers, amounts of money and ordinals as Vietnamese text writes them."""

import re
from decimal import Decimal
from typing import Literal

from ..errors import DateFormatError, TextError
from ._names import number_symbols

#: Between the amount and the sign of the dong, as CLDR has it: they stay on one line.
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_ORDINALS = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_GROUPED = re.compile(r"(-?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?")
_LONGEST_NUMBER = 100
#: Digits of the largest number that is written; Python sets about the same limit of its own.
_MOST_DIGITS = 4_000


def format_number(value: float | Decimal) -> str:
    """Write a number with a dot between groups of three and a decimal comma (CLDR ``vi``).

    A number is written with the digits it has: nothing is rounded or padded.

    Raises:
        DateFormatError: The value is not a number, not a finite one, or has over 4,000 digits.

    Example:
        >>> from govnews import dates
        >>> dates.format_number(40536672), dates.format_number(1234.5)
        ('40.536.672', '1.234,5')
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise DateFormatError(value, "number", "it is not a number")
    if isinstance(value, int):
        if abs(value) >= 10**_MOST_DIGITS:
            raise DateFormatError(value, "number", "it has too many digits")
        text = f"{value:,}"
    else:
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        if not exact.is_finite():
            raise DateFormatError(value, "number", "it is not a finite number")
        if not -_MOST_DIGITS < exact.adjusted() < _MOST_DIGITS:
            raise DateFormatError(value, "number", "it has too many digits")
        text = f"{exact:,f}"
        if isinstance(value, float) and text.endswith(".0"):
            text = text[:-2]
    symbols = number_symbols("vi")
    return text.translate({ord(","): symbols.group, ord("."): symbols.decimal})


def format_dong(value: int | Decimal, *, unit: Literal["₫", "đ", "đồng"] = "₫") -> str:
    """Write an amount of Vietnamese dong.

    Args:
        value: The amount.
        unit: The sign, ``"₫"`` or ``"đ"``, after a no-break space as CLDR puts it; or the word
            ``"đồng"`` of official documents, after a plain space.

    Raises:
        DateFormatError: The value is not a finite number.

    Example:
        >>> from govnews import dates
        >>> dates.format_dong(1_250_000, unit="đồng")
        '1.250.000 đồng'
    """
    return f"{format_number(value)}{' ' if unit == 'đồng' else _NO_BREAK_SPACE}{unit}"


def format_ordinal(value: int) -> str:
    """Write an ordinal (số thứ tự): in words up to ten, then in digits.

    Raises:
        DateFormatError: The value is not a whole number of 1 or more.

    Example:
        >>> from govnews import dates
        >>> dates.format_ordinal(1), dates.format_ordinal(4), dates.format_ordinal(12)
        ('thứ nhất', 'thứ tư', 'thứ 12')
    """
    if type(value) is not int or value < 1:
        raise DateFormatError(value, "ordinal", "it is not a whole number of 1 or more")
    if value >= 10**_MOST_DIGITS:
        raise DateFormatError(value, "ordinal", "it has too many digits")
    return f"thứ {_ORDINALS[value] if value < len(_ORDINALS) else value}"


def parse_number(text: str) -> int | Decimal:
    """Read a number with dots between groups of three, or none, and a decimal comma.

    Raises:
        TextError: It is no such number; ``40,536,672``, ``1.5`` and ``0.125`` are English.

    Example:
        >>> from govnews import dates
        >>> dates.parse_number("40.536.672"), dates.parse_number("1.234,5")
        (40536672, Decimal('1234.5'))
    """
    if not isinstance(text, str):
        raise TextError(repr(text), f"this is of type {type(text).__name__}, not a text")
    found = _GROUPED.fullmatch(text.strip()) if len(text) <= _LONGEST_NUMBER else None
    if found is None:
        raise TextError(text, "it is not a number with groups of three and a decimal comma")
    sign, whole, fraction = found.groups()
    digits = sign + whole.replace(".", "")
    return int(digits) if fraction is None else Decimal(f"{digits}.{fraction}")
