"""Writing a value in a style."""

from datetime import date, time
from unicodedata import normalize

from ..errors import DateFormatError, UnknownFormatError
from ._compile import Writer, compile_style
from ._names import LANGUAGES, Language
from ._style import Style
from ._styles import STYLES

#: Compiled writers by what was asked for; emptied when a caller makes styles without end.
_writers: dict[str | Style, Writer] = {}
_translators: dict[tuple[str | Style, Language], Writer] = {}
_MOST_WRITERS = 512


def format(  # noqa: A001 - read as dates.format, beside dates.parse_datetime
    value: date | time,
    style: str | Style = "portal",
    *,
    place: str | None = None,
    language: Language | None = None,
) -> str:
    """Write a date, a time or a datetime as Vietnamese portals and documents do.

    Args:
        value: An aware datetime, which is moved to the style's zone (Vietnam unless the style
            says otherwise); a date, for styles that show no time; a time of day without a
            zone, for styles that show no date.
        style: The name of one of :data:`STYLES`, or a :class:`Style` of your own.
        place: Where a document was signed; written first, with a comma (địa danh).
        language: ``"vi"`` or ``"en"``; None for the style's own.

    Returns:
        The text, in Unicode normalisation form C.

    Raises:
        DateFormatError: The value is a naive datetime, or lacks what the style shows.
        UnknownFormatError: No style or language goes by that name.

    Example:
        >>> from datetime import date, datetime
        >>> from govnews import dates
        >>> signed = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
        >>> dates.format(signed)
        'Wed, 15/02/2017 17:00 | GMT +7'
        >>> dates.format(date(2017, 2, 15), "administrative", place="Sơn La")
        'Sơn La, ngày 15 tháng 02 năm 2017'
        >>> dates.format(signed, "vov", language="en")
        'Wednesday, 17:00, 15/02/2017'
    """
    try:
        write = _writers[style] if language is None else _translators[style, language]
    except KeyError:
        write = _writer(style, language)
    if place is None:
        return write(value)
    return f"{_place(place, value, style)}, {write(value)}"


def _writer(style: str | Style, language: Language | None) -> Writer:
    if isinstance(style, Style):
        found = style
    elif style in STYLES:
        found = STYLES[style]
    else:
        raise UnknownFormatError("date style", str(style), tuple(STYLES)) from None
    if language is not None and language not in LANGUAGES:
        raise UnknownFormatError("language", str(language), LANGUAGES) from None
    write = compile_style(found, language or found.language)
    if len(_writers) + len(_translators) >= _MOST_WRITERS:
        _writers.clear()
        _translators.clear()
    if language is None:
        _writers[style] = write
    else:
        _translators[style, language] = write
    return write


def _place(place: str, value: date | time, style: str | Style) -> str:
    if not place or place.isspace():
        name = style.name if isinstance(style, Style) else style
        raise DateFormatError(value, name, "the place is empty")
    return normalize("NFC", place.strip())
