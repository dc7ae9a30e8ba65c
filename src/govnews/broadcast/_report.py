"""The annual report (báo cáo hằng năm) as a value: what was planned and what came of it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from attrs import field, frozen

from ..errors import BroadcastError, ModelError
from ..model import AiringRecord, BroadcastPlan, Segment, SlotException
from ..model._laws import frozen_tuple
from ._reconcile import Outcome, reconcile

_NOTHING = timedelta(0)


@frozen(kw_only=True)
class Tally:
    """How many broadcasts, and how much time, fall to a theme, a supplier or a slot."""

    #: The theme, the supplier's name or the slot's key.
    name: str
    #: How many broadcasts had a part of it.
    airings: int
    #: How much time is known to fall to it.
    time: timedelta

    @property
    def minutes(self) -> int:
        """The time in minutes, rounded."""
        return _minutes(self.time)


@frozen(kw_only=True)
class Totals:
    """What became of the airings of a year or of a month.

    ``planned`` is the sum of ``aired``, ``late``, ``pre_empted``, ``failed`` and ``missing``;
    ``unplanned`` comes on top.
    """

    #: Airings that the plan had, cancelled ones left out (theo kế hoạch).
    planned: int = 0
    #: Aired on time (đúng giờ).
    aired: int = 0
    #: Aired, but late (muộn giờ).
    late: int = 0
    #: Given up for another programme (nhường sóng).
    pre_empted: int = 0
    #: Given up for a fault (sự cố).
    failed: int = 0
    #: Not in the log (không có trong nhật ký).
    missing: int = 0
    #: Broadcast without a plan (ngoài kế hoạch).
    unplanned: int = 0
    #: Time broadcast, as far as durations are known.
    time: timedelta = _NOTHING
    #: Time of relays (tiếp sóng).
    relay_time: timedelta = _NOTHING
    #: Time of local production (tự sản xuất).
    local_time: timedelta = _NOTHING
    #: Broadcasts of which neither log nor plan says how long they took.
    untimed: int = 0

    @property
    def minutes(self) -> int:
        """The time broadcast in minutes, rounded."""
        return _minutes(self.time)

    @property
    def relay_minutes(self) -> int:
        """The time of relays in minutes, rounded."""
        return _minutes(self.relay_time)

    @property
    def local_minutes(self) -> int:
        """The time of local production in minutes, rounded."""
        return _minutes(self.local_time)


@frozen(kw_only=True)
class AnnualReport(Totals):
    """What a plan came to in a year; its counts are those of :class:`Totals`."""

    #: The plan.
    plan: BroadcastPlan
    #: The year.
    year: int
    #: The twelve months, January first.
    by_month: tuple[Totals, ...] = field(default=(), validator=frozen_tuple)
    #: Time by slot, in the order of the plan.
    by_slot: tuple[Tally, ...] = field(default=(), validator=frozen_tuple)
    #: Time by theme, most first. A segment of two themes counts for both.
    by_theme: tuple[Tally, ...] = field(default=(), validator=frozen_tuple)
    #: Time by supplier, most first: who supplied a segment, else the source of a relay.
    by_supplier: tuple[Tally, ...] = field(default=(), validator=frozen_tuple)
    #: The plan's exceptions of the year, in order, with their documents.
    exceptions: tuple[SlotException, ...] = field(default=(), validator=frozen_tuple)
    #: Every planned airing and every unplanned broadcast, in order.
    outcomes: tuple[Outcome, ...] = field(default=(), validator=frozen_tuple)
    #: What is wrong with the plan or the log.
    problems: tuple[BroadcastError, ...] = field(default=(), validator=frozen_tuple)


def annual_report(
    plan: BroadcastPlan,
    year: int,
    log: Iterable[AiringRecord],
    *,
    late_after: timedelta = timedelta(minutes=5),
    match_within: timedelta = timedelta(hours=3),
) -> AnnualReport:
    """What a plan came to in a year, by its airing log.

    A year begins at midnight in the zone of the plan, and an airing belongs to the year in
    which it was planned to start. Time is what the log says, else what the plan says. It is
    divided by the segments that were shown: by their own durations, shortened in proportion
    when the whole was shorter; what is left goes to the segments without one as far as they
    agree on kind, theme or supplier, and to none beyond that. Nothing is guessed.

    Args:
        plan: The plan, with the exceptions of the year.
        year: The year.
        log: Its log: records, or what :func:`read_log` gave, whose errors the report keeps.
        late_after: From which delay on an airing is late.
        match_within: How far from its plan an airing may be to be recognised.

    Raises:
        ModelError: ``year`` is not from 2 to 9998.

    Example:
        >>> from datetime import time
        >>> from govnews import Recurrence, Slot
        >>> sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> plan = BroadcastPlan(
        ...     key="it-today",
        ...     title="IT TODAY",
        ...     slots=(Slot(key="cn", recurrence=sundays, duration=timedelta(minutes=15)),),
        ... )
        >>> aired_at = datetime(2017, 2, 19, 19, 45, tzinfo=plan.zone)
        >>> report = annual_report(plan, 2017, [AiringRecord(slot="cn", aired_at=aired_at)])
        >>> report.planned, report.aired, report.missing, report.minutes
        (53, 1, 52, 15)
    """
    if not 1 < year < 9999:  # noqa: PLR2004  # a day before and after it is looked at as well
        raise ModelError("AnnualReport", "year", year, "is not from 2 to 9998")
    start = datetime(year, 1, 1, tzinfo=plan.zone)
    end = datetime(year + 1, 1, 1, tzinfo=plan.zone)
    found = reconcile(plan, log, start, end, late_after=late_after, match_within=match_within)
    months: list[list[Outcome]] = [[] for _ in range(12)]
    for outcome in found.outcomes:
        months[outcome.at.astimezone(plan.zone).month - 1].append(outcome)
    exceptions = [one for one in plan.exceptions if one.on.year == year]
    return AnnualReport(
        plan=plan,
        year=year,
        **_totals(found.outcomes),
        by_month=tuple(Totals(**_totals(outcomes)) for outcomes in months),
        by_slot=_by_slot(plan, found.outcomes),
        by_theme=_tallied(found.outcomes, lambda share: share.themes),
        by_supplier=_tallied(found.outcomes, lambda share: share.suppliers),
        exceptions=tuple(sorted(exceptions, key=lambda one: (one.on, one.slot))),
        outcomes=found.outcomes,
        problems=(*plan.problems(), *getattr(log, "errors", ()), *found.errors),
    )


def _totals(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    results = ("aired", "late", "pre_empted", "failed", "missing", "unplanned")
    counts = dict.fromkeys(results, 0)
    times = {"relay": _NOTHING, "local": _NOTHING, None: _NOTHING}
    whole, untimed = _NOTHING, 0
    for outcome in outcomes:
        counts[outcome.result] += 1
        if outcome.went_out:
            length = _length(outcome)
            whole += length or _NOTHING
            untimed += length is None
            for share in _shares(outcome):
                times[share.kind] += share.time
    return {
        **counts,
        "planned": sum(counts.values()) - counts["unplanned"],
        "time": whole,
        "relay_time": times["relay"],
        "local_time": times["local"],
        "untimed": untimed,
    }


def _by_slot(plan: BroadcastPlan, outcomes: Iterable[Outcome]) -> tuple[Tally, ...]:
    tallies = {slot.key: Tally(name=slot.key, airings=0, time=_NOTHING) for slot in plan.slots}
    for outcome in outcomes:
        if outcome.went_out and outcome.airing is not None:
            name = outcome.airing.slot
            before = tallies.get(name) or Tally(name=name, airings=0, time=_NOTHING)
            time = before.time + (_length(outcome) or _NOTHING)
            tallies[name] = Tally(name=name, airings=before.airings + 1, time=time)
    return tuple(tallies.values())


def _tallied(
    outcomes: Iterable[Outcome], names: "Callable[[_Share], tuple[str, ...]]"
) -> tuple[Tally, ...]:
    airings: dict[str, int] = {}
    times: dict[str, timedelta] = {}
    for outcome in outcomes:
        if not outcome.went_out:
            continue
        named: dict[str, timedelta] = {}
        for share in _shares(outcome):
            for name in dict.fromkeys(names(share)):
                named[name] = named.get(name, _NOTHING) + share.time
        for name, time in named.items():
            airings[name] = airings.get(name, 0) + 1
            times[name] = times.get(name, _NOTHING) + time
    tallies = (Tally(name=name, airings=airings[name], time=times[name]) for name in airings)
    return tuple(sorted(tallies, key=lambda one: (-one.time, -one.airings, one.name)))


# ---- time ---------------------------------------------------------------------------------


@frozen
class _Share:
    """A part of a broadcast's time, and what it is known to fall to."""

    kind: str | None
    themes: tuple[str, ...]
    suppliers: tuple[str, ...]
    time: timedelta


