"""``govnews feed``: good files, bad files, pipes and terminals."""

import json
import os
import pty
import subprocess
import sys
from datetime import datetime

import feedparser
import pytest
from click.testing import CliRunner

from govnews import Portal, codec, sample
from govnews.cli import govnews

GOOD = '{"uri":"https://a.vn/1","headline":"Tin","published_at":"2017-02-15T17:00:00+07:00"}'
BAD = '{"uri":"1","headline":"","published_at":"2017-02-15T17:00:00+07:00"}'


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments, **options):
        return CliRunner().invoke(govnews, ["feed", *arguments], **options)

    return call


@pytest.fixture
def file(tmp_path):
    def write(text, name="tin.jsonl"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_file_becomes_a_feed(run, file, kind):
    result = run(file(GOOD), "--format", kind)
    assert result.exit_code == 0
    feed = feedparser.parse(result.stdout_bytes)
    assert feed.feed.title == "tin"
    assert feed.feed.link == "https://a.vn/"
    assert [entry.title for entry in feed.entries] == ["Tin"]
    assert feed.entries[0].published_parsed[:5] == (2017, 2, 15, 10, 0)


def test_json_feed_portal_section_output_and_moment(run, tmp_path):
    data = codec.dumps(sample.articles())
    (tmp_path / "tin.json").write_bytes(data)
    (tmp_path / "portal.json").write_bytes(codec.dumps(sample.portal()))
    result = run(
        *("tin.json", "--format", "json", "--portal", "portal.json", "--section", "cai-cach"),
        *("--now", "17h00 ngày 15/2/2017", "-o", "out/feed.json"),
    )
    assert (result.exit_code, result.output) == (0, "")
    feed = json.loads((tmp_path / "out/feed.json").read_bytes())
    assert feed["title"] == f"Thông tin cải cách - {sample.portal().name}"
    assert [item["url"].rsplit("/", 1)[1] for item in feed["items"]] == [
        "ke-hoach-173.html",
        "nghi-quyet-36a.html",
    ]


def test_name_and_url(run, file):
    result = run(file(GOOD), "--name", "Cổng mẫu", "--url", "https://b.vn/")
    assert feedparser.parse(result.stdout_bytes).feed.title == "Cổng mẫu"


def test_bad_articles_are_all_listed_and_nothing_is_written(run, file, tmp_path):
    name = file(f"{GOOD}\n{BAD}\nno json\n")
    result = run(name, "-o", "out.rss")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "tin.jsonl:2: $.uri: is not an absolute URI",
        "tin.jsonl:2: $.headline: is empty",
        "tin.jsonl:3: $: is not JSON: Expecting value: line 1 column 1 (char 0)",
        "tin.jsonl: 2 faulty, 1 good; nothing written",
    ]
    assert not (tmp_path / "out.rss").exists()


