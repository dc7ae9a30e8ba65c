"""JSON Feed 1.1: items and head."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ..model import Article
from . import _entry as entry, _markup as markup
from ._render import Head

#: Controls as JSON escapes them.
_ESCAPED_CONTROL = re.compile(r"\\(?:u00|b|f)")
_VERSION = "https://jsonfeed.org/version/1.1"


def dumps(value: Any) -> str:
    """JSON text without padding; characters stand for themselves."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def json_item(article: Article, setting: entry.Setting) -> bytes:
    """The article as an item of a JSON Feed.

    Raises:
        UncarriableError: A text holds a character that the other formats cannot carry.
        ValueError: The article holds what the format cannot say.
    """
    published, updated = entry.times(article, setting)
    item: dict[str, Any] = {
        "id": markup.uri(article.uri),
        "url": markup.uri(article.url) if article.url else None,
        "external_url": entry.item_uri(article),
        "title": article.headline,
        **_content(article, setting),
        "summary": article.lead or None,
        "image": markup.uri(article.images[0].url) if article.images else None,
        "date_published": published.rfc3339,
        "date_modified": updated,
        "authors": [_author(one) for group in entry.creators(article) for one in group] or None,
        "tags": _tags(article, setting) or None,
        "language": article.language if article.language != setting.language else None,
        "attachments": [_attachment(one) for one in entry.files(article)] or None,
    }
    kept = {key: value for key, value in item.items() if value is not None} | own_keys(article)
    text = dumps(kept)
    if _ESCAPED_CONTROL.search(text):
        # Or only a backslash that stands before such letters.
        for value in _texts(kept):
            markup.utf8(value)
    return markup.utf8(text)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value that JSON can carry."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _content(article: Article, setting: entry.Setting) -> dict[str, str]:
    """One of the two must be there: JSON Feed 1.1, "Items"."""
    if article.body_type == "plain":
        return {"content_text": article.body or ""}
    html = entry.body_html(article, setting).decode()
    return {"content_html": html} if html else {"content_text": ""}


def _author(one: entry.Creator) -> dict[str, str]:
    return {"name": one.name} if one.url is None else {"name": one.name, "url": markup.uri(one.url)}


def _tags(article: Article, setting: entry.Setting) -> list[str]:
    titles = (title for _, title in entry.categories(article, setting))
    return list(dict.fromkeys((*titles, *article.tags)))


def _attachment(file: entry.File) -> dict[str, Any]:
    attachment: dict[str, Any] = {"url": file.url, "mime_type": file.media_type}
    if file.title:
        attachment["title"] = file.title
    if file.length is not None:
        attachment["size_in_bytes"] = file.length
    return attachment


def own_keys(article: Article) -> dict[str, Any]:
    """What the article's subclass and extensions add."""
    return {
        key if key.startswith("_") else f"_{key}": data
        for value in entry.hooked(article, "feed_keys")
        for key, data in value.feed_keys().items()
    }


def render_head(head: Head) -> tuple[bytes, bytes]:
    """The bytes before and after the items of a JSON Feed."""
    feed: dict[str, Any] = {
        "version": _VERSION,
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": dict(head.links)["self"],
        "description": head.description,
        "language": head.language,
        "authors": [{"name": head.author} | ({"url": head.author_url} if head.author_url else {})],
    }
    if head.icon:
        feed |= {"icon": head.icon, "favicon": head.icon}
    hubs = [{"type": "WebSub", "url": href} for rel, href in head.links if rel == "hub"]
    if hubs:
        feed["hubs"] = hubs
    return dumps(feed)[:-1].encode() + b',"items":[\n', b"]}\n"
