"""Pages of portals: plain text and HTML, sound and faulty, by the bundled profile and own ones."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from govnews import ingest
from govnews.errors import MissingExtraError, ModelError
from govnews.model import Section, Source

AT = datetime(2017, 2, 15, 10, 0, tzinfo=UTC)
CAPTION = "Các đơn vị trao đổi về chương trình tại phòng họp của Sở"
LEAD = "Ngày 15/2/2017, Sở Thông tin và Truyền thông làm việc với VNPT Sơn La về chương trình."
BODY = (
    "Các bên bàn việc thực hiện Kế hoạch số 173/KH-UBND của UBND tỉnh; phát sóng 19h45 chủ nhật.",
    "Mỗi năm, Sở tổng hợp kết quả và báo cáo UBND tỉnh.",
)
PAGE = f"""Tin văn hoá - xã hội

Khởi động chương trình “IT TODAY” trên sóng truyền hình tỉnh
Wed, 15/02/2017 17:00 | GMT +7
{LEAD}

{CAPTION}

{BODY[0]}

{BODY[1]}

Ban Biên tập


THÔNG TIN CẢI CÁCH


THỐNG KÊ TRUY CẬP

Tổng số lượt truy cập: 40536672
Số người đang truy cập: 61"""

HTML = f"""<!DOCTYPE html><html><head><title>Trang</title>
<link rel="canonical" href="https://a.example.vn/tin/7"><script>var lead = "Không";</script></head>
<body><nav><a href="/">Trang chủ</a></nav>
<article><h1>Khởi động chương trình “IT TODAY”</h1>
<time datetime="2017-02-15T17:00:00+07:00">Thứ tư</time>
<p class="sapo">{LEAD}</p>
<div class="article-body">
<figure><img src="/anh/1.jpg" alt="Phòng họp">
<figcaption>{CAPTION}</figcaption></figure>
<p>{BODY[0]}</p><p onclick="x()">{BODY[1]} <a href="/van-ban">văn bản</a></p>
<p class="author">Ban Biên tập</p></div>
<a rel="tag" href="/t">CNTT</a></article>
<aside><h3>THỐNG KÊ TRUY CẬP</h3><table>
<tr><td>Tổng số lượt truy cập</td><td>40.536.672</td></tr>
<tr><td>Số người đang truy cập:</td><td>61</td></tr>
<tr><td>Hôm nay</td><td>1.204</td></tr></table></aside></body></html>"""


def faults(taken: ingest.Ingested) -> dict[str | None, str]:
    return {error.field: error.reason for error in taken.errors}


@pytest.mark.parametrize("page", [PAGE, PAGE.encode(), PAGE.replace("\n", "\r\n")])
def test_a_plain_page_gives_everything(page: str | bytes) -> None:
    taken = ingest.read_page(page)
    assert taken.errors == ()
    (article,) = taken.articles
    assert article.headline == "Khởi động chương trình “IT TODAY” trên sóng truyền hình tỉnh"
    assert (article.published_at, article.status) == (AT, "published")
    assert (article.lead, article.byline) == (LEAD, "Ban Biên tập")
    assert (article.body, article.body_type) == ("\n\n".join(BODY), "plain")
    assert [image.caption for image in article.images] == [CAPTION]
    assert taken.sections == (Section(key="tin-van-hoa-xa-hoi", title="Tin văn hoá - xã hội"),)
    assert article.section == "tin-van-hoa-xa-hoi"
    assert taken.statistics is not None
    assert (taken.statistics.total, taken.statistics.online) == (40_536_672, 61)
    assert taken.statistics.as_of == AT


def test_html_gives_everything() -> None:
    taken = ingest.read_page(HTML, now=datetime(2026, 11, 24, tzinfo=UTC))
    (article,) = taken.articles
    assert faults(taken) == {"section": "is not found"}
    assert article.uri == article.url == "https://a.example.vn/tin/7"
    assert (article.published_at, article.lead, article.byline) == (AT, LEAD, "Ban Biên tập")
    assert article.body == (
        f'<p>{BODY[0]}</p><p>{BODY[1]} <a href="https://a.example.vn/van-ban">văn bản</a></p>'
    )
    assert article.tags == ("CNTT",)
    (image,) = article.images
    assert (image.url, image.caption) == ("https://a.example.vn/anh/1.jpg", CAPTION)
    assert image.alt == "Phòng họp"
    assert taken.statistics is not None
    assert (taken.statistics.total, taken.statistics.today) == (40_536_672, 1_204)
    assert taken.statistics.as_of == datetime(2026, 11, 24, tzinfo=UTC)


def test_html_without_marks_is_read_like_plain_text() -> None:
    marked = "".join(f"<div>{line}<br></div>" for line in PAGE.splitlines())
    taken = ingest.read_page(f"<html><body>{marked}</body></html>")
    plain = ingest.read_page(PAGE)
    assert taken == plain


@pytest.mark.parametrize(
    ("removed", "put", "field", "reason"),
    [
        ("Wed, 15/02/2017 17:00 | GMT +7\n", "", "published_at", "is not found"),
        ("15/02/2017", "31/02/2017", "published_at", "there is no day 31"),
        ("Wed, 15", "Mon, 15", "published_at", "it says thứ Hai"),
        ("Tin văn hoá - xã hội\n", "", "section", "is not found"),
        ("Ban Biên tập\n", "", "byline", "is not found"),
        ("40536672", "nhiều", "total", "is no number: 'nhiều'"),
        ("Số người đang truy cập: 61", "", "online", "is not found"),
        (": 61", ": -1", "online", "is no number: '-1'"),
    ],
)
def test_a_faulty_field_is_named_and_the_rest_is_done(
    removed: str, put: str, field: str, reason: str
) -> None:
    assert removed in PAGE
    taken = ingest.read_page(PAGE.replace(removed, put))
    assert reason in faults(taken)[field]
    (article,) = taken.articles
    expected = ingest.read_page(PAGE).articles[0]
    for name in ("headline", "lead", "body", "byline", "section"):
        if name != field:
            assert getattr(article, name) == getattr(expected, name), name
    assert (article.status == "draft") == (field == "published_at")


def test_a_page_without_headline_still_gives_its_figures() -> None:
    taken = ingest.read_page(
        "Tổng số lượt truy cập: 1.000\nĐang truy cập\n7 người", now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert taken.articles == ()
    assert {"headline", "published_at", "lead"} <= set(faults(taken))
    assert taken.statistics is not None
    assert (taken.statistics.total, taken.statistics.online) == (1_000, 7)


def test_figures_without_a_total_or_a_moment_are_none() -> None:
    assert ingest.read_page("Đang truy cập: 7").statistics is None
    taken = ingest.read_page("Tổng truy cập: 9\nĐang truy cập: 7")
    assert taken.statistics is None
    assert "now=" in faults(taken)["as_of"]


def test_words_in_sentences_are_no_labels() -> None:
    body = "Tổng số lượt truy cập của Cổng tăng mạnh so với năm trước."
    taken = ingest.read_page(PAGE.replace(BODY[1], body))
    assert taken.articles[0].body == f"{BODY[0]}\n\n{body}"


@pytest.mark.parametrize(
    "stamp",
    [
        "Ngày đăng: 15/02/2017 17:00",
        "Thứ tư, 15/2/2017, 17:00 (GMT+7)",
        "17:00 | 15/02/2017",
        "17 giờ 00 ngày 15 tháng 2 năm 2017",
    ],
)
def test_stamps_of_every_kind_mark_the_place(stamp: str) -> None:
    page = PAGE.replace("Wed, 15/02/2017 17:00 | GMT +7", stamp)
    assert ingest.read_page("Trang chủ » Tin tức\n" + page).articles[0].lead == LEAD
    assert ingest.read_page(page).articles[0].published_at == AT


def test_a_stamp_without_a_time_is_kept_and_told() -> None:
    taken = ingest.read_page(PAGE.replace("Wed, 15/02/2017 17:00 | GMT +7", "15/02/2017"))
    assert taken.articles[0].published_at == datetime(2017, 2, 14, 17, 0, tzinfo=UTC)
    assert "no time of day" in faults(taken)["published_at"]


def test_an_unknown_box_after_the_article_is_left_out() -> None:
    taken = ingest.read_page(PAGE.replace("THÔNG TIN CẢI CÁCH", "LIÊN KẾT WEBSITE"))
    assert taken == ingest.read_page(PAGE)


def test_own_profile_by_selectors() -> None:
    profile = ingest.PageProfile(
        name="so-tttt",
        selectors=ingest.Selectors(
            headline=".tieu-de",
            published_at=".ngay",
            body="#noi-dung",
            attachments="#noi-dung a.tep",
            section=".muc",
        ),
        sections=(Section(key="vh", title="Văn hoá"),),
        source=Source(name="Sở Thông tin và Truyền thông"),
    )
    taken = ingest.read_page(
        "<div class=muc>VĂN HOÁ</div><div class=tieu-de>Tin <b>mới</b></div>"
        "<div class=ngay>15/02/2017 17:00</div>"
        "<div id=noi-dung><p>Thân</p><a class=tep href=/a.pdf>Tệp</a></div>",
        profile,
        url="https://b.example.vn/7",
    )
    assert taken.errors == ()
    (article,) = taken.articles
    assert (article.headline, article.published_at, article.body) == ("Tin mới", AT, "<p>Thân</p>")
    assert [(file.url, file.title) for file in article.attachments] == [
        ("https://b.example.vn/a.pdf", "Tệp")
    ]
    assert (article.section, taken.sections) == ("vh", profile.sections)
    assert article.source == Source(
        name="Sở Thông tin và Truyền thông", item_uri="https://b.example.vn/7", published_at=AT
    )
    assert set(faults(ingest.read_page("<p>x</p>", profile))) == {
        "headline",
        "published_at",
        "section",
        "body",
    }


def test_own_profile_by_labels() -> None:
    profile = ingest.PageProfile(
        name="ban-tin",
        labels=ingest.Labels(
            headline="Tiêu đề", published_at="Ngày đăng", body="Nội dung", byline="Người viết"
        ),
        boxes="Liên hệ",
    )
    taken = ingest.read_page(
        "TIÊU ĐỀ:  Tin mới\nNgày đăng : 15/02/2017 17:00\nNội dung: Một\nHai\n"
        "Người viết: Ban Biên tập\nLiên hệ\nSố điện thoại",
        profile,
    )
    assert taken.errors == ()
    (article,) = taken.articles
    assert (article.headline, article.published_at) == ("Tin mới", AT)
    assert (article.body, article.byline) == ("Một\n\nHai", "Ban Biên tập")


def test_a_wrong_selector_is_named() -> None:
    profile = ingest.PageProfile(name="x", selectors=ingest.Selectors(headline="h1[["))
    with pytest.raises(ModelError, match=r"Selectors\.headline is no CSS selector: 'h1\[\['"):
        ingest.read_page("<p>x</p>", profile)
    with pytest.raises(ModelError, match="name is empty"):
        ingest.PageProfile(name=" ")


def test_a_relative_picture_without_address_stays_below_no_host() -> None:
    page = HTML.replace("canonical", "other")
    (article,) = ingest.read_page(page).articles
    assert article.images[0].url == "https://unknown.invalid/anh/1.jpg"
    assert article.uri.startswith("urn:uuid:")
    assert article.uri == ingest.read_page(page).articles[0].uri


HEADED = (
    '<html><head>{}<link rel="canonical" href="{}"></head><article><h1>Tin</h1>'
    '<div class="article-body"><a href="tin/2">x</a></div>'
    '<figure><img src="anh/1.jpg"></figure></article></html>'
)


@pytest.mark.parametrize("url", [None, "https://a.example.vn/vi/tin/1"])
@pytest.mark.parametrize("base", ["https://b.example.vn/goc/", "//b.example.vn/goc/x"])
def test_links_are_relative_to_the_base_of_the_page(url: str | None, base: str) -> None:
    page = HEADED.format(f'<base href="{base}">', "tin/1")
    (article,) = ingest.read_page(page, url=url).articles
    assert article.url == (url or "https://b.example.vn/goc/tin/1")
    assert article.body == '<a href="https://b.example.vn/goc/tin/2">x</a>'
    assert article.images[0].url == "https://b.example.vn/goc/anh/1.jpg"


@pytest.mark.parametrize(
    ("base", "picture"),
    [
        ("", "tin/anh/1.jpg"),
        ('<base href="/goc/">', "goc/anh/1.jpg"),
        ('<base href="javascript:alert(1)">', "tin/anh/1.jpg"),
    ],
)
def test_a_base_may_be_relative_or_none(base: str, picture: str) -> None:
    (article,) = ingest.read_page(HEADED.format(base, "https://a.example.vn/tin/1")).articles
    assert article.url == "https://a.example.vn/tin/1"
    assert article.images[0].url == "https://a.example.vn/" + picture
    taken = ingest.read_page(HEADED.format(base, "/tin/1"))
    assert taken.articles[0].url is None
    assert "page: url is no web address: '/tin/1'" in [str(error) for error in taken.errors]


def test_a_picture_at_no_address_is_left_out_and_named() -> None:
    taken = ingest.read_page(HTML.replace("/anh/1.jpg", "ftp://a.example.vn/1.jpg"))
    assert taken.articles[0].images == ()
    assert faults(taken)["images.url"] == "is not an absolute http(s) URL"


def test_lines_of_the_source_are_no_lines_of_the_page() -> None:
    marked = "".join(f"<p>{line}</p>" for line in PAGE.replace(" trên ", "\n  trên ").split("\n\n"))
    taken = ingest.read_page(marked.replace("\nWed", "<br>Wed").replace("+7\n", "+7<br>"))
    assert taken.articles[0].headline == ingest.read_page(PAGE).articles[0].headline


def test_what_readers_do_not_see_is_not_read() -> None:
    hidden = "<noscript><style>p{}</style><p>Tổng truy cập: 5</p></noscript><template><script>"
    hidden += "x</script></template><svg><title>Biểu tượng</title><style>a</style></svg>"
    taken = ingest.read_page(HTML.replace("<article>", hidden + "<article>"))
    assert taken == ingest.read_page(HTML)


def test_deep_html_is_read_as_lines() -> None:
    page = "<div>" * 50_000 + PAGE.replace("\n", "<br>")
    taken = ingest.read_page(page)
    assert taken.articles[0].lead == LEAD
    assert "nested too deeply" in faults(taken)["body"]


def test_a_page_that_is_too_large_is_not_read() -> None:
    assert ingest.read_page("x" * 9, max_bytes=8).articles == ()


def test_the_seed_page_when_it_is_there() -> None:
    seed = Path(__file__).parents[3] / "shared" / "seed" / "page.txt"
    if not seed.exists():
        pytest.skip("the page is not beside this checkout")
    taken = ingest.read_page(seed.read_bytes())
    assert taken.errors == ()
    (article,) = taken.articles
    assert article.headline.endswith("“IT TODAY”")
    assert article.published_at == AT
    assert taken.sections[0].key == "tin-van-hoa-xa-hoi"
    assert (article.lead or "").startswith("Ngày 15/2/2017")
    assert (article.images[0].caption or "").endswith("tỉnh Sơn La")
    assert (article.body or "").count("\n\n") == 2
    assert len((article.byline or "").split()) == 2
    assert taken.statistics is not None
    assert (taken.statistics.total, taken.statistics.online) == (40_536_672, 61)


LINES = st.sampled_from(
    [*PAGE.splitlines(), "", "Tổng truy cập:", "Hôm nay", "15/02/2017 17:00", "7"]
)


@given(lines=st.lists(LINES, max_size=12), text=st.text(max_size=30))
def test_no_page_raises(lines: list[str], text: str) -> None:
    ingest.read_page("\n".join([*lines, text]))
    ingest.read_page("<p>" + "<p>".join([*lines, text]))


def test_a_canonical_link_that_is_no_address_is_named() -> None:
    taken = ingest.read_page(HTML.replace("https://a.example.vn/tin/7", "/tin/7"))
    assert faults(taken)["url"] == "is no web address: '/tin/7'"
    assert taken.articles[0].uri.startswith("urn:uuid:")


def test_characters_that_only_references_bring_do_no_harm() -> None:
    taken = ingest.read_page("<h1>Tin&#1 mới</h1><p>15/02/2017 17:00</p>")
    assert taken.articles[0].headline == "Tin mới"


PIECES = st.sampled_from(
    ["<h1>", "</h1>", "<time datetime='", "'>", "<article>", "<figure>", "<img src='",
     "<figcaption>",
     "<div class='article-body'>", "</div>", "<div class=author>", "<link rel=canonical href='",
     "15/02/2017 17:00", "Tin", "&#1", "<meta property='og:url' content='", "<p>", "<table><td>",
     "Tổng truy cập", "</article>", "<a rel=tag>", "http://[", "<template>", "<svg><title>"]
)  # fmt: skip


@given(parts=st.lists(PIECES, max_size=30))
def test_no_html_raises(parts: list[str]) -> None:
    ingest.read_page("<p>" + "".join(parts))


def test_a_missing_package_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    for module in ("_markup", "_html_page"):
        monkeypatch.delitem(sys.modules, f"govnews.ingest.{module}", raising=False)
        monkeypatch.delattr(f"govnews.ingest.{module}", raising=False)
    assert ingest.read_page(PAGE).articles
    with pytest.raises(MissingExtraError, match=r"pip install 'govnews\[ingest\]'"):
        ingest.read_page(HTML)