def test_keep_going_writes_the_good_ones_and_still_exits_with_2(run, file):
    result = run(file(f"{GOOD}\n{BAD}"), "--keep-going")
    assert result.exit_code == 2
    assert len(feedparser.parse(result.stdout_bytes).entries) == 1
    assert "tin.jsonl:2: $.headline: is empty" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere.json",), "No such file"),
        (("tin.jsonl", "--format", "rdf"), "'rdf' is not one of"),
        (("tin.jsonl", "--section", "the-thao"), "unknown section 'the-thao'"),
        (("tin.jsonl", "--now", "31/02/2017 10:00"), "31/02/2017 10:00"),
        (("tin.jsonl", "--url", "example"), "Portal.url is not an absolute http(s) URL"),
        (("tin.jsonl", "--portal", "portal.json"), "portal.json: $.name: missing"),
        (("tin.jsonl", "--portal", "nowhere.json"), "nowhere.json: No such file"),
    ],
)
def test_bad_options_are_named(run, file, arguments, message):
    file(GOOD)
    file('{"url":"https://a.vn/"}', "portal.json")
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_standard_input_to_standard_output(tmp_path):
    result = subprocess.run(
        [sys.executable, "-m", "govnews", "feed", "-", "--format", "atom"],
        input=GOOD.encode(),
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    assert result.stdout.startswith(b"<?xml")
    assert result.stderr == b""


def on_a_terminal(patience, tmp_path):
    """Standard error of a run whose standard error is a terminal."""
    (tmp_path / "tin.jsonl").write_text(f"{GOOD}\n" * 3_000, encoding="utf-8")
    script = (
        "import govnews.cli._feed as f, govnews.cli as c;"
        f"f._PATIENCE = {patience}; c.govnews(['feed', 'tin.jsonl', '-o', 'out.rss'])"
    )
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(
        [sys.executable, "-c", script], stderr=theirs, cwd=tmp_path, env=environment
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.close(ours)
    return process.wait(), shown.decode()


def test_a_terminal_sees_a_progress_bar_when_reading_takes_long(tmp_path):
    code, shown = on_a_terminal(0.0, tmp_path)
    assert code in (0, 2)
    assert "tin.jsonl" in shown
    assert "100%" in shown


def test_a_quick_run_shows_none(tmp_path):
    _, shown = on_a_terminal(1000.0, tmp_path)
    assert "%" not in shown


def test_the_clock_is_the_default_moment(run, file):
    later = GOOD.replace("2017-02-15", f"{datetime.now().year + 2}-02-15")
    result = run(file(f"{GOOD}\n{later.replace('/1', '/2')}"))
    assert len(feedparser.parse(result.stdout_bytes).entries) == 1


def test_a_portal_is_read_by_the_codec(tmp_path):
    assert codec.loads(codec.dumps(sample.portal()), Portal) == sample.portal()


def test_up_to_a_thousand_are_sorted_and_more_keep_their_order(run, file):
    def lines(count):
        return "\n".join(
            GOOD.replace("a.vn/1", f"a.vn/{n}").replace("17:00:00", f"17:{n % 60:02}:{n // 60:02}")
            for n in range(count)
        )

    short = feedparser.parse(run(file(lines(1_000))).stdout_bytes)
    moments = [entry.published_parsed for entry in short.entries]
    assert moments == sorted(moments, reverse=True)
    long = feedparser.parse(run(file(lines(1_001))).stdout_bytes)
    assert [entry.id for entry in long.entries] == [f"https://a.vn/{n}" for n in range(1_001)]


def test_faults_deep_in_a_long_file_are_found_before_anything_is_written(run, file, tmp_path):
    good = "\n".join(GOOD.replace("a.vn/1", f"a.vn/{n}") for n in range(1_500))
    result = run(file(f"{good}\n{BAD}"), "-o", "out.rss")
    assert result.exit_code == 2
    assert "tin.jsonl:1501: $.headline: is empty" in result.stderr
    assert "1 faulty, 1500 good" in result.stderr
    assert not (tmp_path / "out.rss").exists()


def peak_memory(tmp_path, count):
    """Most memory of a run over a file of so many articles, in megabytes."""
    body = "x" * 2_000
    with (tmp_path / "tin.jsonl").open("w", encoding="utf-8") as lines:
        for n in range(count):
            lines.write(
                GOOD.replace("a.vn/1", f"a.vn/{n}").replace('"Tin"', f'"Tin","body":"{body}"')
            )
            lines.write("\n")
    script = (
        "import resource, sys, govnews.cli as c\n"
        "try: c.govnews(['feed', 'tin.jsonl', '-o', 'out.rss'])\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=tmp_path
    )
    assert (tmp_path / "out.rss").stat().st_size > count * 2_000
    return int(result.stdout)


def test_memory_does_not_grow_with_the_file(tmp_path):
    few, many = peak_memory(tmp_path, 2_000), peak_memory(tmp_path, 20_000)
    assert many < few + 40, f"{few} MB, then {many} MB for 45 MB of articles"
