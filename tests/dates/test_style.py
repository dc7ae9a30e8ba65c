"""What a style accepts and refuses."""

from datetime import timedelta, timezone
from typing import Any, cast
from unicodedata import normalize

import pytest
from hypothesis import given, strategies as st

from govnews import dates
from govnews.dates._style import parts_of, shows
from govnews.errors import ModelError


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("d/M/yyyy", (("d", 1), "/", ("M", 1), "/", ("y", 4))),
        ("'ngày' d", ("ngày ", ("d", 1))),
        ("h 'o''clock'", (("h", 1), " o'clock")),
        ("''yyyy", ("'", ("y", 4))),
        ("{lunar}", (("lunar", 1),)),
        ("dd.MM. Ớ", (("d", 2), ".", ("M", 2), ". Ớ")),
    ],
)
def test_parts(pattern: str, parts: object) -> None:
    assert parts_of(pattern) == parts


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("yyyy", (True, False, False)),
        ("HH", (False, True, False)),
        ("yyyy HH O", (True, True, True)),
        ("'only words'", (False, False, False)),
    ],
)
def test_what_a_pattern_shows(pattern: str, shown: object) -> None:
    assert shows(parts_of(pattern)) == shown


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "is not a pattern"),
        ("yy", "has no field 'yy'"),
        ("ngày", "has no field 'n'"),
        ("d 'tháng", 'has an unclosed "\'" at 2'),
        ("d {lunar", "has an unclosed '{' at 2"),
        ("{month}", "has no field '{month}'"),
        ("b", "has no field 'b'"),
        ("d\nM", "holds a character no text has"),
        ("d \ud800", "holds a character no text has"),
    ],
)
def test_a_faulty_pattern_is_refused(pattern: str, reason: str) -> None:
    with pytest.raises(ModelError, match=r"Style\.pattern") as caught:
        dates.Style(name="ours", pattern=pattern)
    assert caught.value.reason.startswith(reason)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pattern", None),
        ("english", "yy"),
        ("on_the_hour", "'"),
        ("language", "fr"),
        ("weekdays", "upper"),
        ("months", "roman"),
        ("quarters", "words"),
        ("half_days", "digits"),
        ("padding", "all"),
        ("zone", 7),
    ],
)
def test_a_faulty_field_is_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(ModelError) as caught:
        dates.Style(**cast("dict[str, Any]", {"name": "ours", "pattern": "d", field: value}))
    assert (caught.value.field, caught.value.value) == (field, value)


def test_patterns_are_kept_in_form_c() -> None:
    words = "'tháng' 'giờ' "
    apart = normalize("NFD", words)
    style = dates.Style(
        name="any", pattern=f"{apart}M", english=f"{apart}H", on_the_hour=f"{apart}d"
    )
    assert (style.pattern, style.english) == (f"{words}M", f"{words}H")
    assert style.on_the_hour == f"{words}d"


def test_equal_styles_are_equal_values() -> None:
    one, other = (dates.Style(name="ours", pattern="d", english="M") for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert one != dates.Style(name="ours", pattern="d", zone=timezone(timedelta(hours=7)))


@given(st.text(st.sampled_from("dMy'{}lunar /H\\\"Q"), max_size=20))
def test_any_pattern_is_either_written_or_refused(pattern: str) -> None:
    try:
        style = dates.Style(name="any", pattern=pattern)
    except ModelError:
        return
    from tests.dates._moments import A

    assert isinstance(dates.format(A, style), str)
