"""The Vietnamese lunar calendar (âm lịch) for the years in which it is certain.

Vietnam and China follow one rule in two zones, so a new moon or solar term near midnight gives
them different months: Tết differed in 1968, 1969, 1985 and 2007 and will in 2030 and 2053. The
table below is Vietnam's, at UTC+7, which the North adopted from 1968 and the whole country from
1975. It ends with the lunar year 2053: in 2054 a new moon falls 14 seconds from midnight, which
no prediction of the earth's rotation settles today.
"""

from bisect import bisect_right
from datetime import date, datetime
from functools import cache
from itertools import accumulate

import attrs

from ..errors import DateFormatError, ModelError
from ._names import Language
from ._zone import VIETNAM, is_naive

_FIRST_YEAR = 1968
_FIRST_DAY = date(1968, 1, 29)
#: One number a year: bit n is set when the nth month has 30 days, bits 13 and up hold the
#: number of the month that is followed by its leap month, 0 for none.
_YEARS = (
    0x0E55B, 0x0056B, 0x00B69, 0x0B752, 0x00B52, 0x00B25, 0x09A4B, 0x00A4D,
    0x114AB, 0x002AD, 0x005AD, 0x0CB6A, 0x00DA9, 0x00D92, 0x09D25, 0x00D25,
    0x00A55, 0x054AD, 0x004B6, 0x0E5B5, 0x006D5, 0x00EC9, 0x0BE92, 0x00E92,
    0x00D26, 0x06A56, 0x00A57, 0x11556, 0x0056A, 0x00B55, 0x0B6C9, 0x00749,
    0x00693, 0x0952B, 0x0052B, 0x00A5B, 0x0555A, 0x0056A, 0x0EB65, 0x00BA5,
    0x00D49, 0x0BA95, 0x00A95, 0x0052D, 0x08AAD, 0x00AB5, 0x135AA, 0x005D2,
    0x00DA5, 0x0DD4A, 0x00E4A, 0x00C96, 0x0992E, 0x00556, 0x00AB5, 0x055B2,
    0x006D2, 0x0CEA5, 0x00725, 0x0064B, 0x0AC97, 0x004AB, 0x0055B, 0x06ADA,
    0x00B6A, 0x17752, 0x00B92, 0x00B25, 0x0DA4B, 0x00A4D, 0x004AD, 0x0A95B,
    0x005AD, 0x00BAA, 0x05B52, 0x00D92, 0x0FD25, 0x00D25, 0x00A55, 0x0B4AD,
    0x004B6, 0x006B5, 0x06DAA, 0x00ECA, 0x10E92, 0x00E93,
)  # fmt: skip

#: Names of the lunar months: the first and the last have names of their own.
MONTH_NAMES = (
    "",
    "Giêng",
    "Hai",
    "Ba",
    "Tư",
    "Năm",
    "Sáu",
    "Bảy",
    "Tám",
    "Chín",
    "Mười",
    "Mười một",
    "Chạp",
)
_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_BRANCHES = (
    "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi",
)  # fmt: skip
#: Days of a month that are counted with mùng.
LAST_MUNG = 10


def year_name(year: int) -> str:
    """The name of a lunar year in the cycle of sixty (can chi)."""
    return f"{_STEMS[(year - 4) % 10]} {_BRANCHES[(year - 4) % 12]}"


@cache
def _months_of(year: int) -> tuple[tuple[int, bool], ...]:
    """The months of a lunar year in order, as (number, leap)."""
    leap = _YEARS[year - _FIRST_YEAR] >> 13
    months = [(month, False) for month in range(1, 13)]
    if leap:
        months.insert(leap, (leap, True))
    return tuple(months)


@cache
def _lengths_of(year: int) -> tuple[int, ...]:
    bits = _YEARS[year - _FIRST_YEAR]
    return tuple(29 + (bits >> index & 1) for index in range(len(_months_of(year))))


@cache
def _first_days_of(year: int) -> tuple[int, ...]:
    """The ordinals of the first days of a year's months."""
    return tuple(accumulate(_lengths_of(year)[:-1], initial=_NEW_YEARS[year - _FIRST_YEAR]))


#: Ordinal of the first day of each lunar year, and of the day after the last one.
_NEW_YEARS = tuple(
    accumulate(
        (sum(_lengths_of(_FIRST_YEAR + index)) for index in range(len(_YEARS))),
        initial=_FIRST_DAY.toordinal(),
    )
)
#: The lunar years of the table.
CERTAIN_YEARS = range(_FIRST_YEAR, _FIRST_YEAR + len(_YEARS))
_RANGE = f"the lunar calendar is certain from lunar {CERTAIN_YEARS[0]} to {CERTAIN_YEARS[-1]}"


