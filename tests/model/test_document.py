"""Document numbers: the grammar, its variants, the scanner, and the order."""

import pickle
from datetime import UTC, date, datetime
from unicodedata import normalize

import pytest
from hypothesis import example, given, strategies as st

from govnews.errors import DocumentNumberError, ModelError
from govnews.model import (
    DOCUMENT_TYPE_LIST,
    DOCUMENT_TYPES,
    DocumentNumber,
    OfficialDocument,
    find_document_numbers,
)
from govnews.model._document_types import type_code_like
from govnews.testing._documents import document_numbers, official_documents

Parts = tuple[int, str, int | None, str | None, str]


def parts(number: DocumentNumber) -> Parts:
    return (number.number, number.suffix, number.year, number.type, number.issuer)


@pytest.mark.parametrize(
    ("text", "expected", "canonical"),
    [
        ("173/KH-UBND", (173, "", None, "KH", "UBND"), "173/KH-UBND"),
        ("Kế hoạch số 173/KH-UBND", (173, "", None, "KH", "UBND"), "173/KH-UBND"),
        ("  KẾ HOẠCH SỐ: 173/KH-UBND ", (173, "", None, "KH", "UBND"), "173/KH-UBND"),
        ("KH số 173/KH-UBND", (173, "", None, "KH", "UBND"), "173/KH-UBND"),
        ("CV 1234/UBND-VP", (1234, "", None, None, "UBND-VP"), "1234/UBND-VP"),
        ("Số: 05/TTr-STTTT", (5, "", None, "TTr", "STTTT"), "05/TTr-STTTT"),
        ("Số, ký hiệu: 5/TTr-STTTT", (5, "", None, "TTr", "STTTT"), "05/TTr-STTTT"),
        ("36a/NQ-CP", (36, "a", None, "NQ", "CP"), "36a/NQ-CP"),
        ("168a/QĐ-UBND", (168, "a", None, "QĐ", "UBND"), "168a/QĐ-UBND"),
        ("36\u00f0/NQ-CP", (36, "đ", None, "NQ", "CP"), "36đ/NQ-CP"),
        ("45/2019/QH14", (45, "", 2019, None, "QH14"), "45/2019/QH14"),
        ("Luật số 45/2019/QH14", (45, "", 2019, None, "QH14"), "45/2019/QH14"),
        ("528/2018/UBTVQH14", (528, "", 2018, None, "UBTVQH14"), "528/2018/UBTVQH14"),
        ("22/2023/TT-BTTTT", (22, "", 2023, "TT", "BTTTT"), "22/2023/TT-BTTTT"),
        ("Nghị định 30/2020/NĐ-CP", (30, "", 2020, "NĐ", "CP"), "30/2020/NĐ-CP"),
        ("30/2020/N\u00d0-CP", (30, "", 2020, "NĐ", "CP"), "30/2020/NĐ-CP"),
        ("08/2016/TTLT-BTP-BQP", (8, "", 2016, "TTLT", "BTP-BQP"), "08/2016/TTLT-BTP-BQP"),
        ("03/VBHN-VPQH", (3, "", None, "VBHN", "VPQH"), "03/VBHN-VPQH"),
        ("13-NQ/TW", (13, "", None, "NQ", "TW"), "13-NQ/TW"),
        ("5-CT/TW", (5, "", None, "CT", "TW"), "05-CT/TW"),
        ("Quy định 37-QĐ/TW", (37, "", None, "QĐ", "TW"), "37-QĐ/TW"),
        ("1234/UBND-VP", (1234, "", None, None, "UBND-VP"), "1234/UBND-VP"),
        ("45/TT.HĐND-TH", (45, "", None, None, "TT.HĐND-TH"), "45/TT.HĐND-TH"),
        ("3399/UBND.VX", (3399, "", None, None, "UBND.VX"), "3399/UBND.VX"),
        ("Công văn số 1234/BTTTT-CNTT", (1234, "", None, None, "BTTTT-CNTT"), "1234/BTTTT-CNTT"),
        ("18/2020/QĐ-TTg", (18, "", 2020, "QĐ", "TTg"), "18/2020/QĐ-TTg"),
        ("12/QyĐ-UBND", (12, "", None, "QyĐ", "UBND"), "12/QyĐ-UBND"),
        ("52/KH-SGD&ĐT", (52, "", None, "KH", "SGD&ĐT"), "52/KH-SGD&ĐT"),
        ("52/KH-BCĐ-389", (52, "", None, "KH", "BCĐ-389"), "52/KH-BCĐ-389"),
        (
            "01/2021/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
            (1, "", 2021, "NQLT", "UBTVQH14-CP-ĐCTUBTWMTTQVN"),
            "01/2021/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
        ),
    ],
)
def test_the_variants_of_the_grammar(text: str, expected: Parts, canonical: str) -> None:
    for written in (text, normalize("NFD", text)):
        number = DocumentNumber.parse(written)

        assert parts(number) == expected
        assert str(number) == canonical
        assert DocumentNumber.parse(written, lenient=True) == number


