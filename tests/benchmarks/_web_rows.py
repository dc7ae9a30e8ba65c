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


def visit_counter():
    """A counter in SQLite that stores a hundred page views together."""
    from govnews.visits import VisitCounter, open_store

    path = Path(tempfile.mkdtemp(prefix="govnews-bench-")) / "visits.db"
    return VisitCounter(
        open_store(f"sqlite:///{path}"),
        site="sonla",
        buffer=100,
        buffer_time=timedelta(seconds=5),
    )
