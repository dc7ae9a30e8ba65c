"""The documents that feedgen and we make together: valid, the same everywhere, faultless."""

import locale
import os
import shutil
import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
import pytest
from hypothesis import given, strategies as st
from lxml import etree

from govnews import Article, Organisation, Person, Portal, Related, Section, Source
from govnews.feeds import EntryCache, Feed
from govnews.testing import live_articles, portals
from govnews.testing.feed_document import assert_valid_feed

from ._samples import FULL, HANOI, NOW, PORTAL, article

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "c": "http://purl.org/rss/1.0/modules/content/",
    "d": "http://purl.org/dc/elements/1.1/",
    "m": "http://search.yahoo.com/mrss/",
}
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def rss(*articles: Article, portal: Portal = PORTAL) -> ET.Element:
    return ET.fromstring(Feed(portal, articles, now=NOW, cache=EntryCache()).render("rss"))


def atom(*articles: Article, portal: Portal = PORTAL) -> ET.Element:
    return ET.fromstring(Feed(portal, articles, now=NOW, cache=EntryCache()).render("atom"))


def item(one: Article) -> ET.Element:
    found = rss(one).find("channel/item")
    assert found is not None
    return found


def entry(one: Article) -> ET.Element:
    found = atom(one).find("a:entry", NS)
    assert found is not None
    return found


# Valid, whatever the articles.


@given(portals(), st.lists(live_articles(NOW), max_size=3, unique_by=lambda one: one.uri))
def test_every_document_keeps_the_rules(portal: Portal, rows: list[Article]) -> None:
    feed = Feed(portal, rows, now=NOW, cache=EntryCache())

    assert_valid_feed(feed.render("rss"))
    assert_valid_feed(feed.render("atom"))
    GRAMMAR.assertValid(etree.fromstring(feed.render("atom")))
    assert feed.errors == ()


def test_tombstones_and_archives_keep_the_grammar_of_atom() -> None:
    feed = Feed(PORTAL, [FULL, article(1, status="withdrawn")], now=NOW)

    GRAMMAR.assertValid(etree.fromstring(feed.render("atom")))
    with pytest.raises(etree.DocumentInvalid):
        GRAMMAR.assertValid(etree.fromstring(feed.render("atom").replace(b"term=", b"x=")))


@given(st.lists(live_articles(NOW), min_size=1, max_size=3, unique_by=lambda one: one.uri))
def test_two_readers_find_the_entries(rows: list[Article]) -> None:
    feed = Feed(PORTAL, rows, now=NOW, cache=EntryCache())
    for kind in ("rss", "atom"):
        data = feed.render(kind)
        slow, fast = feedparser.parse(data), fastfeedparser.parse(data)
        assert not slow.bozo
        assert [one.id for one in slow.entries] == [one.uri for one in feed.articles]
        assert [one.id for one in fast.entries] == [one.uri for one in feed.articles]
        for ours, one in zip(feed.articles, slow.entries, strict=True):
            assert one.get("link") in {ours.url, None, ours.uri}


# The faults of feedgen 1.0, each by what our documents say instead.


def test_1_atom_links_keep_their_attributes() -> None:
    links = entry(FULL).findall("a:link", NS)

    assert [link.attrib for link in links] == [
        {"rel": "alternate", "type": "text/html", "href": FULL.url},
        {
            "rel": "enclosure",
            "type": "application/pdf",
            "href": "https://sonla.example.vn/kh-173.pdf",
            "length": "52000",
            "title": "Kế hoạch 173",
        },
        {
            "rel": "enclosure",
            "type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "href": "https://sonla.example.vn/phu-luc.docx",
        },
        {
            "rel": "enclosure",
            "type": "image/jpeg",
            "href": "https://sonla.example.vn/anh/173.jpg",
            "title": "Buổi làm việc tại Sở",
        },
        {"rel": "via", "href": "https://chinhphu.example.vn/1"},
    ]


def test_2_the_locale_is_never_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def spy(*_: object) -> str:
        raise AssertionError("locale.setlocale was called")

    monkeypatch.setattr(locale, "setlocale", spy)
    feed = Feed(PORTAL, [FULL, article(1, status="withdrawn")], now=NOW, cache=EntryCache())
    for kind in ("rss", "atom", "json"):
        feed.render(kind)


