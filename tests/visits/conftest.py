"""One server and one cluster for the whole session, started when first asked for."""

from collections.abc import Iterator

import pytest

from tests.visits.servers import Server, cluster, redis_binary, running, valkey_binary

_LOG = ("--appendonly", "yes", "--appendfsync", "everysec")


@pytest.fixture(scope="session")
def valkey_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(valkey_binary(), tmp_path_factory.mktemp("valkey"), *_LOG) as server:
        yield server


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(redis_binary(), tmp_path_factory.mktemp("redis"), *_LOG) as server:
        yield server


@pytest.fixture(scope="session")
def valkey_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    with cluster(valkey_binary(), tmp_path_factory.mktemp("cluster")) as servers:
        yield servers
