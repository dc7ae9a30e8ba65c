"""Names come from Babel, once, and only when they are needed."""

import subprocess
import sys

import pytest

from govnews.dates._names import _period_of, names, number_symbols


def test_weekdays_begin_on_monday_and_months_at_one() -> None:
    assert names("vi").weekdays[0] == "Thứ Hai"
    assert names("vi").months[1:3] == ("tháng 1", "tháng 2")
    assert names("en").months[0] == ""


def test_names_are_read_once() -> None:
    assert names("vi") is names("vi")
    assert number_symbols("vi") is number_symbols("vi")


def test_a_period_may_span_midnight() -> None:
    rules = {
        "midnight": [{"at": 0}],
        "night1": [{"at": 0}, {"from": 75_600, "before": 14_400}],
        "morning1": [{"from": 14_400, "before": 75_600}],
    }
    assert [_period_of(rules, hour * 3600) for hour in (0, 3, 4, 20, 21)] == [
        "night1",
        "night1",
        "morning1",
        "morning1",
        "night1",
    ]
    with pytest.raises(AssertionError, match=r"^CLDR's spans cover the day$"):
        _period_of({}, 0)


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("import govnews.dates", False),
        ("from govnews import dates; dates.parse_datetime('T4, 15/2/2017 17:00')", False),
        ("from govnews import dates; dates.parse_range('15-17/2/2017')", False),
        ("from govnews import dates; dates.format_number(1000)", True),
    ],
)
def test_babel_is_imported_at_the_first_name_only(code: str, loaded: bool) -> None:
    check = f"{code}; import sys; print('babel' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == str(loaded)
