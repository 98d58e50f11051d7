"""Pieces of ink on a face, and how they hang together in lines."""

from typing import NamedTuple

import cv2
import numpy as np

# Sizes in pixels of the measured image, which has 150 dpi or less: 7 to 40 point print.
LEAST_HEIGHT, MOST_HEIGHT = 5, 120
LEAST_AREA = 8
# Width over height of a piece: less is an upright stroke, more is a rule.
SLENDEREST, WIDEST = 0.1, 16.0
# Ink is at least this much darker than the mean of its surroundings, in grey levels.
DARKER = 13
SURROUNDINGS_PX = 41
# Share of the face's darkest ink that counts as ink inside what is too large to be print.
DEEP = 0.5
# Less of its box filled is a frame or a ring, not a letter.
THINNEST = 0.1
STROKE_PX, STROKE_THICK_PX = 75, 4
# The part of a piece's height that lies between the feet and the heads of small letters.
CORE_TOP, CORE_BOTTOM = 0.3, 0.7
# How far a piece reaches for its neighbours, in its own heights, but at most so many typical ones.
REACH, LONGEST_REACH = 0.75, 1.0


class Pieces(NamedTuple):
    """Connected ink; row 0 of the arrays is the background.

    Attributes:
        labels: int32 (height, width), the number of the piece each pixel belongs to.
        boxes: int (n, 4) of left, top, width, height.
        areas: int (n,), pixels of ink.
        depths: float (n,), how much darker a piece is than its surroundings, on average.
        peaks: float (n,), how much darker it is where it is darkest.
        letters: bool (n,), of the size and shape of letters or words.
    """

    labels: np.ndarray
    boxes: np.ndarray
    areas: np.ndarray
    depths: np.ndarray
    peaks: np.ndarray
    letters: np.ndarray


def pieces_of(grey: np.ndarray) -> Pieces:
    """Return the pieces of ink on a grey image, ``uint8`` (height, width).

    Long level strokes through or under print are taken off it. What is too large to be print
    is looked at again for what is darker in it: letters that a seal or a pen stroke joins.
    """
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    mean = cv2.blur(smooth, (SURROUNDINGS_PX, SURROUNDINGS_PX))
    depth = cv2.subtract(mean, smooth)
    dark = _without_strokes(_mask(depth > DARKER))
    labels, ink, numbers, boxes = _connected(dark)
    huge = (boxes[:, 3] > MOST_HEIGHT) | (boxes[:, 2] > WIDEST * boxes[:, 3])
    huge[0] = False
    if huge.any():
        depths = depth.take(ink)
        deep = max(DARKER, int(DEEP * np.percentile(depths, 90)))
        dark.flat[ink[huge.take(numbers) & (depths < deep)]] = 0
        labels, ink, numbers, boxes = _connected(dark)
    _, _, width, height = boxes.T
    area = np.bincount(numbers, minlength=len(boxes))
    sums = np.bincount(numbers, depth.take(ink), minlength=len(boxes))
    letters = (
        (height >= LEAST_HEIGHT)
        & (height <= MOST_HEIGHT)
        & (area >= LEAST_AREA)
        & (area >= THINNEST * width * height)
        & (width >= SLENDEREST * height)
        & (width <= WIDEST * height)
    )
    letters[0] = False
    peaks = np.zeros(len(boxes))
    np.maximum.at(peaks, numbers, depth.take(ink))
    return Pieces(labels, boxes, area, sums / np.maximum(area, 1), peaks, letters)


