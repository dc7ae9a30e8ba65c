"""A framework that is not installed is named, with the extra that installs it."""

import sys
from importlib import import_module

import pytest

from govnews.errors import MissingExtraError


@pytest.mark.parametrize(
    ("extra", "package"), [("django", "Django"), ("flask", "Flask"), ("starlette", "starlette")]
)
def test_the_extra_is_named(monkeypatch, extra, package):
    for name in list(sys.modules):
        if name == extra or name.startswith((f"{extra}.", f"govnews.{extra}")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, extra, None)
    with pytest.raises(MissingExtraError, match=rf"{package}: pip install 'govnews\[{extra}\]'"):
        import_module(f"govnews.{extra}")
