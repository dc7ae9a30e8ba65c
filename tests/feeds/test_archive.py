import tracemalloc
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from hypothesis import given, strategies as st

from govnews import Article
from govnews.errors import FeedError, UnknownFormatError
from govnews.feeds import Feed, archive, archive_page, count_archive_pages, stream

from ._samples import NOW, PORTAL, article


def walk(documents: dict[str, bytes], kind: str, section: str | None = None) -> list[str]:
    """The identities that a reader meets who starts at the feed and follows ``prev-archive``."""
    by_url = {urljoin(PORTAL.url, name): data for name, data in documents.items()}
    url: str | None = PORTAL.feed_url(kind, section)
    seen: list[str] = []
    while url is not None:
        feed = feedparser.parse(by_url[url])
        seen += [entry.id for entry in feed.entries]
        links = {link.rel: link.href for link in feed.feed.links}
        assert links["self"] == url
        url = links.get("prev-archive")
    return seen


def names(pages: int) -> list[str]:
    full = [f"feeds/all/{n}.{kind}" for n in range(1, pages + 1) for kind in ("rss", "atom")]
    return [*full, "feeds/all.rss", "feeds/all.atom"]


@pytest.mark.parametrize(
    ("count", "pages"), [(0, 0), (1, 0), (3, 0), (5, 0), (6, 1), (8, 1), (9, 2), (30, 9)]
)
def test_the_feed_holds_one_to_two_pages_and_the_rest_is_archived(count: int, pages: int) -> None:
    documents = dict(archive(PORTAL, [article(n) for n in range(count)], page_size=3, now=NOW))

    assert list(documents) == names(pages)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_an_archive_page_says_what_it_is(kind: str) -> None:
    documents = dict(archive(PORTAL, [article(n) for n in range(10)], page_size=3, now=NOW))
    first, second = documents[f"feeds/all/1.{kind}"], documents[f"feeds/all/2.{kind}"]
    feed = documents[f"feeds/all.{kind}"]
    mark = b'<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'

    assert mark in first
    assert mark not in feed
    links = {link.rel: link.href for link in feedparser.parse(second).feed.links}
    assert links["current"] == PORTAL.feed_url(kind)
    assert links["prev-archive"] == f"https://sonla.example.vn/feeds/all/1.{kind}"
    assert b"prev-archive" not in first
    assert b"next-archive" not in first + second + feed
    assert [entry.id for entry in feedparser.parse(first).entries] == [
        article(n).uri for n in (2, 1, 0)
    ]


MOMENTS = st.integers(0, 400).map(lambda hours: NOW - timedelta(hours=hours))
STATES = st.sampled_from(["published", "published", "published", "withdrawn", "draft"])


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Article], list[Article]]:
    """What a portal had published, in any order, and what it then publishes."""
    moments = sorted(draw(st.lists(MOMENTS, max_size=24, unique=True)))
    made = [
        article(number, published_at=at, status=draw(STATES)) for number, at in enumerate(moments)
    ]
    split = draw(st.integers(0, len(made)))
    return draw(st.permutations(made[:split])), made[split:]


@given(histories(), st.integers(1, 5))
def test_walking_meets_every_article_once_whatever_was_added_meanwhile(
    history: tuple[list[Article], list[Article]], size: int
) -> None:
    before, added = history
    old = dict(archive(PORTAL, before, size, now=NOW))
    new = dict(archive(PORTAL, [*added, *before], size, now=NOW))
    for kind in ("rss", "atom"):
        live = [one.uri for one in before if one.state(NOW) == "live"]
        assert sorted(walk(old, kind)) == sorted(live)
        # A reader fetched the feed before, and walks on after the new articles came.
        mixed = {**new, f"feeds/all.{kind}": old[f"feeds/all.{kind}"]}
        assert sorted(walk(mixed, kind)) == sorted(live)
        assert walk(new, kind) == [
            one.uri for one in Feed(PORTAL, before + added, now=NOW).articles
        ]
    full = [name for name in old if "/all/" in name]
    assert [new[name] for name in full] == [old[name] for name in full]


@given(histories(), st.integers(1, 4), st.randoms(use_true_random=False))
def test_a_stream_may_be_appended_to_with_any_dates(
    history: tuple[list[Article], list[Article]], size: int, random: Any
) -> None:
    before, added = history
    random.shuffle(added)
    old = dict(archive(PORTAL, iter(before), size, now=NOW))
    new = dict(archive(PORTAL, iter([*before, *added]), size, now=NOW))

    live = [one.uri for one in before + added if one.state(NOW) == "live"]
    assert sorted(walk(new, "atom")) == sorted(live)
    full = [name for name in old if "/all/" in name]
    assert [new[name] for name in full] == [old[name] for name in full]


def test_what_changes_its_state_keeps_its_place() -> None:
    rows = [article(n, publish_from=NOW if n == 2 else None) for n in range(9)]
    expiring = [*rows[:4], article(4, expires_at=NOW), *rows[5:]]

    early = dict(archive(PORTAL, expiring, 3, now=NOW - timedelta(seconds=1)))
    late = dict(archive(PORTAL, expiring, 3, now=NOW))

    assert [e.id for e in feedparser.parse(early["feeds/all/1.rss"]).entries] == [
        rows[n].uri for n in (1, 0)
    ]
    assert [e.id for e in feedparser.parse(late["feeds/all/1.rss"]).entries] == [
        rows[n].uri for n in (2, 1, 0)
    ]
    assert [e.id for e in feedparser.parse(late["feeds/all/2.rss"]).entries] == [
        rows[n].uri for n in (5, 3)
    ]


