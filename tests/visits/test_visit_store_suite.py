"""The suite catches what is wrong: every broken store here fails at least one of its tests.

Each mutant breaks one law; the suite is only worth what it catches.
"""

import inspect
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any
from unicodedata import normalize

import attrs
import pytest
from hypothesis import Phase, settings

from govnews.testing.visit_store import VisitStoreSuite
from govnews.visits import (
    Batch,
    Capabilities,
    DayRow,
    Figures,
    RecordResult,
)
from govnews.visits.memory import MemoryStore


class Plain(MemoryStore):
    """Not broken: the suite must let it pass."""


class LongVisits(MemoryStore):
    """Silence of exactly the timeout does not end a visit."""

    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(batch._replace(timeout=batch.timeout + 1))


class ShortVisits(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(batch._replace(timeout=batch.timeout - 1))


class FixedTimeout(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(batch._replace(timeout=1800))


class SplitAtMidnight(MemoryStore):
    """Begins a new visit with every day, as some counters do."""

    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(batch._replace(hits=[hit._replace(alias=None) for hit in batch.hits]))


class CountsRetries(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        for site in self._sites.values():
            site.writers.clear()
        return super().record(batch)


class ForgetsTheReply(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        result = super().record(batch)
        return RecordResult(0, duplicate=True) if result.duplicate else result


class CountsOldNumbers(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        site = self._sites.get(batch.site)
        if site is not None and site.writers.get(batch.writer, (batch.seq,))[0] > batch.seq:
            site.writers.clear()
        return super().record(batch)


class OneWriter(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(batch._replace(writer="the only one"))


class CountsBots(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        hits = [
            hit._replace(bot=False, visitor=b"robotics") if hit.bot else hit for hit in batch.hits
        ]
        return super().record(batch._replace(hits=hits))


class LosesBots(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(batch._replace(hits=[hit for hit in batch.hits if not hit.bot]))


class LateHitsTurnBackTime(MemoryStore):
    """The latest hit is the one that came last, not the one that is latest."""

    def record(self, batch: Batch, /) -> RecordResult:
        result = super().record(batch)
        for hit in batch.hits:
            sessions = self._sites[batch.site].sessions
            if hit.visitor in sessions:
                sessions[hit.visitor] = hit.at
        return result


class LateHitsBegin(MemoryStore):
    """Any hit that comes late begins a visit."""

    def record(self, batch: Batch, /) -> RecordResult:
        site = self._sites.get(batch.site)
        for hit in batch.hits:
            if site is not None and site.sessions.get(hit.visitor, 0) > hit.at:
                del site.sessions[hit.visitor]
        return super().record(batch)


class StuckOnline(MemoryStore):
    """Visitors stay in every minute they were ever seen in."""

    def record(self, batch: Batch, /) -> RecordResult:
        site = self._sites.get(batch.site)
        before = dict(site.minutes) if site else {}
        result = super().record(batch)
        for minute, visitors in before.items():
            minutes = self._sites[batch.site].minutes
            minutes[minute] = max(visitors, minutes[minute])
        return result


class WideWindow(MemoryStore):
    def read(self, site: str, first: date, last: date, /, **rest: Any) -> Figures:
        return super().read(site, first, last, **{**rest, "window": rest["window"] + 1})


class FutureIsOnline(MemoryStore):
    def read(self, site: str, first: date, last: date, /, **rest: Any) -> Figures:
        later = {**rest, "minute": rest["minute"] + 1, "window": rest["window"] + 1}
        return super().read(site, first, last, **later)


class FixedWindow(MemoryStore):
    def read(self, site: str, first: date, last: date, /, **rest: Any) -> Figures:
        return super().read(site, first, last, **{**rest, "window": 5})


class ForgetsWithinHours(MemoryStore):
    """Keeps visitors for two hours, whatever the timeout is."""

    def record(self, batch: Batch, /) -> RecordResult:
        site = self._sites.get(batch.site)
        if site is not None and batch.hits:
            oldest = batch.hits[0].at - 7200
            site.sessions = {one: at for one, at in site.sessions.items() if at > oldest}
        return super().record(batch)


class ForgetsMinutes(MemoryStore):
    """Keeps minutes for an hour, whatever the timeout is."""

    def read(self, site: str, first: date, last: date, /, **rest: Any) -> Figures:
        return super().read(site, first, last, **{**rest, "window": min(rest["window"], 60)})


class EveryDay(MemoryStore):
    def read(self, site: str, _: date, __: date, /, **rest: Any) -> Figures:
        return super().read(site, date.min, date.max, **rest)


class DaysSumUp(MemoryStore):
    """Sums the visits of the days that are asked for only."""

    def read(self, site: str, first: date, last: date, /, **rest: Any) -> Figures:
        figures = super().read(site, first, last, **rest)
        return attrs.evolve(figures, visits=sum(row.visits for row in figures.days))


class ForgetsWriters(MemoryStore):
    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        agreed = super().salt(site, day, fresh)
        self._sites[site].writers.clear()
        return agreed


class FoldsPages(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        hits = [hit._replace(page=hit.page and hit.page.lower()) for hit in batch.hits]
        return super().record(batch._replace(hits=hits))


class CutsPages(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        hits = [hit._replace(page=hit.page and hit.page[:255]) for hit in batch.hits]
        return super().record(batch._replace(hits=hits))


class ComposesPages(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        hits = [hit._replace(page=hit.page and normalize("NFC", hit.page)) for hit in batch.hits]
        return super().record(batch._replace(hits=hits))


class NamelessPages(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(
            batch._replace(hits=[hit._replace(page=hit.page or None) for hit in batch.hits])
        )


class PagesOfAMonth(MemoryStore):
    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        agreed = super().salt(site, day, fresh)
        for of, row in self._sites[site].days.items():
            if (day - of).days > 30:
                row.pages.clear()
        return agreed


class ReadsWrite(MemoryStore):
    def read(self, site: str, first: date, last: date, /, **rest: Any) -> Figures:
        figures = super().read(site, first, last, **rest)
        if site in self._sites:
            self._sites[site].visits += 1
        return figures


class OneSite(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(batch._replace(site="all"))

    def read(self, _: str, first: date, last: date, /, **rest: Any) -> Figures:
        return super().read("all", first, last, **rest)


class FoldsCase(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(batch._replace(site=batch.site.lower()))

    def read(self, site: str, first: date, last: date, /, **rest: Any) -> Figures:
        return super().read(site.lower(), first, last, **rest)


class AnyOffset(MemoryStore):
    def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        before = super().set_offset(site, value, expected=expected)
        if before != expected:
            super().set_offset(site, value, expected=before)
        return before


class FloatOffset(MemoryStore):
    def set_offset(self, site: str, value: int, /, *, expected: int | None) -> int | None:
        return super().set_offset(site, int(f"{value:.0e}".split("e")[0]), expected=expected)


class SaltsDiffer(MemoryStore):
    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        super().salt(site, day, fresh)
        return fresh


class SaltsStay(MemoryStore):
    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        kept = self.__dict__.setdefault("kept", {})
        agreed: bytes = kept.setdefault((site, day), super().salt(site, day, fresh))
        return agreed


class OneSaltForAllSites(MemoryStore):
    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        return super().salt("all", day, fresh)


class PagesInAnyOrder(MemoryStore):
    def pages(self, *query: Any) -> Any:
        return tuple(reversed(super().pages(*query)))


class PagesOfAllTime(MemoryStore):
    def pages(self, site: str, days: Any, *rest: Any) -> Any:
        return super().pages(site, None, *rest)


class PagesOnce(MemoryStore):
    """Counts a page once per batch."""

    def record(self, batch: Batch, /) -> RecordResult:
        seen: set[str | None] = set()
        hits = []
        for hit in batch.hits:
            hits.append(hit._replace(page=None) if hit.page in seen else hit)
            seen.add(hit.page)
        return super().record(batch._replace(hits=hits))


class VisitsOfTheHitsDay(MemoryStore):
    """Moves each day's visits to the newest day."""

    def read(self, site: str, first: date, last: date, /, **rest: Any) -> Figures:
        figures = super().read(site, first, last, **rest)
        rows = list(figures.days)
        if len(rows) > 1:
            taken = sum(row.visits for row in rows[:-1])
            rows = [
                DayRow(
                    day=row.day,
                    visits=row.visits + taken if row is rows[-1] else 0,
                    hits=row.hits,
                    uniques=row.uniques,
                    bots=row.bots,
                )
                for row in rows
            ]
        return Figures(
            visits=figures.visits, offset=figures.offset, online=figures.online, days=tuple(rows)
        )


class UniquesAreVisits(MemoryStore):
    def read(self, site: str, first: date, last: date, /, **rest: Any) -> Figures:
        figures = super().read(site, first, last, **rest)
        rows = tuple(
            DayRow(day=row.day, visits=row.visits, hits=row.hits, uniques=row.visits, bots=row.bots)
            for row in figures.days
        )
        return Figures(
            visits=figures.visits, offset=figures.offset, online=figures.online, days=rows
        )


class LosesTheThousandth(MemoryStore):
    def record(self, batch: Batch, /) -> RecordResult:
        return super().record(batch._replace(hits=batch.hits[:999]))


class ForgetsUniques(MemoryStore):
    def salt(self, site: str, day: date, fresh: bytes, /) -> bytes:
        agreed = super().salt(site, day, fresh)
        for row in self._sites[site].days.values():
            row.registers = {}
        return agreed


class ClaimsToBeShared(MemoryStore):
    capabilities = Capabilities(durability="memory", shared=True, uniques_error=0.01)


class ClaimsToBeDurable(MemoryStore):
    capabilities = Capabilities(durability="process", shared=False, uniques_error=0.01)


class ClaimsToBeExact(MemoryStore):
    capabilities = Capabilities(durability="memory", shared=False)


#: Tests that search for a counterexample.
SEARCHES = ("test_it_behaves_like_the_model", "test_splitting_changes_nothing")

MUTANTS = [
    one
    for one in list(globals().values())
    if isinstance(one, type) and issubclass(one, MemoryStore) and one not in (MemoryStore, Plain)
]


def failures(make: Callable[[], MemoryStore], *, all_of_them: bool = True) -> list[str]:
    """The suite's tests that fail for a store."""

    class Suite(VisitStoreSuite):
        def make_store(self) -> MemoryStore:
            return make()

        def another(self, store: Any) -> MemoryStore:
            return make()

    suite, failed = Suite(), []
    # The searches are slow, so they come last.
    tests = sorted(inspect.getmembers(suite, inspect.ismethod), key=lambda one: one[0] in SEARCHES)
    for name, test in tests:
        if name.startswith("test_"):
            for arguments in _tables(test):
                try:
                    test(make(), **arguments)
                except Exception:  # noqa: BLE001  # any failure is one
                    failed.append(name)
                    if not all_of_them:
                        return failed
    return failed


def _tables(test: Any) -> list[dict[str, Any]]:
    for mark in getattr(test, "pytestmark", ()):
        names, rows = mark.args
        if isinstance(names, str):
            return [{names: row} for row in rows]
        return [dict(zip(names, row, strict=True)) for row in rows]
    return [{}]


@pytest.fixture(autouse=True)
def _quick_search() -> Any:
    """A failing example is enough: it need not be the smallest, and is the same every time."""
    name = settings.get_current_profile_name()
    quick = settings(
        settings.get_profile(name), max_examples=200, phases=[Phase.generate], derandomize=True
    )
    settings.register_profile("mutants", quick)
    settings.load_profile("mutants")
    yield
    settings.load_profile(name)


def test_a_sound_store_passes() -> None:
    assert failures(Plain) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_broken_store_is_caught(mutant: type[MemoryStore]) -> None:
    assert failures(mutant, all_of_them=False)


@pytest.mark.parametrize(
    "mutant",
    [LongVisits, SplitAtMidnight, CountsRetries, CountsBots, LateHitsTurnBackTime, WideWindow],
    ids=lambda mutant: mutant.__name__,
)
def test_the_model_alone_catches_it(mutant: type[MemoryStore]) -> None:
    with pytest.raises(AssertionError):
        VisitStoreSuite().test_it_behaves_like_the_model(mutant())


def test_the_suite_asks_for_a_store() -> None:
    with suppress(NotImplementedError):
        VisitStoreSuite().make_store()
        pytest.fail("it must be written")
    with suppress(NotImplementedError):
        VisitStoreSuite().another(MemoryStore())
        pytest.fail("it must be written")
