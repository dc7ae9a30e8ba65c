"""What every framework shares: blocks of HTML, addresses below a portal, counted requests.

:mod:`govnews.web.wsgi` and :mod:`govnews.web.asgi` are for applications of any framework.
"""

from ._blocks import (
    SafeHtml as SafeHtml,
    autodiscovery_tags as autodiscovery_tags,
    statistics_block as statistics_block,
)
from ._counting import (
    AsyncCounter as AsyncCounter,
    Counter as Counter,
    Counting as Counting,
    CountingOptions as CountingOptions,
    Exchange as Exchange,
    is_page_view as is_page_view,
)
from ._filters import DateFilters as DateFilters, add_filters as add_filters
from ._labels import LABELS as LABELS
from ._proxies import TrustedProxies as TrustedProxies
from ._resources import PortalFeeds as PortalFeeds
from ._schedule import schedule_table as schedule_table
