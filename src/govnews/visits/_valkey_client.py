"""The client of the Valkey store: which package, with which settings, and how it is spoken to."""

from importlib import import_module
from typing import Any, Self
from urllib.parse import SplitResult, urlunsplit

import attrs

from ..errors import MissingExtraError, VisitError
from ._url import above_zero, options

_FORM = "valkey://HOST:PORT/DB?prefix=NAME&visitors=NUMBER&time_limit=SECONDS"


@attrs.frozen(kw_only=True)
class ClientOptions:
    """What a URL says beyond what the client reads from it."""

    url: str
    package: str
    cluster: bool
    prefix: str
    visitors: int
    time_limit: float

    @classmethod
    def of(cls, url: SplitResult) -> Self:
        """The options of a URL; see :class:`~govnews.visits.valkey.ValkeyStore`."""
        if not _is_server(url):
            # A password with a slash or a hash in it may stand anywhere.
            raise VisitError(f"the visit store's URL is not {_FORM}")
        more = options(url, _FORM, prefix=_prefix, visitors=_whole, time_limit=above_zero)
        package = _package(url.scheme)
        secure = url.scheme in ("rediss", "valkeys")
        scheme = package + "s" if secure else package
        return cls(
            url=urlunsplit((scheme, url.netloc, url.path, "", "")),
            package=package,
            cluster=url.scheme.endswith("-cluster"),
            **{"prefix": "govnews", "visitors": 10_000, "time_limit": 0.25, **more},
        )

    def client(self, *, asyncio: bool) -> Any:
        """A client that waits no longer than the time limit and never retries."""
        infix = ".asyncio" if asyncio else ""
        retry_module = import_module(f"{self.package}{infix}.retry")
        backoff = import_module(f"{self.package}.backoff").NoBackoff()
        settings: dict[str, Any] = {
            "retry": retry_module.Retry(backoff, 0),
            "socket_timeout": self.time_limit,
            "socket_connect_timeout": self.time_limit,
            "protocol": 2,
        }
        name = self.package.capitalize()
        if self.cluster:
            module = import_module(f"{self.package}{infix}.cluster")
            if self.package == "valkey":
                # Retries have settings of their own here; a pipeline needs one attempt.
                settings["cluster_error_retry_attempts"] = 1 if asyncio else 0
                if asyncio:
                    settings["connection_error_retry_attempts"] = 0
                    del settings["retry"]
            settings["require_full_coverage"] = False
            return getattr(module, f"{name}Cluster").from_url(self.url, **settings)
        module = import_module(f"{self.package}{infix}")
        return getattr(module, name).from_url(self.url, **settings)


def packed(words: tuple[str | bytes | int, ...]) -> bytes:
    r"""A command as the protocol (RESP) has it: an array of bulk strings.

    Example:
        >>> packed(("GET", b"key"))
        b'*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n'
    """
    parts = [b"*%d\r\n" % len(words)]
    for word in words:
        data = word if type(word) is bytes else str(word).encode()
        parts.append(b"$%d\r\n%b\r\n" % (len(data), data))
    return b"".join(parts)


def _package(scheme: str) -> str:
    """The client's package: the one the scheme names, or the other one."""
    names = ("valkey", "redis") if scheme.startswith("valkey") else ("redis", "valkey")
    for name in names:
        try:
            import_module(name)
        except ImportError:
            continue
        return name
    raise MissingExtraError("valkey", "valkey")


def _is_server(url: SplitResult) -> bool:
    """Whether a URL names a host, and a port and a database that can be.

    The clients tell later or not at all: they take database 0 for one they cannot read. A
    cluster has no other than 0.
    """
    database = url.path.removeprefix("/")
    if url.scheme.endswith("-cluster") and database not in ("", "0"):
        return False
    try:
        port = url.port
    except ValueError:
        return False
    return bool(url.hostname) and port != 0 and (not database or database.isdecimal())


def _prefix(text: str) -> str:
    if not text.isalnum():
        raise ValueError(text)
    return text


def _whole(text: str) -> int:
    return int(above_zero(str(int(text))))
