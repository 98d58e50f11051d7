"""The table of changes after issue: what changed, who confirmed it, and when."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

from ocr.columns import TwoLooks, better_of, is_print
from ocr.layouts.tables import CHANGES_COLUMNS
from ocr.passage import Passage, compact
from ocr.rows import Row, rows_of, words_in
from ocr.rules import Grid
from ocr.spots import Spot
from ocr.stamps import without_stamps
from ocr.tables import closest_heading
from schemas.reading import Box
from schemas.words import Word

_DAY = re.compile(
    r"(?:ng[aàáảãạ]y\s*)?(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4})"
    # A stroke is lost or a sign at times; the second look may see it.
    r"|ng[aàáảãạ]y\s*[\d/.\-|lI]{2,6}\d{4}(?!\d)"
    r"|ng[aàáảãạ]y\s*\S{1,3}\s*th[aáàâ]ng\s*\S{1,3}\s*n[aăâ]m\s*\d{4}",
    re.IGNORECASE,
)
# A heading may run over so many rows of print.
HEADING_ROWS = 3
# Above the uppermost rule, in pixels: boxes of headings reach over it.
OVER_RULE_PX = 20
# Bare paper parts two entries when it is so much wider than between other rows, or so wide
# anyway; entries begin that near to the day beside them. All in heights of a row.
PARTED, SURELY_PARTED, NEAR_ROWS = 0.4, 2.0, 2.5
# Where no day is read: so many rows of bare paper part entries, and so much is one.
FAR_ROWS, FEWEST_WORDS, SURELY_WRITTEN = 3.0, 3, 0.75
# Two words read at one place: so much of the smaller one's box lies in the other's.
SAME_PLACE = 0.5
# A line of whose width so much was read by another is that other once more.
MOSTLY_COVERED = 0.75


class ChangesTable(NamedTuple):
    """The two columns of the table, in pixels of the face, below their headings.

    ``rules`` are the y of the rules across between ``top`` and ``bottom``.
    """

    left: int
    middle: int
    right: int
    top: int
    bottom: int
    rules: tuple[int, ...] = ()


def changes_table(grids: Sequence[Grid], words: Sequence[Word]) -> ChangesTable | None:
    """Return the ruled table with a column headed as the contents of changes.

    A fold through the table looks like a rule, and the frame of the page like a column: of all
    ways to take two columns the one whose headings read best counts; of equals the one that
    cuts fewest words in two, then the narrowest. The rule at the right may be lost at the edge
    of the page: there the print ends the table.
    """
    best = (0.0, 0, 0)
    found = None
    for grid in grids:
        end = _end_of_print(grid, words)
        for left, middle, right in combinations((*grid.columns, end), 3):
            head, top = _heading(words, Box(left, grid.rows[0], middle, grid.rows[-1]), "text")
            if not head:
                continue
            over = Box(middle, grid.rows[0], right, grid.rows[-1])
            cut = sum(
                word.box.left < middle < word.box.right and top < word.box.top < grid.rows[-1]
                for word in words
            )
            other_head, _ = _heading(words, over, "authority")
            worth = (head + other_head, -cut, left - right)
            if worth > best and (other_head or right != end):
                best = worth
                rules = tuple(y for y in grid.rows[1:-1] if y > top)
                found = ChangesTable(left, middle, right, top, grid.rows[-1], rules)
    return found


def _end_of_print(grid: Grid, words: Sequence[Word]) -> int:
    """Return the x beyond the words at the height of the grid, and beyond the grid."""
    rights = [
        w.box.right for w in words if grid.rows[0] < w.box.bottom and w.box.top < grid.rows[-1]
    ]
    return max((*rights, grid.columns[-1])) + 1


def _heading(words: Sequence[Word], column: Box, name: str) -> tuple[float, int]:
    """Return how well a column is headed as that of ``name``, and the y below the heading."""
    raised = column._replace(top=column.top - OVER_RULE_PX)
    rows = rows_of(words_in(words, raised))
    best = (0.0, column.top)
    for depth in range(1, min(HEADING_ROWS, len(rows)) + 1):
        claimed, score = closest_heading(
            " ".join(row.text for row in rows[:depth]), CHANGES_COLUMNS
        )
        if claimed == name and score > best[0]:
            best = (score, rows[depth - 1].box.bottom)
    return best


def change_spots(
    table: ChangesTable, words: Sequence[Word], again: Sequence[Sequence[Word]] = ((), ())
) -> Iterator[Spot]:
    """Yield text and date of each entry of the table, numbered from 0 on this face.

    ``again`` holds the words of the two columns as a second look at each alone read them. The
    right column names a day for each entry; the rows of the left column from about there on
    are its text, less what was stamped between them. Where no day is read, bare paper parts
    the entries.
    """
    texts = [look for look in _texts(table, words, again[0]) if len(compact(look.row.text)) > 2]
    days = _days(table, words, again[1])
    starts = [rows[0].box.top for rows in days]
    written_rows = [look.row for look in texts]
    parted = [_parting(start, written_rows, table.rules) for start in starts]
    begins = [start if y is None else y for start, y in zip(starts, parted, strict=True)][1:]
    bounds = [table.top, *begins, table.bottom + 1]
    number = 0
    if parted and parted[0] is not None:
        # The end of an entry of the face before, above the first one of this face.
        above = [look for look in texts if look.row.box.bottom < parted[0]]
        if above:
            yield _text_spot(number, above)
            number, bounds[0] = 1, round(parted[0])
    for index, (begin, beyond) in enumerate(pairwise(bounds)):
        written = [look for look in texts if begin <= look.row.box.bottom < beyond]
        if not written and not days:
            continue
        for part, rows in enumerate(_parted(written) or [[]]):
            if not days and not is_print([look.row for look in rows]):
                continue  # in a table without any day: a seal, or what shows through
            if rows:
                yield _text_spot(number, rows)
            if part == 0 and index < len(days):
                yield Spot(f"changes[{number}].date", days[index], 0.8)
            number += 1


def columns_of(table: ChangesTable) -> tuple[Box, Box]:
    """Return the two columns below their headings."""
    left, middle, right, top, bottom, _ = table
    return Box(left, top, middle, bottom), Box(middle, top, right, bottom)


def _texts(
    table: ChangesTable, words: Sequence[Word], again: Sequence[Word]
) -> tuple[TwoLooks, ...]:
    """Return the rows of the left column, as either look read them best, without stamps."""
    column, _ = columns_of(table)
    first, second = (
        without_stamps(rows_of(_once(words_in(look, column)))) for look in (words, again)
    )
    return better_of(first, second)


def _days(
    table: ChangesTable, words: Sequence[Word], again: Sequence[Word]
) -> list[tuple[Row, ...]]:
    """Return the rows of each day that the right column names, from the look that sees more."""
    _, column = columns_of(table)
    found = []
    for look in (words, again):
        passage = Passage(rows_of(words_in(look, column)))
        days = [passage.part(match.start(), match.end()) for match in _DAY.finditer(passage.text)]
        found.append([rows for rows in days if rows])
    return max(found, key=len)


def _text_spot(number: int, looks: Sequence[TwoLooks]) -> Spot:
    rows = tuple(look.row for look in looks)
    again = tuple(row for look in looks for row in look.other)
    return Spot(f"changes[{number}].text", rows, 0.8, again)


def _parting(day: int, texts: Sequence[Row], rules: Sequence[int]) -> float | None:
    """Return the y that parts the entry whose day stands at ``day`` from what is above it.

    That is the rule above the day where entries are ruled off; else the widest bare paper near
    the day, for clerks start the two columns a little apart. None where the rows follow each
    other evenly: then the day itself tells.
    """
    height = median([row.box.bottom - row.box.top for row in texts]) if texts else 0
    near = NEAR_ROWS * height
    ruled = [y for y in rules if day - near < y <= day + height / 2]
    if ruled:
        return max(ruled)
    bare = [(lower.box.top - upper.box.bottom, upper, lower) for upper, lower in pairwise(texts)]
    usual = max(0, min((width for width, _, _ in bare), default=0))
    gaps = [
        (width, (upper.box.bottom + lower.box.top) / 2)
        for width, upper, lower in bare
        if abs(lower.box.top - day) < near
    ]
    width, middle = max(gaps, default=(0, 0.0))
    is_wide = width > usual + PARTED * height or width > SURELY_PARTED * height
    return middle if is_wide else None


def _parted(texts: Sequence[TwoLooks]) -> list[list[TwoLooks]]:
    """Return the rows beside one day as entries: one, or more where days were not read.

    Some rows of bare paper, as room for seal and signature on the right, end an entry; what
    follows is one when it says something.
    """
    parts: list[list[TwoLooks]] = []
    for look in texts:
        height = look.row.box.bottom - look.row.box.top
        above = parts[-1][-1].row.box.bottom if parts else look.row.box.top
        if not parts or (look.row.box.top - above > FAR_ROWS * height and _says(look.row)):
            parts.append([])
        parts[-1].append(look)
    return parts


def _says(row: Row) -> bool:
    words = row.words
    sure = sum(word.confidence for word in words) / len(words)
    return len(words) >= FEWEST_WORDS and sure >= SURELY_WRITTEN


def _once(words: Sequence[Word]) -> list[Word]:
    """Return the words without those read a second time at the same place by another line.

    Of two lines over the same print the one that says more stays; of lines that overlap in
    part each keeps what it read better.
    """
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    kept: list[Word] = []
    for line in sorted(lines.values(), key=lambda line: -sum(map(_worth, line))):
        covered = [word for word in line if any(_at_one_place(word, other) for other in kept)]
        if sum(map(_width, covered)) < MOSTLY_COVERED * sum(map(_width, line)):
            kept += line
    best: list[Word] = []
    for word in sorted(kept, key=lambda word: -_worth(word)):
        if not any(_at_one_place(word, other) for other in best):
            best.append(word)
    stay = {(word.line, word.box) for word in best}
    return [word for word in words if (word.line, word.box) in stay]


def _worth(word: Word) -> float:
    return len(word.text) * word.confidence


def _width(word: Word) -> int:
    return word.box.right - word.box.left


def _at_one_place(one: Word, other: Word) -> bool:
    if one.line == other.line:
        return False
    width = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    height = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    if width <= 0 or height <= 0:
        return False
    least = min((box.right - box.left) * (box.bottom - box.top) for box in (one.box, other.box))
    return width * height > SAME_PLACE * least
