"""The numbers of official documents (số, ký hiệu văn bản), alone and in running text."""

import re
from collections.abc import Iterator
from functools import total_ordering
from typing import Any, Self
from unicodedata import normalize

import attrs
from attrs import field, frozen

from ..errors import DocumentNumberError
from . import _laws as laws
from ._document_types import (
    ALL_NAMES,
    ANY_NAMES,
    ASSEMBLY_NAMES,
    DOCUMENT_TYPES,
    LETTER_NAMES,
    DocumentType,
    type_code_like,
)

_LARGEST_NUMBER = 9_999_999
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_PADDED_BELOW = 10
#: Longer texts are not one number; bounding them bounds the work.
_LONGEST_TEXT = 300

# The letters of symbols. Đ is U+0110; some keyboards give Eth (U+00D0) instead.
_CAPITAL = "A-ZĐÐÂĂÊÔƠƯ"
_LETTER = _CAPITAL + "a-zđðâăêôơư\u0300-\u036f"
_GROUP = rf"[{_CAPITAL}][{_LETTER}0-9]{{0,19}}+(?:[&.][{_CAPITAL}][{_LETTER}0-9]{{0,19}}+){{0,3}}+"
_ISSUER = rf"{_GROUP}(?:-(?:{_GROUP}|[0-9]{{1,4}}+(?![{_LETTER}0-9]))){{0,9}}+"
_CODE = rf"[{_CAPITAL}][{_LETTER}]{{0,9}}+"
_NUMBER = rf"""
    (?P<number>[0-9]{{1,7}}+)(?P<suffix>[a-zđ]?)
    (?: / (?:(?P<year>[0-9]{{4}})/)? (?P<symbol>{_ISSUER})
      | - (?P<code>{_CODE}) / (?P<issuer>{_ISSUER}) )
"""
_WHOLE = re.compile(_NUMBER, re.VERBOSE)
_IN_TEXT = re.compile(rf"(?<![\w/&-])(?<![0-9][.,]){_NUMBER}(?![\w/&])", re.VERBOSE)
_ISSUER_TEXT = re.compile(_ISSUER)
_CODE_TEXT = re.compile(_CODE)
_SUFFIX_TEXT = re.compile("[a-zđ]?")
_ASSEMBLY = re.compile("(?:UBTV)?QH[0-9]{1,2}")
_INTRODUCTION = re.compile(r"(?:^|\s)(?:số(?:\s*,?\s*(?:ký\s*)?hiệu)?)\s*:?$")
_LETTER_BEFORE = re.compile(r"(?:số\s*:?|công văn|văn bản)\s*$")
#: Issuers that keep a small letter: Thủ tướng, the Prime Minister.
_SMALL_LETTERS = {"ttg": "TTg"}
#: The hyphens and dashes that word processors put in place of a hyphen.
_HYPHENS = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2212"}
_DIGIT = re.compile("[0-9]")
#: Vietnamese alphabetical order of the letters in symbols.
_ALPHABET = {letter: place for place, letter in enumerate("AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ")}


def _text_law(pattern: re.Pattern[str], reason: str) -> laws.Validator:
    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise laws.fail(instance, attribute.name, value, reason)

    return check


def _true_letters(value: Any) -> Any:
    """NFC, and Đ (U+0110) where Eth (U+00D0) was typed; anything else for its validator."""
    if not isinstance(value, str) or value.isascii():
        return value
    return normalize("NFC", value).replace("Ð", "Đ").replace("ð", "đ")


