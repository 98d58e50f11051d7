"""QR codes and barcodes: exact values that outrank recognised text."""

from typing import NamedTuple

import cv2
import numpy as np
import zxingcpp

from schemas.reading import Box, Source
from schemas.text import nfc

# Looked for at these scales of the face, the first that yields something: small scans of
# finely printed codes are read only when enlarged.
SCALES = (1.0, 0.5, 2.0)
LARGEST_PX = 4_000_000


class Code(NamedTuple):
    """A decoded code: its text in NFC, and its box in pixels of the face."""

    text: str
    source: Source
    box: Box


def codes(grey: np.ndarray, *, thorough: bool) -> tuple[Code, ...]:
    """Return the codes on a face; ``grey`` is ``uint8`` (height, width).

    A ``thorough`` look tries several scales; else only the plain picture.
    """
    for scale in SCALES if thorough else SCALES[:1]:
        if scale > 1 and grey.size * scale * scale > 4 * LARGEST_PX:
            continue
        picture = (
            grey
            if scale == 1
            else cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        )
        found = tuple(_code(result, scale) for result in zxingcpp.read_barcodes(picture))
        if found:
            return found
    return ()


def _code(result: zxingcpp.Barcode, scale: float) -> Code:
    place = result.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    xs = [round(corner.x / scale) for corner in corners]
    ys = [round(corner.y / scale) for corner in corners]
    flat = "QR" in result.format.name
    return Code(
        nfc(result.text),
        Source.QR if flat else Source.BARCODE,
        Box(min(xs), min(ys), max(xs), max(ys)),
    )
