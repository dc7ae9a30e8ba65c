"""A bar chart of ratios as SVG, on a logarithmic scale with its origin at 1."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

from ._measure import Row

_LINE, _LABELS, _BARS, _MARGIN = 18, 330, 420, 70
_MET, _MISSED, _OTHER = "#1a7f4b", "#b3261e", "#5f6b7a"


def chart(groups: Mapping[str, Sequence[Row]]) -> str:
    """The rows of each group as bars: right of 1 govnews is faster, left of it its peer."""
    rows = [row for group in groups.values() for row in group]
    low = min(0, floor(log10(min(row.ratio for row in rows))))
    high = max(1, ceil(log10(max(row.ratio for row in rows))))

    def across(ratio: float) -> float:
        return _LABELS + (log10(ratio) - low) / (high - low) * _BARS

    height = (len(rows) + len(groups) + 2) * _LINE
    width = _LABELS + _BARS + _MARGIN
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="sans-serif" font-size="11" role="img">'
        ),
        "<title>How many times as fast as its peer govnews is</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for power in range(low, high + 1):
        x = across(10.0**power)
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_LINE}" y2="{height}" '
            f'stroke="{"#333" if power == 0 else "#ddd"}"/>'
            f'<text x="{x:.1f}" y="{_LINE - 5}" text-anchor="middle">{10.0**power:g}×</text>'
        )
    top = _LINE
    for name, group in groups.items():
        top += _LINE
        parts.append(f'<text x="4" y="{top - 5}" font-weight="bold">{escape(name)}</text>')
        for row in group:
            left, right = sorted((across(1), across(row.ratio)))
            colour = _OTHER if row.goal is None else _MET if row.met else _MISSED
            label = row.name if len(row.name) <= 54 else row.name[:53] + "…"
            parts.append(
                f'<text x="{_LABELS - 6}" y="{top + 13}" text-anchor="end">{escape(label)}</text>'
                f'<rect x="{left:.1f}" y="{top + 4}" width="{max(right - left, 1):.1f}" '
                f'height="11" fill="{colour}"><title>{escape(row.against)}</title></rect>'
                f'<text x="{right + 4:.1f}" y="{top + 13}">{row.ratio:.3g}</text>'
            )
            top += _LINE
    return "\n".join([*parts, "</svg>"]) + "\n"
