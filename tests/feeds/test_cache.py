"""What is kept never shows: cached documents equal fresh ones, within the stated bound."""

import gc
import threading
import tracemalloc
import weakref
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from govnews import Article, Extensions, Portal, Section, Source
from govnews.feeds import Element, EntryCache, Feed, _record
from govnews.testing import articles, live_articles, portals

from ._samples import FULL, NOW, PORTAL, article

KINDS = ("rss", "atom", "json")


def documents(cache: EntryCache, portal: Portal, rows: list[Article]) -> list[object]:
    feed = Feed(portal, rows, now=NOW, cache=cache)
    return [
        *((feed.render(kind), feed.etag(kind), feed.compress(kind)) for kind in KINDS),
        [str(error) for error in feed.errors],
    ]


@given(st.data())
def test_cached_documents_equal_fresh_ones(data: st.DataObject) -> None:
    cache = EntryCache(max_bytes=data.draw(st.sampled_from([0, 5_000, 1 << 20])))
    pool = data.draw(
        st.lists(
            articles(uri=st.sampled_from(["tag:a,2017:1", "tag:a,2017:2"])), min_size=1, max_size=4
        )
    )
    for _ in range(data.draw(st.integers(1, 4))):
        portal = data.draw(st.sampled_from([PORTAL, attrs.evolve(PORTAL, language="en")]))
        rows = data.draw(st.lists(st.sampled_from(pool), max_size=3))
        assert documents(cache, portal, rows) == documents(EntryCache(), portal, rows)


@given(live_articles(NOW), st.data())
def test_one_changed_field_changes_the_document_or_nothing(
    before: Article, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([field.name for field in attrs.fields(Article)]))
    other = data.draw(live_articles(NOW))
    after = attrs.evolve(before, **{name: getattr(other, name)})
    cache = EntryCache()

    documents(cache, PORTAL, [before])

    assert documents(cache, PORTAL, [after]) == documents(EntryCache(), PORTAL, [after])


def test_the_same_and_equal_articles_are_not_written_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [article(n) for n in range(50)]
    cache = EntryCache()
    Feed(PORTAL, rows, now=NOW, cache=cache).render("atom")
    written: list[str] = []
    real = _record._WRITERS["atom"]

    def spy(one: Article, setting: Any) -> bytes:
        written.append(one.uri)
        return real(one, setting)

    monkeypatch.setitem(_record._WRITERS, "atom", spy)
    Feed(PORTAL, rows, now=NOW, cache=cache).render("atom")
    Feed(PORTAL, [attrs.evolve(one) for one in rows], now=NOW, cache=cache).render("atom")
    Feed(attrs.evolve(PORTAL), rows, now=NOW, cache=cache).render("atom")
    assert written == []
    changed = [*rows[:7], attrs.evolve(rows[7], headline="Sửa"), *rows[8:]]
    Feed(PORTAL, changed, now=NOW, cache=cache).render("atom")
    assert written == [rows[7].uri]


def test_equal_wall_times_that_are_different_instants_do_not_mix() -> None:
    zone = ZoneInfo("Europe/Paris")
    first = datetime(2020, 10, 25, 2, 30, tzinfo=zone)
    second = first.replace(fold=1)
    cache = EntryCache()
    assert first == second

    for field in ("published_at", "modified_at"):
        one, other = article(1, **{field: first}), article(1, **{field: second})
        documents(cache, PORTAL, [one])
        assert documents(cache, PORTAL, [other]) == documents(EntryCache(), PORTAL, [other])
    sources = [Source(name="A", url="https://a.vn/", published_at=one) for one in (first, second)]
    one, other = (article(1, source=source) for source in sources)
    documents(cache, PORTAL, [one])
    assert documents(cache, PORTAL, [other]) == documents(EntryCache(), PORTAL, [other])


@attrs.frozen
class Note:
    """An add-on that compares as equal whatever it says."""

    text: str = attrs.field(eq=False)

    def feed_elements(self, kind: str) -> Iterable[Element]:
        return [Element("{urn:example:note}note", self.text)]

    def feed_keys(self) -> Mapping[str, Any]:
        return {"_note": self.text}


def test_what_users_print_is_compared_by_what_is_printed() -> None:
    one, other = (article(1, extensions=Extensions.of(Note(text))) for text in ("a", "b"))
    cache = EntryCache()
    assert one == other

    documents(cache, PORTAL, [one])

    assert documents(cache, PORTAL, [other]) == documents(EntryCache(), PORTAL, [other])


