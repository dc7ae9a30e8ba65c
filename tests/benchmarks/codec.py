"""JSON and construction of one 4.6 KB article against pydantic v2 with the same rules."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from govnews import Article, Image, Person, codec

from ._measure import Row, best, faster, table

_HANOI = timezone(timedelta(hours=7))
_BODY = (
    "<p>Tại buổi làm việc các bên đã thảo luận về việc triển khai chương trình truyền thông "
    "Chính phủ điện tử trên địa bàn tỉnh, nhiệm vụ của từng đơn vị và lịch phát sóng.</p>\n"
) * 19


class PydanticImage(BaseModel):
    """As `Image`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    caption: str | None = None
    alt: str | None = None
    width: Annotated[int, Field(ge=1)] | None = None
    height: Annotated[int, Field(ge=1)] | None = None
    media_type: Annotated[str, Field(pattern=r"^[\w.+-]+/[\w.+-]+$")] | None = None


class PydanticPerson(BaseModel):
    """As `Person`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    name: Annotated[str, Field(min_length=1)]
    email: str | None = None
    role: str | None = None


_Text = Annotated[str, Field(pattern=r"^[\t\n\r\x20-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]*$")]


class PydanticArticle(BaseModel):
    """As `Article`, with the laws that pydantic can say; it does not normalise to form C."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    uri: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$")]
    headline: Annotated[_Text, Field(min_length=1)]
    published_at: AwareDatetime | None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    slug: _Text | None = None
    subheadline: _Text | None = None
    lead: _Text | None = None
    body: _Text | None = None
    body_type: Literal["html", "plain"] = "html"
    byline: _Text | None = None
    authors: tuple[PydanticPerson, ...] = ()
    section: Annotated[str, Field(pattern=r"^[\w.-]+$")] | None = None
    sections: tuple[str, ...] = ()
    tags: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    language: Annotated[str, Field(pattern=r"^[A-Za-z-]+$")] = "vi"
    modified_at: AwareDatetime | None = None
    publish_from: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    status: Literal["draft", "published", "withdrawn"] = "published"
    version: Annotated[int, Field(ge=1)] = 1
    images: tuple[PydanticImage, ...] = ()
    rights: _Text | None = None
    place: _Text | None = None


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
    data, their_data = plain.dumps(article), peer.model_dump_json().encode()
    assert fast.loads(data, Article) == article
    assert PydanticArticle.model_validate_json(their_data) == peer
    assert json.loads(data)["body"] == json.loads(their_data)["body"]
    times = best(
        {
            "orjson dumps": lambda: fast.dumps(article),
            "json dumps": lambda: plain.dumps(article),
            "pydantic dumps": lambda: peer.model_dump_json().encode(),
            "orjson loads": lambda: fast.loads(data, Article),
            "json loads": lambda: plain.loads(data, Article),
            "pydantic loads": lambda: PydanticArticle.model_validate_json(their_data),
            "construct": ours,
            "pydantic construct": theirs,
        }
    )
    return [
        faster(f"dumps, orjson ({len(data)} bytes)", times, "orjson dumps", "pydantic dumps", 3),
        faster("dumps, json", times, "json dumps", "pydantic dumps"),
        faster("loads, orjson", times, "orjson loads", "pydantic loads", 1),
        faster("loads, json", times, "json loads", "pydantic loads"),
        faster("construct an Article", times, "construct", "pydantic construct", 0.8),
    ]


if __name__ == "__main__":
    print(datetime.now(UTC).date(), "codec against pydantic")
    print(table(run()))
