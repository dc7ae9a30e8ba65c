"""Web servers with one worker process, Valkey, and wrk to load them."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from tests.visits.servers import running, valkey_binary

#: By the interface between server and application; each answers one request at a time.
COMMANDS = {
    "gunicorn": (
        *("gunicorn", "-w1", "-kgthread", "--threads=1", "--log-level=error"),
        *("-b127.0.0.1:{port}", "{app}()"),
    ),
    "uvicorn": ("uvicorn", "--port={port}", "--log-level=error", "--factory", "{app}"),
    "granian wsgi": (
        *("granian", "--interface=wsgi", "--workers=1", "--blocking-threads=1", "--no-log"),
        *("--port={port}", "--factory", "{app}"),
    ),
    "granian asgi": (
        *("granian", "--interface=asgi", "--workers=1", "--no-log"),
        *("--port={port}", "--factory", "{app}"),
    ),
}


@contextmanager
def serving(
    server: str, app: str, path: str, settings: Mapping[str, str] | None = None
) -> Iterator[tuple[str, int]]:
    """Start a portal, wait until it answers at a path, and stop it.

    Args:
        server: One of ``COMMANDS``.
        app: Module of this package and function that makes the application.
        path: What it answers at.
        settings: Environment variables for it.

    Yields:
        Its address, the path included, and the number of its process.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    target = f"{__package__}.{app}"
    command = [part.format(port=port, app=target) for part in COMMANDS[server]]
    process = subprocess.Popen(
        [sys.executable, "-m", *command], env={**os.environ, **(settings or {})}
    )
    url = f"http://127.0.0.1:{port}{path}"
    try:
        for _ in range(400):
            with suppress(httpx.TransportError):
                httpx.get(url)
                break
            time.sleep(0.05)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait()


@contextmanager
def valkey() -> Iterator[str]:
    """A Valkey server of our own; yields its address as stores have it."""
    with (
        tempfile.TemporaryDirectory() as directory,
        running(valkey_binary(), Path(directory)) as server,
    ):
        yield f"valkey://127.0.0.1:{server.port}/0"


def processor_seconds(process: int) -> float:
    """The seconds of processor that a process and its workers have taken so far (Linux)."""
    took = 0.0
    for thread in Path(f"/proc/{process}/task").iterdir():
        took += int((thread / "schedstat").read_text().split()[0]) / 1e9
        took += sum(map(processor_seconds, map(int, (thread / "children").read_text().split())))
    return took


def wrk(url: str, *headers: str, script: Path | None = None) -> tuple[float, int]:
    """Requests per second with eight connections during a second, and how many they were."""
    fields = [f"-H{header}" for header in headers]
    told = [] if script is None else [f"-s{script}"]
    command = ["wrk", "-t1", "-c8", "-d1s", *fields, *told, url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said and not any("If-None-Match" in header for header in headers):
        raise SystemExit(said)
    found = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    if found is None:
        raise SystemExit(said)
    many = re.search(r"(\d+) requests in", said)
    return float(found[1]), int(many[1]) if many else 0
