from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from govnews.errors import FeedError
from govnews.feeds import news_sitemap, sitemap

from ._samples import FULL, NOW, PORTAL, article

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def page(number: int) -> str:
    return f"https://sonla.example.vn/tin/{number}"


def test_a_news_sitemap_holds_the_live_news_of_48_hours() -> None:
    hour = timedelta(hours=1)
    rows = [
        article(1, url=page(1), published_at=NOW - 48 * hour, headline="TT&TT <họp>"),
        article(2, url=page(2), published_at=NOW - 48 * hour - timedelta(microseconds=1)),
        article(3, url=page(3), published_at=NOW, language="en-GB"),
        article(4, url=page(4), published_at=NOW + hour),
        article(5, url=page(5), published_at=NOW - hour, status="withdrawn"),
        article(6, published_at=NOW - hour),
        article(7, url="https://elsewhere.example.vn/7", published_at=NOW - hour),
        article(8, url=page(8), published_at=NOW - hour, language="zh-Hant"),
        article(9, url=page(9), published_at=NOW - hour, language="zh"),
    ]

    ((name, data),) = news_sitemap(PORTAL, iter(rows), now=NOW)

    assert name == "news-sitemap.xml"
    urls = ET.fromstring(data).findall("s:url", NS)
    assert [url.findtext("s:loc", None, NS) for url in urls] == [page(n) for n in (1, 3, 8, 9)]
    assert urls[0].findtext("n:news/n:title", None, NS) == "TT&TT <họp>"
    date = urls[0].findtext("n:news/n:publication_date", None, NS)
    assert date == "2026-11-22T15:00:00+07:00"
    languages = [url.findtext("n:news/n:publication/n:language", None, NS) for url in urls]
    assert languages == ["vi", "en", "zh-tw", "zh-cn"]
    names = {url.findtext("n:news/n:publication/n:name", None, NS) for url in urls}
    assert names == {PORTAL.name}


@pytest.mark.parametrize(
    ("count", "parts"), [(0, 0), (1, 0), (1_000, 0), (1_001, 2), (2_000, 2), (2_001, 3)]
)
def test_a_news_sitemap_is_split_and_indexed(count: int, parts: int) -> None:
    rows = (article(n, url=page(n), published_at=NOW) for n in range(count))

    documents = list(news_sitemap(PORTAL, rows, now=NOW))

    expected = [f"news-sitemap-{n}.xml" for n in range(1, parts + 1)]
    assert [name for name, _ in documents] == [*expected, "news-sitemap.xml"]
    if parts:
        index = ET.fromstring(documents.pop()[1])
        assert index.tag == f"{{{NS['s']}}}sitemapindex"
        assert [one.text for one in index.findall("s:sitemap/s:loc", NS)] == [
            f"https://sonla.example.vn/{name}" for name in expected
        ]
    listed = [
        location.text
        for _, data in documents
        for location in ET.fromstring(data).findall("s:url/s:loc", NS)
    ]
    assert listed == [page(n) for n in range(count)]


def test_a_sitemap_tells_of_pages_and_their_last_change() -> None:
    rows = [FULL, article(1), article(2, url="https://sonla.example.vn/tin/ảnh?a=1&b=2")]

    ((name, data),) = sitemap(PORTAL, rows, now=NOW)

    assert name == "sitemap.xml"
    urls = ET.fromstring(data).findall("s:url", NS)
    assert [url.findtext("s:loc", None, NS) for url in urls] == [
        FULL.url,
        "https://sonla.example.vn/tin/%E1%BA%A3nh?a=1&b=2",
    ]
    assert urls[0].findtext("s:lastmod", None, NS) == "2017-02-16T08:30:15+07:00"


def test_what_cannot_be_listed_is_told_of() -> None:
    bad = article(1, url=page(1), published_at=NOW)
    object.__setattr__(bad, "headline", "\x01")
    told: list[FeedError] = []

    ((_, data),) = news_sitemap(
        PORTAL, [bad, 3, article(2, url=page(2), published_at=NOW)], now=NOW, on_error=told.append
    )

    assert data.count(b"<url>") == 1
    assert [(error.index, error.field) for error in told] == [(0, "headline"), (1, None)]


def test_an_address_at_fault_costs_its_own_article_only() -> None:
    rows = [
        article(2, url="https://sonla.example.vn/" + "đ" * 338, published_at=NOW),
        article(3, url=page(3), published_at=NOW),
    ]
    for make in (sitemap, news_sitemap):
        errors: list[FeedError] = []
        ((_, data),) = make(PORTAL, rows, now=NOW, on_error=errors.append)
        locations = ET.fromstring(data).findall("s:url/s:loc", NS)
        assert [one.text for one in locations] == [page(3)]
        assert [error.index for error in errors] == [0]
        assert errors[0].reason == "has an address of more than 2047 characters"


def test_a_sitemap_is_split_at_the_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [article(n, url=page(n), published_at=NOW) for n in range(10, 19)]
    ((_, whole),) = sitemap(PORTAL, rows[:3], now=NOW)
    monkeypatch.setattr("govnews.feeds._sitemap._LARGEST", len(whole))
    documents = list(sitemap(PORTAL, rows, now=NOW))
    assert [name for name, _ in documents] == [
        "sitemap-1.xml",
        "sitemap-2.xml",
        "sitemap-3.xml",
        "sitemap.xml",
    ]
    assert documents[0][1] == whole
    assert [data.count(b"<url>") for _, data in documents] == [3, 3, 3, 0]
