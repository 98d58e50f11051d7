"""Ruled grids to cells: which words stand in which column and row of a table."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import layoutparser as lp
from rapidfuzz import fuzz

from ocr.layouts.tables import PARCEL_ORDERS
from ocr.passage import compact
from ocr.rows import Row, rows_of
from ocr.rules import Grid
from schemas.reading import Box
from schemas.words import Word

# How well a heading must match before its column is taken for a field's.
LEAST_HEADING = 72.0
# So many rows between rules are entries; one this many times as high as usual is several.
FEWEST_RULED, HIGHEST_ENTRY = 3, 1.7
NUMBERED = frozenset({"parcel_no", "map_sheet_no", "area_m2"})


class Table(NamedTuple):
    """A table read cell by cell.

    Attributes:
        columns: field name of each column, empty where the heading says nothing known.
        cells: for each body row, the rows of print in each column (several when it wraps).
        box: the whole table on the face.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[tuple[Row, ...], ...], ...]
    box: Box


def read_table(
    grid: Grid, words: Sequence[Word], headings: Mapping[str, tuple[str, ...]], key: str
) -> Table | None:
    """Return the table in ``grid``, or None when its headings are not those looked for.

    ``headings`` gives the printed wordings of each field's column. Body rows between rules
    are split where the ``key`` column holds several lines: many books rule only the frame.
    """
    layout = word_layout(words)
    inside = _blocks_in(layout, Box(grid.columns[0], grid.rows[0], grid.columns[-1], grid.rows[-1]))
    if not inside:
        return None
    grid = _with_lost_rules(grid, inside, headings)
    head_end, columns = _headings(grid, inside, headings)
    columns = _completed(columns)
    if key not in columns or sum(bool(name) for name in columns) < 3:
        return None
    body: list[tuple[tuple[Row, ...], ...]] = []
    edges = [y for y in grid.rows if y >= head_end - 2]
    ruled = _height_of_ruled_entries(edges)
    for top, bottom in pairwise(edges):
        band = [word for word in inside if top <= _mid_y(word) < bottom]
        parts = _entries(band, grid, columns.index(key))
        # Where a form rules every entry, what is none by itself is dirt beside one.
        if bottom - top < ruled and not all(_has_numbers(part, grid, columns) for part in parts):
            parts = [band]
        for part in parts:
            cells = tuple(
                rows_of([w for w in part if left <= _mid_x(w) < right])
                for left, right in pairwise(grid.columns)
            )
            if _is_entry(cells, columns) and not _is_numbering(cells):
                body.append(cells)
    box = Box(grid.columns[0], grid.rows[0], grid.columns[-1], grid.rows[-1])
    return Table(columns, tuple(body), box)


def _with_lost_rules(
    grid: Grid, words: Sequence[Word], headings: Mapping[str, tuple[str, ...]]
) -> Grid:
    """Return the grid with a rule between two headings that stand side by side in one column.

    A rule that a fold runs along is lost with the fold.
    """
    columns = [grid.columns[0]]
    for left, right in pairwise(grid.columns):
        inside = [word for word in words if left <= _mid_x(word) < right]
        lost = _lost_rule(grid, inside, headings)
        columns += [right] if lost is None else [lost, right]
    return grid._replace(columns=tuple(columns))


def _lost_rule(
    grid: Grid, inside: Sequence[Word], headings: Mapping[str, tuple[str, ...]]
) -> int | None:
    """Return the x of bare paper, all down a column, that parts two headings; or None."""
    for depth in range(1, min(4, len(grid.rows))):
        head = [word for word in inside if _mid_y(word) < grid.rows[depth]]
        _, score = _heading(head, headings)
        for x in _bare_paper(inside):
            one = _heading([w for w in head if _mid_x(w) < x], headings)
            other = _heading([w for w in head if _mid_x(w) >= x], headings)
            if one[0] != other[0] and min(one[1], other[1]) > score:
                return x
    return None


def _heading(words: Sequence[Word], headings: Mapping[str, tuple[str, ...]]) -> tuple[str, float]:
    return closest_heading(" ".join(row.text for row in rows_of(words)), headings)


