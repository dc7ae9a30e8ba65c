"""Bots are told from people, with the list and without it."""

import sys
from collections.abc import Iterator

import pytest

from govnews.visits import _bots, is_bot

PEOPLE = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Chrome/126.0.0.0 Safari/537.36"
    ),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
        " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        " coc_coc_browser/122.0.0 Chrome/116.0.0.0 Safari/537.36"
    ),
]
BOTS = [
    None,
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "curl/8.5.0",
    "python-requests/2.32.0",
    (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
        " HeadlessChrome/126.0.0.0 Safari/537.36"
    ),
]


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    _bots._verdicts.clear()
    yield
    _bots._verdicts.clear()
    _bots._rule.cache_clear()


@pytest.fixture(params=["list", "rule"])
def _either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    _bots._rule.cache_clear()
    if request.param == "list":
        pytest.importorskip("crawleruseragents")
    else:
        monkeypatch.setitem(sys.modules, "crawleruseragents", None)


@pytest.mark.usefixtures("_either")
def test_people_and_bots() -> None:
    assert [agent for agent in PEOPLE if is_bot(agent)] == []
    assert [agent for agent in BOTS if not is_bot(agent)] == []


def test_verdicts_are_kept_without_the_text_and_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_bots, "_MOST_VERDICTS", 3)
    for number in range(10):
        is_bot(f"Mozilla/5.0 ({number})")
        is_bot(f"Mozilla/5.0 ({number})")
        assert len(_bots._verdicts) <= 3
    assert all(type(key) is int for key in _bots._verdicts)
