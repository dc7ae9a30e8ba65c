"""Ways to find a portal's feeds: OPML and links in HTML pages."""

from html import escape
from typing import Final

from ..model import Portal, Section
from . import _markup as markup
from ._elements import Format
from ._head import MEDIA_TYPES, find_section

#: What people call the formats.
_NAMES: Final[dict[Format, str]] = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


def opml(portal: Portal) -> bytes:
    """The feeds of a portal as a subscription list (OPML 2.0): itself and its sections.

    Args:
        portal: Who publishes. Its sections become outlines within outlines, as they are in
            its tree.

    Returns:
        An XML document in UTF-8; the same for equal portals.

    Example:
        >>> portal = Portal(
        ...     name="Cổng thông tin điện tử",
        ...     url="https://example.vn/",
        ...     sections=(Section(key="van-hoa", title="Văn hoá"),),
        ... )
        >>> opml(portal).count(b"<outline ")
        2
    """
    attribute = markup.attribute
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">',
        f"<head><title>{markup.text(portal.name)}</title>",
    ]
    publisher = portal.publisher
    if publisher is not None:
        parts.append(f"<ownerName>{markup.text(publisher.name)}</ownerName>")
        if publisher.email:
            parts.append(f"<ownerEmail>{markup.text(publisher.email)}</ownerEmail>")
    parts.append("<docs>http://opml.org/spec2.opml</docs></head>\n<body>\n")

    def outline(section: Section | None, title: str, url: str | None, about: str | None) -> None:
        language = (section and section.language) or portal.language
        page = f' htmlUrl="{attribute(markup.uri(url))}"' if url else ""
        described = f' description="{attribute(about)}"' if about else ""
        address = attribute(markup.uri(portal.feed_url("rss", section)))
        parts.append(
            f'<outline type="rss" version="RSS2" text="{attribute(title)}" '
            f'title="{attribute(title)}" xmlUrl="{address}"{page}{described} '
            f'language="{language}"'
        )

    outline(None, portal.name, portal.url, portal.description)
    parts.append("/>\n")
    open_sections: list[Section] = []
    for section in portal.tree.walk():
        while open_sections and open_sections[-1].key != section.parent:
            open_sections.pop()
            parts.append("</outline>\n")
        outline(section, section.title, section.url, section.description)
        parts.append(">")
        open_sections.append(section)
    parts.extend("</outline>\n" for _ in open_sections)
    parts.append("</body></opml>\n")
    return markup.utf8("".join(parts))


def autodiscovery(portal: Portal, section: str | Section | None = None) -> str:
    """Links for the head of an HTML page, by which browsers and readers find the feeds.

    Args:
        portal: Who publishes.
        section: The section that the page shows: its feeds are named first.

    Returns:
        ``link`` elements (HTML, section 4.6.7, link type ``alternate``), one to a line;
        everything in them is escaped.

    Raises:
        UnknownFormatError: The portal has no such section.

    Example:
        >>> portal = Portal(name="Cổng", url="https://example.vn/")
        >>> print(autodiscovery(portal).splitlines()[0])
        <link rel="alternate" type="application/rss+xml" title="Cổng (RSS)" href="https://example.vn/feeds/all.rss">
    """
    shown = find_section(portal, section)
    feeds: list[tuple[str, Section | None]] = [(portal.name, None)]
    if shown is not None:
        feeds.insert(0, (f"{shown.title} - {portal.name}", shown))
    return "\n".join(
        f'<link rel="alternate" type="{media_type}" title="{escape(f"{title} ({_NAMES[kind]})")}" '
        f'href="{escape(markup.uri(portal.feed_url(kind, of)))}">'
        for title, of in feeds
        for kind, media_type in MEDIA_TYPES.items()
    )
