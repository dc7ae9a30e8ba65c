"""HTML of others, before it is trusted."""

import pytest

from govnews.ingest._markup import Text, images_in, is_body, whole


def test_a_text_without_markup() -> None:
    assert Text(" a <b> & ").plain == "a <b> &"
    assert Text("<p>Sở <b>TT&amp;TT</b></p>", is_html=True).plain == "Sở TT&TT"
    assert Text("<div>" * 2_000 + "sâu", is_html=True).plain == "sâu"


def test_pictures_but_not_those_that_count_readers() -> None:
    html = '<img src="a.jpg" width="130" alt="Ảnh"><img><img src=b.gif width=1 height=1>'
    assert list(images_in(html)) == [{"url": "a.jpg", "alt": "Ảnh"}]


def test_bodies_and_leads() -> None:
    assert is_body("<p>a</p><P>b</P>")
    assert is_body("a" * 2_001)
    assert not is_body("<a href=x><img src=y></a></br>Sapô <b>đậm</b>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12", 12), (" 12 ", 12), (7, 7), (0, 0), (-1, None), (True, None), (1.5, None), ("1.5", None),
     ("x", None), ("", None), (None, None), ("١", None), ("9" * 16, None)],
)  # fmt: skip
def test_whole_numbers(text: object, expected: int | None) -> None:
    assert whole(text) == expected
