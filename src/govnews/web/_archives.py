"""All rows of a portal at once: what archive pages are made of."""

from collections.abc import Callable, Iterable
from typing import Any

from ..model import Article


class Shelved:
    """Rows adapted once, those at fault kept as their errors.

    Args:
        rows: All rows, in any order.
        adapt: Makes an article of a row.
    """

    def __init__(self, rows: Iterable[Any], adapt: Callable[[Any], Article]) -> None:
        self.results: list[Any] = [_tried(adapt, row) for row in rows]

    @staticmethod
    def adapt(result: Any) -> Article:
        """What adapting the row of a result gave, or raised."""
        if isinstance(result, Exception):
            raise result
        article: Article = result
        return article


def _tried(adapt: Callable[[Any], Article], row: Any) -> Any:
    try:
        return adapt(row)
    except Exception as error:  # noqa: BLE001  # told of by the feed, which adapts it again
        return error
