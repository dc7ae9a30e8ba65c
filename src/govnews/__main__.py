"""``govnews`` and ``python -m govnews``."""

import io
import sys


def main() -> None:
    """Run the command line, or say which extra it needs."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Where Vietnamese cannot be written, question marks stand in for it.
        sys.stdout.reconfigure(errors="replace")
    try:
        from .cli import govnews
    except ImportError as error:
        if error.name is None or error.name.partition(".")[0] == __package__:
            raise
        from .errors import MissingExtraError

        sys.exit(f"govnews: {MissingExtraError('cli', error.name)}")
    govnews(prog_name="govnews")


if __name__ == "__main__":
    main()
