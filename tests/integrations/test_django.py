"""A Django portal, synchronous and asynchronous."""

import asyncio
import types
from datetime import UTC, datetime, timedelta

import pytest

pytest.importorskip("django")

from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.test import AsyncClient, Client, override_settings
from django.urls import path

from govnews import dates, feeds, sample
from govnews.django import count_visits, feed_response, load_settings, serve_feeds, stream_response
from govnews.errors import DateFormatError, UnknownFormatError
from govnews.visits import AsyncVisitCounter, VisitCounter, open_async_store, open_store
from govnews.web import PortalFeeds

from ._contract import PAGE, Answer, Broken, PortalContract, World
from .test_asgi import sender
from .test_flask import chunks, failing


def page(request):
    return HttpResponse(PAGE)


def css(request):
    return HttpResponse("p{}", content_type="text/css")


def error(request):
    raise ZeroDivisionError


def old(request):
    return HttpResponseRedirect("/")


def urlconf(offered):
    module = types.ModuleType("urls")
    module.urlpatterns = [
        *serve_feeds(offered),
        path("", page),
        path("tep.css", css),
        path("loi", error),
        path("cu", old),
    ]
    return module


def answer_of(response):
    return Answer.of(response.status_code, response.items(), response.content)


class DjangoContract(PortalContract):
    def start(self, world, counter, trusted_proxies):
        govnews = {"COUNTER": counter, "TRUSTED_PROXIES": trusted_proxies}
        changed = override_settings(ROOT_URLCONF=urlconf(world.feeds), GOVNEWS=govnews)

        class Started:
            def __enter__(self):
                changed.enable()
                return self.client()

            def __exit__(self, *_):
                changed.disable()

            client = staticmethod(self.client_of)

        return Started()


class TestDjango(DjangoContract):
    @staticmethod
    def client_of():
        client = Client(raise_request_exception=False)

        def send(path, method, headers, peer):
            response = client.generic(method, path, headers=headers, REMOTE_ADDR=peer)
            return answer_of(response)

        return send


class TestDjangoOnLoop(DjangoContract):
    @staticmethod
    def client_of():
        return sender(ASGIHandler())


def render(source, **context):
    return engines["django"].from_string("{% load govnews %}" + source).render(context)


NOW = sample.NOW


def test_filters():
    with override_settings(GOVNEWS={"STYLES": {"ours": dates.Style(name="ours", pattern="d.M")}}):
        assert render("{{ v|vn_date }}", v=NOW) == "Wed, 15/02/2017 17:00 | GMT +7"
        assert render('{{ v|vn_date:"ours" }}', v=NOW) == "15.2"
    assert (
        render('{% vn_date v "administrative" place="Sơn La" %}', v=NOW)
        == "Sơn La, ngày 15 tháng 02 năm 2017"
    )
    assert render('{% vn_date v "vov" language="en" %}', v=NOW) == "Wednesday, 17:00, 15/02/2017"
    assert render("{{ v|vn_ago }}", v=datetime.now(UTC) - timedelta(hours=2)) == "2 giờ trước"
    assert render("{{ v|vn_number }}", v=40_536_672) == "40.536.672"
    assert render("{{ a.b|vn_date }}{{ a.b|vn_ago }}{{ a|vn_number }}{% vn_date a %}") == ""


@pytest.mark.parametrize("name", dates.STYLES)
def test_every_style_goes_through_the_filter(name):
    for value in (NOW, NOW.date(), NOW.time()):
        try:
            expected = dates.format(value, name)
        except DateFormatError:
            continue
        assert render("{{ v|vn_date:name|safe }}", v=value, name=name) == expected
        return
    raise AssertionError(name)


def test_blocks():
    counter = VisitCounter(open_store("memory:"), site="sonla", start_total=40_536_672)
    offered = PortalFeeds(sample.portal(), sample.articles)
    with override_settings(GOVNEWS={"COUNTER": counter, "FEEDS": offered}):
        html = render(
            "{% statistics_block %}{% autodiscovery_tags %}{% schedule_table plan 2 %}",
            plan=sample.plan(),
        )
    assert "Tổng số lượt truy cập: 40536672" in html
    assert '<link rel="alternate" type="application/rss+xml"' in html
    assert '<th scope="row">' in html
    figures = counter.statistics(at=NOW)
    html = render(
        "{% statistics_block f language='en' level=3 %}{% autodiscovery_tags p %}",
        f=figures,
        p=sample.portal(),
    )
    assert "<h3>Visits</h3>" in html
    assert "feeds/all.rss" in html


def test_blocks_without_settings_are_empty():
    assert render("{% statistics_block %}{% autodiscovery_tags %}") == ""


def test_a_view_of_its_own():
    feed = feeds.Feed(sample.portal(), sample.articles(), now=NOW)
    module = types.ModuleType("urls")
    module.urlpatterns = [path("tin.<str:kind>", lambda r, kind: feed_response(r, feed, kind))]
    with override_settings(ROOT_URLCONF=module, MIDDLEWARE=[]):
        client = Client()
        answer = client.get("/tin.rss")
        assert (answer.status_code, answer.content) == (200, feed.render("rss"))
        again = client.get("/tin.rss", headers={"if-none-match": answer["ETag"]})
        assert again.status_code == 304
        assert "Content-Type" not in again.headers
        with pytest.raises(UnknownFormatError):
            client.get("/tin.xyz")


