"""How visits lie in Valkey: keys, the script's arguments, and each method step by step.

Nothing here touches a connection. A method is a generator that yields what to ask the
server and is sent the replies, so the stores with and without asyncio share it.

Visitors are spread over shards by ``Hit.spread``; ``T`` is ``{prefix:site:shard}``, whose
braces keep a shard in one slot of a cluster:

* ``T:s:<start>:<part>`` hash: digest to seconds since ``start``, one hash for each
  generation of one timeout and each part of the digests, small enough for a listpack;
* ``T:c`` hash: ``v`` all visits, ``m<minute>`` visitors whose latest hit lies in it;
* ``T:d:<yyyymm>`` hash: ``<dd>v`` visits, ``<dd>r`` hits that began none, ``<dd>b`` bots,
  ``<dd>u`` distinct visitors of a day that is over;
* ``T:u:<yyyymmdd>`` HyperLogLog of a day's visitors;
* ``T:p`` and ``T:p:<yyyymmdd>`` sorted sets: page to hits;
* ``T:w:<writer>`` string: last sequence number and its reply.

``{prefix:site}:salt:<yyyymmdd>``, ``:offset`` and ``:layout`` are the site's own.
"""

from collections import Counter
from collections.abc import Generator, Sequence
from datetime import date, timedelta
from importlib.resources import files
from itertools import islice
from struct import Struct
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from ._store import Batch, DayRow, Figures, Hit, PageCount, RecordResult


def _script(name: str) -> str:
    parts = (files(__package__).joinpath(one) for one in ("_count.lua", name))
    return "".join(part.read_text("utf-8") for part in parts)


#: Records a batch.
RECORD = _script("_record.lua")

#: Records a batch of one hit.
RECORD_ONE = _script("_record_one.lua")

#: Sets a key to the second argument if it holds the first; returns what it held.
COMPARE_AND_SET = """
local held = redis.call('GET', KEYS[1])
if held == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) end
return held
"""

T = TypeVar("T")


class Ask(NamedTuple):
    """Commands for the server: their replies are sent back in order."""

    commands: Sequence[tuple[Any, ...]]


class Call(NamedTuple):
    """A call of a script."""

    keys: Sequence[str]
    arguments: Sequence[Any]
    script: str = RECORD


#: Yields what to ask, is sent the replies, returns the method's answer.
Steps = Generator[Ask | Call, Any, T]

_PLAIN = Struct(">8sIHBH")
_ALIASED = Struct(">8sIHBH8s")
_SALT_SECONDS = 48 * 3600
#: Visitors that share a hash: well below the server's limit for a listpack.
_VISITORS_PER_PART = 64
#: Days whose keys are remembered.
_MOST_NAMES = 100
_LONGEST_SPAN = timedelta(days=366)
_DAY = timedelta(days=1)


