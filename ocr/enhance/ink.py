"""Where the ink is: a rough, fast mask that the geometric steps measure on."""

from typing import NamedTuple

import cv2
import numpy as np

# Print stays countable and pages stay small at this resolution.
MEASURE_DPI = 100


class Specks(NamedTuple):
    """Connected ink of the size of a letter, in pixels of the measured image.

    Attributes:
        boxes: int array (n, 4) of left, top, width, height.
        centres: float array (n, 2) of x, y.
        mask: bool array (height, width), the ink of these specks alone.
    """

    boxes: np.ndarray
    centres: np.ndarray
    mask: np.ndarray


def at_dpi(grey: np.ndarray, dpi: int, wanted_dpi: int) -> np.ndarray:
    """Return ``grey`` resampled from ``dpi`` to ``wanted_dpi`` (never enlarged)."""
    factor = min(1.0, wanted_dpi / dpi)
    if factor == 1.0:
        return grey
    return cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def ink_mask(grey: np.ndarray) -> np.ndarray:
    """Return a bool mask of what is darker than its surroundings.

    ``grey`` is ``uint8`` (height, width) near ``MEASURE_DPI``; shadows and tinted paper do
    not count as ink because the threshold follows the local mean.
    """
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    return (
        cv2.adaptiveThreshold(
            smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
        )
        > 0
    )


def letter_specks(mask: np.ndarray, dpi: int = MEASURE_DPI) -> Specks:
    """Return the ink specks as big as letters or short words: rules, stamps, dust drop out."""
    count, labels, stats, centres = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=8
    )
    smallest, tallest, widest = 0.02 * dpi, 0.35 * dpi, 1.2 * dpi
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    keep = (
        (height >= smallest)
        & (width >= smallest)
        & (height <= tallest)
        & (width <= widest)
        & (stats[:, cv2.CC_STAT_AREA] >= 4)
    )
    keep[0] = False
    if count <= 1:
        return Specks(np.zeros((0, 4), int), np.zeros((0, 2)), np.zeros_like(mask))
    return Specks(stats[keep, :4].astype(int), centres[keep], keep[labels])
