"""A parcel's outline on the ground, with its corners, sides and neighbours."""

import math
from collections.abc import Sequence
from decimal import Decimal
from random import Random

from drawing.typesetting import Canvas, Run, Style

Point = tuple[float, float]

# VN-2000, 3-degree zone of 107°45': X is north, Y is east, both in metres.
NORTH_RANGE, EAST_RANGE = (2_300_000, 2_390_000), (372_000, 470_000)


def outline(rng: Random, area: float) -> tuple[Point, ...]:
    """Return corners (north, east) in metres, to the centimetre, enclosing about ``area``.

    Rounding the corners moves the area by less than 0.1 %, or 0.05 m² on small parcels.
    """
    count = rng.choice((4, 4, 4, 4, 5, 5, 6, 7))
    long = rng.uniform(1.0, 2.4)
    turn = rng.uniform(0, math.pi)
    raw: list[Point] = []
    for index in range(count):
        angle = (index + rng.uniform(-0.22, 0.22)) * 2 * math.pi / count + math.pi / 4
        reach = rng.uniform(0.9, 1.08)
        x, y = reach * long * math.cos(angle), reach * math.sin(angle)
        raw.append(
            (x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn))
        )
    scale = math.sqrt(area / enclosed(raw))
    north, east = rng.uniform(*NORTH_RANGE), rng.uniform(*EAST_RANGE)
    return tuple((round(north + x * scale, 2), round(east + y * scale, 2)) for x, y in raw)


def enclosed(corners: Sequence[Point]) -> float:
    """Return the area inside ``corners`` by the shoelace rule."""
    # Measured from the first corner: products of seven-digit numbers would lose centimetres.
    x0, y0 = corners[0]
    ring = [(x - x0, y - y0) for x, y in corners]
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def sides(corners: Sequence[Point]) -> tuple[float, ...]:
    """Return the length of each side, the first from corner 1 to corner 2."""
    following = [*corners[1:], corners[0]]
    return tuple(math.dist(one, two) for one, two in zip(corners, following, strict=True))


def draw_outline(
    canvas: Canvas,
    corners: Sequence[Point],
    box_mm: tuple[float, float, float, float],
    label: tuple[str, str],
    style: Style,
    rng: Random,
    *,
    hand: bool = False,
) -> None:
    """Draw the parcel inside ``box_mm`` with corner numbers, side lengths and neighbours.

    ``label`` is the parcel's number over its area, as on a cadastral map.
    """
    left, top, right, bottom = box_mm
    norths, easts = [p[0] for p in corners], [p[1] for p in corners]
    span = max(
        (max(easts) - min(easts)) / (right - left), (max(norths) - min(norths)) / (bottom - top)
    )
    per_mm = span / 0.62
    middle = ((max(norths) + min(norths)) / 2, (max(easts) + min(easts)) / 2)

    def at(point: Point) -> Point:
        return (
            (left + right) / 2 + (point[1] - middle[1]) / per_mm,
            (top + bottom) / 2 - (point[0] - middle[0]) / per_mm,
        )

    ring = [at(point) for point in corners]
    centre = (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
    small = style.sized(max(6.5, style.size_pt - 3))
    for index, (start, length) in enumerate(zip(ring, sides(corners), strict=True)):
        end = ring[(index + 1) % len(ring)]
        canvas.rule((*start, *end), 0.35 if not hand else 0.3)
        mid = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        out = _away(mid, centre, 4.2)
        text = f"{length:.2f}".replace(".", "," if hand else ".")
        canvas.line(out[0], out[1] + 1, [Run(text, small)], "centre")
        mark = _away(start, centre, 2.6)
        canvas.line(mark[0], mark[1] + 1, [Run(str(index + 1), small)], "centre")
        if rng.random() < 0.6:
            beyond = _away(mid, centre, 13)
            who = rng.choice(("Đường đi", "Ngõ", f"Thửa {rng.randint(1, 300)}", "Đường bê tông"))
            canvas.line(beyond[0], beyond[1] + 1, [Run(who, small.italic())], "centre")
        # A neighbour's boundary leaves each corner.
        canvas.rule((*start, *_away(start, centre, 5.5)), 0.15)
    canvas.line(centre[0], centre[1] - 0.6, [Run(label[0], style)], "centre")
    canvas.rule((centre[0] - 6, centre[1] + 0.5, centre[0] + 6, centre[1] + 0.5), 0.2)
    canvas.line(centre[0], centre[1] + 4.4, [Run(label[1], style)], "centre")


def _away(point: Point, centre: Point, by_mm: float) -> Point:
    dx, dy = point[0] - centre[0], point[1] - centre[1]
    length = math.hypot(dx, dy) or 1.0
    return point[0] + dx / length * by_mm, point[1] + dy / length * by_mm


def draw_north(canvas: Canvas, x_mm: float, y_mm: float, style: Style) -> None:
    """Draw the arrow that points north."""
    canvas.rule((x_mm, y_mm + 12, x_mm, y_mm), 0.3)
    canvas.rule((x_mm, y_mm, x_mm - 1.5, y_mm + 4), 0.3)
    canvas.rule((x_mm, y_mm, x_mm + 1.5, y_mm + 4), 0.3)
    canvas.line(x_mm, y_mm - 1.2, [Run("B", style.bold())], "centre")


def coordinate_table(
    canvas: Canvas,
    corners: Sequence[Point],
    left_mm: float,
    top_mm: float,
    style: Style,
    rng: Random,
) -> float:
    """Draw the table of corner coordinates and side lengths; return its bottom edge."""
    title = rng.choice(("BẢNG KÊ TỌA ĐỘ", "BẢNG KÊ TỌA ĐỘ", "BẢNG LIỆT KÊ TỌA ĐỘ GÓC RANH"))
    widths = (13.0, 22.0, 21.0, 16.0)
    canvas.line(left_mm + sum(widths) / 2, top_mm, [Run(title, style.bold())], "centre")
    side = rng.choice(("Cạnh", "Chiều dài (m)", "S (m)"))
    head = [[Run(text, style.bold())] for text in ("Số hiệu điểm", "X (m)", "Y (m)", side)]
    rows = [head]
    for index, ((north, east), length) in enumerate(zip(corners, sides(corners), strict=True)):
        cells = (str(index + 1), f"{north:.2f}", f"{east:.2f}", f"{length:.2f}")
        rows.append([[Run(cell, style)] for cell in cells])
    first = corners[0]
    rows.append([[Run(text, style)] for text in ("1", f"{first[0]:.2f}", f"{first[1]:.2f}", "")])
    return canvas.table(rows, left_mm, top_mm + 1.5, widths, least_mm=4.6, pad_mm=0.6)


def area_label(area: Decimal) -> str:
    """Return an area as maps print it, with a decimal point."""
    return format(area, "f")
