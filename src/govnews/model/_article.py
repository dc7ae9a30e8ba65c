"""Articles and what belongs to them: images, attachments, people, sources."""

from datetime import datetime
from typing import Literal

from attrs import field, frozen

from ..errors import ModelError
from ._document import OfficialDocument
from ._extensions import NO_EXTENSIONS, Extensions
from ._laws import (
    absolute_uri,
    aware,
    fail,
    filled_text,
    frozen_tuple,
    identifier,
    language_tag,
    media_type_name,
    nfc_tuple,
    not_negative,
    one_of,
    optional,
    positive,
    text,
    tuple_of,
    web_url,
)
from ._section import Section

#: What an editor decided: :attr:`Article.status`.
Status = Literal["draft", "published", "withdrawn"]
#: What follows from the status and the time: :meth:`Article.state`.
State = Literal["draft", "scheduled", "live", "expired", "withdrawn"]
#: How an article relates to the item it was made from.
SourceRelation = Literal["relayed", "excerpt", "translated", "adapted"]


@frozen(kw_only=True)
class Image:
    """A picture (ảnh) that goes with an article: schema.org ``ImageObject``.

    Example:
        >>> Image(url="https://example.vn/a.jpg", caption="Buổi làm việc").caption
        'Buổi làm việc'
    """

    #: Absolute address of the picture.
    url: str = field(validator=web_url)
    #: Caption (chú thích) that readers see under it.
    caption: str | None = field(default=None, validator=optional(text))
    #: Who made it or owns it.
    credit: str | None = field(default=None, validator=optional(text))
    #: What it shows, for those who do not see it.
    alt: str | None = field(default=None, validator=optional(text))
    #: Width in pixels.
    width: int | None = field(default=None, validator=optional(positive))
    #: Height in pixels.
    height: int | None = field(default=None, validator=optional(positive))
    #: Media type (RFC 6838), for example ``image/jpeg``.
    media_type: str | None = field(default=None, validator=optional(media_type_name))
    #: Length in bytes.
    length: int | None = field(default=None, validator=optional(not_negative))


@frozen(kw_only=True)
class Attachment:
    """A file (tệp đính kèm) offered with an article: an RSS or Atom enclosure.

    Example:
        >>> Attachment(url="https://example.vn/kh.pdf", media_type="application/pdf").url
        'https://example.vn/kh.pdf'
    """

    #: Absolute address of the file.
    url: str = field(validator=web_url)
    #: Its title.
    title: str | None = field(default=None, validator=optional(text))
    #: Media type (RFC 6838).
    media_type: str | None = field(default=None, validator=optional(media_type_name))
    #: Length in bytes.
    length: int | None = field(default=None, validator=optional(not_negative))
    #: The official document that the file holds.
    document: OfficialDocument | None = None


@frozen(kw_only=True)
class Person:
    """Somebody named as an author or contact.

    Example:
        >>> Person(name="Ban Biên tập", role="editor").role
        'editor'
    """

    #: Name as it is printed.
    name: str = field(validator=filled_text)
    #: Mail address (RFC 5322).
    email: str | None = field(default=None, validator=optional(text))
    #: Address of a page about them.
    url: str | None = field(default=None, validator=optional(web_url))
    #: What they did: ``author``, ``photographer``, ``translator`` …
    role: str | None = field(default=None, validator=optional(text))


@frozen(kw_only=True)
class Organisation:
    """A body (cơ quan, đơn vị): an agency, a company, a broadcaster.

    Example:
        >>> Organisation(name="Sở Thông tin và Truyền thông", code="STTTT").code
        'STTTT'
    """

    #: Full name.
    name: str = field(validator=filled_text)
    #: Code that document numbers use: ``UBND``, ``STTTT``.
    code: str | None = field(default=None, validator=optional(filled_text))
    #: Mail address (RFC 5322).
    email: str | None = field(default=None, validator=optional(text))
    #: Address of its site.
    url: str | None = field(default=None, validator=optional(web_url))


@frozen(kw_only=True)
class Source:
    """Where an article or a segment was taken from (nguồn).

    Example:
        >>> Source(name="Cổng Thông tin điện tử Chính phủ").relation
        'relayed'
    """

    #: Name of the publisher it was taken from.
    name: str = field(validator=filled_text)
    #: Address of that publisher or of its feed.
    url: str | None = field(default=None, validator=optional(web_url))
    #: URI of the item itself, as the source gives it.
    item_uri: str | None = field(default=None, validator=optional(filled_text))
    #: When the source published it; aware.
    published_at: datetime | None = field(default=None, validator=optional(aware))
    #: What was done with it.
    relation: SourceRelation = field(
        default="relayed", validator=one_of("relayed", "excerpt", "translated", "adapted")
    )


@frozen(kw_only=True)
class Related:
    """A link from an article to another resource: a translation, an earlier report.

    Example:
        >>> Related(uri="https://example.vn/en/a", rel="translation").rel
        'translation'
    """

    #: URI of the other resource.
    uri: str = field(validator=absolute_uri)
    #: Kind of link: ``related``, ``translation``, ``via`` or a URI (RFC 8288, section 2.1).
    rel: str = field(default="related", validator=filled_text)
    #: Title of the other resource.
    title: str | None = field(default=None, validator=optional(text))
    #: Its language (RFC 5646).
    language: str | None = field(default=None, validator=optional(language_tag))


