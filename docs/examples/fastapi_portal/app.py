"""A portal in FastAPI with its counter in Valkey.

Run it in this folder: ``VISITS=valkey://127.0.0.1:6379/0 uvicorn app:app``.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from govnews import Article, Portal, codec, sample, starlette as govnews_starlette
from govnews.visits import AsyncVisitCounter, open_async_store
from govnews.web import PortalFeeds

URL = os.environ.get("PORTAL_URL", "http://127.0.0.1:8000/")
ASSETS = Path(__file__).parent.parent / "assets"


def moved(value, kind):
    """A value of the sample portal, moved to where this one runs."""
    data = codec.dumps(value).replace(b"https://sonla.example.vn/", URL.encode())
    return codec.loads(data, kind)


PORTAL = moved(sample.portal(), Portal)
ARTICLES = moved(sample.articles(), tuple[Article, ...])
PAGES = {urlsplit(article.url).path: article for article in ARTICLES if article.url}
COUNTER = AsyncVisitCounter(
    open_async_store(os.environ.get("VISITS", "sqlite:///visits.db")),
    site="sonla",
    start_total=sample.TOTAL_VISITS,
)

TEMPLATES = Jinja2Templates(ASSETS / "templates")
govnews_starlette.add_filters(TEMPLATES)


async def articles():
    """Where a portal of your own awaits its database."""
    return ARTICLES


app = FastAPI(docs_url=None, redoc_url=None)
app.mount("/static", StaticFiles(directory=ASSETS / "static"))
FEEDS = PortalFeeds(
    PORTAL,
    articles,
    plans=lambda: [sample.plan()],
    page_size=1,  # so that the few articles of the sample fill pages; 100 is usual
)
govnews_starlette.serve_feeds(app, FEEDS)
govnews_starlette.count_visits(app, COUNTER, trusted_proxies=["127.0.0.0/8", "unix"])


async def page(request: Request, name: str, **context):
    now = datetime.now(UTC)
    figures = await COUNTER.statistics(at=now)
    context |= {"portal": PORTAL, "plan": sample.plan(), "now": now, "figures": figures}
    return TEMPLATES.TemplateResponse(request, name, context)


@app.get("/")
async def front(request: Request):
    now = datetime.now(UTC)
    live = [article for article in ARTICLES if article.state(now) == "live"]
    return await page(request, "front.html", articles=live)


@app.get("/media/hop-it-today.svg")
async def picture():
    return Response(sample.picture(), media_type="image/svg+xml")


@app.get("/{path:path}.html")
async def article(request: Request, path: str):
    found = PAGES.get(f"/{path}.html")
    if found is None or found.state(datetime.now(UTC)) != "live":
        raise HTTPException(404)
    return await page(request, "article.html", article=found)
