"""A visit store in one JSON file, written anew for every batch."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, Self
from urllib.parse import SplitResult, unquote

from govnews.visits import Batch, Capabilities, DayRow, Figures, Hit, PageCount, RecordResult


class JSONFileStore:
    """Visits in a JSON file; one process at a time.

    Distinct visitors are counted exactly, from a list that is dropped with the day's salt.
    """

    capabilities = Capabilities(durability="process", shared=False)

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        self._lock = Lock()
        text = self._path.read_text("utf-8") if self._path.exists() else "{}"
        self._sites: dict[str, Any] = json.loads(text)

    @classmethod
    def from_url(cls, url: SplitResult) -> Self:
        """The store of ``jsonfile:///visits.json``."""
        return cls(unquote(url.path).removeprefix("/"))

    def record(self, batch: Batch, /) -> RecordResult:
        """Record a batch."""
        if not batch.hits:
            return RecordResult(0, duplicate=False)
        with self._lock:
            site = self._site(batch.site)
            seq, visits = site["writers"].get(batch.writer, (-1, 0))
            if batch.seq <= seq:
                return RecordResult(visits if batch.seq == seq else 0, duplicate=True)
            visits = sum(_record(site, hit, batch.timeout) for hit in batch.hits)
            site["writers"][batch.writer] = (batch.seq, visits)
            self._write()
            return RecordResult(visits, duplicate=False)

    def read(
        self, site: str, first: date, last: date, /, *, minute: int, window: int, uniques: bool
    ) -> Figures:
        """Read figures."""
        with self._lock:
            found = self._sites.get(site) or _new_site()
            latest = found["sessions"].values()
            days = found["days"]
            return Figures(
                visits=sum(row["visits"] for row in days.values()),
                offset=found["offset"],
                online=sum(minute - window < at // 60 <= minute for at in latest),
                days=tuple(
                    DayRow(
                        day=date.fromisoformat(day),
                        visits=row["visits"],
                        hits=row["hits"],
                        bots=row["bots"],
                        uniques=row["uniques"] + len(row["visitors"]) if uniques else None,
                    )
                    for day, row in sorted(days.items())
                    if first.isoformat() <= day <= last.isoformat()
                ),
            )

    def pages(
        self, site: str, days: tuple[date, date] | None, limit: int, only: Sequence[str] | None, /
    ) -> tuple[PageCount, ...]:
        """Read page counts."""
        totals: dict[str, int] = {}
        with self._lock:
            rows = (self._sites.get(site) or _new_site())["days"]
            for day, row in rows.items():
                if days is None or days[0].isoformat() <= day <= days[1].isoformat():
                    for page, hits in row["pages"].items():
                        totals[page] = totals.get(page, 0) + hits
        counts = (PageCount(*item) for item in totals.items() if only is None or item[0] in only)
        return tuple(sorted(counts, key=lambda count: (-count.hits, count.page))[:limit])

    def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        """Set the offset if it is the expected one."""
        with self._lock:
            found = self._site(site)
            before: int | None = found["offset"]
            if before == expected:
                found["offset"] = value
                self._write()
            return before

    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        """Agree on the day's salt; forget what days before yesterday needed."""
        with self._lock:
            found = self._site(site)
            salts = found["salts"]
            if day.isoformat() not in salts:
                salts[day.isoformat()] = fresh.hex()
                newest = date.fromisoformat(max(salts))
                for old in [one for one in salts if (newest - date.fromisoformat(one)).days > 1]:
                    del salts[old]
                for name, row in found["days"].items():
                    if (newest - date.fromisoformat(name)).days > 2:
                        row["uniques"] += len(row["visitors"])
                        row["visitors"] = {}
                self._write()
            return bytes.fromhex(salts.get(day.isoformat(), fresh.hex()))

    def close(self) -> None:
        """Nothing is open."""

    def _site(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self._sites.setdefault(name, _new_site())
        return found

    def _write(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self._sites), "utf-8")
        fresh.replace(self._path)


def _new_site() -> dict[str, Any]:
    return {"offset": None, "sessions": {}, "days": {}, "salts": {}, "writers": {}}


def _record(site: dict[str, Any], hit: Hit, timeout: int) -> int:
    row = site["days"].setdefault(
        hit.day.isoformat(),
        {"visits": 0, "hits": 0, "bots": 0, "uniques": 0, "visitors": {}, "pages": {}},
    )
    if hit.bot:
        row["bots"] += 1
        return 0
    row["hits"] += 1
    if hit.page is not None:
        row["pages"][hit.page] = row["pages"].get(hit.page, 0) + 1
    sessions, visitor = site["sessions"], hit.visitor.hex()
    for old in [one for one, at in sessions.items() if at <= hit.at - 2 * timeout]:
        del sessions[old]
    names = [visitor] if hit.alias is None else [visitor, hit.alias.hex()]
    known = [(sessions[name], name) for name in names if name in sessions]
    last, name = max(known, default=(None, ""))
    if last is not None and abs(hit.at - last) < timeout:
        if hit.at > last:
            del sessions[name]
            sessions[visitor] = hit.at
        return 0
    sessions[visitor] = hit.at
    row["visits"] += 1
    row["visitors"][visitor] = 1
    return 1
