"""Blocks of HTML that a portal's pages hold: statistics, and links to feeds."""

from html import escape

from .. import feeds
from ..dates import Language
from ..model import Portal, Section, VisitStatistics
from ._labels import LABELS


class SafeHtml(str):
    """HTML that is safe as it stands: templates of Django and Jinja do not escape it again.

    Example:
        >>> SafeHtml("<b>19h45</b>").__html__()
        '<b>19h45</b>'
    """

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def statistics_block(
    figures: VisitStatistics, *, language: Language = "vi", level: int = 2
) -> SafeHtml:
    """The statistics block of a page (thống kê truy cập), as HTML.

    Args:
        figures: What the counter said.
        language: Of the labels.
        level: Of its heading, 1 to 6.

    Returns:
        A ``section`` with a heading and a list; numbers stand ungrouped, as on the portals
        that this block is known from.

    Example:
        >>> from datetime import datetime, timezone
        >>> figures = VisitStatistics(
        ...     total=40_536_672, online=61, as_of=datetime(2017, 2, 15, tzinfo=timezone.utc)
        ... )
        >>> "Tổng số lượt truy cập: 40536672" in statistics_block(figures)
        True
    """
    labels = LABELS[language]
    lines = "\n".join(
        f"<li>{escape(label)}: {getattr(figures, name)}</li>"
        for name, label in labels.figures.items()
    )
    return SafeHtml(
        f'<section class="govnews-statistics" aria-label="{escape(labels.statistics)}"'
        f' lang="{language}">\n<h{level}>{escape(labels.statistics)}</h{level}>\n'
        f"<ul>\n{lines}\n</ul>\n</section>"
    )


def autodiscovery_tags(portal: Portal, section: str | Section | None = None) -> SafeHtml:
    """The ``link`` elements by which feed readers find a portal's feeds.

    They belong in the ``head`` of every page; see :func:`govnews.feeds.autodiscovery`.

    Args:
        portal: Who publishes.
        section: The section that the page shows: its feeds are named first.

    Raises:
        UnknownFormatError: The portal has no such section.

    Example:
        >>> portal = Portal(name="Cổng thông tin", url="https://example.vn/")
        >>> "https://example.vn/feeds/all.atom" in autodiscovery_tags(portal)
        True
    """
    return SafeHtml(feeds.autodiscovery(portal, section))
