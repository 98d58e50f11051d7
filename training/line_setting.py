"""Sets the text of a training line in type or in a clerk's hand, as ink on nothing."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.line_faces import LineFace, letters_of

Chance = np.random.Generator
Mask = NDArray[np.uint8]

# Raised figures that are often set as a small figure, not as a letter of their own.
RAISED = {"²": "2", "³": "3"}
RAISED_SIZE, RAISED_BY = 0.6, 0.36  # ems

SMALLEST_BLANK = 0.2  # ems


class Run(NamedTuple):
    """A part of a line in one face, with how evenly it is set.

    Attributes:
        text: what it shows, blanks at its ends included.
        face: it is set in this.
        em_px: size of the face.
        tracking_px: added between letters.
        gap: the width of a blank against the face's own.
        unrest: how much letters (type) or words (hand) leave their place, in ems.
        unevenness: how much of the ink letters may lack, 0 to 1.
        raised: figures of RAISED are set as small figures.
        underlined, struck: a rule below or through.
        pen: goes on the layer of the pen.
        before_px: left free before it.
    """

    text: str
    face: LineFace
    em_px: float
    tracking_px: float = 0.0
    gap: float = 1.0
    unrest: float = 0.0
    unevenness: float = 0.0
    raised: bool = False
    underlined: bool = False
    struck: bool = False
    pen: bool = False
    before_px: float = 0.0


class _Placed(NamedTuple):
    text: str
    font: ImageFont.FreeTypeFont
    x: float
    rise_px: float
    ink: int
    pen: bool


class Set(NamedTuple):
    """A line that has been set.

    Attributes:
        width_px: from the start of the first letter to the end of the last.
        placed: pieces with their places, left to right from 0.
        rules: left, right, rows below the baseline, thickness, whether by pen.
        starts: where each run begins, what is left free before it included.
    """

    width_px: float
    placed: tuple[_Placed, ...]
    rules: tuple[tuple[float, float, float, int, bool], ...]
    starts: tuple[float, ...]


@lru_cache(maxsize=3000)
def font(file: str, index: int, em_px: float) -> ImageFont.FreeTypeFont:
    """Return a face at a size; letters are single glyphs, so shaping is left out."""
    return ImageFont.truetype(file, em_px, index=index, layout_engine=ImageFont.Layout.BASIC)


def font_of(face: LineFace, em_px: float) -> ImageFont.FreeTypeFont:
    """Return ``face`` at about ``em_px``, in half pixels."""
    return font(face.file, face.number, round(em_px * 2) / 2)


def shows(face: LineFace, text: str) -> bool:
    """Tell whether ``face`` has all of ``text``."""
    return letters_of(face.file, face.number) >= (set(text) - {" "})


def set_runs(runs: Sequence[Run], chance: Chance) -> Set:
    """Return runs set one after the other."""
    x = 0.0
    placed: list[_Placed] = []
    rules, starts = [], []
    for run in runs:
        starts.append(x)
        x = _place(run, x + run.before_px, placed, chance)
        thick = max(1, round(run.em_px / 18))
        if run.underlined:
            below = run.em_px * float(chance.uniform(0.08, 0.2))
            rules.append((starts[-1], x, below, thick, run.pen))
        if run.struck:
            rules.append((starts[-1], x, -0.22 * run.em_px, max(1, thick - 1), True))
    return Set(x, tuple(placed), tuple(rules), tuple(starts))


def _place(run: Run, x: float, placed: list[_Placed], chance: Chance) -> float:
    """Append the pieces of a run that starts at ``x``; return where it ends."""
    face = font_of(run.face, run.em_px)
    by_hand = run.face.kind == "hand"
    blank = max(face.getlength(" "), SMALLEST_BLANK * run.em_px) * run.gap + run.tracking_px
    for piece, raised in _pieces(run):
        if piece == " ":
            x += blank * (float(chance.uniform(0.75, 1.5)) if by_hand else 1.0)
            continue
        size = run.em_px * (RAISED_SIZE if raised else 1.0)
        rise = run.em_px * RAISED_BY if raised else 0.0
        if run.unrest:
            rise += run.em_px * run.unrest * float(chance.normal())
            if by_hand:
                size *= 1 + run.unrest * float(chance.normal())
        drawn_in = font_of(run.face, size)
        lacking = run.unevenness * float(chance.random()) if run.unevenness else 0.0
        sideways = run.em_px * run.unrest * float(chance.normal()) * 0.5 if run.unrest else 0.0
        placed.append(
            _Placed(piece, drawn_in, x + sideways, rise, round(255 * (1 - lacking)), run.pen)
        )
        x += drawn_in.getlength(piece) + run.tracking_px
    return x


def _pieces(run: Run) -> Iterator[tuple[str, bool]]:
    """Yield what must be placed on its own, and whether it is a raised figure."""
    by_letter = run.tracking_px != 0 or (run.face.kind != "hand" and run.unrest > 0)
    by_word = run.face.kind == "hand" or run.gap != 1
    for text, raised in _raised(run.text) if run.raised else [(run.text, False)]:
        if not text:
            continue
        if by_letter:
            yield from ((letter, raised) for letter in text)
        elif by_word:
            yield from ((part, raised) for part in text.replace(" ", "\0 \0").split("\0") if part)
        else:
            yield text, raised


def _raised(text: str) -> Iterator[tuple[str, bool]]:
    """Yield ``text`` cut at raised figures, each as the plain figure it stands for."""
    start = 0
    for at, letter in enumerate(text):
        if letter in RAISED:
            yield text[start:at], False
            yield RAISED[letter], True
            start = at + 1
    yield text[start:], False


def draw_set(
    line: Set, size: tuple[int, int], origin: tuple[float, float]
) -> tuple[Mask, Mask | None]:
    """Return type and pen as ink 255 on 0, shape (height, width) of ``size`` = (width, height).

    ``origin`` is where the line's baseline starts, x and y. Without a pen its layer is None.
    """
    layers: dict[bool, Image.Image] = {False: Image.new("L", size)}
    if any(piece.pen for piece in line.placed) or any(rule[-1] for rule in line.rules):
        layers[True] = Image.new("L", size)
    drawers = {pen: ImageDraw.Draw(layer) for pen, layer in layers.items()}
    left, baseline = origin
    for piece in line.placed:
        place = (left + piece.x, baseline - piece.rise_px)
        drawers[piece.pen].text(place, piece.text, fill=piece.ink, font=piece.font, anchor="ls")
    for start, end, below, thick, pen in line.rules:
        row = baseline + below
        drawers[pen].line((left + start, row, left + end, row), fill=230, width=thick)
    pen_layer = np.array(layers[True]) if True in layers else None
    return np.array(layers[False]), pen_layer
