"""The Valkey stores pass the suite on real servers: one node, a cluster, asyncio, Redis."""

import pytest

from govnews.testing.visit_store import VisitStoreSuite
from govnews.visits import VisitStore, open_store
from tests.visits.servers import Server


class _OnServer(VisitStoreSuite):
    """The store named by ``url``."""

    durable = True
    shared = True
    url: str

    def make_store(self) -> VisitStore:
        return open_store(self.url)

    def another(self, store: VisitStore) -> VisitStore:
        return open_store(self.url)


class TestValkeyStore(_OnServer):
    @pytest.fixture(autouse=True)
    def _server(self, valkey_server: Server) -> None:
        self.url = f"valkey://127.0.0.1:{valkey_server.port}/0?visitors=1000&time_limit=2"


class TestValkeyStoreThroughRedisPy(_OnServer):
    @pytest.fixture(autouse=True)
    def _server(self, valkey_server: Server) -> None:
        self.url = f"redis://127.0.0.1:{valkey_server.port}/1?visitors=1000&time_limit=2"


class TestRedisServer(_OnServer):
    @pytest.fixture(autouse=True)
    def _server(self, redis_server: Server) -> None:
        self.url = f"redis://127.0.0.1:{redis_server.port}/0?visitors=1000&time_limit=2"


class TestValkeyCluster(_OnServer):
    cluster = True

    @pytest.fixture(autouse=True)
    def _server(self, valkey_cluster: list[Server]) -> None:
        port = valkey_cluster[0].port
        self.url = f"valkey-cluster://127.0.0.1:{port}?visitors=1000&time_limit=2"
