"""The report on paper: in the layout of Decree 30, whatever the texts in it are."""

import csv
import json
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, strategies as st
from lxml import etree, html

from govnews import (
    AiringRecord,
    BroadcastPlan,
    DocumentNumber,
    OfficialDocument,
    Organisation,
    Party,
    Recurrence,
    ReportDuty,
    Segment,
    Slot,
    SlotException,
    Source,
)
from govnews.broadcast import (
    AnnualReport,
    Letterhead,
    annual_report,
    letterhead_of,
    report_chart,
    report_csv,
    report_data,
    report_html,
    report_markdown,
)
from govnews.testing import airing_logs, broadcast_plans

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
DEPARTMENT = Organisation(name="Sở Thông tin và Truyền thông", code="STTTT")
PROVINCE = Organisation(name="UBND tỉnh Sơn La", code="UBND")
PLAN = BroadcastPlan(
    key="it-today",
    title="IT TODAY",
    document=OfficialDocument(
        number=DocumentNumber.parse("173/KH-UBND"), issuer="UBND tỉnh Sơn La"
    ),
    authority=PROVINCE,
    parties=(Party(organisation=DEPARTMENT, role="lead", duties=("làm đầu mối", "tham mưu")),),
    report_duty=ReportDuty(by=DEPARTMENT, to=PROVINCE),
    segments=(
        Segment(
            kind="relay",
            source=Source(name="Cổng"),
            themes=("CNTT",),
            duration=timedelta(minutes=7),
        ),
        Segment(kind="local", supplier=DEPARTMENT),
    ),
    slots=(
        Slot(key="cn", recurrence=SUNDAYS, duration=timedelta(minutes=15)),
        Slot(key="t2", kind="rerun", of="cn", offset=timedelta(hours=10, minutes=45)),
    ),
    exceptions=(
        SlotException(
            slot="cn",
            on=date(2017, 4, 30),
            action="move",
            moved_to=datetime(2017, 5, 1, 20, 0, tzinfo=VIETNAM),
            title="Số đặc biệt",
            reason="Nghỉ lễ",
            document=OfficialDocument(number=DocumentNumber.parse("12/CV-STTTT")),
        ),
    ),
)
HEAD = Letterhead(
    agency="Sở Thông tin và Truyền thông",
    code="STTTT",
    parent="UBND tỉnh Sơn La",
    number=DocumentNumber.parse("12/BC-STTTT"),
    place="Sơn La",
    dated=date(2018, 1, 5),
    recipient="UBND tỉnh Sơn La",
    signatory="Giám đốc",
)


def report() -> AnnualReport:
    airings = PLAN.airings(
        datetime(2017, 1, 1, tzinfo=VIETNAM), datetime(2018, 1, 1, tzinfo=VIETNAM)
    )
    records = [
        AiringRecord(slot=one.slot, scheduled_at=one.start, aired_at=one.start) for one in airings
    ]
    records[3] = attrs.evolve(records[3], aired_at=airings[3].start + timedelta(minutes=9))
    records[4] = AiringRecord(
        slot="cn", scheduled_at=airings[4].start, status="pre_empted", note="Trực tiếp"
    )
    records.append(AiringRecord(aired_at=datetime(2017, 5, 5, 9, tzinfo=VIETNAM)))
    records.append(AiringRecord(slot="cn", scheduled_at=airings[0].start, status="failed"))
    return annual_report(PLAN, 2017, records)


def parsed(page: str) -> Any:
    return html.fromstring(page)


