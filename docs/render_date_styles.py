"""Write ``date-styles.md`` from the code: every style for three moments, in both languages.

Run ``python docs/render_date_styles.py`` after a style has changed; a test keeps the committed
page equal to what this writes.
"""

from datetime import date, datetime
from pathlib import Path

from govnews import dates

PAGE = Path(__file__).with_name("date-styles.md")

#: A portal's stamp; a morning with a small day and an unpadded month; a Sunday at midnight.
MOMENTS = (
    datetime(2017, 2, 15, 17, 0, tzinfo=dates.VIETNAM),
    datetime(2026, 3, 3, 8, 5, tzinfo=dates.VIETNAM),
    datetime(2023, 12, 31, 0, 0, tzinfo=dates.VIETNAM),
)
RANGES = (
    (date(2017, 2, 1), date(2017, 2, 15)),
    (date(2026, 2, 28), date(2026, 3, 3)),
    (date(2023, 12, 31), date(2024, 1, 2)),
)
RANGE_STYLES = ("administrative", "administrative_full", "administrative_words", "press_date")

_HEAD = """\
# Every date style

This page is written by the code it describes: `docs/render_date_styles.py` renders it, and a
test compares the two. How to choose a style, make one and read one back is told in
[Vietnamese dates](dates.md).

The three moments are 15 February 2017 at 17:00, 3 March 2026 at 8:05 and 31 December 2023 at
0:00, all in Vietnam.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_styles(), *_english(), *_ranges(), *_sources()]) + "\n"


def _styles() -> list[str]:
    lines = ["## In the style's own language", ""]
    lines += _table("style", [m.strftime("%d/%m/%Y %H:%M") for m in MOMENTS])
    for name in dates.STYLES:
        lines.append(_row(f"`{name}`", [dates.format(moment, name) for moment in MOMENTS]))
    return [*lines, ""]


def _english() -> list[str]:
    lines = ["## In English", ""]
    lines += _table("style", [m.strftime("%d/%m/%Y %H:%M") for m in MOMENTS])
    for name in dates.STYLES:
        texts = [dates.format(moment, name, language="en") for moment in MOMENTS]
        lines.append(_row(f"`{name}`", texts))
    return [*lines, ""]


def _ranges() -> list[str]:
    lines = ["## Ranges", "", "`dates.format_range(start, end, style)`:", ""]
    lines += _table("style", ["within a month", "within a year", "over the new year"])
    for name in RANGE_STYLES:
        texts = [dates.format_range(start, end, name) for start, end in RANGES]
        lines.append(_row(f"`{name}`", texts))
    for name in RANGE_STYLES:
        texts = [dates.format_range(start, end, name, language="en") for start, end in RANGES]
        lines.append(_row(f"`{name}`, English", texts))
    return [*lines, ""]


def _sources() -> list[str]:
    lines = [
        "## Patterns and where they come from",
        "",
        *_table("style", ["pattern", "rule, source"]),
    ]
    for name, style in dates.STYLES.items():
        lines.append(_row(f"`{name}`", [f"`{style.pattern}`", style.source]))
    return lines


def _table(first: str, columns: list[str]) -> list[str]:
    return [_row(first, columns), _row("---", ["---"] * len(columns))]


def _row(first: str, cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (first, *cells)) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
