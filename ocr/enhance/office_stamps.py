"""Blue and violet office stamps pressed over print fade; blue handwriting stays."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import cv2
import numpy as np

from ocr.page import Page, Pixels

# Frames are looked for at this resolution: their strokes are a pixel wide there.
LOOK_DPI = 100
# Ink that lets through so much more of the paper's blue light than of its other light is blue.
# The faint pieces of a frame are less blue, the edges of black print on yellow paper as blue;
# half of a frame is bluer than those ever are.
FAINT_BLUE, LEAST_BLUE, FRAME_BLUE = 0.07, 0.1, 0.24
# Length and height of a stamp's frame.
LENGTHS_INCH, HEIGHTS_INCH = (0.7, 4.0), (0.2, 2.0)
# Gaps of bad inking that are closed, one after the other: what joins a frame's pieces may join
# its letters or a fold to it, too. And how far a frame's strokes stray from straight.
GAPS_INCH, STRAY_INCH = (0.03, 0.05, 0.08), 0.03
# A frame is inked along so much of its outline, and along so much of each side.
INKED_OUTLINE, INKED_SIDE = 0.85, 0.7
# Light in which bare paper and black print stand among the pixels looked at.
PAPER_PERCENT, BLACK_PERCENT = 70, 4
# Darker in every colour than this share of the paper is print; less of it is nothing to uncover.
PRINT_LEVEL, LEAST_PRINT = 0.5, 0.012
# A stamp's ink swallows less than this of blue light, as a density; print swallows more.
ALONE_DENSITY = 1.2


class _Frame(NamedTuple):
    """A leaning box in pixels at ``LOOK_DPI``: as `cv2.minAreaRect` gives it."""

    centre: tuple[float, float]
    size: tuple[float, float]
    angle: float

    def corners(self, wider: float) -> np.ndarray:
        """Return the four corners of the box, ``wider`` pixels further out; (4, 2)."""
        width, height = self.size
        return np.asarray(
            cv2.boxPoints((self.centre, (width + 2 * wider, height + 2 * wider), self.angle))
        )


def lift_stamps(page: Page) -> Page:
    """Return a colour page with framed blue and violet stamps taken off the print they cover.

    Inks lie over one another like filters: what each swallows adds up, as a density. Print
    swallows all colours alike, a stamp more of one than of another, always in its own ratio. So
    two colours tell how much of the stamp lies on a pixel, and how much of its density is print.

    Where a frame covers no print it stays, for what is written in it may be the value; and so
    does all blue ink without a frame.
    """
    if page.pixels.ndim == 2:
        return page
    factor = min(1.0, LOOK_DPI / page.dpi)
    shrunk = cv2.resize(page.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = np.asarray(shrunk, np.uint8)
    dpi = page.dpi * factor
    lifted: Pixels | None = None
    for frame in _frames(_blueness(small), dpi):
        if _covers_print(small, frame):
            lifted = page.pixels.copy() if lifted is None else lifted
            corners = frame.corners(STRAY_INCH * dpi) / factor
            _lift(lifted, np.rint(corners).astype(np.int32))
    return page if lifted is None else page.with_pixels(lifted)


def _paper_of(rgb: np.ndarray) -> np.ndarray:
    """Return the light of bare paper in each colour, 1 to 255; (3,)."""
    light = np.percentile(rgb.reshape(-1, 3), PAPER_PERCENT, axis=0)
    return np.asarray(np.maximum(light, 1.0))


def _blueness(rgb: Pixels) -> np.ndarray:
    """Return how much more of the paper's blue light than of its other light gets through, 0 to 1.

    Blue ink swallows red most, violet ink green; what is redder than the paper is neither.
    """
    paper = _paper_of(rgb[::4, ::4])
    # Black print is not quite black: on yellow paper it would seem bluer than the paper.
    black = float(np.percentile(rgb[::4, ::4], BLACK_PERCENT))
    passed = (rgb.astype(np.float32) - black) / np.maximum(paper - black, 1).astype(np.float32)
    red, green, blue = (passed[:, :, colour] for colour in range(3))
    return np.where(blue > red, blue - np.minimum(red, green), 0)


def _frames(blueness: np.ndarray, dpi: float) -> list[_Frame]:
    """Return boxes that are drawn along their own outline, none within another."""
    bluest = cv2.dilate(blueness, np.ones((1 + 2 * round(STRAY_INCH * dpi),) * 2, np.uint8))
    if not (bluest >= FRAME_BLUE).any():
        return []
    found: list[_Frame] = []
    for box in sorted(_boxes(blueness, dpi), key=lambda box: -box.size[0] * box.size[1]):
        if any(cv2.pointPolygonTest(kept.corners(0), box.centre, False) >= 0 for kept in found):
            continue
        sides = [bluest[y, x] for x, y in _sides(box, bluest.shape)]
        shares = [float((side > LEAST_BLUE).mean()) for side in sides]
        inked = np.mean(shares) >= INKED_OUTLINE and min(shares) >= INKED_SIDE
        if inked and float(np.median(np.concatenate(sides))) >= FRAME_BLUE:
            found.append(box)
    return found


def _boxes(blueness: np.ndarray, dpi: float) -> Iterator[_Frame]:
    """Yield the boxes around pieces of ink, and around the bare spots that they enclose.

    A fold or a pen that runs into a frame changes its outer shape, but not what it holds.
    """
    for least, gap in product((FAINT_BLUE, LEAST_BLUE), GAPS_INCH):
        size = max(3, round(gap * dpi)) | 1
        ink = (blueness > least).astype(np.uint8)
        closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
        outlines, _ = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        for outline in outlines:
            box = _box_around(outline)
            height, length = sorted(side / dpi for side in box.size)
            if _within(height, HEIGHTS_INCH) and _within(length, LENGTHS_INCH):
                yield box


def _box_around(outline: np.ndarray) -> _Frame:
    (x, y), (width, height), angle = cv2.minAreaRect(outline)
    return _Frame((x, y), (width, height), angle)


def _within(size: float, least_and_most: tuple[float, float]) -> bool:
    least, most = least_and_most
    return least <= size <= most


def _sides(box: _Frame, shape: tuple[int, ...]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield x and y of the pixels along each side of a box on a picture of this shape."""
    corners = box.corners(0)
    height, width = shape
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        steps = np.linspace(0, 1, max(2, round(float(np.hypot(*(end - start))))))[:, None]
        x, y = np.rint(start + steps * (end - start)).astype(int).T
        yield np.clip(x, 0, width - 1), np.clip(y, 0, height - 1)


