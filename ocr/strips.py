"""Lines of text cut out as the line reader takes them: straight, of one size, on one baseline."""

from math import ceil, floor
from typing import TypeVar

import cv2
import numpy as np

from ocr.lines import TextLine
from ocr.page import Pixels, frozen
from ocr.strip_input import BASELINE_ROW, STRIP_PX, X_HEIGHT_PX
from schemas.reading import Box

X = TypeVar("X", float, np.ndarray)

# Bare paper kept before and after the ink.
MARGIN_PX = 10
PAPER = 255
# Below this, pixels are averaged before they are moved; else fine strokes fall between samples.
AVERAGED_BELOW = 0.8


def strip(pixels: Pixels, line: TextLine) -> Pixels:
    """Return one line of a grey face as ``uint8`` (48, width), dark on light.

    The baseline lies level above ``BASELINE_ROW``, small letters are ``X_HEIGHT_PX`` high, rows
    stand upright on the baseline where it leans or bends. Grey levels are those of the face:
    contrast is the reader's affair. What lies beyond the face is white.
    """
    scale = _scale(line)
    xs = face_x(line, np.arange(width_of(line)) + 0.5)
    points = np.array(line.baseline)
    slopes = np.gradient(points[:, 1], points[:, 0])
    base, slope = (np.interp(xs, points[:, 0], column) for column in (points[:, 1], slopes))
    # Upright on the baseline, so many pixels of the face down from it.
    along = 1 / np.sqrt(1 + slope**2)
    down = (np.arange(STRIP_PX) + 0.5 - BASELINE_ROW) / scale
    ends = down[[0, -1], None]
    end_x, end_y = xs - ends * slope * along, base + ends * along
    left, top = max(0, floor(end_x.min()) - 3), max(0, floor(end_y.min()) - 3)
    right, bottom = ceil(end_x.max()) + 3, ceil(end_y.max()) + 3
    part: np.ndarray = pixels[top:bottom, left:right]
    if not part.size:
        return frozen(np.full((STRIP_PX, len(xs)), PAPER, np.uint8))
    shrink = 1.0
    if scale < AVERAGED_BELOW:
        height, width = part.shape
        size = max(1, round(width * scale)), max(1, round(height * scale))
        part = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
        shrink = scale
    # OpenCV counts from the centre of the first pixel, points here from its outer corner.
    first_x, first_y = (xs - left) * shrink - 0.5, (base - top) * shrink - 0.5
    step_x, step_y = -slope * along * shrink, along * shrink
    rows = down.astype(np.float32)[:, None]
    cut = cv2.remap(
        part,
        first_x.astype(np.float32) + rows * step_x.astype(np.float32),
        first_y.astype(np.float32) + rows * step_y.astype(np.float32),
        cv2.INTER_CUBIC if shrink == 1 else cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=PAPER,
    )
    return frozen(np.asarray(cut, np.uint8))


def width_of(line: TextLine) -> int:
    """Return how many pixels wide the line's strip is."""
    return max(1, round((line.right - line.left) * _scale(line))) + 2 * MARGIN_PX


def face_x(line: TextLine, strip_x: X) -> X:
    """Return the x on the face, at the baseline, of x on the line's strip."""
    return line.left + (strip_x - MARGIN_PX) / _scale(line)


def box_of(line: TextLine, x0: float, x1: float) -> Box:
    """Return the box on the face of what stands between two x of the line's strip."""
    return line.box_between(face_x(line, x0), face_x(line, x1))


def _scale(line: TextLine) -> float:
    """Return how many strip pixels one pixel of the face takes along the line."""
    return X_HEIGHT_PX / line.x_height
