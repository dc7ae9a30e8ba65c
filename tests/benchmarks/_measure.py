"""Side-by-side timing: every candidate in one process, in turn, best round kept.

Absolute times move with the machine; a ratio taken within one run does not, so ratios are
what a benchmark prints and what a goal is stated in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """One line of a benchmark's table."""

    #: What is measured.
    name: str
    #: Our figure, in ``unit``.
    ours: float
    #: The peer's figure in the same unit.
    peer: float
    #: Who the peer is.
    against: str
    #: How many times better ours is than the peer's (above 1 is better).
    ratio: float
    #: The least ratio aimed at; None when the row only informs.
    goal: float | None = None
    unit: str = "µs"

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.goal is None or self.ratio >= self.goal


def calls_within(seconds: float, call: Callable[[], object]) -> int:
    """How many calls take about so long; the first, which may load and compile, is left out."""
    call()
    start = perf_counter()
    call()
    return max(1, int(seconds / max(perf_counter() - start, 1e-7)))


def per_call(
    call: Callable[[], object], calls: int, clock: Callable[[], float] = perf_counter
) -> float:
    """Microseconds of a clock that one of so many calls takes."""
    start = clock()
    for _ in range(calls):
        call()
    return (clock() - start) / calls * 1e6


def best(
    candidates: Mapping[str, Callable[[], object]], *, rounds: int = 7, seconds: float = 0.05
) -> dict[str, float]:
    """The best time of one call of each candidate, in microseconds.

    Candidates take turns within each round, so that a busy moment of the machine hits all of
    them; the number of calls in a turn is set so that a turn takes about ``seconds``.
    """
    calls = {name: calls_within(seconds, call) for name, call in candidates.items()}
    least = dict.fromkeys(candidates, float("inf"))
    for _ in range(rounds):
        for name, call in candidates.items():
            least[name] = min(least[name], per_call(call, calls[name]))
    return least


def faster(
    name: str, times: Mapping[str, float], ours: str, peer: str, goal: float | None = None
) -> Row:
    """A row from two times: the ratio is how many times faster ours is."""
    return Row(name, times[ours], times[peer], peer, times[peer] / times[ours], goal)


def table(rows: list[Row]) -> str:
    """The rows as an aligned table."""
    width = max(len(row.name) for row in rows)
    against = max(len(row.against) for row in rows)
    lines = []
    for row in rows:
        goal = "" if row.goal is None else f"goal {row.goal:g}x {'met' if row.met else 'MISSED'}"
        lines.append(
            f"{row.name:{width}}  {row.ours:12.2f} {row.unit}  {row.against:{against}} "
            f"{row.peer:12.2f} {row.unit}  {row.ratio:8.2f}x  {goal}".rstrip()
        )
    return "\n".join(lines)
