"""The bounded queue between a counter and its store, and what became of each page view."""

from collections import deque
from itertools import islice
from secrets import token_hex
from typing import Literal, cast

import attrs

from ._store import Batch, Hit
from ._visitor import Unsalted, Visitors

#: What became of a page view: the store has it, it waits in memory, or it was lost.
Outcome = Literal["stored", "queued", "dropped"]

#: The most hits that go to a store in one call: a server is to answer others in between,
#: and takes some milliseconds for as many.
MOST_HITS = 200


@attrs.frozen(kw_only=True)
class Health:
    """How a counter and its store are doing.

    Attributes:
        available: The store answered when it was last asked.
        queued: Page views that wait in this process for the store.
        dropped: Page views lost since this process began, because the queue was full or
            the store refused them.
        last_error: What the store last said when it failed; None when it never did.
    """

    available: bool
    queued: int
    dropped: int
    last_error: str | None


class Gate:
    """Lets calls through to a store, and after a failure none for a while."""

    def __init__(self, retry_after: float) -> None:
        self._retry_after = retry_after
        self._try_at = float("-inf")
        self.open = True

    def may_pass(self, now: float) -> bool:
        """Whether the store is to be asked."""
        return self.open or now >= self._try_at

    def close(self, now: float) -> None:
        """The store failed."""
        self.open = False
        self._try_at = now + self._retry_after


class Journal:
    """Page views in the order they came, until the store has them.

    Places are numbered from 1; ``kept`` is the last one that is settled. Its counter holds
    one lock while taking and another while sending.
    """

    def __init__(self, site: str, timeout: int, capacity: int) -> None:
        self._site = site
        self._timeout = timeout
        self._capacity = capacity
        self._overflowed = 0
        self._refusals = 0
        self.renew()

    def renew(self) -> None:
        """Start empty under a new writer's name: at first, and in a forked child."""
        self._queue: deque[Hit | Unsalted] = deque()
        self._batch: Batch | None = None
        self._writer = token_hex(8)
        self._seq = 0
        self._refused = range(0)
        #: How many in the queue wait for a salt.
        self.unsalted = 0
        #: Last place given out.
        self.taken = 0
        #: Last place that is settled.
        self.kept = 0

    @property
    def waiting(self) -> int:
        """How many page views the store does not have yet."""
        return self.taken - self.kept

    @property
    def dropped(self) -> int:
        """How many page views were lost."""
        return self._overflowed + self._refusals

    @property
    def oldest(self) -> int | None:
        """When the first that waits was, in seconds since 1970; None when none waits."""
        if self._batch is not None:
            return self._batch.hits[0].at
        return self._queue[0].at if self._queue else None

    def take(self, one: Hit | Unsalted) -> int:
        """Queue a page view; its place, or 0 when there is no room."""
        if self.taken - self.kept >= self._capacity:
            self._overflowed += 1
            return 0
        if type(one) is Unsalted:
            self.unsalted += 1
        self._queue.append(one)
        self.taken += 1
        return self.taken

    def head(self) -> list[Hit | Unsalted]:
        """What the next batch would be made of."""
        return [] if self._batch is not None else list(islice(self._queue, MOST_HITS))

    def batch(self, visitors: Visitors) -> Batch | None:
        """What to send: the batch whose fate is unknown, or the next one; None when done."""
        if self._batch is None and self._queue:
            next_one = self._queue.popleft
            ones = [next_one()]
            if self._queue:
                ones += [next_one() for _ in range(min(len(self._queue), MOST_HITS - 1))]
            if self.unsalted:
                self.unsalted -= sum(type(one) is Unsalted for one in ones)
                ones = [visitors.salted(one) for one in ones]
            self._seq += 1
            hits = cast("list[Hit]", ones)
            self._batch = Batch(self._site, self._writer, self._seq, self._timeout, hits)
        return self._batch

    def settle(self) -> None:
        """The store has the batch."""
        if self._batch is not None:
            self.kept += len(self._batch.hits)
            self._batch = None

    def refuse(self) -> None:
        """The store will never take the batch: let it go, so that the rest can pass."""
        if self._batch is not None:
            count = len(self._batch.hits)
            self._refused = range(self.kept + 1, self.kept + 1 + count)
            self._refusals += count
            self.settle()

    def outcome(self, place: int) -> Outcome:
        """What became of the page view at a place."""
        if not place or place in self._refused:
            return "dropped"
        return "stored" if place <= self.kept else "queued"

    def stored(self, first: int, last: int) -> int:
        """How many of the places from ``first`` to ``last`` the store has."""
        settled = max(0, min(last, self.kept) - first + 1)
        refused = range(max(first, self._refused.start), min(last + 1, self._refused.stop))
        return settled - len(refused)
