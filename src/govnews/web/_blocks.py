"""Blocks of HTML that a portal's pages hold: statistics, schedule, links to feeds."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

import attrs

from .. import dates, feeds
from ..broadcast import describe
from ..dates import Language
from ..model import (
    Airing,
    BroadcastPlan,
    OfficialDocument,
    Portal,
    Section,
    Segment,
    VisitStatistics,
)
from ._labels import LABELS, Labels, labels_for


class SafeHtml(str):
    """HTML that is safe as it stands: templates of Django and Jinja do not escape it again.

    Example:
        >>> SafeHtml("<b>19h45</b>").__html__()
        '<b>19h45</b>'
    """

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def statistics_block(
    figures: VisitStatistics, *, language: Language = "vi", level: int = 2
) -> SafeHtml:
    """The statistics block of a page (thống kê truy cập), as HTML.

    Args:
        figures: What the counter said.
        language: Of the labels.
        level: Of its heading, 1 to 6.

    Returns:
        A ``section`` with a heading and a list; numbers stand ungrouped, as on the portals
        that this block is known from.

    Example:
        >>> from datetime import datetime, timezone
        >>> figures = VisitStatistics(
        ...     total=40_536_672, online=61, as_of=datetime(2017, 2, 15, tzinfo=timezone.utc)
        ... )
        >>> "Tổng số lượt truy cập: 40536672" in statistics_block(figures)
        True
    """
    labels = LABELS[language]
    lines = "\n".join(
        f"<li>{escape(label)}: {getattr(figures, name)}</li>"
        for name, label in labels.figures.items()
    )
    return SafeHtml(
        f'<section class="govnews-statistics" aria-label="{escape(labels.statistics)}"'
        f' lang="{language}">\n<h{level}>{escape(labels.statistics)}</h{level}>\n'
        f"<ul>\n{lines}\n</ul>\n</section>"
    )


def schedule_table(
    plan: BroadcastPlan, now: datetime, count: int = 4, *, language: Language | None = None
) -> SafeHtml:
    """A broadcast plan (kế hoạch phát sóng) as tables that a person reads.

    Args:
        plan: The plan.
        now: Airings that start later than this are shown; aware.
        count: How many airings at most.
        language: Of the labels; None for the plan's own.

    Returns:
        A ``section`` with tables: what and when, the next airings, who does what, and what an
        airing is made of. Each has a caption and headers with a scope (WCAG 2.2, 1.3.1).

    Raises:
        BroadcastError: ``now`` has no time zone.

    Example:
        >>> from govnews import sample
        >>> html = schedule_table(sample.plan(), sample.NOW)
        >>> "<td>Kế hoạch số 173/KH-UBND" in html
        True
    """
    labels = labels_for(plan.language) if language is None else LABELS[language]
    tables = [
        _facts(plan, labels),
        _airings(plan, plan.upcoming(count, now), labels),
        _parties(plan, labels),
        _segments(plan, labels),
    ]
    return SafeHtml(
        f'<section class="govnews-schedule" aria-label="{escape(labels.plan)}"'
        f' lang="{labels.language}">\n' + "\n".join(filter(None, tables)) + "\n</section>"
    )


def autodiscovery_tags(portal: Portal, section: str | Section | None = None) -> SafeHtml:
    """The ``link`` elements by which feed readers find a portal's feeds.

    They belong in the ``head`` of every page; see :func:`govnews.feeds.autodiscovery`.

    Args:
        portal: Who publishes.
        section: The section that the page shows: its feeds are named first.

    Raises:
        UnknownFormatError: The portal has no such section.

    Example:
        >>> portal = Portal(name="Cổng thông tin", url="https://example.vn/")
        >>> "https://example.vn/feeds/all.atom" in autodiscovery_tags(portal)
        True
    """
    return SafeHtml(feeds.autodiscovery(portal, section))


def _table(name: str, caption: str, headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table whose rows begin with their header; cells are HTML already."""
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    head = f"<thead>\n<tr>{head}</tr>\n</thead>\n" if head else ""
    body = "\n".join(_row(*row) for row in rows)
    return (
        f'<table class="govnews-{name}">\n<caption>{escape(caption)}</caption>\n'
        f"{head}<tbody>\n{body}\n</tbody>\n</table>"
    )


def _row(header: str, *cells: str) -> str:
    data = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{header}</th>{data}</tr>'


