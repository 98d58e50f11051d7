"""From a network's columns of probabilities to text: the best reading, and the runners-up."""

from math import log
from typing import NamedTuple

import numpy as np

from ocr.alphabet import BLANK, alphabet

# Columns in which one sign is surer than this are taken as they are.
SURE = 0.999
# Signs less likely than this in a column are not followed up.
LEAST_LIKELY = 0.004
# Unfinished readings kept from column to column.
BEAM = 12


class Character(NamedTuple):
    """One character of the best reading.

    Attributes:
        sign: the character.
        first, last: columns of the network in which it was seen, both included.
        likely: its probability in the column where it is clearest, 0 to 1.
    """

    sign: str
    first: int
    last: int
    likely: float


class Alternative(NamedTuple):
    """A whole reading of a line, with its probability among all readings."""

    text: str
    likely: float


def characters(likely: np.ndarray) -> tuple[Character, ...]:
    """Return the most likely sign of each column, repeats joined and blanks left out.

    ``likely`` holds probabilities, shape (columns, signs); sign 0 is the blank.
    """
    best = likely.argmax(axis=1)
    signs = alphabet()
    found: list[Character] = []
    start = 0
    for column in range(1, len(best) + 1):
        if column < len(best) and best[column] == best[start]:
            continue
        number = int(best[start])
        if number != BLANK:
            peak = float(likely[start:column, number].max())
            found.append(Character(signs[number - 1], start, column - 1, peak))
        start = column
    return tuple(found)


def alternatives(likely: np.ndarray, most: int) -> tuple[Alternative, ...]:
    """Return up to ``most`` readings of a line, likeliest first.

    Prefix beam search (Graves 2012; Hannun 2014) without a language model: what stands there
    is for the network to say, what is likely in the language for the parsers.
    """
    # For each text: log probability of ending in a blank, and of ending in its last sign.
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (0.0, -np.inf)}
    for column in likely:
        top = int(column.argmax())
        if column[top] >= SURE:
            chosen = [(top, 0.0)]
        else:
            worth = np.flatnonzero(column >= LEAST_LIKELY)
            chosen = [(int(number), log(float(column[number]))) for number in worth]
        grown: dict[tuple[int, ...], tuple[float, float]] = {}
        for text, (blank_end, sign_end) in beams.items():
            either = np.logaddexp(blank_end, sign_end)
            for number, score in chosen:
                if number == BLANK:
                    _add(grown, text, either + score, -np.inf)
                elif text and text[-1] == number:
                    _add(grown, text, -np.inf, sign_end + score)
                    _add(grown, (*text, number), -np.inf, blank_end + score)
                else:
                    _add(grown, (*text, number), -np.inf, either + score)
        kept = sorted(grown.items(), key=lambda item: -np.logaddexp(*item[1]))
        beams = dict(kept[:BEAM])
    signs = alphabet()
    return tuple(
        Alternative(
            "".join(signs[number - 1] for number in text), float(np.exp(np.logaddexp(*ends)))
        )
        for text, ends in list(beams.items())[:most]
    )


def _add(
    grown: dict[tuple[int, ...], tuple[float, float]],
    text: tuple[int, ...],
    blank_end: float,
    sign_end: float,
) -> None:
    old_blank, old_sign = grown.get(text, (-np.inf, -np.inf))
    grown[text] = (
        float(np.logaddexp(old_blank, blank_end)),
        float(np.logaddexp(old_sign, sign_end)),
    )
