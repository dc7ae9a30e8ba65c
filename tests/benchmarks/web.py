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
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

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
    """What counting adds to an article's page, which is one query and one template."""
    from ._web_portals import counted, django_app, flask_app, starlette_app

    rows = []
    for make in (django_app, flask_app, starlette_app):
        name = make.__name__.removesuffix("_app")
        ask = ask_asgi if name == "starlette" else ask_wsgi
        calls = {
            "not counted": ask(make(), "/trang")[0],
            "counted": ask(counted(name), "/trang")[0],
        }
        times = best(calls, rounds=15)
        title = f"{name.capitalize()}: an article's page, no socket"
        rows.append(faster(title, times, "counted", "not counted"))
    return rows


LOADS = (
    ("Django", "gunicorn", "django_app()", FEEDS["govnews"]),
    ("Flask", "gunicorn", "flask_app()", FEEDS["govnews"]),
    ("Starlette", "uvicorn", "starlette_app", FEEDS["govnews"]),
    (PEER, "gunicorn", "django_app()", "/django/all.{}"),
)
COUNTED = (
    ("Django", "gunicorn", "django_app()", "counted('django')"),
    ("Flask", "gunicorn", "flask_app()", "counted('flask')"),
    ("Starlette", "uvicorn", "starlette_app", "starlette_counted"),
)


def loopback(rounds: int = 5) -> list[Row]:
    """Requests per second of one worker process over a socket, by wrk, in turns."""
    urls: dict[tuple[str, str, int], tuple[str, ...]] = {}
    with ExitStack() as stack:
        for name, server, app, where in LOADS:
            base = stack.enter_context(serving(server, app))
            for kind in ("rss", "atom"):
                url = base + where.format(kind)
                tag = httpx.get(url, headers={"Accept-Encoding": "identity"}).headers["etag"]
                urls[name, kind, 200] = (url,)
                urls[name, kind, 304] = (url, f"If-None-Match: {tag}")
        empty = stack.enter_context(serving("gunicorn", "bare"))
        urls["gunicorn with an empty application", "none", 304] = (f"{empty}/trang",)
        for name, server, app, counted in COUNTED:
            urls[name, "plain", 0] = (stack.enter_context(serving(server, app)) + "/trang",)
            urls[name, "counted", 0] = (stack.enter_context(serving(server, counted)) + "/trang",)
        rates = dict.fromkeys(urls, 0.0)
        for _ in range(rounds):
            for key, (url, *headers) in urls.items():
                rates[key] = max(rates[key], wrk(url, 1, *headers))
    rows = []
    for (name, kind, status), own in rates.items():
        if status and name != PEER:
            peer = rates[PEER, "rss" if kind == "none" else kind, status]
            goal = None if kind == "none" else 10 if status == 200 else 20
            title = f"{name} on loopback: {kind}, {status}"
            rows.append(Row(title, own, peer, PEER, own / peer, goal, "requests/s"))
    for name, *_ in COUNTED:
        own, peer = rates[name, "counted", 0], rates[name, "plain", 0]
        title = f"{name} on loopback: an article's page counted"
        rows.append(Row(title, own, peer, "not counted", own / peer, 0.95, "requests/s"))
    return rows


@contextmanager
def serving(server: str, app: str) -> Iterator[str]:
    """Start a portal with one worker, and stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    target = f"tests.benchmarks._web_portals:{app}"
    command = {
        "gunicorn": [
            *("gunicorn", "-w1", "-kgthread", "--threads=4", "--log-level=error"),
            f"-b127.0.0.1:{port}",
            target,
        ],
        "uvicorn": ["uvicorn", f"--port={port}", "--log-level=error", "--factory", target],
    }[server]
    process = subprocess.Popen([sys.executable, "-m", *command])
    try:
        for _ in range(200):
            with suppress(httpx.TransportError):
                httpx.get(f"http://127.0.0.1:{port}/trang")
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def wrk(url: str, seconds: int, *headers: str) -> float:
    """Requests per second with eight connections."""
    fields = [f"-H{header}" for header in headers]
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", *fields, url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said and not headers:
        raise SystemExit(said)
    found = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    if found is None:
        raise SystemExit(said)
    return float(found[1])


def main() -> None:
    """Print the table."""
    print(table(loopback() if "--loopback" in sys.argv else run()))


if __name__ == "__main__":
    main()