class Shard:
    """One shard's keys, and the script's calls that use them."""

    def __init__(self, tag: str, parts: int) -> None:
        self.tag = tag
        self._parts = parts
        self._counts, self._writers = f"{tag}:c", f"{tag}:w:"
        # Names are the same for thousands of hits, so they are built once. Threads share
        # them: each is found by all that it depends on.
        self._days: dict[date, tuple[str, str, str, str]] = {}
        self._sessions: dict[tuple[int, int], tuple[str, str, str]] = {}

    def call_one(self, batch: Batch, hit: Hit) -> Call:
        """The call that records a batch of one person's hit without an alias."""
        visitor, _, _, at, day, page, _ = hit
        timeout = batch.timeout
        part = (visitor[0] << 8 | visitor[1]) % self._parts
        figures, distinct, pages, name = self._names(day)
        generations = self._generations(at - at % timeout, part, timeout)
        keys = (self._counts, self._writers + batch.writer, figures, distinct, *generations)
        arguments = (batch.seq, timeout, visitor, at, name)
        if page is None:
            return Call(keys, arguments, RECORD_ONE)
        return Call((*keys, f"{self.tag}:p", pages), (*arguments, page), RECORD_ONE)

    def call(self, batch: Batch, hits: Sequence[Hit]) -> Call:
        """The call that records the shard's hits of a batch."""
        timeout, parts = batch.timeout, self._parts
        days: dict[date, list[int]] = {}
        groups: dict[tuple[int, int], int] = {}
        pages: Counter[tuple[date, str]] = Counter()
        packed = []
        for visitor, alias, _, at, day, page, bot in hits:
            row = days.get(day)
            if row is None:
                row = days[day] = [len(days) + 1, 0, 0]
            if bot:
                row[2] += 1
                continue
            row[1] += 1
            if page is not None:
                pages[day, page] += 1
            start = at - at % timeout
            place = (start, (visitor[0] << 8 | visitor[1]) % parts)
            group = groups.setdefault(place, len(groups))
            if alias is None:
                packed.append(_PLAIN.pack(visitor, at, group, row[0], 0))
            else:
                place = (start, (alias[0] << 8 | alias[1]) % parts)
                other = groups.setdefault(place, len(groups)) + 1
                packed.append(_ALIASED.pack(visitor, at, group, row[0], other, alias))
        keys = [self._counts, self._writers + batch.writer]
        arguments: list[Any] = [batch.seq, timeout, len(days), 0, b"".join(packed)]
        for day, (_, seen, bots) in days.items():
            figures, distinct, _, name = self._names(day)
            keys += (figures, distinct)
            arguments += (name, seen, bots)
        arguments[3] = len(keys) + 1
        for start, part in groups:
            keys += self._generations(start, part, timeout)
        if pages:
            self._add_pages(pages, keys, arguments)
        return Call(keys, arguments)

    def _add_pages(
        self, pages: Counter[tuple[date, str]], keys: list[str], arguments: list[Any]
    ) -> None:
        keys.append(f"{self.tag}:p")
        all_time, numbers = len(keys), dict[date, int]()
        for (day, page), count in pages.items():
            if day not in numbers:
                keys.append(self._names(day)[2])
                numbers[day] = len(keys)
            arguments += (all_time, page, count, numbers[day], page, count)

    def _names(self, day: date) -> tuple[str, str, str, str]:
        names = self._days.get(day)
        if names is None:
            if len(self._days) >= _MOST_NAMES:
                self._days.clear()
            tag = self.tag
            names = self._days[day] = (
                f"{tag}:d:{day:%Y%m}",
                f"{tag}:u:{day:%Y%m%d}",
                f"{tag}:p:{day:%Y%m%d}",
                f"{day:%d}",
            )
        return names

    def _generations(self, start: int, part: int, timeout: int) -> tuple[str, str, str]:
        keys = self._sessions.get((start, part))
        if keys is None:
            if len(self._sessions) >= 2 * self._parts + _MOST_NAMES:
                self._sessions.clear()
            now, after, before = (
                f"{self.tag}:s:{one:x}:{part:x}"
                for one in (start, start + timeout, start - timeout)
            )
            keys = self._sessions[start, part] = (now, after, before)
        return keys


class Layout:
    """How a site's visitors are spread: over how many shards, in how many parts each."""

    def __init__(self, prefix: str, site: str, shards: int, parts: int) -> None:
        self.tags = [f"{{{prefix}:{site}:{shard}}}" for shard in range(shards)]
        self._shards = [Shard(tag, parts) for tag in self.tags]

    def calls(self, batch: Batch) -> list[Call]:
        """The script's calls for a batch, one for each shard that it touches."""
        shards = self._shards
        if len(batch.hits) == 1:
            hit = batch.hits[0]
            if hit.alias is None and not hit.bot:
                return [shards[hit.spread % len(shards)].call_one(batch, hit)]
        if len(shards) == 1:
            return [shards[0].call(batch, batch.hits)]
        split: dict[int, list[Hit]] = {}
        for hit in batch.hits:
            split.setdefault(hit.spread % len(shards), []).append(hit)
        return [shards[number].call(batch, hits) for number, hits in split.items()]


