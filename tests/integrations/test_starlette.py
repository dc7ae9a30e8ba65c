"""A Starlette and a FastAPI portal."""

import pytest

pytest.importorskip("starlette")

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from govnews import dates, feeds, sample, starlette as govnews_starlette
from govnews.errors import ModelError

from ._contract import PAGE, PortalContract, World
from .test_asgi import sender
from .test_flask import TEMPLATE, chunks, failing


async def page(request):
    return HTMLResponse(PAGE)


async def css(request):
    return PlainTextResponse("p{}", media_type="text/css")


async def error(request):
    raise ZeroDivisionError


async def old(request):
    return RedirectResponse("/")


PAGES = {"/": page, "/tep.css": css, "/loi": error, "/cu": old}


class TestStarlette(PortalContract):
    def start(self, world, counter, trusted_proxies):
        app = Starlette(routes=[Route(path, endpoint) for path, endpoint in PAGES.items()])
        govnews_starlette.serve_feeds(app, world.feeds)
        govnews_starlette.count_visits(app, counter, trusted_proxies=trusted_proxies)
        return sender(app)


class TestFastAPI(PortalContract):
    def start(self, world, counter, trusted_proxies):
        fastapi = pytest.importorskip("fastapi")
        app = fastapi.FastAPI()
        for path, endpoint in PAGES.items():
            app.add_api_route(path, _typed(endpoint), methods=["GET", "HEAD"])
        govnews_starlette.serve_feeds(app, world.feeds)
        govnews_starlette.count_visits(app, counter, trusted_proxies=trusted_proxies)
        return sender(app)

    def test_feeds_are_not_in_the_schema_of_the_api(self):
        fastapi = pytest.importorskip("fastapi")
        app = fastapi.FastAPI()
        govnews_starlette.serve_feeds(app, World().feeds)
        assert app.openapi()["paths"] == {}


def _typed(endpoint):
    async def answer(request: Request):
        return await endpoint(request)

    return answer


def test_feeds_come_before_a_route_that_takes_all():
    async def everything(request):
        return PlainTextResponse("mine")

    app = Starlette(routes=[Route("/{path:path}", everything)])
    govnews_starlette.serve_feeds(app, World().feeds)
    send = sender(app)
    assert (
        send("/feeds/all.rss", "GET", {}, "")
        .headers["content-type"]
        .startswith("application/rss+xml")
    )
    assert send("/tin", "GET", {}, "").body == b"mine"


def test_templates_have_filters_and_blocks():
    templates = Jinja2Templates("templates")
    styles = {"ours": dates.Style(name="ours", pattern="d.M")}
    govnews_starlette.add_filters(templates, styles=styles)
    html = templates.env.from_string(
        TEMPLATE + "{{ article.published_at | vn_date('ours') }}"
    ).render(
        article=sample.articles()[0],
        portal=sample.portal(),
        plan=sample.plan(),
        figures=World().counter.statistics(at=sample.NOW),
        now=sample.NOW,
    )
    assert "Tổng số lượt truy cập: 40536672" in html
    assert '<th scope="row">' in html
    assert html.endswith("15.2")


def test_a_view_of_its_own():
    feed = feeds.Feed(sample.portal(), sample.articles(), now=sample.NOW)

    async def rss(request):
        return govnews_starlette.feed_response(request, feed, "rss")

    send = sender(Starlette(routes=[Route("/tin.rss", rss)]))
    answer = send("/tin.rss", "GET", {}, "")
    assert (answer.status, answer.body) == (200, feed.render("rss"))
    assert send("/tin.rss", "HEAD", {}, "").status == 200
    assert send("/tin.rss", "GET", {"if-none-match": answer.headers["etag"]}, "").status == 304


def test_bad_settings_are_refused_at_once():
    with pytest.raises(ModelError):
        govnews_starlette.count_visits(Starlette(), World().counter, trusted_proxies=["proxy"])


def test_a_feed_of_any_length_is_streamed():
    async def archive(request):
        kind = request.path_params["kind"]
        return await govnews_starlette.stream_response(chunks(kind), kind)

    async def broken(request):
        return await govnews_starlette.stream_response(chunks("rss", failing()), "rss")

    send = sender(Starlette(routes=[Route("/kho.{kind}", archive), Route("/loi", broken)]))
    answer = send("/kho.atom", "GET", {}, "")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert answer.body == b"".join(chunks("atom"))
    assert send("/kho.xyz", "GET", {}, "").status == 500
    answer = send("/loi", "GET", {}, "")
    assert (answer.status, b"hunter2" in answer.body) == (500, False)
