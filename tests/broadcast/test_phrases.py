"""Schedule phrases: those of the portals, their variants, and what must be refused."""

from datetime import date, time
from unicodedata import normalize

import pytest
from hypothesis import given, strategies as st

from govnews.broadcast import parse_schedule, parse_schedules
from govnews.errors import ScheduleParseError
from govnews.model import LunarDay, Recurrence

#: What portals and agencies write, and the RFC 5545 rule it means.
PORTAL_PHRASES = [
    ("19h45 ngày chủ nhật hàng tuần", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"),
    ("21h thứ bảy hàng tuần", "FREQ=WEEKLY;BYDAY=SA;BYHOUR=21;BYMINUTE=0"),
    ("17h30' Thứ bảy … định kỳ", "FREQ=WEEKLY;BYDAY=SA;BYHOUR=17;BYMINUTE=30"),
    ("phát lại vào 6h30 sáng thứ hai", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=6;BYMINUTE=30"),
    ("thứ hai, thứ tư, thứ sáu hàng tuần", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    ("thứ 2, 4, 6 hàng tuần", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    ("vào thứ 5 hàng tuần", "FREQ=WEEKLY;BYDAY=TH"),
    ("vào ngày thứ Tư hằng tuần", "FREQ=WEEKLY;BYDAY=WE"),
    ("từ thứ hai đến thứ sáu", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    (
        "7h30 các ngày trong tuần trừ chủ nhật",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA;BYHOUR=7;BYMINUTE=30",
    ),
    ("20h00 thứ bảy và chủ nhật hàng tuần", "FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=20;BYMINUTE=0"),
    ("cuối tuần", "FREQ=WEEKLY;BYDAY=SA,SU"),
    ("18h00 hàng ngày", "FREQ=DAILY;BYHOUR=18;BYMINUTE=0"),
    ("5h30 mỗi ngày", "FREQ=DAILY;BYHOUR=5;BYMINUTE=30"),
    ("6h00 và 18h00 hàng ngày", "FREQ=DAILY;BYHOUR=6,18;BYMINUTE=0"),
    ("hai ngày một lần", "FREQ=DAILY;INTERVAL=2"),
    ("cách ngày", "FREQ=DAILY;INTERVAL=2"),
    ("hai tuần một lần", "FREQ=WEEKLY;INTERVAL=2"),
    ("ngày 15 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("ngày 05 và 20 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=5,20"),
    ("ngày cuối cùng của tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("chủ nhật cuối cùng của tháng", "FREQ=MONTHLY;BYDAY=-1SU"),
    ("thứ sáu đầu tiên hàng tháng", "FREQ=MONTHLY;BYDAY=1FR"),
    ("thứ sáu của tuần lễ thứ hai trong tháng", "FREQ=MONTHLY;BYDAY=2FR"),
    ("thứ sáu của tuần lễ cuối tháng", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("ba tháng một lần", "FREQ=MONTHLY;INTERVAL=3"),
    ("hàng quý", "FREQ=MONTHLY;INTERVAL=3"),
    ("ngày 2/9 hàng năm", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2"),
]
#: Other ways to say such things.
VARIANTS = [
    # times
    ("19g45 CN hằng tuần", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"),
    ("19:45 Chúa nhật mỗi tuần", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"),
    ("19 h 45 chủ nhật", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"),
    ("vào lúc 19 giờ 45 phút các ngày Chủ nhật", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"),
    ("Thời gian phát sóng: 19h45 chủ nhật", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"),
    ("khung giờ 19h45’, Chủ nhật", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"),
    ("8 giờ kém 15 tối chủ nhật", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45"),
    ("7 giờ rưỡi tối chủ nhật", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=30"),
    ("7:30 CH chủ nhật", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=30"),
    ("7:30 PM chủ nhật", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=30"),
    ("19:45:30 chủ nhật", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45;BYSECOND=30"),
    ("tối chủ nhật hàng tuần, lúc 7h30", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=30"),
    ("7h mỗi tối", "FREQ=DAILY;BYHOUR=19;BYMINUTE=0"),
    ("12h đêm hàng ngày", "FREQ=DAILY;BYHOUR=0;BYMINUTE=0"),
    ("12:00 SA hàng ngày", "FREQ=DAILY;BYHOUR=0;BYMINUTE=0"),
    ("12h trưa hàng ngày", "FREQ=DAILY;BYHOUR=12;BYMINUTE=0"),
    ("1 giờ trưa hàng ngày", "FREQ=DAILY;BYHOUR=13;BYMINUTE=0"),
    ("5 giờ sáng và 5 giờ chiều hàng ngày", "FREQ=DAILY;BYHOUR=5,17;BYMINUTE=0"),
    ("21h đêm thứ bảy", "FREQ=WEEKLY;BYDAY=SA;BYHOUR=21;BYMINUTE=0"),
    # weekdays
    ("thứ 2-4-6 hàng tuần", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    ("thứ hai, tư, sáu", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    ("thứ hai thứ tư thứ sáu hàng tuần", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    ("T2, T4 & T6", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    ("T2-T6", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("Th 2 – Th 6", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("thứ 2 đến 6 hàng tuần", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("từ ngày thứ hai tới ngày thứ sáu", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("từ thứ bảy đến thứ hai", "FREQ=WEEKLY;BYDAY=MO,SA,SU"),
    ("các ngày làm việc trong tuần", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("20h ngày cuối tuần", "FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=20;BYMINUTE=0"),
    ("ngày thứ hai, ngày thứ tư", "FREQ=WEEKLY;BYDAY=MO,WE"),
    ("ngày thường", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("hàng ngày trừ thứ bẩy và chủ nhật", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("hàng ngày (trừ cuối tuần)", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    ("mỗi thứ hai", "FREQ=WEEKLY;BYDAY=MO"),
    ("mỗi ngày chủ nhật", "FREQ=WEEKLY;BYDAY=SU"),
    # intervals
    ("hai tuần một lần vào thứ ba", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
    ("2 tuần/lần, thứ ba", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
    ("mỗi hai tuần", "FREQ=WEEKLY;INTERVAL=2"),
    ("cách tuần", "FREQ=WEEKLY;INTERVAL=2"),
    ("cách nhật", "FREQ=DAILY;INTERVAL=2"),
    ("cách ngày trừ chủ nhật", "FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR,SA"),
    ("mười hai ngày một lần", "FREQ=DAILY;INTERVAL=12"),
    ("hai mươi lăm ngày một lần", "FREQ=DAILY;INTERVAL=25"),
    ("mười năm một lần", "FREQ=YEARLY;INTERVAL=10"),
    ("năm năm một lần", "FREQ=YEARLY;INTERVAL=5"),
    ("nửa năm một lần", "FREQ=MONTHLY;INTERVAL=6"),
    ("01 lần/quý", "FREQ=MONTHLY;INTERVAL=3"),
    ("một lần mỗi hai quý", "FREQ=MONTHLY;INTERVAL=6"),
    ("mỗi tháng một lần", "FREQ=MONTHLY"),
    ("năm một lần", "FREQ=YEARLY"),
    ("mỗi ngày hai lần, 6h00 và 18h00", "FREQ=DAILY;BYHOUR=6,18;BYMINUTE=0"),
    ("ngày hai lần: 6h và 18h", "FREQ=DAILY;BYHOUR=6,18;BYMINUTE=0"),
    ("hai lần mỗi tuần, thứ ba và thứ năm", "FREQ=WEEKLY;BYDAY=TU,TH"),
    ("một tuần hai lần vào T3, T5 lúc 8h", "FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=8;BYMINUTE=0"),
    ("mỗi tháng 2 lần vào ngày 5 và 20", "FREQ=MONTHLY;BYMONTHDAY=5,20"),
    ("chủ nhật đầu tiên của mỗi quý", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU"),
    ("hàng năm", "FREQ=YEARLY"),
    ("mọi ngày trong tuần", "FREQ=DAILY"),
    # days and places in the month and year
    ("mùng 5 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("ngày mười lăm và hai mươi mốt hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=15,21"),
    ("ngày 5, hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=5"),
    ("ngày 1 và ngày 15 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    ("từ ngày 1 đến ngày 5 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5"),
    ("ngày đầu tháng", "FREQ=MONTHLY;BYMONTHDAY=1"),
    ("ngày thứ hai từ cuối hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=-2"),
    ("ngày thứ 3 tính từ cuối tháng", "FREQ=MONTHLY;BYMONTHDAY=-3"),
    ("ngày 15 mọi tháng", "FREQ=MONTHLY;BYMONTHDAY=15"),
    (
        "8h ngày chẵn",
        "FREQ=MONTHLY;BYMONTHDAY=2,4,6,8,10,12,14,16,18,20,22,24,26,28,30;BYHOUR=8;BYMINUTE=0",
    ),
    ("chủ nhật đầu tiên, hàng tháng", "FREQ=MONTHLY;BYDAY=1SU"),
    ("thứ hai đầu tháng", "FREQ=MONTHLY;BYDAY=1MO"),
    ("thứ sáu thứ hai hàng tháng", "FREQ=MONTHLY;BYDAY=2FR"),
    ("thứ tư tuần thứ 3 hàng tháng", "FREQ=MONTHLY;BYDAY=3WE"),
    ("chủ nhật tuần thứ nhất và tuần thứ ba hàng tháng", "FREQ=MONTHLY;BYDAY=1SU,3SU"),
    ("chủ nhật thứ hai từ cuối của tháng", "FREQ=MONTHLY;BYDAY=-2SU"),
    ("mọi thứ sáu trong tháng", "FREQ=MONTHLY;BYDAY=FR"),
    ("thứ sáu trùng ngày 13 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"),
    ("ngày 2 tháng 9 hàng năm", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2"),
    ("2 tháng 9 hàng năm", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2"),
    ("2/9 hàng năm", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2"),
    ("ngày 1/5 và 2/5 hàng năm", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1,2"),
    ("ngày 20 tháng mười một hàng năm", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20"),
    ("ngày 30 tháng tư hàng năm", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30"),
    ("ngày 15 các tháng 1, 4, 7 và 10 hàng năm", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15"),
    ("chủ nhật thứ hai của tháng 5 hằng năm", "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU"),
    ("chủ nhật thứ hai của tháng năm", "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU"),
    ("chủ nhật hàng tuần trong các tháng 6, 7 và 8", "FREQ=WEEKLY;BYMONTH=6,7,8;BYDAY=SU"),
    ("chủ nhật hàng tuần từ tháng 6 đến tháng 8", "FREQ=WEEKLY;BYMONTH=6,7,8;BYDAY=SU"),
]


@pytest.mark.parametrize(("phrase", "rule"), PORTAL_PHRASES + VARIANTS)
def test_a_phrase_is_its_rule_however_it_is_written(phrase: str, rule: str) -> None:
    for written in (phrase, phrase.upper(), normalize("NFD", phrase), f"  {phrase}. "):
        assert parse_schedule(written).rrule() == rule


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("mùng 10 tháng 3 âm lịch hàng năm", LunarDay(day=10, month=3)),
        ("mồng mười tháng ba âm lịch", LunarDay(day=10, month=3)),
        ("ngày 10/3 âm lịch hằng năm", LunarDay(day=10, month=3)),
        ("ngày 10/3 (ÂL) mỗi năm", LunarDay(day=10, month=3)),
        ("rằm tháng Giêng", LunarDay(day=15, month=1)),
        ("rằm tháng bảy hàng năm", LunarDay(day=15, month=7)),
        ("23 tháng Chạp", LunarDay(day=23, month=12)),
        ("mùng 1 tháng 6 nhuận âm lịch", LunarDay(day=1, month=6, leap=True)),
    ],
)
def test_a_lunar_day_is_a_flag(phrase: str, day: LunarDay) -> None:
    assert parse_schedule(phrase) == Recurrence(frequency="yearly", lunar_day=day)


@pytest.mark.parametrize(
    "phrase",
    [
        "ngày 15 hàng tháng, nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo",
        "ngày 15 hàng tháng (nếu trùng vào ngày nghỉ thì thực hiện vào ngày làm việc kế tiếp)",
        "nếu rơi vào ngày lễ, Tết thì chuyển sang ngày làm việc liền kề; ngày 15 hàng tháng",
        "ngày 15 hàng tháng nếu trùng ngày nghỉ lễ thì dời đến ngày làm việc sau đó",
    ],
)
def test_the_next_working_day_is_a_flag(phrase: str) -> None:
    assert parse_schedule(phrase) == Recurrence(
        frequency="monthly", month_days=(15,), if_day_off="next_working_day"
    )


def test_a_rerun_is_a_flag() -> None:
    assert parse_schedule("Phát lại vào 6h30 sáng thứ hai").rerun
    assert parse_schedule("6h30 sáng thứ hai hàng tuần (phát lại)").rerun
    assert not parse_schedule("Phát sóng vào 6h30 sáng thứ hai").rerun


def test_where_intervals_are_counted_from() -> None:
    rule = parse_schedule("hai tuần một lần vào thứ ba, tính từ ngày 7/1/2025")

    assert rule.anchor == date(2025, 1, 7)


def test_unequal_minutes_stay_times_of_one_rule() -> None:
    rule = parse_schedule("6h00, 12h15 và 18h30 hàng ngày")

    assert rule.times == (time(6), time(12, 15), time(18, 30))


def test_the_zone_of_the_times() -> None:
    assert parse_schedule("19h45 hàng ngày").time_zone == "Asia/Ho_Chi_Minh"
    assert parse_schedule("19h45 hàng ngày", time_zone="UTC").time_zone == "UTC"
    named = parse_schedule("19h45 hàng ngày (giờ Asia/Bangkok)", time_zone="UTC")
    assert named.time_zone == "Asia/Bangkok"


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("19h45", "it says no days"),
        ("nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo", "it says no days"),
        ("ngày 15", "hàng tháng or hàng năm"),
        ("ngày 15 hàng năm", "which month of the year"),
        ("tối chủ nhật hàng tuần", "a part of the day without a time"),
        ("19h sáng chủ nhật", "19 giờ is not sáng"),
        ("3h trưa chủ nhật", "3 giờ is not trưa"),
        ("6h và 8h tối hàng ngày", "ambiguous"),
        ("tối chủ nhật lúc 8h sáng", "contradict each other"),
        ("24h hàng ngày", "no hour 24"),
        ("19h75 hàng ngày", "no minute or second 75"),
        ("8 giờ kém 60 hàng ngày", "no minute 60"),
        ("19h45 - 20h00 chủ nhật", "slot \\(duration\\)"),
        ("từ 19h45 đến 20h00 chủ nhật", "slot \\(duration\\)"),
        ("6h thứ hai và 7h thứ ba", "different days are different rules"),
        ("thứ hai hàng tuần, thứ ba", "different rules"),
        ("thứ hai hàng tuần và cuối tuần", "different rules"),
        ("hàng tuần hàng tháng", "twice how often"),
        ("0 ngày một lần", "there is no 0 ngày"),
        ("hai lần một tuần", "how many times"),
        ("mỗi tuần hai lần vào thứ ba", "how many times"),
        ("một tuần hai lần", "how many times"),
        ("tuần 3 lần, thứ ba và thứ năm", "how many times"),
        ("ngày cuối cùng hàng quý", "from the start of a quarter"),
        ("chủ nhật cuối cùng của mỗi quý", "from the start of a quarter"),
        ("mọi chủ nhật hàng quý", "from the start of a quarter"),
        ("một lần mỗi", "of what is not said"),
        ("mỗi cái", "after 'hàng' or 'mỗi'"),
        ("mọi người", "after 'mọi'"),
        ("thứ 2-6", "a range or a list"),
        ("thứ 2 đến", "not followed by a weekday"),
        ("T2-", "not followed by a weekday"),
        ("thứ tám hàng tuần", "not understood"),
        ("thứ sáu hàng tháng", "which of these weekdays"),
        ("thứ sáu của tháng", "which of these weekdays"),
        ("thứ ba thứ tư thứ năm hàng tháng", "not told apart"),
        ("thứ sáu thứ hai thứ bảy hàng tháng", "not told apart"),
        ("tuần thứ hai của tháng", "'thứ hai' is a place"),
        ("đầu tháng", "'đầu' is a place"),
        ("thứ hai đầu tiên cuối cùng của tháng", "is a place"),
        ("ngày làm việc cuối cùng của tháng", "group of weekdays"),
        ("từ thứ hai đến thứ sáu đầu tiên của tháng", "group of weekdays"),
        ("thứ hai hàng tuần trừ thứ hai", "no day is left"),
        ("chủ nhật hàng tuần trừ ngày lễ", "holidays are exceptions"),
        ("ngày 45 hàng tháng", "month_days is not 1 to 31"),
        ("ngày 15 hàng tuần", "month_days needs a monthly or yearly rule"),
        ("thứ sáu trùng 13 hàng tháng", "'trùng' is not understood"),
        ("từ Sơn La, hàng ngày", "'từ' is not understood"),
        ("từ ngày 5 hàng tháng", "'từ' is not understood"),
        ("ngày 31/2 hàng năm", "in none of the months"),
        ("ngày 15/2/2017", "a day of one year"),
        ("ngày 2/9 và 30/4 hàng năm", "different months"),
        ("ngày 5 và 2/9 hàng năm", "with and without a month"),
        ("ngày 5 hàng tháng lúc 8h ngày 20", "different rules"),
        ("ngày 5 hàng năm lúc 8h ngày 2/9", "different rules"),
        ("tháng 5 hàng năm, lúc 8h tháng 6", "different rules"),
        ("từ tháng 8 đến tháng 6, chủ nhật", "not a range"),
        ("rằm hàng tháng", "lunar day of every year"),
        ("rằm tháng Giêng, mỗi năm hai lần", "lunar day of every year"),
        ("mùng 10 âm lịch", "one day and one month"),
        ("8h00 mùng 10 tháng 3 hàng năm", "mùng may count lunar days"),
        ("ngày mồng 2/9 hàng năm", "mùng may count lunar days"),
        ("mùng 10 và 11 tháng 3 âm lịch", "one day and one month"),
        ("chủ nhật đầu tiên của tháng Giêng", "no place in the lunar year"),
        ("nếu trời mưa thì thứ hai", "nếu trùng ngày nghỉ"),
        ("ngày 15 hàng tháng, nếu trùng ngày nghỉ thì vào ngày làm việc", "which working day"),
        ("chủ nhật hàng tuần kể từ ngày 15/2/2017", "valid_from"),
        ("cách ngày, tính từ ngày 15/2", "its month and year"),
        ("cách ngày, tính từ ngày 31/2/2017", "no day 31/2/2017"),
        ("19h45 chủ nhật, phát lại 6h30 thứ hai", "parse_schedules"),
        ("19h45 chủ nhật hàng tuần (giờ Asia/Son_La)", "time_zone is not a time zone"),
        ("every Sunday at 19:45", "'every' is not understood"),
        ("19h45 chủ nhật hàng tuần trên sóng", "'trên' is not understood"),
        ("19h45 chủ nhật hàng tuần \u200f", "not understood"),
        ("١٩h45 chủ nhật", "not understood"),
        ("19h45 chủ nhật #", "'#' is not understood"),
        ("chủ nhật " * 200, "too long"),
    ],
)
def test_what_is_not_one_clear_rule_is_refused(phrase: str, reason: str) -> None:
    with pytest.raises(ScheduleParseError, match=reason) as caught:
        parse_schedule(phrase)

    assert caught.value.text == phrase


def test_something_else_than_text_is_an_error_of_the_same_kind() -> None:
    with pytest.raises(ScheduleParseError):
        parse_schedule(None)  # type: ignore[arg-type]


_WORDS = st.sampled_from(
    [
        "thứ",
        "hai",
        "ba",
        "tư",
        "năm",
        "sáu",
        "bảy",
        "2",
        "15",
        "chủ",
        "nhật",
        "hàng",
        "mỗi",
        "ngày",
        "tuần",
        "tháng",
        "quý",
        "năm",
        "một",
        "lần",
        "19h45",
        "6h",
        "sáng",
        "tối",
        "đầu",
        "tiên",
        "cuối",
        "cùng",
        "của",
        "trong",
        "từ",
        "đến",
        "trừ",
        "và",
        ",",
        "-",
        "/",
        "nếu",
        "trùng",
        "nghỉ",
        "làm",
        "việc",
        "tiếp",
        "theo",
        "2/9",
        "mùng",
        "rằm",
        "âm",
        "lịch",
        "nhuận",
        "T2",
        "CN",
        "các",
        "mọi",
        "cách",
        "phát",
        "lại",
        "tính",
        "cuối",
        "giờ",
        "kém",
    ]
)


@given(st.lists(_WORDS, max_size=12).map(" ".join) | st.text(max_size=40))
def test_any_text_is_a_rule_or_an_error(text: str) -> None:
    try:
        rule = parse_schedule(text)
    except ScheduleParseError:
        return
    assert parse_schedule(text.upper()) == rule


@pytest.mark.parametrize("piece", ["1", "9h", "thứ ", "-", "1/", "a", " ", "hai mươi ", "\u0301"])
def test_a_huge_text_is_refused_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))

    for parse in (parse_schedule, parse_schedules):
        with pytest.raises(ScheduleParseError):
            parse(text)


# ---- several phrases --------------------------------------------------------------------


def test_a_schedule_and_its_rerun_are_two_rules() -> None:
    first, rerun = parse_schedules("19h45 chủ nhật hàng tuần, và Phát lại vào 6h30 sáng thứ hai.")

    assert first == parse_schedule("19h45 chủ nhật hàng tuần")
    assert rerun == parse_schedule("phát lại 6h30 thứ hai")


def test_phrases_are_parted_by_semicolons_and_lines() -> None:
    rules = parse_schedules("6h hàng ngày;\n7h thứ hai; \n\n8h thứ ba", time_zone="Asia/Bangkok")

    assert [rule.times[0].hour for rule in rules] == [6, 7, 8]
    assert {rule.time_zone for rule in rules} == {"Asia/Bangkok"}


def test_a_rerun_named_after_its_days_is_no_phrase_of_its_own() -> None:
    first, rerun = parse_schedules("19h45 chủ nhật hàng tuần\n6h30 thứ hai (phát lại)")

    assert (first.rerun, rerun.rerun) == (False, True)


@pytest.mark.parametrize("text", ["", " ;\n; "])
def test_no_phrase_is_an_error(text: str) -> None:
    with pytest.raises(ScheduleParseError, match="is empty"):
        parse_schedules(text)


def test_the_phrase_at_fault_is_named() -> None:
    with pytest.raises(ScheduleParseError) as caught:
        parse_schedules("6h hàng ngày; 7h khi nào rảnh")

    assert caught.value.text.strip() == "7h khi nào rảnh"


@pytest.mark.parametrize("space", ["\x1c", "\x1d", "\x1f", "\x85", "\xa0", "\u2003"])
def test_every_white_space_separates_in_dates(space):
    phrase = "19h45 ngày 2 / 9 hàng năm"
    assert parse_schedule(phrase.replace(" /", f"{space}/")) == parse_schedule(phrase)
