"""iCalendar (RFC 5545) into broadcast plans. Extra ``ics``; library icalendar."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen

from ..errors import BroadcastError, MissingExtraError, ModelError
from ..model import Airing, BroadcastPlan, Recurrence, Segment, Slot, SlotException, Source
from ..model._laws import frozen_tuple
from ..model._rule_parts import WEEKDAYS
from ..model._slot import BEYOND_REACH, within_reach
from ._keys import key_of as _key
from ._wording import one_line

#: The parts of a rule that a Recurrence has; the clock comes from DTSTART.
_KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "UNTIL", "COUNT", "WKST"}
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
#: What an event of a plan has once at most.
_SINGLE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "SEQUENCE", "X-GOVNEWS-SLOT")
#: What stands for itself in a text, or for a line break (RFC 5545, section 3.3.11).
_ESCAPED = re.compile(r"\\([\\;,nN])")
#: What neither XML nor a title can carry.
_UNCARRIABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: A COUNT beyond this is no programme schedule.
_LONGEST_COUNT = 10_000


@frozen(kw_only=True)
class PlanRead:
    """What a file gave: a plan, and what of the file did not fit into one."""

    #: The plan.
    plan: BroadcastPlan
    #: What was left out, and why.
    errors: tuple[BroadcastError, ...] = field(default=(), validator=frozen_tuple)


def from_ics(
    data: bytes | str,
    *,
    key: str,
    title: str | None = None,
    time_zone: str = "Asia/Ho_Chi_Minh",
    relayed_from: Source | None = None,
) -> PlanRead:
    r"""A broadcast plan out of an iCalendar file (RFC 5545), ours or another's.

    Each event with a rule becomes a slot: its EXDATEs cancel airings, events of the same UID
    with a RECURRENCE-ID move or replace them, RDATEs add some. Events without a rule become
    extra airings; cancelled ones become nothing. Nothing is expanded, whatever the rules say.
    An event that cannot be a slot is named in ``errors`` and the others are read.

    Args:
        data: The file.
        key: Key of the plan.
        title: Title of the plan; by default what the calendar calls itself, else its first
            event.
        time_zone: The zone of times that name none, and of extra airings.
        relayed_from: Where the programmes come from, when the calendar is another service's:
            every slot then has a relay segment of that source.

    Raises:
        MissingExtraError: icalendar is not installed.
        BroadcastError: The data is not iCalendar at all.

    Example:
        >>> read = from_ics(
        ...     "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:ban-tin\r\nSUMMARY:Bản tin\r\n"
        ...     "DTSTART;TZID=Asia/Ho_Chi_Minh:20170219T194500\r\nRRULE:FREQ=WEEKLY\r\n"
        ...     "END:VEVENT\r\nEND:VCALENDAR\r\n",
        ...     key="cong-chinh-phu",
        ... )
        >>> read.plan.slots[0].recurrence.weekdays
        ('SU',)
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise MissingExtraError("ics", "icalendar") from error
    try:
        calendar = Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError) as error:
        raise BroadcastError(key, "calendar", f"is not iCalendar: {error}") from error
    reader = _Reader(key, ZoneInfo(time_zone), relayed_from)
    events = list(calendar.walk("VEVENT"))
    # An event with a RECURRENCE-ID belongs to one that may follow it.
    for event in sorted(events, key=lambda event: "RECURRENCE-ID" in event):
        reader.read(event)
    name = title or _text(calendar, "NAME") or _text(calendar, "X-WR-CALNAME") or reader.title
    first_runs = {slot.key for slot in reader.slots.values() if slot.kind == "first"}
    plan = BroadcastPlan(
        key=key,
        title=name or key,
        slots=tuple(
            slot if slot.of is None or slot.of in first_runs else evolve(slot, of=None)
            for slot in reader.slots.values()
        ),
        exceptions=tuple(reader.exceptions.values()),
        extra=tuple(reader.extra.values()),
        version=reader.sequence + 1,
    )
    return PlanRead(plan=_fitted(plan), errors=tuple(reader.errors))


