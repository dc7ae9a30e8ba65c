"""Schedules written as people say them, in Vietnamese and English."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Literal

from ..errors import UnknownFormatError
from ..model import LunarDay, Recurrence, Slot, Weekday
from ._schedule_words import NUMBER_WORDS, WEEKDAY_NAMES

Language = Literal["vi", "en"]

_WEEK: tuple[Weekday, ...] = tuple(WEEKDAY_NAMES)
_DEFAULT_ZONE = "Asia/Ho_Chi_Minh"
_SHORTEST_RUN = 3
_COUNTS = {number: word for word, number in NUMBER_WORDS.items() if word != "bẩy"}
_PLACES_VI = {1: "nhất", 2: "hai", 3: "ba", 4: "tư", 5: "năm"}
_UNITS_VI = {"daily": "ngày", "weekly": "tuần", "monthly": "tháng", "yearly": "năm"}
_MONTHS_PER_QUARTER = 3
_LAST_EARLY_DAY = 10

_DAYS_EN = dict(
    zip(
        _WEEK,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_UNITS_EN = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PLACES_EN = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def describe(schedule: Slot | Recurrence, language: Language = "vi") -> str:
    """Write a slot or a rule as people say it.

    The Vietnamese text of a rule is one that :func:`parse_schedule` reads as that rule again.
    Weekdays have the capitals of Decree 30/2020/NĐ-CP, appendix II, section V.8(c).

    Args:
        schedule: A rule, or a slot: then with its duration and validity.
        language: ``"vi"`` or ``"en"``.

    Raises:
        UnknownFormatError: The language is another one.

    Example:
        >>> from datetime import time
        >>> sunday = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> describe(sunday)
        '19h45 Chủ nhật hằng tuần'
        >>> describe(sunday, "en")
        'Every Sunday at 19:45'
    """
    if language not in ("vi", "en"):
        raise UnknownFormatError("schedule language", language, ("vi", "en"))
    if isinstance(schedule, Slot):
        text = _slot_vi(schedule) if language == "vi" else _slot_en(schedule)
    else:
        text = _rule_vi(schedule) if language == "vi" else _rule_en(schedule)
    return text[:1].upper() + text[1:]


# ---- Vietnamese -------------------------------------------------------------------------


def _slot_vi(slot: Slot) -> str:
    if slot.recurrence is None:
        text = f"phát lại {_length_vi(slot.offset or timedelta())} sau {slot.of}"
    else:
        text = _rule_vi(slot.recurrence)
        if slot.kind == "rerun" and not slot.recurrence.rerun:
            text = f"phát lại {text}"
    parts = [text]
    if slot.duration is not None:
        parts.append(f"thời lượng {_length_vi(slot.duration)}")
    first = f"từ ngày {_date_vi(slot.valid_from)}" if slot.valid_from else ""
    last = f"đến hết ngày {_date_vi(slot.valid_until)}" if slot.valid_until else ""
    if first or last:
        parts.append(f"{first} {last}".strip())
    return ", ".join(parts)


def _rule_vi(rule: Recurrence) -> str:
    days = _days_vi(rule)
    times = _joined([_time_vi(one) for one in rule.times], "và")
    words = [word for word in ("phát lại" if rule.rerun else "", times, days) if word]
    parts = [" ".join(words)]
    if rule.months and rule.frequency != "yearly":
        parts.append(f"trong {_months_vi(rule.months)}")
    if rule.anchor is not None:
        parts.append(f"tính từ ngày {_date_vi(rule.anchor)}")
    if rule.if_day_off is not None:
        parts.append("nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo")
    text = ", ".join(parts)
    return text if rule.time_zone == _DEFAULT_ZONE else f"{text} (giờ {rule.time_zone})"


def _days_vi(rule: Recurrence) -> str:
    if rule.lunar_day is not None:
        return _lunar_vi(rule.lunar_day)
    days = _month_days_vi(rule.month_days)
    if rule.weekdays:
        named = _weekdays_vi(rule)
        days = f"{named} trùng {days}" if days else named
    if rule.frequency == "yearly":
        days = _days_of_year_vi(rule, days)
    if rule.interval == 1:
        # A daily rule on some weekdays has the days of the weekly one.
        frequency = "weekly" if rule.weekdays and rule.frequency == "daily" else rule.frequency
        often = f"hằng {_UNITS_VI[frequency]}"
        return f"{days} {often}" if days else often
    if rule.frequency == "monthly" and rule.interval == _MONTHS_PER_QUARTER and not days:
        return "hằng quý"
    count = _COUNTS.get(rule.interval, str(rule.interval))
    often = f"{count} {_UNITS_VI[rule.frequency]} một lần"
    return f"{days}, {often}" if days else often


def _days_of_year_vi(rule: Recurrence, days: str) -> str:
    if not rule.months:
        needs_months = rule.month_days and not rule.weekdays
        return f"{days} của mọi tháng" if needs_months else days
    if len(rule.months) == 1 and len(rule.month_days) == 1 and not rule.weekdays:
        day = rule.month_days[0]
        if day > 0:
            return f"ngày {day}/{rule.months[0]}"
    months = _months_vi(rule.months)
    return f"{days} của {months}" if days else months


def _weekdays_vi(rule: Recurrence) -> str:
    named = _joined([WEEKDAY_NAMES[day] for day in rule.weekdays], "và")
    if rule.positions:
        return f"{named} {_joined([_place_vi(place) for place in rule.positions], 'và')}"
    if rule.frequency in ("monthly", "yearly") and not rule.month_days:
        return f"mọi {named}"
    return _day_list(rule.weekdays, WEEKDAY_NAMES, "từ {} đến {}", "và")


def _place_vi(place: int) -> str:
    if place == -1:
        return "cuối cùng"
    if place == 1:
        return "đầu tiên"
    return f"thứ {_PLACES_VI[abs(place)]}{' từ cuối' if place < 0 else ''}"


def _month_days_vi(days: Sequence[int]) -> str:
    if not days:
        return ""
    if all(day > 0 for day in days):
        return f"ngày {_joined([str(day) for day in days], 'và')}"
    named = [f"ngày {day}" if day > 0 else _from_end_vi(-day) for day in days]
    return _joined(named, "và")


def _from_end_vi(day: int) -> str:
    return "ngày cuối cùng" if day == 1 else f"ngày thứ {day} từ cuối"


def _months_vi(months: Sequence[int]) -> str:
    if len(months) == 1:
        return f"tháng {months[0]}"
    return f"các tháng {_joined([str(month) for month in months], 'và')}"


def _lunar_vi(day: LunarDay) -> str:
    number = f"mùng {day.day}" if day.day <= _LAST_EARLY_DAY else f"ngày {day.day}"
    month = {1: "Giêng", 12: "Chạp"}.get(day.month, str(day.month))
    return f"{number} tháng {month}{' nhuận' if day.leap else ''} âm lịch hằng năm"


def _time_vi(moment: time) -> str:
    if moment.second:
        return f"{moment:%H:%M:%S}"
    return f"{moment.hour}h{moment.minute:02}"


def _date_vi(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _length_vi(length: timedelta) -> str:
    return " ".join(f"{count} {unit}" for count, unit in _units(length, "giờ", "phút", "giây"))


# ---- English ----------------------------------------------------------------------------


def _slot_en(slot: Slot) -> str:
    if slot.recurrence is None:
        text = f"rerun {_length_en(slot.offset or timedelta())} after {slot.of}"
    else:
        text = _rule_en(slot.recurrence)
        if slot.kind == "rerun" and not slot.recurrence.rerun:
            text = f"rerun {text}"
    parts = [text]
    if slot.duration is not None:
        parts.append(f"for {_length_en(slot.duration)}")
    first = f"from {_date_en(slot.valid_from)}" if slot.valid_from else ""
    last = f"until {_date_en(slot.valid_until)}" if slot.valid_until else ""
    if first or last:
        parts.append(f"{first} {last}".strip())
    return ", ".join(parts)


def _rule_en(rule: Recurrence) -> str:
    text = ("rerun " if rule.rerun else "") + _days_en(rule)
    if rule.times:
        text += f" at {_joined([_time_en(one) for one in rule.times], 'and')}"
    parts = [text]
    if rule.months and rule.frequency != "yearly":
        parts.append(f"in {_joined([_MONTHS_EN[month - 1] for month in rule.months], 'and')}")
    if rule.anchor is not None:
        parts.append(f"counted from {_date_en(rule.anchor)}")
    if rule.if_day_off is not None:
        parts.append("on the next working day if that is a holiday")
    written = ", ".join(parts)
    return written if rule.time_zone == _DEFAULT_ZONE else f"{written} ({rule.time_zone} time)"


def _days_en(rule: Recurrence) -> str:
    if rule.lunar_day is not None:
        day, month = rule.lunar_day.day, rule.lunar_day.month
        leap = "leap " if rule.lunar_day.leap else ""
        named = f"{leap}{_ordinal_en(month)} lunar month"
        return f"every year on the {_ordinal_en(day)} day of the {named}"
    unit = _UNITS_EN[rule.frequency]
    often = f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"
    if rule.frequency == "monthly" and rule.interval == _MONTHS_PER_QUARTER:
        often = "every quarter"
    if rule.frequency in ("daily", "weekly") and rule.weekdays and rule.interval == 1:
        return f"every {_day_list(rule.weekdays, _DAYS_EN, '{} to {}', 'and')}"
    days = _days_of_month_en(rule)
    if rule.frequency == "yearly" and (rule.months or days):
        months = _joined([_MONTHS_EN[month - 1] for month in rule.months], "and")
        if not days:
            return f"{often} in {months}"
        return f"{often} {days} of {months or 'every month'}"
    return f"{often} {days}" if days else often


def _days_of_month_en(rule: Recurrence) -> str:
    parts = []
    if rule.weekdays:
        named = _joined([_DAYS_EN[day] for day in rule.weekdays], "and")
        if rule.frequency in ("daily", "weekly"):
            named = _day_list(rule.weekdays, _DAYS_EN, "{} to {}", "and")
        elif rule.positions:
            places = _joined([_place_en(place) for place in rule.positions], "and")
            named = f"the {places} {named}"
        else:
            named = f"every {named}"
        parts.append(f"on {named}")
    if rule.month_days:
        days = [
            f"the {_ordinal_en(day)}" if day > 0 else f"the {_place_en(day)} day"
            for day in rule.month_days
        ]
        parts.append(f"on {_joined(days, 'and')}")
    return " that falls ".join(parts)


def _place_en(place: int) -> str:
    if place > 0:
        return _PLACES_EN[place]
    return "last" if place == -1 else f"{_ordinal_en(-place)} last"


def _ordinal_en(number: int) -> str:
    teen = number // 10 == 1
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _time_en(moment: time) -> str:
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def _date_en(day: date) -> str:
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def _length_en(length: timedelta) -> str:
    return " ".join(
        f"{count} {unit}{'' if count == 1 else 's'}"
        for count, unit in _units(length, "hour", "minute", "second")
    )


# ---- lists ------------------------------------------------------------------------------


def _joined(items: Sequence[str], last: str) -> str:
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def _day_list(days: Sequence[Weekday], names: dict[Weekday, str], run: str, last: str) -> str:
    """Weekdays by name; three or more in a row as a range."""
    numbers = [_WEEK.index(day) for day in days]
    in_a_row = len(numbers) >= _SHORTEST_RUN and numbers[-1] - numbers[0] == len(numbers) - 1
    if in_a_row:
        return run.format(names[days[0]], names[days[-1]])
    return _joined([names[day] for day in days], last)


def _units(length: timedelta, *names: str) -> list[tuple[int, str]]:
    hours, rest = divmod(int(length.total_seconds()), 3600)
    minutes, seconds = divmod(rest, 60)
    units = zip((hours, minutes, seconds), names, strict=True)
    return [(count, name) for count, name in units if count]
