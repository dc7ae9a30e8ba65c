"""ninjs 3.1: valid by IPTC's schema, and back again."""

import contextlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import codec, testing as values
from govnews.errors import CodecError
from govnews.model import (
    Article,
    Attachment,
    DocumentNumber,
    Extensions,
    Image,
    OfficialDocument,
    Organisation,
    Person,
    RawExtension,
    Related,
    Source,
)

SCHEMA = Path(__file__).parents[3] / "shared" / "data" / "ninjs-schema_3.1.json"
AT = datetime(2017, 2, 15, 10, 0, tzinfo=UTC)
FULL = Article(
    uri="tag:a.example.vn,2017:1",
    headline="Phát sóng chương trình IT TODAY",
    published_at=AT,
    url="https://a.example.vn/tin/1",
    slug="phat-song",
    subheadline="Tiêu đề phụ",
    lead="Sapô",
    body="<p>Thân</p>",
    byline="Ban Biên tập",
    authors=(
        Person(name="Ban Biên tập", email="bbt@a.example.vn"),
        Person(name="Tổ ảnh", role="photographer"),
        Organisation(name="Sở Thông tin và Truyền thông", code="STTTT"),
    ),
    section="van-hoa",
    sections=("cntt",),
    tags=("IT TODAY",),
    modified_at=datetime(2017, 2, 16, tzinfo=UTC),
    publish_from=AT,
    expires_at=datetime(2018, 1, 1, tzinfo=UTC),
    version=3,
    images=(
        Image(
            url="https://a.example.vn/a.jpg",
            caption="Chú thích",
            credit="VNPT",
            alt="Phòng họp",
            width=640,
            height=480,
            media_type="image/jpeg",
            length=9,
        ),
    ),
    attachments=(
        Attachment(
            url="https://a.example.vn/kh.pdf",
            title="Kế hoạch",
            media_type="application/pdf",
            length=7,
            document=OfficialDocument(number=DocumentNumber.parse("173/KH-UBND")),
        ),
    ),
    documents=(
        OfficialDocument(
            number=DocumentNumber.parse("173/KH-UBND"),
            title="Kế hoạch truyền thông",
            issuer="UBND tỉnh Sơn La",
            issued_on=datetime(2016, 11, 3, tzinfo=UTC).date(),
        ),
    ),
    source=Source(
        name="Cổng Thông tin điện tử Chính phủ",
        url="https://b.example.vn/",
        item_uri="tag:b.example.vn,2017:7",
        published_at=AT,
        relation="adapted",
    ),
    rights="Theo nguồn",
    place="Sơn La",
    related=(Related(uri="https://a.example.vn/en/1", rel="translation", language="en"),),
    alt_ids=("cms:1",),
)


@pytest.fixture(scope="module")
def validate() -> Callable[[Any], list[str]]:
    """The faults of an object by IPTC's schema, which the project does not contain."""
    jsonschema = pytest.importorskip("jsonschema")
    referencing = pytest.importorskip("referencing")
    if not SCHEMA.exists():
        pytest.skip("IPTC's schema is not beside this checkout")
    geojson = referencing.Resource.from_contents(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}
    )
    registry = referencing.Registry().with_resource(
        "https://geojson.org/schema/GeoJSON.json", geojson
    )
    validator = jsonschema.Draft202012Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")), registry=registry
    )
    return lambda data: [
        f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)
    ]


def expected(article: Article) -> Article:
    """What an article is after ninjs: what it cannot say is gone, what is equal is one."""
    authors: tuple[Person | Organisation, ...] = (
        *(
            attrs.evolve(one, role=None if one.role == "author" else one.role)
            for one in article.authors
            if isinstance(one, Person)
        ),
        *(one for one in article.authors if isinstance(one, Organisation)),
    )
    return attrs.evolve(
        article,
        authors=authors,
        modified_at=None if article.updated_at == article.published_at else article.modified_at,
        documents=tuple(attrs.evolve(one, effective_on=None) for one in article.documents),
        attachments=tuple(
            attrs.evolve(
                one, document=one.document and attrs.evolve(one.document, effective_on=None)
            )
            for one in article.attachments
        ),
        body=article.body or None,
        body_type=article.body_type if article.body else "html",
        extensions=Extensions(),
    )