@total_ordering
@frozen(kw_only=True)
class DocumentNumber:
    """The number and symbol of an official document: ``173/KH-UBND``.

    Decree 30/2020/NĐ-CP, appendix I, gives the form: a number that starts from 01 each year,
    a slash, and a symbol of the type's code and the issuer's. Three kinds of document differ:
    laws and resolutions of the National Assembly carry the year and no code
    (``45/2019/QH14``), a công văn has no code (``1234/UBND-VP``: the issuer and the unit that
    drafted it), and documents of the Party put a hyphen where the others have the slash
    (``13-NQ/TW``).

    Numbers sort as a register lists them: by type, then issuer, in the order of the
    Vietnamese alphabet; within one series by year, number and suffix.

    Raises:
        ModelError: A part is out of its limits, or the parts do not fit together.

    Example:
        >>> number = DocumentNumber.parse("Kế hoạch số 173/KH-UBND")
        >>> number.number, number.type, number.issuer, number.type_name
        (173, 'KH', 'UBND', 'Kế hoạch')
        >>> str(DocumentNumber(number=5, type="TTr", issuer="STTTT"))
        '05/TTr-STTTT'
    """

    #: The number, 1 or more.
    number: int = field()
    #: A small letter after the number, as in ``36a/NQ-CP``.
    suffix: str = field(
        default="", validator=_text_law(_SUFFIX_TEXT, "is not one small letter or empty")
    )
    #: The year in the number of a legal document.
    year: int | None = field(default=None)
    #: The code of the type, one of ``DOCUMENT_TYPES``; None for a law and a công văn.
    type: str | None = field(default=None, converter=_true_letters)
    #: Who issued it, by codes that hyphens join, as in ``UBND`` or ``BTP-BQP``.
    issuer: str = field(
        converter=_true_letters,
        validator=_text_law(_ISSUER_TEXT, "is not codes in capitals, joined by hyphens"),
    )
    #: True for the form of the Party's documents, as in ``13-NQ/TW``.
    hyphenated: bool = False

    @number.validator
    def _check_number(self, attribute: "attrs.Attribute[int]", value: object) -> None:
        if type(value) is not int or not 1 <= value <= _LARGEST_NUMBER:
            raise laws.fail(self, attribute.name, value, f"is not 1 to {_LARGEST_NUMBER}")

    @year.validator
    def _check_year(self, attribute: "attrs.Attribute[int | None]", value: object) -> None:
        if value is not None and (type(value) is not int or not _FIRST_YEAR <= value <= _LAST_YEAR):
            raise laws.fail(self, attribute.name, value, f"is not {_FIRST_YEAR} to {_LAST_YEAR}")

    def __attrs_post_init__(self) -> None:
        if self.hyphenated:
            if self.type is None or not _CODE_TEXT.fullmatch(self.type):
                raise laws.fail(self, "type", self.type, "is not a code, as this form needs")
            if self.year is not None:
                raise laws.fail(self, "year", self.year, "has no place in the form with a hyphen")
        elif self.type is None:
            head, hyphen, _ = self.issuer.partition("-")
            # "BC.UBND" alone is "BC-UBND" with a dot; in "TT.HĐND-TH" TT may be the issuer's.
            code = type_code_like(head if hyphen else head.partition(".")[0])
            if code is not None:
                raise laws.fail(self, "issuer", self.issuer, f"begins with the type's code {code}")
            if self.year is not None and not _ASSEMBLY.fullmatch(self.issuer):
                raise laws.fail(self, "type", None, "is missing beside a year")
        elif self.type not in DOCUMENT_TYPES:
            raise laws.fail(self, "type", self.type, "is not the code of a type")

    # ---- text -------------------------------------------------------------------------

    @classmethod
    def parse(cls, text: str, *, lenient: bool = False) -> Self:
        """Read one number, with or without the words before it.

        Those words may be a type's name, ``số`` and a colon; a name that contradicts the code
        (Quyết định số 173/KH-UBND) is refused. Numbers below 10 may be padded or not.

        Args:
            text: The text, in NFC or NFD, with nothing after the number.
            lenient: Also take stray spaces (``TT- TTCP``), small letters, more zeros, ``ND``
                for ``NĐ``, a dot for the hyphen after the code (``QĐ.UBND``) and a full stop
                at the end.

        Raises:
            DocumentNumberError: The text is not one number; ``reason`` says why.

        Example:
            >>> DocumentNumber.parse("Số: 05/TTr-STTTT").issuer
            'STTTT'
            >>> str(DocumentNumber.parse("22/2023/tt- btttt", lenient=True))
            '22/2023/TT-BTTTT'
        """
        if not isinstance(text, str) or not text.strip():
            raise DocumentNumberError(text if isinstance(text, str) else repr(text), "is empty")
        if len(text) > _LONGEST_TEXT:
            raise DocumentNumberError(text, "is too long for a document number")
        plain = _true_letters(text).strip()
        first = _DIGIT.search(plain)
        if first is None:
            raise DocumentNumberError(text, "there is no number")
        words, written = plain[: first.start()], plain[first.start() :]
        if lenient:
            written = _tidied(written)
        match = _WHOLE.fullmatch(written)
        if match is None:
            raise DocumentNumberError(text, _why_not(plain[first.start() :]))
        try:
            number = cls(**_parts(match, lenient=lenient))
            _check_words(number, words)
        except ValueError as error:
            raise DocumentNumberError(text, getattr(error, "reason", str(error))) from None
        return number

    def __str__(self) -> str:
        number = f"0{self.number}" if self.number < _PADDED_BELOW else str(self.number)
        number += self.suffix
        if self.hyphenated:
            return f"{number}-{self.type}/{self.issuer}"
        year = "" if self.year is None else f"{self.year}/"
        code = "" if self.type is None else f"{self.type}-"
        return f"{number}/{year}{code}{self.issuer}"

    # ---- type -------------------------------------------------------------------------

    @property
    def document_type(self) -> DocumentType | None:
        """The type, named in two languages; None where the number does not say it.

        A document of the National Assembly may be a law, a code, an ordinance or a resolution;
        the Party's ``QĐ`` stands for a decision (quyết định) or for rules (quy định).

        Example:
            >>> DocumentNumber.parse("30/2020/NĐ-CP").document_type.en
            'Decree'
        """
        if self.type is not None:
            said = not (self.hyphenated and self.type == "QĐ")
            return DOCUMENT_TYPES.get(self.type) if said else None
        return None if _ASSEMBLY.fullmatch(self.issuer) else DOCUMENT_TYPES["CV"]

    @property
    def type_name(self) -> str | None:
        """The Vietnamese name of the type; None when the number does not say it."""
        found = self.document_type
        return None if found is None else found.vi

    # ---- order ------------------------------------------------------------------------

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, DocumentNumber):
            return NotImplemented
        return self._sort_key() < other._sort_key()

    def _sort_key(self) -> tuple[Any, ...]:
        return (
            _alphabetical(self.type or ""),
            _alphabetical(self.issuer),
            self.hyphenated,
            self.year or 0,
            self.number,
            self.suffix,
            self.type or "",
            self.issuer,
        )


