"""Broadcast plans at work: phrases, calendars, listings, logs and annual reports."""

from ._describe import describe as describe
from ._holidays import (
    holiday_exceptions as holiday_exceptions,
    lunar_airings as lunar_airings,
    lunar_days as lunar_days,
)
from ._ics import to_ics as to_ics
from ._ics_read import PlanRead as PlanRead, from_ics as from_ics
from ._phrases import parse_schedule as parse_schedule, parse_schedules as parse_schedules
from ._xmltv import to_xmltv as to_xmltv
from ._xmltv_read import (
    Listing as Listing,
    ListingsRead as ListingsRead,
    from_xmltv as from_xmltv,
)
