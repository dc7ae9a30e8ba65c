"""Recurrence: on which days and at which times something happens again (lịch định kỳ)."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

import attrs

from . import _laws as laws
from ._rule_days import (
    FIRST_ORDINAL,
    LAST_ORDINAL,
    EveryDays,
    EveryMonths,
    EveryWeeks,
    InMonths,
    RuleDays,
    days_between,
)
from ._rule_parts import (
    DEFAULT_ANCHOR,
    LONGEST_MONTHS,
    WEEKDAYS,
    DayOffRule,
    Frequency,
    LunarDay,
    Weekday,
    clock_time,
    numbers_to,
    ordered_numbers,
    ordered_times,
    ordered_weekdays,
    zone_name,
)
from ._rule_text import rule_texts
from ._rule_times import RuleTimes

_MIDNIGHT = (time(0),)
_FIRST_MOMENT = datetime.min  # noqa: DTZ901  the rule's zone is put in where it is used
_LAST_MOMENT = datetime.max  # noqa: DTZ901


@attrs.frozen(kw_only=True)
class Recurrence:
    """A rule of days and local clock times, without a beginning or an end.

    The rule follows RFC 5545, section 3.3.10, with weeks that begin on Monday. When it holds
    is not its business: a :class:`Slot` has ``valid_from`` and ``valid_until``. Equal rules
    are equal values, whatever the order their parts were given in.

    Days that a rule leaves out come from its anchor, as RFC 5545 takes them from DTSTART: a
    weekly rule without weekdays has the anchor's weekday, a monthly one without days its day
    of the month, a yearly one its day and month.

    Args:
        frequency: ``"daily"``, ``"weekly"``, ``"monthly"`` or ``"yearly"``.
        interval: Every n-th day, week, month or year.
        weekdays: ``"MO"`` to ``"SU"``. In a monthly or yearly rule every such day of the
            month, unless ``positions`` choose.
        positions: Which of these weekdays in the month: 1 the first, -1 the last.
        month_days: Days of the month, 1 to 31, or from its end: -1 the last day.
        months: Months, 1 to 12; in a daily, weekly or monthly rule they narrow it.
        times: Local clock times without a zone. Empty: the rule is of days only.
        time_zone: The IANA zone of the times.
        anchor: A day in the period from which ``interval`` is counted, both ways. None:
            Monday 1 January 2001.
        lunar_day: The rule is this day of every lunar year, which RFC 5545 cannot say and
            this class does not compute: :func:`govnews.broadcast.lunar_days` does.
        if_day_off: ``"next_working_day"`` when a day that is a holiday moves to the next
            working day (nếu trùng ngày nghỉ thì vào ngày làm việc tiếp theo). The days of
            the rule stay the nominal ones: :func:`govnews.broadcast.holiday_exceptions`
            moves them.
        rerun: True when the phrase said phát lại.

    Raises:
        ModelError: A part is out of range, or the parts do not fit together.

    Example:
        >>> from datetime import datetime, time
        >>> sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> sundays.next(datetime(2017, 2, 15, 17, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
        datetime.datetime(2017, 2, 19, 19, 45, tzinfo=zoneinfo.ZoneInfo(key='Asia/Ho_Chi_Minh'))
        >>> sundays.rrule()
        'FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=45'
    """

    frequency: Frequency = attrs.field(
        validator=laws.one_of("daily", "weekly", "monthly", "yearly")
    )
    interval: int = attrs.field(default=1, validator=laws.positive)
    weekdays: tuple[Weekday, ...] = attrs.field(
        default=(), converter=ordered_weekdays, validator=laws.tuple_of(laws.one_of(*WEEKDAYS))
    )
    positions: tuple[int, ...] = attrs.field(
        default=(), converter=ordered_numbers, validator=numbers_to(5)
    )
    month_days: tuple[int, ...] = attrs.field(
        default=(), converter=ordered_numbers, validator=numbers_to(31)
    )
    months: tuple[int, ...] = attrs.field(
        default=(), converter=ordered_numbers, validator=numbers_to(12, from_end=False)
    )
    times: tuple[time, ...] = attrs.field(
        default=(), converter=ordered_times, validator=laws.tuple_of(clock_time)
    )
    time_zone: str = attrs.field(default="Asia/Ho_Chi_Minh", validator=zone_name)
    anchor: date | None = attrs.field(default=None, validator=laws.optional(laws.calendar_date))
    lunar_day: LunarDay | None = None
    if_day_off: DayOffRule | None = attrs.field(
        default=None, validator=laws.optional(laws.one_of("next_working_day"))
    )
    rerun: bool = False

    def __attrs_post_init__(self) -> None:
        if self.lunar_day is not None:
            self._check_lunar()
        if self.positions and not self.weekdays:
            raise laws.fail(self, "positions", self.positions, "needs weekdays to choose from")
        if self.positions and self.frequency in ("daily", "weekly"):
            raise laws.fail(self, "positions", self.positions, "needs a monthly or yearly rule")
        if self.positions and self.frequency == "yearly" and not self.months:
            raise laws.fail(self, "positions", self.positions, "needs months in a yearly rule")
        if self.month_days and self.frequency in ("daily", "weekly"):
            raise laws.fail(self, "month_days", self.month_days, "needs a monthly or yearly rule")
        if self.months and self.month_days:
            longest = max(LONGEST_MONTHS[month - 1] for month in self.months)
            if all(abs(day) > longest for day in self.month_days):
                raise laws.fail(self, "month_days", self.month_days, "is in none of the months")

    def _check_lunar(self) -> None:
        if self.frequency != "yearly" or self.interval != 1:
            raise laws.fail(self, "lunar_day", self.lunar_day, "needs a rule of every year")
        for field in ("weekdays", "month_days", "months"):
            if getattr(self, field):
                raise laws.fail(self, field, getattr(self, field), "is not for a lunar day")

    # ---- days -------------------------------------------------------------------------

    def next_day(self, after: date, *, inclusive: bool = False) -> date | None:
        """The first day of the rule after a day.

        Args:
            after: A day in the rule's own time zone.
            inclusive: Whether ``after`` itself may be the answer.

        Returns:
            The day; None when the calendar (to year 9999) has none.

        Raises:
            ModelError: The rule is of a lunar day, or ``after`` is no plain date.

        Example:
            >>> from datetime import date
            >>> Recurrence(frequency="monthly", month_days=(-1,)).next_day(date(2017, 2, 15))
            datetime.date(2017, 2, 28)
        """
        ordinal = self._ordinal(after, "after") + (not inclusive)
        day = self._days.at_or_after(ordinal) if ordinal <= LAST_ORDINAL else None
        return None if day is None else date.fromordinal(day)

    def previous_day(self, before: date, *, inclusive: bool = False) -> date | None:
        """The last day of the rule before a day; see :meth:`next_day`.

        Example:
            >>> from datetime import date
            >>> Recurrence(frequency="weekly", weekdays=("SU",)).previous_day(date(2017, 2, 15))
            datetime.date(2017, 2, 12)
        """
        ordinal = self._ordinal(before, "before") - (not inclusive)
        day = self._days.at_or_before(ordinal) if ordinal >= FIRST_ORDINAL else None
        return None if day is None else date.fromordinal(day)

    def days(self, start: date, end: date) -> Iterator[date]:
        """The days of the rule from ``start`` up to but not including ``end``.

        Raises:
            ModelError: The rule is of a lunar day.

        Example:
            >>> from datetime import date
            >>> rule = Recurrence(frequency="monthly", weekdays=("FR",), positions=(1,))
            >>> [day.isoformat() for day in rule.days(date(2017, 1, 1), date(2017, 4, 1))]
            ['2017-01-06', '2017-02-03', '2017-03-03']
        """
        first, last = self._ordinal(start, "start"), self._ordinal(end, "end")
        return days_between(self._days, first, last)

    def includes(self, day: date) -> bool:
        """Whether a day, in the rule's own time zone, is one of its days.

        Raises:
            ModelError: The rule is of a lunar day.

        Example:
            >>> from datetime import date
            >>> Recurrence(frequency="weekly", weekdays=("SU",)).includes(date(2017, 2, 19))
            True
        """
        ordinal = self._ordinal(day, "day")
        return self._days.at_or_after(ordinal) == ordinal

    # ---- instants ---------------------------------------------------------------------

    def next(self, after: datetime, *, inclusive: bool = False) -> datetime | None:
        """The first time of the rule after an instant; the cost does not grow with its age.

        A time that the clocks show twice counts once, the first time (fold 0); a time that
        they skip moves on by as much as they are put forward. Vietnam has had neither since
        1975. A rule of days only answers with the start of its day, 00:00.

        Args:
            after: An aware datetime in any zone.
            inclusive: Whether ``after`` itself may be the answer.

        Returns:
            An aware datetime in the rule's zone; None when the calendar has none.

        Raises:
            ModelError: ``after`` is naive, or the rule is of a lunar day.

        Example:
            >>> from datetime import UTC, datetime, time
            >>> rule = Recurrence(frequency="daily", times=(time(6), time(18)))
            >>> rule.next(datetime(2017, 2, 15, 10, 0, tzinfo=UTC)).isoformat()
            '2017-02-15T18:00:00+07:00'
        """
        return self._times.after(self._localised(after, "after"), inclusive=inclusive)

    def previous(self, before: datetime, *, inclusive: bool = False) -> datetime | None:
        """The last time of the rule before an instant; see :meth:`next`.

        Example:
            >>> from datetime import UTC, datetime, time
            >>> rule = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
            >>> rule.previous(datetime(2017, 2, 15, 10, 0, tzinfo=UTC)).isoformat()
            '2017-02-12T19:45:00+07:00'
        """
        return self._times.before(self._localised(before, "before"), inclusive=inclusive)

    def between(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """The times of the rule from ``start`` up to but not including ``end``.

        Both ends are required: a rule never ends by itself.

        Returns:
            Aware datetimes in the rule's zone, each later than the one before.

        Raises:
            ModelError: An end is naive, or the rule is of a lunar day.

        Example:
            >>> from datetime import UTC, datetime, time
            >>> rule = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
            >>> start, end = datetime(2017, 2, 1, tzinfo=UTC), datetime(2017, 3, 1, tzinfo=UTC)
            >>> [airing.day for airing in rule.between(start, end)]
            [5, 12, 19, 26]
        """
        first = self._localised(start, "start")
        return self._times.between(first, self._localised(end, "end"))

    # ---- RFC 5545 ---------------------------------------------------------------------

    def rrule(self) -> str:
        """The rule as the value of an RRULE property (RFC 5545, section 3.3.10).

        Weeks begin on Monday, the default of WKST. The first time of the rule belongs in
        DTSTART, in ``time_zone``; days that the rule leaves out come from there, too.
        ``if_day_off`` and ``rerun`` have no place in the text.

        Raises:
            ModelError: One RRULE cannot say it: the rule is of a lunar day, or its times are
                not every listed hour with every listed minute (use :meth:`rrules`).

        Example:
            >>> Recurrence(frequency="monthly", weekdays=("SU",), positions=(-1,)).rrule()
            'FREQ=MONTHLY;BYDAY=-1SU'
        """
        rules = self.rrules()
        if len(rules) > 1:
            raise laws.fail(self, "times", self.times, "need more than one RRULE: see rrules()")
        return rules[0]

    def rrules(self) -> tuple[str, ...]:
        """The rule as one RRULE value or, for times such as 6h00 and 18h30, several.

        Raises:
            ModelError: The rule is of a lunar day.

        Example:
            >>> from datetime import time
            >>> Recurrence(frequency="daily", times=(time(6), time(18, 30))).rrules()
            ('FREQ=DAILY;BYHOUR=6;BYMINUTE=0', 'FREQ=DAILY;BYHOUR=18;BYMINUTE=30')
        """
        if self.lunar_day is not None:
            raise laws.fail(self, "lunar_day", self.lunar_day, "cannot be said in RFC 5545")
        return rule_texts(
            frequency=self.frequency,
            interval=self.interval,
            months=self.months,
            month_days=self.month_days,
            weekdays=self.weekdays,
            positions=self.positions,
            times=self.times,
        )

    # ---- what is worked out once ------------------------------------------------------

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @cached_property
    def _times(self) -> RuleTimes:
        return RuleTimes(self._days, self.times or _MIDNIGHT, self._zone)

    @cached_property
    def _days(self) -> RuleDays:
        if self.lunar_day is not None:
            raise laws.fail(
                self, "lunar_day", self.lunar_day, "needs a lunar calendar: see lunar_days()"
            )
        anchor = self.anchor or DEFAULT_ANCHOR
        weekdays = [WEEKDAYS.index(day) for day in self.weekdays]
        days: RuleDays
        if self.frequency == "daily":
            days = EveryDays(self.interval, anchor.toordinal(), weekdays)
        elif self.frequency == "weekly":
            days = EveryWeeks(self.interval, anchor.toordinal(), weekdays or [anchor.weekday()])
        else:
            return self._month_rule(anchor, weekdays)
        return InMonths(days, self.months) if self.months else days

    def _month_rule(self, anchor: date, weekdays: list[int]) -> RuleDays:
        month_days, months = self.month_days, self.months
        if not month_days and not weekdays:
            month_days = (anchor.day,)
            if self.frequency == "yearly":
                months = months or (anchor.month,)
        return EveryMonths(
            self.interval,
            anchor,
            yearly=self.frequency == "yearly",
            months=months or range(1, 13),
            month_days=month_days,
            weekdays=weekdays,
            positions=self.positions,
        )

    def _ordinal(self, value: date, name: str) -> int:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise laws.fail(self, name, value, "is not a date")
        return value.toordinal()

    def _localised(self, value: datetime, name: str) -> datetime:
        if isinstance(value, datetime) and value.tzinfo is self._zone:
            return value
        if not isinstance(value, datetime) or value.utcoffset() is None:
            raise laws.fail(self, name, value, "is not a datetime with a time zone")
        try:
            return value.astimezone(self._zone)
        except OverflowError:  # within a day of the calendar's first or last instant
            edge = _FIRST_MOMENT if value.year == date.min.year else _LAST_MOMENT
            return edge.replace(tzinfo=self._zone)
