"""Feeds of others: what they say, what they get wrong, what they try."""

import json
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from govnews import ingest
from govnews.errors import MissingExtraError
from govnews.model import Section, Source

HEAD = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/"><channel><title>Cổng A</title>'
    "<link>https://a.example.vn/</link><language>vi</language>"
)
DATE = "<pubDate>Wed, 15 Feb 2017 17:00:00 +0700</pubDate>"
AT = datetime(2017, 2, 15, 10, 0, tzinfo=UTC)


def rss(*items: str) -> str:
    return HEAD + "".join(f"<item>{item}</item>" for item in items) + "</channel></rss>"


def one(item: str, **options: Any) -> Any:
    taken = ingest.read_feed(rss(item), **options)
    (article,) = taken.articles
    return article


def reasons(taken: ingest.Ingested) -> list[str]:
    return [str(error) for error in taken.errors]


def test_every_field_of_rss_is_read() -> None:
    article = one(
        "<title>TT&amp;TT báo cáo</title><link>https://a.example.vn/tin/1</link>"
        '<guid isPermaLink="false">tag:a.example.vn,2017:1</guid>'
        "<dc:creator>Ban Biên tập</dc:creator><dc:contributor>Tổ ảnh</dc:contributor>"
        '<category domain="https://a.example.vn/">Văn hoá</category><category>CNTT</category>'
        "<description>Sở TT&amp;amp;TT &amp;lt;họp&amp;gt;</description>"
        '<content:encoded><![CDATA[<p onclick="x()">Thân <img src="/b.jpg"></p>]]>'
        "</content:encoded>"
        "<atom:updated>2017-02-16T00:00:00+07:00</atom:updated>"
        '<enclosure url="https://a.example.vn/a.pdf" type="application/pdf" length="0"/>'
        '<media:content url="https://a.example.vn/b.jpg" medium="image" type="image/jpeg"'
        ' width="9">'
        "<media:title>Phòng họp</media:title><media:description>Chú thích</media:description>"
        "<media:credit>VNPT</media:credit></media:content>"
        "<dc:rights>Theo nguồn</dc:rights><dc:language>en</dc:language>"
        "<dcterms:valid>end=2018-01-01T00:00:00+07:00</dcterms:valid>"
        '<atom:link rel="related" href="https://a.example.vn/2" title="Tin trước"/>' + DATE
    )
    assert article.uri == "tag:a.example.vn,2017:1"
    assert article.headline == "TT&TT báo cáo"
    assert article.lead == "Sở TT&TT <họp>"
    assert article.body == '<p>Thân <img src="https://a.example.vn/b.jpg"></p>'
    assert article.published_at == AT
    assert article.modified_at == datetime(2017, 2, 15, 17, 0, tzinfo=UTC)
    assert article.expires_at == datetime(2017, 12, 31, 17, 0, tzinfo=UTC)
    assert [(who.name, who.role) for who in article.authors] == [
        ("Ban Biên tập", None),
        ("Tổ ảnh", "contributor"),
    ]
    assert (article.section, article.tags) == ("van-hoa", ("CNTT",))
    assert (article.rights, article.language) == ("Theo nguồn", "en")
    (image,) = article.images
    assert (image.alt, image.caption, image.credit) == ("Phòng họp", "Chú thích", "VNPT")
    assert (image.width, image.height, image.media_type) == (9, None, "image/jpeg")
    (file,) = article.attachments
    assert (file.url, file.length) == ("https://a.example.vn/a.pdf", None)
    assert [link.uri for link in article.related] == ["https://a.example.vn/2"]
    assert article.source == Source(
        name="Cổng A",
        url="https://a.example.vn/",
        item_uri="tag:a.example.vn,2017:1",
        published_at=AT,
    )


