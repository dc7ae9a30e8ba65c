"""A PostgreSQL of our own: in a folder for once, reached through a socket file only."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

USER = "govnews"


def programs():
    """The folder of the newest PostgreSQL's programs; Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if not found and (initdb := shutil.which("initdb")):
        found = [Path(initdb).resolve()]
    if not found:
        pytest.skip("PostgreSQL is not installed")
    return found[-1].parent


def _version(initdb):
    return float(initdb.parts[-3])


class Postgres:
    """A server process of ours."""

    def __init__(self, folder):
        self._folder = folder
        self._programs = programs()
        self._process = None
        # It refuses to run as root.
        self._as = {"user": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}

    @property
    def environment(self):
        """What a client has to know."""
        return {"PGHOST": str(self._folder), "PGUSER": USER, "PGDATABASE": "postgres"}

    def make(self):
        """Make the cluster; whoever reaches the socket file is trusted."""
        if self._as:
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-D", "data", "-U", USER, "--auth=trust", "--no-locale", "-EUTF8", "-N")

    def start(self):
        """Start the server and wait until it answers."""
        command = [self._programs / "postgres", "-D", "data", "-k", self._folder, "-h", ""]
        self._process = subprocess.Popen(
            [*command, "-c", "fsync=off"],
            cwd=self._folder,
            stderr=subprocess.DEVNULL,
            **self._as,
        )
        for _ in range(200):
            if not self._run("pg_isready", "-q", "-h", self._folder, check=False).returncode:
                return
            time.sleep(0.05)
        raise AssertionError("PostgreSQL does not start")

    def stop(self):
        """Stop it without waiting for its clients."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(20)

    def _run(self, program, *arguments, check=True):
        command = [self._programs / program, *arguments]
        return subprocess.run(
            command, cwd=self._folder, check=check, capture_output=True, **self._as
        )


@contextmanager
def running():
    """The server for a while. Its folder has a short name: those of sockets are limited."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        server = Postgres(Path(folder))
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
