"""Batches of drawn lines, each drawn from its own number, so that a training can go on anywhere."""

import random
from collections.abc import Iterator
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


class Batch(NamedTuple):
    """Lines of about one width.

    Attributes:
        strips: ``float32`` (n, 1, 48, width), ink 1 on paper 0.
        columns: of scores that belong to each strip, the rest is padding; (n,).
        texts: what each strip shows.
    """

    strips: np.ndarray
    columns: np.ndarray
    texts: tuple[str, ...]


def batches(seed: int, group: int, faces: tuple[LineFace, ...]) -> Iterator[Batch]:
    """Yield the batches of one group: the same for the same seed and group, in any process."""
    chance = np.random.default_rng([seed, group])
    rng = random.Random(int(chance.integers(2**62)))
    lines = [_line(rng, chance, faces) for _ in range(GROUP)]
    lines.sort(key=lambda line: line[0].shape[1])
    parts = _parts([strip.shape[1] for strip, _ in lines])
    chance.shuffle(parts)
    for start, end in parts:
        strips, texts = zip(*lines[start:end], strict=True)
        columns = np.array([-(-strip.shape[1] // STRIDE_PX) for strip in strips], np.int64)
        yield Batch(padded(strips), columns, texts)


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


def _line(
    rng: random.Random, chance: np.random.Generator, faces: tuple[LineFace, ...]
) -> tuple[np.ndarray, str]:
    """Return a drawn line whose characters fit into its columns."""
    while True:
        text, kind = line_text(rng)
        strip, shown = draw_strip(text, kind, chance, faces)
        if strip.shape[1] / STRIDE_PX > COLUMNS_A_CHARACTER * len(shown) + 1 and _known(shown):
            return strip, shown


def _known(text: str) -> bool:
    try:
        encoded(text)
    except KeyError:
        return False
    return True
