"""The portal in Django: by govnews, and by Django's own syndication framework."""

from datetime import UTC, datetime, timedelta

import django
from django.conf import settings

from ._web_rows import (
    DATABASE,
    LATEST,
    PAGE,
    PORTAL,
    PROXIES,
    ROWS,
    SECTIONS,
    VERSION,
    as_article,
    visit_counter,
)

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATABASE,
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.sites", "govnews.django"],
    SITE_ID=1,
    ROOT_URLCONF=__name__,
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    # None for anyone: the peer's views answer conditionally by a decorator.
    MIDDLEWARE=[],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LOGGING_CONFIG=None,
)
django.setup()

from django.contrib.sites.models import Site  # noqa: E402  # after setup
from django.contrib.syndication.views import Feed as SyndicationFeed  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpResponse, HttpResponseNotModified  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils.feedgenerator import Atom1Feed  # noqa: E402
from django.views.decorators.http import conditional_page  # noqa: E402

from govnews.django import serve_feeds  # noqa: E402
from govnews.web import PortalFeeds, wsgi  # noqa: E402

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
    with connection.cursor() as cursor:
        # As a portal on SQLite has it: readers and a writer do not wait for each other.
        cursor.execute("PRAGMA journal_mode=WAL")
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


def version():
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
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


_PAGE = engines["django"].from_string("{% load govnews %}" + PAGE)


def page(request):
    post = Post.objects.get(slug="tin-7")
    context = {"post": post, "latest": latest()[:LATEST], "sections": SECTIONS, "portal": PORTAL}
    return HttpResponse(_PAGE.render(context))


def _fresh(request, kind):
    from govnews.django._views import to_django

    return to_django(FRESH.respond(f"feeds/all.{kind}", request.headers, request.method))


urlpatterns = [
    *serve_feeds(KEPT),
    path("fresh/feeds/all.<str:kind>", _fresh),
    path("django/all.rss", conditional_page(Syndication())),
    path("django/all.atom", conditional_page(AtomSyndication())),
    path("trang", page),
    path("rong", lambda request: HttpResponseNotModified(headers={"ETag": '"x"'})),
]


def app():
    """The portal; ``/rong`` is a view that does nothing: what Django alone costs."""
    fill()
    return get_wsgi_application()


def mounted():
    """The same with the feeds in front of Django instead of in its ``urlpatterns``."""
    return wsgi.serve_feeds(app(), KEPT)


def counted():
    """The portal with the middleware that counts."""
    from django.test import override_settings

    govnews = {"COUNTER": visit_counter(), "TRUSTED_PROXIES": PROXIES}
    with override_settings(MIDDLEWARE=["govnews.django.count_visits"], GOVNEWS=govnews):
        return app()
