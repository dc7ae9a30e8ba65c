"""Sitemaps: of all articles, and of the news of two days."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from ..errors import FeedError
from ..model import Article, Portal
from . import _markup as markup
from ._cache import EntryCache
from ._entry import Setting
from ._selection import Selection

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
_START: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: Most addresses in one sitemap: sitemaps.org protocol 0.9.
_MOST: Final = 50_000
#: Most bytes of one sitemap, and most characters of one address: the same.
_LARGEST: Final = 50 * 2**20
_LONGEST: Final = 2_047
#: Most addresses in one news sitemap, and the age from which news is none: Google News.
_MOST_NEWS: Final = 1_000
_NEWS_AGE: Final = timedelta(days=2)

Documents = Iterator[tuple[str, bytes]]


def sitemap(
    portal: Portal,
    articles: Iterable[Any],
    *,
    now: datetime | None = None,
    adapt: Callable[[Any], Article] | None = None,
    on_error: Callable[[FeedError], None] | None = None,
) -> Documents:
    """The pages of all live articles as a sitemap (sitemaps.org protocol 0.9).

    Articles without a page on the portal's own host are passed over, as the protocol asks.
    A document holds 50,000 addresses and 50 MiB at most; an address of 2,048 characters or
    more is an error.

    Args:
        portal: Who publishes.
        articles: Any iterable; it is read once, and the addresses of one document are held.
        now: The moment that decides what is live; aware. None is the clock, read once.
        adapt: Makes an article of a row, when ``articles`` holds others.
        on_error: Told of each row that is left out.

    Yields:
        Names, relative to the portal's address, and documents: ``sitemap.xml`` alone, or
        ``sitemap-1.xml`` and so on and then ``sitemap.xml``, their index.

    Example:
        >>> portal = Portal(name="Cổng thông tin điện tử", url="https://example.vn/")
        >>> [name for name, document in sitemap(portal, [])]
        ['sitemap.xml']
    """
    selection = Selection(portal, None, now, EntryCache(0), adapt=adapt, on_error=on_error)
    setting = selection.shelf.setting

    def address(article: Article) -> str:
        changed = article.updated_at
        when = "" if changed is None else setting.stamp(changed).rfc3339
        return f"<url>{_location(article)}<lastmod>{when}</lastmod></url>\n"

    listed = _listed(selection, articles, address)
    return _split(portal, "sitemap", f'<urlset xmlns="{_SITEMAP}">\n', listed, _MOST)


def news_sitemap(
    portal: Portal,
    articles: Iterable[Any],
    *,
    now: datetime | None = None,
    adapt: Callable[[Any], Article] | None = None,
    on_error: Callable[[FeedError], None] | None = None,
) -> Documents:
    """The live articles of the last 48 hours as a news sitemap (Google News).

    Articles without a page on the portal's own host are passed over.

    Args:
        portal: Who publishes; its name is the name of the publication.
        articles: Any iterable; it is read once.
        now: The moment that the 48 hours end at; aware. None is the clock, read once.
        adapt: Makes an article of a row, when ``articles`` holds others.
        on_error: Told of each row that is left out.

    Yields:
        Names, relative to the portal's address, and documents: ``news-sitemap.xml`` alone,
        or ``news-sitemap-1.xml`` and so on, 1,000 articles each, and then their index.

    Example:
        >>> portal = Portal(name="Cổng thông tin điện tử", url="https://example.vn/")
        >>> [name for name, document in news_sitemap(portal, [])]
        ['news-sitemap.xml']
    """
    selection = Selection(portal, None, now, EntryCache(0), adapt=adapt, on_error=on_error)
    setting = selection.shelf.setting
    oldest = selection.now.astimezone(UTC) - _NEWS_AGE

    def address(article: Article) -> str | None:
        published = article.published_at
        is_news = published is not None and published >= oldest
        return _news(article, portal, setting) if is_news else None

    listed = _listed(selection, articles, address)
    start = f'<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">\n'
    return _split(portal, "news-sitemap", start, listed, _MOST_NEWS)


def _news(article: Article, portal: Portal, setting: Setting) -> str:
    published = "" if article.published_at is None else setting.stamp(article.published_at).rfc3339
    # Google asks for ISO 639 codes, but for the two forms of Chinese.
    language = article.language.partition("-")[0].lower()
    if language == "zh":
        language = "zh-tw" if "hant" in article.language.lower() else "zh-cn"
    return (
        f"<url>{_location(article)}<news:news><news:publication>"
        f"<news:name>{markup.text(portal.name)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{published}</news:publication_date>"
        f"<news:title>{markup.text(article.headline)}</news:title></news:news></url>\n"
    )


def _location(article: Article) -> str:
    address = markup.uri(article.url or "")
    if len(address) > _LONGEST:
        raise ValueError(f"has an address of more than {_LONGEST} characters")
    return f"<loc>{markup.text(address)}</loc>"


def _listed(
    selection: Selection, articles: Iterable[Any], address: Callable[[Article], str | None]
) -> Iterator[bytes]:
    """What ``address`` makes of the live articles that have a page on the portal's host."""
    host = urlsplit(selection.shelf.portal.url).netloc.lower()
    for index, article in selection.articles(articles):
        if article.url is None or article.state(selection.now) != "live":
            continue
        try:
            if urlsplit(article.url).netloc.lower() != host:
                continue
            text = address(article)
            if text is not None:
                yield markup.utf8(text)
        except ValueError as error:
            selection.leave_out(article, index, error)


def _split(portal: Portal, name: str, start: str, listed: Iterator[bytes], most: int) -> Documents:
    """One document, or several and an index of them."""
    number = 0
    held: list[bytes] = []
    before, after = markup.utf8(_START + start), b"</urlset>\n"
    frame = len(before) + len(after)
    size = frame

    def document() -> bytes:
        return before + b"".join(held) + after

    for one in listed:
        if len(held) == most or size + len(one) > _LARGEST:
            number += 1
            yield f"{name}-{number}.xml", document()
            held.clear()
            size = frame
        held.append(one)
        size += len(one)
    if number == 0:
        yield f"{name}.xml", document()
        return
    number += 1
    yield f"{name}-{number}.xml", document()
    parts = "".join(
        f"<sitemap><loc>{markup.text(markup.uri(urljoin(portal.url, f'{name}-{part}.xml')))}"
        "</loc></sitemap>\n"
        for part in range(1, number + 1)
    )
    index = f'{_START}<sitemapindex xmlns="{_SITEMAP}">\n{parts}</sitemapindex>\n'
    yield f"{name}.xml", markup.utf8(index)
