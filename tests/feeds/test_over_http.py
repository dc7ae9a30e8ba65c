"""A real client and a real server: what :func:`govnews.feeds.respond` answers on the wire."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import feedparser
import httpx
import pytest

from govnews.feeds import EntryCache, Feed, respond

from ._samples import FULL, NOW, PORTAL, article

uvicorn = pytest.importorskip("uvicorn")


class Site:
    """A portal that serves its feed by ASGI, without any framework."""

    def __init__(self) -> None:
        self.cache = EntryCache()
        self.articles = [FULL, *(article(n, body=f"<p>{'Nội dung. ' * 40}</p>") for n in range(9))]

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        feed = Feed(PORTAL, self.articles, now=NOW, cache=self.cache)
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        kind = scope["path"].rpartition(".")[2]
        response = respond(feed, kind, headers, scope["method"])
        pairs = [(name.encode(), value.encode()) for name, value in response.headers.items()]
        await send({"type": "http.response.start", "status": response.status, "headers": pairs})
        await send({"type": "http.response.body", "body": response.body})


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    config = uvicorn.Config(site, port=0, lifespan="off", log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    (socket,) = server.servers[0].sockets
    with httpx.Client(base_url=f"http://127.0.0.1:{socket.getsockname()[1]}") as client:
        yield client
    server.should_exit = True
    thread.join()


def test_a_client_sees_every_answer(site: Site, client: httpx.Client) -> None:
    address = "/feeds/all.atom"
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert plain.status_code == 200
    assert plain.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert "Content-Encoding" not in plain.headers

    zipped = client.get(address)
    assert (zipped.status_code, zipped.headers["Content-Encoding"]) == (200, "gzip")
    assert zipped.content == plain.content
    assert int(zipped.headers["Content-Length"]) < len(plain.content) / 2
    assert zipped.headers["ETag"] != plain.headers["ETag"]

    headed = client.head(address)
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers["Content-Length"] == zipped.headers["Content-Length"]

    for held in (plain, zipped):
        again = client.get(address, headers={"If-None-Match": held.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == held.headers["ETag"]
    since = client.get(address, headers={"If-Modified-Since": plain.headers["Last-Modified"]})
    assert since.status_code == 304

    assert client.post(address).status_code == 405
    assert client.get(address, headers={"Accept": "image/png"}).status_code == 406
    stale = client.get(address, headers={"If-Match": '"x"'})
    assert stale.status_code == 412

    site.articles = [*site.articles, article(99)]
    delta = client.get(
        address, headers={"If-None-Match": zipped.headers["ETag"], "A-IM": "feed, gzip"}
    )
    assert (delta.status_code, delta.headers["IM"]) == (226, "feed")
    assert [entry.id for entry in feedparser.parse(delta.content).entries] == [article(99).uri]
    whole = client.get(address, headers={"If-None-Match": zipped.headers["ETag"]})
    assert whole.status_code == 200
    assert whole.headers["ETag"] == delta.headers["ETag"]
    assert len(feedparser.parse(whole.content).entries) == 11