def test_every_field_comes_back(validate: Callable[[Any], list[str]]) -> None:
    left_out: list[str] = []
    data = codec.to_ninjs(FULL, left_out=left_out)
    assert validate(data) == []
    assert left_out == []
    assert codec.from_ninjs(json.loads(json.dumps(data)), left_out=left_out) == FULL
    assert left_out == []


@given(article=values.articles())
def test_every_article_is_valid_ninjs(
    validate: Callable[[Any], list[str]], article: Article
) -> None:
    assert validate(codec.to_ninjs(article)) == []


@given(article=values.articles())
def test_every_article_comes_back(article: Article) -> None:
    data = json.loads(json.dumps(codec.to_ninjs(article)))
    assert codec.from_ninjs(data) == expected(article)


@pytest.mark.parametrize("status", ["published", "draft", "withdrawn"])
def test_status(status: Any) -> None:
    article = attrs.evolve(FULL, status=status)
    data = codec.to_ninjs(article)
    assert data["pubStatus"] == {"published": "usable", "draft": "withheld"}.get(status, "canceled")
    assert codec.from_ninjs(data).status == status


def test_a_draft_without_a_date_comes_back() -> None:
    draft = Article(uri="tag:a,2017:1", headline="Nháp", published_at=None, status="draft")
    assert codec.from_ninjs(codec.to_ninjs(draft)) == draft


@attrs.frozen(kw_only=True)
class Urgency:
    level: int


@attrs.frozen(kw_only=True)
class VideoArticle(Article):
    minutes: int = 0


def test_what_ninjs_cannot_carry_is_named() -> None:
    article = VideoArticle(
        uri="tag:a,2017:1",
        headline="Tin",
        published_at=AT,
        documents=(
            OfficialDocument(
                number=DocumentNumber.parse("173/KH-UBND"),
                effective_on=AT.date(),
            ),
        ),
        extensions=Extensions.of(Urgency(level=3), RawExtension(name="mood", json="1")),
    )
    left_out: list[str] = []
    codec.to_ninjs(article, left_out=left_out)
    assert sorted(left_out) == [
        "documents.173/KH-UBND.effective_on",
        "extensions.Urgency",
        "extensions.mood",
        "minutes",
    ]


