"""Draws a set line on its paper, among what a page has around it."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.strip_input import BASELINE_ROW, STRIP_PX
from training import line_marks as marks
from training.line_cut import Cut, Scene
from training.line_damage import Grey, field, grain
from training.line_faces import LineFace, stroke_width
from training.line_setting import Chance, Mask, Run, Set, draw_set

# Widths of strokes in ems: a ball pen is 0.4 to 0.8 mm wide, a ribbon blurs.
STROKES = {"hand": (0.05, 0.105), "typewriter": (0.04, 0.1)}
# Letters with strokes of so many ems clog when their ink spreads.
BOLD = 0.085


def draw_scene(
    runs: Sequence[Run],
    line: Set,
    cut: Cut,
    em: float,
    chance: Chance,
    *,
    with_text: bool,
    on_plain: bool,
) -> tuple[Scene, Grey]:
    """Return a line on its paper, with what stands around it, before anything harms it.

    Without text only what stands around it is drawn; plain paper bears no pattern.
    """
    over = 10 / cut.scale
    trailing = em * float(chance.uniform(1, 9)) if chance.random() < 0.07 else 0.0
    baseline, start = over + BASELINE_ROW / cut.scale, (cut.left + 10) / cut.scale
    height = int(STRIP_PX / cut.scale + 2 * over)
    width = int(start + line.width_px + trailing + (cut.right + 10) / cut.scale) + 1
    type_ink, pen_ink = draw_set(line, (width, height), (start, baseline))
    type_ink = _widened(type_ink, [run for run in runs if not run.pen], chance)
    if pen_ink is not None:
        pen_ink = _widened(pen_ink, [run for run in runs if run.pen], chance)
    scene = _extent(type_ink if pen_ink is None else np.maximum(type_ink, pen_ink), baseline)
    if trailing:
        scene = scene._replace(right=start + line.width_px + trailing)
    type_ink = _pressed(type_ink, em, runs[0].face, chance)
    around = np.zeros_like(type_ink)
    if chance.random() < (0.55 if with_text else 0.6):
        around = marks.neighbours(type_ink, em, chance)
    if not with_text:
        type_ink[:] = 0
        pen_ink = None
    _draw_form(around, runs, line, scene, start, em, trailing, chance)
    grey = _paper(around, chance, on_plain=on_plain)
    grey = _inked(grey, around, float(chance.uniform(0, 110)))
    darkness = float(chance.uniform(0, 90))
    pen_darkness = float(chance.uniform(10, 120))
    lightest = 0.35
    if on_plain:
        # A threshold would take away what is much paler than the rest.
        type_ink = np.asarray(np.sqrt(type_ink / np.float32(255)) * 255, np.uint8)
        pen_darkness, lightest = min(pen_darkness, darkness + 25), 0.85
    grey = _inked(grey, type_ink, darkness)
    if pen_ink is not None:
        pressure = np.clip(0.9 + 0.2 * field(pen_ink.shape, 10, chance), lightest, 1)
        grey = _inked(grey, pen_ink * pressure, pen_darkness)
    if chance.random() < (0.05 if with_text else 0.2):
        grey = marks.seal(grey, em, chance)
    if chance.random() < (0.06 if with_text else 0.2):
        strokes = np.zeros_like(type_ink)
        marks.pen_stroke(strokes, em, chance)
        grey = _inked(grey, strokes, float(chance.uniform(20, 110)))
    if chance.random() < 0.03:
        grey = marks.lifted_rule(grey, baseline, em, chance)
    if not with_text and chance.random() < 0.2:
        grey = grey + field(grey.shape, 10, chance) * np.float32(chance.uniform(10, 60))
    return scene, grey


def _extent(ink: Mask, baseline: float) -> Scene:
    """Return the box of all ink, which is not empty where a text was set."""
    columns, rows = np.flatnonzero(ink.max(0) > 60), np.flatnonzero(ink.max(1) > 60)
    if not len(columns):
        return Scene(baseline, 0, baseline - 1, ink.shape[1], baseline)
    return Scene(
        baseline, float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)
    )


def _widened(ink: Mask, runs: Sequence[Run], chance: Chance) -> Mask:
    """Return ink as wide as pens and ribbons leave it; typefaces' hairlines are finer.

    ``runs`` are those on this layer; faces of the press stay as they are.
    """
    if not runs or runs[-1].face.kind == "print":
        return ink
    face, em = runs[-1].face, runs[-1].em_px
    own = stroke_width(face.file, face.number)
    # Wider would fill narrow letters.
    wanted = min(float(chance.uniform(*STROKES[face.kind])), 1.7 * own + 0.005)
    add_px = (wanted - own) * em
    if add_px < 0.1:
        return ink
    whole, part = divmod(add_px, 1)
    thick = ink
    if whole:
        thick = np.asarray(cv2.dilate(ink, _round_spot(int(whole) + 1)), np.uint8)
    thicker = cv2.dilate(ink, _round_spot(int(whole) + 2))
    return np.asarray(cv2.addWeighted(thick, 1 - part, thicker, part, 0), np.uint8)


def _round_spot(size: int) -> Mask:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)).astype(np.uint8)


def _pressed(ink: Mask, em: float, face: LineFace, chance: Chance) -> Mask:
    """Return type as ink takes to paper: spread, thinned, broken, in dots or as it should be."""
    luck = float(chance.random())
    if luck < 0.08 and em > 20 and stroke_width(face.file, face.number) < BOLD:
        size = 3 if em > 40 else 2
        return np.asarray(cv2.dilate(ink, np.ones((size, size), np.uint8)), np.uint8)
    if luck < 0.12 and em > 26:
        thinner = cv2.erode(ink, np.ones((2, 2), np.uint8))
        return np.asarray(cv2.addWeighted(ink, 0.45, thinner, 0.55, 0), np.uint8)
    if luck < 0.2:
        worn = np.clip(1 + 0.25 * field(ink.shape, 2 if em < 30 else 4, chance), 0.3, 1)
        return np.asarray(ink * worn, np.uint8)
    if luck < 0.215 and em >= 36:
        return _in_dots(ink, em)
    return ink


def _in_dots(ink: Mask, em: float) -> Mask:
    """Return type as a needle printer sets it, some twenty dots to the em."""
    step = max(2, round(em / 20))
    height, width = ink.shape
    small = cv2.resize(ink, (width // step, height // step), interpolation=cv2.INTER_AREA)
    dots = np.kron((small > 100).astype(np.uint8) * 255, _dot(step))
    result = np.zeros_like(ink)
    result[: dots.shape[0], : dots.shape[1]] = dots
    return result


def _dot(step: int) -> Mask:
    dot = np.ones((step, step), np.uint8)
    if step > 2:
        dot[0, 0] = dot[0, -1] = dot[-1, 0] = dot[-1, -1] = 0
    return dot


def _draw_form(
    around: Mask,
    runs: Sequence[Run],
    line: Set,
    scene: Scene,
    start: float,
    em: float,
    trailing: float,
    chance: Chance,
) -> None:
    """Draw rules, boxes and leaders of a printed form into ``around``."""
    luck = chance.random(3)
    if luck[0] < 0.13:
        marks.form_lines(around, scene.baseline, (scene.left, scene.right), em, chance)
    if trailing:
        marks.leader(around, scene.baseline, scene.right - trailing, scene.right, em, chance)
    elif luck[1] < 0.07 and not any(".." in run.text or "…" in run.text for run in runs):
        value = start + line.starts[-1]
        marks.leader(around, scene.baseline, value, scene.right, em, chance)


def _paper(ink: Mask, chance: Chance, *, on_plain: bool) -> Grey:
    """Return bare paper; print on its back is like ``ink``."""
    grey = np.full(ink.shape, chance.uniform(205, 255), np.float32)
    luck = chance.random(3)
    if luck[0] < 0.13 and not on_plain:
        grey = marks.security_pattern(grey, chance)
    if luck[1] < 0.06 and not on_plain:
        grey = marks.bleed_through(grey, ink, chance)
    if luck[2] < 0.3:
        grey = grain(grey, float(chance.random()), chance)
    return grey


def _inked(grey: Grey, ink: NDArray[np.uint8] | Grey, level: float) -> Grey:
    """Return ``grey`` with ink, 0 to 255, of grey ``level`` on it."""
    share = ink * np.float32(1 / 255)
    return np.asarray(grey - (grey - np.float32(level)) * share, np.float32)
