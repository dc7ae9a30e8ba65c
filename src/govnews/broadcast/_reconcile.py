"""What was planned against what went out: each airing and each record counted once."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Literal

from attrs import field, frozen

from ..errors import BroadcastError
from ..model import Airing, AiringRecord, BroadcastPlan, Segment
from ..model._laws import frozen_tuple

#: What became of an airing. ``missing``: planned, but the log says nothing of it.
#: ``unplanned``: in the log, but not in the plan.
Result = Literal["aired", "late", "pre_empted", "failed", "missing", "unplanned"]
#: When an airing is logged more than once, the best of what happened counts.
_BEST_FIRST = ("aired", "late", "failed", "pre_empted")


@frozen(kw_only=True)
class Outcome:
    """One planned airing and its record, or one broadcast that nobody planned."""

    #: What became of it.
    result: Result
    #: The airing; None for an unplanned broadcast.
    airing: Airing | None = None
    #: The record; None for an airing that is missing from the log.
    record: AiringRecord | None = None

    @property
    def went_out(self) -> bool:
        """Whether anything was broadcast."""
        return self.result in {"aired", "late", "unplanned"}

    @property
    def at(self) -> datetime:
        """When it was planned; for an unplanned broadcast, when it started."""
        if self.airing is not None:
            return self.airing.start
        assert self.record is not None  # noqa: S101  # an outcome has one or the other
        return _moment(self.record, aired=True)

    @property
    def delay(self) -> timedelta | None:
        """How much later than planned it started; None when it did not, or nobody planned it."""
        if self.airing is None or self.record is None or self.record.aired_at is None:
            return None
        return self.record.aired_at.astimezone(UTC) - self.airing.start.astimezone(UTC)

    @property
    def duration(self) -> timedelta | None:
        """How long it took: as logged, else as planned. None when neither says."""
        if self.record is not None and self.record.duration is not None:
            return self.record.duration
        return None if self.airing is None else self.airing.duration

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What it was made of: as logged, else as planned."""
        if self.record is not None and self.record.segments:
            return self.record.segments
        return () if self.airing is None else self.airing.segments


@frozen(kw_only=True)
class Reconciliation:
    """A window of a plan against its log."""

    #: Every planned airing and every unplanned broadcast of the window, in order.
    outcomes: tuple[Outcome, ...] = field(default=(), validator=frozen_tuple)
    #: Records that say what cannot be, or say it again.
    errors: tuple[BroadcastError, ...] = field(default=(), validator=frozen_tuple)


def reconcile(
    plan: BroadcastPlan,
    log: Iterable[AiringRecord],
    start: datetime,
    end: datetime,
    *,
    late_after: timedelta = timedelta(minutes=5),
    match_within: timedelta = timedelta(hours=3),
) -> Reconciliation:
    """What became of the airings of a plan in a window, by its log.

    A record belongs to the airing that is planned, or was planned before a move, at its
    ``scheduled_at``; failing that, to the nearest airing of its slot that no other record
    has, if that is near enough. An airing belongs to the window in which it was planned,
    whenever it went out. Each airing and each record counts once: of several records of one
    airing the best counts, and the others are named in ``errors``.

    Args:
        plan: The plan.
        log: Its log, or a part of it; records of other times are passed over.
        start: Begin of the window; aware.
        end: End of the window, itself left out; aware.
        late_after: From which delay on an airing that its record calls ``aired`` is late.
        match_within: How far from its plan an airing may be to be recognised.

    Raises:
        BroadcastError: An end of the window is naive.

    Example:
        >>> from datetime import time
        >>> from govnews import Recurrence, Slot
        >>> sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> plan = BroadcastPlan(
        ...     key="it-today", title="IT TODAY", slots=(Slot(key="cn", recurrence=sundays),)
        ... )
        >>> aired_at = datetime(2017, 2, 19, 19, 58, tzinfo=plan.zone)
        >>> week = reconcile(
        ...     plan,
        ...     [AiringRecord(slot="cn", aired_at=aired_at)],
        ...     datetime(2017, 2, 13, tzinfo=plan.zone),
        ...     datetime(2017, 2, 20, tzinfo=plan.zone),
        ... )
        >>> week.outcomes[0].result, str(week.outcomes[0].delay)
        ('late', '0:13:00')
    """
    # Airings of just outside, so that a record of theirs is not taken for one of the window.
    planned = plan.airings(start - match_within, end + match_within)
    found, others, errors = _by_schedule(plan, planned, log)
    left = _by_nearness(planned, found, others, match_within)
    outcomes = []
    for place, airing in enumerate(planned):
        if start <= airing.start < end:
            record = found.get(place)
            result = _result(airing, record, late_after)
            outcomes.append(Outcome(result=result, airing=airing, record=record))
    for record in left:
        if not start <= _moment(record, aired=True) < end:
            continue
        if record.aired_at is None or record.status in {"pre_empted", "failed"}:
            reason = f"is {record.status}, but nothing was planned then"
            errors.append(BroadcastError(plan.key, _named(record), reason))
        else:
            outcomes.append(Outcome(result="unplanned", record=record))
    outcomes.sort(key=lambda outcome: outcome.at)
    return Reconciliation(outcomes=tuple(outcomes), errors=tuple(errors))