@attrs.frozen
class LunarDate:
    """A day of the Vietnamese lunar calendar.

    Raises:
        ModelError: There is no such day: the month has 29 days, the year has no such leap
            month, or the year lies outside 1968 to 2053.

    Example:
        >>> from govnews import dates
        >>> str(dates.LunarDate(2017, 1, 19))
        '19 tháng Giêng năm Đinh Dậu'
        >>> dates.LunarDate(2017, 6, 1, leap=True).year_name
        'Đinh Dậu'
    """

    #: The lunar year, by the civil year in which it begins.
    year: int
    #: 1 (tháng Giêng) to 12 (tháng Chạp).
    month: int
    #: 1 to 29 or 30.
    day: int
    #: Whether this is the leap month (tháng nhuận) that follows the month of this number.
    leap: bool = False

    def __attrs_post_init__(self) -> None:
        for name in ("year", "month", "day"):
            if type(getattr(self, name)) is not int:
                raise ModelError("LunarDate", name, getattr(self, name), "is not a whole number")
        if self.year not in CERTAIN_YEARS:
            raise ModelError("LunarDate", "year", self.year, f"is out of range ({_RANGE})")
        months = _months_of(self.year)
        if (self.month, self.leap) not in months:
            kind = "leap month" if self.leap else "month"
            raise ModelError("LunarDate", "month", self.month, f"is no {kind} of {self.year}")
        length = _lengths_of(self.year)[months.index((self.month, self.leap))]
        if not 1 <= self.day <= length:
            raise ModelError("LunarDate", "day", self.day, f"is not in a month of {length} days")

    @property
    def year_name(self) -> str:
        """The year's name in the cycle of sixty (can chi)."""
        return year_name(self.year)

    @property
    def month_name(self) -> str:
        """The month's name: "tháng Giêng", "tháng Sáu nhuận", "tháng Chạp"."""
        return f"tháng {MONTH_NAMES[self.month]}{' nhuận' if self.leap else ''}"

    def __str__(self) -> str:
        mung = "mùng " if self.day <= LAST_MUNG else ""
        return f"{mung}{self.day} {self.month_name} năm {self.year_name}"


def to_lunar(value: date) -> LunarDate:
    """The lunar date of a civil date in Vietnam.

    Args:
        value: A date, or an aware datetime, whose day in Vietnam is taken.

    Raises:
        DateFormatError: The value is no date, a naive datetime, or the day lies outside the
            lunar years 1968 to 2053 (29 January 1968 to 7 February 2054).

    Example:
        >>> from datetime import date
        >>> from govnews import dates
        >>> dates.to_lunar(date(2017, 2, 15))
        LunarDate(year=2017, month=1, day=19, leap=False)
    """
    if isinstance(value, datetime):
        if is_naive(value):
            raise DateFormatError(value, "lunar", "a datetime without a time zone names no day")
        try:
            value = value.astimezone(VIETNAM)
        except OverflowError:
            raise DateFormatError(value, "lunar", _RANGE) from None
    elif not isinstance(value, date):
        raise DateFormatError(value, "lunar", "it is not a date or datetime")
    ordinal = value.toordinal()
    if not _NEW_YEARS[0] <= ordinal < _NEW_YEARS[-1]:
        raise DateFormatError(value, "lunar", _RANGE)
    year = _FIRST_YEAR + bisect_right(_NEW_YEARS, ordinal) - 1
    first_days = _first_days_of(year)
    index = bisect_right(first_days, ordinal) - 1
    month, leap = _months_of(year)[index]
    return LunarDate(year, month, ordinal - first_days[index] + 1, leap=leap)


def from_lunar(value: LunarDate) -> date:
    """The civil date of a lunar date.

    Example:
        >>> from govnews import dates
        >>> dates.from_lunar(dates.LunarDate(2017, 3, 10))
        datetime.date(2017, 4, 6)
    """
    index = _months_of(value.year).index((value.month, value.leap))
    return date.fromordinal(_first_days_of(value.year)[index] + value.day - 1)


def tet(year: int) -> date:
    """The first day of the lunar year (Tết Nguyên đán) in a civil year.

    Raises:
        ModelError: The year lies outside 1968 to 2053.

    Example:
        >>> from govnews import dates
        >>> dates.tet(2017)
        datetime.date(2017, 1, 28)
    """
    return from_lunar(LunarDate(year, 1, 1))


def hung_kings_day(year: int) -> date:
    """The Hung Kings' commemoration (Giỗ Tổ Hùng Vương), the 10th of the third lunar month.

    Raises:
        ModelError: The year lies outside 1968 to 2053.

    Example:
        >>> from govnews import dates
        >>> dates.hung_kings_day(2017)
        datetime.date(2017, 4, 6)
    """
    return from_lunar(LunarDate(year, 3, 10))


def lunar_text(value: date, style: str, language: Language) -> str:
    """The lunar date of a day, as a style writes it.

    Raises:
        DateFormatError: The day has no certain lunar date.
    """
    try:
        lunar = to_lunar(value)
    except DateFormatError as error:
        raise DateFormatError(value, style, error.reason) from None
    if language == "vi":
        return str(lunar)
    leap = "leap " if lunar.leap else ""
    return f"day {lunar.day} of {leap}lunar month {lunar.month}, {lunar.year_name}"
