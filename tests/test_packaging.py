"""The package as it is installed: metadata, extras, entry points, types."""

import importlib
import re
import sys
import tarfile
import tomllib
from importlib.metadata import distribution, entry_points, version
from pathlib import Path

import pytest

import govnews
from govnews import broadcast, codec, feeds, ingest, sample, visits
from govnews.errors import MissingExtraError

PACKAGE = distribution("govnews")
EXTRAS = PACKAGE.metadata.get_all("Provides-Extra")


def requirements(extra=None):
    """The requirements of the package, or those that an extra adds."""
    for line in PACKAGE.requires:
        needed, _, marker = line.partition(";")
        if (f"extra == '{extra}'" in marker.replace('"', "'")) if extra else not marker:
            yield needed.strip()


def test_versions_agree():
    assert version("govnews") == govnews.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", govnews.__version__)


def test_types_are_shipped():
    assert Path(govnews.__file__).with_name("py.typed").exists()
    assert "Typing :: Typed" in PACKAGE.metadata.get_all("Classifier")


def test_metadata_says_what_pages_of_packages_show():
    told = PACKAGE.metadata
    assert told["Summary"]
    assert told["License-Expression"] == "MIT"
    assert told["Requires-Python"] == ">=3.11"
    assert "# govnews" in told.get_payload() or "# govnews" in (told["Description"] or "")
    classifiers = told.get_all("Classifier")
    assert f"Programming Language :: Python :: {sys.version_info[0]}.{sys.version_info[1]}" in (
        classifiers
    )
    assert not [one for one in classifiers if one.startswith("License ::")]


def test_every_requirement_has_a_bound():
    for needed in PACKAGE.requires:
        if not needed.startswith("govnews["):
            assert re.search(r"[=>]=", needed), needed


def test_all_stands_for_every_other_extra():
    others = {needed for extra in EXTRAS if extra != "all" for needed in requirements(extra)}
    assert set(requirements("all")) == others


@pytest.mark.parametrize("group", ["console_scripts", "hypothesis"])
def test_entry_points_lead_to_something(group):
    (point,) = [one for one in entry_points(group=group) if one.dist.name == "govnews"]
    assert callable(point.load())


def test_a_wheel_holds_the_package_only():
    tops = {file.parts[0] for file in PACKAGE.files}
    assert not tops & {"tests", "docs"}


def test_a_source_archive_holds_what_its_tests_need(tmp_path, monkeypatch):
    hatchling = pytest.importorskip("hatchling.build")
    root = Path(__file__).parents[1]
    monkeypatch.chdir(root)
    with tarfile.open(tmp_path / hatchling.build_sdist(str(tmp_path))) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
    assert {*settings["ini_options"]["testpaths"], "conftest.py", "pyproject.toml"} <= tops


def missing(monkeypatch, *packages):
    """As if packages were not installed, and nothing that needs them loaded yet."""
    knowing = {"govnews.django", "govnews.flask", "govnews.starlette", "govnews.visits.valkey"}
    for name in list(sys.modules):
        if name in knowing or name.partition(".")[0] in packages:
            monkeypatch.delitem(sys.modules, name)
    for name in packages:
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.parametrize(
    ("extra", "packages", "use"),
    [
        ("fast", ["orjson"], lambda: codec.make_converter(json="orjson")),
        ("ics", ["icalendar"], lambda: broadcast.to_ics(sample.plan(), now=sample.NOW)),
        ("valkey", ["valkey", "redis"], lambda: visits.open_store("valkey://127.0.0.1:1/0")),
        ("holidays", ["holidays"], lambda: broadcast.holiday_exceptions(sample.plan(), 2017)),
        ("django", ["django"], lambda: importlib.import_module("govnews.django")),
        ("flask", ["flask"], lambda: importlib.import_module("govnews.flask")),
        ("starlette", ["starlette"], lambda: importlib.import_module("govnews.starlette")),
    ],
)
def test_what_needs_an_extra_names_it(monkeypatch, extra, packages, use):
    missing(monkeypatch, *packages)
    codec._json._orjson.cache_clear()
    with pytest.raises(MissingExtraError) as caught:
        use()
    codec._json._orjson.cache_clear()
    assert caught.value.extra == extra
    assert f"pip install 'govnews[{extra}]'" in str(caught.value)
    package = caught.value.package.lower()
    assert any(re.match(rf"{package}\b", one) for one in requirements(extra))


def test_rooms_are_named_in_the_readme():
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    for room in (broadcast, codec, feeds, ingest, visits):
        assert f"`{room.__name__}`" in readme
