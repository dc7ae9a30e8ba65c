"""A plain WSGI application with govnews around it."""

import io
from urllib.parse import unquote
from wsgiref.validate import validator

import pytest

from govnews import sample
from govnews.visits import AsyncVisitCounter, open_async_store
from govnews.web import PortalFeeds, wsgi

from ._contract import HTML, PAGE, Answer, PortalContract, World


def portal(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/":
        start_response("200 OK", [("Content-Type", HTML)])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else PAGE.encode()]
    if path == "/tep.css":
        start_response("200 OK", [("Content-Type", "text/css")])
        return [b"p{}"]
    if path == "/cu":
        start_response("302 Found", [("Location", "/"), ("Content-Type", HTML)])
        return [b""]
    status = "500 Internal Server Error" if path == "/loi" else "404 Not Found"
    start_response(status, [("Content-Type", HTML)])
    return [b"?"]


def sender(app):
    app = validator(app)

    def send(path, method, headers, peer):
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": "",
            "REMOTE_ADDR": peer,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        for name, value in headers.items():
            environ["HTTP_" + name.upper().replace("-", "_")] = value
        started = []

        def start_response(status, headers, exc_info=None):
            started[:] = [int(status[:3]), headers]
            return lambda data: None

        chunks = app(environ, start_response)
        body = b"".join(chunks)
        chunks.close()
        return Answer.of(*started, body)

    return send


class TestWsgi(PortalContract):
    def start(self, world, counter, trusted_proxies):
        app = wsgi.serve_feeds(portal, world.feeds)
        return sender(wsgi.count_visits(app, counter, trusted_proxies=trusted_proxies))

    def test_a_page_that_fails_is_not_counted(self, ask, world):
        assert ask("/loi").status == 500
        assert world.visits == 0


def test_it_serves_feeds_and_nothing_else():
    send = sender(wsgi.serve_feeds(None, World().feeds))
    assert send("/feeds/all.rss", "GET", {}, "").status == 200
    assert send("/", "GET", {}, "").status == 404


def test_paths_are_decoded():
    seen = []
    app = wsgi.count_visits(
        portal, World().counter, is_page_view=lambda one: seen.append(one.path) or False
    )
    sender(app)("/tin-t%E1%BB%A9c/", "GET", {}, "")
    assert seen == ["/tin-tức/"]


def test_what_needs_an_event_loop_is_refused():
    counter = AsyncVisitCounter(open_async_store("memory:"), site="sonla")
    with pytest.raises(TypeError, match="VisitCounter"):
        wsgi.count_visits(portal, counter)

    async def articles():
        return ()

    with pytest.raises(TypeError, match="ASGI"):
        wsgi.serve_feeds(None, PortalFeeds(sample.portal(), articles))


def test_feeds_are_told_of_the_headers_they_look_at_and_no_others():
    environ = {
        "HTTP_IF_NONE_MATCH": '"a"',
        "HTTP_A_IM": "feed",
        "HTTP_COOKIE": "session=1",
        "REQUEST_METHOD": "GET",
    }
    assert wsgi.request_headers(environ) == {"if-none-match": '"a"', "a-im": "feed"}