def section_key(section: str | Section | None) -> str | None:
    """The key of a section given as itself or by its key."""
    return section.key if isinstance(section, Section) else section


@frozen(kw_only=True)
class Article:
    """One news item (bài viết, tin) as a portal publishes it.

    Only ``uri``, ``headline`` and ``published_at`` are required. Text is kept in Unicode
    normalisation form C; text that XML cannot carry is refused, so that every article can go
    into every feed.

    A portal adds fields of its own by subclassing, or attaches independent add-ons through
    ``extensions``; see :mod:`govnews.codec` for how either is stored.

    Raises:
        ModelError: A field breaks a law; it names the field and shows the value.

    Example:
        >>> from datetime import datetime, timezone
        >>> article = Article(
        ...     uri="tag:example.vn,2017:173",
        ...     headline="Triển khai chương trình IT TODAY",
        ...     published_at=datetime(2017, 2, 15, 10, 0, tzinfo=timezone.utc),
        ... )
        >>> article.state(datetime(2017, 2, 16, tzinfo=timezone.utc))
        'live'
    """

    #: Identity that never changes: a ``tag:`` URI (RFC 4151) or a permanent address.
    uri: str = field(validator=absolute_uri)
    #: Headline (tiêu đề).
    headline: str = field(validator=filled_text)
    #: When it was first published; aware. None only for a draft.
    published_at: datetime | None = field(validator=optional(aware))
    #: Address of the page where people read it.
    url: str | None = field(default=None, validator=optional(web_url))
    #: Last part of its address.
    slug: str | None = field(default=None, validator=optional(filled_text))
    #: Second headline (tiêu đề phụ).
    subheadline: str | None = field(default=None, validator=optional(text))
    #: Lead (sapô), plain text.
    lead: str | None = field(default=None, validator=optional(text))
    #: Body; see ``body_type``.
    body: str | None = field(default=None, validator=optional(text))
    #: Whether ``body`` is HTML or plain text.
    body_type: Literal["html", "plain"] = field(default="html", validator=one_of("html", "plain"))
    #: Byline as printed (bút danh, tác giả).
    byline: str | None = field(default=None, validator=optional(text))
    #: Authors one by one, where they are known.
    authors: tuple[Person | Organisation, ...] = field(default=(), validator=frozen_tuple)
    #: Key of its main section (chuyên mục). A :class:`Section` may be given.
    section: str | None = field(default=None, converter=section_key, validator=optional(identifier))
    #: Keys of further sections.
    sections: tuple[str, ...] = field(default=(), validator=tuple_of(identifier))
    #: Free keywords (từ khoá).
    tags: tuple[str, ...] = field(default=(), converter=nfc_tuple, validator=tuple_of(filled_text))
    #: Language (RFC 5646).
    language: str = field(default="vi", validator=language_tag)
    #: When it was last changed; aware.
    modified_at: datetime | None = field(default=None, validator=optional(aware))
    #: Embargo: not to be shown before; aware.
    publish_from: datetime | None = field(default=None, validator=optional(aware))
    #: Not to be shown from then on; aware.
    expires_at: datetime | None = field(default=None, validator=optional(aware))
    #: What the editors decided.
    status: Status = field(default="published", validator=one_of("draft", "published", "withdrawn"))
    #: Number of the version, from 1.
    version: int = field(default=1, validator=positive)
    #: Pictures, the leading one first.
    images: tuple[Image, ...] = field(default=(), validator=frozen_tuple)
    #: Files to download.
    attachments: tuple[Attachment, ...] = field(default=(), validator=frozen_tuple)
    #: Official documents that it is about.
    documents: tuple[OfficialDocument, ...] = field(default=(), validator=frozen_tuple)
    #: Where it was taken from; None for the portal's own work.
    source: Source | None = None
    #: Rights notice.
    rights: str | None = field(default=None, validator=optional(text))
    #: Name of the place it is about.
    place: str | None = field(default=None, validator=optional(text))
    #: Links to other resources.
    related: tuple[Related, ...] = field(default=(), validator=frozen_tuple)
    #: Identities it has or had elsewhere.
    alt_ids: tuple[str, ...] = field(
        default=(), converter=nfc_tuple, validator=tuple_of(filled_text)
    )
    #: Typed add-ons.
    extensions: Extensions = NO_EXTENSIONS

    def __attrs_post_init__(self) -> None:
        if self.published_at is None and self.status != "draft":
            raise fail(self, "published_at", None, f"is missing from a {self.status} article")

    @property
    def updated_at(self) -> datetime | None:
        """When it last changed: ``modified_at``, else ``published_at``."""
        return self.modified_at or self.published_at

    def state(self, now: datetime) -> State:
        """What readers may see of it at a moment; derived, never stored.

        Args:
            now: The moment; aware.

        Returns:
            ``draft`` and ``withdrawn`` follow the status. A published article is
            ``scheduled`` until ``publish_from`` (without one, until ``published_at``),
            ``expired`` from ``expires_at`` on, and ``live`` in between.

        Raises:
            ModelError: ``now`` has no time zone.
        """
        if now.utcoffset() is None:
            raise ModelError("Article", "now", now, "is not a datetime with a time zone")
        if self.status != "published":
            return self.status
        start = self.publish_from or self.published_at
        if start is not None and start > now:
            return "scheduled"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        return "live"
