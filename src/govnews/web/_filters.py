"""Template filters: dates, times and numbers as Vietnamese readers know them."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Protocol

from .. import dates
from ..dates import STYLES, Language, Style
from ..errors import UnknownFormatError
from ._blocks import autodiscovery_tags, statistics_block
from ._schedule import schedule_table


class Environment(Protocol):
    """What filters are added to: ``jinja2.Environment``, or anything shaped like it."""

    #: Filters by name.
    filters: Any
    #: Functions by name.
    globals: Any


class DateFilters:
    """The filters, with a portal's own styles beside the named ones.

    A missing value (None) is an empty text, so that templates need no condition around a
    draft without a date.

    Args:
        styles: A portal's own styles by name; they come before those of ``dates.STYLES``.
        clock: Gives the moment that ``vn_ago`` counts from.

    Example:
        >>> from govnews import dates
        >>> moment = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
        >>> DateFilters().vn_date(moment, "tuoitre")
        '15/02/2017 17:00 GMT+7'
    """

    def __init__(
        self,
        styles: Mapping[str, Style] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._styles = {**STYLES, **(styles or {})}
        self._clock = clock

    def style(self, style: str | Style) -> Style:
        """A style by its name.

        Raises:
            UnknownFormatError: There is none of that name.
        """
        if isinstance(style, Style):
            return style
        found = self._styles.get(style)
        if found is None:
            raise UnknownFormatError("date style", style, tuple(self._styles))
        return found

    def vn_date(
        self,
        value: date | time | None,
        style: str | Style = "portal",
        place: str | None = None,
        language: Language | None = None,
    ) -> str:
        """A date, time or both in a named style; see :func:`govnews.dates.format`.

        Raises:
            DateFormatError: The value is a naive datetime, or lacks what the style shows.
            UnknownFormatError: There is no such style.
        """
        if value is None:
            return ""
        return dates.format(value, self.style(style), place=place, language=language)

    def vn_ago(
        self, value: datetime | None, style: str | Style = "press_date", language: Language = "vi"
    ) -> str:
        """How long ago something was ("5 phút trước"); see :func:`govnews.dates.relative`.

        Raises:
            DateFormatError: The value is a naive datetime.
            UnknownFormatError: There is no such style.
        """
        if value is None:
            return ""
        return dates.relative(value, self._clock(), style=self.style(style), language=language)

    def vn_number(self, value: float | Decimal | None) -> str:
        """A number with a dot between groups of three; see :func:`govnews.dates.format_number`.

        Raises:
            DateFormatError: The value is no finite number.
        """
        return "" if value is None else dates.format_number(value)

    def by_name(self) -> dict[str, Callable[..., str]]:
        """The filters by the names they have in templates."""
        return {"vn_date": self.vn_date, "vn_ago": self.vn_ago, "vn_number": self.vn_number}


#: What templates call by name beside the filters.
BLOCKS: Final[Mapping[str, Callable[..., str]]] = MappingProxyType(
    {
        "statistics_block": statistics_block,
        "schedule_table": schedule_table,
        "autodiscovery_tags": autodiscovery_tags,
    }
)


def add_filters(environment: Environment, *, styles: Mapping[str, Style] | None = None) -> None:
    """Give the templates of a Jinja environment the filters and blocks of govnews.

    Filters: ``{{ article.published_at | vn_date("portal") }}``, ``vn_ago``, ``vn_number``.
    Functions: ``{{ statistics_block(figures) }}``, ``{{ schedule_table(plan, now) }}``,
    ``{{ autodiscovery_tags(portal) }}``.

    Args:
        environment: A ``jinja2.Environment``.
        styles: A portal's own date styles by name.

    Example:
        >>> from jinja2 import Environment
        >>> environment = Environment()
        >>> add_filters(environment)
        >>> environment.from_string("{{ 40536672 | vn_number }}").render()
        '40.536.672'
    """
    environment.filters.update(DateFilters(styles).by_name())
    environment.globals.update(BLOCKS)
