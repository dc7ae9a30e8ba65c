"""Weeks begin on Mondays and months on the first, in every year."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, strategies as st

from govnews.visits import DayRow, Figures
from govnews.visits._figures import first_needed, monday, month_before, statistics

DAYS = st.dates(date(1970, 3, 1), date(2200, 1, 1))


@given(today=DAYS)
def test_the_days_needed_are_those_of_two_months_and_two_weeks(today: date) -> None:
    first = first_needed(today)
    assert first <= month_before(today) < today.replace(day=1)
    assert first <= monday(today) - timedelta(days=7)
    assert (today - first).days <= 61


@given(today=DAYS, data=st.data())
def test_each_figure_is_the_sum_of_its_days(today: date, data: st.DataObject) -> None:
    span = [first_needed(today) + timedelta(days=n) for n in range(63)]
    visits = {day: data.draw(st.integers(0, 9)) for day in span if day <= today}
    figures = Figures(
        visits=1_000_000,
        offset=None,
        online=3,
        days=tuple(DayRow(day=day, visits=count) for day, count in visits.items()),
    )
    at = datetime(2017, 2, 15, tzinfo=UTC)
    found = statistics(figures, today=today, at=at, start_total=7)
    week = today.isocalendar()[:2]
    last_week = (today - timedelta(days=7)).isocalendar()[:2]
    last_month = today.replace(day=1) - timedelta(days=1)

    def total(wanted: object) -> int:
        assert callable(wanted)
        return sum(count for day, count in visits.items() if wanted(day))

    assert found.total == 1_000_007
    assert found.today == visits[today]
    assert found.yesterday == visits[today - timedelta(days=1)]
    assert found.this_week == total(lambda day: day.isocalendar()[:2] == week)
    assert found.last_week == total(lambda day: day.isocalendar()[:2] == last_week)
    assert found.this_month == total(lambda day: (day.year, day.month) == (today.year, today.month))
    assert found.last_month == total(
        lambda day: (day.year, day.month) == (last_month.year, last_month.month)
    )
