"""A broadcast plan as tables of HTML."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

import attrs

from .. import dates
from ..broadcast import describe
from ..dates import Language
from ..model import Airing, BroadcastPlan, OfficialDocument, Segment
from ._blocks import SafeHtml
from ._labels import LABELS, Labels, labels_for


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
        airing is made of. Each has a caption and headers with a scope (WCAG 2.2, 1.3.1), and
        texts of the plan in another language than the labels are marked (3.1.2).

    Raises:
        BroadcastError: ``now`` has no time zone.

    Example:
        >>> from govnews import sample
        >>> html = schedule_table(sample.plan(), sample.NOW)
        >>> "<td>Kế hoạch số 173/KH-UBND" in html
        True
    """
    labels = labels_for(plan.language) if language is None else LABELS[language]
    tables = _PlanTables(plan, labels)
    parts = (
        tables.facts(),
        tables.airings(plan.upcoming(count, now)),
        tables.parties(),
        tables.segments(),
    )
    return SafeHtml(
        f'<section class="govnews-schedule" aria-label="{escape(labels.plan)}"'
        f' lang="{labels.language}">\n' + "\n".join(filter(None, parts)) + "\n</section>"
    )


class _PlanTables:
    """The tables of one plan; cells are HTML."""

    def __init__(self, plan: BroadcastPlan, labels: Labels) -> None:
        self.plan = plan
        self.labels = labels
        same = labels_for(plan.language).language == labels.language
        self._marked = None if same else escape(plan.language)

    def own(self, text: str) -> str:
        """A text of the plan's, marked where its language is not that of the labels."""
        safe = escape(text)
        return safe if self._marked is None else f'<span lang="{self._marked}">{safe}</span>'

    def facts(self) -> str:
        """What, by which document, where and when."""
        plan, labels = self.plan, self.labels
        facts = [
            (labels.programme, self.own(plan.title)),
            (labels.document, "" if plan.document is None else self.document(plan.document)),
            (labels.basis, "<br>".join(map(self.document, plan.basis))),
            (labels.authority, "" if plan.authority is None else self.own(plan.authority.name)),
            (labels.service, "" if plan.service is None else self.own(plan.service.name)),
            (labels.when, _listed(escape(describe(one, labels.language)) for one in plan.slots)),
            (labels.themes, _listed(map(self.own, plan.themes))),
            (labels.report_duty, self._report_duty()),
        ]
        rows = ((escape(name), text) for name, text in facts if text)
        return _table("plan", labels.plan, (), rows)

    def _report_duty(self) -> str:
        duty, labels = self.plan.report_duty, self.labels
        if duty is None:
            return ""
        text = escape(labels.report).format(
            by=self.own(duty.by.name),
            to=self.own(duty.to.name),
            every=escape(labels.periods[duty.every]),
        )
        return text if duty.subject is None else f"{text} ({self.own(duty.subject)})"

    def document(self, document: OfficialDocument) -> str:
        """A document, by whatever is known of it."""
        number = document.number
        parts = [one for one in (document.title, document.issuer) if one is not None]
        if number is not None:
            kind = number.type_name
            parts.insert(0, f"{kind} số {number}" if kind else str(number))
        if document.url is not None:
            name = self.own(parts[0]) if parts else escape(document.url)
            link = f'<a href="{escape(document.url)}">{name}</a>'
            return ", ".join([link, *map(self.own, parts[1:])])
        return self.own(", ".join(parts)) if parts else ""

    def airings(self, airings: tuple[Airing, ...]) -> str:
        """When it airs next."""
        labels = self.labels
        if not airings:
            return f'<p class="govnews-airings">{escape(labels.no_airing)}</p>'
        headers = [labels.starts, labels.shows, labels.kind]
        rows = [
            [
                self.time(one.start),
                self.own(one.title or self.plan.title),
                escape(labels.kinds[one.kind]),
            ]
            for one in airings
        ]
        if any(one.exception is not None for one in airings):
            headers.append(labels.note)
            for row, one in zip(rows, airings, strict=True):
                row.append(self._note(one))
        return _table("airings", labels.airings, headers, rows)

    def time(self, moment: datetime) -> str:
        """A moment in the zone of its slot, which is not Vietnam's for every plan."""
        style = attrs.evolve(dates.STYLES["weekday_stamp"], zone=moment.tzinfo or dates.VIETNAM)
        text = dates.format(moment, style, language=self.labels.language)
        return f'<time datetime="{moment.isoformat()}">{escape(text)}</time>'

    def _note(self, airing: Airing) -> str:
        exception = airing.exception
        if exception is None:
            return ""
        parts = []
        if airing.moved_from is not None:
            parts.append(f"{escape(self.labels.moved_from)} {self.time(airing.moved_from)}")
        if exception.reason:
            parts.append(self.own(exception.reason))
        if exception.document is not None:
            parts.append(self.document(exception.document))
        return "; ".join(parts)

    def parties(self) -> str:
        """Who does what."""
        labels = self.labels
        rows = [
            (
                self.own(one.organisation.name),
                escape(labels.roles[one.role]),
                _listed(map(self.own, one.duties)),
            )
            for one in self.plan.parties
        ]
        headers = (labels.party, labels.role, labels.duties)
        return _table("parties", labels.parties, headers, rows) if rows else ""

    def segments(self) -> str:
        """What an airing is made of, and where that comes from."""
        labels = self.labels
        rows = [self._segment(one) for one in self.plan.segments]
        headers = (labels.segment, labels.made, labels.source, labels.themes)
        return _table("segments", labels.segments, headers, rows) if rows else ""

    def _segment(self, segment: Segment) -> tuple[str, str, str, str]:
        made = escape(self.labels.segment_kinds[segment.kind])
        sources = []
        if segment.source is not None:
            name, url = self.own(segment.source.name), segment.source.url
            sources.append(name if url is None else f'<a href="{escape(url)}">{name}</a>')
        if segment.supplier is not None:
            sources.append(self.own(segment.supplier.name))
        title = made if segment.title is None else self.own(segment.title)
        return title, made, "; ".join(sources), _listed(map(self.own, segment.themes))


def _table(name: str, caption: str, headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table whose rows begin with their header."""
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


def _listed(items: Iterable[str]) -> str:
    """Texts in one cell: one as it stands, several as a list."""
    texts = list(items)
    if len(texts) <= 1:
        return "".join(texts)
    return "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"
