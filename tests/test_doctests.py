"""Every example in a docstring is run, in the package as it is installed."""

import doctest
import importlib
import pkgutil

import pytest

import govnews

try:
    import django
    from django.conf import settings
except ImportError:
    pass
else:
    if not settings.configured:
        settings.configure()
        django.setup()

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(govnews.__path__, "govnews.", onerror=lambda _: None)
    if module.name != "govnews.__main__"
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        pytest.skip(f"{name} needs {error.name}")
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
    assert result.failed == 0


def test_the_examples_are_found():
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [
        test
        for name in MODULES
        if name.startswith(("govnews.model", "govnews.codec", "govnews.dates"))
        for test in finder.find(importlib.import_module(name))
        if test.examples
    ]
    assert len(found) > 40
