"""``govnews visits``: figures, a chart, a table for spreadsheets."""

import csv
import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from govnews import dates, visits
from govnews.cli import govnews

NOW = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with visits.VisitCounter(
        visits.open_store("sqlite:///visits.db"), site="sonla", start_total=40_536_600
    ) as counter:
        for days_ago, visitors in ((40, 7), (1, 4), (0, 61)):
            for number in range(visitors):
                counter.record(
                    address=f"198.51.100.{number + 1}",
                    user_agent=FIREFOX,
                    at=NOW - timedelta(days=days_ago, seconds=60 - number % 60),
                )
        counter.record(address="198.51.100.99", user_agent="Googlebot/2.1", at=NOW)

    def call(*arguments):
        return CliRunner().invoke(govnews, ["visits", "--now", NOW.isoformat(), *arguments])

    return call


def test_figures_and_chart(run):
    result = run("sqlite:///visits.db", "--site", "sonla")
    assert result.exit_code == 0, result.output
    lines = [line.rstrip() for line in result.output.splitlines()]
    assert lines[:4] == [
        "Tổng số lượt truy cập: 40.536.672",
        "Số người đang truy cập: 61",
        "Hôm nay: 61",
        "Hôm qua: 4",
    ]
    days = [line.split() for line in lines if line.strip()[:1].isdigit()]
    assert [row[0] for row in days][-3:] == ["13/2/2017", "14/2/2017", "15/2/2017"]
    assert len(days) == 30
    bars = {row[0]: row[2].count("█") for row in days if "█" in row[2]}
    assert bars["15/2/2017"] > bars["14/2/2017"] > 0
    assert days[-1][-1] == "1", "the bot is told apart"


def test_days_as_csv(run, tmp_path):
    result = run("sqlite:///visits.db", "--site", "sonla", "--days", "2", "--csv", "-")
    assert result.exit_code == 0
    rows = list(csv.DictReader(result.output.splitlines()))
    assert [(row["day"], row["visits"], row["bots"]) for row in rows] == [
        ("2017-02-14", "4", "0"),
        ("2017-02-15", "61", "1"),
    ]
    assert run("sqlite:///visits.db", "--site", "sonla", "--csv", "days.csv").exit_code == 0
    assert len((tmp_path / "days.csv").read_text().splitlines()) == 31


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sqlite:///nowhere.db", "--site", "a"), "nowhere.db: no such file"),
        (("abacus://wood", "--site", "a"), "no visit store for 'abacus'"),
        (("memory:",), "Missing option '--site'"),
        (("memory:", "--site", "a", "--zone", "Asia/Nowhere"), "no zone 'Asia/Nowhere'"),
        (("memory:", "--site", "a", "--zone", "../zone"), "no zone '../zone'"),
        (("memory:", "--site", "a", "--zone", ""), "no zone ''"),
        (("sqlite:", "--site", "a"), "sqlite: lacks slashes"),
        (("valkey://[::1/0", "--site", "a"), "cannot be read"),
        (("sqlite:///visits.db", "--site", "a", "--csv", "."), "Error: .: "),
        (("memory:", "--site", "a", "--days", "1", "--now", "31/12/9999 23:30"), "year 2 to 9998"),
        (("memory:", "--site", "a", "--now", "02/01/0001 08:30"), "beyond the calendar"),
        (("memory:", "--site", "a", "--days", "0"), "0 is not in the range"),
        (("valkey://127.0.0.1:1/0", "--site", "a"), "visit store valkey://127.0.0.1:1"),
    ],
)
def test_what_cannot_be_shown_is_named(run, tmp_path, arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2, result.exception
    assert message in " ".join(result.stderr.split())
    assert not (tmp_path / "nowhere.db").exists()


def test_a_quiet_site_has_an_empty_chart(run):
    result = run("sqlite:///visits.db", "--site", "another")
    assert result.exit_code == 0
    assert "█" not in result.output


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_longest_bar_fits(run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    result = run("sqlite:///visits.db", "--site", "sonla", "--days", "2")
    assert "…" not in result.output
    assert max(map(len, result.output.splitlines())) <= columns


@pytest.mark.parametrize("url", ["sqlite:///c%C6%A1%20s%E1%BB%9F.db", "sqlite:///cơ sở.db"])
def test_a_file_is_found_however_its_name_is_written(run, tmp_path, url):
    (tmp_path / "visits.db").rename(tmp_path / "cơ sở.db")
    result = run(url, "--site", "sonla")
    assert result.exit_code == 0, result.stderr
    assert "Hôm nay: 61" in result.output


def test_a_store_whose_client_is_missing(run, monkeypatch):
    for name in ("valkey", "redis"):
        monkeypatch.setitem(sys.modules, name, None)
    result = run("valkey://127.0.0.1:1/0", "--site", "a")
    assert result.exit_code == 2
    assert "pip install 'govnews[valkey]'" in result.stderr


def test_an_output_that_cannot_hold_vietnamese_gets_question_marks(run):
    command = [sys.executable, "-m", "govnews", "visits", "sqlite:///visits.db", "--site", "sonla"]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"T?ng s? l??t truy c?p: 40.536.672" in done.stdout
