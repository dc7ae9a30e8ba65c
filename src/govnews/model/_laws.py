"""The laws that types cannot say, as attrs converters and validators.

A law is checked once, when a value is made; what is merely a type is left to the type
checker and, at the edge, to the codec.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from unicodedata import is_normalized, normalize

import attrs

from ..errors import ModelError

#: What nearly all Vietnamese text is made of: characters that XML can carry and that stay as
#: they are in normalisation form C whatever stands beside them, so one pass settles both.
_PLAIN_TEXT = re.compile("[\t\n\r -~\xa0-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]*").fullmatch
#: XML 1.0 (fifth edition), section 2.2, production [2] Char.
_XML_TEXT = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
#: RFC 3986, section 3.1, then anything that is not white space, a control or a delimiter.
_ABSOLUTE_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>\"{}|\\^`\s]+").fullmatch
_WEB_URL = re.compile(
    r"[Hh][Tt][Tt][Pp][Ss]?://"
    r"[^\x00-\x20\x7f<>\"{}|\\^`\s/?#]+[^\x00-\x20\x7f<>\"{}|\\^`\s]*"
).fullmatch
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
    if not isinstance(value, str) or value.isascii() or is_normalized("NFC", value):
        return value
    return normalize("NFC", value)


def text(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A text that XML can carry, kept in Unicode normalisation form C; it may be empty."""
    if not isinstance(value, str):
        raise fail(instance, attribute.name, value, "is not a text")
    if _PLAIN_TEXT(value):
        return
    if not _XML_TEXT.fullmatch(value):
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
    if type(value) is str and value.isascii() and _ABSOLUTE_URI(value):
        return  # Any text of ASCII that matches is one that XML can carry, in form C.
    text(instance, attribute, value)
    if not _ABSOLUTE_URI(value):  # type: ignore[call-overload]
        raise fail(instance, attribute.name, value, "is not an absolute URI")


def web_url(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """An absolute ``http`` or ``https`` address."""
    if type(value) is str and value.isascii() and _WEB_URL(value):
        return  # Any text of ASCII that matches is one that XML can carry, in form C.
    text(instance, attribute, value)
    if not _WEB_URL(value):  # type: ignore[call-overload]
        raise fail(instance, attribute.name, value, "is not an absolute http(s) URL")


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


def one_of(*choices: str) -> Validator:
    """One of a closed list of names."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if value not in choices:
            raise fail(instance, attribute.name, value, f"is none of {', '.join(choices)}")

    return check


def frozen_tuple(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A tuple: a list would let a frozen value change."""
    if type(value) is not tuple:
        raise fail(instance, attribute.name, value, "is not a tuple")


def tuple_of(member: Validator) -> Validator:
    """A tuple whose every member keeps a law."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        frozen_tuple(instance, attribute, value)
        for one in value:
            member(instance, attribute, one)

    return check


def optional(law: Validator) -> Validator:
    """The law, or None."""

    def check(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if value is not None:
            law(instance, attribute, value)

    return check


def nfc_tuple(values: tuple[str, ...]) -> tuple[str, ...]:
    """:func:`nfc` for every member; what is not a tuple is left to its validator."""
    return tuple(map(nfc, values)) if values and type(values) is tuple else values
