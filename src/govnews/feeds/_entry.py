"""What an entry needs to know of its portal and its article, whatever the format."""

from datetime import datetime, tzinfo
from posixpath import splitext
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from attrs import field, frozen

from .._html import sanitise_to_bytes
from ..model import Article, Attachment, Image, Organisation, Person, Portal
from . import _markup as markup
from ._elements import XmlFormat, has_hook

#: Media types of what portals attach; a table of our own, because the system's differ.
_TYPES: Final = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".avif": "image/avif",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".zip": "application/zip",
    ".rar": "application/vnd.rar",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
#: Link relations that an entry may have besides those that entries write themselves.
_RELATIONS: Final = frozenset({"related", "via", "license", "describedby"})


@frozen
class Setting:
    """What an entry needs to know of its portal."""

    language: str
    zone: tzinfo
    #: Address of the portal.
    base: str
    #: The scheme of its section categories: its address as a URI, escaped for an attribute.
    scheme: str
    #: Titles of sections by key.
    titles: dict[str, str] = field(eq=False)

    @classmethod
    def of(cls, portal: Portal) -> "Setting":
        """The setting that a portal gives its entries."""
        titles = {section.key: section.title for section in portal.sections}
        scheme = markup.attribute(markup.uri(portal.url))
        return cls(portal.language, portal.zone, portal.url, scheme, titles)

    def stamp(self, value: datetime) -> markup.Stamp:
        """The instant as feeds print it, in the portal's zone."""
        return markup.stamp(value, self.zone)


class File(NamedTuple):
    """An attachment or picture as enclosures tell of it."""

    #: Address as a URI.
    url: str
    media_type: str
    #: In bytes.
    length: int | None
    title: str | None
    #: The picture, when it is one.
    image: Image | None = None


def _file(item: Image | Attachment) -> File:
    image = item if isinstance(item, Image) else None
    kind = item.media_type
    if kind is None:
        suffix = splitext(urlsplit(item.url).path)[1].lower()
        kind = _TYPES.get(suffix) or ("image/jpeg" if image else "application/octet-stream")
    title = item.caption if isinstance(item, Image) else item.title
    return File(markup.uri(item.url), kind, item.length, title or None, image)


def files(article: Article) -> list[File]:
    """The attachments of an article, then its pictures."""
    return [
        *[_file(one) for one in article.attachments],
        *[_file(one) for one in article.images],
    ]


def categories(article: Article, setting: Setting) -> list[tuple[str, str]]:
    """Keys and titles of an article's sections, the main one first, each once."""
    keys = article.sections
    if article.section is not None:
        keys = (article.section, *keys)
    return [(key, setting.titles.get(key, key)) for key in dict.fromkeys(keys)]


def body_html(article: Article, setting: Setting) -> bytes:
    """The body as HTML that is safe and complete in itself; empty when there is none.

    It never holds ``]]>``: every ``>`` in it ends a tag.

    Raises:
        NestingError: Its elements stand in each other too deeply.
        UncarriableError: It holds a character that XML cannot carry.
    """
    if not article.body:
        return b""
    if article.body_type == "plain":
        return markup.utf8(markup.paragraphs(article.body))
    try:
        return sanitise_to_bytes(article.body, article.url or setting.base)
    except UnicodeEncodeError as error:
        raise markup.UncarriableError from error


def hooked(article: Article, name: str) -> list[Any]:
    """The article and its extensions, as far as their classes have a hook of that name."""
    found: list[Any] = [article] if has_hook(type(article), name) else []
    values = article.extensions.values
    return found + [one for one in values if has_hook(type(one), name)] if values else found


def own_elements(article: Article, kind: XmlFormat) -> str:
    """What the article's subclass and extensions add."""
    values = hooked(article, "feed_elements")
    if not values:
        return ""
    return "".join(one.markup(kind) for value in values for one in value.feed_elements(kind))


Creator = Person | Organisation


def creators(article: Article) -> tuple[list[Creator], list[Creator]]:
    """Authors and contributors: contributors are people with another role than author.

    When nobody is an author all are; when nobody is named the byline is the author.
    """
    authors: list[Creator] = []
    others: list[Creator] = []
    for one in article.authors:
        role = one.role if isinstance(one, Person) else None
        (authors if role in {None, "", "author"} else others).append(one)
    if not authors:
        authors, others = others, []
    if not authors and article.byline and not article.byline.isspace():
        authors = [Person(name=article.byline)]
    return authors, others


def times(article: Article, setting: Setting) -> tuple[markup.Stamp, str]:
    """When an article was published, and, as RFC 3339 writes it, when it was updated.

    Raises:
        ValueError: It was never published, or at a time no calendar has in the zone.
    """
    if article.published_at is None:
        raise ValueError("published_at is missing")
    published = markup.stamp(article.published_at, setting.zone)
    modified = article.modified_at
    if modified is None:
        return published, published.rfc3339
    return published, markup.stamp(modified, setting.zone).rfc3339


def item_uri(article: Article) -> str | None:
    """The URI that the article's source gives its item, when it gives a URI."""
    value = article.source.item_uri if article.source is not None else None
    if value is None:
        return None
    scheme, colon, rest = value.partition(":")
    is_uri = colon and rest and scheme[:1].isalpha() and scheme.isascii()
    return None if not is_uri or any(one.isspace() for one in value) else markup.uri(value)


def media(file: File) -> str:
    """A file as Media RSS tells of it (RSS Board, Media RSS 1.5.1).

    A picture's alternative text is its title, its caption the description.
    """
    image = file.image
    size = f' fileSize="{file.length}"' if file.length else ""
    if image is None:
        family = file.media_type.partition("/")[0]
        medium = family if family in {"image", "audio", "video"} else "document"
        inner = _described("title", file.title)
    else:
        medium = "image"
        size += f' width="{image.width}"' if image.width else ""
        size += f' height="{image.height}"' if image.height else ""
        inner = _described("title", image.alt) + _described("description", image.caption)
        if image.credit:
            inner += f"<media:credit>{markup.text(image.credit)}</media:credit>"
    start = (
        f'<media:content url="{markup.text(file.url)}" '
        f'type="{markup.attribute(file.media_type)}" medium="{medium}"{size}'
    )
    return f"{start}>{inner}</media:content>" if inner else f"{start}/>"


def _described(name: str, value: str | None) -> str:
    if not value:
        return ""
    kind, characters = markup.shown(value)
    declared = "html" if kind == "html" else "plain"
    return f'<media:{name} type="{declared}">{characters}</media:{name}>'


def links(article: Article, tag: str) -> str:
    """Links to other resources, as Atom links; RSS gives them Atom's namespace."""
    parts = []
    for related in article.related:
        rel = related.rel
        if rel not in _RELATIONS:
            rel = markup.uri(rel) if ":" in rel else "related"
        title = f' title="{markup.attribute(related.title)}"' if related.title else ""
        language = f' hreflang="{related.language}"' if related.language else ""
        parts.append(
            f'<{tag} rel="{markup.attribute(rel)}" '
            f'href="{markup.attribute(markup.uri(related.uri))}"{language}{title}/>'
        )
    via = item_uri(article)
    if via is not None:
        parts.append(f'<{tag} rel="via" href="{markup.attribute(via)}"/>')
    return "".join(parts)
