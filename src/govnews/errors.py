"""Every error govnews raises: one tree, each carrying what a handler needs.

Catch :class:`GovNewsError` to catch them all; catch a child to act on its data. Children
that report bad input are also ``ValueError``, so code that knows nothing of govnews still
treats them as what they are. All of them survive ``pickle``.
"""


class GovNewsError(Exception):
    """The root of the tree."""


class ModelError(GovNewsError, ValueError):
    """A value would break a law of its model class.

    Example:
        >>> str(ModelError("Article", "headline", "", "is empty"))
        "Article.headline is empty: ''"
    """

    #: Name of the model class, for example ``"Article"``.
    model: str
    #: Name of the field that holds the value.
    field: str
    #: The refused value, as it was given.
    value: object
    #: Why it was refused, written to follow the field's name.
    reason: str

    def __init__(self, model: str, field: str, value: object, reason: str) -> None:
        super().__init__(model, field, value, reason)
        self.model = model
        self.field = field
        self.value = value
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.model}.{self.field} {self.reason}: {_shown(self.value)}"


class TextError(GovNewsError, ValueError):
    """A text could not be read as what it should say.

    Example:
        >>> str(TextError("12/13/2017", "there is no month 13"))
        "there is no month 13: '12/13/2017'"
    """

    #: The whole text that was given.
    text: str
    #: Why it was refused.
    reason: str

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason}: {_shown(self.text)}"


class DateParseError(TextError):
    """A text is not a date, time or range that govnews reads."""


class DateFormatError(GovNewsError, ValueError):
    """A value cannot be written in a style: naive, or lacking what the style shows."""

    #: The value that was to be written.
    value: object
    #: Name of the style.
    style: str
    #: Why it was refused.
    reason: str

    def __init__(self, value: object, style: str, reason: str) -> None:
        super().__init__(value, style, reason)
        self.value = value
        self.style = style
        self.reason = reason

    def __str__(self) -> str:
        return f"style {self.style!r}: {self.reason}: {_shown(self.value)}"


class DocumentNumberError(TextError):
    """A text is not an official document's number (số, ký hiệu văn bản)."""


class ScheduleParseError(TextError):
    """A phrase is not a schedule that govnews reads."""


class CodecError(GovNewsError, ValueError):
    """Data does not fit the model: every fault at once, each with its path.

    Example:
        >>> str(CodecError("Article", ("$.headline: required field missing",)))
        'Article: $.headline: required field missing'
    """

    #: Name of the class that was to be read.
    model: str
    #: One line for each fault, ``path: reason``.
    faults: tuple[str, ...]

    def __init__(self, model: str, faults: tuple[str, ...]) -> None:
        super().__init__(model, faults)
        self.model = model
        self.faults = faults

    def __str__(self) -> str:
        return f"{self.model}: {'; '.join(self.faults)}"


class FeedError(GovNewsError, ValueError):
    """One article cannot go into a feed.

    Example:
        >>> str(FeedError("tag:a,2017:1", 3, "body", "holds a character XML cannot carry"))
        'article 3 (tag:a,2017:1): body holds a character XML cannot carry'
    """

    #: The article's ``uri``; None when the row never became an article.
    uri: str | None
    #: Its place in the given iterable, from 0.
    index: int
    #: The field at fault; None when it is not one field.
    field: str | None
    #: Why it was left out.
    reason: str

    def __init__(self, uri: str | None, index: int, field: str | None, reason: str) -> None:
        super().__init__(uri, index, field, reason)
        self.uri = uri
        self.index = index
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        name = f" ({self.uri})" if self.uri else ""
        field = f"{self.field} " if self.field else ""
        return f"article {self.index}{name}: {field}{self.reason}"


class UnknownFormatError(GovNewsError, LookupError):
    """A format, style or profile is asked for by a name that nobody has given."""

    #: What kind of name it is: ``"feed format"``, ``"date style"``.
    kind: str
    #: The name that was asked for.
    name: str
    #: The names that are known.
    known: tuple[str, ...]

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(kind, name, known)
        self.kind = kind
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"unknown {self.kind} {self.name!r}; known: {', '.join(self.known) or 'none'}"


class IngestError(GovNewsError, ValueError):
    """One item or field of another portal's feed or page could not be taken in."""

    #: Where it is: an item's identifier or place, ``"page"`` for a whole page.
    where: str
    #: The field at fault; None when it is not one field.
    field: str | None
    #: Why it was left out.
    reason: str

    def __init__(self, where: str, field: str | None, reason: str) -> None:
        super().__init__(where, field, reason)
        self.where = where
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        field = f"{self.field} " if self.field else ""
        return f"{self.where}: {field}{self.reason}"


class BroadcastError(GovNewsError, ValueError):
    """A part of a broadcast plan, its exceptions or its log is at fault."""

    #: Key of the plan; None when it is not known yet.
    plan: str | None
    #: What is at fault: a slot's key, an exception's day, a line of the log.
    where: str
    #: Why.
    reason: str

    def __init__(self, plan: str | None, where: str, reason: str) -> None:
        super().__init__(plan, where, reason)
        self.plan = plan
        self.where = where
        self.reason = reason

    def __str__(self) -> str:
        plan = f"plan {self.plan}: " if self.plan else ""
        return f"{plan}{self.where}: {self.reason}"


class VisitError(GovNewsError):
    """The visit counter or its store failed."""


class StoreUnavailableError(VisitError):
    """A visit store does not answer, or not in time; nothing is known to be recorded."""

    #: The store, without credentials.
    store: str
    #: What went wrong.
    reason: str

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(store, reason)
        self.store = store
        self.reason = reason

    def __str__(self) -> str:
        return f"visit store {self.store}: {self.reason}"


class UnknownStoreError(VisitError, LookupError):
    """No visit store goes by the scheme of a URL."""

    #: The scheme that was asked for.
    scheme: str
    #: The schemes that are known.
    known: tuple[str, ...]

    def __init__(self, scheme: str, known: tuple[str, ...]) -> None:
        super().__init__(scheme, known)
        self.scheme = scheme
        self.known = known

    def __str__(self) -> str:
        return f"no visit store for {self.scheme!r}; known: {', '.join(self.known)}"


class MissingExtraError(GovNewsError, ImportError):
    """Something needs a package that an extra of govnews installs.

    Example:
        >>> str(MissingExtraError("ics", "icalendar"))
        "this needs icalendar: pip install 'govnews[ics]'"
    """

    #: The extra to install.
    extra: str
    #: The package that is missing.
    package: str

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(extra, package)
        self.extra = extra
        self.package = package

    def __str__(self) -> str:
        return f"this needs {self.package}: pip install 'govnews[{self.extra}]'"


#: The longest part of a value that a message repeats.
_LONGEST_SHOWN = 80


def _shown(value: object) -> str:
    if isinstance(value, str) and len(value) > _LONGEST_SHOWN:
        return f"{value[:_LONGEST_SHOWN]!r}… ({len(value)} characters)"
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001  # a message that fails would hide what it is about
        text = f"{type(value).__name__} value that cannot be shown"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
