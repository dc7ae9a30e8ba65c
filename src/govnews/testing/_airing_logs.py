"""Strategies for airing logs."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from ..model import AiringRecord, BroadcastPlan, RecordStatus
from ._broadcast import broadcast_plans, durations, slots

#: What may become of an airing; None: the log does not say.
_FATES: tuple[RecordStatus | None, ...] = ("aired", "aired", "late", "pre_empted", "failed", None)


@st.composite
def airing_logs(
    draw: st.DrawFn, /, plan: BroadcastPlan | None = None, *, year: int = 2017
) -> tuple[AiringRecord, ...]:
    """What became of a plan's airings in a year, as a log that fits the plan.

    Args:
        draw: Given by Hypothesis.
        plan: The plan; None for one of one weekly slot.
        year: The year.

    Some airings are missing from the log, some are late, pre-empted or failed, and a few
    broadcasts that nobody planned are in it. Shrinks to a log in which all aired on time.

    Example:
        >>> from hypothesis import given
        >>> @given(airing_logs(year=2018))
        ... def of_that_year(log):
        ...     assert all(record.aired_at or record.scheduled_at for record in log)
    """
    plan = plan or draw(broadcast_plans(exceptions=(), slots=st.tuples(slots())))
    start = datetime(year, 1, 1, tzinfo=plan.zone)
    planned = plan.airings(start, datetime(year + 1, 1, 1, tzinfo=plan.zone))
    logged = min(len(planned), 60)
    fates = draw(st.lists(st.sampled_from(_FATES), min_size=logged, max_size=logged))
    records = []
    for airing, fate in zip(planned, fates, strict=False):
        if fate is None:
            continue
        delay = timedelta(minutes=draw(st.integers(6, 60)) if fate == "late" else 0)
        records.append(
            AiringRecord(
                slot=airing.slot,
                scheduled_at=airing.start,
                aired_at=airing.start + delay if fate in {"aired", "late"} else None,
                status=fate,
                duration=draw(st.none() | durations()),
            )
        )
    minutes = draw(st.lists(st.integers(0, 364 * 24 * 60), max_size=3))
    records += [AiringRecord(aired_at=start + timedelta(minutes=minute)) for minute in minutes]
    return tuple(records)
