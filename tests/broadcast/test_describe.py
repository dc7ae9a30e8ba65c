"""Schedules in words: what people read, and that it is read back as the same rule."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from govnews.broadcast import describe, parse_schedule
from govnews.errors import UnknownFormatError
from govnews.model import LunarDay, Recurrence, Slot
from govnews.testing._recurrence import recurrences

ZONES = st.sampled_from(("Asia/Ho_Chi_Minh", "Asia/Bangkok", "America/Argentina/Buenos_Aires"))


@given(recurrences(lunar=True, time_zone=ZONES))
@example(Recurrence(frequency="daily", times=(time(19, 45, 30),)))
@example(Recurrence(frequency="yearly", interval=5, months=(1,)))
@example(Recurrence(frequency="monthly", weekdays=("MO",), positions=(1, 2, 3, -1, -2)))
def test_a_rule_is_read_back_from_its_words(rule: Recurrence) -> None:
    assert parse_schedule(describe(rule)) == rule


RULES: list[tuple[dict[str, Any], str, str]] = [
    (
        {"frequency": "weekly", "weekdays": ("SU",), "times": (time(19, 45),)},
        "19h45 Chủ nhật hằng tuần",
        "Every Sunday at 19:45",
    ),
    (
        {"frequency": "weekly", "weekdays": ("MO",), "times": (time(6, 30),), "rerun": True},
        "Phát lại 6h30 thứ Hai hằng tuần",
        "Rerun every Monday at 06:30",
    ),
    (
        {"frequency": "weekly", "weekdays": ("MO", "TU", "WE", "TH", "FR")},
        "Từ thứ Hai đến thứ Sáu hằng tuần",
        "Every Monday to Friday",
    ),
    (
        {"frequency": "weekly", "weekdays": ("MO", "WE", "FR"), "months": (6, 7)},
        "Thứ Hai, thứ Tư và thứ Sáu hằng tuần, trong các tháng 6 và 7",
        "Every Monday, Wednesday and Friday, in June and July",
    ),
    (
        {"frequency": "daily", "times": (time(6), time(18, 30))},
        "6h00 và 18h30 hằng ngày",
        "Every day at 06:00 and 18:30",
    ),
    (
        {"frequency": "weekly", "interval": 2, "weekdays": ("TU",), "anchor": date(2025, 1, 7)},
        "Thứ Ba, hai tuần một lần, tính từ ngày 07/01/2025",
        "Every 2 weeks on Tuesday, counted from 7 January 2025",
    ),
    ({"frequency": "daily", "interval": 12}, "12 ngày một lần", "Every 12 days"),
    (
        {"frequency": "monthly", "month_days": (5, 20)},
        "Ngày 5 và 20 hằng tháng",
        "Every month on the 5th and the 20th",
    ),
    (
        {"frequency": "monthly", "month_days": (1, -1, -2)},
        "Ngày 1, ngày thứ 2 từ cuối và ngày cuối cùng hằng tháng",
        "Every month on the 1st, the 2nd last day and the last day",
    ),
    (
        {"frequency": "monthly", "weekdays": ("FR",), "positions": (1,)},
        "Thứ Sáu đầu tiên hằng tháng",
        "Every month on the first Friday",
    ),
    (
        {"frequency": "monthly", "weekdays": ("SU",), "positions": (2, -1)},
        "Chủ nhật thứ hai và cuối cùng hằng tháng",
        "Every month on the second and last Sunday",
    ),
    (
        {"frequency": "monthly", "weekdays": ("FR",)},
        "Mọi thứ Sáu hằng tháng",
        "Every month on every Friday",
    ),
    (
        {"frequency": "monthly", "weekdays": ("FR",), "month_days": (13,)},
        "Thứ Sáu trùng ngày 13 hằng tháng",
        "Every month on every Friday that falls on the 13th",
    ),
    ({"frequency": "monthly", "interval": 3}, "Hằng quý", "Every quarter"),
    (
        {"frequency": "yearly", "months": (9,), "month_days": (2,)},
        "Ngày 2/9 hằng năm",
        "Every year on the 2nd of September",
    ),
    (
        {"frequency": "yearly", "months": (5,), "weekdays": ("SU",), "positions": (2,)},
        "Chủ nhật thứ hai của tháng 5 hằng năm",
        "Every year on the second Sunday of May",
    ),
    (
        {"frequency": "yearly", "month_days": (15,)},
        "Ngày 15 của mọi tháng hằng năm",
        "Every year on the 15th of every month",
    ),
    (
        {"frequency": "yearly", "months": (2,), "month_days": (-1,)},
        "Ngày cuối cùng của tháng 2 hằng năm",
        "Every year on the last day of February",
    ),
    (
        {"frequency": "daily", "interval": 2, "weekdays": ("MO", "TU", "WE", "TH", "FR", "SA")},
        "Từ thứ Hai đến thứ Bảy, hai ngày một lần",
        "Every 2 days on Monday to Saturday",
    ),
    (
        {"frequency": "daily", "weekdays": ("MO",)},
        "Thứ Hai hằng tuần",
        "Every Monday",
    ),
    ({"frequency": "yearly", "months": (9,)}, "Tháng 9 hằng năm", "Every year in September"),
    ({"frequency": "yearly"}, "Hằng năm", "Every year"),
    (
        {"frequency": "yearly", "lunar_day": LunarDay(day=10, month=3)},
        "Mùng 10 tháng 3 âm lịch hằng năm",
        "Every year on the 10th day of the 3rd lunar month",
    ),
    (
        {"frequency": "yearly", "lunar_day": LunarDay(day=23, month=12)},
        "Ngày 23 tháng Chạp âm lịch hằng năm",
        "Every year on the 23rd day of the 12th lunar month",
    ),
    (
        {"frequency": "yearly", "lunar_day": LunarDay(day=1, month=6, leap=True)},
        "Mùng 1 tháng 6 nhuận âm lịch hằng năm",
        "Every year on the 1st day of the leap 6th lunar month",
    ),
    (
        {"frequency": "monthly", "month_days": (15,), "if_day_off": "next_working_day"},
        "Ngày 15 hằng tháng, nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo",
        "Every month on the 15th, on the next working day if that is a holiday",
    ),
    (
        {"frequency": "daily", "times": (time(8),), "time_zone": "Asia/Bangkok"},
        "8h00 hằng ngày (giờ Asia/Bangkok)",
        "Every day at 08:00 (Asia/Bangkok time)",
    ),
]


@pytest.mark.parametrize(("fields", "vietnamese", "english"), RULES)
def test_rules_in_words(fields: dict[str, Any], vietnamese: str, english: str) -> None:
    rule = Recurrence(**fields)

    assert describe(rule) == vietnamese
    assert describe(rule, "en") == english


SUNDAY = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))


def test_a_slot_adds_its_duration_and_validity() -> None:
    slot = Slot(
        key="toi-chu-nhat",
        recurrence=SUNDAY,
        duration=timedelta(minutes=15),
        valid_from=date(2017, 2, 19),
        valid_until=date(2017, 12, 31),
    )

    assert describe(slot) == (
        "19h45 Chủ nhật hằng tuần, thời lượng 15 phút, từ ngày 19/02/2017 đến hết ngày 31/12/2017"
    )
    assert describe(slot, "en") == (
        "Every Sunday at 19:45, for 15 minutes, from 19 February 2017 until 31 December 2017"
    )
    ending = Slot(key="a", recurrence=SUNDAY, valid_until=date(2017, 12, 31))
    assert describe(ending) == "19h45 Chủ nhật hằng tuần, đến hết ngày 31/12/2017"
    assert describe(ending, "en") == "Every Sunday at 19:45, until 31 December 2017"


def test_a_slot_that_reruns_says_so_once() -> None:
    rerun = Slot(key="phat-lai", recurrence=SUNDAY, kind="rerun")

    assert describe(rerun) == "Phát lại 19h45 Chủ nhật hằng tuần"
    assert describe(rerun, "en") == "Rerun every Sunday at 19:45"


def test_a_rerun_at_an_offset() -> None:
    rerun = Slot(
        key="sang-thu-hai",
        kind="rerun",
        of="toi-chu-nhat",
        offset=timedelta(hours=10, minutes=45),
        duration=timedelta(hours=1, seconds=30),
    )

    assert describe(rerun) == ("Phát lại 10 giờ 45 phút sau toi-chu-nhat, thời lượng 1 giờ 30 giây")
    assert describe(rerun, "en") == (
        "Rerun 10 hours 45 minutes after toi-chu-nhat, for 1 hour 30 seconds"
    )


def test_another_language_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UnknownFormatError, match="known: vi, en"):
        describe(SUNDAY, "fr")  # type: ignore[arg-type]


@given(recurrences(lunar=True))
def test_every_rule_has_english_words(rule: Recurrence) -> None:
    text = describe(rule, "en")

    assert "  " not in text
    assert text[0].isupper()
    assert not text.endswith(" ")
