"""Every rule of both formats is broken once, and only that rule complains."""

import pytest
from lxml import etree

from govnews.feeds import Feed, check
from govnews.feeds._check import _Paths, html_faults
from govnews.testing.feed_document import FeedDocument, assert_valid_feed

from ._samples import FULL, NOW, PORTAL, article

FEED = Feed(PORTAL, [FULL, article(1, status="withdrawn"), article(2, authors=())], now=NOW)
RSS, ATOM = FEED.render("rss").decode(), FEED.render("atom").decode()
GUID = '<guid isPermaLink="false">tag:sonla.example.vn,2017:2</guid>'
LINK = '<link rel="alternate" type="text/html" href="https://sonla.example.vn/tin/173"/>'

COMPLETE = '<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>'
LEAD = RSS[RSS.index("<description>Sở") : RSS.index("<content:encoded>")]
FEED_AUTHOR = ATOM[ATOM.index("<author>") : ATOM.index("<link")]

BROKEN_RSS = [
    ("RSS 2.0, the rss element", ' version="2.0"', ' version="0.92"'),
    (
        "RSS 2.0, required channel elements",
        "<description>Tin tức, văn bản và chương trình của tỉnh</description>",
        "",
    ),
    ("RSS 2.0, elements that come once", GUID, GUID + GUID),
    ("RSS 2.0, elements without a namespace", GUID, GUID + "<sapo>x</sapo>"),
    ("RSS 2.0, item: a title or a description", "<title>Tin số 2</title>", ""),
    ("Profile, items after all that describes the channel", "</channel>", "<ttl>5</ttl></channel>"),
    ("Profile, atom:link: the feed names its own address", 'rel="self"', 'rel="alternate"'),
    (
        "Profile, addresses are absolute URIs",
        "<link>https://sonla.example.vn/tin/173",
        "<link>/tin/173",
    ),
    (
        "Profile, addresses are absolute URIs",
        "<link>https://sonla.example.vn/tin/173",
        "<link>https://a.vn/ả",
    ),
    ("Profile, guid", GUID, ""),
    ("Profile, guid", "2017:2</guid>", "2017:173</guid>"),
    ("Profile, guid", GUID, GUID.replace("false", "true")),
    ("Profile, guid", GUID, GUID.replace("false", "no")),
    ("Profile, one enclosure with url, length and type", 'length="52000"', 'length="None"'),
    (
        "Profile, one enclosure with url, length and type",
        '<enclosure url="https',
        '<enclosure url="ftp',
    ),
    (
        "Profile, one enclosure with url, length and type",
        'length="52000" type="application/pdf"',
        'length="52000" type="pdf"',
    ),
    ("Profile, dates of RFC 822 with four-digit years", "<pubDate>Wed, 22", "<pubDate>Thu, 22"),
    ("Profile, dates of RFC 822 with four-digit years", "<pubDate>Wed, 22 Feb", "<pubDate>32 Feb"),
    (
        "Profile, dates of RFC 822 with four-digit years",
        "<pubDate>Wed, 22 Feb",
        "<pubDate>Thứ tư, 22/02/",
    ),
    (
        "Profile, author and managingEditor: an address, then the name",
        "cong@sonla.example.vn (UBND tỉnh Sơn La)",
        "UBND tỉnh",
    ),
    (
        "Profile, author and managingEditor: an address, then the name",
        "<dc:creator>",
        "<author>a@b.vn (A)</author><dc:creator>",
    ),
    (
        "Profile, titles and categories are plain text",
        "<title>Tin số 2",
        "<title>&lt;b>Tin&lt;/b> số 2",
    ),
    ("Profile, titles and categories are plain text", "<category>truyền hình", "<category> "),
    ("Profile, HTML that any page can show", 'src="https://sonla.example.vn/anh', 'src="/anh'),
    ("Profile, HTML that any page can show", "<p>Phát", "<p onclick=x()>Phát"),
    ("Profile, content:encoded goes with a description", LEAD, ""),
    ("Profile, source has a url", '<source url="https://chinhphu.example.vn/">', "<source>"),
    (
        "Profile, image: that of its channel",
        f"<title>{PORTAL.name}</title><link>https://sonla.example.vn/</link></image>",
        "<title>x</title></image>",
    ),
    (
        "atom:updated: a date of RFC 3339",
        "<atom:updated>2017-02-16T08",
        "<atom:updated>2017-02-16 08",
    ),
    ("Media RSS 1.5.1", 'width="800"', 'width="None"'),
    ("Media RSS 1.5.1", 'medium="image"', 'medium="picture"'),
    (
        "Media RSS 1.5.1",
        "<media:content url",
        "<media:group><media:content/></media:group><media:content url",
    ),
    (
        "RFC 5005, archives",
        "<docs>",
        '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/><docs>',
    ),
]
BROKEN_RSS += [
    ("RSS 2.0, the rss element", "</channel>", "</channel><channel/>"),
    ("Profile, addresses are absolute URIs", 'rel="hub" href="https:', 'rel="hub" href="'),
    ("Profile, image: that of its channel", "<url>https://sonla.example.vn/logo.png</url>", ""),
    ("Media RSS 1.5.1", 'type="image/jpeg" medium', 'type="jpeg" medium'),
    ("Media RSS 1.5.1", '<media:content url="https', '<media:content url="'),
]
BROKEN_ATOM = [
    ("RFC 4287, 4.2.7: links", 'title="Kế hoạch 173"', 'title=" "'),
    ("RFC 4287, 4.2.2: categories have a term", 'scheme="https://', 'scheme="//'),
    ("RFC 4287, 3.2: people have one name", "<email>cong@", "<uri>//a.vn</uri><email>cong@"),
    ("RFC 4287, 4.1.1 and 4.1.2: one id, title and updated", "<title>Tin số 2</title>", ""),
    (
        "RFC 4287, 4.1.1 and 4.1.2: elements that come once",
        "<summary",
        "<summary>x</summary><summary",
    ),
    (
        "RFC 4287, 4.1.1: an author for every entry",
        FEED_AUTHOR,
        "",
    ),
    ("RFC 4287, 4.1.1: a link to itself", 'rel="self"', 'rel="related"'),
    (
        "RFC 4287, 4.1.2: content or an alternate link",
        "<content>Tin số 2</content>",
        "<summary>Tin số 2</summary>",
    ),
    (
        "RFC 4287, 4.1.1.1: some text besides the title",
        "<content>Tin số 2</content>",
        "<content/>",
    ),
    ("RFC 4287, 4.1.1 and 4.1.2: one alternate link of a type and language", LINK, LINK + LINK),
    (
        "RFC 4287, 4.1.1: entries after all that describes the feed",
        "</feed>",
        "<contributor><name>x</name></contributor></feed>",
    ),
    ("RFC 4287, 6.3: elements of Atom", "<summary", "<sapo>x</sapo><summary"),
    ("RFC 4287, 4.2.6: ids are absolute URIs, each once", "2017:2</id>", "2017:173</id>"),
    (
        "RFC 4287, 4.2.6: ids are absolute URIs, each once",
        "<id>tag:sonla.example.vn,2017:2",
        "<id>2",
    ),
    ("RFC 4287, 3.3: dates of RFC 3339", "<updated>2017-02-16T08", "<updated>2017-02-31T08"),
    ("RFC 4287, 3.3: dates of RFC 3339", "<updated>2017-02-16T08", "<updated>16/02/2017 08"),
    ("RFC 4287, 4.2.7: links", 'href="https://sonla.example.vn/kh-173.pdf"', 'href="kh-173.pdf"'),
    ("RFC 4287, 4.2.7: links", 'rel="enclosure"', 'rel="tep dinh kem"'),
    ("RFC 4287, 4.2.7: links", 'length="52000"', 'length="None"'),
    ("RFC 4287, 4.2.7: links", 'type="application/pdf" href', 'type="pdf" href'),
    ("RFC 4287, 4.2.2: categories have a term", ' term="van-hoa"', ""),
    ("RFC 4287, 3.2: people have one name", "<name>Ban Biên tập</name>", ""),
    ("RFC 4287, 3.2: people have one name", "<email>cong@", "<email>cong.at."),
    ("RFC 4287, 3.1.1: types of texts", 'content type="html"', 'content type="CDATA"'),
    ("RFC 4287, 3.1.1: types of texts", "<title>Tin số 2", "<title>&lt;b>Tin&lt;/b>"),
    ("RFC 4287, 3.1.1: types of texts", 'src="https://sonla.example.vn/anh', 'src="/anh'),
    ("Media RSS 1.5.1", 'height="600"', 'height="0"'),
    (
        "RFC 5005, archives",
        '<link rel="hub"',
        f"{COMPLETE}<link rel='prev-archive' href='https://a.vn/1'/><link rel=\"hub\"",
    ),
    ("RFC 6721, 3: tombstones", 'ref="tag:', 'ref="'),
    ("RFC 6721, 3: tombstones", 'when="2017', 'when="sau'),
]


