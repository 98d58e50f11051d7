"""The table of changes found by its headings alone, where its rules are lost."""

from collections.abc import Sequence

import numpy as np

from ocr.changes import ChangesTable
from ocr.fuzzy import find
from ocr.layouts.tables import CHANGES_COLUMNS
from ocr.passage import Passage
from ocr.rows import hull, rows_of
from schemas.reading import Box
from schemas.words import Word

LEAST_SCORE = 0.75
# The right heading wraps sooner than the left one; its first words are enough.
AUTHORITY = "Xác nhận của cơ quan"
# What is printed below the table for the holder to heed.
NOTICE = "Người được cấp giấy chứng nhận"
# Headings of one table stand this near each other's height, in heights of the left one.
LEVEL = 1.5


def table_under_headings(words: Sequence[Word]) -> ChangesTable | None:
    """Return the two columns below the headings that stand side by side on the face, or None.

    They part where a straight line down cuts fewest words; they end at the notice below them,
    or with the print.
    """
    passage = Passage(rows_of(words))
    lefts = [box for phrase in CHANGES_COLUMNS["text"] for box in _boxes(passage, phrase)]
    rights = _boxes(passage, AUTHORITY)
    pairs = [(left, right) for left in lefts for right in rights if _side_by_side(left, right)]
    if not pairs:
        return None
    left, right = pairs[0]
    notices = [box.top for box in _boxes(passage, NOTICE) if box.top > left.bottom]
    bottom = min(notices, default=max(word.box.bottom for word in words) + 1)
    below = [w.box for w in words if left.bottom <= w.box.top and w.box.bottom <= bottom]
    around = hull((left, right, *below))
    middle = _parting(below, left.right, right.left)
    return ChangesTable(around.left - 1, middle, around.right + 1, left.bottom, bottom)


def _boxes(passage: Passage, phrase: str) -> list[Box]:
    found = (passage.part(hit.start, hit.end) for hit in find(passage, phrase, least=LEAST_SCORE))
    return [hull(row.box for row in rows) for rows in found if rows]


def _side_by_side(left: Box, right: Box) -> bool:
    off = abs(left.top + left.bottom - right.top - right.bottom) / 2
    return right.left > left.right and off <= LEVEL * (left.bottom - left.top)


def _parting(boxes: Sequence[Box], begin: int, end: int) -> int:
    """Return the x from ``begin`` to ``end`` in the middle of the widest way past the boxes."""
    crossed = np.zeros(end - begin + 1, int)
    for box in boxes:
        crossed[max(0, box.left - begin) : max(0, box.right - begin)] += 1
    free = np.flatnonzero(crossed == crossed.min())
    runs = np.split(free, np.flatnonzero(np.diff(free) > 1) + 1)
    widest = max(runs, key=len)
    return begin + int(widest[len(widest) // 2])
