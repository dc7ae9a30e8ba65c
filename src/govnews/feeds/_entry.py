"""One article as an RSS item or an Atom entry: the bytes that stand in the feed."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from html import escape as escape_html
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from attrs import field, frozen

from .._html import sanitise
from ..model import Article, Attachment, Image, Organisation, Person, Portal
from . import _markup as markup
from ._elements import FeedElements, XmlFormat

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

    portal: Portal
    zone: tzinfo
    #: Address of the portal as a URI; also the scheme of its section categories.
    base: str
    #: Titles of sections by key.
    titles: dict[str, str] = field(eq=False)

    @classmethod
    def of(cls, portal: Portal) -> "Setting":
        """The setting that a portal gives its entries."""
        titles = {section.key: section.title for section in portal.sections}
        return cls(portal, portal.zone, markup.uri(portal.url), titles)

    def local(self, value: datetime) -> datetime:
        """The instant in the portal's zone."""
        return markup.local(value, self.zone)


def media_type(item: Image | Attachment, fallback: str) -> str:
    """The media type of a file: the one given, else the one its name tells."""
    if item.media_type is not None:
        return item.media_type
    return _TYPES.get(PurePosixPath(urlsplit(item.url).path).suffix.lower(), fallback)


def section_keys(article: Article) -> Iterator[str]:
    """The keys of an article's sections, the main one first, each once."""
    return iter(dict.fromkeys(filter(None, (article.section, *article.sections))))


def body_html(article: Article, setting: Setting) -> str:
    """The body as HTML that is safe and complete in itself; empty when there is none."""
    if not article.body:
        return ""
    if article.body_type == "plain":
        return markup.paragraphs(article.body)
    return sanitise(article.body, markup.uri(article.url) if article.url else setting.base)


def own_elements(article: Article, format: XmlFormat) -> str:  # noqa: A002  # the word of the whole library
    """What the article's subclass and extensions add."""
    parts = []
    for value in (article, *article.extensions):
        if isinstance(value, FeedElements):
            parts.extend(element.markup(format) for element in value.feed_elements(format))
    return "".join(parts)


def creators(article: Article) -> tuple[list[Person | Organisation], list[Person | Organisation]]:
    """Authors and contributors: contributors are people with another role than author."""
    authors: list[Person | Organisation] = []
    others: list[Person | Organisation] = []
    for one in article.authors:
        role = one.role if isinstance(one, Person) else None
        (authors if role in {None, "", "author"} else others).append(one)
    if not authors:
        authors, others = others, []
    if not authors and article.byline and not article.byline.isspace():
        authors = [Person(name=article.byline)]
    return authors, others


def _media(image: Image) -> str:
    size = f' fileSize="{image.length}"' if image.length else ""
    width = f' width="{image.width}"' if image.width else ""
    height = f' height="{image.height}"' if image.height else ""
    kind = markup.attribute(media_type(image, "image/jpeg"))
    inner = ""
    for name, value in (("title", image.alt), ("description", image.caption)):
        if value:
            shown, characters = markup.shown(value)
            declared = "html" if shown == "html" else "plain"
            inner += f'<media:{name} type="{declared}">{characters}</media:{name}>'
    if image.credit:
        inner += f"<media:credit>{markup.text(image.credit)}</media:credit>"
    return (
        f'<media:content url="{markup.attribute(markup.uri(image.url))}" type="{kind}" '
        f'medium="image"{size}{width}{height}>{inner}</media:content>'
    )


def _document(attachment: Attachment) -> str:
    kind = media_type(attachment, "application/octet-stream")
    family = kind.partition("/")[0]
    medium = family if family in {"image", "audio", "video"} else "document"
    size = f' fileSize="{attachment.length}"' if attachment.length else ""
    inner = ""
    if attachment.title:
        shown, characters = markup.shown(attachment.title)
        declared = "html" if shown == "html" else "plain"
        inner = f'<media:title type="{declared}">{characters}</media:title>'
    return (
        f'<media:content url="{markup.attribute(markup.uri(attachment.url))}" '
        f'type="{markup.attribute(kind)}" medium="{medium}"{size}>{inner}</media:content>'
    )


