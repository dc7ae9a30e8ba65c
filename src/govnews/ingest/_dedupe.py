"""One item that comes twice: by another way, under another address, in another spelling."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from unicodedata import normalize
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from ..dates import VIETNAM
from ..model import Article

#: Query parameters that follow the reader's way, not the page.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|zarsrc|igshid|mc_[ce]id|ref_src", re.IGNORECASE)
#: What RFC 3986 lets stand unescaped in a path.
_PATH_SAFE = "/:@!$&'()*+,;=~-._"
_MORE_SPACE = re.compile(r"\s+")


def canonical_url(url: str) -> str:
    """An address without what does not name the page.

    Scheme, ``www.``, a default port, the fragment unless it is a path, a trailing slash,
    tracking parameters and the order of the others make no difference, nor does how a
    character is escaped (RFC 3986, section 6.2).

    Args:
        url: An absolute http(s) address.

    Returns:
        A text to compare with others; not an address to go to.

    Example:
        >>> canonical_url("http://www.example.vn/a/?utm_source=zalo#top")
        'https://example.vn/a'
    """
    try:
        parts = urlsplit(normalize("NFC", url.strip()))
        port = parts.port
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url
    if parts.scheme not in ("http", "https"):
        return url
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    path = quote(unquote(parts.path), safe=_PATH_SAFE).rstrip("/")
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    )
    # Pages that are built in the browser have their path there: "#/tin/1", "#!/tin/1".
    fragment = parts.fragment if parts.fragment.startswith(("/", "!/")) else ""
    return urlunsplit(("https", host, path, urlencode(query), fragment))


def identities(article: Article) -> Iterator[tuple[str, str]]:
    """By what an article is recognised, the surest first: kind and text."""
    yield ("uri", article.uri)
    for known in article.alt_ids:
        yield ("uri", known)
    if article.source is not None and article.source.item_uri:
        yield ("uri", article.source.item_uri)
    if article.url:
        url = canonical_url(article.url)
        # A front page is no article: feeds that link all their items to it are not one item.
        if "/" in url.removeprefix("https://"):
            yield ("url", url)
    if article.published_at is not None:
        headline = _MORE_SPACE.sub(" ", article.headline).strip().casefold()
        yield ("headline", f"{_day(article.published_at)} {headline}")


def dedupe(articles: Iterable[Article], known: Iterable[Article] = ()) -> tuple[Article, ...]:
    """Articles without those that come twice or are known already.

    Two are the same item when they share a URI (their own, one of ``alt_ids`` or the
    source's), else the canonical address of their page, else the headline (NFC, spaces and
    capitals aside) and the day of publication. Of the same item under the same URI the latest
    version stays, in the place of the first; otherwise the first stays.

    Args:
        articles: The articles, in order.
        known: Articles that the portal has.

    Returns:
        The articles that are left, in their order. A known article never comes back, changed
        or not; compare :attr:`~govnews.Article.updated_at` to find what changed.

    Example:
        >>> from datetime import datetime, timezone
        >>> article = Article(
        ...     uri="tag:example.vn,2017:1",
        ...     headline="Phát sóng IT TODAY",
        ...     published_at=datetime(2017, 2, 15, tzinfo=timezone.utc),
        ... )
        >>> dedupe([article, article]) == (article,)
        True
        >>> dedupe([article], known=[article])
        ()
    """
    return sift(articles, known)[0]


def sift(
    articles: Iterable[Article], known: Iterable[Article] = ()
) -> tuple[tuple[Article, ...], tuple[tuple[Article, Article], ...]]:
    """What :func:`dedupe` keeps, and what it leaves out beside the article it repeats."""
    seen = {identity: article for article in known for identity in identities(article)}
    place: dict[tuple[str, str], int] = {}
    kept: list[Article] = []
    left: list[tuple[Article, Article]] = []
    for article in articles:
        own = tuple(identities(article))
        earlier = next((seen[identity] for identity in own if identity in seen), None)
        if earlier is not None:
            left.append((article, earlier))
            continue
        first = next((place[identity] for identity in own if identity in place), len(kept))
        if first == len(kept):
            kept.append(article)
        elif kept[first].uri == article.uri and _later(article, kept[first]):
            left.append((kept[first], article))
            kept[first] = article
        else:
            left.append((article, kept[first]))
        for identity in own:
            place.setdefault(identity, first)
    return tuple(kept), tuple(left)


def _day(moment: datetime) -> date:
    try:
        return moment.astimezone(VIETNAM).date()
    except OverflowError:  # the first and the last day that Python knows
        return moment.date()


def _later(article: Article, other: Article) -> bool:
    mine, theirs = article.updated_at, other.updated_at
    return mine is not None and (theirs is None or mine > theirs)
