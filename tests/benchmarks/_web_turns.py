"""Turns there and back, for figures that are a few per cent apart.

Every turn measures all candidates, every second turn in reverse order (ABBA), so that what
drifts during a turn favours nobody. What counts is the median of the turns' ratios; the
quartiles beside it tell how far to believe it.
"""

from collections.abc import Callable, Mapping
from statistics import median, quantiles

from ._measure import Row


def there_and_back(
    measures: Mapping[str, Callable[[], float]], turns: int
) -> dict[str, list[float]]:
    """What each candidate's measure gave, turn by turn."""
    figures: dict[str, list[float]] = {name: [] for name in measures}
    for turn in range(turns):
        for name in list(measures)[:: -1 if turn % 2 else 1]:
            figures[name].append(measures[name]())
    return figures


def spread(
    name: str,
    figures: Mapping[str, list[float]],
    ours: str,
    peer: str,
    *,
    goal: float | None,
    unit: str = "µs",
) -> Row:
    """A row of the median ratio of all turns, with its quartiles; of rates more is better."""
    pairs = zip(figures[ours], figures[peer], strict=True)
    ratios = [own / other if unit == "requests/s" else other / own for own, other in pairs]
    low, middle, high = quantiles(ratios, n=4)
    title = f"{name} [{low:.3g} to {high:.3g}]"
    return Row(title, median(figures[ours]), median(figures[peer]), peer, middle, goal, unit)
