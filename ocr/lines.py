"""Finds the lines of text on a face: where each runs, how high its letters are."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from math import ceil, floor
from typing import NamedTuple

import cv2
import numpy as np

from ocr.enhance.ink import at_dpi
from ocr.lines_chains import (
    BELOW,
    FEWEST_LETTERS,
    SAME_PRINT,
    Chain,
    chained,
    covered,
    joined,
    level_at,
    typical_of,
)
from ocr.lines_ends import bridged, drawn_out
from ocr.lines_fit import CAPITAL
from ocr.lines_ink import LEAST_HEIGHT, Pieces, pieces_of
from ocr.page import Page
from schemas.reading import Box

LINE_DPI = 150
# More pieces than this are mostly grain, which medians over windows of these pixels take away.
GRAINY, SIEVES = 5000, (3, 5)
# Letters of one chain, in typical heights; what is smaller is a mark or another, smaller print.
SMALLEST, TALLEST = 0.6, 2.7
# Marks on neighbouring letters: how large, how far above the baseline their middle, how wide.
LARGEST_MARK, HIGHEST_MARK, WIDEST_MARKS = 1.2, 1.85, 3.0
# A lone speck is text when it is dark enough, against all letters, and not a mere stroke.
FAINTEST, SLENDEREST_ALONE = 0.4, 0.2
# Few pieces may be specks; small ones, in pixels of the measured image, surely are.
FEW, LEAST_ALONE = 3, 7
# Letter heights that differ by less than this factor are taken for the same.
SAME_SIZE = 1.13
# The band drawn as a line's box: from the heads of most letters to the feet of descenders.
BOX_ABOVE, BOX_BELOW = 1.6, 0.4
# Paler than this share of the face's dark letters may be what shows through; a few such pieces
# are specks.
PALE, FEW_PALE = 0.5, 6
# Three quarters of the letters are no darker, where they are darkest, than print usually is.
USUAL_PEAK = 75
# So much of a line is the line.
MOST = 0.9
# Baselines so near, in x-heights, and letters of sizes so alike are one line's.
SAME_LEVEL, SAME_LINE_SIZE = 0.2, 1.3
# Of so many letters in a row, most tell whether they are pale.
SPECKS = 5
# A bend of the baseline is followed by a point at least every so many x-heights.
STEP = 4.0


class TextLine(NamedTuple):
    """One line of text, or a part of one between wide gaps, in pixels of the face.

    Attributes:
        baseline: points (x, y) from left to right, at least two; ``left`` and ``right`` lie
            between the first and the last.
        x_height: height of small letters; a good guess where the line has none.
        left: where the ink begins.
        right: where it ends.
    """

    baseline: tuple[tuple[float, float], ...]
    x_height: float
    left: float
    right: float

    def base_at(self, x: float) -> float:
        """Return the baseline's y at ``x``; level beyond its ends."""
        # A call of NumPy's takes ten times as long for one x, and this is asked most often of all.
        after = bisect_left(self.baseline, (x,))
        if not 0 < after < len(self.baseline):
            return self.baseline[min(after, len(self.baseline) - 1)][1]
        (x0, y0), (x1, y1) = self.baseline[after - 1 : after + 1]
        return y0 + (y1 - y0) / (x1 - x0) * (x - x0)

    @property
    def box(self) -> Box:
        """The upright box around the line's letters, not clipped to the face."""
        return self.box_between(self.left, self.right)

    def box_between(self, left: float, right: float) -> Box:
        """Return the upright box around the part of the line between two x."""
        inner = [y for x, y in self.baseline if left < x < right]
        ys = [self.base_at(left), *inner, self.base_at(right)]
        return Box(
            floor(left),
            floor(min(ys) - BOX_ABOVE * self.x_height),
            ceil(right),
            ceil(max(ys) + BOX_BELOW * self.x_height),
        )


def find_lines(face: Page) -> tuple[TextLine, ...]:
    """Return the lines of text on an upright, roughly level grey face, in reading order.

    Rules and leaders should be lifted. Gently bent lines are followed; a gap wider than
    two ems parts a line in two. Rather finds a line too many than one too few: seals,
    pictures and grain may come along, and what stands between pale print is found twice, with
    it and without.
    """
    if min(face.size) * LINE_DPI < LEAST_HEIGHT * face.dpi:
        return ()
    small = at_dpi(face.grey, face.dpi, LINE_DPI)
    pieces = _pieces(small)
    if not pieces.letters.any():
        return ()
    # What shows through from the other side runs into the print: that is chained without it.
    limit = PALE * float(np.percentile(pieces.depths[pieces.letters], 90))
    found = _chains(pieces)
    if np.count_nonzero(pieces.depths[pieces.letters] < limit) > FEW_PALE:
        left = _pieces(np.where(small > 255 - limit, 255, small).astype(np.uint8))
        # It may be darker than that, but nowhere nearly as dark as print.
        least = PALE * _usual_peak(left)
        left = left._replace(letters=left.letters & (left.peaks >= least))
        pale = (pieces.depths < limit) | (pieces.peaks < least)
        found = _told_apart(pieces, pale, found, bridged(left, _chains(left)))
    else:
        found = bridged(pieces, found)
    scale = face.width / small.shape[1]
    return tuple(_text_line(chain, scale) for chain in _in_order(_sized(found)))


