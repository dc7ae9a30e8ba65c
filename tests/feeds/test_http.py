import gzip
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest

from govnews.errors import UnknownFormatError
from govnews.feeds import EntryCache, Feed, respond
from govnews.feeds._http import http_date

from ._samples import FULL, HANOI, NOW, PORTAL, article

FEED = Feed(PORTAL, [FULL, article(1)], now=NOW)
TAG = FEED.etag("rss")
GZIP_TAG = f'{TAG[:-1]}-gzip"'
OTHER = '"0123"'


def test_a_plain_request_is_served_whole() -> None:
    response = respond(FEED, "rss")

    assert response.status == 200
    assert response.body == FEED.render("rss")
    assert response.headers == {
        "Content-Type": "application/rss+xml; charset=utf-8",
        "Content-Length": str(len(response.body)),
        "ETag": TAG,
        "Last-Modified": "Wed, 22 Feb 2017 15:00:00 GMT",
        "Link": '<https://sonla.example.vn/feeds/all.rss>; rel="self", '
        '<https://hub.example.vn/>; rel="hub"',
        "Vary": "Accept, Accept-Encoding, A-IM",
    }


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("atom", "application/atom+xml"), ("json", "application/feed+json")],
)
def test_each_format_has_its_media_type(kind: str, media_type: str) -> None:
    assert respond(FEED, kind).headers["Content-Type"] == f"{media_type}; charset=utf-8"


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(UnknownFormatError):
        respond(FEED, "rdf")


