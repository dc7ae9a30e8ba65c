"""Keys made of any text."""

import pytest
from hypothesis import given, strategies as st

from govnews import BroadcastService
from govnews.broadcast._keys import key_of


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("toi-chu-nhat", "toi-chu-nhat"),
        ("a.b_c", "a.b_c"),
        ("VTV1.vn", "VTV1.vn"),
        ("Đối thoại - Chính sách", "doi-thoai-chinh-sach"),
        ("???", "khong-ten"),
        ("", "khong-ten"),
    ],
)
def test_a_key_is_what_remains_of_a_text(text: str, key: str) -> None:
    assert key_of(text) == key


@given(st.text())
def test_every_key_is_one(text: str) -> None:
    assert BroadcastService(key=key_of(text), name="x").key == key_of(key_of(text))
