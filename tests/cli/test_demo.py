"""``govnews demo``: the main job, end to end, as a reader and a feed reader see it."""

import json
import os
import subprocess
import sys
from xml.etree import ElementTree

import feedparser
import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from govnews import Article, BroadcastPlan, codec, sample
from govnews.cli import govnews


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo")
    result = CliRunner().invoke(govnews, ["demo", str(out)])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module")
def page(folder):
    return LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))


def text(page, selector):
    return " ".join(page.css_first(selector).text().split())


def test_the_page_shows_what_the_page_shows(page):
    article = sample.articles()[0]
    assert text(page, "article .section") == "Tin văn hoá - xã hội"
    assert text(page, "article h1") == article.headline
    assert text(page, "article .stamp") == "Wed, 15/02/2017 17:00 | GMT +7"
    assert text(page, "article .lead") == article.lead
    assert text(page, "article figcaption").startswith(article.images[0].caption)
    assert page.css_first("article img").attributes["alt"] == article.images[0].alt
    assert "19h45 ngày chủ nhật hàng tuần" in text(page, "article .body")
    assert text(page, "article .byline") == "Ban Biên tập"


def test_the_plan_is_a_table_a_person_reads(page):
    plan = text(page, ".plan")
    for fact in (
        "173/KH-UBND",
        "36a/NQ-CP",
        "19h45 Chủ nhật hằng tuần",
        "19/02/2017",
        "Sở Thông tin và Truyền thông",
        "Đầu mối, chủ trì",
        "Cung cấp nội dung",
        "Tư vấn kỹ thuật",
        "Đơn vị phát sóng",
        "Tiếp sóng",
        "Tự sản xuất",
        "Cổng Thông tin điện tử Chính phủ",
    ):
        assert fact in plan
    assert all(table.css_first("caption") for table in page.css(".plan table"))


def test_the_statistics_block_has_its_eight_figures(page):
    rows = [" ".join(row.text().split()) for row in page.css(".govnews-statistics li")]
    assert rows[:2] == ["Tổng số lượt truy cập: 40536672", "Số người đang truy cập: 61"]
    assert [row.split(":")[0] for row in rows[2:]] == [
        *("Hôm nay", "Hôm qua", "Tuần này", "Tuần trước", "Tháng này", "Tháng trước")
    ]


def test_links_of_the_page_lead_to_written_files(folder, page):
    local = [
        link.attributes["href"]
        for link in page.css("a[href], link[rel=stylesheet]")
        if not link.attributes["href"].startswith(("http", "#"))
    ]
    assert len(local) > 6
    assert all((folder / href).is_file() for href in local)
    assert (folder / page.css_first("article img").attributes["src"]).is_file()


def test_feeds_are_discovered_from_the_page(folder, page):
    base = sample.portal().url
    links = {
        link.attributes["type"]: link.attributes["href"] for link in page.css("link[rel=alternate]")
    }
    assert {"application/rss+xml", "application/atom+xml"} <= set(links)
    for href in links.values():
        assert (folder / href.removeprefix(base)).is_file()


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_reader_gets_all_nine_fields(folder, kind):
    feed = feedparser.parse((folder / f"feeds/all.{kind}").read_bytes())
    assert not feed.bozo
    article = sample.articles()[0]
    entry = feed.entries[0]
    assert entry.title == article.headline
    assert entry.link == article.url
    assert entry.author == article.byline
    assert entry.summary == article.lead
    assert "19h45 ngày chủ nhật hàng tuần" in entry.content[0].value
    enclosures = [(one.href, one.type, one.length) for one in entry.enclosures]
    file = article.attachments[0]
    assert (file.url, file.media_type, str(file.length)) in enclosures
    assert "Tin văn hoá - xã hội" in [tag.label or tag.term for tag in entry.tags]
    assert entry.published_parsed[:5] == (2017, 2, 15, 10, 0)
    assert entry.updated_parsed[:5] == (2017, 2, 15, 10, 20)


def test_only_live_articles_are_in_the_feeds(folder):
    for kind in ("rss", "atom"):
        feed = feedparser.parse((folder / f"feeds/all.{kind}").read_bytes())
        assert len(feed.entries) == 3
    section = feedparser.parse((folder / "feeds/tin-tuc.rss").read_bytes())
    assert [entry.title for entry in section.entries] == [sample.articles()[0].headline]


def test_every_section_has_its_feeds_and_all_xml_is_well_formed(folder):
    names = {"all", *(section.key for section in sample.portal().sections)}
    written = {path.name for path in (folder / "feeds").iterdir()}
    assert written == {f"{name}.{kind}" for name in names for kind in ("rss", "atom", "json")}
    for path in (folder / "feeds").iterdir():
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        else:
            ElementTree.fromstring(path.read_bytes())


def test_the_plan_and_its_next_airings_are_written(folder):
    assert codec.loads((folder / "plan.json").read_bytes(), BroadcastPlan) == sample.plan()
    airings = json.loads((folder / "airings.json").read_bytes())
    assert [airing["start"][:10] for airing in airings] == [
        *("2017-02-19", "2017-02-26", "2017-03-05", "2017-03-12", "2017-03-19", "2017-03-26")
    ]
    assert all(airing["start"].endswith("T19:45:00+07:00") for airing in airings)


def test_running_it_again_changes_nothing(folder):
    result = CliRunner().invoke(govnews, ["demo", str(folder)])
    assert result.output.endswith("20 files, 0 changed\n")


def test_two_processes_write_identical_bytes(tmp_path):
    settings = [
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "vi_VN.UTF-8", "PYTHONHASHSEED": "2"},
    ]
    trees = []
    for number, setting in enumerate(settings):
        out = tmp_path / str(number)
        subprocess.run(
            [sys.executable, "-m", "govnews", "demo", str(out)],
            env={**os.environ, **setting},
            check=True,
            capture_output=True,
        )
        files = (path for path in out.rglob("*") if path.is_file())
        trees.append({path.relative_to(out): path.read_bytes() for path in files})
    assert len(trees[0]) == 20
    assert trees[0] == trees[1]


def test_no_locale_is_set_on_the_way(monkeypatch, tmp_path):
    import locale

    def spy(*arguments):
        raise AssertionError(f"locale.setlocale{arguments}")

    monkeypatch.setattr(locale, "setlocale", spy)
    result = CliRunner().invoke(govnews, ["demo", str(tmp_path)])
    assert result.exit_code == 0, result.exception


def test_another_moment(tmp_path):
    result = CliRunner().invoke(govnews, ["demo", str(tmp_path), "--now", "21/02/2017 08:00"])
    assert result.exit_code == 0
    feed = feedparser.parse((tmp_path / "feeds/all.rss").read_bytes())
    assert feed.entries[0].title == "Lịch phát sóng “IT TODAY”: 19h45 tối chủ nhật"


def test_the_sample_is_good_data():
    data = codec.dumps(sample.articles())
    assert codec.loads(data, tuple[Article, ...]) == sample.articles()
    assert sample.articles()[0].images[0].length == len(sample.picture())
    assert not sample.plan().problems()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    result = CliRunner().invoke(govnews, ["demo", str(tmp_path / "file" / "out")])
    assert result.exit_code == 2, result.exception
    assert f"{tmp_path}/file/out" in result.stderr
