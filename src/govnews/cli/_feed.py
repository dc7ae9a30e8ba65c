"""``govnews feed``: a file of articles becomes a feed."""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO, BinaryIO, cast
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, TaskID

from .. import codec, feeds
from ..errors import FeedError
from ..model import Article, Portal
from ._files import Read, read_articles, write_file
from ._options import AT_FAULT, JsonValue, Moment, complain

#: Seconds after which a progress bar is worth showing.
_PATIENCE = 1.0
#: So many articles are sorted; a longer file is written as it comes.
_SORTED = 1_000
#: Bytes of a feed that wait in memory before a temporary file takes them.
_IN_MEMORY = 1 << 24


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

    FILE may be - for standard input. Up to 1,000 articles stand newest first; more of them
    keep the order of FILE and need no more memory, however many they are.

    Every faulty article is listed on standard error with its line, path and reason, and the
    exit code is 2; with --keep-going the feed of the others is written all the same.
    """
    source = file.name if file.name != "<stdin>" else "-"
    faults = _Faults(source)
    with _watched(file) as stream, tempfile.SpooledTemporaryFile(_IN_MEMORY) as made:
        articles = faults.articles(read_articles(stream, codec.make_converter()))
        first = list(islice(articles, _SORTED + 1))
        try:
            portal = portal or _portal(source, name, url, first)
            if len(first) <= _SORTED:
                whole = feeds.Feed(portal, first, section=section, now=now)
                made.write(whole.render(cast("feeds.Format", format_)))
                for error in whole.errors:
                    faults.add(error)
            else:
                rest = chain(first, articles)
                made.writelines(
                    feeds.stream(
                        portal, rest, format_, section=section, now=now, on_error=faults.add
                    )
                )
        except (ValueError, LookupError) as error:
            raise click.UsageError(str(error)) from error
        if faults.count and not keep_going:
            complain(f"{source}: {faults.count} faulty, {faults.good} good; nothing written")
        else:
            made.seek(0)
            _put(made, output)
    if faults.count:
        sys.exit(AT_FAULT)


class _Faults:
    """What is wrong with a file, told as it is found."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.count = 0
        self.good = 0

    def articles(self, items: Iterable[Read]) -> Iterator[Article]:
        """The good articles of a file."""
        for item in items:
            for fault in item.faults:
                complain(f"{self.source}:{item.line}: {fault}")
            if item.article is None:
                self.count += 1
            else:
                self.good += 1
                yield item.article

    def add(self, error: FeedError) -> None:
        """An article that cannot go into the feed."""
        self.count += 1
        self.good -= 1
        complain(f"{self.source}: {error}")


def _put(data: IO[bytes], output: Path | None) -> None:
    if output is None:
        shutil.copyfileobj(data, sys.stdout.buffer)
    else:
        write_file(output, data)


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
        task = progress.add_task(escape(path.name), total=total, visible=False)
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
