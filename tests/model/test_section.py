"""Sections and the tree they must form."""

import pytest
from hypothesis import given, strategies as st

from govnews import Section, SectionTree
from govnews.errors import ModelError
from govnews.testing import section_trees


def section(key, parent=None, order=0):
    return Section(key=key, title=key.upper(), parent=parent, order=order)


TREE = SectionTree(
    (
        section("van-hoa", "tin", order=2),
        section("tin"),
        section("kinh-te", "tin", order=1),
        section("van-ban"),
        section("le-hoi", "van-hoa"),
    )
)


def keys(sections):
    return [one.key for one in sections]


def test_a_parent_key_is_checked_like_a_key():
    assert section("a", "b").parent == "b"
    with pytest.raises(ModelError) as caught:
        section("a", "b c")
    assert caught.value.field == "parent"


def test_an_empty_tree_has_no_roots():
    assert SectionTree().roots() == ()


def test_walking():
    assert keys(TREE.roots()) == ["tin", "van-ban"]
    assert keys(TREE.children("tin")) == ["kinh-te", "van-hoa"]
    assert keys(TREE.children("le-hoi")) == []
    assert keys(TREE.walk()) == ["tin", "kinh-te", "van-hoa", "le-hoi", "van-ban"]
    assert keys(TREE.walk("van-hoa")) == ["van-hoa", "le-hoi"]
    assert keys(TREE.walk("the-thao")) == []
    assert keys(TREE.path("le-hoi")) == ["tin", "van-hoa", "le-hoi"]
    assert TREE.path("khong-co") == ()
    assert TREE.get("tin") == section("tin")
    assert TREE.get("khong-co") is None
    assert "tin" in TREE
    assert "khong-co" not in TREE
    assert len(TREE) == 5
    assert list(TREE) == list(TREE.sections)


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ((section("a"), section("a")), "holds a key twice: 'a'"),
        ((section("a", "b"),), "lacks a parent: 'b'"),
        ((section("a", "a"),), "form a circle above: 'a'"),
        ((section("a", "b"), section("b", "a"), section("c")), "form a circle above: 'a'"),
    ],
)
def test_what_forms_no_tree_is_refused(sections, message):
    with pytest.raises(ModelError, match=message):
        SectionTree(sections)


def test_a_deep_tree_is_walked_without_recursion():
    deep = tuple(section(f"s{n}", f"s{n - 1}" if n else None) for n in range(5_000))
    tree = SectionTree(deep)
    assert len(list(tree.walk())) == len(tree.path("s4999")) == 5_000


@given(section_trees(max_size=8), st.data())
def test_laws_of_the_tree(sections, data):
    tree = SectionTree(sections)
    assert sorted(keys(tree.walk())) == sorted(keys(sections))
    assert tree == SectionTree(sections)
    assert hash(tree) == hash(SectionTree(sections))
    if sections:
        one = data.draw(st.sampled_from(sections))
        path = tree.path(one.key)
        assert path[-1] == one
        assert path[0].parent is None
        assert all(one in tree.walk(above.key) for above in path)
        walked = keys(tree.walk())
        assert keys(tree.walk(one.key))[0] == one.key
        assert all(walked.index(above.key) <= walked.index(one.key) for above in path)
