"""``govnews visits``: what a visit store holds, for a person at a terminal or a spreadsheet."""

import csv
import io
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import click
from rich.bar import Bar
from rich.console import Console
from rich.table import Table

from .. import dates, visits
from ..errors import ModelError, UnknownStoreError, VisitError
from ..web import LABELS
from ._files import write_file
from ._options import AT_FAULT, Moment, complain


@click.command(name="visits")
@click.argument("url")
@click.option("--site", required=True, help="Name of the portal in the store.")
@click.option(
    "--days",
    type=click.IntRange(1, 3660),
    default=30,
    show_default=True,
    help="How many days, to that of --now.",
)
@click.option("--now", type=Moment(), help="The moment to tell the figures of.  [default: now]")
@click.option("--zone", default="Asia/Ho_Chi_Minh", show_default=True, help="The portal's zone.")
@click.option(
    "--csv", "csv_file", type=click.Path(path_type=Path, allow_dash=True), help="Write days as CSV."
)
def show_visits(  # noqa: PLR0917  # click passes options by name
    url: str, site: str, days: int, now: datetime | None, zone: str, csv_file: Path | None
) -> None:
    """Show the figures of the visit store at URL and a chart of the last days.

    URL is that of govnews.visits.open_store: sqlite:///visits.db, valkey://host:6379/0 …
    """
    now = now or datetime.now(UTC)
    try:
        local = ZoneInfo(zone)
    except (LookupError, ValueError, OSError) as error:
        raise click.UsageError(f"--zone: there is no zone {zone!r}") from error
    try:
        store = visits.open_store(url)
        parts = urlsplit(url)
        path = unquote(parts.path).removeprefix("/")
        if parts.scheme == "sqlite" and not Path(path).is_file():
            raise click.UsageError(f"{path}: no such file")
        with visits.VisitCounter(store, site=site, zone=local) as counter:
            today = now.astimezone(local).date()
            rows = counter.days(today - timedelta(days=days - 1), today)
            figures = counter.statistics(at=now)
    except (UnknownStoreError, ModelError, LookupError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    except VisitError as error:
        complain(error)
        sys.exit(AT_FAULT)
    if csv_file is not None:
        data = _csv(rows)
        if str(csv_file) == "-":
            click.echo(data, nl=False)
            return
        write_file(csv_file, data.encode())
    console = Console()
    for name, label in LABELS["vi"].figures.items():
        figure = dates.format_number(getattr(figures, name))
        console.print(f"{label}: [bold]{figure}[/bold]", highlight=False)
    console.print(_chart(rows))


def _chart(rows: tuple[visits.DayRow, ...]) -> Table:
    """A bar for each day, the busiest as long as all the room there is."""
    most = max(row.visits for row in rows) or 1
    table = Table("Ngày", "Lượt truy cập", "", "Lượt xem", "Khách", "Bot", box=None)
    for column in (1, 3, 4, 5):
        table.columns[column].justify = "right"
    for row in rows:
        table.add_row(
            dates.format(row.day, "press_date"),
            dates.format_number(row.visits),
            Bar(most, 0, row.visits),
            dates.format_number(row.hits),
            "" if row.uniques is None else dates.format_number(row.uniques),
            dates.format_number(row.bots),
        )
    return table


def _csv(rows: tuple[visits.DayRow, ...]) -> str:
    """The days as RFC 4180 has them, with a line of names first."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["day", "visits", "hits", "uniques", "bots"])
    writer.writerows(
        [row.day.isoformat(), row.visits, row.hits, row.uniques, row.bots] for row in rows
    )
    return text.getvalue()
