"""govnews in Django: feed views, visit counting, template tags and system checks.

Put ``"govnews.django"`` into ``INSTALLED_APPS`` for ``{% load govnews %}`` and the checks,
``"govnews.django.count_visits"`` into ``MIDDLEWARE``, ``serve_feeds(...)`` into
``urlpatterns``, and the rest into the setting ``GOVNEWS``; see :class:`Settings`.
"""

from ..errors import MissingExtraError

try:
    import django as _django  # noqa: F401  # asked for first, to name the extra if it is missing
except ImportError as _error:
    raise MissingExtraError("django", "Django") from _error

from ..web import PortalFeeds as PortalFeeds
from ._middleware import count_visits as count_visits
from ._settings import Settings as Settings, load_settings as load_settings
from ._views import (
    feed_response as feed_response,
    serve_feeds as serve_feeds,
    stream_response as stream_response,
)
