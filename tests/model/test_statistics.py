"""The figures of the statistics block."""

from datetime import UTC, datetime

import pytest

from govnews import VisitStatistics
from govnews.errors import ModelError

NOW = datetime(2017, 2, 15, tzinfo=UTC)


def test_the_figures_of_the_page():
    figures = VisitStatistics(total=40_536_672, online=61, as_of=NOW)
    assert (figures.total, figures.online, figures.today) == (40_536_672, 61, 0)


@pytest.mark.parametrize("field", ["total", "online", "today", "last_month"])
def test_counts_are_never_negative(field):
    with pytest.raises(ModelError) as caught:
        VisitStatistics(**{"total": 1, "online": 1, "as_of": NOW, field: -1})
    assert caught.value.field == field


def test_the_moment_is_aware():
    with pytest.raises(ModelError, match="as_of"):
        VisitStatistics(total=1, online=1, as_of=datetime(2017, 2, 15))
