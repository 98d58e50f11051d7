"""A page that was not flat: lines of text and rules that bend, set level again."""

from typing import NamedTuple

import cv2
import numpy as np

from ocr.bend import nodes
from ocr.enhance.ink import MEASURE_DPI, at_dpi, ink_mask, letter_specks
from ocr.lines_ink import chain_numbers, typical_height
from ocr.page import Page

# Letters by their height, against that of most specks; fewer in a row make no line.
SMALLEST, TALLEST = 0.6, 2.2
FEWEST_IN_LINE = 5
# Rules in pixels of the measured image: what is straight for so long, long and thin in all, and
# how often its course is taken, which is about as often as there are letters in a line.
STRAIGHT_PX, LONG_PX, THICK_PX, EVERY_PX = 24, 40, 6, 8
STEEPEST_RULE = 0.3
# With less to go by nothing is certain.
FEWEST_POINTS, FEWEST_LINES = 60, 4
# How far a power is expected to bend the lines; where nothing tells, it bends them less.
EXPECTED_INCH = 0.15
# Points farther off than so many typical distances belong to letters' tails and marks.
ASTRAY, CLOSEST_PX = 2.5, 2.0
# The first round takes in all points so near, and each other round fewer: the far ends of lines
# that bend much would else be taken for astray.
ROUNDS, FIRST_REACH_PX, NARROWER = 14, 20.0, 0.75
# A page is bent when its lines rise or sink by this much, and when bent lines have so many more
# points standing on them, within this distance of each other, than straight ones: as a share of
# all, and as a number, for the few strokes of a picture soon stand on something.
LEAST_BEND_INCH, STANDING_PX, MORE_STANDING, FEWEST_MORE = 0.03, 2.0, 0.05, 15


class _Points(NamedTuple):
    """Points on lines of print or on rules, from -1 to 1 over the page.

    Attributes:
        along: places along the lines.
        across: places across them.
        line: numbers of the lines, from 0.
    """

    along: np.ndarray
    across: np.ndarray
    line: np.ndarray


class _Shape(NamedTuple):
    """A family of bends: sums of powers of the place along a line.

    Attributes:
        alike: powers 1 to this bend all lines alike.
        differently: powers 1 to this bend each line as strongly as it lies far from the middle.
    """

    alike: int
    differently: int

    def terms(self, along: np.ndarray, across: np.ndarray) -> np.ndarray:
        """Return how far each power moves points across their lines, (..., powers)."""
        powers = along[..., None] ** (1 + np.arange(max(self)))
        alike, differently = powers[..., : self.alike], powers[..., : self.differently]
        return np.concatenate([alike, across[..., None] * differently], axis=-1)

    def bent(self, bend: np.ndarray, along: np.ndarray, across: np.ndarray) -> np.ndarray:
        """Return where places across level lines lie when the lines are bent."""
        powers = along[..., None] ** (1 + np.arange(max(self)))
        alike = powers[..., : self.alike] @ bend[: self.alike]
        differently = powers[..., : self.differently] @ bend[self.alike :]
        return np.asarray((across + alike) / (1 - differently))


# Lines of print bend as the sheet does, one half of it more than the other where it is seen from
# aside; upright rules stay straight, and lean.
PRINT, UPRIGHT = _Shape(4, 2), _Shape(1, 1)


def flatten(page: Page) -> Page:
    """Return the roughly level, evenly lit grey page with its bent lines set level.

    A page that curls towards its spine, or bulges under a camera, shows lines that bend; rows
    of a table then stand at several heights. The feet of letters and the rules tell how: what
    their courses have in common is the bend of the page, here a polynomial in x that changes
    steadily from top to bottom. Upright rules that lean are set upright. Without a clear bend
    the same object comes back.
    """
    small = at_dpi(page.grey, page.dpi, MEASURE_DPI)
    mask = ink_mask(small)
    feet = _feet(letter_specks(mask).boxes, (small.shape[0], small.shape[1]))
    lines = _points(small.shape[1], small.shape[0], feet, _rules(mask))
    bend = _bend(lines, PRINT, small.shape[0] / 2)
    uprights = _points(small.shape[0], small.shape[1], _rules(mask.T))
    lean = _bend(uprights, UPRIGHT, small.shape[1] / 2)
    if bend is None and lean is None:
        return page
    x, y = nodes(page.size)
    x, y = (np.asarray(grid) for grid in np.broadcast_arrays(x, y))
    x, y = x / page.width * 2 - 1, y / page.height * 2 - 1
    across, down = x, y
    if lean is not None:
        across = UPRIGHT.bent(lean, y, x)
    if bend is not None:
        # Beyond the outermost points the page goes on as it was there.
        along = np.clip(across, lines.along.min(), lines.along.max())
        down = PRINT.bent(bend, along, y)
    right, lower = (across - x) * page.width / 2, (down - y) * page.height / 2
    return page.flattened(np.stack([right, lower], axis=-1))


