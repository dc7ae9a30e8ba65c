"""Official documents (văn bản)."""

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class DocumentNumber:
    """The number of an official document."""

    number: int


@frozen(kw_only=True)
class OfficialDocument:
    """An official document."""

    number: DocumentNumber | None = None
    title: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    url: str | None = None
DocumentNumber.parse = None
