"""Broadcast plans against dateutil and recurring-ical-events.

Run as ``python -m tests.benchmarks.broadcast``.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs
import recurring_ical_events
from dateutil import rrule
from icalendar import Calendar

from govnews import (
    AiringRecord,
    BroadcastPlan,
    BroadcastService,
    Recurrence,
    Segment,
    Slot,
    SlotException,
    Source,
)
from govnews.broadcast import annual_report, from_ics, read_log, to_ics, to_xmltv, write_log
from tests.benchmarks._measure import Row, best, faster, table

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2027, 2, 15, 17, 0, tzinfo=VIETNAM)
YEAR = datetime(2027, 1, 1, tzinfo=VIETNAM), datetime(2028, 1, 1, tzinfo=VIETNAM)
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
#: The page's plan as it stands, ten years on.
PLAN = BroadcastPlan(
    key="it-today",
    title="IT TODAY",
    service=BroadcastService(key="truyenhinh.sonla.vn", name="Truyền hình Sơn La"),
    segments=(
        Segment(kind="relay", source=Source(name="Cổng Thông tin điện tử Chính phủ")),
        Segment(kind="local", title="Kết quả ứng dụng CNTT của tỉnh"),
    ),
    slots=(
        Slot(
            key="toi-chu-nhat",
            recurrence=SUNDAYS,
            duration=timedelta(minutes=15),
            valid_from=date(2017, 2, 15),
        ),
    ),
)
NEW = attrs.evolve(PLAN, slots=(attrs.evolve(PLAN.slots[0], valid_from=date(2027, 2, 14)),))
BUSY = attrs.evolve(
    PLAN,
    slots=(
        *PLAN.slots,
        Slot(key="lai", kind="rerun", of="toi-chu-nhat", offset=timedelta(hours=10, minutes=45)),
    ),
    exceptions=tuple(
        SlotException(slot="toi-chu-nhat", on=airing.start.date(), action="cancel")
        for airing in PLAN.airings(*YEAR)[::10]
    ),
)


def run() -> list[Row]:
    """Measure, and give the rows of the table."""
    return [*_next_airings(), *_years(), *_files(), *_reports()]


def _next_airings() -> list[Row]:
    start = datetime(2017, 2, 19, 19, 45, tzinfo=VIETNAM)
    peer = rrule.rrule(rrule.WEEKLY, byweekday=rrule.SU, dtstart=start)
    found = PLAN.next_airing(NOW)
    assert found is not None
    assert found.start == peer.after(NOW)
    times = best(
        {
            "ten years": lambda: PLAN.next_airing(NOW),
            "a day": lambda: NEW.next_airing(NOW),
            "busy": lambda: BUSY.next_airing(NOW),
            "dateutil": lambda: peer.after(NOW),
        }
    )
    return [
        faster("next airing, ten years old", times, "ten years", "dateutil", 300),
        # At most 1.5 times its own time on a plan one day old.
        faster("next airing, ten years against one day", times, "ten years", "a day", 1 / 1.5),
        faster("next airing, with a rerun and exceptions", times, "busy", "dateutil"),
    ]


def _years() -> list[Row]:
    calendar = Calendar.from_ical(to_ics(PLAN))
    peer = recurring_ical_events.of(calendar)
    assert len(peer.between(*YEAR)) == len(PLAN.airings(*YEAR))
    times = best(
        {
            "govnews": lambda: PLAN.airings(*YEAR),
            "busy": lambda: BUSY.airings(*YEAR),
            "recurring-ical-events": lambda: peer.between(*YEAR),
        }
    )
    return [
        faster("airings of a year", times, "govnews", "recurring-ical-events", 20),
        faster("the same with a rerun and exceptions", times, "busy", "recurring-ical-events"),
    ]


def _files() -> list[Row]:
    data = to_ics(PLAN)
    times = best(
        {
            "ics": lambda: to_ics(PLAN),
            "ics, one by one": lambda: to_ics(PLAN, form="airings", start=YEAR[0], end=YEAR[1]),
            "ics read": lambda: from_ics(data, key="it-today"),
            "icalendar": lambda: Calendar.from_ical(data),
            "xmltv": lambda: to_xmltv([PLAN], *YEAR),
        }
    )
    a_millisecond = {"1 ms": 1000.0, **times}
    return [
        faster("iCalendar by rule", a_millisecond, "ics", "1 ms", 1),
        faster("iCalendar by rule against airing by airing", times, "ics", "ics, one by one"),
        faster("iCalendar read into a plan", times, "ics read", "icalendar"),
        faster("XMLTV of a year against iCalendar of it", times, "xmltv", "ics, one by one"),
    ]


def _reports() -> list[Row]:
    log = write_log(
        AiringRecord(slot=airing.slot, scheduled_at=airing.start, aired_at=airing.start)
        for airing in PLAN.airings(*YEAR)
    )
    records = read_log(log, PLAN)
    times = best(
        {
            "log": lambda: read_log(log, PLAN),
            "report": lambda: annual_report(PLAN, 2027, records),
        }
    )
    a_millisecond = {"10 ms": 10_000.0, **times}
    return [
        faster("a year's log read", a_millisecond, "log", "10 ms"),
        faster("a year's report", a_millisecond, "report", "10 ms"),
    ]


def main() -> None:
    """Print the table."""
    print(table(run()))


if __name__ == "__main__":
    main()
