"""The SQLite store passes the suite, alone and with other processes."""

import os
import sqlite3
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from govnews.errors import StoreUnavailableError, VisitError
from govnews.testing._visit_machine import NOON
from govnews.testing._visit_model import day_at, hit_of
from govnews.testing.visit_store import VisitStoreSuite
from govnews.visits import (
    Batch,
    Figures,
    Hit,
    VisitCounter,
    VisitStore,
    _sqlite_file,
    open_store,
)
from govnews.visits.sqlite import SQLiteStore
from tests.visits.writer import write

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


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


def batch(*hits: Hit, site: str = "s", seq: int = 1, writer: str = "w") -> Batch:
    return Batch(site, writer, seq, 1800, hits)


def figures(store: VisitStore, at: int = NOON, *, uniques: bool = False) -> Figures:
    first, last = day_at(NOON) - timedelta(days=50), day_at(NOON) + timedelta(days=50)
    return store.read("s", first, last, minute=at // 60, window=5, uniques=uniques)


def test_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "visits.db"
    context = get_context("spawn")
    processes = [context.Process(target=write, args=(path, n, 150)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    store = SQLiteStore(path)
    assert figures(store).visits == 30
    assert figures(store).days[0].hits == 450
    assert sum(row.hits for row in store.pages("s", None, 9, None)) == 450
    store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_forked_child_has_its_own_connection_queue_and_name(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "visits.db", time_limit=30)
    counter = VisitCounter(store, site="s", buffer=10, time_limit=30)
    now = datetime(2017, 2, 15, 17, tzinfo=VIETNAM)

    def see(who: int) -> str:
        return counter.record(address=f"10.0.0.{who}", user_agent="Firefox", at=now)

    assert counter.flush()
    store.read("s", now.date(), now.date(), minute=0, window=0, uniques=False)
    assert [see(who) for who in range(5)] == ["queued"] * 5
    # As a web server would be: forked while another thread holds every lock.
    with store._file.lock, counter._queueing, counter._sending:
        child = os.fork()
        if child == 0:
            try:
                waiting = counter.health().queued
                for who in range(100, 120):
                    see(who)
                os._exit(0 if waiting == 0 and counter.flush() else 1)
            finally:
                os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    for who in range(5, 10):
        see(who)
    assert counter.health().queued == 0
    (row,) = counter.days(now.date(), now.date())
    assert (row.hits, row.visits) == (30, 30)
    counter.close()


def test_waiting_ends_with_the_time_limit(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "visits.db", time_limit=0.05)
    store.record(batch(hit_of("An", NOON)))
    other = sqlite3.connect(tmp_path / "visits.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError, match="locked"):
        store.record(batch(hit_of("An", NOON), seq=2))
    assert figures(store).visits == 1, "reading needs no lock"
    other.execute("ROLLBACK")
    assert not store.record(batch(hit_of("An", NOON), seq=2)).duplicate
    other.close()
    store.close()


def test_power_means_a_flush_for_every_batch(tmp_path: Path) -> None:
    for durability, level in [("process", 1), ("power", 2)]:
        store = open_store(f"sqlite:///{tmp_path}/{durability}.db?durability={durability}")
        assert isinstance(store, SQLiteStore)
        store.set_offset("s", 1, expected=None)
        assert store._file.cursor is not None
        assert store._file.cursor.execute("PRAGMA synchronous").fetchone() == (level,)
        assert store.capabilities.durability == durability
        store.close()
    with pytest.raises(VisitError, match="process or power"):
        SQLiteStore("visits.db", durability="memory")


def test_a_full_disk_is_an_error_and_then_it_goes_on(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "visits.db")
    store.record(batch(hit_of("An", NOON)))
    assert store._file.cursor is not None
    (pages,) = store._file.cursor.execute("PRAGMA page_count").fetchone()
    store._file.cursor.execute(f"PRAGMA max_page_count = {pages}")
    many = batch(*(hit_of(f"{n}", NOON, page=f"{n}" * 99) for n in range(900)), seq=2)
    with pytest.raises(StoreUnavailableError, match="full"):
        store.record(many)
    assert figures(store).visits == 1
    assert store.record(many).visits == 900
    store.close()


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "missing" / "visits.db")
    with pytest.raises(StoreUnavailableError, match="unable to open"):
        store.record(batch(hit_of("An", NOON)))
    (tmp_path / "missing").mkdir()
    assert store.record(batch(hit_of("An", NOON))).visits == 1
    store.close()


def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    (tmp_path / "visits.db").write_bytes(b"not a database, but long enough to look at" * 99)
    store = SQLiteStore(tmp_path / "visits.db")
    with pytest.raises(StoreUnavailableError, match="not a database"):
        store.record(batch(hit_of("An", NOON)))


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "visits.db")
    other.execute("PRAGMA user_version = 99")
    other.close()
    store = SQLiteStore(tmp_path / "visits.db")
    with pytest.raises(StoreUnavailableError, match=r"newer govnews \(schema 99\)"):
        store.record(batch(hit_of("An", NOON)))


def test_what_is_not_needed_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "visits.db"
    store = SQLiteStore(path)
    at = NOON
    for day in range(60):
        at = NOON + 86_400 * day
        store.salt("s", day_at(at), bytes([day + 1]) * 32)
        people = (hit_of(f"{day}.{n}", at, page=f"p{n}") for n in range(50))
        store.record(batch(*people, seq=2 * day + 1, writer=f"{day}"))
    # Each part of the visitors has its turn within a timeout, as hits come in.
    for n in range(64):
        at += 1800 // 16
        store.record(batch(hit_of("An", at), seq=n + 1, writer="last"))
    run = sqlite3.connect(path)

    def count(table: str) -> int:
        found: int = run.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return found

    assert count("session") == 1
    assert count("salt") == 2
    assert count("writer") <= 4
    assert count("minute") <= 2 * 1800 // 60 + 2
    assert count("page_day") <= 36 * 50
    assert run.execute("SELECT count(DISTINCT day) FROM register").fetchone()[0] <= 3
    assert (count("day"), count("page")) == (60, 50)
    run.close()
    assert {row.uniques for row in figures(store, uniques=True).days} <= {49, 50, 51}
    store.close()


def test_a_salt_that_was_destroyed_is_nowhere_in_the_files(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "visits.db")
    old = bytes(range(100, 132))
    store.salt("s", day_at(NOON), old)

    def files() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert old in files()
    for day in (1, 2):
        store.salt("s", day_at(NOON) + timedelta(days=day), bytes(32))
    assert old not in files()
    store.close()


@pytest.mark.parametrize(("page", "few"), [(None, 2), ("tag:portal.example,2017:1", 3)])
def test_a_page_view_changes_few_pages_of_the_file(
    tmp_path: Path, page: str | None, few: int
) -> None:
    store = SQLiteStore(tmp_path / "visits.db")
    counter = VisitCounter(store, site="s")
    now = datetime(2017, 2, 15, 17, tzinfo=VIETNAM)

    def logged() -> int:
        return (tmp_path / "visits.db-wal").stat().st_size // (1024 + 24)

    def see(who: int) -> str:
        address = f"10.0.{who >> 8}.{who & 255}"
        return counter.record(address=address, user_agent="Firefox/128.0", at=now, page=page)

    assert see(0) == "stored"
    before = logged()
    assert {see(who) for who in range(1, 501)} == {"stored"}
    # The visitor's, the figures' and the page's, and now and then one more: because one was
    # full, or because the page's hits came to a power of two.
    assert few * 500 <= logged() - before < (few + 1) * 500
    counter.close()


def _remove(path: Path) -> None:
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_was_taken_away_is_missed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    replaced: bool,
) -> None:
    monkeypatch.setattr(_sqlite_file, "LOOK_EVERY", 0)
    path = tmp_path / "visits.db"
    store, other = SQLiteStore(path), SQLiteStore(tmp_path / "other.db")
    # The site has another number in the file that comes in its place.
    other.set_offset("another", 1, expected=None)
    other.record(batch(hit_of("Bình", NOON), hit_of("Chi", NOON)))
    other.close()
    store.record(batch(hit_of("An", NOON)))
    _remove(path)
    if replaced:
        (tmp_path / "other.db").rename(path)
    before = 2 if replaced else 0
    assert store.record(batch(hit_of("An", NOON), seq=2)).visits == 1
    assert figures(store).visits == before + 1
    store.close()
    again = SQLiteStore(path)
    assert figures(again).visits == before + 1
    assert store.pages("another", None, 9, None) == again.pages("another", None, 9, None) == ()
    again.close()
    store.close()
    assert [record.message for record in caplog.records] == [
        f"visit store {path}: its file was taken away; it is opened anew"
    ]


def test_a_file_stays_the_same_when_the_process_goes_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_sqlite_file, "LOOK_EVERY", 0)
    monkeypatch.chdir(tmp_path)
    store = SQLiteStore("visits.db")
    store.record(batch(hit_of("An", NOON)))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.record(batch(hit_of("An", NOON + 60), seq=2))
    store.close()
    store.record(batch(hit_of("An", NOON + 120), seq=3))
    assert figures(store).days[0].hits == 3
    store.close()
    assert list((tmp_path / "elsewhere").iterdir()) == []
