"""Feeds sent piece by piece."""

import pytest

from govnews.errors import UnknownFormatError
from govnews.web._streams import media_type, started


def test_the_first_piece_is_made_at_once():
    made = []

    def chunks():
        for number in range(3):
            made.append(number)
            yield str(number).encode()

    rest = started(chunks())
    assert made == [0]
    assert b"".join(rest) == b"012"


def test_nothing_is_an_empty_document():
    assert b"".join(started(iter(()))) == b""


def test_formats_have_media_types():
    assert media_type("json") == "application/feed+json; charset=utf-8"
    with pytest.raises(UnknownFormatError, match="xyz"):
        media_type("xyz")
