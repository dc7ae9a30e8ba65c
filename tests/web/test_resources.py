"""What a portal offers at which address, and when it is made anew."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import Portal, Section, feeds, sample
from govnews.errors import ModelError
from govnews.web import PortalFeeds


class Shop:
    """Rows and a clock that a test sets, and how often the rows were asked for."""

    def __init__(self, **options):
        self.now = sample.NOW
        self.rows = list(sample.articles())
        self.asked = 0
        self.version = 1
        self.feeds = PortalFeeds(
            options.pop("portal", sample.portal()),
            self.articles,
            clock=lambda: self.now,
            version=lambda: self.version,
            **options,
        )

    def articles(self):
        self.asked += 1
        return self.rows

    def body(self, path="feeds/all.atom"):
        return self.feeds.respond(path).body


def test_what_is_kept_is_what_would_be_made_anew():
    shop = Shop()
    fresh = feeds.Feed(sample.portal(), shop.rows, now=shop.now).render("atom")
    assert [shop.body(), shop.body()] == [fresh, fresh]
    assert shop.asked == 1
    assert shop.body("feeds/all.rss").startswith(b"<?xml")
    assert shop.asked == 1
    shop.body("feeds/cai-cach.rss")
    assert shop.asked == 2


def test_a_new_version_is_made_anew():
    shop = Shop()
    before = shop.body()
    shop.rows.pop(0)
    assert shop.body() == before
    shop.version = 2
    assert shop.body() != before


@pytest.mark.parametrize("path", ["feeds/all.atom", "feeds/all.json", "sitemap.xml"])
def test_time_alone_makes_a_scheduled_article_appear(path):
    shop = Shop()
    before = shop.body(path)
    shop.now += timedelta(days=4, hours=14)
    assert shop.body(path) == before
    shop.now += timedelta(hours=1)
    after = shop.body(path)
    assert after != before
    assert after == Shop.body(renewed(shop), path)
    asked = shop.asked
    shop.body(path)
    assert shop.asked == asked


def renewed(shop):
    other = Shop()
    other.now = shop.now
    return other


def test_time_alone_makes_an_article_vanish():
    shop = Shop()
    shop.rows[0] = attrs.evolve(shop.rows[0], expires_at=shop.now + timedelta(hours=1))
    before = shop.body()
    shop.now += timedelta(minutes=59)
    assert shop.body() == before
    shop.now += timedelta(minutes=1)
    assert b"tin/it-today" not in shop.body()


def test_news_leave_the_news_sitemap_with_time():
    shop = Shop()
    assert shop.body("news-sitemap.xml").count(b"<url>") == 2
    shop.now += timedelta(days=1)
    assert shop.body("news-sitemap.xml").count(b"<url>") == 1
    shop.now += timedelta(days=1, seconds=1)
    assert shop.body("news-sitemap.xml").count(b"<url>") == 0


def test_a_long_sitemap_is_split(monkeypatch):
    monkeypatch.setattr("govnews.feeds._sitemap._MOST", 2)
    shop = Shop()
    assert shop.body("sitemap.xml").count(b"<sitemap>") == 2
    assert shop.body("sitemap-1.xml").count(b"<url>") == 2
    assert shop.body("sitemap-2.xml").count(b"<url>") == 1
    assert shop.feeds.respond("sitemap-3.xml").status == 404


def test_without_a_version_nothing_is_kept():
    asked = []
    offered = PortalFeeds(sample.portal(), lambda: asked.append(1) or sample.articles())
    offered.respond("feeds/all.rss")
    offered.respond("feeds/all.rss")
    assert len(asked) == 2


def test_a_version_that_cannot_be_had_is_a_503(caplog):
    shop = Shop()
    shop.feeds = PortalFeeds(sample.portal(), shop.articles, version=lambda: 1 / 0)
    assert shop.feeds.respond("feeds/all.rss").status == 503
    assert "ZeroDivisionError" in caplog.text


def test_plans_are_not_asked_for_rows():
    shop = Shop(plans=lambda: [sample.plan()])
    answer = shop.feeds.respond("feeds/it-today.ics")
    assert answer.body.startswith(b"BEGIN:VCALENDAR")
    answer = shop.feeds.respond("feeds/khac.ics")
    assert (answer.status, answer.body) == (404, b"Not Found\n")
    answer = shop.feeds.respond("feeds/khac.ics", method="HEAD")
    assert (answer.status, answer.body) == (404, b"")
    assert shop.feeds.respond("feeds/all.opml").status == 200
    assert shop.asked == 0


def test_no_more_than_the_limit():
    shop = Shop(limit=1)
    assert shop.body().count(b"<entry>") == 1


PORTALS = [
    Portal(name="a", url="https://example.vn/"),
    Portal(name="a", url="https://example.vn/cong/"),
    Portal(name="a", url="https://example.vn/c%E1%BB%95ng/tin/"),
    Portal(name="a", url="https://example.vn/", feed_path="kenh/{format}/{name}"),
    Portal(name="a", url="https://example.vn/", feed_path="/{name}/{name}.{format}"),
    Portal(name="a", url="https://example.vn/", feed_path="{name}+x.{format}"),
]


@pytest.mark.parametrize("portal", PORTALS, ids=lambda one: f"{one.url}{one.feed_path}")
def test_every_address_of_the_portal_is_found(portal):
    portal = attrs.evolve(portal, sections=(Section(key="van-hoa.tin", title="Tin"),))
    offered = PortalFeeds(portal, tuple)
    for section in (None, "van-hoa.tin"):
        for kind in ("rss", "atom", "json"):
            path = portal.feed_path.format(name=section or "all", format=kind)
            assert offered.find(path).format == kind
            full = portal.feed_url(kind, section).removeprefix("https://example.vn")
            assert offered.find(full.replace("%E1%BB%95", "ổ")).name == (section or "all")
    assert offered.find("sitemap.xml").kind == "sitemap"


@pytest.mark.parametrize(
    "path",
    ["", "feeds", "feeds/all.rss/", "feeds/all.rss\n", "feeds/ALL.rss", "feeds/all.RSS", "x.xml"],
)
def test_what_is_found_and_what_is_not(path):
    found = PortalFeeds(sample.portal(), tuple).find(path)
    assert (found is None) == (path != "feeds/all.rss/")


def test_a_path_that_is_no_template_is_refused_by_the_portal():
    with pytest.raises(ModelError):
        Portal(name="a", url="https://example.vn/", feed_path="feeds.xml")


def test_routes_are_in_the_words_of_the_router():
    offered = PortalFeeds(sample.portal(), tuple)
    assert offered.routes("<name>", "<format>")[0] == "/feeds/<name>.<format>"


def test_each_fault_is_logged_once(caplog):
    rows = [*sample.articles(), "no article"]
    offered = PortalFeeds(sample.portal(), lambda: rows)
    offered.respond("feeds/all.rss")
    offered.respond("feeds/all.atom")
    assert [record.message for record in caplog.records] == [
        "left out of the feeds: article 6: is of type str, not an Article"
    ]
    rows.append(5)
    offered.respond("sitemap.xml")
    assert len(caplog.records) == 2


PATHS = st.one_of(
    st.text(),
    st.sampled_from(["feeds/all.rss", "feeds/it-today.ics", "sitemap.xml", "feeds/all.opml"]),
    st.builds("feeds/{}.{}".format, st.text(), st.sampled_from(["rss", "ics", "xml", ""])),
)
NAMES = ["if-none-match", "if-modified-since", "accept", "accept-encoding", "a-im", "if-match"]
HEADERS = st.dictionaries(st.sampled_from(NAMES), st.text(max_size=50))
METHODS = st.sampled_from(["GET", "HEAD", "POST", "get", "", "PROPFIND"])
STATUSES = {200, 226, 304, 404, 405, 406, 412}


@given(PATHS, HEADERS, METHODS)
def test_any_request_has_an_answer_or_is_somebody_elses(path, headers, method):
    offered = PortalFeeds(sample.portal(), sample.articles, plans=lambda: [sample.plan()])
    answer = offered.respond(path, headers, method)
    assert (answer is None) == (offered.find(path) is None)
    if answer is not None:
        assert answer.status in STATUSES
        assert all(isinstance(value, str) for value in answer.headers.values())
        if method == "HEAD" or answer.status == 304:
            assert not answer.body
