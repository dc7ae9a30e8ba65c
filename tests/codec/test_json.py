"""JSON: lossless for every class, strict at the edge, loud about what it does not know."""

import json
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import attrs
import jsonschema
import pytest
from hypothesis import given, strategies as st

from govnews import (
    Article,
    Extensions,
    GovNewsError,
    Organisation,
    Person,
    RawExtension,
    Section,
    VisitStatistics,
    codec,
)
from govnews.codec._plain import read_duration, write_duration
from govnews.errors import CodecError, UnknownFormatError
from govnews.testing import articles, extensions, visit_statistics
from govnews.testing.strategies import STRATEGIES

NOON = datetime(2017, 2, 15, 12, 0, tzinfo=UTC)
ARTICLE = Article(uri="tag:example.vn,2017:173", headline="IT TODAY", published_at=NOON)
FIELDS = {"uri": "tag:a:b", "headline": "x", "published_at": "2017-02-15T17:00:00+07:00"}


@attrs.frozen(kw_only=True)
class VideoArticle(Article):
    seconds: int
    cut: timedelta | None = None


@attrs.frozen(kw_only=True)
class Decree(Article):
    signed_by: str


@attrs.frozen
class Urgency:
    level: int


def faults(data, kind=Article, converter=codec):
    text = data if isinstance(data, str | bytes) else json.dumps(data)
    with pytest.raises(CodecError) as caught:
        converter.loads(text, kind)
    return list(caught.value.faults)


@pytest.mark.parametrize("kind", STRATEGIES, ids=lambda kind: kind.__name__)
def test_every_class_survives_the_round_trip(kind):
    both = codec.make_converter(), codec.make_converter(json="orjson")

    @given(STRATEGIES[kind]())
    def round_trip(value: Any) -> None:
        written = {converter.dumps(value) for converter in both}
        assert len(written) == 1, "both back ends write the same bytes"
        (data,) = written
        assert codec.dumps(value) == data
        assert {converter.loads(data, kind) for converter in both} == {value}
        assert codec.loads(data.decode(), kind) == value

    round_trip()


@given(st.lists(articles(), max_size=3))
def test_lists_of_articles(values):
    assert codec.loads(codec.dumps(values), list[Article]) == values
    assert codec.loads(codec.dumps(tuple(values)), tuple[Article, ...]) == tuple(values)


def test_what_is_written_is_short_and_readable():
    assert codec.dumps(Section(key="van-hoa", title="Văn hoá")) == (
        '{"key":"van-hoa","title":"Văn hoá"}'.encode()
    )


@given(visit_statistics())
def test_statistics_are_written_in_full(figures):
    assert set(json.loads(codec.dumps(figures))) == {
        field.name for field in attrs.fields(VisitStatistics)
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"headline": None}, "$.headline: expected text, got null"),
        ({"headline": 5}, "$.headline: expected text, got a whole number"),
        ({"headline": " "}, "$.headline: is empty"),
        ({"version": "7"}, "$.version: expected a whole number, got text"),
        ({"version": 7.9}, "$.version: expected a whole number, got a number"),
        ({"version": True}, "$.version: expected a whole number, got true or false"),
        ({"tags": "abc"}, "$.tags: expected a list, got text"),
        ({"tags": {"a": 1}}, "$.tags: expected a list, got an object"),
        ({"tags": ["a", None]}, "$.tags[1]: expected text, got null"),
        ({"status": "live"}, "$.status: 'live' is none of draft, published, withdrawn"),
        ({"status": 1}, "$.status: 1 is none of draft, published, withdrawn"),
        (
            {"published_at": "2017-02-15T17:00:00"},
            "$.published_at: '2017-02-15T17:00:00' has no time of day with an offset (RFC 3339)",
        ),
        (
            {"published_at": "2017-02-15"},
            "$.published_at: '2017-02-15' has no time of day with an offset (RFC 3339)",
        ),
        ({"published_at": 1487152800}, "$.published_at: expected text, got a whole number"),
        ({"published_at": None}, "$.published_at: is missing from a published article"),
        ({"images": [{"url": "a"}]}, "$.images[0].url: is not an absolute http(s) URL"),
        ({"images": [{}]}, "$.images[0].url: missing"),
        ({"images": ["a.jpg"]}, "$.images[0]: expected an object, got text"),
        ({"source": []}, "$.source: expected an object, got a list"),
        ({"zz": 1}, "$.zz: unknown key"),
        ({"extensions": []}, "$.extensions: expected an object, got a list"),
        ({"@type": "Podcast"}, "$: unknown @type 'Podcast'; known: Article"),
        ({"@type": []}, "$: unknown @type []; known: Article"),
    ],
)
def test_nothing_is_coerced_and_every_fault_has_its_path(change, fault):
    assert faults({**FIELDS, **change}) == [fault]