class _Reader:
    def __init__(self, key: str, zone: ZoneInfo, relayed_from: Source | None) -> None:
        self._key = key
        self._zone = zone
        self._source = relayed_from
        self._uids: dict[str, str] = {}
        self.slots: dict[str, Slot] = {}
        self.exceptions: dict[tuple[str, date, time | None], SlotException] = {}
        self.extra: dict[tuple[str, datetime], Airing] = {}
        self.errors: list[BroadcastError] = []
        self.sequence = 0
        self.title: str | None = None

    def read(self, event: Any) -> None:
        with self._noting(event):
            self._read(event, _text(event, "UID") or "")

    @contextmanager
    def _noting(self, event: Any) -> Iterator[None]:
        """Note what is wrong with an event, or a part of it, and go on."""
        try:
            yield
        except (_Unfit, ModelError) as error:
            where = f"event {_text(event, 'UID') or _text(event, 'SUMMARY') or '?'}"
            self.errors.append(BroadcastError(self._key, where, str(error)))

    def _read(self, event: Any, uid: str) -> None:
        # Properties of icalendar are typed as any of thirty kinds: an event is Any here.
        for name, fault in event.errors:
            raise _Unfit(f"{name} is broken: {fault}")
        for name in _SINGLE:
            if isinstance(event.get(name), list):
                raise _Unfit(f"has more than one {name}")
        start = self._aware(event["DTSTART"].dt) if "DTSTART" in event else None
        if start is None:
            raise _Unfit("has no DTSTART with a time of day")
        if "RECURRENCE-ID" in event:
            self._override(event, uid, start)
        elif _cancelled(event):
            return
        elif "RRULE" in event:
            self._slot(event, uid, start)
        else:
            self._single(event, _slot_key(event) or _key(_text(event, "SUMMARY") or uid), start)
        self.sequence = max(self.sequence, int(event.get("SEQUENCE", 0)))
        self.title = self.title or _text(event, "SUMMARY")

    def _slot(self, event: Any, uid: str, start: datetime) -> None:
        if uid in self._uids:
            raise _Unfit("has a UID that another event has")
        rule = event["RRULE"]
        if not isinstance(start.tzinfo, ZoneInfo):
            raise _Unfit("has a rule in a zone that the tz database does not have")
        recurrence, until = _recurrence(rule, start, start.tzinfo.key)
        key = self._free_key(event, uid)
        kind, of = _kind(event)
        slot = Slot(
            key=key,
            recurrence=recurrence,
            duration=_duration(event, start),
            kind=kind,
            # Whether there is such a first run shows when all is read.
            of=of if kind == "rerun" else None,
            valid_from=start.date(),
            valid_until=until,
            title=_text(event, "SUMMARY"),
            segments=self._segments(event),
        )
        self.slots[key] = slot
        self._uids[uid] = key
        if not recurrence.includes(start.date()):
            # Undefined in section 3.8.5.3; calendars in use show such a DTSTART.
            self._add(Airing(slot=key, start=start))
        for moment, whole_day in self._listed(event, "EXDATE"):
            on = moment.astimezone(start.tzinfo)
            at = None if whole_day or on.time() == start.time() else on.time()
            with self._noting(event):
                exception = SlotException(slot=key, on=on.date(), at=at, action="cancel")
                self.exceptions[key, on.date(), at] = exception
        for moment, _ in self._listed(event, "RDATE"):
            with self._noting(event):
                self._add(Airing(slot=key, start=moment))

    def _override(self, event: Any, uid: str, start: datetime) -> None:
        key = self._uids.get(uid)
        ruled = self._aware(event["RECURRENCE-ID"].dt)
        if key is None or ruled is None:
            raise _Unfit("has a RECURRENCE-ID, but no event with a rule has its UID")
        if (key, ruled) in self.extra:
            del self.extra[key, ruled]
            if not _cancelled(event):
                self._single(event, key, start)
            return
        slot = self.slots[key]
        zone = ZoneInfo(slot.recurrence.time_zone) if slot.recurrence is not None else self._zone
        on = ruled.astimezone(zone).date()
        title, length = _text(event, "SUMMARY"), _duration(event, start)
        fields: dict[str, Any] = {
            "slot": key,
            "on": on,
            "title": title if title != slot.title else None,
            "duration": length if length != slot.duration else None,
        }
        if _cancelled(event):
            exception = SlotException(slot=key, on=on, action="cancel")
        elif start != ruled:
            exception = SlotException(action="move", moved_to=start, **fields)
        else:
            fields |= {"title": title or slot.title or key, "segments": self._segments(event)}
            exception = SlotException(action="replace", **fields)
        self.exceptions[key, on, None] = exception

    def _single(self, event: Any, key: str, start: datetime) -> None:
        length = _duration(event, start)
        kind, _ = _kind(event)
        if not isinstance(start.tzinfo, ZoneInfo) or start.tzinfo.key == "UTC":
            start = start.astimezone(self._zone)
        self._add(
            Airing(
                slot=key,
                start=start,
                end=None if length is None else start + length,
                kind=kind,
                title=_text(event, "SUMMARY"),
                segments=self._segments(event),
            )
        )

    def _add(self, airing: Airing) -> None:
        if not within_reach(airing.start):
            raise _Unfit(f"adds an airing that {BEYOND_REACH}")
        self.extra[airing.slot, airing.start] = airing

    def _segments(self, event: Any) -> tuple[Segment, ...]:
        if self._source is None:
            return ()
        return (Segment(kind="relay", title=_text(event, "SUMMARY"), source=self._source),)

    def _free_key(self, event: Any, uid: str) -> str:
        """The slot's key as we wrote it; else one made of the UID, unique in the plan."""
        clock = re.search(r"~(\d{4})\+", uid)
        key = _slot_key(event)
        if key is not None and clock is not None:
            key = f"{key}-{clock[1]}"
        key = stem = key or _key(uid.partition("@")[0] or _text(event, "SUMMARY") or "")
        number = 1
        while key in self.slots:
            number += 1
            key = f"{stem}-{number}"
        return key

    def _listed(self, event: Any, name: str) -> Iterator[tuple[datetime, bool]]:
        """The moments of an EXDATE or RDATE, and whether each stands for a whole day."""
        values = event.get(name, [])
        for value in values if isinstance(values, list) else [values]:
            for one in value.dts:
                moment = one.dt[0] if isinstance(one.dt, tuple) else one.dt
                aware = self._aware(moment)
                if aware is None:
                    yield datetime.combine(moment, time(12), self._zone), True
                else:
                    yield aware, False

    def _aware(self, value: object) -> datetime | None:
        """A moment with a zone; None for a whole day."""
        if not isinstance(value, datetime):
            return None
        return value if value.tzinfo is not None else value.replace(tzinfo=self._zone)


