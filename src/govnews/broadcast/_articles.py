"""Airings as articles, so that a feed can announce them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from .. import dates
from ..errors import BroadcastError
from ..model import Airing, Article, BroadcastPlan
from ._wording import day_line, description, one_line, title_of


def airing_articles(
    plan: BroadcastPlan,
    airings: Iterable[Airing],
    *,
    announced_at: datetime | None = None,
    section: str | None = None,
) -> tuple[Article, ...]:
    """One article for each airing: give them to ``feeds.Feed`` as any others.

    An article's ``uri`` (RFC 9562, section 5.5) is made of the plan, the slot and the start
    that the rule gave, so that a moved airing is the same article with a new text. Its
    version is the plan's.

    Args:
        plan: The plan; with a service, that service's address is where the article leads.
        airings: Some of its airings, such as ``plan.upcoming(10, now)``.
        announced_at: When they are published; aware. By default when the plan's version was
            made.
        section: Key of the portal's section that they belong to.

    Raises:
        BroadcastError: Neither ``announced_at`` nor the plan's ``revised_at`` is known.

    Example:
        >>> from datetime import time
        >>> from govnews import Recurrence, Slot
        >>> sundays = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
        >>> plan = BroadcastPlan(
        ...     key="it-today", title="IT TODAY", slots=(Slot(key="cn", recurrence=sundays),)
        ... )
        >>> now = datetime(2017, 2, 15, 17, 0, tzinfo=plan.zone)
        >>> [article] = airing_articles(plan, plan.upcoming(1, now), announced_at=now)
        >>> article.headline
        'IT TODAY: 19h45, Chủ nhật, 19/2/2017'
    """
    published_at = announced_at or plan.revised_at
    if published_at is None:
        raise BroadcastError(plan.key, "announced_at", "is needed: the plan has no revised_at")
    return tuple(_article(plan, airing, published_at, section) for airing in airings)


def _article(
    plan: BroadcastPlan, airing: Airing, published_at: datetime, section: str | None
) -> Article:
    service = plan.service
    ruled = (airing.moved_from or airing.start).astimezone(UTC).isoformat()
    channel = service.key if service is not None else ""
    name = uuid5(NAMESPACE_URL, f"{channel}/{plan.key}/{airing.slot}/{ruled}")
    clock = dates.format(airing.start, "press_time")
    words = description(airing)
    return Article(
        uri=name.urn,
        headline=f"{title_of(airing, plan)}: {clock}, {day_line(airing.start)}",
        published_at=published_at,
        url=service.url if service is not None else None,
        lead=words.replace("\n", ". ") or None,
        section=section,
        tags=tuple(dict.fromkeys(map(one_line, plan.themes))),
        language=plan.language,
        version=plan.version,
        documents=() if plan.document is None else (plan.document,),
    )
