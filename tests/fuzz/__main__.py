"""Run one target, or all in turn, for some seconds each.

``python -m tests.fuzz [--corpus FOLDER] [target …] [seconds]``. Where atheris is installed it
guides the search by coverage; elsewhere inputs are mutated blindly. With a folder for the corpus
a run begins from the inputs that earlier runs found worth keeping. Exit status 1 tells of a
finding: make the smallest input with its effect a test of the room it is about.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

_SHORT = 5
#: The slowest answer that is no finding, in seconds.
_SLOWEST = 10
_LONGEST_INPUT = 4096


def main(arguments: list[str]) -> int:
    """Run what is asked for; 0 where nothing was found."""
    if arguments[:1] == ["--guided"]:
        guided(arguments[1], int(arguments[2]), arguments[3])
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--corpus", type=Path, help="keep the inputs of each target in this folder")
    parser.add_argument("names", nargs="*", metavar="target … seconds")
    options = parser.parse_args(arguments)
    names = options.names
    seconds = int(names.pop()) if names and names[-1].isdigit() else _SHORT
    from ._targets import TARGETS

    with tempfile.TemporaryDirectory() as passing:
        corpus = options.corpus or Path(passing)
        return max(run(name, seconds, corpus / name) for name in names or TARGETS)


def run(name: str, seconds: int, folder: Path) -> int:
    """Run one target in a process of its own, since a guided run ends its process."""
    from ._targets import TARGETS

    target, seeds = TARGETS[name]
    if find_spec("atheris") is None:
        print(f"{name}: {blindly(target, seeds, seconds):,} executions, not guided by coverage")
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"seed-{number}").write_bytes(seed)
    command = [sys.executable, "-m", "tests.fuzz", "--guided", name, str(seconds), str(folder)]
    before = _processor_time_of_children()
    result = subprocess.run(command, capture_output=True, check=False)
    log = result.stdout.decode(errors="replace") + result.stderr.decode(errors="replace")
    done = re.search(r"Done (\d+) runs in (\d+) second", log)
    if result.returncode == 0 and done:
        kept = len(list(folder.iterdir()))
        busy = _processor_time_of_children() - before
        print(
            f"{name}: {int(done[1]):,} executions in {done[2]} s ({busy:.0f} s of processor time),"
            f" {kept} distinct inputs"
        )
        return 0
    print(log[log.find("=== Uncaught Python exception") :][:3_000])
    print(f"{name}: what led to this is kept in {tempfile.gettempdir()}")
    return 1


def _processor_time_of_children() -> float:
    """In seconds; on a machine with other work that tells more of a run than the clock."""
    times = os.times()
    return times.children_user + times.children_system


def guided(name: str, seconds: int, folder: str) -> None:
    """Run a target under atheris; it does not return."""
    import atheris

    with atheris.instrument_imports(include=["govnews"]):
        from ._targets import TARGETS
    target, _ = TARGETS[name]
    options = [
        f"-max_total_time={seconds}",
        f"-artifact_prefix={tempfile.gettempdir()}{os.sep}govnews-{name}-",
        f"-timeout={_SLOWEST}",
        f"-max_len={_LONGEST_INPUT}",
        "-rss_limit_mb=1024",
    ]
    atheris.Setup([name, *options, folder], target_of(target))
    atheris.Fuzz()


def target_of(target):
    """What libFuzzer calls; it wants nothing back."""

    def one_input(data: bytes) -> None:
        target(data)

    return one_input


def blindly(target, seeds: list[bytes], seconds: int) -> int:
    """Mutate the seeds at random until time is up; how many inputs that made."""
    chance, end, count = random.Random(0), monotonic() + seconds, 0
    while monotonic() < end:
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(data) + 1)
            piece = chance.choice(seeds)
            start = chance.randrange(len(piece) + 1)
            data[place : place + chance.randrange(4)] = chance.choice(
                [b"", chance.randbytes(2), piece[start : start + chance.randrange(20)]]
            )
        try:
            target(bytes(data))
        except Exception:
            print(f"found by {bytes(data)!r}")
            raise
        count += 1
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
