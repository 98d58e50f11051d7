"""Ink beside a value that nobody read: where it stands, the value was cut short."""

from collections.abc import Sequence

import numpy as np

from ocr.page import Page
from ocr.rows import Row
from schemas.reading import Box
from schemas.words import Word

# All of these are in heights of the row's words.
FARTHEST = 4.0  # how far beyond the row ink is looked for
GAP = 0.7  # between one letter and the next
LETTER = 0.4  # ink lower than this is a stop, a leader or a speck
BEYOND = 0.45  # ink that goes on this far above and below is a rule or a fold
# Ink is darker than the middle between paper and the row's own ink.
PAPER_PERCENT, INK_PERCENT = 80, 4


def with_unread_ink(face: Page, row: Row, words: Sequence[Word]) -> Box:
    """Return the row's box, drawn out over letters at either end that no word of the face covers.

    ``face`` is the grey face that the boxes of the row and of ``words``, all its words, are on.
    """
    box = row.box
    heights = sorted(word.box.bottom - word.box.top for word in row.words)
    height = heights[len(heights) // 2]
    own = set(row.words)
    others = [w.box for w in words if w not in own and _level(w.box, box)]
    # A word that the row is cut out of covers what stands beside it, too.
    right_end = min(
        [max(b.left, box.right) for b in others if b.right > box.right]
        + [box.right + round(FARTHEST * height), face.width]
    )
    left_end = max(
        [min(b.right, box.left) for b in others if b.left < box.left]
        + [box.left - round(FARTHEST * height), 0]
    )
    # A box may stick out of the face: beyond its edge there is nothing to look for.
    right = _reached(face, box, height, box.right, max(box.right, right_end))
    left = _reached(face, box, height, box.left, min(box.left, left_end))
    return Box(left, box.top, right, box.bottom)


def _level(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.3 * min(one.bottom - one.top, other.bottom - other.top)


def _reached(face: Page, box: Box, height: int, start: int, stop: int) -> int:
    """Return how far letters go on from ``start`` towards ``stop``; ``start`` where none do."""
    low, high = min(start, stop), max(start, stop)
    if high - low < 2 or height < 4:
        return start
    above = round(BEYOND * height)
    band = face.cropped(Box(low, box.top - above, high, box.bottom + above)).pixels
    value = face.cropped(box).pixels
    paper, ink = np.percentile(value, (PAPER_PERCENT, INK_PERCENT))
    dark = band < (paper + ink) / 2
    top = min(above, box.top)
    outside = dark[:top].any(axis=0) & dark[top + box.bottom - box.top :].any(axis=0)
    inside = dark[top : top + box.bottom - box.top]
    lettered = (inside.sum(axis=0) > 0) & ~outside
    outwards = lettered if stop > start else lettered[::-1]
    columns = np.flatnonzero(outwards)
    breaks = np.flatnonzero(np.diff(columns, prepend=-1) > GAP * height)
    columns = columns[: breaks[0]] if breaks.size else columns
    if not columns.size:
        return start
    across = inside if stop > start else inside[:, ::-1]
    rows = np.flatnonzero(across[:, columns[0] : columns[-1] + 1].any(axis=1))
    if rows[-1] - rows[0] < LETTER * height:
        return start
    reach = int(columns[-1]) + 1
    return start + reach if stop > start else start - reach
