"""Django has one setting up for a whole process."""

from contextlib import ExitStack
from importlib.util import find_spec

import pytest

from govnews.web import Counting
from tests.visits import servers

if find_spec("django"):
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="for tests",
        ALLOWED_HOSTS=["*"],
        USE_TZ=True,
        TIME_ZONE="Asia/Ho_Chi_Minh",
        INSTALLED_APPS=["govnews.django"],
        MIDDLEWARE=["govnews.django.count_visits"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    )
    django.setup()


@pytest.fixture(autouse=True)
def _count_at_once(monkeypatch):
    monkeypatch.setattr(Counting, "_flush_soon", Counting.flush)


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """Starts an example portal by its name, once for all tests."""
    from . import _postgres
    from ._portals import started

    running, folders = {}, {}
    with ExitStack() as stack:

        def start(name):
            if name not in running:
                if name == "django-asgi":
                    start("django")
                folder = name.removesuffix("-asgi")
                data = folders.setdefault(folder, None) or tmp_path_factory.mktemp(folder)
                folders[folder] = data
                store = database = None
                if name == "fastapi":
                    store = stack.enter_context(servers.running(servers.valkey_binary(), data))
                if name == "django-postgres":
                    database = stack.enter_context(_postgres.running())
                running[name] = stack.enter_context(started(name, data, store, database))
            return running[name]

        yield start
