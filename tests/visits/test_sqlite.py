"""The SQLite store passes the suite, alone and with other processes."""

import pytest

from govnews.testing.visit_store import VisitStoreSuite
from govnews.visits import VisitStore
from govnews.visits.sqlite import SQLiteStore


class TestSQLiteStore(VisitStoreSuite):
    durable = True
    shared = True

    @pytest.fixture(autouse=True)
    def _directory(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        self.path = tmp_path_factory.mktemp("visits") / "visits.db"

    def make_store(self) -> SQLiteStore:
        return SQLiteStore(self.path)

    def another(self, store: VisitStore) -> SQLiteStore:
        return SQLiteStore(self.path)
