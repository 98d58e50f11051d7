"""Even light: shadows, yellowing and background pattern out, print left in."""

import cv2
import numpy as np

from ocr.page import Page

# The background is looked for in a neighbourhood far wider than a letter's strokes.
NEIGHBOURHOOD_INCH = 0.35
BACKGROUND_DPI = 50
# Share of the page along each rim where a scanner's lid or a desk may still peep in.
RIM = 0.04


def even_light(page: Page) -> Page:
    """Return the grey page divided by its own background, print stretched to the full range.

    The background is the local bright level: a closing over ``NEIGHBOURHOOD_INCH``, smoothed.
    Grey ``uint8`` in and out; a bilevel page comes back as the same object.
    """
    grey = page.pixels
    if _is_bilevel(grey):
        return page
    factor = min(1.0, BACKGROUND_DPI / page.dpi)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    size = max(3, int(NEIGHBOURHOOD_INCH * page.dpi * factor) | 1)
    bright = cv2.morphologyEx(
        small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    )
    bright = cv2.GaussianBlur(bright, (0, 0), size / 3)
    background = cv2.resize(bright, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, np.maximum(background, 1), scale=255)
    return page.with_pixels(stretch(even))


def stretch(grey: np.ndarray) -> np.ndarray:
    """Return ``grey`` with its dark print near black and its paper at white.

    The paper level is the median; the print level the 0.5 % darkest, never taken brighter
    than 140, so that an empty page is not stretched into noise. The rim is left out of account:
    a black sliver there must not leave all print pale.
    """
    top, left = (int(RIM * length) for length in grey.shape)
    sample = grey[top : len(grey) - top : 4, left : grey.shape[1] - left : 4]
    paper = max(float(np.median(sample)) - 12, 120.0)
    print_level = min(float(np.percentile(sample, 0.5)), 140.0)
    scale = 255.0 / max(paper - print_level, 1.0)
    table = np.clip((np.arange(256) - print_level) * scale, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(grey, table))


def _is_bilevel(grey: np.ndarray) -> bool:
    counts = np.bincount(grey[::3, ::3].ravel(), minlength=256)
    return bool(counts[0] + counts[255] > 0.98 * counts.sum())
