"""Keys made of titles."""

import re
from unicodedata import normalize

import pytest
from hypothesis import given

from govnews import testing as values
from govnews.ingest._slug import slug
from govnews.model import Section


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Tin văn hoá - xã hội", "tin-van-hoa-xa-hoi"),
        ("ĐỜI SỐNG & Pháp luật", "doi-song-phap-luat"),
        ("Quốc phòng, an ninh 2017", "quoc-phong-an-ninh-2017"),
        ("Người Việt ở nước ngoài", "nguoi-viet-o-nuoc-ngoai"),
        ("İstanbul", "istanbul"),
    ],
)
def test_vietnamese_letters_are_folded(title: str, key: str) -> None:
    assert slug(title) == slug(normalize("NFD", title)) == key


def test_titles_in_other_scripts_have_keys_of_their_own() -> None:
    assert slug("ຂ່າວ") != slug("新闻")
    assert re.fullmatch("section-[0-9a-f]{8}", slug("新闻"))


@given(title=values.texts())
def test_every_title_gives_a_key(title: str) -> None:
    assert Section(key=slug(title), title=title).key
