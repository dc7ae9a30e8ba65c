"""``govnews schedule``: on the terminal, as calendar, as listing, as report."""

import csv
import json
from datetime import date

import icalendar
import pytest
from click.testing import CliRunner
from lxml import etree

from govnews import codec, sample
from govnews.cli import govnews

LOG = (
    "slot,scheduled_at,aired_at,status,duration\n"
    "toi-chu-nhat,19/02/2017 19:45,19/02/2017 19:45,aired,15\n"
    "toi-chu-nhat,26/02/2017 19:45,26/02/2017 20:05,late,15\n"
    "toi-chu-nhat,05/03/2017 19:45,,pre_empted,\n"
    "rác rưởi\n"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.json").write_bytes(codec.dumps(sample.plan()))
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")

    def call(*arguments):
        base = ("schedule", "plan.json", "--now", "Wed, 15/02/2017 17:00 | GMT +7")
        return CliRunner().invoke(govnews, [*base, *arguments])

    return call


def test_the_next_airings_on_the_terminal(run):
    result = run("--next", "2")
    assert result.exit_code == 0, result.output
    lines = [line.strip() for line in result.output.splitlines()]
    assert lines[0] == sample.plan().title
    assert lines[1] == "19h45 Chủ nhật hằng tuần"
    assert [line[:28] for line in lines if "/2017 - " in line] == [
        "Chủ nhật, 19/02/2017 - 19:45",
        "Chủ nhật, 26/02/2017 - 19:45",
    ]


def test_calendar(run, tmp_path):
    assert run("--ics", "-o", "lich.ics").exit_code == 0
    calendar = icalendar.Calendar.from_ical((tmp_path / "lich.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert event["RRULE"]["BYDAY"] == ["SU"]
    assert event.decoded("DTSTART").strftime("%H:%M %A") == "19:45 Sunday"


def test_listing(run):
    result = run("--xmltv", "--days", "7")
    programmes = etree.fromstring(result.stdout_bytes).findall("programme")
    assert [one.get("start") for one in programmes] == ["20170219194500 +0700"]


def test_report_of_a_year_with_its_log(run, tmp_path):
    report = ("--report", "2017", "--log", "log.csv")
    result = run(*report, "--place", "Sơn La", "--number", "12/BC-STTTT")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0].startswith("plan it-today: log line 5: ")
    assert "Số: 12/BC-STTTT" in result.stdout
    assert "Sơn La, ngày" in result.stdout

    run(*report, "-o", "bao-cao.json")
    data = json.loads((tmp_path / "bao-cao.json").read_bytes())
    assert (data["planned"], data["aired"], data["late"], data["pre_empted"]) == (53, 1, 1, 1)
    run(*report, "-o", "bao-cao.csv")
    rows = list(csv.DictReader((tmp_path / "bao-cao.csv").read_text().splitlines()))
    assert [row["month"] for row in rows] == [*(f"2017-{n:02}" for n in range(1, 13)), "2017"]
    run("--report", "2017", "-o", "bao-cao.HTML", "--dated", "15/01/2018")
    page = (tmp_path / "bao-cao.HTML").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "ngày 15 tháng 01 năm 2018" in page
    assert run("--report", "2017", "--as", "svg").stdout.startswith("<svg")


def test_a_log_is_known_by_its_content(run, tmp_path):
    (tmp_path / "log.txt").write_text(LOG.removesuffix("rác rưởi\n"), encoding="utf-8-sig")
    result = run("--report", "2017", "--log", "log.txt", "--as", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["aired"] == 1
    (tmp_path / "log.xlsx").write_bytes(b"PK\x03\x04\n\n\n")
    result = run("--report", "2017", "--log", "log.xlsx")
    assert result.exit_code == 2
    assert "has neither of the columns scheduled_at and aired_at" in " ".join(result.stderr.split())


def test_a_log_as_json(run, tmp_path):
    record = {"slot": "toi-chu-nhat", "scheduled_at": "2017-02-19T19:45:00+07:00"}
    (tmp_path / "log.json").write_text(json.dumps([{**record, "status": "failed"}]))
    result = run("--report", "2017", "--log", "log.json", "--as", "json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["planned"] == 53


def test_problems_of_the_plan_are_told_and_the_rest_is_done(run, tmp_path):
    plan = json.loads(codec.dumps(sample.plan()))
    plan["exceptions"] = [
        {"slot": "toi-chu-nhat", "on": str(date(2017, 2, 20)), "action": "cancel"}
    ]
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    result = run("--ics")
    assert result.exit_code == 2
    assert "exception toi-chu-nhat 2017-02-20: hits no airing" in result.stderr
    assert result.stdout.startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--ics", "--xmltv"), "exclude each other"),
        (("--report", "2017", "--log", "nowhere.csv"), "nowhere.csv: No such file"),
        (("--report", "2017", "-o", "bao-cao.doc"), "a report ends in md, html, svg, csv, json"),
        (("--report", "2017", "--number", "x"), "'x'"),
        (("--report", "1"), "1 is not in the range"),
        (("--report", "9999"), "9999 is not in the range"),
        (("--xmltv", "--now", "31/12/9999 23:00"), "beyond the calendar"),
        (("--ics", "-o", "log.csv/a.ics"), "Error: log.csv/a.ics: "),
        (("-o", "plan.json"), "-o goes with --ics, --xmltv or --report"),
        (("--report", "2017", "--place", "S\udcf3n La"), "cannot be written in utf-8: '\\udcf3'"),
        (("--report", "2017", "--dated", "31/02/2018"), "31/02/2018"),
    ],
)
def test_bad_options_are_named(run, tmp_path, arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert (tmp_path / "plan.json").read_bytes() == codec.dumps(sample.plan())
    assert not (tmp_path / "bao-cao.doc").exists()


def test_a_faulty_plan_is_listed_fault_by_fault(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text('{"key": "a b", "slots": [{"key": "x"}]}')
    result = CliRunner().invoke(govnews, ["schedule", str(path)])
    assert result.exit_code == 2
    told = " ".join(result.stderr.split())
    assert "$.title: missing" in told
    assert "$.key: is not a key" in told


def test_titles_are_shown_as_they_are(run, tmp_path):
    title = "Tin [/bold] [red]Sơn La [link="
    plan = json.loads(codec.dumps(sample.plan())) | {"title": title}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    result = run("--next", "1")
    assert result.exit_code == 0, result.exception
    assert result.output.count(title) == 2
