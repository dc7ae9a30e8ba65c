"""What a forked child makes anew, seen without forking."""

import asyncio
import gc
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from govnews.visits import (
    AsyncVisitCounter,
    VisitCounter,
    _forks,
    _sqlite_file,
    open_store,
)
from govnews.visits.memory import MemoryStore
from govnews.visits.sqlite import SQLiteStore
from tests.visits.faulty import FaultyStore

NOW = datetime(2017, 2, 15, tzinfo=UTC)


class Owner:
    renewed = 0

    def renew(self) -> None:
        self.renewed += 1


def test_owners_are_renewed_while_they_live() -> None:
    owner = Owner()
    _forks.renew_after_fork(owner, Owner.renew)
    _forks._renew_all()
    assert owner.renewed == 1
    del owner
    gc.collect()
    assert not any(type(one) is Owner for one in list(_forks._renewed))


def test_a_queue_stays_with_the_parent() -> None:
    store = FaultyStore()
    counter = VisitCounter(store, site="s")
    store.away = True
    counter.record(address="10.0.0.1", user_agent="Firefox", at=NOW)
    writer = counter._journal._writer
    counter._sending.acquire()
    _forks._renew_all()
    assert counter.health().queued == 0
    assert counter._journal._writer != writer
    assert not counter._sending.locked()


def test_an_asynchronous_queue_too() -> None:
    async def use() -> None:
        store = FaultyStore()
        counter = AsyncVisitCounter(store, site="s")
        store.away = True
        await counter.record(address="10.0.0.1", user_agent="Firefox", at=NOW)
        assert counter.health().queued == 1
        _forks._renew_all()
        assert counter.health().queued == 0

    asyncio.run(use())


def test_stores_get_new_locks_and_connections(tmp_path: Path) -> None:
    memory = MemoryStore()
    memory._lock.acquire()
    file = SQLiteStore(tmp_path / "visits.db")
    file.set_offset("s", 1, expected=None)
    inherited = file._file.cursor
    server = open_store("valkey://127.0.0.1:1/0")
    _forks._renew_all()
    assert not memory._lock.locked()
    assert file._file.cursor is None
    assert file.set_offset("s", 2, expected=1) == 1
    file.close()
    server.close()
    # In a child this would be forbidden; here it is the same process still.
    assert isinstance(inherited, sqlite3.Cursor)
    _sqlite_file._inherited.remove(inherited)
    inherited.connection.close()
