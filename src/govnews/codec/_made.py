"""Functions made for one class each: they read and write its objects without a loop.

cattrs makes functions in the same way, out of a class's fields. These are for classes of the
model alone, and know more of them than cattrs can: that a default keeps its law, and which
quick test settles a law. So a reader need not call the constructor, which would ask the law of
every field; it makes the same value as the constructor would, or raises.

These are the functions for ``Related``, with two of its four fields::

    def read(data):
        if type(data) is not dict:
            raise TypeError
        left = len(data)
        if '@type' in data:
            if data['@type'] != 'Related':
                return read_marked(data)
            left -= 1
        one = unfinished()
        unsure = ()
        value = data['uri']
        if type(value) is not str:
            value = take_uri(value)
        one.uri = value
        if value is None or not keeps_law_uri(value):
            unsure += (field_uri,)
        if 'title' in data:
            left -= 1
            value = data['title']
            if type(value) is not str and value is not None:
                value = take_title(value)
            one.title = value
            if value is None or not keeps_law_title(value):
                unsure += (field_title,)
        else:
            one.title = default_title
        if left != 1:
            raise ValueError
        one.__class__ = kind
        for field in unsure:
            field.validator(one, field, getattr(one, field.name))
        return one

    def write(one):
        if type(one) is not kind:
            return write_other(one)
        data = {'uri': one.uri}
        value = one.title
        if value is not None:
            data['title'] = value
        return data
"""

from collections.abc import Callable, Iterable
from functools import cache
from types import NoneType
from typing import Any, cast, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.fns import identity

from ..model._laws import QUICK_TESTS, frozen_tuple, nfc_tuple
from ._hooks import TYPE_KEY, Hook, Shortcut, TwoWayHook, plain_types, shortest

Names = dict[str, Any]


def made_by_its_fields(kind: type) -> bool:
    """Whether the constructor only takes fields, so that a reader may do without it."""
    return all(
        one.init and not isinstance(one.default, attrs.Factory)  # type: ignore[arg-type]  # a class
        for one in _fields(kind)
    )


def make_reader(kind: type, converter: Converter, read_marked: Shortcut) -> Shortcut:
    """What reads an object of one class from a dict, if it has no fault.

    Args:
        kind: The class; its constructor only takes fields.
        converter: Knows the types of the fields.
        read_marked: Reads an object that is marked as one of another class.

    Returns:
        A function that gives the value, or raises anything at one that has a fault or that
        it does not know how to read.
    """
    names: Names = {
        "kind": kind,
        "unfinished": _unfinished(kind),
        "read_marked": read_marked,
    }
    fields = _fields(kind)
    body = [
        "if type(data) is not dict:",
        "    raise TypeError",
        "left = len(data)",
        f"if {TYPE_KEY!r} in data:",
        f"    if data[{TYPE_KEY!r}] != {kind.__name__!r}:",
        "        return read_marked(data)",
        "    left -= 1",
        "one = unfinished()",
        "unsure = ()",
    ]
    for field in fields:
        body += _reading(field, converter, names)
    required = sum(field.default is attrs.NOTHING for field in fields)
    body += [
        f"if left != {required}:",
        "    raise ValueError",
        "one.__class__ = kind",
        "for field in unsure:",
        "    field.validator(one, field, getattr(one, field.name))",
    ]
    if hasattr(kind, "__attrs_post_init__"):
        body.append("one.__attrs_post_init__()")
    reader: Shortcut = _function("read", "data", [*body, "return one"], names)
    return reader


def _reading(field: "attrs.Attribute[Any]", converter: Converter, names: Names) -> list[str]:
    """Lines that read one field, or give it its default."""
    name, law = field.name, field.validator
    hook = converter.get_structure_hook(field.type)
    lines = [f"value = data[{name!r}]"]
    if get_origin(field.type) is tuple and isinstance(hook, TwoWayHook):
        # Lists are common enough to leave out a call of their own hook.
        lines += _taking_list(name, get_args(field.type)[0], converter, names)
        law = None if law is frozen_tuple and field.converter is None else law
    else:
        lines += _taking(name, field.type, hook, names)
    test = QUICK_TESTS.get(law) if law else None
    unsettled = [f"unsure += (field_{name},)"]
    convert: object = field.converter
    if convert is not None:
        names[f"convert_{name}"] = convert
        if convert is nfc_tuple and test:
            # What passes the test of a text is in form C.
            unsettled.insert(0, f"one.{name} = convert_{name}(value)")
        else:
            lines.append(f"value = convert_{name}(value)")
    lines.append(f"one.{name} = value")
    if test:
        names[f"keeps_law_{name}"] = test
        lines.append(f"if value is None or not keeps_law_{name}(value):")
        lines += [f"    {line}" for line in unsettled]
    elif law:
        lines += unsettled
    names[f"field_{name}"] = field
    if field.default is attrs.NOTHING:
        return lines
    names[f"default_{name}"] = _default(field)
    return [
        f"if {name!r} in data:",
        "    left -= 1",
        *(f"    {line}" for line in lines),
        "else:",
        f"    one.{name} = default_{name}",
    ]


