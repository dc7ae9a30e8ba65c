"""One slot's airings: what its rule gives, and what exceptions make of that."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs

from ._clock_changes import is_steady
from ._slot import Airing, Segment, Slot, SlotException, airing_by_rule

_DAY = timedelta(days=1)
EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)


class Course:
    """One slot's airings.

    A start that the slot's rule gives is *touched* when an exception cancels, moves or
    replaces its airing; all others are regular. *Placed* airings are those the rule does not
    give as they are: moved, replaced and extra ones.
    """

    def __init__(
        self,
        slot: Slot,
        lead: "Course | None",
        exceptions: Iterable[SlotException],
        extra: Iterable[Airing],
        segments: tuple[Segment, ...],
    ) -> None:
        self.slot = slot
        #: The course that a rerun at an offset follows.
        self.lead = lead
        self.zone: ZoneInfo = (
            lead.zone if lead else ZoneInfo(slot.recurrence.time_zone if slot.recurrence else "UTC")
        )
        self.duration: timedelta | None = slot.duration or (lead.duration if lead else None)
        self.segments: tuple[Segment, ...] = slot.segments or (lead.segments if lead else segments)
        self.title: str | None = slot.title or (lead.title if lead else None)
        self._offset = slot.offset or timedelta(0)
        # Days of a lunar year are computed elsewhere and come in as extra airings.
        rule = slot.recurrence
        self._rule = rule if rule is not None and rule.lunar_day is None else None
        self._first = _midnight(slot.valid_from, self.zone)
        self._last = _midnight(_day_after(slot.valid_until), self.zone)
        #: Touched start to what airs instead; None: nothing.
        self.touched: dict[datetime, Airing | None] = {}
        #: Extra airings, those that follow from extra airings of the first run included.
        self.added: list[Airing] = []
        #: Exceptions that hit no airing.
        self.unused: list[SlotException] = []
        #: Airings placed where the slot airs anyway: left out, for they are that one airing.
        self.doubled: list[Airing] = []
        if lead is not None:
            self._follow(lead)
        followed = dict(self.touched)
        for exception in exceptions:
            self._apply(exception, followed)
        self.added.extend(self._completed(airing) for airing in extra)
        #: Placed airings in order.
        self.placed: list[Airing] = self._distinct()

    # ---- what the rule says -----------------------------------------------------------

    def next_start(self, after: datetime, *, inclusive: bool) -> datetime | None:
        """The first start of the rule after an instant, touched or not."""
        if self._first is not None and after < self._first:
            after, inclusive = self._first, True
        if self._rule is not None:
            start = self._rule.next(after, inclusive=inclusive)
        elif self.lead is not None:
            start = self.lead.next_start(shifted(after, -self._offset), inclusive=inclusive)
            start = self._rerun(start)
        else:
            return None
        return None if start is None or self._is_over(start) else start

    def previous_start(self, before: datetime, *, inclusive: bool) -> datetime | None:
        """The last start of the rule before an instant, touched or not."""
        if self._last is not None and before >= self._last:
            before, inclusive = self._last, False
        if self._rule is not None:
            start = self._rule.previous(before, inclusive=inclusive)
        elif self.lead is not None:
            start = self.lead.previous_start(shifted(before, -self._offset), inclusive=inclusive)
            start = self._rerun(start)
        else:
            return None
        return None if start is None or (self._first and start < self._first) else start

    def starts(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The starts of the rule in [start, end), touched or not, in order."""
        start = start if self._first is None else max(start, self._first)
        end = end if self._last is None else min(end, self._last)
        if self._rule is not None:
            return self._rule.between(start, end)
        if self.lead is not None:
            back = -self._offset
            first_runs = self.lead.starts(shifted(start, back), shifted(end, back))
            return (_later(first_run, self._offset, self.zone) for first_run in first_runs)
        return iter(())

    def _rerun(self, first_run: datetime | None) -> datetime | None:
        return None if first_run is None else _later(first_run, self._offset, self.zone)

    def _is_over(self, start: datetime) -> bool:
        return self._last is not None and start >= self._last

    def _holds(self, start: datetime) -> bool:
        return not self._is_over(start) and not (self._first and start < self._first)

    # ---- what airs --------------------------------------------------------------------

    def regular_after(self, after: datetime, *, inclusive: bool) -> Airing | None:
        """The first regular airing after an instant."""
        start = self.next_start(after, inclusive=inclusive)
        while start is not None and start in self.touched:
            start = self.next_start(start, inclusive=False)
        return None if start is None else self.airing(start)

    def walk(self, after: datetime, *, inclusive: bool) -> Iterator[Airing]:
        """The regular airings after an instant, without end."""
        airing = self.regular_after(after, inclusive=inclusive)
        while airing is not None:
            yield airing
            airing = self.regular_after(airing.start, inclusive=False)

    def regular(self, start: datetime, end: datetime) -> list[Airing]:
        """The regular airings that start in [start, end)."""
        starts = self.starts(start, end)
        if self.touched:
            starts = (one for one in starts if one not in self.touched)
        make, slot, zone = airing_by_rule, self.slot, self.zone
        segments, title, duration = self.segments, self.title, self.duration
        found = list(starts)
        if duration is None or not found:
            return [make(slot, one, None, segments, title) for one in found]
        if duration < _DAY and _is_steady_between(found[0], found[-1], zone):
            # No conversion to instants and back for each of them.
            return [make(slot, one, one + duration, segments, title) for one in found]
        return [make(slot, one, _later(one, duration, zone), segments, title) for one in found]

    def regular_at(self, moment: datetime) -> Airing | None:
        """The regular airing that is on air at an instant; the latest, should they overlap."""
        start = self.previous_start(moment, inclusive=True)
        while start is not None:
            airing = self.airing(start)
            if not is_on_air(airing, moment):
                return None
            if start not in self.touched:
                return airing
            start = self.previous_start(start, inclusive=False)
        return None

    def airing(self, start: datetime) -> Airing:
        """The airing that the rule gives at one of its starts."""
        end = self._end(start, self.duration)
        return airing_by_rule(self.slot, start, end, self.segments, self.title)

    def _end(self, start: datetime, duration: timedelta | None) -> datetime | None:
        return None if duration is None else _later(start, duration, self.zone)

    # ---- exceptions and extra airings -------------------------------------------------

    def _follow(self, lead: "Course") -> None:
        """Take over what happens to the airings of the first run."""
        for first_run, outcome in lead.touched.items():
            start = _later(first_run, self._offset, self.zone)
            if self._holds(start):
                self.touched[start] = outcome and self._follower(lead, outcome, start)
        self.added = [self._follower(lead, airing, None) for airing in lead.added]

    def _follower(self, lead: "Course", first_run: Airing, rule_start: datetime | None) -> Airing:
        """The rerun of an airing: what differs there from its slot differs here, too."""
        start = _later(first_run.start, self._offset, self.zone)
        length = first_run.duration
        return Airing(
            slot=self.slot.key,
            start=start,
            end=self._end(start, self.duration if length == lead.duration else length),
            kind="rerun",
            segments=self.segments if first_run.segments == lead.segments else first_run.segments,
            title=self.title if first_run.title == lead.title else first_run.title,
            moved_from=None if start == rule_start else rule_start,
            exception=first_run.exception,
        )

    def _apply(self, exception: SlotException, followed: dict[datetime, Airing | None]) -> None:
        day = datetime.combine(exception.on, time.min, self.zone)
        next_day = _midnight(_day_after(exception.on), self.zone)
        starts = self.starts(day, next_day or LATEST)
        hits = {start: self.airing(start) for start in starts if start not in self.touched}
        # Airings that follow a moved or replaced first run; a second exception for one of
        # this slot's own hits nothing.
        hits |= {
            start: airing
            for start, airing in followed.items()
            if airing is not None and self.touched[start] is airing
        }
        meant = {start: one for start, one in hits.items() if _is_meant(exception, one.start)}
        for start, airing in meant.items():
            self.touched[start] = self._outcome(exception, airing)
        added = [airing for airing in self.added if not _is_meant(exception, airing.start)]
        for airing in self.added:
            if _is_meant(exception, airing.start):
                added += [one for one in [self._outcome(exception, airing)] if one is not None]
        if not meant and added == self.added:
            self.unused.append(exception)
        self.added = added

    def _outcome(self, exception: SlotException, airing: Airing) -> Airing | None:
        if exception.action == "cancel":
            return None
        start = airing.start
        if exception.moved_to is not None:
            start = exception.moved_to.astimezone(self.zone)
        # A replacement without segments is made of nothing that the plan knows.
        kept = airing.segments if exception.action == "move" else ()
        return attrs.evolve(
            airing,
            start=start,
            end=self._end(start, exception.duration or airing.duration),
            segments=exception.segments or kept,
            title=exception.title or (airing.title if exception.action == "move" else None),
            moved_from=None if start == airing.start else airing.moved_from or airing.start,
            exception=exception,
        )

    def _completed(self, extra: Airing) -> Airing:
        """An extra airing of this slot, with what it leaves open taken from the slot."""
        start = extra.start.astimezone(self.zone)
        return attrs.evolve(
            extra,
            start=start,
            end=extra.end or self._end(start, self.duration),
            kind=self.slot.kind,
            segments=extra.segments or self.segments,
            title=extra.title or self.title,
        )

    def _distinct(self) -> list[Airing]:
        placed = [airing for airing in self.touched.values() if airing is not None]
        distinct: dict[datetime, Airing] = {}
        for airing in placed + self.added:
            start = airing.start
            if start in distinct or (start not in self.touched and self._is_regular(start)):
                self.doubled.append(airing)
            else:
                distinct[start] = airing
        return sorted(distinct.values(), key=lambda airing: airing.start)

    def _is_regular(self, start: datetime) -> bool:
        return self.next_start(start, inclusive=True) == start


