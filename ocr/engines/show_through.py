"""Lines read once more without what shows through the paper from its other side."""

from collections.abc import Sequence

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
    places = _places(again)
    before: tuple[Character, int] | None = None
    pale: list[Character] = []
    for sign in line.signs:
        if sign.sign == " ":
            before = None
            continue
        now = places[sign.first + SAME_PLACE : sign.last + 1 + SAME_PLACE]
        at_place = now[now >= 0].tolist()
        if not at_place:
            if _is_on(dark, sign):
                return False
            pale.append(sign)
            before = None
            continue
        same = [number for number in at_place if again.signs[number].sign == sign.sign]
        if not same and (sign.likely >= SURE or _is_lost(sign, again, at_place)):
            return False
        if _mean(pale) >= PRINTED:
            return False
        pale = []
        number = (same or at_place)[0]
        if (
            before is not None
            and middle_of(sign) - middle_of(before[0]) < ROOM_PX
            and _has_blank(again.signs[before[1] : number])
        ):
            return False
        before = sign, number
    return _mean(pale) < PRINTED


def _is_lost(sign: Character, again: Seen, at_place: Sequence[int]) -> bool:
    """Tell whether a letter or digit has become a stop or a stroke."""
    return sign.sign.isalnum() and not any(again.signs[n].sign.isalnum() for n in at_place)


def _has_blank(signs: Sequence[Character]) -> bool:
    return any(sign.sign == " " for sign in signs)


def _places(line: Seen) -> np.ndarray:
    """Return for each column, and ``SAME_PLACE`` more at either end, the sign near it, or -1."""
    places = np.full(len(line.likely) + 2 * SAME_PLACE, -1)
    for number, sign in enumerate(line.signs):
        if sign.sign != " ":
            places[sign.first : sign.last + 1 + 2 * SAME_PLACE] = number
    return places


def _mean(signs: Sequence[Character]) -> float:
    """Return the mean probability of signs; 0 of none."""
    return sum(sign.likely for sign in signs) / max(1, len(signs))


def _is_on(dark: np.ndarray, sign: Character) -> bool:
    begin = max(0, STRIDE_PX * sign.first - BESIDE_PX)
    end = STRIDE_PX * (sign.last + 1) + BESIDE_PX
    return bool(np.count_nonzero(dark[begin:end]) >= FEWEST_DARK_PX)
