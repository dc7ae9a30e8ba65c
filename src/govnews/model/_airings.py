"""When the slots of a plan air: the rules, what exceptions make of them, what is added.

Every answer costs the same whatever the age of a rule. Exceptions and extra airings are
finite, so they are laid out once; the rules are infinite and are only ever asked.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

from ._course import Course, is_on_air, shifted
from ._slot import Airing, Segment, Slot, SlotException


class Timetable:
    """The airings of all slots of a plan and of its extra airings."""

    def __init__(
        self,
        slots: tuple[Slot, ...],
        exceptions: tuple[SlotException, ...],
        extra: tuple[Airing, ...],
        segments: tuple[Segment, ...],
    ) -> None:
        by_key: dict[str, Course] = {}
        # First runs before the reruns that follow them.
        for slot in sorted(slots, key=lambda slot: slot.offset is not None):
            by_key[slot.key] = Course(
                slot,
                by_key[slot.of] if slot.offset is not None and slot.of is not None else None,
                [exception for exception in exceptions if exception.slot == slot.key],
                [airing for airing in extra if airing.slot == slot.key],
                segments,
            )
        #: The courses in the order of the slots.
        self.courses = tuple(by_key[slot.key] for slot in slots)
        self.by_key = by_key
        #: Place of a slot among the slots: the order of airings that start together.
        self._place = {slot.key: place for place, slot in enumerate(slots)}
        #: Extra airings that belong to no slot.
        self.loose = [airing for airing in extra if airing.slot not in by_key]
        #: Every airing that no rule gives as it is, in order.
        self.placed: list[Airing] = sorted(
            [airing for course in self.courses for airing in course.placed] + self.loose,
            key=self._order,
        )
        self._placed_starts = [airing.start for airing in self.placed]
        self._longest_placed = max(
            (airing.duration for airing in self.placed if airing.duration), default=timedelta(0)
        )

    def _order(self, airing: Airing) -> tuple[datetime, int]:
        return airing.start, self._place.get(airing.slot, len(self._place))

    def next_airing(self, after: datetime, *, inclusive: bool) -> Airing | None:
        """The first airing after an instant."""
        found: Airing | None = None
        for course in self.courses:
            airing = course.regular_after(after, inclusive=inclusive)
            if airing is not None and (found is None or airing.start < found.start):
                found = airing
        if self.placed:
            index = (bisect_left if inclusive else bisect_right)(self._placed_starts, after)
            if index < len(self.placed):
                placed = self.placed[index]
                if found is None or self._order(placed) < self._order(found):
                    return placed
        return found

    def airings(self, start: datetime, end: datetime) -> list[Airing]:
        """The airings that start in [start, end), in order."""
        found: list[Airing] = []
        for course in self.courses:
            found += course.regular(start, end)
        if self.placed:
            first = bisect_left(self._placed_starts, start)
            found += self.placed[first : bisect_left(self._placed_starts, end)]
        if len(self.courses) > 1 or self.placed:
            found.sort(key=self._order)
        return found

    def upcoming(self, n: int, after: datetime, *, inclusive: bool) -> Iterator[Airing]:
        """The first ``n`` airings after an instant."""
        courses = [course.walk(after, inclusive=inclusive) for course in self.courses]
        seek = bisect_left if inclusive else bisect_right
        placed = islice(self.placed, seek(self._placed_starts, after), None)
        return islice(merge(*courses, placed, key=self._order), max(n, 0))

    def on_air(self, moment: datetime) -> Airing | None:
        """The airing that is on air at an instant; the latest, should they overlap."""
        running = [course.regular_at(moment) for course in self.courses]
        first = bisect_left(self._placed_starts, shifted(moment, -self._longest_placed))
        running += [one for one in self.placed[first:] if one.start <= moment]
        return max(
            (one for one in running if one is not None and is_on_air(one, moment)),
            key=lambda airing: airing.start,
            default=None,
        )

    # ---- faults -----------------------------------------------------------------------

    def faults(self) -> Iterator[tuple[str, str]]:
        """Where exceptions and extra airings are at fault, and why."""
        for course in self.courses:
            rule = course.slot.recurrence
            if rule is not None and rule.lunar_day is not None and not course.added:
                yield f"slot {course.slot.key}", "is of a lunar day: add its airings as extra ones"
            for exception in course.unused:
                yield _named(exception), "hits no airing"
            for airing in course.doubled:
                yield _blamed(airing), f"is put onto the airing of its own slot at {airing.start}"
        seen: set[tuple[str, datetime]] = set()
        for airing in self.placed:
            if _keeps_its_time(airing):
                continue
            seen.add((airing.slot, airing.start))
            for other in self._beside(airing):
                if (other.slot, other.start) not in seen:
                    yield (
                        _blamed(airing),
                        f"is put at {airing.start} onto {other.slot} at {other.start}",
                    )

    def _beside(self, airing: Airing) -> list[Airing]:
        """The airings that overlap one, itself among them, in order."""
        running = [course.regular_at(airing.start) for course in self.courses]
        first = bisect_left(self._placed_starts, shifted(airing.start, -self._longest_placed))
        running += self.placed[first : bisect_left(self._placed_starts, airing.start)]
        end = airing.end or airing.start + timedelta(microseconds=1)
        running += self.airings(airing.start, end)
        found = {(one.slot, one.start): one for one in running if one is not None}
        return sorted((one for one in found.values() if overlap(airing, one)), key=self._order)


def overlapping(airings: Iterable[Airing]) -> Iterator[tuple[Airing, Airing]]:
    """The pairs among airings in order of their starts that are on air at one time."""
    running: list[Airing] = []
    for airing in airings:
        running = [one for one in running if overlap(one, airing)]
        yield from ((one, airing) for one in running)
        running.append(airing)


def _named(exception: SlotException) -> str:
    return f"exception {exception.slot} {exception.on}"


def _blamed(airing: Airing) -> str:
    if airing.exception is not None:
        return _named(airing.exception)
    return f"extra airing {airing.slot} {airing.start}"


def _keeps_its_time(airing: Airing) -> bool:
    return (
        airing.exception is not None
        and airing.moved_from is None
        and airing.exception.duration is None
    )


def overlap(one: Airing, other: Airing) -> bool:
    """Whether two airings are on air at one time."""
    return is_on_air(one, other.start) or is_on_air(other, one.start)