@attrs.frozen(kw_only=True)
class Announcement(Article):
    """A subclass that is live by rules of its own."""

    def state(self, now: datetime) -> Any:
        return "live" if self.headline == "Hiện" else "draft"


def test_a_subclass_may_decide_what_is_live() -> None:
    rows = [
        Announcement(uri=f"tag:a,2017:{n}", headline=text, published_at=NOW + timedelta(days=n))
        for n, text in enumerate(["Hiện", "Ẩn"])
    ]
    cache = EntryCache()
    for _ in range(2):
        feed = Feed(PORTAL, rows, now=NOW, cache=cache)
        assert [one.headline for one in feed.articles] == ["Hiện"]


def test_a_portal_that_differs_in_anything_has_entries_of_its_own() -> None:
    cache = EntryCache()
    renamed = attrs.evolve(PORTAL, sections=(Section(key="van-hoa", title="Khác"),))

    documents(cache, PORTAL, [FULL])

    assert documents(cache, renamed, [FULL]) == documents(EntryCache(), renamed, [FULL])


@settings(max_examples=10)
@given(st.lists(portals(sections=()), max_size=10))
def test_any_number_of_portals_may_share_a_cache(given_portals: list[Portal]) -> None:
    cache = EntryCache()
    for portal in [*given_portals, *given_portals]:
        feed = Feed(portal, [FULL], now=NOW, cache=cache)
        assert feed.render("rss") == Feed(portal, [FULL], now=NOW, cache=EntryCache()).render("rss")


def test_memory_stays_within_the_bound() -> None:
    bound = 400_000
    cache = EntryCache(max_bytes=bound)

    def churn(start: int) -> None:
        for number in range(start, start + 400, 20):
            rows = [
                article(n, body=f"<p>{n} {'x' * 2_000}</p>") for n in range(number, number + 20)
            ]
            feed = Feed(PORTAL, rows, now=NOW, cache=cache)
            for kind in KINDS:
                feed.render(kind)
                feed.compress(kind)
                feed.etag(kind)

    churn(0)
    tracemalloc.start()
    churn(400)
    first = tracemalloc.get_traced_memory()[0]
    churn(800)
    churn(1_200)
    last = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert first < 3 * bound
    assert last < 1.3 * first


def test_an_entry_survives_one_turn_of_the_generations() -> None:
    cache = EntryCache(max_bytes=40_000)
    keep = article(1, body="<p>x</p>")
    shelf = cache.shelf(PORTAL)
    entry = cache.entry(shelf, keep)
    for number in range(2, 12):
        shelf.bytes_of(cache.entry(shelf, article(number, body="y" * 1_500)), "rss")
        assert cache.entry(shelf, keep) is entry or number > 9


def test_a_feed_that_is_let_go_leaves_nothing_for_the_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        feed = Feed(PORTAL, [article(1)], now=NOW, cache=EntryCache())
        feed.etag("rss")
        [entry] = feed._live
        kept = weakref.ref(entry.article)
        del feed, entry
        assert kept() is None
    finally:
        gc.enable()


def test_threads_may_share_a_cache() -> None:
    cache = EntryCache(max_bytes=60_000)
    rows = [article(n, body=f"<p>{'x' * 500}</p>") for n in range(60)]
    expected = {n: Feed(PORTAL, rows[n : n + 20], now=NOW).render("atom") for n in range(40)}
    wrong: list[int] = []

    def render(start: int) -> None:
        for n in range(start, 40):
            feed = Feed(PORTAL, rows[n : n + 20], now=NOW, cache=cache)
            if feed.render("atom") != expected[n] or not feed.etag("atom"):
                wrong.append(n)

    threads = [threading.Thread(target=render, args=(n % 7,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_old_instances_are_forgotten_in_turn() -> None:
    cache = EntryCache(max_bytes=8 * 1_000)
    tags = [f'"{n}"' for n in range(20)]
    for tag in tags:
        cache.remember(tag, b"0123456789abcdef" * 4)

    known = [cache.recall(tag) is not None for tag in tags]
    assert known == sorted(known)
    assert 1 <= sum(known) < len(tags)
    assert cache.recall(tags[-1]) == frozenset({b"0123456789abcdef"})
