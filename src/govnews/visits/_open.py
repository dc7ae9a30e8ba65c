"""From a URL to a store: built-in ones, factories you pass, then installed plug-ins."""

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from urllib.parse import SplitResult, urlsplit

from ..errors import UnknownStoreError, VisitError
from ._async_counter import in_threads
from ._store import AsyncVisitStore, VisitStore
from ._url import shown

#: Makes a store of a URL.
Factory = Callable[[SplitResult], VisitStore]

#: Entry points of this group are factories; the name of one is its URL scheme.
ENTRY_POINTS = "govnews.visit_stores"


def open_store(url: str, *, factories: Mapping[str, Factory] | None = None) -> VisitStore:
    """Open a visit store.

    Args:
        url: ``memory:``, ``sqlite:///visits.db`` (a path from here; four slashes for an
            absolute one), ``valkey://host:6379/0``, ``redis://…``, ``valkey-cluster://…``
            or a scheme of ``factories`` or of an installed plug-in. What may follow the
            ``?`` is told by the store's class.
        factories: Stores of your own by scheme. They may not replace a built-in one; they
            come before plug-ins.

    Raises:
        UnknownStoreError: Nobody knows the scheme.
        VisitError: The rest of the URL does not say what the store needs to know.
        MissingExtraError: The store needs a package that is not installed.

    Example:
        >>> open_store("memory:").capabilities.shared
        False
        >>> open_store("abacus://wood")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        govnews.errors.UnknownStoreError: no visit store for 'abacus'; known: memory, redis, ...
    """
    parts = _split(url)
    built_in = _built_in(parts.scheme)
    if built_in is not None:
        return built_in(parts)
    if factories and parts.scheme in factories:
        return factories[parts.scheme](parts)
    plugged = entry_points(group=ENTRY_POINTS)
    for entry in plugged.select(name=parts.scheme):
        factory: Factory = entry.load()
        return factory(parts)
    known = {*_BUILT_IN, *(factories or ()), *plugged.names}
    raise UnknownStoreError(parts.scheme, tuple(sorted(known)))


def open_async_store(
    url: str, *, factories: Mapping[str, Factory] | None = None
) -> AsyncVisitStore:
    """Open a visit store for :class:`AsyncVisitCounter`.

    Valkey and Redis are spoken to with asyncio; any other store is called in threads.

    Args:
        url: As for :func:`open_store`.
        factories: As for :func:`open_store`.

    Raises:
        UnknownStoreError: Nobody knows the scheme.
        VisitError: The rest of the URL does not say what the store needs to know.
        MissingExtraError: The store needs a package that is not installed.

    Example:
        >>> open_async_store("valkey://127.0.0.1:6379/0").capabilities.shared
        True
    """
    parts = _split(url)
    if parts.scheme in _SERVERS:
        from .valkey import AsyncValkeyStore

        return AsyncValkeyStore.from_url(parts)
    return in_threads(open_store(url, factories=factories))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise VisitError(f"the visit store's URL cannot be read: {error}") from error
    if not parts.scheme:
        told = shown(parts).removeprefix("://")
        raise VisitError(f"{told!r} is no URL of a visit store, such as sqlite:///visits.db")
    # Once split, a path after one slash looks like one from here, which it does not mean.
    if parts.scheme == "sqlite" and not url.partition(":")[2].startswith("//"):
        raise VisitError(
            f"{url} lacks slashes: three before a path from here, four before the root"
        )
    return parts


_SERVERS = ("redis", "redis-cluster", "rediss", "valkey", "valkey-cluster", "valkeys")
_BUILT_IN = ("memory", "sqlite", *_SERVERS)


def _built_in(scheme: str) -> Factory | None:
    if scheme == "memory":
        from .memory import MemoryStore

        return MemoryStore.from_url
    if scheme == "sqlite":
        from .sqlite import SQLiteStore

        return SQLiteStore.from_url
    if scheme in _SERVERS:
        from .valkey import ValkeyStore

        return ValkeyStore.from_url
    return None
