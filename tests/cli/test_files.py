"""Reading files of articles one by one, and writing files whole or not at all."""

import io
import json

import pytest
from hypothesis import given, strategies as st

from govnews import codec
from govnews.cli import _files
from govnews.cli._files import read_articles, write_file
from govnews.testing import articles

GOOD = '{"uri":"tag:a:1","headline":"x","published_at":"2017-02-15T17:00:00+07:00"}'
BAD = '{"uri":"1","headline":"","published_at":"2017-02-15T17:00:00+07:00"}'
BAD_FAULTS = ("$.uri: is not an absolute URI", "$.headline: is empty")


def read(data):
    data = data if isinstance(data, bytes) else data.encode()
    return list(read_articles(io.BytesIO(data), codec.make_converter()))


def lines_and_faults(data):
    return [(item.line, item.faults) for item in read(data)]


@given(st.lists(articles(), max_size=4), st.sampled_from([3, 50, 1 << 16]), st.sampled_from([0, 2]))
def test_arrays_and_lines_read_alike_in_chunks_of_any_size(values, chunk, indent):
    trees = [json.loads(codec.dumps(one)) for one in values]
    array = json.dumps(trees, indent=indent or None, ensure_ascii=False)
    lines = "\n".join(json.dumps(tree, ensure_ascii=False) for tree in trees)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_files, "_CHUNK", chunk)
        assert [item.article for item in read(array)] == values
        assert [item.article for item in read(lines)] == values


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("[]", []),
        (f"[{GOOD}]", [(1, ())]),
        (f"\ufeff[\n  {GOOD},\n  {BAD}\n]\n", [(2, ()), (3, BAD_FAULTS)]),
        (f"{GOOD}\n\n{BAD}\n{GOOD}", [(1, ()), (3, BAD_FAULTS), (4, ())]),
        (f"{GOOD}\r\n{GOOD}\r\n", [(1, ()), (2, ())]),
        ("[5]", [(1, ("$: expected an object, got a whole number",))]),
    ],
)
def test_each_item_has_its_line_and_faults(data, expected):
    assert lines_and_faults(data) == expected


def test_a_broken_line_loses_no_other():
    (good, broken, again) = read(f"{GOOD}\n{{'a':\n{GOOD}")
    assert good.article == again.article is not None
    assert (broken.line, broken.article) == (2, None)
    assert broken.faults[0].startswith("$: is not JSON: ")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (f"[{GOOD},\n{{'a'}}, {GOOD}]", 2),
        (f"[{GOOD}\n{GOOD}]", 2),
        (f"[{GOOD},\n", 2),
        (f"[{GOOD}\n\n", 3),
        (f"[{GOOD}]\n{GOOD}", 2),
        ("[\n" + "[" * 100_000, 2),
    ],
)
def test_a_broken_array_says_where(data, line):
    *_, last = read(data)
    assert last.line == line
    assert last.faults[0].startswith("$: is not JSON")


def test_bytes_that_are_no_utf_8_are_a_fault_of_their_field():
    (item,) = read(GOOD.replace('"x"', '"x\xff"').encode("latin-1"))
    assert item.faults == ("$.headline: holds a character XML cannot carry",)


def test_files_are_written_only_when_they_change(tmp_path):
    path = tmp_path / "a" / "b.rss"
    assert write_file(path, b"1")
    before = path.stat().st_mtime_ns
    assert not write_file(path, b"1")
    assert path.stat().st_mtime_ns == before
    assert write_file(path, b"2")
    assert path.read_bytes() == b"2"
    assert [one.name for one in path.parent.iterdir()] == ["b.rss"]


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "b.rss"
    write_file(path, b"1")

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(_files.Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_file(path, b"2")
    assert path.read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_names_the_file_that_was_asked_for(tmp_path):
    with pytest.raises(OSError, match=str(tmp_path)) as caught:
        write_file(tmp_path, b"1")
    assert caught.value.filename == str(tmp_path)
