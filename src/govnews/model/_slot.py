"""The parts of a broadcast schedule: segments, slots, exceptions, airings, log records."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

import attrs
from attrs import field, frozen

from ._article import Organisation, Source
from ._document import OfficialDocument
from ._laws import (
    aware,
    calendar_date,
    duration as above_zero,
    fail,
    filled_text,
    frozen_tuple,
    identifier,
    nfc_tuple,
    one_of,
    optional,
    text,
    tuple_of,
)
from ._recurrence import Recurrence
from ._rule_parts import clock_time

#: A first run (phát mới) or a rerun (phát lại).
AiringKind = Literal["first", "rerun"]
#: What became of an airing, as the log records it.
RecordStatus = Literal["aired", "late", "pre_empted", "failed"]
#: What departs from a rule lies in these years. Before, clocks of some zones differ from UTC by
#: odd seconds (Liberia's until 1972), which no airing can say; after, days may have no next one.
_FIRST_YEAR, _LAST_YEAR = 1973, 9998
BEYOND_REACH = f"is not from the year {_FIRST_YEAR} to {_LAST_YEAR}"


def within_reach(day: date) -> bool:
    """Whether something may depart from a rule on a day."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


@frozen(kw_only=True)
class Segment:
    """A part of a programme: taken over from elsewhere, or the broadcaster's own.

    Example:
        >>> Segment(
        ...     kind="relay",
        ...     title="Chương trình của Cổng Thông tin điện tử Chính phủ",
        ...     source=Source(name="Cổng Thông tin điện tử Chính phủ"),
        ... ).source.name
        'Cổng Thông tin điện tử Chính phủ'
    """

    #: ``relay`` (tiếp sóng, phát lại chương trình của nơi khác) or ``local`` (tự sản xuất).
    kind: Literal["relay", "local"] = field(validator=one_of("relay", "local"))
    #: What it is called.
    title: str | None = field(default=None, validator=optional(filled_text))
    #: Where a relayed segment comes from.
    source: Source | None = None
    #: What it is about (chủ đề).
    themes: tuple[str, ...] = field(
        default=(), converter=nfc_tuple, validator=tuple_of(filled_text)
    )
    #: How long it takes; None when that is not laid down.
    duration: timedelta | None = field(default=None, validator=optional(above_zero))
    #: Who supplies its content.
    supplier: Organisation | None = None

    def __attrs_post_init__(self) -> None:
        if self.source is not None and self.kind != "relay":
            raise fail(self, "source", self.source.name, "belongs to a relay segment")


@frozen(kw_only=True)
class Slot:
    """A place in the schedule (khung giờ phát sóng) at which a programme airs again and again.

    A slot has a rule of its own (``recurrence``), or it is the rerun of another slot at a
    fixed ``offset``: then it follows every airing of that slot, moved and extra ones
    included, and falls out when that falls out. The offset is counted on the clock of the
    slot's zone, so that "the next morning at 6:30" stays that across a change of clocks.

    Raises:
        ModelError: The slot has both a rule and an offset or neither, the rule gives no time
            of day, or the validity ends before it starts.

    Example:
        >>> from datetime import time, timedelta
        >>> sunday = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> first = Slot(key="toi-chu-nhat", recurrence=sunday, duration=timedelta(minutes=15))
        >>> again = Slot(
        ...     key="sang-thu-hai", kind="rerun", of="toi-chu-nhat",
        ...     offset=timedelta(hours=10, minutes=45),
        ... )
        >>> again.kind
        'rerun'
    """

    #: Short name, unique in its plan.
    key: str = field(validator=identifier)
    #: When it airs; None for a rerun at an offset.
    recurrence: Recurrence | None = None
    #: How long an airing takes; None when that is not laid down. For a rerun at an offset,
    #: None means as long as the first run.
    duration: timedelta | None = field(default=None, validator=optional(above_zero))
    #: First run (phát mới) or rerun (phát lại).
    kind: AiringKind = field(default="first", validator=one_of("first", "rerun"))
    #: For a rerun: key of the slot whose programme it shows again.
    of: str | None = field(default=None, validator=optional(identifier))
    #: For a rerun at an offset: how long after the start of the first run it starts.
    offset: timedelta | None = field(default=None, validator=optional(above_zero))
    #: First day on which it may start, in the zone of its rule; None for no bound.
    valid_from: date | None = field(default=None, validator=optional(calendar_date))
    #: Last day on which it may start; None for no bound.
    valid_until: date | None = field(default=None, validator=optional(calendar_date))
    #: What it shows, where that is not the plan's title.
    title: str | None = field(default=None, validator=optional(filled_text))
    #: What it is made of, where that is not the plan's segments.
    segments: tuple[Segment, ...] = field(default=(), validator=frozen_tuple)

    def __attrs_post_init__(self) -> None:
        if self.recurrence is None and self.offset is None:
            raise fail(self, "recurrence", None, "is missing, and so is an offset")
        if self.recurrence is not None and self.offset is not None:
            raise fail(self, "offset", self.offset, "is given beside a recurrence")
        if self.recurrence is not None and not self.recurrence.times:
            raise fail(self, "recurrence", self.recurrence, "gives no time of day")
        if self.of is not None and self.kind != "rerun":
            raise fail(self, "of", self.of, "names a first run, but the slot is no rerun")
        if self.offset is not None and self.of is None:
            raise fail(self, "of", None, "is missing: an offset counts from a first run")
        if (
            self.valid_from is not None
            and self.valid_until is not None
            and self.valid_until < self.valid_from
        ):
            raise fail(self, "valid_until", self.valid_until, "is before valid_from")


