import json
from datetime import UTC, datetime

import feedparser
from hypothesis import given, strategies as st

from govnews import Article, Organisation, Person, Portal
from govnews.feeds import EntryCache, Feed
from govnews.testing import live_articles, portals

from ._samples import FULL, NOW, PORTAL, article


def items(*articles: Article, portal: Portal = PORTAL) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(Feed(portal, articles, now=NOW).render("json"))[
        "items"
    ]
    return found


def test_the_head_follows_json_feed_1_1() -> None:
    feed = json.loads(Feed(PORTAL, [], section="van-hoa").render("json"))

    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"Tin văn hoá - xã hội - {PORTAL.name}",
        "home_page_url": "https://sonla.example.vn/",
        "feed_url": "https://sonla.example.vn/feeds/van-hoa.json",
        "description": PORTAL.description,
        "language": "vi",
        "authors": [{"name": "UBND tỉnh Sơn La"}],
        "icon": "https://sonla.example.vn/icon.png",
        "favicon": "https://sonla.example.vn/icon.png",
        "hubs": [{"type": "WebSub", "url": "https://hub.example.vn/"}],
        "items": [],
    }


def test_a_full_item() -> None:
    assert items(FULL) == [
        {
            "id": FULL.uri,
            "url": FULL.url,
            "external_url": "https://chinhphu.example.vn/1",
            "title": FULL.headline,
            "content_html": "<p>Phát sóng lúc <b>19h45</b> chủ nhật.</p>"
            '<img src="https://sonla.example.vn/anh/173.jpg" alt="Buổi làm việc">',
            "summary": FULL.lead,
            "image": "https://sonla.example.vn/anh/173.jpg",
            "date_published": "2017-02-22T22:00:00+07:00",
            "date_modified": "2017-02-16T08:30:15+07:00",
            "authors": [{"name": "Ban Biên tập"}],
            "tags": ["Tin văn hoá - xã hội", "truyền hình", "CNTT & TT"],
            "attachments": [
                {
                    "url": "https://sonla.example.vn/kh-173.pdf",
                    "mime_type": "application/pdf",
                    "title": "Kế hoạch 173",
                    "size_in_bytes": 52_000,
                },
                {
                    "url": "https://sonla.example.vn/phu-luc.docx",
                    "mime_type": "application/vnd.openxmlformats-officedocument"
                    ".wordprocessingml.document",
                },
                {
                    "url": "https://sonla.example.vn/anh/173.jpg",
                    "mime_type": "image/jpeg",
                    "title": "Buổi làm việc tại Sở",
                },
            ],
        }
    ]


def test_an_item_always_has_content() -> None:
    plain = article(2, body="TT&TT <b>\nhai", body_type="plain", language="lo")
    empty = article(1, body="<script></script>")

    (first, second) = items(plain, empty)

    assert first["content_text"] == "TT&TT <b>\nhai"
    assert first["language"] == "lo"
    assert second["content_text"] == ""
    assert "content_html" not in first | second


def test_people_and_organisations_are_authors() -> None:
    (item,) = items(
        article(
            authors=(
                Person(name="An", role="photographer"),
                Organisation(name="Sở", url="https://a.vn/ả"),
            )
        )
    )

    assert item["authors"] == [
        {"name": "Sở", "url": "https://a.vn/%E1%BA%A3"},
        {"name": "An"},
    ]


def test_a_backslash_before_u00_is_no_control() -> None:
    feed = Feed(PORTAL, [article(headline="C:\\u00e1")], cache=EntryCache())

    assert json.loads(feed.render("json"))["items"][0]["title"] == "C:\\u00e1"
    assert feed.errors == ()


@given(portals(), st.lists(live_articles(NOW), max_size=4, unique_by=lambda one: one.uri))
def test_all_formats_agree_on_identities_dates_and_order(
    portal: Portal, rows: list[Article]
) -> None:
    feed = Feed(portal, rows, now=NOW, cache=EntryCache())
    rss, atom = (feedparser.parse(feed.render(kind)).entries for kind in ("rss", "atom"))
    json_feed = json.loads(feed.render("json"))["items"]

    def second(text: str) -> tuple[int, ...]:
        return datetime.fromisoformat(text).astimezone(UTC).timetuple()[:6]

    expected = [
        (one["id"], one["title"], second(one["date_published"]), second(one["date_modified"]))
        for one in json_feed
    ]
    assert [one[0] for one in expected] == [one.uri for one in feed.articles]
    for entries in (rss, atom):
        read = [(one.id, one.published_parsed[:6], one.updated_parsed[:6]) for one in entries]
        assert read == [(one[0], one[2], one[3]) for one in expected]
    assert feed.errors == ()
