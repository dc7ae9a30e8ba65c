"""A portal in Flask. Run it in this folder: ``gunicorn app:app``, then open port 8000."""

import os
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Flask, Response, abort, render_template

from govnews import Article, Portal, codec, flask as govnews_flask, sample
from govnews.visits import VisitCounter, open_store
from govnews.web import PortalFeeds

URL = os.environ.get("PORTAL_URL", "http://127.0.0.1:8000/")


def moved(value, kind):
    """A value of the sample portal, moved to where this one runs."""
    data = codec.dumps(value).replace(b"https://sonla.example.vn/", URL.encode())
    return codec.loads(data, kind)


PORTAL = moved(sample.portal(), Portal)
ARTICLES = moved(sample.articles(), tuple[Article, ...])
PAGES = {urlsplit(article.url).path: article for article in ARTICLES if article.url}
COUNTER = VisitCounter(
    open_store(os.environ.get("VISITS", "sqlite:///visits.db")),
    site="sonla",
    start_total=sample.TOTAL_VISITS,
)

app = Flask(
    __name__,
    template_folder="../assets/templates",
    static_folder="../assets/static",
    static_url_path="/static",
)
FEEDS = PortalFeeds(
    PORTAL,
    lambda: ARTICLES,
    plans=lambda: [sample.plan()],
    page_size=1,  # so that the few articles of the sample fill pages; 100 is usual
)
govnews_flask.serve_feeds(app, FEEDS)
govnews_flask.count_visits(app, COUNTER, trusted_proxies=["127.0.0.0/8", "unix"])
govnews_flask.add_filters(app)


@app.context_processor
def every_page():
    now = datetime.now(UTC)
    figures = COUNTER.statistics(at=now)
    return {"portal": PORTAL, "plan": sample.plan(), "now": now, "figures": figures}


@app.get("/")
def front():
    now = datetime.now(UTC)
    live = [article for article in ARTICLES if article.state(now) == "live"]
    return render_template("front.html", articles=live)


@app.get("/<path:path>.html")
def article(path):
    found = PAGES.get(f"/{path}.html")
    if found is None or found.state(datetime.now(UTC)) != "live":
        abort(404)
    return render_template("article.html", article=found)


@app.get("/media/hop-it-today.svg")
def picture():
    return Response(sample.picture(), mimetype="image/svg+xml")
