"""A plan as tables: what they show, that they are safe, and that they can be heard."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from govnews import (
    BroadcastPlan,
    DocumentNumber,
    OfficialDocument,
    Organisation,
    Party,
    Portal,
    Recurrence,
    Segment,
    Slot,
    SlotException,
    Source,
    sample,
)
from govnews.testing import broadcast_plans
from govnews.web import autodiscovery_tags, schedule_table

from ._html import lines, parsed

SUNDAY = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
SLOT = Slot(key="toi-chu-nhat", recurrence=SUNDAY)


def table(section, name):
    return section.find_class(f"govnews-{name}")[0]


def rows(section, name):
    return [lines(row) for row in table(section, name).iter("tr")]


def test_the_sample_plan_as_tables():
    section = parsed(schedule_table(sample.plan(), sample.NOW, 2))
    plan = dict(rows(section, "plan"))
    assert plan["Thời gian phát sóng"] == "19h45 Chủ nhật hằng tuần"
    assert plan["Văn bản"].startswith("Kế hoạch số 173/KH-UBND")
    assert plan["Kênh phát sóng"] == "Truyền hình Sơn La"
    assert rows(section, "airings")[1:] == [
        [
            "Chủ Nhật, ngày 19/02/2017 - 19:45",
            "Truyền thông Chính phủ điện tử “IT TODAY”",
            "Phát mới",
        ],
        [
            "Chủ Nhật, ngày 26/02/2017 - 19:45",
            "Truyền thông Chính phủ điện tử “IT TODAY”",
            "Phát mới",
        ],
    ]
    roles = {row[0]: row[1] for row in rows(section, "parties")[1:]}
    assert roles["Sở Thông tin và Truyền thông"] == "Đầu mối, chủ trì"
    assert roles["Đài Phát thanh Truyền hình tỉnh Sơn La"] == "Đơn vị phát sóng"
    made = {row[0]: row[1:3] for row in rows(section, "segments")[1:]}
    assert made["Chương trình của Cổng Thông tin điện tử Chính phủ"] == [
        "Tiếp sóng",
        "Cổng Thông tin điện tử Chính phủ",
    ]
    assert made["Chính phủ điện tử tại Sơn La"] == ["Tự sản xuất", ""]


def test_the_plan_in_english():
    section = parsed(schedule_table(sample.plan(), sample.NOW, language="en"))
    assert section.get("lang") == "en"
    marked = {one.text_content() for one in section.iter("span")}
    assert "Sở Thông tin và Truyền thông" in marked
    assert {one.get("lang") for one in section.iter("span")} == {"vi"}
    assert "Every Sunday at 19:45" not in marked
    assert not list(parsed(schedule_table(sample.plan(), sample.NOW)).iter("span"))
    assert dict(rows(section, "plan"))["Airs"] == "Every Sunday at 19:45"
    assert rows(section, "airings")[1][0] == "Sunday, 19/02/2017 - 19:45"


def test_a_plan_in_another_language_has_english_words():
    plan = BroadcastPlan(key="a", title="IT TODAY", language="lo")
    assert "No airing is scheduled." in schedule_table(plan, sample.NOW)


def test_what_departs_from_the_rule_is_noted():
    order = OfficialDocument(title="Công văn", url="https://example.vn/cv?a=1&b=2")
    plan = BroadcastPlan(
        key="it-today",
        title="IT TODAY",
        slots=(SLOT, Slot(key="lai", kind="rerun", of="toi-chu-nhat", offset=timedelta(hours=10))),
        exceptions=(
            SlotException(
                slot="toi-chu-nhat",
                on=date(2017, 2, 19),
                action="move",
                moved_to=datetime(2017, 2, 20, 12, 0, tzinfo=UTC),
                reason="Nhường sóng <trực tiếp>",
                document=order,
            ),
        ),
    )
    section = parsed(schedule_table(plan, sample.NOW, 2))
    head, first, second = rows(section, "airings")
    assert head == ["Thời gian", "Nội dung", "Hình thức", "Ghi chú"]
    assert first[3] == (
        "Chuyển từ Chủ Nhật, ngày 19/02/2017 - 19:45; Nhường sóng <trực tiếp>; Công văn"
    )
    assert second[2] == "Phát lại"


def test_a_plan_that_lays_down_nothing():
    section = parsed(schedule_table(BroadcastPlan(key="a", title="IT TODAY"), sample.NOW))
    assert rows(section, "plan") == [["Chương trình", "IT TODAY"]]
    assert "Chưa có lịch phát sóng." in section.text_content()
    assert not section.find_class("govnews-parties")
    assert not section.find_class("govnews-segments")


def test_a_segment_of_a_supplier():
    plan = BroadcastPlan(
        key="a",
        title="IT TODAY",
        segments=(
            Segment(kind="relay", source=Source(name="VOV"), supplier=Organisation(name="VTV")),
            Segment(kind="local"),
        ),
    )
    made = rows(parsed(schedule_table(plan, sample.NOW)), "segments")
    assert made[1] == ["Tiếp sóng", "Tiếp sóng", "VOV; VTV", ""]
    assert made[2] == ["Tự sản xuất", "Tự sản xuất", "", ""]


@given(broadcast_plans(), st.sampled_from(["vi", "en"]))
def test_any_plan_becomes_tables_that_can_be_heard(plan, language):
    section = parsed(schedule_table(plan, sample.NOW, language=language))
    for one in section.iter("table"):
        assert one.find("caption").text_content().strip()
        assert all(cell.get("scope") in ("row", "col") for cell in one.iter("th"))
        for row in one.find("tbody"):
            assert row[0].tag == "th"
        widths = {len(row) for row in one.iter("tr")}
        assert len(widths) == 1
    assert not list(section.iter("script"))


def test_airings_are_shown_in_the_zone_of_their_slot():
    rule = Recurrence(frequency="daily", times=(time(6, 30),), time_zone="Europe/Paris")
    plan = BroadcastPlan(key="a", title="IT TODAY", slots=(Slot(key="sang", recurrence=rule),))
    shown = rows(parsed(schedule_table(plan, sample.NOW, 1)), "airings")[1]
    assert shown[0] == "Thứ Năm, ngày 16/02/2017 - 06:30"


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        ({"number": "173/KH-UBND"}, "Kế hoạch số 173/KH-UBND"),
        ({"number": "45/2019/QH14", "title": "Bộ luật Lao động"}, "45/2019/QH14, Bộ luật Lao động"),
        ({"title": "Công văn", "issuer": "Sở TT&TT"}, "Công văn, Sở TT&TT"),
        ({"issuer": "UBND tỉnh"}, "UBND tỉnh"),
        ({"url": "https://example.vn/a?b=1&c=2"}, "https://example.vn/a?b=1&c=2"),
    ],
    ids=["number", "law", "title", "issuer", "address"],
)
def test_a_document_by_whatever_is_known_of_it(document, shown):
    if "number" in document:
        document = {**document, "number": DocumentNumber.parse(document["number"])}
    plan = BroadcastPlan(key="a", title="IT TODAY", document=OfficialDocument(**document))
    assert dict(rows(parsed(schedule_table(plan, sample.NOW)), "plan"))["Văn bản"] == shown


EVIL = '<script>alert("x")</script>'


def test_nothing_of_a_value_becomes_markup():
    plan = BroadcastPlan(
        key="a",
        title=EVIL,
        themes=(EVIL, "b"),
        parties=(Party(organisation=Organisation(name=EVIL), role="lead", duties=(EVIL,)),),
        segments=(Segment(kind="local", title=EVIL, themes=(EVIL,)),),
        document=OfficialDocument(title=EVIL, issuer=EVIL),
        slots=(SLOT,),
    )
    assert "<script" not in schedule_table(plan, sample.NOW)
    portal = Portal(name=EVIL, url="https://example.vn/?a='\"&b".replace('"', ""))
    assert "<script" not in autodiscovery_tags(portal)


@pytest.mark.parametrize("count", [1, 7])
def test_as_many_airings_as_asked_for(count):
    section = parsed(schedule_table(sample.plan(), sample.NOW, count))
    assert len(rows(section, "airings")) == 1 + count
