"""Airings announced as articles, fit for every feed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given

from govnews import BroadcastPlan, BroadcastService, Portal, Recurrence, Segment, Slot, feeds
from govnews.broadcast import airing_articles, amend
from govnews.errors import BroadcastError
from govnews.model import SlotException
from govnews.testing import broadcast_plans

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2017, 2, 15, 17, 0, tzinfo=VIETNAM)
SUNDAYS = Recurrence(frequency="weekly", weekdays=("SU",), times=(time(19, 45),))
PLAN = BroadcastPlan(
    key="it-today",
    title="IT TODAY",
    service=BroadcastService(key="a", name="Truyền hình Sơn La", url="https://example.vn/"),
    segments=(Segment(kind="relay"), Segment(kind="local", title="Tin")),
    themes=("CNTT", "CNTT"),
    slots=(Slot(key="cn", recurrence=SUNDAYS, duration=timedelta(minutes=15)),),
)


def test_an_airing_is_announced() -> None:
    [article] = airing_articles(PLAN, PLAN.upcoming(1, NOW), announced_at=NOW, section="phat-song")
    assert article.headline == "IT TODAY: 19h45, Chủ nhật, 19/2/2017"
    assert article.lead == "Tiếp sóng. Tự sản xuất: Tin"
    assert article.url == "https://example.vn/"
    assert article.published_at == NOW
    assert article.section == "phat-song"
    assert article.tags == ("CNTT",)
    assert article.uri.startswith("urn:uuid:")


def test_a_moved_airing_is_the_same_article_in_a_new_version() -> None:
    moved = SlotException(
        slot="cn",
        on=date(2017, 2, 19),
        action="move",
        moved_to=datetime(2017, 2, 18, 20, 0, tzinfo=VIETNAM),
    )
    amended = amend(PLAN, moved, revised_at=NOW)
    [before] = airing_articles(PLAN, PLAN.upcoming(1, NOW), announced_at=NOW)
    [after] = airing_articles(amended, amended.upcoming(1, NOW))
    assert after.uri == before.uri
    assert after.version == 2
    assert after.headline == "IT TODAY: 20h00, Thứ Bảy, 18/2/2017"


def test_somebody_has_to_say_when_it_was_announced() -> None:
    with pytest.raises(BroadcastError, match="announced_at: is needed"):
        airing_articles(PLAN, PLAN.upcoming(1, NOW))


@given(broadcast_plans())
def test_every_airing_goes_into_a_feed(plan: BroadcastPlan) -> None:
    portal = Portal(name="Cổng", url="https://example.vn/")
    articles = airing_articles(plan, plan.upcoming(5, NOW), announced_at=NOW)
    assert len({article.uri for article in articles}) == len(articles)
    feed = feeds.Feed(portal, articles, now=NOW)
    for form in ("rss", "atom"):
        feed.render(form)
        assert feed.errors == ()


def test_without_a_service_an_article_leads_nowhere() -> None:
    plan = attrs.evolve(PLAN, service=None, segments=())
    [article] = airing_articles(plan, plan.upcoming(1, NOW), announced_at=NOW)
    assert article.url is None
    assert article.lead is None
