import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import attrs
import feedparser
import pytest
from hypothesis import given, strategies as st
from lxml import etree

from govnews import Article, Extensions
from govnews.errors import ModelError
from govnews.feeds import Element, EntryCache, Feed, Replies
from govnews.testing.feed_document import assert_valid_feed

from ._samples import NOW, PORTAL, article

GEORSS = "{http://www.georss.org/georss}"
NITF = "{urn:example:nitf}"


@attrs.frozen(kw_only=True)
class VideoArticle(Article):
    """A portal's own class."""

    episode: int = 1

    def feed_elements(self, kind: str) -> Iterable[Element]:
        yield Element(f"{NITF}episode", str(self.episode))

    def feed_keys(self) -> Mapping[str, Any]:
        return {"_episode": self.episode}


@attrs.frozen
class Place:
    """An add-on of somebody else's."""

    latitude: float
    longitude: float

    def feed_elements(self, kind: str) -> Iterable[Element]:
        return [Element(f"{GEORSS}point", f"{self.latitude} {self.longitude}")]

    def feed_keys(self) -> Mapping[str, Any]:
        return {"place": {"lat": self.latitude, "lon": self.longitude}}


@attrs.frozen
class Silent:
    """An add-on that says nothing in feeds."""


VIDEO = VideoArticle(
    uri="tag:sonla.example.vn,2017:9",
    headline="Phim",
    published_at=datetime(2017, 2, 15, tzinfo=UTC),
    episode=7,
    extensions=Extensions.of(Place(21.32, 103.91), Silent()),
)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_subclasses_and_extensions_add_elements(kind: str) -> None:
    data = Feed(PORTAL, [VIDEO], now=NOW).render(kind)

    assert_valid_feed(data)
    assert b'<n1:episode xmlns:n1="urn:example:nitf">7</n1:episode>' in data
    assert tuple(feedparser.parse(data).entries[0].where["coordinates"][::-1]) == (21.32, 103.91)


def test_subclasses_and_extensions_add_keys() -> None:
    item = json.loads(Feed(PORTAL, [VIDEO], now=NOW).render("json"))["items"][0]

    assert item["_episode"] == 7
    assert item["_place"] == {"lat": 21.32, "lon": 103.91}


@pytest.mark.parametrize(
    ("element", "rss"),
    [
        (Element("comments", "https://a.vn/"), "<comments>https://a.vn/</comments>"),
        (Element("{http://www.w3.org/2005/Atom}link"), "<atom:link/>"),
        (
            Element("{urn:x}a", "<", {"b": '"', "{urn:x}c": "", "{urn:y}d": "&"}),
            '<n1:a xmlns:n1="urn:x" xmlns:n2="urn:y" b="&quot;" n1:c="" n2:d="&amp;">&lt;</n1:a>',
        ),
        (
            Element("{urn:x}a", children=(Element("{urn:x}b", "1"), Element("{urn:y}c"))),
            '<n1:a xmlns:n1="urn:x"><n1:b>1</n1:b><n2:c xmlns:n2="urn:y"/></n1:a>',
        ),
        (
            Element("{http://purl.org/dc/elements/1.1/}subject", "x"),
            "<dc:subject>x</dc:subject>",
        ),
    ],
)
def test_an_element_is_written_with_its_namespaces(element: Element, rss: str) -> None:
    assert element.markup("rss") == rss


