"""Turn a style into one function that writes a value.

Each style becomes a single f-string over tables of ready strings, compiled once, as attrs
compiles ``__init__``: a general interpreter of patterns costs several times as much per call.
"""

from collections.abc import Callable
from datetime import MAXYEAR, date, datetime, time
from functools import cache
from typing import TypeAlias

from ..errors import DateFormatError
from ._lunar import lunar_text
from ._names import Language, Names, names
from ._style import Part, Style, parts_of, shows
from ._zone import LAST_CHANGE, VIETNAM, is_naive

#: Writes a value in one style and language.
Writer: TypeAlias = Callable[[date | time], str]

ONE = tuple(str(number) for number in range(100))
TWO = tuple(f"{number:02d}" for number in range(100))
#: The hour on a twelve-hour clock.
TWELVE = tuple(hour % 12 or 12 for hour in range(24))
ROMAN = ("", "I", "II", "III", "IV")
QUARTER = (0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)
#: Decree 30/2020/NĐ-CP, Appendix I: a leading 0 for days below 10 and for months 1 and 2.
DECREE_MONTH = ("", "01", "02", *ONE[3:13])
MONTH_WORDS = (
    "",
    "tháng Một",
    "tháng Hai",
    "tháng Ba",
    "tháng Tư",
    "tháng Năm",
    "tháng Sáu",
    "tháng Bảy",
    "tháng Tám",
    "tháng Chín",
    "tháng Mười",
    "tháng Mười một",
    "tháng Mười hai",
)

_SIMPLE = {
    ("y", 1): "{value.year}",
    ("y", 4): "{YEARS[value.year]}",
    ("d", 1): "{DAY[value.day]}",
    ("d", 2): "{TWO[value.day]}",
    ("M", 1): "{MONTH[value.month]}",
    ("M", 2): "{TWO[value.month]}",
    ("M", 3): "{MONTHS_SHORT[value.month]}",
    ("M", 4): "{MONTHS[value.month]}",
    ("L", 1): "{MONTH[value.month]}",
    ("L", 2): "{TWO[value.month]}",
    ("L", 4): "{MONTHS_ALONE[value.month]}",
    ("E", 1): "{WEEKDAYS_SHORT[value.weekday()]}",
    ("E", 2): "{WEEKDAYS_SHORT[value.weekday()]}",
    ("E", 3): "{WEEKDAYS_SHORT[value.weekday()]}",
    ("E", 4): "{WEEKDAYS[value.weekday()]}",
    ("E", 5): "{WEEKDAYS_NARROW[value.weekday()]}",
    ("Q", 1): "{QUARTERS[value.month]}",
    ("q", 1): "{QUARTERS[value.month]}",
    ("Q", 4): "{QUARTER_NAMES[value.month]}",
    ("q", 4): "{QUARTER_NAMES_ALONE[value.month]}",
    ("H", 1): "{ONE[value.hour]}",
    ("H", 2): "{TWO[value.hour]}",
    ("h", 1): "{ONE[TWELVE[value.hour]]}",
    ("h", 2): "{TWO[TWELVE[value.hour]]}",
    ("m", 1): "{ONE[value.minute]}",
    ("m", 2): "{TWO[value.minute]}",
    ("s", 1): "{ONE[value.second]}",
    ("s", 2): "{TWO[value.second]}",
    ("a", 1): "{HALF_DAYS[value.hour]}",
    ("B", 1): "{DAY_PERIODS[value.hour]}",
    ("O", 1): "{offset_short(value, GMT)}",
    ("O", 4): "{offset_long(value, GMT)}",
    ("X", 3): "{offset_colon(value)}",
    ("Z", 1): "{offset_plain(value)}",
    ("lunar", 1): "{lunar(value)}",
}

_SHORTCUTS = {
    # in Vietnam's zone the offset has one text for every year after the last change
    ("O", 1): "{GMT_PLUS_7 if value.year > LAST_CHANGE else offset_short(value, GMT)}",
}


@cache
def _years() -> tuple[str, ...]:
    """Every year in four digits: reading a tuple takes half the time of writing a number."""
    return tuple(f"{year:04d}" for year in range(MAXYEAR + 1))


def compile_style(style: Style, language: Language) -> Writer:
    """The function that writes values in a style and a language."""
    pattern = style.pattern_for(language)
    parts = parts_of(pattern)
    body = _f_string(parts, style)
    has_date, has_time, has_zone = shows(parts)
    if style.on_the_hour is not None and pattern == style.pattern:
        on_the_hour = parts_of(style.on_the_hour)
        body = f"{body} if value.minute else {_f_string(on_the_hour, style)}"
        has_date, _, has_zone = shows(parts + on_the_hour)
        has_time = True
    ready = ["type(value) is datetime and value.tzinfo is ZONE"]
    if not has_time and not has_zone:
        ready.append("type(value) is date")
    if not has_date and not has_zone:
        ready.append("type(value) is time and value.tzinfo is None")

    def prepare(value: object) -> date | time:
        return _prepared(value, style, has_date=has_date, has_time=has_time, has_zone=has_zone)

    namespace = _tables(style, language, names(language)) | {"prepare": prepare, "ZONE": style.zone}
    code = (
        "def write(value):\n"
        f"    if not ({' or '.join(ready)}):\n"
        "        value = prepare(value)\n"
        f"    return {body}\n"
    )
    exec(compile(code, "<style>", "exec"), namespace)  # noqa: S102 - texts are escaped
    writer: Writer = namespace["write"]  # type: ignore[assignment]  # exec has just put it there
    return writer


def _f_string(parts: tuple[Part, ...], style: Style) -> str:
    fields = _SIMPLE | _SHORTCUTS if style.zone is VIETNAM else _SIMPLE
    return "f'" + "".join(_escaped(p) if isinstance(p, str) else fields[p] for p in parts) + "'"