def test_all_faults_are_told_at_once():
    data = {
        "headline": "",
        "published_at": "2017-02-15T17:00:00+07:00",
        "url": "/tin",
        "version": "1",
        "images": [{"url": "a"}, {"url": "https://a.vn/a.jpg", "widht": 3}, 3],
        "authors": [{"name": ""}],
        "zz": 1,
    }
    assert sorted(faults(data)) == [
        "$.authors[0].name: is empty",
        "$.headline: is empty",
        "$.images[0].url: is not an absolute http(s) URL",
        "$.images[1].widht: unknown key",
        "$.images[2]: expected an object, got a whole number",
        "$.uri: missing",
        "$.url: is not an absolute http(s) URL",
        "$.version: expected a whole number, got text",
        "$.zz: unknown key",
    ]


@pytest.mark.parametrize(
    "data", ["", "[1", "{'a': 1}", b"\xff\xfe\xff", '{"a": NaN}', "[" * 100_000, "1" * 5_000 + "x"]
)
def test_what_is_not_json_is_one_fault(data):
    (fault,) = faults(data)
    assert fault.startswith("$: is not JSON: ")


def test_errors_name_what_was_read():
    for kind, name in ((Article, "Article"), (list[Article], "list[Article]")):
        with pytest.raises(CodecError) as caught:
            codec.loads("5", kind)
        assert caught.value.model == name
    assert issubclass(CodecError, GovNewsError)
    assert codec.describe_errors(caught.value) == list(caught.value.faults)


def test_a_member_of_a_list_is_named_by_its_place():
    assert faults([FIELDS, {**FIELDS, "uri": "x"}], list[Article]) == [
        "$[1].uri: is not an absolute URI"
    ]


def test_unknown_keys_may_be_passed_over():
    lenient = codec.make_converter(unknown_keys="ignore")
    assert lenient.loads(json.dumps({**FIELDS, "zz": 1}), Article).headline == "x"


def test_authors_are_persons_unless_marked():
    data = {**FIELDS, "authors": [{"name": "A"}, {"name": "B", "@type": "Organisation"}]}
    one = codec.loads(json.dumps(data), Article)
    assert one.authors == (Person(name="A"), Organisation(name="B"))


