"""The portal in Flask and in Starlette, and as bare applications; all read by ``sqlite3``."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from threading import local
from types import SimpleNamespace

from jinja2 import Environment

from govnews.web import PortalFeeds, add_filters, wsgi

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

_thread = local()
_TEMPLATES = Environment(autoescape=True, keep_trailing_newline=True)
add_filters(_TEMPLATES)
_PAGE = _TEMPLATES.from_string(PAGE)


def query(text, *values):
    """The rows that a query gives; every thread has a connection, as servers' pools have."""
    found = getattr(_thread, "connection", None)
    if found is None:
        found = _thread.connection = sqlite3.connect(DATABASE, isolation_level=None)
    with closing(found.execute(text, values)) as cursor:
        return cursor.fetchall()


def posts(condition, *values):
    columns = ("title", "slug", "lead", "body", "author", "published_at", "modified_at")
    for row in query(f"SELECT {', '.join(columns)} FROM bench_post {condition}", *values):
        post = SimpleNamespace(**dict(zip(columns, row, strict=True)))
        for name in ("published_at", "modified_at"):
            setattr(post, name, datetime.fromisoformat(getattr(post, name)).replace(tzinfo=UTC))
        yield post


def latest(limit=ROWS):
    return posts("ORDER BY published_at DESC LIMIT ?", limit)


def version():
    return query(VERSION)


def page():
    [post] = posts("WHERE slug = ?", "tin-7")
    return _PAGE.render(post=post, latest=latest(LATEST), sections=SECTIONS, portal=PORTAL)


def offered():
    return PortalFeeds(PORTAL, latest, adapt=as_article, version=version)


def flask_app():
    from flask import Flask

    from govnews import flask

    app = Flask("bench")
    flask.serve_feeds(app, offered())
    app.add_url_rule("/trang", view_func=page)
    app.add_url_rule("/rong", view_func=lambda: ("", 304, {"ETag": '"x"'}))
    return app


def flask_mounted():
    """The same with the feeds in front of Flask instead of in its routes."""
    from flask import Flask

    app = Flask("bench")
    app.wsgi_app = wsgi.serve_feeds(app.wsgi_app, offered())
    return app


def flask_counted():
    from govnews import flask

    app = flask_app()
    flask.count_visits(app, visit_counter(), trusted_proxies=PROXIES)
    return app


def starlette_app():
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    from govnews import starlette

    # On the loop as in docs/examples: a change of threads costs now this, now three times as much.
    async def answer(request):
        return HTMLResponse(page())

    app = Starlette(routes=[Route("/trang", answer)])
    starlette.serve_feeds(app, offered())
    return app


def starlette_counted(kind=None):
    from govnews import starlette

    app = starlette_app()
    starlette.count_visits(app, visit_counter(kind), trusted_proxies=PROXIES)
    return app


def starlette_counted_async():
    from govnews.visits import AsyncVisitCounter

    return starlette_counted(AsyncVisitCounter)


def bare():
    """An application that does nothing: what the server alone costs."""

    def answer(environ, start_response):
        start_response("304 Not Modified", [("ETag", '"x"')])
        return []

    return answer
