"""Schedules and plans as people read them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs
from hypothesis import given

from govnews import (
    BroadcastPlan,
    BroadcastService,
    DocumentNumber,
    OfficialDocument,
    Organisation,
    Party,
    Recurrence,
    Segment,
    Slot,
    SlotException,
    Source,
)
from govnews.broadcast import plan_table, schedule_table
from govnews.broadcast._wording import slot_line
from govnews.testing import broadcast_plans

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
PLAN = BroadcastPlan(
    key="it-today",
    title="IT TODAY",
    document=OfficialDocument(number=DocumentNumber.parse("173/KH-UBND"), issuer="UBND tỉnh"),
    basis=(OfficialDocument(title="Nghị quyết 36a", issuer="Chính phủ"), OfficialDocument()),
    authority=Organisation(name="UBND tỉnh"),
    parties=(
        Party(
            organisation=Organisation(name="Sở Thông tin và Truyền thông"),
            role="lead",
            duties=("tham mưu", "chủ trì"),
        ),
        Party(organisation=Organisation(name="Đài PT-TH tỉnh"), role="broadcaster"),
    ),
    service=BroadcastService(key="a", name="Truyền hình Sơn La"),
    themes=("CNTT",),
    segments=(
        Segment(kind="relay", source=Source(name="Cổng")),
        Segment(kind="local", title="Tin"),
    ),
    slots=(
        Slot(key="cn", recurrence=SUNDAYS, duration=timedelta(minutes=15)),
        Slot(key="t2", kind="rerun", of="cn", offset=timedelta(hours=10, minutes=45)),
    ),
)


def test_a_plan_in_words() -> None:
    assert {row.label: row.texts for row in plan_table(PLAN)} == {
        "Chương trình": ("IT TODAY",),
        "Văn bản": ("Kế hoạch số 173/KH-UBND của UBND tỉnh", "Nghị quyết 36a của Chính phủ"),
        "Cơ quan ban hành": ("UBND tỉnh",),
        "Kênh phát sóng": ("Truyền hình Sơn La",),
        "Khung giờ": ("19h45 Chủ nhật hằng tuần", "Phát lại của 19h45 Chủ nhật hằng tuần"),
        "Nội dung": ("Tiếp sóng (Cổng)", "Tự sản xuất: Tin"),
        "Chủ đề": ("CNTT",),
        "Đầu mối, chủ trì": ("Sở Thông tin và Truyền thông: tham mưu; chủ trì",),
        "Đơn vị phát sóng": ("Đài PT-TH tỉnh",),
    }


def test_a_schedule_in_words() -> None:
    exception = SlotException(
        slot="cn",
        on=date(2017, 2, 26),
        action="replace",
        title="Số đặc biệt",
        reason="Ngày Thầy thuốc Việt Nam",
        document=OfficialDocument(number=DocumentNumber.parse("45/2019/QH14")),
    )
    plan = attrs.evolve(PLAN, exceptions=(exception,))
    rows = schedule_table(plan, plan.upcoming(3, datetime(2017, 2, 15, 10, 0, tzinfo=UTC)))
    assert [(row.day, row.clock, row.kind) for row in rows] == [
        ("Chủ nhật, 19/2/2017", "19h45 - 20h00", "Phát mới"),
        ("Thứ Hai, 20/2/2017", "6h30 - 6h45", "Phát lại"),
        ("Chủ nhật, 26/2/2017", "19h45 - 20h00", "Phát mới"),
    ]
    assert rows[0].segments == ("Tiếp sóng (Cổng)", "Tự sản xuất: Tin")
    assert rows[0].iso == "2017-02-19T19:45+07:00"
    assert rows[0].note == ""
    assert rows[2].title == "Số đặc biệt"
    assert rows[2].note.startswith("Thay nội dung: Ngày Thầy thuốc Việt Nam (theo ")
    assert "45/2019/QH14" in rows[2].note


@given(broadcast_plans())
def test_every_plan_has_its_words(plan: BroadcastPlan) -> None:
    for row in plan_table(plan):
        assert all(text == " ".join(text.split()) and text for text in row.texts)
    rows = schedule_table(plan, plan.upcoming(3, datetime(2017, 1, 1, tzinfo=VIETNAM)))
    assert all(row.title and row.kind in {"Phát mới", "Phát lại"} for row in rows)


def test_a_record_of_an_unknown_slot_is_called_by_its_key() -> None:
    assert slot_line(PLAN, "x") == "x"
