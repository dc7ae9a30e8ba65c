"""Heads of RSS and Atom documents, built by feedgen: the only file that knows it.

feedgen writes the parts it writes well. Links, dates and namespaces go in through an
extension of ours, because feedgen 1.0 writes only some links into RSS, switches the locale of
the whole process to write a date, and stamps documents with the moment they are made.
"""

from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem
from lxml import etree

from . import _markup as markup
from ._elements import XmlFormat

_GENERATOR = "govnews"
#: Atom asks for a date even of a feed that has no entries; this one never changes.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_NO_PARENTHESES = str.maketrans("()", "[]")
_PICTURES = (".gif", ".jpeg", ".jpg", ".png")
_ENDS: dict[XmlFormat, bytes] = {"rss": b"</channel></rss>", "atom": b"</feed>"}


@frozen
class Head:
    """What stands before the entries of a document."""

    title: str
    description: str
    #: Identity of the feed, the same for all its documents.
    identity: str
    #: Address of the page that the feed is of.
    page: str
    language: str
    #: When its newest entry changed, in the zone to print; None for a feed without entries.
    updated: markup.Stamp | None
    #: Links by relation and address, besides the one to ``page``.
    links: tuple[tuple[str, str], ...] = ()
    author: str = ""
    author_email: str | None = None
    author_url: str | None = None
    rights: str | None = None
    logo: str | None = None
    icon: str | None = None
    #: Whether the document is an archive: RFC 5005, section 4.
    archive: bool = False
    #: Address of a style sheet (CSS).
    stylesheet: str | None = None


class _Extension(BaseExtension):  # type: ignore[misc]  # feedgen is untyped
    """Adds to the head what feedgen does not write, or writes wrongly."""

    def __init__(self, head: Head, media_type: str) -> None:
        self.head = head
        self.media_type = media_type

    def extend_ns(self) -> dict[str, str]:
        """The namespaces that entries use; they are declared once, on the root."""
        return {"dc": markup.DC, "media": markup.MEDIA}

    def extend_rss(self, root: Any) -> None:
        """The date and the links, in Atom's namespace."""
        channel = root[0]
        if self.head.updated is not None:
            date = xml_elem("lastBuildDate", channel)
            date.text = self.head.updated.rfc822
        self._extend(channel, f"{{{markup.ATOM}}}link")

    def extend_atom(self, root: Any) -> None:
        """The links, and the types of texts that look like HTML."""
        for name in ("title", "subtitle", "rights"):
            for element in root.findall(name):
                kind, _ = markup.shown(element.text)
                if kind == "html":
                    element.attrib["type"] = kind
                    element.text = escape(element.text, quote=False)
        self._extend(root, "link")

    def _extend(self, parent: Any, tag: str) -> None:
        for rel, href in self.head.links:
            link = xml_elem(tag, parent, rel=rel, href=href)
            if rel != "hub":
                link.attrib["type"] = self.media_type
        if self.head.archive:
            etree.SubElement(parent, f"{{{markup.HISTORY}}}archive", nsmap={"fh": markup.HISTORY})


class _Document(FeedGenerator):  # type: ignore[misc]  # feedgen is untyped
    """A feedgen document whose dates are those of its entries."""

    def __init__(self, head: Head, media_type: str) -> None:
        super().__init__()
        # feedgen would print the present moment, by way of the process's locale.
        self._FeedGenerator__rss_lastBuildDate = None
        self._FeedGenerator__atom_updated = head.updated.value if head.updated else _NEVER
        self.id(head.identity)
        self.title(head.title)
        self.description(head.description)
        self.link(href=head.page, rel="alternate")
        self.language(head.language)
        self.generator(_GENERATOR)
        author = {"name": head.author}
        if head.author_email:
            author["email"] = head.author_email
        if head.author_url:
            author["uri"] = head.author_url
        self.author(author)
        if head.author_email:
            # The name stands in parentheses, so it can have none of its own.
            name = head.author.translate(_NO_PARENTHESES)
            self.managingEditor(f"{head.author_email} ({name})")
        if head.rights:
            self.rights(head.rights)
        if head.icon:
            self.icon(head.icon)
        if head.logo:
            self.logo(head.logo)
            # RSS knows three kinds of pictures.
            if urlsplit(head.logo).path.lower().endswith(_PICTURES):
                self.image(head.logo, head.title, head.page)
            else:
                # feedgen makes a channel's image of every logo.
                self._FeedGenerator__rss_image = None
        self.register_extension("govnews", _extension_maker(head, media_type), None)


def _extension_maker(head: Head, media_type: str) -> Any:
    return lambda: _Extension(head, media_type)


def render_head(head: Head, kind: XmlFormat, media_type: str) -> tuple[bytes, bytes]:
    """The bytes before and after the entries of a document."""
    document = _Document(head, media_type)
    whole: bytes = document.rss_str() if kind == "rss" else document.atom_str()
    end = _ENDS[kind]
    start = whole.rstrip().removesuffix(end)
    if head.stylesheet is not None:
        declaration, newline, rest = start.partition(b"\n")
        style = f'<?xml-stylesheet type="text/css" href="{markup.attribute(head.stylesheet)}"?>'
        start = declaration + newline + style.encode() + newline + rest
    return start, end
