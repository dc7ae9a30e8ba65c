"""Strategies for articles, sections, portals and what belongs to them."""

import json
from datetime import UTC, datetime
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from ..model import (
    Article,
    Attachment,
    Extensions,
    Image,
    Organisation,
    Person,
    Portal,
    RawExtension,
    Related,
    Section,
    Source,
    VisitStatistics,
)
from ._documents import official_documents
from ._text import aware_datetimes, keys, languages, tag_uris, texts, time_zones, web_urls

A = TypeVar("A", bound=Article)

_LARGEST = 10**12


def _build(kind: type[A] | type[Any], fields: dict[str, Any], overrides: dict[str, Any]) -> Any:
    """A strategy of ``kind`` in which each override stands for a drawn field."""
    given = {
        name: value if isinstance(value, st.SearchStrategy) else st.just(value)
        for name, value in overrides.items()
    }
    return st.builds(kind, **{**fields, **given})


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _few(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def images(**overrides: Any) -> st.SearchStrategy[Image]:
    """Pictures. ``overrides`` are values or strategies for fields by name."""
    size = _maybe(st.integers(1, 10_000))
    fields = {
        "url": web_urls(".jpg"),
        "caption": _maybe(texts()),
        "credit": _maybe(texts()),
        "alt": _maybe(texts()),
        "width": size,
        "height": size,
        "media_type": _maybe(st.sampled_from(["image/jpeg", "image/png", "image/webp"])),
        "length": _maybe(st.integers(0, _LARGEST)),
    }
    strategy: st.SearchStrategy[Image] = _build(Image, fields, overrides)
    return strategy


def attachments(**overrides: Any) -> st.SearchStrategy[Attachment]:
    """Files to download. ``overrides`` are values or strategies for fields by name."""
    fields = {
        "url": web_urls(".pdf"),
        "title": _maybe(texts()),
        "media_type": _maybe(st.sampled_from(["application/pdf", "audio/mpeg", "video/mp4"])),
        "length": _maybe(st.integers(0, _LARGEST)),
        "document": _maybe(official_documents()),
    }
    strategy: st.SearchStrategy[Attachment] = _build(Attachment, fields, overrides)
    return strategy


def _mail() -> st.SearchStrategy[str | None]:
    return _maybe(keys().map("{}@example.vn".format))


def persons(**overrides: Any) -> st.SearchStrategy[Person]:
    """People. ``overrides`` are values or strategies for fields by name."""
    fields = {
        "name": texts(),
        "email": _mail(),
        "url": _maybe(web_urls()),
        "role": _maybe(st.sampled_from(["author", "photographer", "translator"])),
    }
    strategy: st.SearchStrategy[Person] = _build(Person, fields, overrides)
    return strategy


def organisations(**overrides: Any) -> st.SearchStrategy[Organisation]:
    """Agencies, companies, broadcasters. ``overrides`` are values or strategies for fields."""
    fields = {
        "name": texts(),
        "code": _maybe(st.sampled_from(["UBND", "STTTT", "VNPT", "ĐPTTH"])),
        "email": _mail(),
        "url": _maybe(web_urls()),
    }
    strategy: st.SearchStrategy[Organisation] = _build(Organisation, fields, overrides)
    return strategy


def sources(**overrides: Any) -> st.SearchStrategy[Source]:
    """Where an article was taken from. ``overrides`` are values or strategies for fields."""
    fields = {
        "name": texts(),
        "url": _maybe(web_urls()),
        "item_uri": _maybe(tag_uris()),
        "published_at": _maybe(aware_datetimes()),
        "relation": st.sampled_from(["relayed", "excerpt", "translated", "adapted"]),
    }
    strategy: st.SearchStrategy[Source] = _build(Source, fields, overrides)
    return strategy


def related_links(**overrides: Any) -> st.SearchStrategy[Related]:
    """Links to other resources. ``overrides`` are values or strategies for fields by name."""
    fields = {
        "uri": web_urls(),
        "rel": st.sampled_from(["related", "translation", "via"]),
        "title": _maybe(texts()),
        "language": _maybe(languages()),
    }
    strategy: st.SearchStrategy[Related] = _build(Related, fields, overrides)
    return strategy


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts(),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(texts(max_size=8), inner, max_size=2)
    ),
    max_leaves=4,
)


def raw_extensions() -> st.SearchStrategy[RawExtension]:
    """Extensions of unknown types, as they come from another portal."""
    return st.builds(
        lambda name, data: RawExtension(
            name=name, json=json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        ),
        keys(),
        _JSON,
    )


def extensions() -> st.SearchStrategy[Extensions]:
    """None, one or two extensions of unknown types."""
    return st.lists(raw_extensions(), max_size=2, unique_by=lambda one: one.name).map(
        lambda values: Extensions.of(*values)
    )


def sections(**overrides: Any) -> st.SearchStrategy[Section]:
    """Sections at the top of a tree. ``overrides`` are values or strategies for fields by name."""
    fields = {
        "key": keys().filter(lambda key: key != "all"),
        "title": texts(),
        "description": _maybe(texts()),
        "language": _maybe(languages()),
        "url": _maybe(web_urls()),
        "order": st.integers(-5, 5),
        "extensions": extensions(),
    }
    strategy: st.SearchStrategy[Section] = _build(Section, fields, overrides)
    return strategy