class TestSubclasses:
    converter = codec.make_converter(article_types=(VideoArticle, Decree))
    video = VideoArticle(
        uri="tag:a:v", headline="x", published_at=NOON, seconds=9, cut=timedelta(minutes=15)
    )
    decree = Decree(uri="tag:a:d", headline="x", published_at=NOON, signed_by="Chủ tịch")

    def test_registered_ones_come_back_as_what_they_are(self):
        mixed = [ARTICLE, self.video, self.decree]
        data = self.converter.dumps(mixed)
        assert [one.get("@type") for one in json.loads(data)] == [None, "VideoArticle", "Decree"]
        assert self.converter.loads(data, list[Article]) == mixed
        assert self.converter.loads(self.converter.dumps(self.video), VideoArticle) == self.video
        assert self.converter.loads(self.converter.dumps(self.video), Article) == self.video

    @pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"a": one}])
    def test_one_that_is_not_registered_is_refused_not_cut_down(self, wrap):
        with pytest.raises(CodecError, match="VideoArticle is not registered"):
            codec.dumps(wrap(self.video))
        only_decrees = codec.make_converter(article_types=[Decree])
        with pytest.raises(CodecError, match="VideoArticle is not registered"):
            only_decrees.dumps(wrap(self.video))

    def test_a_portal_that_does_not_know_the_kind_says_so(self):
        data = self.converter.dumps(self.video)
        assert faults(data) == ["$: unknown @type 'VideoArticle'; known: Article"]

    def test_other_model_classes_can_be_extended_too(self):
        @attrs.frozen(kw_only=True)
        class ColouredSection(Section):
            colour: str

        section = ColouredSection(key="a", title="A", colour="red")
        converter = codec.make_converter(article_types=[ColouredSection])
        assert converter.loads(converter.dumps([section]), list[Section]) == [section]

    def test_bad_registrations(self):
        with pytest.raises(ValueError, match="two of the given types are called Decree"):
            codec.make_converter(article_types=[Decree, attrs.make_class("Decree", [], (Article,))])
        with pytest.raises(ValueError, match="Urgency is not an attrs class that extends"):
            codec.make_converter(article_types=[Urgency])
        with pytest.raises(ValueError, match="one extension class has two names"):
            codec.make_converter(extensions={"a": Urgency, "b": Urgency})


class TestExtensions:
    converter = codec.make_converter(extensions={"urgency": Urgency})
    urgent = attrs.evolve(ARTICLE, extensions=Extensions.of(Urgency(3)))

    def test_registered_ones_stand_under_their_names(self):
        data = self.converter.dumps(self.urgent)
        assert json.loads(data)["extensions"] == {"urgency": {"level": 3}}
        assert self.converter.loads(data, Article) == self.urgent

    def test_unknown_ones_survive_a_process_that_does_not_know_them(self):
        relayed = codec.loads(self.converter.dumps(self.urgent), Article)
        assert relayed.extensions.raw("urgency").data == {"level": 3}
        assert codec.dumps(relayed) == self.converter.dumps(self.urgent)
        assert self.converter.loads(codec.dumps(relayed), Article) == self.urgent

    @given(extensions())
    def test_unknown_ones_are_written_back_unchanged(self, unknown):
        one = attrs.evolve(ARTICLE, extensions=unknown)
        assert codec.loads(codec.dumps(one), Article).extensions == unknown

    def test_one_that_is_not_registered_is_refused(self):
        with pytest.raises(CodecError, match="extension Urgency is not registered"):
            codec.dumps(self.urgent)

    def test_two_of_one_name_are_refused(self):
        both = self.urgent.extensions.add(RawExtension(name="urgency", json="1"))
        with pytest.raises(CodecError, match="two extensions are called 'urgency'"):
            self.converter.dumps(attrs.evolve(ARTICLE, extensions=both))

    def test_faults_inside_one_have_their_path(self):
        data = {**FIELDS, "extensions": {"urgency": {"level": "3", "x": 1}, "other": 1}}
        assert faults(data, converter=self.converter) == [
            "$.extensions.urgency.level: expected a whole number, got text",
            "$.extensions.urgency.x: unknown key",
        ]


@attrs.frozen
class Programme:
    starts: time
    lasts: timedelta
    share: float
    live: bool
    notes: dict[str, int] = attrs.Factory(dict)


