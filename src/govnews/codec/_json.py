"""JSON for every model value: lossless, strict, and telling of every fault at once."""

import json as stdlib_json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.preconf.json import configure_converter

from ..errors import CodecError, MissingExtraError, UnknownFormatError
from ._classes import mark_classes, name_extensions
from ._faults import describe_errors, first_unwritable
from ._plain import refuse_coercion, write_lists_and_gaps_directly, write_times_as_iso_8601

T = TypeVar("T")


def _json_bytes(data: Any) -> bytes:
    text = stdlib_json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _parse(data: bytes | str) -> Any:
    return stdlib_json.loads(data, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


class JsonConverter(Converter):
    """A cattrs converter with ``dumps`` and ``loads`` for govnews values; see `make_converter`.

    It is an ordinary cattrs converter: hooks may be added to it for a portal's own wire shape.
    """

    #: Plain data to UTF-8 and back: the back end.
    write: Callable[[Any], bytes] = staticmethod(_json_bytes)
    parse: Callable[[bytes | str], Any] = staticmethod(_parse)

    def dumps(self, value: object) -> bytes:
        """``value`` as compact UTF-8 JSON (RFC 8259).

        Args:
            value: A model value, or a list, tuple or dict of them.

        Returns:
            The same bytes on every machine and with either back end.

        Raises:
            CodecError: The value's class, or that of an extension in it, is not registered, or
                it holds what JSON cannot: a number that is not finite, a set, itself.
        """
        data: Any = None
        try:
            data = self.unstructure(value)
            return self.write(data)
        except (TypeError, ValueError, RecursionError) as error:
            fault = first_unwritable(data) or f"$: {error}"
            raise CodecError(type(value).__name__, (fault,)) from error

    def loads(self, data: bytes | str, cl: type[T]) -> T:
        """The value that JSON holds.

        Args:
            data: UTF-8 bytes or text.
            cl: What to read: a model class, ``list[Article]`` and the like.

        Raises:
            CodecError: The data is not JSON or does not fit; it lists every fault with its path.
        """
        try:
            tree = self.parse(data)
        except (ValueError, RecursionError) as error:
            raise CodecError(_name(cl), (f"$: is not JSON: {error}",)) from error
        try:
            return self.structure(tree, cl)
        except Exception as error:
            raise CodecError(_name(cl), tuple(describe_errors(error))) from error


def make_converter(
    article_types: Iterable[type] = (),
    extensions: Mapping[str, type] | None = None,
    json: Literal["json", "orjson"] = "json",
    unknown_keys: Literal["forbid", "ignore"] = "forbid",
) -> JsonConverter:
    """A converter that knows a portal's own classes. Build it once; it is safe to share.

    What it does beyond cattrs' own JSON converter:

    * fields that hold their default are left out, except those of `VisitStatistics`;
    * texts, numbers and booleans are taken as they are or refused, never coerced; a text is
      no list;
    * datetimes are ISO 8601 with an offset, durations ISO 8601 (``PT15M``), document numbers
      and UUIDs their canonical text;
    * an author is a `Person` unless ``"@type": "Organisation"`` says otherwise;
    * a registered subclass is marked with ``"@type"``; one that is not registered is refused,
      so that no field is lost;
    * extensions stand under their registered names; unknown ones are kept as they came.

    Args:
        article_types: The portal's subclasses of `Article` (or of another model class).
        extensions: The portal's extension classes by the name they have on the wire.
        json: The back end: ``json`` of the standard library, or ``orjson`` (extra ``fast``).
        unknown_keys: Whether a key that no field has is an error or passed over.

    Raises:
        MissingExtraError: ``orjson`` is asked for and not installed.
        UnknownFormatError: There is no such back end or treatment of unknown keys.
        ValueError: Two of the given types have one name, or a type extends no model class.

    Example:
        >>> import attrs
        >>> from datetime import datetime, timezone
        >>> from govnews import Article
        >>> @attrs.frozen(kw_only=True)
        ... class VideoArticle(Article):
        ...     seconds: int
        >>> converter = make_converter(article_types=[VideoArticle])
        >>> video = VideoArticle(
        ...     uri="tag:example.vn,2017:1", headline="Phóng sự", seconds=90,
        ...     published_at=datetime(2017, 2, 15, tzinfo=timezone.utc),
        ... )
        >>> converter.loads(converter.dumps(video), Article) == video
        True
    """
    for kind, name, known in (
        ("JSON back end", json, ("json", "orjson")),
        ("treatment of unknown keys", unknown_keys, ("forbid", "ignore")),
    ):
        if name not in known:
            raise UnknownFormatError(kind, name, known)
    converter = JsonConverter(forbid_extra_keys=unknown_keys == "forbid")
    if json == "orjson":
        orjson = _orjson()
        converter.write = lambda data: orjson.dumps(data, _time_of_another_class)
        converter.parse = orjson.loads
    configure_converter(converter)
    refuse_coercion(converter)
    write_lists_and_gaps_directly(converter)
    write_times_as_iso_8601(converter)
    mark_classes(converter, tuple(article_types), times_as_they_are=json == "orjson")
    name_extensions(converter, dict(extensions or {}))
    return converter


def dumps(value: object) -> bytes:
    """``value`` as JSON, for portals without classes of their own; see `JsonConverter.dumps`.

    Args:
        value: A model value, or a list, tuple or dict of them.

    Raises:
        CodecError: The value's class, or that of an extension in it, is not registered, or it
            holds what JSON cannot: a number that is not finite, itself.

    Example:
        >>> from govnews import Section
        >>> dumps(Section(key="van-hoa", title="Văn hoá")).decode()
        '{"key":"van-hoa","title":"Văn hoá"}'
    """
    return _converter().dumps(value)


def loads(data: bytes | str, cl: type[T]) -> T:
    """The value that JSON holds, for portals without classes of their own.

    Args:
        data: UTF-8 bytes or text.
        cl: What to read: a model class, ``list[Article]`` and the like.

    Raises:
        CodecError: The data is not JSON or does not fit; it lists every fault with its path.

    Example:
        >>> from govnews import Section
        >>> loads('{"key": "van-hoa", "title": "Văn hoá"}', Section).title
        'Văn hoá'
        >>> loads('{"key": "van-hoa", "titel": "Văn hoá"}', Section)
        Traceback (most recent call last):
            ...
        govnews.errors.CodecError: Section: $.title: missing; $.titel: unknown key
    """
    return _converter().loads(data, cl)


@cache
def _converter() -> JsonConverter:
    return make_converter()


@cache
def _orjson() -> Any:
    try:
        import orjson
    except ImportError as error:
        raise MissingExtraError("fast", "orjson") from error
    return orjson


def _name(kind: Any) -> str:
    """What a reader calls a type: ``list[Article]``."""
    args = ", ".join(map(_name, get_args(kind)))
    name = getattr(get_origin(kind) or kind, "__name__", str(kind))
    return f"{name}[{args}]" if args else name


def _time_of_another_class(value: object) -> str:
    """What orjson leaves over: instances of datetime's subclasses."""
    if isinstance(value, datetime):
        return datetime.isoformat(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
