"""``govnews feed``: a file of articles becomes a feed."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.progress import Progress, TaskID

from .. import codec, feeds
from ..model import Article, Portal
from ._files import Read, read_articles, write_file
from ._options import AT_FAULT, JsonValue, Moment, complain

#: Seconds after which a progress bar is worth showing.
_PATIENCE = 1.0


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["rss", "atom", "json"]),
    default="rss",
    show_default=True,
    help="What to write: RSS 2.0, Atom 1.0 or JSON Feed 1.1.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write here, not to stdout.")
@click.option("--portal", type=JsonValue(Portal), help="The portal, as JSON; else --name, --url.")
@click.option("--name", help="Name of the portal.  [default: the file's name]")
@click.option("--url", help="Address of the portal.  [default: that of the first article]")
@click.option("--section", help="Only articles of this section of the portal, by its key.")
@click.option("--now", type=Moment(), help="The moment that decides what is live.  [default: now]")
@click.option("--keep-going", is_flag=True, help="Write the good articles even if some are bad.")
def feed(  # noqa: PLR0917  # click passes options by name
    file: BinaryIO,
    format_: str,
    output: Path | None,
    portal: Portal | None,
    name: str | None,
    url: str | None,
    section: str | None,
    now: datetime | None,
    keep_going: bool,  # noqa: FBT001
) -> None:
    """Turn FILE, a JSON array or JSON Lines of articles, into a feed.

    FILE may be - for standard input. Every faulty article is listed on standard error with
    its line, path and reason, and the exit code is 2; with --keep-going the feed of the
    others is written all the same.
    """
    source = file.name if file.name != "<stdin>" else "-"
    faulty = 0
    articles: list[Article] = []
    with _watched(file) as stream:
        for item in read_articles(stream, codec.make_converter()):
            faulty += _report(source, item)
            if item.article is not None:
                articles.append(item.article)
    if faulty and not keep_going:
        complain(f"{source}: {faulty} faulty, {len(articles)} good; nothing written")
        sys.exit(AT_FAULT)
    try:
        portal = portal or _portal(source, name, url, articles)
        made = feeds.Feed(portal, articles, section=section, now=now)
        data = made.render(cast("feeds.Format", format_))
    except (ValueError, LookupError) as error:
        raise click.UsageError(str(error)) from error
    for left_out in made.errors:
        faulty += 1
        complain(f"{source}: {left_out}")
    if made.errors and not keep_going:
        sys.exit(AT_FAULT)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        write_file(output, data)
    if faulty:
        sys.exit(AT_FAULT)


def _report(source: str, item: Read) -> bool:
    for fault in item.faults:
        complain(f"{source}:{item.line}: {fault}")
    return bool(item.faults)


def _portal(source: str, name: str | None, url: str | None, articles: list[Article]) -> Portal:
    if url is None:
        known = (article.url or article.uri for article in articles)
        parts = (urlsplit(address) for address in known if address.startswith("http"))
        origins = (f"{part.scheme}://{part.netloc}/" for part in parts)
        url = next(origins, "http://localhost/")
    return Portal(name=name or Path(source).stem, url=url)


@contextmanager
def _watched(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file; on a terminal with a progress bar, once reading has taken a while."""
    if not sys.stderr.isatty():
        yield file
        return
    path = Path(file.name)
    total = path.stat().st_size if path.is_file() else None
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(path.name, total=total, visible=False)
        yield cast("BinaryIO", _Watched(file, progress, task))


class _Watched:
    """A file that tells a progress bar how much of it has been read."""

    def __init__(self, file: BinaryIO, progress: Progress, task: TaskID) -> None:
        self._file = file
        self._progress = progress
        self._task = task
        self._began = time.monotonic()

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        late = time.monotonic() - self._began > _PATIENCE
        self._progress.update(self._task, advance=len(data), visible=late)
        return data
