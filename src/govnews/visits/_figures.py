"""From days to the figures of a statistics block: sums over days, weeks and months."""

from datetime import date, datetime, timedelta

from ..model import VisitStatistics
from ._store import Figures


def month_before(day: date) -> date:
    """The first day of the month before a day's.

    Example:
        >>> month_before(date(2017, 1, 31))
        datetime.date(2016, 12, 1)
    """
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def monday(day: date) -> date:
    """The Monday that a day's week begins with (ISO 8601).

    Example:
        >>> monday(date(2017, 2, 19))
        datetime.date(2017, 2, 13)
    """
    return day - timedelta(days=day.weekday())


def first_needed(today: date) -> date:
    """The first day whose figures a statistics block needs."""
    return min(month_before(today), monday(today) - timedelta(days=7))


def statistics(figures: Figures, *, today: date, at: datetime, start_total: int) -> VisitStatistics:
    """The eight figures; ``start_total`` is the offset of a site that has none stored."""
    this_week, this_month = monday(today), today.replace(day=1)
    last_week, last_month = this_week - timedelta(days=7), month_before(today)
    visits = {row.day: row.visits for row in figures.days}

    def between(first: date, last: date) -> int:
        return sum(count for day, count in visits.items() if first <= day < last)

    tomorrow = today + timedelta(days=1)
    offset = start_total if figures.offset is None else figures.offset
    return VisitStatistics(
        total=offset + figures.visits,
        online=figures.online,
        today=visits.get(today, 0),
        yesterday=visits.get(today - timedelta(days=1), 0),
        this_week=between(this_week, tomorrow),
        last_week=between(last_week, this_week),
        this_month=between(this_month, tomorrow),
        last_month=between(last_month, this_month),
        as_of=at,
    )