def is_on_air(airing: Airing, moment: datetime) -> bool:
    """Whether an instant is within an airing; one without an end is only known to start."""
    if airing.end is None:
        return airing.start == moment
    return airing.start <= moment < airing.end


def _is_meant(exception: SlotException, start: datetime) -> bool:
    return start.date() == exception.on and (exception.at is None or start.time() == exception.at)


def _day_after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + _DAY


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, zone)


def shifted(moment: datetime, by: timedelta) -> datetime:
    """The instant so much later or earlier, held within what datetime can say."""
    # At once, for in UTC the moment itself may be beyond the ends.
    by -= moment.utcoffset() or timedelta(0)
    try:
        return moment.replace(tzinfo=UTC) + by
    except OverflowError:
        return EARLIEST if by < timedelta(0) else LATEST


def _later(start: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    """The instant that is ``by`` after a start, on the clock of a zone."""
    later = start + by
    if start.tzinfo is zone and is_steady(zone, start.year) and is_steady(zone, later.year):
        return later
    return (start.astimezone(UTC) + by).astimezone(zone)


def _is_steady_between(first: datetime, last: datetime, zone: ZoneInfo) -> bool:
    """Whether no clock of a zone changes from the year of one moment to that of another."""
    return all(is_steady(zone, year) for year in range(first.year, last.year + 1))