def _list(texts: Iterable[str]) -> str:
    """Texts as one cell: one as it stands, several as a list."""
    items = [escape(text) for text in texts]
    if len(items) <= 1:
        return "".join(items)
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _facts(plan: BroadcastPlan, labels: Labels) -> str:
    duty = plan.report_duty
    facts: list[tuple[str, str]] = [
        (labels.programme, escape(plan.title)),
        (labels.document, "" if plan.document is None else _document(plan.document)),
        (labels.basis, _joined(_document(one) for one in plan.basis)),
        (labels.authority, "" if plan.authority is None else escape(plan.authority.name)),
        (labels.service, "" if plan.service is None else escape(plan.service.name)),
        (labels.when, _list(describe(slot, labels.language) for slot in plan.slots)),
        (labels.themes, _list(plan.themes)),
    ]
    if duty is not None:
        text = labels.report.format(
            by=duty.by.name, to=duty.to.name, every=labels.periods[duty.every]
        )
        subject = "" if duty.subject is None else f" ({escape(duty.subject)})"
        facts.append((labels.report_duty, escape(text) + subject))
    return _table("plan", labels.plan, (), ((escape(name), text) for name, text in facts if text))


def _joined(documents: Iterable[str]) -> str:
    return "<br>".join(documents)


def _document(document: OfficialDocument) -> str:
    number = document.number
    parts: list[str] = []
    if number is not None:
        kind = number.type_name
        parts.append(f"{kind} số {number}" if kind else str(number))
    if document.title is not None:
        parts.append(document.title)
    if document.issuer is not None:
        parts.append(document.issuer)
    text = escape(parts[0]) if parts else ""
    if document.url is not None:
        text = f'<a href="{escape(document.url)}">{text or escape(document.url)}</a>'
    return text + "".join(f", {escape(part)}" for part in parts[1:])


def _airings(plan: BroadcastPlan, airings: tuple[Airing, ...], labels: Labels) -> str:
    headers = [labels.starts, labels.shows, labels.kind]
    rows: list[list[str]] = [
        [_time(one.start, labels), escape(one.title or plan.title), escape(labels.kinds[one.kind])]
        for one in airings
    ]
    if any(one.exception is not None for one in airings):
        headers.append(labels.note)
        for row, one in zip(rows, airings, strict=True):
            row.append(_note(one, labels))
    if not airings:
        return f'<p class="govnews-airings">{escape(labels.no_airing)}</p>'
    return _table("airings", labels.airings, headers, rows)


def _time(moment: datetime, labels: Labels) -> str:
    # In the zone of its slot, which is not Vietnam's for every plan.
    style = attrs.evolve(dates.STYLES["weekday_stamp"], zone=moment.tzinfo or dates.VIETNAM)
    text = dates.format(moment, style, language=labels.language)
    return f'<time datetime="{moment.isoformat()}">{escape(text)}</time>'


def _note(airing: Airing, labels: Labels) -> str:
    exception = airing.exception
    if exception is None:
        return ""
    parts: list[str] = []
    if airing.moved_from is not None:
        parts.append(f"{escape(labels.moved_from)} {_time(airing.moved_from, labels)}")
    if exception.reason:
        parts.append(escape(exception.reason))
    if exception.document is not None:
        parts.append(_document(exception.document))
    return "; ".join(parts)


def _parties(plan: BroadcastPlan, labels: Labels) -> str:
    if not plan.parties:
        return ""
    return _table(
        "parties",
        labels.parties,
        (labels.party, labels.role, labels.duties),
        (
            (escape(one.organisation.name), escape(labels.roles[one.role]), _list(one.duties))
            for one in plan.parties
        ),
    )


def _segments(plan: BroadcastPlan, labels: Labels) -> str:
    if not plan.segments:
        return ""
    return _table(
        "segments",
        labels.segments,
        (labels.segment, labels.made, labels.source, labels.themes),
        (_segment(one, labels) for one in plan.segments),
    )


def _segment(segment: Segment, labels: Labels) -> tuple[str, str, str, str]:
    made = labels.segment_kinds[segment.kind]
    source = "" if segment.source is None else escape(segment.source.name)
    if segment.source is not None and segment.source.url is not None:
        source = f'<a href="{escape(segment.source.url)}">{source}</a>'
    if segment.supplier is not None:
        source = "; ".join(filter(None, (source, escape(segment.supplier.name))))
    return (escape(segment.title or made), escape(made), source, _list(segment.themes))
