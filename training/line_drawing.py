"""Draws a line of text as a strip, as a line finder would cut it from a damaged page."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.line_cut import choose_cut, cut_out
from training.line_damage import LEVELS, draw_harms, harmed
from training.line_faces import LineFace
from training.line_looks import choose_runs
from training.line_scene import draw_scene
from training.line_setting import Chance, set_runs

# Sheets are set in 9 to 15 points and scanned at 100 to 300 dpi.
DPIS, DPI_ODDS = (100, 150, 200, 240, 300), (0.05, 0.2, 0.35, 0.15, 0.25)
POINTS = (9.0, 15.0)
SMALLEST_EM, LARGEST_EM = 15.0, 56.0
NO_TEXT = 0.02


def draw_strip(
    text: str, kind: str, chance: Chance, faces: Sequence[LineFace]
) -> tuple[NDArray[np.uint8], str]:
    """Return a strip and what it truly shows: ``text``, or "" where it shows no text.

    The strip is grey ``uint8``, shape (48, width), dark on light, its letters' feet near row 33.
    The same state of ``chance`` gives the same strip. ``kind`` is a kind of `line_text`; it
    decides how likely the text is written by hand. Some strips show no text whatever ``text``
    is; all do when it is empty.
    """
    shown = "" if chance.random() < NO_TEXT else text
    em = float(chance.uniform(*POINTS)) * float(chance.choice(DPIS, p=DPI_ODDS)) / 72
    em = min(max(em, SMALLEST_EM), LARGEST_EM)
    runs = choose_runs(text or "—", kind, em, chance, faces)
    line = set_runs(runs, chance)
    cut = choose_cut(runs, em, line, chance)
    harms = draw_harms(LEVELS[int(chance.integers(len(LEVELS)))], em, chance)
    # A pattern that a threshold turns black leaves nothing to read.
    on_plain = "bilevel" in harms
    scene, grey = draw_scene(runs, line, cut, em, chance, with_text=bool(shown), on_plain=on_plain)
    grey = harmed(grey, harms, chance)
    return cut_out(grey, scene, cut, chance), shown
