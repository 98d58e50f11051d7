"""A page photographed from aside is seen from above; a flat one is left alone."""

import cv2
import numpy as np
import pytest

from drawing.dossier import draw_dossier
from ocr.enhance.keystone import fold_fan
from ocr.enhance.skew import skew_deg
from ocr.faces import GEOMETRY, applied
from ocr.page import Page
from schemas.document import Edition
from tests.ocr.drawn_pages import SENTENCES, Pixels, blank, mark_on, marked, middle, printed, scan

NARROWER = 0.12  # by which the far side of the paper is shorter


def form() -> Pixels:
    """Print with a ruled table below it."""
    page = printed(SENTENCES * 2)
    for x in (200, 420, 700, 1040):
        cv2.line(page, (x, 900), (x, 1300), (30, 30, 30), 2)
    for y in (900, 1000, 1100, 1200, 1300):
        cv2.line(page, (200, y), (1040, y), (30, 30, 30), 2)
    return page


def from_aside(pixels: Pixels, *, narrower: float = NARROWER) -> Pixels:
    """Return the page as a camera to its left sees it: its right side is farther off."""
    height, width = pixels.shape[:2]
    lost = narrower * height / 2
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[0, 0], [width, lost], [width, height - lost], [0, height]], np.float32)
    turned = cv2.getPerspectiveTransform(flat, seen)
    return np.asarray(
        cv2.warpPerspective(pixels, turned, (width, height), borderValue=(255, 255, 255))
    )


def slopes(page: Page) -> tuple[float, float]:
    """Return the tilt of the upper and of the lower half of a page, in degrees."""
    grey, half = page.grey, page.height // 2
    return skew_deg(grey[:half], page.dpi), skew_deg(grey[half:], page.dpi)


def test_lines_that_fan_out_are_level_again() -> None:
    seen = scan(from_aside(form()))
    assert abs(slopes(seen)[0] - slopes(seen)[1]) > 2

    folded = fold_fan(seen)

    assert slopes(folded) == pytest.approx((0, 0), abs=0.6)
    assert folded.size == seen.size


def test_a_mark_is_found_again_on_the_scan() -> None:
    seen = scan(from_aside(marked(form(), (900, 1400))))
    before = middle(mark_on(seen))

    folded = fold_fan(seen)

    assert folded is not seen
    there = middle(folded.box_on_scan(mark_on(folded)))
    assert there == pytest.approx(before, abs=3)


@pytest.mark.parametrize(
    "pixels",
    [form(), printed(SENTENCES * 3), np.array(blank()), printed(("Số 12",))],
    ids=["form", "print", "blank", "bare"],
)
def test_a_flat_page_comes_back_as_the_same_object(pixels: Pixels) -> None:
    page = scan(pixels)

    assert fold_fan(page) is page


@pytest.mark.parametrize("edition", list(Edition))
def test_no_flat_certificate_is_folded(edition: Edition) -> None:
    for face in draw_dossier(7, edition, dpi=150).faces:
        page = scan(np.asarray(face.image))
        level = applied(page, GEOMETRY[:-1])

        assert fold_fan(level) is level, face.kind
