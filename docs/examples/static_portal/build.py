"""A portal as plain files: ``python build.py OUT`` writes it, and writes only what changed.

The feed is the newest page of an archive (RFC 5005), so that no article is ever lost to a
reader, however many there are.
"""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, select_autoescape

from govnews import Article, Portal, broadcast, codec, feeds, sample
from govnews.web import add_filters

URL = os.environ.get("PORTAL_URL", "http://127.0.0.1:8000/")
ASSETS = Path(__file__).parent.parent / "assets"


def moved(value, kind):
    """A value of the sample portal, moved to where this one is served."""
    data = codec.dumps(value).replace(b"https://sonla.example.vn/", URL.encode())
    return codec.loads(data, kind)


def documents(now):
    """Every file of the portal: its name and its bytes."""
    portal = moved(sample.portal(), Portal)
    articles = moved(sample.articles(), tuple[Article, ...])
    plan = sample.plan()
    for section in (None, *portal.sections):
        yield from feeds.archive(portal, articles, section=section, now=now)
    yield from feeds.sitemap(portal, articles, now=now)
    yield from feeds.news_sitemap(portal, articles, now=now)
    yield "feeds/all.opml", feeds.opml(portal)
    yield f"feeds/{plan.key}.ics", broadcast.to_ics(plan)
    yield "media/hop-it-today.svg", sample.picture()
    yield "static/portal.css", (ASSETS / "static/portal.css").read_bytes()

    templates = Environment(
        loader=FileSystemLoader(ASSETS / "templates"), autoescape=select_autoescape()
    )
    add_filters(templates)
    live = [article for article in articles if article.state(now) == "live"]
    page = {"portal": portal, "plan": plan, "now": now}
    yield "index.html", templates.get_template("front.html").render(page, articles=live).encode()
    for article in live:
        html = templates.get_template("article.html").render(page, article=article)
        yield urlsplit(article.url).path.lstrip("/"), html.encode()


def write(path, data):
    """Write a file in one step, unless it holds this already."""
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_bytes(data)
    shutil.move(new, path)
    return True


def main(out, now):
    changed = [name for name, data in documents(now) if write(out / name, data)]
    print(f"{len(changed)} files changed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.now(UTC))
