"""The rules of RSS: RSS 2.0, the Advisory Board's Best Practices Profile, Media RSS."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from . import _check as rules, _markup as markup
from ._check import Node, RuleBook

RSS_RULES: Final = RuleBook()

_Breaches = Iterator[tuple[Node, str]]

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RFC822 = re.compile(
    rf"(?:({'|'.join(_DAYS)}), )?(\d\d?) ({'|'.join(_MONTHS)}) (\d{{4}}) "
    r"(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60))? (?:[+-]\d{4}|UT|GMT|[ECMP][SD]T|Z)"
)
_CONTACT = re.compile(r"[^@\s]+@(?=[^@\s]+\.[^@\s])[^@\s]+ \(.+\)")
_CONTENT = f"{{{markup.CONTENT}}}encoded"
_LINK = f"{{{markup.ATOM}}}link"
_UPDATED = f"{{{markup.ATOM}}}updated"
_CREATOR = f"{{{markup.DC}}}creator"
_MEDIA = f"{{{markup.MEDIA}}}content"
_CHANNEL = frozenset(
    {
        "title",
        "link",
        "description",
        "language",
        "copyright",
        "managingEditor",
        "webMaster",
        "pubDate",
        "lastBuildDate",
        "category",
        "generator",
        "docs",
        "cloud",
        "ttl",
        "image",
        "rating",
        "textInput",
        "skipHours",
        "skipDays",
        "item",
    }
)
_ITEM = frozenset(
    {
        "title",
        "link",
        "description",
        "author",
        "category",
        "comments",
        "enclosure",
        "guid",
        "pubDate",
        "source",
    }
)


def _items(root: Node) -> list[Node]:
    return root.findall("channel/item")


@RSS_RULES.rule("RSS 2.0, the rss element")
def _version(root: Node) -> _Breaches:
    if root.get("version") != "2.0":
        yield root, "has no version 2.0"
    if len(root.findall("channel")) != 1:
        yield root, "has not one channel"


@RSS_RULES.rule("RSS 2.0, required channel elements")
def _required(root: Node) -> _Breaches:
    for channel in root.findall("channel"):
        for name in ("title", "link", "description"):
            if not rules.text_of(channel.find(name)).strip():
                yield channel, f"has no {name}"


@RSS_RULES.rule("RSS 2.0, elements that come once")
def _once(root: Node) -> _Breaches:
    for channel in root.findall("channel"):
        yield from rules.at_most_once(channel, sorted(_CHANNEL - {"category", "item"}))
    for item in _items(root):
        yield from rules.at_most_once(item, (*sorted(_ITEM - {"category"}), _CONTENT, _UPDATED))


@RSS_RULES.rule("RSS 2.0, elements without a namespace")
def _known(root: Node) -> _Breaches:
    for parent, known in [
        *((channel, _CHANNEL) for channel in root.findall("channel")),
        *((item, _ITEM) for item in _items(root)),
    ]:
        for child in parent:
            if not child.tag.startswith("{") and child.tag not in known:
                yield child, "is no element of RSS"


@RSS_RULES.rule("RSS 2.0, item: a title or a description")
def _titled(root: Node) -> _Breaches:
    for item in _items(root):
        if not any(rules.text_of(item.find(name)).strip() for name in ("title", "description")):
            yield item, "has neither title nor description"


@RSS_RULES.rule("Profile, items after all that describes the channel")
def _order(root: Node) -> _Breaches:
    for channel in root.findall("channel"):
        seen = False
        for child in channel:
            if child.tag == "item":
                seen = True
            elif seen:
                yield child, "comes after an item"


@RSS_RULES.rule("Profile, atom:link: the feed names its own address")
def _self(root: Node) -> _Breaches:
    for channel in root.findall("channel"):
        own = [link for link in channel.findall(_LINK) if link.get("rel") == "self"]
        if len(own) != 1:
            yield channel, "has not one atom:link with rel self"


@RSS_RULES.rule("Profile, addresses are absolute URIs")
def _addresses(root: Node) -> _Breaches:
    for path in ("channel/link", "channel/item/link", "channel/image/url", "channel/item/comments"):
        for node in root.findall(path):
            if not rules.is_uri(rules.text_of(node)):
                yield node, f"is no absolute URI: {rules.text_of(node)!r}"
    for node in root.iter(_LINK):
        if not rules.is_uri(node.get("href") or ""):
            yield node, f"has no absolute URI: {node.get('href')!r}"


@RSS_RULES.rule("Profile, guid")
def _guid(root: Node) -> _Breaches:
    seen: set[str] = set()
    for item in _items(root):
        guid = item.find("guid")
        value = rules.text_of(guid)
        if guid is None or not value:
            yield item, "has no guid"
            continue
        if value in seen:
            yield guid, f"is that of another item: {value!r}"
        seen.add(value)
        permanent = guid.get("isPermaLink", "true")
        if permanent not in {"true", "false"}:
            yield guid, f"isPermaLink is neither true nor false: {permanent!r}"
        elif permanent == "true" and not rules.is_web_url(value):
            yield guid, f"is no address, but isPermaLink is true: {value!r}"


@RSS_RULES.rule("Profile, one enclosure with url, length and type")
def _enclosure(root: Node) -> _Breaches:
    for node in root.iter("enclosure"):
        if not rules.is_web_url(node.get("url", "")):
            yield node, f"url is no web address: {node.get('url')!r}"
        if not node.get("length", "").isdecimal():
            yield node, f"length is no number of bytes: {node.get('length')!r}"
        if not rules.is_media_type(node.get("type", "")):
            yield node, f"type is no media type: {node.get('type')!r}"


@RSS_RULES.rule("Profile, dates of RFC 822 with four-digit years")
def _dates(root: Node) -> _Breaches:
    for name in ("pubDate", "lastBuildDate"):
        for node in root.iter(name):
            value = rules.text_of(node)
            match = _RFC822.fullmatch(value)
            try:
                day = match and date(int(match[4]), _MONTHS.index(match[3]) + 1, int(match[2]))
            except ValueError:
                day = None
            if match is None or day is None:
                yield node, f"is no date of RFC 822: {value!r}"
            elif match[1] is not None and match[1] != _DAYS[day.weekday()]:
                yield node, f"names a wrong day of the week: {value!r}"


@RSS_RULES.rule("Profile, author and managingEditor: an address, then the name")
def _contacts(root: Node) -> _Breaches:
    for name in ("author", "managingEditor", "webMaster"):
        for node in root.iter(name):
            if not _CONTACT.fullmatch(rules.text_of(node)):
                yield node, f"is not 'address (name)': {rules.text_of(node)!r}"
    for item in _items(root):
        if item.find("author") is not None and item.find(_CREATOR) is not None:
            yield item, "names its author twice: author and dc:creator"


@RSS_RULES.rule("Profile, titles and categories are plain text")
def _plain(root: Node) -> _Breaches:
    for path in ("channel/title", "channel/item/title", "channel/item/category"):
        for node in root.findall(path):
            value = rules.text_of(node)
            if not value.strip():
                yield node, "is blank"
            elif rules.looks_like_html(value):
                yield node, f"holds HTML: {value!r}"


@RSS_RULES.rule("Profile, HTML that any page can show")
def _html(root: Node) -> _Breaches:
    for item in _items(root):
        for name in ("description", _CONTENT):
            for node in item.findall(name):
                for fault in rules.html_faults(rules.text_of(node)):
                    yield node, fault


@RSS_RULES.rule("Profile, content:encoded goes with a description")
def _described(root: Node) -> _Breaches:
    for item in _items(root):
        tags = [child.tag for child in item]
        if _CONTENT in tags and "description" not in tags[: tags.index(_CONTENT)]:
            yield item, "has content:encoded, but no description before it"


@RSS_RULES.rule("Profile, source has a url")
def _source(root: Node) -> _Breaches:
    for node in root.iter("source"):
        if not rules.is_uri(node.get("url", "")):
            yield node, f"url is no absolute URI: {node.get('url')!r}"


@RSS_RULES.rule("Profile, image: that of its channel")
def _image(root: Node) -> _Breaches:
    for channel in root.findall("channel"):
        for image in channel.findall("image"):
            if image.find("url") is None:
                yield image, "has no url"
            for name in ("title", "link"):
                if rules.text_of(image.find(name)) != rules.text_of(channel.find(name)):
                    yield image, f"has another {name} than the channel"


@RSS_RULES.rule("atom:updated: a date of RFC 3339")
def _updated(root: Node) -> _Breaches:
    for node in root.iter(_UPDATED):
        if not rules.is_rfc3339(rules.text_of(node)):
            yield node, f"is no date of RFC 3339: {rules.text_of(node)!r}"


@RSS_RULES.rule("Media RSS 1.5.1")
def _media(root: Node) -> _Breaches:
    yield from media_faults(root)


def media_faults(root: Node) -> _Breaches:
    """What is wrong with Media RSS elements, in either format."""
    for node in root.iter(_MEDIA):
        if not rules.is_uri(node.get("url", "")):
            yield node, f"url is no absolute URI: {node.get('url')!r}"
        if not rules.is_media_type(node.get("type", "x/y")):
            yield node, f"type is no media type: {node.get('type')!r}"
        if node.get("medium", "image") not in {"image", "audio", "video", "document", "executable"}:
            yield node, f"medium is none that there is: {node.get('medium')!r}"
        for name in ("fileSize", "width", "height"):
            value = node.get(name, "1")
            if not value.isdecimal() or int(value) == 0:
                yield node, f"{name} is no number above 0: {value!r}"
    for node in root.iter(f"{{{markup.MEDIA}}}group"):
        if len(node.findall(_MEDIA)) == 1:
            yield node, "holds one media:content and no alternative"


@RSS_RULES.rule("RFC 5005, archives")
def _history(root: Node) -> _Breaches:
    for channel in root.findall("channel"):
        relations = {link.get("rel") for link in channel.findall(_LINK)}
        yield from history_faults(channel, relations)


def history_faults(parent: Node, relations: set[str | None]) -> _Breaches:
    """What is wrong with feed history, in either format."""
    complete = parent.find(f"{{{markup.HISTORY}}}complete")
    if complete is not None and relations & {"next", "previous", "prev-archive", "next-archive"}:
        yield complete, "a complete feed has no other pages"
    archive = parent.find(f"{{{markup.HISTORY}}}archive")
    if archive is not None and "current" not in relations:
        yield archive, "an archive page names no current feed"
