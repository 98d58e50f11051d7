"""What is left of perspective: lines that fan out, made level, and rules that fan out, upright."""

from collections.abc import Callable, Iterable
from itertools import product
from typing import NamedTuple

import numpy as np

from ocr.enhance.colour import to_grey
from ocr.enhance.ink import MEASURE_DPI, at_dpi, ink_mask, letter_specks
from ocr.enhance.skew import FEWEST_SPECKS, ink_points
from ocr.page import Homography, Page, shift, stretch
from ocr.rules import rules_of

MOST_POINTS = 15_000
# Fans and slopes that are looked for: change of slope over a page's height, and slope itself.
WIDEST_FAN, STEEPEST = 0.18, 0.1
COARSE, FINE = 0.02, 0.005
# A narrower fan is what worn print on a flat scan looks like.
LEAST_FAN = 0.02
# How much sharper lines must stand once the fan is folded; less will do where the rules, too,
# stand so much sharper.
CLEARLY, SOMEWHAT, RULES_CLEARLY = 1.2, 1.04, 1.5
# Points of upright rules that say something: three table heights of them, say.
FEWEST_RULE_POINTS = 600

# Points (2, n) and two numbers of a fan -> where the points lie across the lines.
_Place = Callable[[np.ndarray, float, float], np.ndarray]


def fold_fan(page: Page) -> Page:
    """Return the level page as seen from straight above, where its lines tell that it was not.

    A photograph of paper whose edge cannot be seen shows lines that lean this way at the top
    and that way at the bottom. The homography under which letters gather most sharply into
    rows, and upright rules into columns, undoes it. A page without such a fan comes back as
    the same object.
    """
    small = at_dpi(to_grey(page).pixels, page.dpi, MEASURE_DPI)
    specks = letter_specks(ink_mask(small))
    if len(specks.boxes) < FEWEST_SPECKS:
        return page
    height = small.shape[0]
    points = ink_points(specks.mask, MOST_POINTS) / height
    lines = _sharpest(points, height, _rows, _unevenness)
    fan, slope = lines.fan, lines.slope
    if abs(fan) < LEAST_FAN or lines.sharper < SOMEWHAT:
        return page
    rules = rules_of(page).down
    upright = ink_points(rules, MOST_POINTS) / rules.shape[0]
    widening = lean = 0.0
    rules_agree = False
    if upright.shape[1] >= FEWEST_RULE_POINTS:

        def columns(at: np.ndarray, widening: float, leaning: float) -> np.ndarray:
            return np.asarray((at[0] + leaning * at[1]) / (1 + fan * at[0] + widening * at[1]))

        uprights = _sharpest(upright, rules.shape[0], columns, _heaping)
        rules_agree = uprights.sharper >= RULES_CLEARLY
        if rules_agree:
            widening, lean = uprights.fan, uprights.slope
    if not rules_agree and lines.sharper < CLEARLY:
        return page
    old_to_new = np.array([[1, lean, 0], [slope, 1, 0], [fan, widening, 1]])
    middle = shift(page.width / 2, page.height / 2) @ stretch(page.height, page.height)
    new_to_old: Homography = middle @ np.linalg.inv(old_to_new) @ np.linalg.inv(middle)
    return page.warped(new_to_old, page.size)


def _rows(points: np.ndarray, fan: float, slope: float) -> np.ndarray:
    return np.asarray((points[1] + slope * points[0]) / (1 + fan * points[0]))


class _Fan(NamedTuple):
    """A fan and slope, and how much sharper the points gather under it than without."""

    fan: float
    slope: float
    sharper: float


def _sharpest(
    points: np.ndarray, size: int, place: _Place, sharpness: Callable[[np.ndarray], float]
) -> _Fan:
    """Return the fan and slope under which points gather most sharply.

    ``size`` is how many rows or columns the unit of the points' coordinates is divided into.
    """

    def best(fans: Iterable[float], slopes: Iterable[float]) -> tuple[float, float, float]:
        tried = ((_gathered(place(points, *pair), size), *pair) for pair in product(fans, slopes))
        return max((sharpness(heaps), fan, slope) for heaps, fan, slope in tried)

    _, fan, slope = best(_around(WIDEST_FAN, COARSE), _around(STEEPEST, COARSE))
    near = _around(3 * FINE, FINE)
    found, fan, slope = best(fan + near, slope + near)
    flat = sharpness(_gathered(place(points, 0.0, 0.0), size))
    return _Fan(float(fan), float(slope), found / flat if flat else 1.0)


def _around(most: float, step: float) -> np.ndarray:
    return np.arange(-round(most / step), round(most / step) + 1) * step


def _gathered(places: np.ndarray, size: int) -> np.ndarray:
    nearest = np.rint(places * size).astype(np.int64)
    return np.bincount(nearest - nearest.min()).astype(np.float64)


def _unevenness(heaps: np.ndarray) -> float:
    return float(np.square(np.diff(heaps)).sum())


def _heaping(heaps: np.ndarray) -> float:
    return float(np.square(heaps).sum())
