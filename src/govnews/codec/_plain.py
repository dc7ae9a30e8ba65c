"""Plain values on the wire: texts, numbers, lists, times. Nothing is coerced in silence."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Literal, NewType, Union, get_args, get_origin
from uuid import UUID

from cattrs import Converter
from cattrs.cols import (
    homogenous_tuple_structure_factory,
    list_structure_factory,
    mapping_structure_factory,
)
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.fns import identity

from ..model import DocumentNumber
from ._hooks import Hook, Shortcut, TwoWayHook, plain_types, shortest

_NAMES: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
    dict: "an object",
    list: "a list",
}

#: ISO 8601, section 5.5.2: days, hours, minutes and seconds, those of a fixed length.
_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<days>\d{1,9})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?"
    r"(?:(?P<seconds>\d{1,9})(?:\.(?P<fraction>\d{1,6}))?S)?)?",
    re.ASCII,
)
#: A whole number that is a key: keys of JSON are texts. One number has one text.
_NumberKey = NewType("_NumberKey", int)
_NUMBER_KEY = re.compile("0|-?[1-9][0-9]*").fullmatch


def expected(what: str, value: object) -> TypeError:
    """The error for a value of another JSON type than the field's."""
    return TypeError(f"expected {what}, got {_NAMES.get(type(value), type(value).__name__)}")


def refuse_coercion(converter: Converter) -> None:
    """Texts, numbers, choices, lists and objects are taken as they are, or refused."""
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook(float, _number)
    converter.register_unstructure_hook(float, _finite)
    converter.register_structure_hook_factory(_is_choice, _choice)
    converter.register_structure_hook_factory(_is_list, _list)
    converter.register_structure_hook_factory(_is_row, _row)
    converter.register_structure_hook(_NumberKey, _number_key)
    converter.register_structure_hook_factory(_is_object, _object)
    converter.register_unstructure_hook_factory(_is_object, _give_object)
    converter.register_structure_hook_factory(_is_optional, _optional)


def _exactly(kind: type) -> Hook:
    name = _NAMES[kind]

    def take(value: Any, target: Any = kind) -> Any:
        if type(value) is not kind:
            raise expected(name, value)
        is_subclass = isinstance(target, type) and target is not kind
        return target(value) if is_subclass else value

    return TwoWayHook(take, lambda: take, plain=(kind,), only=kind)


def _number(value: Any, target: Any) -> float:
    if type(value) not in (int, float):
        raise expected(_NAMES[float], value)
    number: float = target(value) if isinstance(target, type) else float(value)
    return number


def _finite(value: float) -> float:
    # Back ends would write what no reader takes, or null in its place.
    if not isfinite(value):
        raise ValueError(f"{value} is no JSON number")
    return value


def _is_choice(kind: Any) -> bool:
    # Members of enumerations are on the wire by their values, which cattrs knows to read.
    return get_origin(kind) == Literal and not any(isinstance(one, Enum) for one in get_args(kind))


def _choice(kind: Any) -> Hook:
    choices = get_args(kind)

    def take(value: Any, _: Any) -> Any:
        for choice in choices:
            if type(value) is type(choice) and value == choice:
                return value
        raise ValueError(f"{value!r} is none of {', '.join(map(str, choices))}")

    return take


def _is_list(kind: Any) -> bool:
    origin, args = get_origin(kind) or kind, get_args(kind)
    is_any_length = not args or origin is not tuple or args[1:] == (...,)
    return origin in (list, tuple, Sequence) and is_any_length


def _list(kind: Any, converter: Converter) -> Hook:
    # A sequence that is not said to be a list cannot be changed.
    origin: Any = list if (get_origin(kind) or kind) is list else tuple
    member = next(iter(get_args(kind)), Any)
    factory = list_structure_factory if origin is list else homogenous_tuple_structure_factory
    whole: Any = list[member] if origin is list else tuple[member, ...]  # type: ignore[valid-type]  # known when run
    take_members = factory(whole, converter)

    def take(value: Any, kind: Any) -> Any:
        if type(value) not in (list, tuple):
            raise expected(_NAMES[list], value)
        return take_members(value, kind)

    def shortcut() -> Shortcut:
        hook = converter.get_structure_hook(member)
        take_member, plain = shortest(hook, member), plain_types(hook, member)

        def take_faultless(value: Any) -> Any:
            if type(value) is not list:
                raise expected(_NAMES[list], value)
            if plain:
                return origin([one if type(one) in plain else take_member(one) for one in value])
            return origin(map(take_member, value))

        return take_faultless

    return TwoWayHook(take, shortcut)


def _is_row(kind: Any) -> bool:
    return get_origin(kind) is tuple and not _is_list(kind)


def _row(kind: Any, converter: Converter) -> Hook:
    """A tuple of so many members, each of a type of its own."""
    members = get_args(kind)

    def take(value: Any, _: Any) -> Any:
        if type(value) not in (list, tuple):
            raise expected(_NAMES[list], value)
        if len(value) != len(members):
            raise ValueError(f"expected {len(members)} members, got {len(value)}")
        taken, faults = [], []
        for place, (one, member) in enumerate(zip(value, members, strict=True)):
            try:
                taken.append(converter.structure(one, member))
            except Exception as error:  # noqa: BLE001  # every fault is told, whatever it is
                error.add_note(IterableValidationNote(f"member {place}", place, member))
                faults.append(error)
        if faults:
            raise IterableValidationError("While reading a tuple", faults, tuple)
        return tuple(taken)

    return take