@frozen
class FoundDocumentNumber:
    """A document number in a running text.

    Example:
        >>> found = FoundDocumentNumber(DocumentNumber(number=173, type="KH", issuer="UBND"), 3, 14)
        >>> str(found)
        '173/KH-UBND'
    """

    #: The number.
    number: DocumentNumber
    #: Where its first character is in the text.
    start: int
    #: Where the character after its last one is.
    end: int

    def __str__(self) -> str:
        return str(self.number)


def find_document_numbers(text: str) -> tuple[FoundDocumentNumber, ...]:
    """Find the document numbers in a running text, in their order; the time is linear.

    Dates (15/2/2017), fractions (1/2) and the like (24/7) are never taken for numbers. A
    symbol that begins with no type's code is a number only when it looks like a công văn's
    (two groups of capitals, ``1234/UBND-VP``), is of the National Assembly, or follows
    ``số``, ``công văn`` or ``văn bản``.

    Args:
        text: Any text; positions count its characters as they are, NFC or not.

    Example:
        >>> text = "Ngày 15/2/2017 có Kế hoạch số 173/KH-UBND theo Nghị định 09/2017/NĐ-CP."
        >>> [str(found) for found in find_document_numbers(text)]
        ['173/KH-UBND', '09/2017/NĐ-CP']
    """
    return tuple(_found(text))


def _found(text: str) -> Iterator[FoundDocumentNumber]:
    for match in _IN_TEXT.finditer(text):
        try:
            number = DocumentNumber(**_parts(match))
        except ValueError:
            continue
        if number.type in DOCUMENT_TYPES or _is_untyped(number, text, match.start()):
            yield FoundDocumentNumber(number, match.start(), match.end())