@given(document_numbers())
@example(DocumentNumber(number=13, type="NQ", issuer="TW", hyphenated=True))
def test_the_text_of_a_number_is_read_as_that_number(number: DocumentNumber) -> None:
    assert DocumentNumber.parse(str(number)) == number
    assert DocumentNumber.parse(f"Số: {number}", lenient=True) == number


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Số: 12/TT- TTCP", "12/TT-TTCP"),
        ("173 / kh - ubnd", "173/KH-UBND"),
        ("30/2020/ND-CP", "30/2020/NĐ-CP"),
        ("30/2020/nđ-cp.", "30/2020/NĐ-CP"),
        ("12/ttr-ttg", "12/TTr-TTg"),
        ("12/qd-ttg", "12/QĐ-TTg"),
        ("007/QĐ-UBND", "07/QĐ-UBND"),
        ("13 - nq/tw", "13-NQ/TW"),
        ("13-xy/tw", "13-XY/TW"),
        ("13\u2013NQ/TW", "13-NQ/TW"),
        ("45/2019/qh14", "45/2019/QH14"),
        ("36A/NQ-CP", "36a/NQ-CP"),
        ("12/BC.UBND", "12/BC-UBND"),
        ("45/2009/qd.ubnd.đt", "45/2009/QĐ-UBND.ĐT"),
        ("05/TTr-HTX ;.", "05/TTr-HTX"),
    ],
)
def test_careless_writing_is_read_only_when_asked_for(text: str, canonical: str) -> None:
    with pytest.raises(DocumentNumberError):
        DocumentNumber.parse(text)

    assert str(DocumentNumber.parse(text, lenient=True)) == canonical


