"""Which way up a page lies: quarter turns, judged from the shape of its lines."""

from math import log

import numpy as np

from ocr.enhance.colour import to_grey
from ocr.enhance.ink import MEASURE_DPI, at_dpi, ink_mask, letter_specks
from ocr.enhance.skew import FEWEST_SPECKS, LIMIT_DEG, ink_per_row, ink_points
from ocr.page import Page

# Both kinds of evidence, as logarithms of ratios, must come to this before a page is turned;
# neighbours count more, for lines that bend blur the stripes.
SIDEWAYS, BY_NEIGHBOURS = 0.3, 1.5
# Letters are this large against the usual speck; their neighbours stand within so many of it.
SMALLEST, LARGEST, NEAR = 0.6, 2.2, 3.0
# Neighbours of so many letters are looked at; of each, the two nearest.
MOST_ASKED, NEIGHBOURS = 800, 2
# Grain gives this share of its specks neighbours either way.
CHANCE = 0.06
BLACKEST_PERCENTILE = 95
# The page may lean as well; a rough angle and a sample of the ink tell enough.
ANGLES_DEG = np.arange(-LIMIT_DEG, LIMIT_DEG + 0.1, 1.0)
MOST_POINTS = 20_000


def lies_sideways(page: Page) -> bool:
    """Tell whether the text lines run up or down the page instead of across it.

    Letters stand in rows with blank strips between, and a letter's nearest neighbours stand in
    its own row: whichever direction shows that more clearly is the direction of the lines. A
    sparse page is taken as it lies.
    """
    small = at_dpi(to_grey(page).pixels, page.dpi, MEASURE_DPI)
    specks = letter_specks(ink_mask(small))
    if len(specks.boxes) < FEWEST_SPECKS:
        return False
    points = ink_points(specks.mask, MOST_POINTS)
    across, down = _stripes(points), _stripes(points[::-1])
    if min(across, down) <= 0:
        return down > across
    beside, above = neighbours(specks.boxes)
    chance = 1 + CHANCE * min(len(specks.boxes), MOST_ASKED)
    by_neighbours = log((chance + above) / (chance + beside))
    return log(down / across) + BY_NEIGHBOURS * by_neighbours > SIDEWAYS


def runs_down(boxes: np.ndarray) -> bool:
    """Tell whether letters surely stand in columns: ``boxes`` as ``neighbours`` takes them."""
    beside, above = neighbours(boxes)
    return above > beside + CHANCE * min(len(boxes), MOST_ASKED)


def neighbours(boxes: np.ndarray) -> tuple[int, int]:
    """Return how many near neighbours of letters stand beside them, and how many above or below.

    ``boxes`` is (n, 4) of left, top, width, height; what is no letter by its size is left out.
    """
    if not len(boxes):
        return 0, 0
    sizes = boxes[:, 2:].max(axis=1)
    usual = float(np.median(sizes))
    letters = boxes[(sizes > SMALLEST * usual) & (sizes < LARGEST * usual)]
    middles = letters[:, :2] + letters[:, 2:] / 2
    if len(middles) <= NEIGHBOURS:
        return 0, 0
    asked = np.unique(np.linspace(0, len(middles) - 1, MOST_ASKED).astype(int))
    apart = np.abs(middles[asked, None] - middles[None])
    distances = np.hypot(apart[..., 0], apart[..., 1])
    distances[np.arange(len(asked)), asked] = np.inf
    nearest = np.argpartition(distances, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    x, y = np.moveaxis(np.take_along_axis(apart, nearest[..., None], axis=1), 2, 0)
    near = np.take_along_axis(distances, nearest, axis=1) < NEAR * usual
    return int((near & (x > 2 * y)).sum()), int((near & (y > 2 * x)).sum())


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
