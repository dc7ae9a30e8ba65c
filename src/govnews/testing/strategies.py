"""The public Hypothesis strategies, and their registration for ``st.from_type``."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from .. import model
from ._articles import (
    articles,
    attachments,
    extensions,
    images,
    organisations,
    persons,
    portals,
    raw_extensions,
    related_links,
    section_trees,
    sections,
    sources,
    visit_statistics,
)
from ._broadcast import (
    airing_records,
    airings,
    broadcast_plans,
    broadcast_services,
    parties,
    report_duties,
    segments,
    slot_exceptions,
    slots,
)
from ._documents import document_numbers, official_documents
from ._recurrence import lunar_days, recurrences

#: What ``st.from_type`` uses for each class of the model.
STRATEGIES: dict[type, Callable[[], st.SearchStrategy[Any]]] = {
    model.Airing: airings,
    model.AiringRecord: airing_records,
    model.Article: articles,
    model.Attachment: attachments,
    model.BroadcastPlan: broadcast_plans,
    model.BroadcastService: broadcast_services,
    model.DocumentNumber: document_numbers,
    model.Extensions: extensions,
    model.Image: images,
    model.LunarDay: lunar_days,
    model.OfficialDocument: official_documents,
    model.Organisation: organisations,
    model.Party: parties,
    model.Person: persons,
    model.Portal: portals,
    model.RawExtension: raw_extensions,
    model.Recurrence: recurrences,
    model.Related: related_links,
    model.ReportDuty: report_duties,
    model.Section: sections,
    model.SectionTree: lambda: section_trees().map(model.SectionTree),
    model.Segment: segments,
    model.Slot: slots,
    model.SlotException: slot_exceptions,
    model.Source: sources,
    model.VisitStatistics: visit_statistics,
}


def _register() -> None:
    """Called by Hypothesis when it is imported (entry point ``hypothesis``)."""
    for kind, strategy in STRATEGIES.items():
        st.register_type_strategy(kind, _lazily(strategy))


def _lazily(
    strategy: Callable[[], st.SearchStrategy[Any]],
) -> Callable[[type], st.SearchStrategy[Any]]:
    return lambda _: strategy()
