"""Every fault of a piece of data at once, each with its path and reason."""

from collections.abc import Iterator

from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from ..errors import CodecError, ModelError


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
            yield f"{path}.{key}: unknown key"
    elif isinstance(error, ModelError):
        yield f"{path}.{error.field}: {error.reason}"
    elif isinstance(error, KeyError):
        yield f"{path}: missing"
    else:
        yield f"{path}: {str(error) or type(error).__name__}"


def _step(error: BaseException) -> str:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return f".{note.name}"
        if isinstance(note, IterableValidationNote):
            return f"[{note.index!r}]"
    return ""
