"""The parser's own vocabulary knows every name that CLDR has."""

from typing import Any

import pytest

from govnews.dates._names import names
from govnews.dates._scan import _READERS
from govnews.dates._words import (
    DIGITS_FIRST,
    ENGLISH_MONTHS,
    LETTERS_FIRST,
    PERIODS,
    WEEKDAYS,
)


@pytest.mark.parametrize("width", ["weekdays", "weekdays_short", "weekdays_narrow"])
def test_vietnamese_weekdays(width: str) -> None:
    assert [WEEKDAYS[name.lower()] for name in getattr(names("vi"), width)] == list(range(7))


@pytest.mark.parametrize("width", ["weekdays", "weekdays_short"])
def test_english_weekdays(width: str) -> None:
    assert [WEEKDAYS[name.lower()] for name in getattr(names("en"), width)] == list(range(7))


@pytest.mark.parametrize("width", ["months", "months_short", "months_alone"])
def test_english_months(width: str) -> None:
    found = [ENGLISH_MONTHS[name.lower()] for name in getattr(names("en"), width)[1:]]
    assert found == list(range(1, 13))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_parts_of_the_day(language: Any) -> None:
    for name in {*names(language).day_periods, *names(language).half_days}:
        assert name.lower() in PERIODS


@pytest.mark.parametrize("name", names("vi").months[1:] + names("vi").months_short[1:])
def test_vietnamese_months(name: str) -> None:
    found = DIGITS_FIRST.match(f"15 {name} năm 2017")
    assert found is not None
    assert found["words"] is not None
    assert found["word_month"] == name.split()[1]


def test_every_group_that_names_a_kind_has_a_reader() -> None:
    groups = {*DIGITS_FIRST.groupindex, *LETTERS_FIRST.groupindex}
    outer = {name for name in groups if "_" not in name} | {"month_only"}
    assert outer - {"sep", "day", "month", "year"} == set(_READERS)


@pytest.mark.parametrize("spelling", WEEKDAYS)
def test_every_weekday_is_matched_whole(spelling: str) -> None:
    found = LETTERS_FIRST.match(f"{spelling}, ")
    assert found is not None
    assert found["weekday"] == spelling
