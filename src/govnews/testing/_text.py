"""Strategies for what every value is made of: texts, addresses, moments."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

#: Letters that Vietnamese text is made of, so that drawn texts look like what portals carry.
_VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
_TROUBLE = "<>&\"'\u00a0\u2028\ufeff]"

#: What XML 1.0 can carry (section 2.2), less the white space that parsers fold and the
#: replacement character, which validators take for a sign of a broken encoding.
_ANY = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd\ufffe\uffff")
_FAMILIAR = f"{_VIETNAMESE}{_VIETNAMESE.upper()} {_TROUBLE}"
_SIMPLE = "abcdefghijklmnopqrstuvwxyz0123456789"


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def texts(*, min_size: int = 1, max_size: int = 40) -> st.SearchStrategy[str]:
    """Texts as the model keeps them: in form C, fit for XML, not blank.

    Args:
        min_size: Least number of characters drawn, 1 or more.
        max_size: Most of them.

    Returns:
        A strategy that shrinks towards short Vietnamese words.
    """
    drawn = st.text(_FAMILIAR, min_size=min_size, max_size=max_size) | st.text(
        _ANY, min_size=min_size, max_size=max_size
    )
    return drawn.map(_nfc).filter(lambda text: not text.isspace())


def keys() -> st.SearchStrategy[str]:
    """Keys of sections, slots and plans: ``van-hoa``."""
    word = st.text(_SIMPLE, min_size=1, max_size=8)
    return word | st.builds("{}-{}".format, word, word)


def tag_uris() -> st.SearchStrategy[str]:
    """``tag:`` URIs (RFC 4151) such as articles have."""
    return st.builds("tag:example.vn,{}:{}".format, st.integers(2000, 2100), st.integers(1, 10**6))


def web_urls(suffix: str = "") -> st.SearchStrategy[str]:
    """Absolute ``https`` addresses.

    Args:
        suffix: What each ends with, for example ``.jpg``.
    """
    hosts = st.sampled_from(["example.vn", "sonla.example.vn", "www.example.org"])
    path = st.text(_SIMPLE, min_size=1, max_size=8)
    return st.builds(f"https://{{}}/{{}}{suffix}".format, hosts, path) | st.builds(
        f"https://{{}}/{{}}/{{}}{suffix}".format, hosts, path, path
    )


def languages() -> st.SearchStrategy[str]:
    """Language tags (RFC 5646), Vietnamese first."""
    return st.sampled_from(["vi", "en", "lo", "hmn", "zh-Hans", "en-GB"])


def time_zones() -> st.SearchStrategy[str]:
    """Keys of time zones, mostly Vietnam's; clocks of others change, and not by hours only."""
    return st.sampled_from(_ZONES)


_VIETNAM = "Asia/Ho_Chi_Minh"
_ZONES = (
    _VIETNAM,
    _VIETNAM,
    _VIETNAM,
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
)

#: Vietnam keeps one time (UTC+7), and validators of feeds do not yet find a date implausible.
_FIRST = datetime(1990, 1, 2)  # noqa: DTZ001  # st.datetimes takes bounds without a zone
_LAST = datetime(2099, 12, 31)  # noqa: DTZ001


def aware_datetimes(
    *, min_value: datetime = _FIRST, max_value: datetime = _LAST
) -> st.SearchStrategy[datetime]:
    """Aware datetimes with whole-minute offsets, mostly Vietnamese time.

    Args:
        min_value: Earliest clock time, naive.
        max_value: Latest clock time, naive.

    Returns:
        A strategy that shrinks towards midnights in ``Asia/Ho_Chi_Minh``.
    """
    offsets = st.integers(-12 * 60, 14 * 60).map(lambda n: timezone(timedelta(minutes=n)))
    zones = st.one_of(
        st.just(ZoneInfo("Asia/Ho_Chi_Minh")),
        st.just(timezone(timedelta(hours=7))),
        st.just(UTC),
        offsets,
    )
    return st.datetimes(min_value, max_value, timezones=zones)