def _is_object(kind: Any) -> bool:
    return (get_origin(kind) or kind) in (dict, Mapping)


def _object(kind: Any, converter: Converter) -> Hook:
    key, member = get_args(kind) or (Any, Any)
    whole: Any = dict[_NumberKey if key is int else key, member]  # type: ignore[misc]  # known when run
    take_members = mapping_structure_factory(whole, converter)

    def take(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise expected(_NAMES[dict], value)
        return take_members(value, whole)

    return take


def _number_key(value: Any, _: Any) -> int:
    if type(value) is not str or not _NUMBER_KEY(value):
        raise ValueError(f"expected {_NAMES[int]} as the key")
    return int(value)


def _give_object(kind: Any, converter: Converter) -> Any:
    give_key, give = map(converter.get_unstructure_hook, get_args(kind) or (Any, Any))

    return lambda value: {_key_text(give_key(key)): give(one) for key, one in value.items()}


def _key_text(key: Any) -> str:
    if isinstance(key, str):
        return str.__str__(key)  # A member of an enumeration is not enough for orjson.
    if type(key) is not int:
        raise TypeError(f"{key!r} is neither text nor a whole number, as a key is to be")
    return str(key)


def _is_optional(kind: Any) -> bool:
    args = get_args(kind)
    return get_origin(kind) in (Union, UnionType) and len(args) == 2 and NoneType in args  # noqa: PLR2004  # X | None


def _member(kind: Any) -> Any:
    """X of ``X | None``."""
    return next(one for one in get_args(kind) if one is not NoneType)


def _optional(kind: Any, converter: Converter) -> Hook:
    member = _member(kind)
    take_member = converter.get_structure_hook(member)

    def take(value: Any, _: Any) -> Any:
        return None if value is None else take_member(value, member)

    return TwoWayHook(
        take,
        lambda: shortest(take_member, member),
        plain=(*plain_types(take_member, member), NoneType),
    )


def write_lists_and_gaps_directly(converter: Converter) -> None:
    """What JSON holds as it is, is not called for; cattrs does so only for what is required."""

    def give_optional(kind: Any, converter: Converter) -> Any:
        give = converter.get_unstructure_hook(_member(kind))
        return (
            identity if give is identity else lambda value: None if value is None else give(value)
        )

    def give_tuple(kind: Any, converter: Converter) -> Any:
        give = converter.get_unstructure_hook(next(iter(get_args(kind)), Any))
        return list if give is identity else lambda value: list(map(give, value))

    converter.register_unstructure_hook_factory(_is_optional, give_optional)
    converter.register_unstructure_hook_factory(_is_list, give_tuple)


def write_times_as_iso_8601(converter: Converter) -> None:
    """Dates, times and durations as ISO 8601 texts; document numbers and UUIDs as their own."""
    for kind, read in (
        (datetime, _read_datetime),
        (date, date.fromisoformat),
        (time, _read_time),
    ):
        converter.register_unstructure_hook(kind, kind.isoformat)
        converter.register_structure_hook(kind, _from_text(read))
    converter.register_unstructure_hook(timedelta, write_duration)
    converter.register_structure_hook(timedelta, _from_text(read_duration))
    converter.register_unstructure_hook(DocumentNumber, str)
    converter.register_structure_hook(DocumentNumber, _from_text(DocumentNumber.parse))
    converter.register_unstructure_hook(UUID, str)
    converter.register_structure_hook(UUID, _from_text(UUID))


def _from_text(read: Callable[[str], Any]) -> Hook:
    def take(value: Any, _: Any = None) -> Any:
        if type(value) is not str:
            raise expected(_NAMES[str], value)
        return read(value)

    return TwoWayHook(take, lambda: read)


def _read_datetime(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(f"{text!r} has no time of day with an offset (RFC 3339)")
    return value


def _read_time(text: str) -> time:
    value = time.fromisoformat(text)
    if value.tzinfo is not None:
        raise ValueError(f"{text!r} has an offset, a time of day on its own has none")
    return value


def write_duration(value: timedelta) -> str:
    """A duration as ISO 8601 writes it: ``PT15M``."""
    sign = "-" if value < timedelta(0) else ""
    value = abs(value)
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    date_part = f"{value.days}D" if value.days else ""
    time_part = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if value.microseconds:
        time_part += f"{seconds}.{value.microseconds:06}".rstrip("0") + "S"
    elif seconds:
        time_part += f"{seconds}S"
    if time_part:
        time_part = "T" + time_part
    return f"{sign}P{date_part}{time_part}" if date_part or time_part else "PT0S"


def read_duration(text: str) -> timedelta:
    """The duration that an ISO 8601 text names; years and months have no fixed length."""
    match = _DURATION.fullmatch(text)
    if match is None or text.endswith("P"):
        raise ValueError(f"{text!r} is not a duration of days, hours, minutes, seconds (ISO 8601)")
    part = {
        name: int(value)
        for name, value in match.groupdict("0").items()
        if name not in ("sign", "fraction")
    }
    try:
        value = timedelta(
            days=part["days"],
            hours=part["hours"],
            minutes=part["minutes"],
            seconds=part["seconds"],
            microseconds=int((match["fraction"] or "0").ljust(6, "0")),
        )
    except OverflowError as error:
        raise ValueError(f"{text!r} is longer than a duration can be") from error
    return -value if match["sign"] else value
