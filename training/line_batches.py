"""Batches of drawn lines, each drawn from its own number, so that a training can go on anywhere."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ocr.alphabet import encoded
from ocr.strip_input import STRIDE_PX, padded
from training.line_drawing import draw_strip
from training.line_faces import LineFace
from training.texts import line_text

BATCH = 32
# Wide lines go in smaller batches: past this many columns of pixels memory slows all down.
BATCH_PX = 20_480
# Lines drawn together and sorted by width, so that a batch carries little padding.
GROUP = 512
# CTC needs a column for each character and a blank between equal ones.
COLUMNS_A_CHARACTER = 1.2


class Line(NamedTuple):
    """A drawn line: its strip, ``uint8`` (48, width), what that shows, how much it counts."""

    strip: np.ndarray
    text: str
    weight: float = 1.0


Sieve = Callable[[list[Line], np.random.Generator], list[Line]]


class Batch(NamedTuple):
    """Lines of about one width.

    Attributes:
        strips: ``float32`` (n, 1, 48, width), ink 1 on paper 0.
        columns: of scores that belong to each strip, the rest is padding; (n,).
        texts: what each strip shows.
        weights: how much each line counts; ``float32`` (n,).
        drawn: how many lines were drawn to get these.
    """

    strips: np.ndarray
    columns: np.ndarray
    texts: tuple[str, ...]
    weights: np.ndarray
    drawn: int


def batches(
    seed: int, group: int, faces: tuple[LineFace, ...], sieve: Sieve | None = None
) -> Iterator[Batch]:
    """Yield the batches of one group: the same for the same seed and group, in any process.

    ``sieve`` may leave lines out and say how much those that are left count.
    """
    chance = np.random.default_rng([seed, group])
    rng = random.Random(int(chance.integers(2**62)))
    lines = [_line(rng, chance, faces) for _ in range(GROUP)]
    if sieve is not None:
        lines = sieve(lines, chance)
    lines.sort(key=lambda line: line.strip.shape[1])
    parts = _parts([line.strip.shape[1] for line in lines])
    chance.shuffle(parts)
    for start, end in parts:
        first, last = (GROUP * number // len(lines) for number in (start, end))
        yield arranged(lines[start:end], last - first)


def arranged(lines: Sequence[Line], drawn: int) -> Batch:
    """Return lines as one batch, for which so many were ``drawn``."""
    return Batch(
        padded([line.strip for line in lines]),
        np.array([-(-line.strip.shape[1] // STRIDE_PX) for line in lines], np.int64),
        tuple(line.text for line in lines),
        np.array([line.weight for line in lines], np.float32),
        drawn,
    )


def _parts(widths: list[int]) -> list[tuple[int, int]]:
    """Return where batches of lines of these rising widths start and end."""
    parts = []
    start = 0
    while start < len(widths):
        end = min(start + BATCH, len(widths))
        while end - start > 1 and (end - start) * widths[end - 1] > BATCH_PX:
            end -= 1
        parts.append((start, end))
        start = end
    return parts


def _line(rng: random.Random, chance: np.random.Generator, faces: tuple[LineFace, ...]) -> Line:
    """Return a drawn line whose characters fit into its columns."""
    while True:
        text, kind = line_text(rng)
        strip, shown = draw_strip(text, kind, chance, faces)
        if strip.shape[1] / STRIDE_PX > COLUMNS_A_CHARACTER * len(shown) + 1 and _known(shown):
            return Line(strip, shown)


def _known(text: str) -> bool:
    try:
        encoded(text)
    except KeyError:
        return False
    return True
