"""``govnews check``: what is wrong with a feed, a schedule, dates or a page, in words."""

import codecs
import io
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import click

from .. import broadcast, codec, dates, feeds, ingest
from ..errors import (
    CodecError,
    GovNewsError,
    MissingExtraError,
    TextError,
)
from ..feeds._markup import uri
from ..model import BroadcastPlan, DocumentNumber
from ._files import read_articles
from ._options import AT_FAULT, complain

#: What is fetched at most, and how long that may take.
_MOST_BYTES = 32 << 20
_SECONDS = 20
#: How far a plan's airings are looked through for overlaps.
_YEAR = timedelta(days=366)

_Finding = tuple[str, str]


@click.command()
@click.argument("target", metavar="URL-or-FILE")
def check(target: str) -> None:
    """Say what is wrong with a feed, a broadcast schedule, dates or a page.

    Reads RSS, Atom, JSON Feed, iCalendar, XMLTV, HTML, a plan or articles as JSON, or a text
    with a date, a schedule or a document number on each line. At a URL the server's answers to
    conditional requests are checked, too. Each fault is a line with the name of its rule; the
    exit code is 2 if there is any.
    """
    found = 0
    for where, what in _faults(target):
        found += 1
        click.echo(f"{where}: {what}")
    if found:
        complain(f"{target}: {found} {'fault' if found == 1 else 'faults'}")
        sys.exit(AT_FAULT)
    complain(f"{target}: nothing found")


def _faults(target: str) -> Iterator[_Finding]:
    if target.lower().startswith(("http://", "https://")):
        try:
            url = uri(target)  # people write addresses with Vietnamese letters
            data, headers = _fetch(url)
        except (URLError, OSError, ValueError, HTTPException) as error:
            if isinstance(error, HTTPError):
                error.close()
            raise click.UsageError(f"{target}: {str(error) or type(error).__name__}") from error
        yield from _served(url, headers)
    else:
        try:
            data = Path(target).read_bytes()
        except OSError as error:
            raise click.UsageError(f"{target}: {error.strerror}") from error
    if not data.strip():
        yield "document", "is empty"
        return
    try:
        yield from _reader(data)(data)
    except MissingExtraError as error:
        raise click.UsageError(str(error)) from error
    except GovNewsError as error:
        yield "document", str(error)


def _reader(data: bytes) -> Callable[[bytes], Iterator[_Finding]]:
    """What a document is, by its beginning."""
    start = data[:4096].removeprefix(codecs.BOM_UTF8).lstrip()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = data[:4096].decode("utf-16", "replace").encode().lstrip()
    root = re.match(rb"(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<([\w:]+)", start, re.DOTALL)
    name = root[1].lower() if root else b""
    if name == b"tv":
        return _xmltv
    if name == b"html" or start.lower().startswith(b"<!doctype html"):
        return _page
    if start.startswith(b"<"):
        return _feed
    if start.startswith(b"BEGIN:VCALENDAR"):
        return _calendar
    if start.startswith((b"{", b"[")):
        return _json
    return _lines


def _feed(data: bytes) -> Iterator[_Finding]:
    for breach in feeds.check(data):
        yield breach.where, f"{breach.message} ({breach.rule})"


def _xmltv(data: bytes) -> Iterator[_Finding]:
    for error in broadcast.from_xmltv(data).errors:
        yield error.where, f"{error.reason} (XMLTV)"


def _page(data: bytes) -> Iterator[_Finding]:
    for error in ingest.read_page(data).errors:
        yield error.where, f"{error.field or ''} {error.reason} (page profile)".lstrip()


def _calendar(data: bytes) -> Iterator[_Finding]:
    read = broadcast.from_ics(data, key="checked")
    for error in (*read.errors, *read.plan.problems()):
        yield error.where, f"{error.reason} (RFC 5545)"


def _json(data: bytes) -> Iterator[_Finding]:
    if b"jsonfeed.org/version" in data[:4096]:
        for error in ingest.read_feed(data).errors:
            yield error.where, f"{error.field or ''} {error.reason} (JSON Feed 1.1)".lstrip()
    elif b'"slots"' in data:
        yield from _plan(data)
    else:
        for item in read_articles(io.BytesIO(data), codec.make_converter()):
            for fault in item.faults:
                yield f"line {item.line}", f"{fault} (govnews article)"


def _plan(data: bytes) -> Iterator[_Finding]:
    try:
        plan = codec.loads(data, BroadcastPlan)
    except CodecError as error:
        for fault in error.faults:
            yield "plan", f"{fault} (govnews plan)"
        return
    for problem in plan.problems():
        yield problem.where, f"{problem.reason} (broadcast plan)"
    begins = [slot.valid_from for slot in plan.slots if slot.valid_from]
    first = min(begins, default=date(2024, 1, 1))
    # No later than a year of the calendar is left.
    start = datetime.combine(min(first, date(9998, 1, 1)), time(), plan.zone)
    for one, other in plan.conflicts(start, start + _YEAR):
        yield one.start.isoformat(), f"overlaps {other.slot} (one airing at a time on a service)"


def _lines(data: bytes) -> Iterator[_Finding]:
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        text = line.strip()
        if not text:
            continue
        reasons = []
        for name, read in _READERS:
            try:
                read(text)
            except TextError as error:
                reasons.append(f"{name}: {error.reason}")
            else:
                break
        else:
            yield f"line {number}", f"{text!r} is no {'; no '.join(reasons)}"


_READERS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("date", dates.parse_date),
    ("schedule", broadcast.parse_schedule),
    ("document number", DocumentNumber.parse),
)


def _fetch(url: str, **headers: str) -> tuple[bytes, Message]:
    request = Request(url, headers={"User-Agent": "govnews-check", **headers})  # noqa: S310  # http(s) only, see _faults
    with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310
        data = response.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise ValueError(f"is longer than {_MOST_BYTES} bytes")
        return data, response.headers


_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def _served(url: str, headers: Message) -> Iterator[_Finding]:
    """How a feed is served; pages and other documents are not asked this."""
    kind = headers.get_content_type()
    if kind == "text/html":
        return
    if kind not in _FEED_TYPES:
        yield "Content-Type", f"{kind} is none of {', '.join(_FEED_TYPES)} (media type of a feed)"
    etag, changed = headers["ETag"], headers["Last-Modified"]
    if etag is None and changed is None:
        yield "headers", "neither ETag nor Last-Modified (RFC 9110, section 8.8)"
    if etag is not None:
        if not re.fullmatch(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"', etag):
            yield "ETag", f"{etag} is not quoted (RFC 9110, section 8.8.3)"
        elif not _unchanged(url, "If-None-Match", etag):
            fault = "its own ETag is not answered with 304 (RFC 9110, section 13.1.2)"
            yield "If-None-Match", fault
    if changed is not None and not _unchanged(url, "If-Modified-Since", changed):
        fault = "its own Last-Modified is not answered with 304 (RFC 9110, section 13.1.3)"
        yield "If-Modified-Since", fault


def _unchanged(url: str, header: str, value: str) -> bool:
    try:
        _fetch(url, **{header: value})
    except HTTPError as error:
        error.close()
        return error.code == HTTPStatus.NOT_MODIFIED
    except (OSError, HTTPException):
        pass
    return False
