"""The laws that types cannot say, as attrs converters and validators.

A law is checked once, when a value is made; what is merely a type is left to the type
checker and, at the edge, to the codec.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from unicodedata import is_normalized, normalize
from urllib.parse import urlsplit

import attrs

from ..errors import ModelError

#: What nearly all Vietnamese text is made of: characters that XML can carry and that stay as
#: they are in normalisation form C whatever stands beside them, so one pass settles both.
_PLAIN = "[\t\n\r -~\xa0-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]"
_PLAIN_TEXT = re.compile(f"{_PLAIN}*").fullmatch
#: The same where the first character shows already that the text is not blank.
_PLAIN_FILLED_TEXT = re.compile(rf"(?!\s){_PLAIN}+").fullmatch
#: RFC 3986, section 3.1, then anything that is not white space, a control or a delimiter.
_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>\"{}|\\^`\s]+").fullmatch
_WEB_URL = re.compile(
    r"[Hh][Tt][Tt][Pp][Ss]?://"
    r"[^\x00-\x20\x7f<>\"{}|\\^`\s/?#]+[^\x00-\x20\x7f<>\"{}|\\^`\s]*"
).fullmatch
#: The same within ASCII, where one pass settles that XML can carry them, in form C.
_ASCII_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[!#-;=?-\[\]_a-z~]+").fullmatch
#: A host in brackets, a port and a user are left to be looked at.
_ASCII_WEB_URL = re.compile(r"https?://[!$-.0-9;=A-Z_a-z~]+(?:[/?#][!#-;=?-\[\]_a-z~]*)?").fullmatch
_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
#: RFC 5646, section 2.1, as far as portals use it: language, script, region, variants.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(?: *;.*)?")

Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def fail(instance: object, field: str, value: object, reason: str) -> ModelError:
    """The error for a value that breaks a law of ``instance``'s class."""
    return ModelError(type(instance).__name__, field, value, reason)


def nfc(value: str) -> str:
    """Text in Unicode normalisation form C; anything else unchanged, for its validator."""
    return normalize("NFC", value) if isinstance(value, str) else value


@cache
def _xml_text() -> re.Pattern[str]:
    """XML 1.0 (fifth edition), section 2.2, production [2] Char.

    It is compiled when a text first needs it, as that takes two milliseconds.
    """
    return re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