def test_head_is_get_without_the_content() -> None:
    got, headed = respond(FEED, "atom"), respond(FEED, "atom", method="HEAD")

    assert (headed.status, headed.headers, headed.body) == (200, got.headers, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_not_allowed(method: str) -> None:
    response = respond(FEED, "rss", method=method)

    assert (response.status, response.headers) == (405, {"Allow": "GET, HEAD"})


SEEN = "Wed, 22 Feb 2017 15:00:00 GMT"
EARLIER = "Wed, 22 Feb 2017 14:59:59 GMT"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        # RFC 9110, section 13.2.2, step 1: If-Match
        ({"If-Match": TAG}, 200),
        ({"If-Match": f"{OTHER}, {GZIP_TAG}"}, 200),
        ({"If-Match": "*"}, 200),
        ({"If-Match": OTHER}, 412),
        ({"If-Match": f"W/{TAG}"}, 412),
        ({"If-Match": TAG, "If-Unmodified-Since": EARLIER}, 200),
        # step 2: If-Unmodified-Since, without If-Match
        ({"If-Unmodified-Since": SEEN}, 200),
        ({"If-Unmodified-Since": EARLIER}, 412),
        ({"If-Unmodified-Since": "yesterday"}, 200),
        # step 3: If-None-Match
        ({"If-None-Match": TAG}, 304),
        ({"If-None-Match": GZIP_TAG}, 304),
        ({"If-None-Match": f"W/{TAG}"}, 304),
        ({"If-None-Match": f"{OTHER}, {TAG}"}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": OTHER}, 200),
        ({"If-None-Match": TAG.strip('"')}, 200),
        ({"If-None-Match": ""}, 200),
        ({"If-None-Match": OTHER, "If-Modified-Since": SEEN}, 200),
        ({"If-None-Match": TAG, "If-Modified-Since": EARLIER}, 304),
        # step 4: If-Modified-Since, without If-None-Match
        ({"If-Modified-Since": SEEN}, 304),
        ({"If-Modified-Since": EARLIER}, 200),
        ({"If-Modified-Since": "Wednesday, 22-Feb-17 15:00:00 GMT"}, 304),
        ({"If-Modified-Since": "Wed Feb 22 15:00:00 2017"}, 304),
        ({"If-Modified-Since": "Wed, 22 Feb 2017 22:00:00 +0700"}, 304),
        ({"If-Modified-Since": "Wed, 22 Feb 2017 21:59:59 +0700"}, 200),
        ({"If-Modified-Since": "soon"}, 200),
        # together
        ({"If-Match": OTHER, "If-None-Match": TAG}, 412),
        ({"If-Match": TAG, "If-None-Match": TAG}, 304),
        ({"If-Unmodified-Since": EARLIER, "If-None-Match": TAG}, 412),
        # step 5: ranges are not offered, so the whole is served
        ({"Range": "bytes=0-1", "If-Range": TAG}, 200),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_preconditions_go_in_the_order_of_the_standard(
    headers: dict[str, str], status: int, method: str
) -> None:
    response = respond(FEED, "rss", headers, method)

    assert response.status == status
    if status != 200:
        assert response.body == b""
        assert response.headers["Vary"] == "Accept, Accept-Encoding, A-IM"
    if status == 304:
        assert response.headers["ETag"] in {TAG, GZIP_TAG}


def test_fractions_of_a_second_do_not_defeat_if_modified_since() -> None:
    at = datetime(2017, 2, 15, 10, 0, 0, 999_999, tzinfo=UTC)
    feed = Feed(PORTAL, [article(1, published_at=at)], now=NOW)
    date = respond(feed, "rss").headers["Last-Modified"]

    assert date == "Wed, 15 Feb 2017 10:00:00 GMT"
    assert respond(feed, "rss", {"If-Modified-Since": date}).status == 304


def test_dates_are_gmt_whatever_zone_the_system_has(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as system:
        system.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        assert http_date(NOW.astimezone(HANOI)) == "Tue, 24 Nov 2026 08:00:00 GMT"
    time.tzset()


def test_a_feed_without_articles_has_no_date_to_compare() -> None:
    empty = Feed(PORTAL, [])

    assert "Last-Modified" not in respond(empty, "rss").headers
    assert respond(empty, "rss", {"If-Modified-Since": SEEN}).status == 200
    assert respond(empty, "rss", {"If-Unmodified-Since": EARLIER}).status == 200


def test_header_names_may_be_in_any_case() -> None:
    assert respond(FEED, "rss", {"IF-NONE-MATCH": TAG}).status == 304
    assert respond(FEED, "rss", {"if-none-match": TAG}, "get").status == 304


def test_a_304_names_the_tag_that_the_client_holds() -> None:
    plain = respond(FEED, "rss", {"If-None-Match": TAG, "Accept-Encoding": "gzip"})
    zipped = respond(FEED, "rss", {"If-None-Match": GZIP_TAG, "Accept-Encoding": "gzip"})

    assert (plain.status, plain.headers["ETag"]) == (304, TAG)
    assert (zipped.status, zipped.headers["ETag"]) == (304, GZIP_TAG)


def test_a_client_that_holds_both_forms_keeps_the_one_it_would_be_sent() -> None:
    held = {"If-None-Match": f"{TAG}, {GZIP_TAG}"}

    assert respond(FEED, "rss", held).headers["ETag"] == TAG
    assert respond(FEED, "rss", {**held, "Accept-Encoding": "gzip"}).headers["ETag"] == GZIP_TAG


def test_a_failed_precondition_names_the_form_that_would_be_sent() -> None:
    failed = respond(FEED, "rss", {"If-Match": OTHER, "If-None-Match": GZIP_TAG})

    assert (failed.status, failed.headers["ETag"]) == (412, TAG)


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip, deflate, br", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("*", True),
        ("gzip;q=0.5, identity;q=0.1", True),
        ("gzip;q=0.1, identity;q=0.5", False),
        ("gzip;q=1, identity", True),
        ("gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q =0", False),
        ("gzip;q=0=1", False),
        ("gzip;q=much", False),
        ("deflate, br", False),
        ("", False),
    ],
)
def test_gzip_is_sent_to_those_who_take_it(accepted: str, *, zipped: bool) -> None:
    response = respond(FEED, "rss", {"Accept-Encoding": accepted})

    assert response.status == 200
    assert ("Content-Encoding" in response.headers) is zipped
    if zipped:
        assert response.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(response.body) == FEED.render("rss")
        assert response.headers["ETag"] == GZIP_TAG
        # No time stamp, no name of a system.
        assert response.body[4:10] == b"\0\0\0\0\0\xff"
        assert respond(FEED, "rss", {"Accept-Encoding": accepted}).body is response.body


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("", 200),
        ("application/rss+xml", 200),
        ("Application/RSS+XML; charset=utf-8", 200),
        ("application/*;q=0.1", 200),
        ("text/xml", 200),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", 200),
        ("text/html, application/xml;q=0.9", 200),
        ("text/html, */*;q=0.8", 200),
        ("text/html", 406),
        ("application/atom+xml", 406),
        ("application/rss+xml;q=0, */*", 406),
        ("*/*;q=0", 406),
    ],
)
def test_accept_decides_whether_there_is_a_form_to_send(accept: str, status: int) -> None:
    response = respond(FEED, "rss", {"Accept": accept})

    assert response.status == status
    assert response.headers["Vary"] == "Accept, Accept-Encoding, A-IM"


