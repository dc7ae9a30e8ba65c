"""Our calendars read by others: the same airings, exceptions included."""

import sys
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
import recurring_ical_events
from hypothesis import given, strategies as st
from icalendar import Calendar

from govnews import (
    Airing,
    BroadcastPlan,
    BroadcastService,
    OfficialDocument,
    Recurrence,
    Slot,
    SlotException,
    Source,
)
from govnews.broadcast._ics import to_ics
from govnews.broadcast._ics_read import from_ics
from govnews.errors import BroadcastError, MissingExtraError, UnknownFormatError
from govnews.model import LunarDay
from govnews.testing import broadcast_plans

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
FIRST = Slot(
    key="toi-chu-nhat",
    recurrence=SUNDAYS,
    duration=timedelta(minutes=15),
    valid_from=date(2017, 2, 15),
)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[misc, arg-type]


def plan_of(*slots: Slot, **fields: Any) -> BroadcastPlan:
    return BroadcastPlan(**{"key": "it-today", "title": "IT TODAY", "slots": slots, **fields})


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def read_by_others(data: bytes, start: datetime, end: datetime) -> list[tuple[Any, ...]]:
    """Starts and ends in a window as recurring-ical-events finds them."""
    found = []
    for event in recurring_ical_events.of(Calendar.from_ical(data)).between(start, end):
        begin = event["DTSTART"].dt
        if begin >= start:  # it also gives what began before and still runs
            found.append((begin, event["DTEND"].dt))
    return sorted(found)


def ours(plan: BroadcastPlan, start: datetime, end: datetime) -> list[tuple[Any, ...]]:
    return sorted((one.start, one.end or one.start) for one in plan.airings(start, end))


