"""Values as schema.org JSON-LD: what search engines read on a page."""

from collections.abc import Iterator
from datetime import datetime
from functools import singledispatch
from typing import Any

from .._html import plain_text
from ..errors import CodecError
from ..model import (
    Airing,
    Article,
    Attachment,
    BroadcastPlan,
    BroadcastService,
    Image,
    OfficialDocument,
    Organisation,
    Person,
    Portal,
    Source,
)
from ._jsonld_broadcast import airing_event, plan_event, service_node
from ._jsonld_parts import attachment, document, filled, image, organisation, person, reference

CONTEXT = "https://schema.org"


def to_jsonld(
    value: Article
    | Portal
    | Organisation
    | Person
    | Image
    | Attachment
    | OfficialDocument
    | BroadcastService
    | BroadcastPlan
    | Airing,
    *,
    portal: Portal | None = None,
    plan: BroadcastPlan | None = None,
) -> dict[str, Any]:
    r"""A value as schema.org JSON-LD 1.1.

    An article is a ``NewsArticle``, a portal a ``WebSite``, an official document
    ``Legislation`` when its number has a year (văn bản quy phạm pháp luật), else a
    ``DigitalDocument``; a plan is a ``BroadcastEvent`` with a ``Schedule`` for each slot and
    time of day, an airing a ``BroadcastEvent`` of its own.

    Args:
        value: The value.
        portal: For an article: who publishes it, and the titles of its sections.
        plan: For an airing: the plan it belongs to, which names programme and channel.

    Returns:
        Dicts, lists, texts and numbers only. Within ``<script type="application/ld+json">``
        write ``<`` as ``\u003c``, or a headline could end the script.

    Raises:
        CodecError: schema.org has no form for the value.

    Example:
        >>> to_jsonld(Organisation(name="VNPT", code="VNPT"))["@type"]
        'Organization'
    """
    if isinstance(value, Article):
        node = _article(value, portal)
    elif isinstance(value, Airing):
        node = airing_event(value, plan)
    else:
        node = _node(value)
    return {"@context": CONTEXT, **node}


@singledispatch
def _node(value: object) -> dict[str, Any]:
    raise CodecError(type(value).__name__, ("$: has no form in schema.org",))


_node.register(Organisation, organisation)
_node.register(Person, person)
_node.register(Image, image)
_node.register(Attachment, attachment)
_node.register(OfficialDocument, document)
_node.register(BroadcastService, service_node)
_node.register(BroadcastPlan, plan_event)


@_node.register
def _portal(portal: Portal) -> dict[str, Any]:
    return filled(
        {
            "@type": "WebSite",
            "@id": portal.url,
            "name": portal.name,
            "url": portal.url,
            "description": portal.description,
            "inLanguage": portal.language,
            "publisher": _publisher(portal),
            "copyrightNotice": portal.rights,
            "thumbnailUrl": portal.icon,
            "hasPart": [
                filled(
                    {
                        "@type": "CollectionPage",
                        "identifier": section.key,
                        "name": section.title,
                        "description": section.description,
                        "url": section.url,
                        "inLanguage": section.language,
                    }
                )
                for section in portal.sections
            ],
        }
    )


def _publisher(portal: Portal) -> dict[str, Any]:
    body = portal.publisher or Organisation(name=portal.name, url=portal.url)
    logo = {"logo": portal.logo} if portal.logo else {}
    return organisation(body) | logo


def _article(article: Article, portal: Portal | None) -> dict[str, Any]:
    body = article.body
    if body and article.body_type == "html":
        body = plain_text(body)
    authors, contributors = _people(article)
    return filled(
        {
            "@type": "NewsArticle",
            "@id": article.uri,
            "url": article.url,
            "mainEntityOfPage": article.url,
            "headline": article.headline,
            "alternativeHeadline": article.subheadline,
            "description": article.lead,
            "articleBody": body,
            "articleSection": list(_section_titles(article, portal)),
            "keywords": list(article.tags),
            "inLanguage": article.language,
            "datePublished": _moment(article.published_at),
            "dateModified": _moment(article.updated_at),
            "expires": _moment(article.expires_at),
            "creativeWorkStatus": article.status.capitalize(),
            "version": article.version,
            "identifier": list(article.alt_ids),
            "author": authors,
            "contributor": contributors,
            "creditText": article.byline,
            "image": [image(one) for one in article.images],
            "associatedMedia": [attachment(one) for one in article.attachments],
            "citation": [document(one) for one in article.documents],
            "contentLocation": {"@type": "Place", "name": article.place} if article.place else None,
            "copyrightNotice": article.rights,
            **(_source(article.source) if article.source else {}),
            **_related(article),
            "publisher": _publisher(portal) if portal else None,
            "isPartOf": {"@type": "WebSite", "@id": portal.url} if portal else None,
        }
    )


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _section_titles(article: Article, portal: Portal | None) -> Iterator[str]:
    for key in (article.section, *article.sections):
        section = portal.tree.get(key) if portal and key else None
        if key:
            yield section.title if section else key


def _people(article: Article) -> tuple[list[Any], list[Any]]:
    """Authors, and others in schema.org's ``Role``, which says what they did."""
    authors: list[Any] = []
    others: list[Any] = []
    for one in article.authors:
        node = person(one) if isinstance(one, Person) else organisation(one)
        role = one.role if isinstance(one, Person) else None
        if role in (None, "", "author"):
            authors.append(node)
        else:
            others.append({"@type": "Role", "roleName": role, "contributor": node})
    return authors, others


def _source(source: Source) -> dict[str, Any]:
    publisher = organisation(Organisation(name=source.name, url=source.url))
    work = filled(
        {
            "@type": "NewsArticle",
            "@id": source.item_uri,
            "datePublished": _moment(source.published_at),
            "publisher": publisher,
        }
    )
    relation = "translationOfWork" if source.relation == "translated" else "isBasedOn"
    return {"sourceOrganization": publisher, relation: work}


def _related(article: Article) -> dict[str, Any]:
    translations: list[Any] = []
    others: list[Any] = []
    for link in article.related:
        node = reference(link.uri, link.title, link.language)
        (translations if link.rel == "translation" else others).append(node)
    return {"workTranslation": translations, "mentions": others}