def _taking(name: str, kind: Any, hook: Hook, names: Names) -> list[str]:
    """Lines that turn a value of JSON into one of a type."""
    names[f"take_{name}"] = shortest(hook, kind)
    take = f"value = take_{name}(value)"
    plain = plain_types(hook, kind)
    return [f"if {_is_none_of(plain, 'value')}:", f"    {take}"] if plain else [take]


def _taking_list(name: str, kind: Any, converter: Converter, names: Names) -> list[str]:
    """Lines that turn a list of JSON into a tuple of members of a type."""
    hook = converter.get_structure_hook(kind)
    lines = ["if type(value) is not list:", "    raise TypeError"]
    if plain := plain_types(hook, kind):
        lines += ["for member in value:", f"    if {_is_none_of(plain, 'member')}:"]
        return [*lines, "        raise TypeError", "value = tuple(value)"]
    names[f"take_{name}"] = shortest(hook, kind)
    return [*lines, f"value = tuple(map(take_{name}, value))"]


def _is_none_of(types: tuple[type, ...], value: str) -> str:
    return " and ".join(
        f"{value} is not None" if one is NoneType else f"type({value}) is not {one.__name__}"
        for one in types
    )


def make_writer(
    kind: type,
    converter: Converter,
    write_other: Callable[[Any], Any],
    *,
    in_full: bool,
    as_they_are: Iterable[str],
) -> Callable[[Any], dict[str, Any]]:
    """What writes an instance of one class as a dict.

    Args:
        kind: The class; its constructor only takes fields.
        converter: Knows the types of the fields.
        write_other: Writes an instance of another class.
        in_full: Whether fields that hold their default are written too.
        as_they_are: Names of the fields whose values are left to the back end.
    """
    names: Names = {"kind": kind, "write_other": write_other}
    always, body = [], []
    for field in _fields(kind):
        name = field.name
        give = converter.get_unstructure_hook(field.type)
        if give is identity or name in as_they_are:
            given = "{}"
        else:
            names[f"give_{name}"] = give
            given = f"give_{name}({{}})"
        if in_full or field.default is attrs.NOTHING:
            always.append(f"{name!r}: {given.format(f'one.{name}')}")
            continue
        names[f"default_{name}"] = default = _default(field)
        differs = "value is not None"
        if default is not None:
            differs = f"value is not default_{name} and value != default_{name}"
        body += [
            f"value = one.{name}",
            f"if {differs}:",
            f"    data[{name!r}] = {given.format('value')}",
        ]
    body = [
        "if type(one) is not kind:",
        "    return write_other(one)",
        f"data = {{{', '.join(always)}}}",
        *body,
        "return data",
    ]
    writer: Callable[[Any], dict[str, Any]] = _function("write", "one", body, names)
    return writer


@cache
def _unfinished(kind: type) -> type:
    """A class whose instances can be filled, and made one of ``kind`` when they are.

    Setting an attribute of one takes a nanosecond; past the guard of a frozen class it takes forty.
    """
    free = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"Unfinished{kind.__name__}", (kind,), {"__slots__": (), **free})


def _fields(kind: type) -> "tuple[attrs.Attribute[Any], ...]":
    return tuple(attrs.fields(attrs.resolve_types(kind)))


def _default(field: "attrs.Attribute[Any]") -> Any:
    convert = cast("Callable[[Any], Any] | None", field.converter)
    return field.default if convert is None else convert(field.default)


def _function(name: str, argument: str, body: Iterable[str], names: Names) -> Any:
    lines = [f"def {name}({argument}):", *(f"    {line}" for line in body)]
    exec("\n".join(lines), names)  # noqa: S102  # made of the fields of our own classes alone
    return names[name]
