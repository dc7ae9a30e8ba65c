"""The Django application."""

from django.apps import AppConfig
from django.core.checks import register


class GovNewsConfig(AppConfig):
    """Template tags and system checks; it has no models."""

    name = "govnews.django"
    label = "govnews"

    def ready(self) -> None:
        """Register the checks."""
        from ._checks import check_settings

        register(check_settings, "govnews")
