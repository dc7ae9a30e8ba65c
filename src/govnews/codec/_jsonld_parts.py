"""Parts that nodes of schema.org share."""

from typing import Any

from ..model import Attachment, Image, OfficialDocument, Organisation, Person


def filled(node: dict[str, Any]) -> dict[str, Any]:
    """The properties that say something."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {}, ())}


def reference(uri: str, title: str | None, language: str | None) -> dict[str, Any]:
    """Another work, by its URI."""
    return filled({"@type": "CreativeWork", "@id": uri, "name": title, "inLanguage": language})


def organisation(body: Organisation) -> dict[str, Any]:
    """schema.org ``Organization``."""
    return filled(
        {
            "@type": "Organization",
            "name": body.name,
            "identifier": body.code,
            "email": body.email,
            "url": body.url,
        }
    )


def person(one: Person) -> dict[str, Any]:
    """schema.org ``Person``."""
    return filled({"@type": "Person", "name": one.name, "email": one.email, "url": one.url})


def image(picture: Image) -> dict[str, Any]:
    """schema.org ``ImageObject``."""
    return filled(
        {
            "@type": "ImageObject",
            "url": picture.url,
            "contentUrl": picture.url,
            "caption": picture.caption,
            "description": picture.alt,
            "creditText": picture.credit,
            "width": picture.width,
            "height": picture.height,
            "encodingFormat": picture.media_type,
            "contentSize": _size(picture.length),
        }
    )


def attachment(file: Attachment) -> dict[str, Any]:
    """schema.org ``MediaObject``."""
    return filled(
        {
            "@type": "MediaObject",
            "contentUrl": file.url,
            "name": file.title,
            "encodingFormat": file.media_type,
            "contentSize": _size(file.length),
            "encodesCreativeWork": document(file.document) if file.document else None,
        }
    )


def document(paper: OfficialDocument) -> dict[str, Any]:
    """schema.org ``Legislation`` or ``DigitalDocument``.

    A number with a year is that of a legal normative document (Decree 30/2020/NĐ-CP and the
    Law on the promulgation of legal documents); others are administrative.
    """
    number = paper.number
    kind = number.type_name if number else None
    named = " số ".join(filter(None, (kind, str(number) if number else None)))
    issuer = filled({"@type": "Organization", "name": paper.issuer}) if paper.issuer else None
    node: dict[str, Any] = {"name": paper.title or named, "url": paper.url}
    effective, expires = paper.effective_on, paper.expires_on
    if number is not None and number.year is not None:
        node |= {
            "@type": "Legislation",
            "legislationIdentifier": str(number),
            "legislationType": kind,
            "legislationPassedBy": issuer,
            "legislationDate": paper.issued_on and paper.issued_on.isoformat(),
            "legislationDateOfApplicability": effective and effective.isoformat(),
        }
    else:
        node |= {
            "@type": "DigitalDocument",
            "identifier": str(number) if number else None,
            "genre": kind,
            "author": issuer,
            "dateCreated": paper.issued_on and paper.issued_on.isoformat(),
            # ISO 8601, as schema.org asks: an open end is two dots.
            "temporalCoverage": f"{effective}/{expires or '..'}" if effective else None,
        }
    node["expires"] = expires and expires.isoformat()
    return filled({"@type": node.pop("@type"), **node})


def _size(length: int | None) -> str | None:
    return None if length is None else f"{length} B"