def test_atom_tells_sections_by_key_and_withdrawn_entries() -> None:
    taken = ingest.read_feed(
        '<feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>tag:a.example.vn,2017:f</id>'
        '<title>Cổng A</title><link href="https://a.example.vn/"/>'
        '<at:deleted-entry ref="tag:a.example.vn,2017:9" when="2017-02-15T17:00:00Z"/>'
        "<entry><id>tag:a.example.vn,2017:1</id><title>Tin</title>"
        '<category term="vh" scheme="https://a.example.vn" label="Văn hoá"/>'
        '<category term="cntt" label="CNTT"/>'
        '<link rel="via" href="https://b.example.vn/7"/>'
        "<source><title>Cổng B</title><id>tag:b</id>"
        '<link href="https://b.example.vn/"/></source>'
        "<updated>2017-02-15T17:00:00+07:00</updated></entry></feed>"
    )
    (article,) = taken.articles
    assert (article.section, article.tags) == ("vh", ("CNTT",))
    assert taken.sections == (Section(key="vh", title="Văn hoá"),)
    assert taken.withdrawn == ("tag:a.example.vn,2017:9",)
    assert (article.published_at, article.modified_at, article.url) == (AT, None, None)
    assert article.source is not None
    assert (article.source.name, article.source.item_uri) == ("Cổng B", "https://b.example.vn/7")


def test_rss_1_is_read() -> None:
    taken = ingest.read_feed(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://a.example.vn/rss"><title>A</title>'
        "<link>https://a.example.vn/</link></channel>"
        '<item rdf:about="https://a.example.vn/1"><title>Tin</title>'
        "<link>https://a.example.vn/1</link><description>Sapô</description>"
        "<dc:date>2017-02-15T17:00:00+07:00</dc:date><dc:subject>CNTT</dc:subject></item></rdf:RDF>"
    )
    (article,) = taken.articles
    assert (article.uri, article.lead) == ("https://a.example.vn/1", "Sapô")
    assert (article.published_at, article.modified_at, article.tags) == (AT, None, ("CNTT",))
    assert reasons(taken) == []


def test_texts_of_atom_are_read_by_their_types() -> None:
    (article,) = ingest.read_feed(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example.vn/x/">'
        '<title type="html">A &amp;amp; B</title><link href="/"/><entry><id>tag:a,2017:1</id>'
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Tin <b>mới</b></div></title>'
        '<link href="tin/1"/><updated>2017-02-15T17:00:00+07:00</updated>'
        '<summary type="text">a &lt;b&gt; c</summary><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>Thân <a href="2">x</a></p></div></content>'
        "</entry></feed>"
    ).articles
    assert (article.headline, article.lead) == ("Tin mới", "a <b> c")
    assert article.url == "https://a.example.vn/x/tin/1"
    assert article.body == '<p>Thân <a href="https://a.example.vn/x/2">x</a></p>'
    assert article.source is not None
    assert article.source.name == "A & B"


def test_a_podcasts_summary_is_no_body() -> None:
    head = HEAD.replace("<rss ", '<rss xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd" ')
    for text, lead in (("<description>Sapô</description>", "Sapô"), ("", "Tóm tắt")):
        item = f"<itunes:summary>Tóm tắt</itunes:summary>{text}<title>T</title>{DATE}"
        (article,) = ingest.read_feed(f"{head}<item>{item}</item></channel></rss>").articles
        assert (article.lead, article.body) == (lead, None)


def test_json_feed_is_read() -> None:
    taken = ingest.read_feed(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1",
                "title": "Cổng A",
                "home_page_url": "https://a.example.vn/",
                "items": [
                    {
                        "id": 5,
                        "url": "https://a.example.vn/5",
                        "title": "Tin",
                        "content_text": "Thân tin",
                        "summary": "Sapô",
                        "author": {"name": "Ban Biên tập"},
                        "date_published": "2017-02-15T17:00:00+07:00",
                        "tags": ["CNTT", 7],
                        "image": "/anh.jpg",
                        "attachments": [
                            {"url": "https://a.example.vn/a.pdf", "size_in_bytes": 10},
                            "x",
                        ],
                    },
                    "x",
                ],
            }
        ).encode()
    )
    (article,) = taken.articles
    assert article.uri.startswith("urn:uuid:")
    assert (article.headline, article.lead, article.body) == ("Tin", "Sapô", "Thân tin")
    assert (article.body_type, article.tags) == ("plain", ("CNTT",))
    assert [image.url for image in article.images] == ["https://a.example.vn/anh.jpg"]
    assert [file.length for file in article.attachments] == [10]
    assert [author.name for author in article.authors] == ["Ban Biên tập"]
    assert article.source is not None
    assert article.source.item_uri == "5"
    assert reasons(taken) == ["item 1: is no object"]


