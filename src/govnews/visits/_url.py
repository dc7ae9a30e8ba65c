"""What follows the question mark of a store's URL."""

from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, parse_qs

from ..errors import VisitError


def options(url: SplitResult, form: str, **readers: Callable[[str], Any]) -> dict[str, Any]:
    """A URL's options, each read by its reader.

    Args:
        url: The URL.
        form: What a good one looks like, for the error.
        readers: By the option's name, what reads its text or raises ``ValueError``.

    Raises:
        VisitError: An option is unknown or cannot be read.
    """
    found = {}
    for name, texts in parse_qs(url.query, keep_blank_values=True).items():
        try:
            found[name] = readers[name](texts[-1])
        except (KeyError, ValueError) as error:
            raise VisitError(f"{name} in {shown(url)} is not as in {form}") from error
    return found


def shown(url: SplitResult) -> str:
    """A URL without what must not be shown."""
    return f"{url.scheme}://{url.netloc.rpartition('@')[2]}{url.path}"


def above_zero(text: str) -> float:
    """A number above 0."""
    number = float(text)
    if not number > 0:
        raise ValueError(text)
    return number
