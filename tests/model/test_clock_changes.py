"""Where clocks change: what years are without a change."""

from zoneinfo import ZoneInfo

import pytest

from govnews.model._clock_changes import is_steady

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("year", "steady"),
    [
        (1958, True),
        (1959, False),  # they went on in the last hour of the year
        (1960, False),  # the week before it counts
        (1961, True),
        (1974, True),
        (1975, False),
        (1976, True),
        (1, True),
        (9999, True),
    ],
)
def test_a_year_is_steady_where_no_clock_changes_in_it_or_beside_it(year, steady) -> None:
    assert is_steady(SAIGON, year) is steady


def test_a_change_that_is_taken_back_within_the_year_is_seen() -> None:
    assert not is_steady(ZoneInfo("America/New_York"), 2017)
