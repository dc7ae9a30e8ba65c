"""The values: what a portal publishes, plans and counts. No I/O, no clock."""

from ._article import (
    Article as Article,
    Attachment as Attachment,
    Image as Image,
    Organisation as Organisation,
    Person as Person,
    Related as Related,
    Source as Source,
    State as State,
    Status as Status,
)
from ._broadcast import (
    BroadcastPlan as BroadcastPlan,
    BroadcastService as BroadcastService,
    Party as Party,
    PartyRole as PartyRole,
    ReportDuty as ReportDuty,
)
from ._document import OfficialDocument as OfficialDocument
from ._document_number import (
    DocumentNumber as DocumentNumber,
    FoundDocumentNumber as FoundDocumentNumber,
    find_document_numbers as find_document_numbers,
)
from ._document_types import (
    DOCUMENT_TYPE_LIST as DOCUMENT_TYPE_LIST,
    DOCUMENT_TYPES as DOCUMENT_TYPES,
    DocumentType as DocumentType,
)
from ._extensions import Extensions as Extensions, RawExtension as RawExtension
from ._portal import ALL_SECTIONS as ALL_SECTIONS, Portal as Portal
from ._recurrence import Recurrence as Recurrence
from ._rule_parts import (
    DayOffRule as DayOffRule,
    Frequency as Frequency,
    LunarDay as LunarDay,
    Weekday as Weekday,
)
from ._section import Section as Section, SectionTree as SectionTree
from ._slot import (
    Airing as Airing,
    AiringKind as AiringKind,
    AiringRecord as AiringRecord,
    RecordStatus as RecordStatus,
    Segment as Segment,
    Slot as Slot,
    SlotException as SlotException,
)
from ._statistics import VisitStatistics as VisitStatistics
