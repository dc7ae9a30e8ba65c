"""IPTC ninjs 3.1 objects as articles."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from .._html import plain_text
from ..errors import CodecError, DocumentNumberError, ModelError
from ..model import (
    Article,
    Attachment,
    DocumentNumber,
    Image,
    OfficialDocument,
    Organisation,
    Person,
    Related,
    Source,
)
from ._ninjs import ATTACHMENT, DOCUMENT, FURTHER_SECTION, PICTURE, PUB_STATUS, SECTION

T = TypeVar("T")

_STATUS = {theirs: ours for ours, theirs in PUB_STATUS.items()}
_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_RELATIONS = ("relayed", "excerpt", "translated", "adapted")
#: What people and organisations are to a text that is about them.
_TOLD_OF = (None, "about", "isAbout", "subject", "depicted", "mentioned")
_READ = frozenset(
    {
        "uri", "type", "standard", "representationType", "version", "firstCreated",
        "versionCreated", "contentCreated", "embargoedUntil", "expires", "pubStatus",
        "copyrightNotice", "language", "headlines", "descriptions", "bodies", "by", "people",
        "organisations", "subjects", "places", "infoSources", "altIds", "renditions",
        "associations", "name", "rel", "title",
    }
)  # fmt: skip


def from_ninjs(data: Mapping[str, Any], *, left_out: list[str] | None = None) -> Article:
    """The article that a ninjs 3.0 or 3.1 object tells of.

    The inverse of :func:`to_ninjs`; objects of others are read by the same roles, and by the
    first of each kind where they have other roles. ``withheld`` objects become drafts. The
    body is taken as it is: pass it through your own sanitiser before showing it (feeds do).

    Args:
        data: The object, as any JSON reader gives it.
        left_out: Takes the paths of what an article has no place for.

    Returns:
        The article.

    Raises:
        CodecError: Something an article needs is missing, or a property breaks a law of the
            model; it lists every fault with its path.

    Example:
        >>> article = from_ninjs({
        ...     "uri": "tag:example.vn,2017:173",
        ...     "firstCreated": "2017-02-15T17:00:00+07:00",
        ...     "headlines": [{"value": "Phát sóng IT TODAY"}],
        ... })
        >>> article.headline
        'Phát sóng IT TODAY'
    """
    reader = _Reader(data, [] if left_out is None else left_out)
    article = reader.article()
    if reader.faults or article is None:
        raise CodecError("Article", tuple(dict.fromkeys(reader.faults)))
    return article


class _Reader:
    """Reads one object and keeps what is wrong with it."""

    def __init__(self, data: Mapping[str, Any], left_out: list[str]) -> None:
        self.data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        self.left_out = left_out
        self.faults: list[str] = [] if isinstance(data, Mapping) else ["$: is no object"]

    def article(self) -> Article | None:
        data = self.data
        self.left_out += (f"$.{name}" for name in data if name not in _READ)
        first = self.moment(data, "firstCreated")
        version = self.moment(data, "versionCreated")
        created = self.moment(data, "contentCreated")
        status = _STATUS.get(self.text(data, "pubStatus") or "usable")
        # A draft need not have been published at all.
        published = first if status == "draft" else first or version or created
        headline = self.chosen("headlines", "main", "headline")
        uri = self.text(data, "uri")
        if data.get("uri") is None:
            self.missing("uri")
        if not headline:
            self.missing("headlines")
        if status is None:
            self.faults.append(f"$.pubStatus: is none of {', '.join(_STATUS)}")
        if published is None and status != "draft":
            self.missing("firstCreated", "versionCreated", "contentCreated")
        body, body_type = self.body()
        sections, tags = self.subjects()
        values = {
            "uri": uri or "",
            "headline": headline or "",
            "subheadline": self.chosen("headlines", "sub"),
            "published_at": published,
            "modified_at": None if version == published else version,
            "publish_from": self.moment(data, "embargoedUntil"),
            "expires_at": self.moment(data, "expires"),
            "status": status,
            "version": self.version(),
            "url": self.address(data, "web"),
            "slug": next(iter(self.alternates(data, "slug")), None),
            "alt_ids": tuple(self.alternates(data, "alternate", None)),
            "lead": self.chosen("descriptions", "lead", "summary", "abstract"),
            "body": body,
            "body_type": body_type,
            "byline": self.text(data, "by"),
            "authors": (*self.people(), *self.organisations()),
            "section": sections.get(SECTION, (None,))[0],
            "sections": tuple(sections.get(FURTHER_SECTION, ())),
            "tags": tags,
            "language": self.text(data, "language"),
            "rights": self.text(data, "copyrightNotice"),
            "place": self.place(),
            "source": self.source(created),
            **self.associations(),
        }
        return None if self.faults else self.made("$", Article, values)

    # ---- parts ------------------------------------------------------------------------

    def text(self, told: Mapping[str, Any], name: str, path: str = "$") -> str | None:
        value = told.get(name)
        if value is None or isinstance(value, str):
            return value or None
        self.faults.append(f"{path}.{name}: expected str, got {type(value).__name__}")
        return None

    def missing(self, name: str, *others: str) -> None:
        """Tell that a field is missing, unless it, or one in its place, is there but wrong."""
        told = tuple(f"$.{one}" for one in (name, *others))
        if not any(fault.startswith(told) for fault in self.faults):
            self.faults.append(f"$.{name}: required field missing")

    def moment(self, told: Mapping[str, Any], name: str, path: str = "$") -> datetime | None:
        text = self.text(told, name, path)
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.faults.append(f"{path}.{name}: is no date-time of RFC 3339: {text[:80]!r}")
            return None
        if moment.tzinfo is None:
            self.faults.append(f"{path}.{name}: has no offset: {text[:80]!r}")
            return None
        return moment

    def listed(self, told: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
        value = told.get(name, [])
        if isinstance(value, list) and all(isinstance(one, Mapping) for one in value):
            return value
        self.faults.append(f"$.{name}: expected a list of objects")
        return []

    def made(self, path: str, make: Callable[..., T], values: dict[str, Any]) -> T | None:
        """A value of the model; its breach of a law is a fault."""
        given = {name: value for name, value in values.items() if value is not None}
        if make is Article:
            given.setdefault("published_at", None)
        try:
            return make(**given)
        except ModelError as error:
            self.faults.append(f"{path}.{error.field}: {error.reason}")
            return None

    def chosen(self, name: str, *roles: str) -> str | None:
        """The text of the first of some roles; for main texts, of any other role."""
        told = self.listed(self.data, name)
        found = next((one for role in roles for one in told if one.get("role") == role), None)
        if found is None and len(roles) > 1:
            found = next((one for one in told if one.get("role") != "sub"), None)
        if found is None:
            return None
        value = self.text(found, "value", f"$.{name}")
        return plain_text(value) if value and found.get("contentType") == "text/html" else value

    def body(self) -> tuple[str | None, str]:
        told = self.listed(self.data, "bodies")
        found = next((one for one in told if one.get("role") == "main"), None)
        found = found or next(iter(told), None)
        if found is None:
            return None, "html"
        self.left_out += (
            f"$.bodies[{place}]" for place, one in enumerate(told) if one is not found
        )
        kind = "plain" if found.get("contentType") == "text/plain" else "html"
        return self.text(found, "value", "$.bodies"), kind

    def version(self) -> int:
        text = self.text(self.data, "version") or "1"
        if _VERSION.fullmatch(text):
            return int(text)
        self.left_out.append("$.version")
        return 1

    def alternates(self, told: Mapping[str, Any], *roles: str | None) -> list[str]:
        values = (
            self.text(one, "value", "$.altIds")
            for one in self.listed(told, "altIds")
            if one.get("role") in roles or (None in roles and one.get("role") != "slug")
        )
        return [value for value in values if value]

    def address(self, told: Mapping[str, Any], name: str) -> str | None:
        for rendition in self.listed(told, "renditions"):
            if rendition.get("name") == name:
                return self.text(rendition, "href", "$.renditions")
        return None

    def contact(self, told: Mapping[str, Any]) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for one in self.listed(told, "contactInfo"):
            field = {"email": "email", "web": "url"}.get(str(one.get("type")))
            if field:
                found[field] = self.text(one, "value", "$.contactInfo")
        return found

    def people(self) -> list[Person]:
        found = []
        for place, one in enumerate(self.listed(self.data, "people")):
            path = f"$.people[{place}]"
            rel = self.text(one, "rel", path)
            if rel in _TOLD_OF:
                self.left_out.append(path)
                continue
            role = None if rel == "author" else rel
            values = {"name": self.text(one, "name", path) or "", "role": role}
            person = self.made(path, Person, {**values, **self.contact(one)})
            found += [person] if person else []
        return found

    def organisations(self) -> list[Organisation]:
        found = []
        for place, one in enumerate(self.listed(self.data, "organisations")):
            path = f"$.organisations[{place}]"
            if self.text(one, "rel", path) in _TOLD_OF:
                self.left_out.append(path)
                continue
            name, code = self.text(one, "name", path) or "", self.text(one, "literal", path)
            body = self.made(path, Organisation, {"name": name, "code": code, **self.contact(one)})
            found += [body] if body else []
        return found

    def subjects(self) -> tuple[dict[str, list[str]], tuple[str, ...]]:
        """Keys of sections by relation, and everything else as keywords."""
        sections: dict[str, list[str]] = {}
        tags: list[str] = []
        for place, one in enumerate(self.listed(self.data, "subjects")):
            path = f"$.subjects[{place}]"
            rel = self.text(one, "rel", path)
            key, name = self.text(one, "literal", path), self.text(one, "name", path)
            if rel in (SECTION, FURTHER_SECTION) and key and _KEY.fullmatch(key):
                first = rel == SECTION and SECTION not in sections
                sections.setdefault(SECTION if first else FURTHER_SECTION, []).append(key)
            elif name or key:
                tags.append(name or key or "")
            else:
                self.left_out.append(path)
        return sections, tuple(tags)

    def place(self) -> str | None:
        places = self.listed(self.data, "places")
        self.left_out += (f"$.places[{number}]" for number in range(1, len(places)))
        return self.text(places[0], "name", "$.places[0]") if places else None

    def source(self, created: datetime | None) -> Source | None:
        sources = self.listed(self.data, "infoSources")
        self.left_out += (f"$.infoSources[{number}]" for number in range(1, len(sources)))
        if not sources:
            return None
        path = "$.infoSources[0]"
        one = sources[0]
        role = self.text(one, "role", path)
        values = {
            "name": self.text(one, "name", path) or self.text(one, "uri", path) or "",
            "url": self.text(one, "uri", path),
            "item_uri": self.text(one, "literal", path),
            "published_at": created,
            "relation": role if role in _RELATIONS else None,
        }
        return self.made(path, Source, values)

    # ---- associated objects ------------------------------------------------------------

    def associations(self) -> dict[str, tuple[Any, ...]]:
        found: dict[str, list[Any]] = {
            "images": [],
            "attachments": [],
            "documents": [],
            "related": [],
        }
        for place, one in enumerate(self.listed(self.data, "associations")):
            path = f"$.associations[{place}]"
            rel = self.text(one, "rel", path)
            name: str
            value: object
            if rel == PICTURE or one.get("type") == "picture":
                name, value = "images", self.picture(one, path)
            elif rel == ATTACHMENT:
                name, value = "attachments", self.attachment(one, path)
            elif rel == DOCUMENT:
                name, value = "documents", self.document(one, path)
            else:
                name, value = "related", self.link(one, rel, path)
            if value is not None:
                found[name].append(value)
        return {name: tuple(values) for name, values in found.items()}

    def original(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """The rendition to show: the original, else the first."""
        renditions = self.listed(told, "renditions")
        named = (one for one in renditions if one.get("name") == "original")
        return next(named, renditions[0] if renditions else {})

    def described(self, told: Mapping[str, Any], path: str) -> dict[str, str | None]:
        texts: dict[str, str | None] = {}
        for one in self.listed(told, "descriptions"):
            name = "alt" if one.get("role") == "alt" else "caption"
            texts.setdefault(name, self.text(one, "value", f"{path}.descriptions"))
        return texts

    def picture(self, told: Mapping[str, Any], path: str) -> Image | None:
        original = self.original(told)
        values = {
            "url": self.text(original, "href", path) or self.text(told, "uri", path) or "",
            "credit": self.text(told, "by", path),
            "media_type": self.text(original, "contentType", path),
            "width": original.get("width"),
            "height": original.get("height"),
            "length": original.get("sizeInBytes"),
        }
        return self.made(path, Image, {**values, **self.described(told, path)})

    def attachment(self, told: Mapping[str, Any], path: str) -> Attachment | None:
        original = self.original(told)
        documents = (
            self.document(one, path)
            for one in self.listed(told, "associations")
            if one.get("rel") == DOCUMENT
        )
        values = {
            "url": self.text(original, "href", path) or self.text(told, "uri", path) or "",
            "title": self.text(told, "title", path),
            "media_type": self.text(original, "contentType", path),
            "length": original.get("sizeInBytes"),
            "document": next(documents, None),
        }
        return self.made(path, Attachment, values)

    def document(self, told: Mapping[str, Any], path: str) -> OfficialDocument | None:
        numbers = self.alternates(told, "documentNumber")
        number = None
        if numbers:
            try:
                number = DocumentNumber.parse(numbers[0])
            except DocumentNumberError as error:
                self.faults.append(f"{path}.altIds: {error}")
        issuers = self.listed(told, "infoSources")
        values = {
            "number": number,
            "title": self.text(told, "title", path),
            "issuer": self.text(issuers[0], "name", path) if issuers else None,
            "issued_on": self.day(told, "contentCreated", path),
            "expires_on": self.day(told, "expires", path),
            "url": self.address(told, "original"),
        }
        return self.made(path, OfficialDocument, values)

    def day(self, told: Mapping[str, Any], name: str, path: str) -> date | None:
        moment = self.moment(told, name, path)
        return None if moment is None else moment.date()

    def link(self, told: Mapping[str, Any], rel: str | None, path: str) -> Related | None:
        uri, name = self.text(told, "uri", path) or "", self.text(told, "name", path)
        values = {
            "uri": uri,
            "rel": rel,
            # What has no title is named by its URI: ninjs wants a name.
            "title": self.text(told, "title", path) or (None if name == uri else name),
            "language": self.text(told, "language", path),
        }
        return self.made(path, Related, values)
