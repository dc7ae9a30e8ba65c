"""The example portals of ``docs/examples``, not counting, or with a counter of the benchmark's."""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from ._web_rows import PROXIES, visit_counter

_EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def flask_app():
    app = _example("flask_portal")
    del app.wsgi_app  # which counts; Flask's own comes to light again
    return app


def flask_counted():
    from govnews import flask

    app = flask_app()
    flask.count_visits(app, visit_counter(), trusted_proxies=PROXIES)
    return app


def fastapi_app():
    app = _example("fastapi_portal")
    app.user_middleware.clear()  # which is counting alone
    return app


def fastapi_counted(kind=None):
    from govnews import starlette

    app = fastapi_app()
    starlette.count_visits(app, visit_counter(kind), trusted_proxies=PROXIES)
    return app


def fastapi_counted_async():
    from govnews.visits import AsyncVisitCounter

    return fastapi_counted(AsyncVisitCounter)


def _example(folder):
    """The application of an example; the figures on its pages are those of a counter in memory."""
    os.environ["VISITS"] = "memory:"
    spec = spec_from_file_location(folder, _EXAMPLES / folder / "app.py")
    # Flask finds its templates by the module's name.
    module = sys.modules[folder] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.app
