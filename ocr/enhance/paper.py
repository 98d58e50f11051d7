"""The paper on its background: photographed pages squared up, black scanner edges cleared."""

import cv2
import numpy as np

from ocr.enhance.colour import to_grey
from ocr.enhance.ink import MEASURE_DPI, at_dpi, ink_mask, letter_specks
from ocr.page import Page

LOOK_PX = 500  # long side of the picture the outline is looked for in
SMALLEST_SHARE, LARGEST_SHARE = 0.35, 0.985
# Distance in Lab from the colour around the picture's rim; pale paper tints stay below it.
FAR_FROM_RIM = 30.0
# How well four straight edges must describe the outline.
SQUARENESS = 0.94
# Share of the background that must look like the rim, and how far corners may be from square.
PLAIN_BACKGROUND = 0.85
MOST_SLANTED_DEG = 25.0
# Letters seen beside a sheet before it is taken for a part of something larger; desks show none.
MOST_PRINT_AROUND = 20
EDGE_PX = 6  # colours are compared this far on either side of an edge, at ``LOOK_PX``


def square_up(page: Page) -> Page:
    """Return the sheet alone, seen straight on, when it lies on a different background.

    The background is what the picture's rim shows; the sheet is the large four-sided region
    that differs from it. Without such a region (a plain scan) the same object comes back, and
    so does a region with print beside it: the red cover of an open booklet lies on no desk.
    """
    corners = paper_corners(page.pixels)
    if corners is None or _print_around(page, corners) > MOST_PRINT_AROUND:
        return page
    top_left, top_right, bottom_right, bottom_left = corners
    width = round(max(_length(top_left, top_right), _length(bottom_left, bottom_right)))
    height = round(max(_length(top_left, bottom_left), _length(top_right, bottom_right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    new_to_old = np.asarray(
        cv2.getPerspectiveTransform(target, corners.astype(np.float32)), np.float64
    )
    return page.warped(new_to_old, (width, height))


def _print_around(page: Page, corners: np.ndarray) -> int:
    """Return how many letters stand outside the four-sided region, a small margin aside."""
    small = at_dpi(to_grey(page).pixels, page.dpi, MEASURE_DPI)
    sheet = np.zeros(small.shape, np.uint8)
    factor = small.shape[1] / page.width
    cv2.fillConvexPoly(sheet, np.rint(corners * factor).astype(np.int32), 1)
    sheet = np.asarray(cv2.dilate(sheet, np.ones((9, 9), np.uint8)), np.uint8)
    x, y = letter_specks(ink_mask(small)).centres.astype(int).T
    return int(np.count_nonzero(sheet[y, x] == 0))


def paper_corners(pixels: np.ndarray) -> np.ndarray | None:
    """Return the sheet's corners (4, 2) as x, y from top left clockwise, or None if unsure."""
    factor = LOOK_PX / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    rgb = small if small.ndim == 3 else cv2.cvtColor(small, cv2.COLOR_GRAY2RGB)
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    rim = np.concatenate(
        [
            lab[:4].reshape(-1, 3),
            lab[-4:].reshape(-1, 3),
            lab[:, :4].reshape(-1, 3),
            lab[:, -4:].reshape(-1, 3),
        ]
    )
    distance = np.linalg.norm(lab - np.median(rim, axis=0), axis=2)
    mask = (cv2.GaussianBlur(distance, (5, 5), 0) > FAR_FROM_RIM).astype(np.uint8)
    # Print and seals leave holes in the sheet; a sheet has none.
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    outline = max(outlines, key=cv2.contourArea)
    hull = cv2.convexHull(outline)
    share = cv2.contourArea(hull) / mask.size
    if not SMALLEST_SHARE < share < LARGEST_SHARE:
        return None
    quad = _four_sides(hull)
    if quad is None:
        return None
    overlap = np.zeros_like(mask)
    cv2.fillConvexPoly(overlap, quad.astype(np.int32), 1)
    hull_mask = np.zeros_like(mask)
    cv2.fillConvexPoly(hull_mask, hull, 1)
    union = np.count_nonzero(cv2.bitwise_or(overlap, hull_mask))
    if np.count_nonzero(cv2.bitwise_and(overlap, hull_mask)) < SQUARENESS * union:
        return None
    # Dense print on a bare page closes into a block too, but most of it is the rim's colour.
    if float(np.median(distance[overlap > 0])) < FAR_FROM_RIM:
        return None
    # A stained or unevenly lit sheet that fills the picture has no rim of one colour.
    around = distance[overlap == 0]
    if around.size and float(np.mean(around < FAR_FROM_RIM)) < PLAIN_BACKGROUND:
        return None
    if not _nearly_rectangular(quad) or not _has_edges(lab, quad):
        return None
    corners: np.ndarray = _clockwise(quad) / factor
    return corners


def _four_sides(hull: np.ndarray) -> np.ndarray | None:
    """Return the hull simplified to four corners (4, 2), or None when it has another shape."""
    perimeter = cv2.arcLength(hull, closed=True)
    for tolerance in np.arange(0.01, 0.08, 0.005):
        corners = cv2.approxPolyDP(hull, tolerance * perimeter, closed=True)
        if len(corners) == 4:
            return corners.reshape(4, 2).astype(np.float64)
        if len(corners) < 4:
            return None
    return None


def _nearly_rectangular(quad: np.ndarray) -> bool:
    """Tell whether every corner is within ``MOST_SLANTED_DEG`` of a right angle."""
    before, after = np.roll(quad, 1, axis=0) - quad, np.roll(quad, -1, axis=0) - quad
    cosine = (before * after).sum(axis=1) / (
        np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1) + 1e-9
    )
    return bool(np.all(np.abs(cosine) < np.sin(np.deg2rad(MOST_SLANTED_DEG))))


def _has_edges(lab: np.ndarray, quad: np.ndarray) -> bool:
    """Tell whether the picture's colour jumps along the quad's sides, as at the edge of a sheet.

    Light that falls off gradually also divides a picture in two, but without an edge. Sides
    along the picture's own rim say nothing; at least one must lie inside it.
    """
    height, width = lab.shape[:2]
    middle = quad.mean(axis=0)
    checked = 0
    for start, end in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        along = start + np.linspace(0.1, 0.9, 41)[:, None] * (end - start)
        normal = np.array([end[1] - start[1], start[0] - end[0]]) / (_length(start, end) + 1e-9)
        if np.dot(normal, along[20] - middle) < 0:
            normal = -normal
        outside, inside = along + EDGE_PX * normal, along - EDGE_PX * normal
        fits = (outside >= 0).all(axis=1) & (outside[:, 0] < width) & (outside[:, 1] < height)
        if fits.mean() < 0.7:
            continue
        checked += 1
        there, here = outside[fits].astype(int), inside[fits].astype(int)
        jump = np.linalg.norm(lab[there[:, 1], there[:, 0]] - lab[here[:, 1], here[:, 0]], axis=1)
        if float(np.mean(jump > FAR_FROM_RIM * 0.6)) < 0.6:
            return False
    return checked > 0


def _clockwise(quad: np.ndarray) -> np.ndarray:
    sums, differences = quad.sum(axis=1), quad[:, 0] - quad[:, 1]
    order = [
        int(np.argmin(sums)),
        int(np.argmax(differences)),
        int(np.argmax(sums)),
        int(np.argmin(differences)),
    ]
    return quad[order]


def _length(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.linalg.norm(a - b))


def clear_dark_edges(page: Page) -> Page:
    """Return the grey page with black areas that touch its rim painted white.

    A scanner's open lid or a copier leaves them. Print that merely touches the rim stays:
    an area must fill more than 0.2 % of the page to go.
    """
    grey = page.pixels
    factor = min(1.0, LOOK_PX * 2 / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = (cv2.medianBlur(small, 5) < 70).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    height, width = small.shape
    goes = np.zeros(count, bool)
    for label in range(1, count):
        left, top, wide, high, area = stats[label]
        at_rim = left == 0 or top == 0 or left + wide == width or top + high == height
        goes[label] = at_rim and area > 0.002 * small.size
    if not goes.any():
        return page
    # One pixel of margin at this scale covers the soft edge of the black.
    mask = cv2.dilate(goes[labels].astype(np.uint8), np.ones((5, 5), np.uint8))
    full = cv2.resize(mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    cleared = grey.copy()
    cleared[full > 0] = 255
    return page.with_pixels(cleared)
