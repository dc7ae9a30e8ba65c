"""Extensions: typed, one for each type, kept even when unknown."""

import attrs
import pytest
from hypothesis import given

from govnews import Extensions, RawExtension
from govnews.errors import ModelError
from govnews.testing import extensions


@attrs.frozen
class Urgency:
    level: int


@attrs.frozen
class Genre:
    name: str


def test_get_add_without():
    none = Extensions()
    both = none.add(Urgency(3)).add(Genre("phóng sự"))
    assert both == Extensions.of(Genre("phóng sự"), Urgency(3))
    assert hash(both) == hash(Extensions.of(Genre("phóng sự"), Urgency(3)))
    assert both.get(Urgency) == Urgency(3)
    assert none.get(Urgency) is None
    assert both.add(Urgency(1)).get(Urgency) == Urgency(1)
    assert len(both.add(Urgency(1))) == 2
    assert both.without(Genre) == none.add(Urgency(3))
    assert set(both) == {Urgency(3), Genre("phóng sự")}


def test_raw_extensions_are_told_apart_by_name():
    both = Extensions.of(
        RawExtension(name="urgency", json='{"level":3}'), RawExtension(name="genre", json='"x"')
    )
    assert both.raw("urgency").data == {"level": 3}
    assert both.raw("genre").data == "x"
    assert both.raw("weather") is None
    again = both.add(RawExtension(name="genre", json="1"))
    assert len(again) == 2
    assert again.raw("genre").data == 1


def test_types_of_one_name_from_two_packages_stand_side_by_side():
    ours, theirs = (attrs.make_class("Urgency", ["level"], frozen=True) for _ in range(2))
    ours.__module__, theirs.__module__ = "Sonla.news", "Dienbien.news"
    unknown = RawExtension(name="urgency", json="1")
    three = Extensions.of(ours(1), theirs(2), unknown)
    assert three.values == (unknown, theirs(2), ours(1))
    assert (three.get(ours), three.get(theirs)) == (ours(1), theirs(2))


def test_what_is_read_from_a_raw_extension_changes_nothing():
    raw = RawExtension(name="a", json='{"b": [1]}')
    raw.data["b"].append(2)
    assert raw.data == {"b": [1]}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Extensions.of(Urgency(1), Urgency(2)), "has a type that occurs twice"),
        (lambda: Extensions.of({"a": 1}), "is not frozen"),
        (lambda: Extensions((Urgency(1), Genre("a"))), "is not in order: use Extensions.of"),
        (lambda: Extensions([Urgency(1)]), "is not in order: use Extensions.of"),
        (lambda: RawExtension(name="a", json="{"), "is not JSON"),
        (lambda: RawExtension(name="a", json={"a": 1}), "is not JSON"),
        (lambda: RawExtension(name="", json="1"), "is empty"),
    ],
)
def test_refusals(make, reason):
    with pytest.raises(ModelError) as caught:
        make()
    assert caught.value.reason == reason


@given(extensions())
def test_adding_what_is_there_changes_nothing(given_extensions):
    for one in given_extensions:
        assert given_extensions.add(one) == given_extensions


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "1e999", r'"\ud800"', "[" * 100_000])
def test_what_no_json_can_hold_is_no_raw_extension(text) -> None:
    with pytest.raises(ModelError, match=r"^RawExtension\.json is not JSON"):
        RawExtension(name="theirs", json=text)
