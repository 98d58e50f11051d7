"""Our own recogniser: finds the lines, cuts them out straight, and reads them letter by letter."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ocr.ctc import Character, alternatives, characters
from ocr.engines.engine import LINE_READER, Engine, LineReading, Script
from ocr.engines.line_net import probabilities
from ocr.lines import TextLine, find_lines
from ocr.lines_alone import line_alone
from ocr.page import Page
from ocr.strip_input import STRIDE_PX
from ocr.strips import MARGIN_PX, box_of, strip
from schemas.words import Word

# A line whose characters are on average less certain than this is no text: a seal, a picture.
LEAST_TYPICAL = 0.45
# So is one on a face whose other lines are read much better, and sooner a faint one: print that
# shows through from the other side is read letter by letter too, mirrored.
LEAST_OF_USUAL, LEAST_OF_USUAL_FAINT = 0.76, 0.93
FAINT = 0.55  # of the usual contrast
# Paper is lighter than this share of a strip; ink is what so many rows of a column are darker than.
PAPER_PERCENT, INK_ROW = 80, 2
# More lines than on any paper: grain. The longest are read.
MOST_LINES = 600
# Readings of one line that are thought of, and how likely one must be to be told.
MOST_READINGS, LEAST_LIKELY = 6, 0.01
# Half a wide letter, in pixels of the strip.
HALF_LETTER_PX = 9


class _Seen(NamedTuple):
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

    @property
    def typical(self) -> float:
        return _typical(self.signs)


class LineReader:
    """The line reader; ``witness`` gives the second opinion, or None for none."""

    name = LINE_READER
    scripts = (Script.TEXT,)

    def __init__(self, witness: Engine | None) -> None:
        self.witness = witness

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        # Lines are found best without rules; the network was taught to read among them.
        (seen,) = _seen([grey], dpi, [grey if ruled is None else ruled])
        return tuple(_words(_standing_out(seen)))

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        found = [line_alone(crop, find_lines(Page.scanned(crop, dpi))) for crop in crops]
        return tuple(
            _line_reading(seen)
            for seen in _read_all(crops, [() if line is None else (line,) for line in found])
        )

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        return tuple(tuple(_words(seen)) for seen in _seen(crops, dpi))


def _seen(
    crops: Sequence[np.ndarray], dpi: int, cut_from: Sequence[np.ndarray] | None = None
) -> list[list[_Seen]]:
    """Return the lines of each crop that hold text; ``cut_from`` is what they are read from."""
    found = [_longest(find_lines(Page.scanned(crop, dpi))) for crop in crops]
    return _read_all(cut_from or crops, found)


def _read_all(
    crops: Sequence[np.ndarray], found: Sequence[Sequence[TextLine]]
) -> list[list[_Seen]]:
    """Return those of each crop's lines that hold text; all go through the network together."""
    strips = [strip(crop, line) for crop, lines in zip(crops, found, strict=True) for line in lines]
    read = iter(zip(probabilities(strips), strips, strict=True))
    seen = [[_Seen(line, *_read(*next(read))) for line in lines] for lines in found]
    return [
        [line for line in lines if line.signs and line.typical >= LEAST_TYPICAL] for lines in seen
    ]


def _longest(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    if len(lines) <= MOST_LINES:
        return lines
    lengths = sorted((line.right - line.left for line in lines), reverse=True)
    return tuple(line for line in lines if line.right - line.left > lengths[MOST_LINES])


def _read(
    likely: np.ndarray, pixels: np.ndarray
) -> tuple[np.ndarray, tuple[Character, ...], np.ndarray]:
    paper = np.percentile(pixels, PAPER_PERCENT)
    return likely, characters(likely), paper - np.partition(pixels, INK_ROW, axis=0)[INK_ROW]


def _standing_out(seen: Sequence[_Seen]) -> list[_Seen]:
    """Return the lines of a face without the words that stand back behind the others."""
    if not seen:
        return []
    letters = [len(line.signs) for line in seen]
    usual = _median([line.typical for line in seen], letters)
    contrast = _median([_contrast(line, line.signs) for line in seen], letters)

    def stands_out(line: _Seen, word: Sequence[Character]) -> bool:
        faint = _contrast(line, word) < FAINT * contrast
        return _typical(word) >= (LEAST_OF_USUAL_FAINT if faint else LEAST_OF_USUAL) * usual

    kept = []
    for line in seen:
        if not stands_out(line, line.signs):
            continue
        words = [word for word, _, _ in _split(line)]
        first = next((i for i, word in enumerate(words) if stands_out(line, word)), None)
        if first is None:
            continue
        last = max(i for i, word in enumerate(words) if stands_out(line, word))
        # A doubtful word among good ones is part of the line, and its doubt is told.
        kept.append(line._replace(signs=_between(line.signs, words[first][0], words[last][-1])))
    return kept


def _between(
    signs: tuple[Character, ...], first: Character, last: Character
) -> tuple[Character, ...]:
    return tuple(sign for sign in signs if first.first <= sign.first <= last.first)


def _contrast(line: _Seen, signs: Sequence[Character]) -> float:
    """Return how dark the ink of these characters is: of the darker half of their columns."""
    begin, end = STRIDE_PX * signs[0].first, STRIDE_PX * (signs[-1].last + 1)
    return float(np.percentile(line.depths[begin:end], 75))


def _typical(signs: Sequence[Character]) -> float:
    """Return the mean probability of characters; 0 of none."""
    return sum(sign.likely for sign in signs) / max(1, len(signs))


def _median(values: Sequence[float], weights: Sequence[int]) -> float:
    """Return the value below which half of the weight lies."""
    order = np.argsort(values)
    heaped = np.cumsum(np.asarray(weights)[order])
    return float(np.asarray(values)[order][np.searchsorted(heaped, heaped[-1] / 2)])


def _line_reading(seen: Sequence[_Seen]) -> LineReading:
    words = list(_words(seen))
    best = " ".join(word.text for word in words)
    runners_up: tuple[str, ...] = ()
    if len(seen) == 1:
        readings = alternatives(seen[0].likely, MOST_READINGS)
        possible = [r.text.strip() for r in readings if r.likely >= LEAST_LIKELY]
        runners_up = tuple(text for text in possible if text != best)
    return LineReading(best, min((word.confidence for word in words), default=0.0), runners_up)


def _words(seen: Sequence[_Seen]) -> Iterator[Word]:
    """Yield the words of lines, in order."""
    for number, line in enumerate(seen):
        for word, left, right in _split(line):
            yield Word(
                "".join(sign.sign for sign in word),
                box_of(line.line, left, right),
                min(sign.likely for sign in word),
                number,
            )


def _split(seen: _Seen) -> Iterator[tuple[Sequence[Character], float, float]]:
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
        left = _middle(word[0]) - HALF_LETTER_PX
        right = _middle(word[-1]) + HALF_LETTER_PX
        if before >= 0:
            left = max(left, _middle(signs[before]))
        else:
            left = min(left, max(ink_begins, left - HALF_LETTER_PX))
        if after < len(signs):
            right = min(right, _middle(signs[after]))
        else:
            right = max(right, min(ink_ends, right + HALF_LETTER_PX))
        yield word, left, right


def _middle(sign: Character) -> float:
    return STRIDE_PX * (sign.first + sign.last + 1) / 2
