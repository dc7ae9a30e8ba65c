"""Writing and reading dates, beside Babel, dateparser, strptime and f-strings by hand.

Run with ``python -m tests.benchmarks.dates``.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

import dateparser
import lunar_vn
from babel import Locale
from babel.dates import format_datetime, format_timedelta
from babel.numbers import format_decimal

from govnews import dates

from ._measure import Row, best, faster, table

_MOMENT = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
_BABEL_GOAL, _BY_HAND_GOAL = 8.0, 1 / 2.5  # at most 2.5 times what an f-string takes
_DATEPARSER_GOAL, _STRPTIME_GOAL = 100.0, 1 / 1.5  # at most 1.5 times what strptime takes
_FIRST_USE_GOAL = 60.0

_VIETNAMESE, _ENGLISH = Locale.parse("vi"), Locale.parse("en")
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_MONTHS = ("", "tháng Một", "tháng Hai", "tháng Ba", "tháng Tư", "tháng Năm", "tháng Sáu")
_ROMAN = ("I", "II", "III", "IV")

#: A style, the nearest pattern Babel has, and what one would write by hand for that one format.
_STYLES: dict[str, tuple[str, Callable[[datetime], str]]] = {
    "portal": (
        "EEE, dd/MM/yyyy HH:mm '| GMT +7'",
        lambda t: (
            f"{_DAYS[t.weekday()]}, {t.day:02d}/{t.month:02d}/{t.year} "
            f"{t.hour:02d}:{t.minute:02d} | GMT +7"
        ),
    ),
    "portal_body": ("'Ngày' d/M/yyyy", lambda t: f"Ngày {t.day}/{t.month}/{t.year}"),
    "portal_header": (
        "EEEE, dd/MM/yyyy",
        lambda t: f"{_DAYS[t.weekday()]}, {t.day:02d}/{t.month:02d}/{t.year}",
    ),
    "portal_list": (
        "'Ngày đăng:' dd/MM/yyyy",
        lambda t: f"Ngày đăng: {t.day:02d}/{t.month:02d}/{t.year}",
    ),
    "portal_print": (
        "HH:mm dd/MM/yyyy",
        lambda t: f"{t.hour:02d}:{t.minute:02d} {t.day:02d}/{t.month:02d}/{t.year}",
    ),
    "numeric": (
        "dd/MM/yyyy HH:mm",
        lambda t: f"{t.day:02d}/{t.month:02d}/{t.year} {t.hour:02d}:{t.minute:02d}",
    ),
    "numeric_date": ("dd/MM/yyyy", lambda t: f"{t.day:02d}/{t.month:02d}/{t.year}"),
    "twelve_hour": (
        "dd-MM-yyyy h:mm a",
        lambda t: (
            f"{t.day:02d}-{t.month:02d}-{t.year} {t.hour % 12 or 12}:{t.minute:02d} "
            f"{'Sáng' if t.hour < 12 else 'Chiều'}"
        ),
    ),
    "vnexpress": (
        "EEEE, d/M/yyyy, HH:mm '(GMT+7)'",
        lambda t: (
            f"{_DAYS[t.weekday()]}, {t.day}/{t.month}/{t.year}, {t.hour:02d}:{t.minute:02d} (GMT+7)"
        ),
    ),
    "tuoitre": (
        "dd/MM/yyyy HH:mm 'GMT+7'",
        lambda t: f"{t.day:02d}/{t.month:02d}/{t.year} {t.hour:02d}:{t.minute:02d} GMT+7",
    ),
    "vov": (
        "EEEE, HH:mm, dd/MM/yyyy",
        lambda t: (
            f"{_DAYS[t.weekday()]}, {t.hour:02d}:{t.minute:02d}, {t.day:02d}/{t.month:02d}/{t.year}"
        ),
    ),
    "dantri": (
        "EEEE, dd/MM/yyyy - HH:mm",
        lambda t: (
            f"{_DAYS[t.weekday()]}, {t.day:02d}/{t.month:02d}/{t.year} - "
            f"{t.hour:02d}:{t.minute:02d}"
        ),
    ),
    "vneconomy": (
        "dd/MM/yyyy, HH:mm",
        lambda t: f"{t.day:02d}/{t.month:02d}/{t.year}, {t.hour:02d}:{t.minute:02d}",
    ),
    "weekday_stamp": (
        "EEEE, 'ngày' dd/MM/yyyy - HH:mm",
        lambda t: (
            f"{_DAYS[t.weekday()]}, ngày {t.day:02d}/{t.month:02d}/{t.year} - "
            f"{t.hour:02d}:{t.minute:02d}"
        ),
    ),
    "press_date": ("d/M/yyyy", lambda t: f"{t.day}/{t.month}/{t.year}"),
    "press_date_dash": ("d-M-yyyy", lambda t: f"{t.day}-{t.month}-{t.year}"),
    "press_time": ("H'h'mm", lambda t: f"{t.hour}h{t.minute:02d}"),
    "press_time_short": (
        "H'h'mm",
        lambda t: f"{t.hour}h{t.minute:02d}" if t.minute else f"{t.hour}h",
    ),
    "administrative": (
        "'ngày' dd 'tháng' MM 'năm' yyyy",
        lambda t: (
            f"ngày {t.day:02d} tháng {t.month if t.month > 2 else f'0{t.month}'} năm {t.year}"
        ),
    ),
    "spoken_time": (
        "HH 'giờ' mm 'phút'",
        lambda t: f"{t.hour:02d} giờ {t.minute:02d}{' phút' if t.minute else ''}",
    ),
    "weekday_administrative": ("EEEE", lambda t: f"{_DAYS[t.weekday()]}"),
    "month": ("MMMM", lambda t: f"{_MONTHS[t.month]}"),
    "weekday": ("EEEE", lambda t: f"{_DAYS[t.weekday()]}"),
    "weekday_press": ("EEEE", lambda t: f"{_DAYS[t.weekday()]}"),
    "weekday_digits": ("EEEE", lambda t: f"{_DAYS[t.weekday()]}"),
    "weekday_short": ("EEEEE", lambda t: f"{_DAYS[t.weekday()]}"),
    "quarter": ("'quý' Q/yyyy", lambda t: f"quý {_ROMAN[(t.month - 1) // 3]}/{t.year}"),
    "quarter_words": ("qqqq 'năm' yyyy", lambda t: f"quý {(t.month + 2) // 3} năm {t.year}"),
    "day_period": (
        "h 'giờ' m 'phút' B",
        lambda t: (
            f"{t.hour % 12 or 12} giờ {f'{t.minute} phút ' if t.minute else ''}"
            f"{'sáng' if t.hour < 12 else 'chiều'}"
        ),
    ),
    "half_day": (
        "h:mm a",
        lambda t: f"{t.hour % 12 or 12}:{t.minute:02d} {'SA' if t.hour < 12 else 'CH'}",
    ),
}

#: A stamp, and the strptime format for it; weekdays in English, as strptime has no others.
_STAMPS = {
    "portal": ("Wed, 15/02/2017 17:00 | GMT +7", "%a, %d/%m/%Y %H:%M | GMT +7", None),
    "vnexpress": (
        "Thứ tư, 15/2/2017, 17:00 (GMT+7)",
        "%A, %d/%m/%Y, %H:%M (GMT+7)",
        "Wednesday, 15/2/2017, 17:00 (GMT+7)",
    ),
    "vov": ("Thứ Tư, 17:00, 15/02/2017", "%A, %H:%M, %d/%m/%Y", "Wednesday, 17:00, 15/02/2017"),
    "tuoitre": ("15/02/2017 17:00 GMT+7", "%d/%m/%Y %H:%M GMT+7", None),
    "numeric": ("15/02/2017 17:00", "%d/%m/%Y %H:%M", None),
    "press": ("17h00 ngày 15/2/2017", "%Hh%M ngày %d/%m/%Y", None),
    "administrative": (
        "17 giờ 00 ngày 15 tháng 02 năm 2017",
        "%H giờ %M ngày %d tháng %m năm %Y",
        None,
    ),
    "half of the day": ("15/2/2017 5:00 CH", "%d/%m/%Y %I:%M %p", "15/2/2017 5:00 PM"),
    "RFC 3339": ("2017-02-15T17:00:00+07:00", "%Y-%m-%dT%H:%M:%S%z", None),
}


def run() -> list[Row]:
    """Every comparison, as rows."""
    return [*_writing(), *_reading(), *_other_texts(), *_first_use()]


def _writing() -> list[Row]:
    rows = []
    for style, (pattern, by_hand) in _STYLES.items():
        locale = _ENGLISH if dates.STYLES[style].language == "en" else _VIETNAMESE
        times = best(
            {
                "ours": lambda style=style: dates.format(_MOMENT, style),  # type: ignore[misc]
                "Babel": lambda p=pattern, named=locale: format_datetime(_MOMENT, p, locale=named),  # type: ignore[misc]
                "f-string": lambda by_hand=by_hand: by_hand(_MOMENT),  # type: ignore[misc]
            },
            rounds=11,
            seconds=0.02,
        )
        rows.append(faster(f"write {style}", times, "ours", "Babel", _BABEL_GOAL))
        rows.append(faster(f"write {style}", times, "ours", "f-string", _BY_HAND_GOAL))
    return rows


def _reading() -> list[Row]:
    rows = []
    for name, (text, pattern, theirs) in _STAMPS.items():
        given = theirs or text
        times = best(
            {
                "ours": lambda text=text: dates.parse_datetime(text),  # type: ignore[misc]
                "strptime": lambda t=given, p=pattern: datetime.strptime(t, p),  # type: ignore[misc]
                "dateparser": lambda text=text: dateparser.parse(text, languages=["vi"]),  # type: ignore[misc]
            },
            rounds=11,
            seconds=0.02,
        )
        if dateparser.parse(text, languages=["vi"]) is None:
            rows.append(faster(f"read {name} (it reads None)", times, "ours", "dateparser"))
        else:
            rows.append(faster(f"read {name}", times, "ours", "dateparser", _DATEPARSER_GOAL))
        rows.append(faster(f"read {name}", times, "ours", "strptime", _STRPTIME_GOAL))
    return rows


def _other_texts() -> list[Row]:
    """Relative times, numbers and lunar dates; no goal is set for them."""
    then, day = _MOMENT - timedelta(minutes=5), _MOMENT.date()
    pairs: dict[str, tuple[str, Callable[[], object], Callable[[], object]]] = {
        "relative": (
            "Babel",
            lambda: dates.relative(then, _MOMENT),
            lambda: format_timedelta(then - _MOMENT, add_direction=True, locale=_VIETNAMESE),
        ),
        "number": (
            "Babel",
            lambda: dates.format_number(40_536_672),
            lambda: format_decimal(40_536_672, locale=_VIETNAMESE),
        ),
        "lunar date": (
            "lunar-vn",
            lambda: dates.to_lunar(day),
            lambda: lunar_vn.solar_to_lunar(day),
        ),
    }
    rows = []
    for name, (peer, ours, theirs) in pairs.items():
        rows.append(faster(name, best({"ours": ours, peer: theirs}), "ours", peer))
    return rows


_FIRST = """
import sys
from time import perf_counter
import govnews.dates as dates
from datetime import datetime
moment = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
assert "babel" not in sys.modules
start = perf_counter()
dates.{call}
print((perf_counter() - start) * 1e3)
"""


def _first_use() -> list[Row]:
    """The first call in a fresh process, in milliseconds, against the goal."""
    rows = []
    for name, call in {
        "first write, portal": "format(moment)",
        "first write, vnexpress": "format(moment, 'vnexpress')",
        "first read": "parse_datetime('17h00 ngày 15/2/2017')",
    }.items():
        command = [sys.executable, "-c", _FIRST.format(call=call)]
        least = min(
            float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            for _ in range(5)
        )
        goal = "the goal"
        rows.append(Row(name, least, _FIRST_USE_GOAL, goal, _FIRST_USE_GOAL / least, 1.0, "ms"))
    return rows


def main() -> None:
    """Print the table."""
    print(table(run()))


if __name__ == "__main__":
    main()
