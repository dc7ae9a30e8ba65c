"""Run where govnews is installed without any extra: what works, and what says what it needs.

``python tests/no_extras/check.py``: plain asserts, since pytest is an extra here too.
"""

import subprocess
import sys
from datetime import date, datetime, timedelta
from importlib.util import find_spec

import govnews
from govnews import GovNewsError, broadcast, codec, dates, feeds, ingest, sample, visits
from govnews.errors import MissingExtraError

OPTIONAL = {
    "click",
    "django",
    "feedparser",
    "flask",
    "holidays",
    "hypothesis",
    "icalendar",
    "jinja2",
    "lunar_vn",
    "orjson",
    "pytest",
    "rich",
    "selectolax",
    "starlette",
    "valkey",
}


def needs(extra: str, call) -> None:
    """The call says that it needs this extra."""
    try:
        call()
    except MissingExtraError as error:
        assert error.extra == extra, error
        assert f"govnews[{extra}]" in str(error)
        assert isinstance(error, GovNewsError)
        assert isinstance(error, ImportError)
    else:
        raise AssertionError(f"{extra} was not missed")


installed = {name for name in OPTIONAL if find_spec(name)}
assert not installed, f"this is not an installation without extras: {installed}"
assert "site-packages" in govnews.__file__, govnews.__file__

portal, articles, plan, now = sample.portal(), sample.articles(), sample.plan(), sample.NOW
feed = feeds.Feed(portal, articles, now=now)
for name in ("rss", "atom", "json"):
    assert len(feed.render(name)) > 1_000
    assert feeds.respond(feed, name, headers={}).status == 200
assert not feed.errors
assert dates.format(now) == "Wed, 15/02/2017 17:00 | GMT +7"
assert dates.parse_datetime("17h00 ngày 15/2/2017") == now
assert plan.next_airing(now).start.date() == date(2017, 2, 19)
assert broadcast.parse_schedule("19h45 ngày chủ nhật hàng tuần") == plan.slots[0].recurrence
assert codec.loads(codec.dumps(articles), tuple[govnews.Article, ...]) == articles
for url in ("memory:", "sqlite:///visits-without-extras.db"):
    with visits.VisitCounter(visits.open_store(url), site="a") as counter:
        counter.record(address="203.0.113.9", user_agent="Mozilla/5.0 Firefox/128.0", at=now)
        assert counter.statistics(at=now + timedelta(seconds=1)).total >= 1

needs("ics", lambda: broadcast.to_ics(plan, now=now))
needs("fast", lambda: codec.make_converter(json="orjson"))
needs("ingest", lambda: ingest.read_feed(feed.render("rss")))
needs("valkey", lambda: visits.open_store("valkey://127.0.0.1:1/0"))
needs("holidays", lambda: broadcast.holiday_exceptions(plan, 2017))

result = subprocess.run(
    [sys.executable, "-m", "govnews", "demo", "x"], capture_output=True, text=True, check=False
)
assert result.returncode == 1
assert "govnews[cli]" in result.stderr, result.stderr
for name, extra in (("django", "django"), ("flask", "flask"), ("starlette", "starlette")):
    needs(extra, lambda name=name: __import__(f"govnews.{name}"))
needs("testing", lambda: __import__("govnews.testing"))

print(f"without extras: {datetime.now():%H:%M} all as it should be")
