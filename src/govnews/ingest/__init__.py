"""The way in: another portal's feed or page, taken in as articles; nothing is ever fetched."""

from ._dedupe import dedupe as dedupe
from ._feed import read_feed as read_feed
from ._result import Ingested as Ingested