def test_3_authors_need_no_mail_address() -> None:
    one = article(authors=(Person(name="An", email="an@a.vn"), Person(name="Bình & Cường")))

    assert [e.text for e in item(one).findall("d:creator", NS)] == ["An", "Bình & Cường"]
    assert item(one).find("author") is None
    assert [e.text for e in entry(one).findall("a:author/a:name", NS)] == ["An", "Bình & Cường"]
    assert entry(one).findtext("a:author/a:email", None, NS) == "an@a.vn"


def test_4_the_channel_links_to_the_portals_page() -> None:
    section = PORTAL.sections[0]
    page = Section(key="tin", title="Tin tức", url="https://sonla.example.vn/tin")
    portal = Portal(name="P", url="https://sonla.example.vn/", sections=(page,))

    assert rss().findtext("channel/link") == PORTAL.url
    feed = Feed(portal, [], section="tin")
    assert ET.fromstring(feed.render("rss")).findtext("channel/link") == page.url
    assert section.url is None


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_5_the_moment_of_rendering_is_never_printed(kind: str) -> None:
    early = Feed(PORTAL, [FULL], now=NOW, cache=EntryCache())
    late = Feed(PORTAL, [FULL], now=NOW + timedelta(days=1000), cache=EntryCache())

    assert early.render(kind) == late.render(kind)
    assert b"2026" not in early.render(kind)


def test_6_an_entry_without_changes_was_updated_when_it_was_published() -> None:
    one = article(published_at=datetime(2017, 2, 15, tzinfo=UTC))

    assert entry(one).findtext("a:updated", None, NS) == "2017-02-15T07:00:00+07:00"
    assert atom(one).findtext("a:updated", None, NS) == "2017-02-15T07:00:00+07:00"


def test_7_hubs_and_pages_are_linked_in_rss_too() -> None:
    links = rss().findall("channel/a:link", NS)

    assert [(link.get("rel"), link.get("href")) for link in links] == [
        ("self", "https://sonla.example.vn/feeds/all.rss"),
        ("hub", "https://hub.example.vn/"),
    ]


def test_8_the_type_of_content_is_html() -> None:
    content = entry(FULL).find("a:content", NS)

    assert content is not None
    assert content.attrib == {"type": "html"}


def test_9_a_control_character_costs_one_entry() -> None:
    bad = article(1)
    object.__setattr__(bad, "lead", "a\x0bb")
    feed = Feed(PORTAL, [bad, article(2)], now=NOW, cache=EntryCache())

    assert len(feedparser.parse(feed.render("rss")).entries) == 1
    assert str(feed.errors[0]) == f"article 0 ({bad.uri}): lead holds a character XML cannot carry"


def test_10_every_file_is_kept() -> None:
    media = item(FULL).findall("m:content", NS)

    assert len(item(FULL).findall("enclosure")) == 1
    assert [one.get("url") for one in media] == [
        "https://sonla.example.vn/kh-173.pdf",
        "https://sonla.example.vn/phu-luc.docx",
        "https://sonla.example.vn/anh/173.jpg",
    ]


def test_11_an_unknown_length_is_zero_or_not_said() -> None:
    one = article(attachments=FULL.attachments[1:])
    enclosure = item(one).find("enclosure")
    link = entry(one).find("a:link[@rel='enclosure']", NS)

    assert enclosure is not None
    assert link is not None
    assert enclosure.get("length") == "0"
    assert "length" not in link.attrib


def test_12_and_13_nothing_that_feedgen_writes_wrongly_is_written() -> None:
    data = Feed(PORTAL, [FULL], now=NOW).render("rss")

    for name in (b"textInput", b"sy:", b"None", b"skipHours", b"cloud"):
        assert name not in data


def test_14_pictures_are_told_of_in_full_without_a_group() -> None:
    for found in (item(FULL), entry(FULL)):
        picture = found.findall("m:content", NS)[-1]
        assert picture.attrib == {
            "url": "https://sonla.example.vn/anh/173.jpg",
            "type": "image/jpeg",
            "medium": "image",
            "width": "800",
            "height": "600",
        }
        assert picture.findtext("m:title", None, NS) == "Năm người quanh bàn"
        assert picture.findtext("m:description", None, NS) == "Buổi làm việc tại Sở"
        assert picture.findtext("m:credit", None, NS) == "Cổng TTĐT"
        assert found.find("m:group", NS) is None


