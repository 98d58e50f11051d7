"""A line as the network saw it: its words, and whether it stands out on its face as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from ocr.ctc import Alternative, Character, alternatives
from ocr.lines import TextLine
from ocr.strip_input import STRIDE_PX, paper_and_ink
from ocr.strips import MARGIN_PX, face_x

# What is on average less certain than this is no text: a seal, a picture.
LEAST_TYPICAL = 0.45
# So is one on a face whose other lines are read much better, and sooner a faint one: print that
# shows through from the other side is read letter by letter too, mirrored.
LEAST_OF_USUAL, LEAST_OF_USUAL_FAINT = 0.76, 0.93
FAINT = 0.55  # of the usual contrast
# A word surer than this is not thought about further; of others so many readings are told.
SURE_WORD, MOST_CHOICES = 0.97, 6
# Parts of a line stand so far apart, in pixels of the strip, and have so many characters.
WIDE_GAP_PX, FEWEST_SIGNS = 66, 5
# Columns kept beside the characters of a part: the bare paper of a strip.
PART_MARGIN = -(-MARGIN_PX // STRIDE_PX)
# Half a wide letter, in pixels of the strip.
HALF_LETTER_PX = 9
# Ink is what so many pixels of a column are as dark as, against specks.
INK_PX = 3
# The middle of the darker half of some columns is darker than so many of them.
PALER = 0.75


@dataclass(frozen=True, eq=False)
class Seen:
    """A line as the network saw it.

    Attributes:
        likely: (columns, signs).
        signs: the most likely reading.
        depths: how much darker than the paper the ink of each column of pixels is.
    """

    line: TextLine
    likely: np.ndarray
    signs: tuple[Character, ...]
    depths: np.ndarray

    @cached_property
    def typical(self) -> float:
        """The mean probability of the characters; 0 of none."""
        return _typical(self.signs)

    def cut_to(self, signs: tuple[Character, ...]) -> "Seen":
        """Return the line as if it held these of its characters alone."""
        return replace(self, signs=signs)


class Usual(NamedTuple):
    """What is usual among a face's lines: how surely they are read, how dark their ink is."""

    typical: float
    contrast: float

    def stands_out(self, line: Seen, signs: Sequence[Character], least: float = 0.0) -> bool:
        """Tell whether some of a line's characters are as sure as text is.

        Those as dark as usual need be no surer than ``least``, much paler ones almost as sure as
        is usual.
        """
        faint = _contrast(line, signs) < FAINT * self.contrast
        return _typical(signs) >= (LEAST_OF_USUAL_FAINT * self.typical if faint else least)


