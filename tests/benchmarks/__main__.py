"""Run every benchmark and write ``docs/benchmarks.md`` with its chart.

``python -m tests.benchmarks`` for all, ``python -m tests.benchmarks codec web`` for some. Each
module runs in a process of its own; ours and its peers share that process.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tomllib
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

from ._chart import chart
from ._measure import Row, table

_HERE = Path(__file__).parent
_TOP = _HERE.parent.parent
_DOCS = _TOP / "docs"
#: A module's rows are the last line it prints.
_MARK = "rows: "


def main(names: list[str]) -> None:
    """Measure and write the page."""
    if names[:1] == ["--rows"]:
        tell_rows(names[1])
        return
    names = names or sorted(path.stem for path in _HERE.glob("[a-z]*.py"))
    told = {name: measured(name) for name in names}
    (_DOCS / "benchmarks.md").write_text(page(told), encoding="utf-8")
    (_DOCS / "benchmarks.svg").write_text(
        chart({name: one["rows"] for name, one in told.items()}), encoding="utf-8"
    )


def tell_rows(name: str) -> None:
    """Run one module and print what it measured, for the process that writes the page."""
    module = import_module(f"{__package__}.{name}")
    rows = module.run()
    told = {
        "title": (module.__doc__ or name).strip().partition("\n")[0],
        "rows": [asdict(row) for row in rows],
        "versions": versions(),
    }
    print(_MARK + json.dumps(told))


def versions() -> dict[str, str]:
    """The versions of the packages in use that pyproject.toml names."""
    project = tomllib.loads((_TOP / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    named = [
        *project["project"]["dependencies"],
        *(one for extra in project["project"]["optional-dependencies"].values() for one in extra),
        *(one for one in [*groups["tests"], *groups["bench"]] if isinstance(one, str)),
    ]
    wanted = {re.split(r"[\[><=;~ ]", one)[0].lower() for one in named} - {"govnews", "pytest"}
    found = packages_distributions()
    used = {name for module in set(sys.modules) & set(found) for name in found[module]}
    return {name: version(name) for name in sorted(used, key=str.lower) if name.lower() in wanted}


def measured(name: str) -> dict[str, Any]:
    """What one module measures."""
    command = [sys.executable, "-m", "tests.benchmarks", "--rows", name]
    result = subprocess.run(command, cwd=_TOP, stdout=subprocess.PIPE, check=True)
    line = next(line for line in result.stdout.decode().splitlines() if line.startswith(_MARK))
    told: dict[str, Any] = json.loads(line.removeprefix(_MARK))
    told["rows"] = [Row(**row) for row in told["rows"]]
    print(f"{told['title']}\n{table(told['rows'])}\n", flush=True)
    return told


def page(told: dict[str, dict[str, Any]]) -> str:
    """The page, in Markdown."""
    goals = [row for one in told.values() for row in one["rows"] if row.goal is not None]
    used = {name: number for one in told.values() for name, number in one["versions"].items()}
    parts = [
        "# Benchmarks",
        (
            "Written by `python -m tests.benchmarks`; nothing here is typed in by hand. Each line "
            "sets govnews beside a peer that does the same work, both measured in one process, in "
            "turn, the best round kept. Times move with the machine, ratios hardly do: above 1 "
            "govnews is faster, below 1 the peer is."
        ),
        f"Of {len(goals)} goals {sum(row.met for row in goals)} are met.",
        "```{image} benchmarks.svg\n:alt: How many times as fast as its peer govnews is\n```",
    ]
    for name, one in sorted(told.items()):
        parts += [f"## {name.capitalize()}", one["title"], _markdown(one["rows"])]
        parts.append(f"By itself: `python -m tests.benchmarks.{name}`.")
    parts += [
        "## Where this was measured",
        f"{datetime.now(UTC).date()}, {_processor()}, {os.cpu_count()} cores, "
        f"{platform.system()}, {platform.python_implementation()} {platform.python_version()}; "
        + ", ".join(f"{name} {number}" for name, number in sorted(used.items(), key=_by_name))
        + ".",
    ]
    return "\n\n".join(parts) + "\n"


def _markdown(rows: list[Row]) -> str:
    lines = [
        "| What | govnews | peer | peer is | ratio | goal |",
        "| --- | --: | --: | --- | --: | --- |",
    ]
    for row in rows:
        goal = "" if row.goal is None else f"{row.goal:.3g}: {'met' if row.met else '**missed**'}"
        lines.append(
            f"| {row.name} | {_figure(row.ours)} {row.unit} | {_figure(row.peer)} {row.unit} "
            f"| {row.against} | {_figure(row.ratio)} | {goal} |"
        )
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _by_name(item: tuple[str, str]) -> str:
    return item[0].lower()


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*: (.+)", info.read_text()) if info.exists() else []
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    main(sys.argv[1:])
