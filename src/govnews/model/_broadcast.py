"""The broadcast plan (kế hoạch phát sóng): who does what, and what airs when."""

from datetime import datetime
from functools import cached_property
from typing import Any, Literal
from zoneinfo import ZoneInfo

import attrs
from attrs import field, frozen

from ..errors import BroadcastError, ModelError
from ._airings import Timetable, overlapping
from ._article import Organisation
from ._document import OfficialDocument
from ._extensions import NO_EXTENSIONS, Extensions
from ._laws import (
    aware,
    filled_text,
    frozen_tuple,
    identifier,
    language_tag,
    nfc_tuple,
    one_of,
    optional,
    positive,
    text,
    tuple_of,
    web_url,
)
from ._slot import BEYOND_REACH, Airing, Segment, Slot, SlotException, within_reach

#: What a party does under a plan.
PartyRole = Literal["authority", "lead", "content_supplier", "technical_adviser", "broadcaster"]
ROLES: tuple[PartyRole, ...] = (
    "authority",
    "lead",
    "content_supplier",
    "technical_adviser",
    "broadcaster",
)
#: Where a plan airs that says nothing else.
_HOME = "Asia/Ho_Chi_Minh"


@frozen(kw_only=True)
class BroadcastService:
    """A channel (kênh, sóng) on which programmes air: schema.org ``BroadcastService``.

    Example:
        >>> BroadcastService(key="truyenhinh.sonla.vn", name="Truyền hình Sơn La").language
        'vi'
    """

    #: Channel identifier, by preference shaped like a host name (RFC 2838, section 2).
    key: str = field(validator=identifier)
    #: Name that viewers know.
    name: str = field(validator=filled_text)
    #: Language (RFC 5646).
    language: str = field(default="vi", validator=language_tag)
    #: Address of its site.
    url: str | None = field(default=None, validator=optional(web_url))


@frozen(kw_only=True)
class Party:
    """A body that a plan gives duties to, and in which role.

    Example:
        >>> Party(
        ...     organisation=Organisation(name="Viễn thông Sơn La"),
        ...     role="technical_adviser",
        ...     duties=("tư vấn các giải pháp công nghệ",),
        ... ).role
        'technical_adviser'
    """

    #: The body; it may be a group, such as "các ngành, huyện, thành phố".
    organisation: Organisation
    #: ``authority`` (cơ quan ban hành, chỉ đạo), ``lead`` (đầu mối, chủ trì),
    #: ``content_supplier`` (cung cấp nội dung), ``technical_adviser`` (tư vấn kỹ thuật) or
    #: ``broadcaster`` (đơn vị phát sóng).
    role: PartyRole = field(validator=one_of(*ROLES))
    #: What it has to do (nhiệm vụ), in the plan's words.
    duties: tuple[str, ...] = field(
        default=(), converter=nfc_tuple, validator=tuple_of(filled_text)
    )


@frozen(kw_only=True)
class ReportDuty:
    """The duty to report on the plan again and again (chế độ báo cáo).

    Example:
        >>> ReportDuty(
        ...     by=Organisation(name="Sở Thông tin và Truyền thông"),
        ...     to=Organisation(name="UBND tỉnh"),
        ... ).every
        'year'
    """

    #: Who reports.
    by: Organisation
    #: To whom.
    to: Organisation
    #: How often.
    every: Literal["year", "quarter", "month"] = field(
        default="year", validator=one_of("year", "quarter", "month")
    )
    #: On what, in the plan's words.
    subject: str | None = field(default=None, validator=optional(text))


