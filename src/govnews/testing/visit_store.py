"""The conformance suite for visit stores: the laws of ``VisitStore`` as tests.

Derive from :class:`VisitStoreSuite`, say how to make a store and what it claims, and let
pytest collect the class::

    class TestAbacusStore(VisitStoreSuite):
        durable = True
        shared = True

        def make_store(self):
            return AbacusStore("beads.db")

        def another(self, store):
            return AbacusStore("beads.db")
"""

# ruff: noqa: D102  # a test is described by its name

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from ..errors import MissingExtraError

try:
    import pytest
except ImportError as _error:
    raise MissingExtraError("testing", "pytest") from _error

from hypothesis import given, settings, strategies as st
from hypothesis.stateful import run_state_machine_as_test

from ..visits import Batch, Figures, RecordResult, VisitStore
from ._visit_machine import MIDNIGHT, NOON, ONE_DAY, TIMEOUT, Site, VisitMachine
from ._visit_model import day_at, hit_of
from ._visit_pages import PageCounts

_SITES = ("sơn-la", "{a}:{b}", "a", "A", "", "tin tức/%20*?[x]\n", "a" * 300)


class VisitStoreSuite(PageCounts):
    """Tests that every visit store passes, ours and yours.

    Attributes:
        durable: A recorded visit is there when the store is opened again.
        shared: Several handles on the same data, as in several processes, work at once.
        cluster: The store spreads one site over several machines.
    """

    durable: bool = False
    shared: bool = False
    cluster: bool = False

    def make_store(self) -> VisitStore:
        """A store to test; it may hold sites already. You write this one."""
        raise NotImplementedError

    def another(self, store: VisitStore) -> VisitStore:
        """Another handle on the same data. Yours to write if ``durable`` or ``shared``."""
        raise NotImplementedError

    @pytest.fixture
    def store(self) -> Iterator[VisitStore]:
        """The store of one test."""
        made = self.make_store()
        yield made
        made.close()

    def test_it_is_a_visit_store(self, store: VisitStore) -> None:
        assert isinstance(store, VisitStore)

    def test_it_claims_what_the_suite_tests(self, store: VisitStore) -> None:
        claims = store.capabilities
        assert claims.shared == self.shared
        assert claims.cluster == self.cluster
        assert (claims.durability in ("seconds", "process", "power")) <= self.durable
        assert 0 <= claims.uniques_error < 0.05

    @pytest.mark.parametrize(
        ("gap", "visits"),
        [(0, 1), (1, 1), (60, 1), (1799, 1), (1800, 2), (1801, 2), (86400, 2), (-1, 1), (-1799, 1)],
    )
    def test_a_visit_ends_with_half_an_hour_of_silence(
        self, store: VisitStore, gap: int, visits: int
    ) -> None:
        site = Site(store)
        site.record(hit_of("An", NOON), hit_of("An", NOON + gap))
        assert site.read().visits == visits

    def test_silence_counts_from_the_latest_hit(self, store: VisitStore) -> None:
        site = Site(store)
        for minutes in (0, 20, 40, 60):
            site.record(hit_of("An", NOON + 60 * minutes))
        site.record(hit_of("An", NOON + 3600 - 1200))
        site.record(hit_of("An", NOON + 3600 + 1799))
        assert site.read().visits == 1

    def test_the_timeout_is_the_batches(self, store: VisitStore) -> None:
        site = Site(store, timeout=300)
        site.record(hit_of("An", NOON), hit_of("An", NOON + 299), hit_of("An", NOON + 599))
        assert site.read().visits == 2

    def test_a_timeout_may_be_hours_long(self, store: VisitStore) -> None:
        timeout = 6 * 3600
        site = Site(store, timeout=timeout)
        for at in (0, timeout - 1, 2 * timeout - 1):
            site.record(hit_of("An", NOON + at, timeout=timeout))
            site.record(*(hit_of(f"{at}.{n}", NOON + at + 3600 * n) for n in range(3)))
        # An's third hit alone comes when the timeout is over.
        assert site.read().visits == 2 + 9

    def test_a_visit_belongs_to_the_day_it_began(self, store: VisitStore) -> None:
        site = Site(store)
        site.record(hit_of("An", MIDNIGHT - 1), hit_of("An", MIDNIGHT), hit_of("Bình", MIDNIGHT))
        before, after = site.read().days
        assert (before.day, before.visits, before.hits) == (day_at(MIDNIGHT - 1), 1, 1)
        assert (after.day, after.visits, after.hits) == (day_at(MIDNIGHT), 1, 2)

    def test_a_change_of_salts_begins_no_visit(self, store: VisitStore) -> None:
        site = Site(store)
        for at in range(MIDNIGHT - 3600, MIDNIGHT + 7200, 900):
            site.record(hit_of("An", at))
        figures = site.read(MIDNIGHT + 6300)
        assert (figures.visits, figures.online) == (1, 1)

    def test_a_late_hit_of_yesterday_does_not_take_the_visit_back(self, store: VisitStore) -> None:
        site = Site(store)
        for at in (MIDNIGHT - 10, MIDNIGHT + 1700, MIDNIGHT - 5, MIDNIGHT + 1900):
            site.record(hit_of("An", at))
        assert site.read().visits == 1

    @pytest.mark.parametrize(
        ("minutes_later", "online"), [(0, 1), (1, 1), (4, 1), (5, 0), (-1, 0), (60, 0)]
    )
    def test_online_is_the_last_minutes(
        self, store: VisitStore, minutes_later: int, online: int
    ) -> None:
        site = Site(store)
        site.record(hit_of("An", NOON + 59))
        assert site.read(NOON + 60 * minutes_later).online == online

    @pytest.mark.parametrize(("window", "online"), [(0, 0), (1, 1), (2, 2), (30, 3), (360, 4)])
    def test_the_window_is_as_wide_as_asked_for(
        self, store: VisitStore, window: int, online: int
    ) -> None:
        site, today = Site(store, timeout=6 * 3600), day_at(NOON)
        for minutes_ago in (359, 29, 1, 0):
            site.record(hit_of(f"{minutes_ago}", NOON - 60 * minutes_ago))
        figures = store.read(
            site.name, today, today, minute=NOON // 60, window=window, uniques=False
        )
        assert figures.online == online

    def test_online_counts_a_visitor_once(self, store: VisitStore) -> None:
        site = Site(store)
        for seconds in (0, 30, 60, 130, 90, 250):
            site.record(hit_of("An", NOON + seconds), hit_of("Bình", NOON + seconds))
        assert site.read(NOON + 250).online == 2
        assert site.read(NOON + 130).online == 0, "the latest hits lie later"

    def test_bots_are_apart(self, store: VisitStore) -> None:
        site = Site(store)
        site.record(hit_of("", NOON, page="p", bot=True), hit_of("", NOON + 1, bot=True))
        figures = site.read()
        assert (figures.visits, figures.online) == (0, 0)
        (row,) = figures.days
        assert (row.bots, row.hits, row.visits, row.uniques) == (2, 0, 0, 0)
        assert store.pages(site.name, None, 10, None) == ()

    def test_a_batch_counts_once(self, store: VisitStore) -> None:
        site = Site(store)
        batch = site.batch(hit_of("An", NOON, page="p"), hit_of("Bình", NOON))
        assert store.record(batch) == RecordResult(visits=2, duplicate=False)
        before = site.everything()
        assert store.record(batch) == RecordResult(visits=2, duplicate=True)
        assert site.everything() == before

    def test_an_old_number_counts_no_more(self, store: VisitStore) -> None:
        site = Site(store)
        old = site.batch(hit_of("An", NOON))
        store.record(old)
        site.record(hit_of("Bình", NOON), hit_of("An", NOON))
        before = site.everything()
        assert store.record(old) == RecordResult(visits=0, duplicate=True)
        assert site.everything() == before

    def test_a_number_is_remembered_for_a_day(self, store: VisitStore) -> None:
        site, other = Site(store), uuid4().hex
        batch = site.batch(hit_of("An", NOON, page="p"))
        store.record(batch)
        for seq, hour in enumerate((1, 6, 12, 23), 1):
            at = NOON + 3600 * hour
            store.salt(site.name, day_at(at), bytes(32))
            store.record(Batch(site.name, other, seq, TIMEOUT, [hit_of("Bình", at)]))
        before = site.everything()
        assert store.record(batch) == RecordResult(visits=1, duplicate=True)
        assert site.everything() == before

    def test_writers_number_for_themselves(self, store: VisitStore) -> None:
        site = Site(store)
        batch = site.batch(hit_of("An", NOON))
        store.record(batch)
        assert not store.record(batch._replace(writer=uuid4().hex)).duplicate
        assert site.read().days[0].hits == 2

    def test_an_empty_batch_changes_nothing(self, store: VisitStore) -> None:
        site = Site(store)
        assert store.record(site.batch()) == RecordResult(visits=0, duplicate=False)
        assert site.read() == Figures(visits=0, offset=None, online=0, days=())

    def test_a_batch_may_hold_a_thousand(self, store: VisitStore) -> None:
        site = Site(store)
        hits = [hit_of(f"{n % 700}", NOON + n // 10, page=f"p{n % 7}") for n in range(1000)]
        assert store.record(site.batch(*hits)).visits == 700
        assert site.read(NOON + 100).online == 700
        assert sum(row.hits for row in store.pages(site.name, None, 9, None)) == 1000

    def test_splitting_changes_nothing(self, store: VisitStore) -> None:
        seconds = st.sampled_from([-1799, -60, -1, 0, 1, 59, 60, 300, 1799])
        view = st.tuples(st.sampled_from("abcd"), seconds, st.sampled_from([None, "p"]))

        @given(views=st.lists(view, max_size=12), cut=st.integers(0, 12))
        def check(views: list[tuple[str, int, str | None]], cut: int) -> None:
            hits = [hit_of(who, MIDNIGHT + at, page=page) for who, at, page in views]
            whole, parts = Site(store), Site(store)
            whole.record(*hits)
            parts.record(*hits[:cut])
            for hit in hits[cut:]:
                parts.record(hit)
            assert whole.everything() == parts.everything()

        check()

    def test_sites_are_apart(self, store: VisitStore) -> None:
        end = uuid4().hex
        sites = [Site(store, name + end) for name in _SITES]
        for number, site in enumerate(sites, 1):
            site.record(*(hit_of(f"{n}", NOON, page=f"{number}") for n in range(number)))
            store.set_offset(site.name, number, expected=None)
        for number, site in enumerate(sites, 1):
            figures = site.read()
            assert (figures.visits, figures.online, figures.offset) == (number, number, number)
            assert store.pages(site.name, None, 9, None) == ((f"{number}", number),)

    def test_an_unknown_site_is_empty(self, store: VisitStore) -> None:
        site = Site(store)
        assert site.read() == Figures(visits=0, offset=None, online=0, days=())
        assert store.pages(site.name, None, 10, None) == ()
        assert store.pages(site.name, (day_at(NOON), day_at(NOON)), 10, None) == ()

    def test_the_offset_changes_for_who_knows_it(self, store: VisitStore) -> None:
        site = Site(store)
        assert store.set_offset(site.name, 5, expected=4) is None
        assert site.read().offset is None
        assert store.set_offset(site.name, 40_536_672, expected=None) is None
        assert store.set_offset(site.name, 1, expected=None) == 40_536_672
        assert store.set_offset(site.name, 2**53 - 1, expected=40_536_672) == 40_536_672
        assert site.read().offset == 2**53 - 1
        site.record(hit_of("An", NOON))
        assert (site.read().visits, site.read().offset) == (1, 2**53 - 1)

    def test_one_salt_a_day_for_all(self, store: VisitStore) -> None:
        site, other, day = Site(store).name, Site(store).name, day_at(NOON)
        assert store.salt(site, day, b"1" * 32) == b"1" * 32
        assert store.salt(site, day, b"2" * 32) == b"1" * 32
        assert store.salt(site, day + ONE_DAY, b"\x00\xff\r\n" * 8) == b"\x00\xff\r\n" * 8
        assert store.salt(site, day, b"3" * 32) == b"1" * 32
        assert store.salt(other, day, b"4" * 32) == b"4" * 32

    def test_salts_before_yesterday_are_forgotten(self, store: VisitStore) -> None:
        site, day = Site(store).name, day_at(NOON)
        for n in range(3):
            store.salt(site, day + n * ONE_DAY, bytes([n]) * 32)
        assert store.salt(site, day, b"x" * 32) == b"x" * 32

    @pytest.mark.parametrize("visitors", [1, 10, 100, 5_000])
    def test_distinct_visitors_within_the_stated_error(
        self, store: VisitStore, visitors: int
    ) -> None:
        site = Site(store)
        for first in range(0, visitors, 1000):
            people = range(first, min(first + 1000, visitors))
            site.record(*(hit_of(f"{person}", NOON) for person in people))
            site.record(*(hit_of(f"{person}", NOON + 1800) for person in people))
        (row,) = site.read().days
        assert row.visits == 2 * visitors
        assert row.uniques is not None
        error = store.capabilities.uniques_error
        assert abs(row.uniques - visitors) <= max(2, 4 * error * visitors) * (error > 0)

    def test_distinct_visitors_are_kept_when_the_day_is_over(self, store: VisitStore) -> None:
        site, today = Site(store), day_at(NOON)
        site.record(*(hit_of(f"{person}", NOON) for person in range(300)))
        before = site.read().days[0].uniques
        for n in range(1, 7):
            store.salt(site.name, today + n * ONE_DAY, bytes(32))
            site.record(hit_of("An", NOON + n * 86400))
        assert site.read().days[0].uniques == before

    def test_only_the_days_asked_for(self, store: VisitStore) -> None:
        site, today = Site(store), day_at(NOON)
        for n in range(-2, 3):
            site.record(hit_of("An", NOON + n * 86400))
        for first, last in [(-1, 1), (0, 0), (1, 0), (-9, -2)]:
            figures = store.read(
                site.name,
                today + first * ONE_DAY,
                today + last * ONE_DAY,
                minute=NOON // 60,
                window=5,
                uniques=False,
            )
            asked = [n for n in range(-2, 3) if first <= n <= last]
            assert [row.day for row in figures.days] == [today + n * ONE_DAY for n in asked]
            assert figures.visits == 5

    def test_uniques_only_when_asked(self, store: VisitStore) -> None:
        site = Site(store)
        site.record(hit_of("An", NOON))
        (row,) = store.read(
            site.name, day_at(NOON), day_at(NOON), minute=NOON // 60, window=5, uniques=False
        ).days
        assert row.uniques is None

    def test_threads_lose_nothing(self, store: VisitStore) -> None:
        site = Site(store)

        def write(thread: int) -> None:
            for n in range(25):
                hit = hit_of(f"{thread}.{n % 5}", NOON + n, page=f"p{thread}")
                store.record(Batch(site.name, f"{site.writer}.{thread}", n + 1, TIMEOUT, [hit]))

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(write, range(4)))
        figures = site.read(NOON + 25)
        assert (figures.visits, figures.online) == (20, 20)
        assert figures.days[0].hits == 100

    def test_handles_share_everything(self, store: VisitStore) -> None:
        if not self.shared:
            assert not store.capabilities.shared
            return
        other = self.another(store)
        site = Site(store)
        site.record(hit_of("An", NOON, page="p"))
        batch = site.batch(hit_of("An", NOON + 60), hit_of("Bình", NOON + 60))
        assert other.record(batch).visits == 1
        assert store.record(batch) == RecordResult(visits=1, duplicate=True)
        assert other.salt(site.name, day_at(NOON), b"o" * 32) == store.salt(
            site.name, day_at(NOON), b"s" * 32
        )
        other.set_offset(site.name, 7, expected=None)
        assert site.everything() == Site(other, site.name).everything()
        other.close()
        assert site.read(NOON + 60).online == 2

    def test_what_was_recorded_is_there_when_opened_again(self, store: VisitStore) -> None:
        if not self.durable:
            assert store.capabilities.durability in ("memory", "unknown")
            return
        site = Site(store)
        batch = site.batch(hit_of("An", NOON, page="p"))
        store.record(batch)
        store.set_offset(site.name, 7, expected=None)
        before = site.everything()
        store.close()
        again = self.another(store)
        assert again.record(batch).duplicate
        assert Site(again, site.name).everything() == before
        again.close()

    def test_it_behaves_like_the_model(self, store: VisitStore) -> None:
        class Machine(VisitMachine):
            def __init__(self) -> None:
                super().__init__(store)

        run_state_machine_as_test(Machine, settings=settings(stateful_step_count=25))