def _told_apart(
    pieces: Pieces, pale: np.ndarray, found: list[Chain], dark: list[Chain]
) -> list[Chain]:
    """Return the lines of dark letters, and those of ``pale`` ones that do not run into them.

    ``found`` are the chains of all letters, of which those run into lines in ``dark`` that hold
    what shows through. But a faint value beside a printed label stands on the label's line:
    behind it, it is a line of its own, for the label's darkness would hide it from the reader;
    between two labels it is a line with them. Whether it is print that shows through shows when
    it is read; so the labels are lines of their own as well.
    """
    kept: list[Chain] = []
    whole: list[Chain] = []
    for chain in found:
        crossed = [other for other in dark if _runs_into(chain, [other])]
        if not crossed:
            kept.append(chain)
        elif all(_goes_on_with(chain, other) for other in crossed):
            parts = _pale_parts(pieces, pale, chain)
            if any(_runs_into(part, crossed) for part in parts):
                whole.append(chain)
            else:
                kept += parts
    inner = [one for one in dark if not any(_is_most_of(one, chain) for chain in whole)]
    return [*inner, *whole, *kept]


def _is_most_of(part: Chain, chain: Chain) -> bool:
    return _runs_into(part, [chain]) and part.right - part.left > MOST * (chain.right - chain.left)


