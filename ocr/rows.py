"""The words of a face as rows of print from top to bottom."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from schemas.reading import Box
from schemas.words import Word

# Two pieces of a line belong to one row when they share this part of the lower one's height.
SHARED_HEIGHT = 0.55
# Boxes of neighbours may overlap by this part of their height: italics, marks, careless boxes.
OVERLAP = 0.3


class Row(NamedTuple):
    """Words standing on one line of print across the whole face, from left to right."""

    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        return hull(word.box for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def hull(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around ``boxes``, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def words_in(words: Iterable[Word], frame: Box) -> list[Word]:
    """Return the words whose middle lies in ``frame``, in their order."""
    return [word for word in words if lies_in(word.box, frame)]


def lies_in(box: Box, frame: Box) -> bool:
    """Tell whether the middle of ``box`` lies in ``frame``."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return frame.left <= x < frame.right and frame.top <= y < frame.bottom


def rows_of(words: Sequence[Word]) -> tuple[Row, ...]:
    """Group words into rows from top to bottom.

    The engine's own lines are kept whole; lines that it split at a wide gap, or put into
    different blocks, join into one row when they stand at the same height.
    """
    pieces: dict[int, list[Word]] = {}
    for word in words:
        pieces.setdefault(word.line, []).append(word)
    rows: list[list[Word]] = []
    for piece in sorted(pieces.values(), key=lambda ws: _middle(hull(w.box for w in ws))):
        home = next((row for row in reversed(rows[-4:]) if _stand_beside(row, piece)), None)
        if home is None:
            rows.append(list(piece))
        else:
            home.extend(piece)
    ordered = (Row(tuple(sorted(row, key=lambda word: word.box.left))) for row in rows)
    return tuple(sorted(ordered, key=lambda row: _middle(row.box)))


def _stand_beside(row: list[Word], piece: list[Word]) -> bool:
    """Tell whether ``piece`` continues ``row``: level with its nearest word, and not over it."""
    added = hull(word.box for word in piece)
    near = min(
        (word.box for word in row),
        key=lambda box: max(added.left - box.right, box.left - added.right),
    )
    shared = min(near.bottom, added.bottom) - max(near.top, added.top)
    lower = min(near.bottom - near.top, added.bottom - added.top)
    if lower <= 0 or shared < SHARED_HEIGHT * lower:
        return False
    return all(
        min(word.box.right, added.right) - max(word.box.left, added.left) <= OVERLAP * lower
        for word in row
    )


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def cut_word(word: Word, begin: int, end: int) -> Word | None:
    """Return characters ``begin`` to ``end`` of a word with their share of its box, or None."""
    if end <= begin:
        return None
    size = len(word.text)
    if begin == 0 and end == size:
        return word
    left, top, right, bottom = word.box
    box = Box(
        left + (right - left) * begin // size, top, left + (right - left) * end // size, bottom
    )
    return word._replace(text=word.text[begin:end], box=box)