def _relation(rel: str) -> str:
    if rel in _RELATIONS:
        return rel
    return markup.uri(rel) if ":" in rel else "related"


def _links(article: Article, tag: str) -> str:
    """Links to other resources, as Atom links; in RSS they keep Atom's namespace."""
    parts = []
    for related in article.related:
        title = f' title="{markup.attribute(related.title)}"' if related.title else ""
        language = f' hreflang="{related.language}"' if related.language else ""
        parts.append(
            f'<{tag} rel="{markup.attribute(_relation(related.rel))}" '
            f'href="{markup.attribute(markup.uri(related.uri))}"{language}{title}/>'
        )
    source = article.source
    if source is not None and source.item_uri and is_uri(source.item_uri):
        parts.append(f'<{tag} rel="via" href="{markup.attribute(markup.uri(source.item_uri))}"/>')
    return "".join(parts)


def is_uri(value: str) -> bool:
    """Whether a text has the shape of an absolute URI."""
    scheme, colon, rest = value.partition(":")
    return bool(colon and rest and scheme[:1].isalpha() and scheme.isascii()) and not any(
        character.isspace() for character in value
    )


def rss_item(article: Article, setting: Setting) -> str:
    """The article as an RSS 2.0 item with the modules that every reader knows."""
    plain, attribute = markup.plain, markup.attribute
    published = article.published_at
    if published is None:
        raise ValueError("published_at is missing")
    parts = [f"<item><title>{plain(article.headline)}</title>"]
    if article.url:
        parts.append(f"<link>{markup.text(markup.uri(article.url))}</link>")
    lead = markup.text(escape_html(article.lead, quote=False)) if article.lead else ""
    parts.append(f"<description>{lead}</description>")
    body = body_html(article, setting)
    if body:
        parts.append(f"<content:encoded>{markup.text(body)}</content:encoded>")
    authors, contributors = creators(article)
    parts += [f"<dc:creator>{plain(one.name)}</dc:creator>" for one in authors]
    parts += [f"<dc:contributor>{plain(one.name)}</dc:contributor>" for one in contributors]
    domain = attribute(setting.base)
    for key in section_keys(article):
        title = setting.titles.get(key, key)
        parts.append(f'<category domain="{domain}">{plain(title)}</category>')
    parts += [f"<category>{plain(tag)}</category>" for tag in article.tags]
    enclosure = next(iter((*article.attachments, *article.images)), None)
    if enclosure is not None:
        fallback = "image/jpeg" if isinstance(enclosure, Image) else "application/octet-stream"
        parts.append(
            f'<enclosure url="{attribute(markup.uri(enclosure.url))}" '
            f'length="{enclosure.length or 0}" '
            f'type="{attribute(media_type(enclosure, fallback))}"/>'
        )
    identity = markup.uri(article.uri)
    is_page = "true" if article.url is not None and markup.uri(article.url) == identity else "false"
    parts.append(f'<guid isPermaLink="{is_page}">{markup.text(identity)}</guid>')
    parts.append(f"<pubDate>{markup.rfc822(setting.local(published))}</pubDate>")
    updated = markup.rfc3339(setting.local(article.updated_at or published))
    parts.append(f"<atom:updated>{updated}</atom:updated>")
    if article.source is not None:
        if article.source.url:
            address = attribute(markup.uri(article.source.url))
            parts.append(f'<source url="{address}">{plain(article.source.name)}</source>')
        else:
            parts.append(f"<dc:source>{plain(article.source.name)}</dc:source>")
    if article.rights:
        parts.append(f"<dc:rights>{plain(article.rights)}</dc:rights>")
    if article.language != setting.portal.language:
        parts.append(f"<dc:language>{article.language}</dc:language>")
    parts.append(_links(article, "atom:link"))
    parts += [_document(one) for one in article.attachments if one is not enclosure or one.title]
    parts += [_media(image) for image in article.images]
    parts.append(own_elements(article, "rss"))
    parts.append("</item>")
    return "".join(parts)


