"""Dotted leaders go; dots that belong to letters stay."""

import cv2
import numpy as np
import pytest

from ocr.leaders import lift_leaders
from ocr.page import Page
from schemas.reading import Box
from tests.ocr.drawn_pages import SERIF, Pixels, blank, ink_share, scan, write

DPI = 300


def with_leader(page: Pixels, y: int, left: int, right: int, pitch: int = 12) -> Pixels:
    dotted = page.copy()
    for x in range(left, right, pitch):
        cv2.circle(dotted, (x, y), 2, (40, 40, 40), -1)
    return dotted


def as_page(pixels: Pixels) -> Page:
    grey = scan(pixels, DPI)
    return grey.with_pixels(grey.grey)


def test_a_dotted_leader_goes() -> None:
    dotted = with_leader(np.array(blank(4, 2, DPI)), 300, 100, 1100)

    lifted = lift_leaders(as_page(dotted))

    assert int(lifted.pixels.min()) > 200


@pytest.mark.parametrize("text", ["Lại Thị Nhị Hạnh, ở tại xã", "Số: 1.234,5 m² (ị ọ ụ ạ)"])
def test_dots_below_letters_and_of_punctuation_stay(text: str) -> None:
    picture = blank(6, 2, DPI)
    write(picture, (100, 200), text, size_px=55)
    page = as_page(np.array(picture))

    assert lift_leaders(page) is page


def test_text_on_a_leader_stays_whole() -> None:
    picture = blank(6, 2, DPI)
    box = write(picture, (300, 200), "Nguyễn Thị Lại", size_px=55)
    bare = np.array(picture)
    dotted = with_leader(bare, box.bottom + 14, 100, 1500)

    lifted = lift_leaders(as_page(dotted))

    assert np.array_equal(
        lifted.pixels[: box.bottom + 4] < 160, as_page(bare).pixels[: box.bottom + 4] < 160
    )
    below = Box(100, box.bottom + 8, 1500, box.bottom + 22)
    assert ink_share(lifted, below) < 0.005


def test_a_printed_row_of_points_is_a_leader() -> None:
    picture = blank(6, 2, DPI)
    box = write(picture, (100, 200), "Địa chỉ:" + "." * 60, size_px=55, face=SERIF)
    page = as_page(np.array(picture))

    lifted = lift_leaders(page)

    points = Box(500, box.top, box.right, box.bottom)
    assert ink_share(page, points) > 0.01
    assert ink_share(lifted, points) < 0.002


def test_a_tilted_leader_goes_too() -> None:
    page = np.array(blank(4, 2, DPI))
    for number, x in enumerate(range(100, 1100, 12)):
        cv2.circle(page, (x, 300 + number // 12), 2, (40, 40, 40), -1)

    assert int(lift_leaders(as_page(page)).pixels.min()) > 200


def test_a_few_dots_are_no_leader() -> None:
    page = as_page(with_leader(np.array(blank(4, 2, DPI)), 300, 100, 160))

    assert lift_leaders(page) is page


def test_dots_far_apart_are_no_leader() -> None:
    page = as_page(with_leader(np.array(blank(4, 2, DPI)), 300, 50, 1150, pitch=60))

    assert lift_leaders(page) is page


def test_lifting_moves_nothing() -> None:
    lifted = lift_leaders(as_page(with_leader(np.array(blank(4, 2, DPI)), 300, 100, 1100)))

    assert np.array_equal(lifted.to_scan, np.eye(3))