def test_a_portals_own_values_are_read_as_strictly():
    programme = Programme(time(19, 45), timedelta(minutes=15), 0.5, live=True, notes={"a": 1})
    assert json.loads(codec.dumps(programme)) == {
        "starts": "19:45:00",
        "lasts": "PT15M",
        "share": 0.5,
        "live": True,
        "notes": {"a": 1},
    }
    assert codec.loads(codec.dumps(programme), Programme) == programme
    bad = {"starts": "19:45+07:00", "lasts": 900, "share": "1", "live": "false", "notes": {"a": ""}}
    assert faults(bad, Programme) == [
        "$.starts: '19:45+07:00' has an offset, a time of day on its own has none",
        "$.lasts: expected text, got a whole number",
        "$.share: expected a number, got text",
        "$.live: expected true or false, got text",
        "$.notes['a']: expected a whole number, got text",
    ]
    assert (
        codec.loads('{"starts":"19:45","lasts":"PT1S","share":1,"live":true}', Programme).share == 1
    )


class Kind(StrEnum):
    FILM = "film"


@attrs.frozen(kw_only=True)
class Archive:
    number: UUID
    sizes: dict[int, str] = attrs.Factory(dict)
    kinds: dict[Kind, int] = attrs.Factory(dict)
    anything: dict = attrs.Factory(dict)
    place: tuple[str, int] = ("", 0)


ARCHIVE = Archive(
    number=UUID(int=174),
    sizes={1: "a", -20: "b", 0: "c"},
    kinds={Kind.FILM: 1},
    anything={"a": [1], Kind.FILM: None},
    place=("a", 1),
)


@pytest.mark.parametrize("back_end", ["json", "orjson"])
def test_keys_and_rows_are_read_as_they_were_written(back_end):
    converter = codec.make_converter(json=back_end)
    data = converter.dumps(ARCHIVE)
    assert data == codec.dumps(ARCHIVE)
    assert converter.loads(data, Archive) == ARCHIVE
    jsonschema.validate(json.loads(data), codec.json_schema(Archive))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("number", "x", ": badly formed hexadecimal UUID string"),
        ("number", 5, ": expected text, got a whole number"),
        ("sizes", {"01": ""}, "['01']: expected a whole number as the key"),
        ("sizes", {"a": ""}, "['a']: expected a whole number as the key"),
        ("sizes", [], ": expected an object, got a list"),
        ("kinds", {"film": "x"}, "['film']: expected a whole number, got text"),
        ("anything", [], ": expected an object, got a list"),
        ("anything", "", ": expected an object, got text"),
        ("anything", None, ": expected an object, got null"),
        ("place", "ab", ": expected a list, got text"),
        ("place", ["a"], ": expected 2 members, got 1"),
        ("place", [1, 1], "[0]: expected text, got a whole number"),
    ],
)
def test_keys_and_rows_are_read_strictly(field, value, told):
    assert faults({"number": str(ARCHIVE.number), field: value}, Archive) == [f"$.{field}{told}"]


@attrs.frozen(kw_only=True)
class Shown(Article):
    areas: Any = None


@pytest.mark.parametrize("back_end", ["json", "orjson"])
@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"a"}, "$[1].areas: set is not written without a hook of your own"),
        ([0, Decimal(1)], "$[1].areas[1]: Decimal is not written without a hook of your own"),
        ({1.5: 0}, "$: 1.5 is neither text nor a whole number, as a key is to be"),
        ({None: 0}, "$: None is neither text nor a whole number, as a key is to be"),
    ],
)
def test_what_json_cannot_hold_is_named_by_its_place(back_end, value, told):
    converter = codec.make_converter(article_types=[Shown], json=back_end)
    shown = Shown(uri="tag:a:b", headline="x", published_at=NOON, areas=value)
    with pytest.raises(CodecError) as caught:
        converter.dumps([ARTICLE, shown])
    assert caught.value.faults == (told,)


@attrs.frozen(kw_only=True)
class Priced(Article):
    price: Decimal | None = None