def test_a_section_has_an_archive_of_its_own() -> None:
    rows = [article(n, section="van-hoa" if n % 2 else "kinh-te") for n in range(8)]

    documents = dict(archive(PORTAL, rows, 1, section="tin", now=NOW))

    assert list(documents) == [
        *(f"feeds/tin/{n}.{kind}" for n in (1, 2, 3) for kind in ("rss", "atom")),
        "feeds/tin.rss",
        "feeds/tin.atom",
    ]
    assert sorted(walk(documents, "rss", section="tin")) == [rows[n].uri for n in (1, 3, 5, 7)]


def test_bad_rows_are_told_of_and_the_others_stand() -> None:
    rows = [article(0), "bài", article(1), article(1), article(2, headline="x")]
    object.__setattr__(rows[4], "headline", "a\x00b")
    told: list[FeedError] = []

    documents = dict(archive(PORTAL, rows, 1, now=NOW, on_error=told.append))

    assert sorted(walk(documents, "rss")) == [article(n).uri for n in (0, 1)]
    assert [(error.index, error.field) for error in told] == [
        (1, None),
        (3, "uri"),
        (4, "headline"),
    ]
    with pytest.raises(FeedError, match="article 1"):
        list(archive(PORTAL, iter(rows), 1, now=NOW, strict=True))


def test_a_page_needs_room() -> None:
    with pytest.raises(ValueError, match="page_size is less than 1: 0"):
        archive(PORTAL, [], page_size=0)


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_stream_is_the_feed_when_articles_come_in_its_order(kind: str) -> None:
    rows = [article(n, body="<p>Nội dung</p>" * 200) for n in range(600)]
    feed = Feed(PORTAL, rows, now=NOW)

    chunks = list(stream(PORTAL, feed.articles, kind, now=NOW))

    assert b"".join(chunks) == feed.render(kind)
    assert max(map(len, chunks)) <= 1 << 16


def test_a_stream_names_what_it_leaves_out() -> None:
    told: list[FeedError] = []
    rows = [
        article(0),
        None,
        article(0),
        article(1, status="withdrawn"),
        article(2, status="draft"),
    ]

    data = b"".join(stream(PORTAL, rows, "atom", now=NOW, on_error=told.append))

    assert [error.index for error in told] == [1, 2]
    assert [entry.id for entry in feedparser.parse(data).entries] == [article(0).uri]
    assert data.count(b"<at:deleted-entry") == 1


def peak(count: int) -> int:
    """Peak memory of walking through an archive of so many articles, in bytes."""
    rows = (article(n, body=f"<p>{n} " + "nội dung " * 100 + "</p>") for n in range(count))
    tracemalloc.start()
    for _ in archive(PORTAL, rows, page_size=50, now=NOW):
        pass
    top = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return top


def test_memory_does_not_grow_with_the_count() -> None:
    peak(100)

    assert peak(1_500) < 1.2 * peak(500)


@given(count=st.integers(0, 20), size=st.integers(1, 5), lazily=st.booleans())
def test_a_page_made_when_asked_for_is_that_of_the_archive(
    count: int, size: int, lazily: bool
) -> None:
    articles = [article(n) for n in range(count)]
    documents = dict(archive(PORTAL, articles, page_size=size, now=NOW))
    for number in range(count + 2):
        for kind in ("rss", "atom"):
            rows = iter(articles) if lazily else articles
            page = archive_page(PORTAL, rows, number, kind, size, now=NOW)
            assert page == documents.get(f"feeds/all/{number}.{kind}")
    # All but the feed itself, in two formats.
    assert count_archive_pages(PORTAL, articles, size, now=NOW) == len(documents) // 2 - 1


def test_no_more_is_read_than_a_page_needs() -> None:
    read = iter(article(n) for n in range(100))

    assert archive_page(PORTAL, read, 2, "atom", 3, now=NOW) is not None
    assert next(read) == article(9)


@pytest.mark.parametrize("kind", ["json", "rdf"])
def test_a_page_of_another_format_is_an_error(kind: str) -> None:
    with pytest.raises(UnknownFormatError):
        archive_page(PORTAL, [], 1, kind)


def test_a_page_without_articles_is_an_error() -> None:
    with pytest.raises(ValueError, match="page_size"):
        archive_page(PORTAL, [], 1, "atom", 0)
    with pytest.raises(ValueError, match="page_size"):
        count_archive_pages(PORTAL, [], 0)


def test_a_feed_links_to_the_page_before_it_in_its_own_format() -> None:
    def feed(number: int) -> Feed[Article]:
        return Feed(PORTAL, [article(1)], now=NOW, prev_archive=number)

    for kind in ("rss", "atom"):
        links = {link.rel: link.href for link in feedparser.parse(feed(7).render(kind)).feed.links}
        assert links["prev-archive"] == f"https://sonla.example.vn/feeds/all/7.{kind}"
        assert b"prev-archive" not in feed(0).render(kind)
        assert len({feed(number).etag(kind) for number in (0, 7, 8)}) == 3
    assert feed(7).render("json") == feed(0).render("json")
