"""JSON Feed 1.0 and 1.1."""

import json
from typing import Any

from ..errors import IngestError
from ._decode import NOT_XML
from ._item import Category, Item
from ._markup import Text, whole


def read_json(text: str, errors: list[IngestError]) -> dict[str, Any] | None:
    """The object a JSON Feed is; None when the text is none."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        errors.append(IngestError("feed", None, f"is not JSON: {error}"))
        return None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        errors.append(IngestError("feed", None, "is no JSON Feed: it has no list of items"))
        return None
    return feed


def item_of(told: dict[str, Any]) -> Item:
    """What an item says, in the words all formats share (JSON Feed 1.1, section Items)."""
    identity = told.get("id")
    if isinstance(identity, int | float) and not isinstance(identity, bool):
        # Section Items: "If … id is presented as a number … coerce it to a string."
        identity = str(identity)
    html, plain = text(told, "content_html"), text(told, "content_text")
    title = text(told, "title")
    summary = text(told, "summary")
    item = Item(
        id=NOT_XML.sub("", identity).strip() or None if isinstance(identity, str) else None,
        url=text(told, "url"),
        title=Text(title) if title else None,
        summary=Text(summary) if summary else None,
        body=Text(html, is_html=True) if html else Text(plain) if plain else None,
        published=text(told, "date_published"),
        updated=text(told, "date_modified"),
        language=text(told, "language"),
        authors=people(told),
        categories=[
            Category(NOT_XML.sub("", tag)) for tag in listed(told, "tags") if isinstance(tag, str)
        ],
        source_uri=text(told, "external_url"),
    )
    for name in ("image", "banner_image"):
        url = text(told, name)
        if url:
            item.images.append({"url": url})
    for file in listed(told, "attachments"):
        if isinstance(file, dict):
            media_type = text(file, "mime_type")
            known = {
                "url": text(file, "url"),
                "media_type": media_type,
                "length": whole(file.get("size_in_bytes")),
            }
            if (media_type or "").startswith("image/"):
                item.images.append({**known, "caption": text(file, "title")})
            else:
                item.attachments.append({**known, "title": text(file, "title")})
    return item


def people(told: dict[str, Any]) -> list[dict[str, str | None]]:
    """The authors of a feed or an item: ``authors``, or ``author`` of version 1.0."""
    authors = listed(told, "authors") or [told.get("author")]
    return [
        {"name": text(author, "name"), "email": None, "url": text(author, "url")}
        for author in authors
        if isinstance(author, dict)
    ]


def text(told: dict[str, Any], name: str) -> str | None:
    """A text of an object; None when it is missing, blank or not a text."""
    value = told.get(name)
    if not isinstance(value, str):
        return None
    # JSON escapes may stand for characters that XML does not have.
    return NOT_XML.sub("", value).strip() or None


def listed(told: dict[str, Any], name: str) -> list[Any]:
    """A list of an object; an empty one when it is missing or not a list."""
    value = told.get(name)
    return value if isinstance(value, list) else []