def _person(tag: str, one: Person | Organisation) -> str:
    url = f"<uri>{markup.text(markup.uri(one.url))}</uri>" if one.url else ""
    email = f"<email>{markup.text(one.email)}</email>" if one.email and "@" in one.email else ""
    return f"<{tag}><name>{markup.text(one.name)}</name>{url}{email}</{tag}>"


def _atom_source(article: Article, setting: Setting, fallback: str) -> str:
    source = article.source
    if source is None:
        return ""
    if source.url is None:
        return f"<dc:source>{markup.text(source.name)}</dc:source>"
    address = markup.uri(source.url)
    updated = (
        markup.rfc3339(setting.local(source.published_at)) if source.published_at else fallback
    )
    return (
        f"<source><id>{markup.text(address)}</id>{markup.construct('title', source.name)}"
        f'<updated>{updated}</updated><link href="{markup.attribute(address)}"/></source>'
    )


def atom_entry(article: Article, setting: Setting) -> str:
    """The article as an Atom 1.0 entry (RFC 4287, section 4.1.2)."""
    attribute = markup.attribute
    if article.published_at is None:
        raise ValueError("published_at is missing")
    published = markup.rfc3339(setting.local(article.published_at))
    updated = markup.rfc3339(setting.local(article.updated_at or article.published_at))
    language = article.language
    tongue = f' xml:lang="{language}"' if language != setting.portal.language else ""
    parts = [
        f"<entry{tongue}><id>{markup.text(markup.uri(article.uri))}</id>"
        f"{markup.construct('title', article.headline)}"
        f"<published>{published}</published><updated>{updated}</updated>"
    ]
    if article.url:
        parts.append(
            f'<link rel="alternate" type="text/html" href="{attribute(markup.uri(article.url))}"/>'
        )
    authors, contributors = creators(article)
    parts += [_person("author", one) for one in authors]
    parts += [_person("contributor", one) for one in contributors]
    scheme = attribute(setting.base)
    for key in section_keys(article):
        label = attribute(setting.titles.get(key, key))
        parts.append(f'<category term="{attribute(key)}" scheme="{scheme}" label="{label}"/>')
    parts += [f'<category term="{attribute(tag)}"/>' for tag in article.tags]
    if article.lead:
        parts.append(markup.construct("summary", article.lead))
    body = body_html(article, setting)
    if body:
        parts.append(f'<content type="html">{markup.text(body)}</content>')
    elif not article.url:
        # Without an alternate link an entry must have content: RFC 4287, section 4.1.2.
        parts.append(markup.construct("content", article.lead or article.headline))
    for item in (*article.attachments, *article.images):
        picture = isinstance(item, Image)
        kind = media_type(item, "image/jpeg" if picture else "application/octet-stream")
        length = f' length="{item.length}"' if item.length is not None else ""
        title = item.caption if isinstance(item, Image) else item.title
        titled = f' title="{attribute(title)}"' if title else ""
        parts.append(
            f'<link rel="enclosure" type="{attribute(kind)}" '
            f'href="{attribute(markup.uri(item.url))}"{length}{titled}/>'
        )
    parts.append(_links(article, "link"))
    if article.rights:
        parts.append(markup.construct("rights", article.rights))
    parts.append(_atom_source(article, setting, published))
    parts += [_media(image) for image in article.images]
    parts.append(own_elements(article, "atom"))
    parts.append("</entry>")
    return "".join(parts)


def tombstone(article: Article, setting: Setting) -> str:
    """A withdrawn article in an Atom feed: RFC 6721, section 3."""
    changed = article.updated_at
    if changed is None:
        raise ValueError("published_at is missing")
    return (
        f'<at:deleted-entry xmlns:at="{markup.TOMBSTONES}" '
        f'ref="{markup.attribute(markup.uri(article.uri))}" '
        f'when="{markup.rfc3339(setting.local(changed))}"/>'
    )
