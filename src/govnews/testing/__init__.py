"""For test suites: Hypothesis strategies for every value, and conformance suites.

Once govnews is installed, ``st.from_type(Article)`` works in any Hypothesis test. The suites
are imported when they are asked for, so that Hypothesis does not load pytest and the feeds for
nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import MissingExtraError as _MissingExtraError

# Hypothesis loads this package by its entry point: it must be there before our own parts, or
# whoever imports govnews.testing first meets them half made.
try:
    import hypothesis as _hypothesis  # noqa: F401  for the order alone
except ImportError as _error:
    raise _MissingExtraError("testing", "hypothesis") from _error

from ._airing_logs import airing_logs as airing_logs
from ._articles import (
    articles as articles,
    attachments as attachments,
    builds_article as builds_article,
    extensions as extensions,
    images as images,
    live_articles as live_articles,
    organisations as organisations,
    persons as persons,
    portals as portals,
    raw_extensions as raw_extensions,
    related_links as related_links,
    section_trees as section_trees,
    sections as sections,
    sources as sources,
    visit_statistics as visit_statistics,
)
from ._broadcast import (
    airing_records as airing_records,
    airings as airings,
    broadcast_plans as broadcast_plans,
    broadcast_services as broadcast_services,
    durations as durations,
    parties as parties,
    report_duties as report_duties,
    segments as segments,
    slot_exceptions as slot_exceptions,
    slots as slots,
)
from ._documents import (
    document_numbers as document_numbers,
    official_documents as official_documents,
)
from ._recurrence import (
    lunar_days as lunar_days,
    recurrences as recurrences,
)
from ._text import (
    aware_datetimes as aware_datetimes,
    keys as keys,
    tag_uris as tag_uris,
    texts as texts,
    web_urls as web_urls,
)

if TYPE_CHECKING:
    from .feed_document import (
        DocumentEntry as DocumentEntry,
        FeedDocument as FeedDocument,
        assert_valid_feed as assert_valid_feed,
    )
    from .visit_store import VisitStoreSuite as VisitStoreSuite

_WHEN_ASKED_FOR = {
    "DocumentEntry": "feed_document",
    "FeedDocument": "feed_document",
    "VisitStoreSuite": "visit_store",
    "assert_valid_feed": "feed_document",
}


def __getattr__(name: str) -> Any:
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(f".{_WHEN_ASKED_FOR[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
