"""Tables read cell by cell: lines of neighbouring cells do not stand at one height."""

from collections.abc import Sequence
from itertools import pairwise

from ocr.engines.engine import Engine
from ocr.page import Page
from ocr.rows import lies_in
from ocr.rules import Grid
from schemas.reading import Box
from schemas.words import Word

# Fewer columns are a frame, or the table of changes, whose columns are read well as they are.
FEWEST_COLUMNS = 3
MOST_CELLS = 400
INSET_PX = 4  # what is left of a rule's edge after lifting
# Narrower or lower than this is no cell but a double rule.
SMALLEST_PX = 24
# A word of the face as sure as this is not given up for nothing.
SURE = 0.9


def with_cells_reread(
    face: Page, words: tuple[Word, ...], grids: Sequence[Grid], engine: Engine
) -> tuple[Word, ...]:
    """Return the words with those inside tables replaced by a reading of each cell on its own.

    ``face`` is the grey face with its rules lifted; boxes of words and grids are on it. A row
    of cells whose texts wrap and are centred gives a recogniser of whole lines nothing but
    half lines. What was surely read of the face, and stands in a cell where the cell's own
    reading has nothing, is kept: it may be the second line of its value.

    Raises:
        EngineTimeout: from the engine.
    """
    for grid in grids:
        cells = _cells(grid)
        if len(grid.columns) <= FEWEST_COLUMNS or not 0 < len(cells) <= MOST_CELLS:
            continue
        read = engine.read_blocks([face.cropped(cell).pixels for cell in cells], face.dpi)
        found: list[Word] = []
        for cell, cell_words in zip(cells, read, strict=True):
            line = _next_line((*words, *found))
            in_cell = [
                word._replace(box=_shifted(word.box, cell), line=line + word.line)
                for word in cell_words
            ]
            missed = _missed(words, cell, in_cell)
            found += in_cell
            line = _next_line((*words, *found))
            found += (word._replace(line=line + word.line) for word in missed)
        frame = Box(grid.columns[0], grid.rows[0], grid.columns[-1], grid.rows[-1])
        inside = [number for number, word in enumerate(words) if lies_in(word.box, frame)]
        place = inside[0] if inside else len(words)
        before = (word for word in words[:place] if not lies_in(word.box, frame))
        after = (word for word in words[place:] if not lies_in(word.box, frame))
        words = (*before, *found, *after)
    return words


def _cells(grid: Grid) -> list[Box]:
    return [
        Box(left + INSET_PX, top + INSET_PX, right - INSET_PX, bottom - INSET_PX)
        for top, bottom in pairwise(grid.rows)
        for left, right in pairwise(grid.columns)
        if right - left > SMALLEST_PX and bottom - top > SMALLEST_PX
    ]


def _missed(words: Sequence[Word], cell: Box, in_cell: Sequence[Word]) -> list[Word]:
    """Return the words that are surely in a cell, where none of ``in_cell`` is."""
    return [
        word
        for word in words
        if word.confidence >= SURE
        and len(word.text) > 1
        and _contains(cell, word.box)
        and not any(_overlap(word.box, other.box) for other in in_cell)
    ]


def _contains(cell: Box, box: Box) -> bool:
    across = cell.left <= box.left and box.right <= cell.right
    return across and cell.top <= box.top and box.bottom <= cell.bottom


def _overlap(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _next_line(words: Sequence[Word]) -> int:
    return max((word.line for word in words), default=-1) + 1


def _shifted(box: Box, by: Box) -> Box:
    return Box(box.left + by.left, box.top + by.top, box.right + by.left, box.bottom + by.top)