def test_a_field_of_a_type_that_is_not_read_is_named():
    converter = codec.make_converter(article_types=[Priced])
    with pytest.raises(CodecError) as caught:
        converter.loads(json.dumps({**FIELDS, "@type": "Priced"}), Article)
    assert caught.value.faults == (
        "$: Priced.price: Decimal is not read without a hook of your own",
    )


def test_faults_are_short_lines_whatever_was_given():
    bad = {**FIELDS, "a\nb": 1, "published_at": "9" * 10_000, "c" * 10_000: 1}
    told = faults(bad, Article)
    assert "$['a\\nb']: unknown key" in told
    assert all(len(one) < 400 and one.isprintable() for one in told)


@given(st.timedeltas())
def test_durations_survive_the_round_trip(value):
    assert read_duration(write_duration(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PT15M", timedelta(minutes=15)),
        ("PT1H30M", timedelta(minutes=90)),
        ("P1DT2H", timedelta(hours=26)),
        ("P3D", timedelta(days=3)),
        ("PT0S", timedelta(0)),
        ("PT0.5S", timedelta(milliseconds=500)),
        ("-PT1S", timedelta(seconds=-1)),
        ("PT90M", timedelta(minutes=90)),
    ],
)
def test_durations_of_iso_8601(text, value):
    assert read_duration(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1Y", "P1M", "15M", "PT1", "P1H", "PT١S", "P999999999999D", "P999999999DT99H"],
)
def test_what_is_no_duration(text):
    with pytest.raises(ValueError, match="duration"):
        read_duration(text)


@attrs.frozen
class Place:
    latitude: float


@pytest.mark.parametrize("back_end", ["json", "orjson"])
@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_a_number_that_json_has_not_is_refused_not_written(back_end, number):
    converter = codec.make_converter(extensions={"place": Place}, json=back_end)
    article = attrs.evolve(ARTICLE, extensions=Extensions.of(Place(float(number))))

    with pytest.raises(CodecError, match=f"Article: .*{number} is no JSON number"):
        converter.dumps(article)
    with pytest.raises(CodecError, match=f"{number} is no JSON number"):
        converter.dumps([1.5, float(number)])


@pytest.mark.parametrize("value", ["1e999", "[-1e999]", r'"\ud800"', r'{"\udfff":1}'])
def test_an_unknown_extension_that_could_not_be_written_back_is_refused(value):
    data = json.dumps({**FIELDS, "extensions": {"theirs": 0}}).replace(": 0}", f": {value}}}")

    (fault,) = faults(data)

    assert fault.startswith("$.extensions.theirs: ")


def test_many_unknown_extensions_are_read_in_linear_time():
    # Each compared with all others, these would take minutes.
    many = {f"x{number}": number for number in range(30_000)}
    article = codec.loads(json.dumps({**FIELDS, "extensions": many}), Article)

    assert len(article.extensions) == 30_000


def test_what_holds_itself_is_refused():
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(CodecError, match="recursion"):
        codec.dumps(endless)


def test_the_converter_can_be_given_a_portals_own_wire_shape():
    converter = codec.make_converter()
    converter.register_unstructure_hook(Section, lambda section: section.key)
    assert converter.dumps([Section(key="a", title="A")]) == b'["a"]'


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"json": "ujson"}, "unknown JSON back end 'ujson'; known: json, orjson"),
        (
            {"unknown_keys": "allow"},
            "unknown treatment of unknown keys 'allow'; known: forbid, ignore",
        ),
    ],
)
def test_what_a_converter_does_not_know_is_named(asked, message):
    with pytest.raises(UnknownFormatError) as caught:
        codec.make_converter(**asked)
    assert str(caught.value) == message


def test_orjson_is_asked_for_by_name_only(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "orjson", None)
    codec._json._orjson.cache_clear()
    try:
        codec.make_converter()
        with pytest.raises(GovNewsError, match=r"govnews\[fast\]"):
            codec.make_converter(json="orjson")
    finally:
        codec._json._orjson.cache_clear()
