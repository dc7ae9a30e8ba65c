"""The Valkey stores pass the suite on real servers: one node, a cluster, asyncio, Redis."""

import asyncio
import gc
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partialmethod
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from govnews.errors import StoreUnavailableError
from govnews.testing._visit_machine import NOON
from govnews.testing._visit_model import day_at, hit_of
from govnews.testing.visit_store import VisitStoreSuite
from govnews.visits import (
    AsyncVisitCounter,
    Batch,
    Hit,
    VisitCounter,
    VisitStore,
    open_async_store,
    open_store,
)
from tests.visits.servers import Server

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime.fromtimestamp(NOON, VIETNAM)


@pytest.fixture(autouse=True)
def _fewer_examples() -> Iterator[None]:
    """The search itself is for the quick stores; here it proves that servers behave alike."""
    name = settings.get_current_profile_name()
    profile = settings.get_profile(name)
    few = max(8, profile.max_examples // 6)
    settings.register_profile("servers", profile, max_examples=few)
    settings.load_profile("servers")
    yield
    settings.load_profile(name)


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


class _Awaited:
    """An asynchronous store as a plain one, so that the same suite can test it."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._store: Any = open_async_store(url)
        self._lock = threading.Lock()
        self._closed = False

    @property
    def capabilities(self) -> Any:
        return self._store.capabilities

    def _run(self, method: str, *args: Any, **kwargs: Any) -> Any:
        async def call() -> Any:
            return await getattr(self._store, method)(*args, **kwargs)

        with self._lock:
            return self._runner.run(call())

    record = partialmethod(_run, "record")
    read = partialmethod(_run, "read")
    pages = partialmethod(_run, "pages")
    set_offset = partialmethod(_run, "set_offset")
    salt = partialmethod(_run, "salt")

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._run("close")
            self._runner.close()


class _OnServerWithAsyncio(VisitStoreSuite):
    durable = True
    shared = True
    url: str

    def make_store(self) -> VisitStore:
        return _Awaited(self.url)

    def another(self, store: VisitStore) -> VisitStore:
        return _Awaited(self.url)


class TestAsyncValkeyStore(_OnServerWithAsyncio):
    @pytest.fixture(autouse=True)
    def _server(self, valkey_server: Server) -> None:
        self.url = f"valkey://127.0.0.1:{valkey_server.port}/2?visitors=1000&time_limit=2"


class TestAsyncValkeyStoreThroughRedisPy(_OnServerWithAsyncio):
    @pytest.fixture(autouse=True)
    def _server(self, valkey_server: Server) -> None:
        self.url = f"redis://127.0.0.1:{valkey_server.port}/3?visitors=1000&time_limit=2"


class TestAsyncValkeyCluster(_OnServerWithAsyncio):
    cluster = True

    @pytest.fixture(autouse=True)
    def _server(self, valkey_cluster: list[Server]) -> None:
        port = valkey_cluster[0].port
        self.url = f"valkey-cluster://127.0.0.1:{port}?visitors=1000&time_limit=2"


class TestRedisCluster(_OnServer):
    cluster = True

    @pytest.fixture(autouse=True)
    def _server(self, valkey_cluster: list[Server]) -> None:
        port = valkey_cluster[0].port
        self.url = f"redis-cluster://127.0.0.1:{port}?visitors=1000&time_limit=2"


def url_of(server: Server, more: str = "") -> str:
    return f"valkey://127.0.0.1:{server.port}/9?time_limit=2{more}"


def batch(*hits: Hit, site: str = "", seq: int = 1, writer: str = "") -> Batch:
    return Batch(site or uuid4().hex, writer or uuid4().hex, seq, 1800, hits)


def test_durability_is_what_the_server_is_set_to(valkey_server: Server) -> None:
    store = open_store(url_of(valkey_server))
    assert store.capabilities.durability == "unknown"
    for setting, durability in [("always", "power"), ("no", "process"), ("everysec", "seconds")]:
        store = open_store(url_of(valkey_server))
        valkey_server.command("CONFIG", "SET", "appendfsync", setting)
        store.record(batch(hit_of("An", NOON)))
        assert store.capabilities.durability == durability
        store.close()
    valkey_server.command("CONFIG", "SET", "appendonly", "no")
    store = open_store(url_of(valkey_server))
    store.record(batch(hit_of("An", NOON)))
    assert store.capabilities.durability == "memory"
    store.close()
    valkey_server.command("CONFIG", "SET", "appendonly", "yes")


def test_a_server_that_evicts_totals_is_refused(valkey_server: Server) -> None:
    valkey_server.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")
    store = open_store(url_of(valkey_server))
    with pytest.raises(StoreUnavailableError, match="evicts keys that never expire"):
        store.record(batch(hit_of("An", NOON)))
    valkey_server.command("CONFIG", "SET", "maxmemory-policy", "noeviction")
    assert store.record(batch(hit_of("An", NOON))).visits == 1
    store.close()


async def test_scripts_are_loaded_again_with_asyncio(valkey_server: Server) -> None:
    store = open_async_store(url_of(valkey_server))
    first = batch(hit_of("An", NOON))
    await store.record(first)
    valkey_server.command("SCRIPT", "FLUSH")
    assert (await store.record(first)).duplicate
    await store.close()


async def test_a_server_that_tells_no_settings_is_used_all_the_same(valkey_server: Server) -> None:
    rules = ("on", ">secret", "~*", "&*", "+@all", "-config")
    valkey_server.command("ACL", "SETUSER", "portal", *rules)
    url = f"valkey://portal:secret@127.0.0.1:{valkey_server.port}/9?time_limit=2"
    store, other = open_store(url), open_async_store(url)
    assert store.record(batch(hit_of("An", NOON))).visits == 1
    assert (await other.record(batch(hit_of("An", NOON)))).visits == 1
    assert store.capabilities.durability == other.capabilities.durability == "unknown"
    store.close()
    await other.close()
    valkey_server.command("ACL", "DELUSER", "portal")


def test_a_long_replay_of_days(valkey_server: Server) -> None:
    store = open_store(url_of(valkey_server))
    site, writer = uuid4().hex, uuid4().hex
    for n in range(120):
        hit = hit_of("An", NOON + 86_400 * n)
        assert store.record(batch(hit, site=site, writer=writer, seq=n + 1)).visits == 1
    last = day_at(NOON) + timedelta(days=119)
    figures = store.read(site, day_at(NOON), last, minute=0, window=5, uniques=True)
    assert [row.uniques for row in figures.days] == [1] * 120
    store.close()


def test_scripts_are_loaded_again(valkey_server: Server) -> None:
    store = open_store(url_of(valkey_server))
    first = batch(hit_of("An", NOON))
    store.record(first)
    valkey_server.command("SCRIPT", "FLUSH")
    assert store.record(first).duplicate
    store.close()


def test_the_first_writer_settles_the_layout(valkey_server: Server) -> None:
    fine = open_store(url_of(valkey_server, "&visitors=1000000"))
    coarse = open_store(url_of(valkey_server, "&visitors=1"))
    first = batch(hit_of("An", NOON))
    assert fine.record(first).visits == 1
    again = batch(hit_of("An", NOON + 60), site=first.site)
    assert coarse.record(again).visits == 0
    fine.close()
    coarse.close()


def test_prefixes_are_apart(valkey_server: Server) -> None:
    one, other = open_store(url_of(valkey_server)), open_store(url_of(valkey_server, "&prefix=x"))
    seen = batch(hit_of("An", NOON))
    assert one.record(seen).visits == other.record(seen).visits == 1
    one.close()
    other.close()


def test_every_key_of_visitors_expires(valkey_server: Server) -> None:
    client = pytest.importorskip("valkey").Valkey(port=valkey_server.port, db=9)
    client.flushdb()
    store = open_store(url_of(valkey_server))
    seen = batch(hit_of("An", NOON, page="p"))
    store.salt(seen.site, day_at(NOON), bytes(32))
    store.record(seen)
    lasting = sorted(key.decode() for key in client.scan_iter() if client.ttl(key) < 0)
    tag = f"{{govnews:{seen.site}:0}}"
    assert lasting == [
        f"{tag}:c",
        f"{tag}:d:201702",
        f"{tag}:p",
        f"{{govnews:{seen.site}}}:layout",
    ]
    sessions = [key for key in client.scan_iter() if b":s:" in key]
    assert len(sessions) == 1
    assert client.ttl(sessions[0]) <= 3 * 1800 + 60
    assert client.object("encoding", sessions[0]) == b"listpack"
    client.close()
    store.close()


def test_old_minutes_are_dropped(valkey_server: Server) -> None:
    client = pytest.importorskip("valkey").Valkey(port=valkey_server.port, db=9)
    client.flushdb()
    store = open_store(url_of(valkey_server))
    site, writer = uuid4().hex, uuid4().hex
    for n in range(600):
        store.record(batch(hit_of(f"{n}", NOON + 60 * n), site=site, writer=writer, seq=n + 1))
    assert client.hlen(f"{{govnews:{site}:0}}:c") <= 100 + 90 + 2
    figures = store.read(
        site, day_at(NOON), day_at(NOON), minute=NOON // 60 + 599, window=5, uniques=False
    )
    assert figures.online == 5
    client.close()
    store.close()


def test_nobody_there_is_a_clear_error() -> None:
    store = open_store("valkey://user:secret@127.0.0.1:1/0")
    with pytest.raises(
        StoreUnavailableError, match=r"valkey://127\.0\.0\.1:1/0: ConnectionError"
    ) as e:
        store.record(batch(hit_of("An", NOON)))
    assert "secret" not in str(e.value)
    cluster = open_store("valkey-cluster://127.0.0.1:1")
    with pytest.raises(StoreUnavailableError):
        cluster.record(batch(hit_of("An", NOON)))
    cluster.close()
    store.close()


@pytest.mark.parametrize("scheme", ["valkey", "valkey-cluster"])
async def test_nobody_there_with_asyncio(scheme: str) -> None:
    store = open_async_store(f"{scheme}://127.0.0.1:1")
    with pytest.raises(StoreUnavailableError):
        await store.record(batch(hit_of("An", NOON)))
    await store.close()


@settings(max_examples=15)
@given(
    views=st.lists(
        st.tuples(
            st.integers(0, 5), st.sampled_from([0, 1, 60, 1799, 1800, 90_000]), st.booleans()
        ),
        min_size=1,
        max_size=30,
    )
)
def test_the_same_page_views_give_the_same_figures_everywhere(
    valkey_server: Server, tmp_path_factory: pytest.TempPathFactory, views: Any
) -> None:
    path = tmp_path_factory.getbasetemp() / "differential.db"
    urls = ["memory:", f"sqlite:///{path}", url_of(valkey_server)]
    site, seen = uuid4().hex, []
    for url in urls:
        with VisitCounter(open_store(url), site=site, time_limit=5) as counter:
            at, figures = datetime(2017, 2, 15, 23, 0, tzinfo=VIETNAM), []
            for who, gap, page in views:
                at += timedelta(seconds=gap)
                counter.record(
                    address=f"10.0.0.{who}",
                    user_agent="Firefox/128.0",
                    at=at,
                    page=f"p{who}" if page else None,
                )
                figures.append(counter.statistics(at=at))
            rows = counter.days(date(2017, 2, 15), at.date())
            seen.append(([(r.visits, r.hits) for r in rows], figures, counter.top_pages(9)))
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("scheme", ["valkey", "redis"])
def test_a_closed_store_is_opened_by_the_next_call(valkey_server: Server, scheme: str) -> None:
    store = open_store(f"{scheme}://127.0.0.1:{valkey_server.port}/0?time_limit=2")
    site = uuid4().hex
    for n in range(3):
        assert store.record(batch(hit_of(f"{n}", NOON), site=site, seq=n + 1)).visits == 1
        store.close()
        store.close()


@pytest.mark.parametrize("scheme", ["valkey", "redis"])
def test_one_loop_after_the_other(valkey_server: Server, scheme: str) -> None:
    url = f"{scheme}://127.0.0.1:{valkey_server.port}/0?time_limit=2"
    store, site = open_async_store(url), uuid4().hex

    async def page_views(n: int) -> str:
        async with AsyncVisitCounter(store, site=site, time_limit=5) as counter:
            return await counter.record(address=f"10.0.0.{n}", user_agent="Firefox", at=NOW)

    assert [asyncio.run(page_views(n)) for n in range(3)] == ["stored"] * 3


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_connections_of_a_loop_that_is_over_are_left_behind(valkey_server: Server) -> None:
    store, site = open_async_store(url_of(valkey_server)), uuid4().hex
    counter = AsyncVisitCounter(store, site=site, time_limit=5)

    async def page_view(n: int) -> str:
        return await counter.record(address=f"10.0.0.{n}", user_agent="Firefox", at=NOW)

    assert [asyncio.run(page_view(n)) for n in range(3)] == ["stored"] * 3
    asyncio.run(counter.close())
    gc.collect()
