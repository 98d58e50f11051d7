"""The paper on its background: photographed pages squared up, black scanner edges cleared."""

from typing import NamedTuple

import cv2
import numpy as np

from ocr.enhance.ink import MEASURE_DPI, at_dpi, ink_mask, letter_specks
from ocr.page import Page

LOOK_PX = 500  # long side of the picture the sheet's sides are looked for in
NARROWEST_PX = 150  # its short side at least
# Strips outside and inside of an edge whose colours are compared; the one outside may be narrow.
OUTSIDE_PX, INSIDE_PX, SOFT_PX = 4, 12, 1
# An edge: colours differ so much in Lab, from 0 to 255, more than anywhere so near.
JUMP, NEIGHBOURHOOD_PX = 22.0, 3
# A side: an edge in this share of the columns, all so near to one line, which leans at most so
# much and lies in this outer share of the picture; its outermost when several are as good.
LEAST_SEEN, NEAR_PX, STEEPEST, OUTER = 0.6, 4, 0.17, 0.42
AS_GOOD = 0.8
# Share of the edge's points that may lie outside of the side: a curled sheet is not cut.
CUT_OFF_PERCENT = 5
# All four sides are seen, or all but one that lies outside of the picture.
FEWEST_SIDES, SURELY_SEEN = 3, 0.8
# Along most of a side the sheet differs from what is around it by so much, print left aside.
DIFFERS, MOSTLY, BEYOND_PX, WITHIN_PX = 18.0, 0.7, 8, 30
SMALLEST_SHARE, LARGEST_SHARE = 0.35, 0.985
MOST_SLANTED_DEG = 25.0
# Letters seen beside a sheet before it is taken for a part of something larger; the grain of a
# desk shows some.
MOST_PRINT_AROUND = 40
# Print is darker than its surroundings by so many grey levels more than the grain of a desk.
DARKER, SURROUNDINGS_PX = 35, 31


class _Side(NamedTuple):
    """A side of the sheet as y = ``slope`` x + ``offset`` from the top, in pixels."""

    slope: float
    offset: float
    seen: float


