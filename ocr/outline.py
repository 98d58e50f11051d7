"""The parcel's corners from its table of coordinates: what the stated area is checked against."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ocr.rows import rows_of, words_in
from ocr.rules import Grid
from schemas.cross_checks_land import Point
from schemas.reading import Box
from schemas.words import Word

# VN-2000, in metres: seven digits north, six east, two decimals. The dots are often lost in
# reading, but the number of digits tells where they stood.
NORTH_DIGITS, EAST_DIGITS = 7, 6
FEWEST_CORNERS = 3


def corners(grids: Sequence[Grid], words: Sequence[Word]) -> tuple[Point, ...]:
    """Return the corners in the order of the table, or none unless every row was read.

    A corner too few or misread would make a wrong outline, so doubtful tables give nothing;
    the closing row that repeats the first corner is left out.
    """
    for grid in grids:
        columns = _columns(grid, words)
        if columns is None:
            continue
        norths = _numbers(words, columns[0], NORTH_DIGITS)
        easts = _numbers(words, columns[1], EAST_DIGITS)
        if len(norths) != len(easts) or len(norths) < FEWEST_CORNERS or None in norths + easts:
            return ()
        points = [
            Point(x, y)
            for x, y in zip(norths, easts, strict=True)
            if x is not None and y is not None
        ]
        return tuple(points[:-1] if points[0] == points[-1] else points)
    return ()


def _columns(grid: Grid, words: Sequence[Word]) -> tuple[Box, Box] | None:
    """Return the strips of the X and the Y column below their headings."""
    found: dict[str, Box] = {}
    for left, right in pairwise(grid.columns):
        rows = rows_of(words_in(words, Box(left, grid.rows[0], right, grid.rows[-1])))
        if not rows:
            continue
        name = _heading(rows[0].text)
        if name:
            found[name] = Box(left, rows[0].box.bottom, right, grid.rows[-1])
    return (found["x"], found["y"]) if len(found) == 2 else None


def _heading(text: str) -> str:
    """Return ``x`` or ``y`` for a heading of that column; they are too short to be fuzzy."""
    letters = re.sub(r"[^a-z]", "", text.lower())
    return letters[0] if letters in ("x", "xm", "y", "ym") else ""


def _numbers(words: Sequence[Word], strip: Box, whole_digits: int) -> list[Decimal | None]:
    """Return the number in each row of a strip; None where the digits do not fit."""
    found: list[Decimal | None] = []
    for row in rows_of(words_in(words, strip)):
        digits = re.sub(r"\D", "", row.text)
        if not digits:
            # Above the first number it belongs to the heading, below it is a number misread.
            if found and any(sign.isalnum() for sign in row.text):
                found.append(None)
            continue
        fits = len(digits) == whole_digits + 2 and not re.search(r"[^\d.,\s—–-]", row.text)
        found.append(Decimal(digits) / 100 if fits else None)
    return found
