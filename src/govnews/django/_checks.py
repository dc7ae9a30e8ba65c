"""System checks: what is wrong with the settings, before the first visitor finds out."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning as CheckWarning

from ._settings import read

_HINTS = {
    "E001": "See govnews.django.Settings.",
    "E002": "Give the object itself, or the dotted path of one that can be imported.",
    "E003": "Make a govnews.visits.VisitCounter.",
    "E004": 'Write networks such as "10.0.0.0/8" or "::1", or "unix".',
    "E005": "Make a govnews.web.PortalFeeds.",
    "E006": 'Write {"name": govnews.dates.Style(...)}.',
    "E007": "Give a function of one govnews.web.Exchange.",
}


def check_settings(**_: Any) -> list[CheckMessage]:
    """Check ``GOVNEWS`` and the settings that govnews depends on."""
    given = getattr(settings, "GOVNEWS", {})
    values, faults = read(given)
    messages: list[CheckMessage] = [
        Error(text, hint=_HINTS[number], id=f"govnews.{number}") for number, text in faults
    ]
    counting = "govnews.django.count_visits" in settings.MIDDLEWARE
    if counting and not faults and "counter" not in values:
        messages.append(
            Error(
                "govnews.django.count_visits is in MIDDLEWARE, but there is no counter",
                hint="Set GOVNEWS['COUNTER'].",
                id="govnews.E008",
            )
        )
    if not settings.USE_TZ:
        messages.append(
            CheckWarning(
                "USE_TZ is False: datetimes without a zone are refused by feeds and dates",
                hint="Set USE_TZ = True and TIME_ZONE = 'Asia/Ho_Chi_Minh'.",
                id="govnews.W001",
            )
        )
    return messages
