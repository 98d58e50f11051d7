"""A page as a picture file, for people who look at what was read."""

import cv2
import numpy as np

from ocr.page import Page

# Print stays sharp; a third of the bytes of the library's usual 95.
_QUALITY = 85


def page_jpeg(page: Page) -> bytes:
    """Return the page's pixels as JPEG: grey stays grey, RGB becomes colour."""
    grey = page.pixels.ndim == 2
    pixels = page.pixels if grey else cv2.cvtColor(page.pixels, cv2.COLOR_RGB2BGR)
    _, data = cv2.imencode(".jpg", np.asarray(pixels), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return data.tobytes()
