"""Encodings: marked, declared, neither, wrong."""

import pytest
from hypothesis import given, strategies as st

from govnews.errors import IngestError
from govnews.ingest._decode import NOT_XML, decoded


def read(data: bytes | str) -> tuple[str | None, list[str]]:
    errors: list[IngestError] = []
    return decoded(data, "feed", errors, 1_000), [str(error) for error in errors]


@pytest.mark.parametrize(
    "data",
    [
        "Việt".encode(),
        "\ufeffViệt".encode(),
        "Việt".encode("utf-16"),
        "Việt".encode("utf-32"),
        "\ufeffViệt",
    ],
)
def test_utf_with_and_without_marks(data: bytes | str) -> None:
    assert read(data) == ("Việt", [])


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "windows-1258", "iso-8859-1"])
def test_xml_declares_its_encoding(name: str) -> None:
    text = f"<?xml version='1.0' encoding='{name}'?><a>É</a>"
    assert read(text.encode(name)) == (text, [])


def test_html_declares_its_encoding() -> None:
    text = '<meta charset="windows-1258"><p>É</p>'
    assert read(text.encode("windows-1258")) == (text, [])


def test_without_a_declaration_latin_letters_are_read() -> None:
    assert read("É".encode("latin-1")) == ("É", [])


@pytest.mark.parametrize("name", ["zlib", "punycode", "unicode_escape", "utf-9"])
def test_other_codecs_are_refused_by_name(name: str) -> None:
    text, errors = read(f"<?xml version='1.0' encoding='{name}'?>Việt".encode())
    assert text is not None
    assert text.endswith("Việt")
    assert errors == [f"feed: encoding is declared as {name!r}, which is unknown"]


def test_a_declared_encoding_that_does_not_exist_is_told() -> None:
    for name in ("utf-8-x", "iso-0", "zlib"):
        text, errors = read(f"<?xml version='1.0' encoding='{name}'?>É".encode() + b"\xff")
        assert text is not None
        assert text.endswith("É\ufffd")
        assert errors[0] == f"feed: encoding is declared as {name!r}, which is unknown"
        assert "is not utf-8 throughout" in errors[1]


@pytest.mark.parametrize(
    "name", [*("utf-16", "UTF-16LE", "utf-32"), *("us-ascii", "ISO-8859-1", "windows-1258")]
)
def test_utf_8_under_another_name_is_read_and_told(name: str) -> None:
    document = f"<?xml version='1.0' encoding='{name}'?><a>Việt đời</a>"
    told = f"feed: encoding is declared as {name!r}, but is utf-8"
    assert read(document.encode()) == (document, [told])


def test_utf_8_by_its_other_names_is_not_told() -> None:
    for name in ("UTF-8", "utf8"):
        document = f"<?xml version='1.0' encoding='{name}'?><a>Việt đời</a>"
        assert read(document.encode()) == (document, [])


def test_bytes_of_seven_bits_are_read_as_declared() -> None:
    document = "<?xml version='1.0' encoding='iso-2022-jp'?><a>日本</a>"
    assert read(document.encode("iso-2022-jp")) == (document, [])


def test_bytes_that_are_neither_wide_nor_utf_8_are_told() -> None:
    text, errors = read(b"<?xml version='1.0' encoding='utf-16'?>a\xffb")
    assert text is not None
    assert text.endswith("a\ufffdb")
    assert errors == ["feed: encoding is not utf-8 throughout (byte 40)"]


def test_wrong_bytes_are_replaced_and_told() -> None:
    text, errors = read(b"<?xml version='1.0' encoding='utf-8'?>a\xffb")
    assert text is not None
    assert text.endswith("a\ufffdb")
    assert errors == ["feed: encoding is not utf-8 throughout (byte 39)"]


def test_characters_that_xml_cannot_carry_go() -> None:
    text, errors = read("a\x00b\ud800c&#0;&#xD800;&#x110000;&#65;&#x41;")
    assert text == "abc&#65;&#x41;"
    assert errors == ["feed: held 2 characters XML cannot carry, which went"]
    assert read("a\x00") == ("a", ["feed: held a character XML cannot carry, which went"])


@given(data=st.binary(max_size=100) | st.text(max_size=100))
def test_whatever_comes_xml_can_carry(data: bytes | str) -> None:
    text, _ = read(data)
    assert text is not None
    assert not NOT_XML.search(text)