windows = st.integers(0, 14 * 12).map(
    lambda months: (at(2015 + months // 12, months % 12 + 1, 1), timedelta(days=120))
)


@given(broadcast_plans(), windows)
def test_rules_give_others_the_airings_of_the_plan(
    plan: BroadcastPlan, window: tuple[datetime, timedelta]
) -> None:
    start, length = window
    end = start + length
    data = to_ics(plan, start=at(2014, 1, 1), end=end)
    assert read_by_others(data, start, end) == ours(plan, start, end)


@given(broadcast_plans(), windows)
def test_listed_airings_are_those_of_the_plan(
    plan: BroadcastPlan, window: tuple[datetime, timedelta]
) -> None:
    start, length = window[0], window[1] / 4
    data = to_ics(plan, form="airings", start=start, end=start + length)
    uids = [event["UID"] for event in events(data)]
    assert len(set(uids)) == len(uids)
    assert read_by_others(data, start, start + length) == ours(plan, start, start + length)


@given(broadcast_plans(), windows)
def test_what_is_written_reads_back_as_the_same_airings(
    plan: BroadcastPlan, window: tuple[datetime, timedelta]
) -> None:
    start, length = window
    end = start + length
    data = to_ics(plan, start=at(2014, 1, 1), end=end)
    read = from_ics(data, key=plan.key)
    if any("counts weeks from" in error.reason for error in read.errors):
        # A rerun of every other Sunday and Monday, two days later: no rule here says that.
        return
    assert read.errors == ()
    assert ours(read.plan, start, end) == ours(plan, start, end)
    if b"BEGIN:VEVENT" in data:
        assert read.plan.version == plan.version


def lines_of(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_the_page_as_a_calendar() -> None:
    service = BroadcastService(key="truyenhinh.sonla.vn", name="Truyền hình Sơn La")
    plan = plan_of(
        FIRST,
        service=service,
        version=3,
        exceptions=(
            SlotException(slot=FIRST.key, on=date(2017, 4, 30), action="cancel"),
            SlotException(
                slot=FIRST.key,
                on=date(2017, 9, 3),
                action="move",
                moved_to=at(2017, 9, 4, 20, 0),
                reason="Quốc khánh",
            ),
        ),
    )
    lines = lines_of(to_ics(plan, now=at(2017, 5, 1)))
    for line in (
        "DTSTART;TZID=Asia/Ho_Chi_Minh:20170219T194500",
        "DURATION:PT15M",
        "RRULE:FREQ=WEEKLY;BYDAY=SU;WKST=MO",
        "EXDATE;TZID=Asia/Ho_Chi_Minh:20170430T194500",
        "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20170903T194500",
        "DTSTART;TZID=Asia/Ho_Chi_Minh:20170904T200000",
        "DESCRIPTION:Chuyển giờ phát sóng: Quốc khánh",
        "DTSTAMP:20170430T170000Z",
        "SEQUENCE:2",
        "TZID:Asia/Ho_Chi_Minh",
    ):
        assert line in lines
    uids = [line for line in lines if line.startswith("UID:")]
    assert uids == ["UID:toi-chu-nhat+it-today@truyenhinh.sonla.vn"] * 2


def test_until_is_the_last_start_in_utc() -> None:
    plan = plan_of(attrs.evolve(FIRST, valid_until=date(2017, 3, 8)))
    assert "RRULE:FREQ=WEEKLY;UNTIL=20170305T124500Z;BYDAY=SU;WKST=MO" in lines_of(to_ics(plan))


def test_a_calendar_is_the_same_bytes_whenever_it_is_written() -> None:
    plan = plan_of(FIRST)
    assert to_ics(plan) == to_ics(plan)
    assert b"DTSTAMP:19991231T170000Z" in to_ics(plan)
    assert b"DTSTAMP:20170215T100000Z" in to_ics(
        attrs.evolve(plan, revised_at=at(2017, 2, 15, 17, 0))
    )


def test_an_undated_slot_starts_with_its_document() -> None:
    undated = plan_of(attrs.evolve(FIRST, valid_from=None))
    assert b":20000102T194500" in to_ics(undated)
    dated = attrs.evolve(undated, document=OfficialDocument(issued_on=date(2016, 11, 1)))
    assert b":20161106T194500" in to_ics(dated)
    assert b":20170219T194500" in to_ics(dated, start=at(2017, 2, 15))


def test_lines_are_folded_between_characters_at_75_octets() -> None:
    data = to_ics(plan_of(FIRST, title="Chương trình truyền thông Chính phủ điện tử " * 4))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()


def test_an_airing_without_zone_of_the_tz_database_is_in_utc() -> None:
    fixed = datetime(2017, 9, 2, 20, 0, tzinfo=timezone(timedelta(hours=7)))
    plan = plan_of(extra=(Airing(slot="dac-biet", start=fixed),))
    data = to_ics(plan)
    assert b"DTSTART:20170902T130000Z" in data
    assert b"VTIMEZONE" not in data


def test_another_zone_brings_its_own_definition() -> None:
    rule = attrs.evolve(SUNDAYS, time_zone="Asia/Vientiane")
    data = to_ics(plan_of(attrs.evolve(FIRST, recurrence=rule)))
    assert b"TZID:Asia/Vientiane" in data


def test_what_no_rule_says_is_listed_up_to_an_end() -> None:
    fridays = Recurrence(
        frequency="monthly", weekdays=("FR",), positions=(1,), times=(time(20, 0),)
    )
    first = attrs.evolve(FIRST, recurrence=fridays)
    rerun = Slot(key="phat-lai", kind="rerun", of=first.key, offset=timedelta(hours=12))
    plan = plan_of(first, rerun)
    with pytest.raises(BroadcastError, match="plan it-today: slot phat-lai: has airings that no"):
        to_ics(plan)
    data = to_ics(plan, end=at(2017, 6, 1))
    assert len(events(data)) == 1 + 3
    with pytest.raises(BroadcastError, match="are needed to list airings"):
        to_ics(plan, form="airings")


def test_a_lunar_slot_has_the_airings_that_were_added() -> None:
    rule = Recurrence(frequency="yearly", lunar_day=LunarDay(day=10, month=3), times=(time(20),))
    plan = plan_of(
        Slot(key="gio-to", recurrence=rule),
        extra=(Airing(slot="gio-to", start=at(2017, 4, 6, 20)),),
    )
    assert [event["DTSTART"].dt for event in events(to_ics(plan))] == [at(2017, 4, 6, 20)]


def test_without_icalendar_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"govnews\[ics\]"):
        to_ics(plan_of(FIRST))
    with pytest.raises(MissingExtraError, match=r"govnews\[ics\]"):
        from_ics(b"", key="a")


# ---- reading -------------------------------------------------------------------------------


def calendar_of(*bodies: str) -> str:
    events = "".join(f"BEGIN:VEVENT\r\n{body.strip()}\r\nEND:VEVENT\r\n" for body in bodies)
    lines = f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n"
    return lines.replace("\r\n", "\n").replace("\n", "\r\n")


LOCAL = "DTSTART;TZID=Asia/Ho_Chi_Minh:20170219T194500"


def test_a_foreign_calendar_becomes_relay_segments() -> None:
    source = Source(name="Cổng Thông tin điện tử Chính phủ")
    read = from_ics(
        calendar_of(
            f"UID:1@chinhphu.vn\nSUMMARY:Dân hỏi, Bộ trưởng trả lời\n{LOCAL}\n"
            "DTEND;TZID=Asia/Ho_Chi_Minh:20170219T200000\nRRULE:FREQ=WEEKLY;COUNT=3\n"
            "EXDATE;VALUE=DATE:20170226\nRDATE;TZID=Asia/Ho_Chi_Minh:20170222T194500"
        ),
        key="chinh-phu",
        relayed_from=source,
    )
    assert read.errors == ()
    assert read.plan.title == "Dân hỏi, Bộ trưởng trả lời"
    airings = read.plan.upcoming(9, at(2017, 1, 1))
    assert [(one.start, one.duration) for one in airings] == [
        (at(2017, 2, 19, 19, 45), timedelta(minutes=15)),
        (at(2017, 2, 22, 19, 45), timedelta(minutes=15)),
        (at(2017, 3, 5, 19, 45), timedelta(minutes=15)),
    ]
    [segment] = airings[0].segments
    assert segment.kind == "relay"
    assert segment.source == source


@pytest.mark.parametrize(
    ("rule", "starts"),
    [
        ("INTERVAL=2;WKST=TU;BYDAY=TU,SU", [(2, 19), (2, 28), (3, 5)]),
        ("INTERVAL=2;WKST=SU;BYDAY=SU", [(2, 19), (3, 5), (3, 19)]),
    ],
)
def test_weeks_from_another_day_that_make_no_difference(
    rule: str, starts: list[tuple[int, int]]
) -> None:
    read = from_ics(calendar_of(f"UID:1\nSUMMARY:a\n{LOCAL}\nRRULE:FREQ=WEEKLY;{rule}"), key="a")
    assert read.errors == ()
    airings = read.plan.upcoming(3, at(2017, 2, 15))
    assert [(one.start.month, one.start.day) for one in airings] == starts


def test_a_rule_in_utc_keeps_the_days_of_utc() -> None:
    read = from_ics(
        calendar_of("UID:1\nSUMMARY:a\nDTSTART:20170219T224500Z\nRRULE:FREQ=WEEKLY;BYDAY=SU"),
        key="a",
    )
    [airing] = read.plan.upcoming(1, at(2017, 2, 15))
    assert airing.start == at(2017, 2, 20, 5, 45)


def test_a_start_off_its_rule_airs_too() -> None:
    read = from_ics(calendar_of(f"UID:1\nSUMMARY:a\n{LOCAL}\nRRULE:FREQ=WEEKLY;BYDAY=MO"), key="a")
    assert [one.start.day for one in read.plan.upcoming(2, at(2017, 2, 15))] == [19, 20]


def test_days_beyond_reach_are_named_and_cost_no_other() -> None:
    read = from_ics(
        calendar_of(
            f"UID:1\nSUMMARY:a\n{LOCAL}\nRRULE:FREQ=WEEKLY\n"
            "EXDATE;VALUE=DATE:99990103,20170226\n"
            "RDATE;TZID=Asia/Ho_Chi_Minh:19600222T194500,20170222T194500",
            "UID:2\nSUMMARY:b\nDTSTART;TZID=Asia/Ho_Chi_Minh:99990222T200000",
        ),
        key="a",
    )
    reasons = [str(error) for error in read.errors]
    assert len(reasons) == 3
    assert all("is not from the year 1973 to 9998" in reason for reason in reasons)
    starts = [one.start for one in read.plan.upcoming(3, at(2017, 2, 15))]
    assert starts == [at(2017, 2, 19, 19, 45), at(2017, 2, 22, 19, 45), at(2017, 3, 5, 19, 45)]


def test_an_override_of_an_added_airing_replaces_it() -> None:
    read = from_ics(
        calendar_of(
            f"UID:1\nSUMMARY:a\n{LOCAL}\nRRULE:FREQ=WEEKLY\n"
            "RDATE;TZID=Asia/Ho_Chi_Minh:20170222T194500",
            "UID:1\nSUMMARY:b\nDTSTART;TZID=Asia/Ho_Chi_Minh:20170222T200000\n"
            "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20170222T194500",
            "UID:1\nSUMMARY:b\nSTATUS:CANCELLED\n"
            "DTSTART;TZID=Asia/Ho_Chi_Minh:20170226T194500\n"
            "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20170226T194500",
        ),
        key="a",
    )
    assert read.errors == ()
    starts = [one.start for one in read.plan.upcoming(3, at(2017, 2, 20))]
    assert starts[:2] == [at(2017, 2, 22, 20, 0), at(2017, 3, 5, 19, 45)]


def test_what_is_cancelled_is_not_on_air() -> None:
    added = "20170222T194500"
    read = from_ics(
        calendar_of(
            f"UID:1\nSUMMARY:a\nSTATUS:CANCELLED\n{LOCAL}\nRRULE:FREQ=WEEKLY",
            f"UID:2\nSUMMARY:b\nSTATUS:cancelled\n{LOCAL}",
            f"UID:3\nSUMMARY:c\nSTATUS:CONFIRMED\n{LOCAL}\nRRULE:FREQ=WEEKLY\n"
            f"RDATE;TZID=Asia/Ho_Chi_Minh:{added}",
            f"UID:3\nSUMMARY:c\nSTATUS:CANCELLED\nDTSTART;TZID=Asia/Ho_Chi_Minh:{added}\n"
            f"RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:{added}",
        ),
        key="a",
    )
    assert read.errors == ()
    assert read.plan.extra == ()
    assert [slot.key for slot in read.plan.slots] == ["3"]


def test_an_exdate_at_another_time_of_day_cancels_nothing_and_is_named_by_the_plan() -> None:
    read = from_ics(
        calendar_of(
            f"UID:1\nSUMMARY:a\n{LOCAL}\nRRULE:FREQ=WEEKLY\n"
            "EXDATE;TZID=Asia/Ho_Chi_Minh:20170226T000000"
        ),
        key="a",
    )
    assert [one.start.day for one in read.plan.upcoming(2, at(2017, 2, 15))] == [19, 26]
    assert [one.reason for one in read.plan.problems()] == ["hits no airing"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("SUMMARY:b\nDTSTART;VALUE=DATE:20170219", "has no DTSTART with a time of day"),
        ("SUMMARY:b", "has no DTSTART with a time of day"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=FORTNIGHTLY", "RRULE is broken"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:INTERVAL=2", "has a rule without a FREQ"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=DAILY\nSEQUENCE:1\nSEQUENCE:2", "more than one SEQUENCE"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=HOURLY", "is none of daily, weekly, monthly"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=MONTHLY;BYSETPOS=1;BYDAY=SU", "BYSETPOS"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=MONTHLY;BYDAY=1SU,2MO", "differ in their positions"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=DAILY;BYHOUR=6,18", "BYHOUR"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=WEEKLY;COUNT=99999", "COUNT of 99999"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=WEEKLY;UNTIL=20160101T000000Z", "valid_until"),
        (f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY", "more than one RRULE"),
        (
            f"SUMMARY:b\n{LOCAL}\nRRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO",
            "counts weeks from SU",
        ),
        (f"SUMMARY:b\n{LOCAL}\nDTEND;TZID=Asia/Ho_Chi_Minh:20170219T194400", "ends before"),
        (f"SUMMARY:b\n{LOCAL}\nRECURRENCE-ID:20170219T124500Z", "no event with a rule has its"),
        (f"UID:good\n{LOCAL}\nRRULE:FREQ=WEEKLY", "has a UID that another event has"),
    ],
)
def test_an_event_that_fits_no_plan_is_named_and_the_rest_read(body: str, reason: str) -> None:
    read = from_ics(
        calendar_of(f"UID:good\nSUMMARY:a\n{LOCAL}\nRRULE:FREQ=WEEKLY;BYHOUR=19", body), key="k"
    )
    assert [slot.key for slot in read.plan.slots] == ["good"]
    [error] = read.errors
    assert reason in error.reason
    assert error.where.startswith("event ")


def test_exceptions_read_back_as_what_they_were() -> None:
    replaced = SlotException(
        slot=FIRST.key,
        on=date(2017, 4, 30),
        action="replace",
        title="Số đặc biệt",
        duration=timedelta(minutes=45),
    )
    moved = SlotException(
        slot=FIRST.key, on=date(2017, 9, 3), action="move", moved_to=at(2017, 9, 4, 20, 0)
    )
    cancelled = SlotException(slot=FIRST.key, on=date(2017, 2, 26), action="cancel")
    # What comes back begins on the day of the first airing.
    first = attrs.evolve(FIRST, valid_from=date(2017, 2, 19))
    plan = plan_of(first, exceptions=(cancelled, moved, replaced))
    read = from_ics(to_ics(plan), key="it-today")
    assert set(read.plan.exceptions) == set(plan.exceptions)
    assert attrs.evolve(read.plan, exceptions=plan.exceptions) == plan


def test_events_of_one_name_get_keys_of_their_own() -> None:
    read = from_ics(
        calendar_of(
            f"UID:a@x\nSUMMARY:a\n{LOCAL}\nRRULE:FREQ=WEEKLY;UNTIL=20170301",
            f"UID:a@y\nSUMMARY:a\nSUMMARY:b\n{LOCAL}\nRRULE:FREQ=DAILY",
            "UID:c\nSUMMARY:Họp báo\nDTSTART:20170219T124500Z",
        ),
        key="k",
    )
    assert read.errors == ()
    assert [(slot.key, slot.valid_until) for slot in read.plan.slots] == [
        ("a", date(2017, 3, 1)),
        ("a-2", None),
    ]
    assert [(one.slot, one.start) for one in read.plan.extra] == [
        ("hop-bao", at(2017, 2, 19, 19, 45))
    ]


def test_a_zone_of_the_calendars_own_is_no_zone_of_a_rule() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0700\r\nTZOFFSETTO:+0700\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    own = "DTSTART;TZID=Own:20170219T194500"
    data = calendar_of(f"UID:1\nSUMMARY:a\n{own}\nRRULE:FREQ=WEEKLY", f"UID:2\nSUMMARY:b\n{own}")
    read = from_ics(data.replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT", 1), key="k")
    assert [error.reason for error in read.errors] == [
        "has a rule in a zone that the tz database does not have"
    ]
    assert [one.start for one in read.plan.extra] == [at(2017, 2, 19, 19, 45)]


@pytest.mark.parametrize("data", [b"", b"garbage", b"\xff\xfe", b"BEGIN:VCALENDAR", "\n"])
def test_what_is_no_calendar_is_refused(data: bytes | str) -> None:
    with pytest.raises(BroadcastError, match="is not iCalendar"):
        from_ics(data, key="k")


def test_a_rule_without_end_is_not_expanded() -> None:
    read = from_ics(
        calendar_of(f"UID:1\nSUMMARY:a\n{LOCAL}\nRRULE:FREQ=DAILY;UNTIL=99991231T235959Z"), key="a"
    )
    assert read.plan.next_airing(at(2500, 1, 1)) is not None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "UTC"])
def test_other_zones_keep_their_clocks(zone: str) -> None:
    rule = Recurrence(frequency="daily", times=(time(1, 30), time(19, 45)), time_zone=zone)
    there = ZoneInfo(zone)
    plan = plan_of(
        attrs.evolve(FIRST, recurrence=rule),
        exceptions=(
            SlotException(slot=FIRST.key, on=date(2017, 3, 26), at=time(19, 45), action="cancel"),
            SlotException(
                slot=FIRST.key,
                on=date(2017, 10, 29),
                at=time(19, 45),
                action="move",
                moved_to=datetime(2017, 10, 29, 21, 0, tzinfo=there),
            ),
        ),
    )
    start, end = datetime(2017, 3, 1, tzinfo=there), datetime(2017, 12, 1, tzinfo=there)
    data = to_ics(plan)
    assert read_by_others(data, start, end) == ours(plan, start, end)
    assert ours(from_ics(data, key="a").plan, start, end) == ours(plan, start, end)


def test_a_rerun_where_clocks_change_is_listed_for_no_rule_can_say_it() -> None:
    berlin = attrs.evolve(SUNDAYS, time_zone="Europe/Berlin", weekdays=("SA",))
    rerun = Slot(key="lai", kind="rerun", of=FIRST.key, offset=timedelta(hours=10))
    plan = plan_of(attrs.evolve(FIRST, recurrence=berlin), rerun)
    with pytest.raises(BroadcastError, match="slot lai: has airings that no rule can say"):
        to_ics(plan)
    there = ZoneInfo("Europe/Berlin")
    start, end = datetime(2017, 3, 1, tzinfo=there), datetime(2017, 5, 1, tzinfo=there)
    data = to_ics(plan, end=end)
    assert read_by_others(data, start, end) == ours(plan, start, end)


@pytest.mark.parametrize("title", ["Văn hoá, xã hội; và thể thao", "\\"])
def test_the_name_of_a_calendar_reads_back_as_it_was(title: str) -> None:
    plan = plan_of(FIRST, title=title)
    assert from_ics(to_ics(plan), key="it-today").plan.title == title


def test_a_line_break_in_a_name_is_a_space() -> None:
    data = to_ics(plan_of(FIRST)).replace(b"NAME:IT TODAY", rb"NAME:IT\nTO\NDAY")
    assert from_ics(data, key="it-today").plan.title == "IT TO DAY"


@pytest.mark.parametrize("name", ["start", "end", "now"])
def test_a_naive_moment_is_of_no_zone_the_system_might_have(name: str) -> None:
    with pytest.raises(BroadcastError, match=rf"{name}: is not a datetime with a time zone"):
        to_ics(plan_of(FIRST), **{name: datetime(2017, 2, 15)})


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(UnknownFormatError, match="unknown calendar form 'list'; known: rules, air"):
        to_ics(plan_of(FIRST), form="list")
