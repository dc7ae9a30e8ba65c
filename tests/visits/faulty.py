"""A store that fails on demand, for the tests of both counters."""

from typing import Any

from govnews.errors import StoreUnavailableError
from govnews.visits import Batch, RecordResult
from govnews.visits.memory import MemoryStore


class FaultyStore(MemoryStore):
    """A store in memory that can be sent away, lose its replies or refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.away = False
        self.loses_replies = False
        self.refuses: Exception | None = None
        self.calls: list[str] = []
        self.sizes: list[int] = []

    def _answer(self, name: str) -> None:
        self.calls.append(name)
        if self.away:
            raise StoreUnavailableError("faulty:", "is away")

    def record(self, batch: Batch, /) -> RecordResult:
        self._answer("record")
        if self.refuses:
            raise self.refuses
        self.sizes.append(len(batch.hits))
        result = super().record(batch)
        if self.loses_replies:
            raise StoreUnavailableError("faulty:", "the reply is lost")
        return result

    def read(self, *args: Any, **kwargs: Any) -> Any:
        self._answer("read")
        return super().read(*args, **kwargs)

    def pages(self, *args: Any) -> Any:
        self._answer("pages")
        return super().pages(*args)

    def set_offset(self, *args: Any, **kwargs: Any) -> Any:
        self._answer("set_offset")
        return super().set_offset(*args, **kwargs)

    def salt(self, *args: Any) -> Any:
        self._answer("salt")
        return super().salt(*args)


class Clock:
    """A clock that goes forward when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now
