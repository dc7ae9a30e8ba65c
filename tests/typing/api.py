"""The public API as a portal's developer uses it: checked by type checkers, never run.

Each line has to pass ``mypy --strict`` and pyright's strict mode as it stands.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import assert_type

import attrs
from hypothesis.strategies import SearchStrategy

from govnews import (
    Airing,
    Article,
    Attachment,
    BroadcastPlan,
    DocumentNumber,
    Extensions,
    GovNewsError,
    Image,
    OfficialDocument,
    Organisation,
    Party,
    Person,
    Portal,
    Recurrence,
    Section,
    SectionTree,
    Segment,
    Slot,
    SlotException,
    Source,
    VisitStatistics,
    broadcast,
    codec,
    dates,
    feeds,
    ingest,
    sample,
    visits,
)
from govnews.errors import CodecError, FeedError, ModelError
from govnews.testing import articles as article_strategy, builds_article
from govnews.web import (
    Exchange,
    PortalFeeds,
    SafeHtml,
    TrustedProxies,
    add_filters,
    asgi,
    autodiscovery_tags,
    schedule_table,
    statistics_block,
    wsgi,
)

NOW = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)

# ---- the model ----------------------------------------------------------------------------

portal = Portal(
    name="Cổng thông tin điện tử",
    url="https://example.vn/",
    sections=(Section(key="van-hoa", title="Tin văn hoá - xã hội"),),
)
article = Article(
    uri="tag:example.vn,2017:1",
    headline="Họp báo",
    published_at=NOW,
    section="van-hoa",
    authors=(Person(name="Ban Biên tập"), Organisation(name="Sở Thông tin và Truyền thông")),
    images=(Image(url="https://example.vn/a.jpg", alt="Buổi làm việc"),),
    attachments=(Attachment(url="https://example.vn/kh.pdf"),),
    documents=(OfficialDocument(number=DocumentNumber.parse("173/KH-UBND")),),
    source=Source(name="Cổng Thông tin điện tử Chính phủ"),
)
assert_type(article.headline, str)
assert_type(article.published_at, datetime | None)
assert_type(article.images, tuple[Image, ...])
assert_type(article.authors, tuple[Person | Organisation, ...])
assert_type(portal.tree, SectionTree)
assert_type(portal.feed_url("rss"), str)
assert_type(attrs.evolve(article, headline="Mới"), Article)

sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
plan = BroadcastPlan(
    key="it-today",
    title="IT TODAY",
    slots=(Slot(key="toi-chu-nhat", recurrence=sundays, duration=timedelta(minutes=15)),),
    parties=(Party(organisation=Organisation(name="UBND tỉnh"), role="authority"),),
    segments=(Segment(kind="local", title="Tin trong tỉnh"),),
    exceptions=(
        SlotException(slot="toi-chu-nhat", on=date(2017, 1, 29), action="cancel", reason="Tết"),
    ),
)
assert_type(plan.next_airing(NOW), Airing | None)
assert_type(plan.airings(NOW, NOW + timedelta(days=7)), tuple[Airing, ...])
assert_type(sundays.rrule(), str)

# ---- the three doors ----------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class VideoArticle(Article):
    """A portal's own kind of article."""

    seconds: int


@attrs.frozen
class Urgency:
    """An add-on of somebody else's."""

    level: int


@dataclass
class Post:
    """A portal's own rows."""

    title: str
    at: datetime


def as_article(post: Post) -> Article:
    """The adapter."""
    return Article(
        uri=f"tag:example.vn,2017:{post.title}", headline=post.title, published_at=post.at
    )


video = VideoArticle(uri="tag:example.vn,2017:2", headline="Phim", published_at=NOW, seconds=90)
assert_type(attrs.evolve(video, seconds=60), VideoArticle)
extensions = Extensions.of(Urgency(3))
assert_type(extensions.get(Urgency), Urgency | None)

converter = codec.make_converter(article_types=[VideoArticle], extensions={"urgency": Urgency})
assert_type(converter.loads(b"{}", Article), Article)
assert_type(converter.loads(b"{}", VideoArticle), VideoArticle)
assert_type(codec.loads("[]", list[Article]), list[Article])
assert_type(codec.dumps(article), bytes)
schema = codec.json_schema(Article, article_types=[VideoArticle], extensions={"urgency": Urgency})
assert_type(builds_article(VideoArticle), SearchStrategy[VideoArticle])
assert_type(article_strategy(), SearchStrategy[Article])

# ---- feeds --------------------------------------------------------------------------------

