"""Broadcast plans and airings as schema.org events and schedules."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from ..model import (
    Airing,
    BroadcastPlan,
    BroadcastService,
    Recurrence,
    Segment,
    Slot,
    SlotException,
)
from ._jsonld_parts import document, filled, organisation

_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_UNITS = {"daily": "D", "weekly": "W", "monthly": "M", "yearly": "Y"}
#: Parties that answer for a programme; the others contribute.
_ORGANISERS = ("authority", "lead")
RESCHEDULED = "https://schema.org/EventRescheduled"
CANCELLED = "https://schema.org/EventCancelled"


def service_node(service: BroadcastService) -> dict[str, Any]:
    """schema.org ``BroadcastService``."""
    return filled(
        {
            "@type": "BroadcastService",
            "identifier": service.key,
            "name": service.name,
            "broadcastDisplayName": service.name,
            "inLanguage": service.language,
            "url": service.url,
        }
    )


def plan_event(plan: BroadcastPlan) -> dict[str, Any]:
    """schema.org ``BroadcastEvent`` with a ``Schedule`` for every slot and time of day.

    What departs from the schedules is told twice: by ``exceptDate`` and, day by day, by
    ``subEvent``.
    """
    parties = [(party, organisation(party.organisation)) for party in plan.parties]
    organisers = [node for party, node in parties if party.role in _ORGANISERS]
    if plan.authority is not None:
        organisers.insert(0, organisation(plan.authority))
    papers = (*((plan.document,) if plan.document else ()), *plan.basis)
    return filled(
        {
            "@type": "BroadcastEvent",
            "@id": _identity(plan.service.key if plan.service else "", plan.key),
            "name": plan.title,
            "inLanguage": plan.language,
            "about": list(plan.themes),
            "publishedOn": service_node(plan.service) if plan.service else None,
            "organizer": organisers,
            "contributor": [
                {"@type": "Role", "roleName": party.role, "contributor": node}
                for party, node in parties
                if party.role not in _ORGANISERS
            ],
            "subjectOf": [document(paper) for paper in papers],
            "workPerformed": filled(
                {
                    "@type": "CreativeWorkSeries",
                    "name": plan.title,
                    "hasPart": [_clip(segment) for segment in plan.segments],
                }
            ),
            "eventSchedule": [
                schedule for slot in plan.slots for schedule in _schedules(slot, plan)
            ],
            "subEvent": [
                *(event for one in plan.exceptions if (event := _departure(one, plan))),
                *(airing_event(airing, plan) for airing in plan.extra),
            ],
        }
    )


def airing_event(airing: Airing, plan: BroadcastPlan | None) -> dict[str, Any]:
    """schema.org ``BroadcastEvent`` of one airing.

    Its ``@id`` is made of channel and start, so it is the same in every export, and it has no
    ``url``: search engines want that of the channel only.
    """
    service = plan.service if plan else None
    title = airing.title or (plan.title if plan else None)
    moved = airing.moved_from
    series = {"@type": "CreativeWorkSeries", "name": plan.title} if plan else None
    return filled(
        {
            "@type": "BroadcastEvent",
            "@id": _identity(
                service.key if service else airing.slot, airing.start.astimezone(UTC).isoformat()
            ),
            "name": title or airing.slot,
            "startDate": airing.start.isoformat(),
            "endDate": airing.end.isoformat() if airing.end else None,
            "previousStartDate": moved.isoformat() if moved else None,
            "eventStatus": RESCHEDULED if moved else None,
            "publishedOn": service_node(service) if service else None,
            "workPerformed": filled(
                {
                    "@type": "Episode",
                    "name": title or airing.slot,
                    "partOfSeries": series,
                    "hasPart": [_clip(segment) for segment in airing.segments],
                }
            ),
        }
    )


def _identity(channel: str, rest: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{channel} {rest}')}"


def _clip(segment: Segment) -> dict[str, Any]:
    source = segment.source
    maker = {"@type": "Organization", "name": source.name} if source else None
    if maker is None and segment.supplier is not None:
        maker = organisation(segment.supplier)
    return filled(
        {
            "@type": "Clip",
            "name": segment.title,
            "genre": segment.kind,
            "about": list(segment.themes),
            "sourceOrganization": maker,
            "timeRequired": _duration(segment.duration),
        }
    )


def _duration(length: timedelta | None) -> str | None:
    """ISO 8601 duration in hours, minutes and seconds."""
    if length is None:
        return None
    minutes, seconds = divmod(length.total_seconds(), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + ("".join(f"{number:g}{unit}" for number, unit in parts if number) or "0S")


def _schedules(slot: Slot, plan: BroadcastPlan) -> Iterator[dict[str, Any]]:
    rule = slot.recurrence
    if rule is None:
        # schema.org has no word for "after every airing of another schedule".
        yield filled(
            {
                "@type": "Schedule",
                "name": slot.title,
                "description": f"{slot.of} + {_duration(slot.offset)}",
                "duration": _duration(slot.duration),
            }
        )
        return
    for clock in rule.times:
        except_dates = [
            moment.isoformat()
            for one in plan.exceptions
            if one.slot == slot.key
            and one.action != "replace"
            and (moment := _planned(one, slot)).time() == clock
        ]
        yield filled(
            {
                "@type": "Schedule",
                "name": slot.title,
                "description": _beyond(rule),
                **_rule(rule),
                "startTime": clock.isoformat(),
                "endTime": _end(clock, slot.duration),
                "duration": _duration(slot.duration),
                "startDate": slot.valid_from.isoformat() if slot.valid_from else None,
                "endDate": slot.valid_until.isoformat() if slot.valid_until else None,
                "exceptDate": except_dates,
                "scheduleTimezone": rule.time_zone,
            }
        )


def _rule(rule: Recurrence) -> dict[str, Any]:
    """The days of a rule in the words of ``Schedule``; RFC 5545 gives those for positions."""
    if rule.lunar_day is not None:
        return {}
    days: list[str] = [f"https://schema.org/{_DAYS[day]}" for day in rule.weekdays]
    if rule.positions:
        days = [f"{place}{day}" for place in rule.positions for day in rule.weekdays]
    return {
        "repeatFrequency": f"P{rule.interval}{_UNITS[rule.frequency]}",
        "byDay": days,
        "byMonthDay": list(rule.month_days),
        "byMonth": list(rule.months),
    }


def _beyond(rule: Recurrence) -> str | None:
    """What no property of ``Schedule`` says."""
    told = []
    if rule.lunar_day is not None:
        told.append(f"ngày {rule.lunar_day.day} tháng {rule.lunar_day.month} âm lịch")
    if rule.if_day_off is not None:
        told.append("nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo")
    return "; ".join(told) or None


def _end(start: time, duration: timedelta | None) -> str | None:
    if duration is None:
        return None
    return (datetime.combine(date(2001, 1, 1), start) + duration).time().isoformat()


def _planned(exception: SlotException, slot: Slot) -> datetime:
    """When the airing would have begun that an exception is about."""
    rule = slot.recurrence
    clocks = rule.times if rule else ()
    clock = exception.at or (clocks[0] if clocks else time())
    zone = ZoneInfo(rule.time_zone) if rule else UTC
    return datetime.combine(exception.on, clock, zone)


def _departure(exception: SlotException, plan: BroadcastPlan) -> dict[str, Any] | None:
    """The airing that an exception moves, cancels or replaces; None after another's offset."""
    slot = plan.slot(exception.slot)
    if slot is None or slot.recurrence is None:
        return None
    planned = _planned(exception, slot)
    moved = exception.moved_to
    status = {"move": RESCHEDULED, "cancel": CANCELLED}.get(exception.action)
    return filled(
        {
            "@type": "BroadcastEvent",
            "name": exception.title or slot.title or plan.title,
            "startDate": (moved or planned).isoformat(),
            "previousStartDate": planned.isoformat() if moved else None,
            "eventStatus": status,
            "description": exception.reason,
            "duration": _duration(exception.duration or slot.duration),
            "subjectOf": document(exception.document) if exception.document else None,
            "workPerformed": {"@type": "Episode", "name": exception.title or plan.title},
        }
    )
