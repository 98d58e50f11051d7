"""What was read of each printed line, wherever on the page and in whatever order it was found."""

import heapq
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from schemas.words import Word

# A stretch that differs from the line in a larger share than this is other text: words that
# have nothing to do with the line differ in about three letters of four.
LOST_FROM = 0.6
# Pieces of a line stand at one height within this share of a letter's height.
OFF_LEVEL = 0.4
# How far a piece may reach back over the end of the one before, in heights.
OVERLAP = 0.5


class Found(NamedTuple):
    """What was read of one true line.

    Attributes:
        read: the words that fit it best, single blanks between; empty when nothing does.
        words: their numbers, from left to right.
    """

    read: str
    words: tuple[int, ...]


class _Stretch(NamedTuple):
    part: int  # number of the row, or of what is left of one
    first: int  # its words first to last - 1
    last: int
    gain: int  # characters that the line and the words have in common


def found_lines(
    lines: Sequence[str], words: Sequence[Word]
) -> tuple[tuple[Found, ...], tuple[int, ...]]:
    """Return what was read of each line, and the numbers of the words that belong to none.

    A recogniser may order the lines of a page as it likes, cut a line at its gaps, or run two
    columns together, so its words are first strung into rows by where they stand. Each line
    then takes the stretch of whole words in a row that needs the fewest changes to become it.
    Lines that share most with what was read choose first; no word is taken twice. Only the
    words' own places are used, not the lines': scans with nothing but their text beside them
    are judged by the same rule.
    """
    parts = strung(words)
    found = [Found("", ())] * len(lines)
    waiting: list[tuple[int, int, _Stretch]] = []

    def line_up(number: int) -> None:
        best = _best(lines[number], parts, words)
        if best is not None:
            heapq.heappush(waiting, (-best.gain, number, best))

    for number in range(len(lines)):
        line_up(number)
    while waiting:
        _, number, stretch = heapq.heappop(waiting)
        part = parts[stretch.part]
        if part is None:  # another line was quicker: choose again from what is left
            line_up(number)
            continue
        taken = tuple(part[stretch.first : stretch.last])
        found[number] = Found(_text(taken, words), taken)
        parts[stretch.part] = None
        parts += [rest for rest in (part[: stretch.first], part[stretch.last :]) if rest]
    left = sorted(number for part in parts if part is not None for number in part)
    return tuple(found), tuple(left)


def strung(words: Sequence[Word]) -> list[list[int] | None]:
    """Return the numbers of the words row by row, each row from left to right.

    The recogniser's own lines are kept whole; one that goes on where another ended, at the
    same height there, is strung to it, so a row may follow a bent page.
    """
    lines: dict[int, list[int]] = {}
    for number, word in enumerate(words):
        lines.setdefault(word.line, []).append(number)
    for line in lines.values():
        line.sort(key=lambda number: words[number].box.left)
    if not lines:
        return []
    usual = median(word.box.bottom - word.box.top for word in words)
    waiting = sorted(lines.values(), key=lambda line: words[line[0]].box.left)
    rows: list[list[int] | None] = []
    while waiting:
        row = waiting.pop(0)
        while (following := _next(row, waiting, words, usual)) is not None:
            row = row + waiting.pop(following)
        rows.append(row)
    return rows


def _next(
    row: Sequence[int], waiting: Sequence[Sequence[int]], words: Sequence[Word], usual: float
) -> int | None:
    """Return which waiting line goes on nearest behind the row's end, or None."""
    end = words[row[-1]].box
    gaps = []
    for number, line in enumerate(waiting):
        begin = words[line[0]].box
        height = min(max(end.bottom - end.top, begin.bottom - begin.top), 2 * usual)
        off = abs((end.top + end.bottom) - (begin.top + begin.bottom)) / 2
        gap = begin.left - end.right
        if gap > -OVERLAP * height and off < OFF_LEVEL * height:
            gaps.append((gap, number))
    return min(gaps)[1] if gaps else None


def _best(
    line: str, parts: Sequence[Sequence[int] | None], words: Sequence[Word]
) -> _Stretch | None:
    """Return the stretch that needs the fewest changes, or None when none is near enough."""
    most = int(LOST_FROM * len(line))
    best, fewest = None, most + 1
    for number, part in enumerate(parts):
        if part is None:
            continue
        for first in range(len(part)):
            text = ""
            for last in range(first, len(part)):
                text = f"{text} {words[part[last]].text}" if text else words[part[last]].text
                if len(text) - len(line) >= fewest:
                    break
                changes = Levenshtein.distance(line, text, score_cutoff=fewest - 1)
                if changes < fewest:
                    fewest = changes
                    best = _Stretch(number, first, last + 1, len(line) - changes)
                if changes == 0:
                    return best
    return best


def _text(numbers: Sequence[int], words: Sequence[Word]) -> str:
    return " ".join(words[number].text for number in numbers)
