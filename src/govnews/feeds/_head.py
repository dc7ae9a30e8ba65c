"""The head of a portal's or section's feed, in any format."""

from typing import Final
from urllib.parse import urljoin

from ..errors import UnknownFormatError
from ..model import ALL_SECTIONS, Portal, Section
from . import _jsonfeed as jsonfeed, _markup as markup
from ._elements import Format
from ._render import Head, render_head

#: Media types by format.
MEDIA_TYPES: Final[dict[Format, str]] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def feed_format(name: str) -> Format:
    """A format by its name.

    Raises:
        UnknownFormatError: There is none of that name.
    """
    if name not in MEDIA_TYPES:
        raise UnknownFormatError("feed format", name, tuple(MEDIA_TYPES))
    return name


def find_section(portal: Portal, section: str | Section | None) -> Section | None:
    """The portal's section of a key.

    Raises:
        UnknownFormatError: The portal has none of that key.
    """
    if section is None:
        return None
    key = section.key if isinstance(section, Section) else section
    found = portal.tree.get(key)
    if found is None:
        known = tuple(one.key for one in portal.sections)
        raise UnknownFormatError("section", key, known)
    return found


def archive_name(section: Section | None, number: int) -> str:
    """The name of an archive page in addresses."""
    return f"{ALL_SECTIONS if section is None else section.key}/{number}"


def archive_url(portal: Portal, section: Section | None, kind: Format, number: int) -> str:
    """The address of an archive page."""
    path = portal.feed_path.format(name=archive_name(section, number), format=kind)
    return markup.uri(urljoin(portal.url, path))


def head_of(
    portal: Portal,
    section: Section | None,
    kind: Format,
    updated: markup.Stamp | None,
    *,
    stylesheet: str | None = None,
    self_url: str | None = None,
    links: tuple[tuple[str, str], ...] = (),
    archive: bool = False,
) -> Head:
    """The head of a document of a portal's or section's feed."""
    title = portal.name if section is None else f"{section.title} - {portal.name}"
    description = (section and section.description) or portal.description or title
    page = (section and section.url) or portal.url
    publisher = portal.publisher
    email = publisher.email if publisher is not None else None
    hubs = tuple(("hub", markup.uri(hub)) for hub in portal.hubs)
    return Head(
        title=title,
        description=description,
        identity=markup.uri(portal.feed_url("atom", section)),
        page=markup.uri(page),
        language=(section and section.language) or portal.language,
        updated=updated,
        links=(("self", markup.uri(self_url or portal.feed_url(kind, section))), *hubs, *links),
        author=portal.name if publisher is None else publisher.name,
        author_email=email if markup.is_mail(email) else None,
        author_url=None
        if publisher is None or publisher.url is None
        else markup.uri(publisher.url),
        rights=portal.rights or None,
        logo=None if portal.logo is None else markup.uri(portal.logo),
        icon=None if portal.icon is None else markup.uri(portal.icon),
        archive=archive,
        stylesheet=None if stylesheet is None else markup.uri(stylesheet),
    )


def frame(head: Head, kind: Format) -> tuple[bytes, bytes]:
    """What stands before and after the entries of a document with this head."""
    if kind == "json":
        return jsonfeed.render_head(head)
    return render_head(head, kind, MEDIA_TYPES[kind])