LINES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "UBND TỈNH SƠN LA",
    "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
    "Số: 12/BC-STTTT",
    "Sơn La, ngày 05 tháng 01 năm 2018",
    "BÁO CÁO",
    "Kết quả phát sóng chương trình “IT TODAY” năm 2017",
    "Kính gửi: UBND tỉnh Sơn La",
    (
        "Thực hiện Kế hoạch số 173/KH-UBND của UBND tỉnh Sơn La, Sở Thông tin và Truyền thông báo "
        "cáo kết quả phát sóng năm 2017 như sau:"
    ),
    "I. TỔ CHỨC THỰC HIỆN",
    "II. KẾT QUẢ PHÁT SÓNG",
    (
        "Theo kế hoạch, năm 2017 có 105 buổi phát sóng. Đã phát 104 buổi (đúng giờ 103, "
        "muộn giờ 1); nhường sóng 1; sự cố 0; không có trong nhật ký 0. Ngoài kế hoạch có 1 buổi."
    ),
    (
        "Tổng thời lượng phát sóng là 1.560 phút, trong đó tiếp sóng 728 phút, "
        "tự sản xuất 832 phút. Có 1 buổi không rõ thời lượng."
    ),
    "Có 1 điểm của kế hoạch hoặc nhật ký chưa khớp, đã được ghi riêng để rà soát.",
    "III. NỘI DUNG VÀ NGUỒN CUNG CẤP",
    "IV. THAY ĐỔI SO VỚI KẾ HOẠCH",
    "Chuyển giờ phát sóng sang 20h00 ngày 1/5/2017: Số đặc biệt",
    "Muộn giờ 9 phút",
    "Phát lại của 19h45 Chủ nhật hằng tuần",
    "GIÁM ĐỐC",
    "Nơi nhận:",
    "Lưu: VT.",
)


def test_a_title_with_quotation_marks_of_its_own_gets_no_others() -> None:
    plan = attrs.evolve(PLAN, title="Chuyên mục “IT TODAY”")
    page = report_html(annual_report(plan, 2017, []))
    assert "chương trình Chuyên mục “IT TODAY” năm 2017" in page


def test_documents_are_cited_with_the_day_they_were_issued() -> None:
    document = attrs.evolve(PLAN.document, issued_on=date(2017, 2, 10))
    page = report_markdown(annual_report(attrs.evolve(PLAN, document=document), 2017, []))
    assert "Thực hiện Kế hoạch số 173/KH-UBND ngày 10 tháng 02 năm 2017 của UBND tỉnh" in page


def test_html_says_what_a_state_report_says_in_its_order() -> None:
    page = report_html(report(), HEAD)
    text = " ".join(parsed(page).text_content().split())
    for line in LINES:
        assert line in text
    tree = parsed(page)
    assert tree.get("lang") == "vi"
    assert len(tree.xpath("//main//table")) == 6
    assert len(tree.xpath("//figure/*[local-name()='svg']")) == 1
    assert [one.text for one in tree.xpath("//td[last()]") if one.text == "Trực tiếp"]


def test_markdown_says_the_same() -> None:
    page = report_markdown(report(), HEAD, chart="bieu-do.svg")
    for line in LINES:
        assert line in page
    assert "![Số buổi phát sóng theo tháng, năm 2017](<bieu-do.svg>)" in page
    assert "![" not in report_markdown(report(), HEAD)


def test_what_is_not_known_stays_open() -> None:
    bare = annual_report(BroadcastPlan(key="a", title="A"), 2017, [])
    page = report_markdown(bare)
    assert "| Số: …/BC | *…, ngày … tháng … năm …* |" in page
    assert "## I. KẾT QUẢ PHÁT SÓNG" in page
    assert "II." not in page
    assert "Kính gửi" not in page
    assert "Kính gửi" not in report_html(bare)


def test_the_letterhead_follows_the_duty_to_report() -> None:
    head = letterhead_of(PLAN)
    assert (head.agency, head.code) == ("Sở Thông tin và Truyền thông", "STTTT")
    assert (head.parent, head.recipient) == ("UBND tỉnh Sơn La", "UBND tỉnh Sơn La")
    assert head.number_line == "Số: …/BC-STTTT"
    without_duty = attrs.evolve(PLAN, report_duty=None, authority=None)
    assert letterhead_of(without_duty).agency == "Sở Thông tin và Truyền thông"
    assert letterhead_of(without_duty).recipient is None
    own = attrs.evolve(PLAN, report_duty=ReportDuty(by=PROVINCE, to=DEPARTMENT))
    assert letterhead_of(own).parent is None


