"""Stores against the model: a Hypothesis state machine, and what it shares with the suite."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ..visits import Batch, Figures, Hit, RecordResult, VisitStore
from ._visit_model import SiteModel, day_at, hit_of

#: 15 February 2017, 17:00 in Vietnam, a Wednesday.
NOON = 1_487_152_800
#: The midnight in Vietnam with which 16 February 2017 begins.
MIDNIGHT = 1_487_178_000
ONE_DAY = timedelta(days=1)
TIMEOUT = 1800


class Site:
    """One fresh site of a store, and a writer for it."""

    def __init__(
        self, store: VisitStore, name: str | None = None, *, timeout: int = TIMEOUT
    ) -> None:
        self.store = store
        self.name = uuid4().hex if name is None else name
        self.writer = uuid4().hex
        self.timeout = timeout
        self._seq = count(1)

    def batch(self, *hits: Hit) -> Batch:
        return Batch(self.name, self.writer, next(self._seq), self.timeout, hits)

    def record(self, *hits: Hit) -> RecordResult:
        return self.store.record(self.batch(*hits))

    def read(self, at: int = NOON) -> Figures:
        return self.store.read(
            self.name,
            day_at(NOON) - 9 * ONE_DAY,
            day_at(NOON) + 99 * ONE_DAY,
            minute=at // 60,
            window=5,
            uniques=True,
        )

    def everything(self) -> object:
        online = [self.read(NOON + 60 * n).online for n in (0, 1, 4)]
        online += [self.read(MIDNIGHT + 60 * n).online for n in (-30, 0, 1, 5, 29)]
        return self.read(), online, self.store.pages(self.name, None, 99, None)


class VisitMachine(RuleBasedStateMachine):
    """A store and the model, given the same page views in any order that can happen.

    Clocks of several web servers differ and queues hold page views back, so hits come up
    to a timeout late.
    """

    def __init__(self, store: VisitStore) -> None:
        super().__init__()
        self.store = store
        self.now = MIDNIGHT
        self.first_day = day_at(MIDNIGHT) - ONE_DAY
        self.seen: list[int] = []

    @initialize(hour=st.sampled_from([-30, -1, 0, 12 * 60]))
    def begin(self, hour: int) -> None:
        self.sites = [Site(self.store), Site(self.store)]
        self.models = [SiteModel(), SiteModel()]
        self.now = MIDNIGHT + 60 * hour
        self.last: tuple[Batch, int] | None = None

    @rule(
        seconds=st.sampled_from([1, 59, 60, 240, 299, 300, 900, 1799, 1800, 1801, 40_000, 86_400])
    )
    def time_passes(self, seconds: int) -> None:
        self.now += seconds

    @rule(seconds=st.sampled_from([-60, -1, 0]))
    def midnight_comes(self, seconds: int) -> None:
        days = -(-(self.now - MIDNIGHT) // 86_400)
        self.now = max(self.now, MIDNIGHT + 86_400 * days + seconds)

    @rule(
        which=st.sampled_from([0, 0, 0, 1]),
        views=st.lists(
            st.tuples(
                st.sampled_from("abcdef"),
                st.sampled_from([0, 0, 0, 1, 30, 60, 299, 1200, 1799]),
                st.sampled_from([None, "p", "q", "r"]),
                st.sampled_from([False, False, False, True]),
            ),
            min_size=1,
            max_size=6,
        ),
    )
    def people_read(self, which: int, views: list[tuple[str, int, str | None, bool]]) -> None:
        site, model = self.sites[which], self.models[which]
        batch = site.batch(
            *(hit_of(who, self.now - late, page=page, bot=bot) for who, late, page, bot in views)
        )
        begun = sum(
            model.record(who, self.now - late, page=page, bot=bot) for who, late, page, bot in views
        )
        assert self.store.record(batch) == RecordResult(visits=begun, duplicate=False)
        self.last = batch, begun

    @rule(
        which=st.sampled_from([0, 0, 1]),
        who=st.sampled_from("abcdef"),
        gap=st.sampled_from([1799, 1800, 1801, 59, 60, 240, 300]),
    )
    def somebody_returns(self, which: int, who: str, gap: int) -> None:
        at = self.models[which].latest.get(who, self.now) + gap
        if at > self.now - TIMEOUT:
            self.now = max(self.now, at)
            self.people_read(which, [(who, self.now - at, None, False)])

    @rule()
    def a_reply_is_lost(self) -> None:
        if self.last is not None:
            batch, begun = self.last
            assert self.store.record(batch) == RecordResult(visits=begun, duplicate=True)

    @rule(which=st.sampled_from([0, 1]), value=st.integers(0, 2**53), right=st.booleans())
    def the_offset_is_changed(self, which: int, value: int, right: bool) -> None:  # noqa: FBT001
        model = self.models[which]
        expected = model.offset if right else -1
        assert (
            self.store.set_offset(self.sites[which].name, value, expected=expected) == model.offset
        )
        if right:
            model.offset = value

    @rule(which=st.sampled_from([0, 1]), fresh=st.binary(min_size=32, max_size=32))
    def a_salt_is_asked_for(self, which: int, fresh: bytes) -> None:
        day = day_at(self.now)
        name = self.sites[which].name
        assert self.store.salt(name, day, fresh) == self.store.salt(name, day, bytes(32))

    @rule(which=st.sampled_from([0, 1]), back=st.sampled_from([0, 1, 6]))
    def pages_are_ranked(self, which: int, back: int) -> None:
        name, model, today = self.sites[which].name, self.models[which], day_at(self.now)
        assert list(self.store.pages(name, None, 2, None)) == model.top(None)[:2]
        days = [today - n * ONE_DAY for n in range(back + 1)]
        found = self.store.pages(name, (days[-1], today), 9, None)
        assert list(found) == model.top(days)

    @invariant()
    def figures_are_the_models(self) -> None:
        if not hasattr(self, "sites"):
            return
        for site, model in zip(self.sites, self.models, strict=True):
            figures = self.store.read(
                site.name,
                self.first_day,
                day_at(self.now),
                minute=self.now // 60,
                window=5,
                uniques=True,
            )
            assert figures.visits == sum(model.visits.values())
            assert figures.offset == model.offset
            assert figures.online == model.online(self.now // 60, 5)
            assert [(row.day, row.visits, row.hits, row.bots) for row in figures.days] == [
                (day, model.visits[day], model.hits[day], model.bots[day])
                for day in sorted(model.hits.keys() | model.bots.keys())
            ]
            for row in figures.days:
                distinct = len(model.visitors.get(row.day, ()))
                assert row.uniques is not None
                assert abs(row.uniques - distinct) <= (self.store.capabilities.uniques_error > 0)
                assert row.visits >= row.uniques - 1
