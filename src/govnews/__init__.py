"""govnews: typed values, feeds, Vietnamese dates, broadcast plans and visit counting.

This module gives the names a portal developer types first; the model is loaded when one of
them is first used. The rooms are imported by name: :mod:`govnews.feeds`, :mod:`govnews.dates`,
:mod:`govnews.codec`, :mod:`govnews.ingest`, :mod:`govnews.broadcast`, :mod:`govnews.visits`.
"""

from typing import TYPE_CHECKING, Any

from .errors import GovNewsError

if TYPE_CHECKING:
    from .model import (
        DOCUMENT_TYPE_LIST,
        DOCUMENT_TYPES,
        Airing,
        AiringRecord,
        Article,
        Attachment,
        BroadcastPlan,
        BroadcastService,
        DocumentNumber,
        DocumentType,
        Extensions,
        FoundDocumentNumber,
        Image,
        LunarDay,
        OfficialDocument,
        Organisation,
        Party,
        Person,
        Portal,
        RawExtension,
        Recurrence,
        Related,
        ReportDuty,
        Section,
        SectionTree,
        Segment,
        Slot,
        SlotException,
        Source,
        VisitStatistics,
        find_document_numbers,
    )

__all__ = [
    "DOCUMENT_TYPES",
    "DOCUMENT_TYPE_LIST",
    "Airing",
    "AiringRecord",
    "Article",
    "Attachment",
    "BroadcastPlan",
    "BroadcastService",
    "DocumentNumber",
    "DocumentType",
    "Extensions",
    "FoundDocumentNumber",
    "GovNewsError",
    "Image",
    "LunarDay",
    "OfficialDocument",
    "Organisation",
    "Party",
    "Person",
    "Portal",
    "RawExtension",
    "Recurrence",
    "Related",
    "ReportDuty",
    "Section",
    "SectionTree",
    "Segment",
    "Slot",
    "SlotException",
    "Source",
    "VisitStatistics",
    "find_document_numbers",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """A name of the model, at its first use: making its classes takes longer than the rest."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import model

    globals()[name] = value = getattr(model, name)
    return value


def __dir__() -> list[str]:
    """The names, loaded or not."""
    return sorted({*globals(), *__all__})
