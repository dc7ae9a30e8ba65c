from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any, ClassVar

import feedparser
import pytest

from govnews import Article, Portal
from govnews.errors import FeedError, ModelError, UnknownFormatError
from govnews.feeds import EntryCache, Feed, respond

from ._samples import FULL, HANOI, NOW, PORTAL, article


def uris(feed: Feed[Any]) -> list[str]:
    return [one.uri for one in feed.articles]


def test_only_live_articles_leave_the_newest_first() -> None:
    rows = [
        article(1),
        article(2, status="draft"),
        article(3, publish_from=NOW + timedelta(seconds=1)),
        article(4, expires_at=NOW),
        article(5, status="withdrawn"),
        article(6, published_at=None, status="draft"),
        article(7),
        article(8, published_at=NOW + timedelta(days=1)),
        article(9, published_at=article(7).published_at),
        article(10, publish_from=NOW, expires_at=NOW + timedelta(seconds=1)),
    ]

    feed = Feed(PORTAL, iter(rows), now=NOW)

    assert [rows[i].uri for i in (9, 6, 8, 0)] == uris(feed)
    assert feed.errors == ()


def test_withdrawn_articles_leave_tombstones_in_atom_only() -> None:
    feed = Feed(PORTAL, [article(1), article(5, status="withdrawn")], now=NOW)

    assert b'ref="tag:sonla.example.vn,2017:5"' in feed.render("atom")
    assert b"2017:5" not in feed.render("rss")
    assert b"2017:5" not in feed.render("json")


def test_a_section_holds_what_is_below_it_and_further_sections() -> None:
    rows = [
        article(1, section="tin"),
        article(2, section="van-hoa"),
        article(3, section="kinh-te"),
        article(4, section="kinh-te", sections=("van-hoa",)),
        article(5),
    ]

    assert [rows[i].uri for i in (3, 1, 0)] == uris(Feed(PORTAL, rows, section="tin", now=NOW))
    assert [rows[i].uri for i in (3, 1)] == uris(
        Feed(PORTAL, rows, section=PORTAL.sections[1], now=NOW)
    )


def test_an_unknown_section_or_format_is_named() -> None:
    with pytest.raises(
        UnknownFormatError, match=r"unknown section 'the-thao'; known: tin, van-hoa"
    ):
        Feed(PORTAL, [], section="the-thao")
    with pytest.raises(UnknownFormatError, match="unknown feed format 'rdf'; known: rss, atom"):
        Feed(PORTAL, []).render("rdf")


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ModelError, match=r"Feed\.now"):
        Feed(PORTAL, [], now=datetime(2017, 1, 1))


def test_rows_of_a_portals_own_become_articles() -> None:
    rows: list[dict[str, object]] = [
        {"id": 1, "title": "Một"},
        {"id": 2},
        {"id": 3, "title": ""},
        {"id": 4, "title": "Bốn"},
    ]

    def as_article(row: dict[str, object]) -> Article:
        return article(int(str(row["id"])), headline=row["title"])

    feed = Feed(PORTAL, rows, adapt=as_article, now=NOW)

    assert uris(feed) == ["tag:sonla.example.vn,2017:4", "tag:sonla.example.vn,2017:1"]
    missing, empty = feed.errors
    assert (missing.index, missing.field, missing.reason) == (1, None, "KeyError('title')")
    assert (empty.index, empty.field, empty.reason) == (2, "headline", "is empty")


def test_what_is_no_article_and_what_comes_twice_is_named() -> None:
    feed = Feed(PORTAL, [article(1), "bài", article(1, headline="Khác")], now=NOW)  # type: ignore[list-item]

    assert len(feed.articles) == 1
    assert [str(error) for error in feed.errors] == [
        "article 1: is of type str, not an Article",
        "article 2 (tag:sonla.example.vn,2017:1): uri is that of article 0 as well",
    ]


class Row:
    """A row whose attributes are not at hand, as of a lazy database."""

    def __getattr__(self, name: str) -> object:
        raise KeyError(name)


class Listed:
    """A row whose ``uri`` is something else than an article's."""

    uri: ClassVar[list[str]] = []


def test_rows_of_other_classes_are_asked_nothing() -> None:
    feed = Feed(PORTAL, [Row(), Listed(), article(1)], now=NOW)  # type: ignore[list-item]

    assert [error.reason for error in feed.errors] == [
        "is of type Row, not an Article",
        "is of type Listed, not an Article",
    ]
    assert uris(feed) == [article(1).uri]
    adapted = Feed(PORTAL, [Row(), Listed()], adapt=lambda _: article(1), now=NOW)
    assert uris(adapted) == [article(1).uri]


def test_a_tombstone_that_cannot_be_written_is_named_with_its_place() -> None:
    late = datetime(9999, 12, 31, 23, tzinfo=UTC)
    gone = article(0, status="withdrawn", modified_at=late)
    feed = Feed(PORTAL, [gone, *map(article, range(1, 300))], now=NOW, limit=1)
    feed.render("atom")

    (error,) = feed.errors
    assert (error.uri, error.index) == (gone.uri, 0)