def _covers_print(rgb: Pixels, frame: _Frame) -> bool:
    part, inside = _inside(rgb, np.rint(frame.corners(0)).astype(np.int32))
    if not inside.any():
        return False
    lightest = (part[inside] / _paper_of(part[inside])).max(axis=1)
    return float((lightest < PRINT_LEVEL).mean()) >= LEAST_PRINT


def _inside(rgb: Pixels, corners: np.ndarray) -> tuple[Pixels, np.ndarray]:
    """Return the part of ``rgb`` around a box, as a view, and which of its pixels are in it."""
    height, width = rgb.shape[:2]
    left, top = np.clip(corners.min(0), 0, (width, height))
    right, bottom = np.clip(corners.max(0) + 1, 0, (width, height))
    part = rgb[top:bottom, left:right]
    inside = np.zeros(part.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, corners - (left, top), 1)
    return part, inside > 0


def _lift(rgb: Pixels, corners: np.ndarray) -> None:
    """Leave of the pixels of ``rgb`` inside ``corners`` what is print, grey on the paper."""
    part, inside = _inside(rgb, corners)
    paper = _paper_of(part[inside])
    density = -np.log(np.clip(part[inside] / paper, 1 / 255, 1.0))
    blue = density[:, 2]
    # The colour that the stamp swallows most: red light for a blue stamp, green for a violet one.
    most = density[:, :2][:, int(density[:, :2].mean(axis=0).argmax())]
    difference = np.maximum(most - blue, 0.0)
    alone = (difference > LEAST_BLUE) & (blue < ALONE_DENSITY)
    ratio = float(np.median(blue[alone] / difference[alone])) if alone.any() else 0.0
    print_density = np.maximum(blue - ratio * difference, 0.0)
    part[inside] = np.rint(np.exp(-print_density)[:, None] * paper).astype(np.uint8)
