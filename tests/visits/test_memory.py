"""The store in memory passes the suite and forgets what it need not know."""

from govnews.testing.visit_store import VisitStoreSuite
from govnews.visits.memory import MemoryStore


class TestMemoryStore(VisitStoreSuite):
    def make_store(self) -> MemoryStore:
        return MemoryStore()
