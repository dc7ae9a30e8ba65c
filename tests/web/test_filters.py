"""Every date style in a template."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from jinja2 import Environment

from govnews import dates, sample
from govnews.errors import DateFormatError, UnknownFormatError
from govnews.web import DateFilters, add_filters

NOW = datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM)
OURS = dates.Style(name="ours", pattern="d.M.yyyy")


@pytest.fixture
def render():
    environment = Environment(autoescape=True)
    add_filters(environment, styles={"ours": OURS})

    def render(source, **values):
        return environment.from_string(source).render(**values)

    return render


def written(name):
    """Something that a style can write: a moment, a day or a time of day."""
    for value in (NOW, NOW.date(), time(17, 0)):
        try:
            dates.format(value, name)
        except DateFormatError:
            continue
        return value
    raise AssertionError(name)


@pytest.mark.parametrize("name", dates.STYLES)
def test_every_style_goes_through_the_filter(render, name):
    value = written(name)
    shown = render("{{ value | vn_date(name) | safe }}", value=value, name=name)
    assert shown == dates.format(value, name)


def test_the_filters(render):
    assert render("{{ v | vn_date }}", v=NOW) == "Wed, 15/02/2017 17:00 | GMT +7"
    assert render("{{ v | vn_date('ours') }}", v=date(2017, 2, 15)) == "15.2.2017"
    assert (
        render("{{ v | vn_date('administrative', place='Sơn La') }}", v=NOW)
        == "Sơn La, ngày 15 tháng 02 năm 2017"
    )
    assert render("{{ v | vn_number }}", v=40_536_672) == "40.536.672"
    assert render("{{ v | vn_ago }}", v=datetime.now(UTC) - timedelta(minutes=5)) == "5 phút trước"
    assert render("{{ v | vn_ago(language='en') }}", v=datetime.now(UTC)) == "just now"


def test_a_style_of_its_own_may_be_given_itself():
    assert DateFilters().vn_date(date(2017, 2, 15), OURS) == "15.2.2017"
    filters = DateFilters({"press_date": OURS}, clock=lambda: NOW)
    assert filters.vn_ago(NOW - timedelta(days=30)) == "16.1.2017"


@pytest.mark.parametrize("name", ["vn_date", "vn_ago", "vn_number"])
def test_a_missing_value_is_an_empty_text(render, name):
    assert render(f"{{{{ None | {name} }}}}") == ""


def test_what_cannot_be_written_is_an_error(render):
    with pytest.raises(UnknownFormatError, match="no-style"):
        render("{{ v | vn_date('no-style') }}", v=NOW)
    with pytest.raises(DateFormatError):
        render("{{ v | vn_date }}", v=datetime(2017, 2, 15, 17, 0))


def test_blocks_are_not_escaped_again(render):
    html = render(
        "{{ schedule_table(plan, now) }}{{ autodiscovery_tags(portal) }}",
        plan=sample.plan(),
        now=sample.NOW,
        portal=sample.portal(),
    )
    assert "<table" in html
    assert '<link rel="alternate"' in html
    assert "&lt;" not in html
