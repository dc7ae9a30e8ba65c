"""The shortcut of reading against the way that tells every fault."""

import json
from collections.abc import Sequence
from enum import Enum, IntEnum, StrEnum
from typing import Literal

import attrs
import pytest
from hypothesis import given, strategies as st

from govnews import Article, DocumentNumber, Organisation, Person, codec
from govnews.codec import _classes
from govnews.errors import CodecError
from govnews.testing.strategies import STRATEGIES

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-1, 1) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.just("@type"), inner, max_size=3)
    ),
    max_leaves=6,
)


def no_shortcut(hook, converter):
    def shortcut(value):
        raise AssertionError("not taken")

    return shortcut


@pytest.fixture(scope="module")
def both():
    """A converter as it is, and one that always goes the long way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_classes, "_object_shortcut", no_shortcut)
        long_way = codec.make_converter()
    return codec.make_converter(), long_way


def outcome(converter, data, kind):
    try:
        return converter.loads(data, kind)
    except CodecError as error:
        return error.faults


def places(tree):
    """Every list and object inside a piece of JSON, and itself."""
    if isinstance(tree, dict | list):
        yield tree
        for one in tree.values() if isinstance(tree, dict) else tree:
            yield from places(one)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in STRATEGIES if kind is not DocumentNumber],
    ids=lambda kind: kind.__name__,
)
def test_both_ways_read_the_same_and_tell_the_same(both, kind):
    @given(STRATEGIES[kind](), st.data())
    def check(value, data):
        tree = json.loads(codec.dumps(value))
        for place in data.draw(st.lists(st.sampled_from([*places(tree)]), max_size=2)):
            if isinstance(place, dict):
                place[data.draw(st.sampled_from([*place, "@type"]))] = data.draw(JSON)
            elif place:
                place[data.draw(st.integers(0, len(place) - 1))] = data.draw(JSON)
        text = json.dumps(tree)
        short, long = (outcome(converter, text, kind) for converter in both)
        assert short == long

    check()


def test_data_without_fault_is_read_by_shortcuts_alone(monkeypatch):
    def long_way(*_):
        raise AssertionError("the long way is taken")

    article = Article(
        uri="tag:a:b",
        headline="x",
        published_at=None,
        status="draft",
        authors=(Person(name="A"), Organisation(name="B")),
    )
    converter = codec.make_converter()
    data = converter.dumps([article])
    hook = converter.get_structure_hook(Article)
    monkeypatch.setattr(hook, "take_fields", long_way)
    for kind in (Person, Organisation):
        monkeypatch.setattr(converter.get_structure_hook(kind), "take_fields", long_way)
    assert converter.loads(data, list[Article]) == [article]


@attrs.frozen
class Node:
    name: str
    children: "tuple[Node, ...]" = ()


def test_classes_may_form_circles():
    tree = Node("a", (Node("b", (Node("c"),)), Node("d")))
    assert codec.loads(codec.dumps(tree), Node) == tree


def test_a_fault_deep_inside_is_found_in_good_time():
    depth = 60
    data = '{"name":"x","children":[' * depth + '{"name":5}' + "]}" * depth
    with pytest.raises(CodecError) as caught:
        codec.loads(data, Node)
    (fault,) = caught.value.faults
    assert fault == "$" + ".children[0]" * depth + ".name: expected text, got a whole number"


@attrs.frozen(kw_only=True)
class Agency(Organisation):
    province: str


def test_authors_may_be_of_registered_subclasses():
    converter = codec.make_converter(article_types=[Agency])
    article = Article(
        uri="tag:a:b",
        headline="x",
        published_at=None,
        status="draft",
        authors=(Agency(name="Sở Thông tin và Truyền thông", province="Sơn La"),),
    )
    data = converter.dumps(article)
    assert json.loads(data)["authors"][0]["@type"] == "Agency"
    assert converter.loads(data, Article) == article
    with pytest.raises(CodecError, match="Agency is not registered"):
        codec.dumps(article)


@pytest.mark.parametrize(
    ("author", "fault"),
    [
        ("abc", "$.authors[0]: expected an object, got text"),
        (5, "$.authors[0]: expected an object, got a whole number"),
        (
            {"@type": "Robot", "name": "x"},
            "$.authors[0]: unknown @type 'Robot'; known: Person, Organisation",
        ),
        ({"@type": [], "name": "x"}, "$.authors[0]: unknown @type []; known: Person, Organisation"),
        ({"@type": "Organisation", "name": ""}, "$.authors[0].name: is empty"),
    ],
)
def test_authors_that_do_not_fit(author, fault):
    data = {"uri": "tag:a:b", "headline": "x", "published_at": None, "status": "draft"}
    with pytest.raises(CodecError) as caught:
        codec.loads(json.dumps({**data, "authors": [author]}), Article)
    assert caught.value.faults == (fault,)


class Level(Enum):
    PROVINCE = "tỉnh"
    DISTRICT = "huyện"


class Kind(StrEnum):
    NEWS = "news"


class Rank(IntEnum):
    FIRST = 1


class Share(float, Enum):
    HALF = 0.5


class Slug(str):
    __slots__ = ()


@attrs.frozen
class Own:
    """What a portal's own class may hold."""

    level: Level = Level.PROVINCE
    kind: Kind | None = None
    kinds: tuple[Kind, ...] = ()
    rank: Rank | None = None
    ranks: dict[str, Rank] = attrs.Factory(dict)
    share: Share | None = None
    slug: Slug | None = None
    fixed: Literal[Level.DISTRICT] | None = None
    texts: Sequence[str] = ()
    bare_list: list = attrs.Factory(list)
    bare_tuple: tuple = ()


@pytest.mark.parametrize("back_end", ["json", "orjson"])
@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("level", Level.DISTRICT, "huyện"),
        ("kind", Kind.NEWS, "news"),
        ("kinds", (Kind.NEWS,), ["news"]),
        ("rank", Rank.FIRST, 1),
        ("ranks", {"news": Rank.FIRST}, {"news": 1}),
        ("share", Share.HALF, 0.5),
        ("slug", Slug("a"), "a"),
        ("fixed", Level.DISTRICT, "huyện"),
        ("texts", ("a", "b"), ["a", "b"]),
        ("bare_list", ["a"], ["a"]),
        ("bare_tuple", ("a",), ["a"]),
    ],
)
def test_a_portals_own_types_are_read_as_what_they_were(back_end, name, value, told):
    if back_end == "orjson":
        pytest.importorskip("orjson")
    converter = codec.make_converter(json=back_end)
    own = Own(**{name: value})
    data = converter.dumps(own)
    assert json.loads(data) == {name: told}
    read = converter.loads(data, Own)
    assert read == own
    assert type(getattr(read, name)) is type(value)
    if name == "kinds":
        assert type(read.kinds[0]) is Kind


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("kind", "weather", "'weather' is not a valid Kind"),
        ("kinds", ["weather"], "'weather' is not a valid Kind"),
        ("rank", 2, "2 is not a valid Rank"),
        ("rank", "1", "expected a whole number, got text"),
        ("share", 0.6, "0.6 is not a valid Share"),
        ("fixed", "tỉnh", "tỉnh"),
        ("texts", "ab", "expected a list, got text"),
        ("bare_list", "ab", "expected a list, got text"),
        ("bare_tuple", {"a": 1}, "expected a list, got an object"),
    ],
)
def test_a_portals_own_types_refuse_what_they_are_not(name, value, fault):
    with pytest.raises(CodecError) as caught:
        codec.loads(json.dumps({name: value}), Own)
    (told,) = caught.value.faults
    assert told.startswith(f"$.{name}")
    assert fault in told
