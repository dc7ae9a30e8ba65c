"""The chart of a report's months, as SVG."""

from collections.abc import Callable
from html import escape

from ._report import AnnualReport, Totals

#: What a bar is made of, from the bottom: label, colour, how many. The colours are told apart
#: by people who see no red or no green, and in grey.
_LAYERS: tuple[tuple[str, str, Callable[[Totals], int]], ...] = (
    ("Đúng giờ", "#1b6ca8", lambda month: month.aired),
    ("Muộn giờ", "#7fb3d5", lambda month: month.late),
    ("Nhường sóng, sự cố", "#e08a1e", lambda month: month.pre_empted + month.failed),
    ("Không có trong nhật ký", "#c9c9c9", lambda month: month.missing),
)
_WIDTH, _HEIGHT = 640, 280
_LEFT, _TOP, _BOTTOM = 36, 14, 58
_PLOT = _HEIGHT - _TOP - _BOTTOM


def report_chart(report: AnnualReport) -> str:
    """The airings of each month as stacked bars, for a page or a file of its own.

    Returns:
        An SVG 1.1 element with a title and a description for those who do not see it.

    Example:
        >>> from govnews import BroadcastPlan
        >>> from govnews.broadcast import annual_report
        >>> report = annual_report(BroadcastPlan(key="it-today", title="IT TODAY"), 2017, [])
        >>> report_chart(report)[:4]
        '<svg'
    """
    most = max((_height(month) for month in report.by_month), default=0)
    step = _step(most)
    top = max(step * -(-most // step), step)
    column = (_WIDTH - _LEFT) / 12
    parts = [_grid(value, top) for value in range(0, top + 1, step)]
    for place, month in enumerate(report.by_month):
        left = _LEFT + place * column
        parts += _bar(month, left + column * 0.18, column * 0.64, top)
        middle = left + column / 2
        parts.append(_text(middle, _HEIGHT - _BOTTOM + 18, f"T{place + 1}", "middle"))
    parts += _legend()
    title = f"Số buổi phát sóng theo tháng, năm {report.year}"
    described = "; ".join(
        f"tháng {number}: {month.planned} theo kế hoạch, {month.aired + month.late} đã phát"
        for number, month in enumerate(report.by_month, 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f"<desc>{escape(described)}</desc>{''.join(parts)}</svg>"
    )


def _height(month: Totals) -> int:
    return sum(count(month) for _, _, count in _LAYERS)


def _step(most: int) -> int:
    """A step of the scale, of 1, 2, 5, 10, 20, 50 and so on, that gives five lines or fewer."""
    step = 1
    while most > step * 5:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _bar(month: Totals, left: float, width: float, top: int) -> list[str]:
    rectangles = []
    base = float(_HEIGHT - _BOTTOM)
    for label, colour, count in _LAYERS:
        height = _PLOT * count(month) / top
        if height:
            base -= height
            rectangles.append(
                f'<rect x="{left:.1f}" y="{base:.1f}" width="{width:.1f}" '
                f'height="{height:.1f}" fill="{colour}"><title>{label}: {count(month)}</title>'
                "</rect>"
            )
    return rectangles


def _grid(value: int, top: int) -> str:
    y = _HEIGHT - _BOTTOM - _PLOT * value / top
    line = f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
    return line + _text(_LEFT - 6, y + 4, str(value), "end")


def _legend() -> list[str]:
    parts = []
    left = float(_LEFT)
    y = _HEIGHT - 16
    for label, colour, _ in _LAYERS:
        parts.append(f'<rect x="{left:.1f}" y="{y - 10}" width="12" height="12" fill="{colour}"/>')
        parts.append(_text(left + 17, y, label, "start"))
        left += 40 + 6.6 * len(label)
    return parts


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#222">{text}</text>'