def test_a_dateline_without_a_place() -> None:
    assert attrs.evolve(HEAD, place=None).dateline == "…, ngày 05 tháng 01 năm 2018"


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "a & b | c", "*x* [y](z) `q`"])
def test_texts_stay_texts(title: str) -> None:
    plan = attrs.evolve(PLAN, title=title, themes=(title,))
    page = parsed(report_html(annual_report(plan, 2017, [])))
    assert not page.xpath("//script")
    assert title in " ".join(page.text_content().split())
    markdown = report_markdown(annual_report(plan, 2017, []))
    for line in markdown.splitlines():
        if line.startswith("| "):
            assert "script>" not in line.replace("\\>", "").replace("\\<", "")


@given(broadcast_plans(), st.data())
def test_every_report_can_be_written(plan: BroadcastPlan, data: st.DataObject) -> None:
    log = data.draw(airing_logs(plan, year=2017))
    one = annual_report(plan, 2017, log)
    assert report_markdown(one).endswith("\n")
    parsed(report_html(one))
    svg = etree.fromstring(report_chart(one))
    heights = [float(bar.get("height", "0")) for bar in svg.iter("{*}rect")]
    assert all(0 < height <= 280 for height in heights)
    whole = json.loads(json.dumps(report_data(one)))
    rows = list(csv.DictReader(StringIO(report_csv(one).decode())))
    assert len(rows) == 13
    assert rows[-1]["month"] == "2017"
    for name in ("planned", "aired", "missing", "minutes", "relay_minutes"):
        assert int(rows[-1][name]) == whole[name] == getattr(one, name)


def test_data_names_documents_and_moments() -> None:
    whole = report_data(report())
    assert whole["document"] == "173/KH-UBND"
    assert whole["exceptions"] == [
        {
            "slot": "cn",
            "on": "2017-04-30",
            "action": "move",
            "moved_to": "2017-05-01T20:00:00+07:00",
            "title": "Số đặc biệt",
            "reason": "Nghỉ lễ",
            "document": "12/CV-STTTT",
        }
    ]
    assert whole["outcomes"][0] == {
        "result": "aired",
        "slot": "cn",
        "planned_at": "2017-01-01T19:45:00+07:00",
        "aired_at": "2017-01-01T19:45:00+07:00",
        "minutes": 15,
        "note": None,
    }
    assert whole["by_theme"] == [{"name": "CNTT", "airings": 104, "minutes": 728}]
    assert len(whole["problems"]) == 1


@pytest.mark.parametrize(("most", "top"), [(0, 1), (1, 1), (5, 5), (6, 6), (31, 40), (700, 800)])
def test_the_scale_of_the_chart_has_five_steps_or_fewer(most: int, top: int) -> None:
    month = attrs.evolve(annual_report(PLAN, 2017, []).by_month[0], missing=most)
    one = attrs.evolve(annual_report(PLAN, 2017, []), by_month=(month,))
    svg = etree.fromstring(report_chart(one))
    scale = [
        int(text.text or 0) for text in svg.iter("{*}text") if text.get("text-anchor") == "end"
    ]
    assert scale[0] == 0
    assert scale[-1] == top
    assert len(scale) <= 6


def test_time_that_falls_to_no_kind_is_said_to() -> None:
    aired_at = datetime(2017, 2, 19, 19, 45, tzinfo=VIETNAM)
    plan = attrs.evolve(PLAN, segments=())
    page = report_markdown(annual_report(plan, 2017, [AiringRecord(slot="cn", aired_at=aired_at)]))
    assert "tiếp sóng 0 phút, tự sản xuất 0 phút, chưa phân loại 15 phút." in page