posts = [Post("Tin", NOW)]
feed = feeds.Feed(portal, [article, video], section="van-hoa", now=NOW)
adapted = feeds.Feed(portal, posts, adapt=as_article)
assert_type(feed.render("rss"), bytes)
assert_type(adapted.errors, tuple[FeedError, ...])
assert_type(feed.last_modified, datetime | None)
response = feeds.respond(feed, "atom", {"If-None-Match": '"x"'}, "GET")
assert_type(response.status, int)
assert_type(response.body, bytes)
assert_type(feeds.archive(portal, posts, adapt=as_article), Iterator[tuple[str, bytes]])
assert_type(feeds.stream(portal, [article], "atom"), Iterator[bytes])
assert_type(feeds.opml(portal), bytes)

# ---- dates --------------------------------------------------------------------------------

assert_type(dates.format(NOW, "vov", language="en"), str)
assert_type(dates.format(NOW, dates.STYLES["portal"]), str)
assert_type(dates.parse_datetime("15/02/2017 17:00"), datetime)
assert_type(dates.parse_date("15/02/2017"), date)
assert_type(dates.relative(NOW, NOW), str)

# ---- broadcast, ingest --------------------------------------------------------------------

assert_type(broadcast.parse_schedule("19h45 ngày chủ nhật hàng tuần"), Recurrence)
assert_type(broadcast.to_ics(plan), bytes)
taken = ingest.read_feed(b"<rss/>", section="van-hoa")
assert_type(taken.articles, tuple[Article, ...])
assert_type(taken.statistics, VisitStatistics | None)

# ---- visits -------------------------------------------------------------------------------

counter = visits.VisitCounter(visits.open_store("memory:"), site="sonla", start_total=40_536_672)
counter.record(address="203.0.113.9", user_agent=None, at=NOW, page=article.uri)
assert_type(counter.statistics(at=NOW), VisitStatistics)


async def count(on_loop: visits.AsyncVisitCounter) -> VisitStatistics:
    """The same, to be awaited."""
    await on_loop.record(address=None, user_agent="Firefox", at=NOW)
    return await on_loop.statistics(at=NOW)


# ---- web ----------------------------------------------------------------------------------


async def rows() -> list[Post]:
    """Rows of a database that is awaited."""
    return posts


offered = PortalFeeds(portal, lambda: [article], plans=lambda: [plan], clock=lambda: NOW)
of_posts = PortalFeeds(portal, lambda: posts, adapt=as_article, version=lambda: len(posts))
awaited = PortalFeeds(portal, rows, adapt=as_article)
assert_type(of_posts.respond("feeds/all.rss"), feeds.Response | None)
assert_type(statistics_block(counter.statistics(at=NOW)), SafeHtml)
assert_type(schedule_table(plan, NOW, 4, language="en"), SafeHtml)
assert_type(autodiscovery_tags(portal, "van-hoa"), SafeHtml)
assert_type(TrustedProxies(["10.0.0.0/8"]).address("10.0.0.2", None), str | None)


def wsgi_portal(
    environ: dict[str, object], start_response: Callable[..., object]
) -> Iterable[bytes]:
    """An application of no framework."""
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b""]


def page(seen: Exchange) -> str | None:
    """The name of a page."""
    return seen.path


around = wsgi.count_visits(
    wsgi.serve_feeds(wsgi_portal, offered), counter, trusted_proxies=["unix"], page=page
)
on_loop = asgi.serve_feeds(None, awaited)


def frameworks() -> object:
    """The same verbs in each framework."""
    from fastapi import FastAPI
    from flask import Flask, Response as FlaskResponse
    from jinja2 import Environment
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.templating import Jinja2Templates

    from govnews import flask, starlette

    site = Flask("portal")
    flask.serve_feeds(site, of_posts)
    flask.count_visits(site, counter, trusted_proxies=["10.0.0.0/8"], page=page)
    flask.add_filters(site, styles={"ours": dates.Style(name="ours", pattern="d.M")})
    assert_type(flask.feed_response(feed, "rss"), FlaskResponse)

    for app in (Starlette(), FastAPI()):
        starlette.serve_feeds(app, awaited)
        starlette.count_visits(app, counter, trusted_proxies=["10.0.0.0/8"])
    starlette.add_filters(Jinja2Templates("templates"))
    add_filters(Environment())

    async def rss(request: Request) -> Response:
        return starlette.feed_response(request, adapted, "rss")

    return rss


def in_django() -> None:
    """Django's are functions of the request."""
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

    from govnews.django import count_visits, feed_response, serve_feeds

    assert_type(serve_feeds(of_posts), list[URLPattern])

    def rss(request: HttpRequest) -> HttpResponse:
        return feed_response(request, adapted, "rss")

    count_visits(rss)


# ---- errors -------------------------------------------------------------------------------

try:
    converter.loads(b"{}", Article)
except CodecError as error:
    assert_type(error.faults, tuple[str, ...])
except ModelError as error:
    assert_type(error.field, str)
except GovNewsError:
    raise

assert_type(sample.plan(), BroadcastPlan)