def test_own_uris_are_stable_and_distinct() -> None:
    relative = "<title>Tin</title><guid>5</guid>" + DATE
    again, other = one(relative), one(relative.replace("5<", "6<"))
    assert again.uri == one(relative).uri
    assert again.uri != other.uri
    assert one("<title>Tin</title><link>https://a.example.vn/t</link>" + DATE).uri == (
        "https://a.example.vn/t"
    )


def test_the_callers_section_and_source_come_first() -> None:
    section = Section(key="tin-tong-hop", title="Tin tổng hợp")
    source = Source(name="Cổng Thông tin điện tử Chính phủ", relation="excerpt")
    item = (
        '<title>Tin</title><category domain="https://a.example.vn/">Văn hoá</category>'
        "<guid>https://a.example.vn/1</guid>" + DATE
    )
    taken = ingest.read_feed(rss(item), section, source=source)
    (article,) = taken.articles
    assert (article.section, article.sections, taken.sections) == ("tin-tong-hop", (), (section,))
    assert article.source is not None
    assert (article.source.name, article.source.relation) == (source.name, "excerpt")
    assert one(item, section="thoi-su").section == "thoi-su"
    named = one(item + '<source url="https://b.example.vn/rss">Cổng B</source>', source=source)
    assert named.source.name == "Cổng B"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wed, 15 Feb 17 10:00 GMT", AT),
        ("Wed, 15 Feb 2017 05:00:00 EST", AT),
        ("Wed, 15 Feb 2017 10:00:00 -0000", AT),
        ("Wed, 15/02/2017 17:00 | GMT +7", AT),
        ("2017-02-15T17:00:00", AT),
        ("Thứ tư, 15/2/2017, 17:00", AT),
    ],
)
def test_dates_of_every_kind(text: str, expected: datetime) -> None:
    taken = ingest.read_feed(
        rss(f"<title>T</title><guid>tag:a,2017:1</guid><pubDate>{text}</pubDate>")
    )
    assert taken.articles[0].published_at == expected
    assert reasons(taken) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2017-02-15", "has no time of day"),
        ("Mon, 15 Feb 2017 17:00:00 +0700", "it says thứ Hai"),
        ("12/13/2017 10:00", "there is no month 13"),
        ("hôm qua", "is no date"),
    ],
)
def test_doubtful_dates_are_named(text: str, reason: str) -> None:
    taken = ingest.read_feed(
        rss(f"<title>T</title><guid>tag:a,2017:1</guid><pubDate>{text}</pubDate>")
    )
    assert taken.errors[0].field == "published_at"
    assert reason in taken.errors[0].reason
    assert len(taken.articles) == 1


def test_an_item_without_a_date_is_a_draft_and_never_dated_anew() -> None:
    article = one("<title>Tin</title>")
    assert (article.status, article.published_at) == ("draft", None)


def test_updated_does_not_fall_back_to_published() -> None:
    assert one("<title>T</title>" + DATE).modified_at is None


def test_author_and_creator_are_one_person() -> None:
    article = one(
        "<title>T</title><author>bbt@a.example.vn (Ban Biên tập)</author>"
        "<dc:creator>Ban Biên tập</dc:creator>" + DATE
    )
    assert [(who.name, who.email) for who in article.authors] == [
        ("Ban Biên tập", "bbt@a.example.vn")
    ]


def test_every_enclosure_is_kept() -> None:
    article = one(
        "<title>T</title>"
        '<enclosure url="/a.pdf" type="application/pdf" length="9"/>'
        '<enclosure url="/b.jpg" type="image/jpeg" length="x"/>' + DATE
    )
    assert [file.url for file in article.attachments] == ["https://a.example.vn/a.pdf"]
    assert [image.url for image in article.images] == ["https://a.example.vn/b.jpg"]


