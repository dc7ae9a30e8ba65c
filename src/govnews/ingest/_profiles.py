"""What the pages of a site look like: where each field stands."""

from attrs import evolve, field, frozen

from ..errors import ModelError
from ..model import Section, Source


def _tuple(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@frozen(kw_only=True)
class Selectors:
    """Where the fields stand in HTML: CSS selectors, the surest first.

    One selector may be given as a text. Of a ``meta`` element ``content`` is read, of a
    ``time`` element ``datetime``, of an ``img`` and a link their address.

    Example:
        >>> Selectors(headline="h1.title").headline
        ('h1.title',)
    """

    section: tuple[str, ...] = field(default=(), converter=_tuple)
    headline: tuple[str, ...] = field(default=(), converter=_tuple)
    subheadline: tuple[str, ...] = field(default=(), converter=_tuple)
    #: The stamp: when the article was published.
    published_at: tuple[str, ...] = field(default=(), converter=_tuple)
    modified_at: tuple[str, ...] = field(default=(), converter=_tuple)
    lead: tuple[str, ...] = field(default=(), converter=_tuple)
    #: Pictures, all that match.
    image: tuple[str, ...] = field(default=(), converter=_tuple)
    #: Captions, in the order of the pictures.
    caption: tuple[str, ...] = field(default=(), converter=_tuple)
    #: The body; what other selectors found inside it is left out of it.
    body: tuple[str, ...] = field(default=(), converter=_tuple)
    byline: tuple[str, ...] = field(default=(), converter=_tuple)
    #: Keywords, all that match.
    tags: tuple[str, ...] = field(default=(), converter=_tuple)
    #: Links to files, all that match.
    attachments: tuple[str, ...] = field(default=(), converter=_tuple)
    #: Address of the page.
    url: tuple[str, ...] = field(default=(), converter=_tuple)


@frozen(kw_only=True)
class Labels:
    """The words before a value on a line: ``Ngày đăng: 15/02/2017 17:00``.

    Capitals, spaces and the Unicode form make no difference. A figure may also stand on the
    line after its label; a body goes on to the next labelled line.

    Example:
        >>> Labels(published_at="Ngày đăng").published_at
        ('Ngày đăng',)
    """

    section: tuple[str, ...] = field(default=(), converter=_tuple)
    headline: tuple[str, ...] = field(default=(), converter=_tuple)
    subheadline: tuple[str, ...] = field(default=(), converter=_tuple)
    published_at: tuple[str, ...] = field(default=(), converter=_tuple)
    modified_at: tuple[str, ...] = field(default=(), converter=_tuple)
    lead: tuple[str, ...] = field(default=(), converter=_tuple)
    caption: tuple[str, ...] = field(default=(), converter=_tuple)
    body: tuple[str, ...] = field(default=(), converter=_tuple)
    byline: tuple[str, ...] = field(default=(), converter=_tuple)
    #: All visits since counting began.
    total: tuple[str, ...] = field(default=(), converter=_tuple)
    #: Visitors on the site now.
    online: tuple[str, ...] = field(default=(), converter=_tuple)
    today: tuple[str, ...] = field(default=(), converter=_tuple)
    yesterday: tuple[str, ...] = field(default=(), converter=_tuple)
    this_week: tuple[str, ...] = field(default=(), converter=_tuple)
    last_week: tuple[str, ...] = field(default=(), converter=_tuple)
    this_month: tuple[str, ...] = field(default=(), converter=_tuple)
    last_month: tuple[str, ...] = field(default=(), converter=_tuple)


@frozen(kw_only=True)
class PageProfile:
    """How to read the pages of one site (hồ sơ trang).

    A field is looked for by its selectors (in HTML), then by its labels, then, if the profile
    says so, by its place on the page.

    Raises:
        ModelError: The name is empty, or a CSS selector is at fault when a page is read.

    Example:
        >>> profile = PageProfile(
        ...     name="so-tttt",
        ...     selectors=Selectors(headline="h1", published_at=".ngay-dang", body="#noi-dung"),
        ...     labels=Labels(byline="Tác giả"),
        ... )
        >>> profile.selectors.body
        ('#noi-dung',)
    """

    #: Name of the site or of the kind of page; part of the URIs that are made for its pages.
    name: str = field()
    #: Where fields stand in HTML.
    selectors: Selectors = Selectors()
    #: By which words fields are found on lines.
    labels: Labels = Labels()
    #: Whether fields may be found by their place: section, headline, stamp, lead, caption,
    #: body, byline, each on lines of their own.
    by_position: bool = False
    #: Headings of boxes that end an article.
    boxes: tuple[str, ...] = field(default=(), converter=_tuple)
    #: Sections that the portal has; a title on the page that is one of theirs means that one.
    sections: tuple[Section, ...] = ()
    #: Whom to name as the source; None for the portal's own pages.
    source: Source | None = None
    #: Language of the pages (RFC 5646).
    language: str = "vi"

    @name.validator
    def _named(self, attribute: object, value: str) -> None:  # noqa: ARG002  # attrs names them
        if not value.strip():
            raise ModelError("PageProfile", "name", value, "is empty")


#: Words of the statistics blocks of Vietnamese portals.
STATISTICS_LABELS = Labels(
    total=("Tổng số lượt truy cập", "Tổng lượt truy cập", "Tổng truy cập", "Lượt truy cập"),
    online=("Số người đang truy cập", "Đang truy cập", "Số người online", "Đang online"),
    today=("Hôm nay", "Truy cập hôm nay"),
    yesterday=("Hôm qua", "Truy cập hôm qua"),
    this_week=("Tuần này", "Trong tuần"),
    last_week=("Tuần trước",),
    this_month=("Tháng này", "Trong tháng"),
    last_month=("Tháng trước",),
)

#: The kind of page that provincial portals have: section, headline, stamp, lead, picture with
#: caption, body and byline one after another, then boxes and the statistics block. HTML is
#: read by what schema.org, Open Graph and HTML itself mark, then like the plain text.
PORTAL_PAGE = PageProfile(
    name="portal-page",
    selectors=Selectors(
        section=(
            "[itemprop=articleSection]",
            ".breadcrumb li:last-child",
            "meta[property='article:section']",
        ),
        headline=("[itemprop=headline]", "article h1", "h1"),
        published_at=(
            "[itemprop=datePublished]",
            "article time",
            "time",
            "meta[property='article:published_time']",
        ),
        modified_at=("[itemprop=dateModified]", "meta[property='article:modified_time']"),
        lead=("[itemprop=description]", ".sapo", ".lead"),
        image=("article figure img", "figure img", "[itemprop=image]"),
        caption=("figcaption", ".caption"),
        body=("[itemprop=articleBody]", ".article-body"),
        byline=("[itemprop=author]", ".byline", ".author"),
        tags=("[rel=tag]", "meta[property='article:tag']"),
        url=("link[rel=canonical]", "meta[property='og:url']"),
    ),
    labels=evolve(
        STATISTICS_LABELS,
        section="Chuyên mục",
        published_at=("Ngày đăng", "Đăng lúc"),
        byline="Tác giả",
    ),
    by_position=True,
    boxes=("Thông tin cải cách", "Thống kê truy cập", "Tin liên quan", "Các tin khác"),
)
