"""``python -m tests.faults``: every fault, with figures.

``python -m tests.faults day --hits 100000000`` is a day of so many page views instead.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import sqlite_faults, valkey_faults
from tests.faults.day import compress_a_day
from tests.faults.report import Report

#: Each fault, and how often it is done for every round asked for.
FAULTS: list[tuple[Callable[[Path, int], Report], float]] = [
    (sqlite_faults.kill_writers, 1),
    (sqlite_faults.kill_writers_of_batches, 1),
    (sqlite_faults.fill_the_disk, 0.02),
    (sqlite_faults.many_writers, 20),
    (valkey_faults.kill_the_server, 1),
    (valkey_faults.kill_the_server_always, 1),
    (valkey_faults.kill_the_server_everysec, 0.1),
    (valkey_faults.lose_replies, 1),
    (valkey_faults.stop_the_server, 0.02),
    (valkey_faults.fill_the_memory, 0.2),
    (valkey_faults.demote_the_server, 0.2),
    (valkey_faults.kill_a_master, 0.1),
]


def main() -> int:
    """Run the faults and print a line for each; 1 when a store broke its word."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["faults", "day"], default="faults")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--only", help="a part of a fault's name")
    parser.add_argument("--hits", type=int, default=1_000_000, help="page views of the day")
    parser.add_argument(
        "--store", default="memory:", help="its store: sqlite:///{directory}/day.db, for example"
    )
    arguments = parser.parse_args()
    logging.getLogger("govnews.visits").setLevel(logging.CRITICAL)
    if arguments.what == "day":
        with tempfile.TemporaryDirectory(prefix="govnews-day-") as directory:
            report = compress_a_day(Path(directory), arguments.hits, arguments.store)
        print(report)
        return int(not report.kept_its_word)
    bad = False
    names = [f"{fault.__module__}.{fault.__name__}" for fault, _ in FAULTS]
    if arguments.only and not any(arguments.only in name for name in names):
        parser.error(f"--only {arguments.only} names none of {', '.join(names)}")
    for name, (fault, share) in zip(names, FAULTS, strict=True):
        if arguments.only and arguments.only not in name:
            continue
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="govnews-faults-") as directory:
            report = fault(Path(directory), max(1, int(arguments.rounds * share)))
        print(f"{report}, took {time.monotonic() - start:.0f} s", flush=True)
        bad = bad or not report.kept_its_word
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
