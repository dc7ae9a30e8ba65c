"""The rules of Atom: RFC 4287, RFC 5005, RFC 6721."""

from collections.abc import Iterator
from typing import Final

from . import _check as rules, _markup as markup
from ._check import Node, RuleBook
from ._check_rss import history_faults, media_faults

ATOM_RULES: Final = RuleBook()

_Breaches = Iterator[tuple[Node, str]]

_A = f"{{{markup.ATOM}}}"
_PERSONS = ("author", "contributor")
_TEXTS = ("title", "subtitle", "summary", "rights")
_ONCE_IN_FEED = ("generator", "icon", "logo", "rights", "subtitle")
_ONCE_IN_ENTRY = ("content", "published", "rights", "source", "summary")
_ELEMENTS = frozenset(
    {
        "feed",
        "entry",
        "content",
        "author",
        "contributor",
        "name",
        "uri",
        "email",
        "category",
        "generator",
        "icon",
        "id",
        "link",
        "logo",
        "published",
        "rights",
        "source",
        "subtitle",
        "summary",
        "title",
        "updated",
    }
)
_RELATIONS = frozenset(
    {
        "alternate",
        "current",
        "describedby",
        "edit",
        "edit-media",
        "enclosure",
        "first",
        "hub",
        "last",
        "license",
        "next",
        "next-archive",
        "payment",
        "prev-archive",
        "previous",
        "related",
        "replies",
        "search",
        "self",
        "service",
        "up",
        "via",
    }
)


def _all(root: Node, *names: str) -> Iterator[Node]:
    return root.iter(*(f"{_A}{name}" for name in names))


def _entries(root: Node) -> list[Node]:
    return root.findall(f"{_A}entry")


@ATOM_RULES.rule("RFC 4287, 4.1.1 and 4.1.2: one id, title and updated")
def _required(root: Node) -> _Breaches:
    for parent in (root, *_entries(root)):
        for name in ("id", "title", "updated"):
            count = len(parent.findall(f"{_A}{name}"))
            if count != 1:
                yield parent, f"has {count or 'no'} {name}"


@ATOM_RULES.rule("RFC 4287, 4.1.1 and 4.1.2: elements that come once")
def _once(root: Node) -> _Breaches:
    yield from rules.at_most_once(root, (f"{_A}{name}" for name in _ONCE_IN_FEED))
    for entry in _entries(root):
        yield from rules.at_most_once(entry, (f"{_A}{name}" for name in _ONCE_IN_ENTRY))


@ATOM_RULES.rule("RFC 4287, 4.1.1: an author for every entry")
def _authors(root: Node) -> _Breaches:
    if root.find(f"{_A}author") is not None:
        return
    for entry in _entries(root) or [root]:
        if entry.find(f"{_A}author") is None and entry.find(f"{_A}source/{_A}author") is None:
            yield entry, "has no author, and neither has the feed"


@ATOM_RULES.rule("RFC 4287, 4.1.1: a link to itself")
def _self(root: Node) -> _Breaches:
    if len([one for one in root.findall(f"{_A}link") if one.get("rel") == "self"]) != 1:
        yield root, "has not one link with rel self"


@ATOM_RULES.rule("RFC 4287, 4.1.2: content or an alternate link")
def _content(root: Node) -> _Breaches:
    for entry in _entries(root):
        links = {link.get("rel", "alternate") for link in entry.findall(f"{_A}link")}
        if entry.find(f"{_A}content") is None and "alternate" not in links:
            yield entry, "has neither content nor an alternate link"


@ATOM_RULES.rule("RFC 4287, 4.1.1.1: some text besides the title")
def _textual(root: Node) -> _Breaches:
    for entry in _entries(root):
        found = [entry.find(f"{_A}{name}") for name in ("summary", "content")]
        if not any(rules.text_of(one).strip() for one in found):
            yield entry, "has no text in its summary or content"


@ATOM_RULES.rule("RFC 4287, 4.1.1 and 4.1.2: one alternate link of a type and language")
def _alternates(root: Node) -> _Breaches:
    for parent in (root, *_entries(root)):
        seen: set[tuple[str | None, str | None]] = set()
        for link in parent.findall(f"{_A}link"):
            key = (link.get("type"), link.get("hreflang"))
            if link.get("rel", "alternate") != "alternate":
                continue
            if key in seen:
                yield link, "is a second alternate of its type and language"
            seen.add(key)


@ATOM_RULES.rule("RFC 4287, 4.1.1: entries after all that describes the feed")
def _order(root: Node) -> _Breaches:
    seen = False
    for child in root:
        if child.tag == f"{_A}entry":
            seen = True
        elif seen and child.tag.startswith(_A):
            yield child, "comes after an entry"


