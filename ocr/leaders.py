"""Dotted leaders under handwritten values: lifted off, so that the value is read alone."""

import cv2
import numpy as np

from ocr.page import Page

LARGEST_DOT_INCH = 0.024
LONGEST_GAP_INCH = 0.13
# Dots below letters never stand so many so close on one line.
FEWEST_DOTS = 7
DARK = 160


def lift_leaders(page: Page) -> Page:
    """Return the grey page with rows of evenly spaced dots painted white.

    A leader is a run of at least ``FEWEST_DOTS`` specks smaller than a dot of punctuation, at
    one height, none farther from the next than ``LONGEST_GAP_INCH``. Dots that touch a letter
    stay: they belong to its shape by then.
    """
    dark = (page.pixels < DARK).astype(np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    largest = LARGEST_DOT_INCH * page.dpi
    small = (stats[:, cv2.CC_STAT_WIDTH] <= largest) & (stats[:, cv2.CC_STAT_HEIGHT] <= largest)
    small[0] = False
    dots = np.flatnonzero(small)
    if len(dots) < FEWEST_DOTS:
        return page
    goes = np.zeros(count, bool)
    goes[dots] = _in_a_row(centres[dots], page.dpi)
    if not goes.any():
        return page
    mask = cv2.dilate(goes[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    lifted = page.pixels.copy()
    lifted[mask > 0] = 255
    return page.with_pixels(lifted)


def _in_a_row(centres: np.ndarray, dpi: int) -> np.ndarray:
    """Tell for each dot (n, 2: x, y) whether it is one of a leader's."""
    found = np.zeros(len(centres), bool)
    height = max(2.0, 0.012 * dpi)
    order = np.argsort(centres[:, 1])
    ys = centres[order, 1]
    # Half-overlapping strips, so that no leader falls between two.
    for low in np.arange(ys[0], ys[-1] + height, height / 2):
        first, last = np.searchsorted(ys, [low, low + height])
        strip = order[first:last]
        if len(strip) < FEWEST_DOTS:
            continue
        strip = strip[np.argsort(centres[strip, 0])]
        gaps = np.diff(centres[strip, 0])
        breaks = np.flatnonzero(gaps > LONGEST_GAP_INCH * dpi)
        for run in np.split(strip, breaks + 1):
            if len(run) >= FEWEST_DOTS:
                found[run] = True
    return found