def test_objects_of_others_are_read() -> None:
    left_out: list[str] = []
    article = codec.from_ninjs(
        {
            "uri": "urn:newsml:example.org:1",
            "versionCreated": "2017-02-15T10:00:00Z",
            "version": "a",
            "urgency": 4,
            "headlines": [
                {"role": "short", "value": "A &amp; B", "contentType": "text/html"},
            ],
            "descriptions": [{"value": "Tóm tắt"}],
            "bodies": [{"value": "<p>x</p>"}, {"role": "mobile", "value": "y"}],
            "people": [
                {"name": "Chủ tịch UBND tỉnh", "rel": "mentioned"},
                {"name": "A", "rel": "creator"},
            ],
            "organisations": [{"name": "UBND tỉnh", "rel": "about"}],
            "subjects": [{"name": "Kinh tế", "uri": "http://cv.iptc.org/newscodes/x"}, {}],
            "places": [{"name": "Sơn La"}, {"name": "Hà Nội"}],
            "infoSources": [{"name": "Cổng B", "role": "http://cv.iptc.org/x"}],
            "associations": [
                {"name": "Ảnh", "uri": "https://b.example.vn/p", "type": "picture",
                 "renditions": [
                     {"name": "small", "href": "https://b.example.vn/s.jpg", "width": 9},
                 ]},
                {"name": "Tin khác", "uri": "https://b.example.vn/2"},
            ],
        },
        left_out=left_out,
    )  # fmt: skip
    assert (article.headline, article.lead, article.body) == ("A & B", "Tóm tắt", "<p>x</p>")
    assert (article.published_at, article.modified_at, article.version) == (AT, None, 1)
    assert [(one.name, getattr(one, "role", None)) for one in article.authors] == [("A", "creator")]
    assert (article.tags, article.place) == (("Kinh tế",), "Sơn La")
    assert article.source == Source(name="Cổng B")
    assert [(image.url, image.width) for image in article.images] == [
        ("https://b.example.vn/s.jpg", 9)
    ]
    assert article.related == (Related(uri="https://b.example.vn/2", title="Tin khác"),)
    assert set(left_out) == {
        "$.urgency", "$.bodies[1]", "$.subjects[1]", "$.version", "$.people[0]", "$.places[1]",
        "$.organisations[0]",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"uri": None}, "$.uri: required field missing"),
        ({"uri": "x"}, "$.uri: is not an absolute URI"),
        ({"headlines": []}, "$.headlines: required field missing"),
        ({"headlines": "Tin"}, "$.headlines: expected a list of objects"),
        ({"firstCreated": None}, "$.firstCreated: required field missing"),
        ({"firstCreated": "hôm qua"}, "$.firstCreated: is no date-time of RFC 3339: 'hôm qua'"),
        ({"firstCreated": "2017-02-15T10:00:00"}, "$.firstCreated: has no offset"),
        ({"language": 5}, "$.language: expected str, got int"),
        ({"language": "?"}, "$.language: is not a language tag"),
        ({"pubStatus": "sold"}, "$.pubStatus: is none of usable, canceled, withheld"),
        ({"people": [{"rel": "author"}]}, "$.people[0].name: is empty"),
        ({"associations": [{"rel": "picture", "uri": "x"}]}, "$.associations[0].url: is not"),
        (
            {
                "associations": [
                    {"rel": "document", "altIds": [{"role": "documentNumber", "value": "x"}]},
                ],
            },
            "$.associations[0].altIds: ",
        ),
    ],
)  # fmt: skip
def test_faults_are_named_with_their_paths(change: dict[str, Any], fault: str) -> None:
    data = {
        "uri": "tag:a,2017:1",
        "firstCreated": "2017-02-15T10:00:00Z",
        "headlines": [{"value": "Tin"}],
    }
    with pytest.raises(CodecError) as caught:
        codec.from_ninjs({**data, **change})
    assert any(one.startswith(fault) for one in caught.value.faults), caught.value.faults


@pytest.mark.parametrize("data", [{}, [], None, "x"])
def test_what_is_no_article_is_refused(data: Any) -> None:
    with pytest.raises(CodecError):
        codec.from_ninjs(data)


NAMES = st.sampled_from(
    ["name", "rel", "uri", "role", "value", "literal", "renditions", "href", "width", "altIds"]
)
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
PROPERTIES = st.sampled_from(sorted(codec.to_ninjs(FULL)))


@given(data=st.dictionaries(PROPERTIES, JSON, max_size=6))
def test_nothing_but_codec_errors(data: dict[str, Any]) -> None:
    base = {"uri": "tag:a,2017:1", "firstCreated": "2017-02-15T10:00:00Z"}
    with contextlib.suppress(CodecError):
        codec.from_ninjs({**base, "headlines": [{"value": "Tin"}], **data})


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (
            {},
            (
                "$.uri: required field missing",
                "$.headlines: required field missing",
                "$.firstCreated: required field missing",
            ),
        ),
        (
            {"uri": 5, "headlines": [{"value": 5}], "versionCreated": "x"},
            (
                "$.versionCreated: is no date-time of RFC 3339: 'x'",
                "$.headlines.value: expected str, got int",
                "$.uri: expected str, got int",
            ),
        ),
        (
            {"uri": "tag:a,2017:1", "headlines": "x", "pubStatus": "withheld"},
            ("$.headlines: expected a list of objects",),
        ),
    ],
)
def test_every_required_field_that_is_missing_is_named_at_once(
    data: dict[str, Any], faults: tuple[str, ...]
) -> None:
    with pytest.raises(CodecError) as caught:
        codec.from_ninjs(data)
    assert caught.value.faults == faults


def test_a_draft_is_not_published_by_a_change() -> None:
    changed = datetime(2017, 2, 15, 10, 0, tzinfo=UTC)
    draft = Article(
        uri="tag:a,2017:1", headline="Tin", published_at=None, status="draft", modified_at=changed
    )
    assert codec.from_ninjs(codec.to_ninjs(draft)) == draft
