"""Airings of several plans that claim one channel at one time."""

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from ..model import Airing, BroadcastPlan
from ..model._airings import overlapping


@frozen
class Conflict:
    """Two airings on one channel at one time, and the plans they are of."""

    first: Airing
    first_plan: BroadcastPlan
    second: Airing
    second_plan: BroadcastPlan


def conflicts(
    plans: Iterable[BroadcastPlan], start: datetime, end: datetime
) -> tuple[Conflict, ...]:
    """The pairs of airings in a window that are on one service at one time, in order.

    Plans without a service are compared with nobody but themselves.

    Args:
        plans: The plans.
        start: Begin of the window; aware.
        end: End of the window, itself left out; aware.

    Raises:
        BroadcastError: An end of the window is naive.

    Example:
        >>> from datetime import time
        >>> from govnews import BroadcastService, Recurrence, Slot
        >>> service = BroadcastService(key="truyenhinh.sonla.vn", name="Truyền hình Sơn La")
        >>> sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> one, two = (
        ...     BroadcastPlan(
        ...         key=key, title=key, service=service, slots=(Slot(key="cn", recurrence=sundays),)
        ...     )
        ...     for key in ("it-today", "thoi-su")
        ... )
        >>> start = datetime(2017, 2, 13, tzinfo=one.zone)
        >>> [conflict] = conflicts([one, two], start, start.replace(day=20))
        >>> conflict.first_plan.key, conflict.second_plan.key
        ('it-today', 'thoi-su')
    """
    by_service: dict[str, list[tuple[Airing, BroadcastPlan]]] = {}
    for number, plan in enumerate(plans):
        service = f"service {plan.service.key}" if plan.service is not None else f"plan {number}"
        airings = by_service.setdefault(service, [])
        airings += [(airing, plan) for airing in plan.airings(start, end)]
    found = []
    for claimed in by_service.values():
        claimed.sort(key=lambda one: one[0].start)
        of = {id(airing): plan for airing, plan in claimed}
        for first, second in overlapping(airing for airing, _ in claimed):
            found.append(Conflict(first, of[id(first)], second, of[id(second)]))
    return tuple(sorted(found, key=lambda one: one.second.start))
