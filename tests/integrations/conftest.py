"""Django has one setting up for a whole process."""

from concurrent.futures import Executor, Future
from importlib.util import find_spec

import pytest

from govnews.web import Counting

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


class AtOnce(Executor):
    """Does in the calling thread what it is given, so that a test need not wait for it."""

    def submit(self, function, /, *args, **kwargs):
        done = Future()
        done.set_result(function(*args, **kwargs))
        return done


@pytest.fixture(autouse=True)
def _count_at_once(monkeypatch):
    monkeypatch.setattr(Counting, "_worker", lambda self: AtOnce())
