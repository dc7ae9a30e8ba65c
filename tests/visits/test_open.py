"""URLs open stores: built-in ones first, then yours, then installed plug-ins."""

import asyncio
import os
import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from urllib.parse import SplitResult

import pytest

from govnews.errors import MissingExtraError, UnknownStoreError, VisitError
from govnews.visits import AsyncVisitStore, VisitStore, _open, open_async_store, open_store
from govnews.visits.memory import MemoryStore
from govnews.visits.sqlite import SQLiteStore


class Abacus(MemoryStore):
    """A store of somebody else's."""


def abacus(url: SplitResult) -> VisitStore:
    assert url.path == "/beads"
    return Abacus()


def plugged(name: str) -> EntryPoints:
    return EntryPoints([EntryPoint(name, f"{__name__}:abacus", _open.ENTRY_POINTS)])


def test_built_in_stores() -> None:
    assert isinstance(open_store("memory:"), MemoryStore)
    assert isinstance(open_store("sqlite:///visits.db"), SQLiteStore)
    for url in ("valkey://h:1/0", "redis://h:1/0", "valkeys://h", "rediss://u:p@h:1?prefix=x"):
        assert isinstance(open_store(url), VisitStore)
        assert isinstance(open_async_store(url), AsyncVisitStore)


def test_a_factory_of_your_own() -> None:
    assert isinstance(open_store("abacus:/beads", factories={"abacus": abacus}), Abacus)
    store = open_async_store("abacus:/beads", factories={"abacus": abacus})
    assert isinstance(store, AsyncVisitStore)
    assert not store.capabilities.shared
    asyncio.run(store.close())


def test_a_plug_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_open, "entry_points", lambda group: plugged("abacus"))
    assert isinstance(open_store("abacus:/beads"), Abacus)
    mine = MemoryStore()
    assert open_store("abacus:/beads", factories={"abacus": lambda _: mine}) is mine


def test_nobody_replaces_a_built_in_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_open, "entry_points", lambda group: plugged("memory"))
    assert type(open_store("memory:", factories={"memory": abacus})) is MemoryStore


def test_an_unknown_scheme_names_the_known_ones() -> None:
    with pytest.raises(UnknownStoreError) as caught:
        open_store("bead://x", factories={"abacus": abacus})
    assert caught.value.scheme == "bead"
    assert {"abacus", "memory", "sqlite", "valkey"} <= set(caught.value.known)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:",
        "sqlite:visits.db",
        "sqlite:/srv/visits.db",
        "sqlite://host/visits.db",
        "sqlite:///visits.db?mode=ro",
        "sqlite:////srv/portal#1/visits.db",
        "valkey-cluster://127.0.0.1/1",
        "sqlite:///visits.db?durability=memory",
        "valkey://127.0.0.1/0?decode_responses=1",
        "valkey://127.0.0.1/0?prefix={x}",
        "valkey://127.0.0.1/0?visitors=0",
        "valkey://127.0.0.1/0?visitors=many",
        "sqlite:///visits.db?time_limit=soon",
        # SQLite takes these for a database in memory or one of no name.
        "sqlite:///:memory:",
        "sqlite:///.",
        "valkey:",
        "valkey:///0",
        "valkey-cluster://",
        "valkey://127.0.0.1:0/0",
        "valkey://127.0.0.1:65536/0",
        "valkey://127.0.0.1:port/0",
        "valkey://127.0.0.1/-1",
        "valkey://127.0.0.1/0/1",
        "valkey://127.0.0.1/main",
        "valkey://[::1/0",
    ],
)
def test_a_url_that_says_what_nobody_reads(url: str) -> None:
    with pytest.raises(VisitError):
        open_store(url)


@pytest.mark.parametrize(
    "url",
    [
        "valkey://user:secret@127.0.0.1/0?x=1",
        "valkey://user:secret@127.0.0.1:port/0",
        "valkey://user:secret#@127.0.0.1/0",
        "valkey://user:secret@[::1/0",
    ],
)
def test_no_error_shows_a_password(url: str) -> None:
    with pytest.raises(VisitError) as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_an_error_shows_a_url_as_it_was_written() -> None:
    with pytest.raises(VisitError, match=r"^mode in sqlite:///visits\.db is not"):
        open_store("sqlite:///visits.db?mode=ro")


@pytest.mark.parametrize("url", ["visits.db", "", "//u:secret@h/visits.db"])
def test_what_is_no_url_is_shown_with_one_that_is(url: str) -> None:
    with pytest.raises(VisitError, match=r"such as sqlite:///visits\.db$") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)
    assert url.rpartition("@")[2] in str(caught.value)


def test_a_client_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "valkey", None)
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'govnews\[valkey\]'"):
        open_store("valkey://127.0.0.1/0")


def test_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url, path in [
        ("sqlite:///visits.db", "visits.db"),
        (f"sqlite:///{tmp_path}/a b.db".replace(" ", "%20"), f"{tmp_path}/a b.db"),
    ]:
        store = open_store(url)
        store.set_offset("s", 1, expected=None)
        store.close()
        assert Path(path).exists()


def test_a_plug_in_that_was_really_installed(tmp_path: Path) -> None:
    """The example package, installed by pip, passes the suite through its URL."""
    example = Path(__file__).parents[1] / "plugin_example"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    install += ["--no-build-isolation", "--target", str(tmp_path), str(example)]
    subprocess.run(install, check=True, capture_output=True)
    paths = [str(tmp_path), *filter(None, sys.path)]
    test = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull]
    done = subprocess.run(
        [*test, "--rootdir", str(tmp_path), str(example / "test_it.py")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
