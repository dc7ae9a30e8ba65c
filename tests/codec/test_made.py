"""Readers and writers made for one class each, against the constructor and against cattrs."""

import copy
import inspect
import json
import pickle
import textwrap
from unicodedata import normalize

import attrs
import pytest
from cattrs.gen import make_dict_unstructure_fn, override
from hypothesis import given

from govnews import Article, DocumentNumber, Image, Person, Section, VisitStatistics, codec, model
from govnews.codec import _classes, _made
from govnews.errors import CodecError
from govnews.testing.strategies import STRATEGIES

#: A constructor that works fields out of others, as those of the rest do, is called.
BY_CONSTRUCTOR = {model.Portal, model.SectionTree}
MADE = sorted(_classes.MODEL_CLASSES - BY_CONSTRUCTOR, key=lambda kind: kind.__name__)
#: On the wire these are no objects.
NO_OBJECTS = {DocumentNumber, model.Extensions}
ARTICLE = {"uri": "tag:a:b", "headline": "x", "published_at": "2017-02-15T17:00:00+07:00"}


def test_all_classes_of_the_model_but_two_are_made_by_their_fields():
    made = {kind for kind in _classes.MODEL_CLASSES if _made.made_by_its_fields(kind)}
    assert made == set(MADE)


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_constructors_do_nothing_that_a_reader_would_miss(kind):
    assert not hasattr(kind, "__attrs_pre_init__")
    assert kind.__init__.__qualname__ == f"{kind.__name__}.__init__"
    assert "attrs generated" in kind.__init__.__code__.co_filename
    for field in attrs.fields(kind):
        assert field.alias == field.name
        assert not isinstance(field.converter, attrs.Converter)


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_defaults_keep_their_laws(kind):
    for field in attrs.fields(kind):
        if field.default is not attrs.NOTHING and field.validator is not None:
            default = _made._default(field)
            assert default == field.default
            field.validator(object.__new__(kind), field, default)


@pytest.mark.parametrize(
    "kind", [kind for kind in STRATEGIES if kind not in NO_OBJECTS], ids=lambda kind: kind.__name__
)
def test_what_is_written_and_read_is_what_cattrs_and_the_constructor_make(kind):
    def long_way(hook, value, _):
        raise AssertionError(f"{hook.kind.__name__} is read the long way: {value}")

    def peer(converter, times=()):
        as_it_is = {name: override(unstruct_hook=lambda value: value) for name in times}
        in_full = kind is VisitStatistics
        return make_dict_unstructure_fn(
            kind, converter, _cattrs_omit_if_default=not in_full, **as_it_is
        )

    plain, fast = codec.make_converter(), codec.make_converter(json="orjson")
    peers = {plain: peer(plain), fast: peer(fast, _classes._times(kind))}

    @given(STRATEGIES[kind]())
    def check(value):
        for converter, write in peers.items():
            # Python's == takes 1 for True, and the order of keys counts as well.
            assert repr(converter.unstructure(value)) == repr(write(value))
        data = plain.dumps(value)
        read = plain.loads(data, kind)
        constructed = plain.get_structure_hook(kind).take_fields(json.loads(data), kind)
        assert type(read) is kind
        assert repr(read) == repr(constructed)
        assert (read, hash(read)) == (constructed, hash(constructed)) == (value, hash(value))
        assert pickle.loads(pickle.dumps(read)) == copy.copy(read) == attrs.evolve(read) == value
        for field in attrs.fields(kind):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(read, field.name, None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_classes._ObjectHook, "_tell", long_way)
        check()


def test_texts_are_normalised_wherever_they_stand():
    decomposed = normalize("NFD", "Chính phủ điện tử")
    data = {
        **ARTICLE,
        "headline": decomposed,
        "tags": ["a", decomposed],
        "images": [{"url": "https://a.vn/a.jpg", "caption": decomposed}],
    }
    read = codec.loads(json.dumps(data), Article)
    assert read.headline == read.tags[1] == read.images[0].caption == "Chính phủ điện tử"


