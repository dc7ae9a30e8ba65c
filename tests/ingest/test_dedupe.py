"""What counts as the same item."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from govnews import ingest
from govnews.ingest._dedupe import canonical_url
from govnews.model import Article, Source

AT = datetime(2017, 2, 15, 10, 0, tzinfo=UTC)


def article(number: int, **fields: object) -> Article:
    values = {
        "uri": f"tag:a.example.vn,2017:{number}",
        "headline": f"Tin số {number}",
        "published_at": AT,
        **fields,
    }
    return Article(**values)  # type: ignore[arg-type]  # fields of the tests


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example.vn/tin", "http://www.a.example.vn:80/tin/"),
        ("https://a.example.vn/tin?b=1&a=2", "https://A.example.vn/tin?a=2&b=1&utm_source=x#y"),
        ("https://a.example.vn/tin%20m%E1%BB%9Bi", "https://a.example.vn/tin mới"),
        ("https://a.example.vn/việt", "https://a.example.vn/việt"),
    ],
)
def test_addresses_of_one_page(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example.vn/tin.html", "https://a.example.vn/tin"),
        ("https://a.example.vn/?id=1", "https://a.example.vn/?id=2"),
        ("https://a.example.vn:8443/tin", "https://a.example.vn/tin"),
        ("https://a.example.vn/Tin", "https://a.example.vn/tin"),
        ("https://a.example.vn/#/tin/1", "https://a.example.vn/#/tin/2"),
        ("https://a.example.vn/tin#!/1", "https://a.example.vn/tin"),
    ],
)
def test_addresses_of_two_pages(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize("url", ["tag:a,2017:1", "https://[", "https://a:x/", ""])
def test_what_is_no_address_stays(url: str) -> None:
    assert canonical_url(url) == url


def test_the_sources_uri_comes_first() -> None:
    mine = article(1, source=Source(name="Cổng B", item_uri="tag:b,2017:7"))
    theirs = article(2, uri="tag:b,2017:7", headline="Tin khác")
    assert ingest.dedupe([mine, theirs]) == (mine,)
    assert ingest.dedupe([theirs], known=[mine]) == ()
    assert ingest.dedupe([theirs], known=[article(3, alt_ids=("tag:b,2017:7",))]) == ()


def test_the_address_comes_next() -> None:
    mine = article(1, url="https://a.example.vn/tin?utm_medium=rss")
    theirs = article(2, url="http://a.example.vn/tin/")
    assert ingest.dedupe([mine, theirs]) == (mine,)


def test_a_front_page_is_no_identity() -> None:
    both = (article(1, url="https://a.example.vn/"), article(2, url="https://a.example.vn"))
    assert ingest.dedupe(both) == both


def test_headline_and_day_come_last() -> None:
    mine = article(1, headline="Việt  Nam hội nhập")
    same = article(2, headline="VIỆT Nam hội nhập", published_at=AT + timedelta(hours=6))
    # 17:00 UTC is already the next day in Vietnam.
    later = article(3, headline="Việt Nam hội nhập", published_at=AT + timedelta(hours=7))
    assert ingest.dedupe([mine, same, later]) == (mine, later)


def test_drafts_without_a_date_are_told_apart_by_uri() -> None:
    drafts = tuple(
        article(number, headline="Nháp", published_at=None, status="draft") for number in (1, 2)
    )
    assert ingest.dedupe(drafts) == drafts


def test_the_latest_version_takes_the_place_of_the_first() -> None:
    old, new = article(1), article(1, modified_at=AT + timedelta(hours=1))
    other = article(2)
    assert ingest.dedupe([old, other, new, old]) == (new, other)


def test_the_first_and_the_last_day_of_the_calendar() -> None:
    ends = (
        article(1, published_at=datetime.max.replace(tzinfo=UTC)),
        article(2, published_at=datetime.min.replace(tzinfo=UTC)),
    )
    assert ingest.dedupe(ends) == ends


NUMBERS = st.lists(st.integers(0, 5), max_size=8)


@given(numbers=NUMBERS, known=NUMBERS)
def test_what_is_left_is_new_and_each_once(numbers: list[int], known: list[int]) -> None:
    left = ingest.dedupe(map(article, numbers), map(article, known))
    assert left == tuple(article(n) for n in dict.fromkeys(numbers) if n not in known)
    assert ingest.dedupe(left, map(article, known)) == left
