"""iCalendar (RFC 5545) out of broadcast plans. Extra ``ics``; library icalendar."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, get_args
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from ..errors import BroadcastError, MissingExtraError, UnknownFormatError
from ..model import Airing, BroadcastPlan, Recurrence, Slot
from ..model._airings import Timetable
from ..model._clock_changes import is_steady
from ..model._course import LATEST, Course
from ..model._rule_parts import WEEKDAYS
from ._wording import description, title_of

if TYPE_CHECKING:
    from icalendar import Calendar, Event, vRecur, vText

_Form = Literal["rules", "airings"]
#: The first day of an undated plan's calendar: a rule must start somewhere (RFC 5545, 3.8.2.4).
_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001  # its zone is the plan's
#: Vietnam has kept UTC+7 since this day; what icalendar works out for it, worked out once.
_VIETNAM = b"""BEGIN:VTIMEZONE\r
TZID:Asia/Ho_Chi_Minh\r
BEGIN:STANDARD\r
DTSTART:19750613T000000\r
TZNAME:+07\r
TZOFFSETFROM:+0800\r
TZOFFSETTO:+0700\r
END:STANDARD\r
END:VTIMEZONE\r
"""


def to_ics(
    plan: BroadcastPlan,
    *,
    form: _Form = "rules",
    start: datetime | None = None,
    end: datetime | None = None,
    now: datetime | None = None,
) -> bytes:
    """A plan as an iCalendar file (RFC 5545) that calendars can subscribe to.

    In the form ``rules`` each slot is one event with a rule, at each of its times of day;
    cancelled airings are EXDATEs, moved and replaced ones events of the same UID with a
    RECURRENCE-ID, extra ones events of their own. In the form ``airings`` every airing of a
    window is an event, for readers that know no rules.

    UIDs are made of the keys of slot, plan and service and stay the same in every version;
    SEQUENCE counts the plan's versions, so that calendars update what they have. The same
    plan gives the same bytes, whenever it is written.

    Args:
        plan: The plan.
        form: ``rules`` or ``airings``.
        start: Aware. For ``airings``: begin of the window. For ``rules``: when slots without
            a first day begin; by default the day the plan's document takes effect or was
            issued, else 1 January 2000.
        end: Aware. For ``airings``: end of the window, itself left out. For ``rules``: until
            when the airings of a slot are listed one by one that no rule can say, such as
            the morning after the first Friday of the month.
        now: When the calendar is written (DTSTAMP); aware. By default when the plan's
            version was made, else its first day.

    Returns:
        The file, UTF-8 with CRLF and folded lines.

    Raises:
        MissingExtraError: icalendar is not installed.
        BroadcastError: A window is needed and not given, or a datetime is naive.
        UnknownFormatError: The form is neither.

    Example:
        >>> from datetime import date, time
        >>> sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> slot = Slot(key="toi-chu-nhat", recurrence=sundays, valid_from=date(2017, 2, 15))
        >>> plan = BroadcastPlan(key="it-today", title="IT TODAY", slots=(slot,))
        >>> lines = to_ics(plan).decode().splitlines()
        >>> [line for line in lines if line.startswith(("DTSTART;", "RRULE", "UID"))]
        ... # doctest: +NORMALIZE_WHITESPACE
        ['DTSTART;TZID=Asia/Ho_Chi_Minh:20170219T194500',
         'UID:toi-chu-nhat+it-today@govnews',
         'RRULE:FREQ=WEEKLY;BYDAY=SU;WKST=MO']
    """
    try:
        from icalendar import Calendar, Event, vText
    except ImportError as error:
        raise MissingExtraError("ics", "icalendar") from error
    if form not in get_args(_Form):
        raise UnknownFormatError("calendar form", form, get_args(_Form))
    for name, moment in (("start", start), ("end", end), ("now", now)):
        if moment is not None and moment.utcoffset() is None:
            raise BroadcastError(plan.key, name, "is not a datetime with a time zone")
    begin = start or _first_day(plan)
    writer = _Writer(plan, Event, vText, now or plan.revised_at or begin)
    if form == "airings":
        if start is None or end is None:
            raise BroadcastError(plan.key, "start, end", "are needed to list airings")
        events = [writer.single(airing) for airing in plan.airings(start, end)]
    else:
        events = list(writer.by_rule(begin, end))
    calendar = Calendar()
    calendar.add("prodid", "-//govnews//broadcast plan//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # NAME is RFC 7986, section 5.1; the X- properties are what calendars in use read.
    calendar.add("name", vText(plan.title))
    calendar.add("x-wr-calname", vText(plan.title))
    calendar.add("x-wr-timezone", vText(plan.zone.key))
    for event in events:
        calendar.add_component(event)
    return _with_time_zones(calendar, sorted(writer.zones))


def _first_day(plan: BroadcastPlan) -> datetime:
    document = plan.document
    day = document and (document.effective_on or document.issued_on)
    begin = datetime.combine(day, time.min) if day else _UNDATED
    return begin.replace(tzinfo=plan.zone)


@frozen
class _Master:
    """The airings of a slot at one time of day: one event with a rule."""

    course: Course
    uid: str
    #: The rule; None when RFC 5545 cannot say it.
    rrule: str | None


class _Writer:
    def __init__(
        self, plan: BroadcastPlan, event: "type[Event]", text: "type[vText]", stamp: datetime
    ) -> None:
        self._plan = plan
        self._event = event
        self._text = text
        self._stamp = stamp.astimezone(UTC)
        self._owner = f"{plan.key}@{plan.service.key if plan.service else 'govnews'}"
        #: Names of the zones that the events need.
        self.zones: set[str] = set()

    # ---- events by rule ---------------------------------------------------------------

    def by_rule(self, begin: datetime, end: datetime | None) -> "Iterator[Event]":
        plan = self._plan
        table = Timetable(plan.slots, plan.exceptions, plan.extra, plan.segments)
        for course in table.courses:
            kept = {id(airing) for airing in course.placed}
            ruled: set[int] = set()
            for master in _masters(course):
                first = master.course.next_start(begin, inclusive=True)
                if first is None:
                    continue
                if master.rrule is None:
                    if end is None:
                        reason = "has airings that no rule can say: give `end` to list them"
                        raise BroadcastError(plan.key, f"slot {course.slot.key}", reason)
                    starts = master.course.starts(begin, end)
                    regular = [one for one in starts if one not in course.touched]
                    yield from (self.single(course.airing(one)) for one in regular)
                    continue
                touched = {
                    rule_start: outcome if id(outcome) in kept else None
                    for rule_start, outcome in course.touched.items()
                    if rule_start >= first
                    and master.course.next_start(rule_start, inclusive=True) == rule_start
                }
                ruled.update(id(outcome) for outcome in touched.values())
                until = _last(master.course)
                yield from self._recurring(
                    course.airing(first), master.uid, _rule(master.rrule, until), touched
                )
            yield from (self.single(one) for one in course.placed if id(one) not in ruled)
        yield from (self.single(airing) for airing in table.loose)

    def _recurring(
        self,
        first: Airing,
        uid: str,
        rule: "vRecur",
        touched: dict[datetime, Airing | None],
    ) -> "Iterator[Event]":
        uid = f"{uid}+{self._owner}"
        event = self._of(first, uid)
        event.add("rrule", rule)
        for start in sorted(start for start, outcome in touched.items() if outcome is None):
            # The very start, in the zone of DTSTART: an EXDATE that is not equal excludes none.
            event.add("exdate", start)
        yield event
        for start, outcome in sorted(touched.items(), key=itemgetter(0)):
            if outcome is not None:
                instead = self._of(outcome, uid)
                instead.add("recurrence-id", start)
                yield instead

    # ---- single events ----------------------------------------------------------------

    def single(self, airing: Airing) -> "Event":
        """An airing as an event of its own, named after when it was to start."""
        start = (airing.moved_from or airing.start).astimezone(UTC)
        return self._of(airing, f"{airing.slot}~{start:%Y%m%dT%H%M%SZ}+{self._owner}")

    def _of(self, airing: Airing, uid: str) -> "Event":
        plan = self._plan
        event = self._event()
        event.add("uid", uid)
        event.add("dtstamp", self._stamp)
        event.add("sequence", plan.version - 1)
        event.add("dtstart", self._shown(airing.start))
        if airing.duration is not None:
            event.add("duration", airing.duration)
        event.add("summary", title_of(airing, plan))
        words = description(airing)
        if words:
            event.add("description", words)
        if plan.themes:
            event.add("categories", list(plan.themes))
        if plan.service is not None:
            event.add("location", plan.service.name)
            if plan.service.url is not None:
                event.add("url", plan.service.url)
        # Who watches television is not busy.
        event.add("transp", "TRANSPARENT")
        # As text: what icalendar does with a value of a property it does not know is slow.
        slot = self._text(airing.slot)
        slot.params.update(self._kind(airing))
        event.add("x-govnews-slot", slot)
        return event

    def _kind(self, airing: Airing) -> dict[str, str]:
        slot = self._plan.slot(airing.slot)
        of = {"OF": slot.of} if slot is not None and slot.of is not None else {}
        return {"KIND": airing.kind, **of}

    def _shown(self, start: datetime) -> datetime:
        # A fixed offset has no name that calendars know: only zones of the tz database do.
        zone = start.tzinfo
        if isinstance(zone, ZoneInfo) and zone.key != "UTC":
            self.zones.add(zone.key)
            return start
        return start.astimezone(UTC)


# ---- rules -----------------------------------------------------------------------------


def _masters(course: Course) -> Iterator[_Master]:
    slot, lead = course.slot, course.lead
    rule = slot.recurrence or (lead.slot.recurrence if lead is not None else None)
    if rule is None or rule.lunar_day is not None:
        return
    for clock in rule.times:
        once = evolve(rule, times=(clock,))
        uid = slot.key if len(rule.times) == 1 else f"{slot.key}~{clock:%H%M}"
        if lead is None:
            only = Course(evolve(slot, recurrence=once), None, (), (), ())
            yield _Master(only, uid, f"{evolve(once, times=()).rrule()};WKST=MO")
        else:
            first_run = Course(evolve(lead.slot, recurrence=once), None, (), (), ())
            only = Course(slot, first_run, (), (), ())
            yield _Master(only, uid, _shifted_rule(once, slot))


def _shifted_rule(rule: Recurrence, rerun: Slot) -> str | None:
    """The rule of a rerun at an offset, or None when RFC 5545 cannot say it."""
    clock = rule.times[0]
    since_midnight = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    days = (since_midnight + (rerun.offset or timedelta(0))) // timedelta(days=1)
    if not _keeps_its_clocks(ZoneInfo(rule.time_zone)):
        return None
    if days and (rule.frequency not in {"daily", "weekly"} or rule.months):
        return None
    weekdays = tuple(WEEKDAYS[(WEEKDAYS.index(day) + days) % 7] for day in rule.weekdays)
    shifted = evolve(rule, times=(), weekdays=weekdays)
    # The weeks that an interval counts are shifted with the days.
    week_start = WEEKDAYS[days % 7] if rule.interval > 1 else "MO"
    return f"{shifted.rrule()};WKST={week_start}"


def _keeps_its_clocks(zone: ZoneInfo) -> bool:
    return all(is_steady(zone, year) for year in range(1990, 2038))


def _rule(text: str, until: datetime | None) -> "vRecur":
    from icalendar import vRecur

    rule: vRecur = vRecur.from_ical(text)
    if until is not None:
        # In UTC, for DTSTART has a zone (RFC 5545, section 3.3.10).
        rule["UNTIL"] = [until.astimezone(UTC)]
    return rule


def _last(course: Course) -> datetime | None:
    """The last start of a slot that ends some day; None for one that does not."""
    lead = course.lead
    ends = course.slot.valid_until is not None
    ends = ends or (lead is not None and lead.slot.valid_until is not None)
    return course.previous_start(LATEST, inclusive=True) if ends else None


# ---- the file --------------------------------------------------------------------------


def _with_time_zones(calendar: "Calendar", zones: list[str]) -> bytes:
    written: bytes = calendar.to_ical()
    head, event, rest = written.partition(b"BEGIN:VEVENT\r\n")
    if not event:
        return written
    return head + b"".join(_time_zone(zone) for zone in zones) + event + rest


@lru_cache
def _time_zone(name: str) -> bytes:
    """The VTIMEZONE of a zone: slow to work out, and the same for every calendar."""
    from icalendar import Timezone

    if name == "Asia/Ho_Chi_Minh":
        return _VIETNAM
    written: bytes = Timezone.from_tzinfo(ZoneInfo(name)).to_ical()
    return written
