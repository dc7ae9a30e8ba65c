"""The example portals, really started: with their servers, on loopback."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import attrs
import httpx

import govnews

EXAMPLES = Path(__file__).parents[2] / "docs/examples"


@attrs.frozen
class Running:
    """A portal that answers."""

    name: str
    url: str
    #: The server of its visit store, where that is one.
    store: object = None
    #: The server of its database, where that is one.
    database: object = None


@contextmanager
def started(name, data, store=None, database=None):
    """A portal for a while, with what it writes in the folder ``data``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    environment = {
        **os.environ,
        "PORTAL_URL": url,
        "PORTAL_DATA": str(data),
        "VISITS": f"valkey://127.0.0.1:{store.port}/0"
        if store
        else f"sqlite:///{data}/visits-{name}.db",
        # The package that is tested, whether it is the tree's or an installed one.
        "PYTHONPATH": str(Path(govnews.__file__).parents[1]),
        "PYTHONWARNINGS": "default",
        **(database.environment if database else {}),
    }
    folder, server, *preparations = COMMANDS[name]
    for preparation in preparations:
        subprocess.run(
            [sys.executable, *preparation.format(data=data).split()],
            cwd=EXAMPLES / folder,
            env=environment,
            check=True,
            capture_output=True,
        )
    log = (data / f"{name}.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", *server.format(port=port, data=data).split()],
        cwd=EXAMPLES / folder,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _await(url, process, data / f"{name}.log")
        yield Running(name, url, store, database)
    finally:
        process.terminate()
        process.wait(10)
        log.close()


GUNICORN = "gunicorn --workers=2 --preload --log-level=warning --bind=127.0.0.1:{port}"
UVICORN = "uvicorn --log-level=warning --port={port}"
DJANGO = (
    "django_portal",
    f"{GUNICORN} portal.wsgi",
    "manage.py migrate --verbosity=0",
    "manage.py load_sample",
)
COMMANDS = {
    "django": DJANGO,
    "django-postgres": DJANGO,
    # On the rows of the first one.
    "django-asgi": ("django_portal", f"{UVICORN} portal.asgi:application"),
    "flask": ("flask_portal", f"{GUNICORN} app:app"),
    "fastapi": ("fastapi_portal", f"{UVICORN} app:app"),
    "static": (
        "static_portal",
        "http.server --bind=127.0.0.1 --directory={data}/site {port}",
        "build.py {data}/site",
    ),
}


def _await(url, process, log):
    for _ in range(300):
        try:
            httpx.get(url)
        except httpx.TransportError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text())
