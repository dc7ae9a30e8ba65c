"""The schema takes what the codec writes, and refuses what the codec refuses."""

import json
from collections.abc import Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NewType

import attrs
import jsonschema
import pytest
from hypothesis import given, settings, strategies as st

from govnews import Article, Extensions, Portal, Section, codec, sample
from govnews.codec._classes import MODEL_CLASSES
from govnews.errors import CodecError
from govnews.model import DocumentNumber, RawExtension
from govnews.testing import articles, builds_article

#: Classes that stand for themselves on the wire; the others are texts or maps of names.
OBJECTS = sorted(
    MODEL_CLASSES - {DocumentNumber, Extensions, RawExtension}, key=lambda kind: kind.__name__
)


@attrs.frozen(kw_only=True)
class VideoArticle(Article):
    """An article that is a film."""

    seconds: int
    captions: dict[str, str] = attrs.Factory(dict)
    share: float | None = None


@attrs.frozen
class Urgency:
    """How soon it has to be read."""

    level: int


@cache
def validator(kind, *types):
    schema = codec.json_schema(kind, article_types=types, extensions={"urgency": Urgency})
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.__name__)
def test_what_dumps_writes_is_valid(kind):
    # There are many classes: each gets its share of the examples.
    @settings(max_examples=settings.default.max_examples // 3)
    @given(st.from_type(kind))
    def check(value):
        validator(kind).validate(json.loads(codec.dumps(value)))

    check()


@given(builds_article(VideoArticle, seconds=st.integers()))
def test_a_registered_subclass_is_valid_where_its_base_stands(article):
    converter = codec.make_converter(article_types=[VideoArticle], extensions={"urgency": Urgency})
    tree = json.loads(converter.dumps(article))
    validator(Article, VideoArticle).validate(tree)
    validator(VideoArticle, VideoArticle).validate(tree)
    assert not validator(Article).is_valid(tree)


@given(articles(extensions=st.builds(Urgency, st.integers()).map(Extensions.of)))
def test_registered_extensions_are_checked_and_others_kept(article):
    converter = codec.make_converter(extensions={"urgency": Urgency})
    tree = json.loads(converter.dumps(article))
    validator(Article).validate(tree)
    tree["extensions"]["unknown"] = [1, 2]
    validator(Article).validate(tree)
    tree["extensions"]["urgency"] = {"level": "high"}
    assert not validator(Article).is_valid(tree)


ARTICLE = {"uri": "tag:example.vn,2017:1", "headline": "Họp báo", "published_at": None}


@pytest.mark.parametrize(
    "change",
    [
        {"uri": "no scheme"},
        {"headline": " "},
        {"headline": 5},
        {"headline": None},
        {"published_at": 5},
        {"section": "a/b"},
        {"sections": "van-hoa"},
        {"sections": ["a b"]},
        {"tags": [""]},
        {"url": "ftp://example.vn/"},
        {"language": "tiếng Việt"},
        {"status": "gone"},
        {"version": 0},
        {"version": "1"},
        {"authors": [{"nam": "Ban Biên tập"}]},
        {"authors": [{"name": "Sở", "code": "STTTT"}]},
        {"images": [{}]},
        {"documents": [{"number": 5}]},
        {"titel": "Họp báo"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_loads_refuses_is_invalid(change):
    good = {**ARTICLE, "status": "draft"}
    validator(Article).validate(good)
    codec.loads(json.dumps(good), Article)
    bad = {**good, **change}
    with pytest.raises(CodecError):
        codec.loads(json.dumps(bad), Article)
    assert not validator(Article).is_valid(bad)


def test_collections_have_schemas():
    tree = json.loads(codec.dumps(list(sample.articles())))
    validator(list[Article]).validate(tree)
    validator(tuple[Article, ...]).validate(tree)
    assert not validator(list[Section]).is_valid(tree)


def test_the_schema_is_plain_json_and_names_its_dialect():
    schema = codec.json_schema(Portal)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$defs"]["Portal"]["properties"]["language"]["default"] == "vi"
    assert "tree" not in schema["$defs"]["Portal"]["properties"]


def test_a_type_that_the_codec_does_not_write_is_named():
    @attrs.frozen(kw_only=True)
    class Odd(Article):
        value: complex

    with pytest.raises(TypeError, match="complex"):
        codec.json_schema(Odd, article_types=[Odd])


class Level(Enum):
    PROVINCE = "tỉnh"
    DISTRICT = "huyện"


Code = NewType("Code", str)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Level, ["tỉnh"], ["xã", None]),
        (Literal[Level.DISTRICT], ["huyện"], ["tỉnh"]),
        (Code, ["a"], [1]),
        (Annotated[int, "of seconds"], [1], ["1"]),
        (Sequence[int], [[], [1]], ["1", ["1"]]),
        (tuple[int, str], [[1, "a"]], [[1], ["a", 1], [1, "a", 2]]),
        (list, [[1, "a"]], ["a"]),
        (tuple, [[1, "a"]], ["a"]),
        (Path, ["a/b"], [1]),
        (bytes, ["VPa!s"], [1]),
    ],
)
def test_a_portals_own_types_have_schemas(kind, good, bad):
    own = attrs.make_class("Own", {"value": attrs.field(type=kind)})
    schema = json.loads(json.dumps(codec.json_schema(own)))
    jsonschema.Draft202012Validator.check_schema(schema)
    is_valid = jsonschema.Draft202012Validator(schema).is_valid
    for value in good:
        assert is_valid({"value": value})
        data = json.dumps({"value": value})
        assert json.loads(codec.dumps(codec.loads(data, own))) == {"value": value}
    for value in bad:
        assert not is_valid({"value": value})
        with pytest.raises(CodecError):
            codec.loads(json.dumps({"value": value}), own)
