"""Lines that were found twice: letters and raised signs of a line chained into a second one."""

from collections.abc import Collection, Sequence
from itertools import groupby

import numpy as np

from ocr.ctc import Character
from ocr.engines.line_seen import Seen, Usual, middle_of, words_of
from ocr.strips import box_of, face_x

# Baselines of two lines of print are farther apart than so many x-heights.
LEAST_LEADING = 1.25
# A line lies within another when no more of it than this stands out at either end, in x-heights.
LEEWAY = 1.0
# The line around it must be read about as well; else it is a seal or a picture around print.
ABOUT_AS_SURE = 0.8


def told_once(seen: Sequence[Seen], usual: Usual) -> list[Seen]:
    """Return the lines without what lies within another one, on its height.

    What they say stands in the other line already. But where the other holds, besides them, only
    what shows through the paper, they stay and it goes. Of two lines that overlap, what the surer
    one says stays.
    """
    near = _near(seen)

    def others(number: int, among: Collection[int]) -> list[Seen]:
        return [seen[other] for other in near[number] if other in among]

    every = range(len(seen))
    plain = {n for n in every if not _holds_show_through(seen[n], others(n, every), usual)}
    kept = {n for n in plain if not any(_says_again(seen[n], one) for one in others(n, plain))}
    return [rest for n in sorted(kept) for rest in _beyond(seen[n], others(n, kept))]


def _near(seen: Sequence[Seen]) -> list[list[int]]:
    """Return for each line the numbers of the others that it may overlap.

    Boxes are compared all at once; what follows looks at each pair.
    """
    baselines = [[y for _, y in one.line.baseline] for one in seen]
    reach = np.array([LEAST_LEADING * one.line.x_height for one in seen])
    lefts = np.array([one.line.left for one in seen])
    rights = np.array([one.line.right for one in seen])
    upper, lower = (np.array([end(ys) for ys in baselines]) for end in (min, max))
    near = _meet(lefts, rights, reach) & _meet(upper, lower, reach)
    np.fill_diagonal(near, False)
    return [np.flatnonzero(row).tolist() for row in near]


def _meet(begins: np.ndarray, ends: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Tell of each two spans whether they meet when the one drawn out farther is drawn out."""
    reach = np.maximum(reach[:, None], reach)
    return np.asarray((begins[:, None] <= ends + reach) & (begins <= ends[:, None] + reach))


def _holds_show_through(line: Seen, others: Sequence[Seen], usual: Usual) -> bool:
    """Tell whether all of a line beside the lines within it is pale and badly read."""
    inner = [other.line for other in others if _lies_within(other, line)]
    if not inner:
        return False

    def is_beside(sign: Character) -> bool:
        x = face_x(line.line, middle_of(sign))
        return not any(one.left <= x <= one.right for one in inner)

    stretches = [tuple(signs) for beside, signs in groupby(line.signs, is_beside) if beside]
    return not any(usual.stands_out(line, signs) for signs in stretches)


def _says_again(line: Seen, other: Seen) -> bool:
    return _lies_within(line, other) and other.typical >= ABOUT_AS_SURE * line.typical


def _lies_within(line: Seen, other: Seen) -> bool:
    one, around = line.line, other.line
    unit = around.x_height
    if other is line or one.right - one.left >= around.right - around.left:
        return False
    if one.left < around.left - LEEWAY * unit or one.right > around.right + LEEWAY * unit:
        return False
    middle = (one.left + one.right) / 2
    return abs(one.base_at(middle) - around.base_at(middle)) < LEAST_LEADING * unit


def _beyond(line: Seen, others: Sequence[Seen]) -> list[Seen]:
    """Return the line without its words at either end that surer lines say: one line or none."""
    surer = [other for other in others if _goes_on(line, other)]
    if not surer:
        return [line]
    words = [word for word, left, right in words_of(line) if not _within(line, left, right, surer)]
    if not words:
        return []
    first, last = words[0][0].first, words[-1][-1].first
    return [line.cut_to(tuple(s for s in line.signs if first <= s.first <= last))]


def _goes_on(line: Seen, other: Seen) -> bool:
    """Tell whether a line begins within a surer one and ends beyond it, or the other way round."""
    one, around = line.line, other.line
    left, right = max(one.left, around.left), min(one.right, around.right)
    unit = around.x_height
    if other is line or right - left < LEEWAY * unit or other.typical <= line.typical:
        return False
    middle = (left + right) / 2
    return abs(one.base_at(middle) - around.base_at(middle)) < LEAST_LEADING * unit


def _within(line: Seen, left: float, right: float, others: Sequence[Seen]) -> bool:
    """Tell whether a word of ``line`` from ``left`` to ``right`` of its strip lies in another."""
    box = box_of(line.line, left, right)
    middle = (box.left + box.right) / 2
    return any(other.line.left <= middle <= other.line.right for other in others)
