"""Another portal's feed, taken in: RSS, Atom or JSON Feed to articles."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..errors import IngestError, MissingExtraError
from ..model import Article, Section, Source
from ._decode import MAX_BYTES, decoded
from ._dedupe import sift
from ._result import Ingested

if TYPE_CHECKING:
    from ._item import FeedFacts, Item


def read_feed(
    data: bytes | str,
    section: Section | str | None = None,
    *,
    source: Source | None = None,
    url: str | None = None,
    known: Iterable[Article] = (),
    max_bytes: int = MAX_BYTES,
) -> Ingested:
    """Articles from another portal's feed; nothing is fetched.

    Reads every RSS and Atom that feedparser knows, well formed or not, and JSON Feed 1.0 and
    1.1. Entities of a document type are never expanded, HTML is sanitised, addresses are made
    absolute. What is at fault costs no more than itself.

    An article keeps the item's own URI when that is absolute (its address when it has no
    URI); otherwise it gets a ``urn:uuid:`` made from feed and item (RFC 9562, section 5.5),
    the same at every reading. It is never dated anew: an item without a date becomes a draft.
    Categories that belong to the feed's own address are its sections (chuyên mục), others are
    keywords. :attr:`~govnews.Article.source` tells where it came from; the author of a whole
    feed (RFC 4287, section 4.2.1) is its publisher, and not made the author of every item.

    Args:
        data: The feed, as bytes (best: the encoding is found as XML says) or as text.
        section: The section of your portal that the articles go to, or its key.
        source: Whom to name as the source: its ``name``, ``url`` and ``relation`` go to every
            article. Without it the feed's own title and address are used. An item that names
            the portal it took the text from keeps that name.
        url: Address the feed was taken from, for a feed that does not tell its own.
        known: Articles that the portal has already; see :func:`dedupe`.
        max_bytes: The largest document that is read.

    Returns:
        The articles in the feed's order, each item once; ``withdrawn`` URIs (RFC 6721); and
        in ``errors`` what was left out, item by item and field by field.

    Raises:
        MissingExtraError: feedparser or selectolax is not installed (extra ``ingest``).

    Example:
        >>> taken = read_feed('''<rss version="2.0"><channel><title>Cổng A</title>
        ... <link>https://a.example.vn/</link>
        ... <item><guid>https://a.example.vn/tin/1</guid><title>Phát sóng IT TODAY</title>
        ... <pubDate>Wed, 15 Feb 2017 17:00:00 +0700</pubDate></item></channel></rss>''')
        >>> taken.articles[0].source.name
        'Cổng A'
    """
    try:
        from ._item import FeedFacts, article_from
    except ImportError as error:
        raise MissingExtraError("ingest", error.name or "selectolax") from error
    errors: list[IngestError] = []
    text = decoded(data, "feed", errors, max_bytes)
    if text is None:
        return Ingested(errors=tuple(errors))
    read = _read_json if text.lstrip()[:1] in ("{", "[") else _read_xml
    facts, items, withdrawn = read(text, url, errors)
    feed = FeedFacts(
        **facts,
        base_url=url,
        section=section.key if isinstance(section, Section) else section,
        source=source,
    )
    articles = (article_from(item, place, feed, errors) for place, item in enumerate(items))
    kept, left = sift([article for article in articles if article is not None], known)
    errors += (
        IngestError(article.uri, None, f"is left out: the same item as {_other(earlier, article)}")
        for article, earlier in left
    )
    return Ingested(
        articles=kept,
        sections=(section,) if isinstance(section, Section) else _sections(feed, kept),
        withdrawn=tuple(dict.fromkeys(withdrawn)),
        errors=tuple(errors),
    )


def _other(earlier: Article, article: Article) -> str:
    # Some systems give many items one guid: then only headlines tell which it was.
    if earlier.uri != article.uri or earlier.headline == article.headline:
        return earlier.uri
    return f"{earlier.headline!r}, but with the headline {article.headline!r}"


def _sections(feed: "FeedFacts", articles: Iterable[Article]) -> tuple[Section, ...]:
    """The sections that articles stand in, as far as the feed tells their titles."""
    keys = {key for article in articles for key in (article.section, *article.sections)}
    return tuple(
        Section(key=key, title=title) for key, title in feed.sections.items() if key in keys
    )


def _read_xml(
    text: str, url: str | None, errors: list[IngestError]
) -> tuple[dict[str, Any], "list[Item]", list[str]]:
    try:
        from . import _xmlfeed
    except ImportError as error:
        raise MissingExtraError("ingest", error.name or "feedparser") from error
    document = _xmlfeed.read_document(text, url, errors)
    feed, entries = document.feed, document.entries
    title = _xmlfeed.text_of(feed, "title")
    if not entries and not document.withdrawn and title is None:
        errors.append(IngestError("feed", None, "is no feed: it has neither a title nor items"))
    items = [_xmlfeed.item_of(entry, document) for entry in entries]
    facts = {
        "title": title.plain if title else None,
        "url": _xmlfeed.link_of(feed, "alternate") or _xmlfeed.link_of(feed, "self"),
        "id": feed.get("id"),
        "language": feed.get("language"),
        "rights": _xmlfeed.text_of(feed, "rights"),
    }
    return facts, items, document.withdrawn


def _read_json(
    text: str, _url: str | None, errors: list[IngestError]
) -> tuple[dict[str, Any], "list[Item]", list[str]]:
    from . import _jsonfeed

    feed = _jsonfeed.read_json(text, errors) or {}
    items = []
    for place, told in enumerate(feed.get("items", ())):
        if isinstance(told, dict):
            items.append(_jsonfeed.item_of(told))
        else:
            errors.append(IngestError(f"item {place}", None, "is no object"))
    facts = {
        "title": _jsonfeed.text(feed, "title"),
        "url": _jsonfeed.text(feed, "home_page_url") or _jsonfeed.text(feed, "feed_url"),
        "id": _jsonfeed.text(feed, "feed_url"),
        "language": _jsonfeed.text(feed, "language"),
        "rights": None,
    }
    return facts, items, []
