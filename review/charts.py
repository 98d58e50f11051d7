"""Charts drawn on the server as SVG: no script, nothing from outside, readable without colour."""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from typing import Final, NamedTuple

from markupsafe import Markup

_WIDTH: Final = 640
_ROW: Final = 26
_LABEL: Final = 200
_VALUE: Final = 80
# The warmest cell is no darker than dark letters on it can be read.
_PALEST, _DEEPEST = 0.06, 0.64


class Bar(NamedTuple):
    """One row of a bar chart; ``shown`` stands behind the bar."""

    label: str
    value: float
    shown: str


class Span(NamedTuple):
    """A share with its interval, ``shown`` in words beside it; ``share`` None draws none."""

    label: str
    share: float | None
    low: float
    high: float
    shown: str


class Series(NamedTuple):
    """Values over days, one per label of the chart; ``kind`` chooses colour and stroke."""

    name: str
    kind: str
    values: Sequence[float]


class Cell(NamedTuple):
    """One field of a heat map: how warm, 0 to 1, and what stands in it."""

    share: float
    shown: str


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Return horizontal bars, one a row, in the order given."""
    most = max((row.value for row in rows), default=0) or 1
    room = _WIDTH - _LABEL - _VALUE
    drawn = []
    for place, row in enumerate(rows):
        y, width = place * _ROW, max(1.0, row.value / most * room)
        drawn.append(
            f'<text class="chart-label" x="{_LABEL - 8}" y="{y + 17}" text-anchor="end">'
            f"{escape(_short(row.label))}</text>"
            f'<rect class="chart-bar" x="{_LABEL}" y="{y + 5}" width="{width:.1f}" '
            f'height="{_ROW - 10}" rx="2"/>'
            f'<text class="chart-value" x="{_LABEL + width + 6:.1f}" y="{y + 17}">'
            f"{escape(row.shown)}</text>"
        )
    return _svg(title, max(1, len(rows)) * _ROW, drawn)


def intervals(title: str, rows: Sequence[Span], bound: float | None = None) -> Markup:
    """Return shares as dots with whiskers on one scale, with a line at ``bound``."""
    top = max((row.high for row in rows if row.share is not None), default=bound or 1.0)
    top = min(1.0, max(top, bound or 0.0) * 1.1) or 1.0
    room = _WIDTH - _LABEL - 150

    def x(share: float) -> float:
        return _LABEL + min(share, top) / top * room

    height = max(1, len(rows)) * _ROW
    drawn = []
    if bound is not None:
        drawn.append(
            f'<line class="chart-bound" x1="{x(bound):.1f}" x2="{x(bound):.1f}" y1="0" '
            f'y2="{height}"/>'
        )
    for place, row in enumerate(rows):
        middle = place * _ROW + _ROW / 2
        drawn.append(
            f'<text class="chart-label" x="{_LABEL - 8}" y="{middle + 4}" text-anchor="end">'
            f"{escape(_short(row.label))}</text>"
        )
        if row.share is not None:
            drawn.append(
                f'<line class="chart-whisker" x1="{x(row.low):.1f}" x2="{x(row.high):.1f}" '
                f'y1="{middle}" y2="{middle}"/>'
                f'<circle class="chart-dot" cx="{x(row.share):.1f}" cy="{middle}" r="4.5"/>'
            )
        drawn.append(
            f'<text class="chart-value" x="{_LABEL + room + 10}" y="{middle + 4}">'
            f"{escape(row.shown)}</text>"
        )
    return _svg(title, height, drawn, "intervals")


def lines(
    title: str,
    days: Sequence[str],
    series: Sequence[Series],
    goal: float | None = None,
    *,
    is_fine: bool = False,
) -> Markup:
    """Return lines over days from left to right; a dashed line stands at ``goal``.

    Values are counts, or with ``is_fine`` any numbers, so that the scale may have fractions.
    """
    left, right, top, bottom = 56, _WIDTH - 120, 12, 178
    least = 0.1 if is_fine else 1
    highest = max([*(v for one in series for v in one.values), goal or 0, least])
    step = _step(highest) if is_fine else max(1.0, _step(highest))
    ceiling = ceil(highest / step) * step
    across = (right - left) / max(1, len(days) - 1)

    def y(value: float) -> float:
        return bottom - value / ceiling * (bottom - top)

    drawn = []
    value = 0.0
    while value <= ceiling + step / 2:
        drawn.append(
            f'<line class="chart-grid" x1="{left}" x2="{right}" y1="{y(value):.1f}" '
            f'y2="{y(value):.1f}"/><text class="chart-axis" x="{left - 6}" '
            f'y="{y(value) + 4:.1f}" text-anchor="end">{_number(value, step)}</text>'
        )
        value += step
    every = max(1, len(days) // 6)
    for place in range(0, len(days), every):
        drawn.append(
            f'<text class="chart-axis" x="{left + place * across:.1f}" y="{bottom + 18}" '
            f'text-anchor="middle">{escape(days[place])}</text>'
        )
    if goal:
        drawn.append(
            f'<line class="chart-bound" x1="{left}" x2="{right}" y1="{y(goal):.1f}" '
            f'y2="{y(goal):.1f}"/>'
        )
    ends = _apart([y(one.values[-1]) if one.values else bottom for one in series])
    for one, end in zip(series, ends, strict=True):
        points = " ".join(
            f"{left + place * across:.1f},{y(v):.1f}" for place, v in enumerate(one.values)
        )
        drawn.append(
            f'<polyline class="chart-line chart-line--{one.kind}" points="{points}"/>'
            f'<text class="chart-name chart-name--{one.kind}" x="{right + 8}" '
            f'y="{end + 4:.1f}">{escape(one.name)}</text>'
        )
    return _svg(title, bottom + 26, drawn)


def heat_map(
    title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell | None]]]
) -> Markup:
    """Return a grid of cells, the warmer the darker; each says its number, so colour adds only.

    A cell that is None stays empty.
    """
    wide = (_WIDTH - _LABEL) / max(1, len(columns))
    drawn = [
        f'<text class="chart-axis" x="{_LABEL + (place + 0.5) * wide:.1f}" y="15" '
        f'text-anchor="middle">{escape(column)}</text>'
        for place, column in enumerate(columns)
    ]
    for number, (label, cells) in enumerate(rows, start=1):
        y = number * _ROW
        drawn.append(
            f'<text class="chart-label" x="{_LABEL - 8}" y="{y + 17}" text-anchor="end">'
            f"{escape(_short(label))}</text>"
        )
        for place, cell in enumerate(cells):
            x = _LABEL + place * wide
            if cell is None:
                continue
            tone = _PALEST + (_DEEPEST - _PALEST) * cell.share
            drawn.append(
                f'<rect class="chart-cell" x="{x + 1:.1f}" y="{y + 1}" width="{wide - 2:.1f}" '
                f'height="{_ROW - 2}" rx="2" fill-opacity="{tone:.2f}"/>'
                f'<text class="chart-heat" x="{x + wide / 2:.1f}" '
                f'y="{y + 17}" text-anchor="middle">{escape(cell.shown)}</text>'
            )
    return _svg(title, (len(rows) + 1) * _ROW, drawn)


def gauge(title: str, done: float, goal: float, expected: float | None) -> Markup:
    """Return one bar filled up to ``done`` of ``goal``, with a mark where it should be today."""
    share = min(1.0, done / goal) if goal else 0.0
    drawn = [
        f'<rect class="chart-track" x="0" y="6" width="{_WIDTH}" height="20" rx="4"/>',
        f'<rect class="chart-bar" x="0" y="6" width="{share * _WIDTH:.1f}" height="20" rx="4"/>',
    ]
    if expected is not None and goal:
        at = min(1.0, expected / goal) * _WIDTH
        drawn.append(f'<line class="chart-bound" x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="32"/>')
    return _svg(title, 32, drawn, "gauge", stretched=True)


def _svg(
    title: str, height: float, drawn: Sequence[str], kind: str = "", *, stretched: bool = False
) -> Markup:
    named = f"chart chart--{kind}" if kind else "chart"
    aspect = ' preserveAspectRatio="none"' if stretched else ""
    return Markup(
        f'<svg class="{named}" viewBox="0 0 {_WIDTH} {height:.0f}"{aspect} role="img" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>{"".join(drawn)}</svg>'
    )


def _short(label: str, most: int = 28) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"


def _step(highest: float) -> float:
    """Return a round distance that gives three to six lines."""
    rough = highest / 4
    size: float = 10.0 ** floor(log10(rough))
    return next((n * size for n in (1, 2, 5, 10) if n * size >= rough), 10 * size)


def _number(value: float, step: float) -> str:
    if step < 1:
        return f"{value:.{max(1, ceil(-log10(step)))}f}".replace(".", ",")
    return f"{value:,.0f}".replace(",", ".")


def _apart(ends: Sequence[float], least: float = 15) -> list[float]:
    """Move names that would lie on each other down, the highest first."""
    placed: dict[int, float] = {}
    last = float("-inf")
    for place in sorted(range(len(ends)), key=lambda p: ends[p]):
        last = max(ends[place], last + least)
        placed[place] = last
    return [placed[place] for place in range(len(ends))]
