"""Rows of print as one text in which every character knows its word, for searching."""

from collections.abc import Sequence

import numpy as np

from ocr.rows import Row, cut_word
from schemas.text import fold
from schemas.words import Word


class Passage:
    """Some rows of a face as text, words parted by a blank and rows by a line feed.

    Attributes:
        rows: the rows, top to bottom.
        text: NFC, as recognised.
        folded: ``text`` in lower case without marks, character for character.
        letters: int array of the positions in ``text`` that hold a letter or digit.
        codes: ``uint32`` code points of the folded letters at those positions. Labels are
            looked for in these: recognition breaks and joins words freely.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)
        self._starts: list[list[int]] = []  # position in text of each word of each row
        pieces: list[str] = []
        position = 0
        for row in self.rows:
            starts = []
            for word in row.words:
                starts.append(position)
                pieces.append(word.text)
                position += len(word.text) + 1
            self._starts.append(starts)
            pieces.append("\n")
        self.text = _join(pieces)
        self.folded = fold(self.text)
        self.letters = np.array(
            [i for i, sign in enumerate(self.folded) if sign.isalnum()], dtype=np.int64
        )
        self.codes = as_codes("".join(self.folded[i] for i in self.letters))

    def row_at(self, position: int) -> int:
        """Return the number of the row that holds the character at ``position``."""
        row = 0
        for number, starts in enumerate(self._starts):
            if starts and starts[0] <= position:
                row = number
        return row

    def opens_row(self, position: int, spared: int = 0) -> bool:
        """Tell whether at most ``spared`` letters stand before ``position`` in its row."""
        start = self.text.rfind("\n", 0, position) + 1
        return sum(sign.isalnum() for sign in self.text[start:position]) <= spared

    def part(self, start: int, end: int) -> tuple[Row, ...]:
        """Return the rows between two positions; words on the edge are cut, with their boxes."""
        found = []
        for row, starts in zip(self.rows, self._starts, strict=True):
            words: list[Word] = []
            for word, position in zip(row.words, starts, strict=True):
                begin = max(start - position, 0)
                piece = cut_word(word, begin, min(end - position, len(word.text)))
                if piece is not None:
                    words.append(piece)
            if words:
                found.append(Row(tuple(words)))
        return tuple(found)

    def row_range(self, number: int) -> tuple[int, int]:
        """Return the positions where row ``number`` starts and ends (excluded)."""
        starts = self._starts[number]
        if not starts:
            return 0, 0
        return starts[0], starts[-1] + len(self.rows[number].words[-1].text)


def _join(pieces: list[str]) -> str:
    """Return the words parted by blanks, but with nothing else beside a line feed."""
    return " ".join(pieces).replace(" \n ", "\n").replace(" \n", "\n")


def compact(text: str) -> str:
    """Return ``text`` folded to letters and digits alone."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def as_codes(text: str) -> np.ndarray:
    """Return the code points of ``text`` as ``uint32`` (n,)."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
