"""Does a document keep the rules of its format? RSS and Atom, by name of the rule."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, TypeAlias

from attrs import field, frozen
from lxml import etree

from . import _markup as markup

Node: TypeAlias = etree._Element  # noqa: SLF001  # the only name that lxml has for it
#: A rule: where it is broken, and how.
Rule: TypeAlias = Callable[[Node], Iterable[tuple[Node, str]]]


@frozen
class Breach:
    """A rule that a document breaks."""

    #: The rule: the standard, the section, and what it asks.
    rule: str
    #: The element at fault, as a path: ``/rss/channel/item[3]/guid``.
    where: str
    #: What is wrong.
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} ({self.rule})"


@frozen
class RuleBook:
    """The rules of one format."""

    rules: list[tuple[str, Rule]] = field(factory=list)

    def rule(self, name: str) -> Callable[[Rule], Rule]:
        """Add a rule by the name it is reported under."""

        def add(rule: Rule) -> Rule:
            self.rules.append((name, rule))
            return rule

        return add

    def breaches(self, root: Node) -> Iterator[Breach]:
        """Every breach, rule by rule."""
        paths = _Paths()
        for name, rule in self.rules:
            for node, message in rule(root):
                yield Breach(name, readable_path(paths.of(node), root), message)


class _Paths:
    """Paths from the root, as ``getelementpath`` gives them; that counts siblings each time."""

    def __init__(self) -> None:
        self.steps: dict[Node, dict[Node, str]] = {}

    def of(self, node: Node) -> str:
        steps: list[str] = []
        for parent in node.iterancestors():
            if parent not in self.steps:
                self.steps[parent] = _steps(parent)
            steps.append(self.steps[parent][node])
            node = parent
        return "/".join(reversed(steps)) or "."


def _steps(parent: Node) -> dict[Node, str]:
    """What each child adds to a path: its name, and its number where others have that name."""
    total = Counter(child.tag for child in parent)
    seen: Counter[str] = Counter()
    steps: dict[Node, str] = {}
    for child in parent:
        seen[child.tag] += 1
        steps[child] = child.tag if total[child.tag] == 1 else f"{child.tag}[{seen[child.tag]}]"
    return steps


_PREFIXES: Final = {
    f"{{{markup.ATOM}}}": "atom:",
    f"{{{markup.CONTENT}}}": "content:",
    f"{{{markup.DC}}}": "dc:",
    f"{{{markup.MEDIA}}}": "media:",
    f"{{{markup.TOMBSTONES}}}": "at:",
    f"{{{markup.HISTORY}}}": "fh:",
}


def readable_path(path: str, root: Node) -> str:
    """A path in which namespaces are told by their usual prefixes."""
    whole = f"/{root.tag}" if path == "." else f"/{root.tag}/{path}"
    if root.tag.startswith(f"{{{markup.ATOM}}}"):
        whole = whole.replace(f"{{{markup.ATOM}}}", "")
    for namespace, prefix in _PREFIXES.items():
        whole = whole.replace(namespace, prefix)
    return whole


def safe_parser() -> etree.XMLParser:
    """A parser that loads nothing and expands nothing."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )


def check(document: bytes) -> tuple[Breach, ...]:
    """The rules that an RSS or Atom document breaks.

    RSS is checked against RSS 2.0, the RSS Advisory Board's Best Practices Profile and Media
    RSS; Atom against RFC 4287, RFC 5005 and RFC 6721. Nothing is fetched, and a document type
    declaration is a breach that ends the check.

    Args:
        document: The document, as it would be served.

    Returns:
        The breaches; none for a document that keeps the rules.

    Example:
        >>> for breach in check(b"<rss version='2.0'><channel/></rss>")[:2]:
        ...     print(breach)
        /rss/channel: has no title (RSS 2.0, required channel elements)
        /rss/channel: has no link (RSS 2.0, required channel elements)
    """
    from ._check_atom import ATOM_RULES
    from ._check_rss import RSS_RULES

    declared = Breach("no document type declaration", "/", "has a document type declaration")
    if b"<!DOCTYPE" in document:
        return (declared,)
    try:
        root = etree.fromstring(document, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        return (Breach("XML 1.0, well-formedness", "/", str(error)),)
    if root.getroottree().docinfo.internalDTD is not None:  # written in another encoding
        return (declared,)
    if root.tag == "rss":
        return tuple(RSS_RULES.breaches(root))
    if root.tag == f"{{{markup.ATOM}}}feed":
        return tuple(ATOM_RULES.breaches(root))
    return (Breach("RSS 2.0 or Atom 1.0", f"/{root.tag}", "is neither rss nor an Atom feed"),)


# What the rules of both formats ask.

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TAG_URI = re.compile(
    r"tag:(?:[a-z0-9\-._]+@)?[a-z0-9.\-]+,\d{4}(?:-\d{2}(?:-\d{2})?)?:"
    r"[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]*(?:#[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]*)?"
)
_MEDIA_TYPE = re.compile(r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+(?:\s*;.*)?")
_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?"
    r"(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
)
_END_TAG = re.compile(
    r"</(?:a|b|br|div|em|i|img|li|p|span|strong|table|td|tr|u|ul|h[1-6])>", re.IGNORECASE
)
_LINKING = re.compile(r"<(?:a|img)\s", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:href|src)=[\"'](?!\w+:)([^\"']*)", re.IGNORECASE)
_SCRIPT = re.compile(r"<(?:script|iframe|object|embed|form|style|link|meta)\b", re.IGNORECASE)
_HANDLER = re.compile(r"\son\w+=", re.IGNORECASE)


def text_of(node: Node | None) -> str:
    """The character data of an element."""
    return "" if node is None else "".join(map(str, node.itertext()))


def is_uri(value: str) -> bool:
    """Whether a text is an absolute URI (RFC 3986; ``tag:`` by RFC 4151)."""
    if value.startswith("tag:"):
        return bool(_TAG_URI.fullmatch(value))
    return bool(_URI.fullmatch(value)) and not _BAD_ESCAPE.search(value)


def is_web_url(value: str) -> bool:
    """Whether a text is an absolute address of the web."""
    return is_uri(value) and value.lower().startswith(("http://", "https://"))


def is_media_type(value: str) -> bool:
    """Whether a text is a media type (RFC 6838)."""
    return bool(_MEDIA_TYPE.fullmatch(value))


def is_rfc3339(value: str) -> bool:
    """Whether a text is a date and time of RFC 3339 that a calendar has."""
    match = _RFC3339.fullmatch(value)
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


def looks_like_html(value: str) -> bool:
    """Whether a text that is said to be plain holds markup."""
    return bool(_END_TAG.search(value))


def html_faults(value: str) -> Iterator[str]:
    """What is wrong with HTML that others will show."""
    # A piece holds the end of one tag; to look for that end from each "<" would take long.
    pieces = value.split(">")
    for piece in pieces:
        at = 0
        while (tag := _LINKING.search(piece, at)) and (found := _RELATIVE.search(piece, tag.end())):
            yield f"holds the relative address {found[1]!r}"
            at = found.end()
    if _SCRIPT.search(value) or any(map(_has_handler, pieces)):
        yield "holds active content"


def _has_handler(piece: str) -> bool:
    start = piece.find("<")
    return start >= 0 and _HANDLER.search(piece, start + 2) is not None


def at_most_once(parent: Node, names: Iterable[str]) -> Iterator[tuple[Node, str]]:
    """Children that come more often than once."""
    for name in names:
        for extra in parent.findall(name)[1:]:
            yield extra, "comes twice"
