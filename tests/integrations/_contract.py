"""What a portal of any framework must do: one suite, run against each of them."""

import contextlib
from datetime import UTC, datetime

import attrs
import feedparser
import pytest

from govnews import Article, sample
from govnews.visits import VisitCounter, open_store
from govnews.web import PortalFeeds

SECRET = "host=db password=hunter2"
PROXY = "10.0.0.2"
VISITOR = "203.0.113.9"
HTML = "text/html; charset=utf-8"
PAGE = "<!doctype html><html lang=vi><title>Cổng</title><p>Trang"


@attrs.frozen
class Answer:
    """What a client got; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, status, headers, body):
        """An answer whose headers are pairs, none of which may be there twice."""
        pairs = [(name.lower(), value) for name, value in headers]
        assert len(dict(pairs)) == len(pairs), pairs
        return cls(status, dict(pairs), body)


class World:
    """The portal behind the framework: its rows, its counter, and how they fail."""

    def __init__(self, counter=None):
        self.rows: list[Article | str] = list(sample.articles())
        self.down = False
        self.counter = counter or VisitCounter(
            open_store("memory:"), site="sonla", start_total=40_536_672
        )
        self.feeds = PortalFeeds(
            sample.portal(),
            self.articles,
            adapt=self.adapt,
            plans=lambda: [sample.plan()],
            page_size=1,
            clock=lambda: sample.NOW,
        )

    def articles(self):
        if self.down:
            raise ConnectionError(SECRET)
        return self.rows

    def adapt(self, row):
        if not isinstance(row, Article):
            raise KeyError(SECRET)
        return row

    @property
    def visits(self):
        return self.counter.statistics(at=datetime.now(UTC)).total - 40_536_672

    @property
    def online(self):
        return self.counter.statistics(at=datetime.now(UTC)).online


class Broken:
    """A counter whose store is down."""

    def record(self, **_):
        raise ConnectionError(SECRET)


class PortalContract:
    """Subclass it, and write ``start``.

    The application of ``start`` has a page at ``/``, a style sheet at ``/tep.css``, a page that
    raises at ``/loi`` and a redirection at ``/cu``.
    """

    def start(self, world, counter, trusted_proxies):
        """Give a function ``ask(path, method, headers, peer) -> Answer``."""
        raise NotImplementedError

    @pytest.fixture
    def world(self):
        return World()

    @pytest.fixture
    def ask(self, world):
        with contextlib.ExitStack() as stack:
            yield self.client(stack, world, world.counter)

    def client(self, stack, world, counter):
        send = self.start(world, counter, ["10.0.0.0/8"])
        if hasattr(send, "__enter__"):
            send = stack.enter_context(send)

        def ask(path, method="GET", peer=VISITOR, **headers):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            named.setdefault("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0")
            return send(path, method, named, peer)

        return ask

    # ---- feeds ------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("path", "media_type"),
        [
            ("/feeds/all.rss", "application/rss+xml"),
            ("/feeds/all.atom", "application/atom+xml"),
            ("/feeds/all.json", "application/feed+json"),
            ("/feeds/van-hoa-xa-hoi.atom", "application/atom+xml"),
            ("/feeds/all/1.atom", "application/atom+xml"),
            ("/feeds/van-hoa-xa-hoi/1.rss", "application/rss+xml"),
            ("/feeds/all.opml", "text/x-opml"),
            ("/feeds/it-today.ics", "text/calendar"),
            ("/sitemap.xml", "application/xml"),
            ("/news-sitemap.xml", "application/xml"),
        ],
    )
    def test_everything_is_served_and_conditional(self, ask, path, media_type):
        answer = ask(path)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith(media_type)
        assert int(answer.headers["content-length"]) == len(answer.body) > 0
        tag = answer.headers["etag"]
        again = ask(path, if_none_match=tag)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert "content-type" not in again.headers
        assert ask(path, if_none_match=f'W/"x", W/{tag}').status == 304
        assert ask(path, if_none_match='"another"').status == 200
        head = ask(path, "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == answer.headers["content-length"]
        assert head.headers["etag"] == tag

    def test_readers_understand_the_feed(self, ask):
        found = feedparser.parse(ask("/feeds/all.rss").body)
        assert not found.bozo
        assert [entry.title for entry in found.entries] == [
            article.headline for article in sample.articles()[:3]
        ]

    def test_the_feed_leads_to_its_archive(self, ask):
        for path in ("/feeds/all.rss", "/feeds/all.atom"):
            links = self.links(ask(path))
            while "prev-archive" in links:
                answer = ask(links["prev-archive"].removeprefix(sample.portal().url.rstrip("/")))
                assert "max-age" in answer.headers["cache-control"]
                links = self.links(answer)
            assert links["self"].endswith("/feeds/all/1." + path.rpartition(".")[2])

    @staticmethod
    def links(answer):
        return {one.rel: one.href for one in feedparser.parse(answer.body).feed.links}

    def test_a_reader_that_knows_deltas_gets_what_is_new(self, ask, world):
        tag = ask("/feeds/all.atom").headers["etag"]
        latest = attrs.evolve(world.rows[0], uri="tag:sonla.example.vn,2017:moi", headline="Mới")
        world.rows.insert(0, latest)
        answer = ask("/feeds/all.atom", if_none_match=tag, a_im="feed")
        assert (answer.status, answer.headers["im"]) == (226, "feed")
        assert [entry.title for entry in feedparser.parse(answer.body).entries] == ["Mới"]

    @pytest.mark.parametrize(
        "path",
        [
            "/feeds/all.xyz",
            "/feeds/all.rss.exe",
            "/feeds/all",
            "/feeds/khong-co.rss",
            "/feeds/khong-co/1.rss",
            "/feeds/all/99.rss",
            "/feeds/all/1.json",
            "/feeds/khong-co.ics",
            "/feeds/van-hoa-xa-hoi.opml",
            "/feeds/..%2f..%2fetc%2fpasswd.rss",
            "/feeds/../secret.rss",
            "/feeds/%00.rss",
            "/feeds/" + "a" * 5_000 + ".rss",
        ],
    )
    def test_what_is_not_there_is_not_found(self, ask, path):
        assert ask(path).status == 404

    @pytest.mark.parametrize("path", ["/feeds/all.rss", "/sitemap.xml", "/feeds/it-today.ics"])
    def test_other_methods_are_refused(self, ask, path):
        answer = ask(path, "POST")
        assert answer.status == 405
        assert "GET" in answer.headers["allow"]

    @pytest.mark.parametrize(
        "headers",
        [
            {"if_none_match": "garbage"},
            {"if_none_match": '"unclosed'},
            {"if_none_match": "W/"},
            {"if_none_match": ""},
            {"if_none_match": '"a",' * 16_000},
            {"if_modified_since": "yesterday"},
            {"if_modified_since": "Thu, 99 Foo 9999 99:99:99 GMT"},
            {"a_im": "feed" * 16_000},
            {"x_forwarded_for": "1.2.3.4, " * 7_000},
            {"accept_encoding": "gzip;q=x, ;,"},
            {"user_agent": "x" * 65_000},
        ],
        ids=lambda headers: f"{next(iter(headers))}-{next(iter(headers.values()))[:9]}",
    )
    def test_headers_that_make_no_sense_change_nothing(self, ask, headers):
        assert ask("/feeds/all.rss", **headers).status == 200
        assert ask("/", **headers).status == 200

    def test_a_row_that_cannot_be_adapted_is_left_out(self, ask, world, caplog):
        world.rows.insert(0, "no article")
        answer = ask("/feeds/all.rss")
        assert answer.status == 200
        assert len(feedparser.parse(answer.body).entries) == 3
        assert b"hunter2" not in answer.body
        assert "left out of the feeds: article 0" in caplog.text
        said = len(caplog.records)
        assert ask("/feeds/all.rss").status == 200
        assert len(caplog.records) == said

    def test_rows_that_cannot_be_had_are_a_503(self, ask, world, caplog):
        world.down = True
        for path in ("/feeds/all.rss", "/feeds/all.json", "/sitemap.xml"):
            answer = ask(path)
            assert answer.status == 503
            assert answer.headers["cache-control"] == "no-store"
            assert b"hunter2" not in answer.body
        assert "hunter2" in caplog.text
        assert ask("/").status == 200
        world.down = False
        assert ask("/feeds/all.rss").status == 200

    # ---- counting ---------------------------------------------------------------------

    def test_a_page_view_counts(self, ask, world):
        assert ask("/").status == 200
        assert (world.visits, world.online) == (1, 1)
        ask("/")
        assert (world.visits, world.online) == (1, 1)
        ask("/", peer="198.51.100.7")
        assert (world.visits, world.online) == (2, 2)

    def test_nothing_but_page_views_counts(self, ask, world):
        ask("/", "HEAD")
        ask("/tep.css")
        ask("/feeds/all.rss")
        ask("/feeds/it-today.ics")
        ask("/sitemap.xml")
        ask("/khong-co")
        ask("/cu")
        ask("/loi")
        ask("/", sec_purpose="prefetch")
        ask("/", sec_fetch_dest="iframe")
        assert world.visits == 0

    def test_addresses_are_believed_from_our_proxies_only(self, ask, world):
        ask("/", x_forwarded_for="198.51.100.1")
        ask("/", x_forwarded_for="198.51.100.2")
        assert world.online == 1
        ask("/", peer=PROXY, x_forwarded_for="198.51.100.1")
        ask("/", peer=PROXY, x_forwarded_for="198.51.100.2")
        assert world.online == 3
        ask("/", peer=PROXY, x_forwarded_for=f"192.0.2.66, {VISITOR}")
        assert world.online == 3

    def test_the_page_stands_when_the_counter_does_not(self, world, caplog):
        with contextlib.ExitStack() as stack:
            ask = self.client(stack, world, Broken())
            answer = ask("/")
            assert answer.status == 200
            assert b"hunter2" not in answer.body
        assert "a page view is not counted" in caplog.text
