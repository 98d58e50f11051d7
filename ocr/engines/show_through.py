"""Lines read once more without what shows through the paper from its other side."""

from collections.abc import Collection, Sequence
from itertools import groupby, pairwise

import cv2
import numpy as np

from ocr.ctc import Character, characters
from ocr.engines.line_net import probabilities
from ocr.engines.line_seen import Seen, Usual, depths_of, middle_of
from ocr.page import Pixels
from ocr.strip_input import LEAST_CONTRAST, STRIDE_PX, paper_and_ink
from ocr.strips import MARGIN_PX, strip

# Ink at least as dark as this share of what is usual on the face is print of this side.
DARK = 0.5
# So is what hangs together with it in ink of this share, and what is so near to that, in pixels.
HANGS_TOGETHER, NEAR_PX = 0.25, 2
# Paler than this share is paper.
FAINTEST = 0.08
# A line is worth a second look where a sign is no surer than this, where so much of its length
# holds dark ink, and where so many pixels of pale ink can be lifted.
OPEN, LEAST_DARK, LEAST_PALE_PX = 0.85, 0.15, 20
# Signs are read at one place when their columns are no farther apart.
SAME_PLACE = 1
# So many columns of dark ink under a sign make it one of this side.
FEWEST_DARK_PX, BESIDE_PX = 3, 2
# Rows of a strip in which letters stand; above and below, the next lines peep in.
LETTERS = slice(8, 40)
# Pale signs in a row that are as sure as this are print, and faded.
PRINTED = 0.8
# A sign as sure as this, on dark ink, is the same without what shows through.
SURE = 0.8
# Two signs no farther apart, from middle to middle, have no room for a blank, in pixels of a strip.
ROOM_PX = 22


def without_show_through(seen: Sequence[Seen], pixels: Pixels, usual: Usual) -> list[Seen]:
    """Return the lines of a face, those read without pale ink that are read better so.

    Print of the other side hangs on to words and fills the gaps between them. What hangs together
    with dark ink stays, so a fold or a faded spot costs no letter. ``pixels`` are what the lines
    were cut from.
    """
    if usual.contrast < LEAST_CONTRAST:
        return list(seen)
    lifted: dict[int, tuple[Pixels, np.ndarray]] = {}
    for number, line in enumerate(seen):
        inked = line.depths[MARGIN_PX:-MARGIN_PX]
        is_open = any(sign.sure <= OPEN for sign in line.signs)
        if is_open and (inked >= DARK * usual.contrast).mean() >= LEAST_DARK:
            cut, dark, pale = _told_apart(strip(pixels, line.line), usual.contrast)
            if np.count_nonzero(pale) >= LEAST_PALE_PX:
                lifted[number] = cut, np.asarray(dark[LETTERS].any(axis=0))
    strips = [cut for cut, _ in lifted.values()]
    read = zip(lifted.items(), probabilities(strips), depths_of(strips), strict=True)
    kept = list(seen)
    for (number, (_, dark)), likely, depths in read:
        line = seen[number]
        again = Seen(line.line, likely, characters(likely), depths)
        if again.typical > line.typical and _has_all_print_of(line, again, dark):
            kept[number] = again
    return kept


def _told_apart(cut: Pixels, contrast: float) -> tuple[Pixels, np.ndarray, np.ndarray]:
    """Return a strip without its pale ink, where dark ink is, and where the pale ink was."""
    paper, _ = paper_and_ink(cut)
    depth = paper - cut.astype(np.int16)
    dark = depth >= DARK * contrast
    _, pieces = cv2.connectedComponents((depth >= HANGS_TOGETHER * contrast).view(np.uint8))
    is_print = np.zeros(pieces.max() + 1, np.uint8)
    is_print[pieces[dark]] = 1
    size = 2 * NEAR_PX + 1
    near = cv2.dilate(is_print[pieces], np.ones((size, size), np.uint8)) > 0
    pale = ~near & (depth >= FAINTEST * contrast)
    return np.where(pale, paper, cut).astype(np.uint8), dark, pale


def _has_all_print_of(line: Seen, again: Seen, dark: np.ndarray) -> bool:
    """Tell whether a second reading of a line left out only signs that show through.

    Signs on dark ink are still there, the sure ones as they were, with no new blank between two
    that stood together. ``dark`` tells of each column of the strip whether it has dark ink.
    """
    met = _met(line, again)
    for is_left_out, pairs in groupby(met, lambda pair: pair[1] is None):
        signs = [line.signs[at] for at, _ in pairs]
        if is_left_out and (any(_is_on(dark, s) for s in signs) or _mean(signs) >= PRINTED):
            return False
    kept = ((line.signs[at], again.signs[now]) for at, now in met if now is not None)
    if any(_is_other(sign, now) for sign, now in kept):
        return False
    return not any(
        at + 1 == next_at
        and now is not None
        and then is not None
        and middle_of(line.signs[next_at]) - middle_of(line.signs[at]) < ROOM_PX
        and any(sign.sign == " " for sign in again.signs[now:then])
        for (at, now), (next_at, then) in pairwise(met)
    )


def _met(line: Seen, again: Seen) -> list[tuple[int, int | None]]:
    """Return the numbers of a line's signs, blanks aside, and of those read again at their places.

    Where several are, the same sign comes first; None where there is none.
    """
    places: list[set[int]] = [set() for _ in range(len(line.likely) + SAME_PLACE + 1)]
    for number, sign in enumerate(again.signs):
        if sign.sign != " ":
            for column in range(max(0, sign.first - SAME_PLACE), sign.last + SAME_PLACE + 1):
                places[column].add(number)
    return [
        (at, _most_like(sign, again, set().union(*places[sign.first : sign.last + 1])))
        for at, sign in enumerate(line.signs)
        if sign.sign != " "
    ]


def _most_like(sign: Character, again: Seen, near: Collection[int]) -> int | None:
    def likeness(number: int) -> tuple[bool, bool]:
        other = again.signs[number].sign
        return other == sign.sign, other.isalnum()

    return max(sorted(near), key=likeness, default=None)


def _is_other(sign: Character, now: Character) -> bool:
    """Tell whether a sure sign has become another one, or a letter or digit a stop or stroke."""
    return now.sign != sign.sign and (
        sign.likely >= SURE or (sign.sign.isalnum() and not now.sign.isalnum())
    )


def _mean(signs: Sequence[Character]) -> float:
    """Return the mean probability of signs; 0 of none."""
    return sum(sign.likely for sign in signs) / max(1, len(signs))


def _is_on(dark: np.ndarray, sign: Character) -> bool:
    begin = max(0, STRIDE_PX * sign.first - BESIDE_PX)
    end = STRIDE_PX * (sign.last + 1) + BESIDE_PX
    return bool(np.count_nonzero(dark[begin:end]) >= FEWEST_DARK_PX)
