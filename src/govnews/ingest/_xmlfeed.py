"""RSS and Atom: read by feedparser, with what it drops or mixes up put right.

The only file that knows feedparser. Its public ``parse`` opens files and addresses that it is
given as text, guesses at double encodings and folds the parts of a picture into the article;
so its two parsers are driven here, on text that is already decoded.
"""

from io import BytesIO
from typing import Any
from xml.sax import SAXException, make_parser
from xml.sax.handler import (
    LexicalHandler,
    feature_external_ges,
    feature_namespaces,
    property_lexical_handler,
)
from xml.sax.xmlreader import InputSource

from attrs import define, field
from feedparser.api import LooseFeedParser, StrictFeedParser

from ..errors import IngestError
from ._decode import NOT_XML
from ._item import Category, Item
from ._markup import Text, whole

#: Not ``utf-8``: under that name feedparser undoes what it takes for double encoding.
_ENCODING = "utf_8"
_HTML = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
#: The longest author, in characters.
_LONGEST_NAME = 1_000
#: Links that lead to the item itself or to machines, not to other resources.
_OWN_LINKS = frozenset(
    {"alternate", "self", "enclosure", "edit", "edit-media", "replies", "hub", "via"}
)


@define
class Document:
    """A feed as feedparser tells it."""

    is_atom: bool
    #: Address it was taken from.
    base_url: str
    feed: dict[str, Any]
    entries: list[dict[str, Any]]
    withdrawn: list[str] = field(factory=list)


class _NoDocumentType(LexicalHandler):
    """Refuses a DOCTYPE before its entities are declared: none is ever expanded."""

    def startDTD(self, name: str, public_id: str | None, system_id: str | None) -> None:  # noqa: N802, ARG002  # the handler's names are SAX's
        raise SAXException("has a document type")


class _Details:
    """What govnews asks of a parser beyond feedparser's own handlers.

    Each picture of Media RSS keeps its own title, text and credit, and RFC 6721 tombstones
    are listed. Methods are found by feedparser through their names.
    """

    def __init__(self, *arguments: Any) -> None:
        self.withdrawn: list[str] = []
        self._medium: dict[str, Any] | None = None
        super().__init__(*arguments)
        self.resolve_relative_uris = False
        self.sanitize_html = False

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        if tag.rpartition(":")[2] == "deleted-entry":
            ref = dict(attrs).get("ref")
            if ref:
                self.withdrawn.append(ref)
        super().unknown_starttag(tag, attrs)  # type: ignore[misc]

    def _context(self) -> dict[str, Any]:
        context: dict[str, Any] = self._get_context()  # type: ignore[attr-defined]
        return context

    def _sync_author_detail(self, key: str = "author") -> None:
        # The search for a mail address takes time that grows with the square of the text.
        context = self._context()
        told = _own(context, key)
        if isinstance(told, str) and len(told) > _LONGEST_NAME:
            context[key] = told[:_LONGEST_NAME]
        super()._sync_author_detail(key)  # type: ignore[misc]

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        # feedparser compares each with all before; repeated ones go later, in one pass.
        tags = self._context().setdefault("tags", [])
        if term or scheme or label:
            tags.append({"term": term, "scheme": scheme, "label": label})

    def _start_media_group(self, attrs: dict[str, str]) -> None:  # noqa: ARG002
        self._context()["media_shared"] = {}

    def _start_media_content(self, attrs: dict[str, str]) -> None:
        self._medium = dict(attrs)
        self._context().setdefault("media", []).append(self._medium)

    def _end_media_content(self) -> None:
        self._medium = None

    def _start_media_thumbnail(self, attrs: dict[str, str]) -> None:
        self._context().setdefault("thumbnails", []).append(dict(attrs))

    def _end_media_thumbnail(self) -> None:
        """Nothing to close: its address is an attribute."""

    def _start_media_title(self, attrs: dict[str, str]) -> None:
        self._media_text("media_title", attrs)

    def _end_media_title(self) -> None:
        self._media_text_end("media_title")

    def _start_media_description(self, attrs: dict[str, str]) -> None:
        self._media_text("media_description", attrs)

    def _end_media_description(self) -> None:
        self._media_text_end("media_description")

    def _start_media_credit(self, attrs: dict[str, str]) -> None:
        self._media_text("media_credit", attrs)

    def _end_media_credit(self) -> None:
        self._media_text_end("media_credit")

    def _start_itunes_summary(self, attrs: dict[str, str]) -> None:  # noqa: ARG002
        # To feedparser a summary and a description are a summary and a body.
        self.push("itunes_summary", 1)  # type: ignore[attr-defined]

    def _end_itunes_summary(self) -> None:
        self.pop("itunes_summary")  # type: ignore[attr-defined]

    def _media_text(self, name: str, attrs: dict[str, str]) -> None:
        self._is_html = attrs.get("type") == "html"
        self.push(name, 0)  # type: ignore[attr-defined]

    def _media_text_end(self, name: str) -> None:
        value = self.pop(name)  # type: ignore[attr-defined]
        if value:
            holder = self._medium
            if holder is None:
                holder = self._context().setdefault("media_shared", {})
            holder.setdefault(name, Text(value, self._is_html).plain)


