"""Extensions: independent, typed add-ons to a value, kept even when unknown."""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

import attrs
from attrs import field, frozen

from ..errors import ModelError
from ._laws import filled_text

T = TypeVar("T")


@frozen(kw_only=True)
class RawExtension:
    """An extension whose type this process does not know: its JSON, kept as it came.

    Example:
        >>> RawExtension(name="urgency", json='{"level": 3}').data
        {'level': 3}
    """

    #: The name it has on the wire.
    name: str = field(validator=filled_text)
    #: Its value as JSON text (RFC 8259).
    json: str = field()

    @json.validator
    def _json_is_readable(self, attribute: "attrs.Attribute[str]", value: str) -> None:
        try:
            # What Python reads beyond JSON (NaN, lone surrogates) could not be written back.
            json.dumps(json.loads(value), ensure_ascii=False, allow_nan=False).encode()
        except (TypeError, ValueError, RecursionError) as error:
            raise ModelError("RawExtension", "json", value, "is not JSON") from error

    @property
    def data(self) -> Any:
        """The value, read anew at each call, so that nothing can change what is kept."""
        return json.loads(self.json)


def _order(value: object) -> tuple[str, str]:
    if isinstance(value, RawExtension):
        return ("", value.name)
    return (type(value).__module__, type(value).__qualname__)


@frozen
class Extensions:
    """What add-ons attach to a value: at most one value for each type.

    Two packages that know nothing of each other can both extend one article. A value of a
    type that the reading process has not registered stays a :class:`RawExtension` and is
    written back unchanged.

    Example:
        >>> @attrs.frozen
        ... class Urgency:
        ...     level: int
        >>> extensions = Extensions.of(Urgency(3))
        >>> extensions.get(Urgency)
        Urgency(level=3)
        >>> extensions.without(Urgency) == Extensions()
        True
    """

    #: The attached values in a fixed order, whatever order they were added in.
    values: tuple[object, ...] = field(default=())

    @values.validator
    def _one_for_each_type(self, attribute: "attrs.Attribute[Any]", values: Any) -> None:
        if not values:
            return
        if type(values) is not tuple or list(values) != sorted(values, key=_order):
            raise ModelError("Extensions", "values", values, "is not in order: use Extensions.of")
        orders = list(map(_order, values))  # sorted, so what occurs twice stands together
        for value, order, following in zip(values, orders, [*orders[1:], None], strict=True):
            if order == following:
                raise ModelError("Extensions", "values", value, "has a type that occurs twice")
            try:
                hash(value)
            except TypeError as error:
                raise ModelError("Extensions", "values", value, "is not frozen") from error

    @classmethod
    def of(cls, *values: object) -> "Extensions":
        """Extensions with these values.

        Args:
            values: Frozen (hashable) values, each of a type of its own.

        Raises:
            ModelError: Two values have one type, or a value is not hashable.
        """
        return cls(tuple(sorted(values, key=_order)))

    def get(self, kind: type[T]) -> T | None:
        """The attached value of a type, or None."""
        for value in self.values:
            if isinstance(value, kind):
                return value
        return None

    def raw(self, name: str) -> RawExtension | None:
        """The extension of an unknown type that has this name on the wire, or None."""
        for value in self.values:
            if isinstance(value, RawExtension) and value.name == name:
                return value
        return None

    def add(self, value: object) -> "Extensions":
        """These extensions and ``value``, which takes the place of one of its own type."""
        kept = (one for one in self.values if _order(one) != _order(value))
        return Extensions.of(*kept, value)

    def without(self, kind: type[object]) -> "Extensions":
        """These extensions less those of a type."""
        return Extensions(tuple(one for one in self.values if not isinstance(one, kind)))

    def __iter__(self) -> Iterator[object]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)


NO_EXTENSIONS = Extensions()
