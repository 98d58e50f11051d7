"""An open booklet: two faces on one scan, cut apart at the gutter."""

import numpy as np

from ocr.enhance.colour import to_grey
from ocr.enhance.ink import MEASURE_DPI, at_dpi, ink_mask, letter_specks
from ocr.enhance.orientation import runs_down
from ocr.page import Page
from schemas.reading import Box

# Two portrait faces side by side; a single landscape sheet is rarely this wide.
NARROWEST, WIDEST = 1.2, 1.75
GUTTER_ZONE = 0.06  # share of the width on either side of the middle
GUTTER_INCH = 0.12  # a strip this wide must be free of letters
# Share of the letters' ink that each half must hold: a face may bear but a heading.
LEAST_HALF = 0.005


def split_spread(page: Page) -> tuple[Page, ...]:
    """Return the faces of an open booklet from left to right, or the page alone.

    ``page`` is upright and level. It is cut where a strip near the middle holds no letters
    while both halves do; a sheet whose lines run down it is no booklet but lies on its side.
    """
    height, width = page.pixels.shape[:2]
    if not NARROWEST < width / height < WIDEST:
        return (page,)
    small = at_dpi(to_grey(page).pixels, page.dpi, MEASURE_DPI)
    specks = letter_specks(ink_mask(small))
    gutter = _gutter(specks.mask.sum(axis=0).astype(float))
    if gutter is None or runs_down(specks.boxes):
        return (page,)
    cut = round(gutter * width / small.shape[1])
    return (
        page.cropped(Box(0, 0, cut, height)),
        page.cropped(Box(cut, 0, width, height)),
    )


def _gutter(ink: np.ndarray) -> int | None:
    """Return the column in the middle zone whose surroundings hold the least ink, or None."""
    middle, zone = len(ink) // 2, int(GUTTER_ZONE * len(ink))
    strip = max(3, int(GUTTER_INCH * MEASURE_DPI))
    smooth = np.convolve(ink, np.ones(strip), mode="same")
    window = smooth[middle - zone : middle + zone]
    if not len(window):
        return None
    least = float(window.min())
    typical = float(np.median(smooth[smooth > 0])) if (smooth > 0).any() else 0.0
    left, right = ink[: middle - zone].sum(), ink[middle + zone :].sum()
    if least > 0.1 * typical or min(left, right) <= LEAST_HALF * ink.sum():
        return None
    empty = np.flatnonzero(window <= least + 1e-9)
    # Of several empty columns take the one nearest the middle of the longest empty run.
    return middle - zone + int(np.median(empty))
