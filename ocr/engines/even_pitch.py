"""Typewritten lines: every sign takes the same width, so its place tells where blanks are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from ocr.alphabet import BLANK, encoded
from ocr.ctc import Character
from ocr.engines.line_seen import Seen, middle_of

# So many neighbouring letters tell whether a face is typed in one pitch.
FEWEST_PAIRS = 60
# In one pitch, distances of neighbours differ by less than this share of their mean, on average:
# the network's columns are that coarse. In other typefaces an i is half an m: 0.15 and more.
EVEN = 0.125
# A line of fewer neighbours has the face's pitch.
FEWEST_IN_LINE = 4
# Signs with a blank between them are two steps apart, signs without one step.
HAS_BLANK = 1.45
# Typewriters have one dash.
HYPHEN, LONG_DASHES = "-", "–—"


def as_typed(seen: Sequence[Seen]) -> list[Seen]:
    """Return the lines of a face; on a typed one without blanks for which there is no room.

    A hyphen between bare sides ("TTr-HĐND") looks as if blanks stood around it; it looks long
    too, but on a typed face all dashes are hyphens.
    """
    pitch = _pitch(seen)
    if pitch is None:
        return list(seen)
    return [_typed(line, pitch) for line in seen]


def _pitch(seen: Sequence[Seen]) -> float | None:
    """Return the step from sign to sign of a typed face, in pixels of the strips, or None."""
    steps = [np.array(list(_steps(line, letters=True))) for line in seen]
    steps = [row for row in steps if len(row) >= FEWEST_IN_LINE]
    if sum(map(len, steps)) < FEWEST_PAIRS:
        return None
    uneven = np.concatenate([abs(row / row.mean() - 1) for row in steps])
    return float(np.concatenate(steps).mean()) if uneven.mean() < EVEN else None


def _steps(line: Seen, *, letters: bool) -> Iterator[float]:
    """Yield how far apart neighbouring signs are, blanks aside; those with letters, or all."""
    for one, other in pairwise(line.signs):
        is_open = not letters or one.sign.isalpha() or other.sign.isalpha()
        if is_open and one.sign != " " != other.sign:
            yield middle_of(other) - middle_of(one)


def _typed(line: Seen, pitch: float) -> Seen:
    """Return a typed line, as it was seen if only what a typewriter writes could be there."""
    own = list(_steps(line, letters=False))
    if len(own) >= FEWEST_IN_LINE:
        pitch = sum(own) / len(own)
    likely = line.likely.copy()
    for dash in LONG_DASHES:
        _moved(likely, encoded(dash)[0], encoded(HYPHEN)[0])
    signs: list[Character] = []
    for number, sign in enumerate(line.signs):
        if sign.sign == " " and 0 < number < len(line.signs) - 1:
            before, after = line.signs[number - 1], line.signs[number + 1]
            if middle_of(after) - middle_of(before) < HAS_BLANK * pitch:
                _moved(likely[sign.first : sign.last + 1], encoded(" ")[0], BLANK)
                continue
        signs.append(sign._replace(sign=HYPHEN) if sign.sign in LONG_DASHES else sign)
    return replace(line, likely=likely, signs=tuple(signs))


def _moved(likely: np.ndarray, sign: int, to: int) -> None:
    """Move the probabilities of one sign to another, in place."""
    likely[:, to] += likely[:, sign]
    likely[:, sign] = 0