@ATOM_RULES.rule("RFC 4287, 6.3: elements of Atom")
def _known(root: Node) -> _Breaches:
    for node in root.iter():
        name = node.tag.removeprefix(_A)
        if (name == node.tag and not name.startswith("{")) or (
            name != node.tag and name not in _ELEMENTS
        ):
            yield node, "is no element of Atom"


@ATOM_RULES.rule("RFC 4287, 4.2.6: ids are absolute URIs, each once")
def _ids(root: Node) -> _Breaches:
    for node in _all(root, "id"):
        if not rules.is_uri(rules.text_of(node)):
            yield node, f"is no absolute URI: {rules.text_of(node)!r}"
    seen: set[str] = set()
    for entry in _entries(root):
        for node in entry.findall(f"{_A}id"):
            if rules.text_of(node) in seen:
                yield node, f"is that of another entry: {rules.text_of(node)!r}"
            seen.add(rules.text_of(node))


@ATOM_RULES.rule("RFC 4287, 3.3: dates of RFC 3339")
def _dates(root: Node) -> _Breaches:
    for node in _all(root, "updated", "published"):
        if not rules.is_rfc3339(rules.text_of(node)):
            yield node, f"is no date of RFC 3339: {rules.text_of(node)!r}"


@ATOM_RULES.rule("RFC 4287, 4.2.7: links")
def _links(root: Node) -> _Breaches:
    for node in _all(root, "link"):
        if not rules.is_uri(node.get("href", "")):
            yield node, f"href is no absolute URI: {node.get('href')!r}"
        rel = node.get("rel", "alternate")
        if rel not in _RELATIONS and not rules.is_uri(rel):
            yield node, f"rel is neither registered nor a URI: {rel!r}"
        if not rules.is_media_type(node.get("type", "x/y")):
            yield node, f"type is no media type: {node.get('type')!r}"
        if not node.get("length", "0").isdecimal():
            yield node, f"length is no number of bytes: {node.get('length')!r}"
        if node.get("title", "x").strip() == "":
            yield node, "title is blank"


@ATOM_RULES.rule("RFC 4287, 4.2.2: categories have a term")
def _categories(root: Node) -> _Breaches:
    for node in _all(root, "category"):
        if not node.get("term"):
            yield node, "has no term"
        if not rules.is_uri(node.get("scheme", "x:y")):
            yield node, f"scheme is no URI: {node.get('scheme')!r}"


@ATOM_RULES.rule("RFC 4287, 3.2: people have one name")
def _people(root: Node) -> _Breaches:
    for node in _all(root, *_PERSONS):
        if len(node.findall(f"{_A}name")) != 1 or not rules.text_of(node.find(f"{_A}name")).strip():
            yield node, "has not one name"
        for email in node.findall(f"{_A}email"):
            if "@" not in rules.text_of(email):
                yield email, f"is no mail address: {rules.text_of(email)!r}"
        for uri in node.findall(f"{_A}uri"):
            if not rules.is_uri(rules.text_of(uri)):
                yield uri, f"is no absolute URI: {rules.text_of(uri)!r}"


@ATOM_RULES.rule("RFC 4287, 3.1.1: types of texts")
def _texts(root: Node) -> _Breaches:
    for node in _all(root, *_TEXTS, "content"):
        kind = node.get("type", "text")
        is_content = node.tag == f"{_A}content"
        if kind not in {"text", "html", "xhtml"} and not (is_content and rules.is_media_type(kind)):
            yield node, f"type is none that there is: {kind!r}"
        elif kind == "text" and rules.looks_like_html(rules.text_of(node)):
            yield node, "holds HTML, but is said to be text"
        elif kind == "html":
            for fault in rules.html_faults(rules.text_of(node)):
                yield node, fault


@ATOM_RULES.rule("Media RSS 1.5.1")
def _media(root: Node) -> _Breaches:
    yield from media_faults(root)


@ATOM_RULES.rule("RFC 5005, archives")
def _history(root: Node) -> _Breaches:
    yield from history_faults(root, {link.get("rel") for link in root.findall(f"{_A}link")})


@ATOM_RULES.rule("RFC 6721, 3: tombstones")
def _tombstones(root: Node) -> _Breaches:
    for node in root.iter(f"{{{markup.TOMBSTONES}}}deleted-entry"):
        if not rules.is_uri(node.get("ref", "")):
            yield node, f"ref is no absolute URI: {node.get('ref')!r}"
        if not rules.is_rfc3339(node.get("when", "")):
            yield node, f"when is no date of RFC 3339: {node.get('when')!r}"