def text(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A text that XML can carry, kept in Unicode normalisation form C; it may be empty."""
    if not isinstance(value, str):
        raise fail(instance, attribute.name, value, "is not a text")
    if _PLAIN_TEXT(value):
        return
    if not _xml_text().fullmatch(value):
        raise fail(instance, attribute.name, value, "holds a character XML cannot carry")
    if not is_normalized("NFC", value):
        # The value is still being made: its own constructor may complete a frozen one.
        object.__setattr__(instance, attribute.name, normalize("NFC", value))


def filled_text(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A :func:`text` that is not blank."""
    text(instance, attribute, value)
    if not value or value.isspace():  # type: ignore[attr-defined]  # text() has checked it
        raise fail(instance, attribute.name, value, "is empty")


def aware(instance: object, attribute: "attrs.Attribute[Any]", value: datetime) -> None:
    """A datetime with a zone whose offset is whole minutes (RFC 3339, section 4.2)."""
    offset = value.utcoffset() if isinstance(value, datetime) else None
    if offset is None:
        raise fail(instance, attribute.name, value, "is not a datetime with a time zone")
    if offset.seconds % 60 or offset.microseconds:
        raise fail(instance, attribute.name, value, "has an offset that is not whole minutes")


def absolute_uri(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A URI or IRI with a scheme (RFC 3986, section 4.3; RFC 3987)."""
    if type(value) is str and _ASCII_URI(value):
        return
    text(instance, attribute, value)
    if not _ABSOLUTE_URI(value):  # type: ignore[call-overload]
        raise fail(instance, attribute.name, value, "is not an absolute URI")


def web_url(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """An absolute ``http`` or ``https`` address with a host (RFC 9110, section 4.2)."""
    if type(value) is str and _ASCII_WEB_URL(value):
        return
    text(instance, attribute, value)
    if not _WEB_URL(value) or not _has_host(value):  # type: ignore[call-overload,arg-type]
        raise fail(instance, attribute.name, value, "is not an absolute http(s) URL")


def _has_host(url: str) -> bool:
    """Whether an address can be taken apart, names a host, and any port is a number."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port  # Asking for a port that is no number raises.
    except ValueError:
        return False
    return bool(host)


def identifier(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A short name that is safe in URLs, file names and calendars: ``van-hoa``."""
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise fail(
            instance, attribute.name, value, "is not a key of A-Z, a-z, 0-9 and inner '.', '_', '-'"
        )


def language_tag(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A language tag of RFC 5646: ``vi``, ``en-GB``."""
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise fail(instance, attribute.name, value, "is not a language tag")


def calendar_date(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A date that is not also a datetime, whose day would depend on its zone."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise fail(instance, attribute.name, value, "is not a date")


def media_type_name(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A media type of RFC 6838: ``image/jpeg``."""
    if not isinstance(value, str) or not _MEDIA_TYPE.fullmatch(value):
        raise fail(instance, attribute.name, value, "is not a media type")


def not_negative(instance: object, attribute: "attrs.Attribute[Any]", value: int) -> None:
    """A whole number of 0 or more."""
    if type(value) is not int or value < 0:
        raise fail(instance, attribute.name, value, "is not a whole number of 0 or more")


def positive(instance: object, attribute: "attrs.Attribute[Any]", value: int) -> None:
    """A whole number of 1 or more."""
    if type(value) is not int or value < 1:
        raise fail(instance, attribute.name, value, "is not a whole number of 1 or more")


def duration(instance: object, attribute: "attrs.Attribute[Any]", value: timedelta) -> None:
    """A length of time above zero."""
    if not isinstance(value, timedelta) or value <= timedelta(0):
        raise fail(instance, attribute.name, value, "is not a duration above zero")


def frozen_tuple(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A tuple: a list would let a frozen value change."""
    if type(value) is not tuple:
        raise fail(instance, attribute.name, value, "is not a tuple")


def _is_aware(value: Any) -> bool:
    offset = value.utcoffset() if type(value) is datetime else None
    return offset is not None and not (offset.seconds % 60 or offset.microseconds)


#: Beside a law, a test that holds only for values which the law takes as they are. Where it
#: does not hold, or raises, the law still decides. It is there for what makes many values from
#: data of any kind, as the codec does: it costs a third of asking the law.
QUICK_TESTS: dict[Validator, Callable[[Any], object]] = {
    text: _PLAIN_TEXT,
    filled_text: _PLAIN_FILLED_TEXT,
    absolute_uri: _ASCII_URI,
    web_url: _ASCII_WEB_URL,
    identifier: _KEY.fullmatch,
    language_tag: _LANGUAGE.fullmatch,
    media_type_name: _MEDIA_TYPE.fullmatch,
    aware: _is_aware,
    not_negative: lambda value: type(value) is int and value >= 0,
    positive: lambda value: type(value) is int and value > 0,
    frozen_tuple: lambda value: type(value) is tuple,
}


def one_of(*choices: str) -> Validator:
    """One of a closed list of names."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if value not in choices:
            raise fail(instance, attribute.name, value, f"is none of {', '.join(choices)}")

    QUICK_TESTS[check] = frozenset(choices).__contains__
    return check


def tuple_of(member: Validator) -> Validator:
    """A tuple whose every member keeps a law."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        frozen_tuple(instance, attribute, value)
        for one in value:
            member(instance, attribute, one)

    if member in QUICK_TESTS:
        test = QUICK_TESTS[member]

        def keeps_law(values: object) -> bool:
            if type(values) is not tuple:
                return False
            for one in values:  # noqa: SIM110  # all() and a generator take twice as long
                if not test(one):
                    return False
            return True

        QUICK_TESTS[check] = keeps_law
    return check


def optional(law: Validator) -> Validator:
    """The law, or None."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if value is not None:
            law(instance, attribute, value)

    if law in QUICK_TESTS:
        QUICK_TESTS[check] = QUICK_TESTS[law]
    return check


def nfc_tuple(values: tuple[str, ...]) -> tuple[str, ...]:
    """:func:`nfc` for every member; what is not a tuple is left to its validator."""
    return tuple(map(nfc, values)) if values and type(values) is tuple else values
