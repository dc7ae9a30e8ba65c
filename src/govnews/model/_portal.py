"""The portal itself: who publishes, where, in which zone and language."""

from datetime import tzinfo
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from attrs import field, frozen

from ..errors import ModelError
from ._article import Organisation
from ._extensions import NO_EXTENSIONS, Extensions
from ._laws import (
    filled_text,
    frozen_tuple,
    language_tag,
    optional,
    text,
    tuple_of,
    web_url,
)
from ._section import Section, SectionTree

#: The name that a feed of the whole portal has in addresses, where a section has its key.
ALL_SECTIONS = "all"


@frozen(kw_only=True)
class Portal:
    """A news portal (cổng thông tin điện tử): what every feed and export needs to know of it.

    Raises:
        ModelError: A field breaks a law, the sections form no tree, or the zone is unknown.

    Example:
        >>> portal = Portal(
        ...     name="Cổng thông tin điện tử tỉnh Sơn La",
        ...     url="https://sonla.example.vn/",
        ...     sections=(Section(key="van-hoa", title="Tin văn hoá - xã hội"),),
        ... )
        >>> portal.feed_url("atom", "van-hoa")
        'https://sonla.example.vn/feeds/van-hoa.atom'
    """

    #: Name that readers see.
    name: str = field(validator=filled_text)
    #: Address of its front page; relative addresses are read against it.
    url: str = field(validator=web_url)
    #: Language (RFC 5646).
    language: str = field(default="vi", validator=language_tag)
    #: Key of its zone in the IANA time zone database.
    time_zone: str = "Asia/Ho_Chi_Minh"
    #: Its sections; they must form a tree.
    sections: tuple[Section, ...] = field(default=(), validator=frozen_tuple)
    #: What it offers, in a sentence.
    description: str | None = field(default=None, validator=optional(text))
    #: The body that answers for it (cơ quan chủ quản).
    publisher: Organisation | None = None
    #: Rights notice.
    rights: str | None = field(default=None, validator=optional(text))
    #: Address of a wide logo.
    logo: str | None = field(default=None, validator=optional(web_url))
    #: Address of a square icon.
    icon: str | None = field(default=None, validator=optional(web_url))
    #: Addresses of WebSub hubs (W3C WebSub, section 4).
    hubs: tuple[str, ...] = field(default=(), validator=tuple_of(web_url))
    #: Where feeds live below ``url``; ``{name}`` is a section's key or ``all``.
    feed_path: str = "feeds/{name}.{format}"
    #: Typed add-ons.
    extensions: Extensions = NO_EXTENSIONS
    #: The sections as a tree.
    tree: SectionTree = field(init=False, repr=False, eq=False)
    #: The zone of ``time_zone``.
    zone: tzinfo = field(init=False, repr=False, eq=False)

    @tree.default
    def _tree(self) -> SectionTree:
        return SectionTree(self.sections)

    @zone.default
    def _zone(self) -> tzinfo:
        try:
            return ZoneInfo(self.time_zone)
        except (LookupError, OSError, ValueError, TypeError) as error:
            raise ModelError(
                "Portal", "time_zone", self.time_zone, "is no zone of the IANA database"
            ) from error

    def __attrs_post_init__(self) -> None:
        try:
            paths = {self.feed_path.format(name=n, format=f) for n in "ab" for f in "cd"}
        except (LookupError, ValueError, AttributeError) as error:
            raise self._feed_path_error() from error
        if len(paths) < 4:  # noqa: PLR2004  # two names in two formats
            raise self._feed_path_error()

    def _feed_path_error(self) -> ModelError:
        return ModelError(
            "Portal", "feed_path", self.feed_path, "is not a path with {name} and {format}"
        )

    def feed_url(self, format: str, section: str | Section | None = None) -> str:  # noqa: A002  # the word of the whole library
        """Address of one of the portal's feeds.

        Args:
            format: ``rss``, ``atom`` or ``json``.
            section: A section or its key; None for the feed of the whole portal.

        Returns:
            An absolute address built from ``feed_path``.
        """
        name = section.key if isinstance(section, Section) else section
        return urljoin(self.url, self.feed_path.format(name=name or ALL_SECTIONS, format=format))
