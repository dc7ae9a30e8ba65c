"""Options and arguments that several commands share."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from .. import codec, dates
from ..errors import CodecError, DateParseError

#: Exit code when the input or the options are at fault.
AT_FAULT = 2


class Failure(click.ClickException):
    """What cannot be done, told in one line."""

    exit_code = AT_FAULT


class Moment(click.ParamType):  # type: ignore[type-arg]  # generic in newer clicks only
    """A moment as any form of date and time that govnews reads; aware."""

    name = "moment"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The moment; a text without a zone is Vietnamese time."""
        if isinstance(value, datetime):
            return value
        try:
            return dates.parse_datetime(value)
        except DateParseError as error:
            self.fail(str(error), param, ctx)


class JsonValue(click.ParamType):  # type: ignore[type-arg]  # generic in newer clicks only
    """A file that holds one value as JSON."""

    name = "file.json"

    def __init__(self, kind: type) -> None:
        self.kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value, or an error that lists every fault of the file."""
        if isinstance(value, self.kind):
            return value
        try:
            return codec.loads(Path(value).read_bytes(), self.kind)
        except OSError as error:
            self.fail(f"{value}: {error.strerror}", param, ctx)
        except CodecError as error:
            self.fail("\n".join(f"{value}: {fault}" for fault in error.faults), param, ctx)


def complain(message: object) -> None:
    """One line on standard error."""
    click.echo(str(message), err=True)