def test_null_is_taken_where_a_field_may_be_none():
    image = codec.loads('{"url":"https://a.vn","caption":null,"width":null}', Image)
    assert image == Image(url="https://a.vn")


def test_a_null_mark_is_an_unknown_key():
    with pytest.raises(CodecError) as caught:
        codec.loads('{"name":"a","@type":null}', Person)
    assert caught.value.faults == ("$.@type: unknown key",)


@pytest.mark.parametrize("data", ["[]", '""', '"url"', "null", "5", '["url"]'])
def test_only_objects_are_objects(data):
    with pytest.raises(CodecError, match=r"\$: expected an object, got"):
        codec.loads(data, Image)


@attrs.frozen(kw_only=True)
class Reporter(Person):
    desk: str


def test_persons_of_registered_subclasses_are_read_by_their_mark():
    converter = codec.make_converter(article_types=[Reporter])
    authors = [{"@type": "Reporter", "name": "A", "desk": "Thời sự"}, {"name": "B"}]
    read = converter.loads(json.dumps({**ARTICLE, "authors": authors}), Article)
    assert read.authors == (Reporter(name="A", desk="Thời sự"), Person(name="B"))


def test_hooks_of_a_portal_are_used_inside_other_values_even_when_registered_late():
    article = codec.loads(
        json.dumps({**ARTICLE, "images": [{"url": "https://a.vn/a.jpg"}]}), Article
    )
    converter = codec.make_converter()
    assert converter.loads(converter.dumps(article), Article) == article
    converter.register_unstructure_hook(Image, lambda image: image.url)
    converter.register_structure_hook(Image, lambda url, _: Image(url=url))
    data = converter.dumps(article)
    assert json.loads(data)["images"] == ["https://a.vn/a.jpg"]
    assert converter.loads(data, Article) == article
    converter.register_structure_hook(str, lambda text, _: text.upper())
    assert converter.loads(data, Article).headline == "X"


def test_a_portals_hook_does_not_get_round_a_law():
    converter = codec.make_converter()
    converter.register_structure_hook(str, lambda text, _: None)
    with pytest.raises(CodecError, match="headline: is not a text"):
        converter.loads(json.dumps(ARTICLE), Article)


@pytest.mark.parametrize("kept_as", [list, tuple])
def test_a_portals_hook_for_lists_does_not_get_round_a_law(kept_as):
    converter = codec.make_converter()
    data = json.dumps({**ARTICLE, "images": ["https://a.vn/a.jpg"]})
    converter.register_structure_hook_func(
        lambda kind: kind == tuple[Image, ...],
        lambda urls, _: kept_as(Image(url=url) for url in urls),
    )
    if kept_as is tuple:
        assert converter.loads(data, Article).images == (Image(url="https://a.vn/a.jpg"),)
    else:
        with pytest.raises(CodecError, match="images: is not a tuple"):
            converter.loads(data, Article)


def test_the_functions_are_those_of_the_description(monkeypatch):
    made = []

    def function(name, argument, body, names):
        body = list(body)
        made.append("\n".join([f"def {name}({argument}):", *(f"    {line}" for line in body)]))
        return make(name, argument, body, names)

    make = _made._function
    monkeypatch.setattr(_made, "_function", function)
    less = attrs.fields(model.Related)
    monkeypatch.setattr(_made, "_fields", lambda kind: (less.uri, less.title))
    converter = codec.make_converter()
    _made.make_reader(model.Related, converter, lambda data: data)
    _made.make_writer(model.Related, converter, lambda one: one, in_full=False, as_they_are=())
    description = textwrap.dedent(inspect.getdoc(_made).partition("::\n")[2]).strip()
    assert description.replace("\n\n", "\n") == "\n".join(made)


def test_a_section_keeps_a_whole_number_as_its_order():
    assert codec.loads('{"key":"a","title":"A","order":0}', Section) == Section(key="a", title="A")
    with pytest.raises(CodecError, match="order: expected a whole number, got true or false"):
        codec.loads('{"key":"a","title":"A","order":true}', Section)
