"""Fields found on lines, by label and by place."""

import pytest
from attrs import evolve

from govnews.ingest import PORTAL_PAGE, Labels, PageProfile
from govnews.ingest._lines import find, folded

LABELLED = PageProfile(name="x", labels=Labels(byline="Tác giả", total=("Lượt", "Lượt truy cập")))


def test_texts_are_compared_folded() -> None:
    assert folded("  THỐNG \u00a0 KÊ ") == folded("Thống kê") == "thống kê"


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("Lượt truy cập: 1.234", {"total": 1_234}),
        ("LƯỢT TRUY CẬP 1,234,567 lượt", {"total": 1_234_567}),
        ("Lượt: 0", {"total": 0}),
        ("Lượt truy cập: 12.34", {}),
        ("Lượt xem: 5", {}),
        ("Lượt truy cập của tỉnh", {}),
    ],
)
def test_figures(line: str, figures: dict[str, int]) -> None:
    assert find([line], LABELLED).figures == figures


def test_the_longest_label_wins_and_the_first_figure_stays() -> None:
    assert find(["Lượt truy cập", "7", "Lượt: 8"], LABELLED).figures == {"total": 7}


def test_a_label_needs_its_colon() -> None:
    assert find(["Tác giả trẻ của tỉnh"], LABELLED).fields == {}
    assert find(["tác giả :  Ban Biên tập"], LABELLED).fields == {"byline": "Ban Biên tập"}
    assert find(["Tác giả:"], LABELLED).fields == {}


def test_places_need_a_stamp_before_a_sentence() -> None:
    lines = [
        "Thứ sáu, 24/11/2017 08:30",
        "Tin địa phương",
        "Tập huấn kỹ năng số",
        "15/02/2017 17:00",
        "Sở khai mạc lớp tập huấn.",
        "Lớp học kéo dài ba ngày.",
    ]
    fields = find(lines, PORTAL_PAGE).fields
    assert fields["published_at"] == "15/02/2017 17:00"
    assert (fields["section"], fields["headline"]) == ("Tin địa phương", "Tập huấn kỹ năng số")
    assert (fields["lead"], fields["body"]) == (lines[4], lines[5])
    assert "byline" not in fields


def test_a_stamp_that_cannot_be_read_still_marks_the_place() -> None:
    fields = find(["Mục", "Tin", "40/13/2017 25:99", "Sapô."], PORTAL_PAGE).fields
    assert (fields["headline"], fields["published_at"]) == ("Tin", "40/13/2017 25:99")


def test_a_spelt_out_stamp_marks_the_place() -> None:
    fields = find(["Tin", "17 giờ ngày 15 tháng 2 năm 2017", "Sapô."], PORTAL_PAGE).fields
    assert (fields["headline"], fields["lead"]) == ("Tin", "Sapô.")


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["Nội dung: a", "b", "c", "Tác giả: d", "e"], "a\n\nb\n\nc"),
        (["Nội dung:", "b", "Lượt: 8", "c"], "b"),
        (["Nội dung: a"], "a"),
        (["Nội dung: a", "Nội dung: b"], "a"),
        (["Nội dung: a", "Nội dung: b", "c"], "b\n\nc"),
        (["Nội dung: a", "b", "Nội dung: c"], "a\n\nb"),
    ],
)
def test_a_labelled_body_goes_on_to_the_next_label(lines: list[str], body: str) -> None:
    profile = evolve(LABELLED, labels=evolve(LABELLED.labels, body="Nội dung"))
    assert find(lines, profile).fields["body"] == body


def test_a_long_labelled_body_is_read_in_linear_time() -> None:
    # Joined anew at each line, this one would take minutes.
    profile = evolve(LABELLED, labels=evolve(LABELLED.labels, body="Nội dung"))
    found = find(["Nội dung:", *["Một dòng của bài."] * 200_000], profile)
    assert found.fields["body"].count("bài") == 200_000
