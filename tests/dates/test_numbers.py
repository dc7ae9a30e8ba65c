"""Numbers and money, against Babel where it writes the same thing."""

from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given, strategies as st

from govnews import dates
from govnews.errors import DateFormatError, TextError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (40536672, "40.536.672"),
        (0, "0"),
        (-1234, "-1.234"),
        (999, "999"),
        (1000, "1.000"),
        (1234.5, "1.234,5"),
        (1234.0, "1.234"),
        (0.1, "0,1"),
        (1e21, "1.000.000.000.000.000.000.000"),
        (1e-7, "0,0000001"),
        (Decimal("1250000.50"), "1.250.000,50"),
        (Decimal("1E+3"), "1.000"),
    ],
)
def test_numbers(value: Any, text: str) -> None:
    assert dates.format_number(value) == text


@pytest.mark.parametrize(
    "value", [True, None, "1", float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), 1j]
)
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(DateFormatError):
        dates.format_number(value)


#: Babel's default context holds 28 digits, and no negative zero.
NUMBERS = st.integers(-(10**20), 10**20) | st.decimals(-(10**9), 10**9, places=3).filter(bool)


@given(NUMBERS)
def test_numbers_are_babel_s(value: Any) -> None:
    text = dates.format_number(value)
    # a Decimal keeps its zeros here, as it does everywhere else in Python
    shortest = text.rstrip("0").rstrip(",") if "," in text else text
    assert shortest == format_decimal(value, locale="vi", decimal_quantization=False)


@given(st.integers() | NUMBERS)
def test_numbers_read_back(value: Any) -> None:
    text = dates.format_number(value)
    if len(text) <= 100:
        assert dates.parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "40,536,672",
        "1.5",
        "1.23.456",
        "1.2345",
        ".5",
        "5,",
        "1.000,",
        "+1",
        "١",
        "--1",
        "1" * 101,
    ],
)
def test_other_notations_are_refused(text: str) -> None:
    with pytest.raises(TextError):
        dates.parse_number(text)


def test_reading_takes_spaces_around_and_no_groups() -> None:
    assert dates.parse_number(" 40536672 ") == 40536672
    assert type(dates.parse_number("1.000")) is int


def test_a_number_has_a_hundred_digits_at_most() -> None:
    assert dates.parse_number("9" * 100) == 10**100 - 1
    with pytest.raises(TextError):
        dates.parse_number("9" * 101)


def test_dong() -> None:
    assert dates.format_dong(1_250_000) == "1.250.000\N{NO-BREAK SPACE}₫"
    assert dates.format_dong(1_250_000, unit="đ") == "1.250.000\N{NO-BREAK SPACE}đ"
    assert dates.format_dong(1_250_000, unit="đồng") == "1.250.000 đồng"
    with pytest.raises(DateFormatError):
        dates.format_dong(Decimal("NaN"))


@given(st.integers(0, 10**18))
def test_dong_is_babel_s(value: Any) -> None:
    assert dates.format_dong(value) == format_currency(value, "VND", locale="vi")


def test_ordinals() -> None:
    assert [dates.format_ordinal(number) for number in (1, 2, 4, 10, 11)] == [
        "thứ nhất",
        "thứ hai",
        "thứ tư",
        "thứ mười",
        "thứ 11",
    ]
    wrong: tuple[Any, ...] = (0, -1, True, 1.0)
    for value in wrong:
        with pytest.raises(DateFormatError):
            dates.format_ordinal(value)


@pytest.mark.parametrize("text", ["0.125", "-0.500", "00.125", "01.234"])
def test_groups_do_not_begin_with_nought(text) -> None:
    # In English these are fractions: a thousandth of what the groups would say.
    with pytest.raises(TextError, match="groups of three and a decimal comma"):
        dates.parse_number(text)
    assert dates.parse_number("0,125") == Decimal("0.125")


@pytest.mark.parametrize(
    ("write", "style"), [(dates.format_number, "number"), (dates.format_ordinal, "ordinal")]
)
def test_the_longest_whole_number(write, style) -> None:
    assert len(write(10**4_000 - 1)) >= 4_000
    with pytest.raises(DateFormatError, match=f"^style '{style}': it has too many digits: "):
        write(10**4_000)
    with pytest.raises(DateFormatError, match="it has too many digits"):
        write(10**5_000)


@pytest.mark.parametrize("text", ["1E+4000", "-1E+999999", "1E-4000", "1E-999999"])
def test_the_longest_decimal(text) -> None:
    with pytest.raises(DateFormatError, match="it has too many digits"):
        dates.format_number(Decimal(text))
    assert dates.format_number(Decimal("1E+3999")).count("0") == 3_999


@pytest.mark.parametrize("value", [None, 5, b"5"])
def test_what_is_no_text_is_no_number(value) -> None:
    with pytest.raises(TextError, match=r"this is of type (?:NoneType|int|bytes), not a text"):
        dates.parse_number(value)
