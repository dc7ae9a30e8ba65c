"""HTML fragments: made safe for others to show, or reduced to plain text.

The only file that knows nh3. Feeds carry what :func:`sanitise` gives, and what is taken in
from other portals passes through it too.
"""

import re
from functools import lru_cache
from html import unescape

import nh3

#: Elements kept in bodies: what feed readers show. No scripts, forms, frames or players.
TAGS = frozenset(
    (nh3.ALLOWED_TAGS | {"address", "section", "tfoot"}) - {"acronym", "bdo", "rtc", "area", "map"}
)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items() if tag in TAGS}

#: What HTML allows no more than XML does: controls, non-characters, U+FFFD (a decoding's scar).
_UNCARRIABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)


@lru_cache(maxsize=256)
def _cleaner(base_url: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes=set(_SCHEMES),
        url_relative=("rewrite_with_base", base_url),
    )


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
        UnicodeEncodeError: ``html`` holds a lone surrogate.

    Example:
        >>> sanitise('<p onclick="x()">Xem <a href="/tin">tin</a><script>x()</script>', "https://a.vn/")
        '<p>Xem <a href="https://a.vn/tin">tin</a></p>'
    """
    cleaned = _cleaner(base_url).clean(html)
    return _UNCARRIABLE.sub("", cleaned)


_DROPPED = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
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
    spaced = _BREAKS.sub(" ", _DROPPED.sub(" ", html))
    bare = nh3.clean(spaced, tags=set(), attributes={}, clean_content_tags={"script", "style"})
    return _SPACES.sub(" ", _UNCARRIABLE.sub("", unescape(bare))).strip()
