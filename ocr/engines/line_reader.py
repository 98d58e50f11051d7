"""Our own recogniser: finds the lines, cuts them out straight, and reads them letter by letter."""

from collections.abc import Iterator, Sequence

import numpy as np

from ocr.ctc import Alternative, alternatives, characters
from ocr.engines.engine import LINE_READER, Engine, LineReading, Script
from ocr.engines.even_pitch import as_typed
from ocr.engines.line_language import most_likely
from ocr.engines.line_net import probabilities
from ocr.engines.line_seen import (
    LEAST_TYPICAL,
    Seen,
    choices_of,
    depths_of,
    standing_out,
    usual_of,
    words_of,
)
from ocr.engines.line_twice import told_once
from ocr.engines.show_through import without_show_through
from ocr.lines import TextLine, find_lines
from ocr.lines_alone import line_alone
from ocr.page import Page
from ocr.strips import box_of, strip
from schemas.words import Word

# Fewer blocks say too little of what is usual on their face.
FEWEST_BLOCKS = 8
# More lines than on any paper: grain. The longest are read.
MOST_LINES = 600
# Readings of one line that are thought of, and how likely one must be to be told.
MOST_READINGS, LEAST_LIKELY = 6, 0.01
# On a whole face, only words less sure than this are thought about.
OPEN_TO_LANGUAGE = 0.9


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
        if not seen:
            return ()
        usual = usual_of(seen)
        seen = without_show_through(seen, grey if ruled is None else ruled, usual)
        told = told_once(standing_out(seen, usual), usual)
        return tuple(_in_language(as_typed(told)))

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        found = [line_alone(crop, find_lines(Page.scanned(crop, dpi))) for crop in crops]
        return tuple(
            _line_reading(seen)
            for seen in _read_all(crops, [() if line is None else (line,) for line in found])
        )

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        seen = _seen(crops, dpi)
        face = [line for lines in seen for line in lines]
        if not face:
            return ((),) * len(crops)
        usual = usual_of(face)
        if len(crops) >= FEWEST_BLOCKS:
            seen = [standing_out(lines, usual) for lines in seen]
        return tuple(tuple(_with_others(told_once(lines, usual))) for lines in seen)


def _seen(
    crops: Sequence[np.ndarray], dpi: int, cut_from: Sequence[np.ndarray] | None = None
) -> list[list[Seen]]:
    """Return the lines of each crop that hold text; ``cut_from`` is what they are read from."""
    found = [_longest(find_lines(Page.scanned(crop, dpi))) for crop in crops]
    return _read_all(cut_from or crops, found)


def _read_all(crops: Sequence[np.ndarray], found: Sequence[Sequence[TextLine]]) -> list[list[Seen]]:
    """Return those of each crop's lines that hold text; all go through the network together."""
    strips = [strip(crop, line) for crop, lines in zip(crops, found, strict=True) for line in lines]
    read = zip(probabilities(strips), depths_of(strips), strict=True)
    seen = [[_line_seen(line, *next(read)) for line in lines] for lines in found]
    return [
        [line for line in lines if line.signs and line.typical >= LEAST_TYPICAL] for lines in seen
    ]


def _line_seen(line: TextLine, likely: np.ndarray, depths: np.ndarray) -> Seen:
    return Seen(line, likely, characters(likely), depths)


def _longest(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    if len(lines) <= MOST_LINES:
        return lines
    lengths = sorted((line.right - line.left for line in lines), reverse=True)
    return tuple(line for line in lines if line.right - line.left > lengths[MOST_LINES])


def _line_reading(seen: Sequence[Seen]) -> LineReading:
    choices = tuple(choice for line in seen for choice in choices_of(line))
    best = " ".join(choice[0].text for choice in choices)
    runners_up: tuple[str, ...] = ()
    if len(seen) == 1:
        readings = alternatives(seen[0].likely, MOST_READINGS)
        possible = [r.text.strip() for r in readings if r.likely >= LEAST_LIKELY]
        runners_up = tuple(text for text in possible if text != best)
    sure = min((choice[0].likely for choice in choices), default=0.0)
    return LineReading(best, sure, runners_up, choices)


def _with_others(seen: Sequence[Seen]) -> Iterator[Word]:
    """Yield the words of lines, in order, with what else each may be."""
    for number, line in enumerate(seen):
        choices = tuple(choices_of(line))
        words = _placed(line, number, [choice[0] for choice in choices])
        for word, (_, *others) in zip(words, choices, strict=True):
            yield word._replace(others=tuple(others))


def _in_language(seen: Sequence[Seen]) -> Iterator[Word]:
    """Yield the words of lines, in order, each as the language has it where it is unsure."""
    for number, line in enumerate(seen):
        yield from _placed(line, number, most_likely(tuple(choices_of(line, OPEN_TO_LANGUAGE))))


def _placed(line: Seen, number: int, read: Sequence[Alternative]) -> Iterator[Word]:
    """Yield what was read of each word of a line, the face's ``number``-th, as a word."""
    for (_, left, right), (text, likely) in zip(words_of(line), read, strict=True):
        yield Word(text, box_of(line.line, left, right), likely, number)