def test_empty_items_are_named_and_left_out() -> None:
    taken = ingest.read_feed(
        rss("<title/><description>No Description</description>", "<title>T</title>" + DATE)
    )
    assert [article.headline for article in taken.articles] == ["T"]
    assert reasons(taken) == ["item 0: headline is missing"]


def test_a_thumbnail_in_the_description_becomes_an_image() -> None:
    article = one(
        "<title>T</title><description>"
        "&lt;a href=x&gt;&lt;img width=130 src=/t.jpg&gt;&lt;/a&gt;&lt;/br&gt;Sapô của tin"
        "&lt;img src=/p.gif width=1 height=1&gt;</description>" + DATE
    )
    assert (article.lead, article.body) == ("Sapô của tin", None)
    assert [image.url for image in article.images] == ["https://a.example.vn/t.jpg"]


def test_a_description_of_several_blocks_is_the_body() -> None:
    article = one(
        "<title>T</title><description>&lt;p&gt;Một&lt;/p&gt;&lt;p&gt;Hai&lt;/p&gt;</description>"
        + DATE
    )
    assert (article.lead, article.body) == (None, "<p>Một</p><p>Hai</p>")


def test_a_picture_in_a_group_has_the_groups_texts() -> None:
    article = one(
        "<title>T</title><media:group>"
        '<media:content url="https://a.example.vn/b.jpg" medium="image"/>'
        '<media:description type="html">TT&amp;amp;TT</media:description></media:group>'
        '<media:thumbnail url="https://a.example.vn/t.jpg"/>' + DATE
    )
    assert [(image.url, image.caption) for image in article.images] == [
        ("https://a.example.vn/b.jpg", "TT&TT")
    ]
    assert (
        one('<title>T</title><media:thumbnail url="https://a.example.vn/t.jpg"/>' + DATE)
        .images[0]
        .url.endswith("t.jpg")
    )


def test_a_field_at_fault_costs_that_field_only() -> None:
    taken = ingest.read_feed(
        rss(
            "<title>T</title><link>javascript:alert(1)</link><guid>tag:a,2017:1</guid>"
            "<dc:language>không rõ</dc:language>"
            '<enclosure url="ftp://a/b.pdf" type="application/pdf"/>' + DATE
        )
    )
    (article,) = taken.articles
    assert (article.url, article.language, article.attachments) == (None, "vi", ())
    assert {error.field for error in taken.errors} == {"url", "language", "attachments.url"}


def test_an_item_that_comes_twice_is_taken_once_in_its_latest_version() -> None:
    old = "<title>Cũ</title><guid>tag:a,2017:1</guid>" + DATE
    new = "<title>Mới</title><guid>tag:a,2017:1</guid>" + DATE.replace("17:00", "18:00")
    taken = ingest.read_feed(rss(old, new))
    assert [article.headline for article in taken.articles] == ["Mới"]
    assert "is left out: the same item" in reasons(taken)[0]
    assert ingest.read_feed(rss(old), known=taken.articles).articles == ()


def test_items_under_one_guid_are_told_apart_by_their_headlines() -> None:
    # Some content systems give every item the same guid.
    items = (f"<title>Tin {n}</title><link>/{n}</link><guid>0</guid>{DATE}" for n in (1, 2))
    taken = ingest.read_feed(rss(*items))
    assert [article.headline for article in taken.articles] == ["Tin 1"]
    assert "the same item as 'Tin 1', but with the headline 'Tin 2'" in reasons(taken)[0]


def test_nfd_and_nfc_are_one_keyword_and_one_person() -> None:
    composed = "<category>Việt Nam</category><dc:creator>Việt Nam</dc:creator>"
    decomposed = composed.replace("ệ", "e\u0323\u0302")
    article = one("<title>T</title><guid>tag:a,2017:1</guid>" + composed + decomposed + DATE)
    assert article.tags == ("Việt Nam",)
    assert [person.name for person in article.authors] == ["Việt Nam"]


def test_nfd_and_nfc_are_one_headline() -> None:
    text = "<title>Việt Nam</title><guid>tag:a,2017:{}</guid>" + DATE
    decomposed = text.replace("ệ", "e\u0323\u0302")
    assert len(ingest.read_feed(rss(text.format(1), decomposed.format(2))).articles) == 1


