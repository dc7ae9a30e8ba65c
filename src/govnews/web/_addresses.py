"""Which addresses below a portal are those of feeds and their like, and what they stand for."""

import re
from string import Formatter
from typing import Literal
from urllib.parse import unquote, urlsplit

import attrs

from ..model import ALL_SECTIONS, Portal

_FEEDS = ("rss", "atom", "json")
_ARCHIVED = ("rss", "atom")
_SITEMAPS = ("sitemap", "news-sitemap")
_NUMBER = "[1-9][0-9]{0,5}"
#: Names of sitemaps: a long one is split into numbered ones (sitemaps.org protocol 0.9).
_SITEMAP = rf"(?:news-)?sitemap(?:-{_NUMBER})?\.xml"

Kind = Literal["feed", "archive", "opml", "calendar", "sitemap", "news-sitemap"]


@attrs.frozen
class Address:
    """What an address below the portal stands for."""

    kind: Kind
    #: Key of a section or plan; ``all`` for the whole portal.
    name: str = ALL_SECTIONS
    format: str = ""
    #: Of an archive page.
    number: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it another document; a feed is one in all its formats."""
        if self.kind == "archive":
            return (self.kind, self.name, self.format, str(self.number))
        return (self.kind, self.name)


class Addresses:
    """The addresses of a portal's feeds.

    Args:
        portal: Whose ``feed_path`` gives them.
        archived: Whether there are archive pages.
    """

    def __init__(self, portal: Portal, *, archived: bool) -> None:
        self._portal = portal
        self._archived = archived
        self._pattern = re.compile(_pattern_of(portal.feed_path, named=True, archived=archived))
        self._base = unquote(urlsplit(portal.url).path).strip("/")

    @property
    def pattern(self) -> str:
        """A regular expression that every path of these fits, without a slash in front."""
        feed_path = self._portal.feed_path
        return f"{_pattern_of(feed_path, named=False, archived=self._archived)}|{_SITEMAP}"

    def routes(self, name: str, format: str, number: str) -> tuple[str, ...]:  # noqa: A002  # as in Portal
        """The same with a router's words for the parts of a path."""
        names = [name, f"{name}/{number}"] if self._archived and number else [name]
        feed_path = self._portal.feed_path
        paths = [f"/{feed_path.format(name=one, format=format).strip('/')}" for one in names]
        sitemaps = [f"/{kind}{part}.xml" for kind in _SITEMAPS for part in ("", f"-{name}")]
        return (*paths, *sitemaps)

    def find(self, path: str) -> Address | None:
        """What a path stands for, below the portal's front page or its host's root."""
        path = path.strip("/")
        found = self._find(path)
        if found is None and self._base and path.startswith(f"{self._base}/"):
            found = self._find(path[len(self._base) + 1 :])
        return found

    def _find(self, path: str) -> Address | None:
        if re.fullmatch(_SITEMAP, path):
            return Address("news-sitemap" if path.startswith("news-") else "sitemap", path)
        match = self._pattern.fullmatch(path)
        if match is None:
            return None
        (name, _, number), suffix = match["name"].partition("/"), match["format"]
        known = name == ALL_SECTIONS or name in self._portal.tree
        if number:
            archived = known and suffix in _ARCHIVED
            return Address("archive", name, suffix, int(number)) if archived else None
        if suffix in _FEEDS:
            return Address("feed", name, suffix) if known else None
        if suffix == "opml" and name == ALL_SECTIONS:
            return Address("opml", name, suffix)
        return Address("calendar", name, suffix) if suffix == "ics" else None


def _pattern_of(feed_path: str, *, named: bool, archived: bool) -> str:
    """A regular expression for the paths that ``feed_path`` gives."""
    parts = {"name": "[A-Za-z0-9._-]+", "format": "[a-z]+"}
    if archived:
        parts["name"] += f"(?:/{_NUMBER})?"
    if named:
        parts = {field: f"(?P<{field}>{part})" for field, part in parts.items()}
    pattern = ""
    for text, field, _, _ in Formatter().parse(feed_path.strip("/")):
        pattern += re.escape(text)
        if field in parts:
            pattern += parts[field]
            # A name that occurs twice in a path has to be the same both times.
            parts[field] = f"(?P={field})" if named else parts[field]
    return pattern
