"""What visits are, as plainly as it can be said: the model that stores are compared with."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

from ..visits import Hit

#: The portal's zone in the suite: Vietnam's, which has had no other offset since 1975.
_SEVEN_HOURS = 7 * 3600


def day_at(at: int) -> date:
    """The day of a moment in Vietnam."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at + _SEVEN_HOURS)).date()


def digest(person: str, day: date) -> bytes:
    """A visitor's digest under a day's salt, as far as a store can tell."""
    return blake2b(f"{day} {person}".encode(), digest_size=8).digest()


def hit_of(
    person: str, at: int, *, page: str | None = None, bot: bool = False, timeout: int = 1800
) -> Hit:
    """The hit that a counter would make of a person's page view."""
    day = day_at(at)
    if bot:
        return Hit(visitor=b"", alias=None, spread=0, at=at, day=day, page=page, bot=True)
    since_midnight = (at + _SEVEN_HOURS) % 86400
    alias = None
    if since_midnight < timeout:
        alias = digest(person, day - timedelta(days=1))
    elif since_midnight >= 86400 - timeout:
        alias = digest(person, day + timedelta(days=1))
    spread = blake2b(person.encode(), digest_size=1).digest()[0] % 64
    return Hit(digest(person, day), alias, spread, at, day, page)


@dataclass
class SiteModel:
    """One site, told by people instead of digests."""

    timeout: int = 1800
    latest: dict[str, int] = field(default_factory=dict)
    visits: Counter[date] = field(default_factory=Counter)
    hits: Counter[date] = field(default_factory=Counter)
    bots: Counter[date] = field(default_factory=Counter)
    visitors: dict[date, set[str]] = field(default_factory=dict)
    pages: Counter[str] = field(default_factory=Counter)
    pages_of_days: Counter[tuple[date, str]] = field(default_factory=Counter)
    offset: int | None = None

    def record(self, person: str, at: int, *, page: str | None = None, bot: bool = False) -> int:
        """Take a page view; 1 when a visit begins with it."""
        day = day_at(at)
        if bot:
            self.bots[day] += 1
            return 0
        self.hits[day] += 1
        if page is not None:
            self.pages[page] += 1
            self.pages_of_days[day, page] += 1
        last = self.latest.get(person)
        if last is not None and abs(at - last) < self.timeout:
            self.latest[person] = max(at, last)
            return 0
        self.latest[person] = at
        self.visits[day] += 1
        self.visitors.setdefault(day, set()).add(person)
        return 1

    def online(self, minute: int, window: int) -> int:
        """People whose latest page view lies in the window."""
        return sum(minute - window < last // 60 <= minute for last in self.latest.values())

    def top(self, days: Sequence[date] | None) -> list[tuple[str, int]]:
        """All pages, most seen first and then by name."""
        counts = self.pages
        if days is not None:
            counts = Counter()
            for (day, page), count in self.pages_of_days.items():
                if day in days:
                    counts[page] += count
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
