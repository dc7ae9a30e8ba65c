"""The way in: another portal's feed or page, taken in as articles; nothing is ever fetched."""

from ._dedupe import dedupe as dedupe
from ._feed import read_feed as read_feed
from ._page import read_page as read_page
from ._profiles import (
    PORTAL_PAGE as PORTAL_PAGE,
    STATISTICS_LABELS as STATISTICS_LABELS,
    Labels as Labels,
    PageProfile as PageProfile,
    Selectors as Selectors,
)
from ._result import Ingested as Ingested
