"""JSON and construction of one article of about 5 KB against pydantic v2 with the same rules."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    model_validator,
)

from govnews import Article, Image, Person, codec

from ._measure import Row, best, faster, table

_HANOI = timezone(timedelta(hours=7))
_BODY = (
    "<p>Tại buổi làm việc các bên đã thảo luận về việc triển khai chương trình truyền thông "
    "Chính phủ điện tử trên địa bàn tỉnh, nhiệm vụ của từng đơn vị và lịch phát sóng.</p>\n"
) * 19


_XML = r"[\t\n\r\x20-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]"
_Text = Annotated[str, Field(pattern=f"^{_XML}*$")]
_FilledText = Annotated[str, Field(pattern=rf"^{_XML}*[{_XML}--\s]{_XML}*$")]
_Uri = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>\"{}|\\^`\s]+$")]
_WebUrl = Annotated[str, Field(pattern=r"^(?i:https?)://[^\x00-\x20\x7f<>\"{}|\\^`\s]+$")]
_Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")]
_Language = Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
_MediaType = Annotated[str, Field(pattern=r"^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *;.*)?$")]
_Positive = Annotated[int, Field(ge=1)]
_NotNegative = Annotated[int, Field(ge=0)]


class _Frozen(BaseModel):
    """As strict as the codec: nothing is coerced, unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class PydanticImage(_Frozen):
    """As `Image`."""

    url: _WebUrl
    caption: _Text | None = None
    credit: _Text | None = None
    alt: _Text | None = None
    width: _Positive | None = None
    height: _Positive | None = None
    media_type: _MediaType | None = None
    length: _NotNegative | None = None


class PydanticPerson(_Frozen):
    """As `Person`."""

    name: _FilledText
    email: _Text | None = None
    url: _WebUrl | None = None
    role: _Text | None = None


class PydanticDocument(_Frozen):
    """As `OfficialDocument`, its number as plain text."""

    number: _FilledText | None = None
    title: _FilledText | None = None
    issuer: _FilledText | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    url: _WebUrl | None = None


class PydanticAttachment(_Frozen):
    """As `Attachment`."""

    url: _WebUrl
    title: _Text | None = None
    media_type: _MediaType | None = None
    length: _NotNegative | None = None
    document: PydanticDocument | None = None


class PydanticSource(_Frozen):
    """As `Source`."""

    name: _FilledText
    url: _WebUrl | None = None
    item_uri: _FilledText | None = None
    published_at: AwareDatetime | None = None
    relation: Literal["relayed", "excerpt", "translated", "adapted"] = "relayed"


class PydanticRelated(_Frozen):
    """As `Related`."""

    uri: _Uri
    rel: _FilledText = "related"
    title: _Text | None = None
    language: _Language | None = None


class PydanticArticle(_Frozen):
    """As `Article`, with the laws that pydantic declares; it does not normalise to form C."""

    uri: _Uri
    headline: _FilledText
    published_at: AwareDatetime | None
    url: _WebUrl | None = None
    slug: _FilledText | None = None
    subheadline: _Text | None = None
    lead: _Text | None = None
    body: _Text | None = None
    body_type: Literal["html", "plain"] = "html"
    byline: _Text | None = None
    authors: tuple[PydanticPerson, ...] = ()
    section: _Key | None = None
    sections: tuple[_Key, ...] = ()
    tags: tuple[_FilledText, ...] = ()
    language: _Language = "vi"
    modified_at: AwareDatetime | None = None
    publish_from: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    status: Literal["draft", "published", "withdrawn"] = "published"
    version: _Positive = 1
    images: tuple[PydanticImage, ...] = ()
    attachments: tuple[PydanticAttachment, ...] = ()
    documents: tuple[PydanticDocument, ...] = ()
    source: PydanticSource | None = None
    rights: _Text | None = None
    place: _Text | None = None
    related: tuple[PydanticRelated, ...] = ()
    alt_ids: tuple[_FilledText, ...] = ()
    extensions: dict[str, JsonValue] = {}

    @model_validator(mode="after")
    def _published_has_a_date(self) -> Self:
        if self.published_at is None and self.status != "draft":
            raise ValueError("published_at is missing")
        return self


def run() -> list[Row]:
    """Measure."""
    fields = {
        "uri": "tag:sonla.example.vn,2017:tin/it-today",
        "headline": "Sơn La triển khai chương trình truyền hình về Chính phủ điện tử",
        "published_at": datetime(2017, 2, 15, 17, 0, tzinfo=_HANOI),
        "url": "https://sonla.example.vn/tin/it-today.html",
        "slug": "it-today",
        "lead": "Ngày 15/2/2017, các đơn vị họp bàn cách đưa chương trình lên sóng truyền hình.",
        "body": _BODY,
        "byline": "Ban Biên tập",
        "section": "van-hoa-xa-hoi",
        "tags": ("IT TODAY", "Chính phủ điện tử"),
        "modified_at": datetime(2017, 2, 15, 17, 20, tzinfo=_HANOI),
        "rights": "Ghi rõ nguồn",
    }
    image = {"url": "https://sonla.example.vn/a.jpg", "caption": "Cuộc họp", "width": 960}
    person = {"name": "Ban Biên tập", "role": "editor"}

    def ours() -> Article:
        return Article(**fields, images=images, authors=authors)  # type: ignore[arg-type]

    def theirs() -> PydanticArticle:
        return PydanticArticle(**fields, images=their_images, authors=their_authors)

    images, authors = (Image(**image), Image(**image)), (Person(**person),)
    their_images = (PydanticImage(**image), PydanticImage(**image))
    their_authors = (PydanticPerson(**person),)
    article, peer = ours(), theirs()
    fast, plain = codec.make_converter(json="orjson"), codec.make_converter()
    to_bytes = TypeAdapter(PydanticArticle).dump_json
    data, their_data = plain.dumps(article), to_bytes(peer, exclude_defaults=True)
    assert fast.loads(data, Article) == article
    assert PydanticArticle.model_validate_json(their_data) == peer
    # One document, but for the mark that says which class an author is of.
    document = json.loads(data)
    del document["authors"][0]["@type"]
    assert document == json.loads(their_data)
    times = best(
        {
            "orjson dumps": lambda: fast.dumps(article),
            "json dumps": lambda: plain.dumps(article),
            "pydantic dumps": lambda: peer.model_dump_json(exclude_defaults=True).encode(),
            "TypeAdapter dumps": lambda: to_bytes(peer, exclude_defaults=True),
            "orjson loads": lambda: fast.loads(data, Article),
            "json loads": lambda: plain.loads(data, Article),
            "pydantic loads": lambda: PydanticArticle.model_validate_json(their_data),
            "construct": ours,
            "pydantic construct": theirs,
        }
    )
    return [
        faster(f"dumps, orjson ({len(data)} bytes)", times, "orjson dumps", "pydantic dumps", 3),
        faster("dumps, orjson, straight to bytes", times, "orjson dumps", "TypeAdapter dumps"),
        faster("dumps, json", times, "json dumps", "pydantic dumps"),
        faster("loads, orjson", times, "orjson loads", "pydantic loads", 1),
        faster("loads, json", times, "json loads", "pydantic loads"),
        faster("construct an Article", times, "construct", "pydantic construct", 0.8),
    ]


if __name__ == "__main__":
    print(datetime.now(UTC).date(), "codec against pydantic")
    print(table(run()))