def _pale_parts(pieces: Pieces, pale: np.ndarray, chain: Chain) -> list[Chain]:
    """Return the pale stretches of a chain, on the chain's own baseline."""
    numbers = chain.pieces[np.argsort(pieces.boxes[chain.pieces, 0])]
    # A pale speck in a dark word parts nothing, nor does a dark one in a pale word.
    padded = np.pad(pale[numbers], SPECKS // 2, mode="edge")
    mostly = np.lib.stride_tricks.sliding_window_view(padded, SPECKS).sum(axis=1) > SPECKS // 2
    cuts = np.flatnonzero(np.diff(mostly)) + 1
    parts = []
    for stretch, is_pale in zip(np.split(numbers, cuts), mostly[[0, *cuts]], strict=True):
        if is_pale:
            left, _, wide, _ = pieces.boxes[stretch].T
            ends = int(left.min()), int((left + wide).max())
            parts.append(chain._replace(pieces=stretch, left=ends[0], right=ends[1]))
    return parts


def _goes_on_with(chain: Chain, other: Chain) -> bool:
    """Tell whether the other chain stands on this one's baseline and is of its size."""
    size = other.fit.x_height
    if not SAME_LINE_SIZE > chain.fit.x_height / size > 1 / SAME_LINE_SIZE:
        return False
    return all(
        abs(level_at(chain.fit, x) - level_at(other.fit, x)) < SAME_LEVEL * size
        for x in (other.left, other.right)
    )


def _pieces(small: np.ndarray) -> Pieces:
    pieces = pieces_of(small)
    for window in SIEVES:
        if len(pieces.boxes) > GRAINY:
            pieces = pieces_of(np.asarray(cv2.medianBlur(small, window), np.uint8))
    return pieces


def _usual_peak(pieces: Pieces) -> float:
    """Return how dark letters usually are where they are darkest; 0 without letters."""
    peaks = pieces.peaks[pieces.letters]
    return float(np.percentile(peaks, USUAL_PEAK)) if len(peaks) else 0.0


def _chains(pieces: Pieces) -> list[Chain]:
    free = np.flatnonzero(pieces.letters)
    if not len(free):
        return []
    size = typical_of(pieces, free)
    depth = float(np.average(pieces.depths[free], weights=pieces.areas[free]))
    found: list[Chain] = []
    high = pieces.boxes[:, 3]
    # The print most of the face is set in goes first: it tells what is large and what is small.
    for at_least, at_most in (
        (SMALLEST * size, TALLEST * size),
        (TALLEST * size, np.inf),
        (0.0, SMALLEST * size),
    ):
        members = free[(high[free] >= at_least) & (high[free] <= at_most)]
        if not len(members):
            continue
        texts = chained(
            pieces,
            members,
            typical_of(pieces, members),
            lambda numbers: _is_text(pieces, numbers, size, depth),
        )
        # A seal, an initial, letters that hang together: not drawn out over lines that were found.
        drawn = ((chain, drawn_out(pieces, chain)) for chain in _outer(texts))
        found += joined(pieces, [c if _runs_into(d, found) else d for c, d in drawn])
        free = free[~covered(pieces, free, found)]
    return _outer(found)


def _runs_into(chain: Chain, others: Iterable[Chain]) -> bool:
    """Tell whether a chain lies over one of the others, on its height."""
    for other in others:
        left, right = max(chain.left, other.left), min(chain.right, other.right)
        if left < right:
            middle = (left + right) / 2
            reach = max(chain.fit.x_height, other.fit.x_height)
            if abs(level_at(chain.fit, middle) - level_at(other.fit, middle)) < reach:
                return True
    return False


def _is_text(pieces: Pieces, numbers: np.ndarray, size: float, depth: float) -> bool:
    """Tell whether a chain of pieces can be text: lone specks must look like letters.

    ``size`` and ``depth`` are the typical height and darkness of the face's letters.
    """
    if len(numbers) > FEW:
        return True
    if pieces.depths[numbers].mean() < FAINTEST * depth:
        return False
    _, _, wide, high = pieces.boxes[numbers].T
    if high.max() < SMALLEST * size:
        return len(numbers) > 1 and bool(high.max() >= LEAST_ALONE)
    return bool((wide > SLENDEREST_ALONE * high).any())


def _outer(found: list[Chain]) -> list[Chain]:
    """Return the chains less those that lie within a longer one: marks, letters left behind."""
    order = sorted(found, key=lambda chain: chain.left - chain.right)
    lefts, rights = (np.array([chain[i] for chain in order]) for i in (1, 2))
    heights = np.array([chain.fit.height for chain in order])
    middles = np.array([level_at(c.fit, (c.left + c.right) / 2) for c in order]) - heights / 2
    inner = np.zeros(len(order), bool)
    for number, chain in enumerate(order):
        if inner[number]:
            continue
        unit = chain.fit.x_height
        over = chain.fit.at((lefts + rights) / 2) - middles
        letters = (over < unit) & (over > 0)
        marks = (over < HIGHEST_MARK * unit) & (over > -BELOW * unit)
        marks &= (heights < LARGEST_MARK * unit) & (rights - lefts < WIDEST_MARKS * unit)
        within = (lefts > chain.left - 0.5 * unit) & (rights < chain.right + 0.5 * unit)
        within[: number + 1] = False
        if len(chain.pieces) < FEWEST_LETTERS:
            within &= heights > SAME_PRINT * unit
        inner |= within & (letters | marks & (2 * (rights - lefts) < chain.right - chain.left))
    return [chain for chain, lies_within in zip(order, inner, strict=True) if not lies_within]


def _sized(found: list[Chain]) -> list[Chain]:
    """Return the chains with open letter heights settled by the nearest lines that are sure."""
    sure = [chain for chain in found if chain.fit.is_sure]
    return [chain if chain.fit.is_sure else _settled(chain, sure) for chain in found]


def _settled(chain: Chain, sure: list[Chain]) -> Chain:
    x = (chain.left + chain.right) / 2
    y, height = level_at(chain.fit, x), chain.fit.height

    def distance(other: Chain) -> float:
        aside = max(0.0, other.left - x, x - other.right)
        return abs(level_at(other.fit, min(max(x, other.left), other.right)) - y) + 0.2 * aside

    for other in sorted(sure, key=distance)[:3]:
        ratio = height / other.fit.x_height
        for small, exact in ((1.0, 1.0), (0.0, CAPITAL)):
            if exact / SAME_SIZE < ratio < exact * SAME_SIZE:
                return chain._replace(fit=replace(chain.fit, small=small))
    return chain


def _in_order(found: Iterable[Chain]) -> list[Chain]:
    """Return the chains from top to bottom; those at one height from left to right."""
    rows: list[list[Chain]] = []
    for chain in sorted(found, key=lambda chain: level_at(chain.fit, chain.left)):
        level = level_at(chain.fit, chain.left)
        last = rows[-1][-1] if rows else None
        if last and abs(level_at(last.fit, last.right) - level) < 0.5 * chain.fit.x_height:
            rows[-1].append(chain)
        else:
            rows.append([chain])
    return [chain for row in rows for chain in sorted(row, key=lambda chain: chain.left)]


def _text_line(chain: Chain, scale: float) -> TextLine:
    fit = chain.fit
    count = 2 if len(fit.powers) <= 2 else 2 + int((chain.right - chain.left) / STEP / fit.x_height)
    xs = np.linspace(chain.left, chain.right, count)
    points = tuple(zip((xs * scale).tolist(), (fit.at(xs) * scale).tolist(), strict=True))
    return TextLine(points, fit.x_height * scale, chain.left * scale, chain.right * scale)