class _Unfit(Exception):  # noqa: N818  # never leaves this module
    """An event cannot be part of a plan."""


def _recurrence(rule: Any, start: datetime, zone: str) -> tuple[Recurrence, date | None]:
    """A rule with the clock of its first start, and the last day on which it holds."""
    parts = {name.upper(): value for name, value in rule.items()}
    clock = {"BYHOUR": start.hour, "BYMINUTE": start.minute, "BYSECOND": start.second}
    for name, at in clock.items():
        # Said again what DTSTART says: as good as not said.
        if [int(value) for value in parts.get(name, ())] == [at]:
            del parts[name]
    unknown = sorted(set(parts) - _KNOWN)
    if unknown:
        raise _Unfit(f"has a rule with {', '.join(unknown)}, which no recurrence here has")
    if "FREQ" not in parts:
        raise _Unfit("has a rule without a FREQ")
    frequency = str(parts["FREQ"][0]).lower()
    interval = int(parts.get("INTERVAL", [1])[0])
    weekdays, positions = _weekdays(parts.get("BYDAY", ()))
    if frequency == "weekly" and not weekdays:
        weekdays = (WEEKDAYS[start.weekday()],)
    if frequency == "weekly" and interval > 1:
        _check_weeks(weekdays, str(parts.get("WKST", ["MO"])[0]).upper()[-2:])
    month_days = tuple(int(day) for day in parts.get("BYMONTHDAY", ()))
    complete = frequency == "daily" or (frequency != "yearly" and (weekdays or month_days))
    fields: dict[str, Any] = {
        "frequency": frequency,
        "interval": interval,
        "weekdays": weekdays,
        "positions": positions,
        "month_days": month_days,
        "months": tuple(int(month) for month in parts.get("BYMONTH", ())),
        "times": (start.time(),),
        "time_zone": zone,
        # What the rule leaves out comes from its first day.
        "anchor": None if interval == 1 and complete else start.date(),
    }
    recurrence = Recurrence(**fields)
    return recurrence, _last_day(parts, recurrence, start)