def test_json_feed_answers_to_the_general_name_of_json() -> None:
    assert respond(FEED, "json", {"Accept": "application/json"}).status == 200
    assert respond(FEED, "json", {"Accept": "application/xml"}).status == 406


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("mark", ["", "-gzip"])
def test_a_im_feed_sends_only_what_is_new(kind: str, mark: str) -> None:
    cache = EntryCache()
    old = [article(n) for n in range(5)]
    before = Feed(PORTAL, old, now=NOW, cache=cache)
    held = f'{before.etag(kind)[:-1]}{mark}"'
    edited = article(2, headline="Sửa", modified_at=NOW - timedelta(hours=1))
    after = Feed(PORTAL, [old[0], old[1], edited, old[3], article(9)], now=NOW, cache=cache)

    response = respond(after, kind, {"A-IM": "feed, gzip;q=0.5", "If-None-Match": held})

    assert response.status == 226
    assert response.headers["IM"] == "feed"
    assert response.headers["Delta-Base"] == held
    assert response.headers["ETag"] == after.etag(kind)
    new = feedparser.parse(response.body)
    assert [entry.id for entry in new.entries] == [article(9).uri, edited.uri]
    assert new.feed.title == PORTAL.name


def test_a_im_falls_back_to_the_whole() -> None:
    cache = EntryCache()
    before: Feed[Any] = Feed(PORTAL, [article(1)], now=NOW, cache=cache)
    after = Feed(PORTAL, [article(1), article(2)], now=NOW, cache=cache)
    held = before.etag("rss")

    def status(kind: str, **headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return respond(after, kind, named).status

    assert status("rss", A_IM="feed", If_None_Match=held) == 226
    assert status("rss", A_IM="diffe", If_None_Match=held) == 200
    assert status("rss", A_IM="feed;q=0", If_None_Match=held) == 200
    assert status("rss", A_IM="feed") == 200
    assert status("rss", A_IM="feed", If_None_Match=OTHER) == 200
    assert status("rss", If_None_Match=held) == 200
    assert status("json", A_IM="feed", If_None_Match=before.etag("json")) == 200
    assert status("rss", A_IM="feed", If_None_Match=after.etag("rss")) == 304
    assert status("rss", A_IM="feed", If_None_Match=f"{OTHER}, {held}") == 226


def test_a_delta_begins_from_a_tag_that_a_proxy_made_weak() -> None:
    cache = EntryCache()
    held = Feed(PORTAL, [article(1)], now=NOW, cache=cache).etag("rss")
    after = Feed(PORTAL, [article(1), article(2)], now=NOW, cache=cache)

    response = respond(after, "rss", {"A-IM": "feed", "If-None-Match": f"W/{held}"})

    assert (response.status, response.headers["Delta-Base"]) == (226, held)


def test_the_feed_of_a_section_links_to_itself() -> None:
    feed = Feed(PORTAL, [], section="van-hoa")

    own, _hub = respond(feed, "rss").headers["Link"].split(", ")

    assert own == '<https://sonla.example.vn/feeds/van-hoa.rss>; rel="self"'


def test_a_delta_may_be_empty_and_compressed() -> None:
    cache = EntryCache()
    held = Feed(PORTAL, [article(1), article(2)], now=NOW, cache=cache).etag("atom")
    after = Feed(PORTAL, [article(1)], now=NOW, cache=cache)

    response = respond(
        after, "atom", {"A-IM": "feed", "If-None-Match": held, "Accept-Encoding": "gzip"}
    )

    assert response.status == 226
    assert feedparser.parse(gzip.decompress(response.body)).entries == []


def test_a_304_renders_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    tag = Feed(PORTAL, [FULL], now=NOW).etag("atom")

    def fail(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(Feed, "render", fail)
    monkeypatch.setattr("govnews.feeds._cache.Entry.write", fail)
    again = Feed(PORTAL, [FULL], now=NOW)

    assert respond(again, "atom", {"If-None-Match": tag}).status == 304