class Methods:
    """The methods of the protocol as steps, for any client."""

    def __init__(self, prefix: str, shards: int, visitors: int) -> None:
        self._prefix = prefix
        self._shards = shards
        parts = 1
        while parts * _VISITORS_PER_PART * shards < visitors:
            parts *= 2
        self._parts = parts
        self._layouts: dict[str, Layout] = {}

    def record(self, batch: Batch) -> Steps[RecordResult]:
        """See :class:`VisitStore`; a retry completes the shards that were not reached."""
        if not batch.hits:
            return RecordResult(0, duplicate=False)
        layout = self._layouts.get(batch.site)
        if layout is None:
            layout = yield from self._layout(batch.site)
        replies = []
        for call in layout.calls(batch):
            replies.append((yield call))  # noqa: PERF401  # a comprehension cannot yield
        return summed(replies)

    def known_layout(self, site: str) -> Layout | None:
        """The layout of a site that was recorded before."""
        return self._layouts.get(site)

    def read(
        self, site: str, first: date, last: date, *, minute: int, window: int, uniques: bool
    ) -> Steps[Figures]:
        """See :class:`VisitStore`."""
        layout = yield from self._layout(site, agree=False)
        months = _months(first, last)
        fields = ["v", *(f"m{minute - back}" for back in range(window))]
        ask: list[tuple[Any, ...]] = [("GET", self._own(site, "offset"))]
        for tag in layout.tags:
            ask.append(("HMGET", f"{tag}:c", *fields))
            ask += (("HGETALL", f"{tag}:d:{month}") for month in months)
        replies = iter((yield Ask(ask)))
        offset = next(replies)
        visits = online = 0
        days: dict[date, Counter[str]] = {}
        for _ in layout.tags:
            total, *minutes = next(replies)
            visits += int(total or 0)
            online += sum(max(0, int(count)) for count in minutes if count)
            for month in months:
                _add_month(days, month, next(replies))
        rows = {day: days[day] for day in sorted(days) if first <= day <= last}
        if uniques:
            yield from self._count_uniques(layout, rows)
        return Figures(
            visits=visits,
            offset=None if offset is None else int(offset),
            online=online,
            days=tuple(
                DayRow(
                    day=day,
                    visits=row["v"],
                    hits=row["v"] + row["r"],
                    uniques=row["u"] if uniques else None,
                    bots=row["b"],
                )
                for day, row in rows.items()
            ),
        )

    def pages(
        self, site: str, days: tuple[date, date] | None, limit: int, only: Sequence[str] | None
    ) -> Steps[tuple[PageCount, ...]]:
        """See :class:`VisitStore`."""
        layout = yield from self._layout(site, agree=False)
        if days is None:
            keys = [f"{tag}:p" for tag in layout.tags]
        else:
            first, last = max(days[0], days[1] - _LONGEST_SPAN), days[1]
            span = [first + n * _DAY for n in range((last - first).days + 1)]
            keys = [f"{tag}:p:{day:%Y%m%d}" for tag in layout.tags for day in span]
        if only is not None:
            totals = yield from _totals(keys, list(dict.fromkeys(only)))
            return _ranked(totals, limit)
        # Fagin's threshold algorithm: a page outside the heads of all sets has at most the
        # sum of their last scores.
        depth = limit + 1
        while True:
            heads = yield Ask([("ZRANGE", key, 0, depth - 1, "REV", "WITHSCORES") for key in keys])
            names = {name.decode() for head in heads for name in head[::2]}
            totals = yield from _totals(keys, list(names))
            ranked = _ranked(totals, limit)
            threshold = sum(float(head[-1]) for head in heads if len(head) == 2 * depth)
            if not threshold or (len(ranked) == limit and ranked[-1].hits > threshold):
                return ranked
            depth *= 4

    def set_offset(self, site: str, value: int, expected: int | None) -> Steps[int | None]:
        """See :class:`VisitStore`."""
        key = self._own(site, "offset")
        if expected is None:
            # NX and GET together need a server of version 7.
            is_set, held = yield Ask([("SET", key, value, "NX"), ("GET", key)])
            return None if is_set else int(held)
        before = yield Call([key], [expected, value], COMPARE_AND_SET)
        return None if before is None else int(before)

    def salt(self, site: str, day: date, fresh: bytes) -> Steps[bytes]:
        """See :class:`VisitStore`."""
        key = self._own(site, f"salt:{day:%Y%m%d}")
        is_new, agreed = yield Ask([("SET", key, fresh, "NX", "EX", _SALT_SECONDS), ("GET", key)])
        if is_new:
            yield from self._tidy(site, day)
        return bytes(agreed)

    def _tidy(self, site: str, newest: date) -> Steps[None]:
        """When a day's salt is made: drop what this day and its neighbours do not need."""
        layout = yield from self._layout(site)
        # Salts are asked for up to a timeout ahead of their day.
        over = [newest - n * _DAY for n in range(3, 7)]
        places = [(tag, day) for tag in layout.tags for day in over]
        counts = yield Ask([("PFCOUNT", f"{tag}:u:{day:%Y%m%d}") for tag, day in places])
        ask: list[tuple[Any, ...]] = [
            ("UNLINK", self._own(site, f"salt:{newest - n * _DAY:%Y%m%d}")) for n in range(2, 5)
        ]
        for (tag, day), count in zip(places, counts, strict=True):
            if count:
                ask.append(("HSETNX", f"{tag}:d:{day:%Y%m}", f"{day:%d}u", count))
                ask.append(("UNLINK", f"{tag}:u:{day:%Y%m%d}"))
        yield Ask(ask)

    def _count_uniques(self, layout: Layout, rows: dict[date, Counter[str]]) -> Steps[None]:
        places = [
            (tag, day)
            for day, row in rows.items()
            if row["v"] and not row["u"]
            for tag in layout.tags
        ]
        counts = yield Ask([("PFCOUNT", f"{tag}:u:{day:%Y%m%d}") for tag, day in places])
        for (_, day), count in zip(places, counts, strict=True):
            rows[day]["u"] += count

    def _layout(self, site: str, *, agree: bool = True) -> Steps[Layout]:
        """The site's layout: what the first writer set, whatever this one would like."""
        layout = self._layouts.get(site)
        if layout is not None:
            return layout
        key, name = self._own(site, "layout"), quote(site, safe="")
        wish = f"{self._shards}:{self._parts}".encode()
        ask: list[tuple[Any, ...]] = [("SET", key, wish, "NX")] if agree else []
        *_, agreed = yield Ask([*ask, ("GET", key)])
        shards, parts = map(int, (agreed or wish).split(b":"))
        layout = Layout(self._prefix, name, shards, parts)
        if agreed:
            self._layouts[site] = layout
        return layout

    def _own(self, site: str, name: str) -> str:
        return f"{{{self._prefix}:{quote(site, safe='')}}}:{name}"


