"""Change a room's code in small ways and see whether its tests notice.

``python -m tests.mutation [--list] [--sample N] ROOM_OR_FILE …``, such as ``dates`` or
``feeds/_http.py``; needs mutmut (dependency group ``mutation``). It works on a copy of the tree in
``.mutation``, so that a run that was stopped goes on where it was, and tries survivors again, which
new tests may kill. What cannot be told from the original by any test stands in ``explained.toml``
with its reason. Exit status 1 tells of a survivor that is neither killed nor explained.

mutmut changes functions and methods; declarations (fields, tables) are not among its mutants.
"""

import argparse
import ast
import difflib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_FOLDER = _ROOT / ".mutation"
#: A room is judged by its own tests; these files by one file, since their rooms' start servers.
_TESTS = {
    "feeds/_http.py": "tests/feeds/test_http.py",
    "visits/_counter.py": "tests/visits/test_counter.py",
}
_SEED = 2017
#: Decorators that mutmut knows, or that a type checker reads.
_LEFT_ALONE = {"classmethod", "staticmethod", "overload"}
#: What they keep would hide a mutant from every test but the first.
_CACHES = ("cache", "lru_cache")
#: Tests of such caches.
_OF_CACHES = (
    "tests/dates/test_format.py::test_styles_without_end_do_not_fill_the_memory",
    "tests/dates/test_names.py::test_names_are_read_once",
)
#: What mutmut notes of a mutant that lives (its tests passed, or no test reaches it), of one that
#: a test told, and of one that has not been tried yet.
_ALIVE, _KILLED, _NOT_RUN = {0, 5, 33}, {1, 3}, None
_ENDLESS = (-24, 24, 36, 152, 255)
_OTHERWISE = {_NOT_RUN: "not run", **dict.fromkeys(_ENDLESS, "never ended")}
#: How many times as long as usual the tests of a mutant may take, at first and at last.
_HASTE, _PATIENCE = "3.001", "20.0"
#: Seconds of the processor that no test comes near to; what takes them has no end.
_LONGEST = 20
#: What the copy's conftest.py says besides: tests of many examples come last, none takes longer.
_HOOKS = f"""
import os
import signal

import pytest


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "hypothesis"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item):
    signal.signal(signal.SIGPROF, lambda *_: os.kill(os.getpid(), signal.SIGXCPU))
    signal.setitimer(signal.ITIMER_PROF, {_LONGEST})
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
"""
_SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/govnews/{pattern}"]
also_copy = ["conftest.py", "README.md", "docs"]
pytest_add_cli_args = {arguments}
pytest_add_cli_args_test_selection = ["{tests}"]
# Each mutant in a process that has run no test yet: caches hold nothing of the original's.
process_isolation = "forkserver"
timeout_multiplier = {patience}
"""


def main(arguments: list[str]) -> int:
    """Run what is asked for; 0 where every survivor is explained."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("--list", action="store_true", help="show results, run nothing")
    parser.add_argument("--sample", type=int, help="try so many more mutants, picked at random")
    parser.add_argument("targets", nargs="+", metavar="ROOM_OR_FILE")
    options = parser.parse_args(arguments)
    unexplained = 0
    for target in options.targets:
        if not options.list:
            run(target, options.sample)
        unexplained += report(target)
    return int(unexplained > 0)


def run(target: str, sample: int | None = None) -> None:
    """Try mutants that have no result yet, all or some, then survivors with more patience."""
    folder = _copy(target)
    if sample is None:
        _mutmut(folder, "mutants")
    else:
        _mutmut(folder, "mutants", "none of them", check=False)  # so that they have names
        results = _results(folder).values()
        new = sorted(name for names in results for name, code in names.items() if code is _NOT_RUN)
        if new and sample:
            chosen = random.Random(_SEED).sample(new, min(sample, len(new)))
            _mutmut(folder, "mutants", *chosen)
    explained = _explained()
    alive = [
        name
        for path, names in _results(folder).items()
        for name, code in names.items()
        if code in _ENDLESS
        or (code in _ALIVE and _change(folder, path, name) not in explained.get(path, {}))
    ]
    if alive:
        project = folder / "pyproject.toml"
        patient = project.read_text(encoding="utf-8").replace(_HASTE, _PATIENCE)
        project.write_text(patient, encoding="utf-8")
        _mutmut(folder, "survivors", *alive)


def report(target: str) -> int:
    """Print what became of each file's mutants; how many survived without a reason."""
    folder, explained, unexplained = _folder(target), _explained(), 0
    for path, names in sorted(_results(folder).items()):
        count: Counter[str] = Counter()
        for name, code in names.items():
            if code in _ALIVE:
                change = _change(folder, path, name)
                if change in explained.get(path, {}):
                    count["explained"] += 1
                else:
                    count["survived"] += 1
                    print(f"{path}  {change}")
            else:
                count[
                    "killed" if code in _KILLED else _OTHERWISE.get(code, "ended the process")
                ] += 1
        print(f"{path}: {len(names)} mutants, " + ", ".join(f"{n} {w}" for w, n in count.items()))
        unexplained += count["survived"]
    return unexplained


