"""Classes on the wire: model classes, a portal's subclasses of them, and extensions."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from sys import intern
from typing import Any

import attrs
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    StructureHandlerNotFoundError,
)
from cattrs.fns import identity
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from .. import model
from ..errors import ModelError
from ..model import Extensions, Organisation, Person, RawExtension, VisitStatistics
from ._hooks import TYPE_KEY, Hook, Shortcut, TwoWayHook, plain_types, shortest
from ._made import made_by_its_fields, make_reader, make_writer
from ._plain import expected

#: Every class of the model: a subclass of one must be registered to be written.
MODEL_CLASSES: frozenset[type] = frozenset(
    value for value in vars(model).values() if isinstance(value, type) and attrs.has(value)
)

#: Classes whose fields are all written, since readers of the JSON want the noughts too.
WRITTEN_IN_FULL = (VisitStatistics,)


def mark_classes(
    converter: Converter, types: tuple[type, ...], *, times_as_they_are: bool = False
) -> None:
    """Attrs classes as objects; registered subclasses marked with their name.

    With ``times_as_they_are`` the back end writes datetimes; then those of the model are left
    to it, as their laws refuse the offsets that back ends would write otherwise.
    """
    by_base: dict[type, dict[str, type]] = {}
    for kind in types:
        base = next((one for one in kind.__mro__[1:] if one in MODEL_CLASSES), None)
        if base is None or not attrs.has(kind):
            raise ValueError(f"{kind.__name__} is not an attrs class that extends a model class")
        siblings = by_base.setdefault(base, {})
        if kind.__name__ in siblings:
            raise ValueError(f"two of the given types are called {kind.__name__}")
        siblings[kind.__name__] = kind

    def structure(kind: type, converter: Converter) -> Hook:
        return _ObjectHook(kind, converter, by_base.get(kind, {}))

    def unstructure(kind: type, converter: Converter) -> Any:
        if kind in types:
            return _marking_hook(kind, converter)
        if kind not in MODEL_CLASSES and any(base in MODEL_CLASSES for base in kind.__mro__):
            return _refuse_unregistered
        times = _times(kind) if times_as_they_are and kind in MODEL_CLASSES else ()
        return _unstructure_hook(kind, converter, by_base.get(kind, {}), times)

    converter.register_structure_hook_factory(attrs.has, structure)
    converter.register_unstructure_hook_factory(attrs.has, unstructure)
    persons, organisations = (
        (base.__name__, *by_base.get(base, ())) for base in (Person, Organisation)
    )
    _mark_authors(converter, persons, organisations)


def _mark_authors(
    converter: Converter, persons: tuple[str, ...], organisations: tuple[str, ...]
) -> None:
    """Authors: each is marked with its class when written; an unmarked one is a person."""

    def is_author(kind: Any) -> bool:
        return bool(kind == Person | Organisation)

    def giver(_: Any, converter: Converter) -> Any:
        hooks: dict[type, Any] = {}

        def give(value: Any) -> dict[str, Any]:
            kind = type(value)
            if kind not in hooks:
                hooks[kind] = converter.get_unstructure_hook(kind)
            data: dict[str, Any] = hooks[kind](value)
            data[TYPE_KEY] = kind.__name__
            return data

        return give

    def taker(_: Any, converter: Converter) -> TwoWayHook:
        def take(value: Any, _: Any) -> Any:
            mark = value.get(TYPE_KEY) if isinstance(value, Mapping) else None
            if mark is None or mark in persons:
                return converter.structure(value, Person)
            if mark in organisations:
                return converter.structure(value, Organisation)
            raise _unknown_mark(mark, [*persons, *organisations])

        def shortcut() -> Shortcut:
            person, organisation = (
                shortest(converter.get_structure_hook(kind), kind)
                for kind in (Person, Organisation)
            )
            by_mark: dict[str | None, Shortcut] = dict.fromkeys({None, *persons}, person)
            by_mark |= dict.fromkeys(organisations, organisation)
            return lambda value: by_mark[value.get(TYPE_KEY)](value)

        return TwoWayHook(take, shortcut)

    # Factories are asked again when a portal registers hooks of its own later.
    converter.register_unstructure_hook_factory(is_author, giver)
    converter.register_structure_hook_factory(is_author, taker)


class _ObjectHook(TwoWayHook):
    """Reads objects of one class, and of its registered subclasses by their mark."""

    def __init__(self, kind: type, converter: Converter, subclasses: Mapping[str, type]) -> None:
        super().__init__(self._tell, partial(_object_shortcut, self, converter))
        self.kind = kind
        self.converter = converter
        self.subclasses = subclasses
        try:
            self.take_fields: Hook = make_dict_structure_fn(kind, converter)
        except StructureHandlerNotFoundError as error:
            raise _unreadable_field(kind, converter) or error from None

    def __call__(self, value: Any, kind: Any) -> Any:
        try:
            return self.shortcut(value)
        except Exception:  # noqa: BLE001, S110  # it is told below, with all others there are
            pass
        return self._tell(value, kind)

    def _tell(self, value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise expected("an object", value)
        kind, value = self.marked(value)
        if kind is not self.kind:
            return self.converter.get_structure_hook(kind)(value, kind)
        try:
            return self.take_fields(value, kind)
        except ClassValidationError as error:
            raise _with_every_law(error, value, kind, self.converter) from None

    def marked(self, value: Mapping[str, Any]) -> tuple[type, Mapping[str, Any]]:
        """Which class an object is of, and the object without the mark that says so."""
        name = value.get(TYPE_KEY)
        if name is None:
            return self.kind, value
        rest = dict(value)
        del rest[TYPE_KEY]
        if name == self.kind.__name__:
            return self.kind, rest
        subclass = self.subclasses.get(name) if isinstance(name, str) else None
        if subclass is None:
            raise _unknown_mark(name, [self.kind.__name__, *self.subclasses])
        return subclass, rest


def _unreadable_field(kind: type, converter: Converter) -> TypeError | None:
    """The error that names the field whose type no hook reads."""
    for field in attrs.fields(attrs.resolve_types(kind)):
        try:
            converter.get_structure_hook(field.type)
        except StructureHandlerNotFoundError as error:
            where = f"{kind.__name__}.{field.name}"
            name = getattr(error.type_, "__name__", str(error.type_))
            return TypeError(f"{where}: {name} is not read without a hook of your own")
    return None


def _unknown_mark(mark: object, known: Iterable[str]) -> ValueError:
    return ValueError(f"unknown {TYPE_KEY} {mark!r}; known: {', '.join(known)}")


def _object_shortcut(hook: _ObjectHook, converter: Converter) -> Shortcut:
    kind = hook.kind
    make = make_reader if kind in MODEL_CLASSES and made_by_its_fields(kind) else _by_constructor
    return make(kind, converter, partial(_read_marked, hook))


def _read_marked(hook: _ObjectHook, value: Mapping[str, Any]) -> Any:
    kind, rest = hook.marked(value)
    if TYPE_KEY in rest:
        raise ValueError(TYPE_KEY)  # It is null, which marks nothing.
    other = hook if kind is hook.kind else hook.converter.get_structure_hook(kind)
    return shortest(other, kind)(rest)


def _by_constructor(kind: type, converter: Converter, read_marked: Shortcut) -> Shortcut:
    plain: dict[str, tuple[type, ...]] = {}
    take: dict[str, Shortcut] = {}
    # Python finds an argument by the identity of its name, and slowly where that fails, as it
    # would with the names that a parser has made.
    argument: dict[str, str] = {}
    for field in attrs.fields(attrs.resolve_types(kind)):
        if field.init:
            inner = converter.get_structure_hook(field.type)
            plain[field.name] = plain_types(inner, field.type)
            take[field.name] = shortest(inner, field.type)
            argument[field.name] = intern(field.alias or field.name)

    def shortcut(value: Any) -> Any:
        if TYPE_KEY in value:
            return read_marked(value)
        return kind(
            **{
                argument[name]: one if type(one) in plain[name] else take[name](one)
                for name, one in value.items()
            }
        )

    return shortcut


def _with_every_law(
    error: ClassValidationError, value: Mapping[str, Any], kind: type, converter: Converter
) -> ClassValidationError:
    """``error`` with every broken law of the object; a constructor stops at the first one."""
    blank: object = object.__new__(kind)
    laws: list[Exception] = []
    told = {
        note.name
        for one in error.exceptions
        for note in getattr(one, "__notes__", ())
        if isinstance(note, AttributeValidationNote)
    }
    for field in attrs.fields(kind):
        if field.name not in value or field.name in told or not (field.validator and field.init):
            continue
        try:
            given = converter.structure(value[field.name], field.type)
            field.validator(blank, field, field.converter(given) if field.converter else given)
        except ModelError as law:
            laws.append(law)
        except Exception:  # noqa: BLE001, S112  # a fault of the field itself: it is in ``error``
            continue
    others = [one for one in error.exceptions if not isinstance(one, ModelError)]
    faults = [*others, *laws] if laws else error.exceptions
    return ClassValidationError(error.message, faults, kind)


def _times(kind: type) -> tuple[str, ...]:
    fields = attrs.fields(attrs.resolve_types(kind))
    return tuple(one.name for one in fields if one.type in (datetime, datetime | None))


def _unstructure_hook(
    kind: type, converter: Converter, subclasses: Mapping[str, type], times: tuple[str, ...]
) -> Any:
    registered = frozenset(subclasses.values())

    def give_other(value: Any) -> Any:
        if type(value) in registered:
            return converter.unstructure(value)
        return _refuse_unregistered(value)

    if kind in MODEL_CLASSES and made_by_its_fields(kind):
        in_full = kind in WRITTEN_IN_FULL
        return make_writer(kind, converter, give_other, in_full=in_full, as_they_are=times)
    overrides: dict[str, Any] = {name: override(unstruct_hook=identity) for name in times}
    give_fields: Any = make_dict_unstructure_fn(
        kind, converter, _cattrs_omit_if_default=True, **overrides
    )
    return lambda value: give_fields(value) if type(value) is kind else give_other(value)


def _marking_hook(kind: type, converter: Converter) -> Any:
    give_fields: Any = make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True)

    def give(value: Any) -> Any:
        if type(value) is not kind:
            return _refuse_unregistered(value)
        return {TYPE_KEY: kind.__name__, **give_fields(value)}

    return give


def _refuse_unregistered(value: object) -> Any:
    raise TypeError(f"{type(value).__name__} is not registered: make_converter(article_types=[…])")


def name_extensions(converter: Converter, types: Mapping[str, type]) -> None:
    """Extensions under their registered names; unknown ones kept as they came."""
    wire = _ExtensionNames(converter, types)
    converter.register_unstructure_hook(Extensions, wire.give)
    converter.register_structure_hook(Extensions, wire.take)


class _ExtensionNames:
    """Which extension class goes by which name, for one converter."""

    def __init__(self, converter: Converter, types: Mapping[str, type]) -> None:
        self.converter = converter
        self.types = types
        self.names = {kind: name for name, kind in types.items()}
        if len(self.names) != len(types):
            raise ValueError("one extension class has two names")

    def give(self, extensions: Extensions) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for one in extensions:
            name = one.name if isinstance(one, RawExtension) else self._name(type(one))
            if name in data:
                raise ValueError(f"two extensions are called {name!r}")
            data[name] = (
                one.data if isinstance(one, RawExtension) else self.converter.unstructure(one)
            )
        return dict(sorted(data.items()))

    def _name(self, kind: type) -> str:
        if kind not in self.names:
            raise TypeError(
                f"extension {kind.__name__} is not registered: make_converter(extensions={{…}})"
            )
        return self.names[kind]

    def take(self, value: Any, _: Any) -> Extensions:
        if not isinstance(value, Mapping):
            raise expected("an object", value)
        read, faults = [], []
        for name, data in value.items():
            try:
                read.append(self._read(name, data))
            except Exception as error:  # noqa: BLE001  # every fault is told, whatever it is
                error.add_note(AttributeValidationNote(f"extension {name}", name, object))
                faults.append(error)
        if faults:
            raise ClassValidationError("While reading extensions", faults, Extensions)
        return Extensions.of(*read)

    def _read(self, name: str, data: Any) -> object:
        kind = self.types.get(name)
        if kind is not None:
            return self.converter.structure(data, kind)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        text.encode()  # A lone surrogate could not be written back.
        return RawExtension(name=name, json=text)
