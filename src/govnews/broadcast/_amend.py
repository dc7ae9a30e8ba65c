"""Amending a plan: this airing only, or this and all later ones."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve

from ..errors import BroadcastError
from ..model import Airing, BroadcastPlan, Slot, SlotException
from ..model._airings import Timetable


def amend(
    plan: BroadcastPlan,
    *departures: SlotException,
    slot: str | None = None,
    since: date | None = None,
    key: str | None = None,
    revised_at: datetime | None = None,
    **changes: Any,
) -> BroadcastPlan:
    """The next version of a plan, in which airings differ from those of this one.

    *This airing*: give exceptions. One for an airing that has an exception already takes its
    place. *This and later*: give a slot, the day from which on it changes, and its new fields.
    The slot ends the day before and a new one begins, so that what has aired stays what it
    was, and so does the UID under which calendars know it. Reruns at an offset end and begin
    with their first run; exceptions from that day on go over to the new slot when it airs on
    their day, and are dropped with the rule that they departed from when it does not.

    Args:
        plan: The plan; it is left as it is.
        departures: Exceptions to add.
        slot: Key of the slot to change.
        since: First day of the change, in the zone of the slot.
        key: Key of the new slot; by default the old one with the day. A slot of which nothing
            airs before that day keeps its own.
        revised_at: When the new version is made; aware.
        changes: The new slot's fields, such as ``recurrence`` or ``duration``. None at all:
            the slot ends for good.

    Returns:
        The plan with its version counted up by one.

    Raises:
        BroadcastError: The slot is unknown, or ``slot`` and ``since`` do not come together.
        ModelError: The amended plan would break a law.

    Example:
        >>> from datetime import time
        >>> from govnews import Recurrence
        >>> sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> plan = BroadcastPlan(
        ...     key="it-today", title="IT TODAY", slots=(Slot(key="toi", recurrence=sundays),)
        ... )
        >>> later = evolve(sundays, times=(time(20, 15),))
        >>> amended = amend(plan, slot="toi", since=date(2018, 1, 1), recurrence=later)
        >>> [(slot.key, slot.valid_from, slot.valid_until) for slot in amended.slots]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('toi', None, datetime.date(2017, 12, 31)),
         ('toi-20180101', datetime.date(2018, 1, 1), None)]
        >>> amended.version
        2
    """
    if (slot is None) != (since is None) or (slot is None and (changes or key)):
        raise BroadcastError(plan.key, "amend", "a change of a slot needs the slot and its day")
    if slot is not None and since is not None:
        plan = _split(plan, slot, since, key, changes)
    if departures:
        replaced = {(one.slot, one.on, one.at) for one in departures}
        kept = (one for one in plan.exceptions if (one.slot, one.on, one.at) not in replaced)
        plan = evolve(plan, exceptions=(*kept, *departures))
    return evolve(plan, version=plan.version + 1, revised_at=revised_at)


def _split(
    plan: BroadcastPlan, key: str, since: date, new_key: str | None, changes: dict[str, Any]
) -> BroadcastPlan:
    old = plan.slot(key)
    if old is None:
        raise BroadcastError(plan.key, f"slot {key}", "is unknown")
    if old.valid_until is not None and old.valid_until < since:
        raise BroadcastError(plan.key, f"slot {key}", f"has ended before {since}")
    followers = {one.key for one in plan.slots if one.of == key and one.offset is not None}
    if not _ended(old, since):
        detached = _detached(plan, {key, *followers}, since, ends=not changes)
        if changes and detached is plan:
            # It has not begun: nothing of it has aired that would have to stay.
            changed = evolve(old, **changes)
            return evolve(plan, slots=tuple(changed if one is old else one for one in plan.slots))
        plan = detached
    suffix = f"{since:%Y%m%d}"
    new_keys = {follower: f"{follower}-{suffix}" for follower in followers}
    new_keys[key] = new_key or f"{key}-{suffix}"
    slots = tuple(part for one in plan.slots for part in _parts(one, old, since, new_keys, changes))
    if not changes:
        new_keys = {}
    zone = ZoneInfo(old.recurrence.time_zone) if old.recurrence else plan.zone
    return evolve(
        plan,
        slots=slots,
        exceptions=_carried_over(plan, slots, since, {key, *followers}, new_keys),
        extra=tuple(
            evolve(one, slot=new_keys[one.slot])
            if one.slot in new_keys and _day(one, zone) >= since
            else one
            for one in plan.extra
        ),
    )


def _detached(plan: BroadcastPlan, affected: set[str], since: date, *, ends: bool) -> BroadcastPlan:
    """The plan with what airs of slots before their rule begins as extra airings on their own.

    What they take from the slot and from exceptions is written into them, so that they stay
    what they are when the slot changes or, when it ``ends``, goes. Where there are none it is
    the plan itself.
    """
    courses = Timetable(plan.slots, plan.exceptions, plan.extra, plan.segments).by_key
    aired = [
        one
        for key in affected
        for one in courses[key].placed
        if (one.moved_from or one.start).date() < since or (ends and one in courses[key].added)
    ]
    if not aired:
        return plan
    limit = date.max if ends else since
    extra = [
        one
        for one in plan.extra
        if one.slot not in affected or _day(one, courses[one.slot].zone) >= limit
    ]
    exceptions = (one for one in plan.exceptions if one.slot not in affected or one.on >= since)
    extra += sorted(aired, key=lambda one: (one.start, one.slot))
    return evolve(plan, exceptions=tuple(exceptions), extra=tuple(extra))


def _day(airing: Airing, zone: ZoneInfo) -> date:
    return airing.start.astimezone(zone).date()


def _parts(
    slot: Slot, old: Slot, since: date, new_keys: dict[str, str], changes: dict[str, Any]
) -> list[Slot]:
    """What becomes of one slot when ``old`` changes: what ends of it, and what begins."""
    if slot is old:
        first = max(since, old.valid_from or since)
        begun = evolve(old, **{"key": new_keys[old.key], "valid_from": first, **changes})
        return _ended(old, since) + ([begun] if changes else [])
    if slot.key in new_keys:
        # It ends with the first run that it follows, whatever day that brings it to.
        kept = [slot] if _ended(old, since) else []
        begun = evolve(slot, key=new_keys[slot.key], of=new_keys[old.key])
        return kept + ([begun] if changes else [])
    if slot.of != old.key or (not changes and _ended(old, since)):
        return [slot]
    # By a rule of its own it goes on, and shows again what the new slot shows, if there is one.
    return [evolve(slot, of=new_keys[old.key] if changes else None)]


def _ended(slot: Slot, since: date) -> list[Slot]:
    """The slot with the day before as its last; none when it would never have begun."""
    if slot.valid_from is not None and slot.valid_from >= since:
        return []
    return [evolve(slot, valid_until=since - timedelta(days=1))]


def _carried_over(
    plan: BroadcastPlan,
    slots: tuple[Slot, ...],
    since: date,
    affected: set[str],
    new_keys: dict[str, str],
) -> tuple[SlotException, ...]:
    """The exceptions, each with the slot that has an airing for it to hit."""
    known = {slot.key for slot in slots}
    carried: list[SlotException] = []
    for exception in plan.exceptions:
        if exception.slot not in affected or exception.on < since:
            carried.append(exception)
            continue
        for key in (exception.slot, new_keys.get(exception.slot)):
            if key is None or key not in known:
                continue
            candidate = evolve(exception, slot=key)
            courses = Timetable(slots, (*carried, candidate), plan.extra, plan.segments).by_key
            if candidate not in courses[key].unused:
                carried.append(candidate)
                break
    return tuple(carried)
