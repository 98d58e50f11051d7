"""The table of changes after issue: what changed, who confirmed it, and when."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ocr.layouts.tables import CHANGES_COLUMNS
from ocr.passage import Passage, compact
from ocr.rows import Row, rows_of, words_in
from ocr.rules import Grid
from ocr.spots import Spot
from ocr.tables import closest_heading
from schemas.reading import Box
from schemas.words import Word

_DAY = re.compile(
    r"(?:ng[aàáảãạ]y\s*)?(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4})"
    r"|ng[aàáảãạ]y\s*\S{1,3}\s*th[aáàâ]ng\s*\S{1,3}\s*n[aăâ]m\s*\d{4}",
    re.IGNORECASE,
)


class ChangesTable(NamedTuple):
    """The two columns of the table, in pixels of the face, below their headings."""

    left: int
    middle: int
    right: int
    top: int
    bottom: int


def changes_table(grids: Sequence[Grid], words: Sequence[Word]) -> ChangesTable | None:
    """Return the ruled table with a column headed as the contents of changes."""
    for grid in grids:
        for left, middle, right in zip(
            grid.columns, grid.columns[1:], grid.columns[2:], strict=False
        ):
            rows = rows_of(words_in(words, Box(left, grid.rows[0] - 20, middle, grid.rows[-1])))
            for depth in (1, 2):
                head = " ".join(row.text for row in rows[:depth])
                if closest_heading(head, CHANGES_COLUMNS)[0] == "text":
                    top = rows[depth - 1].box.bottom
                    return ChangesTable(left, middle, right, top, grid.rows[-1])
    return None


def change_spots(table: ChangesTable, words: Sequence[Word]) -> Iterator[Spot]:
    """Yield text and date of each entry of the table, numbered from 0 on this face.

    An entry begins where the right column names a day; the left column's rows down to the
    next such place are its text. Without any day the left column is one entry.
    """
    left, middle, right, top, bottom = table
    texts = rows_of(words_in(words, Box(left, top, middle, bottom)))
    confirmed = Passage(rows_of(words_in(words, Box(middle, top, right, bottom))))
    days = [confirmed.part(match.start(), match.end()) for match in _DAY.finditer(confirmed.text)]
    days = [rows for rows in days if rows]
    starts = [rows[0].box.top for rows in days] or [top]
    bounds = [*starts[1:], bottom + 1]
    number = 0
    for index, beyond in enumerate(bounds):
        begin = top if index == 0 else starts[index]
        lines = [row for row in texts if begin <= _lowered(row) < beyond]
        written = tuple(row for row in lines if len(compact(row.text)) > 2)
        if not written and not days:
            continue
        if written:
            yield Spot(f"changes[{number}].text", written, 0.8)
        if index < len(days):
            yield Spot(f"changes[{number}].date", days[index], 0.8)
        number += 1


def _lowered(row: Row) -> float:
    """Return the height at which a row counts; clerks start the two columns a little apart."""
    return row.box.bottom