@frozen(kw_only=True)
class SlotException:
    """One day on which a slot does not do what its rule says (ngoại lệ).

    Raises:
        ModelError: A move says not when to, another action says when to, a replacement shows
            nothing else, a cancelled airing shows something, or one of the days is not from
            the year 1973 to 9998.

    Example:
        >>> from datetime import date
        >>> SlotException(
        ...     slot="toi-chu-nhat", on=date(2017, 1, 29), action="cancel", reason="Nghỉ Tết",
        ... ).action
        'cancel'
    """

    #: Key of the slot.
    slot: str = field(validator=identifier)
    #: The day on which the airing would have started, in the zone of the slot.
    on: date = field(validator=calendar_date)
    #: ``cancel`` (không phát), ``move`` (chuyển giờ) or ``replace`` (thay nội dung).
    action: Literal["cancel", "move", "replace"] = field(
        validator=one_of("cancel", "move", "replace")
    )
    #: Its time of day, where the slot airs more than once that day; None for every one.
    at: time | None = field(default=None, validator=optional(clock_time))
    #: For a move: when it airs instead; aware.
    moved_to: datetime | None = field(default=None, validator=optional(aware))
    #: What is shown instead; for a move: only if that changes, too.
    title: str | None = field(default=None, validator=optional(filled_text))
    #: What it is made of instead.
    segments: tuple[Segment, ...] = field(default=(), validator=frozen_tuple)
    #: How long it takes instead.
    duration: timedelta | None = field(default=None, validator=optional(above_zero))
    #: Why (lý do).
    reason: str | None = field(default=None, validator=optional(text))
    #: The official document that orders it.
    document: OfficialDocument | None = None

    def __attrs_post_init__(self) -> None:
        if not within_reach(self.on):
            raise fail(self, "on", self.on, BEYOND_REACH)
        if self.moved_to is not None and not within_reach(self.moved_to):
            raise fail(self, "moved_to", self.moved_to, BEYOND_REACH)
        if self.action == "move" and self.moved_to is None:
            raise fail(self, "moved_to", None, "is missing from a move")
        if self.action != "move" and self.moved_to is not None:
            raise fail(self, "moved_to", self.moved_to, f"does not belong to a {self.action}")
        if self.action == "replace" and self.title is None and not self.segments:
            raise fail(self, "title", None, "is missing from a replace, and so are its segments")
        if self.action == "cancel" and (self.title or self.segments or self.duration):
            raise fail(self, "action", self.action, "leaves nothing to be shown")


def _after_start(instance: "Airing", attribute: "attrs.Attribute[Any]", value: datetime) -> None:
    aware(instance, attribute, value)
    if value <= instance.start:
        raise fail(instance, attribute.name, value, "is not after the start")


