"""Feed documents in a test suite: read back what was rendered, and hold it to the rules."""

from typing import Literal

from attrs import field, frozen
from lxml import etree

from ..feeds import check

_ATOM = "{http://www.w3.org/2005/Atom}"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


@frozen
class DocumentEntry:
    """One entry as a reader finds it in a document."""

    #: ``guid`` in RSS, ``id`` in Atom.
    uri: str
    title: str
    #: Address of its page; empty without one.
    link: str
    #: Description or summary as it stands in the document: HTML in RSS.
    summary: str
    #: Full content; empty without any.
    content: str
    authors: tuple[str, ...]
    #: Texts of categories in RSS, terms in Atom.
    categories: tuple[str, ...]
    #: Dates as they stand in the document.
    published: str
    updated: str
    #: Addresses of enclosures.
    enclosures: tuple[str, ...]


@frozen
class FeedDocument:
    """An RSS or Atom document as a reader finds it.

    Example:
        >>> from govnews import Portal, feeds
        >>> portal = Portal(name="Cổng thông tin điện tử", url="https://example.vn/")
        >>> document = FeedDocument.read(feeds.Feed(portal, []).render("atom"))
        >>> document.format, document.title, document.entries
        ('atom', 'Cổng thông tin điện tử', ())
    """

    format: Literal["rss", "atom"]
    title: str
    #: Addresses by relation: ``self``, ``alternate``, ``hub``, ``prev-archive`` …
    links: dict[str, str]
    entries: tuple[DocumentEntry, ...] = field(default=())

    @classmethod
    def read(cls, document: bytes) -> "FeedDocument":
        """Read a document that keeps the rules.

        Raises:
            AssertionError: It breaks a rule; every breach is named.
        """
        assert_valid_feed(document)
        root = etree.fromstring(document)
        if root.tag == "rss":
            channel = root[0]
            links = {"alternate": channel.findtext("link") or ""}
            links |= _links(channel)
            entries = tuple(_item(item) for item in channel.findall("item"))
            return cls("rss", channel.findtext("title") or "", links, entries)
        entries = tuple(_entry(entry) for entry in root.findall(f"{_ATOM}entry"))
        return cls("atom", root.findtext(f"{_ATOM}title") or "", _links(root), entries)


def assert_valid_feed(document: bytes) -> None:
    """Assert that an RSS or Atom document keeps the rules of :func:`govnews.feeds.check`.

    Raises:
        AssertionError: It breaks a rule; every breach is named.

    Example:
        >>> from govnews import Portal, feeds
        >>> portal = Portal(name="Cổng thông tin điện tử", url="https://example.vn/")
        >>> assert_valid_feed(feeds.Feed(portal, []).render("rss"))
    """
    breaches = check(document)
    assert not breaches, "\n".join(map(str, breaches))


def _links(parent: "etree._Element") -> dict[str, str]:
    return {
        str(link.get("rel", "alternate")): str(link.get("href"))
        for link in parent.findall(f"{_ATOM}link")
    }


def _item(item: "etree._Element") -> DocumentEntry:
    return DocumentEntry(
        uri=item.findtext("guid") or "",
        title=item.findtext("title") or "",
        link=item.findtext("link") or "",
        summary=item.findtext("description") or "",
        content=item.findtext(_ENCODED) or "",
        authors=tuple(one.text or "" for one in item.findall(_CREATOR)),
        categories=tuple(one.text or "" for one in item.findall("category")),
        published=item.findtext("pubDate") or "",
        updated=item.findtext(f"{_ATOM}updated") or "",
        enclosures=tuple(str(one.get("url")) for one in item.findall("enclosure")),
    )


def _entry(entry: "etree._Element") -> DocumentEntry:
    links = entry.findall(f"{_ATOM}link")

    def hrefs(rel: str) -> tuple[str, ...]:
        return tuple(str(one.get("href")) for one in links if one.get("rel", "alternate") == rel)

    return DocumentEntry(
        uri=entry.findtext(f"{_ATOM}id") or "",
        title=entry.findtext(f"{_ATOM}title") or "",
        link=next(iter(hrefs("alternate")), ""),
        summary=entry.findtext(f"{_ATOM}summary") or "",
        content=entry.findtext(f"{_ATOM}content") or "",
        authors=tuple(one.text or "" for one in entry.findall(f"{_ATOM}author/{_ATOM}name")),
        categories=tuple(str(one.get("term")) for one in entry.findall(f"{_ATOM}category")),
        published=entry.findtext(f"{_ATOM}published") or "",
        updated=entry.findtext(f"{_ATOM}updated") or "",
        enclosures=hrefs("enclosure"),
    )
