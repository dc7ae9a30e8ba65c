"""The named styles of Vietnamese portals, newspapers and documents."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ._style import Style

_PORTALS = (
    Style(
        name="portal",
        pattern="EEE, dd/MM/yyyy HH:mm | O",
        language="en",
        gmt="GMT ",
        source="A provincial portal's stamp: English weekday, offset unpadded after a space.",
    ),
    Style(
        name="portal_body",
        pattern="'Ngày' d/M/yyyy",
        english="d MMMM yyyy",
        source="The date that opens the text of a portal's article.",
    ),
    Style(
        name="portal_header",
        pattern="EEEE, dd/MM/yyyy",
        language="en",
        source="A district portal's page header (nganson.backan.gov.vn): English weekday.",
    ),
    Style(
        name="portal_list",
        pattern="'Ngày đăng:' dd/MM/yyyy",
        english="'Posted:' dd/MM/yyyy",
        source="A district portal's list of articles; a view count is the portal's to add.",
    ),
    Style(
        name="portal_print",
        pattern="HH:mm dd/MM/yyyy",
        source="A department's print view (sotttt.vinhphuc.gov.vn); also Thanh Niên (2021).",
    ),
    Style(
        name="numeric",
        pattern="dd/MM/yyyy HH:mm",
        source="Numbers only, as ictvietnam.vn prints them.",
    ),
    Style(
        name="numeric_date",
        pattern="dd/MM/yyyy",
        source="The date of the numeric style alone.",
    ),
    Style(
        name="twelve_hour",
        pattern="dd-MM-yyyy h:mm a",
        half_days="words",
        source="Twelve-hour clock (cuutnxpvietnam.org.vn): Sáng to noon, then Chiều.",
    ),
)

_PRESS = (
    Style(
        name="vnexpress",
        pattern="EEEE, d/M/yyyy, HH:mm (O)",
        weekdays="sentence",
        source="VnExpress: day and month unpadded, hour padded.",
    ),
    Style(
        name="tuoitre",
        pattern="dd/MM/yyyy HH:mm O",
        source="Tuổi Trẻ: all padded, no weekday.",
    ),
    Style(
        name="vov",
        pattern="EEEE, HH:mm, dd/MM/yyyy",
        source="VOV: both words of the weekday capital, time before date.",
    ),
    Style(
        name="dantri",
        pattern="EEEE, dd/MM/yyyy - HH:mm",
        weekdays="sentence",
        source="Dân trí: all padded, a hyphen before the time.",
    ),
    Style(
        name="vneconomy",
        pattern="dd/MM/yyyy, HH:mm",
        source="VnEconomy: all padded, a comma before the time.",
    ),
    Style(
        name="weekday_stamp",
        pattern="EEEE, 'ngày' dd/MM/yyyy - HH:mm",
        english="EEEE, dd/MM/yyyy - HH:mm",
        source="Weekday, the word ngày, date and time, in one line at the head of a page.",
    ),
    Style(
        name="press_date",
        pattern="d/M/yyyy",
        source="Running text of newspapers: nothing padded.",
    ),
    Style(
        name="press_date_dash",
        pattern="d-M-yyyy",
        source="Running text of Tuổi Trẻ and Báo Đồng Nai.",
    ),
    Style(
        name="press_time",
        pattern="H'h'mm",
        english="HH:mm",
        source="Running text of newspapers: hour unpadded, minute padded (17h00, 8h05).",
    ),
    Style(
        name="press_time_short",
        pattern="H'h'mm",
        on_the_hour="H'h'",
        english="HH:mm",
        source="The same, with no minutes on the full hour (17h, 8h05).",
    ),
)

_OFFICIAL = (
    Style(
        name="administrative",
        pattern="'ngày' d 'tháng' M 'năm' yyyy",
        english="d MMMM yyyy",
        padding="decree30",
        source="Decree 30/2020/NĐ-CP, Appendix I: days below 10 and months 1 and 2 padded.",
    ),
    Style(
        name="administrative_lunar",
        pattern="'ngày' d 'tháng' M 'năm' yyyy ({lunar})",
        english="d MMMM yyyy ({lunar})",
        padding="decree30",
        source="The administrative date, with the lunar date in brackets.",
    ),
    Style(
        name="spoken_time",
        pattern="HH 'giờ' mm 'phút'",
        on_the_hour="HH 'giờ' mm",
        english="HH:mm",
        source="Times in notices and invitations; phút is dropped on the full hour.",
    ),
    Style(
        name="weekday_administrative",
        pattern="EEEE",
        weekdays="official",
        source="Decree 30/2020/NĐ-CP, Appendix II, V.8(c): thứ Hai ... thứ Bảy, Chủ nhật.",
    ),
    Style(
        name="month",
        pattern="MMMM",
        months="words",
        source="Decree 30/2020/NĐ-CP, Appendix II: tháng Một ... tháng Mười hai, tháng Tư.",
    ),
)

_NAMES = (
    Style(
        name="weekday",
        pattern="EEEE",
        source="CLDR: both words capital.",
    ),
    Style(
        name="weekday_press",
        pattern="EEEE",
        weekdays="sentence",
        source="Newspapers: the first word capital.",
    ),
    Style(
        name="weekday_digits",
        pattern="EEEE",
        weekdays="digits",
        source="Working timetables: thứ 2 ... thứ 7, chủ nhật.",
    ),
    Style(
        name="weekday_short",
        pattern="EEEEE",
        english="EEE",
        source="Column heads of a calendar: T2 ... T7, CN.",
    ),
    Style(
        name="quarter",
        pattern="'quý' Q/yyyy",
        english="'Q'Q yyyy",
        quarters="roman",
        source="Running text of newspapers: Roman quarter, a slash, the year.",
    ),
    Style(
        name="quarter_words",
        pattern="qqqq 'năm' yyyy",
        english="qqqq yyyy",
        source="CLDR: the quarter in digits.",
    ),
    Style(
        name="day_period",
        pattern="h 'giờ' m 'phút' B",
        on_the_hour="h 'giờ' B",
        english="h:mm B",
        source="Spoken times; the parts of the day are CLDR's (sáng from 4, chiều 12, tối 18, "
        "đêm 21).",
    ),
    Style(
        name="half_day",
        pattern="h:mm a",
        source="CLDR: SA (sáng) before noon, CH (chiều) from noon on.",
    ),
    Style(
        name="lunar",
        pattern="{lunar}",
        source="Âm lịch: Giêng, Chạp, mùng for days 1-10, nhuận for a leap month, can chi year.",
    ),
)

#: The named styles; read-only. A portal's own table is ``{**STYLES, "ours": Style(...)}``.
STYLES: Final[Mapping[str, Style]] = MappingProxyType(
    {style.name: style for style in (*_PORTALS, *_PRESS, *_OFFICIAL, *_NAMES)}
)