def test_a_right_code_is_never_taken_for_its_likeness() -> None:
    assert DocumentNumber.parse("12/DA-UBND", lenient=True).type == "DA"
    assert DocumentNumber.parse("12/ĐA-UBND", lenient=True).type == "ĐA"
    assert DocumentNumber.parse("12/da-ubnd", lenient=True).type == "DA"
    assert DocumentNumber.parse("12/đa-ubnd", lenient=True).type == "ĐA"
    assert DocumentNumber.parse("12/hđ-ubnd", lenient=True).type == "HĐ"
    assert DocumentNumber.parse("12/HD-UBND", lenient=True).type == "HD"


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        (" \u200e ", "there is no number"),
        ("KH-UBND", "there is no number"),
        ("TTLT-BTP-BQP", "there is no number"),
        ("\u0661\u0667/KH-UBND", "there is no number"),  # Arabic digits
        ("Nghị quyết số 36a", "there is no symbol"),
        ("15/2/2017", "date or a fraction"),
        ("1/2", "date or a fraction"),
        ("24/7", "date or a fraction"),
        ("0/KH-UBND", "start from 1"),
        ("12/KH", "no issuer"),
        ("12/1200/KH-UBND", "year 1200"),
        ("12/2020/UBND-VP", "year but no code"),
        ("Quyết định số 173/KH-UBND", "contradicts"),
        ("Công văn số 173/KH-UBND", "contradicts"),
        ("QĐ số 173/KH-UBND", "contradicts"),
        ("Luật số 1234/UBND-VP", "contradicts"),
        ("Công văn 45/2019/QH14", "contradicts"),
        ("theo 173/KH-UBND", "no type of document"),
        ("173/KH-UBND và 174/KH-UBND", "something after"),
        ("12345678/KH-UBND", "symbol"),
        ("173/KH-UBND" * 60, "too long"),
        ("9" * 1_000_000, "too long"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(
    text: str, reason: str, lenient: bool
) -> None:
    with pytest.raises(DocumentNumberError, match=reason) as caught:
        DocumentNumber.parse(text, lenient=lenient)

    assert caught.value.text == text


@given(st.text() | st.text("0123456789/-abĐđKHUBNDsốQ ", max_size=30), st.booleans())
def test_any_text_is_a_number_or_an_error(text: str, lenient: bool) -> None:
    try:
        number = DocumentNumber.parse(text, lenient=lenient)
    except DocumentNumberError:
        return
    assert DocumentNumber.parse(str(number)) == number


def test_a_text_may_be_as_long_as_it_may() -> None:
    longest = "Số".ljust(300 - len("173/KH-UBND")) + "173/KH-UBND"

    assert str(DocumentNumber.parse(longest)) == "173/KH-UBND"
    with pytest.raises(DocumentNumberError, match="too long"):
        DocumentNumber.parse(" " + longest)


@pytest.mark.parametrize("year", [1900, 2999])
def test_the_years_of_documents_have_a_first_and_a_last(year: int) -> None:
    number = DocumentNumber(number=1, year=year, type="QĐ", issuer="UBND")

    assert DocumentNumber.parse(f"01/{year}/QĐ-UBND") == number


def test_something_else_than_text_is_an_error_of_the_same_kind() -> None:
    with pytest.raises(DocumentNumberError):
        DocumentNumber.parse(173)  # type: ignore[arg-type]


# ---- in running text ----------------------------------------------------------------------

RUNNING = (
    "Ngày 15/2/2017, UBND tỉnh ban hành Kế hoạch số 173/KH-UBND (thay Kế hoạch 52/KH-UBND), "
    "căn cứ Nghị quyết 36a/NQ-CP; Luật số 45/2019/QH14, Nghị quyết số 13-NQ/TW ngày 05-02/2017 "
    "và Công văn số 7/SVHTT. Tỷ lệ 1/2, trực 24/7, tốc độ 80km/h, 24/24h, khổ 16/9, "
    "số nhà 12/A, mã 3/B-4, giá 25.450/USD-VND, 1234/UBND-VP."
)
IN_RUNNING = [
    "173/KH-UBND",
    "52/KH-UBND",
    "36a/NQ-CP",
    "45/2019/QH14",
    "13-NQ/TW",
    "07/SVHTT",
    "1234/UBND-VP",
]


def test_numbers_are_found_in_running_text_and_dates_are_not() -> None:
    assert [str(found) for found in find_document_numbers(RUNNING)] == IN_RUNNING


@pytest.mark.parametrize("words", ["số ", "Số: ", "công văn ", "theo văn bản số\t"])
def test_a_word_before_a_symbol_without_a_type_makes_it_a_number(words: str) -> None:
    (found,) = find_document_numbers(f"{words}7/SVHTT")

    assert (str(found), found.start) == ("07/SVHTT", len(words))
    assert find_document_numbers("7/SVHTT") == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_positions_are_those_of_the_text_as_it_is(form: str) -> None:
    text = RUNNING if form == "NFC" else normalize("NFD", RUNNING)

    found = find_document_numbers(text)

    assert [str(one.number) for one in found] == IN_RUNNING
    for one in found:
        assert DocumentNumber.parse(text[one.start : one.end]) == one.number


@given(st.lists(document_numbers(), max_size=4), st.sampled_from([", ", " và ", "; ", "\n", ". "]))
def test_numbers_are_found_between_other_words(numbers: list[DocumentNumber], glue: str) -> None:
    found = find_document_numbers(glue.join(f"số {one} ngày 15/2/2017" for one in numbers) + ".")

    assert [one.number for one in found] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "15/2/2017/QĐ-UBND",
        "http://sonla.gov.vn/173/KH-UBND",
        "a173/KH-UBND",
        "173/KH-UBND/12",
        "173/KH",
        "00/KH-UBND",
        "12/3456/KH-UBND",
        "3-A/B",
        "12/X-Y",
        "12/2020/UBND-VP",
        "9/QH14",
        "001/KH-UBND",
        "12/ND-CP",
    ],
)
def test_what_only_looks_like_a_number_is_left(text: str) -> None:
    assert find_document_numbers(text) == ()
    assert [str(one) for one in find_document_numbers(f"{text}, 173/KH-UBND")] == ["173/KH-UBND"]


