"""Classes on the wire: model classes, a portal's subclasses of them, and extensions."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from cattrs import Converter
from cattrs.errors import AttributeValidationNote, ClassValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
from cattrs.strategies import configure_tagged_union

from .. import model
from ..errors import ModelError
from ..model import Extensions, Organisation, Person, RawExtension, VisitStatistics
from ._plain import Hook, expected

#: The key that names the class of a value where several classes may stand.
TYPE_KEY = "@type"

#: Every class of the model: a subclass of one must be registered to be written.
MODEL_CLASSES: frozenset[type] = frozenset(
    value for value in vars(model).values() if isinstance(value, type) and attrs.has(value)
)

#: Classes whose fields are all written, since readers of the JSON want the noughts too.
WRITTEN_IN_FULL = (VisitStatistics,)


def mark_classes(converter: Converter, types: tuple[type, ...]) -> None:
    """Attrs classes as objects; registered subclasses marked with their name."""
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
        return _structure_hook(kind, converter, by_base.get(kind, {}))

    def unstructure(kind: type, converter: Converter) -> Any:
        return _unstructure_hook(kind, converter, by_base.get(kind, {}), marked=kind in types)

    converter.register_structure_hook_factory(attrs.has, structure)
    converter.register_unstructure_hook_factory(attrs.has, unstructure)
    configure_tagged_union(Person | Organisation, converter, tag_name=TYPE_KEY, default=Person)


def _structure_hook(kind: type, converter: Converter, subclasses: Mapping[str, type]) -> Hook:
    take_fields: Hook = make_dict_structure_fn(kind, converter)
    hooks: dict[type, Hook] = {}

    def take(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise expected("an object", value)
        name = value.get(TYPE_KEY)
        if name is None:
            try:
                return take_fields(value, kind)
            except ClassValidationError as error:
                raise _with_every_law(error, value, kind, converter) from None
        value = {key: one for key, one in value.items() if key != TYPE_KEY}
        if name == kind.__name__:
            return take(value, kind)
        subclass = subclasses.get(name) if isinstance(name, str) else None
        if subclass is None:
            known = ", ".join([kind.__name__, *subclasses])
            raise ValueError(f"unknown {TYPE_KEY} {name!r}; known: {known}")
        if subclass not in hooks:
            hooks[subclass] = converter.get_structure_hook(subclass)
        return hooks[subclass](value, subclass)

    return take


def _with_every_law(
    error: ClassValidationError, value: Mapping[str, Any], kind: type, converter: Converter
) -> ClassValidationError:
    """``error`` with every broken law of the object; a constructor stops at the first one."""
    blank: object = object.__new__(kind)
    laws: list[Exception] = []
    for field in attrs.fields(kind):
        if field.name not in value or field.validator is None or not field.init:
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


def _unstructure_hook(
    kind: type, converter: Converter, subclasses: Mapping[str, type], *, marked: bool
) -> Any:
    give_fields: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(
        kind, converter, _cattrs_omit_if_default=kind not in WRITTEN_IN_FULL
    )
    registered = frozenset(subclasses.values())
    unregistered = (
        not marked
        and kind not in MODEL_CLASSES
        and any(base in MODEL_CLASSES for base in kind.__mro__)
    )

    def give(value: Any) -> Any:
        if type(value) is not kind:
            if type(value) in registered:
                return converter.unstructure(value)
            raise _unregistered(type(value))
        if unregistered:
            raise _unregistered(kind)
        fields = give_fields(value)
        return {TYPE_KEY: kind.__name__, **fields} if marked else fields

    return give


def _unregistered(kind: type) -> TypeError:
    return TypeError(f"{kind.__name__} is not registered: make_converter(article_types=[…])")


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
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return RawExtension(name=name, json=text)
