"""What a reading gives back: everything that could be taken in, and what could not."""

from attrs import field, frozen

from ..errors import IngestError
from ..model import Article, Section, VisitStatistics


def _told(errors: tuple[IngestError, ...]) -> tuple[tuple[object, ...], ...]:
    """What errors say: exceptions themselves are equal to nothing else."""
    return tuple(error.args for error in errors)


@frozen(kw_only=True)
class Ingested:
    """Articles, sections and figures taken from another portal's feed or page.

    Reading never fails as a whole: what is at fault is named in ``errors``, the rest is here.

    Example:
        >>> Ingested().articles
        ()
    """

    #: The articles, in the order of the feed; a page has one at most.
    articles: tuple[Article, ...] = ()
    #: The sections that the articles stand in, as far as their titles are known.
    sections: tuple[Section, ...] = ()
    #: The figures of a page's statistics block (thống kê truy cập); None without one.
    statistics: VisitStatistics | None = None
    #: Identities of articles that the source has withdrawn (RFC 6721).
    withdrawn: tuple[str, ...] = ()
    #: What could not be taken in, or not as it stood.
    errors: tuple[IngestError, ...] = field(default=(), eq=_told)
