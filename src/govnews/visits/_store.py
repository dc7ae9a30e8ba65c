"""What a visit store is: six methods, their laws, and the values that pass through them.

A store keeps numbers; it knows nothing of addresses, browsers, time zones or bots. Those
are settled by :class:`~govnews.visits.VisitCounter` before a hit comes here, so a store for
another database is short.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple, Protocol, runtime_checkable

import attrs

#: What a stored hit survives. ``memory``: nothing. ``seconds``: the death of the process and
#: a power cut, unless it is one of the last two seconds. ``process``: the death of the
#: process. ``power``: a power cut as well. ``unknown``: the server does not tell.
Durability = Literal["memory", "seconds", "process", "power", "unknown"]


class Hit(NamedTuple):
    """One page view, with nothing in it that names a person.

    A named tuple because one is made for every page view.
    """

    #: Digest of the visitor: 8 bytes, evenly spread. Empty for a bot.
    visitor: bytes
    #: The same visitor's digest under the neighbouring day's salt, when a visit may lie
    #: across the change of salts; else None.
    alias: bytes | None
    #: A number from 0 to 63 that stays the same when salts change, for stores that spread
    #: visitors over machines.
    spread: int
    #: When, in whole seconds since 1970 (UTC).
    at: int
    #: The day of ``at`` in the portal's zone.
    day: date
    #: The page that was seen, usually ``Article.uri``; None when pages are not counted.
    page: str | None = None
    #: A bot's hit is counted apart and changes nothing else.
    bot: bool = False


class Batch(NamedTuple):
    """Hits of one site that are recorded in one call."""

    site: str
    #: Who writes: a name that no other counter uses, now or later.
    writer: str
    #: The writer's number for this batch: above that of every batch it sent before.
    seq: int
    #: Seconds of silence after which a visitor's next hit is a new visit (lượt truy cập).
    timeout: int
    hits: Sequence[Hit]


class RecordResult(NamedTuple):
    """What a batch did."""

    #: Visits that began.
    visits: int
    #: True when the batch had been recorded before, so that this call changed nothing.
    duplicate: bool


@attrs.frozen(kw_only=True)
class DayRow:
    """One day's figures (số liệu một ngày), in the portal's zone.

    Attributes:
        day: The day.
        visits: Visits that began on it (lượt truy cập).
        hits: Page views by people (lượt xem).
        uniques: Distinct visitors (khách truy cập) among the day's visits, estimated within
            the store's ``uniques_error``; None when they were not asked for.
        bots: Page views by bots.
    """

    day: date
    visits: int = 0
    hits: int = 0
    uniques: int | None = None
    bots: int = 0


@attrs.frozen(kw_only=True)
class Figures:
    """What a store answers to :meth:`VisitStore.read`.

    Attributes:
        visits: Visits of all days ever counted, without the offset.
        offset: What :meth:`VisitStore.set_offset` set; None when nothing did.
        online: Visitors whose latest hit lies in the minutes that were asked for.
        days: The days asked for that have any figure, in order.
    """

    visits: int
    offset: int | None
    online: int
    days: tuple[DayRow, ...]


class PageCount(NamedTuple):
    """How often a page was seen (lượt xem)."""

    page: str
    hits: int


@attrs.frozen(kw_only=True)
class Capabilities:
    """What a store claims; the conformance suite holds it to the claim.

    Attributes:
        durability: What a hit survives once ``record`` has returned.
        shared: Several processes may write to it at once.
        cluster: It spreads one site over several machines.
        uniques_error: Standard error of ``DayRow.uniques``, as a fraction; 0 when exact.
    """

    durability: Durability
    shared: bool
    cluster: bool = False
    uniques_error: float = 0.0


@runtime_checkable
class VisitStore(Protocol):
    """Where visits are kept: SQLite, Valkey, or a store of your own.

    Laws, each tested by :class:`govnews.testing.VisitStoreSuite`:

    * **Visits.** A hit belongs to the visitor's running visit when the visitor's latest
      hit, under ``visitor`` or ``alias``, whichever is later, is less than ``timeout``
      seconds away from it, before or after. Otherwise a visit begins, on the hit's own
      day. The latest hit never moves back within a visit. A visitor found under ``alias``
      is from then on known as ``visitor``, unless the hit is the older one.
    * **All or nothing, once.** A batch is recorded whole or not at all; a store of several
      shards may record it shard by shard, and a retry completes it. A ``(writer, seq)``
      that was recorded changes nothing the second time and gets the first reply, or 0
      visits once a later one was recorded. This is remembered for a day at least.
    * **Acknowledged means kept.** When ``record`` returns, the batch survives what
      ``capabilities.durability`` names.
    * **Splitting changes nothing.** One batch or many, in the same order: the same figures.
    * **Sums.** ``Figures.visits`` is the sum of all days' visits; on each day
      hits >= visits >= distinct visitors. Figures never fall.
    * **Reads change nothing.** Online counts each visitor once, at the latest hit.
    * **Sites and bots apart.** A site's name is any text, and so is a page's. A bot's hit adds
      to ``bots`` only.
    * **Forgetting.** A digest is dropped three timeouts and a minute after its visitor's last
      hit, a salt after 48 hours, both as later calls come in; what stays grows with days and
      pages only.
    * **In time.** A call that cannot be answered raises
      :class:`~govnews.errors.StoreUnavailableError` within the store's own time limit.

    Stores are used from several threads.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What this store claims."""
        ...

    def record(self, batch: Batch, /) -> RecordResult:
        """Record a batch of at most 1,000 hits."""
        ...

    def read(
        self, site: str, first: date, last: date, /, *, minute: int, window: int, uniques: bool
    ) -> Figures:
        """Read a site's figures.

        Args:
            site: The site.
            first: First day wanted.
            last: Last day wanted.
            minute: The minute that is now, counted from 1970.
            window: How many minutes up to and with ``minute`` count as online.
            uniques: Whether ``DayRow.uniques`` is wanted.
        """
        ...

    def pages(
        self, site: str, days: tuple[date, date] | None, limit: int, only: Sequence[str] | None, /
    ) -> tuple[PageCount, ...]:
        """The most seen pages, most hits first and then by name, code point by code point.

        Args:
            site: The site.
            days: First and last day to count; None for all time. The last 35 are kept.
            limit: How many pages at most; 1 or more.
            only: The only pages to look at; None for all. A page never seen is left out.
        """
        ...

    def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        """Set the site's offset if it is ``expected`` (None: not set); return what it was."""
        ...

    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        """The site's salt of a day: ``fresh`` if there is none yet. All callers agree on it.

        Salts of days before yesterday are forgotten.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


@runtime_checkable
class AsyncVisitStore(Protocol):
    """:class:`VisitStore` for asyncio: the same methods and laws, to be awaited."""

    @property
    def capabilities(self) -> Capabilities:
        """What this store claims."""
        ...

    async def record(self, batch: Batch, /) -> RecordResult:
        """Record a batch of at most 1,000 hits."""
        ...

    async def read(
        self, site: str, first: date, last: date, /, *, minute: int, window: int, uniques: bool
    ) -> Figures:
        """Read a site's figures."""
        ...

    async def pages(
        self, site: str, days: tuple[date, date] | None, limit: int, only: Sequence[str] | None, /
    ) -> tuple[PageCount, ...]:
        """Read page counts."""
        ...

    async def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        """Set the site's offset if it is ``expected``; return what it was."""
        ...

    async def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        """Agree on the site's salt of a day."""
        ...

    async def close(self) -> None:
        """Let go of files and connections."""
        ...
