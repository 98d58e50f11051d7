"""Tables are read cell by cell, and nothing else on the face is touched."""

from collections.abc import Sequence

import numpy as np
import pytest

from ocr.cells import with_cells_reread
from ocr.engines.engine import LineReading, Script
from ocr.page import Page
from ocr.rules import Grid
from schemas.reading import Box
from schemas.words import Word

TABLE = Grid((100, 200, 300, 400), (100, 150, 200))
FRAME_OF_TWO = Grid((100, 200, 300), (100, 150, 200))
ABOVE = Word("Bảng", Box(100, 40, 150, 60), 0.9, 0)
ACROSS = Word("54608", Box(180, 110, 290, 130), 0.4, 1)  # one word made of two cells
BELOW = Word("Cộng", Box(100, 240, 150, 260), 0.9, 2)


class OneWordPerCell:
    """An engine that reads the number of the crop, ten pixels inside it."""

    name = "tesseract"
    scripts = tuple(Script)
    witness = None

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        raise AssertionError("only cells are read")

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        raise AssertionError("only cells are read")

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        return tuple(
            (Word(str(number), Box(10, 10, 30, 20), 0.9, 0),) for number in range(len(crops))
        )


def reread(grid: Grid, *others: Word) -> tuple[Word, ...]:
    face = Page.scanned(np.full((400, 500), 255, np.uint8), 300)
    return with_cells_reread(face, (ABOVE, ACROSS, *others, BELOW), (grid,), OneWordPerCell())


def test_words_across_cells_give_way_to_a_reading_of_each_cell() -> None:
    words = reread(TABLE)

    assert [word.text for word in words] == ["Bảng", "0", "1", "2", "3", "4", "5", "Cộng"]


def test_words_of_cells_stand_where_their_cells_are_on_lines_of_their_own() -> None:
    words = reread(TABLE)[1:-1]

    assert [(word.box.left // 100, word.box.top // 50) for word in words] == [
        (1, 2), (2, 2), (3, 2),
        (1, 3), (2, 3), (3, 3),
    ]  # fmt: skip
    assert len({word.line for word in (*words, ABOVE, BELOW)}) == len(words) + 2


def test_a_table_of_two_columns_stays_as_it_was_read() -> None:
    assert reread(FRAME_OF_TWO) == (ABOVE, ACROSS, BELOW)


SECOND_LINE = Word("10/2043", Box(210, 130, 280, 144), 0.95, 3)


def test_a_sure_second_line_that_the_cell_s_own_reading_lacks_is_kept() -> None:
    words = reread(TABLE, SECOND_LINE)

    assert [word.text for word in words] == [
        "Bảng",
        "0",
        "1",
        "10/2043",
        "2",
        "3",
        "4",
        "5",
        "Cộng",
    ]
    kept = words[3]
    assert kept.box == SECOND_LINE.box
    assert kept.line not in {word.line for word in words if word is not kept}


@pytest.mark.parametrize(
    "word",
    [
        SECOND_LINE._replace(confidence=0.8),
        SECOND_LINE._replace(text="1"),  # what a rule leaves looks like it
        SECOND_LINE._replace(box=Box(212, 112, 280, 140)),  # read once more
        SECOND_LINE._replace(box=Box(180, 130, 280, 144)),  # across a rule
    ],
)
def test_other_words_of_the_face_give_way(word: Word) -> None:
    assert word.text not in [one.text for one in reread(TABLE, word) if one.box == word.box]
    assert len(reread(TABLE, word)) == len(reread(TABLE))
