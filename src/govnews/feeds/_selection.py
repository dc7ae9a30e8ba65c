"""Which rows become entries of a feed: adapted, checked, and named when left out."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from .._html import NestingError
from ..errors import FeedError, ModelError
from ..model import Article, Portal, Section
from ._cache import EntryCache
from ._head import find_section
from ._markup import UncarriableError
from ._record import Entry, faulty_field, microseconds


class Selection:
    """Which rows become entries: adapts, checks and names what is left out."""

    def __init__(
        self,
        portal: Portal,
        section: str | Section | None,
        now: datetime | None,
        cache: EntryCache,
        *,
        adapt: Callable[[Any], Article] | None = None,
        strict: bool = False,
        on_error: Callable[[FeedError], None] | None = None,
    ) -> None:
        if now is None:
            now = datetime.now(UTC)
        elif now.utcoffset() is None:
            raise ModelError("Feed", "now", now, "is not a datetime with a time zone")
        self.now = now
        self.moment = microseconds(now)
        self.cache = cache
        self.shelf = cache.shelf(portal)
        self.adapt = adapt
        self.strict = strict
        self.on_error = on_error
        self._named: set[tuple[str, int, str | None, str]] = set()
        self.section = find_section(portal, section)
        self.keys = (
            None
            if self.section is None
            else frozenset(one.key for one in portal.tree.walk(self.section.key))
        )
        self.errors: list[FeedError] = []

    def refuse(self, error: FeedError, cause: Exception | None = None) -> None:
        """Note an error, or raise it where that was asked for."""
        if self.strict:
            raise error from cause
        self.errors.append(error)
        if self.on_error is not None:
            self.on_error(error)

    def leave_out(self, article: Article, index: int, error: Exception) -> None:
        """Note that an article cannot be written, once for one reason."""
        field = None
        if isinstance(error, UncarriableError):
            field = faulty_field(article)
        elif isinstance(error, NestingError):
            field = "body"
        reason = str(error) if isinstance(error, ValueError) else repr(error)
        fault = (article.uri, index, field, reason)
        if fault not in self._named:
            self._named.add(fault)
            self.refuse(FeedError(*fault), error)

    def article(self, index: int, row: Any) -> Article | None:
        """The article of a row; None when the row is at fault or of another section."""
        if self.adapt is not None:
            try:
                row = self.adapt(row)
            except Exception as error:  # noqa: BLE001  # a user's function; the others go on
                field = error.field if isinstance(error, ModelError) else None
                reason = error.reason if isinstance(error, ModelError) else repr(error)
                self.refuse(FeedError(None, index, field, reason), error)
                return None
        if not isinstance(row, Article):
            name = type(row).__name__
            self.refuse(FeedError(None, index, None, f"is of type {name}, not an Article"))
            return None
        return row if self.holds(row) else None

    def articles(self, rows: Iterable[Any]) -> Iterator[tuple[int, Article]]:
        """The articles of rows, with their places."""
        for index, row in enumerate(rows):
            article = self.article(index, row)
            if article is not None:
                yield index, article

    def entry(self, index: int, row: Any) -> Entry | None:
        """The entry of a row; None when the row is at fault or of another section."""
        article = self.article(index, row)
        return None if article is None else self.cache.entry(self.shelf, article)

    def holds(self, article: Article) -> bool:
        """Whether the section, or one under it, holds an article."""
        keys = self.keys
        return keys is None or article.section in keys or not keys.isdisjoint(article.sections)

    def is_live(self, entry: Entry) -> bool:
        """Whether readers may see an entry's article now."""
        if entry.fixed:
            return entry.appears <= self.moment < entry.vanishes
        return entry.article.state(self.now) == "live"