class _Strict(_Details, StrictFeedParser):  # type: ignore[misc]
    """Reads well-formed XML."""


class _Loose(_Details, LooseFeedParser):  # type: ignore[misc]
    """Reads what is not well formed, as browsers read HTML."""


def read_document(text: str, base_url: str | None, errors: list[IngestError]) -> Document:
    """Read a feed of any format that feedparser knows.

    Args:
        text: The document, without characters that XML forbids.
        base_url: Address it was taken from.
        errors: Takes what is wrong with its XML.
    """
    strict = _Strict(base_url or "", None, _ENCODING)
    parser = make_parser()  # noqa: S317  # what is dangerous in XML stands in a DOCTYPE, refused below
    parser.setFeature(feature_namespaces, state=True)
    parser.setFeature(feature_external_ges, state=False)
    parser.setProperty(property_lexical_handler, _NoDocumentType())
    parser.setContentHandler(strict)
    parser.setErrorHandler(strict)
    source = InputSource()
    source.setByteStream(BytesIO(text.encode()))
    source.setEncoding("utf-8")
    try:
        parser.parse(source)
    except Exception as error:  # noqa: BLE001  # feedparser's handlers meet the unforeseen with any error
        reason = error.getMessage() if isinstance(error, SAXException) else repr(error)
        errors.append(IngestError("feed", None, f"is read as loose markup: {reason}"))
    else:
        return _document(strict, base_url)
    loose = _Loose(base_url or "", None, _ENCODING, {})
    try:
        loose.feed(text)
    except Exception as error:  # noqa: BLE001  # as above; what was read before it is kept
        errors.append(IngestError("feed", None, f"is read up to a fault only: {error!r}"))
    return _document(loose, base_url)


def _document(parser: Any, base_url: str | None) -> Document:
    is_atom = parser.version.startswith("atom")
    return Document(is_atom, base_url or "", parser.feeddata, parser.entries, parser.withdrawn)


def text_of(told: dict[str, Any], name: str) -> Text | None:
    """A text of a feed or an entry; None when it is missing or empty."""
    value = _own(told, name)
    if not isinstance(value, str):
        return None
    # Loose markup may hold references to characters that XML does not have.
    value = NOT_XML.sub("", value)
    if not value.strip():
        return None
    detail = _detail(told, f"{name}_detail")
    return Text(value, detail.get("type") in _HTML)


def link_of(told: dict[str, Any], rel: str) -> str | None:
    """The address of the first link of a relation."""
    for link in _several(told, "links"):
        if link.get("rel") == rel and link.get("href"):
            return str(link["href"])
    return None


def people(told: dict[str, Any]) -> list[dict[str, str | None]]:
    """The authors of an entry, then those who contributed (RFC 4287, section 4.2.3)."""
    found: list[tuple[Any, str | None]] = [(one, None) for one in _several(told, "authors")]
    found += [(one, "contributor") for one in _several(told, "contributors")]
    return [
        {
            "name": one.get("name"),
            "email": one.get("email"),
            "url": one.get("href"),
            "role": role,
        }
        for one, role in found
    ]


def item_of(entry: dict[str, Any], document: Document) -> Item:
    """What an entry of a document says, in the words all formats share."""
    source = _detail(entry, "source")
    source_title = text_of(source, "title")
    item = Item(
        id=_own(entry, "id") or None,
        url=_page(entry, is_atom=document.is_atom),
        title=text_of(entry, "title"),
        summary=text_of(entry, "summary"),
        published=_own(entry, "published"),
        updated=_own(entry, "updated"),
        expires=_own(entry, "expired") or _own(entry, "validity_end"),
        language=_own(entry, "language") or _detail(entry, "title_detail").get("language"),
        rights=text_of(entry, "rights"),
        authors=people(entry),
        source_name=source_title.plain if source_title else _own(entry, "dc_source"),
        source_url=_own(source, "link") or _own(source, "href"),
    )
    _contents(entry, item, document.base_url)
    item.categories = [
        Category(tag.get("term"), tag.get("label"), tag.get("scheme"))
        for tag in _several(entry, "tags")
    ]
    _links(entry, item)
    _media(entry, item)
    return item


