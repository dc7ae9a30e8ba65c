"""Blocks of HTML: what they show, and that they are safe."""

from hypothesis import given
from lxml import html as lxml_html

from govnews import (
    Portal,
    Section,
    VisitStatistics,
    sample,
)
from govnews.testing import visit_statistics
from govnews.web import SafeHtml, autodiscovery_tags, statistics_block

from ._html import lines, parsed

FIGURES = VisitStatistics(
    total=40_536_672,
    online=61,
    today=1,
    yesterday=2,
    this_week=3,
    last_week=4,
    this_month=5,
    last_month=6,
    as_of=sample.NOW,
)


def test_the_statistics_block_has_the_words_of_the_page():
    section = parsed(statistics_block(FIGURES))
    assert section.get("aria-label") == "Thống kê truy cập"
    assert section.get("lang") == "vi"
    assert lines(section.iter("li")) == [
        "Tổng số lượt truy cập: 40536672",
        "Số người đang truy cập: 61",
        "Hôm nay: 1",
        "Hôm qua: 2",
        "Tuần này: 3",
        "Tuần trước: 4",
        "Tháng này: 5",
        "Tháng trước: 6",
    ]


def test_the_statistics_block_in_english_under_another_heading():
    section = parsed(statistics_block(FIGURES, language="en", level=3))
    assert lines(section.iter("li"))[:2] == ["Total visits: 40536672", "Online now: 61"]
    assert lines(section.iter("h3")) == ["Visits"]


@given(visit_statistics())
def test_any_figures_are_shown_as_they_are(figures):
    shown = lines(parsed(statistics_block(figures)).iter("li"))
    assert shown[0].endswith(f": {figures.total}")
    assert len(shown) == 8


def test_autodiscovery_names_the_feeds_of_the_portal_and_of_the_section_shown():
    portal = Portal(
        name="Cổng thông tin",
        url="https://example.vn/",
        sections=(Section(key="van-hoa", title="Văn hoá"),),
    )

    def addresses(html):
        return [link.get("href") for link in lxml_html.fragments_fromstring(html)]

    own = [f"https://example.vn/feeds/all.{kind}" for kind in ("rss", "atom", "json")]
    assert addresses(autodiscovery_tags(portal)) == own
    assert addresses(autodiscovery_tags(portal, "van-hoa")) == [
        *(f"https://example.vn/feeds/van-hoa.{kind}" for kind in ("rss", "atom", "json")),
        *own,
    ]
    assert isinstance(autodiscovery_tags(portal), SafeHtml)