def square_up(page: Page) -> Page:
    """Return the sheet alone, seen straight on, when it lies on a different background.

    The sheet's sides are where, going inwards from the rim of the picture, colours jump along a
    line and stay different: neither print, which lies on one colour, nor shadows, whose edges
    are soft. Without such sides (a plain scan) the same object comes back, and so does a region
    with print beside it: the red cover of an open booklet lies on no desk.
    """
    corners = paper_corners(page.pixels)
    if corners is None or _print_around(page, corners) > MOST_PRINT_AROUND:
        return page
    top_left, top_right, bottom_right, bottom_left = corners
    width = round(max(_length(top_left, top_right), _length(bottom_left, bottom_right)))
    height = round(max(_length(top_left, bottom_left), _length(top_right, bottom_right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    new_to_old = np.asarray(
        cv2.getPerspectiveTransform(target, corners.astype(np.float32)), np.float64
    )
    return page.warped(new_to_old, (width, height))


def _print_around(page: Page, corners: np.ndarray) -> int:
    """Return how many letters stand outside the four-sided region, a small margin aside."""
    small = at_dpi(page.grey, page.dpi, MEASURE_DPI)
    sheet = np.zeros(small.shape, np.uint8)
    factor = small.shape[1] / page.width
    cv2.fillConvexPoly(sheet, np.rint(corners * factor).astype(np.int32), 1)
    sheet = np.asarray(cv2.dilate(sheet, np.ones((9, 9), np.uint8)), np.uint8)
    depth = cv2.subtract(cv2.blur(small, (SURROUNDINGS_PX, SURROUNDINGS_PX)), small)
    x, y = letter_specks(ink_mask(small) & (depth > DARKER)).centres.astype(int).T
    return int(np.count_nonzero(sheet[y, x] == 0))


def paper_corners(pixels: np.ndarray) -> np.ndarray | None:
    """Return the sheet's corners (4, 2) as x, y from top left clockwise, or None if unsure."""
    factor = LOOK_PX / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    rgb = small if small.ndim == 3 else cv2.cvtColor(small, cv2.COLOR_GRAY2RGB)
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    height, width = lab.shape[:2]
    if min(height, width) < NARROWEST_PX:
        return None
    # Each side is looked for as the upper one of a picture that was flipped accordingly.
    sideways = lab.transpose(1, 0, 2)
    views = (lab, lab[::-1], sideways, sideways[::-1])
    sides = tuple(_upper_side(view) for view in views)
    seen = [side for side in sides if side is not None]
    if len(seen) < FEWEST_SIDES:
        return None
    if len(seen) < len(sides) and min(side.seen for side in seen) < SURELY_SEEN:
        return None
    top, bottom, left, right = (side or _Side(0.0, 0.0, 0.0) for side in sides)
    bottom = _Side(-bottom.slope, height - bottom.offset, bottom.seen)
    right = _Side(-right.slope, width - right.offset, right.seen)
    quad = np.array(
        [_meeting(top, left), _meeting(top, right), _meeting(bottom, right), _meeting(bottom, left)]
    )
    share = cv2.contourArea(quad.astype(np.float32)) / (height * width)
    if not SMALLEST_SHARE < share < LARGEST_SHARE or not _nearly_rectangular(quad):
        return None
    if not all(side is None or _differs(v, side) for side, v in zip(sides, views, strict=True)):
        return None
    corners: np.ndarray = quad / factor
    return corners


def _upper_side(lab: np.ndarray) -> _Side | None:
    """Return the upper side of the sheet on a picture (height, width, 3), if it is seen."""
    x, y, shape = _edges(lab)
    middle = shape[1] / 2
    slopes = np.arange(-STEEPEST, STEEPEST + 0.005, 0.01)
    near = np.ones((2 * NEAR_PX + 1, 1), np.uint8)
    seen = np.zeros((len(slopes), shape[0]))
    for row, slope in zip(seen, slopes, strict=True):
        offset = np.rint(y - slope * (x - middle)).astype(int)
        inside = (offset >= 0) & (offset < shape[0])
        hits = np.zeros(shape, np.uint8)
        hits[offset[inside], x[inside]] = 1
        row[:] = cv2.dilate(hits, near).sum(axis=1) / shape[1]
    best = float(seen.max())
    if best < LEAST_SEEN:
        return None
    outermost = int((seen >= max(LEAST_SEEN, AS_GOOD * best)).any(axis=0).argmax())
    around = seen[:, outermost : outermost + 3 * NEAR_PX]
    number, more = np.unravel_index(int(around.argmax()), around.shape)
    slope, offset = float(slopes[number]), float(outermost + more)
    off = np.zeros(0)
    for _ in range(3):
        off = y - slope * (x - middle) - offset
        close = np.abs(off) <= 2 * NEAR_PX
        slope, offset = np.polyfit(x[close] - middle, y[close], 1).tolist()
    off = y - slope * (x - middle) - offset
    outwards = min(0.0, float(np.percentile(off[np.abs(off) <= 2 * NEAR_PX], CUT_OFF_PERCENT)))
    return _Side(slope, offset + outwards - slope * middle, best)


def _edges(lab: np.ndarray) -> tuple[np.ndarray, np.ndarray, tuple[int, int]]:
    """Return x and y where colours jump going down, and the height and width looked at."""
    height, width = int(OUTER * lab.shape[0]), lab.shape[1]
    above = OUTSIDE_PX + SOFT_PX
    smooth = cv2.blur(lab[: height + INSIDE_PX + SOFT_PX], (NEIGHBOURHOOD_PX, 1))
    sums = np.concatenate([np.zeros((1, width, 3)), np.cumsum(smooth, axis=0, dtype=np.float64)])
    y = np.arange(above, height)
    outside = (sums[y - SOFT_PX] - sums[y - above]) / OUTSIDE_PX
    inside = (sums[y + SOFT_PX + INSIDE_PX] - sums[y + SOFT_PX]) / INSIDE_PX
    jump = np.zeros((height, width), np.float32)
    jump[above:] = np.linalg.norm(inside - outside, axis=2)
    highest = cv2.dilate(jump, np.ones((2 * NEIGHBOURHOOD_PX + 1, 1), np.uint8))
    y, x = np.nonzero((jump > JUMP) & (jump >= highest))
    return x, y, (height, width)


def _differs(lab: np.ndarray, side: _Side) -> bool:
    """Tell whether the sheet below its upper side has another colour than what lies above it."""
    height, width = lab.shape[:2]
    apart = []
    for x in np.linspace(0.1, 0.9, 25) * width:
        y = side.slope * x + side.offset
        columns = slice(max(0, int(x) - 3), int(x) + 4)
        beyond = lab[max(0, int(y) - SOFT_PX - BEYOND_PX) : max(0, int(y) - SOFT_PX), columns]
        within = lab[int(y) + INSIDE_PX // 2 : int(y) + WITHIN_PX, columns]
        if beyond.size and within.size and y < height:
            colours = (np.median(part.reshape(-1, 3), axis=0) for part in (beyond, within))
            apart.append(float(np.linalg.norm(next(colours) - next(colours))))
    return bool(apart) and float(np.mean(np.array(apart) > DIFFERS)) >= MOSTLY


def _meeting(across: _Side, down: _Side) -> tuple[float, float]:
    """Return x and y where y = f(x) meets x = f(y)."""
    x = (down.slope * across.offset + down.offset) / (1 - across.slope * down.slope)
    return x, across.slope * x + across.offset


def _nearly_rectangular(quad: np.ndarray) -> bool:
    """Tell whether every corner is within ``MOST_SLANTED_DEG`` of a right angle."""
    before, after = np.roll(quad, 1, axis=0) - quad, np.roll(quad, -1, axis=0) - quad
    cosine = (before * after).sum(axis=1) / (
        np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1) + 1e-9
    )
    return bool(np.all(np.abs(cosine) < np.sin(np.deg2rad(MOST_SLANTED_DEG))))


def _length(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.linalg.norm(a - b))


def clear_dark_edges(page: Page) -> Page:
    """Return the grey page with black areas that touch its rim painted white.

    A scanner's open lid or a copier leaves them. Print that merely touches the rim stays:
    an area must fill more than 0.2 % of the page to go.
    """
    grey = page.pixels
    factor = min(1.0, LOOK_PX * 2 / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = (cv2.medianBlur(small, 5) < 70).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    height, width = small.shape
    goes = np.zeros(count, bool)
    for label in range(1, count):
        left, top, wide, high, area = stats[label]
        at_rim = left == 0 or top == 0 or left + wide == width or top + high == height
        goes[label] = at_rim and area > 0.002 * small.size
    if not goes.any():
        return page
    # One pixel of margin at this scale covers the soft edge of the black.
    mask = cv2.dilate(goes[labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    full = cv2.resize(mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    cleared = grey.copy()
    cleared[full > 0] = 255
    return page.with_pixels(cleared)
