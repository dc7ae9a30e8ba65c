"""What an annual report says, in Vietnamese, before it is Markdown or HTML."""

from attrs import frozen

from .. import dates
from ._letterhead import Letterhead
from ._reconcile import Outcome
from ._report import AnnualReport, Tally, Totals
from ._wording import ACTIONS, ROLES, clock_line, document_line, one_line, slot_line

#: What became of an airing, in words.
RESULTS = {
    "aired": "Đúng giờ",
    "late": "Muộn giờ",
    "pre_empted": "Nhường sóng",
    "failed": "Sự cố",
    "missing": "Không có trong nhật ký",
    "unplanned": "Ngoài kế hoạch",
}


@frozen
class Table:
    """A table with a caption."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    #: From which column on cells are numbers.
    numbers_from: int


@frozen
class Chart:
    """The place of the chart of months."""

    caption: str


@frozen
class Part:
    """A numbered part of the report."""

    title: str
    blocks: tuple[str | Table | Chart, ...]


def subject(report: AnnualReport) -> str:
    """What the report is about (trích yếu)."""
    title = one_line(report.plan.title)
    named = title if "“" in title else f"“{title}”"  # no quotation marks within others
    return f"Kết quả phát sóng chương trình {named} năm {report.year}"


def opening(report: AnnualReport, head: Letterhead) -> str:
    """The sentence that leads into the parts."""
    plan = report.plan
    basis = [one for one in (plan.document, *plan.basis) if one is not None]
    named = "; ".join(line for line in map(document_line, basis) if line)
    under = f"Thực hiện {named}, " if named else ""
    by = one_line(head.agency)
    sentence = f"{under}{by} báo cáo kết quả phát sóng năm {report.year} như sau:"
    return sentence[0].upper() + sentence[1:]


def parts(report: AnnualReport) -> tuple[Part, ...]:
    """The parts of the report in order; one that has nothing to say is left out."""
    all_parts = (
        Part("Tổ chức thực hiện", _parties(report)),
        Part("Kết quả phát sóng", _results(report)),
        Part("Nội dung và nguồn cung cấp", _contents(report)),
        Part("Thay đổi so với kế hoạch", _departures(report)),
    )
    return tuple(part for part in all_parts if part.blocks)


def number(value: int) -> str:
    """A count as Vietnamese text groups it."""
    return dates.format_number(value)


def _parties(report: AnnualReport) -> tuple[str | Table, ...]:
    rows = tuple(
        (one_line(party.organisation.name), ROLES[party.role], _listed(party.duties))
        for party in report.plan.parties
    )
    if not rows:
        return ()
    return (Table("Các đơn vị thực hiện", ("Đơn vị", "Vai trò", "Nhiệm vụ"), rows, 3),)


def _results(report: AnnualReport) -> tuple[str | Table | Chart, ...]:
    went_out = report.aired + report.late
    counts = (
        f"Theo kế hoạch, năm {report.year} có {number(report.planned)} buổi phát sóng. "
        f"Đã phát {number(went_out)} buổi (đúng giờ {number(report.aired)}, "
        f"muộn giờ {number(report.late)}); nhường sóng {number(report.pre_empted)}; "
        f"sự cố {number(report.failed)}; không có trong nhật ký {number(report.missing)}. "
        f"Ngoài kế hoạch có {number(report.unplanned)} buổi."
    )
    time = (
        f"Tổng thời lượng phát sóng là {number(report.minutes)} phút, trong đó tiếp sóng "
        f"{number(report.relay_minutes)} phút, tự sản xuất {number(report.local_minutes)} phút"
    )
    unknown = report.minutes - report.relay_minutes - report.local_minutes
    time += f", chưa phân loại {number(unknown)} phút." if unknown > 0 else "."
    if report.untimed:
        time += f" Có {number(report.untimed)} buổi không rõ thời lượng."
    blocks: list[str | Table | Chart] = [counts, time, _months(report)]
    blocks.append(Chart(f"Số buổi phát sóng theo tháng, năm {report.year}"))
    if report.problems:
        blocks.append(
            f"Có {number(len(report.problems))} điểm của kế hoạch hoặc nhật ký chưa khớp, "
            "đã được ghi riêng để rà soát."
        )
    return tuple(blocks)


def _months(report: AnnualReport) -> Table:
    counts = ("Kế hoạch", "Đúng giờ", "Muộn giờ", "Nhường sóng", "Sự cố", "Thiếu nhật ký")
    heads = ("Tháng", *counts, "Ngoài kế hoạch", "Phút", "Tiếp sóng", "Tự sản xuất")
    rows = [(str(month), *_cells(totals)) for month, totals in enumerate(report.by_month, 1)]
    rows.append(("Cả năm", *_cells(report)))
    return Table("Kết quả phát sóng theo tháng", heads, tuple(rows), 1)


def _cells(totals: Totals) -> tuple[str, ...]:
    figures = (
        totals.planned,
        totals.aired,
        totals.late,
        totals.pre_empted,
        totals.failed,
        totals.missing,
        totals.unplanned,
        totals.minutes,
        totals.relay_minutes,
        totals.local_minutes,
    )
    return tuple(map(number, figures))


def _contents(report: AnnualReport) -> tuple[Table, ...]:
    tables = (
        ("Thời lượng theo chủ đề", "Chủ đề", report.by_theme),
        ("Thời lượng theo đơn vị cung cấp", "Đơn vị", report.by_supplier),
    )
    return tuple(
        Table(caption, (head, "Số buổi", "Phút"), _tallies(tallies), 1)
        for caption, head, tallies in tables
        if tallies
    )


def _tallies(tallies: tuple[Tally, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple((one_line(one.name), number(one.airings), number(one.minutes)) for one in tallies)


def _departures(report: AnnualReport) -> tuple[Table, ...]:
    tables = []
    if report.exceptions:
        heads = ("Ngày", "Khung giờ", "Thay đổi", "Lý do", "Văn bản")
        rows = tuple(
            (
                dates.format(one.on, "press_date"),
                slot_line(report.plan, one.slot),
                ACTIONS[one.action]
                + (f" sang {clock_line(one.moved_to)}" if one.moved_to is not None else "")
                + (f": {one_line(one.title)}" if one.title is not None else ""),
                one_line(one.reason or ""),
                document_line(one.document) if one.document is not None else "",
            )
            for one in report.exceptions
        )
        tables.append(Table("Thay đổi đã được quyết định", heads, rows, 5))
    notable = [one for one in report.outcomes if one.result != "aired"]
    if notable:
        caption = "Buổi phát sóng không đúng kế hoạch"
        columns = ("Thời điểm", "Khung giờ", "Kết quả", "Ghi chú")
        tables.append(Table(caption, columns, tuple(_row(report, one) for one in notable), 4))
    return tuple(tables)


def _row(report: AnnualReport, outcome: Outcome) -> tuple[str, ...]:
    record = outcome.record
    slot = outcome.airing.slot if outcome.airing is not None else (record and record.slot) or ""
    named = slot_line(report.plan, slot)
    result = RESULTS[outcome.result]
    if outcome.result == "late" and outcome.delay is not None:
        result += f" {number(round(outcome.delay.total_seconds() / 60))} phút"
    return (clock_line(outcome.at), named, result, one_line((record and record.note) or ""))


def _listed(texts: tuple[str, ...]) -> str:
    return "; ".join(map(one_line, texts))