# `get` of feedparser's dictionaries falls back to other names, so the built-in one is used.
# An element of a name that feedparser does not know is a text, or a dictionary when it has
# attributes, even where that is the name of something else.


def _own(told: dict[str, Any], name: str) -> str | None:
    """A text as the feed gives it."""
    value = dict.get(told, name)
    return value if isinstance(value, str) else None


def _several(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """What a feed gives several of."""
    value = dict.get(told, name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _detail(told: dict[str, Any], name: str) -> dict[str, Any]:
    """The details of one thing that a feed gives."""
    value = dict.get(told, name)
    return value if isinstance(value, dict) else {}


def _page(entry: dict[str, Any], *, is_atom: bool) -> str | None:
    """The address of an entry's page: a link, or in RSS a guid that says it is one."""
    alternate = link_of(entry, "alternate")
    if alternate:
        return _own(entry, "link") or alternate
    identity = _own(entry, "id") or ""
    is_page = not is_atom and dict.get(entry, "guidislink") and identity.startswith("http")
    return identity if is_page else None


def _contents(entry: dict[str, Any], item: Item, base_url: str) -> None:
    contents = _several(entry, "content")
    best = next((one for one in contents if one.get("type") in _HTML), None)
    best = best or next((one for one in contents if one.get("value")), None)
    # Without a summary of its own an entry gets its content as one from feedparser.
    if "summary_detail" not in entry:
        item.summary = text_of(entry, "itunes_summary")
    if best and best.get("value") and not _repeats(best["value"], item):
        item.body = Text(best["value"], best.get("type") in _HTML, _base(best, base_url))
    if item.summary:
        item.summary.base = _base(_detail(entry, "summary_detail"), base_url)


def _base(detail: dict[str, Any], base_url: str) -> str | None:
    """What ``xml:base`` says (RFC 4287, section 2); without it feedparser tells ``base_url``."""
    base = _own(detail, "base")
    return None if base == base_url else base


def _repeats(content: str, item: Item) -> bool:
    """Whether a content says again what title or summary say: RFC 4287 asks for some."""
    return any(text and text.value == content for text in (item.title, item.summary))


def _links(entry: dict[str, Any], item: Item) -> None:
    vias = [link["href"] for link in _several(entry, "links") if _is_via(link)]
    item.source_uri = vias[-1] if vias else None
    for link in _several(entry, "links"):
        href, rel = link.get("href"), link.get("rel")
        if not href:
            continue
        if rel == "enclosure":
            told = {
                "url": href,
                "title": link.get("title"),
                "media_type": link.get("type"),
                # RSS asks for a length; 0 is written where it is not known.
                "length": whole(link.get("length")) or None,
            }
            if (link.get("type") or "").startswith("image/"):
                told["caption"] = told.pop("title")
                item.images.append(told)
            else:
                item.attachments.append(told)
        elif rel not in _OWN_LINKS or href in vias[:-1]:
            item.related.append(
                {
                    "uri": href,
                    "rel": rel,
                    "title": link.get("title"),
                    "language": link.get("hreflang"),
                }
            )


def _is_via(link: dict[str, Any]) -> bool:
    """Whether a link leads to what an entry was made from (RFC 4287, section 4.2.7.2)."""
    return link.get("rel") == "via" and bool(link.get("href"))


def _media(entry: dict[str, Any], item: Item) -> None:
    shared = _detail(entry, "media_shared")
    for medium in _several(entry, "media"):
        told = {
            "url": medium.get("url"),
            "media_type": medium.get("type"),
            "length": whole(medium.get("filesize")) or None,
        }
        texts = {**shared, **medium}
        kind = medium.get("medium") or (medium.get("type") or "").partition("/")[0]
        if kind == "image":
            told |= {
                "alt": texts.get("media_title"),
                "caption": texts.get("media_description"),
                "credit": texts.get("media_credit"),
                "width": whole(medium.get("width")) or None,
                "height": whole(medium.get("height")) or None,
            }
            item.images.append(told)
        elif medium.get("url"):
            item.attachments.append({**told, "title": texts.get("media_title")})
    if not item.images:
        item.images += [
            {"url": one["url"]} for one in _several(entry, "thumbnails") if one.get("url")
        ]
