"""Airings that claim one channel at one time."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs

from govnews import BroadcastPlan, BroadcastService, Recurrence, Slot
from govnews.broadcast import conflicts

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEK = datetime(2017, 2, 13, tzinfo=VIETNAM), datetime(2017, 2, 20, tzinfo=VIETNAM)
SERVICE = BroadcastService(key="a", name="A")


def plan_at(
    clock: time, key: str = "x", service: BroadcastService | None = SERVICE
) -> BroadcastPlan:
    rule = Recurrence(frequency="weekly", weekdays=("SU",), times=(clock,))
    slot = Slot(key="cn", recurrence=rule, duration=timedelta(minutes=15))
    return BroadcastPlan(key=key, title=key, service=service, slots=(slot,))


def test_plans_on_one_service_conflict_where_they_overlap() -> None:
    one, two = plan_at(time(19, 45), "one"), plan_at(time(19, 50), "two")
    [conflict] = conflicts([two, one], *WEEK)
    assert (conflict.first_plan, conflict.second_plan) == (one, two)
    assert conflict.first.start.minute == 45
    assert conflicts([one, plan_at(time(20, 0), "three")], *WEEK) == ()


def test_plans_on_other_services_or_none_do_not() -> None:
    other = BroadcastService(key="b", name="B")
    plans = [plan_at(time(19, 45), service=service) for service in (SERVICE, other, None, None)]
    assert conflicts(plans, *WEEK) == ()


def test_a_plan_without_a_service_conflicts_with_itself() -> None:
    plan = plan_at(time(19, 45), service=None)
    plan = attrs.evolve(plan, slots=(*plan.slots, attrs.evolve(plan.slots[0], key="hai")))
    [conflict] = conflicts([plan], *WEEK)
    assert conflict.first_plan == conflict.second_plan == plan
