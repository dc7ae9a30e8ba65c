"""Every named style: its two known texts, and what comes back when it is read."""

import pickle
from datetime import date, datetime
from typing import Any
from unicodedata import is_normalized

import pytest
from hypothesis import given, strategies as st

from govnews import dates
from tests.dates._moments import FIRST_WHOLE, A, B, moments

KNOWN = [
    ("portal", "Wed, 15/02/2017 17:00 | GMT +7", "Tue, 03/11/2026 08:05 | GMT +7"),
    ("portal_body", "Ngày 15/2/2017", "Ngày 3/11/2026"),
    ("portal_header", "Wednesday, 15/02/2017", "Tuesday, 03/11/2026"),
    ("portal_list", "Ngày đăng: 15/02/2017", "Ngày đăng: 03/11/2026"),
    ("portal_print", "17:00 15/02/2017", "08:05 03/11/2026"),
    ("numeric", "15/02/2017 17:00", "03/11/2026 08:05"),
    ("numeric_date", "15/02/2017", "03/11/2026"),
    ("twelve_hour", "15-02-2017 5:00 Chiều", "03-11-2026 8:05 Sáng"),
    ("vnexpress", "Thứ tư, 15/2/2017, 17:00 (GMT+7)", "Thứ ba, 3/11/2026, 08:05 (GMT+7)"),
    ("tuoitre", "15/02/2017 17:00 GMT+7", "03/11/2026 08:05 GMT+7"),
    ("vov", "Thứ Tư, 17:00, 15/02/2017", "Thứ Ba, 08:05, 03/11/2026"),
    ("dantri", "Thứ tư, 15/02/2017 - 17:00", "Thứ ba, 03/11/2026 - 08:05"),
    ("vneconomy", "15/02/2017, 17:00", "03/11/2026, 08:05"),
    ("weekday_stamp", "Thứ Tư, ngày 15/02/2017 - 17:00", "Thứ Ba, ngày 03/11/2026 - 08:05"),
    ("press_date", "15/2/2017", "3/11/2026"),
    ("press_date_dash", "15-2-2017", "3-11-2026"),
    ("press_time", "17h00", "8h05"),
    ("press_time_short", "17h", "8h05"),
    ("administrative", "ngày 15 tháng 02 năm 2017", "ngày 03 tháng 11 năm 2026"),
    (
        "administrative_lunar",
        "ngày 15 tháng 02 năm 2017 (19 tháng Giêng năm Đinh Dậu)",
        "ngày 03 tháng 11 năm 2026 (25 tháng Chín năm Bính Ngọ)",
    ),
    ("spoken_time", "17 giờ 00", "08 giờ 05 phút"),
    ("weekday_administrative", "thứ Tư", "thứ Ba"),
    ("month", "tháng Hai", "tháng Mười một"),
    ("weekday", "Thứ Tư", "Thứ Ba"),
    ("weekday_press", "Thứ tư", "Thứ ba"),
    ("weekday_digits", "thứ 4", "thứ 3"),
    ("weekday_short", "T4", "T3"),
    ("quarter", "quý I/2017", "quý IV/2026"),
    ("quarter_words", "quý 1 năm 2017", "quý 4 năm 2026"),
    ("day_period", "5 giờ chiều", "8 giờ 5 phút sáng"),
    ("half_day", "5:00 CH", "8:05 SA"),
    ("lunar", "19 tháng Giêng năm Đinh Dậu", "25 tháng Chín năm Bính Ngọ"),
]

ENGLISH = [
    ("portal", "Wed, 15/02/2017 17:00 | GMT +7"),
    ("portal_body", "15 February 2017"),
    ("portal_list", "Posted: 15/02/2017"),
    ("twelve_hour", "15-02-2017 5:00 PM"),
    ("vnexpress", "Wednesday, 15/2/2017, 17:00 (GMT+7)"),
    ("administrative", "15 February 2017"),
    ("press_time", "17:00"),
    ("weekday_short", "Wed"),
    ("month", "February"),
    ("quarter", "Q1 2017"),
    ("quarter_words", "1st quarter 2017"),
    ("day_period", "5:00 in the afternoon"),
    ("lunar", "day 19 of lunar month 1, Đinh Dậu"),
]

WHOLE_STAMPS = [
    "portal",
    "portal_print",
    "numeric",
    "twelve_hour",
    "vnexpress",
    "tuoitre",
    "vov",
    "dantri",
    "vneconomy",
    "weekday_stamp",
]
WITH_OFFSET = ["portal", "vnexpress", "tuoitre"]
DATES = [
    "portal_body",
    "portal_header",
    "portal_list",
    "numeric_date",
    "press_date",
    "press_date_dash",
    "administrative",
]
TIMES = ["press_time", "press_time_short", "spoken_time", "day_period", "half_day"]


@pytest.mark.parametrize(("style", "a", "b"), KNOWN)
def test_known_texts(style: str, a: str, b: str) -> None:
    assert dates.format(A, style) == a
    assert dates.format(B, style) == b


def test_every_style_has_a_known_text() -> None:
    assert [style for style, _, _ in KNOWN] == list(dates.STYLES)


