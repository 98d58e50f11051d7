"""Columns of the table of changes read once more, each on its own."""

from collections.abc import Sequence
from typing import NamedTuple

from ocr.engines.engine import Engine
from ocr.page import Page
from ocr.rows import Row, hull
from schemas.reading import Box
from schemas.words import Word

INSET_PX = 4  # what is left of a rule's edge after lifting
# Narrower or lower than this is no column.
SMALLEST_PX = 60
# The part of a row's height, about its middle, that belongs to no other row.
CORE = 0.5
# A word this sure neither speaks for nor against a reading of its row.
EVEN = 0.4
# How much better the second look must be to be taken: it saw less of the page.
CLEARLY_BETTER = 1.15
# Nor is it taken unless it is this sure, and says as many signs. What it alone saw must begin
# where the other rows begin and follow on one of them; both in heights of the row.
SURE_ALONE, FEWEST_SIGNS = 0.6, 2
ALIGNED, FOLLOWS = 2.0, 1.2


class TwoLooks(NamedTuple):
    """A row of print as it was read best, and what the other look made of the same print."""

    row: Row
    other: tuple[Row, ...]


def read_columns(
    face: Page, columns: Sequence[Box], engine: Engine
) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each column of the grey face, read as if nothing stood beside it.

    A line that an engine follows through two columns fits neither of them exactly, and small
    or slanting handwriting beside print is taken for print of the same size.

    Raises:
        EngineTimeout: from the engine.
    """
    inner = [_inset(column) for column in columns]
    fit = [box for box in inner if min(box.right - box.left, box.bottom - box.top) > SMALLEST_PX]
    if len(fit) < len(inner):
        return tuple(() for _ in columns)
    read = engine.read_blocks([face.cropped(box).pixels for box in inner], face.dpi)
    return tuple(
        tuple(word._replace(box=_moved(word.box, by=box)) for word in words)
        for box, words in zip(inner, read, strict=True)
    )


def better_of(first: Sequence[Row], second: Sequence[Row]) -> tuple[TwoLooks, ...]:
    """Return the rows of print of a column that was read twice, from top to bottom.

    Rows are matched by their height on the face; where the looks differ in how many rows they
    see, the rows that share a height are one band, and a band is taken whole.
    """
    found: list[TwoLooks] = []
    for one, other in _bands(first, second):
        best, rest = one, other
        print_so_far = (*first, *(look.row for look in found))
        better = is_print(other) and _worth(other) > CLEARLY_BETTER * _worth(one)
        if better and (one or _belongs(other, print_so_far)):
            best, rest = other, one
        if best:
            found += [TwoLooks(best[0], tuple(rest)), *(TwoLooks(row, ()) for row in best[1:])]
    return tuple(found)


def _bands(first: Sequence[Row], second: Sequence[Row]) -> list[tuple[list[Row], list[Row]]]:
    rows = sorted(
        [(*_core(row), 0, row) for row in first] + [(*_core(row), 1, row) for row in second],
        key=lambda entry: entry[0],
    )
    bands: list[tuple[list[Row], list[Row]]] = []
    reached = float("-inf")
    for top, bottom, look, row in rows:
        if top >= reached:
            bands.append(([], []))
        bands[-1][look].append(row)
        reached = max(reached, bottom)
    return bands


def _core(row: Row) -> tuple[float, float]:
    middle, half = (row.box.top + row.box.bottom) / 2, CORE * (row.box.bottom - row.box.top) / 2
    return middle - half, middle + half


def _worth(rows: Sequence[Row]) -> float:
    return sum(len(word.text) * (word.confidence - EVEN) for row in rows for word in row.words)


def is_print(rows: Sequence[Row]) -> bool:
    """Tell whether rows say something, and surely: not a seal, nor what shows through."""
    words = [word for row in rows for word in row.words]
    signs = "".join(word.text for word in words)
    sure = sum(len(word.text) * word.confidence for word in words) / max(1, len(signs))
    said = sum(sign.isalnum() for sign in signs)
    return sure >= SURE_ALONE and said >= max(FEWEST_SIGNS, len(signs) / 2)


def _belongs(rows: Sequence[Row], others: Sequence[Row]) -> bool:
    """Tell whether rows go with the other rows of the column: beside or below one of them."""
    box = hull(row.box for row in rows)
    height = rows[0].box.bottom - rows[0].box.top
    return any(
        abs(box.left - other.box.left) < ALIGNED * height
        and -FOLLOWS * height < box.top - other.box.bottom < FOLLOWS * height
        for other in others
    )


def _inset(box: Box) -> Box:
    return Box(box.left + INSET_PX, box.top + INSET_PX, box.right - INSET_PX, box.bottom - INSET_PX)


def _moved(box: Box, by: Box) -> Box:
    return Box(box.left + by.left, box.top + by.top, box.right + by.left, box.bottom + by.top)