def test_what_we_render_keeps_every_rule() -> None:
    assert check(RSS.encode()) == ()
    assert check(ATOM.encode()) == ()


@pytest.mark.parametrize(
    ("document", "rule", "old", "new"),
    [(RSS, *one) for one in BROKEN_RSS] + [(ATOM, *one) for one in BROKEN_ATOM],
)
def test_a_broken_rule_is_named(document: str, rule: str, old: str, new: str) -> None:
    assert old in document

    breaches = check(document.replace(old, new, 1).encode())

    named = {breach.rule for breach in breaches}
    # A second channel lacks everything else as well.
    assert rule in named
    assert named == {rule} or "<channel/>" in new
    assert all(breach.where.startswith(("/rss", "/feed")) for breach in breaches)


def test_every_rule_is_tested() -> None:
    from govnews.feeds._check_atom import ATOM_RULES
    from govnews.feeds._check_rss import RSS_RULES

    assert {name for name, _ in RSS_RULES.rules} == {rule for rule, *_ in BROKEN_RSS}
    assert {name for name, _ in ATOM_RULES.rules} == {rule for rule, *_ in BROKEN_ATOM}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (b"", "Document is empty"),
        (b"<rss", "/"),
        (b"<html/>", "is neither rss nor an Atom feed"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>&a;</rss>", "has a document type declaration"),
        ("<!DOCTYPE rss><rss/>".encode("utf-16"), "has a document type declaration"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(document: bytes, message: str) -> None:
    (breach,) = check(document)

    assert message in str(breach)


def test_a_place_is_told_with_the_usual_prefixes() -> None:
    (breach,) = check(RSS.replace('width="800"', 'width="x"').encode())

    assert str(breach) == (
        "/rss/channel/item[1]/media:content[3]: width is no number above 0: 'x' (Media RSS 1.5.1)"
    )


@pytest.mark.parametrize("document", [RSS, ATOM])
def test_paths_are_those_of_the_parser(document: str) -> None:
    root = etree.fromstring(document.encode())
    paths = _Paths()

    for node in root.iter():
        assert paths.of(node) == root.getroottree().getelementpath(node)


@pytest.mark.parametrize(
    "piece",
    [
        "<item><pubDate>x</pubDate></item>",
        "<x/>",
        "<description>" + "&lt;a x='" * 200_000 + "</description>",
        "<description>" + "&lt;" * 200_000 + "</description>",
        "<managingEditor>a@" + "a." * 200_000 + "</managingEditor>",
    ],
)
def test_a_huge_document_is_checked_in_linear_time(piece: str) -> None:
    # What began again at every sign, or counted all siblings, would not come back from these.
    many = piece * (500_000 // len(piece) or 1)
    item = f"<item>{many}</item>" if "description" in piece else many
    assert check(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode())


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<a href="/x">y</a><img alt="" src="z.jpg">', ["/x", "z.jpg"]),
        ('<a rel="" href="https://a.vn/" src="/x">', ["/x"]),
        ("<p>href=\"/x\"</p><a >src='/y'", []),
        ("<p onclick=''>", [None]),
        ("<p>x onclick= y</p>< on= ", []),
    ],
)
def test_faults_of_html_stand_in_tags(html: str, faults: list[str | None]) -> None:
    assert list(html_faults(html)) == [
        f"holds the relative address {one!r}" if one else "holds active content" for one in faults
    ]


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_document_is_read_back(kind: str) -> None:
    document = FeedDocument.read(FEED.render(kind))

    first, second = document.entries
    assert (document.format, document.title) == (kind, PORTAL.name)
    assert document.links["self"] == PORTAL.feed_url(kind)
    assert document.links["alternate"] == PORTAL.url
    assert document.links["hub"] == "https://hub.example.vn/"
    assert (first.uri, first.title, first.link) == (FULL.uri, FULL.headline, FULL.url)
    assert first.authors == ("Ban Biên tập",)
    assert first.content.startswith("<p>Phát sóng")
    assert "TT" in first.summary
    assert first.categories[1:] == ("truyền hình", "CNTT & TT")
    assert first.updated == "2017-02-16T08:30:15+07:00"
    assert first.published
    assert first.enclosures[0] == "https://sonla.example.vn/kh-173.pdf"
    assert (second.link, second.summary, second.authors) == ("", "", ())


def test_a_document_that_breaks_rules_fails_the_test() -> None:
    broken = RSS.replace(GUID, "").encode()

    with pytest.raises(AssertionError, match=r"/rss/channel/item\[2\]: has no guid"):
        FeedDocument.read(broken)
    with pytest.raises(AssertionError, match="Profile, guid"):
        assert_valid_feed(broken)