def _connected(dark: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the pieces of ink that make up a mask.

    OpenCV's own boxes cost six times as much: it looks at all the paper for them.

    Returns:
        labels (height, width), the number of the piece of each pixel; where the ink is, counted
        along the rows, and of which piece, both (ink,); boxes (n, 4), those of the background 0.
    """
    count, labels = cv2.connectedComponents(dark, connectivity=8)
    ink = np.flatnonzero(dark > 0)
    numbers = labels.take(ink).astype(np.intp)
    y, x = np.divmod(ink, dark.shape[1])
    left, top, right, bottom = np.zeros((4, count), np.intp)
    left[:] = dark.shape[1]
    np.minimum.at(left, numbers, x)
    np.maximum.at(right, numbers, x + 1)
    # Rows come in order, and the last one written stays.
    top[numbers[::-1]] = y[::-1]
    bottom[numbers] = y + 1
    boxes = np.stack([left, top, right - left, bottom - top], axis=1)
    boxes[0] = 0
    return labels, ink, numbers, boxes


def _mask(where: np.ndarray) -> np.ndarray:
    """Return a bool array as OpenCV takes it, 255 for true."""
    return where.view(np.uint8) * np.uint8(255)


def _without_strokes(dark: np.ndarray) -> np.ndarray:
    """Return the mask less its long, thin, level strokes where nothing stands on or under them."""
    # An opening by a level bar; means over it are quicker than the bar's extremes.
    middles = _mask(cv2.blur(dark, (STROKE_PX, 1)) == 255)
    if not middles.any():
        return dark
    strokes = _mask(cv2.blur(middles, (STROKE_PX, 1)) > 0)
    thick = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((STROKE_THICK_PX + 1, 1), np.uint8))
    strokes = cv2.subtract(strokes, thick)
    rest = cv2.subtract(dark, cv2.dilate(strokes, np.ones((3, 1), np.uint8)))
    # A letter's stem goes on above or below the stroke: there it is cut out, not cut through.
    stems = cv2.dilate(rest, np.ones((2 * STROKE_THICK_PX + 1, 1), np.uint8))
    return np.asarray(cv2.bitwise_or(rest, cv2.bitwise_and(dark, stems)))


def typical_height(heights: np.ndarray, weights: np.ndarray) -> float:
    """Return the height near which most weight lies; ``heights`` holds at least one."""
    least, most = int(heights.min()), int(heights.max())
    if least == most:
        return float(least)
    heaped = [0.0, *np.bincount(heights, weights).cumsum().tolist()]

    def density(height: int) -> float:
        slack = max(1, round(0.1 * height))
        above = min(height + slack, most) + 1
        return float(heaped[above] - heaped[max(0, height - slack)]) / (2 * slack + 1)

    return float(max(range(least, most + 1), key=density))


def chains(pieces: Pieces, members: np.ndarray, size: float) -> np.ndarray:
    """Return for each piece the number of its chain from 1, or 0: int32 (n,).

    ``members`` are the numbers of the pieces to chain, ``size`` their typical height.
    """
    chained = np.zeros(len(pieces.boxes), np.int32)
    height, width = pieces.labels.shape
    chained[members] = chain_numbers(pieces.boxes[members], (height, width), size)
    return chained


def chain_numbers(boxes: np.ndarray, shape: tuple[int, int], size: float) -> np.ndarray:
    """Return for each box (n, 4: left, top, width, height) the number of its chain: int32 (n,).

    ``shape`` is height and width of the picture, ``size`` the boxes' typical height. Two are
    neighbours when their cores, drawn out sideways, meet: cores of one line overlap in height,
    those of neighbouring lines do not.
    """
    height, width = shape
    canvas = np.zeros((height, width), np.uint8)
    left, top, wide, high = boxes.T
    reach = np.minimum(REACH * high, LONGEST_REACH * size)
    x0 = np.maximum(0, left - reach).astype(int)
    x1 = np.minimum(width, left + wide + reach).astype(int) + 1
    y0 = (top + CORE_TOP * high).astype(int)
    y1 = np.maximum(y0 + 1, (top + CORE_BOTTOM * high).astype(int))
    for a, b, c, d in zip(y0.tolist(), y1.tolist(), x0.tolist(), x1.tolist(), strict=True):
        canvas[a:b, c:d] = 1
    _, labels = cv2.connectedComponents(canvas, connectivity=4)
    return np.asarray(labels[y0, np.minimum(left + wide // 2, width - 1)])