def test_15_the_channels_picture_is_that_of_the_channel() -> None:
    image = rss().find("channel/image")

    assert image is not None
    assert {child.tag: child.text for child in image} == {
        "url": "https://sonla.example.vn/logo.png",
        "title": PORTAL.name,
        "link": PORTAL.url,
    }


@pytest.mark.parametrize("logo", ["https://a.vn/logo.svg", "https://a.vn/logo"])
def test_a_logo_of_another_kind_is_no_channel_picture(logo: str) -> None:
    portal = Portal(name="A", url="https://a.vn/", logo=logo)

    assert rss(portal=portal).find("channel/image") is None
    assert atom(portal=portal).findtext("a:logo", None, NS) == logo


@pytest.mark.parametrize(
    ("email", "editor"),
    [("toa-soan@a.vn", "toa-soan@a.vn (Sở [A])"), ("toa soan@a.vn", None), ("@", None)],
)
def test_only_a_mail_address_is_one(email: str, editor: str | None) -> None:
    portal = Portal(
        name="A", url="https://a.vn/", publisher=Organisation(name="Sở (A)", email=email)
    )

    assert rss(portal=portal).findtext("channel/managingEditor") == editor
    written = email if editor else None
    assert atom(portal=portal).findtext("a:author/a:email", None, NS) == written
    one = article(authors=(Person(name="An", email=email),))
    assert entry(one).findtext("a:author/a:email", None, NS) == written


def test_16_the_newest_comes_first() -> None:
    rows = [article(n) for n in (2, 3, 1)]

    assert [e.text for e in rss(*rows).findall("channel/item/title")] == [
        "Tin số 3",
        "Tin số 2",
        "Tin số 1",
    ]


def test_18_rights_are_kept_in_both() -> None:
    assert item(FULL).findtext("d:rights", None, NS) == "© Sơn La"
    assert entry(FULL).findtext("a:rights", None, NS) == "© Sơn La"
    assert rss().findtext("channel/copyright") == PORTAL.rights
    assert rss().findtext("channel/managingEditor") == "cong@sonla.example.vn (UBND tỉnh Sơn La)"


def test_19_relations_may_be_uris() -> None:
    one = article(
        related=(
            Related(uri="https://a.vn/en", rel="translation", language="en", title="In English"),
            Related(uri="https://a.vn/1", rel="https://schema.org/isBasedOn"),
            Related(uri="https://a.vn/2", rel="self"),
            Related(uri="tag:a.vn,2017:1", rel="via"),
        )
    )
    expected = [
        {"rel": "related", "href": "https://a.vn/en", "hreflang": "en", "title": "In English"},
        {"rel": "https://schema.org/isBasedOn", "href": "https://a.vn/1"},
        {"rel": "related", "href": "https://a.vn/2"},
        {"rel": "via", "href": "tag:a.vn,2017:1"},
    ]

    assert [link.attrib for link in entry(one).findall("a:link", NS)] == expected
    assert [link.attrib for link in item(one).findall("a:link", NS)] == expected


def test_20_and_21_values_are_taken_as_they_are() -> None:
    before = repr(FULL)

    rss(FULL)
    atom(FULL)

    assert repr(FULL) == before


@pytest.mark.parametrize(
    ("uri", "url", "permanent"),
    [
        ("https://a.vn/1", "https://a.vn/1", "true"),
        ("https://a.vn/ả", "https://a.vn/ả", "true"),
        ("https://a.vn/1", "https://a.vn/2", "false"),
        ("https://a.vn/1", None, "false"),
        ("tag:a.vn,2017:1", "https://a.vn/1", "false"),
    ],
)
def test_22_a_guid_is_a_permalink_when_it_is_the_pages_address(
    uri: str, url: str | None, permanent: str
) -> None:
    guid = item(article(uri=uri, url=url)).find("guid")

    assert guid is not None
    assert guid.get("isPermaLink") == permanent


def test_23_what_feedgen_has_no_words_for() -> None:
    feed = Feed(PORTAL, [FULL], now=NOW, stylesheet="/kiểu.css?a=1&b=2")
    for kind in ("rss", "atom"):
        start = feed.render(kind).split(b"\n")
        assert start[1] == (
            b'<?xml-stylesheet type="text/css" href="/ki%E1%BB%83u.css?a=1&amp;b=2"?>'
        )
        assert_valid_feed(feed.render(kind))
    portal = Portal(name="A &amp; B", url="https://a.vn/", rights="<i>x</i>", description="&lt;")
    for name in ("title", "rights", "subtitle"):
        element = atom(portal=portal).find(f"a:{name}", NS)
        assert element is not None
        assert element.get("type") == "html"
    assert atom(portal=portal).findtext("a:title", None, NS) == "A &amp;amp; B"


