"""What a fault did."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from govnews.visits import Request, VisitCounter

NOW = datetime(2017, 2, 15, 10, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@dataclass
class Report:
    """The figures of one fault after so many rounds."""

    name: str
    rounds: int = 0
    #: Page views that were acknowledged and that the store lost.
    lost: int = 0
    #: Page views that were counted more than once.
    doubled: int = 0
    #: Page views acknowledged.
    acknowledged: int = 0
    #: The longest that a page waited for the counter, in seconds.
    longest: float = 0.0
    #: What the store said a recorded visit survives.
    declared: str = "process"
    #: What else is to be told.
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def kept_its_word(self) -> bool:
        """Nothing was counted twice, or lost that the store had declared safe."""
        return not self.doubled and (not self.lost or self.declared in ("seconds", "memory"))

    def __str__(self) -> str:
        more = "".join(f", {name} {value}" for name, value in self.more.items())
        return (
            f"{self.name:28} rounds {self.rounds:5}, acknowledged {self.acknowledged:8}, "
            f"lost {self.lost}, doubled {self.doubled}, longest wait {self.longest * 1000:.0f} ms"
            f"{more}"
        )


def request(number: int) -> Request:
    """A page view by a person of its own, so that visits equal page views."""
    return Request(
        address=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        user_agent=f"{BROWSER} {number >> 24}",
        at=NOW + timedelta(milliseconds=number % 10_000_000),
        page="tag:portal.example,2017:1",
    )


def see(counter: VisitCounter, number: int) -> str:
    """Count it."""
    one = request(number)
    return counter.record(address=one.address, user_agent=one.user_agent, at=one.at, page=one.page)


def stored(counter: VisitCounter) -> tuple[int, int]:
    """Page views and visits that the store has."""
    (row,) = counter.days(NOW.date(), NOW.date())
    assert counter.page_hits("tag:portal.example,2017:1") == row.hits
    return row.hits, row.visits
