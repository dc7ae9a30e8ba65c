"""One bad article never costs the feed: it is left out and named, or raised in strict mode."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from govnews import Article, Attachment, Image, Person
from govnews.errors import FeedError
from govnews.feeds import EntryCache, Feed
from govnews.testing.feed_document import FeedDocument

from ._samples import NOW, PORTAL, article

GOOD = article(1, body="<p>Nội dung</p>", url="https://sonla.example.vn/1")


def forced(**fields: Any) -> Article:
    """An article that got past its own laws, as with validators switched off."""
    made = article(2)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


def adapted(**fields: Any) -> Callable[[], Article]:
    return lambda: article(2, **fields)


ROWS: list[tuple[str, Callable[[], Article], str | None]] = [
    ("control character", lambda: forced(headline="a\x00b"), "headline"),
    ("control in a nested value", lambda: forced(authors=(forced_person("\x1b"),)), "authors"),
    ("non-character", lambda: forced(lead="\ufffe"), "lead"),
    ("lone surrogate in the body", lambda: forced(body="<p>\ud800</p>"), "body"),
    ("lone surrogate in the address", lambda: forced(url="https://a.vn/\udfff"), "url"),
    ("control in a plain body", lambda: forced(body="\x08", body_type="plain"), "body"),
    ("no date", lambda: forced(published_at=None), None),
    ("naive date", adapted(published_at=datetime(2017, 2, 15)), "published_at"),
    ("empty title", adapted(headline=" "), "headline"),
    ("relative address", adapted(url="/tin/2"), "url"),
    ("control character, adapted", adapted(lead="\x07"), "lead"),
]


def made(make: Callable[[], Article]) -> Article:
    return make()


def forced_person(name: str) -> Person:
    person = Person(name="x")
    object.__setattr__(person, "name", name)
    return person


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
@pytest.mark.parametrize(("make", "field"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_bad_one_is_left_out_and_named(
    make: Callable[[], Article], field: str | None, kind: str
) -> None:
    rows = [lambda: GOOD, make, lambda: article(3)]
    feed = Feed(PORTAL, rows, adapt=made, now=NOW, cache=EntryCache())

    data = feed.render(kind)

    assert data == Feed(PORTAL, [GOOD, article(3)], now=NOW, cache=EntryCache()).render(kind)
    if field is None:
        # Without a date it is no live article, whatever its status says.
        assert feed.errors == ()
    else:
        (error,) = feed.errors
        assert (error.index, error.field) == (1, field)
        with pytest.raises(FeedError, match="article 1"):
            Feed(PORTAL, rows, adapt=made, now=NOW, strict=True, cache=EntryCache()).render(kind)


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("<script>alert(1)</script>", ""),
        ("<p>a<b>b</p>c", "<p>a<b>b</b></p><b>c</b>"),
        ("</div></div><p>x", "<p>x</p>"),
        ("]]>", "]]&gt;"),
        ("<![CDATA[x]]>y", "y"),
        ("&#0;&#x1F;x", "\ufffdx"),
        ("<p>" * 3_000, "<p></p>" * 3_000),
        ('<a href="http://[x">y</a>', "<a>y</a>"),
        ("<a href='\x01javascript:x'>y</a>", "<a>y</a>"),
    ],
)
def test_broken_bodies_are_mended(body: str, content: str) -> None:
    made = forced(body=body, url="https://sonla.example.vn/2")
    for kind in ("rss", "atom"):
        feed = Feed(PORTAL, [made], now=NOW, cache=EntryCache())
        (entry,) = FeedDocument.read(feed.render(kind)).entries
        assert feed.errors == ()
        # Atom asks for some text; without body and lead that is the title.
        wanted = content or ("Tin số 2" if kind == "atom" else "")
        assert entry.content == wanted


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_body_nested_too_deeply_is_left_out(kind: str) -> None:
    deep = article(2, body='<div class="a">' * 200_000 + "x")
    feed = Feed(PORTAL, [deep, GOOD], now=NOW, cache=EntryCache())

    assert "Nội dung".encode() in feed.render(kind)
    (error,) = feed.errors
    assert (error.uri, error.field, error.reason) == (deep.uri, "body", "is nested too deeply")


def test_a_deep_but_bearable_body_is_carried() -> None:
    made = article(1, body='<div class="a">' * 900 + "x")
    feed = Feed(PORTAL, [made], now=NOW, cache=EntryCache())

    assert feed.render("rss").count(b"<div>") == 900
    assert feed.errors == ()


def test_a_body_of_ten_megabytes_is_carried() -> None:
    body = "<p>Nội dung rất dài.</p>" * 400_000
    feed = Feed(PORTAL, [article(2, body=body), GOOD], now=NOW, cache=EntryCache())

    assert len(body.encode()) > 10_000_000
    assert body.encode() in feed.render("atom")
    assert feed.errors == ()


def test_an_instant_that_no_calendar_has_in_the_portals_zone() -> None:
    late = article(2, published_at=datetime(9999, 12, 31, 23, tzinfo=UTC), publish_from=NOW)
    feed = Feed(PORTAL, [late, GOOD], now=NOW, cache=EntryCache())

    assert b"2017:1" in feed.render("rss")
    (error,) = feed.errors
    assert "is on no calendar in the portal's zone" in error.reason


@attrs.frozen(kw_only=True)
class Shy(Article):
    """A subclass that claims to be live without a date."""

    def state(self, now: datetime) -> Any:
        return "live"


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_a_live_article_without_a_date_is_named(kind: str) -> None:
    shy = Shy(uri="tag:a,2017:1", headline="x", published_at=None, status="draft")
    feed = Feed(PORTAL, [shy, GOOD], now=NOW, cache=EntryCache())

    assert b"2017:1" in feed.render(kind)
    assert [error.reason for error in feed.errors] == ["published_at is missing"]
    assert feed.last_modified is not None


def test_files_of_unknown_kinds_have_a_type() -> None:
    made = article(
        1,
        attachments=(
            Attachment(url="https://a.vn/tep.lạ"),
            Attachment(url="https://a.vn/phim.MP4?x=1"),
        ),
        images=(Image(url="https://a.vn/anh"), Image(url="https://a.vn/a.png", length=0)),
    )

    (entry,) = FeedDocument.read(Feed(PORTAL, [made], now=NOW).render("atom")).entries

    assert entry.enclosures[0] == "https://a.vn/tep.l%E1%BA%A1"
    data = Feed(PORTAL, [made], now=NOW).render("rss").decode()
    for kind in ("application/octet-stream", "video/mp4", "image/jpeg", "image/png"):
        assert f'type="{kind}"' in data
    assert 'medium="video"' in data
    assert "fileSize" not in data
