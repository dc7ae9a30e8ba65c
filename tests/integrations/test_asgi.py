"""A plain ASGI application with govnews around it."""

import asyncio

import httpx
import pytest

from govnews import sample
from govnews.visits import AsyncVisitCounter, open_async_store
from govnews.web import PortalFeeds, asgi

from ._contract import HTML, PAGE, Answer, Broken, PortalContract, World

PAGES = {
    "/": (200, HTML, PAGE.encode()),
    "/tep.css": (200, "text/css", b"p{}"),
    "/cu": (302, HTML, b""),
    "/loi": (500, HTML, b"?"),
}
HTML_FIELD = (b"content-type", HTML.encode())


async def portal(scope, receive, send):
    status, media_type, body = PAGES.get(scope["path"], (404, HTML, b"?"))
    headers = [(b"content-type", media_type.encode()), (b"location", b"/")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    if scope["method"] == "HEAD":
        body = b""
    await send({"type": "http.response.body", "body": body[:3], "more_body": True})
    await send({"type": "http.response.body", "body": body[3:]})


def sender(app):
    def send(path, method, headers, peer):
        async def once():
            transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(peer, 5120))
            async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
                client.headers.clear()
                return await client.request(method, path, headers=headers)

        answer = asyncio.run(once())
        raw = [(name.decode(), value.decode()) for name, value in answer.headers.raw]
        return Answer.of(answer.status_code, raw, answer.content)

    return send


class TestAsgi(PortalContract):
    def start(self, world, counter, trusted_proxies):
        app = asgi.serve_feeds(portal, world.feeds)
        return sender(asgi.count_visits(app, counter, trusted_proxies=trusted_proxies))


def test_it_serves_feeds_and_nothing_else():
    send = sender(asgi.serve_feeds(None, World().feeds))
    assert send("/feeds/all.rss", "GET", {}, "").status == 200
    assert send("/", "GET", {}, "").status == 404
    assert send("/", "HEAD", {}, "").body == b""


def test_a_mounted_portal_serves_the_same_paths():
    app = asgi.serve_feeds(None, World().feeds)

    async def mounted(scope, receive, send):
        await app({**scope, "root_path": "/tin"}, receive, send)

    assert sender(mounted)("/tin/feeds/all.rss", "GET", {}, "").status == 200


@pytest.mark.parametrize("root", ["/news", "/s", "/feeds"])
def test_a_path_may_begin_like_the_one_where_the_portal_is_mounted(root):
    """Behind a proxy that cuts it off, servers tell ``root_path`` and leave the path alone."""
    app = asgi.serve_feeds(None, World().feeds)

    async def mounted(scope, receive, send):
        await app({**scope, "root_path": root}, receive, send)

    send = sender(mounted)
    for path in ("/news-sitemap.xml", "/sitemap.xml"):
        assert send(path, "GET", {}, "").status == 200
        assert send(root + path, "GET", {}, "").status == 200


def test_rows_from_a_coroutine_function_are_awaited():
    async def articles():
        await asyncio.sleep(0)
        return sample.articles()

    async def version():
        return 1

    offered = PortalFeeds(sample.portal(), articles, version=version, clock=lambda: sample.NOW)
    send = sender(asgi.serve_feeds(portal, offered))
    answer = send("/feeds/all.rss", "GET", {}, "")
    assert answer.status == 200
    tag = answer.headers["etag"]
    assert send("/feeds/all.rss", "GET", {"if-none-match": tag}, "").status == 304
    assert send("/feeds/all.rss", "POST", {}, "").status == 405
    assert send("/feeds/khong.rss", "GET", {}, "").status == 404


def test_rows_from_a_coroutine_function_that_raises_are_a_503(caplog):
    async def articles():
        raise ConnectionError("hunter2")

    send = sender(asgi.serve_feeds(portal, PortalFeeds(sample.portal(), articles)))
    answer = send("/feeds/all.rss", "GET", {}, "")
    assert (answer.status, b"hunter2" in answer.body) == (503, False)
    assert "hunter2" in caplog.text


