"""Many short turns, for candidates that wait for another process.

How long a round trip takes depends on where the system happens to run both ends, and that
changes from second to second, by a factor of two. So candidates alternate quickly, and what
counts is the median of the ratios of neighbouring turns, not the best turn of each.
"""

from collections.abc import Callable, Mapping
from statistics import median

from ._measure import Row, calls_within, per_call


def alternating(
    candidates: Mapping[str, Callable[[], object]], *, turns: int = 61, seconds: float = 0.01
) -> dict[str, list[float]]:
    """The times of one call of each candidate, turn by turn, in microseconds."""
    calls = {name: calls_within(seconds, call) for name, call in candidates.items()}
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(turns):
        for name, call in candidates.items():
            times[name].append(per_call(call, calls[name]))
    return times


def steady(
    name: str,
    times: Mapping[str, list[float]],
    ours: str,
    peer: str,
    goal: float | None = None,
    *,
    of: int = 1,
) -> Row:
    """A row of medians; a call of ours does the work of ``of`` calls of the peer."""
    ratio = median(b * of / a for a, b in zip(times[ours], times[peer], strict=True))
    return Row(name, median(times[ours]) / of, median(times[peer]), peer, ratio, goal)
