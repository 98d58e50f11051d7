"""Chains of letters: pieces of ink that make a line, with the baseline they stand on."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from ocr.lines_fit import Fit, fit_line, outline_of
from ocr.lines_ink import Pieces, chains, typical_height

# What a line covers above and below its baseline, in x-heights: marks on capitals, descenders.
ABOVE, BELOW = 2.2, 0.7
# What has fewer pieces may be a signature or a seal; smaller things on it may be print.
FEWEST_LETTERS, SAME_PRINT = 4, 0.6
# Parts of a line join over gaps of so many x-heights (2.2 make an em).
WIDEST_GAP = 4.4
# They do when their levels differ by at most so many x-heights, their sizes by this factor.
OFF_LEVEL, OFF_SIZE = 0.35, 1.6
# Pieces so many typical heights high may stand on two lines; middles so far apart surely do.
TWO_LINES, APART, FEWEST_STACKED = 1.8, 0.8, 2
# Two lines with letters between them: how far apart they are at least, in typical heights, and
# what share of the letters on the sparser of them may stand where fewest do. Lines lean so much.
LEAST_LEADING, DEEPEST, BINS = 1.2, 0.3, 6
SLOPES = np.linspace(-0.03, 0.03, 13)


class Chain(NamedTuple):
    """The letters of a line, or of a part of one, in pixels of the measured image.

    Attributes:
        pieces: their numbers.
        left: where the line begins.
        right: where it ends.
        fit: the baseline and the letters' height.
    """

    pieces: np.ndarray
    left: int
    right: int
    fit: Fit


def typical_of(pieces: Pieces, members: np.ndarray) -> float:
    """Return the height that most of some pieces have; there is at least one."""
    boxes = pieces.boxes[members]
    return typical_height(boxes[:, 3], boxes[:, 2])


def chained(
    pieces: Pieces, members: np.ndarray, size: float, is_text: Callable[[np.ndarray], bool]
) -> list[Chain]:
    """Return the chains that some pieces, typically ``size`` high, make.

    Those only of which ``is_text`` says so, which is told the numbers of a chain's pieces.
    """
    numbers = chains(pieces, members, size)[members]
    order = np.argsort(numbers, kind="stable")
    breaks = np.flatnonzero(np.diff(numbers[order])) + 1
    groups = np.split(members[order], breaks)
    # Most groups on a worn page are specks: they are told before a baseline is laid through them.
    texts = (_fitted(pieces, group) for group in groups if is_text(group))
    parts = (part for chain in texts for part in _unstacked(pieces, chain))
    return [part for part in parts if is_text(part.pieces)]


def _fitted(pieces: Pieces, group: np.ndarray) -> Chain:
    left, top, wide, high = pieces.boxes[group].T
    x0, y0, x1, y1 = left.min(), top.min(), (left + wide).max(), (top + high).max()
    inside = np.zeros(len(pieces.boxes), bool)
    inside[group] = True
    outline = outline_of(inside.take(pieces.labels[y0:y1, x0:x1]), int(x0), int(y0))
    if len(group) == 1 and x1 - x0 < y1 - y0:
        # A letter alone stands on its lowest point: most columns of a T or a 7 end higher.
        outline.bottom[:] = outline.bottom.max()
    size = typical_of(pieces, group)
    return Chain(group, int(x0), int(x1), fit_line(outline, size))


def _unstacked(pieces: Pieces, chain: Chain) -> list[Chain]:
    """Return the chain, or the two or more lines that something tall held together in it."""
    size = typical_of(pieces, chain.pieces)
    left, top, wide, high = pieces.boxes[chain.pieces].T
    level = top + high / 2 - chain.fit.at(left + wide / 2)
    single = np.flatnonzero(high < TWO_LINES * size)
    if len(single) < 2 * FEWEST_STACKED or np.ptp(level[single]) < APART * size:
        return [chain]
    single = single[np.argsort(level[single])]
    inner = slice(FEWEST_STACKED - 1, len(single) - FEWEST_STACKED)
    gaps = np.diff(level[single])[inner]
    if gaps.max(initial=0) >= APART * size:
        cut = FEWEST_STACKED + int(gaps.argmax())
        halves = [single[:cut], single[cut:]]
    else:
        middles = np.stack([left + wide / 2, top + high / 2], axis=1)[single]
        is_lower = _below_valley(middles, size)
        halves = [single[~is_lower], single[is_lower]]
    if not all(map(len, halves)):
        return [chain]
    parts = (_fitted(pieces, chain.pieces[half]) for half in halves)
    return [line for part in parts for line in _unstacked(pieces, part)]


def _below_valley(middles: np.ndarray, size: float) -> np.ndarray:
    """Tell which of some letters stand on a lower line than most others; none where one does.

    Letters of a stamp between two lines leave no gap, and the baseline through both is of no
    use; but at the slope at which lines run, there are few letters between two lines, and many
    on each. ``middles`` are x and y of the letters, (n, 2).
    """
    x, y = middles.T
    bin_px, distance = size / BINS, round(LEAST_LEADING * BINS)
    best = np.zeros(0), np.zeros(0)
    for slope in SLOPES:
        level = y - slope * x
        level -= level.min()
        counts = np.convolve(np.bincount((level / bin_px).astype(int)), np.ones(BINS // 2), "same")
        if (counts**2).sum() > (best[1] ** 2).sum():
            best = level, counts
    level, counts = best
    first = int(counts.argmax())
    others = counts.copy()
    others[max(0, first - distance) : first + distance + 1] = 0
    second = int(others.argmax())
    between = slice(min(first, second), max(first, second) + 1)
    valley = between.start + int(counts[between].argmin())
    if others[second] < FEWEST_LETTERS or counts[valley] > DEEPEST * others[second]:
        return np.zeros(len(level), bool)
    return np.asarray(level > (valley + 0.5) * bin_px)


def joined(
    pieces: Pieces,
    found: Iterable[Chain],
    widest_gap: float = WIDEST_GAP,
    goes_on: Callable[[Chain, Chain], bool] = lambda chain, other: True,
) -> list[Chain]:
    """Return the chains with those joined of which one continues another on its left.

    It does so across a gap of ``widest_gap`` x-heights at most, and where ``goes_on`` agrees.
    """
    waiting = sorted(found, key=lambda chain: chain.left)
    done: list[Chain] = []

    def following(chain: Chain) -> int | None:
        farthest = chain.right + widest_gap * chain.fit.x_height
        for number, other in enumerate(waiting):
            if other.left > farthest:
                return None
            if continues(chain, other, widest_gap) and goes_on(chain, other):
                return number
        return None

    while waiting:
        chain = waiting.pop(0)
        rest = following(chain)
        while rest is not None:
            other = waiting.pop(rest)
            whole = _fitted(pieces, np.concatenate([chain.pieces, other.pieces]))
            ends = min(chain.left, other.left), max(chain.right, other.right)
            chain = whole._replace(left=ends[0], right=ends[1])
            rest = following(chain)
        done.append(chain)
    return done


def continues(chain: Chain, other: Chain, widest_gap: float) -> bool:
    """Tell whether another chain continues one across a gap of so many x-heights at most."""
    if other.right <= chain.right:
        return False
    x_height = min(chain.fit.x_height, other.fit.x_height)
    if other.left - chain.right > widest_gap * x_height:
        return False
    if max(chain.fit.x_height, other.fit.x_height) > OFF_SIZE * x_height:
        return False
    end = level_at(chain.fit, min(chain.right, other.left))
    begin = level_at(other.fit, other.left)
    return abs(end - begin) < OFF_LEVEL * x_height


def level_at(fit: Fit, x: float) -> float:
    """Return the baseline's y at ``x``."""
    return fit.level_at(x)


def covered(pieces: Pieces, numbers: np.ndarray, found: Iterable[Chain]) -> np.ndarray:
    """Tell which of the pieces lie on a line that was found, as letters or as marks."""
    left, top, wide, high = pieces.boxes[numbers].T
    x, y = left + wide / 2, top + high / 2
    lies_on = np.zeros(len(numbers), bool)
    for chain in found:
        fit, reach = chain.fit, chain.fit.x_height
        near = np.flatnonzero((x > chain.left - reach) & (x < chain.right + reach))
        over = fit.at(x[near]) - y[near]
        on = (over < ABOVE * reach) & (over > -BELOW * reach)
        if len(chain.pieces) < FEWEST_LETTERS:
            on &= high[near] > SAME_PRINT * reach
        lies_on[near] |= on
        lies_on |= np.isin(numbers, chain.pieces)
    return lies_on
