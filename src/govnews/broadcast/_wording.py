"""The Vietnamese words that calendars, listings, tables and reports share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from .. import dates
from ..model import Airing, BroadcastPlan, OfficialDocument, Segment, SlotException
from ._describe import describe

#: Kinds of airing.
KINDS: Final[Mapping[str, str]] = {"first": "Phát mới", "rerun": "Phát lại"}
#: Kinds of segment.
SEGMENTS: Final[Mapping[str, str]] = {"relay": "Tiếp sóng", "local": "Tự sản xuất"}
#: Actions of an exception.
ACTIONS = {"cancel": "Không phát sóng", "move": "Chuyển giờ phát sóng", "replace": "Thay nội dung"}
#: Roles of a party.
ROLES: Final[Mapping[str, str]] = {
    "authority": "Cơ quan chỉ đạo",
    "lead": "Đầu mối, chủ trì",
    "content_supplier": "Cung cấp nội dung",
    "technical_adviser": "Tư vấn kỹ thuật",
    "broadcaster": "Đơn vị phát sóng",
}


def title_of(airing: Airing, plan: BroadcastPlan) -> str:
    """What an airing shows, on one line."""
    return one_line(airing.title or plan.title)


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def segment_line(segment: Segment) -> str:
    """A segment in words: ``Tiếp sóng: Bản tin (Cổng Thông tin điện tử Chính phủ)``."""
    line = SEGMENTS[segment.kind]
    if segment.title:
        line += f": {one_line(segment.title)}"
    if segment.source is not None:
        line += f" ({one_line(segment.source.name)})"
    return line


def document_line(document: OfficialDocument) -> str:
    """A document in words: ``Kế hoạch số 173/KH-UBND của UBND tỉnh Sơn La``.

    The day it was issued, if known, stands after the number, as Decree 30/2020/NĐ-CP, appendix
    I, section II.6(d), cites documents. Empty when nothing of it is known but a date.
    """
    number = document.number
    if number is not None:
        line = f"{number.type_name} số {number}" if number.type_name else f"Văn bản số {number}"
    elif document.title:
        line = document.title
    else:
        return ""
    if document.issued_on is not None:
        line += f" {dates.format(document.issued_on, 'administrative')}"
    return one_line(f"{line} của {document.issuer}" if document.issuer else line)


def slot_line(plan: BroadcastPlan, key: str) -> str:
    """A slot as people call it: by its rule; a rerun at an offset by its first run's."""
    slot = plan.slot(key)
    if slot is None:
        return key
    if slot.recurrence is not None:
        return describe(slot.recurrence)
    first_run = plan.slot(slot.of) if slot.of is not None else None
    if first_run is None or first_run.recurrence is None:
        return key
    return f"{KINDS['rerun']} của {describe(first_run.recurrence)}"


def day_line(moment: datetime) -> str:
    """A day as a schedule writes it: ``Chủ nhật, 19/2/2017``."""
    weekday = dates.format(moment, "weekday_administrative")
    return f"{weekday[0].upper()}{weekday[1:]}, {dates.format(moment, 'press_date')}"


def clock_line(moment: datetime) -> str:
    """A moment in running text: ``19h45 ngày 19/2/2017``."""
    return f"{dates.format(moment, 'press_time')} ngày {dates.format(moment, 'press_date')}"


def exception_line(exception: SlotException) -> str:
    """Why an airing departs from the rule."""
    line = ACTIONS[exception.action]
    if exception.reason:
        line += f": {one_line(exception.reason)}"
    if exception.document is not None and (document := document_line(exception.document)):
        line += f" (theo {document})"
    return line


def description(airing: Airing) -> str:
    """An airing in words, a line for each thing to say; empty when there is none."""
    lines = [KINDS["rerun"]] if airing.kind == "rerun" else []
    lines += [segment_line(segment) for segment in airing.segments]
    if airing.exception is not None:
        lines.append(exception_line(airing.exception))
    return "\n".join(lines)