def _escaped(literal: str) -> str:
    return literal.replace("\\", "\\\\").replace("'", "\\'").replace("{", "{{").replace("}", "}}")


def _tables(style: Style, language: Language, known: Names) -> dict[str, object]:
    """What the compiled f-string refers to by name."""
    vietnamese = language == "vi"
    decree = vietnamese and style.padding == "decree30"
    quarters = ROMAN if vietnamese and style.quarters == "roman" else ONE
    months = MONTH_WORDS if vietnamese and style.months == "words" else known.months
    half_days = known.half_days
    if vietnamese and style.half_days == "words":
        half_days = ("Sáng",) * 12 + ("Chiều",) * 12

    return {
        "date": date,
        "datetime": datetime,
        "time": time,
        "ONE": ONE,
        "TWO": TWO,
        "TWELVE": TWELVE,
        "DAY": TWO if decree else ONE,
        "MONTH": DECREE_MONTH if decree else ONE,
        "MONTHS": months,
        "MONTHS_SHORT": known.months_short,
        "MONTHS_ALONE": known.months_alone,
        "WEEKDAYS": _weekdays(style, known) if vietnamese else known.weekdays,
        "WEEKDAYS_SHORT": known.weekdays_short,
        "WEEKDAYS_NARROW": known.weekdays_narrow,
        "QUARTERS": tuple(quarters[quarter] for quarter in QUARTER),
        "QUARTER_NAMES": tuple(known.quarters[quarter] for quarter in QUARTER),
        "QUARTER_NAMES_ALONE": tuple(known.quarters_alone[quarter] for quarter in QUARTER),
        "HALF_DAYS": half_days,
        "DAY_PERIODS": known.day_periods,
        "GMT": style.gmt,
        "GMT_PLUS_7": f"{style.gmt}+7",
        "LAST_CHANGE": LAST_CHANGE,
        "YEARS": _years(),
        "offset_short": _offset_short,
        "offset_long": _offset_long,
        "offset_colon": _offset_colon,
        "offset_plain": _offset_plain,
        "lunar": lambda value: lunar_text(value, style.name, language),
    }


def _weekdays(style: Style, known: Names) -> tuple[str, ...]:
    """The Vietnamese weekdays, capitalised as the style asks; CLDR has only "Thứ Tư"."""
    if style.weekdays == "title":
        return known.weekdays
    if style.weekdays == "digits":
        return (*(f"thứ {day}" for day in range(2, 8)), known.weekdays[6].lower())
    if style.weekdays == "lower":
        return tuple(day.lower() for day in known.weekdays)
    sentence = tuple(day.capitalize() for day in known.weekdays)
    if style.weekdays == "sentence":
        return sentence
    return (*(day[0].lower() + day[1:] for day in known.weekdays[:6]), sentence[6])


def _prepared(
    value: object, style: Style, *, has_date: bool, has_time: bool, has_zone: bool
) -> date | time:
    """The value as the style can write it, in the style's zone.

    Raises:
        DateFormatError: It is naive, or lacks what the style shows.
    """
    if isinstance(value, datetime):
        if is_naive(value):
            reason = "a datetime without a time zone names no moment; give it a tzinfo"
            raise DateFormatError(value, style.name, reason)
        try:
            return value.astimezone(style.zone)
        except (OverflowError, ValueError):
            reason = "the moment lies outside the years 1 to 9999 in the style's zone"
            raise DateFormatError(value, style.name, reason) from None
    if isinstance(value, date):
        if has_time or has_zone:
            raise DateFormatError(value, style.name, "it shows a time, and a date has none")
        return value
    if not isinstance(value, time):
        raise DateFormatError(value, style.name, "the value is not a date, time or datetime")
    if has_date:
        raise DateFormatError(value, style.name, "it shows a date")
    if value.tzinfo is not None:
        raise DateFormatError(value, style.name, "a time of day takes no zone here")
    if has_zone:
        raise DateFormatError(value, style.name, "it shows an offset, and a time of day has none")
    return value


def _offset(value: datetime) -> tuple[str, int, int, int]:
    offset = value.utcoffset()
    if offset is None:
        raise AssertionError("prepare() lets no naive datetime through")
    seconds = round(offset.total_seconds())
    minutes, second = divmod(abs(seconds), 60)
    return ("-" if seconds < 0 else "+", *divmod(minutes, 60), second)


def _offset_short(value: datetime, gmt: str) -> str:
    """``GMT+7``, ``GMT+5:30``, ``GMT`` (UTS 35, "Localized GMT format", short)."""
    sign, hour, minute, second = _offset(value)
    if not (hour or minute or second):
        return gmt.rstrip()
    minutes = f":{minute:02d}" if minute or second else ""
    return f"{gmt}{sign}{hour}{minutes}" + (f":{second:02d}" if second else "")


def _offset_long(value: datetime, gmt: str) -> str:
    """``GMT+07:00`` (UTS 35, "Localized GMT format", long)."""
    sign, hour, minute, second = _offset(value)
    if not (hour or minute or second):
        return gmt.rstrip()
    return f"{gmt}{sign}{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else "")


def _offset_colon(value: datetime) -> str:
    """``+07:00``, ``Z`` (UTS 35, letter X, three times)."""
    sign, hour, minute, second = _offset(value)
    if not (hour or minute or second):
        return "Z"
    return f"{sign}{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else "")


def _offset_plain(value: datetime) -> str:
    """``+0700`` (UTS 35, letter Z)."""
    sign, hour, minute, second = _offset(value)
    return f"{sign}{hour:02d}{minute:02d}" + (f"{second:02d}" if second else "")
