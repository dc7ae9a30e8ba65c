"""govnews: typed values, feeds, Vietnamese dates, broadcast plans and visit counting.

This module gives the names a portal developer types first; importing it loads the model and
the errors only. The rooms are imported by name: :mod:`govnews.feeds`, :mod:`govnews.dates`,
:mod:`govnews.codec`, :mod:`govnews.ingest`, :mod:`govnews.broadcast`, :mod:`govnews.visits`.
"""

from .errors import GovNewsError as GovNewsError
from .model import (
    DOCUMENT_TYPE_LIST as DOCUMENT_TYPE_LIST,
    DOCUMENT_TYPES as DOCUMENT_TYPES,
    Airing as Airing,
    AiringRecord as AiringRecord,
    Article as Article,
    Attachment as Attachment,
    BroadcastPlan as BroadcastPlan,
    BroadcastService as BroadcastService,
    DocumentNumber as DocumentNumber,
    DocumentType as DocumentType,
    Extensions as Extensions,
    FoundDocumentNumber as FoundDocumentNumber,
    Image as Image,
    LunarDay as LunarDay,
    OfficialDocument as OfficialDocument,
    Organisation as Organisation,
    Party as Party,
    Person as Person,
    Portal as Portal,
    RawExtension as RawExtension,
    Recurrence as Recurrence,
    Related as Related,
    ReportDuty as ReportDuty,
    Section as Section,
    SectionTree as SectionTree,
    Segment as Segment,
    Slot as Slot,
    SlotException as SlotException,
    Source as Source,
    VisitStatistics as VisitStatistics,
    find_document_numbers as find_document_numbers,
)

__version__ = "0.1.0"
