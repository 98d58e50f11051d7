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


def with_cells_reread(
    face: Page, words: tuple[Word, ...], grids: Sequence[Grid], engine: Engine
) -> tuple[Word, ...]:
    """Return the words with those inside tables replaced by a reading of each cell on its own.

    ``face`` is the grey face with its rules lifted; boxes of words and grids are on it. A row
    of cells whose texts wrap and are centred gives a recogniser of whole lines nothing but
    half lines.

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
            found += (
                word._replace(box=_shifted(word.box, cell), line=line + word.line)
                for word in cell_words
            )
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


def _next_line(words: Sequence[Word]) -> int:
    return max((word.line for word in words), default=-1) + 1


def _shifted(box: Box, by: Box) -> Box:
    return Box(box.left + by.left, box.top + by.top, box.right + by.left, box.bottom + by.top)
