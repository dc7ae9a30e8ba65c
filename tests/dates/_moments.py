"""Strategies for moments, shared by the tests of this room."""

from datetime import datetime

from hypothesis import strategies as st

from govnews import dates

#: Before 1911 Vietnam's offset had seconds; since 1976 no hour has come twice.
FIRST_WHOLE, FIRST_SETTLED = datetime(1912, 1, 1), datetime(1976, 1, 1)
LAST = datetime(9999, 12, 30)

A = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
B = datetime(2026, 11, 3, 8, 5, tzinfo=dates.VIETNAM)


def moments(first: datetime = FIRST_SETTLED) -> st.SearchStrategy[datetime]:
    """Whole minutes in Vietnam; shrinks towards 2000."""
    return st.datetimes(first, LAST, timezones=st.just(dates.VIETNAM)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    )
