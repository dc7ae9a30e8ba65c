"""Visit counting: exact, private, from one SQLite file to a Valkey cluster."""

from ._async_counter import AsyncVisitCounter as AsyncVisitCounter
from ._bots import is_bot as is_bot
from ._counter import VisitCounter as VisitCounter
from ._journal import Health as Health, Outcome as Outcome
from ._open import open_async_store as open_async_store, open_store as open_store
from ._store import (
    AsyncVisitStore as AsyncVisitStore,
    Batch as Batch,
    Capabilities as Capabilities,
    DayRow as DayRow,
    Durability as Durability,
    Figures as Figures,
    Hit as Hit,
    PageCount as PageCount,
    RecordResult as RecordResult,
    VisitStore as VisitStore,
)
from ._visitor import Request as Request, client_address as client_address
