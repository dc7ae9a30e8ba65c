"""The portal: its tree, its zone, the addresses of its feeds."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from govnews import Portal, Section
from govnews.errors import ModelError
from govnews.testing import portals

CULTURE = Section(key="van-hoa", title="Tin văn hoá - xã hội")


def portal(**fields):
    return Portal(**{"name": "Cổng", "url": "https://example.vn/cong/", **fields})


def test_defaults():
    one = portal(sections=(CULTURE,))
    assert one.language == "vi"
    assert one.zone == ZoneInfo("Asia/Ho_Chi_Minh")
    assert one.tree.get("van-hoa") == CULTURE


def test_feed_addresses():
    assert portal().feed_url("rss") == "https://example.vn/cong/feeds/all.rss"
    assert portal().feed_url("atom", "van-hoa") == "https://example.vn/cong/feeds/van-hoa.atom"
    assert portal().feed_url("json", CULTURE) == "https://example.vn/cong/feeds/van-hoa.json"
    rooted = portal(feed_path="/rss?muc={name}&dang={format}")
    assert rooted.feed_url("rss") == "https://example.vn/rss?muc=all&dang=rss"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"url": "example.vn"}, "url"),
        ({"time_zone": "Asia/Hanoi-South"}, "time_zone"),
        ({"time_zone": "../etc"}, "time_zone"),
        ({"feed_path": "feeds/all.rss"}, "feed_path"),
        ({"feed_path": "feeds/{name}.rss"}, "feed_path"),
        ({"feed_path": "feeds/all.{format}"}, "feed_path"),
        ({"feed_path": "feeds/{name"}, "feed_path"),
        ({"feed_path": "feeds/{section}.{format}"}, "feed_path"),
        ({"hubs": ("hub",)}, "hubs"),
        ({"sections": [CULTURE]}, "sections"),
        ({"sections": (CULTURE, CULTURE)}, "sections"),
    ],
)
def test_laws_name_the_field(fields, field):
    with pytest.raises(ModelError) as caught:
        portal(**fields)
    assert caught.value.field == field


@given(portals())
def test_feed_addresses_are_absolute_and_distinct(one):
    names = [None, *(section.key for section in one.sections)]
    urls = [one.feed_url(kind, name) for kind in ("rss", "atom", "json") for name in names]
    assert len(set(urls)) == len(urls)
    assert all(url.startswith("https://") for url in urls)
