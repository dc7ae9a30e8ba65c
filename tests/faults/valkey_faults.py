"""Valkey: the server is killed, stopped, filled, demoted; replies are lost; a master dies."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from govnews.errors import StoreUnavailableError
from govnews.visits import VisitCounter, open_store
from tests.faults.proxy import Proxy
from tests.faults.report import NOW, Report, see, stored
from tests.visits.servers import (
    Server,
    cluster,
    masters,
    running,
    valkey_binary,
    wait_until_whole,
)

_LOG = ("--appendonly", "yes", "--appendfsync")


def counter_on(url: str, **settings: float) -> VisitCounter:
    """A counter that tries again at once, so that rounds are short."""
    return VisitCounter(open_store(url), site="s", retry_after=0, queue=100_000, **settings)  # type: ignore[arg-type]


class Reader:
    """Somebody who reads pages all the time, in a thread."""

    def __init__(self, counter: VisitCounter, report: Report) -> None:
        self.counter = counter
        self.report = report
        self.number = 0
        self.going = threading.Event()
        self.stopping = False
        self.idle = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while not self.stopping:
            if not self.going.is_set():
                self.idle.set()
                self.going.wait(1)
                continue
            self.idle.clear()
            start = time.perf_counter()
            outcome = see(self.counter, self.number)
            self.report.longest = max(self.report.longest, time.perf_counter() - start)
            self.report.acknowledged += outcome == "stored"
            self.number += 1

    def pause(self) -> None:
        """Stop between two page views."""
        self.going.clear()
        self.idle.wait(60)

    def stop(self) -> None:
        """Stop for good."""
        self.stopping = True
        self.going.set()
        self._thread.join()


def settle(counter: VisitCounter, expected: int, report: Report, seconds: float = 30) -> None:
    """Have everything stored that waits, and compare with what was seen."""
    end = time.monotonic() + seconds
    while not counter.flush():
        if time.monotonic() > end:
            report.more["still waiting"] = counter.health().queued
            break
        time.sleep(0.01)
    while True:
        try:
            hits, visits = stored(counter)
            break
        except StoreUnavailableError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
    report.lost = expected - hits if hits < expected else 0
    report.doubled = max(hits, visits) - expected if max(hits, visits) > expected else 0
    report.more["dropped"] = counter.health().dropped


@contextmanager
def one_server(directory: Path, flush: str = "no") -> Iterator[tuple[Server, str]]:
    """A server with a log of what it did, and its URL."""
    with running(valkey_binary(), directory, *_LOG, flush) as server:
        yield server, f"valkey://127.0.0.1:{server.port}/0"


def kill_the_server(directory: Path, rounds: int, flush: str = "no") -> Report:
    """SIGKILL the server while pages are read, start it again."""
    report = Report(f"Valkey, kill -9, fsync {flush}", rounds)
    with one_server(directory / "kill", flush) as (server, url):
        counter = counter_on(url)
        reader = Reader(counter, report)
        reader.going.set()
        for turn in range(rounds):
            if turn % 50 == 49:
                # Or each start would read the log of all rounds before it.
                server.command("BGREWRITEAOF")
                while "aof_rewrite_in_progress:1" in server.info("persistence"):
                    time.sleep(0.01)
            time.sleep(0.005 + random.random() * 0.02)
            server.restart()
        reader.stop()
        settle(counter, reader.number, report)
        report.declared = counter.durability
        counter.close()
    return report


def kill_the_server_always(directory: Path, rounds: int) -> Report:
    """The same, with a flush before every reply."""
    return kill_the_server(directory, rounds, "always")


def kill_the_server_everysec(directory: Path, rounds: int) -> Report:
    """The same, with a flush every second: the last two seconds may be lost."""
    return kill_the_server(directory, rounds, "everysec")


def lose_replies(directory: Path, rounds: int) -> Report:
    """The work is done and the reply is lost, every other time."""
    report = Report("Valkey, replies lost", rounds)
    with one_server(directory / "replies") as (server, _), Proxy(server.port) as proxy:
        counter = counter_on(f"valkey://127.0.0.1:{proxy.port}/0")
        see(counter, 0)
        for number in range(1, rounds + 1):
            proxy.losing = True
            start = time.perf_counter()
            assert see(counter, number) == "queued"
            report.longest = max(report.longest, time.perf_counter() - start)
            proxy.losing = False
            report.acknowledged += counter.flush()
        settle(counter, rounds + 1, report)
        report.more["replies lost"] = proxy.lost
        counter.close()
    return report


def _trouble(
    name: str, begin: Callable[[Server], object], end: Callable[[Server], object]
) -> Callable[[Path, int], Report]:
    """A server that stays in trouble for a while: pages are served, then all is stored."""

    def fault(directory: Path, rounds: int) -> Report:
        report = Report(f"Valkey, {name}", rounds)
        number = 0
        with one_server(directory / name.replace(" ", "-")) as (server, url):
            counter = counter_on(url)
            see(counter, number)
            counter.statistics(at=NOW)
            for _ in range(rounds):
                begin(server)
                outcomes = set()
                for _ in range(3):
                    number += 1
                    start = time.perf_counter()
                    outcomes.add(see(counter, number))
                    middle = time.perf_counter()
                    assert counter.statistics(at=NOW).total > 0
                    took = max(middle - start, time.perf_counter() - middle)
                    report.longest = max(report.longest, took)
                assert outcomes == {"queued"}, (outcomes, counter.health())
                end(server)
                for _ in range(3):
                    number += 1
                    report.acknowledged += see(counter, number) == "stored"
            report.more["said"] = repr(counter.health().last_error)[:90]
            settle(counter, number + 1, report)
            counter.close()
        return report

    fault.__name__ = name.replace(" ", "_")
    return fault


def _pause(server: Server) -> None:
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGSTOP)


def _resume(server: Server) -> None:
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGCONT)
    server.wait()


stop_the_server = _trouble("stopped", _pause, _resume)
fill_the_memory = _trouble(
    "out of memory",
    lambda server: server.command("CONFIG", "SET", "maxmemory", "1"),
    lambda server: server.command("CONFIG", "SET", "maxmemory", "0"),
)
demote_the_server = _trouble(
    "read-only replica",
    lambda server: server.command("REPLICAOF", "127.0.0.1", "1"),
    lambda server: server.command("REPLICAOF", "NO", "ONE"),
)


def kill_a_master(directory: Path, rounds: int) -> Report:
    """A cluster's master dies while pages are read; its replica takes over, it comes back."""
    report = Report("Valkey cluster, master killed", rounds)
    failovers = []
    with cluster(valkey_binary(), directory, replicas=1, node_timeout=500) as servers:
        counter = counter_on(f"valkey-cluster://127.0.0.1:{servers[0].port}")
        reader = Reader(counter, report)
        for _ in range(rounds):
            victim = random.choice(masters(servers))
            reader.going.set()
            time.sleep(0.2 + random.random() * 0.1)
            victim.kill()
            start = time.monotonic()
            time.sleep(0.3)
            while time.monotonic() - start < 20:
                health = counter.health()
                if health.available and health.queued <= 1:
                    break
                time.sleep(0.01)
            failovers.append(time.monotonic() - start)
            reader.pause()
            settle(counter, reader.number, report)
            victim.start()
            wait_until_whole(servers)
        reader.stop()
        settle(counter, reader.number, report)
        counter.close()
    report.more["seconds until nothing waits, at most"] = f"{max(failovers):.1f}"
    return report
