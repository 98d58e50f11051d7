"""Where a line of text begins and ends, and goes on, beyond the letters that stand clear."""

from collections.abc import Sequence

import numpy as np

from ocr.lines_chains import Chain, continues, joined
from ocr.lines_ink import LEAST_AREA, Pieces

# Signs beside a line belong to it over gaps of so many x-heights, and no farther out than this.
SIGN_GAP, LONGEST_SIGNS = 1.5, 3.0
# Where ink is looked for beside a line: x-heights above the baseline, and outwards.
LEVELS, FARTHEST_HIDDEN = (0.1, 0.3, 0.5, 0.7, 0.9), 10.0
# Ink between two parts of a line joins them over so many x-heights, across gaps so wide.
LONGEST_BRIDGE, BRIDGE_GAP = 40.0, 3.0


def drawn_out(pieces: Pieces, chain: Chain) -> Chain:
    """Return the chain with its ends drawn out over small signs: stops, dashes, raised figures."""
    fit, unit = chain.fit, chain.fit.x_height
    left, top, wide, high = pieces.boxes.T
    inner = chain.left - LONGEST_SIGNS * unit, chain.right + LONGEST_SIGNS * unit
    around = (left >= inner[0]) & (left + wide <= inner[1]) & (high < 2 * unit)
    around &= (pieces.areas >= LEAST_AREA) & (wide < LONGEST_SIGNS * unit)
    around[0] = False
    signs = np.flatnonzero(around)
    over = fit.at(left[signs] + wide[signs] / 2) - (top[signs] + high[signs] / 2)
    signs = signs[(over < 1.7 * unit) & (over > -0.3 * unit)]
    begin, end = _with_hidden_letters(pieces, chain)
    for sign in signs[np.argsort(left[signs])]:
        if end < left[sign] + wide[sign] and left[sign] < end + SIGN_GAP * unit:
            end = int(left[sign] + wide[sign])
    for sign in signs[np.argsort(-(left[signs] + wide[signs]))]:
        if left[sign] < begin and left[sign] + wide[sign] > begin - SIGN_GAP * unit:
            begin = int(left[sign])
    return chain._replace(left=begin, right=end)


def _with_hidden_letters(pieces: Pieces, chain: Chain) -> tuple[int, int]:
    """Return the chain's ends, moved out over letters that hang together with something large.

    Such letters make no pieces of their own; but between baseline and x-height there is ink.
    """
    unit = chain.fit.x_height
    ends = []
    for end, step in ((chain.left - 1, -1), (chain.right, 1)):
        stop = end + step * round(FARTHEST_HIDDEN * unit)
        xs = np.arange(end, min(max(stop, -1), pieces.labels.shape[1]), step)
        inked = _inked(pieces, chain, xs)
        steps = np.concatenate([[0], np.flatnonzero(inked) + 1])
        far = np.flatnonzero(np.diff(steps) > SIGN_GAP * unit)
        last = int(steps[far[0]] if len(far) else steps[-1])
        ends.append(end + step * last + (step < 0))
    return ends[0], ends[1]


def _inked(pieces: Pieces, chain: Chain, xs: np.ndarray) -> np.ndarray:
    """Tell for each x whether there is ink between the chain's baseline and its x-height."""
    height = len(pieces.labels)
    rows = chain.fit.at(xs)[None, :] - chain.fit.x_height * np.array(LEVELS)[:, None]
    inside = (rows >= 0) & (rows < height)
    ys = np.clip(rows, 0, height - 1).astype(int)
    return np.asarray(((pieces.labels[ys, xs[None, :]] > 0) & inside).sum(axis=0) >= 2)


def bridged(pieces: Pieces, found: Sequence[Chain]) -> list[Chain]:
    """Return the chains with those joined that continue each other behind a stamp or a stroke.

    What lies over a line holds its letters together with those of other lines, and they are no
    pieces of their own; but ink goes on from one part of the line to the next.
    """

    def goes_on(chain: Chain, other: Chain) -> bool:
        unit = chain.fit.x_height
        if not continues(chain, other, LONGEST_BRIDGE):
            return False
        inked = np.flatnonzero(_inked(pieces, chain, np.arange(chain.right, other.left)))
        steps = np.diff(np.concatenate(([0], inked, [other.left - chain.right])))
        return bool(steps.max() <= BRIDGE_GAP * unit)

    return joined(pieces, found, goes_on)