@pytest.mark.parametrize("other", [{"status": "draft"}, {"publish_from": NOW + timedelta(days=1)}])
def test_a_version_yet_to_come_does_not_hide_the_live_one(other: dict[str, Any]) -> None:
    live, draft = article(1), article(1, headline="Bản sau", **other)

    for rows in ([live, draft], [draft, live]):
        feed = Feed(PORTAL, rows, now=NOW)
        assert [one.headline for one in feed.articles] == [live.headline]
        assert feed.errors == ()


def test_strict_raises_instead() -> None:
    with pytest.raises(FeedError, match="article 1: is of type str"):
        Feed(PORTAL, [article(1), "bài"], now=NOW, strict=True)  # type: ignore[list-item]


def test_limit_keeps_the_newest_whatever_the_order() -> None:
    rows = [article(number % 1_000) for number in range(0, 7 * 1_000, 7)]

    feed = Feed(PORTAL, iter(rows), now=NOW, limit=3)

    assert [article(n).uri for n in (999, 998, 997)] == uris(feed)


def test_a_limit_is_a_number_of_articles() -> None:
    assert Feed(PORTAL, [article(1)], now=NOW, limit=0).articles == ()
    with pytest.raises(ValueError, match="limit is less than 0: -1"):
        Feed(PORTAL, [article(1)], now=NOW, limit=-1)


def test_last_modified_is_the_latest_change_that_articles_tell_of() -> None:
    published = article(1).published_at
    hour = timedelta(hours=1)
    assert published is not None

    def changed(**fields: object) -> datetime | None:
        return Feed(PORTAL, [article(1, **fields)], now=NOW).last_modified

    assert published == changed()
    assert published + hour == changed(modified_at=published + hour)
    assert published + hour == changed(publish_from=published + hour)
    assert published + hour == changed(expires_at=published + hour)
    assert published + hour == changed(status="withdrawn", modified_at=published + hour)
    assert changed(status="draft") is None
    assert changed(status="draft", published_at=None, expires_at=published) is None
    assert Feed(PORTAL, []).last_modified is None


def test_last_modified_is_never_later_than_now() -> None:
    tomorrow = article(1, modified_at=NOW + timedelta(days=1))

    assert Feed(PORTAL, [tomorrow], now=NOW).last_modified == NOW
    assert respond(Feed(PORTAL, [tomorrow], now=NOW), "rss").headers["Last-Modified"] == (
        "Tue, 24 Nov 2026 08:00:00 GMT"
    )


def test_an_empty_feed_is_a_feed() -> None:
    feed = Feed(PORTAL, [])

    assert PORTAL.name == feedparser.parse(feed.render("rss")).feed.title
    assert feedparser.parse(feed.render("atom")).feed.updated == "1970-01-01T00:00:00+00:00"
    assert b"lastBuildDate" not in feed.render("rss")


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feedparser_reads_nine_fields_back(kind: str) -> None:
    entry = feedparser.parse(Feed(PORTAL, [FULL], now=NOW).render(kind)).entries[0]

    assert FULL.headline == entry.title
    assert FULL.url == entry.link
    assert entry.author == "Ban Biên tập"
    assert [one.name for one in entry.authors] == ["Ban Biên tập"]
    # The text is shown, never taken for markup: it stands in the feed as HTML that shows it.
    assert FULL.lead == unescape(entry.summary)
    assert "<" not in entry.summary
    assert (
        entry.content[0].value == "<p>Phát sóng lúc <b>19h45</b> chủ nhật.</p>"
        '<img alt="Buổi làm việc" src="https://sonla.example.vn/anh/173.jpg" />'
    )
    enclosure = entry.enclosures[0]
    assert (
        enclosure.href,
        enclosure.length,
        enclosure.type,
    ) == ("https://sonla.example.vn/kh-173.pdf", "52000", "application/pdf")
    assert "Tin văn hoá - xã hội" in {entry.tags[0].term, entry.tags[0].label}
    assert [tag.term for tag in entry.tags[1:]] == ["truyền hình", "CNTT & TT"]
    assert entry.published_parsed[:6] == (2017, 2, 22, 15, 0, 0)
    assert entry.updated_parsed[:6] == (2017, 2, 16, 1, 30, 15)
    assert FULL.uri == entry.id


def test_two_portals_do_not_mix() -> None:
    cache = EntryCache()
    other = Portal(name="Khác", url="https://khac.example.vn/", time_zone="UTC", language="en")

    here = Feed(PORTAL, [FULL], now=NOW, cache=cache).render("atom")
    there = Feed(other, [FULL], now=NOW, cache=cache).render("atom")

    assert there == Feed(other, [FULL], now=NOW, cache=EntryCache()).render("atom")
    assert here == Feed(PORTAL, [FULL], now=NOW, cache=cache).render("atom")
    assert b"+00:00" in there
    assert b'xml:lang="vi"' in there


def test_the_portals_zone_is_printed_whatever_the_articles() -> None:
    at = datetime(2017, 2, 15, 17, 0, tzinfo=HANOI)
    here = Feed(PORTAL, [article(published_at=at)], now=NOW)
    elsewhere = Feed(
        PORTAL, [article(published_at=at.astimezone(UTC))], now=NOW, cache=EntryCache()
    )

    assert here.render("rss") == elsewhere.render("rss")
    assert b"<pubDate>Wed, 15 Feb 2017 17:00:00 +0700</pubDate>" in here.render("rss")
