"""Every fault of a piece of data at once, each with its path and reason."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from ..errors import CodecError, ModelError

#: The longest part of a fault that repeats what was given.
_LONGEST_SHOWN = 300


def describe_errors(error: Exception) -> list[str]:
    """Every fault that an error of a converter holds, as ``path: reason``.

    Args:
        error: What ``loads`` or a converter's own ``structure`` raised.

    Returns:
        One text for each fault; a path starts at ``$``, the whole.

    Example:
        >>> from govnews import Section
        >>> from govnews.codec import make_converter
        >>> try:
        ...     make_converter().structure({"key": "a", "title": None}, Section)
        ... except Exception as error:
        ...     describe_errors(error)
        ['$.title: expected text, got null']
    """
    if isinstance(error, CodecError):
        return list(error.faults)
    return list(_walk(error, "$"))


def _walk(error: BaseException, path: str) -> Iterator[str]:
    if isinstance(error, BaseValidationError):
        for child in error.exceptions:
            yield from _walk(child, path + _step(child))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield f"{path}{_key_step(key)}: unknown key"
    elif isinstance(error, ModelError):
        yield f"{path}.{error.field}: {error.reason}"
    elif isinstance(error, KeyError):
        yield f"{path}: missing"
    else:
        yield f"{path}: {_short(str(error)) or type(error).__name__}"


def _step(error: BaseException) -> str:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return _key_step(note.name)
        if isinstance(note, IterableValidationNote):
            return f"[{_short(repr(note.index))}]"
    return ""


def _key_step(key: str) -> str:
    """A key within a path; one that could break the line is quoted."""
    return f".{_short(key)}" if key.isprintable() else f"[{_short(repr(key))}]"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def first_unwritable(data: Any) -> str | None:
    """The first thing in plain data that JSON cannot hold, as ``path: reason``, or None."""
    waiting: list[tuple[str, Any]] = [("$", data)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, Mapping):
            waiting += [(path + _key_step(str(key)), one[key]) for key in reversed(list(one))]
        elif isinstance(one, list | tuple):
            waiting += [(f"{path}[{place}]", one[place]) for place in reversed(range(len(one)))]
        elif one is not None and not isinstance(one, str | int | float | datetime):
            return f"{path}: {type(one).__name__} is not written without a hook of your own"
    return None
