"""Addresses, made absolute and escaped."""

import pytest
from hypothesis import given, strategies as st

from govnews.ingest._address import absolute
from govnews.ingest._decode import NOT_XML

BASE = "https://a.example.vn/tin/1"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("2", "https://a.example.vn/tin/2"),
        (" //b.example.vn/x ", "https://b.example.vn/x"),
        ("/tin đời|{1}", "https://a.example.vn/tin%20đời%7C%7B1%7D"),
        (r"\anh\1.jpg?a=b\c#d\e", r"https://a.example.vn/anh/1.jpg?a=b%5Cc#d%5Ce"),
        ("/%20", "https://a.example.vn/%20"),
    ],
)
def test_addresses_become_absolute_and_escaped(url: str, expected: str) -> None:
    assert absolute(url, BASE) == expected


@given(url=st.text(max_size=20).filter(lambda url: not NOT_XML.search(url)))
def test_what_an_address_may_not_hold_goes(url: str) -> None:
    try:
        found = absolute(url, BASE)
    except ValueError:
        return
    assert not set(found) & set(' \t\n\r"<>\\^`{|}')
