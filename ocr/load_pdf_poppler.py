"""The second opinion on a PDF: poppler draws a page that MuPDF could not."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)
from PIL import Image

from ocr.limits import Limits, check_pixels
from ocr.page import Page
from ocr.paper_size import paper_dpi
from schemas.set_aside_reasons import refusal

_FAILURES = (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
    OSError,
    ValueError,  # pdf2image turns odd lines of pdfinfo into numbers
)
_LARGEST_SIDE_PT = 24 * 72.0
_SIDE_OF_OVERSIZED_PX = 4961
_SIZE = re.compile(r"([\d.]+) x ([\d.]+) pts")


def poppler_page_count(path: Path, limits: Limits) -> int:
    """Return the number of pages poppler sees, 0 when it cannot open the file either."""
    try:
        return int(pdfinfo_from_path(str(path), timeout=limits.page_timeout_s)["Pages"])
    except (*_FAILURES, KeyError):
        return 0


def poppler_page(path: Path, number: int, limits: Limits) -> Page:
    """Return page ``number``, from 1, as poppler draws it.

    Raises:
        Damaged: poppler complains too, or shows a bare page: what MuPDF missed is missing.
        TooLarge: the page would have too many pixels.
    """
    try:
        dpi = _dpi(path, number, limits)
        with TemporaryDirectory(prefix="sodo-") as folder:
            convert_from_path(
                str(path),
                dpi=dpi,
                first_page=number,
                last_page=number,
                output_folder=folder,
                paths_only=True,
                use_cropbox=True,
                strict=True,
                timeout=limits.page_timeout_s,
            )
            (drawn,) = Path(folder).iterdir()
            with Image.open(drawn) as image:
                check_pixels(*image.size, number, limits)
                pixels = np.asarray(image.convert("RGB"), dtype=np.uint8)
    except _FAILURES as error:
        raise refusal("page_broken", page=number) from error
    if int(pixels.min()) == int(pixels.max()):
        raise refusal("page_broken", page=number)
    height, width = pixels.shape[:2]
    return Page.scanned(pixels, paper_dpi(width, height, dpi), number, scan_dpi=dpi)


def _dpi(path: Path, number: int, limits: Limits) -> int:
    """Return the resolution to draw at: the usual one, less on sheets said to be huge."""
    facts = pdfinfo_from_path(
        str(path), first_page=number, last_page=number, timeout=limits.page_timeout_s
    )
    size = next(
        (
            match
            for key, value in facts.items()
            if key.startswith("Page") and (match := _SIZE.search(str(value)))
        ),
        None,
    )
    if size is None:
        raise refusal("page_broken", page=number)
    long_pt = max(float(size[1]), float(size[2]), 1.0)
    if long_pt > _LARGEST_SIDE_PT:
        return max(1, round(_SIDE_OF_OVERSIZED_PX / long_pt * 72))
    return limits.render_dpi
