"""Strips of text as the line reader's network takes them: ink 1, paper 0, padded to one width."""

from collections.abc import Sequence

import cv2
import numpy as np

# Height of a strip, height of its small letters, and the row that the feet of letters end above.
STRIP_PX, X_HEIGHT_PX, BASELINE_ROW = 48, 15.0, 33
# The network gives one column of probabilities for each of these many columns of pixels.
STRIDE_PX = 4
# Widths are rounded up to this, so that few different shapes reach the network.
WIDTH_STEP_PX = 16
# Share of the pixels that may be lighter than paper or darker than ink: glare and specks.
PAPER_SHARE, INK_SHARE = 0.80, 0.01
# Fainter than this, grey levels apart, is left faint: bare paper must not become text.
LEAST_CONTRAST = 48


def ink_of(strip: np.ndarray) -> np.ndarray:
    """Return a grey strip, ``uint8`` (height, width), as ink from 0 to 1, ``float32``.

    What is paper and what is ink, the strip says itself, so faded and dark scans look alike.
    """
    paper, ink = paper_and_ink(strip)
    contrast = max(LEAST_CONTRAST, paper - ink)
    levels = (paper - np.arange(256, dtype=np.float32)) / np.float32(contrast)
    return np.asarray(cv2.LUT(strip, np.clip(levels, 0, 1)), dtype=np.float32)


def paper_and_ink(strip: np.ndarray) -> tuple[int, int]:
    """Return the grey levels of a strip's paper and ink.

    Paper is the level that a fifth of the pixels reach, ink the one that a hundredth stay under.
    """
    counts = cv2.calcHist([strip], [0], None, [256], [0, 256]).cumsum()
    paper, ink = np.searchsorted(counts, (PAPER_SHARE * strip.size, INK_SHARE * strip.size))
    return int(paper), int(ink)


def padded_width(strip: np.ndarray) -> int:
    """Return how many pixels wide a strip is with the bare paper that the network takes it with."""
    return max(WIDTH_STEP_PX, -(-int(strip.shape[1]) // WIDTH_STEP_PX) * WIDTH_STEP_PX)


def padded(strips: Sequence[np.ndarray]) -> np.ndarray:
    """Return strips, ``uint8`` (48, any width), as one array, ``float32`` (n, 1, 48, width)."""
    width = max(padded_width(strip) for strip in strips)
    batch = np.zeros((len(strips), 1, STRIP_PX, width), dtype=np.float32)
    for row, strip in zip(batch, strips, strict=True):
        row[0, :, : strip.shape[1]] = ink_of(strip)
    return batch
