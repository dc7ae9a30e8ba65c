"""Entries kept as bytes, so that what has not changed is not written again.

An entry is found by its article's ``uri`` and trusted only when the article at hand is the
very one it was made of, or equal to it. Two generations bound what is kept: when the young
one is full it becomes the old one, and the old one is let go.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from ..model import Article, Portal
from ._elements import Format
from ._entry import Setting
from ._record import DIGEST, Entry, digest

#: Portals whose entries are kept at one time.
_PORTALS: Final = 8
#: Heads of documents kept for one portal.
_HEADS: Final = 64


class Shelf:
    """What is kept of one portal."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.setting: Setting = Setting.of(portal)
        self.young: dict[str, Entry] = {}
        self.old: dict[str, Entry] = {}
        self.heads: dict[object, tuple[bytes, bytes]] = {}

    def bytes_of(self, entry: Entry, kind: Format) -> bytes:
        """The bytes of an entry, kept or made.

        Raises:
            ValueError: The article holds what the format cannot carry.
        """
        data = entry.fragments.get(kind)
        if data is None:
            data = entry.fragments[kind] = entry.write(kind, self.setting)
            entry.size += len(data)
        return data

    def digest_of(self, entry: Entry, kind: Format) -> bytes:
        """The digest of :meth:`bytes_of`."""
        found = entry.digests.get(kind)
        if found is None:
            found = entry.digests[kind] = digest(self.bytes_of(entry, kind))
        return found

    def head(self, key: object, make: Callable[[], tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
        """The head of a document, kept or made."""
        head = self.heads.get(key)
        if head is None:
            head = self.heads[key] = make()
            if len(self.heads) > _HEADS:
                self.heads.pop(next(iter(self.heads)), None)
        return head


class Document:
    """One rendered feed: its entries' bytes, and what was made of them so far."""

    __slots__ = ("body", "compressed", "digests", "etag", "fragments", "size")

    def __init__(self, fragments: list[bytes]) -> None:
        self.fragments: list[bytes] = fragments
        self.body: bytes | None = None
        self.compressed: bytes | None = None
        self.etag: str | None = None
        #: Digests of the entries, joined.
        self.digests: bytes = b""
        #: Bytes that keeping it costs, about: its entries, itself, and itself compressed.
        self.size: int = 1_024 + sum(map(len, fragments)) * 5 // 2


class EntryCache:
    """Entries, rendered feeds and past instances, within a stated bound.

    One cache serves any number of portals, feeds and threads. Feeds share one unless they
    are given their own; ``EntryCache(0)`` keeps nothing from one feed to the next.

    Args:
        max_bytes: The most bytes of entries (with the bodies of their articles) to keep, and
            of rendered feeds (with their parts and compressed form) again as much.

    Example:
        >>> EntryCache(max_bytes=4 << 20).max_bytes
        4194304
    """

    def __init__(self, max_bytes: int = 32 << 20) -> None:
        self.max_bytes = max_bytes
        self._lock = Lock()
        self._shelves: tuple[Shelf, ...] = ()
        self._young_size = 0
        self._documents: OrderedDict[object, Document] = OrderedDict()
        self._documents_size = 0
        self._instances: OrderedDict[str, bytes] = OrderedDict()
        self._instances_size = 0

    def shelf(self, portal: Portal) -> Shelf:
        """What is kept of a portal, found by identity or equality."""
        for shelf in self._shelves:
            if shelf.portal is portal or shelf.portal == portal:
                return shelf
        shelf = Shelf(portal)
        if self.max_bytes:
            with self._lock:
                self._shelves = (shelf, *self._shelves)[:_PORTALS]
        return shelf

    def entry(self, shelf: Shelf, article: Article) -> Entry:
        """The entry of an article that a shelf keeps, or a new one."""
        uri = article.uri
        entry = shelf.young.get(uri)
        if entry is None:
            entry = shelf.old.get(uri)
            if entry is not None and entry.is_of(article):
                shelf.young[uri] = entry
                self.grew(entry.size)
                return entry
        elif entry.is_of(article):
            return entry
        entry = shelf.young[uri] = Entry(article)
        return entry

    def grew(self, size: int) -> None:
        """Count bytes that were added; let the old generation go when the young is full."""
        with self._lock:
            self._young_size += size
            if self._young_size * 2 > self.max_bytes:
                self._young_size = 0
                for shelf in self._shelves:
                    shelf.old, shelf.young = shelf.young, {}

    def document(self, key: object, fragments: list[bytes]) -> Document:
        """The document made of just these entries, kept or new."""
        with self._lock:
            document = self._documents.get(key)
            # Lists compare item by item, and an item is first compared by identity.
            if document is not None and document.fragments == fragments:
                self._documents.move_to_end(key)
                return document
        new = Document(fragments)
        if new.size > self.max_bytes:
            return new
        with self._lock:
            replaced = self._documents.pop(key, None)
            self._documents[key] = new
            self._documents_size += new.size - (replaced.size if replaced is not None else 0)
            while self._documents_size > self.max_bytes:
                self._documents_size -= self._documents.popitem(last=False)[1].size
        return new

    def remember(self, etag: str, digests: bytes) -> None:
        """Keep what an instance of a feed held: the digests of its entries, joined."""
        with self._lock:
            known = self._instances.pop(etag, None)
            self._instances[etag] = digests
            if known is None:
                self._instances_size += len(digests) + 128
            while self._instances_size > self.max_bytes // 8:
                self._instances_size -= len(self._instances.popitem(last=False)[1]) + 128

    def recall(self, etag: str) -> frozenset[bytes] | None:
        """The digests of the entries of an instance; None when it is not remembered."""
        with self._lock:
            joined = self._instances.get(etag)
        if joined is None:
            return None
        return frozenset(joined[at : at + DIGEST] for at in range(0, len(joined), DIGEST))


#: The cache of feeds that are not given one.
SHARED: Final = EntryCache()
