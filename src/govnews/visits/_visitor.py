"""From a request to a hit: the one file that ever holds an address or a user agent.

What leaves it is a digest keyed with a salt that every process of the portal shares for a
day and that is destroyed within 48 hours. After that nobody can tell whose digest it was.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import blake2b
from socket import AF_INET, AF_INET6, inet_pton
from zlib import crc32

import attrs

from ..errors import ModelError
from ._store import Hit

_MAPPED_V4 = bytes(10) + b"\xff\xff"
#: Hosts of one household or office share an IPv6 network of 64 bits (RFC 4291, 2.5.4).
_V6_NETWORK = 8
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen(kw_only=True)
class Request:
    """A page view as the web server saw it, for :meth:`VisitCounter.record_many`.

    Neither address nor user agent is shown by ``repr``.

    Attributes:
        address: The visitor's IP address (địa chỉ IP); see :func:`client_address`.
        user_agent: The ``User-Agent`` header; None when missing.
        at: When; aware.
        page: The page, usually ``Article.uri``; None not to count pages.
        key: The portal's own name for the visitor (a session or account), which then
            replaces address and user agent.
    """

    address: str | None = attrs.field(repr=False)
    user_agent: str | None = attrs.field(repr=False)
    at: datetime
    page: str | None = None
    key: str | None = attrs.field(default=None, repr=False)


class Unsalted:
    """A page view that waits for its day's salt: in memory only, and it shows nothing."""

    __slots__ = ("_alias_day", "_at", "_day", "_material", "_page")

    def __init__(
        self, material: bytes, at: int, day: date, alias_day: date | None, page: str | None
    ) -> None:
        self._material = material
        self._at = at
        self._day = day
        self._alias_day = alias_day
        self._page = page

    @property
    def days(self) -> tuple[date, ...]:
        """The days whose salts it needs."""
        return (self._day,) if self._alias_day is None else (self._day, self._alias_day)

    @property
    def at(self) -> int:
        """When, in seconds since 1970."""
        return self._at

    def __reduce__(self) -> str:
        raise TypeError("a page view without a salt must not leave the process")


class Visitors:
    """Makes hits of requests, with the salts it has been given."""

    def __init__(self, *, zone: tzinfo, timeout: int, is_bot: Callable[[str | None], bool]) -> None:
        self._zone = zone
        self._timeout = timeout
        self._is_bot = is_bot
        self._salts: dict[date, blake2b] = {}
        # The day last seen and its bounds: converting zones for every hit is the dear part.
        # One value, so that no thread sees one day's name with another's bounds.
        self._latest = (date.min, 0, 0)

    def hit(
        self,
        address: str | None,
        user_agent: str | None,
        at: datetime,
        page: str | None,
        key: str | None,
    ) -> Hit | Unsalted:
        """A request as a hit; as :class:`Unsalted` while a salt is missing."""
        try:
            moment = (at - _EPOCH) // _SECOND
        except TypeError:
            reason = "is not a datetime with a time zone"
            raise ModelError("Request", "at", at, reason) from None
        day, start, end = self._latest
        if not start <= moment < end:
            if not in_calendar(at):
                raise ModelError("Request", "at", at, "is not from the year 2 to 9998")
            day, start, end = self._latest = self._bounds(moment)
        if page is not None:
            page = storable(page)
        if key is None and self._is_bot(user_agent):
            return Hit(b"", None, 0, moment, day, page, True)  # noqa: FBT003
        material = _material(address, user_agent, key)
        alias_day = None
        if moment - start < self._timeout:
            alias_day = day - _DAY
        elif end - moment <= self._timeout:
            alias_day = day + _DAY
        salts = self._salts
        if day in salts and (alias_day is None or alias_day in salts):
            alias = None if alias_day is None else _digest(material, salts[alias_day])
            return Hit(
                _digest(material, salts[day]), alias, crc32(material) & 63, moment, day, page
            )
        return Unsalted(material, moment, day, alias_day, page)

    def missing(self, waiting: Sequence[Hit | Unsalted]) -> set[date]:
        """The days whose salts are needed first."""
        wanted: set[date] = set()
        for one in waiting:
            if type(one) is Unsalted:
                wanted.update(one.days)
        return wanted.difference(self._salts)

    def add_salt(self, day: date, salt: bytes) -> None:
        """Take a day's salt, and forget those that its day and its neighbours do not need."""
        self._salts[day] = blake2b(digest_size=8, key=salt)
        oldest = max(self._salts) - _DAY
        for old in [one for one in self._salts if one < oldest and one != day]:
            del self._salts[old]

    def salted(self, one: Hit | Unsalted) -> Hit:
        """The hit of a request whose salts have been added."""
        if type(one) is Hit:
            return one
        assert type(one) is Unsalted  # noqa: S101  # for the type checker
        material, salts, alias_day = one._material, self._salts, one._alias_day  # noqa: SLF001
        alias = None if alias_day is None else _digest(material, salts[alias_day])
        visitor = _digest(material, salts[one._day])  # noqa: SLF001
        return Hit(visitor, alias, crc32(material) & 63, one._at, one._day, one._page)  # noqa: SLF001

    def day_of(self, at: datetime) -> date:
        """The day of a moment in the portal's zone."""
        return at.astimezone(self._zone).date()

    def _bounds(self, moment: int) -> tuple[date, int, int]:
        """The day of a moment, its first second and the next day's."""
        day = datetime.fromtimestamp(moment, UTC).astimezone(self._zone).date()
        return day, _midnight(day, self._zone), _midnight(day + _DAY, self._zone)


