"""Ruled lines: found for tables, lifted off for the recogniser."""

from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from ocr.enhance.ink import at_dpi
from ocr.page import Page

RULE_DPI = 150
# Shorter strokes are letters, longer ones are rules.
SHORTEST_ACROSS_INCH = 0.6
SHORTEST_DOWN_INCH = 0.28
THICKEST_INCH = 0.03
# Share of a rule's length where print may touch one of its sides.
MOST_TOUCHED = 0.25
# Share of a table's columns whose rules must be seen beside each of its rows.
MOSTLY_RULED = 0.6
# Rules that are no farther apart are joined: at first, and where that gives no table.
GAPS_PX = (5, 11)
# Rules so near to a table that was found are its own.
ASIDE_PX = 8
# How far a rule may wander from its course.
BENT_INCH = 0.06
# Where a stroke that runs on beyond a table's edge is seen.
RUNS_ON_INCH = (0.1, 0.4)


class Grid(NamedTuple):
    """A ruled table, in pixels of the face.

    Attributes:
        columns: x of the vertical rules from left to right, both edges included.
        rows: y of the horizontal rules from top to bottom, both edges included.
    """

    columns: tuple[int, ...]
    rows: tuple[int, ...]


class Rules(NamedTuple):
    """Masks of horizontal and vertical rules at ``RULE_DPI`` or less, and their scale.

    ``scale`` takes pixels of the face to pixels of the masks.
    """

    across: np.ndarray
    down: np.ndarray
    scale: float


def rules_of(page: Page) -> Rules:
    """Return the rules on a level grey page."""
    return _rules(page, _dark(page))


def _dark(page: Page) -> np.ndarray:
    small = at_dpi(page.grey, page.dpi, RULE_DPI)
    return np.asarray(
        cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    )


def _thick(page: Page) -> int:
    return max(2, round(THICKEST_INCH * min(page.dpi, RULE_DPI)))


def _rules(page: Page, dark: np.ndarray) -> Rules:
    dpi, thick = min(page.dpi, RULE_DPI), _thick(page)
    across = _strokes(dark, round(SHORTEST_ACROSS_INCH * dpi), thick, across=True)
    down = _strokes(dark, round(SHORTEST_DOWN_INCH * dpi), thick, across=False)
    across = _free_standing(across, dark, thick)
    down = _free_standing(down.T, dark.T, thick).T
    return Rules(across, np.ascontiguousarray(down), dark.shape[1] / page.width)


