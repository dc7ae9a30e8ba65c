"""Rules, phrases and document numbers, beside dateutil's rules.

Run with ``python -m tests.benchmarks.recurrence``.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from govnews.broadcast import describe, parse_schedule
from govnews.model import DocumentNumber, Recurrence, find_document_numbers

from ._measure import Row, best, faster, table

_NEXT_GOAL, _YEAR_GOAL = 300.0, 20.0
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_ASKED = datetime(2026, 11, 23, 10, 0, tzinfo=_ZONE)
_RULES = {
    "weekly, Sunday 19:45": Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),)),
    "daily, twice a day": Recurrence(frequency="daily", times=(time(6), time(18))),
    "every other Tuesday": Recurrence(
        frequency="weekly", interval=2, weekdays=("TU",), times=(time(8),)
    ),
    "monthly, first Friday": Recurrence(
        frequency="monthly", weekdays=("FR",), positions=(1,), times=(time(8),)
    ),
    "yearly, 2 September": Recurrence(
        frequency="yearly", months=(9,), month_days=(2,), times=(time(8),)
    ),
}
_TEXT = "Ngày 15/2/2017, UBND tỉnh ban hành Kế hoạch số 173/KH-UBND theo tỷ lệ 1/2. " * 100


def run() -> list[Row]:
    """Each rule asked ten years after its first time, then the readers by themselves."""
    rows = []
    for name, rule in _RULES.items():
        first = rule.next(_ASKED - timedelta(days=3653))
        peer = rrulestr(rule.rrule(), dtstart=first)
        assert rule.next(_ASKED) == peer.after(_ASKED)
        times = best(
            {
                "ours": lambda rule=rule: rule.next(_ASKED),  # type: ignore[misc]
                "dateutil": lambda peer=peer: peer.after(_ASKED),  # type: ignore[misc]
            }
        )
        goal = _NEXT_GOAL if name.startswith("weekly") else None
        rows.append(faster(f"next: {name}", times, "ours", "dateutil", goal))
    rows.append(_a_year())
    rows += _readers()
    return rows


def _a_year() -> Row:
    rule = _RULES["weekly, Sunday 19:45"]
    start, end = datetime(2026, 1, 1, tzinfo=_ZONE), datetime(2027, 1, 1, tzinfo=_ZONE)
    peer = rrulestr(rule.rrule(), dtstart=rule.next(_ASKED - timedelta(days=3653)))
    times = best(
        {
            "ours": lambda: list(rule.between(start, end)),
            "dateutil": lambda: peer.between(start, end, inc=True),
        }
    )
    return faster("between: a year of Sundays", times, "ours", "dateutil", _YEAR_GOAL)


def _readers() -> list[Row]:
    """What nobody else reads: the peer is one call of dateutil's own parser of rules."""
    times = best(
        {
            "dateutil rrulestr": lambda: rrulestr("FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"),
            "parse": lambda: parse_schedule("19h45 ngày chủ nhật hàng tuần"),
            "describe": lambda: describe(_RULES["weekly, Sunday 19:45"]),
            "number": lambda: DocumentNumber.parse("Kế hoạch số 173/KH-UBND"),
            "find": lambda: find_document_numbers(_TEXT),
        }
    )
    return [
        faster("parse_schedule", times, "parse", "dateutil rrulestr"),
        faster("describe", times, "describe", "dateutil rrulestr"),
        faster("DocumentNumber.parse", times, "number", "dateutil rrulestr"),
        faster(
            f"find_document_numbers, {len(_TEXT)} characters", times, "find", "dateutil rrulestr"
        ),
    ]


def main() -> None:
    """Print the table."""
    print(table(run()))


if __name__ == "__main__":
    main()
