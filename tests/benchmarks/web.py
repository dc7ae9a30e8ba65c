"""Feed endpoints of 50 articles against Django's own syndication view, with the same rows.

``python -m tests.benchmarks.web`` calls the applications in one process, through all of the
framework but without a socket. ``python -m tests.benchmarks.web --loopback`` starts them with
gunicorn and uvicorn and loads them with wrk; ``--counting`` does so with an article's page,
counted and not. Every gunicorn has one worker that keeps connections and answers one request
at a time, with which the peer is at its fastest.

*Mounted* feeds are answered by ``govnews.web.wsgi`` in front of the framework.
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
from statistics import median

import httpx

from ._measure import Row, best, faster, table

PEER = "Django syndication"
PAGE = "/trang"
#: How many times as fast as the peer, by status.
GOALS = {200: 10, 304: 20}


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
    fields = {f"HTTP_{name.upper().replace('-', '_')}": one for name, one in dict(headers).items()}

    def start_response(status, fields, exc_info=None):
        answer["status"] = int(status[:3])
        answer["headers"] = dict(fields)
        return lambda data: None

    def call():
        chunks = app(environ(path, fields), start_response)
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
    fields += [(name.encode(), value.encode()) for name, value in dict(headers).items()]

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
    from . import _web_django, _web_light

    django = (_web_django.app(), ask_wsgi, "/feeds/all.{}")
    portals = {
        "Django, govnews": django,
        "Django, govnews, no version": (django[0], ask_wsgi, "/fresh/feeds/all.{}"),
        "Django, govnews mounted": (_web_django.mounted(), ask_wsgi, "/feeds/all.{}"),
        "Flask, govnews": (_web_light.flask_app(), ask_wsgi, "/feeds/all.{}"),
        "Flask, govnews mounted": (_web_light.flask_mounted(), ask_wsgi, "/feeds/all.{}"),
        "Starlette, govnews": (_web_light.starlette_app(), ask_asgi, "/feeds/all.{}"),
        PEER: (django[0], ask_wsgi, "/django/all.{}"),
    }
    rows = []
    for kind in ("rss", "atom"):
        whole, again = {}, {}
        for name, (app, ask, path) in portals.items():
            where = path.format(kind)
            whole[name], answer = ask(app, where)
            tag = {name.lower(): one for name, one in answer["headers"].items()}["etag"]
            again[name], answer = ask(app, where, {"if-none-match": tag})
            if answer["status"] != 304:
                raise SystemExit(f"{name} answers {answer['status']}, not 304")
        for status, calls in ((200, whole), (304, again)):
            times = best(calls, rounds=7)
            rows += [
                faster(f"{name}: {kind}, {status}", times, name, PEER, goal_of(name, status))
                for name in calls
                if name != PEER
            ]
    return rows + counting()


def goal_of(name: str, status: int) -> int | None:
    """The goal, for what is said to be the fast way."""
    return None if "no version" in name else GOALS[status]


def counting() -> list[Row]:
    """What counting adds to an article's page: some queries, and a template of 10 KB."""
    from . import _web_django, _web_light

    portals = {
        "Django": (ask_wsgi, _web_django.app(), _web_django.counted()),
        "Flask": (ask_wsgi, _web_light.flask_app(), _web_light.flask_counted()),
        "Starlette": (ask_asgi, _web_light.starlette_app(), _web_light.starlette_counted()),
    }
    rows = []
    for name, (ask, plain, counted) in portals.items():
        calls = {"not counted": ask(plain, PAGE)[0], "counted": ask(counted, PAGE)[0]}
        times = best(calls, rounds=15)
        title = f"{name}: an article's page, no socket"
        rows.append(faster(title, times, "counted", "not counted", 0.95))
    return rows


