"""Make the screenshots of the documentation: ``python docs/screenshots.py`` with chromium."""

import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

HERE = Path(__file__).parent
#: Debian's Chromium without sandbox or background traffic, so that it runs in a container.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


def screenshot(page: Path, picture: Path, width: int, height: int) -> None:
    """A picture of a page as a browser of that window size shows it."""
    browser = shutil.which("chromium")
    if browser is None:
        sys.exit("this needs chromium")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                *FLAGS,
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--screenshot={picture}",
                page.resolve().as_uri(),
            ],
            check=True,
            capture_output=True,
        )


def report_page(folder: str) -> Path:
    """The report that the page about broadcast plans arrives at, written to a folder."""
    text = (HERE / "broadcast.md").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    for block in re.findall(r"```python\n(?!>>>)(.*?)```", text, re.DOTALL):
        with chdir(folder):  # the page writes files
            exec(block, names)  # noqa: S102  # our own documentation
    return Path(folder, "bao-cao-2017.html")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "govnews", "demo", folder], check=True)
        screenshot(Path(folder, "index.html"), HERE / "demo.png", 1200, 1500)
        screenshot(Path(folder, "index.html"), HERE / "demo-phone.png", 500, 1800)
        screenshot(report_page(folder), HERE / "broadcast-report.png", 900, 1500)