def test_rows_from_a_coroutine_function_have_asynchronous_views():
    async def articles():
        await asyncio.sleep(0)
        return sample.articles()

    offered = PortalFeeds(sample.portal(), articles, clock=lambda: NOW)
    with override_settings(ROOT_URLCONF=urlconf(offered), MIDDLEWARE=[]):
        answer = asyncio.run(AsyncClient().get("/feeds/all.rss"))
        assert answer.status_code == 200
        assert asyncio.run(AsyncClient().get("/feeds/khong.rss")).status_code == 404


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_a_counter_for_event_loops_counts_either_way(client):
    counter = AsyncVisitCounter(open_async_store("memory:"), site="sonla")
    with override_settings(ROOT_URLCONF=urlconf(World().feeds), GOVNEWS={"COUNTER": counter}):
        answer = client().get("/")
        if asyncio.iscoroutine(answer):
            answer = asyncio.run(answer)
    assert answer.status_code == 200
    assert counter._journal.kept == 1


def test_a_feed_of_any_length_is_streamed():
    module = types.ModuleType("urls")
    module.urlpatterns = [
        path("kho.<str:kind>", lambda _, kind: stream_response(chunks(kind), kind)),
        path("loi", lambda _: stream_response(chunks("rss", failing()), "rss")),
    ]
    with override_settings(ROOT_URLCONF=module, MIDDLEWARE=[]):
        client = Client(raise_request_exception=False)
        answer = client.get("/kho.atom")
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert answer.getvalue() == b"".join(chunks("atom"))
        answer = client.get("/loi")
        assert (answer.status_code, b"hunter2" in answer.content) == (500, False)
        assert client.get("/kho.xyz").status_code == 500


# ---- settings ---------------------------------------------------------------------------

THINGS = types.SimpleNamespace(counter=VisitCounter(open_store("memory:"), site="sonla"))


def problems(**changed):
    with override_settings(**changed):
        return [
            (message.id, message.msg)
            for message in run_checks()
            if (message.id or "").startswith("govnews.")
        ]


@pytest.mark.parametrize(
    ("govnews", "number", "words"),
    [
        ([], "E001", "no dict"),
        ({"COUNTERS": 1}, "E001", "'COUNTERS'"),
        ({"COUNTER": "no.such.module"}, "E002", "'no'"),
        ({"COUNTER": "govnews.sample.no_such_name"}, "E002", "no_such_name"),
        ({"COUNTER": 5}, "E003", "5"),
        ({"COUNTER": "govnews.visits.VisitCounter"}, "E003", "class"),
        ({"COUNTER": THINGS.counter, "TRUSTED_PROXIES": ["proxy"]}, "E004", "'proxy'"),
        ({"COUNTER": THINGS.counter, "TRUSTED_PROXIES": "10.0.0.0/8"}, "E004", "one text"),
        ({"COUNTER": THINGS.counter, "TRUSTED_PROXIES": 5}, "E004", "int"),
        ({"COUNTER": THINGS.counter, "FEEDS": "govnews.sample.portal"}, "E005", "PortalFeeds"),
        ({"COUNTER": THINGS.counter, "STYLES": {"a": "d.M"}}, "E006", "Style"),
        ({"COUNTER": THINGS.counter, "PAGE": 5}, "E007", "function"),
        ({}, "E008", "no counter"),
    ],
)
def test_bad_settings_are_found_by_the_checks(govnews, number, words):
    [(found, text)] = problems(GOVNEWS=govnews)
    assert found == f"govnews.{number}"
    assert words in text
    with override_settings(GOVNEWS=govnews), pytest.raises(ImproperlyConfigured):
        count_visits(page)


def test_everything_wrong_is_told_at_once():
    assert len(problems(GOVNEWS={"COUNTER": 5, "TRUSTED_PROXIES": ["x"], "Y": 1})) == 3


def test_good_settings_have_no_problems():
    offered = PortalFeeds(sample.portal(), sample.articles)
    good = {
        "COUNTER": THINGS.counter,
        "FEEDS": offered,
        "TRUSTED_PROXIES": ["10.0.0.0/8", "unix"],
        "PAGE": lambda seen: seen.path,
        "STYLES": {"ours": dates.Style(name="ours", pattern="d.M")},
    }
    assert problems(GOVNEWS=good) == []
    with override_settings(GOVNEWS=good):
        assert load_settings().trusted_proxies == ("10.0.0.0/8", "unix")


def test_a_dotted_path_names_an_object():
    with override_settings(GOVNEWS={"PAGE": "govnews.sample.portal"}):
        assert load_settings().page is sample.portal


def test_datetimes_without_zones_are_warned_of():
    found = problems(USE_TZ=False, GOVNEWS={"COUNTER": THINGS.counter})
    assert [number for number, _ in found] == ["govnews.W001"]


def test_the_broken_counter_of_the_contract_is_a_counter():
    assert problems(GOVNEWS={"COUNTER": Broken()}) == []
