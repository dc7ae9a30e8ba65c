"""Broadcast plans at work: phrases, calendars, listings, logs and annual reports."""

from ._amend import amend as amend
from ._articles import airing_articles as airing_articles
from ._conflicts import Conflict as Conflict, conflicts as conflicts
from ._describe import describe as describe
from ._holidays import (
    holiday_exceptions as holiday_exceptions,
    lunar_airings as lunar_airings,
    lunar_days as lunar_days,
)
from ._ics import to_ics as to_ics
from ._ics_read import PlanRead as PlanRead, from_ics as from_ics
from ._letterhead import Letterhead as Letterhead, letterhead_of as letterhead_of
from ._log import AiringLog as AiringLog, read_log as read_log, write_log as write_log
from ._phrases import parse_schedule as parse_schedule, parse_schedules as parse_schedules
from ._reconcile import (
    Outcome as Outcome,
    Reconciliation as Reconciliation,
    reconcile as reconcile,
)
from ._report import (
    AnnualReport as AnnualReport,
    Tally as Tally,
    Totals as Totals,
    annual_report as annual_report,
)
from ._report_chart import report_chart as report_chart
from ._report_data import report_csv as report_csv, report_data as report_data
from ._report_pages import report_html as report_html, report_markdown as report_markdown
from ._table import (
    AiringRow as AiringRow,
    PlanRow as PlanRow,
    plan_table as plan_table,
    schedule_table as schedule_table,
)
from ._wording import (
    KINDS as KINDS,
    ROLES as ROLES,
    SEGMENTS as SEGMENTS,
)
from ._xmltv import to_xmltv as to_xmltv
from ._xmltv_read import (
    Listing as Listing,
    ListingsRead as ListingsRead,
    from_xmltv as from_xmltv,
)
