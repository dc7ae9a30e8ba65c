"""The same patterns through ICU, where PyICU is installed."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from govnews import dates
from tests.dates._moments import FIRST_SETTLED, A, moments

icu: Any = pytest.importorskip("icu", reason="PyICU is not installed")

#: Fields that mean the same to both; names of zones and parts of the day vary with ICU's age.
SHARED = [
    *("y", "yyyy", "M", "MM", "MMM", "MMMM", "d", "dd", "EEE", "EEEE", "EEEEE"),
    *("Q", "QQQQ", "H", "HH", "h", "hh", "m", "mm", "a", "O", "OOOO", "XXX", "Z"),
]


def _icu(moment: datetime, pattern: str) -> str:
    writer = icu.SimpleDateFormat(pattern, icu.Locale("vi"))
    writer.setTimeZone(icu.TimeZone.createTimeZone("Asia/Ho_Chi_Minh"))
    return str(writer.format(moment.timestamp()))


@given(
    moments(FIRST_SETTLED),
    st.lists(st.sampled_from(SHARED) | st.sampled_from(["'giờ'", "/", ", ", "-"]), min_size=1),
)
def test_the_same_text_for_the_same_pattern(moment: datetime, pieces: list[str]) -> None:
    pattern = "".join(f"{piece} " for piece in pieces)
    assert dates.format(moment, dates.Style(name="any", pattern=pattern)) == _icu(moment, pattern)


def test_the_portal_stamp_needs_more_than_a_pattern() -> None:
    assert _icu(A, "EEE, dd/MM/yyyy HH:mm '|' O") == "Th 4, 15/02/2017 17:00 | GMT+7"
    assert dates.format(A) == "Wed, 15/02/2017 17:00 | GMT +7"


def test_icu_knows_only_china_s_lunar_calendar() -> None:
    # Tết 2007: 17 February in Vietnam, a day before China
    calendar = icu.Calendar.createInstance(icu.Locale("vi@calendar=chinese"))
    calendar.setTime(datetime(2007, 2, 17, 12, tzinfo=dates.VIETNAM).timestamp())
    assert calendar.get(icu.Calendar.MONTH) == 11
    assert dates.to_lunar(dates.tet(2007)) == dates.LunarDate(2007, 1, 1)
    assert dates.tet(2007).isoformat() == "2007-02-17"
