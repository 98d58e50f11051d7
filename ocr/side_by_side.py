"""Print set beside other print: the rows of a face as columns, each read by itself."""

from itertools import pairwise
from statistics import median

from ocr.rows import Row
from schemas.words import Word

# Words of one row this many letter heights apart belong to different columns.
GAP = 3.0
# A column goes on in a row that begins within this many heights below it.
BELOW = 1.6


def print_columns(rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], ...]:
    """Return the pieces of rows that stand under one another as columns, in reading order.

    A row is cut at its wide gaps. A piece goes on the column above it when it stands under that
    column's last piece and close below it; one that stands under two columns begins a new one.
    """
    columns: list[list[Row]] = []
    for row in rows:
        for piece in pieces(row):
            above = [column for column in columns if _goes_on(column[-1], piece)]
            if len(above) == 1:
                above[0].append(piece)
            else:
                columns.append([piece])
    return tuple(tuple(column) for column in columns)


def pieces(row: Row) -> list[Row]:
    """Return the row cut at its wide gaps. Dirt, read as signs, does not bridge a gap."""
    height = median(word.box.bottom - word.box.top for word in row.words)
    written = [word for word in row.words if any(sign.isalnum() for sign in word.text)]
    starts = [
        row.words.index(other)
        for one, other in pairwise(written)
        if other.box.left - one.box.right > GAP * height
    ]
    bounds = pairwise([0, *starts, len(row.words)])
    parts = [_without_far_dirt(row.words[start:end], height) for start, end in bounds]
    return [Row(words) for words in parts if words]


def _without_far_dirt(words: tuple[Word, ...], height: float) -> tuple[Word, ...]:
    """Return the words up to the first sign that stands far off and is no writing."""
    for number, (one, other) in enumerate(pairwise(words), start=1):
        if other.box.left - one.box.right > GAP * height:
            return words[:number]
    return words


def _goes_on(above: Row, below: Row) -> bool:
    one, other = above.box, below.box
    height = min(one.bottom - one.top, other.bottom - other.top)
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0 and other.top - one.bottom < BELOW * height and other.top > one.top