def summed(replies: Sequence[Sequence[int]]) -> RecordResult:
    """What the shards' replies to the script say together."""
    known = all(known for known, _ in replies)
    return RecordResult(sum(visits for _, visits in replies), duplicate=known)


def _months(first: date, last: date) -> list[str]:
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(f"{month:%Y%m}")
        month = (month + timedelta(days=31)).replace(day=1)
    return months


def _add_month(days: dict[date, Counter[str]], month: str, fields: dict[bytes, bytes]) -> None:
    for field, count in fields.items():
        name = field.decode()
        day = date(int(month[:4]), int(month[4:]), int(name[:2]))
        days.setdefault(day, Counter())[name[2]] += int(count)


def _totals(keys: list[str], names: list[str]) -> Steps[Counter[str]]:
    totals: Counter[str] = Counter()
    if names:
        replies = yield Ask([("ZMSCORE", key, *names) for key in keys])
        for scores in replies:
            for name, score in zip(names, scores, strict=True):
                totals[name] += int(float(score or 0))
    return totals


def _ranked(totals: Counter[str], limit: int) -> tuple[PageCount, ...]:
    rows = (PageCount(name, hits) for name, hits in totals.items() if hits)
    return tuple(islice(sorted(rows, key=lambda row: (-row.hits, row.page)), limit))
