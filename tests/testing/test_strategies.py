"""The public strategies: what they draw is valid, and they are found without being asked for."""

import subprocess
import sys
from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import Phase, find, given, settings, strategies as st

from govnews import Article, model, testing
from govnews.testing import (
    articles,
    aware_datetimes,
    builds_article,
    keys,
    live_articles,
    tag_uris,
    texts,
    web_urls,
)
from govnews.testing.strategies import STRATEGIES

NOW = datetime(2017, 2, 15, 10, 0, tzinfo=UTC)


def test_every_class_of_the_model_has_a_strategy():
    classes = {value for value in vars(model).values() if isinstance(value, type)}
    values = {one for one in classes if attrs.has(one)}
    # These two come out of a table and of a scanner; nobody makes them.
    assert values - set(STRATEGIES) == {model.DocumentType, model.FoundDocumentNumber}


@pytest.mark.parametrize("kind", STRATEGIES, ids=lambda kind: kind.__name__)
def test_strategies_draw_their_class_and_are_what_from_type_uses(kind):
    @settings(max_examples=20)
    @given(STRATEGIES[kind](), st.from_type(kind))
    def check(drawn, inferred):
        assert type(drawn) is type(inferred) is kind
        hash(drawn)

    check()


def test_installing_govnews_is_enough():
    script = (
        "from hypothesis import find, strategies as st\n"
        "from govnews import Article\n"
        "print(type(find(st.from_type(Article), lambda one: True)).__name__)"
    )
    environment = {"PATH": "", "HYPOTHESIS_STORAGE_DIRECTORY": "/nonexistent"}
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    assert result.stdout == "Article\n"


def test_hypothesis_does_not_load_pytest_or_babel_for_it():
    script = (
        "import hypothesis, sys\n"
        "print(*(name for name in ('pytest', 'babel', 'feedgen', 'cattrs') if name in sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={"PATH": ""}, check=True
    )
    assert result.stdout == "\n"


@given(articles(section="van-hoa", headline=st.just("Tin")))
def test_overrides_are_values_or_strategies(article):
    assert (article.section, article.headline) == ("van-hoa", "Tin")


@attrs.frozen(kw_only=True)
class VideoArticle(Article):
    seconds: int
    channel: str | None = None


@given(builds_article(VideoArticle, channel="truyền hình"))
def test_a_subclass_has_its_own_fields_inferred(video):
    assert type(video) is VideoArticle
    assert isinstance(video.seconds, int)
    assert video.channel == "truyền hình"


@given(live_articles(NOW))
def test_live_articles_are_live(article):
    assert article.state(NOW) == "live"


@pytest.mark.parametrize("state", ["draft", "scheduled", "live", "expired", "withdrawn"])
def test_articles_come_in_every_state(state):
    first = settings(phases=[Phase.generate], max_examples=500, database=None)
    assert find(articles(), lambda one: one.state(NOW) == state, settings=first).state(NOW) == state


def test_examples_shrink_to_something_small():
    shrunk = settings(phases=[Phase.generate, Phase.shrink], max_examples=500, database=None)
    smallest = find(articles(), lambda one: True, settings=shrunk)
    assert len(smallest.headline) == 1
    assert smallest.images == smallest.authors == smallest.tags == ()
    assert smallest.lead is smallest.body is smallest.url is None


@given(texts(), keys(), tag_uris(), web_urls(".jpg"), aware_datetimes())
def test_the_parts_keep_the_laws(text, key, uri, url, moment):
    one = Article(
        uri=uri, headline=text, published_at=moment, section=key, images=(model.Image(url=url),)
    )
    assert one.headline == text
    assert url.endswith(".jpg")


def test_every_public_name_is_there():
    for name in ("articles", "sections", "portals", "broadcast_plans", "airing_logs"):
        assert callable(getattr(testing, name))
    assert testing.VisitStoreSuite.__name__ == "VisitStoreSuite"
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        testing.nonsense  # noqa: B018


def test_the_strategies_can_be_imported_before_hypothesis() -> None:
    """Hypothesis imports them itself, by its entry point, while they import Hypothesis."""
    subprocess.run([sys.executable, "-c", "from govnews.testing import articles"], check=True)


@given(testing.recurrences(lunar=True, frequency="weekly"))
def test_a_fixed_frequency_leaves_lunar_days_out(rule: model.Recurrence) -> None:
    assert rule.frequency == "weekly"
    assert rule.lunar_day is None


@given(testing.official_documents(number=testing.document_numbers(), title="Kế hoạch"))
def test_fields_of_documents_can_be_fixed(document: model.OfficialDocument) -> None:
    assert document.number is not None
    assert document.title == "Kế hoạch"


@pytest.mark.parametrize("dated", [True, False])
def test_a_draft_may_be_without_a_date(dated):
    first = settings(phases=[Phase.generate], max_examples=500, database=None)
    drafts = articles(status="draft")
    draft = find(drafts, lambda one: bool(one.published_at) == dated, settings=first)
    assert draft.state(NOW) == "draft"


def test_a_date_that_is_given_stays():
    @settings(max_examples=20)
    @given(articles(published_at=NOW, status="draft"))
    def check(article):
        assert article.published_at == NOW

    check()


@pytest.mark.parametrize(
    "name", ["DocumentEntry", "FeedDocument", "VisitStoreSuite", "assert_valid_feed"]
)
def test_suites_are_there_when_they_are_asked_for(name):
    assert getattr(testing, name).__name__ == name


def test_a_suite_without_pytest_names_the_extra():
    script = (
        "import sys\n"
        "sys.modules['pytest'] = None\n"
        "import govnews.testing\n"
        "try:\n"
        "    govnews.testing.VisitStoreSuite\n"
        "except ImportError as error:\n"
        "    print(error)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout == "this needs pytest: pip install 'govnews[testing]'\n"
