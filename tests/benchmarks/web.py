"""Feed endpoints of 50 articles against Django's own syndication view, with the same rows.

``python -m tests.benchmarks.web`` calls the applications in one process, through all of the
framework but without a socket; ``python -m tests.benchmarks.web --loopback`` starts them with
gunicorn and uvicorn and loads them with wrk.
"""

import asyncio
import io
import re
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

import httpx

from ._measure import Row, best, faster, table

FEEDS = {"govnews": "/feeds/all.{}", "govnews, no version": "/fresh/feeds/all.{}"}
PEER = "Django syndication"


def environ(path, headers=()):
    """A WSGI request."""
    request = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "REMOTE_ADDR": "203.0.113.9",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0",
        "HTTP_ACCEPT": "*/*",
    }
    request.update(headers)
    return request


def ask_wsgi(app, path, headers=()):
    """A function that makes the request, and what it was answered with at first."""
    answer = {}

    def start_response(status, fields, exc_info=None):
        answer["status"] = int(status[:3])
        answer["headers"] = dict(fields)
        return lambda data: None

    def call():
        chunks = app(environ(path, headers), start_response)
        answer["body"] = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close is not None:
            close()

    call()
    return call, dict(answer)


def ask_asgi(app, path, headers=()):
    """The same for ASGI, on one event loop for all calls."""
    loop = asyncio.new_event_loop()
    answer = {}
    fields = [(b"user-agent", b"Mozilla/5.0 Firefox/128.0"), (b"accept", b"*/*")]
    fields += [(name.encode(), value.encode()) for name, value in headers]

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        if message["type"] == "http.response.start":
            answer["status"] = message["status"]
            answer["headers"] = {
                name.decode(): value.decode() for name, value in message["headers"]
            }

    def scope():
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": fields,
            "client": ("203.0.113.9", 5120),
            "server": ("testserver", 80),
        }

    def call():
        loop.run_until_complete(app(scope(), receive, send))

    call()
    return call, dict(answer)


def run() -> list[Row]:
    """Requests in one process."""
    from ._web_portals import django_app, flask_app, starlette_app

    apps = {"Django": django_app(), "Flask": flask_app()}
    starlette = starlette_app()
    rows = []
    for kind in ("rss", "atom"):
        calls, tags = {}, {}
        for name, where in FEEDS.items():
            key = f"Django, {name}"
            calls[key], answer = ask_wsgi(apps["Django"], where.format(kind))
            tags[key] = answer["headers"]["ETag"]
        calls["Flask, govnews"], answer = ask_wsgi(apps["Flask"], f"/feeds/all.{kind}")
        tags["Flask, govnews"] = answer["headers"]["ETag"]
        calls["Starlette, govnews"], answer = ask_asgi(starlette, f"/feeds/all.{kind}")
        tags["Starlette, govnews"] = answer["headers"]["etag"]
        calls[PEER], answer = ask_wsgi(apps["Django"], f"/django/all.{kind}")
        tags[PEER] = answer["headers"]["ETag"]
        times = best(calls, rounds=7)
        for key in calls:
            if key != PEER:
                goal = None if "no version" in key else 10
                rows.append(faster(f"{key}: {kind}, 200", times, key, PEER, goal))

        again = {}
        for key, tag in tags.items():
            where = "/django/all.{}" if key == PEER else FEEDS[key.partition(", ")[2]]
            if key.startswith("Starlette"):
                again[key], answer = ask_asgi(
                    starlette, where.format(kind), [("if-none-match", tag)]
                )
            else:
                app = apps["Flask" if key.startswith("Flask") else "Django"]
                again[key], answer = ask_wsgi(app, where.format(kind), {"HTTP_IF_NONE_MATCH": tag})
            if answer["status"] != 304:
                raise SystemExit(f"{key} answers {answer['status']}, not 304")
        times = best(again, rounds=7)
        for key in again:
            if key != PEER:
                goal = None if "no version" in key else 20
                rows.append(faster(f"{key}: {kind}, 304", times, key, PEER, goal))
    return rows + counting()


def counting() -> list[Row]:
    """What counting adds to a page."""
    from govnews.visits import VisitCounter, open_store
    from govnews.web import asgi, wsgi

    from ._web_portals import django_app, flask_app, starlette_app

    folder = Path(mkdtemp(prefix="govnews-bench-"))

    def counter(name):
        return VisitCounter(
            open_store(f"sqlite:///{folder}/{name}.db"),
            site="sonla",
            buffer=100,
            buffer_time=timedelta(seconds=5),
        )

    rows = []
    for name, app in (("Django", django_app()), ("Flask", flask_app().wsgi_app)):
        calls = {
            "plain": ask_wsgi(app, "/trang")[0],
            "counted": ask_wsgi(
                wsgi.count_visits(app, counter(name), trusted_proxies=["10.0.0.0/8"]), "/trang"
            )[0],
        }
        times = best(calls, rounds=15)
        rows.append(
            faster(f"{name}: a page counted, SQLite buffered", times, "counted", "plain", 0.95)
        )
    return rows


def main() -> None:
    """Print the table."""
    print(table(run()))


if __name__ == "__main__":
    main()
