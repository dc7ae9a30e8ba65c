"""Feed endpoints of 50 articles against Django's own syndication view, with the same rows.

``python -m tests.benchmarks.web`` calls the applications in one process, through all of the
framework but without a socket. ``--loopback`` starts them with gunicorn and uvicorn, or
``--loopback granian`` all with granian, and loads them with wrk. Every server has one worker
that keeps connections and answers one request at a time, with which the peer is at its
fastest. *Mounted* feeds are answered by ``govnews.web.wsgi`` in front of the framework.

``--counting`` loads an article's page counted and not, of all portals or those that are named
after it. The page is one of 10 KB as portals have it: an article and the fourteen latest ones,
read from the database by two queries, and a template with dates in Vietnamese; nothing is cached,
nothing is there to take time. The *examples* are the pages of ``docs/examples`` themselves.
Requests are those of a browser, of 512 visitors in turn, behind a proxy. Ratios stand with their
quartiles. The processor time of the server says the same as its rate, without waiting for Valkey
and without what else the machine does.
"""

import asyncio
import io
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from itertools import cycle
from pathlib import Path
from time import process_time

import httpx

from ._measure import Row, best, faster, per_call, table
from ._web_rows import BROWSER
from ._web_servers import processor_seconds, serving, valkey, wrk
from ._web_turns import spread, there_and_back

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


def ask_wsgi(app, path, headers=(), visitors=()):
    """A function that makes the request, and what it was answered with at first.

    Args:
        app: The application.
        path: The path.
        headers: The request's headers by name.
        visitors: Their addresses, from which a proxy passes on the requests in turn.
    """
    answer = {}
    given = {f"HTTP_{name.upper().replace('-', '_')}": one for name, one in dict(headers).items()}
    forwarded = [
        {**given, "REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": one} for one in visitors
    ]
    requests = cycle(forwarded or [given])

    def start_response(status, fields, exc_info=None):
        answer["status"] = int(status[:3])
        answer["headers"] = dict(fields)
        return lambda data: None

    def call():
        chunks = app(environ(path, next(requests)), start_response)
        answer["body"] = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close is not None:
            close()

    call()
    return call, dict(answer)


def ask_asgi(app, path, headers=(), visitors=()):
    """The same for ASGI, on one event loop for all calls."""
    loop = asyncio.new_event_loop()
    answer = {}
    given = {"user-agent": "Mozilla/5.0 Firefox/128.0", "accept": "*/*"}
    given |= {name.lower(): one for name, one in dict(headers).items()}
    fields = [(name.encode(), one.encode()) for name, one in given.items()]
    forwarded = [[*fields, (b"x-forwarded-for", one.encode())] for one in visitors]
    requests = cycle(forwarded or [fields])
    peer = "127.0.0.1" if visitors else "203.0.113.9"

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
            "headers": next(requests),
            "client": (peer, 5120),
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


def counting(turns: int = 60) -> list[Row]:
    """What counting adds to the processor time of an article's page."""
    from . import _web_django, _web_light

    portals = {
        "Django": (ask_wsgi, _web_django.app(), _web_django.counted()),
        "Flask": (ask_wsgi, _web_light.flask_app(), _web_light.flask_counted()),
        "Starlette": (ask_asgi, _web_light.starlette_app(), _web_light.starlette_counted()),
    }
    visitors = [f"{net}.{one}" for net in ("198.51.100", "203.0.113") for one in range(256)]
    rows = []
    for name, (ask, *apps) in portals.items():
        measures = {}
        for way, app in zip(("not counted", "counted"), apps, strict=True):
            call, _ = ask(app, PAGE, BROWSER, visitors)
            measures[way] = partial(
                per_call,
                hundred(call, stop_asgi(app) if ask is ask_asgi else None),
                1,
                process_time,
            )
        figures = {
            way: [took / 100 for took in found]
            for way, found in there_and_back(measures, turns).items()
        }
        title = f"{name}: an article's page, no socket"
        rows.append(spread(title, figures, "counted", "not counted", goal=0.95))
    return rows


def hundred(call: Callable[[], object], end: Callable[[], object] | None) -> Callable[[], None]:
    """A hundred calls, and what brings to an end what they left to be done later."""

    def calls() -> None:
        for _ in range(100):
            call()
        if end is not None:
            end()

    return calls