LOADS = {
    "Django": ("gunicorn", "_web_django:app()", "/feeds/all.rss"),
    "Django, mounted": ("gunicorn", "_web_django:mounted()", "/feeds/all.rss"),
    "Flask": ("gunicorn", "_web_light:flask_app()", "/feeds/all.rss"),
    "Flask, mounted": ("gunicorn", "_web_light:flask_mounted()", "/feeds/all.rss"),
    "Starlette": ("uvicorn", "_web_light:starlette_app", "/feeds/all.rss"),
    PEER: ("gunicorn", "_web_django:app()", "/django/all.rss"),
}
#: What they stand on, answering 304 to anything.
FLOORS = {
    "a Django view that does nothing": ("gunicorn", "_web_django:app()", "/rong"),
    "gunicorn with an empty application": ("gunicorn", "_web_light:bare", "/"),
}
COUNTED = {
    "Django": ("gunicorn", "_web_django:app()", "_web_django:counted()"),
    "Flask": ("gunicorn", "_web_light:flask_app()", "_web_light:flask_counted()"),
    "Starlette": ("uvicorn", "_web_light:starlette_app", "_web_light:starlette_counted"),
}


def loopback(rounds: int = 5) -> list[Row]:
    """Feeds a second of one worker process over a socket, by wrk, in turns."""
    make_rows()
    urls: dict[tuple[str, int], tuple[str, ...]] = {}
    with ExitStack() as stack:
        for name, (server, app, path) in {**LOADS, **FLOORS}.items():
            url = stack.enter_context(serving(server, app)) + path
            tag = httpx.get(url, headers={"Accept-Encoding": "identity"}).headers["etag"]
            urls[name, 304] = (url, f"If-None-Match: {tag}")
            if name in LOADS:
                urls[name, 200] = (url,)
        rates = dict.fromkeys(urls, 0.0)
        for _ in range(rounds):
            for key, (url, *headers) in urls.items():
                rates[key] = max(rates[key], wrk(url, 1, *headers))
    rows = []
    for (name, status), own in rates.items():
        if name != PEER:
            peer = rates[PEER, status]
            goal = None if name in FLOORS else GOALS[status]
            title = f"{name} on loopback: rss, {status}"
            rows.append(Row(title, own, peer, PEER, own / peer, goal, "requests/s"))
    return rows


def loopback_counting(rounds: int = 10) -> list[Row]:
    """An article's page counted and not, in turns: the median of the rounds' ratios."""
    make_rows()
    rows = []
    for name, (server, *apps) in COUNTED.items():
        with ExitStack() as stack:
            urls = [stack.enter_context(serving(server, app)) + PAGE for app in apps]
            pairs = [[wrk(url, 1) for url in urls] for _ in range(rounds)]
        plain, counted = (median(rates) for rates in zip(*pairs, strict=True))
        ratio = median(own / other for other, own in pairs)
        title = f"{name} on loopback: an article's page counted"
        rows.append(Row(title, counted, plain, "not counted", ratio, 0.95, "requests/s"))
    return rows


def make_rows() -> None:
    """Make the rows, which all servers read."""
    from ._web_django import fill

    fill()


@contextmanager
def serving(server: str, app: str) -> Iterator[str]:
    """Start a portal with one worker, and stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    target = f"tests.benchmarks.{app}"
    command = {
        "gunicorn": [
            *("gunicorn", "-w1", "-kgthread", "--threads=1", "--log-level=error"),
            f"-b127.0.0.1:{port}",
            target,
        ],
        "uvicorn": ["uvicorn", f"--port={port}", "--log-level=error", "--factory", target],
    }[server]
    process = subprocess.Popen([sys.executable, "-m", *command])
    try:
        for _ in range(200):
            with suppress(httpx.TransportError):
                httpx.get(f"http://127.0.0.1:{port}{PAGE}")
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
    ways = {"--loopback": loopback, "--counting": loopback_counting}
    print(table(next((ways[one] for one in sys.argv if one in ways), run)()))


if __name__ == "__main__":
    main()
