"""HTML fragments: made safe for others to show, or reduced to plain text.

The only file that knows nh3. Feeds carry what :func:`sanitise` gives, and what is taken in
from other portals passes through it too.
"""

import re
from functools import lru_cache
from html import unescape
from typing import Any, Final

import nh3

#: Elements kept in bodies: what feed readers show. No scripts, forms, frames or players.
TAGS: Final = frozenset(
    (nh3.ALLOWED_TAGS | {"address", "section", "tfoot"}) - {"acronym", "area", "bdo", "map", "rtc"}
)
_ATTRIBUTES: Final = {tag: set(kept) for tag, kept in nh3.ALLOWED_ATTRIBUTES.items() if tag in TAGS}
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

#: What HTML allows no more than XML does: controls, non-characters.
_UNCARRIABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


#: A tag: whether it ends an element, and which.
TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>?")
#: Elements that end by themselves.
_SELF_ENDING: Final = frozenset(
    {"br", "hr", "img", "input", "wbr", "col", "source", "embed", "link", "meta", "p"}
)
#: How deep elements may stand in each other.
_DEEPEST: Final = 1_000
#: The most that the depths of all elements may sum up to.
_DEEPEST_IN_ALL: Final = 2_000_000


class NestingError(ValueError):
    """HTML whose elements stand in each other too deeply to be sanitised."""

    def __str__(self) -> str:
        return "is nested too deeply"


def is_too_deep(html: str) -> bool:
    """Whether elements stand in each other so deeply that sanitising takes minutes.

    The time an HTML parser takes grows with the square of the depth, and what ``<b>`` and the
    like leave open is opened again in every paragraph; no article comes near.
    """
    if html.count("<") <= _DEEPEST:
        return False
    depth = total = 0
    opened: dict[str, int] = {}
    for tag in TAG.finditer(html):
        name = tag[2].lower()
        if not tag[1]:
            total += depth
            if name not in _SELF_ENDING:
                opened[name] = opened.get(name, 0) + 1
                depth += 1
            if depth > _DEEPEST or total > _DEEPEST_IN_ALL:
                return True
        elif opened.get(name):  # another end tag ends nothing
            opened[name] -= 1
            depth -= 1
    return False


@lru_cache(maxsize=64)
def _cleaner(base_url: str) -> nh3.Cleaner:
    rules: dict[str, Any] = {
        "tags": set(TAGS),
        "attributes": _ATTRIBUTES,
        "link_rel": None,
        "url_schemes": set(_SCHEMES),
    }
    try:
        return nh3.Cleaner(**rules, url_relative=("rewrite_with_base", base_url))
    except ValueError:
        # No browser would open such an address, so relative links lead nowhere.
        return nh3.Cleaner(**rules, url_relative="deny")


def sanitise(html: str, base_url: str) -> str:
    """HTML that is safe to show on any page and means the same on any page.

    Args:
        html: A fragment of HTML, well formed or not.
        base_url: Absolute address of the page it stands on; relative links are resolved
            against it (RFC 3986, section 5).

    Returns:
        A well-formed fragment with known harmless elements and attributes only, absolute
        links with the schemes http, https, mailto and tel, and no characters that XML or
        HTML forbid. Idempotent.

    Raises:
        NestingError: Elements stand in each other more than 1,000 deep.
        UnicodeEncodeError: ``html`` holds a lone surrogate.

    Example:
        >>> sanitise('<p onclick="x()">Xem <a href="/tin">tin</a><script>x()</script>', "https://a.vn/")
        '<p>Xem <a href="https://a.vn/tin">tin</a></p>'
    """
    return html if is_clean(html.encode()) else _cleaned(html, base_url)


def sanitise_to_bytes(html: str, base_url: str) -> bytes:
    """What :func:`sanitise` returns, in UTF-8; for callers that write many."""
    data = html.encode()
    return data if is_clean(data) else _cleaned(html, base_url).encode()


#: The line end after this is read as none of the text, so the text's own first one follows it.
_PREFORMATTED = re.compile(r'(<pre(?: [a-z]+="[^"]*")*>)\n')
#: Two settle every fragment that was ever tried.
_MOST_PASSES = 8


def _cleaned(html: str, base_url: str) -> str:
    if is_too_deep(html):
        raise NestingError
    cleaner = _cleaner(base_url)
    for _ in range(_MOST_PASSES):
        cleaned = _uncarriable_dropped(cleaner.clean(html))
        cleaned = _PREFORMATTED.sub(r"\1\n\n", cleaned)
        # What stands in a table where it may not is put before it, and may come to stand
        # where a parser puts it elsewhere again; so cleaning goes on until nothing moves.
        if cleaned == html or is_clean(cleaned.encode()):
            break
        html = cleaned
    return cleaned


def _uncarriable_dropped(html: str) -> str:
    return html if html.replace("\n", "").isprintable() else _UNCARRIABLE.sub("", html)


# Most bodies need no cleaning, and to see that is cheaper than to clean. What follows accepts
# only fragments that nh3 gives back unchanged; the tests hold it to that.

