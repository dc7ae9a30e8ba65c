"""One page of a portal, taken in: HTML or plain text to an article and figures."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from unicodedata import normalize
from uuid import NAMESPACE_URL, uuid5

from attrs import evolve

from .._html import sanitise
from ..errors import DateParseError, IngestError, MissingExtraError
from ..model import Article, Attachment, Image, Section, Source, VisitStatistics
from ._address import absolute
from ._decode import MAX_BYTES, NOT_XML, decoded
from ._fitting import fitting
from ._lines import PLACED, TEXTS, Found, find, folded
from ._moment import read_moment
from ._profiles import PORTAL_PAGE, PageProfile
from ._result import Ingested
from ._slug import slug

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|main|article|section|div|p|h[1-6]|span|table|ul|ol|br)\b[^<>]*>",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`/?#]+[^\s<>\"{}|\\^`]*", re.IGNORECASE)
#: Stands in addresses for a place that the page does not tell (RFC 6761, section 6.4).
_NOWHERE = "https://unknown.invalid/"


def read_page(
    page: str | bytes,
    profile: PageProfile | None = None,
    *,
    url: str | None = None,
    now: datetime | None = None,
    max_bytes: int = MAX_BYTES,
) -> Ingested:
    """The article and the figures on a page of a portal; nothing is fetched.

    Args:
        page: The page as HTML, or as the text that a reader copies from it.
        profile: How the site's pages are built; :data:`PORTAL_PAGE` without one.
        url: Address of the page: the article's ``url`` and ``uri``, and what links on the
            page are relative to unless its ``base`` says otherwise. Without it the page's own
            canonical link serves; without both the URI is a ``urn:uuid:`` made from profile,
            headline and stamp.
        now: When the page was taken, the moment its figures are true of; aware. Without it
            that is the article's own stamp.
        max_bytes: The largest page that is read.

    Returns:
        One article at most, its section, the statistics, and an error for each field that the
        profile names and the page lacks or has wrong. A picture that plain text tells only
        the caption of has an address below ``https://unknown.invalid/``. An article without a
        stamp is a draft.

    Raises:
        MissingExtraError: The page is HTML and selectolax is not installed (extra ``ingest``).
        ModelError: A CSS selector of the profile is none.

    Example:
        >>> taken = read_page('''Tin văn hoá
        ... Phát sóng chương trình truyền thông
        ... Wed, 15/02/2017 17:00 | GMT +7
        ... Chương trình lên sóng vào chủ nhật.
        ... Nội dung do các sở, ngành cung cấp.
        ... Ban Biên tập
        ... Tổng số lượt truy cập: 40.536.672
        ... Số người đang truy cập: 61''')
        >>> taken.articles[0].headline, taken.sections[0].key, taken.statistics.total
        ('Phát sóng chương trình truyền thông', 'tin-van-hoa', 40536672)
    """
    profile = profile or PORTAL_PAGE
    errors: list[IngestError] = []
    text = decoded(page, "page", errors, max_bytes)
    if text is None:
        return Ingested(errors=tuple(errors))
    if _MARKUP.search(text):
        try:
            from ._html_page import find_in_html
        except ImportError as error:
            raise MissingExtraError("ingest", error.name or "selectolax") from error
        found = find_in_html(text, profile)
    else:
        found = find(text.splitlines(), profile)
    return _Reader(found, profile, url, now, errors).ingested()


class _Reader:
    """Makes values of what was found on a page."""

    def __init__(
        self,
        found: Found,
        profile: PageProfile,
        url: str | None,
        now: datetime | None,
        errors: list[IngestError],
    ) -> None:
        self.found = found
        # Loose HTML may hold references to characters that XML does not have.
        self.fields = {name: NOT_XML.sub("", text) for name, text in found.fields.items()}
        self.profile = profile
        self.errors = errors
        self.now = now
        for name, reason in found.faults:
            self.fault(name, reason)
        told = url or self.fields.get("url")
        #: What links are relative to (HTML, section 4.2.3).
        self.base = told if told and _ADDRESS.fullmatch(told) else _NOWHERE
        if found.base:
            base = self.address(NOT_XML.sub("", found.base))
            self.base = base if _ADDRESS.fullmatch(base) else self.base
        self.url = told if url or not told else self.address(told)
        if self.url and (not _ADDRESS.fullmatch(self.url) or self.url.startswith(_NOWHERE)):
            self.fault("url", f"is no web address: {(told or '')[:80]!r}")
            self.url = None

    def fault(self, field: str, reason: str) -> None:
        self.errors.append(IngestError("page", field, reason))

    def ingested(self) -> Ingested:
        self.missing()
        published = self.moment("published_at")
        section = self.section()
        article = self.article(published, section)
        statistics = self.statistics(self.now or published)
        return Ingested(
            articles=(article,) if article else (),
            sections=(section,) if section else (),
            statistics=statistics,
            errors=tuple(self.errors),
        )

    def missing(self) -> None:
        """Tell of every field that the profile says where to find and the page lacks."""
        profile, fields = self.profile, self.fields
        for name in TEXTS:
            asked = (
                getattr(profile.selectors, name)
                or getattr(profile.labels, name)
                or (profile.by_position and name in PLACED)
            )
            optional = profile is PORTAL_PAGE and name not in PLACED
            required = name in ("headline", "published_at")
            if not fields.get(name) and (required or (asked and not optional)):
                self.fault(name, "is not found")

    def article(self, published: datetime | None, section: Section | None) -> Article | None:
        fields = self.fields
        headline = fields.get("headline")
        if not headline:
            return None
        body = fields.get("body")
        if body and self.found.html_body:
            body = sanitise(body, self.base) or None
        values: dict[str, Any] = {
            "uri": self.uri(),
            "headline": headline,
            "subheadline": fields.get("subheadline"),
            "published_at": published,
            "modified_at": self.moment("modified_at"),
            "url": self.url,
            "lead": fields.get("lead"),
            "body": body,
            "body_type": "html" if self.found.html_body else "plain",
            "byline": fields.get("byline"),
            "section": section.key if section else None,
            "tags": tuple(dict.fromkeys(normalize("NFC", tag) for tag in self.found.tags)),
            "language": self.profile.language,
            "status": None if published else "draft",
            "images": tuple(self.images()),
            "attachments": tuple(self.attachments()),
            "source": self.source(published),
        }
        return fitting(Article, values, ("uri", "headline", "published_at"), self.fault)

    def uri(self) -> str:
        if self.url:
            return self.url
        fields = self.fields
        told = " ".join(fields.get(name, "") for name in ("section", "headline", "published_at"))
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self.profile.name} {folded(told)}')}"

    def moment(self, name: str) -> datetime | None:
        text = self.fields.get(name)
        if not text:
            return None
        try:
            moment, remark = read_moment(text)
        except DateParseError as error:
            self.fault(name, f"is no stamp: {error}")
            return None
        if remark:
            self.fault(name, f"{remark}: {text!r}")
        return moment

    def section(self) -> Section | None:
        title = self.fields.get("section")
        if not title:
            return None
        for known in self.profile.sections:
            if folded(known.title) == folded(title):
                return known
        values = {"key": slug(title), "title": title}
        return fitting(
            Section, values, ("key", "title"), lambda name, why: self.fault(f"section.{name}", why)
        )

    def images(self) -> Iterator[Image]:
        captions = list(self.found.captions)
        if "caption" in self.fields and not captions:
            captions = [self.fields["caption"]]
        pictures = self.found.pictures
        if captions and not pictures:
            # A page of plain text tells what a picture shows, never where it is.
            pictures = [{"url": f"{_NOWHERE}image"}]
        for number, picture in enumerate(pictures):
            caption = captions[number] if number < len(captions) else None
            values = {**picture, "url": self.address(picture["url"]), "caption": caption}
            image = fitting(
                Image, values, ("url",), lambda name, why: self.fault(f"images.{name}", why)
            )
            if image:
                yield image

    def attachments(self) -> Iterator[Attachment]:
        for url, title in self.found.files:
            values = {"url": self.address(url), "title": title or None}
            file = fitting(
                Attachment,
                values,
                ("url",),
                lambda name, why: self.fault(f"attachments.{name}", why),
            )
            if file:
                yield file

    def address(self, url: str) -> str:
        try:
            return absolute(url, self.base)
        except ValueError:
            return url

    def source(self, published: datetime | None) -> Source | None:
        source = self.profile.source
        if source is None:
            return None
        return evolve(source, item_uri=self.url or source.item_uri, published_at=published)

    def statistics(self, as_of: datetime | None) -> VisitStatistics | None:
        figures = dict(self.found.figures)
        if not figures:
            return None
        told = dict(self.found.faults)
        for name in ("total", "online"):
            if name not in figures and name not in told:
                self.fault(name, "is not found")
        if "total" not in figures:
            return None
        # Like the figures that a page does not have at all.
        figures.setdefault("online", 0)
        if as_of is None:
            self.fault("as_of", "is not told: pass when the page was taken as now=")
            return None
        values = {**figures, "as_of": as_of}
        return fitting(VisitStatistics, values, ("total", "online", "as_of"), self.fault)
