"""From the ink of one line of text to its baseline with the height of its small letters."""

from dataclasses import dataclass
from functools import cached_property
from math import exp
from typing import NamedTuple

import numpy as np

# Lines longer than so many letter heights may slope, bend, swing.
SLOPES_FROM, BENDS_FROM, SWINGS_FROM = 4.0, 24.0, 60.0
# Smoothing makes ink so much larger on each side.
BLUR_PX = 0.5
# A capital or figure is so much higher than an x.
CAPITAL = 1.45
# Feet this near to the baseline, in letter heights, are feet that stand on it.
NEAR = 0.2
# What keeps powers from growing where few points fix them, per point.
RIDGE = 1e-6
# In shares of the height at which most letters end: where small letters end when capitals or
# figures prevail, in print, in handwriting; and the share of ink columns that tells so.
LOWER = ((0.58, 0.82, 0.22), (0.38, 0.62, 0.2))
MANY = 30
# What speaks for small letters: the share of columns that reach between these heights, and that
# sink below the baseline by these, with weights learnt from 2,000 drawn lines (logistic).
REACHED = ((0.4, 0.8), (0.9, 1.12), (1.12, 1.25), (1.25, 1.38), (1.38, 1.6))
SUNK = (0.15, 0.3)
SMALL_WEIGHTS = (-14.6, -4.1, 5.4, 11.8, 23.0, 7.1, 16.7)
SMALL_BIAS = 1.3
FEWEST_COLUMNS = 30
# A probability so far from one half is sure.
SURE = 0.38


class Outline(NamedTuple):
    """Where the ink of a line begins and ends in each pixel column ``x`` that has any."""

    x: np.ndarray
    top: np.ndarray
    bottom: np.ndarray


@dataclass(frozen=True, eq=False)
class Fit:
    """A baseline as a polynomial in (x - ``middle``) / ``half``, highest power first.

    ``height`` is that at which most letters end above the baseline; ``small`` is the
    probability that this is the height of small letters and not of capitals.
    """

    middle: float
    half: float
    powers: np.ndarray
    height: float
    small: float

    def at(self, x: np.ndarray) -> np.ndarray:
        """Return the baseline's y at each x."""
        along = (x - self.middle) / self.half
        y = np.full_like(along, self.powers[0])
        for power in self.powers[1:]:
            y = y * along + power
        return y

    def level_at(self, x: float) -> float:
        """Return the baseline's y at ``x``."""
        along, y = (x - self.middle) / self.half, 0.0
        for power in self._powers:
            y = y * along + power
        return y

    @cached_property
    def _powers(self) -> list[float]:
        """The powers as plain numbers: for one x, NumPy is slow."""
        return [float(power) for power in self.powers]

    @cached_property
    def x_height(self) -> float:
        """The height of small letters, between the two guesses where it is open."""
        return float(self.height / CAPITAL ** (1 - self.small))

    @property
    def is_sure(self) -> bool:
        """Whether the line itself tells small letters from capitals."""
        return abs(self.small - 0.5) > SURE


def outline_of(mask: np.ndarray, left: int, top: int) -> Outline:
    """Return the outline of a bool mask whose first pixel lies at (``left``, ``top``).

    Ink is taken to begin ``BLUR_PX`` inside the mask.
    """
    x = np.flatnonzero(mask.any(axis=0))
    ink = mask[:, x]
    first = ink.argmax(axis=0)
    below = len(mask) - ink[::-1].argmax(axis=0)
    return Outline(left + x, top + first + BLUR_PX, top + below - BLUR_PX)


def fit_line(outline: Outline, size: float) -> Fit:
    """Return the baseline through the feet of letters about ``size`` pixels high."""
    x = outline.x.astype(np.float64)
    middle, half = (x[0] + x[-1]) / 2, max(1.0, (x[-1] - x[0]) / 2)
    degree = sum(2 * half > least * size for least in (SLOPES_FROM, BENDS_FROM, SWINGS_FROM))
    along = np.vander((x - middle) / half, degree + 1) if degree else np.ones((len(x), 1))
    y = outline.bottom.astype(np.float64)
    # The middles of the letters swing less than their feet: they give the first course.
    powers = _course(along, (outline.top + y) / 2, size, first_within=0.8)
    powers = powers.copy()
    powers[-1] += _mode(y - along @ powers, 0.1 * size)
    for within in (2 * NEAR, NEAR):
        standing = np.abs(y - along @ powers) < within * size
        powers = _solved(along[standing], y[standing], powers)
        powers[-1] += _mode(y - along @ powers, 0.07 * size)
    rise = along @ powers - outline.top
    height, small = _letter_height(rise, y - along @ powers, size)
    return Fit(middle, half, powers, height, small)


def _course(along: np.ndarray, y: np.ndarray, size: float, first_within: float) -> np.ndarray:
    powers = np.zeros(along.shape[1])
    powers = _solved(along, y, powers)
    for within in (first_within, first_within / 2):
        near = np.abs(y - along @ powers) < within * size
        powers = _solved(along[near], y[near], powers)
    return powers


def _solved(along: np.ndarray, y: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Return the least-squares powers, or ``otherwise`` where the points do not fix them."""
    count, powers = along.shape
    if count < 2 * powers:
        return otherwise
    if powers == 1:
        return np.array([y.sum() / (count * (1 + RIDGE))])
    normal = along.T @ along
    normal.flat[:: powers + 1] += RIDGE * count
    return np.asarray(np.linalg.solve(normal, along.T @ y))


def _mode(values: np.ndarray, slack: float) -> float:
    """Return the middle of the window of 2 x ``slack`` that holds most values."""
    return _mode_of_ordered(np.sort(values), slack)


def _mode_of_ordered(ordered: np.ndarray, slack: float) -> float:
    inside = ordered.searchsorted(ordered + 2 * slack, side="right") - np.arange(len(ordered))
    first = int(inside.argmax())
    return float(ordered[first + int(inside[first]) // 2])


def _letter_height(rise: np.ndarray, feet: np.ndarray, size: float) -> tuple[float, float]:
    """Return the height at which most of a line's letters end, and how surely they are small.

    ``rise`` is how high each column of letters reaches, ``feet`` how far below the baseline.
    Small letters have taller ones among them, b or đ, and some with tails, g or p; capitals
    and figures have neither, but for marks that touch them.
    """
    whole = rise > 0.35 * size
    letters, feet = np.sort(rise[whole]), feet[whole]
    count = len(letters)
    if not count:
        return max(1.0, float(np.median(rise))), 0.5
    height = _mode_of_ordered(letters, 0.08 * size)

    def between(low: float, high: float) -> np.ndarray:
        begin = letters.searchsorted(low * height, side="right")
        return letters[begin : letters.searchsorted(high * height, side="left")]

    for low, high, enough in LOWER if count >= MANY else ():
        lower = between(low, high)
        if len(lower) / count >= enough:
            return _mode_of_ordered(lower, 0.06 * size), 1.0
    reached = [len(between(low, high)) / count for low, high in REACHED]
    sunk = [float((feet > below * height).mean()) for below in SUNK]
    sign = SMALL_BIAS + sum(w * t for w, t in zip(SMALL_WEIGHTS, reached + sunk, strict=True))
    # A few columns say little.
    sign *= min(1.0, count / FEWEST_COLUMNS)
    return height, 1 / (1 + exp(-sign))
