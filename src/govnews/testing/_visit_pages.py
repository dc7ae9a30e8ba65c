"""What :class:`VisitStoreSuite` tests of page counts."""

# a test is described by its name

from itertools import count

from ..visits import PageCount, VisitStore
from ._visit_machine import NOON, ONE_DAY, Site
from ._visit_model import SiteModel, day_at, hit_of


class PageCounts:
    """Tests of the pages that a store counts; ``store`` is the suite's fixture."""

    def test_pages_are_counted_and_ranked(self, store: VisitStore) -> None:
        site, today = Site(store), day_at(NOON)
        pages = ["tag:a,2017:1"] * 3 + ["bài viết/2?x=1"] * 2 + ["c", "b"]
        site.record(*(hit_of(f"{n}", NOON + n, page=page) for n, page in enumerate(pages)))
        site.record(hit_of("An", NOON - 86400, page="c"), hit_of("An", NOON))
        assert store.pages(site.name, None, 3, None) == (
            PageCount("tag:a,2017:1", 3),
            PageCount("bài viết/2?x=1", 2),
            PageCount("c", 2),
        )
        assert store.pages(site.name, (today, today), 4, None)[2:] == (("b", 1), ("c", 1))
        assert store.pages(site.name, (today - ONE_DAY, today), 9, ("c", "b")) == (
            ("c", 2),
            ("b", 1),
        )
        assert store.pages(site.name, None, 9, ("b", "none")) == (("b", 1),)
        assert store.pages(site.name, None, 9, ()) == ()

    def test_a_pages_name_is_any_text(self, store: VisitStore) -> None:
        site = Site(store)
        names = ["", "A", "a", "é", "e\u0301", "a\nb", "%_*?[x]", "{p}:1", "\U0001f4f0"]
        names = sorted([*names, "x" * 400, "x" * 400 + "y"])
        site.record(*(hit_of("An", NOON, page=name) for name in names))
        assert store.pages(site.name, None, 99, None) == tuple((name, 1) for name in names)
        for name in names:
            assert store.pages(site.name, None, 9, (name,)) == ((name, 1),)

    def test_single_days_of_pages_are_kept_35_days(self, store: VisitStore) -> None:
        site, first = Site(store), day_at(NOON)
        for n in range(35):
            store.salt(site.name, first + n * ONE_DAY, bytes(32))
            site.record(hit_of("An", NOON + n * 86400, page="p" if n else "first"))
        days = (first, first + 34 * ONE_DAY)
        assert store.pages(site.name, days, 9, None) == (("p", 34), ("first", 1))

    def test_the_top_list_is_exact_however_pages_are_spread(self, store: VisitStore) -> None:
        site, model, seen = Site(store), SiteModel(), count()
        for page in range(60):
            views = [(f"{next(seen)}", NOON) for _ in range(1 + page * 7 % 13)]
            site.record(*(hit_of(who, at, page=f"p{page:02}") for who, at in views))
            for who, at in views:
                model.record(who, at, page=f"p{page:02}")
        assert list(store.pages(site.name, None, 20, None)) == model.top(None)[:20]