def test_25_a_plain_lead_is_shown_and_not_read_as_html() -> None:
    one = article(lead="TT&TT <b>đậm</b>", headline="R&D <b>")

    assert item(one).findtext("description") == "TT&amp;TT &lt;b&gt;đậm&lt;/b&gt;"
    assert item(one).findtext("title") == "R&D <b>"
    summary = entry(one).find("a:summary", NS)
    assert summary is not None
    assert (summary.get("type"), summary.text) == ("html", "TT&amp;TT &lt;b&gt;đậm&lt;/b&gt;")


# What the formats ask for beyond that.


def test_an_entry_says_what_it_is_taken_from() -> None:
    source = entry(FULL).find("a:source", NS)
    named = article(source=Source(name="Báo Sơn La & bạn"))

    assert source is not None
    assert source.findtext("a:id", None, NS) == "https://chinhphu.example.vn/"
    assert source.findtext("a:title", None, NS) == "Cổng TTĐT Chính phủ"
    rss_source = item(FULL).find("source")
    assert rss_source is not None
    assert (rss_source.get("url"), rss_source.text) == (
        "https://chinhphu.example.vn/",
        "Cổng TTĐT Chính phủ",
    )
    for found in (item(named), entry(named)):
        assert found.findtext("d:source", None, NS) == "Báo Sơn La & bạn"


@pytest.mark.parametrize("item_uri", ["173", "số 1: x", ":x", "https://a vn"])
def test_an_identity_that_is_no_uri_is_not_linked(item_uri: str) -> None:
    one = article(source=Source(name="Báo", item_uri=item_uri))

    assert entry(one).find("a:link", NS) is None
    assert item(one).find("a:link", NS) is None


def test_people_with_other_parts_are_contributors() -> None:
    one = article(
        authors=(
            Person(name="An", role="photographer"),
            Organisation(name="Sở", url="https://a.vn/"),
        )
    )

    assert [e.text for e in entry(one).findall("a:contributor/a:name", NS)] == ["An"]
    assert [e.text for e in entry(one).findall("a:author/a:name", NS)] == ["Sở"]
    assert [e.text for e in item(one).findall("d:contributor", NS)] == ["An"]
    only = article(authors=(Person(name="Ban Biên tập", role="editor"),))
    assert entry(only).findtext("a:author/a:name", None, NS) == "Ban Biên tập"


def test_the_byline_names_the_author_when_nothing_else_does() -> None:
    assert item(article(byline="Tin: Sở TT&TT")).findtext("d:creator", None, NS) == "Tin: Sở TT&TT"
    assert item(article(byline=" ")).find("d:creator", NS) is None


def test_sections_and_tags_are_categories() -> None:
    one = article(section="van-hoa", sections=("tin", "van-hoa", "la"), tags=("a<b",))

    assert [(e.text, e.get("domain")) for e in item(one).findall("category")] == [
        ("Tin văn hoá - xã hội", PORTAL.url),
        ("Tin tức", PORTAL.url),
        ("la", PORTAL.url),
        ("a<b", None),
    ]
    assert [e.attrib for e in entry(one).findall("a:category", NS)] == [
        {"term": "van-hoa", "scheme": PORTAL.url, "label": "Tin văn hoá - xã hội"},
        {"term": "tin", "scheme": PORTAL.url, "label": "Tin tức"},
        {"term": "la", "scheme": PORTAL.url, "label": "la"},
        {"term": "a<b"},
    ]


def test_a_language_of_its_own_is_said() -> None:
    one = article(language="lo")

    assert item(one).findtext("d:language", None, NS) == "lo"
    assert entry(one).get("{http://www.w3.org/XML/1998/namespace}lang") == "lo"
    assert item(article()).find("d:language", NS) is None


def test_a_plain_body_is_html_in_feeds() -> None:
    one = article(body="Một < hai\n\nBa", body_type="plain")

    assert item(one).findtext("c:encoded", None, NS) == "<p>Một &lt; hai</p><p>Ba</p>"
    assert entry(one).findtext("a:content", None, NS) == "<p>Một &lt; hai</p><p>Ba</p>"