@pytest.mark.parametrize(("style", "text"), ENGLISH)
def test_english(style: str, text: str) -> None:
    assert dates.format(A, style, language="en") == text


def test_an_english_style_in_vietnamese() -> None:
    assert dates.format(A, "portal", language="vi") == "Th 4, 15/02/2017 17:00 | GMT +7"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2020, 3, 5), "ngày 05 tháng 3 năm 2020"),
        (date(2020, 1, 31), "ngày 31 tháng 01 năm 2020"),
        (date(2020, 2, 9), "ngày 09 tháng 02 năm 2020"),
        (date(2020, 9, 10), "ngày 10 tháng 9 năm 2020"),
        (date(2020, 12, 1), "ngày 01 tháng 12 năm 2020"),
    ],
)
def test_decree_30_pads_days_and_the_first_two_months(day: date, text: str) -> None:
    assert dates.format(day, "administrative") == text


def test_sunday_in_each_capitalisation() -> None:
    sunday = date(2017, 2, 19)
    names = [
        style for style in dates.STYLES if style.startswith("weekday_") and "stamp" not in style
    ]
    assert {name: dates.format(sunday, name) for name in ["weekday", *names]} == {
        "weekday": "Chủ Nhật",
        "weekday_administrative": "Chủ nhật",
        "weekday_press": "Chủ nhật",
        "weekday_digits": "chủ nhật",
        "weekday_short": "CN",
    }


def test_the_ends_of_each_part_of_the_day() -> None:
    def said(hour: int, minute: int = 0) -> Any:
        return dates.format(datetime(2017, 2, 15, hour, minute, tzinfo=dates.VIETNAM), "day_period")

    assert [said(hour) for hour in (0, 3, 4, 11, 12, 17, 18, 20, 21, 23)] == [
        "12 giờ đêm",
        "3 giờ đêm",
        "4 giờ sáng",
        "11 giờ sáng",
        "12 giờ chiều",
        "5 giờ chiều",
        "6 giờ tối",
        "8 giờ tối",
        "9 giờ đêm",
        "11 giờ đêm",
    ]


@given(moments(), st.sampled_from(WHOLE_STAMPS), st.sampled_from([None, "vi", "en"]))
def test_a_whole_stamp_reads_back(moment: datetime, style: str, language: Any) -> None:
    text = dates.format(moment, style, language=language)
    assert dates.parse_datetime(text) == moment
    assert dates.parse_date(text) == moment.date()


@given(moments(FIRST_WHOLE), st.sampled_from(WITH_OFFSET))
def test_a_stamp_with_its_offset_reads_back_through_every_change_of_zone(
    moment: datetime, style: str
) -> None:
    read = dates.parse_datetime(dates.format(moment, style))
    # fold-dependent times never equal another zone's, so the instants are compared
    assert read.timestamp() == moment.timestamp()


@given(st.dates(), st.sampled_from(DATES), st.sampled_from([None, "en"]))
def test_a_date_reads_back(day: date, style: str, language: Any) -> None:
    assert dates.parse_date(dates.format(day, style, language=language)) == day


@given(st.dates(date(1968, 1, 29), date(2054, 2, 7)))
def test_a_date_with_its_lunar_date_reads_back(day: date) -> None:
    assert dates.parse_date(dates.format(day, "administrative_lunar")) == day


@given(moments(), st.sampled_from(TIMES), st.sampled_from([None, "en"]))
def test_a_time_reads_back(moment: datetime, style: str, language: Any) -> None:
    clock = moment.time()
    text = dates.format(clock, style, language=language)
    assert text == dates.format(moment, style, language=language)
    assert dates.parse_time(text) == clock
    assert dates.parse_datetime(f"{text} {moment:%d/%m/%Y}") == moment


@given(st.dates(), st.sampled_from(["quarter", "quarter_words"]))
def test_a_quarter_reads_back_as_the_range_that_holds_the_day(day: date, style: str) -> None:
    start, end = dates.parse_range(dates.format(day, style))
    assert start <= day <= end
    assert (end - start).days in (89, 90, 91)


@given(moments(), st.sampled_from(list(dates.STYLES)), st.sampled_from(["vi", "en"]))
def test_text_is_nfc_with_plain_spaces_only(moment: datetime, style: str, language: Any) -> None:
    if "lunar" in style:
        moment = moment.replace(year=2017, day=1)
    text = dates.format(moment, style, language=language)
    assert is_normalized("NFC", text)
    assert {character for character in text if character.isspace()} <= {" "}
    assert text == text.strip()


def test_the_table_is_read_only_and_a_portal_adds_its_own() -> None:
    with pytest.raises(TypeError):
        dates.STYLES["ours"] = dates.STYLES["portal"]  # type: ignore[index]  # the point
    ours = {**dates.STYLES, "ours": dates.Style(name="ours", pattern="d.M.yyyy")}
    assert dates.format(A, ours["ours"]) == "15.2.2017"
    assert "ours" not in dates.STYLES


def test_every_style_names_itself_and_says_where_it_comes_from() -> None:
    for name, style in dates.STYLES.items():
        assert style.name == name
        assert style.source.endswith((".", ")."))


def test_styles_survive_pickle() -> None:
    for style in dates.STYLES.values():
        assert pickle.loads(pickle.dumps(style)) == style
