"""The airing log (nhật ký phát sóng) as CSV and JSON, read line by line and written."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from io import StringIO
from typing import Any, Literal, get_args

from attrs import field, frozen

from .. import dates
from ..errors import BroadcastError, ModelError, TextError, UnknownFormatError
from ..model import AiringRecord, BroadcastPlan, Organisation, Segment, Source
from ..model._laws import frozen_tuple
from ._wording import one_line

LogFormat = Literal["csv", "json"]
#: The columns of a log; a file may leave some out and have them in any order.
COLUMNS = (
    "slot",
    "scheduled_at",
    "aired_at",
    "status",
    "duration",
    "relay",
    "local",
    "title",
    "note",
)
#: ``15`` minutes, ``14:30`` minutes and seconds, ``1:02:03`` hours, minutes and seconds.
_LENGTH = re.compile(r"(?:(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])|([0-9]{1,5}))")


@frozen(kw_only=True)
class AiringLog:
    """The records of a log, and the lines that are none."""

    #: The records in the order of the log.
    records: tuple[AiringRecord, ...] = field(default=(), validator=frozen_tuple)
    #: Each line that could not be read, and why.
    errors: tuple[BroadcastError, ...] = field(default=(), validator=frozen_tuple)

    def __iter__(self) -> Iterator[AiringRecord]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def read_log(
    data: bytes | str | Iterable[Mapping[str, Any]],
    plan: BroadcastPlan,
    *,
    format: LogFormat = "csv",  # noqa: A002  # the word the rest of govnews uses
) -> AiringLog:
    r"""The records of an airing log; a line that is none is named, the others are read.

    A CSV file has a line of column names, among those of ``COLUMNS``, separated by commas or
    semicolons. JSON is a list of objects, or one object on each line, with the same names and
    ``segments``. Times are ISO 8601 or as Vietnamese offices write them (``19/02/2017
    19:45``); without a zone they are on the clock of the plan. Lengths are minutes (``15``)
    or minutes and seconds (``14:30``).

    Args:
        data: The file, or its rows as mappings (from a database, a spreadsheet).
        plan: The plan that the log is of.
        format: ``csv`` or ``json``; of no effect on rows.

    Raises:
        BroadcastError: The file has no column or name of a log at all.
        UnknownFormatError: The format is neither.

    Example:
        >>> plan = BroadcastPlan(key="it-today", title="IT TODAY")
        >>> log = read_log("aired_at,duration\n2017-02-19T19:45,15\nrubbish", plan)
        >>> log.records[0].duration
        datetime.timedelta(seconds=900)
        >>> [str(error) for error in log.errors]
        ['plan it-today: log line 3: has 1 of 2 columns']
    """
    if not isinstance(data, (bytes, str)):
        rows: Iterator[tuple[str, Any]] = (
            (f"log row {number}", row) for number, row in enumerate(data, 1)
        )
    elif format == "csv":
        rows = _csv_rows(_decoded(data), plan)
    elif format == "json":
        rows = _json_rows(_decoded(data))
    else:
        raise UnknownFormatError("log format", format, get_args(LogFormat))
    records: list[AiringRecord] = []
    errors: list[BroadcastError] = []
    for where, row in rows:
        try:
            records.append(_record(row, plan))
        except (ModelError, TextError, _Unfit) as error:
            errors.append(BroadcastError(plan.key, where, str(error)))
    return AiringLog(records=tuple(records), errors=tuple(errors))


def write_log(
    records: Iterable[AiringRecord],
    *,
    format: LogFormat = "csv",  # noqa: A002  # the word the rest of govnews uses
) -> bytes:
    """An airing log as CSV (RFC 4180) or as JSON, an object on each line.

    CSV has of segments only how long relays and local ones took; JSON has all of them.

    Args:
        records: The records.
        format: ``csv`` or ``json``.

    Returns:
        The file, UTF-8; :func:`read_log` reads it.

    Raises:
        UnknownFormatError: The format is neither.

    Example:
        >>> from datetime import timezone
        >>> hanoi = timezone(timedelta(hours=7))
        >>> aired_at = datetime(2017, 2, 19, 19, 45, tzinfo=hanoi)
        >>> write_log([AiringRecord(aired_at=aired_at)]).decode().splitlines()[1]
        ',,2017-02-19T19:45:00+07:00,aired,,,,,'
    """
    if format == "json":
        lines = (json.dumps(_json_row(record), ensure_ascii=False) for record in records)
        return "".join(f"{line}\n" for line in lines).encode()
    if format != "csv":
        raise UnknownFormatError("log format", format, get_args(LogFormat))
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_csv_row, records))
    return text.getvalue().encode()


class _Unfit(Exception):  # noqa: N818  # never leaves this module
    """A row cannot be a record."""


# ---- rows of a file ----------------------------------------------------------------------


def _decoded(data: bytes | str) -> str:
    # A byte that is no UTF-8 costs its line, not the file.
    text = data.decode(errors="replace") if isinstance(data, bytes) else data
    return text.removeprefix("\ufeff")


def _csv_rows(text: str, plan: BroadcastPlan) -> Iterator[tuple[str, Any]]:
    # Line by line, so that a stray quotation mark does not swallow the lines after it.
    lines = text.splitlines() or [""]
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    names = [name.strip(' "').lower() for name in lines[0].split(delimiter)]
    if not {"scheduled_at", "aired_at"} & set(names):
        reason = "has neither of the columns scheduled_at and aired_at"
        raise BroadcastError(plan.key, "log line 1", reason)
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            [cells] = csv.reader([line], delimiter=delimiter, strict=True)
        except csv.Error as error:
            yield f"log line {number}", _Unfit(f"is not CSV: {error}")
            continue
        if len(cells) != len(names):
            yield f"log line {number}", _Unfit(f"has {len(cells)} of {len(names)} columns")
            continue
        if any(cell.strip() for cell in cells):  # spreadsheets save their empty rows, too
            yield f"log line {number}", dict(zip(names, cells, strict=True))


def _json_rows(text: str) -> Iterator[tuple[str, Any]]:
    if text.lstrip().startswith("["):
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield "log", _Unfit(f"is not JSON: {error}")
            return
        yield from ((f"log item {number}", row) for number, row in enumerate(whole, 1))
        return
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield f"log line {number}", json.loads(line)
        except (ValueError, RecursionError) as error:
            yield f"log line {number}", _Unfit(f"is not JSON: {error}")


# ---- rows to records ---------------------------------------------------------------------


def _record(row: Any, plan: BroadcastPlan) -> AiringRecord:
    if isinstance(row, _Unfit):
        raise row
    if not isinstance(row, Mapping):
        raise _Unfit("is not an object")
    if any(isinstance(cell, str) and "\ufffd" in cell for cell in row.values()):
        raise _Unfit("is not UTF-8")
    slot = _text(row, "slot")
    if slot is not None and plan.slot(slot) is None and slot not in _extra_keys(plan):
        raise _Unfit(f"names an unknown slot: {slot!r}")
    status: Any = _text(row, "status") or "aired"
    length = _length(row, "duration")
    parts = row.get("segments") or []
    if not isinstance(parts, (list, tuple)):
        raise _Unfit("has segments that are not a list")
    segments = tuple(_segment(one) for one in parts)
    for kind in ("relay", "local"):
        part = _length(row, kind)
        if part is not None:
            segments += (Segment(kind=kind, duration=part),)
    return AiringRecord(
        slot=slot,
        scheduled_at=_moment(row, "scheduled_at", plan),
        aired_at=_moment(row, "aired_at", plan),
        status=status,
        duration=length,
        title=_text(row, "title"),
        segments=segments,
        note=_text(row, "note"),
    )


def _extra_keys(plan: BroadcastPlan) -> set[str]:
    return {airing.slot for airing in plan.extra}


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _Unfit(f"{name} is not a text: {value!r}")
    return value.strip() or None


def _length(row: Mapping[str, Any], name: str) -> timedelta | None:
    value = row.get(name)
    if isinstance(value, timedelta):
        return value
    text = str(value).strip() if type(value) is int else _text(row, name)
    if text is None:
        return None
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise _Unfit(f"{name} is no number of minutes: {text!r}")
    hours, minutes, seconds, whole = (int(part or 0) for part in found.groups())
    length = timedelta(hours=hours, minutes=minutes or whole, seconds=seconds)
    if length == timedelta(0) and name != "duration":
        return None
    return length


def _moment(row: Mapping[str, Any], name: str, plan: BroadcastPlan) -> datetime | None:
    value = row.get(name)
    text = None if isinstance(value, datetime) else _text(row, name)
    if isinstance(value, datetime):
        moment = value
    elif text is None:
        return None
    else:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = dates.parse_datetime(text, zone=plan.zone)
        if len(text) <= len("2017-02-19"):
            raise _Unfit(f"{name} has no time of day: {text!r}")
    return _on_the_clock(moment, name, plan) if moment.tzinfo is None else moment


def _on_the_clock(moment: datetime, name: str, plan: BroadcastPlan) -> datetime:
    """A clock time in the zone of the plan, if that has it exactly once."""
    first, second = (moment.replace(tzinfo=plan.zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        # In a gap the later reading has the earlier offset's clock, in an overlap the other.
        ahead = (first.utcoffset() or timedelta(0)) < (second.utcoffset() or timedelta(0))
        how_often = "skipped" if ahead else "shown twice"
        raise _Unfit(f"{name} is a time that clocks have {how_often}: {moment.isoformat()!r}")
    return first


def _segment(data: Any) -> Segment:
    if not isinstance(data, Mapping):
        raise _Unfit("has a segment that is not an object")
    source, supplier = _text(data, "source"), _text(data, "supplier")
    kind: Any = _text(data, "kind")
    themes = data.get("themes", ())
    if not isinstance(themes, (list, tuple)) or not all(isinstance(theme, str) for theme in themes):
        raise _Unfit("has a segment whose themes are not a list of texts")
    return Segment(
        kind=kind,
        title=_text(data, "title"),
        source=None if source is None else Source(name=source),
        themes=tuple(themes),
        duration=_length(data, "duration"),
        supplier=None if supplier is None else Organisation(name=supplier),
    )


# ---- records to rows ---------------------------------------------------------------------


def _csv_row(record: AiringRecord) -> list[str]:
    def total(kind: str) -> timedelta | None:
        parts = [one.duration for one in record.segments if one.kind == kind and one.duration]
        return sum(parts, timedelta(0)) if parts else None

    return [
        record.slot or "",
        record.scheduled_at.isoformat() if record.scheduled_at else "",
        record.aired_at.isoformat() if record.aired_at else "",
        record.status,
        _written(record.duration),
        _written(total("relay")),
        _written(total("local")),
        one_line(record.title or ""),
        one_line(record.note or ""),
    ]


def _json_row(record: AiringRecord) -> dict[str, Any]:
    row: dict[str, Any] = {
        "slot": record.slot,
        "scheduled_at": record.scheduled_at and record.scheduled_at.isoformat(),
        "aired_at": record.aired_at and record.aired_at.isoformat(),
        "status": record.status,
        "duration": _written(record.duration),
        "title": record.title,
        "note": record.note,
        "segments": [
            {
                "kind": segment.kind,
                "title": segment.title,
                "source": segment.source and segment.source.name,
                "themes": list(segment.themes),
                "duration": _written(segment.duration),
                "supplier": segment.supplier and segment.supplier.name,
            }
            for segment in record.segments
        ],
    }
    return {name: value for name, value in row.items() if value}


def _written(length: timedelta | None) -> str:
    if length is None:
        return ""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    if not seconds:
        return str(minutes)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
