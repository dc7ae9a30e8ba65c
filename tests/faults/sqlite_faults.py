"""SQLite: writers are killed, the disk fills up, eight processes write at once."""

import os
import random
import resource
import signal
import sqlite3
import time
from pathlib import Path

from govnews.visits import VisitCounter, open_store
from tests.faults.report import NOW, Report, request, see, stored


def counter_on(path: Path, retry_after: float = 0) -> VisitCounter:
    """A counter on a file, patient enough for a busy machine."""
    store = open_store(f"sqlite:///{path}?time_limit=30")
    return VisitCounter(store, site="s", time_limit=30, retry_after=retry_after)


def kill_writers(directory: Path, rounds: int) -> Report:
    """SIGKILL a writer at a random moment: what it acknowledged is there, once."""
    return _kill(directory, Report("SQLite, kill -9 of the writer", rounds), batch=1)


def kill_writers_of_batches(directory: Path, rounds: int) -> Report:
    """The same with 200 page views to a call, which are there all or none."""
    return _kill(directory, Report("SQLite, kill -9 amid batches", rounds), batch=200)


def _kill(directory: Path, report: Report, *, batch: int) -> Report:
    path = directory / "kill.db"
    number, before = 0, 0
    for _ in range(report.rounds):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            counter = counter_on(path)
            while True:
                if counter.record_many(map(request, range(number, number + batch))) == batch:
                    os.write(writing, b".")
                number += batch
        os.close(writing)
        os.read(reading, 1)
        time.sleep(random.random() * 0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as stream:
            acknowledged = batch * (1 + len(stream.read()))
        run = sqlite3.connect(path)
        hits, visits = run.execute("SELECT hits, visits FROM day").fetchone()
        run.close()
        assert hits == visits, "a page view is written whole"
        assert hits % batch == 0, "a batch is written whole"
        written = hits - before
        report.acknowledged += acknowledged
        report.lost += max(0, acknowledged - written)
        # One call may have been written whose reply did not get out.
        report.doubled += max(0, written - acknowledged - batch)
        number, before = number + written + batch, hits
    run = sqlite3.connect(path)
    report.more["integrity"] = run.execute("PRAGMA integrity_check").fetchone()[0]
    run.close()
    return report


def fill_the_disk(directory: Path, rounds: int) -> Report:
    """No byte more for the file: pages are served, page views wait, then all are stored."""
    report = Report("SQLite, disk full", rounds)
    for turn in range(rounds):
        path = directory / f"full{turn}.db"
        child = os.fork()
        if child == 0:
            os._exit(_fill(path))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        report.lost += code == 1
        report.doubled += code == 2
        report.more["failures"] = report.more.get("failures", 0) + (code > 2)
        report.acknowledged += 3_000
    return report


def _fill(path: Path) -> int:
    counter = counter_on(path, retry_after=0.05)
    see(counter, 0)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    outcomes = {see(counter, number) for number in range(1, 3_000)}
    figures = counter.statistics(at=NOW)
    if "queued" not in outcomes or "dropped" in outcomes or figures.total < 1:
        return 3
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    time.sleep(0.1)
    counter.flush()
    hits, visits = stored(counter)
    return 1 if hits < 3_000 else 2 if hits > 3_000 or visits != hits else 0


def many_writers(directory: Path, rounds: int, processes: int = 8) -> Report:
    """Eight processes write at once: nothing is lost, and none is held up for long."""
    report = Report(f"SQLite, {processes} writers at once", rounds)
    path = directory / "many.db"
    see(counter_on(path), 0)
    children, readers = [], []
    for process in range(processes):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            counter, longest = counter_on(path), 0.0
            for n in range(rounds):
                start = time.perf_counter()
                if see(counter, (process + 1) << 20 | n) != "stored":
                    os._exit(1)
                longest = max(longest, time.perf_counter() - start)
            os.write(writing, str(longest).encode())
            os._exit(0)
        os.close(writing)
        children.append(child)
        readers.append(reading)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    report.longest = max(float(os.read(reading, 99)) for reading in readers)
    hits, visits = stored(counter_on(path))
    expected = processes * rounds + 1
    report.acknowledged = expected
    report.lost, report.doubled = max(0, expected - hits), max(0, visits - expected)
    report.more["processes that gave up"] = sum(codes)
    return report
