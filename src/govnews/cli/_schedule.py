"""``govnews schedule``: a broadcast plan as calendar, listing, report, or on the terminal."""

import json
import sys
from codecs import BOM_UTF8
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import click
from attrs import evolve
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .. import broadcast, dates
from ..errors import BroadcastError, DateParseError, DocumentNumberError, MissingExtraError
from ..model import BroadcastPlan, DocumentNumber
from ._files import write_file
from ._options import AT_FAULT, JsonValue, Moment, complain

#: How a report is written, by the ending of its file.
_WRITERS: dict[str, Callable[[broadcast.AnnualReport, broadcast.Letterhead], str | bytes]] = {
    "md": broadcast.report_markdown,
    "html": broadcast.report_html,
    "svg": lambda report, _: broadcast.report_chart(report),
    "csv": lambda report, _: broadcast.report_csv(report),
    "json": lambda report, _: json.dumps(
        broadcast.report_data(report), ensure_ascii=False, indent=1
    ),
}


@click.command()
@click.argument("plan", type=JsonValue(BroadcastPlan), metavar="PLAN.json")
@click.option("--ics", is_flag=True, help="Write an iCalendar file.")
@click.option("--xmltv", is_flag=True, help="Write an XMLTV listing.")
@click.option(
    "--report",
    type=click.IntRange(2, 9998),
    metavar="YEAR",
    help="Write the annual report of YEAR.",
)
@click.option(
    "--log", type=click.Path(path_type=Path), help="The airing log for the report, CSV or JSON."
)
@click.option(
    "--as",
    "ending",
    type=click.Choice(list(_WRITERS)),
    help="How to write the report.  [default: as -o ends, else md]",
)
@click.option("--number", help="Number of the report, for example 12/BC-STTTT.")
@click.option("--place", help="Place of the report's dateline.")
@click.option("--dated", help="Day of the report's dateline.")
@click.option(
    "--next",
    "count",
    type=click.IntRange(1, 1_000),
    default=10,
    show_default=True,
    help="How many airings to show.",
)
@click.option("--now", type=Moment(), help="The moment that airings are told from.  [default: now]")
@click.option(
    "--days",
    type=click.IntRange(1, 3_660),
    default=14,
    show_default=True,
    help="How many days --xmltv lists.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the file here, not to stdout."
)
def schedule(  # noqa: PLR0917  # click passes options by name
    plan: BroadcastPlan,
    ics: bool,  # noqa: FBT001
    xmltv: bool,  # noqa: FBT001
    report: int | None,
    log: Path | None,
    ending: str | None,
    number: str | None,
    place: str | None,
    dated: str | None,
    count: int,
    now: datetime | None,
    days: int,
    output: Path | None,
) -> None:
    """Show the next airings of a broadcast plan, or export it.

    PLAN.json is a plan as govnews.codec writes it. Exceptions that hit no airing and lines of
    the log that cannot be read are told on standard error; the rest is done, and the exit code
    is then 2.
    """
    _check_exports(ics + xmltv + (report is not None), output)
    now = now or datetime.now(UTC)
    faults: list[BroadcastError] = list(plan.problems())
    try:
        if ics:
            data: str | bytes = broadcast.to_ics(plan)
        elif xmltv:
            start = datetime.combine(now.astimezone(plan.zone), time(), plan.zone)
            data = broadcast.to_xmltv([plan], start, start + timedelta(days=days))
        elif report is not None:
            ending = ending or (output.suffix[1:].lower() if output else "md")
            if ending not in _WRITERS:
                ends = ", ".join(_WRITERS)
                raise click.UsageError(f"a report ends in {ends}, not in {ending!r}")
            records = _read_log(plan, log)
            faults.extend(records.errors)
            made = broadcast.annual_report(plan, report, records)
            data = _WRITERS[ending](made, _letterhead(plan, number, place, dated))
        else:
            _show(plan, now, count)
            data = b""
    except (BroadcastError, MissingExtraError, DateParseError, DocumentNumberError) as error:
        raise click.UsageError(str(error)) from error
    encoded = data.encode() if isinstance(data, str) else data
    if output is not None:
        write_file(output, encoded)
    else:
        sys.stdout.buffer.write(encoded)
    for fault in faults:
        complain(fault)
    if faults:
        sys.exit(AT_FAULT)


def _check_exports(asked_for: int, output: Path | None) -> None:
    if asked_for > 1:
        raise click.UsageError("--ics, --xmltv and --report exclude each other")
    if not asked_for and output is not None:
        raise click.UsageError("-o goes with --ics, --xmltv or --report")


def _letterhead(
    plan: BroadcastPlan, number: str | None, place: str | None, dated: str | None
) -> broadcast.Letterhead:
    """The report's head; what is not given stays open on paper."""
    return evolve(
        broadcast.letterhead_of(plan),
        number=None if number is None else DocumentNumber.parse(number),
        place=place,
        dated=None if dated is None else dates.parse_date(dated),
    )


def _read_log(plan: BroadcastPlan, log: Path | None) -> broadcast.AiringLog:
    if log is None:
        return broadcast.AiringLog()
    try:
        content = log.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{log}: {error.strerror}") from error
    # By what is in it: a spreadsheet's export may have any ending.
    begins = content.removeprefix(BOM_UTF8).lstrip()[:1]
    csv = log.suffix.lower() == ".csv" or begins not in (b"[", b"{", b"")
    return broadcast.read_log(content, plan, format="csv" if csv else "json")


def _show(plan: BroadcastPlan, now: datetime, count: int) -> None:
    console = Console()
    # As Text, for in plain strings rich takes [...] for markup.
    console.print(Text(plan.title, style="bold"))
    for slot in plan.slots:
        console.print(Text(broadcast.describe(slot)))
    table = Table("Thời gian", "Nội dung", "Hình thức", box=None)
    table.columns[0].no_wrap = True
    for airing in plan.upcoming(count, now):
        kind = "phát lại" if airing.kind == "rerun" else "phát mới"
        table.add_row(dates.format(airing.start, "dantri"), Text(airing.title or plan.title), kind)
    console.print(table)
