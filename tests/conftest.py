"""Hypothesis profiles (``HYPOTHESIS_PROFILE``), and a run in which nothing may be skipped."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

#: A package of its own, installed and tested by tests/visits.
collect_ignore = ["plugin_example"]

settings.register_profile(
    "default",
    max_examples=50,
    deadline=None,
    # A change is judged by the same examples each time; elsewhere every run tries new ones.
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("quick", settings.get_profile("default"), max_examples=10)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=500)
# Of a mutant it only counts whether a test fails: no example is made simpler.
_NO_SHRINKING = (Phase.explicit, Phase.generate)
settings.register_profile("mutants", settings.get_profile("quick"), phases=_NO_SHRINKING)
settings.register_profile("survivors", settings.get_profile("default"), phases=_NO_SHRINKING)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

if os.environ.get("HYPOTHESIS_NO_PLUGINS"):
    # Coverage must begin before govnews is imported, so its plug-in is left to us.
    from govnews.testing.strategies import _register

    _register()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """With GOVNEWS_NO_SKIPS a test that is skipped has failed."""
    outcome = yield
    report = outcome.get_result()
    if os.environ.get("GOVNEWS_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