def _feet(boxes: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return x, y and line, (3, n), of the feet of letters that stand in lines."""
    if len(boxes) < FEWEST_IN_LINE:
        return np.zeros((3, 0))
    size = typical_height(boxes[:, 3], boxes[:, 2])
    boxes = boxes[(boxes[:, 3] > SMALLEST * size) & (boxes[:, 3] < TALLEST * size)]
    line = chain_numbers(boxes, shape, size)
    in_line = np.bincount(line)[line] >= FEWEST_IN_LINE
    left, top, wide, high = boxes[in_line].T
    return np.stack([left + wide / 2, top + high, line[in_line]])


def _rules(mask: np.ndarray) -> np.ndarray:
    """Return x, y and line, (3, n), of points along rules that run across, bent or not."""
    thick = cv2.dilate(mask.astype(np.uint8), np.ones((3, 1), np.uint8))
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, STRAIGHT_PX), np.uint8))
    areas = cv2.morphologyEx(long, cv2.MORPH_OPEN, np.ones((THICK_PX + 3, 1), np.uint8))
    long = cv2.subtract(long, cv2.dilate(areas, np.ones((3, 3), np.uint8)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    is_rule = (wide >= LONG_PX) & (high <= THICK_PX + STEEPEST_RULE * wide)
    is_rule[0] = False
    y, x = np.nonzero(is_rule[labels])
    line = labels[y, x]
    places, place, size = np.unique(
        line * mask.shape[1] + x // EVERY_PX, return_inverse=True, return_counts=True
    )
    middles = (np.bincount(place, values) / size for values in (x, y))
    return np.stack([*middles, places // mask.shape[1]])


def _points(length: int, breadth: int, *groups: np.ndarray) -> _Points:
    """Return the points of all groups, (3, n) each, on a page of this size in pixels."""
    apart = [group[2] + (number << 32) for number, group in enumerate(groups)]
    _, line = np.unique(np.concatenate(apart), return_inverse=True)
    along, across, _ = np.concatenate(groups, axis=1)
    return _Points((along + 0.5) / length * 2 - 1, (across + 0.5) / breadth * 2 - 1, line)


def _bend(points: _Points, shape: _Shape, half_px: float) -> np.ndarray | None:
    """Return the powers of a bend in halves of the page's breadth, or None without a clear one.

    Every line has a level of its own; the powers are those under which the points of all
    lines lie on their levels best, points astray left out (Tukey's biweight).
    """
    count = int(points.line.max(initial=-1)) + 1
    if len(points.line) < FEWEST_POINTS or count < FEWEST_LINES:
        return None
    terms = shape.terms(points.along, points.across)
    expected = EXPECTED_INCH * MEASURE_DPI / half_px
    powers = np.zeros(terms.shape[1])
    levels = np.array([np.median(points.across[points.line == line]) for line in range(count)])
    off = points.across - levels[points.line]
    for number in range(ROUNDS):
        usual = max(1 / half_px, 1.48 * float(np.median(np.abs(off))))
        nearest = max(CLOSEST_PX, FIRST_REACH_PX * NARROWER**number) / half_px
        reach = max(nearest, ASTRAY * usual)
        weights = np.square(1 - np.square(np.minimum(np.abs(off) / reach, 1)))
        steps = _from_levels(terms, points.line, weights)
        rises = _from_levels(points.across[:, None], points.line, weights)[:, 0]
        normal = steps.T @ (steps * weights[:, None])
        normal += np.eye(len(normal)) * (usual / expected) ** 2
        powers = np.linalg.solve(normal, steps.T @ (weights * rises))
        off = rises - steps @ powers
    bend = terms @ powers
    if np.ptp(bend) * half_px < LEAST_BEND_INCH * MEASURE_DPI:
        return None
    straight, bent = (
        _standing(points.line, across * half_px) for across in (points.across, points.across - bend)
    )
    more = max(MORE_STANDING * len(points.line), FEWEST_MORE)
    return powers if bent - straight >= more else None


def _from_levels(values: np.ndarray, line: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return values (n, any) less the weighted means of their lines."""
    total = np.maximum(np.bincount(line, weights), 1e-9)
    means = [np.bincount(line, weights * column) / total for column in values.T]
    return np.asarray(values - np.stack(means, axis=1)[line])


def _standing(line: np.ndarray, across: np.ndarray) -> int:
    """Return how many points stand on the level where most of their line's stand."""
    most = 0
    order = np.lexsort((across, line))
    for level in np.split(across[order], np.flatnonzero(np.diff(line[order])) + 1):
        above = np.searchsorted(level, level + STANDING_PX, side="right")
        most += int((above - np.arange(len(level))).max())
    return most