@pytest.mark.parametrize(
    "piece", ["1/", "12/KH-", "1/A-", "9", "A-B-", "1/2017/", "1-A/B&", "a", "Ⅷ/ĐĐ-", "số "]
)
def test_a_huge_text_is_searched_in_linear_time(piece: str) -> None:
    # A search that tried again from every character would not come back from this one.
    find_document_numbers(piece * (500_000 // len(piece)))


# ---- types ----------------------------------------------------------------------------------


def test_the_29_types_of_decree_30_come_first_in_its_order() -> None:
    types = [one for one in DOCUMENT_TYPE_LIST if one.group == "administrative"]

    assert len(types) == 29
    assert list(DOCUMENT_TYPE_LIST[:29]) == types
    assert [one.vi for one in types if one.code is None] == ["Công văn", "Thư công"]
    assert (types[9].code, types[9].vi, types[9].en) == ("KH", "Kế hoạch", "Plan")


def test_a_code_stands_for_itself() -> None:
    assert [type_code_like(code) for code in DOCUMENT_TYPES] == list(DOCUMENT_TYPES)


def test_codes_are_unique_and_named() -> None:
    codes = [one.code for one in DOCUMENT_TYPE_LIST if one.code]

    assert len(codes) == len(set(codes)) == len(DOCUMENT_TYPES)
    assert all(one.vi and one.en for one in DOCUMENT_TYPE_LIST)


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("173/KH-UBND", "Kế hoạch", "Plan"),
        ("1/TC-UBND", "Thông cáo", "Communiqué"),
        ("1234/UBND-VP", "Công văn", "Official letter"),
        ("08/2016/TTLT-BTP-BQP", "Thông tư liên tịch", "Joint circular"),
        ("173/GP-TTĐT", "Giấy phép", "Licence"),
    ],
)
def test_a_number_names_its_type(text: str, vi: str, en: str) -> None:
    number = DocumentNumber.parse(text)

    assert number.type_name == vi
    assert number.document_type is not None
    assert number.document_type.en == en


@pytest.mark.parametrize("text", ["45/2019/QH14", "12-XYZ/TW", "205-QĐ/TW"])
def test_a_number_that_does_not_say_its_type_names_none(text: str) -> None:
    number = DocumentNumber.parse(text)

    assert number.document_type is None
    assert number.type_name is None


# ---- order ----------------------------------------------------------------------------------


def test_numbers_sort_as_a_register_lists_them() -> None:
    listed = [
        "07/SVHTT",
        "1234/UBND-VP",
        "10/X1-VP",
        "09/XA-VP",
        "05/DA-UBND",
        "05/ĐA-UBND",
        "05/KH-UBND",
        "12/KH-UBND",
        "173/KH-UBND",
        "36/NQ-CP",
        "36a/NQ-CP",
        "37/NQ-CP",
        "13-NQ/TW",
        "19/2018/QĐ-TTg",
        "02/2020/QĐ-TTg",
        "18/2020/QĐ-TTg",
    ]

    assert [str(one) for one in sorted(map(DocumentNumber.parse, reversed(listed)))] == listed


