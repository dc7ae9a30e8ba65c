"""What was planned against what went out: each airing and each record counted once."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
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
        moment = self.record.aired_at or self.record.scheduled_at
        assert moment is not None  # noqa: S101  # a law of records
        return moment

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
    found, left, errors = _matched(plan, planned, log, match_within)
    outcomes = []
    for place, airing in enumerate(planned):
        if start <= airing.start < end:
            record = found.get(place)
            result = _result(airing, record, late_after)
            outcomes.append(Outcome(result=result, airing=airing, record=record))
    for record in left:
        moment = record.aired_at or record.scheduled_at
        if moment is None or not start <= moment < end:
            continue
        if record.aired_at is None or record.status in {"pre_empted", "failed"}:
            reason = f"is {record.status}, but nothing was planned then"
            errors.append(BroadcastError(plan.key, _named(record), reason))
        else:
            outcomes.append(Outcome(result="unplanned", record=record))
    outcomes.sort(key=lambda outcome: outcome.at)
    return Reconciliation(outcomes=tuple(outcomes), errors=tuple(errors))


def _matched(
    plan: BroadcastPlan,
    planned: tuple[Airing, ...],
    log: Iterable[AiringRecord],
    match_within: timedelta,
) -> tuple[dict[int, AiringRecord], list[AiringRecord], list[BroadcastError]]:
    """The record of each airing by its place, the records of none, and the repeated ones."""
    by_start: dict[tuple[str, datetime], int] = {}
    of_slot: dict[str, list[int]] = {}
    for place, airing in enumerate(planned):
        by_start[airing.slot, airing.start] = place
        of_slot.setdefault(airing.slot, []).append(place)
    for place, airing in enumerate(planned):
        if airing.moved_from is not None:
            by_start.setdefault((airing.slot, airing.moved_from), place)
    found: dict[int, AiringRecord] = {}
    errors: list[BroadcastError] = []
    loose: list[AiringRecord] = []
    for record in log:
        if record.scheduled_at is None or record.slot is None:
            loose.append(record)
            continue
        place_or_none = by_start.get((record.slot, record.scheduled_at))
        if place_or_none is None:
            loose.append(record)
            continue
        place = place_or_none
        if place in found:
            better = _BEST_FIRST.index(record.status) < _BEST_FIRST.index(found[place].status)
            again = found[place] if better else record
            errors.append(BroadcastError(plan.key, _named(again), "is logged more than once"))
            record = record if better else found[place]  # noqa: PLW2901
        found[place] = record
    pairs = sorted(
        (abs((record.scheduled_at or record.aired_at) - planned[place].start), index, place)  # type: ignore[operator]  # a law of records
        for index, record in enumerate(loose)
        for place in of_slot.get(record.slot or "", ())
        if place not in found
    )
    taken: set[int] = set()
    for distance, index, place in pairs:
        if distance <= match_within and index not in taken and place not in found:
            found[place] = loose[index]
            taken.add(index)
    left = [record for index, record in enumerate(loose) if index not in taken]
    return found, left, errors


def _result(airing: Airing, record: AiringRecord | None, late_after: timedelta) -> Result:
    if record is None:
        return "missing"
    if record.status == "aired" and record.aired_at is not None:
        return "late" if record.aired_at - airing.start > late_after else "aired"
    return record.status


def _named(record: AiringRecord) -> str:
    moment = record.scheduled_at or record.aired_at
    return f"record {record.slot or '-'} {moment}"
