"""Whatever comes in: an answer or a BroadcastError, never anything else."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from govnews import AiringRecord, BroadcastPlan, BroadcastService, Recurrence, Slot, SlotException
from govnews.broadcast import from_ics, from_xmltv, read_log, to_ics, to_xmltv, write_log
from govnews.errors import BroadcastError

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MONTH = datetime(2017, 2, 1, tzinfo=VIETNAM), datetime(2017, 3, 1, tzinfo=VIETNAM)
PLAN = BroadcastPlan(
    key="it-today",
    title="IT TODAY",
    service=BroadcastService(key="a", name="A"),
    slots=(
        Slot(
            key="cn",
            recurrence=Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),)),
            duration=timedelta(minutes=15),
            valid_until=date(2018, 12, 31),
        ),
    ),
    exceptions=(
        SlotException(slot="cn", on=date(2017, 2, 5), action="cancel"),
        SlotException(slot="cn", on=date(2017, 2, 12), action="replace", title="Số đặc biệt"),
    ),
)
RECORDS = [
    AiringRecord(slot="cn", scheduled_at=one.start, aired_at=one.start, duration=one.duration)
    for one in PLAN.airings(*MONTH)
]
#: What breaks readers: ends of what was begun, and values that are none.
SPANNERS = st.sampled_from(
    [
        *(b"", b"\0", b"\n", b":", b";", b"=", b'"', b"<", b"&#0;", b"\xff", b"[", b"null"),
        *(b"1e999", b"99999999", b"-1", b"20170230T250000", b"+9999", b"P99999999999D"),
        *(b"INTERVAL=0", b"COUNT=0", b"FREQ=YEARLY;BYDAY=5MO"),
        *(b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"),
    ]
)


def read_calendar(data: bytes) -> None:
    plan = from_ics(data, key="k").plan
    plan.next_airing(MONTH[0])
    plan.problems()
    to_ics(plan)


READERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "ics": (to_ics(PLAN), read_calendar),
    "xmltv": (to_xmltv([PLAN], *MONTH), from_xmltv),
    "csv": (write_log(RECORDS), lambda data: read_log(data, PLAN)),
    "json": (
        write_log(RECORDS, format="json"),
        lambda data: read_log(data, PLAN, format="json"),
    ),
}


@pytest.mark.parametrize("name", READERS)
@given(
    spanners=st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 20), SPANNERS), min_size=1, max_size=4
    )
)
def test_a_spanner_in_the_works(name: str, spanners: list[tuple[int, int, bytes]]) -> None:
    data, read = READERS[name]
    for place, length, spanner in spanners:
        at = place % (len(data) or 1)
        data = data[:at] + spanner + data[at + length :]
    with suppress(BroadcastError):
        read(data)


@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=200))
def test_anything_at_all(name: str, data: bytes) -> None:
    with suppress(BroadcastError):
        READERS[name][1](data)