def test_a_feed_without_a_title_is_named_by_its_host() -> None:
    item = "<item><title>T</title><link>{}</link>" + DATE + "</item>"
    feed = f"<rss version='2.0'><channel>{item}</channel></rss>"
    names = [
        ingest.read_feed(feed.format(link)).articles[0].source
        for link in ("https://www.b.example.vn/1", "https://[/1")
    ]
    assert [source and source.name for source in names] == ["b.example.vn", "unknown"]


def test_links_without_a_base_lose_their_address() -> None:
    feed = (
        "<rss version='2.0'><channel><title>T</title><item><title>T</title>"
        "<description>&lt;p&gt;a&lt;/p&gt;&lt;p&gt;&lt;a href=x&gt;b&lt;/a&gt;&lt;/p&gt;"
        f"</description>{DATE}</item></channel></rss>"
    )
    assert ingest.read_feed(feed).articles[0].body == "<p>a</p><p><a>b</a></p>"
    (article,) = ingest.read_feed(feed, url="https://b.example.vn/rss/").articles
    assert article.body == '<p>a</p><p><a href="https://b.example.vn/rss/x">b</a></p>'


def test_links_are_relative_to_the_items_own_page() -> None:
    article = one(
        "<title>T</title><link>/tin/1</link>"
        "<content:encoded>&lt;a href=2&gt;b&lt;/a&gt;</content:encoded>" + DATE
    )
    assert article.url == "https://a.example.vn/tin/1"
    assert article.body == '<a href="https://a.example.vn/tin/2">b</a>'


@pytest.mark.parametrize("url", [None, "https://a.example.vn/feed"])
@pytest.mark.parametrize("element", ["content", "summary"])
@pytest.mark.parametrize(
    ("base", "src"),
    [("", "https://b.example.vn/x/1.jpg"), (' xml:base="/anh/"', "https://b.example.vn/anh/1.jpg")],
)
def test_links_are_relative_to_what_xml_base_says(
    url: str | None, element: str, base: str, src: str
) -> None:
    (article,) = ingest.read_feed(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example.vn/x/">'
        "<title>A</title><entry><id>tag:b,2017:1</id><title>T</title>"
        f'<link href="https://a.example.vn/tin/1"/><{element} type="html"{base}>'
        '&lt;p&gt;a&lt;/p&gt;&lt;p&gt;&lt;img src="1.jpg"&gt;&lt;/p&gt;'
        f"</{element}></entry></feed>",
        url=url,
    ).articles
    assert article.body == f'<p>a</p><p><img src="{src}"></p>'


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/tin|1?a={b}", "https://a.example.vn/tin%7C1?a=%7Bb%7D"),
        (r"\Portals\0\tin 1.aspx?p=a\b", "https://a.example.vn/Portals/0/tin%201.aspx?p=a%5Cb"),
        ("/tin\N{NO-BREAK SPACE}1", "https://a.example.vn/tin%C2%A01"),
    ],
)
def test_what_addresses_may_not_hold_is_escaped(link: str, url: str) -> None:
    article = one(f"<title>T</title><link>{link}</link>{DATE}")
    assert (article.url, article.uri) == (url, url)


def test_a_link_that_is_no_address_costs_no_item() -> None:
    taken = ingest.read_feed(rss("<title>T</title><link>https://[a|b/1</link>" + DATE))
    assert [article.url for article in taken.articles] == [None]
    assert [error.field for error in taken.errors] == ["url"]


@pytest.mark.parametrize("text", ["01/01/1900 00:00:00", "Wed, 30 Nov -0001 00:00:00 +0000"])
def test_a_date_that_was_never_set_costs_no_item(text: str) -> None:
    taken = ingest.read_feed(rss(f"<title>T</title><link>/1</link><pubDate>{text}</pubDate>"))
    assert [article.status for article in taken.articles] == ["draft"]
    assert [error.field for error in taken.errors] == ["published_at"]


