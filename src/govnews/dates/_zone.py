"""The zone Vietnamese stamps are read and written in."""

from datetime import datetime
from zoneinfo import ZoneInfo

#: Vietnam's civil time, ``Asia/Ho_Chi_Minh``: +07:00 since 13 June 1975. The zone follows
#: Saigon, so it is +08:00 for most of 1960-1975, when Hanoi already kept +07:00.
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

#: The last year in which the offset of :data:`VIETNAM` changed.
LAST_CHANGE = 1975


def is_naive(value: datetime) -> bool:
    """Whether a datetime has no zone, or one that gives no offset."""
    return value.tzinfo is None or value.utcoffset() is None