def test_a_counter_for_event_loops_is_awaited():
    counter = AsyncVisitCounter(open_async_store("memory:"), site="sonla")

    async def visit():
        transport = httpx.ASGITransport(asgi.count_visits(portal, counter))
        async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
            await asyncio.gather(*(client.get("/") for _ in range(5)))
            await client.get("/tep.css")
        return counter.health()

    assert asyncio.run(visit()).dropped == 0
    assert counter._journal.kept == 5


class AsyncBroken(Broken):
    async def record(self, **_):
        raise ConnectionError("hunter2")


def test_a_broken_counter_for_event_loops_disturbs_nothing(caplog):
    send = sender(asgi.count_visits(portal, AsyncBroken()))
    assert send("/", "GET", {}, "203.0.113.9").status == 200
    assert "a page view is not counted" in caplog.text


@pytest.mark.parametrize("kind", ["lifespan", "websocket"])
def test_what_is_no_request_passes(kind):
    seen = []

    async def app(scope, receive, send):
        seen.append(scope["type"])

    wrapped = asgi.count_visits(asgi.serve_feeds(app, World().feeds), Broken())
    asyncio.run(wrapped({"type": kind}, None, None))
    assert seen == [kind]


def test_feeds_alone_serve_http_alone():
    with pytest.raises(NotImplementedError, match="websocket"):
        asyncio.run(asgi.serve_feeds(None, World().feeds)({"type": "websocket"}, None, None))


class Loud:
    """A counter that says when it is told something."""

    def __init__(self, said):
        self.said = said

    def record(self, **_):
        self.said.append("counted")


class AsyncLoud(Loud):
    async def record(self, **_):
        self.said.append("counted")


@pytest.mark.parametrize("counter", [Loud, AsyncLoud])
def test_a_page_counts_when_it_is_sent_whatever_the_application_does_next(counter):
    said = []

    async def app(scope, receive, send):
        await portal(scope, receive, send)
        said.append("background")
        raise OSError("the mail server is away")

    send = sender(asgi.count_visits(app, counter(said)))
    assert send("/", "GET", {}, "").status == 200
    assert said == ["counted", "background"]


@pytest.mark.parametrize("counter", [Loud, AsyncLoud])
def test_a_page_that_breaks_off_is_not_counted(counter):
    said = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [HTML_FIELD]})
        await send({"type": "http.response.body", "body": b"<p>", "more_body": True})
        raise OSError("the database is away")

    sender(asgi.count_visits(app, counter(said)))("/", "GET", {}, "")
    assert said == []


def test_an_application_that_answers_nothing_is_not_counted():
    async def app(scope, receive, send):
        return

    wrapped = asgi.count_visits(app, Broken())
    asyncio.run(wrapped({"type": "http", "method": "GET", "path": "/"}, None, None))


def test_headers_sent_twice_are_joined():
    tags = [(b"if-none-match", b'"a"'), (b"x-other", b"1"), (b"if-none-match", b'"b"')]
    assert asgi.request_headers(tags) == {"if-none-match": '"a", "b"'}
    headers = [(b"x-forwarded-for", b"1.2.3.4"), (b"x-forwarded-for", b"5.6.7.8")]
    header = asgi.header_of(headers)
    assert header("x-forwarded-for") == "1.2.3.4, 5.6.7.8"
    assert header("accept") is None


def test_what_waits_is_recorded_when_the_server_stops(monkeypatch):
    monkeypatch.setattr("govnews.web.Counting._flush_soon", lambda self: None)
    world = World()
    app = asgi.count_visits(portal, world.counter)
    sender(app)("/", "GET", {"user-agent": "Firefox"}, "203.0.113.9")
    assert world.visits == 0

    async def served(scope, receive, send):
        return

    app._app = served
    asyncio.run(app({"type": "lifespan"}, None, None))
    assert world.visits == 1
