"""One portal of 50 rows in SQLite, served by Django, Flask and Starlette with govnews, and by
Django's own syndication framework: what ``tests.benchmarks.web`` compares."""

import asyncio
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from django.conf import settings

ROWS = 50
_DATABASE = os.environ.get("GOVNEWS_BENCH_DB") or str(
    Path(tempfile.mkdtemp(prefix="govnews-bench-")) / "posts.db"
)
os.environ["GOVNEWS_BENCH_DB"] = _DATABASE

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": _DATABASE,
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.sites", "govnews.django"],
    SITE_ID=1,
    ROOT_URLCONF=__name__,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    MIDDLEWARE=["django.middleware.http.ConditionalGetMiddleware"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LOGGING_CONFIG=None,
)
django.setup()

from django.contrib.sites.models import Site  # noqa: E402  # after setup
from django.contrib.syndication.views import Feed as SyndicationFeed  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import close_old_connections, connection, models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.feedgenerator import Atom1Feed  # noqa: E402
from jinja2 import Environment  # noqa: E402

from govnews import Article, Portal  # noqa: E402
from govnews.django import serve_feeds  # noqa: E402
from govnews.web import PortalFeeds, add_filters  # noqa: E402

PORTAL = Portal(name="Cổng thông tin điện tử tỉnh Sơn La", url="https://sonla.example.vn/")
_SENTENCE = (
    "Sở Thông tin và Truyền thông chủ trì phối hợp với các đơn vị triển khai chương trình "
    "truyền thông Chính phủ điện tử trên địa bàn tỉnh. "
)


class Post(models.Model):
    """A news item as a portal keeps it."""

    title = models.CharField(max_length=200)
    slug = models.SlugField()
    lead = models.TextField()
    body = models.TextField()
    author = models.CharField(max_length=100)
    published_at = models.DateTimeField(db_index=True)
    modified_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "bench"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/tin/{self.slug}.html"


def fill():
    """Make the rows, if they are not there."""
    with connection.schema_editor() as editor:
        tables = connection.introspection.table_names()
        for model in (Site, Post):
            if model._meta.db_table not in tables:
                editor.create_model(model)
    if Post.objects.exists():
        return
    Site.objects.get_or_create(id=1, domain="sonla.example.vn", name="Sơn La")
    start = datetime(2017, 2, 15, 10, 0, tzinfo=UTC)
    Post.objects.bulk_create(
        Post(
            title=f"Tin số {number}: triển khai chương trình “IT TODAY” & kế hoạch 173/KH-UBND",
            slug=f"tin-{number}",
            lead=_SENTENCE,
            body=f"<p>{_SENTENCE * 5}</p>" * 4,
            author="Ban Biên tập",
            published_at=start - timedelta(hours=number),
            modified_at=start - timedelta(hours=number, minutes=-5),
        )
        for number in range(ROWS)
    )


def latest():
    return Post.objects.order_by("-published_at")[:ROWS]


def as_article(post):
    return Article(
        uri=f"tag:sonla.example.vn,2017:{post.slug}",
        headline=post.title,
        published_at=post.published_at,
        modified_at=post.modified_at,
        url=f"https://sonla.example.vn{post.get_absolute_url()}",
        lead=post.lead,
        body=post.body,
        byline=post.author,
    )


def version():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), MAX(modified_at) FROM bench_post")
        return cursor.fetchone()


FRESH = PortalFeeds(PORTAL, latest, adapt=as_article)
KEPT = PortalFeeds(PORTAL, latest, adapt=as_article, version=version)


class Syndication(SyndicationFeed):
    """The same rows by Django's own framework."""

    title = PORTAL.name
    link = "/"
    description = PORTAL.name
    feed_url = "/django/all.rss"

    def items(self):
        return latest()

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.body

    def item_author_name(self, item):
        return item.author

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.modified_at


class AtomSyndication(Syndication):
    feed_type = Atom1Feed
    subtitle = Syndication.description


PAGE = """<!doctype html><html lang="vi"><title>{{ post.title }}</title>
<article><h1>{{ post.title }}</h1><time>{{ post.published_at|vn_date }}</time>
<p>{{ post.lead }}</p>{{ post.body|safe }}<p>{{ post.author }}</p></article>"""
_DJANGO_PAGE = engines["django"].from_string("{% load govnews %}" + PAGE)
_JINJA = Environment(autoescape=True)
add_filters(_JINJA)
_JINJA_PAGE = _JINJA.from_string(PAGE)


def page(request):
    return HttpResponse(_DJANGO_PAGE.render({"post": Post.objects.get(slug="tin-7")}))


def jinja_page():
    return _JINJA_PAGE.render(post=Post.objects.get(slug="tin-7"))


def _fresh(request, kind):
    from govnews.django._views import to_django

    return to_django(FRESH.respond(f"feeds/all.{kind}", request.headers, request.method))


urlpatterns = [
    *serve_feeds(KEPT),
    path("fresh/feeds/all.<str:kind>", _fresh),
    path("django/all.rss", Syndication()),
    path("django/all.atom", AtomSyndication()),
    path("trang", page),
]


def django_app():
    """The Django portal."""
    fill()
    return get_wsgi_application()


def bare(environ, start_response):
    """An application that does nothing: what the server alone costs."""
    start_response("304 Not Modified", [("ETag", '"x"')])
    return []


def counted(name):
    """A portal whose page views are counted, in buffered SQLite."""
    from govnews.visits import VisitCounter, open_store
    from govnews.web import asgi, wsgi

    path = Path(tempfile.mkdtemp(prefix="govnews-bench-")) / "visits.db"
    counter = VisitCounter(
        open_store(f"sqlite:///{path}"),
        site="sonla",
        buffer=100,
        buffer_time=timedelta(seconds=5),
    )
    web = asgi if name == "starlette" else wsgi
    app = {"django": django_app, "flask": flask_app, "starlette": starlette_app}[name]()
    return web.count_visits(app, counter, trusted_proxies=["10.0.0.0/8"])


def starlette_counted():
    return counted("starlette")


def flask_app():
    """The Flask portal."""
    from flask import Flask

    from govnews import flask

    fill()
    app = Flask("bench")
    flask.serve_feeds(app, KEPT)
    app.add_url_rule("/trang", view_func=jinja_page)
    app.teardown_request(lambda _: close_old_connections())
    return app


def starlette_app():
    """The Starlette portal."""
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    from govnews import starlette

    # uvicorn makes its application on the event loop, where Django's ORM refuses to work
    with ThreadPoolExecutor(1) as thread:
        thread.submit(fill).result()

    async def answer(request):
        return HTMLResponse(await asyncio.to_thread(jinja_page))

    app = Starlette(routes=[Route("/trang", answer)])
    starlette.serve_feeds(app, KEPT)
    return app
