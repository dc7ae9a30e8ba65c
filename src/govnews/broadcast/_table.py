"""A schedule as rows of text, for templates, tables and people."""

from collections.abc import Iterable

from attrs import field, frozen

from .. import dates
from ..model import Airing, BroadcastPlan
from ..model._laws import frozen_tuple
from ._wording import (
    KINDS,
    ROLES,
    day_line,
    document_line,
    exception_line,
    one_line,
    segment_line,
    slot_line,
    title_of,
)


@frozen(kw_only=True)
class AiringRow:
    """One airing in words, as a line of a schedule."""

    #: The day: ``Chủ nhật, 19/2/2017``.
    day: str
    #: The clock: ``19h45``, or ``19h45 - 20h00`` when its end is known.
    clock: str
    #: What it shows.
    title: str
    #: ``Phát mới`` or ``Phát lại``.
    kind: str
    #: What it is made of, one text for each segment.
    segments: tuple[str, ...] = field(default=(), validator=frozen_tuple)
    #: Why it departs from the rule; empty when it does not.
    note: str = ""
    #: Start in ISO 8601, for the ``datetime`` attribute of HTML.
    iso: str


@frozen(kw_only=True)
class PlanRow:
    """One fact of a plan: a label and what it says."""

    #: The label: ``Khung giờ``.
    label: str
    #: The texts under it, one or more.
    texts: tuple[str, ...] = field(validator=frozen_tuple)


def schedule_table(plan: BroadcastPlan, airings: Iterable[Airing]) -> tuple[AiringRow, ...]:
    """Airings as rows of Vietnamese text, in the order given.

    Args:
        plan: The plan that they are of.
        airings: Some of its airings, such as ``plan.upcoming(5, now)``.

    Example:
        >>> from datetime import datetime, time
        >>> from govnews import Recurrence, Slot
        >>> sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> plan = BroadcastPlan(
        ...     key="it-today", title="IT TODAY", slots=(Slot(key="cn", recurrence=sundays),)
        ... )
        >>> [row] = schedule_table(plan, plan.upcoming(1, datetime(2017, 2, 15, tzinfo=plan.zone)))
        >>> row.day, row.clock, row.kind
        ('Chủ nhật, 19/2/2017', '19h45', 'Phát mới')
    """
    return tuple(_row(plan, airing) for airing in airings)


def plan_table(plan: BroadcastPlan) -> tuple[PlanRow, ...]:
    """What a plan lays down, as labelled Vietnamese text; what it leaves open is left out.

    Example:
        >>> [row.label for row in plan_table(BroadcastPlan(key="it-today", title="IT TODAY"))]
        ['Chương trình']
    """
    documents = [one for one in (plan.document, *plan.basis) if one is not None]
    rows = {
        "Chương trình": [plan.title],
        "Văn bản": [line for line in map(document_line, documents) if line],
        "Cơ quan ban hành": [plan.authority.name] if plan.authority is not None else [],
        "Kênh phát sóng": [plan.service.name] if plan.service is not None else [],
        "Khung giờ": [slot_line(plan, slot.key) for slot in plan.slots],
        "Nội dung": [segment_line(segment) for segment in plan.segments],
        "Chủ đề": list(plan.themes),
    }
    for party in plan.parties:
        duties = f": {'; '.join(party.duties)}" if party.duties else ""
        rows.setdefault(ROLES[party.role], []).append(party.organisation.name + duties)
    return tuple(
        PlanRow(label=label, texts=tuple(map(one_line, texts)))
        for label, texts in rows.items()
        if texts
    )


def _row(plan: BroadcastPlan, airing: Airing) -> AiringRow:
    start, end = airing.start, airing.end
    clock = dates.format(start, "press_time")
    return AiringRow(
        day=day_line(start),
        clock=clock if end is None else f"{clock} - {dates.format(end, 'press_time')}",
        title=title_of(airing, plan),
        kind=KINDS[airing.kind],
        segments=tuple(map(segment_line, airing.segments)),
        note="" if airing.exception is None else exception_line(airing.exception),
        iso=start.isoformat(timespec="minutes"),
    )