def _check_weeks(weekdays: tuple[str, ...], week_start: str) -> None:
    """Weeks that begin on another day are as good as ours if no Monday parts the weekdays."""
    first = WEEKDAYS.index(week_start)
    sides = {WEEKDAYS.index(day) < first for day in weekdays}
    if len(sides) > 1:
        raise _Unfit(f"has a rule that counts weeks from {week_start}")


def _weekdays(by_day: Iterable[object]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Weekdays and their positions in the month: every day has every position, or none has."""
    days = [_BYDAY.fullmatch(str(day).upper()) for day in by_day]
    pairs = {(day[2], int(day[1] or 0)) for day in days if day is not None}
    weekdays = sorted({weekday for weekday, _ in pairs})
    positions = sorted({position for _, position in pairs})
    if len(pairs) != len(weekdays) * len(positions) or (0 in positions and len(positions) > 1):
        raise _Unfit("has a rule whose weekdays differ in their positions")
    return tuple(weekdays), tuple(position for position in positions if position)


def _last_day(parts: dict[str, Any], recurrence: Recurrence, start: datetime) -> date | None:
    if "UNTIL" in parts:
        until = parts["UNTIL"][0]
        if isinstance(until, datetime):
            aware = until if until.tzinfo else until.replace(tzinfo=start.tzinfo)
            last = recurrence.previous(aware, inclusive=True)
            return None if last is None else last.date()
        day: date = until
        return day
    if "COUNT" in parts:
        count = int(parts["COUNT"][0])
        if not 0 < count <= _LONGEST_COUNT:
            raise _Unfit(f"has a rule with a COUNT of {count}")
        days = recurrence.days(start.date(), date.max)
        return next(islice(days, count - 1, None), None)
    return None


def _duration(event: Any, start: datetime) -> timedelta | None:
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
    elif "DTEND" in event and isinstance(event["DTEND"].dt, datetime):
        end = event["DTEND"].dt
        length = (end if end.tzinfo else end.replace(tzinfo=start.tzinfo)) - start
    else:
        return None
    if length < timedelta(0):
        raise _Unfit("ends before it starts")
    return length or None


def _kind(event: Any) -> tuple[Any, str | None]:
    ours = event.get("X-GOVNEWS-SLOT")
    if ours is None:
        return "first", None
    kind = str(ours.params.get("KIND", "first"))
    return ("rerun" if kind == "rerun" else "first"), ours.params.get("OF")


def _cancelled(event: Any) -> bool:
    return (_text(event, "STATUS") or "").upper() == "CANCELLED"


def _slot_key(event: Any) -> str | None:
    key = _text(event, "X-GOVNEWS-SLOT")
    return None if key is None else _key(key)


def _text(component: Any, name: str) -> str | None:
    """A property's text on one line, or None."""
    from icalendar import vText

    value = component.get(name)
    if isinstance(value, list):
        value = value[0]
    if value is None:
        return None
    text = str(value)
    if not isinstance(value, vText):
        # icalendar 7 leaves the text of a property it does not know as it is written.
        text = _ESCAPED.sub(lambda found: found[1].replace("n", " ").replace("N", " "), text)
    return one_line(_UNCARRIABLE.sub(" ", text)) or None


def _fitted(plan: BroadcastPlan) -> BroadcastPlan:
    """The plan without titles that only say the plan's own."""
    own = plan.title

    def fit(part: Any) -> Any:
        return evolve(part, title=None) if part.title == own else part

    return evolve(plan, slots=tuple(map(fit, plan.slots)), extra=tuple(map(fit, plan.extra)))
