"""Airing logs: read line by line whatever is in them, and written to be read again."""

import random
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import (
    Airing,
    AiringRecord,
    BroadcastPlan,
    Organisation,
    Recurrence,
    Segment,
    Slot,
    Source,
)
from govnews.broadcast import AiringLog, read_log, write_log
from govnews.errors import BroadcastError, UnknownFormatError
from govnews.testing import airing_logs

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
SLOT = Slot(key="toi-chu-nhat", recurrence=SUNDAYS, duration=timedelta(minutes=15))
PLAN = BroadcastPlan(key="it-today", title="IT TODAY", slots=(SLOT,))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[misc, arg-type]


def reasons(log: AiringLog) -> list[str]:
    return [f"{error.where}: {error.reason}" for error in log.errors]


def test_a_csv_log_as_an_office_keeps_it() -> None:
    log = read_log(
        "\ufeffslot;scheduled_at;aired_at;status;duration;relay;local;note\r\n"
        "toi-chu-nhat;19/02/2017 19:45;2017-02-19 19:45:10;aired;15;7:30;7:30;\r\n"
        ";;2017-02-22T13:00:00Z;;1:02:03;;;Ngoài kế hoạch\r\n"
        "\r\n"
        "toi-chu-nhat;2017-02-26T19:45;;pre_empted;;;;Nhường sóng\r\n".encode(),
        PLAN,
    )
    assert log.errors == ()
    assert list(log) == [
        AiringRecord(
            slot="toi-chu-nhat",
            scheduled_at=at(2017, 2, 19, 19, 45),
            aired_at=at(2017, 2, 19, 19, 45, 10),
            duration=timedelta(minutes=15),
            segments=(
                Segment(kind="relay", duration=timedelta(minutes=7, seconds=30)),
                Segment(kind="local", duration=timedelta(minutes=7, seconds=30)),
            ),
        ),
        AiringRecord(
            aired_at=datetime(2017, 2, 22, 13, tzinfo=UTC),
            duration=timedelta(hours=1, minutes=2, seconds=3),
            note="Ngoài kế hoạch",
        ),
        AiringRecord(
            slot="toi-chu-nhat",
            scheduled_at=at(2017, 2, 26, 19, 45),
            status="pre_empted",
            note="Nhường sóng",
        ),
    ]
    assert len(log) == 3


@pytest.mark.parametrize(
    "text",
    [
        '"slot","aired_at","note"\r\n"toi-chu-nhat","19/02/2017 19:45","a, b"\r\n',
        'slot;aired_at;note;\r\ntoi-chu-nhat;19/02/2017 7:45:00 CH;"a, b";\r\n;;;\r\n;;;\r\n',
    ],
)
@pytest.mark.parametrize("encode", [str, str.encode])
def test_a_csv_log_as_spreadsheets_save_it(text: str, encode: Any) -> None:
    log = read_log(encode(f"\ufeff{text}"), PLAN)
    assert log.errors == ()
    assert list(log) == [
        AiringRecord(slot="toi-chu-nhat", aired_at=at(2017, 2, 19, 19, 45), note="a, b")
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("x", "has 1 of 4 columns"),
        ("sang-thu-hai,,2017-02-20T06:30,15", "names an unknown slot: 'sang-thu-hai'"),
        ("toi-chu-nhat,,2017-02-19,15", "aired_at has no time of day: '2017-02-19'"),
        ("toi-chu-nhat,,chiều,15", "'chiều'"),
        ("toi-chu-nhat,,31/02/2017 19:45,15", "'31/02/2017 19:45'"),
        (
            "toi-chu-nhat,,2017-02-19T19:45,lâu",
            "duration is no number of minutes: 'lâu'",
        ),
        ("toi-chu-nhat,,2017-02-19T19:45,5:99", "duration is no number of minutes: '5:99'"),
        ("toi-chu-nhat,,2017-02-19T19:45,0", "AiringRecord.duration is not a duration above zero"),
        ("toi-chu-nhat,2017-02-19T19:45,,15", "AiringRecord.aired_at is missing"),
        ("toi-chu-nhat,,,15", "AiringRecord.aired_at is missing"),
        ('toi-chu-nhat,"2017-02-19T19:45,,15', "is not CSV: unexpected end of data"),
        ("toi-chu-nhat,,2017-02-19T19:45+07:00:30,15", "whole minutes"),
    ],
)
def test_a_line_that_is_no_record_is_named_and_the_others_are_read(line: str, reason: str) -> None:
    good = "toi-chu-nhat,2017-02-26T19:45,2017-02-26T19:45,15"
    log = read_log(f"slot,scheduled_at,aired_at,duration\n{line}\n{good}", PLAN)
    [error] = reasons(log)
    assert error.startswith("log line 2: ")
    assert reason in error
    assert [one.scheduled_at for one in log] == [at(2017, 2, 26, 19, 45)]


def test_bytes_that_are_no_utf_8_cost_their_line_only() -> None:
    data = b"slot,aired_at,note\n,2017-02-19T19:45,\xff\n,2017-02-19T19:45,ok\n"
    log = read_log(data, PLAN)
    assert reasons(log) == ["log line 2: is not UTF-8"]
    assert [one.note for one in log] == ["ok"]