def _is_untyped(number: DocumentNumber, text: str, start: int) -> bool:
    if number.hyphenated:  # a code that nobody knows, as in "2-A/B"
        return False
    if _ASSEMBLY.fullmatch(number.issuer):
        return number.year is not None
    before = normalize("NFC", text[max(start - 20, 0) : start]).casefold()
    groups = number.issuer.split("-")
    return bool(_LETTER_BEFORE.search(before)) or (
        len(groups) > 1 and all(len(group) > 1 and group.isupper() for group in groups)
    )


# ---- how texts are read -----------------------------------------------------------------


def _parts(match: re.Match[str], *, lenient: bool = False) -> dict[str, Any]:
    """The fields of a number that was written well enough to match."""
    digits, suffix, year, symbol, code, issuer = match.group(
        "number", "suffix", "year", "symbol", "code", "issuer"
    )
    if digits.startswith("00") and not lenient:
        raise ValueError("the number is padded with more than one zero")
    if int(digits) == 0:
        raise ValueError("numbers start from 1")
    if year is not None and not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        raise ValueError(f"there is no document of the year {year}")
    parts = {"number": int(digits), "suffix": suffix}
    if code is not None:
        return parts | {"type": code, "issuer": issuer, "hyphenated": True}
    symbol = _true_letters(symbol)
    head, hyphen, rest = symbol.partition("-")
    known = type_code_like(head)
    if known is None:
        rest = symbol
        if year is not None and not _ASSEMBLY.fullmatch(rest):
            raise ValueError("there is a year but no code of a type")
    elif not hyphen:
        raise ValueError("the symbol names a type but no issuer")
    elif head != known and not lenient:
        raise ValueError(f"{head!r} is no code of a type, {known!r} is")
    return parts | {"year": None if year is None else int(year), "type": known, "issuer": rest}


def _check_words(number: DocumentNumber, words: str) -> None:
    """The words before a number are a type's name, and the one its symbol says."""
    name = _INTRODUCTION.sub("", " ".join(words.casefold().split())).strip()
    if name not in ALL_NAMES and type_code_like(name) is None:
        raise ValueError("the words before the number are no type of document")
    # The Party has types of its own under the same codes (quy định 37-QĐ/TW).
    if name in ANY_NAMES or number.hyphenated:
        return
    written = type_code_like(name)  # "KH số 173/KH-UBND"
    if written is not None:
        fits = written == (number.type or "CV")
    elif number.type is not None:
        fits = name == DOCUMENT_TYPES[number.type].vi.casefold()
    else:
        fits = name in (ASSEMBLY_NAMES if _ASSEMBLY.fullmatch(number.issuer) else LETTER_NAMES)
    if not fits:
        raise ValueError(f"{name!r} contradicts the symbol")


def _tidied(written: str) -> str:
    """A carelessly written number without stray spaces, in capitals where they belong."""
    text = written.rstrip(" .,;:").translate(_HYPHENS)
    head, slash, symbol = re.sub(r"\s*([/-])\s*", r"\1", text).rpartition("/")
    if not slash:
        return text
    number, hyphen, code = head.partition("-")
    if hyphen:
        code = type_code_like(code) or code.upper()
    first, dot, rest = symbol.partition(".")
    if dot and "-" not in symbol and not hyphen and type_code_like(first):
        symbol = f"{first}-{rest}"
    groups = [
        _SMALL_LETTERS.get(group) or (group.upper() if group.islower() else group)
        for group in symbol.split("-")
    ]
    return f"{number.lower()}{hyphen}{code}/{'-'.join(groups)}"


def _why_not(written: str) -> str:
    """The reason why a text that begins with a digit is not one number."""
    if re.fullmatch(r"[0-9]+[/-][0-9]+(?:[/-][0-9]+)?", written):
        return "is a date or a fraction, not a document number"
    begun = _WHOLE.match(written)
    if begun is not None:
        return f"there is something after the number: {written[begun.end() :]!r}"
    if re.search(r"\s", written):
        return "there are spaces in it"
    if not re.search("[/-]", written):
        return "there is no symbol after the number"
    return "the symbol is not codes in capitals, joined by hyphens"


def _alphabetical(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((_ALPHABET.get(letter.upper(), -1), letter) for letter in text)
