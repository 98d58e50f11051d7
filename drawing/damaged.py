"""A page on its way to becoming a scan: its pixels, and where each printed value has gone."""

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from schemas.reading import Box

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Points = NDArray[np.float64]
Chance = np.random.Generator
# Points on the page before a move -> the same points after it; both (n, 2), x then y, in pixels.
Move = Callable[[Points], Points]

WHITE_LID = (247, 247, 245)  # what a flat-bed scanner sees beside the paper


class Damaged(NamedTuple):
    """One page with all that happened to it so far; every damage takes one and returns one.

    Attributes:
        image: RGB ``uint8``, shape (height, width, 3).
        dpi: pixels per inch of paper (nominal in a photo).
        moves: how pixels travelled from the clean face to here, oldest first.
        paper: ``uint8`` (height, width), 255 where there is paper; None: everywhere.
        behind: the other side of the leaf, upright, shown through it when it is thin.
        backing: colour of what is seen where there is no paper.
        kinds: names of the damages applied so far.
    """

    image: Pixels
    dpi: int
    moves: tuple[Move, ...] = ()
    paper: Pixels | None = None
    behind: Pixels | None = None
    backing: tuple[int, int, int] = WHITE_LID
    kinds: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        return int(self.image.shape[0])

    def px(self, mm: float) -> float:
        """Return how many pixels ``mm`` millimetres of paper take."""
        return mm * self.dpi / 25.4

    def carry(self, box: Box) -> Box | None:
        """Return where ``box`` of the clean face lies now, or None when it left the frame.

        The result is the upright rectangle around the box's outline, of which 16 points
        are followed, clipped to the frame.
        """
        points = outline(box)
        for move in self.moves:
            points = move(points)
        left, top = np.floor(points.min(axis=0))
        right, bottom = np.ceil(points.max(axis=0))
        clipped = Box(
            max(int(left), 0),
            max(int(top), 0),
            min(int(right), self.width),
            min(int(bottom), self.height),
        )
        if clipped.right <= clipped.left or clipped.bottom <= clipped.top:
            return None
        return clipped


def outline(box: Box) -> Points:
    """Return 16 points on the rim of ``box``, shape (16, 2)."""
    share = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    across = box.left + share * (box.right - box.left)
    down = box.top + share * (box.bottom - box.top)
    rim = [(x, y) for x in across for y in (box.top, box.bottom)]
    rim += [(x, y) for x in (box.left, box.right) for y in down[1:-1]]
    return np.array(rim, dtype=np.float64)


def homography(matrix: Points) -> Move:
    """Return the move that a 3 x 3 matrix makes."""

    def move(points: Points) -> Points:
        mapped = np.c_[points, np.ones(len(points))] @ matrix.T
        return np.asarray(mapped[:, :2] / mapped[:, 2:], dtype=np.float64)

    return move


def warped(page: Damaged, matrix: Points, size: tuple[int, int]) -> Damaged:
    """Return ``page`` seen through a 3 x 3 homography on a canvas of ``size`` (width, height).

    What has no paper shows the backing; ``behind`` is dropped, since it no longer fits.
    """
    image = cv2.warpPerspective(
        page.image, matrix, size, flags=cv2.INTER_LINEAR, borderValue=page.backing
    )
    paper = cv2.warpPerspective(paper_of(page), matrix, size, flags=cv2.INTER_LINEAR)
    return page._replace(
        image=np.asarray(image, np.uint8),
        paper=np.asarray(paper, np.uint8),
        moves=(*page.moves, homography(matrix)),
        behind=None,
    )


def paper_of(page: Damaged) -> Pixels:
    """Return 255 where there is paper, shape (height, width); do not write into it."""
    return np.full(page.image.shape[:2], 255, np.uint8) if page.paper is None else page.paper


def resampled(page: Damaged, dpi: int) -> Damaged:
    """Return ``page`` at another resolution, whole pixels; the same object at its own."""
    if dpi == page.dpi:
        return page
    scale = dpi / page.dpi
    size = (round(page.width * scale), round(page.height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC

    def sized(pixels: Pixels) -> Pixels:
        return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)

    matrix = np.diag([size[0] / page.width, size[1] / page.height, 1.0])
    return page._replace(
        image=sized(page.image),
        dpi=dpi,
        moves=(*page.moves, homography(matrix)),
        paper=None if page.paper is None else sized(page.paper),
        behind=None if page.behind is None else sized(page.behind),
    )


def multiplied(image: Pixels, factor: Floats) -> Pixels:
    """Return ``image`` times ``factor``, (h, w) or (h, w, 3), clipped to 0..255."""
    if factor.ndim == 2:
        factor = np.asarray(cv2.merge([factor] * 3), np.float32)
    return np.asarray(np.clip(image * factor, 0, 255), np.uint8)


def soft_field(shape: tuple[int, int], cells: int, chance: Chance) -> Floats:
    """Return smooth random values 0..1, shape (height, width), with about ``cells`` waves across.

    Drawn small and enlarged, so that it costs the same at any resolution.
    """
    height, width = shape
    rows = max(2, round(cells * height / width))
    coarse = chance.random((rows + 1, cells + 1), dtype=np.float32)
    field = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(np.asarray(field, np.float32), 0.0, 1.0)
