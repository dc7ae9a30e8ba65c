"""Strategies for broadcast plans and their parts."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st

from ..model import (
    Airing,
    AiringRecord,
    BroadcastPlan,
    BroadcastService,
    OfficialDocument,
    Organisation,
    Party,
    PartyRole,
    ReportDuty,
    Segment,
    Slot,
    SlotException,
    Source,
)
from ..model._broadcast import ROLES
from ._articles import organisations, sources
from ._documents import official_documents
from ._recurrence import recurrences
from ._text import aware_datetimes, keys, languages, texts, web_urls

_FIRST_DAY = date(2015, 1, 1)
_LAST_DAY = date(2030, 12, 31)
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def _fixed(fields: dict[str, Any], overrides: dict[str, Any]) -> dict[str, Any]:
    given = {
        name: value if isinstance(value, st.SearchStrategy) else st.just(value)
        for name, value in overrides.items()
    }
    return {**fields, **given}


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _few(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def _days() -> st.SearchStrategy[date]:
    return st.dates(_FIRST_DAY, _LAST_DAY)


def _moments() -> st.SearchStrategy[datetime]:
    minutes = st.integers(0, (_LAST_DAY - _FIRST_DAY).days * 24 * 60)
    start = datetime.combine(_FIRST_DAY, time.min, _ZONE)
    return minutes.map(lambda minute: start + timedelta(minutes=minute))


def durations(*, most: int = 180) -> st.SearchStrategy[timedelta]:
    """Lengths of airings in whole minutes; shrinks to one minute.

    Args:
        most: The longest, in minutes.
    """
    return st.integers(1, most).map(lambda minutes: timedelta(minutes=minutes))


def segments(**overrides: Any) -> st.SearchStrategy[Segment]:
    """Relayed and local segments. ``overrides`` are values or strategies for fields by name."""
    fields = {
        "title": _maybe(texts(max_size=20)),
        "themes": _few(texts(max_size=20)),
        "duration": _maybe(durations(most=60)),
        "supplier": _maybe(organisations()),
    }
    drawn = _fixed({"kind": st.sampled_from(("local", "relay")), **fields}, overrides)
    source = drawn.pop("source", _maybe(sources()))

    def built(kind: str, source: Source | None, **fields: Any) -> Segment:
        return Segment(kind=kind, source=source if kind == "relay" else None, **fields)  # type: ignore[arg-type]

    return st.builds(built, source=source, **drawn)


def slots(**overrides: Any) -> st.SearchStrategy[Slot]:
    """Slots with a rule of their own. ``overrides`` are values or strategies by field name.

    Reruns at an offset need a first run beside them: :func:`broadcast_plans` has them.
    """
    rules = recurrences(times=st.lists(_clock_times(), min_size=1, max_size=2).map(tuple))
    bounds = st.tuples(_maybe(_days()), _maybe(_days())).map(
        lambda pair: tuple(sorted(pair)) if None not in pair else pair
    )

    def built(bound: tuple[date | None, date | None], **fields: Any) -> Slot:
        return Slot(**{"valid_from": bound[0], "valid_until": bound[1], **fields})

    fields = {
        "key": keys(),
        "recurrence": rules,
        "duration": _maybe(durations()),
        "title": _maybe(texts()),
        "segments": _few(segments()),
    }
    return st.builds(built, bounds, **_fixed(fields, overrides))


def _clock_times() -> st.SearchStrategy[time]:
    return st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45, 55)))


def slot_exceptions(**overrides: Any) -> st.SearchStrategy[SlotException]:
    """Exceptions of all three kinds. ``overrides`` are values or strategies by field name.

    Shrinks to a cancellation without a reason.
    """
    action = overrides.pop("action", None)
    common = {
        "slot": keys(),
        "on": _days(),
        "reason": _maybe(texts(max_size=20)),
        "document": _maybe(official_documents()),
    }
    instead = {
        "title": texts(max_size=20),
        "segments": _few(segments()),
        "duration": _maybe(durations()),
    }
    kinds = {
        "cancel": common,
        "move": common | instead | {"moved_to": _moments(), "title": _maybe(instead["title"])},
        "replace": common | instead,
    }
    return st.one_of(
        [
            st.builds(SlotException, action=st.just(name), **_fixed(fields, overrides))
            for name, fields in kinds.items()
            if action in {None, name}
        ]
    )


def airings(**overrides: Any) -> st.SearchStrategy[Airing]:
    """Airings, with and without an end. ``overrides`` are values or strategies by name."""

    def built(start: datetime, length: timedelta | None, **fields: Any) -> Airing:
        end = None if length is None else start + length
        return Airing(**{"start": start, "end": end, **fields})

    fields = {
        "slot": keys(),
        "kind": st.sampled_from(("first", "rerun")),
        "segments": _few(segments()),
        "title": _maybe(texts()),
    }
    return st.builds(built, _moments(), _maybe(durations()), **_fixed(fields, overrides))


def airing_records(**overrides: Any) -> st.SearchStrategy[AiringRecord]:
    """Lines of an airing log. ``overrides`` are values or strategies for fields by name."""
    fields = {
        "slot": _maybe(keys()),
        "scheduled_at": _maybe(aware_datetimes()),
        "aired_at": aware_datetimes(),
        "status": st.sampled_from(("aired", "late", "pre_empted", "failed")),
        "duration": _maybe(durations()),
        "title": _maybe(texts()),
        "segments": _few(segments()),
        "note": _maybe(texts()),
    }
    return st.builds(AiringRecord, **_fixed(fields, overrides))


def broadcast_services(**overrides: Any) -> st.SearchStrategy[BroadcastService]:
    """Channels. ``overrides`` are values or strategies for fields by name."""
    fields = {
        "key": keys(),
        "name": texts(),
        "language": languages(),
        "url": _maybe(web_urls()),
    }
    return st.builds(BroadcastService, **_fixed(fields, overrides))


def parties(**overrides: Any) -> st.SearchStrategy[Party]:
    """Parties with their duties. ``overrides`` are values or strategies for fields by name."""
    fields = {
        "organisation": organisations(),
        "role": st.sampled_from(ROLES),
        "duties": _few(texts()),
    }
    return st.builds(Party, **_fixed(fields, overrides))


def report_duties(**overrides: Any) -> st.SearchStrategy[ReportDuty]:
    """Duties to report. ``overrides`` are values or strategies for fields by name."""
    fields = {
        "by": organisations(),
        "to": organisations(),
        "every": st.sampled_from(("year", "quarter", "month")),
        "subject": _maybe(texts()),
    }
    return st.builds(ReportDuty, **_fixed(fields, overrides))


@st.composite
def broadcast_plans(
    draw: st.DrawFn, /, *, faultless: bool = False, **overrides: Any
) -> BroadcastPlan:
    """Plans with slots, reruns, exceptions and extra airings.

    Args:
        draw: Given by Hypothesis.
        faultless: Whether to leave out exceptions and extra airings that
            :meth:`BroadcastPlan.problems` would name.
        overrides: Values or strategies for fields by name.

    Shrinks to a plan of one daily slot.

    Example:
        >>> from hypothesis import given
        >>> @given(broadcast_plans(faultless=True))
        ... def sound(plan): assert not plan.problems()
    """
    cast = draw(_CASTS)
    drawn: dict[str, Any] = draw(_FIELDS) | {
        "title": cast.texts[0],
        "document": cast.maybe(draw, cast.documents),
        "basis": cast.documents,
        "authority": cast.maybe(draw, cast.organisations),
        "parties": tuple(cast.party(role) for role in draw(_ROLES)),
        "themes": cast.texts[1:],
        "segments": cast.some(draw, cast.segments),
    }
    drawn |= {name: draw(value) for name, value in _fixed({}, overrides).items()}
    if "slots" not in drawn:
        drawn["slots"] = _slots_with_reruns(draw, cast)
    plan = BroadcastPlan(**drawn)
    if "exceptions" in drawn or "extra" in drawn or not plan.slots:
        return plan
    for departure in draw(_DEPARTURES):
        slot = plan.slots[draw(_PICK) % len(plan.slots)]
        candidate = _departed(plan, cast.fitted(departure, slot, plan))
        if not (faultless and candidate.problems()):
            plan = candidate
    return plan


@attrs.frozen
class _Cast:
    """What the parts of one plan have in common: drawn once, for each would cost too much."""

    texts: tuple[str, ...]
    organisations: tuple[Organisation, ...]
    documents: tuple[OfficialDocument, ...]
    segments: tuple[Segment, ...]

    def maybe(self, draw: st.DrawFn, values: tuple[Any, ...]) -> Any:
        """One of the values, or None."""
        return (None, *values)[draw(_PICK) % (len(values) + 1)]

    def some(self, draw: st.DrawFn, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """The first few of the values."""
        return values[: draw(_PICK) % (len(values) + 1)]

    def party(self, role: PartyRole) -> Party:
        """A party of one of the organisations."""
        return Party(organisation=self.organisations[0], role=role, duties=self.texts)

    def fitted(
        self, departure: SlotException | Airing, slot: Slot, plan: BroadcastPlan
    ) -> SlotException | Airing:
        """The departure made one of a slot."""
        if isinstance(departure, Airing):
            return attrs.evolve(departure, slot=slot.key, kind=slot.kind, segments=self.segments)
        document = self.documents[0] if self.documents else None
        exception = attrs.evolve(departure, slot=slot.key, document=document)
        if exception.action == "replace":
            exception = attrs.evolve(exception, segments=self.segments)
        ruled = plan.slot(slot.of) if slot.recurrence is None and slot.of else slot
        if exception.action == "move" and ruled and ruled.recurrence:
            exception = attrs.evolve(exception, at=ruled.recurrence.times[0])
        # One in three stays where it was drawn, and mostly hits nothing.
        return exception if exception.on.day % 3 == 0 else _aimed(plan, exception)


def _departed(plan: BroadcastPlan, one: SlotException | Airing) -> BroadcastPlan:
    """The plan with an exception or an extra airing more, unless it has that already."""
    if isinstance(one, Airing):
        if any((one.slot, one.start) == (other.slot, other.start) for other in plan.extra):
            return plan
        return attrs.evolve(plan, extra=(*plan.extra, one))
    if any((one.slot, one.on) == (other.slot, other.on) for other in plan.exceptions):
        return plan
    return attrs.evolve(plan, exceptions=(*plan.exceptions, one))


def _slots_with_reruns(draw: st.DrawFn, cast: _Cast) -> tuple[Slot, ...]:
    drawn = [attrs.evolve(slot, segments=cast.some(draw, cast.segments)) for slot in draw(_SLOTS)]
    if len(drawn) == 1 or draw(_PICK) % 2 == 0:
        return tuple(drawn)
    # The last of them becomes a rerun of the first, by its own rule or at an offset.
    rerun = attrs.evolve(drawn[-1], kind="rerun", of=drawn[0].key)
    quarters = draw(_PICK)
    if quarters:
        offset = timedelta(minutes=15 * quarters)
        rerun = attrs.evolve(rerun, recurrence=None, offset=offset)
    return (*drawn[:-1], rerun)


def _aimed(plan: BroadcastPlan, exception: SlotException) -> SlotException:
    """The exception, put on a day on which its slot does air."""
    start = datetime.combine(exception.on, time.min, _ZONE)
    for airing in plan.upcoming(8, start):
        if airing.slot == exception.slot:
            day = airing.start.date()
            if exception.moved_to is None:
                return attrs.evolve(exception, on=day)
            away = exception.moved_to - datetime.combine(exception.on, time.min, UTC)
            moved_to = airing.start + timedelta(seconds=away.total_seconds() % (5 * 86_400))
            return attrs.evolve(exception, on=day, at=airing.start.time(), moved_to=moved_to)
    return exception


# Made once: to make a strategy costs more than to draw from it.
_PICK = st.integers(0, 4 * 24 * 8)
_ROLES = st.lists(st.sampled_from(ROLES), max_size=2)
_CASTS = st.builds(
    _Cast,
    st.lists(texts(max_size=20), min_size=1, max_size=2).map(tuple),
    st.tuples(organisations()),
    st.lists(official_documents(), max_size=1).map(tuple),
    st.lists(segments(), min_size=1, max_size=2).map(tuple),
)
_FIELDS = st.fixed_dictionaries(
    {
        "key": keys(),
        "service": _maybe(broadcast_services()),
        "report_duty": _maybe(report_duties()),
        "version": st.integers(1, 99),
        "revised_at": _maybe(aware_datetimes()),
        "language": languages(),
    }
)
_SLOTS = st.lists(slots(segments=()), min_size=1, max_size=3, unique_by=lambda slot: slot.key)
_DEPARTURES = st.lists(
    st.one_of(
        slot_exceptions(slot="x", document=None, segments=()),
        slot_exceptions(slot="x", document=None, segments=()),
        airings(slot="x", segments=()),
    ),
    max_size=4,
)
