"""A bundled sample portal: what ``govnews demo`` shows, and something to try govnews on.

The facts are those of a real plan for a weekly television programme on e-government; the
wording and the addresses are the sample's own.
"""

from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files

from .. import codec
from ..model import Article, BroadcastPlan, Portal

#: The moment the sample shows: the stamp of its main article.
NOW = datetime(2017, 2, 15, 17, 0, tzinfo=timezone(timedelta(hours=7)))
#: Visits and visitors that its statistics block shows.
TOTAL_VISITS, ONLINE = 40_536_672, 61

_DATA = files(__name__) / "data"
#: File name of the main article's picture.
PICTURE = "hop-it-today.svg"


@cache
def portal() -> Portal:
    """The sample portal.

    Example:
        >>> [section.title for section in portal().tree.roots()]
        ['Tin tức - sự kiện', 'Chỉ đạo điều hành', 'Thông tin cải cách']
    """
    return codec.loads((_DATA / "portal.json").read_bytes(), Portal)


@cache
def articles() -> tuple[Article, ...]:
    """Its articles, the main one first: live ones, one to come, a draft, a withdrawn one.

    Example:
        >>> [article.state(NOW) for article in articles()]
        ['live', 'live', 'live', 'scheduled', 'draft', 'withdrawn']
    """
    return codec.loads((_DATA / "articles.json").read_bytes(), tuple[Article, ...])


@cache
def plan() -> BroadcastPlan:
    """Its broadcast plan: Sunday 19h45, a relayed and a local segment, five parties.

    Example:
        >>> plan().next_airing(NOW).start.isoformat()
        '2017-02-19T19:45:00+07:00'
    """
    return codec.loads((_DATA / "plan.json").read_bytes(), BroadcastPlan)


def picture() -> bytes:
    """The main article's picture, an SVG drawing."""
    return (_DATA / PICTURE).read_bytes()
