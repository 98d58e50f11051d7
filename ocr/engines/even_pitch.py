"""Typewritten lines: every sign takes the same width, so its place tells where blanks are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

import numpy as np

from ocr.alphabet import BLANK, encoded
from ocr.ctc import Character
from ocr.engines.line_seen import Seen, middle_of
from schemas.text import fold

# Letters half as wide as others, but as wide on a typewriter; so many of them tell.
NARROW, FEWEST_NARROW = frozenset("iltrfj"), 9
# Beside them, signs are as far apart as elsewhere, by this share at least: in other typefaces it
# is 0.70 to 0.89, in those of one pitch 0.98 and more.
AS_FAR = 0.94
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
    narrow: list[float] = []
    others: list[float] = []
    steps: list[float] = []
    for line in seen:
        pairs = [(one, other) for one, other in _neighbours(line) if _is_word(one, other)]
        if len(pairs) < FEWEST_IN_LINE:
            continue
        own = [_step(one, other) for one, other in pairs]
        typical = fmean(own)
        steps += own
        for step, (one, other) in zip(own, pairs, strict=True):
            (narrow if _is_narrow(one) or _is_narrow(other) else others).append(step / typical)
    if len(narrow) < FEWEST_NARROW or not others:
        return None
    is_typed = fmean(narrow) >= AS_FAR * fmean(others)
    return fmean(steps) if is_typed else None


def _neighbours(line: Seen) -> Iterator[tuple[Character, Character]]:
    """Yield the signs of a line that no blank parts, two by two."""
    for one, other in pairwise(line.signs):
        if one.sign != " " != other.sign:
            yield one, other


def _is_word(one: Character, other: Character) -> bool:
    # Figures and stops say little: figures are all of one width in most typefaces.
    return one.sign.isalpha() or other.sign.isalpha()


def _is_narrow(sign: Character) -> bool:
    plain = fold(sign.sign)
    return plain == "i" or (plain in NARROW and sign.sign.islower())


def _step(one: Character, other: Character) -> float:
    return middle_of(other) - middle_of(one)


def _typed(line: Seen, pitch: float) -> Seen:
    """Return a typed line, as it was seen if only what a typewriter writes could be there."""
    own = [_step(one, other) for one, other in _neighbours(line)]
    if len(own) >= FEWEST_IN_LINE:
        pitch = fmean(own)
    likely = line.likely.copy()
    for dash in LONG_DASHES:
        _moved(likely, encoded(dash)[0], encoded(HYPHEN)[0])
    signs: list[Character] = []
    for number, sign in enumerate(line.signs):
        if sign.sign == " " and 0 < number < len(line.signs) - 1:
            before, after = line.signs[number - 1], line.signs[number + 1]
            if _step(before, after) < HAS_BLANK * pitch:
                _moved(likely[sign.first : sign.last + 1], encoded(" ")[0], BLANK)
                continue
        signs.append(sign._replace(sign=HYPHEN) if sign.sign in LONG_DASHES else sign)
    return replace(line, likely=likely, signs=tuple(signs))


def _moved(likely: np.ndarray, sign: int, to: int) -> None:
    """Move the probabilities of one sign to another, in place."""
    likely[:, to] += likely[:, sign]
    likely[:, sign] = 0
