"""How far a page leans, and setting it level."""

import numpy as np

from ocr.enhance.colour import to_grey
from ocr.enhance.ink import MEASURE_DPI, at_dpi, ink_mask, letter_specks
from ocr.page import Page

# Below this the turn costs more sharpness than the tilt costs in recognition.
SMALLEST_TURN_DEG = 0.15
LIMIT_DEG = 8.0
# A page with fewer letters than this says nothing certain about its tilt.
FEWEST_SPECKS = 25
# How much the ink per row must vary more at the best angle than at a typical one.
SHARPEST_PEAK = 1.25
MOST_POINTS = 40_000


def deskew(page: Page) -> Page:
    """Return the page turned so that its text lines run level.

    A level page, or one whose tilt is uncertain, comes back as the same object.
    """
    tilt = skew_deg(to_grey(page).pixels, page.dpi)
    return page if abs(tilt) < SMALLEST_TURN_DEG else page.turned(-tilt)


def skew_deg(grey: np.ndarray, dpi: int, *, limit_deg: float = LIMIT_DEG) -> float:
    """Return the tilt of the text lines, positive when the page leans clockwise; 0 if unsure.

    The tilt is the angle within ±``limit_deg`` at which the letters, projected on the page's
    height, gather most sharply into lines (Postl, ICPR 1986). ``grey`` is ``uint8``
    (height, width). Abstains when letters are few or no angle stands out.
    """
    small = at_dpi(grey, dpi, MEASURE_DPI)
    specks = letter_specks(ink_mask(small))
    if len(specks.boxes) < FEWEST_SPECKS:
        return 0.0
    points = ink_points(specks.mask, MOST_POINTS)

    coarse = np.arange(-limit_deg, limit_deg + 0.01, 0.5)
    energies = np.array([_sharpness(points, angle) for angle in coarse])
    best = coarse[int(np.argmax(energies))]
    if energies.max() < SHARPEST_PEAK * float(np.median(energies)):
        return 0.0
    for step in (0.1, 0.02):
        around = best + np.arange(-5, 6) * step
        sharp = np.array([_sharpness(points, angle) for angle in around])
        # Angles too small to move a pixel to another row are equally sharp: take the middle.
        best = float(around[sharp == sharp.max()].mean())
    if abs(best) > limit_deg - 0.5:
        return 0.0  # the peak lies outside: not a tilt this step can judge
    return float(best)


def ink_points(mask: np.ndarray, most: int) -> np.ndarray:
    """Return x and y of the mask's pixels from its middle, float (2, n), ``most`` at random."""
    ys, xs = np.nonzero(mask)
    if len(xs) > most:
        chosen = np.random.default_rng(0).choice(len(xs), most, replace=False)
        ys, xs = ys[chosen], xs[chosen]
    return np.stack([xs - mask.shape[1] // 2, ys - mask.shape[0] // 2]).astype(np.float64)


def ink_per_row(points: np.ndarray, angle_deg: float) -> np.ndarray:
    """Return how many points lie in each row of the page turned level by ``angle_deg``."""
    angle = np.deg2rad(angle_deg)
    rows = points[1] * np.cos(angle) - points[0] * np.sin(angle)
    # Rounded, not cut off: a level row must not break in two at the slightest turn.
    nearest = np.rint(rows).astype(np.int64)
    return np.bincount(nearest - nearest.min()).astype(np.float64)


def _sharpness(points: np.ndarray, angle_deg: float) -> float:
    """Return the sum of squared differences between neighbouring rows' ink."""
    return float(np.square(np.diff(ink_per_row(points, angle_deg))).sum())
