"""A page of HTML: fields found by CSS selectors, then on its lines."""

import re
from collections.abc import Container, Sequence
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from .._html import TAG, is_too_deep, plain_text
from ..errors import ModelError
from ._lines import Found, find
from ._markup import images_in
from ._profiles import PageProfile, Selectors

_TEXTS = (
    "section",
    "headline",
    "subheadline",
    "published_at",
    "modified_at",
    "lead",
    "byline",
    "url",
)
_LINES = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|table|td|th|tr|ul)\b"
    r"""(?:[^<>"]|"[^"]*")*>""",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_OTHER_TAGS = re.compile(r"""<(?:[^<>"]|"[^"]*")*>""")
_UNSEEN = "script, style, noscript, template, head title"


def find_in_html(text: str, profile: PageProfile) -> Found:
    """The fields of a page of HTML.

    Args:
        text: The page.
        profile: Selectors, labels, and whether places count.

    Raises:
        ModelError: A selector is no CSS selector.
    """
    if is_too_deep(text):
        found = find(unescape(TAG.sub("\n", text)).splitlines(), profile)
        found.faults.append(("body", "is nested too deeply; its markup is left out"))
        return found
    tree = LexborHTMLParser(text)
    _remove(tree.css(_UNSEEN))
    found = find(_lines(tree), profile)
    _select(tree, profile.selectors, found)
    base = tree.css_first("base[href]")
    found.base = base.attributes.get("href") if base is not None else None
    return found


def _lines(tree: LexborHTMLParser) -> list[str]:
    html = tree.body.html if tree.body else None
    # A line of the source is no line of the page: only blocks and <br> break lines.
    broken = _LINES.sub("\n", _SPACES.sub(" ", html or ""))
    return [unescape(_OTHER_TAGS.sub("", line)) for line in broken.split("\n")]


def _select(tree: LexborHTMLParser, selectors: Selectors, found: Found) -> None:
    nodes = {
        name: _matches(tree, name, getattr(selectors, name))
        for name in (*_TEXTS, "image", "caption", "body", "tags", "attachments")
    }
    for name in _TEXTS:
        value = _value(nodes[name][0]) if nodes[name] else ""
        if value:
            found.fields[name] = value
        nodes[name] = nodes[name][:1]
    for node in nodes["image"]:
        found.pictures += images_in(node.html or "")
    found.captions += filter(None, map(_value, nodes["caption"]))
    found.tags += filter(None, map(_value, nodes["tags"]))
    found.files += [
        (node.attributes.get("href") or "", plain_text(node.html or ""))
        for node in nodes["attachments"]
    ]
    if nodes["body"]:
        body = nodes.pop("body")[0]
        _take_out(body, [node for several in nodes.values() for node in several])
        html = (body.inner_html or "").strip()
        if html:
            found.fields["body"], found.html_body = html, True


def _matches(tree: LexborHTMLParser, name: str, selectors: Sequence[str]) -> list[LexborNode]:
    """What the first selector that matches anything matches."""
    for selector in selectors:
        try:
            nodes = tree.css(selector)
        except SelectolaxError as error:
            raise ModelError("Selectors", name, selector, "is no CSS selector") from error
        if nodes:
            return nodes
    return []


def _value(node: LexborNode) -> str:
    told = node.attributes
    machine = {"meta": "content", "time": "datetime", "link": "href"}.get(node.tag or "")
    if machine and told.get(machine):
        return (told[machine] or "").strip()
    return plain_text(node.html or "")


def _take_out(body: LexborNode, nodes: Sequence[LexborNode]) -> None:
    """Remove from a body what is an article's field of its own, with the figure around it."""
    parts = []
    for node in nodes:
        within = _path(node, body)
        if within:
            parts.append(next((one for one in within if one.tag == "figure"), node))
    _remove(parts)


def _remove(nodes: Sequence[LexborNode]) -> None:
    """Remove nodes; the outermost ones only, because removing one frees all that it holds."""
    marked = {node.mem_id: node for node in nodes}
    outermost = [node for node in marked.values() if not _is_within(node, marked)]
    for node in outermost:
        node.decompose()


def _is_within(node: LexborNode, marked: Container[int]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in marked:
            return True
        above = above.parent
    return False


def _path(node: LexborNode, root: LexborNode) -> list[LexborNode]:
    """A node and what it stands in, up to below ``root``; empty when it stands elsewhere."""
    path: list[LexborNode] = []
    current: LexborNode | None = node
    while current is not None:
        if current.mem_id == root.mem_id:
            return path
        path.append(current)
        current = current.parent
    return []