#: Bytes that ask for a closer look: controls, "&", what leads the UTF-8 of no-break spaces,
#: C1 controls and non-characters.
_NOTABLE = bytes(sorted({*range(0x20), 0x26, 0x7F, 0xC2, 0xEF, *range(0xF0, 0xF5)} - {0x09, 0x0A}))
#: Bytes that do not, other than angle brackets.
_ORDINARY = bytes(sorted({*range(256)} - {*_NOTABLE, *b"<>"}))
_URL = rb'"https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}/[A-Za-z0-9._~!$*()+,;=:@/%?#-]*"'
_VOID = re.compile(
    rb"br"
    rb"|img src=%b(?: alt=\"[^\"&]*\")?(?: width=\"\d{1,4}\" height=\"\d{1,4}\")?"
    rb"|img alt=\"[^\"&]*\" src=%b" % (_URL, _URL)
)
_ANCHOR = re.compile(rb"a href=%b" % _URL)

_PHRASES = ("b", "em", "i", "small", "span", "strong", "sub", "sup", "u")
_LINES = ("h2", "h3", "h4", "p")
_BLOCKS = ("blockquote", "div", "figcaption", "figure", "ol", "ul")
_ANCHOR_END = b"/a"


def _ends(*names: str) -> frozenset[bytes | None]:
    return frozenset(f"/{name}".encode() for name in names)


#: Where an element may begin, told by the end tag awaited there: None outside of all elements.
_IN_FLOW = _ends("blockquote", "div", "figcaption", "figure", "li") | {None}
_IN_PHRASES = _IN_FLOW | _ends(*_LINES, *_PHRASES, "a")
#: What each start tag awaits, and where it may stand.
_STARTS: dict[bytes, tuple[bytes, frozenset[bytes | None]]] = {
    name.encode(): (f"/{name}".encode(), places)
    for names, places in (
        (_PHRASES, _IN_PHRASES),
        (_LINES + _BLOCKS, _IN_FLOW),
        (("li",), _ends("ol", "ul")),
    )
    for name in names
}


def is_clean(html: bytes) -> bool:
    """Whether a fragment in UTF-8 is plainly clean: sanitising would give it back as it is.

    True only for well-nested everyday elements without attributes, links and pictures with
    absolute addresses, and text whose markup characters are written as references.
    """
    marks = html.translate(None, _ORDINARY)
    brackets = b"<>" * marks.count(b"<")
    if marks != brackets and (marks.translate(None, _NOTABLE) != brackets or not _is_plain(html)):
        return False
    # Brackets open and close in turn, so every second piece between them is a tag.
    return _is_well_nested(html.replace(b">", b"<").split(b"<")[1::2])


def _is_plain(html: bytes) -> bool:
    """Whether characters and references are those that nh3 writes itself."""
    references = html.count(b"&")
    for known in (b"&amp;", b"&lt;", b"&gt;", b"&nbsp;"):
        references -= html.count(known)
    return not references and html.decode().replace("\n", "").replace("\t", "").isprintable()


def _is_well_nested(tags: list[bytes]) -> bool:
    """Whether tags, without their brackets, open and close known elements in known places."""
    awaited: bytes | None = None
    outer: list[bytes | None] = []
    for tag in tags:
        if tag == awaited:
            awaited = outer.pop()
            continue
        start = _STARTS.get(tag)
        if start is not None:
            end, places = start
            if awaited not in places:
                return False
        elif _VOID.fullmatch(tag):
            continue
        elif awaited == _ANCHOR_END or _ANCHOR_END in outer or not _ANCHOR.fullmatch(tag):
            return False
        else:
            end = _ANCHOR_END
        outer.append(awaited)
        awaited = end
    return awaited is None


_UNSEEN = re.compile(r"<(?:(?P<script>script)|(?P<style>style))\b", re.IGNORECASE)
_UNSEEN_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}
_BREAKS = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|figcaption|figure|footer"
    r"|h[1-6]|header|hr|li|ol|p|pre|section|table|td|th|tr|ul)\b[^>]*>",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")


def plain_text(html: str) -> str:
    """What a reader sees of a fragment of HTML, as one line of plain text.

    Args:
        html: A fragment of HTML, well formed or not.

    Returns:
        Its text with character references resolved and white space squeezed; blocks and
        line breaks are set apart by a space.

    Raises:
        UnicodeEncodeError: ``html`` holds a lone surrogate.

    Example:
        >>> plain_text("<p>Sở <b>TT&amp;TT</b></p><p>báo cáo</p>")
        'Sở TT&TT báo cáo'
    """
    spaced = _without_unseen(html)
    # After the last ">" no tag ends, and to look for its end from each "<" would take long.
    end = spaced.rfind(">") + 1
    spaced = _BREAKS.sub(" ", spaced[:end]) + spaced[end:]
    if is_too_deep(spaced):
        spaced = TAG.sub(" ", spaced)
    bare = nh3.clean(spaced, tags=set(), attributes={}, clean_content_tags={"script", "style"})
    return _SPACES.sub(" ", _uncarriable_dropped(unescape(bare))).strip()


def _without_unseen(html: str) -> str:
    """HTML with a space for each script and style sheet that ends."""
    kept: list[str] = []
    at = 0
    endless: set[str] = set()
    for start in _UNSEEN.finditer(html):
        name = start.lastgroup
        if start.start() < at or name is None or name in endless:
            continue
        end = _UNSEEN_ENDS[name].search(html, start.end())
        if end is None:
            endless.add(name)  # nor has any later one an end
            continue
        kept += html[at : start.start()], " "
        at = end.end()
    return "".join((*kept, html[at:]))
