"""``govnews`` and ``python -m govnews``."""

import sys


def main() -> None:
    """Run the command line, or say which extra it needs."""
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
