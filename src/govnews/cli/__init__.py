"""The command line: ``govnews demo``, ``feed`` and what else a portal's developer runs.

Every command exits with 0 when all went well, and with 2 when its input or its options are at
fault; what is at fault goes to standard error, one line for each fault.
"""

import click

from .. import __version__
from ._check import check
from ._demo import demo
from ._feed import feed
from ._schedule import schedule
from ._visits import show_visits


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="govnews")
def govnews() -> None:
    """Feeds, dates, broadcast plans and visit counts for public-sector news portals."""


govnews.add_command(check)
govnews.add_command(demo)
govnews.add_command(feed)
govnews.add_command(schedule)
govnews.add_command(show_visits)
