"""``govnews check``: each fault in words, with its rule; nothing where there is none."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner

from govnews import broadcast, codec, feeds, sample
from govnews.cli import govnews

FEED = feeds.Feed(sample.portal(), sample.articles(), now=sample.NOW)


def run(target):
    return CliRunner().invoke(govnews, ["check", str(target)])


@pytest.fixture
def check(tmp_path):
    def call(data):
        path = tmp_path / "target"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        result = run(path)
        assert result.exit_code in (0, 2), result.exception
        assert bool(result.stdout) == (result.exit_code == 2)
        return result.stdout

    return call


GOOD = {
    "rss": FEED.render("rss"),
    "atom": FEED.render("atom"),
    "json feed": FEED.render("json"),
    "articles": codec.dumps(sample.articles()),
    "plan": codec.dumps(sample.plan()),
    "calendar": broadcast.to_ics(sample.plan(), now=sample.NOW),
    "lines": (
        "Wed, 15/02/2017 17:00 | GMT +7\n\n19h45 ngày chủ nhật hàng tuần\n173/KH-UBND\n15/2/2017\n"
    ),
    "xmltv": broadcast.to_xmltv(
        [sample.plan()], sample.NOW, sample.plan().upcoming(3, sample.NOW)[-1].start
    ),
}


@pytest.mark.parametrize("kind", GOOD)
def test_good_documents_have_no_faults(check, kind):
    assert check(GOOD[kind]) == ""


BAD = {
    "an empty file": ("\n", "document: is empty"),
    "an RSS date": (
        GOOD["rss"].replace(b"<pubDate>", b"<pubDate>Thu, ", 1),
        "pubDate: ",
    ),
    "a broken feed": (b"<rss version='2.0'><channel>", "well-formedness"),
    "a feed in UTF-16": (
        "<?xml version='1.0' encoding='utf-16'?><rss version='2.0'/>".encode("utf-16"),
        "/rss: has not one channel",
    ),
    "no feed": (b"<?xml version='1.0'?><gpx/>", "RSS 2.0 or Atom 1.0"),
    "an article": ('[\n{"uri":"x","headline":"","published_at":null}]', "line 2: $.uri: is not"),
    "a plan": ('{"key":"a","slots":[]}', "plan: $.title: missing (govnews plan)"),
    "a date": ("31/02/2017", "line 1: '31/02/2017' is no date: "),
    "a contradicting weekday": ("Mon, 15/02/2017 17:00 | GMT +7", "is no date: "),
    "a schedule": ("19h75 ngày chủ nhật hàng tuần", "no schedule: "),
    "a document number": ("173KH-UBND", "no document number: "),
    "a calendar": ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "iCalendar"),
    "a page": ("<html><body><h1>Tin</h1></body></html>", "(page profile)"),
    "a JSON Feed": (
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": [{}]}),
        "(JSON Feed 1.1)",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_faults_are_told_with_their_rule(check, kind):
    data, words = BAD[kind]
    assert words in check(data)


def test_a_plans_exceptions_and_overlaps(check):
    plan = json.loads(codec.dumps(sample.plan()))
    slot = {**plan["slots"][0], "duration": "PT15M"}
    plan["slots"] = [slot, {**slot, "key": "trung-gio"}]
    plan["exceptions"] = [{"slot": "toi-chu-nhat", "on": "2017-02-20", "action": "cancel"}]
    told = check(json.dumps(plan))
    assert "exception toi-chu-nhat 2017-02-20: hits no airing (broadcast plan)" in told
    assert "overlaps trung-gio (one airing at a time on a service)" in told


def test_a_file_that_is_not_there(tmp_path):
    result = run(tmp_path / "nowhere.xml")
    assert result.exit_code == 2
    assert "No such file" in result.stderr


@pytest.fixture
def server():
    answers = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, body = answers[self.path](self.headers)
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    http = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}", answers
    http.shutdown()
    thread.join()
    http.server_close()


def test_a_feed_that_is_served_well(server):
    address, answers = server

    def answer(headers):
        response = feeds.respond(FEED, "rss", headers=dict(headers.items()))
        return response.status, list(response.headers.items()), response.body

    answers["/feed"] = answer
    result = run(f"{address}/feed")
    assert (result.exit_code, result.stdout) == (0, "")
    assert run(f"{address}/feed".replace("http", "HTTP")).stderr.endswith("nothing found\n")


def test_an_address_as_people_write_it(server):
    address, answers = server
    answers["/tin-t%E1%BB%A9c/a%20b"] = lambda _: (200, [("ETag", "abc")], FEED.render("rss"))
    assert "ETag: abc is not quoted" in run(f"{address}/tin-tức/a b").stdout
    assert "holds a character" in run(f"{address}/\udc80").stderr


def test_a_feed_that_is_served_badly(server):
    address, answers = server
    body = FEED.render("rss")
    stamp = "Wed, 15 Feb 2017 10:20:00 GMT"
    answers["/bare"] = lambda _: (200, [("Content-Type", "text/xml")], body)
    answers["/bad"] = lambda _: (200, [("ETag", "abc"), ("Last-Modified", stamp)], body)
    answers["/deaf"] = lambda _: (
        200,
        [("Content-Type", "application/rss+xml"), ("ETag", '"abc"'), ("Last-Modified", stamp)],
        body,
    )
    bare = run(f"{address}/bare").stdout
    assert "Content-Type: text/xml is none of application/rss+xml" in bare
    assert "neither ETag nor Last-Modified (RFC 9110, section 8.8)" in bare
    assert "ETag: abc is not quoted (RFC 9110, section 8.8.3)" in run(f"{address}/bad").stdout
    deaf = run(f"{address}/deaf").stdout.splitlines()
    assert [line.split(":")[0] for line in deaf] == ["If-None-Match", "If-Modified-Since"]


def test_a_server_that_does_not_answer(server):
    address, answers = server
    answers["/gone"] = lambda _: (410, [], b"")
    assert "410" in run(f"{address}/gone").stderr
    assert run("http://127.0.0.1:1/feed").exit_code == 2


def test_a_plan_at_the_ends_of_the_calendar(check):
    plan = json.loads(codec.dumps(sample.plan()))
    for day in ("0001-01-01", "9999-01-01"):
        plan["slots"][0]["valid_from"] = day
        assert check(json.dumps(plan)) == ""


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:1/a b", "http://127.0.0.1:port/", "http://127.0.0.1:1/", "http://[::1/"],
)
def test_an_address_that_nobody_can_ask(target):
    result = run(target)
    assert result.exit_code == 2, result.exception
    assert f"Error: {target}: " in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "answer", [b"good morning\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz"]
)
def test_a_server_that_speaks_no_http(answer):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        target = f"http://127.0.0.1:{listening.getsockname()[1]}/"

        def serve():
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        result = run(target)
        thread.join()
    assert result.exit_code == 2, result.exception
    assert f"Error: {target}: " in result.stderr
