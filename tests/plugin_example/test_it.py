"""The example passes the conformance suite, opened by URL as its users will."""

from pathlib import Path

import pytest
from hypothesis import settings

from govnews.testing import VisitStoreSuite
from govnews.visits import VisitStore, open_store

settings.register_profile("example", max_examples=10, deadline=None)
settings.load_profile("example")


class TestJSONFileStore(VisitStoreSuite):
    durable = True

    @pytest.fixture(autouse=True)
    def _directory(self, tmp_path: Path) -> None:
        self.url = f"jsonfile:///{tmp_path}/visits.json"

    def make_store(self) -> VisitStore:
        return open_store(self.url)

    def another(self, store: VisitStore) -> VisitStore:
        return open_store(self.url)