def _by_schedule(
    plan: BroadcastPlan, planned: tuple[Airing, ...], log: Iterable[AiringRecord]
) -> tuple[dict[int, AiringRecord], list[AiringRecord], list[BroadcastError]]:
    """The records that name the start of an airing, by its place; the others; the repeated."""
    places: dict[tuple[str, datetime], int] = {}
    for place, airing in enumerate(planned):
        places[airing.slot, airing.start] = place
    for place, airing in enumerate(planned):
        if airing.moved_from is not None:
            places.setdefault((airing.slot, airing.moved_from), place)
    found: dict[int, AiringRecord] = {}
    others: list[AiringRecord] = []
    errors: list[BroadcastError] = []
    for record in log:
        known = record.slot is not None and record.scheduled_at is not None
        named = places.get((record.slot, record.scheduled_at)) if known else None  # type: ignore[arg-type]
        if named is None:
            others.append(record)
            continue
        best, again = record, found.get(named)
        if again is not None:
            if _BEST_FIRST.index(again.status) <= _BEST_FIRST.index(record.status):
                best, again = again, record
            errors.append(BroadcastError(plan.key, _named(again), "is logged more than once"))
        found[named] = best
    return found, others, errors


def _by_nearness(
    planned: tuple[Airing, ...],
    found: dict[int, AiringRecord],
    records: list[AiringRecord],
    within: timedelta,
) -> list[AiringRecord]:
    """Give the nearest records to airings that have none, and return those of none."""
    of_slot: dict[str, list[int]] = {}
    for place, airing in enumerate(planned):
        of_slot.setdefault(airing.slot, []).append(place)
    pairs = []
    for index, record in enumerate(records):
        moment = _moment(record)
        places = of_slot.get(record.slot or "", [])
        low = bisect_left(places, moment - within, key=lambda place: planned[place].start)
        for place in islice(places, low, None):
            if planned[place].start > moment + within:
                break
            pairs.append((abs(moment - planned[place].start), index, place))
    taken: set[int] = set()
    for _, index, place in sorted(pairs):
        if index not in taken and place not in found:
            found[place] = records[index]
            taken.add(index)
    return [record for index, record in enumerate(records) if index not in taken]


def _result(airing: Airing, record: AiringRecord | None, late_after: timedelta) -> Result:
    if record is None:
        return "missing"
    if record.status == "aired" and record.aired_at is not None:
        return "late" if record.aired_at - airing.start > late_after else "aired"
    return record.status


def _moment(record: AiringRecord, *, aired: bool = False) -> datetime:
    """When a record is of: by preference when it was to start, or when it did."""
    first, second = record.scheduled_at, record.aired_at
    moment = (second or first) if aired else (first or second)
    assert moment is not None  # noqa: S101  # a law of records
    return moment


def _named(record: AiringRecord) -> str:
    return f"record {record.slot or '-'} {_moment(record)}"