@st.composite
def section_trees(draw: st.DrawFn, *, max_size: int = 5) -> tuple[Section, ...]:
    """Sections that form a tree, parents not always before their children.

    Args:
        draw: Given by Hypothesis.
        max_size: Most sections drawn.
    """
    names = draw(st.lists(keys().filter(lambda key: key != "all"), unique=True, max_size=max_size))
    drawn = [
        draw(sections(key=name, parent=draw(st.sampled_from([None, *names[:place]]))))
        for place, name in enumerate(names)
    ]
    return tuple(draw(st.permutations(drawn)))


def portals(**overrides: Any) -> st.SearchStrategy[Portal]:
    """Portals with a tree of sections. ``overrides`` are values or strategies for fields."""
    fields = {
        "name": texts(),
        "url": web_urls("/"),
        "language": languages(),
        "time_zone": time_zones(),
        "sections": section_trees(),
        "description": _maybe(texts()),
        "publisher": _maybe(organisations()),
        "rights": _maybe(texts()),
        "logo": _maybe(web_urls(".png")),
        "icon": _maybe(web_urls(".png")),
        "hubs": st.lists(web_urls(), max_size=1).map(tuple),
        "extensions": extensions(),
    }
    strategy: st.SearchStrategy[Portal] = _build(Portal, fields, overrides)
    return strategy


def bodies() -> st.SearchStrategy[str]:
    """HTML bodies: paragraphs, markup, links and pictures that are relative or absolute."""
    escaped = texts().map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    pieces = st.one_of(
        escaped.map("<p>{}</p>".format),
        escaped.map("<p><strong>{}</strong></p>".format),
        escaped.map('<p><a href="/van-ban">{}</a></p>'.format),
        st.just('<p><img src="images/anh.jpg" alt="Ảnh"></p>'),
    )
    return st.lists(pieces, max_size=3).map("".join)


def _article_fields() -> dict[str, Any]:
    moments = _maybe(aware_datetimes())
    return {
        "uri": tag_uris() | web_urls(),
        "headline": texts(),
        "published_at": aware_datetimes(),
        "url": _maybe(web_urls()),
        "slug": _maybe(keys()),
        "subheadline": _maybe(texts()),
        "lead": _maybe(texts()),
        "body": _maybe(bodies()),
        "body_type": st.sampled_from(["html", "plain"]),
        "byline": _maybe(texts()),
        "authors": _few(persons() | organisations()),
        "section": _maybe(keys()),
        "sections": _few(keys()),
        "tags": _few(texts()),
        "language": languages(),
        "modified_at": moments,
        "publish_from": moments,
        "expires_at": moments,
        "status": st.sampled_from(["published", "published", "draft", "withdrawn"]),
        "version": st.integers(1, 50),
        "images": _few(images()),
        "attachments": _few(attachments()),
        "documents": _few(official_documents()),
        "source": _maybe(sources()),
        "rights": _maybe(texts()),
        "place": _maybe(texts()),
        "related": _few(related_links()),
        "alt_ids": _few(texts()),
        "extensions": extensions(),
    }


def builds_article(kind: type[A], **overrides: Any) -> st.SearchStrategy[A]:
    """Articles of a portal's own subclass.

    Fields that the subclass adds are inferred from their types unless they are overridden.

    Args:
        kind: A subclass of `Article`.
        overrides: Values or strategies for fields by name.

    Returns:
        A strategy that shrinks towards an article with a short headline and nothing else.
    """
    strategy: st.SearchStrategy[A] = _build(kind, _article_fields(), overrides)
    if "published_at" in overrides:
        return strategy
    return st.tuples(strategy, st.booleans()).map(_perhaps_undated)


def _perhaps_undated(drawn: tuple[A, bool]) -> A:
    """An article, without a date if it may be without one."""
    article, undated = drawn
    if undated and article.status == "draft":
        return attrs.evolve(article, published_at=None)
    return article


def articles(**overrides: Any) -> st.SearchStrategy[Article]:
    """Articles in every state, with anything a portal may put into them.

    Args:
        overrides: Values or strategies for fields by name: ``articles(section="van-hoa")``.

    Returns:
        A strategy that shrinks towards an article with a short headline and nothing else.
    """
    return builds_article(Article, **overrides)


def live_articles(now: datetime, **overrides: Any) -> st.SearchStrategy[Article]:
    """Articles that readers may see at a moment.

    Args:
        now: The moment; aware.
        overrides: Values or strategies for fields by name.
    """
    clock = now.astimezone(UTC).replace(tzinfo=None)
    past = st.datetimes(datetime(1976, 1, 2), clock, timezones=st.just(UTC))  # noqa: DTZ001
    live = {"status": "published", "published_at": past, "publish_from": None, "expires_at": None}
    return articles(**{**live, **overrides})


def visit_statistics(**overrides: Any) -> st.SearchStrategy[VisitStatistics]:
    """Figures of a statistics block. ``overrides`` are values or strategies for fields."""
    count = st.integers(0, _LARGEST)
    fields = {
        "total": count,
        "online": count,
        "today": count,
        "yesterday": count,
        "this_week": count,
        "last_week": count,
        "this_month": count,
        "last_month": count,
        "as_of": aware_datetimes(),
    }
    strategy: st.SearchStrategy[VisitStatistics] = _build(VisitStatistics, fields, overrides)
    return strategy
