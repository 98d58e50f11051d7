"""PDF files as pages: the scanned image itself where a page is one, else the page drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf as untyped_pymupdf

from ocr.limits import Limits, check_pixels
from ocr.load_pdf_poppler import poppler_page, poppler_page_count
from ocr.page import Page, Pixels
from ocr.paper_size import believable, paper_dpi
from schemas.errors import InputError
from schemas.set_aside_reasons import refusal

# It comes without types; said once here instead of at each call.
pymupdf: Any = untyped_pymupdf
# Its messages are read below, page by page; printed, they would tear the progress bar.
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

# MuPDF draws what it can and goes on. These messages mean that image data ends early, which
# poppler would draw as well, and say nothing.
_CUT_SHORT = re.compile(r"premature end|truncat|padding", re.IGNORECASE)
# These, that MuPDF could not make sense of something; poppler perhaps can.
_INCOMPLETE = re.compile(
    r"\berror:|treating as end of file|may not be correct|ignoring broken|too many|not enough"
    r"|cannot (?:load|draw|render|decode|find|open)",
    re.IGNORECASE,
)
_MUPDF_ERRORS = (
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    AttributeError,  # its wrapper goes on with None after some failures
    TypeError,
)
# How far, in points, an image may miss the edge of its page and still count as the page.
_EDGE_PT = 2.0
# Images smaller than this part of the largest are logos, seals and signatures: they do not set
# the resolution of the whole. Strips of one image are all of a size.
_SMALL_PART = 0.2
_MOSTLY_IMAGES = 0.5
_HIGHEST_RENDER_DPI = 600.0
# A sheet said to be larger than A2 is a small one with a wrong scale: drawn as if it were A3.
_LARGEST_SIDE_PT = 24 * 72.0
_SIDE_OF_OVERSIZED_PX = 4961


class PdfPages:
    """An open PDF; a hidden or visible text layer is never trusted, only pixels are handed on."""

    def __init__(self, path: Path, _name: str, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._document = _open(path, limits)
        self.page_count = 0 if self._document is None else _page_count(self._document)
        if not self.page_count:
            self.page_count = self._count_by_poppler()

    def pages(self, only: int | None = None) -> Iterator[Page]:
        for number in range(1, self.page_count + 1) if only is None else (only,):
            page = self._page(number)
            # Decoded images of finished pages would otherwise pile up, 256 MB of them.
            pymupdf.TOOLS.store_shrink(100)
            yield page

    def close(self) -> None:
        if self._document is not None:
            self._document.close()

    def _count_by_poppler(self) -> int:
        """Return the pages poppler sees where MuPDF sees none; from then on poppler draws."""
        intact = self._document is not None and not self._document.is_repaired
        self.close()
        self._document = None
        count = poppler_page_count(self._path, self._limits)
        if not count:
            raise refusal("no_pages" if intact else "pdf_broken")
        return count

    def _page(self, number: int) -> Page:
        if self._document is None:
            return poppler_page(self._path, number, self._limits)
        pymupdf.TOOLS.reset_mupdf_warnings()
        try:
            page = _mupdf_page(self._document, number, self._limits)
        except InputError:
            raise
        except _MUPDF_ERRORS as error:
            if "malloc" in str(error) or "memory" in str(error):
                raise refusal("out_of_memory") from error
            return poppler_page(self._path, number, self._limits)
        messages = pymupdf.TOOLS.mupdf_warnings()
        if _CUT_SHORT.search(messages):
            raise refusal("page_broken", page=number)
        if _INCOMPLETE.search(messages):
            return poppler_page(self._path, number, self._limits)
        return page


def _open(path: Path, limits: Limits) -> Any:
    """Return the open document, or None when MuPDF cannot make anything of it."""
    try:
        document = pymupdf.open(path, filetype="pdf")
    except _MUPDF_ERRORS:
        return None
    if document.needs_pass and not document.authenticate(""):
        document.close()
        # Some encrypt attachments only, which poppler knows to leave alone.
        if not poppler_page_count(path, limits):
            raise refusal("pdf_password")
        return None
    return document


def _page_count(document: Any) -> int:
    """Return the number of pages.

    Raises:
        Damaged: the file, cut short, claims more pages than can be found.
    """
    try:
        found = int(document.page_count)
        if document.is_repaired:
            told = _told_count(document)
            if told is not None and found < told:
                raise refusal("pages_missing", told=told, found=found)
    except _MUPDF_ERRORS:
        return 0
    return found


def _told_count(document: Any) -> int | None:
    """Return what the root of the page tree says, or None when it is not there."""
    kind, value = document.xref_get_key(document.pdf_catalog(), "Pages/Count")
    return int(value) if kind == "int" else None


@dataclass(frozen=True)
class _Placed:
    """An image on a page.

    ``matrix`` takes the unit square, image rows downwards, to the page as shown, in points.
    """

    width: int
    height: int
    matrix: Any

    @property
    def across_pt(self) -> float:
        return float(np.hypot(self.matrix.a, self.matrix.b))

    @property
    def down_pt(self) -> float:
        return float(np.hypot(self.matrix.c, self.matrix.d))

    @property
    def area(self) -> float:
        """The part of the page it takes, in square points."""
        return self.across_pt * self.down_pt

    @property
    def pixels_per_pt(self) -> float:
        return max(self.width / max(self.across_pt, 1e-3), self.height / max(self.down_pt, 1e-3))

    @property
    def has_square_pixels(self) -> bool:
        ratio = (self.width * self.down_pt) / max(self.height * self.across_pt, 1e-3)
        return 0.97 < ratio < 1.03


def _mupdf_page(document: Any, number: int, limits: Limits) -> Page:
    page = document[number - 1]
    for image in page.get_images(full=True):
        check_pixels(max(image[2], 1), max(image[3], 1), number, limits)
    # get_image_info speaks of the page before its /Rotate.
    placed = [
        _Placed(info["width"], info["height"], pymupdf.Matrix(info["transform"]) * turn)
        for turn in (page.rotation_matrix,)
        for info in page.get_image_info()
    ]
    scan = _scanned_image(page, placed)
    if scan is not None:
        xref, image = scan
        check_pixels(image.width, image.height, number, limits)
        pixels = _as_shown(_decoded(pymupdf.Pixmap(document, xref)), image.matrix)
        return _page_of(pixels, page.rect.width, number)
    zoom = _zoom(page.rect, placed, limits)
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace="rgb", alpha=False)
    return _page_of(_decoded(drawn), page.rect.width, number)


def _page_of(pixels: Pixels, page_width_pt: float, number: int) -> Page:
    height, width = pixels.shape[:2]
    stated = width * 72 / page_width_pt
    return Page.scanned(
        pixels, paper_dpi(width, height, stated), number, scan_dpi=max(1, round(stated))
    )


def _scanned_image(page: Any, placed: Sequence[_Placed]) -> tuple[int, _Placed] | None:
    """Return the number and place of the image that the page is, or None.

    It must be alone, opaque, upright or turned by quarters, with square pixels, and reach the
    edges; nothing visible may lie on it: no text, no line, no stamp of a signature.
    """
    if len(placed) != 1:
        return None
    resources = [
        row for row in page.get_images(full=True) if row[2:4] == (placed[0].width, placed[0].height)
    ]
    drawn = [kind for kind, _box in page.get_bboxlog()]
    visible = [kind for kind in drawn if kind != "ignore-text"]
    if len(resources) != 1 or visible != ["fill-image"] or resources[0][1]:  # [1]: soft mask
        return None
    if page.first_annot is not None or page.first_widget is not None:
        return None
    matrix, rect = placed[0].matrix, page.rect
    box = pymupdf.Rect(0, 0, 1, 1) * matrix
    slant = min(abs(matrix.b) + abs(matrix.c), abs(matrix.a) + abs(matrix.d))
    edges = (box.x0 - rect.x0, box.y0 - rect.y0, box.x1 - rect.x1, box.y1 - rect.y1)
    if slant > 0.5 or max(map(abs, edges)) > _EDGE_PT or not placed[0].has_square_pixels:
        return None
    return int(resources[0][0]), placed[0]


def _decoded(pixmap: Any) -> Pixels:
    """Return a pixmap as RGB or grey, copied out of MuPDF's memory."""
    if pixmap.alpha:
        pixmap = pymupdf.Pixmap(pixmap, 0)
    if pixmap.colorspace is None or pixmap.colorspace.n not in (1, 3):
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    rows = np.frombuffer(pixmap.samples_mv, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
    pixels = rows[:, : pixmap.width * pixmap.n]
    if pixmap.n == 1:
        return pixels.copy()
    return pixels.reshape(pixmap.height, pixmap.width, pixmap.n).copy()


def _as_shown(pixels: Pixels, matrix: Any) -> Pixels:
    """Return the image turned and mirrored by whole quarters as ``matrix`` places it."""
    across, down = matrix.a, matrix.d
    if abs(matrix.b) + abs(matrix.c) > abs(across) + abs(down):
        pixels = np.swapaxes(pixels, 0, 1)
        across, down = matrix.c, matrix.b
    return pixels[:: -1 if down < 0 else 1, :: -1 if across < 0 else 1]


def _zoom(rect: Any, placed: Sequence[_Placed], limits: Limits) -> float:
    """Return pixels per point for drawing a page: that of the images it mostly consists of."""
    long_pt, area = max(rect.width, rect.height), rect.width * rect.height
    if sum(image.area for image in placed) >= _MOSTLY_IMAGES * area:
        largest = max(image.area for image in placed)
        zoom = max(image.pixels_per_pt for image in placed if image.area >= largest * _SMALL_PART)
        if believable(round(rect.width * zoom), round(rect.height * zoom), zoom * 72):
            zoom = min(zoom, _HIGHEST_RENDER_DPI / 72)
    elif long_pt > _LARGEST_SIDE_PT:
        zoom = _SIDE_OF_OVERSIZED_PX / long_pt
    else:
        zoom = limits.render_dpi / 72
    return float(min(zoom, (limits.max_pixels / area) ** 0.5 * 0.999))
