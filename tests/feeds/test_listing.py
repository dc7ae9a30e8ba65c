from xml.etree import ElementTree as ET

import pytest

from govnews import Organisation, Portal, Section
from govnews.errors import UnknownFormatError
from govnews.feeds import autodiscovery, opml

from ._samples import PORTAL


def test_opml_lists_the_portal_and_its_tree() -> None:
    root = ET.fromstring(opml(PORTAL))

    assert root.attrib == {"version": "2.0"}
    assert root.findtext("head/title") == PORTAL.name
    assert root.findtext("head/ownerName") == "UBND tỉnh Sơn La"
    whole, news, economy = root.findall("body/outline")
    assert whole.attrib == {
        "type": "rss",
        "version": "RSS2",
        "text": PORTAL.name,
        "title": PORTAL.name,
        "xmlUrl": "https://sonla.example.vn/feeds/all.rss",
        "htmlUrl": "https://sonla.example.vn/",
        "description": PORTAL.description,
        "language": "vi",
    }
    assert news.attrib["xmlUrl"] == "https://sonla.example.vn/feeds/tin.rss"
    assert [one.attrib["text"] for one in news] == ["Tin văn hoá - xã hội"]
    assert economy.attrib["text"] == "Kinh tế"
    assert opml(PORTAL) == opml(PORTAL)


def test_opml_of_a_deep_tree_of_troublesome_names() -> None:
    sections = [Section(key="s0", title='A & B <"1">', url="https://a.vn/ảnh", language="en")]
    sections += [Section(key=f"s{n}", title=f"{n}", parent=f"s{n - 1}") for n in range(1, 300)]
    portal = Portal(
        name="TT&TT",
        url="https://a.vn/",
        sections=(*sections, Section(key="z", title="Z")),
        publisher=Organisation(name="Sở"),
    )

    first, top, last = ET.fromstring(opml(portal)).findall("body/outline")

    assert top.attrib["text"] == 'A & B <"1">'
    assert top.attrib["htmlUrl"] == "https://a.vn/%E1%BA%A3nh"
    assert top.attrib["language"] == "en"
    assert (first.attrib["text"], last.attrib["text"]) == ("TT&TT", "Z")
    depth = 0
    while len(top):
        (top,) = top
        depth += 1
    assert depth == 299


def test_autodiscovery_names_the_pages_own_feeds_first() -> None:
    assert autodiscovery(PORTAL, "van-hoa").splitlines() == [
        f'<link rel="alternate" type="{media_type}" title="{title} ({name})" '
        f'href="https://sonla.example.vn/feeds/{key}.{kind}">'
        for title, key in (
            (f"Tin văn hoá - xã hội - {PORTAL.name}", "van-hoa"),
            (PORTAL.name, "all"),
        )
        for kind, media_type, name in (
            ("rss", "application/rss+xml", "RSS"),
            ("atom", "application/atom+xml", "Atom"),
            ("json", "application/feed+json", "JSON Feed"),
        )
    ]


def test_autodiscovery_is_escaped_and_names_unknown_sections() -> None:
    portal = Portal(name='"><script>', url="https://a.vn/", feed_path="f?a={name}&b={format}")

    tags = autodiscovery(portal)

    assert "<script" not in tags
    assert "f?a=all&amp;b=rss" in tags
    with pytest.raises(UnknownFormatError, match="unknown section 'x'"):
        autodiscovery(portal, "x")