@frozen(kw_only=True)
class Airing:
    """One broadcast of a programme (lần phát sóng), planned or added to the plan.

    It belongs to the day on which it starts, even if it ends on the next.

    Example:
        >>> from datetime import datetime, timedelta, timezone
        >>> hanoi = timezone(timedelta(hours=7))
        >>> Airing(slot="toi-chu-nhat", start=datetime(2017, 2, 19, 19, 45, tzinfo=hanoi)).kind
        'first'
    """

    #: Key of its slot; an extra airing may have a key that is no slot's.
    slot: str = field(validator=identifier)
    #: When it starts; aware.
    start: datetime = field(validator=aware)
    #: When it ends; aware. None when no duration is laid down.
    end: datetime | None = field(default=None, validator=optional(_after_start))
    #: First run or rerun.
    kind: AiringKind = field(default="first", validator=one_of("first", "rerun"))
    #: What it is made of.
    segments: tuple[Segment, ...] = field(default=(), validator=frozen_tuple)
    #: What it shows, where that is not the plan's title.
    title: str | None = field(default=None, validator=optional(filled_text))
    #: When the rule would have started it, if it was moved; aware.
    moved_from: datetime | None = field(default=None, validator=optional(aware))
    #: What made it differ from the rule.
    exception: SlotException | None = None

    @property
    def duration(self) -> timedelta | None:
        """How long it takes, or None."""
        # Zones may change their clocks within an airing: subtract instants, not clock times.
        return None if self.end is None else self.end.astimezone(UTC) - self.start


_new = object.__new__
(
    _put_slot,
    _put_start,
    _put_end,
    _put_kind,
    _put_segments,
    _put_title,
    _put_moved,
    _put_exception,
) = (vars(Airing)[attribute.name].__set__ for attribute in attrs.fields(Airing))


def airing_by_rule(
    slot: Slot,
    start: datetime,
    end: datetime | None,
    segments: tuple[Segment, ...],
    title: str | None,
) -> Airing:
    """The airing that a slot's rule gives, made without asking the laws again.

    A rule gives nothing that breaks them, and asking costs more than all the arithmetic.
    """
    airing = _new(Airing)
    _put_slot(airing, slot.key)
    _put_start(airing, start)
    _put_end(airing, end)
    _put_kind(airing, slot.kind)
    _put_segments(airing, segments)
    _put_title(airing, title)
    _put_moved(airing, None)
    _put_exception(airing, None)
    return airing


@frozen(kw_only=True)
class AiringRecord:
    """A line of the airing log (nhật ký phát sóng): what in fact went out, or did not.

    Example:
        >>> from datetime import datetime, timedelta, timezone
        >>> hanoi = timezone(timedelta(hours=7))
        >>> AiringRecord(
        ...     slot="toi-chu-nhat",
        ...     scheduled_at=datetime(2017, 2, 19, 19, 45, tzinfo=hanoi),
        ...     aired_at=datetime(2017, 2, 19, 19, 45, 10, tzinfo=hanoi),
        ... ).status
        'aired'
    """

    #: Key of the slot; None for a broadcast outside the plan.
    slot: str | None = field(default=None, validator=optional(identifier))
    #: When it was to start; aware.
    scheduled_at: datetime | None = field(default=None, validator=optional(aware))
    #: When it did start; aware. None when it did not.
    aired_at: datetime | None = field(default=None, validator=optional(aware))
    #: ``aired`` (đã phát), ``late`` (phát muộn), ``pre_empted`` (nhường sóng) or ``failed``
    #: (sự cố).
    status: RecordStatus = field(
        default="aired", validator=one_of("aired", "late", "pre_empted", "failed")
    )
    #: How long it took.
    duration: timedelta | None = field(default=None, validator=optional(above_zero))
    #: What was shown, where that is not what the plan says.
    title: str | None = field(default=None, validator=optional(filled_text))
    #: What it was made of, where that is not what the plan says.
    segments: tuple[Segment, ...] = field(default=(), validator=frozen_tuple)
    #: A remark.
    note: str | None = field(default=None, validator=optional(text))

    def __attrs_post_init__(self) -> None:
        if self.status in {"aired", "late"} and self.aired_at is None:
            raise fail(self, "aired_at", None, f"is missing from a record of status {self.status}")
        if self.scheduled_at is None and self.aired_at is None:
            raise fail(self, "scheduled_at", None, "is missing, and so is aired_at")
