"""What govnews writes as a feed it takes in again, field by field."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from govnews import feeds, ingest, testing as values
from govnews._html import plain_text, sanitise
from govnews.model import Article, Extensions, Portal, Section

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PORTAL = Portal(
    name="Cổng thông tin điện tử A",
    url="https://a.example.vn/",
    sections=(Section(key="van-hoa", title="Tin văn hoá - xã hội"),),
)
#: RSS has no place for a section's key, so it is made from the title anew.
SECTION_KEYS = {"rss": "tin-van-hoa-xa-hoi", "atom": "van-hoa"}
FORMATS = ("rss", "atom", "json")


def squeezed(text: str | None) -> str | None:
    """A text as feeds carry it: white space squeezed, no characters HTML forbids."""
    text = re.sub("[\x7f-\x9f\ufdd0-\ufdef\ufffd]|[\U0001fffe-\U0001ffff]", "", text or "")
    return " ".join(text.split()) or None


def carried(article: Article) -> bool:
    """Whether RSS can tell a plain title from HTML."""
    return (
        not re.search(r"&#?\w+;|</\w", article.headline) and squeezed(article.headline) is not None
    )


ARTICLES = values.articles(
    status="published",
    published_at=st.datetimes(datetime(1976, 1, 2), datetime(2026, 1, 1), timezones=st.just(UTC)),
    publish_from=None,
    expires_at=None,
    section=st.sampled_from([None, "van-hoa"]),
    sections=(),
    tags=st.lists(st.sampled_from(["CNTT", "TT&TT", "chuyển đổi số"]), unique=True).map(tuple),
    # Feeds know authors and contributors, not other roles, and people by their names.
    authors=st.lists(values.persons(role=st.sampled_from([None, "contributor"])), max_size=2).map(
        tuple
    ),
    related=st.lists(
        values.related_links(rel="related"), max_size=2, unique_by=lambda one: one.uri
    ).map(tuple),
    images=st.lists(values.images(), max_size=2, unique_by=lambda one: one.url).map(tuple),
    source=st.none() | values.sources(url=st.just("https://b.example.vn/rss")),
    slug=None,
    subheadline=None,
    documents=(),
    place=None,
    alt_ids=(),
    version=1,
    extensions=Extensions(),
).filter(carried)


def taken_back(article: Article, kind: str) -> Article:
    feed = feeds.Feed(PORTAL, [article], now=NOW)
    data = feed.render(kind)
    assert feed.errors == ()
    taken = ingest.read_feed(data)
    assert [str(error) for error in taken.errors] == []
    (back,) = taken.articles
    return back


@pytest.mark.parametrize("kind", FORMATS)
@given(article=ARTICLES)
def test_texts_and_times_come_back(kind: str, article: Article) -> None:
    back = taken_back(article, kind)
    assert (back.uri, back.url, back.language) == (article.uri, article.url, article.language)
    assert back.headline == squeezed(article.headline)
    assert squeezed(back.lead) == squeezed(article.lead)
    assert back.updated_at == article.updated_at
    assert back.published_at is not None
    assert article.published_at is not None
    if kind == "rss":
        assert back.published_at.replace(microsecond=0) == article.published_at.replace(
            microsecond=0
        )
    else:
        assert back.published_at == article.published_at
    assert set(article.tags) <= set(back.tags)
    if kind != "json":
        assert back.section == (None if article.section is None else SECTION_KEYS[kind])
        assert squeezed(back.rights) == squeezed(article.rights)
        assert back.tags == article.tags


@pytest.mark.parametrize("kind", FORMATS)
@given(article=ARTICLES)
def test_bodies_come_back_sanitised(kind: str, article: Article) -> None:
    back = taken_back(article, kind)
    if kind == "json" and article.body_type == "plain":
        assert (back.body or "").strip() == (article.body or "").strip()
    elif article.body_type == "html":
        assert (back.body or "").strip() == sanitise(
            article.body or "", article.url or PORTAL.url
        ).strip()
    else:
        assert squeezed(plain_text(back.body or "")) == squeezed(article.body)


@pytest.mark.parametrize("kind", FORMATS)
@given(article=ARTICLES)
def test_people_and_files_come_back(kind: str, article: Article) -> None:
    back = taken_back(article, kind)
    names = {squeezed(one.name) for one in article.authors} or {squeezed(article.byline)}
    assert {squeezed(one.name) for one in back.authors} == names - {None}
    assert {one.url for one in back.attachments} == {one.url for one in article.attachments}
    assert {one.url for one in back.images} == {one.url for one in article.images}
    images = {one.url: one for one in article.images}
    for one in back.images:
        known = images[one.url]
        assert squeezed(one.caption) == squeezed(known.caption)
        if kind != "json":
            assert (one.width, one.height) == (known.width, known.height)
            assert squeezed(one.credit) == squeezed(known.credit)
            assert squeezed(one.alt) == squeezed(known.alt)
        assert (one.length or 0) == (known.length or 0)
    source = article.source
    if source is not None:
        assert back.source is not None
        if kind != "json":
            assert squeezed(back.source.name) == squeezed(source.name)
            assert back.source.url == source.url
        assert back.source.item_uri == (source.item_uri or article.uri)
    if kind != "json":
        assert {one.uri for one in back.related} == {one.uri for one in article.related}


def test_a_withdrawn_article_comes_back_as_withdrawn() -> None:
    article = Article(
        uri="tag:a.example.vn,2017:1", headline="Tin", published_at=NOW, status="withdrawn"
    )
    taken = ingest.read_feed(feeds.Feed(PORTAL, [article], now=NOW).render("atom"))
    assert taken.withdrawn == ("tag:a.example.vn,2017:1",)
    assert taken.articles == ()
