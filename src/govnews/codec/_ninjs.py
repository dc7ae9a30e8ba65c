"""Articles as IPTC ninjs 3.1: the news trade's JSON."""

from collections.abc import Iterable
from datetime import date, datetime
from posixpath import basename
from typing import Any
from urllib.parse import unquote, urlsplit

from ..model import (
    Article,
    Attachment,
    Image,
    OfficialDocument,
    Organisation,
    Person,
    RawExtension,
    Related,
    Source,
)

#: The standard that what is written follows.
STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
PUB_STATUS = {"published": "usable", "withdrawn": "canceled", "draft": "withheld"}
#: Relations of associated objects that are parts of the article.
PICTURE, ATTACHMENT, DOCUMENT = "picture", "attachment", "document"
#: Relations of subjects.
SECTION, FURTHER_SECTION, KEYWORD = "section", "secondarySection", "keyword"


def to_ninjs(article: Article, *, left_out: list[str] | None = None) -> dict[str, Any]:
    """An article as a ninjs 3.1 object.

    ninjs is a closed schema whose roles and relations are open, so what it has no property
    for goes to a role: the second headline is the headline of role ``sub``, the page's
    address the rendition ``web``, sections and keywords are subjects, pictures, files,
    documents and links associated objects. A draft is ``withheld``.

    Args:
        article: The article.
        left_out: Takes the names of what ninjs has no place for: extensions, fields of
            subclasses, the day from which a document is in force.

    Returns:
        Dicts, lists, texts and numbers only, ready for any JSON writer. Datetimes are RFC 3339
        with their offset.

    Example:
        >>> from datetime import datetime, timezone
        >>> article = Article(
        ...     uri="tag:example.vn,2017:173",
        ...     headline="Phát sóng IT TODAY",
        ...     published_at=datetime(2017, 2, 15, 10, 0, tzinfo=timezone.utc),
        ... )
        >>> to_ninjs(article)["headlines"]
        [{'role': 'main', 'contentType': 'text/plain', 'value': 'Phát sóng IT TODAY'}]
    """
    lost = [] if left_out is None else left_out
    lost += _lost(article)
    body_type = "text/html" if article.body_type == "html" else "text/plain"
    source = article.source
    return _filled(
        {
            "uri": article.uri,
            "type": "text",
            "standard": dict(STANDARD),
            "representationType": "full",
            "version": str(article.version),
            "firstCreated": _moment(article.published_at),
            "versionCreated": _moment(article.updated_at),
            "contentCreated": _moment(source.published_at) if source else None,
            "embargoedUntil": _moment(article.publish_from),
            "expires": _moment(article.expires_at),
            "pubStatus": PUB_STATUS[article.status],
            "copyrightNotice": article.rights,
            "language": article.language,
            "headlines": [
                *_text("main", article.headline),
                *_text("sub", article.subheadline),
            ],
            "descriptions": _text("lead", article.lead),
            "bodies": _text("main", article.body, body_type),
            "by": article.byline,
            "people": [_person(one) for one in article.authors if isinstance(one, Person)],
            "organisations": [
                _organisation(one) for one in article.authors if isinstance(one, Organisation)
            ],
            "subjects": list(_subjects(article)),
            "places": [{"name": article.place, "rel": "about"}] if article.place else None,
            "infoSources": [_source(source)] if source else None,
            "altIds": [
                *({"role": "alternate", "value": one} for one in article.alt_ids),
                *([{"role": "slug", "value": article.slug}] if article.slug else ()),
            ],
            "renditions": _rendition("web", article.url, contentType="text/html"),
            "associations": [
                *map(_picture, article.images),
                *(_attachment(one, article.uri, lost) for one in article.attachments),
                *(
                    _document(one, f"{article.uri}#document-{number}", lost)
                    for number, one in enumerate(article.documents, 1)
                ),
                *map(_link, article.related),
            ],
        }
    )


def _lost(article: Article) -> Iterable[str]:
    known = {attribute.name for attribute in Article.__attrs_attrs__}
    for attribute in type(article).__attrs_attrs__:
        if attribute.name not in known:
            yield attribute.name
    for extension in article.extensions:
        name = extension.name if isinstance(extension, RawExtension) else type(extension).__name__
        yield f"extensions.{name}"


