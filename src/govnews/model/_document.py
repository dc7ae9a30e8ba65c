"""Official documents (văn bản)."""

from datetime import date

from attrs import field, frozen

from . import _laws as laws
from ._document_number import DocumentNumber

_DAY = laws.optional(laws.calendar_date)


@frozen(kw_only=True)
class OfficialDocument:
    """An official document (văn bản): what a portal says of it beside the file.

    Example:
        >>> plan = OfficialDocument(
        ...     number=DocumentNumber.parse("173/KH-UBND"), title="Kế hoạch phát sóng chuyên mục"
        ... )
        >>> f"{plan.number.type_name} số {plan.number}"
        'Kế hoạch số 173/KH-UBND'
    """

    #: Number and symbol (số, ký hiệu).
    number: DocumentNumber | None = None
    #: What it is about (trích yếu).
    title: str | None = field(default=None, validator=laws.optional(laws.filled_text))
    #: The agency that issued it (cơ quan ban hành), by its full name.
    issuer: str | None = field(default=None, validator=laws.optional(laws.filled_text))
    #: When it was issued (ngày ban hành).
    issued_on: date | None = field(default=None, validator=_DAY)
    #: From when it is in force (ngày có hiệu lực).
    effective_on: date | None = field(default=None, validator=_DAY)
    #: From when it is no longer in force (ngày hết hiệu lực).
    expires_on: date | None = field(default=None, validator=_DAY)
    #: Where its text is.
    url: str | None = field(default=None, validator=laws.optional(laws.web_url))

    def __attrs_post_init__(self) -> None:
        start, end = self.effective_on, self.expires_on
        if start is not None and end is not None and end < start:
            raise laws.fail(self, "expires_on", end, "is before effective_on")