def _bare_paper(words: Sequence[Word]) -> list[int]:
    """Return the x in the middle of each gap that no word reaches into."""
    found, reached = [], 0
    for number, box in enumerate(sorted(word.box for word in words)):
        if number and box.left > reached:
            found.append((reached + box.left) // 2)
        reached = max(reached, box.right)
    return found


def word_layout(words: Sequence[Word]) -> lp.Layout:
    """Return the words as a layoutparser layout; a block's id is the word's index."""
    return lp.Layout(
        [
            lp.TextBlock(
                lp.Rectangle(*word.box),
                text=word.text,
                id=index,
                type="word",
                score=word.confidence,
            )
            for index, word in enumerate(words)
        ]
    )


def _blocks_in(layout: lp.Layout, box: Box) -> list[Word]:
    """Return the blocks whose middle lies in ``box`` as words, each a line of its own.

    The engine's lines run on from cell to cell; within a cell, height alone tells the rows.
    """
    blocks = layout.filter_by(lp.Rectangle(*box), center=True)
    return [
        Word(block.text, Box(*(int(side) for side in block.coordinates)), block.score, block.id)
        for block in blocks
    ]


def _headings(
    grid: Grid, words: Sequence[Word], headings: Mapping[str, tuple[str, ...]]
) -> tuple[int, tuple[str, ...]]:
    """Return the y below the heading rows, and the field of each column.

    Headings may stand in one or two ruled rows; the depth that names most columns counts.
    """
    best: tuple[float, int, tuple[str, ...]] = (0.0, grid.rows[0], ("",) * (len(grid.columns) - 1))
    for depth in range(1, min(4, len(grid.rows))):
        bottom = grid.rows[depth]
        claims = []
        for left, right in zip(grid.columns, grid.columns[1:], strict=False):
            head = [w for w in words if left <= _mid_x(w) < right and _mid_y(w) < bottom]
            claims.append(_heading(head, headings))
        names = _undisputed(claims)
        total = sum(score for (_, score), name in zip(claims, names, strict=True) if name)
        if total > best[0] + 1:
            best = (total, bottom, names)
    return best[1], best[2]


def _undisputed(claims: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Return each column's field; of several columns that claim one the likest has it.

    ``claims`` are field and score. A heading read badly may resemble its neighbour's.
    """
    winners: dict[str, int] = {}
    for column, (name, score) in enumerate(claims):
        if name and (name not in winners or score > claims[winners[name]][1]):
            winners[name] = column
    return tuple(
        name if winners.get(name) == column else "" for column, (name, _) in enumerate(claims)
    )


def closest_heading(text: str, headings: Mapping[str, tuple[str, ...]]) -> tuple[str, float]:
    """Return the field whose heading ``text`` is, with its score out of 100; or nothing."""
    folded = compact(text)
    best, best_score = "", LEAST_HEADING
    if len(folded) < 3:
        return "", 0.0
    for name, wordings in headings.items():
        for wording in wordings:
            score = fuzz.ratio(folded, compact(wording))
            if score > best_score:
                best, best_score = name, score
    return best, best_score if best else 0.0


def _has_numbers(part: Sequence[Word], grid: Grid, columns: Sequence[str]) -> bool:
    """Tell whether two columns of numbers are written in, the least that a parcel has."""
    written = {
        name
        for (left, right), name in zip(pairwise(grid.columns), columns, strict=True)
        for word in part
        if left <= _mid_x(word) < right and any(sign.isdecimal() for sign in word.text)
    }
    return len(written & NUMBERED) >= 2


def _height_of_ruled_entries(edges: Sequence[int]) -> float:
    """Return how high an entry is at most where each has rules of its own; 0 where none has."""
    heights = [bottom - top for top, bottom in pairwise(edges)]
    return HIGHEST_ENTRY * median(heights) if len(heights) >= FEWEST_RULED else 0.0


def _entries(band: list[Word], grid: Grid, key: int) -> list[list[Word]]:
    """Return the band's words split at each line of the key column."""
    left, right = grid.columns[key], grid.columns[key + 1]
    starts = [row.box.top for row in rows_of([w for w in band if left <= _mid_x(w) < right])]
    if len(starts) < 2:
        return [band] if band else []
    heights = sorted(word.box.bottom - word.box.top for word in band)
    slack = heights[len(heights) // 2] // 2
    bounds = [min(starts[0], min(w.box.top for w in band)), *starts[1:], 10**9]
    return [
        [w for w in band if top - slack <= w.box.top < bottom - slack]
        for top, bottom in pairwise(bounds)
    ]


def _is_entry(cells: tuple[tuple[Row, ...], ...], columns: tuple[str, ...]) -> bool:
    """Tell whether a row of the table is written: two columns at least, one with a number.

    Anything less is dirt.
    """
    texts = [" ".join(row.text for row in cell) for cell in cells]
    written = sum(any(sign.isalnum() for sign in text) for text in texts)
    numbered = any(
        any(sign.isdigit() for sign in text)
        for name, text in zip(columns, texts, strict=True)
        if name in NUMBERED
    )
    return written >= 2 and numbered


def _completed(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns with unread headings filled in from the usual order of such tables."""
    for order in PARCEL_ORDERS:
        if len(order) != len(columns):
            continue
        known = [(name, usual) for name, usual in zip(columns, order, strict=True) if name]
        if len(known) >= len(order) / 2 and all(name == usual for name, usual in known):
            return order
    return columns


def _is_numbering(cells: tuple[tuple[Row, ...], ...]) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3)."""
    texts = [compact(" ".join(row.text for row in cell)) for cell in cells]
    return len(texts) > 2 and texts == [str(i + 1) for i in range(len(texts))]


def _mid_x(word: Word) -> float:
    return (word.box.left + word.box.right) / 2


def _mid_y(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2