def test_clock_times_that_come_twice_or_never_are_named() -> None:
    berlin = attrs.evolve(SUNDAYS, time_zone="Europe/Berlin")
    plan = attrs.evolve(PLAN, slots=(attrs.evolve(SLOT, recurrence=berlin),))
    log = read_log(
        "aired_at\n2017-10-29T02:30\n2017-03-26T02:30\n2017-10-29T02:30+01:00\n2017-10-29T03:30",
        plan,
    )
    assert reasons(log) == [
        "log line 2: aired_at is a time that clocks have shown twice: '2017-10-29T02:30:00'",
        "log line 3: aired_at is a time that clocks have skipped: '2017-03-26T02:30:00'",
    ]
    assert len(log) == 2


def test_a_log_with_one_line_in_a_hundred_garbage_gives_the_rest() -> None:
    chance = random.Random(173)
    records = [
        AiringRecord(slot=SLOT.key, scheduled_at=one.start, aired_at=one.start)
        for one in PLAN.airings(at(2015, 1, 1), at(2035, 1, 1))
    ]
    lines = write_log(records).splitlines(keepends=True)
    garbage = chance.sample(range(1, len(lines)), len(lines) // 100)
    for number in garbage:
        lines[number] = chance.choice([b'"\r\n', b"\xfe\xfe\r\n", b",,,\r\n", b"\x00,a\r\n"])
    log = read_log(b"".join(lines), PLAN)
    assert sorted(error.where for error in log.errors) == sorted(
        f"log line {number + 1}" for number in garbage
    )
    assert len(log) == len(records) - len(garbage)


@pytest.mark.parametrize("data", ["", "a,b,c\n1,2,3", b"\xff\xfe"])
def test_a_file_without_the_columns_of_a_log_is_refused(data: str | bytes) -> None:
    with pytest.raises(BroadcastError, match="log line 1: has neither of the columns"):
        read_log(data, PLAN)


def test_json_as_a_list_or_line_by_line() -> None:
    row = '{"slot": "toi-chu-nhat", "aired_at": "2017-02-19T19:45", "duration": 15}'
    as_list = read_log(f"[{row}, 5]", PLAN, format="json")
    by_line = read_log(f"{row}\n\n{{\n{row}", PLAN, format="json")
    assert as_list.records * 2 == by_line.records
    assert reasons(as_list) == ["log item 2: is not an object"]
    assert reasons(by_line)[0].startswith("log line 3: is not JSON")
    assert reasons(read_log("[", PLAN, format="json"))[0].startswith("log: is not JSON")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"slot": 5}, "slot is not a text: 5"),
        ({"segments": "x"}, "has segments that are not a list"),
        ({"segments": ["x"]}, "has a segment that is not an object"),
        ({"segments": [{"kind": "live"}]}, "Segment.kind is none of relay, local"),
        ({"segments": [{"kind": "local", "themes": "x"}]}, "themes are not a list of texts"),
        ({"duration": 1.5}, "duration is not a text: 1.5"),
        ({"status": "gone"}, "AiringRecord.status is none of"),
        ({"aired_at": datetime(2017, 10, 29)}, None),
        ({"duration": timedelta(minutes=3), "relay": "0"}, None),
    ],
)
def test_rows_from_elsewhere(fields: dict[str, Any], reason: str | None) -> None:
    row = {"aired_at": at(2017, 2, 19, 19, 45), **fields}
    log = read_log([row], PLAN)
    if reason is None:
        assert len(log) == 1
    else:
        [error] = reasons(log)
        assert error.startswith("log row 1: ")
        assert reason in error


def test_an_extra_airing_has_a_known_key() -> None:
    plan = attrs.evolve(PLAN, extra=(Airing(slot="dac-biet", start=at(2017, 9, 2)),))
    assert len(read_log("slot,aired_at\ndac-biet,2017-09-02T00:00", plan)) == 1


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(UnknownFormatError, match="unknown log format 'xml'; known: csv, json"):
        read_log("", PLAN, format="xml")  # type: ignore[arg-type]
    with pytest.raises(UnknownFormatError, match="unknown log format 'xml'"):
        write_log([], format="xml")  # type: ignore[arg-type]


@given(airing_logs(PLAN), st.sampled_from(["csv", "json"]))
def test_what_is_written_reads_back(records: tuple[AiringRecord, ...], form: Any) -> None:
    log = read_log(write_log(records, format=form), PLAN, format=form)
    assert log.errors == ()
    assert log.records == records


def test_json_keeps_segments_whole() -> None:
    segment = Segment(
        kind="relay",
        title="Bản tin",
        source=Source(name="Cổng"),
        themes=("CNTT",),
        duration=timedelta(minutes=7, seconds=30),
        supplier=Organisation(name="Viễn thông Sơn La"),
    )
    record = AiringRecord(aired_at=at(2017, 2, 19), title="x", note="y", segments=(segment,))
    assert read_log(write_log([record], format="json"), PLAN, format="json").records == (record,)


def test_csv_keeps_of_segments_how_long_each_kind_took() -> None:
    segments = (
        Segment(kind="relay", duration=timedelta(minutes=4)),
        Segment(kind="relay", duration=timedelta(minutes=3)),
        Segment(kind="local"),
    )
    record = AiringRecord(aired_at=at(2017, 2, 19), title="a\nb", segments=segments)
    [read] = read_log(write_log([record]), PLAN).records
    assert read.segments == (Segment(kind="relay", duration=timedelta(minutes=7)),)
    assert read.title == "a b"
