"""Strategies for official documents and their numbers."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from ..model import DOCUMENT_TYPES, DocumentNumber, OfficialDocument
from ..model._document_types import type_code_like
from ._text import texts, web_urls

_ISSUERS = ("UBND", "CP", "TTg", "STTTT", "BTTTT", "HĐND", "VPCP", "SGD&ĐT", "BCĐ389", "VP", "TW")
_CAPITALS = "ABCDĐEGHIKLMNOPQRSTUVXYƯ"


def _issuers(*, least: int = 1) -> st.SearchStrategy[str]:
    group = st.sampled_from(_ISSUERS) | st.text(_CAPITALS, min_size=2, max_size=6)
    return st.lists(group, min_size=least, max_size=3).map("-".join)


@st.composite
def document_numbers(draw: st.DrawFn) -> DocumentNumber:
    """Document numbers of every form: plans, decrees, laws, công văn, the Party's.

    Shrinks to 01/NQ-UBND.

    Example:
        >>> from hypothesis import given
        >>> @given(document_numbers())
        ... def keeps_its_text(number): assert DocumentNumber.parse(str(number)) == number
    """
    number = draw(st.integers(1, 40) | st.integers(1, 9_999_999))
    suffix = draw(st.just("") | st.sampled_from("abcđ"))
    years = st.integers(1945, 2100)
    codes = st.sampled_from(sorted(DOCUMENT_TYPES))
    form = draw(st.sampled_from(("plain", "letter", "assembly", "party")))
    if form == "assembly":
        term = draw(st.integers(1, 20))
        issuer = draw(st.sampled_from(("QH", "UBTVQH"))) + str(term)
        return DocumentNumber(number=number, year=draw(years), issuer=issuer)
    if form == "letter":
        untyped = _issuers(least=2).filter(
            lambda issuer: type_code_like(issuer.partition("-")[0]) is None
        )
        return DocumentNumber(number=number, suffix=suffix, issuer=draw(untyped))
    return DocumentNumber(
        number=number,
        suffix=suffix,
        year=draw(st.none() | years) if form == "plain" else None,
        type=draw(codes),
        issuer=draw(_issuers()),
        hyphenated=form == "party",
    )


@st.composite
def official_documents(draw: st.DrawFn, /, **overrides: Any) -> OfficialDocument:
    """Official documents, whole or with parts missing.

    Args:
        draw: Given by Hypothesis.
        overrides: Fields to fix, each a value or a strategy.

    Shrinks to a document of which nothing is known.

    Example:
        >>> from hypothesis import given
        >>> @given(official_documents(title="Kế hoạch"))
        ... def named(document): assert document.title == "Kế hoạch"
    """
    days = st.lists(st.dates(date(1945, 9, 2), date(2100, 12, 31)), min_size=3, max_size=3)
    issued, effective, expires = sorted(draw(days))
    drawn: dict[str, Any] = {
        "number": draw(st.none() | document_numbers()),
        "title": draw(st.none() | texts()),
        "issuer": draw(st.none() | texts()),
        "issued_on": draw(st.sampled_from((None, issued))),
        "effective_on": draw(st.sampled_from((None, effective))),
        "expires_on": draw(st.sampled_from((None, expires))),
        "url": draw(st.none() | web_urls()),
    }
    for name, value in overrides.items():
        drawn[name] = draw(value) if isinstance(value, st.SearchStrategy) else value
    return OfficialDocument(**drawn)
