"""Cuts a drawn line out of its paper as a line finder would that errs."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.strip_input import BASELINE_ROW, STRIP_PX, X_HEIGHT_PX
from training.line_damage import Grey
from training.line_looks import USUAL_X
from training.line_setting import Chance, Run, Set

SMALLEST_X, LARGEST_X = 10.0, 21.0
LONGEST_PX = 2400
# Pages whose light was evened before the strip was cut: bare paper is white.
WHITENED = 0.45


class Cut(NamedTuple):
    """How the finder cuts: where the strip lies on the drawn paper.

    Attributes:
        scale: strip pixels per pixel of the paper.
        left, right: strip pixels before and after what is to be read.
        down: by how many strip pixels the line lies too low.
        tilt: fall of the baseline per strip pixel.
        bend: how far the baseline's middle sags, in strip pixels.
        lean: shear, to the right with height.
    """

    scale: float
    left: float
    right: float
    down: float
    tilt: float
    bend: float
    lean: float


class Scene(NamedTuple):
    """Where things lie on the drawn paper, in its pixels; the text's ink fills the box."""

    baseline: float
    left: float
    top: float
    right: float
    bottom: float


def choose_cut(runs: Sequence[Run], em: float, line: Set, chance: Chance) -> Cut:
    """Return where a line finder that errs would put the strip."""
    spread = 2.6 if runs[-1].pen else 1.7
    height = min(max(X_HEIGHT_PX + spread * float(chance.standard_normal()), SMALLEST_X), LARGEST_X)
    scale = height / (USUAL_X * em)
    scale = min(scale, LONGEST_PX / max(line.width_px, 1))
    left, right = (margin(chance), margin(chance))
    width = max(line.width_px * scale, 60.0)
    level = chance.random() < 0.35
    steepest = min(0.026, 5 / (width / 2))
    tilt = 0.0 if level else float(chance.triangular(-steepest, 0, steepest))
    bend = 0.0 if chance.random() < 0.6 else float(chance.uniform(-2.5, 2.5))
    down = float(np.clip(chance.normal(0, 1.3), -5, 5))
    lean = 0.0
    if runs[-1].pen:
        lean = float(chance.uniform(-0.12, 0.22)) if len(runs) == 1 else 0.0
    elif chance.random() < 0.05:
        lean = float(chance.uniform(-0.08, 0.08))
    return Cut(scale, left, right, down, tilt, bend, lean)


def margin(chance: Chance) -> float:
    """Return strip pixels before or after the ink: mostly the usual ten, at times too few."""
    luck = float(chance.random())
    if luck < 0.2:
        return float(chance.uniform(0, 3))
    if luck < 0.6:
        return float(np.clip(chance.normal(10, 2), 0, 40))
    return float(min(40, chance.exponential(12)))


def cut_out(grey: Grey, scene: Scene, cut: Cut, chance: Chance) -> NDArray[np.uint8]:
    """Return the strip that ``cut`` takes, moved or shrunk where letters would be lost."""
    cut = kept_whole(cut, scene)
    width = max(8, round((scene.right - scene.left) * cut.scale + cut.left + cut.right))
    shrink = 1.0
    if cut.scale < 0.8 and chance.random() < 0.85:
        # Most ways down to the strip's size average what they leave out.
        shrink = cut.scale
        size = max(1, round(grey.shape[1] * shrink)), max(1, round(grey.shape[0] * shrink))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)
    # Counted from the corners of pixels; OpenCV counts from the middle of the first.
    x = np.arange(width, dtype=np.float32)[None] + 0.5
    across = 2 * x / width - 1
    down = cut.down + cut.tilt * across * (width / 2) + cut.bend * (1 - across * across)
    row = np.arange(STRIP_PX, dtype=np.float32)[:, None] + 0.5 - BASELINE_ROW - down
    map_y = (scene.baseline + row / cut.scale) * shrink - 0.5
    map_x = (scene.left + (x - cut.left + cut.lean * row) / cut.scale) * shrink - 0.5
    strip = cv2.remap(
        grey,
        map_x.astype(np.float32),
        map_y.astype(np.float32),
        cv2.INTER_CUBIC if chance.random() < 0.4 else cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    if chance.random() < WHITENED:
        dark, light = np.percentile(strip[:, ::2], (1, float(chance.uniform(40, 90))))
        left = float(chance.uniform(0, 70))
        strip = left + (strip - dark) * np.float32((255 - left) / max(float(light - dark), 50.0))
    return np.clip(strip, 0, 255).astype(np.uint8)


def kept_whole(cut: Cut, scene: Scene) -> Cut:
    """Return ``cut`` so that little of any letter lies outside the strip, above or below."""
    above, below = scene.baseline - scene.top, scene.bottom - scene.baseline
    lost = 0.07 * above
    width = (scene.right - scene.left) * cut.scale + cut.left + cut.right
    stray = abs(cut.tilt) * width / 2 + abs(cut.bend) / 2
    room = STRIP_PX - stray
    scale = min(cut.scale, room / max(above + max(below, 0) - 2 * lost, 1))
    highest = (above - lost) * scale - BASELINE_ROW + stray
    lowest = STRIP_PX - BASELINE_ROW - (below - lost) * scale - stray
    down = min(max(cut.down, highest), max(lowest, highest))
    return cut._replace(scale=scale, down=down)