def test_atoms_own_elements_have_no_prefix_in_atom() -> None:
    element = Element("{http://www.w3.org/2005/Atom}link", attributes={"rel": "edit"})

    assert element.markup("atom") == '<link rel="edit"/>'


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("comments", "element 'comments' needs a namespace in Atom"),
        ("urn:x}a", "is not a name in Clark's notation"),
        ("{urn:x}", "has no valid local name"),
        ("{urn:x}a b", "has no valid local name"),
        ("{urn:x}<a>", "has no valid local name"),
        ("{urn:x}-a", "has no valid local name"),
        ("{urn:x}1", "has no valid local name"),
        ("{urn:x}ª", "has no valid local name"),
        ("{urn:x y}a", "has no valid namespace"),
        ("{urn:x%}a", "has no valid namespace"),
        ("{họ}a", "has no valid namespace"),
        ("{http://www.w3.org/2000/xmlns/}a", "has no valid namespace"),
    ],
)
def test_a_name_that_is_none_is_refused(name: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Element(name).markup("atom")


def test_attributes_of_xml_itself_have_its_prefix() -> None:
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    element = Element("{urn:x}a", attributes={lang: "vi"})

    for kind in ("rss", "atom"):
        assert etree.fromstring(element.markup(kind)).attrib == {lang: "vi"}


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ((("a", "1"), ("a", "2")), "element '{urn:x}b' has attribute 'a' twice"),
        ((("xmlns", "urn:y"),), "'xmlns' declares a namespace, it is no attribute"),
    ],
)
def test_attributes_that_xml_does_not_allow_are_refused(
    attributes: tuple[tuple[str, str], ...], message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        Element("{urn:x}b", attributes=attributes).markup("rss")


@given(st.text(max_size=3), st.text(max_size=3))
def test_whatever_is_written_is_well_formed(local: str, space: str) -> None:
    element = Element(f"{{urn:{space}}}{local}", attributes={local: "1"})
    try:
        written = element.markup("rss")
    except ValueError:
        return
    assert etree.fromstring(written).tag == f"{{urn:{space}}}{local}"


@attrs.frozen
class Failing:
    """An add-on with a fault."""

    message: str

    def feed_elements(self, kind: str) -> Iterable[Element]:
        if kind == "atom":
            raise RuntimeError(self.message)
        return [Element("{urn:x}a", self.message)]

    def feed_keys(self) -> Mapping[str, Any]:
        return {"x": {1, 2}}


def test_an_add_on_that_fails_costs_only_its_article() -> None:
    bad = article(1, extensions=Extensions.of(Failing("hỏng")))
    feed = Feed(PORTAL, [bad, article(2)], now=NOW, cache=EntryCache())

    assert [e.id for e in feedparser.parse(feed.render("atom")).entries] == [article(2).uri]
    assert [str(error) for error in feed.errors] == [f"article 0 ({bad.uri}): RuntimeError('hỏng')"]
    assert feed.render("json").count(b'"id"') == 1
    assert len(feedparser.parse(feed.render("rss")).entries) == 2
    assert len(feed.errors) == 2


def test_an_add_on_cannot_smuggle_in_what_xml_cannot_carry() -> None:
    bad = article(1, extensions=Extensions.of(Failing("\x00")))
    feed = Feed(PORTAL, [bad, article(2)], now=NOW, cache=EntryCache())

    assert len(feedparser.parse(feed.render("rss")).entries) == 1
    (error,) = feed.errors
    assert (error.index, error.reason) == (0, "holds a character XML cannot carry")


REPLIED = article(
    1,
    extensions=Extensions.of(
        Replies(3, "https://sonla.example.vn/ý-kiến", datetime(2017, 2, 16, tzinfo=UTC))
    ),
)


def test_replies_are_counted_in_every_format() -> None:
    feed = Feed(
        PORTAL, [REPLIED, article(2, extensions=Extensions.of(Replies(0, "https://a.vn/")))]
    )
    address = "https://sonla.example.vn/%C3%BD-ki%E1%BA%BFn"
    atom, rss = feed.render("atom"), feed.render("rss")

    assert_valid_feed(atom)
    assert_valid_feed(rss)
    links = feedparser.parse(atom).entries[1].links
    (link,) = (one for one in links if one.rel == "replies")
    assert (link.href, link["thr:count"]) == (address, "3")
    assert b"<thr:total" in atom
    assert b'thr:updated="2017-02-16T00:00:00+00:00"' in atom
    entry = feedparser.parse(rss).entries[1]
    assert (entry.comments, entry.slash_comments) == (address, "3")
    item = json.loads(feed.render("json"))["items"][1]
    assert item["_replies"] == {"count": 3, "url": "https://sonla.example.vn/ý-kiến"}


def test_replies_keep_the_laws_of_values() -> None:
    with pytest.raises(ModelError, match="count is not a whole number of 0 or more"):
        Replies(-1, "https://a.vn/")
    with pytest.raises(ModelError, match=r"url is not an absolute http\(s\) URL"):
        Replies(1, "/y-kien")
    with pytest.raises(ModelError, match="updated_at is not a datetime with a time zone"):
        Replies(1, "https://a.vn/", datetime(2017, 2, 15))