def stop_asgi(app):
    """A function that tells an application that its server stops, so that it records all."""
    loop = asyncio.new_event_loop()
    messages = cycle([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

    async def receive():
        return next(messages)

    async def send(message):
        pass

    return lambda: loop.run_until_complete(app({"type": "lifespan", "state": {}}, receive, send))


LOADS = {
    "Django": ("gunicorn", "_web_django:app", "/feeds/all.rss"),
    "Django, mounted": ("gunicorn", "_web_django:mounted", "/feeds/all.rss"),
    "Flask": ("gunicorn", "_web_light:flask_app", "/feeds/all.rss"),
    "Flask, mounted": ("gunicorn", "_web_light:flask_mounted", "/feeds/all.rss"),
    "Starlette": ("uvicorn", "_web_light:starlette_app", "/feeds/all.rss"),
    PEER: ("gunicorn", "_web_django:app", "/django/all.rss"),
}
#: What they stand on, answering 304 to anything: no view can be faster.
FLOORS = {
    "a Django view that does nothing": ("gunicorn", "_web_django:app", "/rong"),
    "a Flask view that does nothing": ("gunicorn", "_web_light:flask_app", "/rong"),
    "a server without an application": ("gunicorn", "_web_light:bare", "/"),
}
GRANIAN = {"gunicorn": "granian wsgi", "uvicorn": "granian asgi"}


def loopback(*named: str, turns: int = 6) -> list[Row]:
    """Feeds a second of one worker process over a socket, by wrk."""
    make_rows()
    servers = GRANIAN if "granian" in named else {}
    measures = {}
    with ExitStack() as stack:
        for name, (usual, app, path) in {**LOADS, **FLOORS}.items():
            server = servers.get(usual, usual)
            url, _ = stack.enter_context(serving(server, app, path))
            tag = httpx.get(url, headers={"Accept-Encoding": "identity"}).headers["etag"]
            measures[name, 304] = loaded(url, f"If-None-Match: {tag}")
            if name in LOADS:
                measures[name, 200] = loaded(url)
        figures = there_and_back(measures, turns)
    rows = []
    for name, status in measures:
        if name != PEER:
            pair = {name: figures[name, status], PEER: figures[PEER, status]}
            goal = None if name in FLOORS else GOALS[status]
            usual = {**LOADS, **FLOORS}[name][0]
            title = f"{name}, {servers.get(usual, usual)}: rss, {status}"
            rows.append(spread(title, pair, name, PEER, goal=goal, unit="requests/s"))
    return rows


def loaded(url: str, *headers: str, script: Path | None = None) -> Callable[[], float]:
    """Measures the requests per second of an address."""
    return lambda: wrk(url, *headers, script=script)[0]


EXAMPLE = "/tin-tuc/van-hoa-xa-hoi/it-today.html"
#: A server, a page, and what serves it: not counting, counting, and counting at once. A counter
#: for event loops does not buffer; it stores together what comes together.
COUNTED = {
    "Django": ("gunicorn", PAGE, "_web_django:app", "_web_django:counted", "_web_django:counted"),
    "Flask": (
        *("gunicorn", PAGE, "_web_light:flask_app"),
        *("_web_light:flask_counted", "_web_light:flask_counted"),
    ),
    "Starlette": (
        *("uvicorn", PAGE, "_web_light:starlette_app"),
        *("_web_light:starlette_counted", "_web_light:starlette_counted_async"),
    ),
    "Flask's example": (
        *("gunicorn", EXAMPLE, "_web_examples:flask_app"),
        *("_web_examples:flask_counted", "_web_examples:flask_counted"),
    ),
    "FastAPI's example": (
        *("uvicorn", EXAMPLE, "_web_examples:fastapi_app"),
        *("_web_examples:fastapi_counted", "_web_examples:fastapi_counted_async"),
    ),
}


def loopback_counting(*named: str, starts: int = 5, turns: int = 5) -> list[Row]:
    """An article's page counted in several ways, and not.

    The servers are started several times: where a process happens to have its memory makes it
    some per cent faster or slower for as long as it runs.
    """
    make_rows()
    rows = []
    with valkey() as address:
        for name in named or COUNTED:
            rates: dict[str, list[float]] = {}
            costs: dict[str, list[float]] = {}
            for _ in range(starts):
                count_pages(name, address, turns, rates, costs)
            for way in list(rates)[1:]:
                title = f"{name}, {way}"
                rows += [
                    spread(title, rates, way, "not counted", goal=0.95, unit="requests/s"),
                    spread(f"{title}, processor", costs, way, "not counted", goal=0.95),
                ]
    return rows


def count_pages(
    name: str,
    address: str,
    turns: int,
    rates: dict[str, list[float]],
    costs: dict[str, list[float]],
) -> None:
    """Start a framework's servers and load them in turns.

    Args:
        name: The framework.
        address: Of the Valkey server.
        turns: How many.
        rates: To which the requests per second of each way are added.
        costs: To which the microseconds of processor of each request are.
    """
    headers = [f"{name}: {value}" for name, value in BROWSER.items()]
    script = Path(__file__).with_name("_web_visitors.lua")
    server, path, plain, counted, at_once = COUNTED[name]
    ways = {
        "not counted": (plain, {}),
        "SQLite, buffered": (counted, {}),
        "Valkey, buffered": (counted, {"GOVNEWS_BENCH_VISITS": address}),
        "Valkey": (at_once, {"GOVNEWS_BENCH_VISITS": address, "GOVNEWS_BENCH_BUFFER": "1"}),
    }
    with ExitStack() as stack:
        measures = {}
        for way, (app, settings) in ways.items():
            url, process = stack.enter_context(serving(server, app, path, settings))
            noted = costs.setdefault(way, [])
            measures[way] = costed(noted, process, url, *headers, script=script)
        for way, found in there_and_back(measures, turns).items():
            rates.setdefault(way, []).extend(found)


def costed(
    costs: list[float], process: int, url: str, *headers: str, script: Path
) -> Callable[[], float]:
    """The same, noting the microseconds of processor that a request took its server."""

    def measure() -> float:
        start = processor_seconds(process)
        rate, requests = wrk(url, *headers, script=script)
        costs.append((processor_seconds(process) - start) / requests * 1e6)
        return rate

    return measure


def make_rows() -> None:
    """Make the rows, which all servers read."""
    from ._web_django import fill

    fill()


def main() -> None:
    """Print the table."""
    ways = {"--loopback": loopback, "--counting": loopback_counting}
    way, *named = sys.argv[1:] or [""]
    print(table(ways.get(way, run)(*named)))


if __name__ == "__main__":
    main()
