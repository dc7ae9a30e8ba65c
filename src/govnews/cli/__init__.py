"""The command line: ``govnews demo``, ``feed`` and what else a portal's developer runs.

Every command exits with 0 when all went well, and with 2 when its input or its options are at
fault; what is at fault goes to standard error, one line for each fault.
"""

import errno
from typing import Any

import click

from .. import __version__
from ..errors import GovNewsError
from ._check import check
from ._demo import demo
from ._feed import feed
from ._options import Failure
from ._schedule import schedule
from ._visits import show_visits


class _Commands(click.Group):
    """Commands of which no failure ends in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GovNewsError as error:
            raise Failure(str(error)) from error
        except OverflowError as error:
            raise Failure(f"beyond the calendar: {error}") from error
        except UnicodeEncodeError as error:
            part = error.object[error.start : error.end]
            raise Failure(f"cannot be written in {error.encoding}: {part!r}") from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # Who reads has seen enough; click ends quietly.
            where = "" if error.filename is None else f"{error.filename}: "
            raise Failure(f"{where}{error.strerror or error}") from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="govnews")
def govnews() -> None:
    """Feeds, dates, broadcast plans and visit counts for public-sector news portals."""


govnews.add_command(check)
govnews.add_command(demo)
govnews.add_command(feed)
govnews.add_command(schedule)
govnews.add_command(show_visits)