def test_a_category_that_makes_no_key_is_a_keyword() -> None:
    taken = ingest.read_feed(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><link href="https://a.vn/"/>'
        "<entry><id>tag:a,2017:1</id><title>T</title><updated>2017-02-15T17:00:00Z</updated>"
        '<category term="văn hoá" label="Văn hoá" scheme="https://a.vn/"/><category term=" "/>'
        "</entry></feed>"
    )
    assert (taken.articles[0].section, taken.articles[0].tags) == (None, ("Văn hoá",))


def bomb() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{levels}]>'


@pytest.mark.parametrize(
    "prolog",
    [
        bomb(),
        bomb().replace("?><!", "?>\n<!").replace("><!ENTITY", ">\n<!ENTITY"),
        '<!DOCTYPE r [<!ENTITY l9 "' + "lol" * 50_000 + '">]>',
    ],
)
def test_entities_are_not_expanded(prolog: str) -> None:
    taken = ingest.read_feed(
        prolog + rss("<title>Tin &l9;&l9;</title><description>&l9;</description>" + DATE)
    )
    (article,) = taken.articles
    assert "lol" not in repr(article)
    assert "has a document type" in reasons(taken)[0]


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY x SYSTEM "file://{path}">',
        '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;',
    ],
)
def test_nothing_is_opened_or_fetched(
    subset: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a feed was about to be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    feed = f"<!DOCTYPE r [{subset.format(path=secret)}]>" + rss(
        "<title>Tin &x;</title><link>https://a.example.vn/x</link>" + DATE
    )
    assert "bí mật" not in repr(ingest.read_feed(feed))
    # A path or an address is data like any other.
    for text in (str(secret), f"file://{secret}", "http://127.0.0.1:9/feed"):
        for data in (text, text.encode()):
            assert ingest.read_feed(data).articles == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        " ",
        b"<",
        bytes(range(256)),
        "<html><body><p>Trang</p></body></html>",
        "[]",
        '{"items": 3}',
        '{"items": [' + "[" * 100_000,
        "9" * 5_000,
        "\ud800",
    ],
)
def test_what_is_no_feed_is_named(data: bytes | str) -> None:
    taken = ingest.read_feed(data)
    assert taken.articles == ()
    assert taken.errors


def test_broken_feeds_give_what_can_be_read() -> None:
    whole = rss("<title>Một&nbsp;hai</title>" + DATE, "<title>Ba</title>" + DATE)
    cut = whole[: whole.index("Ba") + 15]
    taken = ingest.read_feed(cut)
    assert [article.headline for article in taken.articles] == ["Một hai", "Ba"]
    assert "is read as loose markup" in reasons(taken)[0]


def test_what_stands_before_a_fault_of_the_parser_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    from govnews.ingest import _xmlfeed

    whole_feed = _xmlfeed._Loose.feed

    def feed(parser: object, text: str) -> None:
        whole_feed(parser, text[: text.index("Hai")])
        raise KeyError("tags")

    monkeypatch.setattr(_xmlfeed._Loose, "feed", feed)
    taken = ingest.read_feed(rss("<title>Một&nbsp;</title>" + DATE, "<title>Hai</title>"))
    assert taken.articles[0].headline == "Một"
    assert "is read up to a fault only: KeyError('tags')" in reasons(taken)[1]


def test_media_without_a_picture_are_files() -> None:
    article = one(
        "<title>T</title><link/>"
        '<media:content url="https://a.example.vn/a.mp3" type="audio/mpeg" fileSize="9">'
        "<media:title>Bản tin</media:title></media:content><media:content medium='video'/>" + DATE
    )
    assert [(file.url, file.title, file.length) for file in article.attachments] == [
        ("https://a.example.vn/a.mp3", "Bản tin", 9)
    ]


def test_controls_go_and_are_told() -> None:
    taken = ingest.read_feed(rss("<title>Một\x0bhai&#11;&#xFFFE; ba</title>" + DATE))
    assert taken.articles[0].headline == "Mộthai ba"
    assert "held a character XML cannot carry" in reasons(taken)[0]


