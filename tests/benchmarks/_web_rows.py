"""What all portals of ``tests.benchmarks.web`` share: the rows' table and an article's page."""

import os
import tempfile
from datetime import timedelta
from pathlib import Path

from govnews import Article, Portal

ROWS = 50
#: Of which an article's page lists so many, which makes it one of 10 KB.
LATEST = 14
DATABASE = os.environ.get("GOVNEWS_BENCH_DB") or str(
    Path(tempfile.mkdtemp(prefix="govnews-bench-")) / "posts.db"
)
#: Servers that a benchmark starts serve the same rows.
os.environ["GOVNEWS_BENCH_DB"] = DATABASE

PORTAL = Portal(name="Cổng thông tin điện tử tỉnh Sơn La", url="https://sonla.example.vn/")
#: What every save changes, asked by two looks into indexes.
VERSION = """SELECT (SELECT COUNT(*) FROM bench_post),
                    (SELECT MAX(modified_at) FROM bench_post)"""
SECTIONS = (
    *("Trang chủ", "Giới thiệu", "Tin tức", "Chính trị", "Kinh tế", "Văn hóa - xã hội"),
    *("Quốc phòng - an ninh", "Cải cách hành chính", "Văn bản", "Thủ tục", "Liên hệ"),
)

#: What browsers send beside their address when a person follows a link.
BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-User": "?1",
    "Upgrade-Insecure-Requests": "1",
}
#: Whose X-Forwarded-For is believed: that of the proxy that a portal has in front of it.
PROXIES = ["127.0.0.0/8"]

#: A page as a portal has it: navigation, an article, the latest ones with their leads.
PAGE = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>{{ post.title }}</title></head>
<body>
<nav><ul>
{% for section in sections %}<li><a href="/chuyen-muc/{{ section|length }}">{{ section }}</a></li>
{% endfor %}</ul></nav>
<article>
<h1>{{ post.title }}</h1>
<p><time>{{ post.published_at|vn_date }}</time></p>
<p>{{ post.lead }}</p>
{{ post.body|safe }}
<p>{{ post.author }}</p>
</article>
<aside><ul>
{% for one in latest %}<li><a href="/tin/{{ one.slug }}.html">{{ one.title }}</a>
<time>{{ one.published_at|vn_date }}</time><p>{{ one.lead }}</p></li>
{% endfor %}</ul></aside>
<footer><p>{{ portal.name }}</p></footer>
</body>
</html>
"""


def as_article(post):
    """A row, of whatever kind, as an article."""
    return Article(
        uri=f"tag:sonla.example.vn,2017:{post.slug}",
        headline=post.title,
        published_at=post.published_at,
        modified_at=post.modified_at,
        url=f"https://sonla.example.vn/tin/{post.slug}.html",
        lead=post.lead,
        body=post.body,
        byline=post.author,
    )


def visit_counter(kind=None):
    """A counter, by default in SQLite and storing a hundred page views together.

    Servers that a benchmark starts are told of another by ``GOVNEWS_BENCH_VISITS`` (the
    store's address) and ``GOVNEWS_BENCH_BUFFER``.

    Args:
        kind: The class of the counter; None for VisitCounter.
    """
    from govnews.visits import VisitCounter, open_async_store, open_store

    path = Path(tempfile.mkdtemp(prefix="govnews-bench-")) / "visits.db"
    url = os.environ.get("GOVNEWS_BENCH_VISITS") or f"sqlite:///{path}"
    if kind is not None:
        return kind(open_async_store(url), site="sonla")
    buffer = int(os.environ.get("GOVNEWS_BENCH_BUFFER", "100"))
    return VisitCounter(
        open_store(url), site="sonla", buffer=buffer, buffer_time=timedelta(seconds=5)
    )
