"""Where a line of text begins and ends, and goes on, beyond the letters that stand clear."""

from collections.abc import Sequence

import numpy as np

from ocr.lines_chains import Chain, joined
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
    beyond = LONGEST_SIGNS * unit
    left, top, wide, high = pieces.boxes.T
    right = left + wide
    outside = (left < chain.left) | (right > chain.right)
    outside &= (left >= chain.left - beyond) & (right <= chain.right + beyond)
    near = np.flatnonzero(outside)
    near = near[
        (high[near] < 2 * unit) & (wide[near] < beyond) & (pieces.areas[near] >= LEAST_AREA)
    ]
    over = fit.at(left[near] + wide[near] / 2) - (top[near] + high[near] / 2)
    near = near[(over < 1.7 * unit) & (over > -0.3 * unit)]
    signs = list(zip(left[near].tolist(), right[near].tolist(), strict=True))
    begin, end = _with_hidden_letters(pieces, chain)
    for sign_begins, sign_ends in sorted(signs):
        if end < sign_ends and sign_begins < end + SIGN_GAP * unit:
            end = sign_ends
    for sign_begins, sign_ends in sorted(signs, key=lambda sign: -sign[1]):
        if sign_begins < begin and sign_ends > begin - SIGN_GAP * unit:
            begin = sign_begins
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
        last = 0
        for inked in (np.flatnonzero(_inked(pieces, chain, xs)) + 1).tolist():
            if inked - last > SIGN_GAP * unit:
                break
            last = inked
        ends.append(end + step * last + (step < 0))
    return ends[0], ends[1]


def _inked(pieces: Pieces, chain: Chain, xs: np.ndarray) -> np.ndarray:
    """Tell for each x whether there is ink between the chain's baseline and its x-height."""
    rows = chain.fit.at(xs) - chain.fit.x_height * np.array(LEVELS)[:, None]
    # Upwards, so that what lies just above the first row is outside.
    ys = np.floor(rows).astype(np.intp)
    inside = (ys >= 0) & (ys < len(pieces.labels))
    ys[~inside] = 0
    return np.asarray(((pieces.labels[ys, xs] > 0) & inside).sum(axis=0) >= 2)


def bridged(pieces: Pieces, found: Sequence[Chain]) -> list[Chain]:
    """Return the chains with those joined that continue each other behind a stamp or a stroke.

    What lies over a line holds its letters together with those of other lines, and they are no
    pieces of their own; but ink goes on from one part of the line to the next.
    """

    def goes_on(chain: Chain, other: Chain) -> bool:
        inked = np.flatnonzero(_inked(pieces, chain, np.arange(chain.right, other.left)))
        steps = np.diff(np.concatenate(([0], inked, [other.left - chain.right])))
        return bool(steps.max() <= BRIDGE_GAP * chain.fit.x_height)

    return joined(pieces, found, LONGEST_BRIDGE, goes_on)
