"""The annual report as data: CSV of its months, and a mapping for JSON."""

import csv
from io import StringIO
from typing import Any

from ..model import SlotException
from ._reconcile import Outcome
from ._report import AnnualReport, Tally, Totals

_COUNTS = (
    "planned",
    "aired",
    "late",
    "pre_empted",
    "failed",
    "missing",
    "unplanned",
    "minutes",
    "relay_minutes",
    "local_minutes",
    "untimed",
)


def report_csv(report: AnnualReport) -> bytes:
    """The months of a report as CSV (RFC 4180), and the year as its last line.

    Returns:
        The file, UTF-8: ``month`` is ``2017-02``, on the last line ``2017``.

    Example:
        >>> from govnews import BroadcastPlan
        >>> from govnews.broadcast import annual_report
        >>> report = annual_report(BroadcastPlan(key="it-today", title="IT TODAY"), 2017, [])
        >>> report_csv(report).decode().splitlines()[-1]
        '2017,0,0,0,0,0,0,0,0,0,0,0'
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("month", *_COUNTS))
    for number, month in enumerate(report.by_month, 1):
        writer.writerow((f"{report.year}-{number:02}", *_counts(month).values()))
    writer.writerow((str(report.year), *_counts(report).values()))
    return text.getvalue().encode()


def report_data(report: AnnualReport) -> dict[str, Any]:
    """The whole report as a mapping of texts, numbers and lists, ready for JSON.

    Example:
        >>> from govnews import BroadcastPlan
        >>> from govnews.broadcast import annual_report
        >>> report = annual_report(BroadcastPlan(key="it-today", title="IT TODAY"), 2017, [])
        >>> report_data(report)["planned"]
        0
    """
    return {
        "plan": report.plan.key,
        "title": report.plan.title,
        "document": str(report.plan.document.number)
        if report.plan.document is not None and report.plan.document.number is not None
        else None,
        "year": report.year,
        **_counts(report),
        "by_month": [
            {"month": number, **_counts(month)} for number, month in enumerate(report.by_month, 1)
        ],
        "by_slot": [_tally(tally) for tally in report.by_slot],
        "by_theme": [_tally(tally) for tally in report.by_theme],
        "by_supplier": [_tally(tally) for tally in report.by_supplier],
        "exceptions": [_exception(exception) for exception in report.exceptions],
        "outcomes": [_outcome(outcome) for outcome in report.outcomes],
        "problems": [str(problem) for problem in report.problems],
    }


def _counts(totals: Totals) -> dict[str, int]:
    return {name: getattr(totals, name) for name in _COUNTS}


def _tally(tally: Tally) -> dict[str, Any]:
    return {"name": tally.name, "airings": tally.airings, "minutes": tally.minutes}


def _exception(exception: SlotException) -> dict[str, Any]:
    document = exception.document
    return {
        "slot": exception.slot,
        "on": exception.on.isoformat(),
        "action": exception.action,
        "moved_to": exception.moved_to and exception.moved_to.isoformat(),
        "title": exception.title,
        "reason": exception.reason,
        "document": str(document.number) if document and document.number else None,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    airing, record = outcome.airing, outcome.record
    return {
        "result": outcome.result,
        "slot": airing.slot if airing is not None else record and record.slot,
        "planned_at": airing and airing.start.isoformat(),
        "aired_at": record.aired_at.isoformat() if record and record.aired_at else None,
        "minutes": None
        if outcome.duration is None or not outcome.went_out
        else round(outcome.duration.total_seconds() / 60),
        "note": record and record.note,
    }