def test_deep_markup_and_long_names_do_not_take_for_ever() -> None:
    taken = ingest.read_feed(
        rss(
            f"<title>T</title><author>{'a' * 200_000}</author>"
            f"<description>{'&lt;div&gt;' * 100_000}Thân</description>" + DATE
        )
    )
    (article,) = taken.articles
    assert (article.body, article.body_type) == ("Thân", "plain")
    assert "nested too deeply" in reasons(taken)[0]


def test_a_document_that_is_too_large_is_not_read() -> None:
    taken = ingest.read_feed(b"x" * 101, max_bytes=100)
    assert reasons(taken) == ["feed: is larger than 100 bytes"]


FRAGMENTS = st.sampled_from(
    [
        "<item>", "</item>", "<title>", "</title>", "<channel>", "<rss>", "<feed>", "<entry>",
        "<content type='xhtml'>", "<div>", "</div>", "<![CDATA[", "]]>", "<!--", "-->", "<?", "&",
        "&#x;", "&#99999999;", "&lt;", "<link", " href='x'", ">", "<media:content>", "<source>",
        "</source>", "<image>", "<textInput>", "<category>", "<!DOCTYPE", "<!ENTITY", "[", "x",
        "<pubDate>", "<updated>", "</updated>", "<author>", "</author>", "<media:description>",
        "</media:description>", "<a:deleted-entry ref='x'/>", "xmlns:a='", "é", "\x00",
    ]
)  # fmt: skip


@given(parts=st.lists(FRAGMENTS, max_size=40), prefix=st.sampled_from(["", HEAD, HEAD + "<item>"]))
def test_no_markup_raises(parts: list[str], prefix: str) -> None:
    ingest.read_feed(prefix + "".join(parts))


@given(data=st.binary(max_size=200) | st.text(max_size=200))
def test_no_data_raises(data: bytes | str) -> None:
    ingest.read_feed(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
KEYS = [
    "id", "url", "title", "content_html", "content_text", "summary", "image", "date_published",
    "date_modified", "authors", "author", "tags", "language", "attachments", "external_url",
]  # fmt: skip


@given(items=st.lists(st.dictionaries(st.sampled_from(KEYS), JSON), max_size=3))
def test_no_json_raises(items: list[Any]) -> None:
    ingest.read_feed(json.dumps({"items": items}))


def test_characters_that_only_escapes_bring_do_no_harm() -> None:
    feed = {
        "title": "A\ud800",
        "items": [{"id": "1\ud800", "title": "T\u0000in", "content_html": "\ud800x"}],
    }
    (article,) = ingest.read_feed(json.dumps(feed)).articles
    assert (article.headline, article.body) == ("Tin", "x")
    assert article.source is not None
    assert article.source.name == "A"
    loose = HEAD.replace("Cổng A", "Cổng&#1 A") + "<item><title>T&#1in&#xD800 &#999999999999;"
    ingest.read_feed(loose + "</title></item>")


@pytest.mark.parametrize(
    ("package", "modules"),
    [
        ("feedparser.api", ["_xmlfeed"]),
        ("selectolax.lexbor", ["_markup", "_item"]),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    package: str, modules: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    for module in modules:
        monkeypatch.delitem(sys.modules, f"govnews.ingest.{module}", raising=False)
        monkeypatch.delattr(f"govnews.ingest.{module}", raising=False)
    with pytest.raises(MissingExtraError, match=r"pip install 'govnews\[ingest\]'"):
        ingest.read_feed(rss())


@pytest.mark.parametrize(
    "name",
    [
        "authors",
        "contributors",
        "content",
        "guidislink",
        "id",
        "language",
        "links",
        "media",
        "media_shared",
        "published",
        "source",
        "source_detail",
        "tags",
        "thumbnails",
        "title_detail",
        "validity_end",
    ],
)
@pytest.mark.parametrize("attributes", ["", ' a="b"'])
def test_an_unknown_element_is_passed_over_whatever_its_name(name: str, attributes: str) -> None:
    element = f"<{name}{attributes}>x</{name}>"
    item = f"<item>{element}<title>Tin</title><link>https://a.vn/1</link>{element}</item>"
    for taken in (ingest.read_feed(rss(item)), ingest.read_feed(rss(item).replace("</rss>", ""))):
        (article,) = taken.articles
        assert article.headline == "Tin"
