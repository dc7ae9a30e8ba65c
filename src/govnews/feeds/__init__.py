"""Feeds of a portal: RSS 2.0, Atom 1.0 and JSON Feed 1.1, and what goes with them."""

from ._archive import (
    archive as archive,
    archive_page as archive_page,
    count_archive_pages as count_archive_pages,
    stream as stream,
)
from ._cache import EntryCache as EntryCache
from ._check import Breach as Breach, check as check
from ._elements import (
    Element as Element,
    FeedElements as FeedElements,
    FeedKeys as FeedKeys,
    Format as Format,
    Replies as Replies,
)
from ._feed import Feed as Feed
from ._http import REQUEST_FIELDS as REQUEST_FIELDS, Response as Response, respond as respond
from ._listing import autodiscovery as autodiscovery, opml as opml
from ._sitemap import news_sitemap as news_sitemap, sitemap as sitemap
