"""JSON Feed 1.1: items and head."""

import json
from typing import Any

from ..model import Article, Image, Organisation, Person
from . import _markup as markup
from ._elements import FeedKeys
from ._entry import Setting, body_html, creators, is_uri, media_type, section_keys
from ._render import Head

_VERSION = "https://jsonfeed.org/version/1.1"


def dumps(value: Any) -> str:
    """JSON text without padding; characters stand for themselves."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _author(one: Person | Organisation) -> dict[str, str]:
    return {"name": one.name} if one.url is None else {"name": one.name, "url": markup.uri(one.url)}


def json_item(article: Article, setting: Setting) -> str:
    """The article as an item of a JSON Feed."""
    if article.published_at is None:
        raise ValueError("published_at is missing")
    published = setting.local(article.published_at)
    updated = setting.local(article.updated_at or article.published_at)
    item: dict[str, Any] = {"id": markup.uri(article.uri)}
    if article.url:
        item["url"] = markup.uri(article.url)
    source = article.source
    if source is not None and source.item_uri and is_uri(source.item_uri):
        item["external_url"] = markup.uri(source.item_uri)
    item["title"] = article.headline
    body = article.body or ""
    html = body_html(article, setting) if article.body_type == "html" else ""
    # One of the two must be there: JSON Feed 1.1, "Items".
    item |= (
        {"content_html": html}
        if html
        else {"content_text": "" if article.body_type == "html" else body}
    )
    if article.lead:
        item["summary"] = article.lead
    if article.images:
        item["image"] = markup.uri(article.images[0].url)
    item["date_published"] = markup.rfc3339(published)
    item["date_modified"] = markup.rfc3339(updated)
    authors, contributors = creators(article)
    if authors:
        item["authors"] = [_author(one) for one in (*authors, *contributors)]
    titles = (setting.titles.get(key, key) for key in section_keys(article))
    tags = list(dict.fromkeys((*titles, *article.tags)))
    if tags:
        item["tags"] = tags
    if article.language != setting.portal.language:
        item["language"] = article.language
    attachments = []
    for one in (*article.attachments, *article.images):
        picture = isinstance(one, Image)
        kind = media_type(one, "image/jpeg" if picture else "application/octet-stream")
        attachment: dict[str, Any] = {"url": markup.uri(one.url), "mime_type": kind}
        title = one.caption if isinstance(one, Image) else one.title
        if title:
            attachment["title"] = title
        if one.length is not None:
            attachment["size_in_bytes"] = one.length
        attachments.append(attachment)
    if attachments:
        item["attachments"] = attachments
    for value in (article, *article.extensions):
        if isinstance(value, FeedKeys):
            for key, data in value.feed_keys().items():
                item[key if key.startswith("_") else f"_{key}"] = data
    return dumps(item)


def render_head(head: Head) -> tuple[bytes, bytes]:
    """The bytes before and after the items of a JSON Feed."""
    links = dict(head.links)
    feed: dict[str, Any] = {
        "version": _VERSION,
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": links["self"],
        "description": head.description,
        "language": head.language,
        "authors": [{"name": head.author} | ({"url": head.author_url} if head.author_url else {})],
    }
    if head.icon:
        feed["icon"] = head.icon
        feed["favicon"] = head.icon
    hubs = [{"type": "WebSub", "url": href} for rel, href in head.links if rel == "hub"]
    if hubs:
        feed["hubs"] = hubs
    return dumps(feed)[:-1].encode() + b',"items":[', b"]}"
