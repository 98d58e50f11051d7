"""Which way up a page lies: quarter turns, judged from the shape of its lines."""

import numpy as np

from ocr.enhance.colour import to_grey
from ocr.enhance.ink import MEASURE_DPI, at_dpi, ink_mask, letter_specks
from ocr.enhance.skew import FEWEST_SPECKS, LIMIT_DEG, ink_per_row, ink_points
from ocr.page import Page

# Ink per row must vary this much more than ink per column before a page is laid on its side.
SIDEWAYS_RATIO = 1.4
BLACKEST_PERCENTILE = 95
# The page may lean as well; a rough angle and a sample of the ink tell enough.
ANGLES_DEG = np.arange(-LIMIT_DEG, LIMIT_DEG + 0.1, 1.0)
MOST_POINTS = 20_000


def lies_sideways(page: Page) -> bool:
    """Tell whether the text lines run up or down the page instead of across it.

    Letters stand in rows with blank strips between; whichever direction shows the strips
    more clearly is the direction of the lines. A sparse page is taken as it lies.
    """
    small = at_dpi(to_grey(page).pixels, page.dpi, MEASURE_DPI)
    specks = letter_specks(ink_mask(small))
    if len(specks.boxes) < FEWEST_SPECKS:
        return False
    points = ink_points(specks.mask, MOST_POINTS)
    return _stripes(points[::-1]) > SIDEWAYS_RATIO * _stripes(points)


def _stripes(points: np.ndarray) -> float:
    """Return how strongly neighbouring rows of ink differ when the page leans at its best."""
    return max(_contrast(ink_per_row(points, angle)) for angle in ANGLES_DEG)


def _contrast(ink: np.ndarray) -> float:
    # The frame of a page may leave one row or column blacker than all print.
    capped = np.minimum(ink, np.percentile(ink[ink > 0], BLACKEST_PERCENTILE))
    return float(np.square(np.diff(capped)).sum())


def upside_down_score(grey: np.ndarray, dpi: int) -> float:
    """Return how much more ink lies below the lines' bodies than above: > 0 when upside down.

    Vietnamese carries most of its marks above the letters, and ascenders outnumber
    descenders, so an upright line has more ink above its body than below. ``grey`` is a level
    page. The result lies in -1 to 1; near 0 nothing can be said.
    """
    small = at_dpi(grey, dpi, 150)
    specks = letter_specks(ink_mask(small), 150)
    if len(specks.boxes) < FEWEST_SPECKS:
        return 0.0
    above = below = 0.0
    rows = specks.mask.sum(axis=1).astype(float)
    for top, bottom in _bands(rows):
        band = rows[top:bottom]
        body = np.nonzero(band > 0.5 * band.max())[0]
        above += float(band[: body[0]].sum())
        below += float(band[body[-1] + 1 :].sum())
    return 0.0 if above + below == 0 else (below - above) / (above + below)


def _bands(rows: np.ndarray) -> list[tuple[int, int]]:
    """Return the row ranges of text lines: runs of ink between nearly blank rows."""
    inked = rows > 0.08 * np.percentile(rows, 95)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]]).astype(int)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= 8]
