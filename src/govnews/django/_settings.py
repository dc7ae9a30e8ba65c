"""The setting ``GOVNEWS``, read and checked."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import attrs
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.module_loading import import_string

from ..dates import Style
from ..errors import GovNewsError
from ..web import (
    AsyncCounter,
    Counter,
    Counting,
    DateFilters,
    Exchange,
    PortalFeeds,
    TrustedProxies,
    is_page_view,
)
from ..web._counting import no_page


@attrs.frozen(kw_only=True)
class Settings:
    """What the setting ``GOVNEWS`` may hold; names of objects may be given as dotted paths.

    Example:
        >>> sorted(KEYS)
        ['COUNTER', 'FEEDS', 'IS_PAGE_VIEW', 'PAGE', 'STYLES', 'TRUSTED_PROXIES']
    """

    #: ``FEEDS``: the portal's feeds, for ``{% autodiscovery_tags %}``.
    feeds: PortalFeeds[Any] | None = None
    #: ``COUNTER``: the visit counter, for ``count_visits`` and ``{% statistics_block %}``.
    counter: Counter | AsyncCounter | None = None
    #: ``TRUSTED_PROXIES``: networks of the portal's own proxies; ``"unix"`` for a socket file.
    trusted_proxies: tuple[str, ...] = ()
    #: ``STYLES``: the portal's own date styles by name.
    styles: Mapping[str, Style] = attrs.Factory(dict)
    #: ``PAGE``: the name under which a page view counts, see ``govnews.web.CountingOptions``.
    page: Callable[[Exchange], str | None] = no_page
    #: ``IS_PAGE_VIEW``: which requests count.
    is_page_view: Callable[[Exchange], bool] = is_page_view

    def counting(self) -> Counting:
        """What finds the page views among requests.

        Raises:
            ImproperlyConfigured: There is no counter.
        """
        if self.counter is None:
            raise ImproperlyConfigured("count_visits needs GOVNEWS['COUNTER']")
        return Counting(
            self.counter,
            trusted_proxies=self.trusted_proxies,
            page=self.page,
            is_page_view=self.is_page_view,
        )

    def filters(self) -> DateFilters:
        """The template filters with the portal's own styles."""
        return DateFilters(self.styles)


#: Keys of the setting, and the fields they become.
KEYS: Final = {name.upper(): name for name in (one.name for one in attrs.fields(Settings))}


@cache
def load_settings() -> Settings:
    """The setting ``GOVNEWS``; read once, and again when a test changes it.

    Raises:
        ImproperlyConfigured: Something in it is wrong; it names everything that is.
    """
    values, faults = read(getattr(django_settings, "GOVNEWS", {}))
    if faults:
        raise ImproperlyConfigured("; ".join(message for _, message in faults))
    return Settings(**values)


@receiver(setting_changed)
def _forget(*, setting: str, **_: Any) -> None:
    if setting == "GOVNEWS":
        load_settings.cache_clear()


def read(given: object) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The fields that a setting gives, and everything that is wrong with it by check number."""
    if not isinstance(given, Mapping):
        return {}, [("E001", f"GOVNEWS is no dict: {given!r}")]
    values: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for key, value in given.items():
        if key not in KEYS:
            faults.append(("E001", f"GOVNEWS has no key {key!r}; known: {', '.join(KEYS)}"))
            continue
        try:
            values[KEYS[key]] = _object(key, value)
        except ImportError as error:
            faults.append(("E002", f"GOVNEWS[{key!r}]: {error}"))
    for field, value in values.items():
        for number, why in _faults(field, value):
            faults.append((number, f"GOVNEWS[{field.upper()!r}] {why}"))
    if "trusted_proxies" in values and not faults:
        values["trusted_proxies"] = tuple(values["trusted_proxies"])
    return values, faults


def _object(key: str, value: object) -> object:
    """What a dotted path names, loaded; anything else as it is."""
    if isinstance(value, str) and key != "TRUSTED_PROXIES":
        return import_string(value)
    return value


def _faults(field: str, value: Any) -> Iterator[tuple[str, str]]:
    if field == "counter" and not _counts(value):
        yield "E003", f"is no visit counter: {value!r}"
    elif field == "trusted_proxies":
        try:
            TrustedProxies(value)
        except (GovNewsError, TypeError) as error:
            yield "E004", f"is no list of networks: {error}"
    elif field == "feeds" and not isinstance(value, PortalFeeds):
        yield "E005", f"is no govnews.web.PortalFeeds: {value!r}"
    elif field == "styles" and not _are_styles(value):
        yield "E006", "is no dict of govnews.dates.Style"
    elif field in ("page", "is_page_view") and not callable(value):
        yield "E007", f"is no function: {value!r}"


def _counts(value: object) -> bool:
    # A class has the method, too, and nothing to record into.
    return callable(getattr(value, "record", None)) and not isinstance(value, type)


def _are_styles(value: object) -> bool:
    return isinstance(value, Mapping) and all(isinstance(one, Style) for one in value.values())
