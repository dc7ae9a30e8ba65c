"""Archive pages made when they are asked for."""

from datetime import timedelta

import attrs
import feedparser
import pytest
from hypothesis import given, strategies as st

from govnews import Portal, feeds, sample
from govnews.web import PortalFeeds

PORTAL = sample.portal()
URL = PORTAL.url.rstrip("/")


def articles(count):
    return [
        attrs.evolve(
            sample.articles()[0],
            uri=f"tag:sonla.example.vn,2017:{number}",
            published_at=sample.NOW - timedelta(hours=count - number),
        )
        for number in range(count)
    ]


def offered(rows, **options):
    return PortalFeeds(PORTAL, lambda: rows, clock=lambda: sample.NOW, **options)


def walk(portal, url):
    """The identities that a reader meets who follows ``prev-archive``."""
    while url is not None:
        answer = portal.respond(url.removeprefix(URL))
        assert answer.status == 200
        feed = feedparser.parse(answer.body)
        assert {link.rel: link.href for link in feed.feed.links}["self"] == url
        yield from (entry.id for entry in feed.entries)
        url = {link.rel: link.href for link in feed.feed.links}.get("prev-archive")


@given(
    count=st.integers(0, 12),
    size=st.integers(1, 4),
    kind=st.sampled_from(["rss", "atom"]),
    name=st.sampled_from(["all", "van-hoa-xa-hoi"]),
)
def test_a_reader_meets_every_article(count, size, kind, name):
    portal = offered(articles(count)[::-1], limit=1, page_size=size)
    seen = list(walk(portal, f"{URL}/feeds/{name}.{kind}"))
    assert set(seen) == {one.uri for one in articles(count)}


def test_a_page_is_that_of_the_archive_and_may_be_kept_a_day():
    rows = articles(7)
    written = dict(feeds.archive(PORTAL, rows, page_size=2, now=sample.NOW))
    portal = offered(rows[::-1], page_size=2)
    for name in ("feeds/all/1.atom", "feeds/all/2.rss"):
        answer = portal.respond(name)
        assert answer.body == written[name]
        assert answer.headers["Cache-Control"] == "public, max-age=86400"
        again = portal.respond(name, {"If-None-Match": answer.headers["ETag"]})
        assert (again.status, again.headers["Cache-Control"]) == (304, "public, max-age=86400")
    assert portal.respond("feeds/all/3.atom").status == 404


def test_what_is_no_page():
    portal = offered(articles(9), page_size=2)
    for path in ("feeds/all/0.atom", "feeds/all/1.json", "feeds/all/1.opml", "feeds/x/1.rss"):
        assert portal.find(path) is None
    assert offered(articles(9)).find("feeds/all/1.atom") is None
    with pytest.raises(ValueError, match="page_size"):
        offered([], page_size=0)


def test_drafts_have_no_place_and_rows_at_fault_are_named_once(caplog):
    rows = [*articles(6), attrs.evolve(articles(7)[6], status="draft"), "no article"]
    portal = offered(rows, page_size=2)
    assert portal.respond("feeds/all/2.rss").status == 200
    assert portal.respond("feeds/all/3.rss").status == 404
    assert b"/feeds/all/2.rss" in portal.respond("feeds/all.rss").body
    assert len(caplog.records) == 1


def test_pages_are_kept_within_bounds():
    asked = []

    def rows():
        asked.append(1)
        return articles(60)

    portal = PortalFeeds(PORTAL, rows, page_size=1, version=lambda: 1, clock=lambda: sample.NOW)
    for _ in range(2):
        assert portal.respond("feeds/all/1.atom").status == 200
    assert len(asked) == 1
    for number in range(1, 41):
        assert portal.respond(f"feeds/all/{number}.atom").status == 200
    assert len(portal._kept) == 16


def test_routes_and_pattern_have_pages():
    portal = PortalFeeds(
        Portal(name="Cổng", url=PORTAL.url, feed_path="rss/{name}/{format}"),
        list,
        page_size=5,
    )
    assert portal.routes("N", "F", "P")[:2] == ("/rss/N/F", "/rss/N/P/F")
    assert portal.routes("N", "F")[1] == "/sitemap.xml"
    assert portal.find("rss/all/12/atom").number == 12
