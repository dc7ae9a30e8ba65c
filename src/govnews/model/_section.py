"""Sections of a portal (chuyên mục) and the tree they form."""

from collections.abc import Iterator

from attrs import field, frozen

from ..errors import ModelError
from ._extensions import NO_EXTENSIONS, Extensions
from ._laws import (
    filled_text,
    frozen_tuple,
    identifier,
    language_tag,
    optional,
    text,
    web_url,
)


@frozen(kw_only=True)
class Section:
    """One section (chuyên mục) of a portal.

    Example:
        >>> Section(key="van-hoa", title="Tin văn hoá - xã hội").title
        'Tin văn hoá - xã hội'
    """

    #: Short name, used in addresses and feeds.
    key: str = field(validator=identifier)
    #: Title that readers see.
    title: str = field(validator=filled_text)
    #: Key of the section that holds it; None at the top.
    parent: str | None = field(default=None, validator=optional(identifier))
    #: What it is about.
    description: str | None = field(default=None, validator=optional(text))
    #: Its language where it differs from the portal's (RFC 5646).
    language: str | None = field(default=None, validator=optional(language_tag))
    #: Address of its page.
    url: str | None = field(default=None, validator=optional(web_url))
    #: Place among its siblings; those with equal places keep the order they are given in.
    order: int = 0
    #: Typed add-ons.
    extensions: Extensions = NO_EXTENSIONS


@frozen
class SectionTree:
    """Sections checked to form a tree, and ways to walk it.

    Raises:
        ModelError: A key occurs twice, a parent is unknown, or sections hold each other in a
            circle; it names the section.

    Example:
        >>> tree = SectionTree((
        ...     Section(key="tin", title="Tin tức"),
        ...     Section(key="van-hoa", title="Văn hoá", parent="tin"),
        ... ))
        >>> [section.key for section in tree.path("van-hoa")]
        ['tin', 'van-hoa']
    """

    #: The sections as given.
    sections: tuple[Section, ...] = field(default=(), validator=frozen_tuple)
    _by_key: dict[str, Section] = field(init=False, repr=False, eq=False)
    _children: dict[str | None, tuple[Section, ...]] = field(init=False, repr=False, eq=False)

    @_by_key.default
    def _index(self) -> dict[str, Section]:
        return {section.key: section for section in self.sections}

    @_children.default
    def _siblings(self) -> dict[str | None, tuple[Section, ...]]:
        groups: dict[str | None, list[Section]] = {}
        for section in self.sections:
            groups.setdefault(section.parent, []).append(section)
        return {
            parent: tuple(sorted(group, key=lambda section: section.order))
            for parent, group in groups.items()
        }

    def __attrs_post_init__(self) -> None:
        seen: set[str] = set()
        for section in self.sections:
            if section.key in seen:
                raise ModelError("SectionTree", "sections", section.key, "holds a key twice")
            seen.add(section.key)
        for section in self.sections:
            if section.parent is not None and section.parent not in self._by_key:
                raise ModelError("SectionTree", "sections", section.parent, "lacks a parent")
        reached = {section.key for section in self.walk()}
        for section in self.sections:
            if section.key not in reached:
                raise ModelError("SectionTree", "sections", section.key, "form a circle above")

    def __iter__(self) -> Iterator[Section]:
        return iter(self.sections)

    def __len__(self) -> int:
        return len(self.sections)

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def get(self, key: str) -> Section | None:
        """The section of a key, or None."""
        return self._by_key.get(key)

    def roots(self) -> tuple[Section, ...]:
        """The sections at the top, in order."""
        return self._children.get(None, ())

    def children(self, key: str) -> tuple[Section, ...]:
        """The sections right under one, in order."""
        return self._children.get(key, ())

    def path(self, key: str) -> tuple[Section, ...]:
        """The sections from the top down to one, both included; empty for an unknown key."""
        path: list[Section] = []
        section = self._by_key.get(key)
        while section is not None:
            path.append(section)
            section = None if section.parent is None else self._by_key[section.parent]
        return tuple(reversed(path))

    def walk(self, key: str | None = None) -> Iterator[Section]:
        """Every section from one down (from the top: None), each before its children."""
        if key in self._by_key:
            yield self._by_key[key]
        # A stack, not recursion: a tree may be deeper than Python's call stack.
        waiting = list(reversed(self._children.get(key, ())))
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(self._children.get(section.key, ())))