def _free_standing(strokes: np.ndarray, dark: np.ndarray, thick: int) -> np.ndarray:
    """Return the strokes across that have bare paper along most of both their sides.

    The tops and feet of a row of bold letters join into strokes as long as a rule; but there
    the letters go on at one side.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    kept = np.zeros(count, bool)
    for label in range(1, count):
        left, top, width, height, _ = stats[label]
        inside = labels[top : top + height, left : left + width] == label
        columns = np.flatnonzero(inside.any(axis=0))
        first = top + inside.argmax(axis=0)[columns]
        last = top + height - 1 - inside[::-1].argmax(axis=0)[columns]
        above = dark[np.maximum(first - thick - 1, 0), left + columns] > 0
        below = dark[np.minimum(last + thick + 1, len(dark) - 1), left + columns] > 0
        kept[label] = above.mean() < MOST_TOUCHED and below.mean() < MOST_TOUCHED
    return np.where(kept[labels], strokes, 0).astype(np.uint8)


def _strokes(dark: np.ndarray, length: int, thick: int, *, across: bool) -> np.ndarray:
    def bar(size: int) -> np.ndarray:
        return np.ones((1, size) if across else (size, 1), np.uint8)

    def side(size: int) -> np.ndarray:
        return np.ones((size, 1) if across else (1, size), np.uint8)

    # A worn rule is broken and climbs by a pixel: bridge small gaps before measuring length.
    joined = cv2.morphologyEx(cv2.dilate(dark, side(2)), cv2.MORPH_CLOSE, bar(5))
    lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, bar(length))
    # Dark areas also hold long bars; a rule is thin.
    areas = cv2.morphologyEx(lines, cv2.MORPH_OPEN, side(2 * thick + 2))
    return np.asarray(cv2.subtract(lines, cv2.dilate(areas, side(2 * thick + 3))))


def lift_ruled_lines(page: Page) -> Page:
    """Return the level grey page with its ruled lines painted in the paper's white.

    Where a line runs through letters, as folds do, the strokes that cross it stay.
    """
    dark = _dark(page)
    rules = _rules(page, dark)
    across = cv2.dilate(rules.across, np.ones((2, 1), np.uint8))
    down = cv2.dilate(rules.down, np.ones((1, 2), np.uint8))
    mask = cv2.bitwise_or(across, down)
    if not mask.any():
        return page
    rest = cv2.subtract(dark, mask)
    reach = 2 * _thick(page)
    crossed = cv2.bitwise_or(
        cv2.bitwise_and(across, _between(rest, reach)),
        cv2.bitwise_and(down, _between(rest.T, reach).T),
    )
    full = cv2.resize(cv2.subtract(mask, crossed), page.size, interpolation=cv2.INTER_NEAREST)
    lifted = page.pixels.copy()
    lifted[full > 0] = 255
    return page.with_pixels(lifted)


def _between(ink: np.ndarray, reach: int) -> np.ndarray:
    """Return where there is ink within ``reach`` pixels both above and below."""
    ink = np.ascontiguousarray(ink)
    column = np.ones((reach + 1, 1), np.uint8)
    above = cv2.dilate(ink, column, anchor=(0, reach))
    below = cv2.dilate(ink, column, anchor=(0, 0))
    return np.asarray(cv2.bitwise_and(above, below))


def grids(rules: Rules) -> tuple[Grid, ...]:
    """Return the ruled tables: connected rules, at least three down and two across.

    Where rules are broken at their joints, a wider gap is bridged, but only beside tables that
    are whole: it also joins a table to the frame or the fold next to it.
    """
    found: list[Grid] = []
    for gap in GAPS_PX:
        rest = _without(rules, found)
        found += _connected(rest, gap)
    return tuple(sorted(found, key=lambda grid: grid.rows[0]))


def _without(rules: Rules, found: list[Grid]) -> Rules:
    """Return the rules less those of some tables."""
    across, down = rules.across.copy(), rules.down.copy()
    for grid in found:
        left, right = (round(x * rules.scale) for x in (grid.columns[0], grid.columns[-1]))
        top, bottom = (round(y * rules.scale) for y in (grid.rows[0], grid.rows[-1]))
        area = (
            slice(max(0, top - ASIDE_PX), bottom + ASIDE_PX),
            slice(max(0, left - ASIDE_PX), right + ASIDE_PX),
        )
        across[area] = down[area] = 0
    return Rules(across, down, rules.scale)


def _connected(rules: Rules, gap: int) -> list[Grid]:
    both = cv2.bitwise_or(rules.across, rules.down)
    joined = cv2.dilate(both, np.ones((gap, gap), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height, _ = stats[label]
        if width < RULE_DPI or height < RULE_DPI * 0.4:
            continue
        inside = labels[top : top + height, left : left + width] == label
        down = rules.down[top : top + height, left : left + width] * inside
        across = rules.across[top : top + height, left : left + width] * inside
        # A rule on paper that is not quite flat wanders by some pixels along its way.
        bent = round(BENT_INCH * RULE_DPI)
        rows = _peaks((cv2.dilate(across, np.ones((bent, 1))) > 0).sum(axis=1), 0.4 * width)
        wide = cv2.dilate(down, np.ones((1, bent))) > 0
        columns = _peaks(wide.sum(axis=0), 0.3 * height)
        if len(rows) >= 2:
            # A fold that runs on beyond the table makes what hangs together much higher.
            columns = _peaks(wide[rows[0] : rows[-1]].sum(axis=0), 0.3 * (rows[-1] - rows[0]))
        rows = _ruled_down(rows, columns, down)
        if len(rows) >= 2:
            columns = _ending_with(rows, columns, down)
        if len(columns) >= 3 and len(rows) >= 2:
            found.append(
                Grid(
                    tuple(round((left + x) / rules.scale) for x in columns),
                    tuple(round((top + y) / rules.scale) for y in rows),
                )
            )
    return found


def _ruled_down(rows: list[int], columns: list[int], down: np.ndarray) -> list[int]:
    """Return the longest run of rows between which the rules of most columns go on.

    A fold or the line of a frame beside a table is no row of it.
    """
    best: list[int] = []
    run: list[int] = rows[:1]
    for top, bottom in pairwise(rows):
        strip = down[top:bottom] > 0
        ruled = [strip[:, max(x - 3, 0) : x + 4].any(axis=1).mean() > 0.5 for x in columns]
        if sum(ruled) >= MOSTLY_RULED * len(columns):
            run.append(bottom)
        else:
            best, run = max(best, run, key=len), [bottom]
    return max(best, run, key=len)


def _ending_with(rows: list[int], columns: list[int], down: np.ndarray) -> list[int]:
    """Return the columns without those inside that run on above or below the rows: folds."""
    begin, end = round(RUNS_ON_INCH[0] * RULE_DPI), round(RUNS_ON_INCH[1] * RULE_DPI)
    top, bottom = rows[0], rows[-1]
    beyond = (down[max(0, top - end) : max(0, top - begin)], down[bottom + begin : bottom + end])

    def runs_on(x: int) -> bool:
        strips = (np.asarray(part[:, max(x - 4, 0) : x + 5].any(axis=1)) for part in beyond)
        return any(strip.size >= end - begin and strip.mean() > 0.5 for strip in strips)

    return [x for x in columns if x in (columns[0], columns[-1]) or not runs_on(x)]


def _peaks(profile: np.ndarray, least: float) -> list[int]:
    """Return the middles of the runs where ``profile`` reaches ``least``; near runs are one."""
    high = np.flatnonzero(profile >= least)
    if not len(high):
        return []
    breaks = np.flatnonzero(np.diff(high) > 8)
    starts = np.concatenate([[0], breaks + 1])
    ends = np.concatenate([breaks, [len(high) - 1]])
    return [int((high[a] + high[b]) // 2) for a, b in zip(starts, ends, strict=True)]