def _filled(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties that say something."""
    return {name: value for name, value in properties.items() if value not in (None, "", [], {})}


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _day(value: date | None) -> str | None:
    """A day as the moment it begins in Vietnam: ninjs has date-times only."""
    return None if value is None else f"{value.isoformat()}T00:00:00+07:00"


def _text(role: str, value: str | None, kind: str = "text/plain") -> list[dict[str, Any]]:
    return [{"role": role, "contentType": kind, "value": value}] if value else []


def _contact(email: str | None, url: str | None) -> list[dict[str, str]]:
    found = (("email", email), ("web", url))
    return [{"type": kind, "value": value} for kind, value in found if value]


def _person(person: Person) -> dict[str, Any]:
    contact = _contact(person.email, person.url)
    return _filled({"name": person.name, "rel": person.role or "author", "contactInfo": contact})


def _organisation(body: Organisation) -> dict[str, Any]:
    contact = _contact(body.email, body.url)
    return _filled(
        {"name": body.name, "rel": "author", "literal": body.code, "contactInfo": contact}
    )


def _subjects(article: Article) -> Iterable[dict[str, str]]:
    if article.section:
        yield {"rel": SECTION, "literal": article.section}
    for key in article.sections:
        yield {"rel": FURTHER_SECTION, "literal": key}
    for tag in article.tags:
        yield {"rel": KEYWORD, "name": tag}


def _source(source: Source) -> dict[str, Any]:
    return _filled(
        {
            "name": source.name,
            "role": source.relation,
            "uri": source.url,
            "literal": source.item_uri,
        }
    )


def _rendition(name: str, href: str | None, **properties: Any) -> list[dict[str, Any]]:
    return [_filled({"name": name, "href": href, **properties})] if href else []


def _name(*candidates: str | None) -> str:
    """A name for an associated object: ninjs requires one."""
    return next((one for one in candidates if one and not one.isspace()), "-")


def _file_name(url: str) -> str:
    return unquote(basename(urlsplit(url).path))


def _picture(image: Image) -> dict[str, Any]:
    return _filled(
        {
            "name": _name(image.caption, image.alt, _file_name(image.url)),
            "rel": PICTURE,
            "uri": image.url,
            "type": "picture",
            "by": image.credit,
            "descriptions": [*_text("caption", image.caption), *_text("alt", image.alt)],
            "renditions": _rendition(
                "original",
                image.url,
                contentType=image.media_type,
                width=image.width,
                height=image.height,
                sizeInBytes=image.length,
            ),
        }
    )


def _attachment(file: Attachment, uri: str, lost: list[str]) -> dict[str, Any]:
    family = (file.media_type or "").partition("/")[0]
    document = file.document
    return _filled(
        {
            "name": _name(file.title, _file_name(file.url)),
            "rel": ATTACHMENT,
            "uri": file.url,
            "type": family if family in ("audio", "video") else "text",
            "title": file.title,
            "renditions": _rendition(
                "original", file.url, contentType=file.media_type, sizeInBytes=file.length
            ),
            "associations": [_document(document, f"{uri}#{file.url}", lost)] if document else None,
        }
    )


def _document(document: OfficialDocument, uri: str, lost: list[str]) -> dict[str, Any]:
    number = None if document.number is None else str(document.number)
    if document.effective_on is not None:
        lost.append(f"documents.{number or document.title}.effective_on")
    return _filled(
        {
            "name": _name(document.title, number),
            "rel": DOCUMENT,
            "uri": document.url or uri,
            "type": "text",
            "title": document.title,
            "contentCreated": _day(document.issued_on),
            "expires": _day(document.expires_on),
            "infoSources": [{"name": document.issuer, "role": "issuer"}]
            if document.issuer
            else None,
            "altIds": [{"role": "documentNumber", "value": number}] if number else None,
            "renditions": _rendition("original", document.url),
        }
    )


def _link(related: Related) -> dict[str, Any]:
    rel = "related" if related.rel in (PICTURE, ATTACHMENT, DOCUMENT) else related.rel
    return _filled(
        {
            "name": _name(related.title, related.uri),
            "rel": rel,
            "uri": related.uri,
            "title": related.title,
            "language": related.language,
        }
    )
