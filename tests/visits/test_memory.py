"""The store in memory passes the suite and forgets what it need not know."""

from datetime import timedelta

from govnews.testing._visit_machine import NOON
from govnews.testing._visit_model import day_at, hit_of
from govnews.testing.visit_store import VisitStoreSuite
from govnews.visits import Batch
from govnews.visits.memory import MemoryStore


class TestMemoryStore(VisitStoreSuite):
    def make_store(self) -> MemoryStore:
        return MemoryStore()


def test_what_is_not_needed_is_forgotten() -> None:
    store = MemoryStore()
    for n in range(60):
        at, day = NOON + 86_400 * n, day_at(NOON) + timedelta(days=n)
        store.salt("s", day, bytes([n]) * 32)
        people = [hit_of(f"{n}.{who}", at, page=f"p{who}") for who in range(50)]
        store.record(Batch("s", f"{n}", 1, 1800, people))
    site = store._sites["s"]
    assert len(site.sessions) == 50
    assert len(site.salts) == 2
    assert len(site.writers) <= 4
    assert len(site.minutes) <= 62
    assert sum(bool(row.registers) for row in site.days.values()) <= 3
    assert sum(bool(row.pages) for row in site.days.values()) <= 36
    assert store.pages("s", None, 1, None) == (("p0", 60),)
    store.close()
