"""All rows of a portal at once: what archive pages are made of."""

from collections.abc import Callable, Iterable
from typing import Any

from ..model import Article, Portal


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

    def full_pages(self, portal: Portal, section: str | None, size: int) -> int:
        """How many archive pages there are: one to two pages of articles stay in the feed."""
        keys = None
        if section is not None:
            keys = frozenset(one.key for one in portal.tree.walk(section))
        uris = {
            one.uri
            for one in self.results
            if isinstance(one, Article)
            and one.status != "draft"
            and (keys is None or one.section in keys or not keys.isdisjoint(one.sections))
        }
        return max(0, len(uris) // size - 1)


def _tried(adapt: Callable[[Any], Article], row: Any) -> Any:
    try:
        return adapt(row)
    except Exception as error:  # noqa: BLE001  # told of by the feed, which adapts it again
        return error
