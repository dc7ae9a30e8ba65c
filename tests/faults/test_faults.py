"""The short form: each fault a few times."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import sqlite_faults, valkey_faults
from tests.faults.day import compress_a_day
from tests.faults.report import Report

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]


@pytest.mark.parametrize(
    ("fault", "rounds"),
    [
        (sqlite_faults.kill_writers, 10),
        (sqlite_faults.kill_writers_of_batches, 10),
        (sqlite_faults.fill_the_disk, 1),
        (sqlite_faults.many_writers, 50),
        (valkey_faults.kill_the_server, 5),
        (valkey_faults.kill_the_server_always, 5),
        (valkey_faults.lose_replies, 20),
        (valkey_faults.stop_the_server, 1),
        (valkey_faults.fill_the_memory, 2),
        (valkey_faults.demote_the_server, 2),
        (valkey_faults.kill_a_master, 1),
    ],
    ids=lambda value: getattr(value, "__name__", None) or str(value),
)
def test_nothing_is_lost_and_nothing_doubled(
    fault: Callable[[Path, int], Report], rounds: int, tmp_path: Path
) -> None:
    report = fault(tmp_path, rounds)
    assert report.doubled == 0, report
    assert report.lost == 0, report
    assert report.acknowledged > 0, report


@pytest.mark.parametrize("url", ["memory:", "sqlite:///{directory}/day.db"])
def test_a_day_of_page_views_adds_up(url: str, tmp_path: Path) -> None:
    report = compress_a_day(tmp_path, 48_000, url)
    assert (report.lost, report.doubled) == (0, 0), report
    assert report.acknowledged == 48_000
