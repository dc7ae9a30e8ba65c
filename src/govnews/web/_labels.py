"""The words of the blocks, in Vietnamese and English."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from .. import broadcast
from ..dates import Language


@attrs.frozen(kw_only=True)
class Labels:
    """Every word that a block shows beside the values."""

    language: Language
    statistics: str
    figures: Mapping[str, str]
    plan: str
    programme: str
    document: str
    basis: str
    authority: str
    service: str
    when: str
    themes: str
    report_duty: str
    report: str
    periods: Mapping[str, str]
    airings: str
    no_airing: str
    starts: str
    shows: str
    kind: str
    kinds: Mapping[str, str]
    note: str
    moved_from: str
    parties: str
    party: str
    role: str
    roles: Mapping[str, str]
    duties: str
    segments: str
    segment: str
    made: str
    segment_kinds: Mapping[str, str]
    source: str


_VIETNAMESE = Labels(
    language="vi",
    statistics="Thống kê truy cập",
    figures={
        "total": "Tổng số lượt truy cập",
        "online": "Số người đang truy cập",
        "today": "Hôm nay",
        "yesterday": "Hôm qua",
        "this_week": "Tuần này",
        "last_week": "Tuần trước",
        "this_month": "Tháng này",
        "last_month": "Tháng trước",
    },
    plan="Kế hoạch phát sóng",
    programme="Chương trình",
    document="Văn bản",
    basis="Căn cứ",
    authority="Cơ quan ban hành",
    service="Kênh phát sóng",
    when="Thời gian phát sóng",
    themes="Chủ đề",
    report_duty="Chế độ báo cáo",
    report="{by} báo cáo {to} {every}",
    periods={"year": "hằng năm", "quarter": "hằng quý", "month": "hằng tháng"},
    airings="Các lần phát sóng tới",
    no_airing="Chưa có lịch phát sóng.",
    starts="Thời gian",
    shows="Nội dung",
    kind="Hình thức",
    kinds=broadcast.KINDS,
    note="Ghi chú",
    moved_from="Chuyển từ",
    parties="Phân công thực hiện",
    party="Đơn vị",
    role="Vai trò",
    roles=broadcast.ROLES,
    duties="Nhiệm vụ",
    segments="Các phần của chương trình",
    segment="Phần",
    made="Cách thực hiện",
    segment_kinds=broadcast.SEGMENTS,
    source="Nguồn",
)

_ENGLISH = Labels(
    language="en",
    statistics="Visits",
    figures={
        "total": "Total visits",
        "online": "Online now",
        "today": "Today",
        "yesterday": "Yesterday",
        "this_week": "This week",
        "last_week": "Last week",
        "this_month": "This month",
        "last_month": "Last month",
    },
    plan="Broadcast plan",
    programme="Programme",
    document="Document",
    basis="Based on",
    authority="Issued by",
    service="Channel",
    when="Airs",
    themes="Themes",
    report_duty="Report",
    report="{by} reports to {to} {every}",
    periods={"year": "every year", "quarter": "every quarter", "month": "every month"},
    airings="Next airings",
    no_airing="No airing is scheduled.",
    starts="Time",
    shows="Programme",
    kind="Kind",
    kinds={"first": "First run", "rerun": "Rerun"},
    note="Note",
    moved_from="Moved from",
    parties="Who does what",
    party="Body",
    role="Role",
    roles={
        "authority": "Authority",
        "lead": "Lead",
        "content_supplier": "Content supplier",
        "technical_adviser": "Technical adviser",
        "broadcaster": "Broadcaster",
    },
    duties="Duties",
    segments="Parts of the programme",
    segment="Part",
    made="Made by",
    segment_kinds={"relay": "Relay", "local": "Own production"},
    source="Source",
)

#: The labels by language.
LABELS: Final[Mapping[Language, Labels]] = MappingProxyType({"vi": _VIETNAMESE, "en": _ENGLISH})


def labels_for(tag: str) -> Labels:
    """The labels for a language tag: Vietnamese for Vietnamese, English for any other."""
    return _VIETNAMESE if tag.partition("-")[0].lower() == "vi" else _ENGLISH
