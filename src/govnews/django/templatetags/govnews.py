"""``{% load govnews %}``: dates, numbers and blocks in Django's templates."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils import timezone

from ...dates import Language
from ...model import BroadcastPlan, Portal, VisitStatistics
from ...web import autodiscovery_tags, schedule_table, statistics_block
from .._settings import load_settings

register: template.Library = template.Library()


def _given(value: Any) -> Any:
    """A value, with None for the empty text that Django makes of a missing variable."""
    return None if value == "" else value


@register.filter("vn_date")
def vn_date(value: date | time | str | None, style: str = "portal") -> str:
    """``{{ article.published_at|vn_date:"portal" }}``: a date in a named style."""
    return load_settings().filters().vn_date(_given(value), style)


@register.simple_tag(name="vn_date")
def vn_date_at(
    value: date | time | None,
    style: str = "portal",
    place: str | None = None,
    language: Language | None = None,
) -> str:
    """``{% vn_date signed "administrative" place="Sơn La" %}``: with a place or a language."""
    return load_settings().filters().vn_date(_given(value), style, place, language)


@register.filter("vn_ago")
def vn_ago(value: datetime | str | None, style: str = "press_date") -> str:
    """``{{ article.published_at|vn_ago }}``: how long ago something was."""
    return load_settings().filters().vn_ago(_given(value), style)


@register.filter("vn_number")
def vn_number(value: float | str | None) -> str:
    """``{{ views|vn_number }}``: a number with a dot between groups of three."""
    return load_settings().filters().vn_number(_given(value))


@register.simple_tag(name="statistics_block")
def statistics(
    figures: VisitStatistics | None = None, language: Language = "vi", level: int = 2
) -> str:
    """``{% statistics_block %}``: the figures of the counter of ``GOVNEWS``, or those given.

    Nothing without a counter. Figures of a counter for event loops have to be given.
    """
    if figures is None:
        counter = load_settings().counter
        ask: Callable[..., VisitStatistics] | None = getattr(counter, "statistics", None)
        if ask is None:
            return ""
        figures = ask(at=timezone.now())
    return statistics_block(figures, language=language, level=level)


@register.simple_tag(name="schedule_table")
def schedule(plan: BroadcastPlan, count: int = 4, language: Language | None = None) -> str:
    """``{% schedule_table plan %}``: a broadcast plan with its next airings as tables."""
    return schedule_table(plan, timezone.now(), count, language=language)


@register.simple_tag(name="autodiscovery_tags")
def autodiscovery(portal: Portal | None = None) -> str:
    """``{% autodiscovery_tags %}``: links to the feeds of ``GOVNEWS["FEEDS"]`` or of a portal."""
    if portal is None:
        feeds = load_settings().feeds
        return "" if feeds is None else autodiscovery_tags(feeds.portal)
    return autodiscovery_tags(portal)
