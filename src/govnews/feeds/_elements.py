"""Elements and keys of users' own in feeds: the hook, and one add-on made with it."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, Protocol

from attrs import field, frozen

from ..model._laws import aware, not_negative, optional, web_url
from . import _markup as markup

#: The formats a feed can be rendered in.
Format = Literal["rss", "atom", "json"]
#: The formats that are XML.
XmlFormat = Literal["rss", "atom"]

#: Prefixes that every feed of a format declares in its head.
_DECLARED: dict[XmlFormat, dict[str, str]] = {
    "rss": {
        markup.ATOM: "atom:",
        markup.CONTENT: "content:",
        markup.DC: "dc:",
        markup.MEDIA: "media:",
    },
    "atom": {markup.ATOM: "", markup.DC: "dc:", markup.MEDIA: "media:"},
}
#: Prefixes that people know these namespaces by; others are numbered.
_FAMILIAR = {
    markup.THREADING: "thr",
    markup.SLASH: "slash",
    "http://www.georss.org/georss": "georss",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "https://podcastindex.org/namespace/1.0": "podcast",
}


#: Bound to its prefix everywhere: Namespaces in XML 1.0, section 3.
_XML = "http://www.w3.org/XML/1998/namespace"
_XMLNS = "http://www.w3.org/2000/xmlns/"
#: An absolute URI (RFC 3986, section 4.3), with a fragment or without.
_NAMESPACE = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+"
    r"(?:#[A-Za-z0-9\-._~:/?@!$&'()*+,;=]*)?"
).fullmatch
#: Namespaces in XML 1.0, section 4: a Name of XML 1.0 (fifth edition) without colons.
_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL_NAME = re.compile(f"[{_START}][-.0-9\xb7\u0300-\u036f\u203f-\u2040{_START}]*").fullmatch


def _pairs(
    given: Mapping[str, str] | tuple[tuple[str, str], ...],
) -> tuple[tuple[str, str], ...]:
    return tuple(given.items()) if isinstance(given, Mapping) else given


@frozen
class Element:
    """One element that a user's class adds to its entry.

    Example:
        >>> point = Element("{http://www.georss.org/georss}point", "21.32 103.91")
        >>> point.markup("rss")
        '<georss:point xmlns:georss="http://www.georss.org/georss">21.32 103.91</georss:point>'
    """

    #: Name in Clark's notation, ``{namespace}local``. RSS's own names have no namespace.
    name: str
    #: Character data before the children.
    text: str = ""
    #: Attributes by name, in Clark's notation where they have a namespace.
    attributes: tuple[tuple[str, str], ...] = field(
        default=(),
        converter=_pairs,
    )
    #: Child elements.
    children: tuple["Element", ...] = ()

    def markup(self, kind: XmlFormat) -> str:
        """The element as XML, to stand in an entry of a feed of that format.

        Namespaces that the feed's head does not declare are declared on the element.

        Raises:
            ValueError: A name has no namespace where the format asks for one, or is no name.
        """
        return _markup(self, dict(_DECLARED[kind]), kind)


def _split(name: str) -> tuple[str, str]:
    namespace, brace, local = name.rpartition("}")
    if brace and not namespace.startswith("{"):
        raise ValueError(f"{name!r} is not a name in Clark's notation")
    if not _LOCAL_NAME(local):
        raise ValueError(f"{name!r} has no valid local name")
    space = namespace[1:]
    if space and (not _NAMESPACE(space) or space == _XMLNS):
        raise ValueError(f"{name!r} has no valid namespace")
    return space, local


def _markup(element: Element, known: dict[str, str], kind: XmlFormat) -> str:
    added: dict[str, str] = {}

    def prefix(namespace: str, *, always: bool = False) -> str:
        if namespace == _XML:
            return "xml:"
        found = known.get(namespace)
        if found or (found == "" and not always):
            return found
        name = _FAMILIAR.get(namespace) or f"n{len(known) - len(_DECLARED[kind]) + 1}"
        known[namespace] = added[namespace] = f"{name}:"
        return f"{name}:"

    namespace, local = _split(element.name)
    if not namespace and kind == "atom":
        raise ValueError(f"element {element.name!r} needs a namespace in Atom")
    tag = (prefix(namespace) if namespace else "") + local
    attributes = ""
    names = [name for name, _ in element.attributes]
    for name, value in element.attributes:
        space, local = _split(name)
        if names.count(name) > 1:
            raise ValueError(f"element {element.name!r} has attribute {name!r} twice")
        if name == "xmlns":
            raise ValueError("'xmlns' declares a namespace, it is no attribute")
        qualified = (prefix(space, always=True) if space else "") + local
        attributes += f' {qualified}="{markup.attribute(value)}"'
    declared = "".join(
        f' xmlns:{short[:-1]}="{markup.attribute(long)}"' for long, short in added.items()
    )
    inner = markup.text(element.text) + "".join(
        _markup(child, dict(known), kind) for child in element.children
    )
    return (
        f"<{tag}{declared}{attributes}>{inner}</{tag}>"
        if inner
        else f"<{tag}{declared}{attributes}/>"
    )


class FeedElements(Protocol):
    """What an article's subclass, or the class of one of its extensions, may offer.

    A class that has this method adds elements to every entry made of it. The method must
    depend on the value alone.
    """

    def feed_elements(self, kind: XmlFormat) -> Iterable[Element]:
        """The elements to add to the entry in RSS or Atom."""
        ...


class FeedKeys(Protocol):
    """What an article's subclass or extension may offer to JSON Feed.

    JSON Feed 1.1, "Extensions": names begin with an underscore; a missing one is added.
    """

    def feed_keys(self) -> Mapping[str, Any]:
        """The keys to add to the item, with values that JSON can carry."""
        ...


def _has_hook(kind: Any, name: str) -> bool:
    return getattr(kind, name, None) is not None


#: Whether a class has a hook of a name; every entry asks, so answers are kept.
has_hook: Callable[[Any, str], bool] = lru_cache(maxsize=512)(_has_hook)


@frozen
class Replies:
    """How many replies (bình luận) an article has: RFC 4685, and ``slash:comments`` in RSS.

    Raises:
        ModelError: A field breaks a law; it names the field and shows the value.

    Example:
        >>> from govnews.model import Extensions
        >>> Extensions.of(Replies(3, "https://example.vn/a#y-kien")).get(Replies).count
        3
    """

    #: The number of replies.
    count: int = field(validator=not_negative)
    #: Address where they are read.
    url: str = field(validator=web_url)
    #: When the newest was written; aware.
    updated_at: datetime | None = field(default=None, validator=optional(aware))

    def feed_elements(self, kind: XmlFormat) -> Iterable[Element]:
        """A ``replies`` link and the total; in RSS ``comments`` and ``slash:comments``."""
        address = markup.uri(self.url)
        if kind == "rss":
            yield Element("comments", address)
            yield Element(f"{{{markup.SLASH}}}comments", str(self.count))
            return
        attributes = {
            "rel": "replies",
            "href": address,
            f"{{{markup.THREADING}}}count": str(self.count),
        }
        if self.updated_at is not None:
            attributes[f"{{{markup.THREADING}}}updated"] = self.updated_at.isoformat()
        yield Element(f"{{{markup.ATOM}}}link", attributes=attributes)
        yield Element(f"{{{markup.THREADING}}}total", str(self.count))

    def feed_keys(self) -> Mapping[str, Any]:
        """The count and address under one key."""
        return {"_replies": {"count": self.count, "url": self.url}}
