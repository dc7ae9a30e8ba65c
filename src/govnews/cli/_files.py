"""Files of articles, read one by one, and files written whole or not at all."""

import codecs
import filecmp
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO

from attrs import frozen

from .. import codec
from ..model import Article

_CHUNK = 1 << 16


@frozen
class Read:
    """One item of a file: the article it holds, or what is wrong with it."""

    #: Line on which it begins, from 1.
    line: int
    article: Article | None = None
    faults: tuple[str, ...] = ()


def read_articles(stream: BinaryIO, converter: codec.JsonConverter) -> Iterator[Read]:
    """The articles of a JSON array or of JSON Lines, one by one in little memory.

    A faulty item is given with its faults, the next ones still follow; only an array whose
    JSON is broken cannot be read on from there.
    """
    text = _Text(stream)
    items = _array(text) if text.first() == "[" else _lines(text)
    for line, value, fault in items:
        if fault is not None:
            yield Read(line, faults=(fault,))
            continue
        try:
            yield Read(line, converter.structure(value, Article))
        except Exception as error:  # noqa: BLE001  # whatever a converter's hooks raise is told
            yield Read(line, faults=tuple(codec.describe_errors(error)))


_Item = tuple[int, Any, str | None]


class _Text:
    """Decoded text of a stream, of which only what is not read yet is kept."""

    def __init__(self, stream: BinaryIO) -> None:
        # A byte that is no UTF-8 becomes a surrogate, which the model refuses by field.
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        self._stream = stream
        self.buffer = ""
        self.at = 0
        self.line = 1
        self.ended = False
        self.more()
        self.buffer = self.buffer.removeprefix("\ufeff")

    def more(self) -> bool:
        """Read on; False at the end."""
        size = max(_CHUNK, len(self.buffer) - self.at)
        data = self._stream.read(size)
        self.buffer = self.buffer[self.at :] + self._decode(data, not data)
        self.at = 0
        self.ended = not data
        return not self.ended

    def move(self, to: int) -> None:
        self.line += self.buffer.count("\n", self.at, to)
        self.at = to

    def first(self) -> str:
        """The next character that is not white space, reached but not passed; "" at the end."""
        while True:
            to = self.at
            while to < len(self.buffer) and self.buffer[to].isspace():
                to += 1
            self.move(to)
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self.more():
                return ""

    def rest_of_line(self) -> str:
        """The text up to the end of the line, which is passed."""
        while (end := self.buffer.find("\n", self.at)) < 0 and not self.ended:
            self.more()
        end = len(self.buffer) if end < 0 else end
        text = self.buffer[self.at : end]
        self.move(min(end + 1, len(self.buffer)))
        return text


def _lines(text: _Text) -> Iterator[_Item]:
    while text.first():
        line = text.line
        try:
            value = json.loads(text.rest_of_line())
        except (ValueError, RecursionError) as error:
            yield line, None, f"$: is not JSON: {error}"
        else:
            yield line, value, None


def _array(text: _Text) -> Iterator[_Item]:
    decoder = json.JSONDecoder()
    text.move(text.at + 1)
    if text.first() == "]":
        text.move(text.at + 1)
    else:
        while True:
            text.first()
            line = text.line
            try:
                value, end = _value(text, decoder)
            except (ValueError, RecursionError) as error:
                yield line, None, f"$: is not JSON, nothing after it is read: {error}"
                return
            yield line, value, None
            text.move(end)
            mark = text.first()
            if mark not in (",", "]"):
                yield text.line, None, "$: is not JSON, nothing after it is read: no ',' or ']'"
                return
            text.move(text.at + 1)
            if mark == "]":
                break
    if text.first():
        yield text.line, None, "$: is not JSON: text follows the array"


def _value(text: _Text, decoder: json.JSONDecoder) -> tuple[Any, int]:
    while True:
        try:
            return decoder.raw_decode(text.buffer, text.at)
        except json.JSONDecodeError:
            # Perhaps only its beginning has been read yet.
            if not text.more():
                return decoder.raw_decode(text.buffer, text.at)


def write_file(path: Path, data: bytes | IO[bytes]) -> bool:
    """Write a file in one step, and only if that changes it.

    A reader never sees half of it, and a file that stays the same keeps its time stamp, so
    that web servers keep answering 304.

    Args:
        path: Where; folders on the way are made.
        data: The content, or a file that is read to its end.

    Returns:
        Whether the file changed.

    Raises:
        OSError: It cannot be written; the error names ``path``.
    """
    try:
        return _write(path, data)
    except OSError as error:
        # Not the name of the file beside it, which nobody has heard of.
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def _write(path: Path, data: bytes | IO[bytes]) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(io.BytesIO(data) if isinstance(data, bytes) else data, file)
        if path.is_file() and filecmp.cmp(fresh, path, shallow=False):
            return False
        fresh.chmod(0o644)
        fresh.replace(path)
        return True
    finally:
        fresh.unlink(missing_ok=True)
