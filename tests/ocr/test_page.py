"""Pages keep the way back to the scan through every step."""

import numpy as np
import pytest

from ocr.page import Page, rotation, shift, stretch
from schemas.reading import Box
from tests.ocr.drawn_pages import SENTENCES, printed

SPOT = Box(30, 20, 50, 28)


def marked_page(width: int = 120, height: int = 80, spot: Box = SPOT) -> Page:
    pixels = np.full((height, width, 3), 255, dtype=np.uint8)
    pixels[spot.top : spot.bottom, spot.left : spot.right] = 0
    return Page.scanned(pixels, dpi=300)


def ink(page: Page) -> Box:
    rows, columns = np.nonzero(page.grey < 128)
    return Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def test_pixels_cannot_be_changed() -> None:
    page = marked_page()

    with pytest.raises(ValueError, match="read-only"):
        page.pixels[0, 0] = 0


@pytest.mark.parametrize("turns", [-1, 0, 1, 2, 3, 4, 5])
def test_a_box_found_after_quarter_turns_is_exact_on_the_scan(turns: int) -> None:
    page = marked_page()

    turned = page.quarter(turns)

    assert turned.box_on_scan(ink(turned)) == Box(30, 20, 50, 28)


def test_a_quarter_turn_is_clockwise() -> None:
    page = marked_page(spot=Box(0, 0, 10, 10))

    turned = page.quarter(1)

    assert turned.size == (80, 120)
    assert ink(turned) == Box(70, 0, 80, 10)


def test_turning_is_clockwise() -> None:
    page = marked_page(100, 100, Box(45, 0, 55, 10))  # at the top

    assert ink(page.turned(90)) == Box(90, 45, 100, 55)  # now at the right


@pytest.mark.parametrize("factor", [0.5, 2.0, 3.0])
def test_a_box_found_on_a_scaled_page_is_exact_on_the_scan(factor: float) -> None:
    scaled = marked_page().scaled(factor)

    assert scaled.box_on_scan(ink(scaled)) == Box(30, 20, 50, 28)
    assert scaled.dpi == 300 * factor
    assert scaled.scan_dpi == 300


def test_steps_can_be_chained() -> None:
    chained = (
        marked_page(300, 200, Box(130, 90, 170, 110))
        .cropped(Box(20, 10, 290, 190))
        .quarter(3)
        .turned(4.0)
        .scaled(2)
    )

    box = chained.box_on_scan(ink(chained))

    assert box.left <= 130 <= box.left + 4
    assert box.top <= 90 <= box.top + 6
    assert box.right - 4 <= 170 <= box.right
    assert box.bottom - 6 <= 110 <= box.bottom


def test_warping_by_the_identity_changes_no_pixel() -> None:
    page = marked_page()

    assert np.array_equal(page.warped(np.eye(3), page.size).pixels, page.pixels)


def test_warping_by_whole_pixels_moves_them_exactly() -> None:
    page = marked_page()

    moved = page.warped(shift(10, 5), (60, 40))

    assert ink(moved) == Box(20, 15, 40, 23)
    assert moved.box_on_scan(ink(moved)) == Box(30, 20, 50, 28)


def test_what_a_warp_uncovers_is_white() -> None:
    page = marked_page()

    moved = page.warped(shift(-10, 0), page.size)

    assert bool((moved.pixels[:, :10] == 255).all())


def test_boxes_are_clipped_to_the_scan() -> None:
    page = marked_page().warped(shift(-10, -10), (200, 200))

    assert page.box_on_scan(Box(0, 0, 200, 200)) == Box(0, 0, 120, 80)


def test_a_crop_outside_the_page_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        marked_page().cropped(Box(500, 500, 600, 600))


def test_other_pixels_must_have_the_same_size() -> None:
    with pytest.raises(ValueError, match="pixels"):
        marked_page().with_pixels(np.zeros((10, 10), dtype=np.uint8))


def test_grey_is_made_once() -> None:
    page = marked_page()

    assert page.grey is page.grey
    assert page.grey.shape == (80, 120)
    assert page.with_pixels(page.grey).grey.shape == (80, 120)


def test_matrix_builders_agree_with_points() -> None:
    point = np.array([10.0, 20.0, 1.0])

    assert (shift(1, 2) @ point)[:2] == pytest.approx((11, 22))
    assert (stretch(2, 3) @ point)[:2] == pytest.approx((20, 60))
    assert (rotation(90, (0, 0)) @ point)[:2] == pytest.approx((-20, 10))


def test_the_matrix_of_a_record_is_row_major() -> None:
    assert marked_page().cropped(Box(3, 4, 20, 20)).matrix == (1, 0, 3, 0, 1, 4, 0, 0, 1)


def test_print_stays_sharp_through_several_warps() -> None:
    page = Page.scanned(printed(SENTENCES, height_in=3), 150)

    there = page.turned(3.3).quarter(1).cropped(Box(2, 2, 400, 1200)).turned(-1.4)
    once = page.warped(there.to_scan, there.size)

    assert there.size == once.size
    differences = np.abs(there.pixels.astype(int) - once.pixels)
    assert differences.max() <= 1


def test_new_pixels_are_not_lost_to_a_warp() -> None:
    page = marked_page().turned(2)

    white = page.with_pixels(np.full_like(page.pixels, 255)).turned(1)

    assert int(white.pixels.min()) == 255
