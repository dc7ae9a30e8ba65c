"""A Flask portal."""

import attrs
import pytest

pytest.importorskip("flask")

from flask import Flask, Response, redirect, render_template_string

from govnews import dates, feeds, flask as govnews_flask, sample
from govnews.errors import ModelError, UnknownFormatError
from govnews.visits import AsyncVisitCounter, open_async_store
from govnews.web import PortalFeeds

from ._contract import PAGE, Answer, PortalContract, World

TEMPLATE = """<!doctype html><html lang="vi"><title>{{ article.headline }}</title>
{{ autodiscovery_tags(portal) }}
<time>{{ article.published_at | vn_date }}</time>
{{ statistics_block(figures) }}{{ schedule_table(plan, now) }}"""


def sender(app):
    def send(path, method, headers, peer):
        answer = app.test_client().open(
            path, method=method, headers=headers, environ_base={"REMOTE_ADDR": peer}
        )
        return Answer.of(answer.status_code, answer.headers.items(), answer.data)

    return send


class TestFlask(PortalContract):
    def start(self, world, counter, trusted_proxies):
        app = Flask("portal")
        govnews_flask.serve_feeds(app, world.feeds)
        govnews_flask.count_visits(app, counter, trusted_proxies=trusted_proxies)
        app.add_url_rule("/", view_func=lambda: PAGE, endpoint="page")
        app.add_url_rule(
            "/tep.css", view_func=lambda: Response("p{}", mimetype="text/css"), endpoint="css"
        )
        app.add_url_rule("/loi", view_func=lambda: 1 / 0, endpoint="error")
        app.add_url_rule("/cu", view_func=lambda: redirect("/"), endpoint="old")
        return sender(app)


def test_templates_have_filters_and_blocks():
    app = Flask("portal")
    govnews_flask.add_filters(app, styles={"ours": dates.Style(name="ours", pattern="d.M")})
    world = World()
    with app.app_context():
        html = render_template_string(
            TEMPLATE + "{{ article.published_at | vn_date('ours') }}",
            article=sample.articles()[0],
            portal=sample.portal(),
            plan=sample.plan(),
            figures=world.counter.statistics(at=sample.NOW),
            now=sample.NOW,
        )
    assert "Wed, 15/02/2017 17:00 | GMT +7" in html
    assert "Tổng số lượt truy cập: 40536672" in html
    assert '<link rel="alternate" type="application/rss+xml"' in html
    assert '<th scope="row">' in html
    assert html.endswith("15.2")


def test_a_view_of_its_own():
    app = Flask("portal")
    feed = feeds.Feed(sample.portal(), sample.articles(), now=sample.NOW)
    app.add_url_rule("/<kind>", "feed", lambda kind: govnews_flask.feed_response(feed, kind))
    send = sender(app)
    answer = send("/rss", "GET", {}, "")
    assert (answer.status, answer.body) == (200, feed.render("rss"))
    assert send("/rss", "GET", {"if-none-match": answer.headers["etag"]}, "").status == 304
    app.testing = True
    with pytest.raises(UnknownFormatError):
        send("/xyz", "GET", {}, "")


def test_two_portals_share_an_application():
    app = Flask("portal")
    for feed_path in ("feeds/{name}.{format}", "en/feeds/{name}.{format}"):
        portal = attrs.evolve(sample.portal(), feed_path=feed_path)
        govnews_flask.serve_feeds(app, PortalFeeds(portal, sample.articles))
    client = app.test_client()
    for path in ("/feeds/all.rss", "/en/feeds/all.rss"):
        assert client.get(path).mimetype == "application/rss+xml"


def test_bad_settings_are_refused_at_once():
    app = Flask("portal")
    with pytest.raises(ModelError):
        govnews_flask.count_visits(app, World().counter, trusted_proxies=["proxy"])
    counter = AsyncVisitCounter(open_async_store("memory:"), site="sonla")
    with pytest.raises(TypeError, match="ASGI"):
        govnews_flask.count_visits(app, counter)

    async def articles():
        return ()

    with pytest.raises(TypeError, match="ASGI"):
        govnews_flask.serve_feeds(app, PortalFeeds(sample.portal(), articles))


def chunks(kind, rows=None):
    rows = sample.articles() if rows is None else rows
    return feeds.stream(sample.portal(), rows, kind, now=sample.NOW)


def test_a_feed_of_any_length_is_streamed():
    app = Flask("portal")
    app.add_url_rule(
        "/<kind>", "kho", lambda kind: govnews_flask.stream_response(chunks(kind), kind)
    )
    answer = sender(app)("/atom", "GET", {}, "")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert answer.body == b"".join(chunks("atom"))
    assert "content-length" not in answer.headers


def failing():
    yield sample.articles()[0]
    raise ConnectionError("hunter2")


def test_rows_that_break_off_give_no_broken_document():
    app = Flask("portal")
    app.add_url_rule(
        "/kho", "kho", lambda: govnews_flask.stream_response(chunks("rss", failing()), "rss")
    )
    answer = sender(app)("/kho", "GET", {}, "")
    assert (answer.status, b"hunter2" in answer.body) == (500, False)
