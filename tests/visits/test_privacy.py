"""No store holds a byte of an address or a user agent, and digests do not outlive visits."""

import logging
import pickle
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from govnews.visits import Request, VisitCounter, open_store
from govnews.visits.memory import MemoryStore
from tests.visits.faulty import FaultyStore
from tests.visits.servers import running, valkey_binary

NOW = datetime(2017, 2, 15, 17, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ADDRESSES = ["203.0.113.197", "2001:db8:9e5d:c0de:4f3a:91b7:28d6:5511"]
AGENT = "Zephyrine/7.31 (Quokka OS)"
KEY = "session-9f3b8c"


def traces() -> list[bytes]:
    """What an address, a browser or a key would leave behind, whole and in parts."""
    found = [AGENT.encode(), b"Zephyrine", b"Quokka", KEY.encode()]
    for text in ADDRESSES:
        found += [text.encode(), ip_address(text).packed, ip_address(text).packed[:8]]
        found += [ip_address(text).exploded.encode(), ip_address(text).packed.hex().encode()]
    return found


def seen_by(counter: VisitCounter, at: datetime = NOW) -> None:
    for n in range(3):
        for address in ADDRESSES:
            now = at + timedelta(minutes=n)
            counter.record(address=address, user_agent=AGENT, at=now, page="p")
    counter.record_many(
        [Request(address=ADDRESSES[0], user_agent=AGENT, at=at + timedelta(minutes=3), key=KEY)]
    )


def digests(counter: VisitCounter) -> list[bytes]:
    hits = [counter._visitors.hit(one, AGENT, NOW, None, None) for one in ADDRESSES]
    return [hit.visitor for hit in hits]  # type: ignore[union-attr]


def test_memory_holds_none() -> None:
    store = MemoryStore()
    counter = VisitCounter(store, site="s")
    seen_by(counter)
    dump = pickle.dumps([_plain(site) for site in store._sites.values()])
    assert digests(counter)[0] in dump, "or the dump would be of something else"
    assert [trace for trace in traces() if trace in dump] == []


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return [(_plain(key), _plain(one)) for key, one in value.items()]
    slots = getattr(type(value), "__slots__", None) or getattr(value, "__dict__", None)
    if slots and type(value).__module__.startswith("govnews"):
        return [_plain(getattr(value, name)) for name in slots]
    return value


def test_sqlite_files_hold_none_and_forget_digests(tmp_path: Path) -> None:
    counter = VisitCounter(open_store(f"sqlite:///{tmp_path}/visits.db"), site="s")
    seen_by(counter)

    def dump() -> bytes:
        return b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))

    them = digests(counter)
    assert all(one in dump() for one in them)
    assert [trace for trace in traces() if trace in dump()] == []
    # Three timeouts later, with people reading meanwhile.
    for n in range(64):
        at = NOW + timedelta(minutes=63) + n * timedelta(seconds=1800 / 32)
        counter.record(address=f"10.0.0.{n}", user_agent="Firefox/128.0", at=at)
    counter.close()
    assert [one for one in them if one in dump()] == []


def test_valkey_holds_none(tmp_path: Path) -> None:
    valkey = pytest.importorskip("valkey")
    with running(valkey_binary(), tmp_path, "--appendonly", "yes") as server:
        url = f"valkey://127.0.0.1:{server.port}/0?time_limit=5"
        counter = VisitCounter(open_store(url), site="s")
        seen_by(counter)
        client = valkey.Valkey(port=server.port)
        client.save()
        keys = list(client.scan_iter())
        serialised = b"".join(key + client.dump(key) for key in keys)
        client.close()
        counter.close()
        files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    dump = serialised + files
    assert all(one in dump for one in digests(counter))
    assert [trace for trace in traces() if trace in dump] == []


@pytest.mark.parametrize("what", [lambda c: c.health(), lambda c: c.statistics(at=NOW)])
def test_neither_report_nor_log_shows_any(
    what: Callable[[VisitCounter], Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    store = FaultyStore()
    counter = VisitCounter(store, site="s", queue=2)
    store.away = True
    seen_by(counter)
    text = repr(what(counter)) + caplog.text + repr(vars(counter))
    assert "is away" in text
    assert [trace for trace in traces() if trace.decode("latin-1") in text] == []


def test_the_queue_holds_digests_as_soon_as_it_can() -> None:
    store = FaultyStore()
    counter = VisitCounter(store, site="s")
    counter.record(address="10.0.0.1", user_agent="Firefox/128.0", at=NOW)
    store.away = True
    seen_by(counter)
    assert counter.health().queued > 0
    assert [
        trace for trace in traces() if trace in pickle.dumps(list(counter._journal._queue))
    ] == []
