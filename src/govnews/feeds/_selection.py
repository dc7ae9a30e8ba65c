"""Which rows become entries of a feed: adapted, checked, and named when left out."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ..errors import FeedError, ModelError, UnknownFormatError
from ..model import Article, Portal, Section
from ._cache import EntryCache
from ._record import Entry, microseconds


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
    ) -> None:
        if now is None:
            now = datetime.now(UTC)
        elif now.utcoffset() is None:
            raise ModelError("Feed", "now", now, "is not a datetime with a time zone")
        self.now = now
        self.moment = microseconds(now)
        self.shelf = cache.shelf(portal)
        self.adapt = adapt
        self.strict = strict
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

    def entry(self, index: int, row: Any) -> Entry | None:
        """The entry of a row; None when the row is at fault or of another section."""
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
            self.refuse(FeedError(None, index, None, f"is a {name}, not an Article"))
            return None
        return self.shelf.entry(row) if self.holds(row) else None

    def holds(self, article: Article) -> bool:
        """Whether the section, or one under it, holds an article."""
        keys = self.keys
        return keys is None or article.section in keys or not keys.isdisjoint(article.sections)

    def is_live(self, entry: Entry) -> bool:
        """Whether readers may see an entry's article now."""
        if entry.fixed:
            return entry.appears <= self.moment < entry.vanishes
        return entry.article.state(self.now) == "live"


def find_section(portal: Portal, section: str | Section | None) -> Section | None:
    """The portal's section of a key.

    Raises:
        UnknownFormatError: The portal has none of that key.
    """
    if section is None:
        return None
    key = section.key if isinstance(section, Section) else section
    found = portal.tree.get(key)
    if found is None:
        known = tuple(one.key for one in portal.sections)
        raise UnknownFormatError("section", key, known)
    return found
