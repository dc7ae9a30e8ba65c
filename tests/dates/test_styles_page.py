"""The page of styles is what the code renders."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "docs" / "render_date_styles.py"


def test_the_committed_page_is_what_the_code_renders() -> None:
    rendered = runpy.run_path(str(SCRIPT))
    assert rendered["PAGE"].read_text(encoding="utf-8") == rendered["page"](), (
        "run: python docs/render_date_styles.py"
    )