def client_address(peer: str, forwarded_for: str | None, *, proxies: int) -> str:
    """The visitor's address behind the portal's own proxies.

    ``X-Forwarded-For`` is written by whoever likes to; only the entries that the portal's
    own proxies appended are to be trusted, and there are as many of these as proxies.

    Args:
        peer: The address that the connection came from.
        forwarded_for: The ``X-Forwarded-For`` header; None when missing.
        proxies: How many proxies of the portal's own every request passes; 0 for none.

    Example:
        >>> client_address("10.0.0.2", "203.0.113.9, 198.51.100.7", proxies=1)
        '198.51.100.7'
        >>> client_address("198.51.100.7", "203.0.113.9", proxies=0)
        '198.51.100.7'
    """
    if not proxies or not forwarded_for:
        return peer
    hops = [hop.strip() for hop in forwarded_for.split(",")]
    return hops[-proxies] if len(hops) >= proxies else peer


def in_calendar(at: datetime) -> bool:
    """Whether the days around a moment, in any zone, and the month before it have names."""
    return 1 < at.year < 9999  # noqa: PLR2004


def _midnight(day: date, zone: tzinfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp())


def storable(page: str) -> str:
    """A page's name without what UTF-8 cannot carry."""
    if page.isascii():
        return page
    return page.encode("utf-8", "replace").decode()


def _material(address: str | None, user_agent: str | None, key: str | None) -> bytes:
    """What makes a visitor: a key of the portal's own, or network address and browser."""
    if key is not None:
        return b"k" + key.encode("utf-8", "surrogatepass")
    agent = (user_agent or "").encode("utf-8", "surrogatepass")
    return b"a" + _network(address or "") + b"\0" + agent


def _network(address: str) -> bytes:
    try:
        if ":" not in address:
            return inet_pton(AF_INET, address)
        packed = inet_pton(AF_INET6, address.partition("%")[0])
    except (OSError, ValueError):
        return address.encode("utf-8", "surrogatepass")
    return packed[12:] if packed.startswith(_MAPPED_V4) else packed[:_V6_NETWORK]


def _digest(material: bytes, salted: "blake2b") -> bytes:
    # The key is hashed once; a copy of that costs a third of beginning anew.
    digest = salted.copy()
    digest.update(material)
    return digest.digest()
