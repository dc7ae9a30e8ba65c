"""One item of a feed, whatever its format, and how it becomes an article."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar
from unicodedata import normalize
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from attrs import Factory, define

from .._html import is_too_deep, sanitise
from ..errors import DateParseError, IngestError
from ..model import Article, Attachment, Image, Person, Related, Source
from ._address import absolute
from ._dedupe import canonical_url
from ._fitting import fitting
from ._markup import Text, images_in, is_body
from ._moment import read_moment
from ._slug import slug

T = TypeVar("T")

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>\"{}|\\^`\s]+")
_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


@define
class Category:
    """A category: a section of the portal, or a keyword."""

    term: str | None
    label: str | None = None
    #: By which list of categories it is one.
    scheme: str | None = None


@define
class Item:
    """What a feed says of one item, before anything is judged."""

    id: str | None = None
    url: str | None = None
    title: Text | None = None
    summary: Text | None = None
    body: Text | None = None
    published: str | None = None
    updated: str | None = None
    expires: str | None = None
    language: str | None = None
    rights: Text | None = None
    authors: list[dict[str, str | None]] = Factory(list)
    categories: list[Category] = Factory(list)
    images: list[dict[str, Any]] = Factory(list)
    attachments: list[dict[str, Any]] = Factory(list)
    related: list[dict[str, str | None]] = Factory(list)
    source_name: str | None = None
    source_url: str | None = None
    source_uri: str | None = None


@define
class FeedFacts:
    """What a feed says of itself and what the caller says of it."""

    title: str | None
    url: str | None
    id: str | None
    language: str | None
    rights: Text | None
    base_url: str | None
    section: str | None
    source: Source | None
    #: Titles by key of the sections met in items.
    sections: dict[str, str] = Factory(dict)


def article_from(
    item: Item, place: int, feed: FeedFacts, errors: list[IngestError]
) -> Article | None:
    """The article that an item tells of, or None when it has no headline.

    Args:
        item: The item.
        place: Its place in the feed, from 0.
        feed: The feed it stands in.
        errors: Takes what had to be left out.
    """
    reader = _Reader(item, place, feed, errors)
    return reader.article()


class _Reader:
    """Reads one item field by field; a field at fault costs the item that field only."""

    def __init__(self, item: Item, place: int, feed: FeedFacts, errors: list[IngestError]) -> None:
        self.item = item
        self.feed = feed
        self.errors = errors
        self.where = item.id or item.url or f"item {place}"

    def fault(self, field: str | None, reason: str) -> None:
        self.errors.append(IngestError(self.where, field, reason))

    def article(self) -> Article | None:
        headline = " ".join(self.item.title.plain.split()) if self.item.title else ""
        if not headline:
            self.fault("headline", "is missing")
            return None
        published, modified = self.moments()
        sections, tags = self.categories()
        url = self.address("url", self.item.url)
        lead, body, pictures = self.texts(url)
        values: dict[str, Any] = {
            "uri": self.uri(url, headline, published),
            "headline": headline,
            "published_at": published,
            "modified_at": modified,
            "expires_at": self.moment("expires_at", self.item.expires),
            "url": url,
            "lead": lead,
            "body": body.value if body else None,
            "body_type": "plain" if body and not body.is_html else "html",
            "authors": self.people(),
            "section": self.feed.section or next(iter(sections), None),
            "sections": () if self.feed.section else tuple(sections[1:]),
            "tags": tags,
            "language": self.language(),
            "images": self.images(pictures),
            "attachments": self.attachments(),
            "rights": self.rights(),
            "related": self.related(),
            "source": self.source(published, url),
        }
        if published is None:
            # An article that nobody dated is for an editor to look at, not for readers.
            values["status"] = "draft"
            if not self.item.published and not self.item.updated:
                self.fault("published_at", "is missing; the article is kept as a draft")
        return fitting(Article, values, ("uri", "headline", "published_at"), self.fault)

    def part(self, field: str, make: Callable[..., T], values: dict[str, Any]) -> T | None:
        """A part of the article; what is at fault is told as ``field.name``."""
        required = "name" if "name" in values else "uri" if "uri" in values else "url"
        return fitting(
            make, values, (required,), lambda name, reason: self.fault(f"{field}.{name}", reason)
        )

    def uri(self, url: str | None, headline: str, published: datetime | None) -> str:
        """The item's own URI when it is absolute, else one derived from feed and item."""
        own = self.item.id
        if own and _is_absolute(own):
            return own
        if not own and url and _is_absolute(url):
            return url
        feed = self.feed.id or self.feed.url or self.feed.title or ""
        item = own or f"{published.isoformat() if published else ''} {headline}"
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{feed} {item}')}"

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """When it was published and, if that is another time, last changed."""
        published = self.moment("published_at", self.item.published)
        modified = self.moment("modified_at", self.item.updated)
        if published is None or modified is None:
            return published or modified, None
        # RSS writes whole seconds in one of the two and more in the other.
        if modified.replace(microsecond=0) == published:
            return modified, None
        return published, None if modified == published else modified

    def categories(self) -> tuple[list[str], tuple[str, ...]]:
        """Keys of sections and keywords: a section's scheme is the portal's own address."""
        own = self.feed.url and canonical_url(self.feed.url)
        keys: dict[str, None] = {}
        tags: dict[str, None] = {}
        for category in self.item.categories:
            title = normalize("NFC", (category.label or category.term or "").strip())
            if not title:
                continue
            if own and category.scheme and canonical_url(category.scheme) == own:
                key = category.term if category.label and category.term else slug(title)
                if _KEY.fullmatch(key):
                    keys[key] = None
                    self.feed.sections.setdefault(key, title)
                    continue
            tags[title] = None
        return list(keys), tuple(tags)

    def moment(self, field: str, text: str | None) -> datetime | None:
        if not text or not text.strip():
            return None
        try:
            moment, remark = read_moment(text.strip())
        except DateParseError as error:
            self.fault(field, f"is no date: {error}")
            return None
        if remark:
            self.fault(field, f"{remark}: {text[:80]!r}")
        return moment

    def address(self, field: str, url: str | None) -> str | None:
        if not url or not url.strip():
            return None
        try:
            found = absolute(url, _base(self.feed.url, self.feed.base_url))
        except ValueError:
            found = url
        if not found.lower().startswith(("http://", "https://")):
            self.fault(field, f"is no web address: {url[:80]!r}")
            return None
        return found

    def texts(self, url: str | None) -> tuple[str | None, Text | None, list[dict[str, Any]]]:
        """Lead, body, and the pictures that stood in the lead's markup."""
        summary, body = self.item.summary, self.item.body
        pictures: list[dict[str, Any]] = []
        if summary and summary.is_html:
            if body is None and is_body(summary.value):
                summary, body = None, summary
            else:
                pictures = list(images_in(summary.value))
        lead = summary.plain if summary else None
        if body is not None:
            body = self.clean(body, _base(body.base, url, self.feed.url, self.feed.base_url))
        return lead or None, body, pictures

    def clean(self, body: Text, base: str) -> Text | None:
        if not body.is_html:
            return body if body.value.strip() else None
        if is_too_deep(body.value):
            self.fault("body", "is nested too deeply; its markup is left out")
            return Text(body.plain)
        html = sanitise(body.value, base)
        return Text(html, is_html=True) if html.strip() else None

    def people(self) -> tuple[Person, ...]:
        """The authors; a name that comes twice (RSS author and dc:creator) is one person."""
        found: dict[str, dict[str, str | None]] = {}
        for author in self.item.authors:
            name = normalize("NFC", (author.get("name") or author.get("email") or "").strip())
            if name:
                told = found.setdefault(name.casefold(), {"name": name})
                for field in ("email", "url", "role"):
                    told[field] = told.get(field) or author.get(field)
        people = (self.part("authors", Person, dict(one)) for one in found.values())
        return tuple(person for person in people if person)

    def images(self, pictures: Sequence[dict[str, Any]]) -> tuple[Image, ...]:
        told = self.item.images or list(pictures)
        return tuple(self.files("images", Image, told))

    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(self.files("attachments", Attachment, self.item.attachments))

    def files(
        self, field: str, make: Callable[..., T], told: Sequence[dict[str, Any]]
    ) -> Iterator[T]:
        merged: dict[str, dict[str, Any]] = {}
        for one in told:
            url = self.address(f"{field}.url", one.get("url"))
            if url:
                known = merged.setdefault(url, {"url": url})
                for name, value in one.items():
                    if known.get(name) is None:
                        known[name] = value
        for values in merged.values():
            made = self.part(field, make, values)
            if made:
                yield made

    def language(self) -> str | None:
        told = self.item.language or self.feed.language
        return told.strip().replace("_", "-") if told and told.strip() else None

    def rights(self) -> str | None:
        told = self.item.rights or self.feed.rights
        return (told.plain or None) if told else None

    def related(self) -> tuple[Related, ...]:
        parts = (self.part("related", Related, dict(one)) for one in self.item.related)
        return tuple(part for part in parts if part)

    def source(self, published: datetime | None, url: str | None) -> Source | None:
        """Who published it first: what the item says, else the caller, else the feed."""
        item = self.item
        base = self.feed.source or Source(name=self.feed.title or _host(url or self.feed.url))
        values: dict[str, Any] = {
            "name": item.source_name or base.name,
            "url": item.source_url if item.source_name else base.url or self.feed.url,
            "item_uri": item.source_uri or item.id or url,
            "published_at": published,
            "relation": base.relation,
        }
        return self.part("source", Source, values)


def _is_absolute(uri: str) -> bool:
    return _ABSOLUTE.fullmatch(uri) is not None


def _host(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        host = None
    return (host or "unknown").removeprefix("www.")


def _base(*urls: str | None) -> str:
    """The first of some addresses that links can be resolved against."""
    for url in urls:
        if url and url.lower().startswith(("http://", "https://")) and " " not in url:
            try:
                if urlsplit(url).hostname:
                    return url
            except ValueError:
                continue
    # Nothing is relative to it: links without a base lose their address.
    return "about:blank"
