"""XMLTV: television listings out of broadcast plans."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from lxml import etree

from ..errors import BroadcastError
from ..model import Airing, BroadcastPlan, BroadcastService
from ._wording import description, one_line, title_of

_DOCTYPE = '<!DOCTYPE tv SYSTEM "xmltv.dtd">'


def to_xmltv(plans: Iterable[BroadcastPlan], start: datetime, end: datetime) -> bytes:
    """The airings of plans in a window as an XMLTV listing.

    Channels come from the plans' services, in the order of their keys; programmes are in the
    order of their starts. ``previously-shown`` marks reruns, with the start of the first run
    they repeat, and airings made of nothing but relays, with the day their source gives. An
    airing without a duration has no ``stop``. The document has no date of its own: the same
    plans give the same bytes.

    Args:
        plans: The plans; each needs a service.
        start: Begin of the window; aware.
        end: End of the window, itself left out; aware.

    Returns:
        The document (XMLTV DTD of the xmltv project), UTF-8.

    Raises:
        BroadcastError: A plan has no service, or an end of the window is naive.

    Example:
        >>> from datetime import time
        >>> from govnews import Recurrence, Slot
        >>> sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> plan = BroadcastPlan(
        ...     key="it-today",
        ...     title="IT TODAY",
        ...     service=BroadcastService(key="truyenhinh.sonla.vn", name="Truyền hình Sơn La"),
        ...     slots=(Slot(key="toi-chu-nhat", recurrence=sundays),),
        ... )
        >>> monday = datetime(2017, 2, 13, tzinfo=plan.zone)
        >>> listing = to_xmltv([plan], monday, monday + timedelta(days=7))
        >>> b'<programme start="20170219194500 +0700" channel="truyenhinh.sonla.vn">' in listing
        True
    """
    tv = etree.Element("tv", {"generator-info-name": "govnews"})
    services: dict[str, BroadcastService] = {}
    programmes = []
    for plan in plans:
        service = plan.service
        if service is None:
            reason = "is missing: a listing has programmes on channels only"
            raise BroadcastError(plan.key, "service", reason)
        services.setdefault(service.key, service)
        programmes += [
            (airing.start.astimezone(UTC), service.key, _programme(airing, plan, service))
            for airing in plan.airings(start, end)
        ]
    tv.extend(_channel(services[key]) for key in sorted(services))
    programmes.sort(key=lambda one: one[:2])
    tv.extend(programme for _, _, programme in programmes)
    etree.indent(tv)
    written: bytes = etree.tostring(tv, xml_declaration=True, encoding="UTF-8", doctype=_DOCTYPE)
    return written + b"\n"


def _channel(service: BroadcastService) -> "etree._Element":
    channel = etree.Element("channel", id=service.key)
    _add(channel, "display-name", service.name, lang=service.language)
    if service.url is not None:
        _add(channel, "url", service.url)
    return channel


def _programme(airing: Airing, plan: BroadcastPlan, service: BroadcastService) -> "etree._Element":
    """One programme; the DTD fixes the order of what it holds."""
    programme = etree.Element("programme", start=_written(airing.start))
    if airing.end is not None:
        programme.set("stop", _written(airing.end))
    programme.set("channel", service.key)
    _add(programme, "title", title_of(airing, plan), lang=plan.language)
    words = description(airing)
    if words:
        _add(programme, "desc", words.replace("\n", ". "), lang=plan.language)
    for theme in plan.themes:
        _add(programme, "category", theme, lang=plan.language)
    _add(programme, "language", plan.language)
    if airing.duration is not None:
        minutes, rest = divmod(airing.duration, timedelta(minutes=1))
        units = "seconds" if rest else "minutes"
        amount = int(airing.duration.total_seconds()) if rest else minutes
        _add(programme, "length", str(amount), units=units)
    shown = _previously_shown(airing, plan, service)
    if shown is not None:
        etree.SubElement(programme, "previously-shown", shown)
    return programme


def _previously_shown(
    airing: Airing, plan: BroadcastPlan, service: BroadcastService
) -> dict[str, str] | None:
    if airing.kind == "rerun":
        first_run = _first_run(airing, plan)
        if first_run is None:
            return {"channel": service.key}
        return {"start": _written(first_run), "channel": service.key}
    if airing.segments and all(segment.kind == "relay" for segment in airing.segments):
        published = [
            segment.source.published_at
            for segment in airing.segments
            if segment.source is not None and segment.source.published_at is not None
        ]
        return {"start": _written(min(published))} if published else {}
    return None


def _first_run(airing: Airing, plan: BroadcastPlan) -> datetime | None:
    """The start of the first run that a rerun repeats."""
    slot = plan.slot(airing.slot)
    if slot is None or slot.of is None:
        return None
    if slot.offset is not None:
        own = airing.exception is not None and airing.exception.slot == airing.slot
        followed = airing.moved_from if own and airing.moved_from else airing.start
        return (followed.astimezone(UTC) - slot.offset).astimezone(airing.start.tzinfo)
    # By a rule of its own it repeats the last one before it, if that is not long ago.
    for days in (8, 62, 800):
        since = airing.start - timedelta(days=days)
        first_runs = [one for one in plan.airings(since, airing.start) if one.slot == slot.of]
        if first_runs:
            return first_runs[-1].start
    return None


def _add(parent: "etree._Element", name: str, text: str, **attributes: str) -> None:
    # Line breaks would mean nothing in a listing (the DTD says so of all but desc).
    etree.SubElement(parent, name, attributes).text = one_line(text)


def _written(moment: datetime) -> str:
    return moment.strftime("%Y%m%d%H%M%S %z")
