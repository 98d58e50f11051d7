"""From a network's columns of probabilities to text: the best reading, and the runners-up."""

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from math import exp, inf, log, log1p
from typing import NamedTuple

import numpy as np

from ocr.alphabet import BLANK, alphabet

# Columns in which one sign is surer than this are taken as they are.
SURE = 0.999
# Signs less likely than this in a column are not followed up.
LEAST_LIKELY = 0.004
# Unfinished readings kept from column to column.
BEAM = 12
# Less than this in a column is no sign that was lost.
LEAST_LOST = 0.02


class Character(NamedTuple):
    """One character of the best reading.

    Attributes:
        sign: the character.
        first, last: columns of the network in which it was seen, both included.
        likely: its probability in the column where it is clearest, 0 to 1.
        lost: the probability that a sign beside it, before or behind, was lost.
    """

    sign: str
    first: int
    last: int
    likely: float
    lost: float = 0.0

    @property
    def sure(self) -> float:
        """How likely this sign, and no other beside it, stands here."""
        return min(self.likely, 1 - self.lost)


class Alternative(NamedTuple):
    """A whole reading of a line, with its probability among all readings."""

    text: str
    likely: float


def characters(likely: np.ndarray) -> tuple[Character, ...]:
    """Return the most likely sign of each column, repeats joined and blanks left out.

    ``likely`` holds probabilities, shape (columns, signs); sign 0 is the blank.
    """
    best, highest = likely.argmax(axis=1), likely.max(axis=1).tolist()
    signs = alphabet()
    found: list[Character] = []
    start = 0
    for number, same in groupby(best.tolist()):
        end = start + len(list(same))
        if number != BLANK:
            peak = max(highest[start:end])
            found.append(Character(signs[number - 1], start, end - 1, peak))
        start = end
    return _with_losses(found, likely, best) if found else ()


def _with_losses(
    found: list[Character], likely: np.ndarray, best: np.ndarray
) -> tuple[Character, ...]:
    """Return signs with the probability that others were lost beside them.

    Where several signs share the probability of a place, the blank may beat each of them though
    they all together are likelier: a sign is lost, and its neighbours do not know.
    """
    columns = np.flatnonzero((best == BLANK) & (likely[:, BLANK] < 1 - LEAST_LOST))
    after = np.searchsorted([sign.first for sign in found], columns, side="right")
    numbers = np.array([BLANK, *(_numbers()[sign.sign] for sign in found), BLANK])
    # What a column shares with the signs before and behind it is theirs, and a blank is no loss.
    rest = likely[columns]
    rest[:, [BLANK, _numbers()[" "]]] = 0
    for beside in (after, after + 1):
        rest[np.arange(len(columns)), numbers[beside]] = 0
    result = list(found)
    for behind, lost in zip(after.tolist(), rest.sum(axis=1).tolist(), strict=True):
        for number in (behind - 1, behind):
            if lost > LEAST_LOST and 0 <= number < len(result):
                worst = max(result[number].lost, lost)
                result[number] = result[number]._replace(lost=worst)
    return tuple(result)


@cache
def _numbers() -> Mapping[str, int]:
    return {sign: number for number, sign in enumerate(alphabet(), start=1)}


def alternatives(likely: np.ndarray, most: int) -> tuple[Alternative, ...]:
    """Return up to ``most`` readings of a line, likeliest first.

    Prefix beam search (Graves 2012; Hannun 2014) without a language model: what stands there
    is for the network to say, what is likely in the language for the parsers.
    """
    # For each text: log probability of ending in a blank, and of ending in its last sign.
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (0.0, -inf)}
    tops, highest = likely.argmax(axis=1).tolist(), likely.max(axis=1).tolist()
    for column, top, high in zip(likely, tops, highest, strict=True):
        if high >= SURE:
            chosen = [(top, 0.0)]
        else:
            worth = np.flatnonzero(column >= LEAST_LIKELY)
            likelies = column[worth].tolist()
            chosen = [(number, log(p)) for number, p in zip(worth.tolist(), likelies, strict=True)]
        grown: dict[tuple[int, ...], tuple[float, float]] = {}
        for text, (blank_end, sign_end) in beams.items():
            either = _sum(blank_end, sign_end)
            for number, score in chosen:
                if number == BLANK:
                    _add(grown, text, either + score, -inf)
                elif text and text[-1] == number:
                    _add(grown, text, -inf, sign_end + score)
                    _add(grown, (*text, number), -inf, blank_end + score)
                else:
                    _add(grown, (*text, number), -inf, either + score)
        kept = sorted(grown.items(), key=lambda item: -_sum(*item[1]))
        beams = dict(kept[:BEAM])
    signs = alphabet()
    return tuple(
        Alternative("".join(signs[number - 1] for number in text), exp(_sum(*ends)))
        for text, ends in list(beams.items())[:most]
    )


def _add(
    grown: dict[tuple[int, ...], tuple[float, float]],
    text: tuple[int, ...],
    blank_end: float,
    sign_end: float,
) -> None:
    old_blank, old_sign = grown.get(text, (-inf, -inf))
    grown[text] = _sum(old_blank, blank_end), _sum(old_sign, sign_end)


def _sum(one: float, other: float) -> float:
    """Return the logarithm of the sum of two numbers, from their logarithms."""
    if one < other:
        one, other = other, one
    return one if other == -inf else one + log1p(exp(other - one))
