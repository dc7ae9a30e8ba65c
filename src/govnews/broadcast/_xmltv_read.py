"""XMLTV: another service's television listings into airings."""

import re
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from attrs import evolve, field, frozen
from lxml import etree

from ..errors import BroadcastError, ModelError
from ..model import Airing, BroadcastService, Segment, Source
from ..model._laws import frozen_tuple
from ._keys import key_of
from ._wording import one_line

#: ``YYYYMMDDhhmmss``, or less of it, and a zone; UTC when there is none.
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?\s*(?:([+-])(\d\d)(\d\d)|([A-Z]+))?")
#: The zone names of the DTD's own examples, in hours.
_ZONES = {"UTC": 0, "GMT": 0, "Z": 0, "BST": 1}


@frozen(kw_only=True)
class Listing:
    """What one channel shows, as a listing says it."""

    #: The channel.
    service: BroadcastService
    #: What it shows, in order of the starts. Programmes of one title have one key as their
    #: slot.
    airings: tuple[Airing, ...] = field(default=(), validator=frozen_tuple)


@frozen(kw_only=True)
class ListingsRead:
    """What an XMLTV document gave: a listing for each channel, and what did not fit."""

    #: The listings in the order of the channels.
    listings: tuple[Listing, ...] = field(default=(), validator=frozen_tuple)
    #: What was left out, and why.
    errors: tuple[BroadcastError, ...] = field(default=(), validator=frozen_tuple)


def from_xmltv(
    data: bytes, *, time_zone: str = "Asia/Ho_Chi_Minh", relayed_from: Source | None = None
) -> ListingsRead:
    """The listings of an XMLTV document. Nothing that it refers to is fetched or expanded.

    A programme that cannot be an airing (no minute in its start, an end before its start, no
    title) is named in ``errors`` and the others are read.

    Args:
        data: The document.
        time_zone: The zone in which the airings are given.
        relayed_from: Where the programmes come from, for a service that relays them: each
            airing then has a relay segment of that source, with the categories as themes and
            the start as the time of publication. Such segments go into a slot or an
            exception of one's own plan.

    Raises:
        BroadcastError: The data is not XMLTV at all.

    Example:
        >>> read = from_xmltv(
        ...     b'<tv><programme start="20170219194500 +0700" stop="20170219200000 +0700"'
        ...     b' channel="VTV1.vn"><title>IT TODAY</title></programme></tv>',
        ...     relayed_from=Source(name="VTV1"),
        ... )
        >>> [listing] = read.listings
        >>> listing.service.key, listing.airings[0].slot, listing.airings[0].segments[0].kind
        ('vtv1.vn', 'it-today', 'relay')
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tv = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BroadcastError(None, "listing", f"is not XML: {error}") from error
    if tv.tag != "tv":
        raise BroadcastError(None, "listing", f"is not XMLTV: its root is {tv.tag}")
    reader = _Reader(ZoneInfo(time_zone), relayed_from)
    for element in tv.iterchildren("channel", "programme"):
        reader.read(element)
    return ListingsRead(listings=reader.listings(), errors=tuple(reader.errors))


class _Reader:
    def __init__(self, zone: ZoneInfo, relayed_from: Source | None) -> None:
        self._zone = zone
        self._source = relayed_from
        self._services: dict[str, BroadcastService] = {}
        self._airings: dict[str, list[Airing]] = {}
        self.errors: list[BroadcastError] = []

    def read(self, element: "etree._Element") -> None:
        try:
            if element.tag == "channel":
                self._channel(element)
            else:
                self._programme(element)
        except (_Unfit, ModelError) as error:
            named = " ".join(element.get(name, "") for name in ("id", "channel", "start"))
            where = f"{element.tag} {one_line(named)}"
            self.errors.append(BroadcastError(None, where, str(error)))

    def listings(self) -> tuple[Listing, ...]:
        return tuple(
            Listing(
                service=self._services[key],
                airings=tuple(sorted(airings, key=lambda airing: airing.start)),
            )
            for key, airings in self._airings.items()
        )

    def _channel(self, channel: "etree._Element") -> None:
        name = channel.get("id", "")
        key = key_of(name.lower())
        display = channel.find("display-name")
        self._services[key] = BroadcastService(
            key=key,
            name=_text(channel, "display-name") or name,
            language=(display.get("lang") if display is not None else None) or "vi",
            url=_text(channel, "url"),
        )
        self._airings.setdefault(key, [])

    def _programme(self, programme: "etree._Element") -> None:
        channel = programme.get("channel", "")
        key = key_of(channel.lower())
        title = _text(programme, "title")
        if not channel or title is None:
            raise _Unfit("has no channel" if title else "has no title")
        stop = programme.get("stop")
        start = self._moment(programme.get("start", ""))
        airing = Airing(
            slot=key_of(title),
            start=start,
            end=None if stop is None else self._moment(stop),
            kind="first" if programme.find("previously-shown") is None else "rerun",
            title=title,
        )
        if self._source is not None:
            airing = evolve(airing, segments=(self._relayed(programme, airing, self._source),))
        if key not in self._services:
            self._services[key] = BroadcastService(key=key, name=channel)
        self._airings.setdefault(key, []).append(airing)

    def _relayed(self, programme: "etree._Element", airing: Airing, source: Source) -> Segment:
        themes = (
            one_line("".join(map(str, one.itertext()))) for one in programme.iterfind("category")
        )
        return Segment(
            kind="relay",
            title=airing.title,
            source=evolve(source, published_at=airing.start),
            themes=tuple(theme for theme in themes if theme),
            duration=airing.duration,
        )

    def _moment(self, text: str) -> datetime:
        found = _TIME.fullmatch(text.strip())
        if found is None:
            raise _Unfit(f"has no time to the minute: {text!r}")
        *clock, sign, hours, minutes, name = found.groups()
        if name is not None and name not in _ZONES:
            raise _Unfit(f"names an unknown zone: {text!r}")
        offset = timedelta(hours=int(hours or _ZONES[name or "UTC"]), minutes=int(minutes or 0))
        year, month, day, hour, minute, second = (int(part or 0) for part in clock)
        try:
            zone = timezone(-offset if sign == "-" else offset)
            moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
            return moment.astimezone(self._zone)
        except (ValueError, OverflowError) as error:
            raise _Unfit(f"has a time that is none: {text!r}") from error


class _Unfit(Exception):  # noqa: N818  # never leaves this module
    """An element cannot be a channel or an airing."""


def _text(element: "etree._Element", name: str) -> str | None:
    """The text of the first child of a name, on one line; None when it is blank."""
    child = element.find(name)
    return None if child is None else one_line("".join(map(str, child.itertext()))) or None
