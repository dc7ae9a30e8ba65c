"""What importing govnews loads, and what it must not."""

import subprocess
import sys

import pytest

import govnews

#: Heavy or optional: each is loaded by the room that uses it, or by one of its functions.
LATE = {
    "babel",
    "cattrs",
    "click",
    "django",
    "feedgen",
    "feedparser",
    "flask",
    "hypothesis",
    "icalendar",
    "lxml",
    "nh3",
    "orjson",
    "pytest",
    "selectolax",
    "starlette",
    "valkey",
}


def loaded_by(statement):
    """The modules loaded in a fresh interpreter after a statement."""
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return set(result.stdout.decode().split())


def test_importing_govnews_loads_next_to_nothing():
    modules = loaded_by("import govnews")
    assert {name for name in modules if name.startswith("govnews")} == {"govnews", "govnews.errors"}
    assert not modules & {*LATE, "attrs", "json", "zoneinfo"}


def test_the_model_needs_attrs_only():
    modules = loaded_by("from govnews import Article")
    assert not modules & LATE
    rooms = {name for name in modules if name.startswith("govnews.") and name.count(".") == 1}
    assert rooms == {"govnews.errors", "govnews.model"}


@pytest.mark.parametrize("room", ["visits", "dates", "feeds", "codec", "ingest", "broadcast"])
def test_a_room_loads_no_optional_package(room):
    optional = LATE - {"babel", "cattrs", "feedgen", "lxml", "nh3"}
    assert not loaded_by(f"import govnews.{room}") & optional


def test_every_public_name_is_there():
    assert sorted(set(govnews.__all__)) == sorted(govnews.__all__)
    for name in govnews.__all__:
        assert getattr(govnews, name).__name__ if name[1].islower() else getattr(govnews, name)
        assert name in dir(govnews)
    names = {}
    exec("from govnews import *", names)
    assert set(govnews.__all__) <= set(names)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'govnews' has no attribute 'Artikel'"):
        govnews.Artikel  # noqa: B018
