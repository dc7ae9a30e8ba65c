"""The schedule arithmetic against a plain reading of the same rules."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import Airing, BroadcastPlan, Slot, SlotException
from govnews.model._airings import overlap, overlapping
from govnews.model._course import EARLIEST, LATEST, is_on_air, shifted
from govnews.testing import airings, broadcast_plans

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
BEGIN = datetime(2014, 6, 1, tzinfo=VIETNAM)
END = datetime(2031, 6, 1, tzinfo=VIETNAM)
#: Farther than any exception moves and any rerun follows.
FAR = timedelta(days=366)


@attrs.define
class Line:
    """An airing as the plain reading has it."""

    #: Start by the rule; None for an extra airing.
    ruled: datetime | None
    start: datetime
    length: timedelta | None
    #: Hit by an exception of its own slot.
    hit: bool = False
    #: Anything but what the rule says.
    placed: bool = False


def read_plainly(plan: BroadcastPlan) -> list[tuple[str, datetime, datetime | None]]:
    """Every airing from BEGIN to END by the definitions, slot by slot, with no cleverness."""
    lines: dict[str, list[Line]] = {}
    length_of: dict[str, timedelta | None] = {}
    for slot in sorted(plan.slots, key=lambda slot: slot.offset is not None):
        if slot.recurrence is not None:
            length_of[slot.key] = slot.duration
            starts = slot.recurrence.between(BEGIN - FAR, END + FAR)
            own = [Line(start, start, slot.duration) for start in starts if holds(slot, start)]
        else:
            length_of[slot.key], own = follow(slot, lines, length_of)
        for exception in plan.exceptions:
            if exception.slot == slot.key:
                own = depart(exception, own)
        for extra in plan.extra:
            if extra.slot == slot.key:
                own.append(
                    Line(None, extra.start, extra.duration or length_of[slot.key], placed=True)
                )
        lines[slot.key] = own
    found: dict[tuple[str, datetime], tuple[str, datetime, datetime | None]] = {}
    places = {slot.key: place for place, slot in enumerate(plan.slots)}
    for key, own in lines.items():
        # Two airings of a slot at one start are one, by preference the regular one.
        for line in sorted(own, key=lambda line: (line.placed, line.ruled is None)):
            end = None if line.length is None else line.start + line.length
            if BEGIN <= line.start < END:
                found.setdefault((key, line.start), (key, line.start, end))
    return sorted(found.values(), key=lambda one: (one[1], places[one[0]]))


def follow(
    slot: Slot, lines: dict[str, list[Line]], length_of: dict[str, timedelta | None]
) -> tuple[timedelta | None, list[Line]]:
    assert slot.offset is not None
    assert slot.of is not None
    usual = slot.duration or length_of[slot.of]
    own = []
    for line in lines[slot.of]:
        ruled = None if line.ruled is None else line.ruled + slot.offset
        if ruled is None or holds(slot, ruled):
            length = usual if line.length == length_of[slot.of] else line.length
            own.append(Line(ruled, line.start + slot.offset, length, placed=line.placed))
    return usual, own


def depart(exception: SlotException, own: list[Line]) -> list[Line]:
    left = []
    for line in own:
        meant = line.start.date() == exception.on and exception.at in {None, line.start.time()}
        if line.hit or not meant:
            left.append(line)
        elif exception.action != "cancel":
            moved_to = exception.moved_to and exception.moved_to.astimezone(VIETNAM)
            length = exception.duration or line.length
            left.append(Line(line.ruled, moved_to or line.start, length, hit=True, placed=True))
    return left


def holds(slot: Slot, start: datetime) -> bool:
    return (slot.valid_from or date.min) <= start.date() <= (slot.valid_until or date.max)


def shown(airing: Airing) -> tuple[str, datetime, datetime | None]:
    return airing.slot, airing.start, airing.end


@given(broadcast_plans())
def test_airings_are_those_of_a_plain_reading(plan: BroadcastPlan) -> None:
    expected = read_plainly(plan)
    actual = [shown(airing) for airing in plan.airings(BEGIN, END)]
    if plan.problems():
        assert [one[:2] for one in actual] == [one[:2] for one in expected]
    else:
        assert actual == expected


@given(broadcast_plans(), st.data())
def test_every_question_agrees_with_the_list_of_airings(
    plan: BroadcastPlan, data: st.DataObject
) -> None:
    listed = plan.airings(BEGIN, END)
    starts = [airing.start for airing in listed] or [BEGIN]
    at = data.draw(st.sampled_from(starts)) + data.draw(
        st.integers(-120, 300).map(lambda minutes: timedelta(minutes=minutes))
    )
    inclusive = data.draw(st.booleans())
    at = max(at, BEGIN)
    later = [one for one in listed if one.start > at or (inclusive and one.start == at)]
    if later:
        assert plan.next_airing(at, inclusive=inclusive) == later[0]
        assert plan.next_airing(at.astimezone(UTC), inclusive=inclusive) == later[0]
    count = min(5, len(later))
    assert list(plan.upcoming(count, at, inclusive=inclusive)) == later[:count]
    running = [one for one in listed if is_on_air(one, at)]
    on_air = plan.on_air(at)
    assert (on_air is None) == (not running)
    if on_air is not None:
        assert on_air.start == running[-1].start
        assert on_air in running


INSTANT, DAY = timedelta(microseconds=1), timedelta(days=1)
WESTERN, EASTERN = (timezone(timedelta(hours=hours)) for hours in (-12, 14))


@pytest.mark.parametrize(
    ("moment", "by", "expected"),
    [
        (BEGIN, DAY, BEGIN + DAY),
        (BEGIN, -DAY, BEGIN - DAY),
        (LATEST, -INSTANT, LATEST - INSTANT),
        (LATEST, INSTANT, LATEST),
        (EARLIEST, INSTANT, EARLIEST + INSTANT),
        (EARLIEST, -INSTANT, EARLIEST),
        (datetime.max.replace(tzinfo=WESTERN), timedelta(0), LATEST),
        (datetime.max.replace(tzinfo=WESTERN), -INSTANT, LATEST),
        (datetime.max.replace(tzinfo=WESTERN), -DAY, LATEST - DAY / 2),
        (datetime.min.replace(tzinfo=EASTERN), timedelta(0), EARLIEST),
        (datetime.min.replace(tzinfo=EASTERN), INSTANT, EARLIEST),
        (datetime.min.replace(tzinfo=EASTERN), DAY, EARLIEST + timedelta(hours=10)),
    ],
)
def test_a_shift_is_exact_up_to_the_ends_of_the_calendar(
    moment: datetime, by: timedelta, expected: datetime
) -> None:
    assert shifted(moment, by) == expected


@given(st.lists(airings(), max_size=12))
def test_overlapping_names_every_pair_once(some: list[Airing]) -> None:
    ordered = sorted(some, key=lambda airing: airing.start)
    expected = [
        (ordered[i], ordered[j])
        for j in range(len(ordered))
        for i in range(j)
        if overlap(ordered[i], ordered[j])
    ]
    assert list(overlapping(ordered)) == expected
