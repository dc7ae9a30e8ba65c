"""What others write as HTML, and as numbers: looked at before it is trusted."""

import re
from collections.abc import Iterator
from typing import Any

from attrs import define
from selectolax.lexbor import LexborHTMLParser

from .._html import plain_text

_BLOCKS = re.compile(r"<(?:p|div|ul|ol|table|h[1-6]|blockquote|figure)\b", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,15}")
#: A description with more HTML than this is the article itself.
_LONGEST_LEAD = 2_000


@define
class Text:
    """A text of a feed and whether it is HTML."""

    value: str
    is_html: bool = False
    #: What its links are relative to, where the feed says so.
    base: str | None = None

    @property
    def plain(self) -> str:
        """The text without markup, white space at its ends gone."""
        if not self.is_html:
            return self.value.strip()
        return plain_text(self.value)


def images_in(html: str) -> Iterator[dict[str, Any]]:
    """The pictures in a fragment of HTML, without the one-pixel ones that count readers."""
    if not _PICTURE.search(html):
        return
    for node in LexborHTMLParser(html).css("img"):
        told = node.attributes
        width, height = whole(told.get("width")), whole(told.get("height"))
        if told.get("src") and (width or 2) > 1 and (height or 2) > 1:
            # A width in a feed is that of the thumbnail's box, not of the picture.
            yield {"url": told["src"], "alt": told.get("alt") or None}


def is_body(html: str) -> bool:
    """Whether a description is more than a lead: several blocks, or very long."""
    return len(_BLOCKS.findall(html)) > 1 or len(html) > _LONGEST_LEAD


def whole(text: object) -> int | None:
    """A whole number of 0 or more from what a feed writes for one; None for anything else."""
    if isinstance(text, bool):
        return None
    if isinstance(text, int):
        return text if text >= 0 else None
    return int(text) if isinstance(text, str) and _DIGITS.fullmatch(text.strip()) else None
