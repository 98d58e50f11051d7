"""From colour to the grey a recogniser likes: red seals and pink patterns fade, print stays."""

import cv2
import numpy as np

from ocr.page import Page

# A cover is mostly saturated dark red or brown; certificates' pink is far paler.
COVER_SATURATION = 90
COVER_SHARE, COVER_SHARE_OF_HALF = 0.5, 0.3
# The bare cover is what most of a neighbourhood wider than a letter shows.
BARE_DPI, BARE_INCH = 25, 0.6
# A page is dark when this share of it is darker than this; half of an open booklet is not enough.
DARK_PAGE, DARK_PERCENT = 90, 70


def to_grey(page: Page) -> Page:
    """Return the page as ``uint8`` grey with red ink lifted off.

    Red light is reflected by red seals and by the pink guilloche almost as by bare paper, and
    swallowed by black, blue and purple ink: the red channel alone therefore keeps print and
    handwriting and drops seals. A dark red cover is another matter: see ``_cover_print``.
    """
    if page.pixels.ndim == 2:
        return page.with_pixels(255 - page.pixels) if is_dark(page.pixels) else page
    if is_red_cover(page.pixels):
        return page.with_pixels(_cover_print(page.pixels, page.dpi))
    grey = np.ascontiguousarray(page.pixels[:, :, 0])
    return page.with_pixels(255 - grey if is_dark(grey) else grey)


def is_dark(grey: np.ndarray) -> bool:
    """Tell whether most of the page is dark, as the copy of a red cover is: its print is light."""
    return float(np.percentile(grey[::8, ::8], DARK_PERCENT)) < DARK_PAGE


def _cover_print(rgb: np.ndarray, dpi: int) -> np.ndarray:
    """Return the print of a red cover as dark on light: gold and black alike.

    Gold is brighter than the bare cover around it in green light, black is darker in red light;
    whichever stands out more at a pixel is its ink. A shadow dims the bare cover as well.
    """
    red, green = (np.asarray(rgb[:, :, i], np.float32) for i in (0, 1))
    bare_red, bare_green = (np.maximum(_bare(rgb[:, :, i], dpi), 1) for i in (0, 1))
    light = np.minimum(bare_red / float(np.median(bare_red)), 1)
    black = (bare_red - red) / bare_red
    gold = (green - bare_green) / np.maximum(200.0 * light - bare_green, 1.0)
    # Compression puts dark shadows beside gold letters; black print stands apart from them.
    near_gold = cv2.dilate((gold > 0.4).astype(np.uint8), np.ones((13, 13), np.uint8)) > 0
    print_level = 255 * (1 - np.where(near_gold, gold, np.maximum(black, gold)))
    return np.asarray(np.clip(print_level, 0, 255), np.uint8)


def _bare(channel: np.ndarray, dpi: int) -> np.ndarray:
    """Return what most of the surroundings of each pixel look like, as ``float32``."""
    factor = min(1.0, BARE_DPI / dpi)
    small = cv2.resize(channel, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    usual = cv2.medianBlur(small, round(BARE_INCH * dpi * factor) | 1)
    smooth = cv2.GaussianBlur(usual.astype(np.float32), (0, 0), BARE_INCH * dpi * factor / 6)
    height, width = channel.shape
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR))


def red_print(page: Page) -> Page | None:
    """Return the red ink alone as dark on light grey, None for a page without colour.

    Titles and, on some editions, serials are printed in red and vanish from ``to_grey``.
    """
    if page.pixels.ndim == 2:
        return None
    red, green, blue = (page.pixels[:, :, i].astype(np.int16) for i in range(3))
    redness = red - np.maximum(green, blue)
    # The paper's own tint is no ink: measure from the page's typical redness.
    redness = redness - int(np.median(redness[::4, ::4]))
    return page.with_pixels(np.clip(255 - 2 * redness, 0, 255).astype(np.uint8))


def is_red_cover(rgb: np.ndarray) -> bool:
    """Tell whether most of the page is saturated red or brown, as the cover of a red book is.

    The cover must reach into every half of it: beside a cover, an open booklet shows paper.
    """
    small = cv2.resize(rgb, (64, 64), interpolation=cv2.INTER_AREA)
    hue, saturation, _ = cv2.split(cv2.cvtColor(small, cv2.COLOR_RGB2HSV))
    cover = ((hue < 15) | (hue > 165)) & (saturation > COVER_SATURATION)
    halves = (cover[:32], cover[32:], cover[:, :32], cover[:, 32:])
    return float(cover.mean()) > COVER_SHARE and all(
        float(half.mean()) > COVER_SHARE_OF_HALF for half in halves
    )