def depths_of(strips: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
    """Yield for each strip how much darker than its paper the ink of each column of pixels is."""
    if not strips:
        return
    # All strips side by side: a few long rows are quicker than many short ones.
    darkest = np.full((INK_PX, sum(strip.shape[1] for strip in strips)), 255, np.uint8)
    for row in np.hstack(strips):
        for kept in darkest:
            row, kept[:] = np.maximum(kept, row), np.minimum(kept, row)
    ends = np.cumsum([strip.shape[1] for strip in strips])
    for strip, ink in zip(strips, np.split(darkest[-1], ends[:-1]), strict=True):
        yield paper_and_ink(strip)[0] - ink.astype(np.float32)


def usual_of(face: Sequence[Seen]) -> Usual:
    """Return what is usual among the lines of a face, which has some."""
    letters = [len(line.signs) for line in face]
    return Usual(
        _median([line.typical for line in face], letters),
        _median([_contrast(line, line.signs) for line in face], letters),
    )


def standing_out(seen: Sequence[Seen], usual: Usual) -> list[Seen]:
    """Return lines without the words that stand back behind the others of their face."""
    kept = []
    for line in _lines_or_parts(seen, usual):
        words = [word for word, _, _ in words_of(line)]
        # A doubtful word of a good line, as dark as others, is part of it, and its doubt is told.
        good = [word for word in words if usual.stands_out(line, word, LEAST_TYPICAL)]
        if good:
            kept.append(line.cut_to(_between(line.signs, good[0][0], good[-1][-1])))
    return kept


def _lines_or_parts(seen: Sequence[Seen], usual: Usual) -> Iterator[Seen]:
    """Yield the lines that stand out, and of the others those parts that do.

    Cells of a table are one line with the print that shows through between them, where it is
    dark. Wide gaps part them, so that no word is lost within what stands together.
    """
    least = LEAST_OF_USUAL * usual.typical
    for line in seen:
        if usual.stands_out(line, line.signs, least):
            yield line
            continue
        for first, last in _stretches(line, usual):
            part = _part(line, first, last)
            if len(part.signs) >= FEWEST_SIGNS and usual.stands_out(part, part.signs, least):
                yield part


def _part(line: Seen, first: Character, last: Character) -> Seen:
    """Return the line from one character to another as a line of its own."""
    begin = max(0, first.first - PART_MARGIN)
    end = min(len(line.likely), last.last + 1 + PART_MARGIN)
    left = face_x(line.line, float(STRIDE_PX * begin + MARGIN_PX))
    right = face_x(line.line, float(STRIDE_PX * end - MARGIN_PX))
    return Seen(
        line.line._replace(left=left, right=right),
        line.likely[begin:end],
        tuple(
            sign._replace(first=sign.first - begin, last=sign.last - begin)
            for sign in _between(line.signs, first, last)
        ),
        line.depths[STRIDE_PX * begin : STRIDE_PX * end],
    )


def _stretches(line: Seen, usual: Usual) -> list[tuple[Character, Character]]:
    """Return the first and last characters of what stands together, less what shows through."""
    found: list[tuple[Character, Character]] = []
    end = 0.0
    for word, left, right in words_of(line):
        if usual.stands_out(line, word):
            goes_on = found and left - end < WIDE_GAP_PX
            first = found.pop()[0] if goes_on else word[0]
            found.append((first, word[-1]))
            end = right
    return found


def _between(
    signs: tuple[Character, ...], first: Character, last: Character
) -> tuple[Character, ...]:
    return tuple(sign for sign in signs if first.first <= sign.first <= last.first)


def _contrast(line: Seen, signs: Sequence[Character]) -> float:
    """Return how dark the ink of these characters is: of the darker half of their columns."""
    begin, end = STRIDE_PX * signs[0].first, STRIDE_PX * (signs[-1].last + 1)
    depths = np.sort(line.depths[begin:end])
    at = PALER * (len(depths) - 1)
    below, above = depths[floor(at)], depths[ceil(at)]
    return float(below + (above - below) * (at - floor(at)))


def _typical(signs: Sequence[Character]) -> float:
    """Return the mean probability of characters; 0 of none."""
    return sum(sign.likely for sign in signs) / max(1, len(signs))


def _median(values: Sequence[float], weights: Sequence[int]) -> float:
    """Return the value below which half of the weight lies."""
    order = np.argsort(values)
    heaped = np.cumsum(np.asarray(weights)[order])
    return float(np.asarray(values)[order][np.searchsorted(heaped, heaped[-1] / 2)])


def words_of(seen: Seen) -> Iterator[tuple[Sequence[Character], float, float]]:
    """Yield the characters of each word, and where on the strip it begins and ends.

    The network says where a letter is, not how wide it is; a word ends before the middle of
    the blank behind it, where there is one, and where the line's ink ends at its ends.
    """
    signs = seen.signs
    ink_begins, ink_ends = MARGIN_PX, len(seen.depths) - MARGIN_PX
    blanks = [-1, *(i for i, sign in enumerate(signs) if sign.sign == " "), len(signs)]
    for before, after in pairwise(blanks):
        word = signs[before + 1 : after]
        if not word:
            continue
        left = middle_of(word[0]) - HALF_LETTER_PX
        right = middle_of(word[-1]) + HALF_LETTER_PX
        if before >= 0:
            left = max(left, middle_of(signs[before]))
        else:
            left = min(left, max(ink_begins, left - HALF_LETTER_PX))
        if after < len(signs):
            right = min(right, middle_of(signs[after]))
        else:
            right = max(right, min(ink_ends, right + HALF_LETTER_PX))
        yield word, left, right


def choices_of(seen: Seen, sure: float = SURE_WORD) -> Iterator[tuple[Alternative, ...]]:
    """Yield for each word of a line what it may be, likeliest first.

    A word as sure as ``sure`` is only itself. Of others all ways in which the network may have
    seen them are added up, so another than the one in ``seen.signs`` may come first.
    """
    signs = seen.signs
    blanks = [-1, *(i for i, sign in enumerate(signs) if sign.sign == " "), len(signs)]
    for before, after in pairwise(blanks):
        word = signs[before + 1 : after]
        if not word:
            continue
        read = Alternative("".join(sign.sign for sign in word), min(s.sure for s in word))
        if read.likely >= sure:
            yield (read,)
            continue
        begin = signs[before].last + 1 if before >= 0 else 0
        end = signs[after].first if after < len(signs) else len(seen.likely)
        # Readings that differ in blanks at the ends alone are one: the likelier comes first.
        possible: dict[str, Alternative] = {}
        for other in alternatives(seen.likely[begin:end], MOST_CHOICES):
            text = other.text.strip()
            if text:
                possible.setdefault(text, other._replace(text=text))
        first = next(iter(possible), read.text)
        seen_so = possible.pop(read.text, None)
        if first == read.text or " " in first:
            yield (read, *possible.values())
        else:
            yield (*possible.values(), *(() if seen_so is None else (seen_so,)))


def middle_of(sign: Character) -> float:
    """Return the middle of a character, in pixels along the strip."""
    return STRIDE_PX * (sign.first + sign.last + 1) / 2
