"""Values of the model from what others wrote: a field at fault costs that field only."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from ..errors import ModelError

T = TypeVar("T")


def fitting(
    make: Callable[..., T],
    values: dict[str, Any],
    required: Collection[str],
    fault: Callable[[str, str], None],
) -> T | None:
    """A value of the model, less the fields that break a law of it.

    Args:
        make: The class.
        values: Its fields by name; None means that nothing is known.
        required: Fields without which there is no value.
        fault: Is told the name and the reason of every field left out.

    Returns:
        The value, or None when a required field is at fault.
    """
    values = {
        name: value for name, value in values.items() if value is not None or name in required
    }
    while True:
        try:
            return make(**values)
        except ModelError as error:
            fault(error.field, error.reason)
            if error.field in required or error.field not in values:
                return None
            del values[error.field]
