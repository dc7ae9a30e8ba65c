"""The words of Vietnamese schedules that reading and writing share."""

from ..model import Weekday

#: The weekdays with their capitals of Decree 30/2020/NĐ-CP, appendix II, section V.8(c).
WEEKDAY_NAMES: dict[Weekday, str] = {
    "MO": "thứ Hai",
    "TU": "thứ Ba",
    "WE": "thứ Tư",
    "TH": "thứ Năm",
    "FR": "thứ Sáu",
    "SA": "thứ Bảy",
    "SU": "Chủ nhật",
}

#: What follows thứ in the name of a weekday.
WEEKDAY_WORDS: dict[str, Weekday] = {
    "hai": "MO",
    "ba": "TU",
    "tư": "WE",
    "năm": "TH",
    "sáu": "FR",
    "bảy": "SA",
    "bẩy": "SA",
    "2": "MO",
    "3": "TU",
    "4": "WE",
    "5": "TH",
    "6": "FR",
    "7": "SA",
}

#: What follows thứ in a place in the month, of which there are five at most.
ORDINAL_WORDS: dict[str, int] = {
    "nhất": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
}

#: The numbers from one to ten as they are counted.
NUMBER_WORDS: dict[str, int] = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
#: How one, four and five sound after mươi.
AFTER_TENS: dict[str, int] = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}

#: The months of the lunar year that have names of their own.
LUNAR_MONTH_NAMES: dict[str, int] = {"giêng": 1, "chạp": 12}

#: What the parts of the day are called; SA and CH are AM and PM.
DAY_PERIODS: frozenset[str] = frozenset(
    {"sáng", "trưa", "chiều", "tối", "đêm", "sa", "ch", "am", "pm"}
)
