"""The times of a rule: its days and clock times as instants, clock changes included."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ._clock_changes import fixed, is_steady, shown
from ._rule_days import FIRST_ORDINAL, LAST_ORDINAL, RuleDays, days_between


class RuleTimes:
    """The times of a rule, whose next and previous cost the same at any age.

    Where no clock changes, times compare as they are shown; elsewhere as instants.
    """

    def __init__(self, days: RuleDays, moments: tuple[time, ...], zone: ZoneInfo) -> None:
        self.days = days
        #: Clock times, each later than the one before.
        self.moments = moments
        self.zone = zone

    def after(self, local: datetime, *, inclusive: bool) -> datetime | None:
        """The first time after an instant that is given in the rule's zone."""
        ordinal = local.toordinal()
        days = self.days
        day = days.at_or_after(ordinal)
        moment = self.moments[0]
        if day == ordinal:
            now = local.time()
            for moment in self.moments:
                if moment > now or (inclusive and moment == now):
                    break
            else:
                day = days.at_or_after(ordinal + 1) if ordinal < LAST_ORDINAL else None
                moment = self.moments[0]
        if day is None:
            return None
        found = datetime.combine(date.fromordinal(day), moment, self.zone)
        if is_steady(self.zone, local.year) and is_steady(self.zone, found.year):
            return found
        return self._near_change(local, inclusive=inclusive, forward=True)

    def before(self, local: datetime, *, inclusive: bool) -> datetime | None:
        """The last time before an instant that is given in the rule's zone."""
        ordinal = local.toordinal()
        days = self.days
        day = days.at_or_before(ordinal)
        moment = self.moments[-1]
        if day == ordinal:
            now = local.time()
            for moment in reversed(self.moments):
                if moment < now or (inclusive and moment == now):
                    break
            else:
                day = days.at_or_before(ordinal - 1) if ordinal > FIRST_ORDINAL else None
                moment = self.moments[-1]
        if day is None:
            return None
        found = datetime.combine(date.fromordinal(day), moment, self.zone)
        if is_steady(self.zone, local.year) and is_steady(self.zone, found.year):
            return found
        return self._near_change(local, inclusive=inclusive, forward=False)

    def between(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The times in [start, end), both given in the rule's zone."""
        found, last = self.after(start, inclusive=True), fixed(end)
        while found is not None and found < last:
            if is_steady(self.zone, found.year):
                yield from self._rest_of_year(found, end)
                found = found.replace(month=12, day=31, hour=23, minute=59, second=59)
            else:
                yield found
            found = self.after(found, inclusive=False)

    def _rest_of_year(self, first: datetime, end: datetime) -> Iterator[datetime]:
        """The times from one of them to the end of its year, in which no clock changes."""
        zone, moments = self.zone, self.moments
        start = first.time()
        last = date(first.year, 12, 31).toordinal() + 1
        for day in days_between(self.days, first.toordinal(), last):
            for moment in moments:
                if moment >= start:
                    found = datetime.combine(day, moment, zone)
                    if found >= end:
                        return
                    yield found
            start = time.min

    def _near_change(self, near: datetime, *, inclusive: bool, forward: bool) -> datetime | None:
        """The answer when clocks change nearby: times compared as instants, not as shown."""
        pivot = fixed(near)
        days = self.days
        # A time that the clocks skip can move a day on, so two days more are looked at.
        margin = 2 if forward else -2
        ordinal = min(max(near.toordinal() - margin, FIRST_ORDINAL), LAST_ORDINAL)
        day = days.at_or_after(ordinal) if forward else days.at_or_before(ordinal)
        best: datetime | None = None
        while day is not None and (best is None or abs(day - best.toordinal()) <= abs(margin)):
            for moment in self.moments:
                found = shown(datetime.combine(date.fromordinal(day), moment, self.zone))
                if found < pivot if forward else found > pivot:
                    continue
                if not inclusive and not (found > pivot or found < pivot):
                    continue
                if best is None or (found < best if forward else found > best):
                    best = found
            ordinal = day + 1 if forward else day - 1
            if not FIRST_ORDINAL <= ordinal <= LAST_ORDINAL:
                break
            day = days.at_or_after(ordinal) if forward else days.at_or_before(ordinal)
        return best
