"""Words as an engine would hand them over, laid out as on a typewriter."""

from collections.abc import Sequence

from ocr.passage import Passage
from ocr.rows import Row, rows_of
from schemas.reading import Box
from schemas.words import Word

LETTER_PX, LINE_PX, HEIGHT_PX = 10, 40, 20


def words_of(*lines: str, left: int = 0, top: int = 0, confidence: float = 0.9) -> tuple[Word, ...]:
    """Return the words of ``lines``: every letter 10 pixels wide, every line 40 below the last."""
    words = []
    for number, line in enumerate(lines):
        y, column = top + number * LINE_PX, 0
        for text in line.split(" "):
            x = left + column * LETTER_PX
            box = Box(x, y, x + len(text) * LETTER_PX, y + HEIGHT_PX)
            if text:
                words.append(Word(text, box, confidence, number))
            column += len(text) + 1
    return tuple(words)


def written(line: int, left: int, top: int, *lines: str) -> list[Word]:
    """Return words of the engine's lines from number ``line`` on."""
    return [word._replace(line=line + word.line) for word in words_of(*lines, left=left, top=top)]


def table_words(
    columns: Sequence[int], *rows: Sequence[str], top: int = 10, line: int = 0
) -> tuple[Word, ...]:
    """Return the words of a table: a cell begins 10 pixels right of its column's rule.

    ``columns`` are the x of the rules; each row is one of the engine's lines, from ``line`` on.
    """
    words: list[Word] = []
    for number, row in enumerate(rows):
        for left, text in zip(columns, row, strict=False):
            cell = words_of(text, left=left + 10, top=top + number * LINE_PX)
            words += [word._replace(line=line + number) for word in cell]
    return tuple(words)


def rows(*lines: str, left: int = 0, top: int = 0) -> tuple[Row, ...]:
    return rows_of(words_of(*lines, left=left, top=top))


def passage(*lines: str) -> Passage:
    return Passage(rows(*lines))
