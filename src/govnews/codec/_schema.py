"""JSON Schema (2020-12) of what the codec reads and writes."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, NewType, Union, get_args, get_origin
from uuid import UUID

import attrs

from ..model import DocumentNumber, Extensions, Organisation, Person, _laws as laws
from ._hooks import TYPE_KEY

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Plain values on the wire; see ``_plain``. Durations and times of day are wider or narrower
#: than the formats of JSON Schema, so they have patterns.
_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "pattern": r"^[0-2]\d(:?[0-5]\d(:?[0-5]\d([.,]\d+)?)?)?$"},
    timedelta: {
        "type": "string",
        "pattern": r"^-?P(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$",
    },
    DocumentNumber: {"type": "string", "minLength": 1},
    UUID: {"type": "string", "format": "uuid"},
    Path: {"type": "string"},
    bytes: {"type": "string"},
    Any: {},
    object: {},
    dict: {"type": "object"},
    list: {"type": "array"},
    tuple: {"type": "array"},
}
#: What the laws of the model say in the words of JSON Schema.
_LAWS: dict[Any, Schema] = {
    laws.filled_text: {"pattern": r"\S"},
    laws.identifier: {"pattern": "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$"},
    laws.language_tag: {"pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
    laws.absolute_uri: {"format": "iri", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:."},
    laws.web_url: {"format": "iri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://."},
    laws.not_negative: {"minimum": 0},
    laws.positive: {"minimum": 1},
}


def json_schema(
    cl: Any, *, article_types: Iterable[type] = (), extensions: Mapping[str, type] | None = None
) -> dict[str, Any]:
    """What JSON of a class looks like, as a JSON Schema (draft 2020-12).

    Whatever :func:`dumps` writes is valid under it. The reverse holds but for laws that JSON
    Schema cannot say, such as unique keys.

    Args:
        cl: A model class, a portal's subclass of one, or ``list[Article]`` and the like.
        article_types: The portal's subclasses, as given to :func:`make_converter`.
        extensions: The portal's extension classes, as given to :func:`make_converter`;
            others may stand beside them, as :func:`loads` keeps them.

    Returns:
        The schema, ready for ``json.dumps``; classes are in ``$defs`` under their names.

    Raises:
        TypeError: A field has a type that the codec does not write without hooks of your own.

    Example:
        >>> from govnews import Article
        >>> schema = json_schema(Article)
        >>> schema["$ref"], schema["$defs"]["Article"]["required"]
        ('#/$defs/Article', ['uri', 'headline', 'published_at'])
    """
    schemas = _Schemas(tuple(article_types), dict(extensions or {}))
    root = schemas.of(cl)
    return {"$schema": _DIALECT, **root, "$defs": dict(sorted(schemas.definitions.items()))}


class _Schemas:
    """The definitions met so far, for one converter's classes."""

    def __init__(self, types: tuple[type, ...], extensions: dict[str, type]) -> None:
        self.types = types
        self.extensions = extensions
        self.definitions: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:
        """The schema of a type, as it stands where the type is used."""
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        if kind is Extensions:
            return self._extensions()
        if isinstance(kind, type) and attrs.has(kind):
            return self._reference(kind)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [one.value for one in kind]}
        if isinstance(kind, NewType):
            return self.of(kind.__supertype__)
        return self._generic(kind, get_origin(kind), get_args(kind))

    def _generic(self, kind: Any, origin: Any, args: tuple[Any, ...]) -> Schema:
        if origin is Literal:
            return {"enum": [one.value if isinstance(one, Enum) else one for one in args]}
        if origin in (Annotated, Final):
            return self.of(args[0])
        if origin in (Union, UnionType):
            return self._union(args)
        if origin in (list, Sequence) or (origin is tuple and args[1:] == (...,)):
            return {"type": "array", "items": self.of(args[0])}
        if origin is tuple:
            members = [self.of(one) for one in args]
            return {"type": "array", "prefixItems": members, "items": False, "minItems": len(args)}
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self.of(args[1])}
        raise TypeError(f"{kind!r} is no type that the codec writes")

    def _union(self, args: tuple[Any, ...]) -> Schema:
        choices = [self.of(one) for one in args]
        if Organisation in args and Person in args:
            place = args.index(Organisation)
            choices[place] = {**choices[place], "required": [TYPE_KEY]}
        return {"anyOf": choices}

    def _reference(self, kind: type) -> Schema:
        """A class where it is used: itself, or one of its registered subclasses."""
        own = self._definition(kind)
        below = [
            {**self._definition(one), "required": [TYPE_KEY]}
            for one in self.types
            if one is not kind and issubclass(one, kind)
        ]
        return {"anyOf": [own, *below]} if below else own

    def _definition(self, kind: type) -> Schema:
        name = kind.__name__
        if name not in self.definitions:
            # The place is taken first: a class may hold others of its own kind.
            self.definitions[name] = {}
            self.definitions[name] = self._object(kind)
        return {"$ref": f"#/$defs/{name}"}

    def _object(self, kind: type) -> Schema:
        fields = [one for one in attrs.fields(attrs.resolve_types(kind)) if one.init]
        properties = {one.name: self._field(one) for one in fields}
        required = [one.name for one in fields if one.default is attrs.NOTHING]
        return {
            "title": kind.__name__,
            "description": (inspect.getdoc(kind) or kind.__name__).partition("\n")[0],
            "type": "object",
            "properties": {TYPE_KEY: {"const": kind.__name__}, **properties},
            "required": required,
            "additionalProperties": False,
        }

    def _field(self, field: "attrs.Attribute[Any]") -> Schema:
        schema = self.of(field.type)
        _add_law(schema, field.validator)
        if isinstance(field.default, str | int):
            schema["default"] = field.default
        return schema

    def _extensions(self) -> Schema:
        known = {name: self.of(kind) for name, kind in sorted(self.extensions.items())}
        return {"type": "object", "properties": known} if known else {"type": "object"}


def _add_law(schema: Schema, law: Callable[..., Any] | None) -> None:
    """Say a field's law where its values stand: in the choice that is not null, in the items."""
    if law in _LAWS:
        schema.update(_LAWS[law])
        return
    # optional(law) and tuple_of(member) keep what they wrap as their only variable.
    wrapped = inspect.getclosurevars(law).nonlocals if inspect.isfunction(law) else {}
    if "law" in wrapped and "anyOf" in schema:
        _add_law(schema["anyOf"][0], wrapped["law"])
    elif "member" in wrapped and "items" in schema:
        _add_law(schema["items"], wrapped["member"])
