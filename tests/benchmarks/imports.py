"""Importing govnews against importing what it stands on, each in a fresh interpreter."""

import subprocess
import sys
from statistics import median
from time import perf_counter

from ._measure import Row, table

_ROUNDS = 25


def run() -> list[Row]:
    """Measure: whole processes in turn, the median of each."""
    base, ours, used = "import attrs, zoneinfo", "import govnews", "from govnews import Article"
    times: dict[str, list[float]] = {base: [], ours: [], used: []}
    for code in times:
        _seconds(code)  # byte code is compiled, files are in the system's cache
    for _ in range(_ROUNDS):
        for code, taken in times.items():
            taken.append(_seconds(code) * 1e3)
    middle = {code: median(taken) for code, taken in times.items()}
    return [
        Row(ours, middle[ours], middle[base], base, middle[base] / middle[ours], 1 / 1.3, "ms"),
        Row(used, middle[used], middle[base], base, middle[base] / middle[used], None, "ms"),
    ]


def _seconds(code: str) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return perf_counter() - start


if __name__ == "__main__":
    print(table(run()))