def test_an_entry_always_has_a_text_besides_its_title() -> None:
    page, script = "https://a.vn/1", "<script></script>"

    def content(**fields: Any) -> str | None:
        return entry(article(**fields)).findtext("a:content", None, NS)

    assert content(lead="Sapô") == "Sapô"
    assert content(headline="Đầu") == "Đầu"
    assert content(headline="Đầu", url=page, body=script) == "Đầu"
    assert content(lead="Sapô", url=page, body=script) is None
    assert content(lead="Sapô", url=page, body="<p>x</p>") == "<p>x</p>"


def test_a_body_that_holds_the_end_of_a_cdata_section_is_carried() -> None:
    for body_type in ("html", "plain"):
        body = "<p>]]&gt; ]]></p>" if body_type == "html" else "]]>"
        one = article(body=body, body_type=body_type)
        text = item(one).findtext("c:encoded", None, NS)
        assert text is not None
        assert "]]&gt;" in text
        assert "]]>" not in text


# The same bytes everywhere.

SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from datetime import datetime, timezone
from tests.feeds._samples import FULL, PORTAL, article
from govnews.feeds import Feed, archive, opml
import hashlib
rows = [FULL, *(article(n, tags=("a", "b", "c")) for n in range(20))]
feed = Feed(PORTAL, rows)
parts = [feed.render(kind) for kind in ("rss", "atom", "json")]
parts += [feed.compress("rss"), feed.etag("atom").encode(), opml(PORTAL)]
parts += [data for _, data in archive(PORTAL, rows, 5)]
print(hashlib.sha256(b"".join(parts)).hexdigest())
"""


def test_two_processes_of_different_worlds_write_the_same_bytes() -> None:
    root = Path(__file__).parents[2]
    prints = set()
    for zone, language, seed in (("UTC", "C", "0"), ("America/New_York", "C.UTF-8", "12345")):
        world = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed}
        world["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(root)],
            env=world,
            cwd=root,
            capture_output=True,
            check=True,
            timeout=60,
        )
        prints.add(done.stdout)
    assert len(prints) == 1


@pytest.fixture
def vietnamese_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The application's locale: Vietnamese, made for the test when it is not installed."""
    name = "vi_VN.UTF-8"
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        maker = shutil.which("localedef")
        if maker is None:
            pytest.skip(f"the locale {name} is not installed")
        made = [maker, "--no-archive", "-i", "vi_VN", "-f", "UTF-8", str(tmp_path / name)]
        subprocess.run(made, check=False, capture_output=True)
        monkeypatch.setenv("LOCPATH", str(tmp_path))
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            pytest.skip(f"the locale {name} is not installed")
    yield name
    locale.setlocale(locale.LC_ALL, before)


def test_four_threads_leave_the_applications_locale_alone(vietnamese_locale: str) -> None:
    wrong: list[str] = []
    stop = threading.Event()
    expected = Feed(PORTAL, [FULL], now=NOW).render("rss")

    def render() -> None:
        for _ in range(40):
            feed: Feed[Any] = Feed(PORTAL, [FULL], now=NOW, cache=EntryCache())
            if feed.render("rss") != expected:
                wrong.append("other bytes")

    def watch() -> None:
        while not stop.is_set():
            if locale.setlocale(locale.LC_ALL) != vietnamese_locale:
                wrong.append("other locale")

    threads = [threading.Thread(target=render) for _ in range(4)]
    watcher = threading.Thread(target=watch)
    watcher.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    watcher.join()
    assert wrong == []
    assert datetime(2017, 2, 15, tzinfo=HANOI).strftime("%A") == "Thứ tư"


def test_dates_of_any_zone_are_those_of_the_portal() -> None:
    zones = [UTC, HANOI, timezone(timedelta(hours=-3, minutes=-30))]
    at = datetime(2017, 2, 15, 17, 0, 0, 250_000, tzinfo=HANOI)

    documents = {
        Feed(PORTAL, [article(published_at=at.astimezone(zone))], cache=EntryCache()).render("atom")
        for zone in zones
    }

    assert len(documents) == 1
    assert b"2017-02-15T17:00:00.250000+07:00" in documents.pop()
