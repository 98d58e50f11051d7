"""A page: frozen pixels that remember where on the scan they came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, cos, floor, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.bend import Bend, moves
from schemas.reading import Box
from schemas.words import Matrix

Pixels = NDArray[np.uint8]
Homography = NDArray[np.float64]

# Coordinates are measured from the outer corner of the first pixel, so pixel (0, 0) covers
# 0..1 and its centre lies at 0.5; OpenCV counts from that centre instead.
_CORNER_TO_CENTRE = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]], dtype=np.float64)
_CENTRE_TO_CORNER = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]], dtype=np.float64)
# A box on a flattened page is followed at so many points of its upper and of its lower side.
_POINTS_ON_SIDE = 9


def shift(dx: float, dy: float) -> Homography:
    """Return the 3 x 3 matrix that moves a point by (``dx``, ``dy``) pixels."""
    return np.array([[1, 0, dx], [0, 1, dy], [0, 0, 1]], dtype=np.float64)


def stretch(fx: float, fy: float) -> Homography:
    """Return the 3 x 3 matrix that multiplies x by ``fx`` and y by ``fy``."""
    return np.array([[fx, 0, 0], [0, fy, 0], [0, 0, 1]], dtype=np.float64)


def rotation(deg: float, centre: tuple[float, float]) -> Homography:
    """Return the 3 x 3 matrix that turns a point clockwise (y points down) about ``centre``."""
    c, s = cos(radians(deg)), sin(radians(deg))
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], dtype=np.float64)
    return shift(*centre) @ turn @ shift(-centre[0], -centre[1])


def frozen(pixels: NDArray[np.uint8]) -> Pixels:
    """Return ``pixels`` contiguous and read-only; copies only when it has to.

    The array given is made read-only too where it could be kept: hand over what you made.
    """
    solid = np.ascontiguousarray(pixels, dtype=np.uint8)
    solid.setflags(write=False)
    return solid


@dataclass(frozen=True, eq=False)
class Page:
    """One page, or a part of one, at some stage of being made easier to read.

    "The scan" is the page as a viewer shows it before any step of ours: EXIF orientation and
    the /Rotate of a PDF page are applied, nothing else. Boxes in results are on the scan.

    Attributes:
        pixels: RGB ``uint8`` (height, width, 3) or grey ``uint8`` (height, width), read-only.
        dpi: resolution of these pixels on paper; an estimate where the file says nonsense.
        number: page of the file, from 1.
        to_scan: 3 x 3 ``float64``; takes (x, y, 1) on these pixels to (x, y, w) on the scan,
            both measured from the top left corner of the top left pixel. On a flattened page
            it leads on from where a point lay while the page was bent (``as_bent``).
        scan_size: width and height of the scan in pixels.
        scan_dpi: resolution the file gives the scan, at which boxes are stated. For a PDF
            it is exact: one inch of the PDF page is ``scan_dpi`` pixels, however odd.
        bend: how the page was bent before it was flattened; None for most.
        drawn_from: pixels that these were drawn from, and the matrix that takes a point of these
            to those; a further warp starts from there, so that print is not softened twice.
    """

    pixels: Pixels
    dpi: int
    number: int
    to_scan: Homography
    scan_size: tuple[int, int]
    scan_dpi: int
    bend: Bend | None = None
    drawn_from: tuple[Pixels, Homography] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "pixels", frozen(self.pixels))
        matrix = np.array(self.to_scan, dtype=np.float64)
        matrix.setflags(write=False)
        object.__setattr__(self, "to_scan", matrix)

    @classmethod
    def scanned(
        cls, pixels: Pixels, dpi: int, number: int = 1, *, scan_dpi: int | None = None
    ) -> Page:
        """Return the page whose ``pixels`` are the scan itself."""
        height, width = pixels.shape[:2]
        return cls(pixels, dpi, number, np.eye(3), (width, height), scan_dpi or dpi)

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width, self.height

    @cached_property
    def grey(self) -> Pixels:
        """The pixels as grey (height, width), read-only; the very same array if grey already."""
        if self.pixels.ndim == 2:
            return self.pixels
        return frozen(np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8))

    @property
    def matrix(self) -> Matrix:
        """``to_scan`` row by row as nine floats, for records."""
        a, b, c, d, e, f, g, h, i = (float(number) for number in self.to_scan.ravel())
        return (a, b, c, d, e, f, g, h, i)

    def with_pixels(self, pixels: Pixels) -> Page:
        """Return the page with other pixels of the same height and width, grey or RGB.

        Raises:
            ValueError: the size differs, so that ``to_scan`` would no longer be true.
        """
        if pixels.shape[:2] != self.pixels.shape[:2]:
            raise ValueError(f"{pixels.shape[:2]} pixels for a page of {self.pixels.shape[:2]}")
        return replace(self, pixels=pixels, drawn_from=None)

    def warped(
        self,
        matrix_new_to_old: Homography,
        size: tuple[int, int],
        *,
        border: int = 255,
        dpi: int | None = None,
    ) -> Page:
        """Return the page seen through a homography.

        ``matrix_new_to_old`` takes (x, y, 1) on the new page to this one; ``size`` is the new
        width and height; what lies outside becomes ``border`` (grey level). Cubic interpolation
        of the pixels that were there before any warp, so shrink with ``scaled`` instead, which
        averages.
        """
        width, height = size
        new_to_old = np.asarray(matrix_new_to_old, dtype=np.float64)
        first, to_first = self.drawn_from or (self.pixels, np.eye(3))
        new_to_first = to_first @ new_to_old
        pixels = cv2.warpPerspective(
            first,
            _CORNER_TO_CENTRE @ new_to_first @ _CENTRE_TO_CORNER,
            (width, height),
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(border, border, border),
        )
        moved = self._moved(np.asarray(pixels, dtype=np.uint8), new_to_old, dpi or self.dpi)
        return replace(moved, drawn_from=(first, new_to_first))

    def turned(self, deg: float, *, border: int = 255) -> Page:
        """Return the page turned clockwise by ``deg`` about its middle; size is kept.

        A page that leans clockwise by s degrees is levelled by ``turned(-s)``.
        """
        centre = (self.width / 2, self.height / 2)
        return self.warped(rotation(-deg, centre), self.size, border=border)

    def quarter(self, turns: int) -> Page:
        """Return the page turned clockwise by ``turns`` quarters; exact, no resampling."""
        turns %= 4
        if turns == 0:
            return self
        # Where a point of the turned page was before: (x, y) -> old (x, y).
        back = {
            1: np.array([[0, 1, 0], [-1, 0, self.height], [0, 0, 1]], dtype=np.float64),
            2: np.array([[-1, 0, self.width], [0, -1, self.height], [0, 0, 1]], dtype=np.float64),
            3: np.array([[0, -1, self.width], [1, 0, 0], [0, 0, 1]], dtype=np.float64),
        }[turns]
        return self._moved(np.rot90(self.pixels, -turns), back, self.dpi)

    def scaled(self, factor: float) -> Page:
        """Return the page ``factor`` times as large, at least one pixel; dpi follows."""
        if factor == 1:
            return self
        width = max(1, round(self.width * factor))
        height = max(1, round(self.height * factor))
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        pixels = np.asarray(cv2.resize(self.pixels, (width, height), interpolation=how), np.uint8)
        back = stretch(self.width / width, self.height / height)
        scaled = self._moved(pixels, back, max(1, round(self.dpi * factor)))
        return replace(scaled, drawn_from=None)

    def cropped(self, box: Box) -> Page:
        """Return the part of the page inside ``box``, which is on these pixels and clipped to them.

        Raises:
            ValueError: nothing is left.
        """
        left, top = max(0, box.left), max(0, box.top)
        right, bottom = min(self.width, box.right), min(self.height, box.bottom)
        if right <= left or bottom <= top:
            raise ValueError(f"{box} lies outside a page of {self.width} x {self.height}")
        return self._moved(self.pixels[top:bottom, left:right], shift(left, top), self.dpi)

    def flattened(self, net: NDArray[np.float64]) -> Page:
        """Return the page as it is when each part of it is fetched from where ``net`` says.

        ``net`` is a ``Bend``'s. Size and dpi are kept; what comes from outside is white.

        Raises:
            ValueError: the page was flattened before.
        """
        if self.bend is not None:
            raise ValueError("a page is flattened once")
        right, down = moves(net, self.size)
        pixels = cv2.remap(
            self.pixels,
            np.arange(self.width, dtype=np.float32) + right,
            np.arange(self.height, dtype=np.float32)[:, None] + down,
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(255, 255, 255),
        )
        bend = Bend(net, np.eye(3))
        return replace(self, pixels=np.asarray(pixels, np.uint8), bend=bend, drawn_from=None)

    def as_bent(self, box: Box) -> Box:
        """Return the smallest upright box that held ``box`` before the page was flattened."""
        return self._around(np.eye(3), box) if self.bend is not None else box

    def box_on_scan(self, box: Box) -> Box:
        """Return the smallest upright box on the scan that holds ``box``, clipped to the scan."""
        around = self._around(self.to_scan, box)
        width, height = self.scan_size
        return Box(
            min(max(around.left, 0), width),
            min(max(around.top, 0), height),
            max(min(around.right, width), 0),
            max(min(around.bottom, height), 0),
        )

    def _around(self, matrix: Homography, box: Box) -> Box:
        """Return the smallest upright box around ``box`` bent and taken through ``matrix``."""
        sides = 2 if self.bend is None else _POINTS_ON_SIDE
        xs = np.linspace(box.left, box.right, sides)
        points = np.concatenate(
            [np.stack([xs, np.full(sides, y)], 1) for y in (box.top, box.bottom)]
        )
        if self.bend is not None:
            points = self.bend.bent(points)
        x, y, w = matrix @ np.vstack([points.T, np.ones(len(points))])
        x, y = x / w, y / w
        # A hair of tolerance, so that 99.9999999 does not become 99 and widen the box.
        return Box(
            floor(float(x.min()) + 1e-6),
            floor(float(y.min()) + 1e-6),
            ceil(float(x.max()) - 1e-6),
            ceil(float(y.max()) - 1e-6),
        )

    def _moved(self, pixels: Pixels, new_to_old: Homography, dpi: int) -> Page:
        bend = None if self.bend is None else self.bend.moved(new_to_old)
        drawn_from = self.drawn_from and (self.drawn_from[0], self.drawn_from[1] @ new_to_old)
        return replace(
            self,
            pixels=pixels,
            dpi=dpi,
            to_scan=self.to_scan @ new_to_old,
            bend=bend,
            drawn_from=drawn_from,
        )