@given(document_numbers(), document_numbers(), document_numbers())
def test_the_order_is_total(
    one: DocumentNumber, two: DocumentNumber, three: DocumentNumber
) -> None:
    assert (one < two) + (two < one) + (one == two) == 1
    assert (one <= two) == (not two < one)
    if one < two < three:
        assert one < three


def test_a_number_has_no_order_with_text() -> None:
    with pytest.raises(TypeError):
        sorted([DocumentNumber.parse("173/KH-UBND"), "173/KH-UBND"])  # type: ignore[type-var]


# ---- laws -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("number", {"number": 0}),
        ("number", {"number": "173"}),
        ("number", {"number": True}),
        ("number", {"number": 10_000_000}),
        ("suffix", {"suffix": "A"}),
        ("suffix", {"suffix": None}),
        ("year", {"year": 20}),
        ("year", {"year": "2020"}),
        ("type", {"type": "ND"}),
        ("type", {"type": None, "issuer": "UBND-VP", "year": 2020}),
        ("type", {"type": None, "hyphenated": True}),
        ("type", {"type": "K H", "hyphenated": True}),
        ("year", {"year": 2020, "hyphenated": True}),
        ("issuer", {"issuer": ""}),
        ("issuer", {"issuer": "ubnd"}),
        ("issuer", {"issuer": "UBND VP"}),
        ("issuer", {"issuer": None}),
        ("issuer", {"type": None, "issuer": "KH-UBND"}),
        ("issuer", {"type": None, "issuer": "ND-CP"}),
        ("issuer", {"type": None, "issuer": "KH-UBND-VP"}),
        ("issuer", {"type": None, "issuer": "KH.UBND"}),
    ],
)
def test_broken_laws_name_the_field(field: str, fields: dict[str, object]) -> None:
    given_fields: dict[str, object] = {"number": 1, "type": "KH", "issuer": "UBND"} | fields
    with pytest.raises(ModelError) as caught:
        DocumentNumber(**given_fields)  # type: ignore[arg-type]

    assert (caught.value.model, caught.value.field) == ("DocumentNumber", field)


@given(official_documents())
def test_documents_are_values(document: OfficialDocument) -> None:
    assert pickle.loads(pickle.dumps(document)) == document
    assert hash(document) == hash(pickle.loads(pickle.dumps(document)))


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("title", {"title": " "}),
        ("issuer", {"issuer": "\x00"}),
        ("url", {"url": "van-ban.pdf"}),
        ("issued_on", {"issued_on": datetime(2017, 2, 15, tzinfo=UTC)}),
        ("effective_on", {"effective_on": "2017-02-15"}),
        (
            "expires_on",
            {"effective_on": date(2017, 2, 15), "expires_on": date(2017, 2, 14)},
        ),
    ],
)
def test_documents_keep_their_laws(field: str, fields: dict[str, object]) -> None:
    with pytest.raises(ModelError) as caught:
        OfficialDocument(**fields)  # type: ignore[arg-type]

    assert (caught.value.model, caught.value.field) == ("OfficialDocument", field)


def test_a_document_may_be_in_force_for_no_day() -> None:
    day = date(2017, 2, 15)

    assert OfficialDocument(effective_on=day, expires_on=day).expires_on == day


def test_the_texts_of_a_document_are_nfc() -> None:
    document = OfficialDocument(title=normalize("NFD", "Kế hoạch"))

    assert document.title == "Kế hoạch"


def test_only_the_code_of_the_party_that_means_two_types_names_none() -> None:
    named = {text: DocumentNumber.parse(text).document_type for text in ("36-NQ/TW", "5/QĐ-UBND")}
    assert [one and one.en for one in named.values()] == ["Resolution", "Decision"]
    assert DocumentNumber.parse("205-QĐ/TW").document_type is None


def test_a_code_before_the_first_of_several_dots_is_the_type_s() -> None:
    with pytest.raises(DocumentNumberError, match="begins with the type's code BC"):
        DocumentNumber.parse("12/BC.UBND.TH")
