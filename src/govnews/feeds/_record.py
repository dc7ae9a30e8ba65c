"""An article with what follows from it alone: its times, and its bytes in each format."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

import attrs

from ..model import Article
from . import _markup as markup
from ._atom import atom_entry, tombstone
from ._elements import Format
from ._entry import Setting, own_elements
from ._jsonfeed import dumps, json_item, own_keys
from ._rss import rss_item

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
#: Before any moment; its opposite is after any.
NEVER: Final = -(1 << 63)
#: Bytes of each entry's digest.
DIGEST: Final = 16

_WRITERS: dict[Format, Callable[[Article, Setting], bytes]] = {
    "rss": rss_item,
    "atom": atom_entry,
    "json": json_item,
}


def microseconds(value: datetime) -> int:
    """An aware datetime as microseconds since 1970."""
    return (value - EPOCH) // MICROSECOND


def digest(data: bytes) -> bytes:
    """A digest that no two different texts share."""
    return blake2b(data, digest_size=DIGEST).digest()


class Entry:
    """An article with what follows from it alone: its times and its bytes in each format."""

    __slots__ = (
        "alike",
        "appears",
        "article",
        "digests",
        "fixed",
        "fragments",
        "order",
        "seen",
        "size",
        "updated",
        "vanishes",
        "withdrawn",
    )

    def __init__(self, article: Article) -> None:
        self.article: Article = article
        self.fragments: dict[Format, bytes] = {}
        self.digests: dict[Format, bytes] = {}
        #: Whether all that equals the article prints like it; None until that is asked.
        self.alike: bool | None = None
        #: Bytes that keeping it costs, about.
        self.size: int = 1_024 + len(article.body or "")
        published = article.published_at
        self.withdrawn: bool = article.status == "withdrawn"
        #: Whether its state at any moment follows from the two times below.
        self.fixed: bool = type(article).state is Article.state
        self.updated: int = 0
        self.appears: int = 0
        self.vanishes: int = 0
        self.order: tuple[int, str] = (0, article.uri)
        if published is not None:
            start = microseconds(published)
            self.order = (-start, article.uri)
            self.updated = (
                start if article.modified_at is None else microseconds(article.modified_at)
            )
            embargo = article.publish_from
            self.appears = start if embargo is None else microseconds(embargo)
            expiry = article.expires_at
            self.vanishes = -NEVER if expiry is None else microseconds(expiry)
        #: Since when it has been as it is, for Last-Modified.
        self.seen: int = max(self.updated, self.appears)
        if article.status != "published" or not self.fixed:
            self.appears = self.vanishes = -NEVER

    def is_of(self, article: Article) -> bool:
        """Whether the bytes made of this entry's article are those of another one."""
        mine = self.article
        if mine is article:
            return True
        if mine.__class__ is not article.__class__ or mine != article:
            return False
        if self.alike is None:
            is_plain = mine.__class__ is Article and not mine.extensions.values
            self.alike = is_plain and not any(map(_depends_on_fold, _times(mine)))
        # Equal values may still print differently: the second of two equal wall times, and
        # users' elements that their classes leave out of comparison.
        return self.alike or (_same_folds(mine, article) and _own(mine) == _own(article))

    def write(self, kind: Format, setting: Setting) -> bytes:
        """The bytes of the entry, made anew.

        Raises:
            UncarriableError: A text holds a character that XML cannot carry.
            ValueError: The article holds what the format cannot say.
        """
        return (tombstone if self.withdrawn else _WRITERS[kind])(self.article, setting)


def _times(article: Article) -> tuple[datetime | None, ...]:
    source = article.source
    return (
        article.published_at,
        article.modified_at,
        article.publish_from,
        article.expires_at,
        None if source is None else source.published_at,
    )


def _depends_on_fold(moment: datetime | None) -> bool:
    """Whether clocks show that time twice, or skip it (PEP 495)."""
    if moment is None:
        return False
    return moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()


def _same_folds(one: Article, other: Article) -> bool:
    """Whether the times of equal articles are on one side of a turned clock."""
    pairs = zip(_times(one), _times(other), strict=True)
    return all(mine is theirs or mine.fold == theirs.fold for mine, theirs in pairs)  # type: ignore[union-attr]  # equal, so both are there


def _own(article: Article) -> tuple[str, str, str]:
    keys = dumps(own_keys(article))
    return own_elements(article, "rss"), own_elements(article, "atom"), keys


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value of the model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            yield from _texts(getattr(value, attribute.name))


def _is_carriable(text: str) -> bool:
    try:
        markup.utf8(text)
    except markup.UncarriableError:
        return False
    return True


def faulty_field(article: Article) -> str | None:
    """The first field that holds a character XML cannot carry; None when none does."""
    for attribute in attrs.fields(type(article)):
        name: str = attribute.name
        if not all(map(_is_carriable, _texts(getattr(article, name)))):
            return name
    return None
