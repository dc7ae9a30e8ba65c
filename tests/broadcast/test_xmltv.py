"""Listings: valid by their document type, and the same airings when read back."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from lxml import etree

from govnews import (
    Airing,
    BroadcastPlan,
    BroadcastService,
    Recurrence,
    Segment,
    Slot,
    SlotException,
    Source,
)
from govnews.broadcast import from_xmltv, to_xmltv
from govnews.errors import BroadcastError
from govnews.testing import broadcast_plans, broadcast_services

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SERVICE = BroadcastService(
    key="truyenhinh.sonla.vn", name="Truyền hình Sơn La", url="https://example.vn/"
)
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
FIRST = Slot(key="toi-chu-nhat", recurrence=SUNDAYS, duration=timedelta(minutes=15))
AGAIN = Slot(
    key="sang-thu-hai",
    kind="rerun",
    of="toi-chu-nhat",
    offset=timedelta(hours=10, minutes=45),
)
#: The published document type; the project does not contain it.
DTD = Path(__file__).parents[3] / "shared" / "data" / "xmltv.dtd"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[misc, arg-type]


def plan_of(*slots: Slot, **fields: Any) -> BroadcastPlan:
    common = {"key": "it-today", "title": "IT TODAY", "service": SERVICE}
    return BroadcastPlan(**{**common, "slots": slots, **fields})


def programmes(data: bytes) -> list[Any]:
    return list(etree.fromstring(data).iterfind("programme"))


@given(broadcast_plans(service=broadcast_services()))
def test_a_listing_is_valid_and_reads_back_as_the_same_airings(plan: BroadcastPlan) -> None:
    start, end = at(2017, 1, 1), at(2017, 2, 1)
    data = to_xmltv([plan], start, end)
    read = from_xmltv(data)
    assert read.errors == ()
    assert [(one.start, one.end) for one in read.listings[0].airings] == [
        (one.start, one.end) for one in plan.airings(start, end)
    ]
    if not DTD.exists():
        pytest.skip(f"the XMLTV document type is not at {DTD}")
    dtd = etree.DTD(str(DTD))
    assert dtd.validate(etree.fromstring(data)), dtd.error_log


def test_the_page_as_a_listing() -> None:
    plan = plan_of(FIRST, AGAIN, themes=("cải cách\nhành chính",))
    data = to_xmltv([plan], at(2017, 2, 13), at(2017, 2, 21))
    rerun_before, first, rerun = programmes(data)
    assert dict(first.attrib) == {
        "start": "20170219194500 +0700",
        "stop": "20170219200000 +0700",
        "channel": "truyenhinh.sonla.vn",
    }
    assert [child.tag for child in first] == ["title", "category", "language", "length"]
    assert first.findtext("category") == "cải cách hành chính"
    assert first.findtext("length") == "15"
    assert rerun_before.get("start") == "20170213063000 +0700"
    assert dict(rerun.find("previously-shown").attrib) == {
        "start": "20170219194500 +0700",
        "channel": "truyenhinh.sonla.vn",
    }
    [channel] = etree.fromstring(data).iterfind("channel")
    assert channel.findtext("display-name") == "Truyền hình Sơn La"
    assert channel.findtext("url") == "https://example.vn/"


def test_a_rerun_that_follows_a_moved_first_run_names_where_that_was() -> None:
    exceptions = (
        SlotException(
            slot="toi-chu-nhat",
            on=date(2017, 2, 19),
            action="move",
            moved_to=at(2017, 2, 18, 20, 0),
        ),
        SlotException(
            slot="sang-thu-hai",
            on=date(2017, 2, 27),
            action="move",
            moved_to=at(2017, 2, 28, 9, 0),
        ),
    )
    data = to_xmltv([plan_of(FIRST, AGAIN, exceptions=exceptions)], at(2017, 2, 18), at(2017, 3, 1))
    shown = [one.find("previously-shown") for one in programmes(data)]
    assert [one.get("start") for one in shown if one is not None] == [
        "20170218200000 +0700",
        "20170226194500 +0700",
    ]


def test_a_rerun_by_its_own_rule_names_the_last_first_run() -> None:
    saturdays = attrs.evolve(SUNDAYS, weekdays=("SA",))
    rerun = Slot(key="thu-bay", kind="rerun", of="toi-chu-nhat", recurrence=saturdays)
    first = attrs.evolve(FIRST, valid_from=date(2017, 2, 19), valid_until=date(2017, 3, 1))
    plan = plan_of(first, rerun, extra=(Airing(slot="x", start=at(2017, 2, 17), kind="rerun"),))

    def shown(start: datetime) -> dict[str, str]:
        [programme] = programmes(to_xmltv([plan], start, start + timedelta(days=1)))
        return dict(programme.find("previously-shown").attrib)

    channel = {"channel": "truyenhinh.sonla.vn"}
    assert shown(at(2017, 2, 25)) == {"start": "20170219194500 +0700", **channel}
    assert shown(at(2017, 4, 22)) == {"start": "20170226194500 +0700", **channel}
    assert shown(at(2017, 2, 18)) == channel
    assert shown(at(2017, 2, 17)) == channel


def test_what_is_all_relays_was_shown_before() -> None:
    published = datetime(2017, 2, 18, 13, 0, tzinfo=UTC)
    relay = Segment(kind="relay", source=Source(name="Cổng", published_at=published))
    window = at(2017, 2, 19), at(2017, 2, 20)

    def shown(*segments: Segment) -> dict[str, str] | None:
        [programme] = programmes(to_xmltv([plan_of(FIRST, segments=segments)], *window))
        found = programme.find("previously-shown")
        return None if found is None else dict(found.attrib)

    assert shown(relay) == {"start": "20170218130000 +0000"}
    assert shown(Segment(kind="relay")) == {}
    assert shown(relay, Segment(kind="local")) is None


def test_plans_of_one_channel_share_it_and_keep_the_order_of_time() -> None:
    other = plan_of(
        Slot(
            key="thoi-su",
            recurrence=Recurrence(frequency="daily", times=(time(18, 30),)),
            duration=timedelta(minutes=1, seconds=30),
        ),
        key="thoi-su",
        title="Thời sự",
    )
    data = to_xmltv([plan_of(FIRST), other], at(2017, 2, 19), at(2017, 2, 20))
    assert [one.findtext("title") for one in programmes(data)] == ["Thời sự", "IT TODAY"]
    assert len(list(etree.fromstring(data).iterfind("channel"))) == 1
    length = programmes(data)[0].find("length")
    assert (length.text, length.get("units")) == ("90", "seconds")


def test_a_plan_without_a_service_is_named() -> None:
    with pytest.raises(BroadcastError, match="plan it-today: service: is missing"):
        to_xmltv([plan_of(FIRST, service=None)], at(2017, 1, 1), at(2017, 1, 2))


# ---- reading -------------------------------------------------------------------------------


def listing_of(attributes: str, title: str = "<title>Bản tin</title>") -> bytes:
    good = '<programme start="20170219194500 +0700" channel="A"><title>Tốt</title></programme>'
    return f"<tv>{good}<programme {attributes}>{title}</programme></tv>".encode()


@pytest.mark.parametrize(
    ("attributes", "title", "reason"),
    [
        ('start="2017" channel="A"', "<title>x</title>", "no time to the minute"),
        ('channel="A"', "<title>x</title>", "no time to the minute"),
        ('start="20171332000000" channel="A"', "<title>x</title>", "a time that is none"),
        ('start="20170219194500 ICT" channel="A"', "<title>x</title>", "unknown zone"),
        ('start="20170219194500"', "<title>x</title>", "has no channel"),
        ('start="20170219194500" channel="A"', "", "has no title"),
        ('start="20170219194500" channel="A"', "<title> \n </title>", "has no title"),
        (
            'start="20170219194500" stop="20170219194400" channel="A"',
            "<title>x</title>",
            "is not after the start",
        ),
    ],
)
def test_a_programme_that_is_no_airing_is_named_and_the_rest_read(
    attributes: str, title: str, reason: str
) -> None:
    read = from_xmltv(listing_of(attributes, title))
    [error] = read.errors
    assert reason in error.reason
    assert [one.title for one in read.listings[0].airings] == ["Tốt"]


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("20170219194500 +0700", datetime(2017, 2, 19, 12, 45, tzinfo=UTC)),
        ("201702191945 +0700", datetime(2017, 2, 19, 12, 45, tzinfo=UTC)),
        ("20170219124500", datetime(2017, 2, 19, 12, 45, tzinfo=UTC)),
        ("20170219124500 UTC", datetime(2017, 2, 19, 12, 45, tzinfo=UTC)),
        ("200007281733 BST", datetime(2000, 7, 28, 16, 33, tzinfo=UTC)),
        ("20170219074500 -0500", datetime(2017, 2, 19, 12, 45, tzinfo=UTC)),
        ("20170219091500 -0330", datetime(2017, 2, 19, 12, 45, tzinfo=UTC)),
    ],
)
def test_times_are_read_in_the_zone_they_name(written: str, instant: datetime) -> None:
    read = from_xmltv(listing_of(f'start="{written}" channel="B"'))
    airing = read.listings[1].airings[0]
    assert airing.start == instant
    assert airing.start.tzinfo is VIETNAM


def test_a_relayed_listing_gives_segments_for_a_plan_of_ones_own() -> None:
    data = to_xmltv([plan_of(FIRST, themes=("CNTT",))], at(2017, 2, 19), at(2017, 2, 20))
    read = from_xmltv(data, relayed_from=Source(name="Truyền hình Sơn La"))
    [airing] = read.listings[0].airings
    assert read.listings[0].service == SERVICE
    assert airing.segments == (
        Segment(
            kind="relay",
            title="IT TODAY",
            themes=("CNTT",),
            duration=timedelta(minutes=15),
            source=Source(name="Truyền hình Sơn La", published_at=at(2017, 2, 19, 19, 45)),
        ),
    )


@pytest.mark.parametrize("data", [b"", b"garbage", b"<rss/>", b"\xff\xfe\x00"])
def test_what_is_no_listing_is_refused(data: bytes) -> None:
    with pytest.raises(BroadcastError, match="is not XML"):
        from_xmltv(data)


def test_entities_and_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    data = (
        f'<!DOCTYPE tv [<!ENTITY x SYSTEM "{secret.as_uri()}">]><tv>'
        '<programme start="20170219194500 +0700" channel="A"><title>a&x;b</title></programme></tv>'
    )
    read = from_xmltv(data.encode())
    assert "secret" not in repr(read)


def test_a_broken_channel_is_named_and_its_programmes_are_read() -> None:
    data = (
        b'<tv><channel id="A"><display-name>A</display-name><url>nowhere</url></channel>'
        b'<programme start="20170219194500 +0700" channel="A"><title>x</title></programme></tv>'
    )
    read = from_xmltv(data)
    assert [one.where for one in read.errors] == ["channel A"]
    assert len(read.listings[0].airings) == 1