def _copy(target: str) -> Path:
    folder = _folder(target)
    folder.mkdir(parents=True, exist_ok=True)
    _forget_changed_tests(folder)
    for name in ("src", "tests", "docs", "conftest.py", "README.md"):
        here, there = _ROOT / name, folder / name
        if here.is_file():
            shutil.copy2(here, there)
            continue
        shutil.rmtree(there, ignore_errors=True)
        shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(_HOOKS)
    for path in (folder / "src/govnews").glob(_pattern(target)):
        path.write_text(undecorated(path.read_text(encoding="utf-8")), encoding="utf-8")
    room = target.partition("/")[0]
    settings = _SETTINGS.format(
        pattern=_pattern(target),
        patience=_HASTE,
        arguments=["-p", "no:cacheprovider", *(f"--deselect={test}" for test in _OF_CACHES)],
        tests=_TESTS.get(target, f"tests/{room}"),
    )
    project = (_ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(project + settings, encoding="utf-8")
    return folder


def _forget_changed_tests(folder: Path) -> None:
    """Let mutmut ask anew what a test reaches whose file has changed; it does for new ones only."""
    kept = folder / "mutants/mutmut-stats.json"
    if not kept.is_file():
        return
    stats = json.loads(kept.read_text(encoding="utf-8"))
    taken = stats["duration_by_test"]
    files = {test.partition("::")[0] for test in taken}
    same = {
        file
        for file in files
        if all((root / file).is_file() for root in (folder, _ROOT))
        and (folder / file).read_bytes() == (_ROOT / file).read_bytes()
    }
    stats["duration_by_test"] = {
        test: seconds for test, seconds in taken.items() if test.partition("::")[0] in same
    }
    kept.write_text(json.dumps(stats), encoding="utf-8")


def _pattern(target: str) -> str:
    return target if target.endswith(".py") else f"{target}/*.py"


def undecorated(source: str) -> str:
    """The same module with each decorator applied by an assignment, and without caches.

    mutmut leaves decorated functions out, since its copies of them would be decorated, too.
    """
    import libcst as cst

    class Undecorate(cst.CSTTransformer):
        def leave_FunctionDef(self, original_node, updated_node):
            made: cst.BaseExpression = updated_node.name
            for one in reversed(updated_node.decorators):
                shown = cst.Module([]).code_for_node(one.decorator)
                if shown in _LEFT_ALONE:
                    return updated_node
                if shown.partition("(")[0] not in _CACHES:
                    made = cst.Call(one.decorator, [cst.Arg(made)])
            plain = updated_node.with_changes(decorators=())
            if made is updated_node.name:
                return plain
            assignment = cst.Assign([cst.AssignTarget(updated_node.name)], made)
            return cst.FlattenSentinel([plain, cst.SimpleStatementLine([assignment])])

    return cst.parse_module(source).visit(Undecorate()).code


def _folder(target: str) -> Path:
    return _FOLDER / target.removesuffix(".py").replace("/", ".")


def _mutmut(folder: Path, profile: str, *names: str, check: bool = True) -> None:
    # The same examples each time: a mutant that one lucky example kills would come back.
    environment = {**os.environ, "HYPOTHESIS_PROFILE": profile, "CI": "1"}
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *names]
    log = folder / "mutmut.log"
    with log.open("wb") as out:
        result = subprocess.run(
            command, cwd=folder, env=environment, stdout=out, stderr=out, check=False
        )
    _read.clear()
    if result.returncode and check:
        sys.exit(f"mutmut could not run: {log}")


def _results(folder: Path) -> dict[str, dict[str, int | None]]:
    """By file, how the tests of each mutant ended."""
    source = folder / "mutants/src/govnews"
    found = {
        path.relative_to(source).as_posix().removesuffix(".meta"): json.loads(path.read_text())
        for path in source.rglob("*.meta")
    }
    return {path: one["exit_code_by_key"] for path, one in found.items() if one["exit_code_by_key"]}


def _explained() -> dict[str, dict[str, str]]:
    """By file, each change with the reason why no test can tell it."""
    return tomllib.loads(Path(__file__).with_name("explained.toml").read_text(encoding="utf-8"))


def _change(folder: Path, path: str, name: str) -> str:
    """The function and the line a mutant has instead of the original's, on one line."""
    functions = _functions(folder / "mutants/src/govnews" / path)
    key = name.rpartition(".")[-1]
    plain = re.sub(r"__mutmut_\d+$", "", key)
    old, new = functions[f"{plain}__mutmut_orig"], functions[key]
    lines = list(difflib.ndiff(old, new))
    added = [line[2:].strip() for line in lines if line.startswith("+ ")]
    gone = [line[2:].strip() for line in lines if line.startswith("- ")]
    shown = " / ".join(added) or "without " + " / ".join(gone)
    return f"{plain.replace('xǁ', '').replace('ǁ', '.').removeprefix('x_')}: {shown}"


_read: dict[Path, dict[str, list[str]]] = {}


def _functions(path: Path) -> dict[str, list[str]]:
    if path not in _read:
        _read[path] = dict(_bodies(ast.parse(path.read_text(encoding="utf-8"))))
    return _read[path]


def _bodies(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    """Every function by name, as lines that do not depend on how it was laid out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name, node.name = node.name, "_"
            yield name, ast.unparse(node).splitlines()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
