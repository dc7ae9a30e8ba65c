"""What the portal offers through govnews: its feeds and its visit counter."""

import os
from urllib.parse import urljoin

import attrs
from django.conf import settings
from django.db import connection

from govnews import Article, Image, Section, sample
from govnews.visits import VisitCounter, open_store
from govnews.web import PortalFeeds

from .models import Post

portal = attrs.evolve(
    sample.portal(),
    url=settings.PORTAL_URL,
    sections=tuple(
        Section(key=one.key, title=one.title, parent=one.parent) for one in sample.portal().sections
    ),
)


def absolute(path):
    return urljoin(portal.url, path)


def as_article(post: Post) -> Article:
    """A row as an article: all that govnews has to know of the portal's table."""
    picture = (
        Image(
            url=absolute(post.picture),
            caption=post.caption,
            alt=post.picture_shows,
            width=960,
            height=540,
        )
        if post.picture
        else None
    )
    return Article(
        uri=f"tag:sonla.example.vn,2017:{post.path}",
        headline=post.title,
        published_at=post.published_at,
        modified_at=post.modified_at,
        url=absolute(post.path),
        section=post.section,
        lead=post.lead,
        body=post.body,
        body_type="html" if post.is_html else "plain",
        byline=post.author,
        images=(picture,) if picture else (),
    )


def version():
    """Changes whenever a row is added, changed or removed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT COUNT(*) FROM news_post), (SELECT MAX(modified_at) FROM news_post)"
        )
        return cursor.fetchone()


feeds = PortalFeeds(
    portal,
    Post.objects.all,
    adapt=as_article,
    plans=lambda: [sample.plan()],
    page_size=1,  # so that the few articles of the sample fill pages; 100 is usual
    version=version,
)
counter = VisitCounter(
    open_store(os.environ.get("VISITS", f"sqlite:///{settings.DATA_DIR}/visits.db")),
    site="sonla",
    start_total=sample.TOTAL_VISITS,
)
