"""Is it a bot? A maintained list where it is installed, else a small rule."""

import re
from collections.abc import Callable
from functools import cache

#: What nearly every crawler says of itself, and the libraries that people do not read with.
_SELF_DECLARED = re.compile(
    r"bot\b|bot[/_-]|crawl|spider|slurp|archiver|preview|monitor|headless|scan"
    r"|^(?:curl|wget|python|java|go-http|okhttp|libwww|php|ruby|axios|node)\b|https?://",
    re.IGNORECASE,
)
#: Verdicts by the hash of the text, so that no user agent stays in memory.
_verdicts: dict[int, bool] = {}
_MOST_VERDICTS = 10_000


def is_bot(user_agent: str | None) -> bool:
    """Whether a user agent belongs to a program rather than a person.

    With the extra ``bots`` the list of the crawler-user-agents project decides, else a small
    rule. A request without a user agent is a bot's.

    Args:
        user_agent: The ``User-Agent`` header (RFC 9110, section 10.1.5); None when missing.

    Example:
        >>> is_bot("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
        True
        >>> is_bot("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
        False
        >>> is_bot(None)
        True
    """
    if not user_agent:
        return True
    name = hash(user_agent)
    verdict = _verdicts.get(name)
    if verdict is None:
        if len(_verdicts) >= _MOST_VERDICTS:
            _verdicts.clear()
        verdict = _verdicts[name] = _rule()(user_agent)
    return verdict


@cache
def _rule() -> Callable[[str], bool]:
    try:
        from crawleruseragents import is_crawler
    except ImportError:
        return small_rule
    return lambda user_agent: bool(is_crawler(user_agent))


def small_rule(user_agent: str) -> bool:
    """The rule without the extra: what the text says of itself."""
    return _SELF_DECLARED.search(user_agent) is not None