@frozen(kw_only=True)
class BroadcastPlan:
    """A programme's plan: its basis, its parties, its slots and what departs from them.

    What a plan does not lay down stays open: it may have no document, no service, no
    duration and no first day.

    Raises:
        ModelError: A slot's key occurs twice, an exception or a rerun names an unknown slot,
            a move does not say which of several airings of a day it moves, or an extra airing
            is given twice or is not from the year 1973 to 9998.

    Example:
        >>> from datetime import time, timedelta
        >>> from govnews import Recurrence
        >>> plan = BroadcastPlan(
        ...     key="it-today",
        ...     title="IT TODAY",
        ...     slots=(Slot(
        ...         key="toi-chu-nhat",
        ...         recurrence=Recurrence(
        ...             frequency="weekly", weekdays=("SU",), times=(time(19, 45),)
        ...         ),
        ...     ),),
        ... )
        >>> airing = plan.next_airing(datetime(2017, 2, 15, 17, 0, tzinfo=plan.zone))
        >>> airing.start.isoformat()
        '2017-02-19T19:45:00+07:00'
    """

    #: Short name; with the service's key it names the plan in calendars for good.
    key: str = field(validator=identifier)
    #: Title of the programme.
    title: str = field(validator=filled_text)
    #: The document that sets the plan up.
    document: OfficialDocument | None = None
    #: Documents that it rests on (căn cứ).
    basis: tuple[OfficialDocument, ...] = field(default=(), validator=frozen_tuple)
    #: Who issued it.
    authority: Organisation | None = None
    #: Who does what.
    parties: tuple[Party, ...] = field(default=(), validator=frozen_tuple)
    #: The channel.
    service: BroadcastService | None = None
    #: What the programme is about (chủ đề).
    themes: tuple[str, ...] = field(
        default=(), converter=nfc_tuple, validator=tuple_of(filled_text)
    )
    #: What an airing is made of, where its slot says nothing else.
    segments: tuple[Segment, ...] = field(default=(), validator=frozen_tuple)
    #: When it airs.
    slots: tuple[Slot, ...] = field(default=(), validator=frozen_tuple)
    #: When that does not hold.
    exceptions: tuple[SlotException, ...] = field(default=(), validator=frozen_tuple)
    #: Airings beside the slots. One that has the key of a slot takes from it what it leaves
    #: open: its end, its segments, its title.
    extra: tuple[Airing, ...] = field(default=(), validator=frozen_tuple)
    #: Who has to report to whom.
    report_duty: ReportDuty | None = None
    #: Number of the version, from 1; :func:`govnews.broadcast.amend` counts it up.
    version: int = field(default=1, validator=positive)
    #: When this version was made; aware.
    revised_at: datetime | None = field(default=None, validator=optional(aware))
    #: Language (RFC 5646).
    language: str = field(default="vi", validator=language_tag)
    #: Typed add-ons.
    extensions: Extensions = NO_EXTENSIONS

    @slots.validator
    def _slots_fit(self, attribute: "attrs.Attribute[Any]", slots: tuple[Slot, ...]) -> None:
        keys = _unique(slots, "slots")
        for slot in slots:
            if slot.of is None:
                continue
            lead = keys.get(slot.of)
            if lead is None:
                raise ModelError("BroadcastPlan", "slots", slot.of, "lack the first run of a rerun")
            if lead.kind != "first":
                raise ModelError("BroadcastPlan", "slots", slot.of, "hold a rerun of a rerun")

    def __attrs_post_init__(self) -> None:
        slots = {slot.key: slot for slot in self.slots}
        seen: set[tuple[object, ...]] = set()
        for exception in self.exceptions:
            slot = slots.get(exception.slot)
            if slot is None:
                raise ModelError(
                    "BroadcastPlan", "exceptions", exception.slot, "name an unknown slot"
                )
            lead = slots[slot.of] if slot.offset is not None and slot.of else slot
            many = lead.recurrence is not None and len(lead.recurrence.times) > 1
            if exception.action == "move" and exception.at is None and many:
                raise ModelError(
                    "BroadcastPlan",
                    "exceptions",
                    exception,
                    "hold a move of a slot with several airings a day that has no `at`",
                )
            _once(seen, (exception.slot, exception.on, exception.at), "exceptions")
        for airing in self.extra:
            if not within_reach(airing.start):
                raise ModelError("BroadcastPlan", "extra", airing.start, BEYOND_REACH)
            _once(seen, (airing.slot, airing.start), "extra")

    # ---- the schedule -----------------------------------------------------------------

    @cached_property
    def _timetable(self) -> Timetable:
        return Timetable(self.slots, self.exceptions, self.extra, self.segments)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of its first slot; Asia/Ho_Chi_Minh when it has none."""
        for slot in self.slots:
            if slot.recurrence is not None:
                return ZoneInfo(slot.recurrence.time_zone)
        return ZoneInfo(_HOME)

    def slot(self, key: str) -> Slot | None:
        """The slot of a key, or None."""
        course = self._timetable.by_key.get(key)
        return None if course is None else course.slot

    def next_airing(self, after: datetime, *, inclusive: bool = False) -> Airing | None:
        """The first airing that starts after an instant, however old the plan is.

        Args:
            after: An aware datetime in any zone.
            inclusive: Whether an airing that starts at ``after`` itself may be the answer.

        Returns:
            The airing, in the zone of its slot; None when there is none any more.

        Raises:
            BroadcastError: ``after`` is naive.

        Example:
            >>> plan = BroadcastPlan(key="it-today", title="IT TODAY")
            >>> plan.next_airing(datetime(2017, 2, 15, tzinfo=plan.zone)) is None
            True
        """
        self._check_aware("after", after)
        return self._timetable.next_airing(after, inclusive=inclusive)

    def on_air(self, at: datetime) -> Airing | None:
        """The airing that is on air at an instant, the latest should some overlap, or None.

        An airing is on air from its start up to but not including its end. Without a
        duration all that is known is that it is on air at its very start.

        Args:
            at: An aware datetime in any zone.

        Raises:
            BroadcastError: ``at`` is naive.
        """
        self._check_aware("at", at)
        return self._timetable.on_air(at)

    def airings(self, start: datetime, end: datetime) -> tuple[Airing, ...]:
        """The airings that start in [start, end), in order.

        Slots that start together keep the order they have in the plan. Both ends are
        required: a plan without a last day never ends.

        Args:
            start: An aware datetime in any zone.
            end: An aware datetime in any zone.

        Raises:
            BroadcastError: An end is naive.

        Example:
            >>> from datetime import time
            >>> from govnews import Recurrence
            >>> daily = Recurrence(frequency="daily", times=(time(18),))
            >>> plan = BroadcastPlan(
            ...     key="ban-tin", title="Bản tin", slots=(Slot(key="toi", recurrence=daily),)
            ... )
            >>> week = plan.airings(
            ...     datetime(2017, 2, 13, tzinfo=plan.zone), datetime(2017, 2, 20, tzinfo=plan.zone)
            ... )
            >>> len(week)
            7
        """
        self._check_aware("start", start)
        self._check_aware("end", end)
        return tuple(self._timetable.airings(start, end))

    def upcoming(self, n: int, after: datetime, *, inclusive: bool = False) -> tuple[Airing, ...]:
        """The first ``n`` airings that start after an instant; fewer when the plan ends.

        Args:
            n: How many.
            after: An aware datetime in any zone.
            inclusive: Whether an airing that starts at ``after`` itself counts.

        Raises:
            BroadcastError: ``after`` is naive.
        """
        self._check_aware("after", after)
        return tuple(self._timetable.upcoming(n, after, inclusive=inclusive))

    # ---- what is wrong with it --------------------------------------------------------

    def problems(self) -> tuple[BroadcastError, ...]:
        """What exceptions and extra airings get wrong: all of it, none of it raised.

        Exceptions that hit no airing, airings moved or added onto another airing, lunar days
        that nobody has worked out. Airings of two slots that overlap by their rules are found
        by :meth:`conflicts`, which needs a window.

        Example:
            >>> from datetime import date, time
            >>> from govnews import Recurrence
            >>> plan = BroadcastPlan(
            ...     key="it-today",
            ...     title="IT TODAY",
            ...     slots=(Slot(
            ...         key="toi-chu-nhat",
            ...         recurrence=Recurrence(
            ...             frequency="weekly", weekdays=("SU",), times=(time(19, 45),)
            ...         ),
            ...     ),),
            ...     exceptions=(
            ...         SlotException(slot="toi-chu-nhat", on=date(2017, 2, 20), action="cancel"),
            ...     ),
            ... )
            >>> [str(problem) for problem in plan.problems()]
            ['plan it-today: exception toi-chu-nhat 2017-02-20: hits no airing']
        """
        return tuple(
            BroadcastError(self.key, where, reason) for where, reason in self._timetable.faults()
        )

    def conflicts(self, start: datetime, end: datetime) -> tuple[tuple[Airing, Airing], ...]:
        """The pairs of airings in [start, end) that are on air at one time, in order.

        :func:`govnews.broadcast.conflicts` does it for several plans on one service.

        Args:
            start: An aware datetime in any zone.
            end: An aware datetime in any zone.

        Raises:
            BroadcastError: An end is naive.
        """
        return tuple(overlapping(self.airings(start, end)))

    def _check_aware(self, name: str, moment: datetime) -> None:
        if moment.utcoffset() is None:
            raise BroadcastError(self.key, name, "is not a datetime with a time zone")


def _unique(slots: Any, name: str) -> dict[str, Slot]:
    keys: dict[str, Slot] = {}
    for slot in slots:
        if slot.key in keys:
            raise ModelError("BroadcastPlan", name, slot.key, "hold a key twice")
        keys[slot.key] = slot
    return keys


def _once(seen: set[tuple[object, ...]], one: tuple[object, ...], name: str) -> None:
    if one in seen:
        raise ModelError("BroadcastPlan", name, one, "hold the same airing twice")
    seen.add(one)
