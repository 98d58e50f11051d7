"""The bare paper of each edition: colour, guilloche and drum patterns."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Field = NDArray[np.float32]


class Paper(NamedTuple):
    """A printing of a sheet.

    Attributes:
        width_mm, height_mm: of one face.
        ground: colour between the lines.
        ink: colour of the pattern's lines.
        pattern: ``drum``, ``waves`` or ``plain``.
        variant: shifts the pattern, so that no two printings are alike.
    """

    width_mm: float
    height_mm: float
    ground: tuple[int, int, int]
    ink: tuple[int, int, int]
    pattern: str
    variant: int


def bare(paper: Paper, dpi: int) -> Image.Image:
    """Return a fresh RGB image of the bare paper."""
    return _drawn(paper, dpi).copy()


STRIP = 256  # rows worked on at a time: keeps the intermediate fields small


# A page at 300 dpi is 21 MB: one dossier needs one or two papers, so keep no more.
@lru_cache(maxsize=3)
def _drawn(paper: Paper, dpi: int) -> Image.Image:
    width, height = round(paper.width_mm * dpi / 25.4), round(paper.height_mm * dpi / 25.4)
    rng = np.random.default_rng(paper.variant)
    grain = rng.normal(0, 1.6, (height // 2 + 1, width // 2 + 1)).astype(np.float32)
    pixels = np.empty((height, width, 3), np.uint8)
    x = _millimetres(0, width, dpi)[None, :]
    for top in range(0, height, STRIP):
        bottom = min(height, top + STRIP)
        y = _millimetres(top, bottom, dpi)[:, None]
        depth = _PATTERNS[paper.pattern](x, y, paper)
        rough = grain[top // 2 : bottom // 2 + 1].repeat(2, 0).repeat(2, 1)[: bottom - top, :width]
        for channel in range(3):
            ground, ink = paper.ground[channel], paper.ink[channel]
            shade = ground + (ink - ground) * depth + rough
            pixels[top:bottom, :, channel] = np.clip(shade, 0, 255)
    return Image.fromarray(pixels)


def _millimetres(first: int, last: int, dpi: int) -> Field:
    return np.arange(first, last, dtype=np.float32) * np.float32(25.4 / dpi)


def _lines(phase: Field, sharp: float = 0.55) -> Field:
    """Turn a phase (whole turns) into thin lines, 0 to 1."""
    wave = np.cos(phase * np.float32(2 * np.pi))
    lines: Field = np.clip((wave - np.float32(sharp)) * np.float32(1 / (1 - sharp)), 0, 1)
    return lines


def _plain(x: Field, y: Field, paper: Paper) -> Field:
    return np.zeros((y.shape[0], x.shape[1]), np.float32)


def _waves(x: Field, y: Field, paper: Paper) -> Field:
    """Two families of wavy hairlines crossing: a plain guilloche."""
    long = np.float32(16 + paper.variant % 7)
    phase = np.float32((paper.variant % 13) / 13)
    bend = np.float32(2.2) * np.sin(x * (np.float32(2 * np.pi) / long) + phase)
    rising, falling = _lines((y + bend) / np.float32(1.7)), _lines((y - bend) / np.float32(1.7))
    return np.maximum(rising, falling) * np.float32(0.8)


def _drum(x: Field, y: Field, paper: Paper) -> Field:
    """Rings and rays of a bronze drum in the middle of the face, hairlines around it."""
    dx = x - np.float32(paper.width_mm / 2)
    dy = y - np.float32(paper.height_mm * (0.46 + (paper.variant % 5) / 50))
    radius: Field = np.sqrt(dx * dx + dy * dy)
    turn: Field = np.arctan2(dy, dx)
    edge = np.float32(paper.width_mm * (0.32 + 0.05 * (paper.variant % 3)))
    points = np.float32(12 + 2 * (paper.variant % 3))
    rosette: Field = radius + np.float32(1.1) * np.sin(turn * 6 * points)
    rings = _lines(rosette / np.float32(3.1), 0.7)
    bands = _lines(radius / (edge / 5), 0.9)
    star = np.clip(
        (edge * np.float32(0.16) * (1 + 0.55 * np.cos(turn * points)) - radius) * 0.8, 0, 1
    )
    teeth = _lines(turn * np.float32(36 / np.pi), 0.4) * _lines(radius / (edge / 5) + 0.5, 0.6)
    inside: Field = np.maximum(np.maximum(rings, bands), np.maximum(star, teeth))
    outside = _waves(x, y, paper) * np.float32(0.55)
    return np.where(radius < edge, inside, outside).astype(np.float32)


_PATTERNS = {"plain": _plain, "drum": _drum, "waves": _waves}