def _length(outcome: Outcome) -> timedelta | None:
    """How long a broadcast took; by its segments when nothing else says."""
    if outcome.duration is not None:
        return outcome.duration
    parts = [segment.duration for segment in outcome.segments if segment.duration is not None]
    return sum(parts, _NOTHING) if parts else None


def _shares(outcome: Outcome) -> Iterator[_Share]:
    timed = [one.duration for one in outcome.segments if one.duration is not None]
    in_all = sum(timed, _NOTHING)
    length = outcome.duration or in_all
    rest = max(length - in_all, _NOTHING)
    untimed = [one for one in outcome.segments if one.duration is None]
    for segment in outcome.segments:
        time = segment.duration
        if time is None:
            time = rest if len(untimed) == 1 else _NOTHING
        elif in_all > length:
            # Cut short: each in proportion.
            time = time * (length / in_all)
        yield _Share(segment.kind, segment.themes, _suppliers(segment), time)
    if len(untimed) > 1:
        kinds = {segment.kind for segment in untimed}
        yield _Share(
            kinds.pop() if len(kinds) == 1 else None,
            _shared([segment.themes for segment in untimed]),
            _shared([_suppliers(segment) for segment in untimed]),
            rest,
        )


def _shared(names: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(name for name in names[0] if all(name in others for others in names))


def _suppliers(segment: Segment) -> tuple[str, ...]:
    supplier = segment.supplier or segment.source
    return () if supplier is None else (supplier.name,)


def _minutes(time: timedelta) -> int:
    return round(time / timedelta(minutes=1))
