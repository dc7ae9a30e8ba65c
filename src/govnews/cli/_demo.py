"""``govnews demo``: the sample portal as files that a browser and a feed reader open."""

from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

import click
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from .. import codec, dates, feeds, sample, visits
from .._html import sanitise
from ..model import VisitStatistics
from ..web import autodiscovery_tags, schedule_table, statistics_block
from ._files import write_file
from ._options import Moment

_FORMATS: dict[feeds.Format, str] = {
    "rss": "RSS 2.0 toàn cổng",
    "atom": "Atom 1.0 toàn cổng",
    "json": "JSON Feed 1.1 toàn cổng",
}
#: The section that stands beside the article.
_REFORM = "cai-cach"
_UPCOMING = 6
#: How many visitors the sample has on which day, counted back from the moment it shows.
_VISITORS = {36: 120, 20: 90, 8: 75, 1: 48, 0: sample.ONLINE}


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--now",
    type=Moment(),
    default=sample.NOW,
    show_default="the stamp of the sample's main article",
    help="The moment that the page shows.",
)
def demo(out: Path, now: datetime) -> None:
    """Write the bundled sample portal into the folder OUT.

    RSS, Atom and JSON feeds of the portal and of each section, the broadcast plan with its
    next airings, and an index.html that shows the article, the plan and the visit counter.
    The same moment gives the same bytes on every machine.
    """
    contents = {
        **_feeds(now),
        "plan.json": codec.dumps(sample.plan()),
        "airings.json": _airings(now),
        f"media/{sample.PICTURE}": sample.picture(),
        **_page(now),
    }
    changed = sum(write_file(out / name, data) for name, data in contents.items())
    click.echo(f"{out / 'index.html'}: {len(contents)} files, {changed} changed")


def _feeds(now: datetime) -> dict[str, bytes]:
    portal = sample.portal()
    written = {}
    for section in (None, *portal.sections):
        feed = feeds.Feed(portal, sample.articles(), section=section, now=now)
        for name in _FORMATS:
            written[_local(portal.feed_url(name, section))] = feed.render(name)
    return written


def _local(url: str) -> str:
    """Path within the written folder of an address of the sample portal."""
    return url.removeprefix(sample.portal().url)


def _airings(now: datetime) -> bytes:
    """The next airings as JSON: start, how it is written, and what is on."""
    plan = sample.plan()
    return codec.dumps(
        [
            {
                "title": airing.title or plan.title,
                "start": airing.start.isoformat(),
                "text": dates.format(airing.start, "dantri"),
                "segments": [segment.title for segment in airing.segments],
            }
            for airing in plan.upcoming(_UPCOMING, now)
        ]
    )


def _statistics(now: datetime) -> VisitStatistics:
    """The figures of the page, counted: its visitors come, its counter adds them up."""
    with visits.VisitCounter(
        visits.open_store("memory:"),
        site="sonla",
        start_total=sample.TOTAL_VISITS - sum(_VISITORS.values()),
        zone=sample.portal().zone,
    ) as counter:
        for days_ago, visitors in _VISITORS.items():
            for number in range(visitors):
                counter.record(
                    address=f"198.51.100.{number + 1}",
                    user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0",
                    at=now - timedelta(days=days_ago, seconds=visitors - number),
                )
        return counter.statistics(at=now)


def _page(now: datetime) -> dict[str, bytes]:
    portal, article, plan = sample.portal(), sample.articles()[0], sample.plan()
    shown = [one for one in sample.articles() if one.published_at and one.state(now) == "live"]
    templates = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    html = templates.get_template("index.html").render(
        portal=portal,
        article=article,
        section=portal.tree.get(article.section or ""),
        stamp=dates.format(article.published_at or now, "portal"),
        picture=_local(article.images[0].url),
        body=Markup(sanitise(article.body or "", article.url or portal.url)),  # noqa: S704  # sanitised
        schedule=schedule_table(plan, now, _UPCOMING),
        statistics=statistics_block(_statistics(now)),
        autodiscovery=autodiscovery_tags(portal),
        reform=portal.tree.get(_REFORM),
        reforms=[one for one in shown if _REFORM in (one.section, *one.sections)],
        day=lambda moment: dates.format(moment, "press_date"),
        feed_link=lambda section: _local(portal.feed_url("rss", section)),
        feed_links=[(label, _local(portal.feed_url(name))) for name, label in _FORMATS.items()],
    )
    style = files(__package__) / "templates" / "page.css"
    return {"index.html": html.encode(), "page.css": style.read_bytes()}
