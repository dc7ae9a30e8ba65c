"""What a visit counter shows (thống kê truy cập)."""

from datetime import datetime

from attrs import field, frozen

from ._laws import aware, not_negative


@frozen(kw_only=True)
class VisitStatistics:
    """The figures of a portal's statistics block at one moment.

    Example:
        >>> from datetime import datetime, timezone
        >>> figures = VisitStatistics(
        ...     total=40_536_672, online=61, as_of=datetime(2017, 2, 15, tzinfo=timezone.utc)
        ... )
        >>> figures.total
        40536672
    """

    #: All visits since counting began (tổng số lượt truy cập).
    total: int = field(validator=not_negative)
    #: Distinct visitors in the last minutes (số người đang truy cập).
    online: int = field(validator=not_negative)
    #: Visits that began today (hôm nay).
    today: int = field(default=0, validator=not_negative)
    #: Visits that began yesterday (hôm qua).
    yesterday: int = field(default=0, validator=not_negative)
    #: Visits since Monday (tuần này).
    this_week: int = field(default=0, validator=not_negative)
    #: Visits of the week before (tuần trước).
    last_week: int = field(default=0, validator=not_negative)
    #: Visits since the first of the month (tháng này).
    this_month: int = field(default=0, validator=not_negative)
    #: Visits of the month before (tháng trước).
    last_month: int = field(default=0, validator=not_negative)
    #: When the figures were true; aware.
    as_of: datetime = field(validator=aware)
