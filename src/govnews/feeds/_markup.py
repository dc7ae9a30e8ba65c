"""Text, addresses and dates as the feed formats write them."""

import re
from datetime import UTC, datetime, tzinfo
from html import escape as escape_html
from html.entities import name2codepoint
from typing import Final, NamedTuple

#: Namespaces that the head of every RSS feed declares.
ATOM: Final = "http://www.w3.org/2005/Atom"
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
DC: Final = "http://purl.org/dc/elements/1.1/"
MEDIA: Final = "http://search.yahoo.com/mrss/"
#: Namespaces declared where they are used.
HISTORY: Final = "http://purl.org/syndication/history/1.0"
TOMBSTONES: Final = "http://purl.org/atompub/tombstones/1.0"
THREADING: Final = "http://purl.org/syndication/thread/1.0"
SLASH: Final = "http://purl.org/rss/1.0/modules/slash/"

#: Bytes that ask for a closer look: controls, and what leads U+F000 to U+FFFF.
_NOTABLE = bytes(sorted({*range(0x20), 0xEF} - {0x09, 0x0A, 0x0D}))
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


class UncarriableError(ValueError):
    """A text holds a character that XML cannot carry."""

    def __str__(self) -> str:
        return "holds a character XML cannot carry"


def utf8(value: str) -> bytes:
    """A text as the bytes of a document, when XML can carry it (XML 1.0, section 2.2).

    Raises:
        UncarriableError: It cannot.
    """
    try:
        data = value.encode()
    except UnicodeEncodeError as error:
        raise UncarriableError from error
    if len(data.translate(None, _NOTABLE)) != len(data) and _FORBIDDEN.search(data):
        raise UncarriableError
    return data


def text(value: str) -> str:
    """Character data of an XML element."""
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace("\r", "&#13;") if "\r" in value else value


def attribute(value: str) -> str:
    """The value of an XML attribute, to stand between double quotes."""
    value = text(value).replace('"', "&quot;")
    return value.replace("\t", "&#9;").replace("\n", "&#10;")


def plain(value: str) -> str:
    """Plain text in an RSS element: RSS Best Practices Profile, "Character Data".

    Hexadecimal references tell readers that the text is not HTML.
    """
    value = value.replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&gt;")
    return value.replace("\r", "&#13;") if "\r" in value else value


_END_TAG = re.compile(r"</\w")
_REFERENCE = re.compile(r"&(#?\w+)")


def _looks_like_html(value: str) -> bool:
    """Whether a validator takes a plain text for HTML: an end tag or a known reference."""
    if _END_TAG.search(value):
        return True
    return any(
        not name.isalpha() or name in name2codepoint or name == "apos"
        for name in _REFERENCE.findall(value)
    )


def shown(value: str) -> tuple[str, str]:
    """The type a plain text is best declared as, ``text`` or ``html``, and its characters.

    A text that looks like HTML is written as HTML that shows it, so that no reader guesses.
    """
    if ("&" in value or "</" in value) and _looks_like_html(value):
        return "html", text(escape_html(value, quote=False))
    return "text", text(value)


def construct(name: str, value: str) -> str:
    """An Atom text construct of plain text (RFC 4287, section 3.1)."""
    kind, characters = shown(value)
    return (
        f'<{name} type="html">{characters}</{name}>'
        if kind == "html"
        else f"<{name}>{characters}</{name}>"
    )


def paragraphs(value: str) -> str:
    """Plain text as HTML: blank lines part paragraphs, line ends break lines."""
    parts = re.split(r"\n\s*\n", escape_html(value.replace("\r\n", "\n"), quote=False).strip())
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part)


_CLEAN_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]*")
_URI_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*:)(//[^/?#]*)?([^#]*)(#.*)?", re.DOTALL)
_HOST = re.compile(r"(//(?:[^@]*@)?)([^@:\[\]]*)(.*)", re.DOTALL)
#: What a URI may not hold as it is; "%" only where no two hexadecimal digits follow.
_ESCAPED = re.compile(r"[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")

#: The same of an authority, in which brackets stand around IPv6 addresses.
_ESCAPED_AUTHORITY = re.compile(r"[^A-Za-z0-9\-._~:@!$&'()*+,;=%\[\]/]")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def uri(iri: str) -> str:
    """An address as a URI: RFC 3987, section 3.1; a host name by IDNA where it can be.

    What comes out holds no quotes and no white space, so :func:`text` is enough to write it
    as an attribute.

    Raises:
        UncarriableError: It holds a lone surrogate.
    """
    if _CLEAN_URI.fullmatch(iri):
        return iri
    try:
        return _uri(iri)
    except UnicodeEncodeError as error:
        raise UncarriableError from error


def _uri(iri: str) -> str:
    parts = _URI_PARTS.fullmatch(iri)
    if parts is None:
        return _ESCAPED.sub(_percent, iri)
    scheme, authority, path, fragment = parts.groups("")
    if authority and not authority.isascii():
        user, host, port = _HOST.fullmatch(authority).groups()  # type: ignore[union-attr]  # every authority has this shape
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = _ESCAPED.sub(_percent, host)
        authority = user + host + port
    authority = _ESCAPED_AUTHORITY.sub(_percent, authority)
    path = _ESCAPED.sub(_percent, path)
    fragment = fragment[:1] + _ESCAPED.sub(_percent, fragment[1:])
    return scheme + authority + path + fragment


_MAIL = re.compile(r"[A-Za-z0-9_.+'-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+")


def is_mail(value: str | None) -> bool:
    """Whether a text is a plain mail address, as RSS and Atom ask for."""
    return value is not None and _MAIL.fullmatch(value) is not None


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = {f"{number:02d}": name for number, name in enumerate(_MONTHS, 1)}
#: Lengths of ISO 8601 texts whose offset is whole minutes, without and with microseconds.
_WHOLE_MINUTES = (25, 32)


class Stamp(NamedTuple):
    """An instant as feeds print it."""

    #: In the portal's zone; in UTC where the zone's offset has seconds.
    value: datetime
    #: As Atom and JSON Feed write it (RFC 3339).
    rfc3339: str

    @property
    def rfc822(self) -> str:
        """As RSS writes it: RFC 822, with the year in four digits."""
        iso = self.rfc3339
        day, month, clock = iso[8:10], _MONTH_NAMES[iso[5:7]], iso[11:19]
        weekday = _DAYS[self.value.weekday()]
        return f"{weekday}, {day} {month} {iso[:4]} {clock} {iso[-6:-3]}{iso[-2:]}"


def stamp(value: datetime, zone: tzinfo) -> Stamp:
    """An aware datetime as an instant in a zone.

    Raises:
        ValueError: No calendar has that instant in the zone.
    """
    try:
        local = value.astimezone(zone)
        iso = local.isoformat()
        if len(iso) not in _WHOLE_MINUTES:
            local = value.astimezone(UTC)
            iso = local.isoformat()
    except OverflowError as error:
        raise ValueError(f"{value.isoformat()} is on no calendar in the portal's zone") from error
    return Stamp(local, iso)
