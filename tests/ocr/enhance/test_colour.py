"""Red seals and pink patterns fade, print of every other colour stays."""

import cv2
import numpy as np
import pytest

from ocr.enhance.colour import is_red_cover, red_print, to_grey
from tests.ocr.drawn_pages import PAPER, blank, ink_share, scan, write

PINK = (245, 215, 218)
SEAL = (205, 35, 45)


def letters_under_a_seal() -> tuple[np.ndarray, list[tuple[int, int, int, int]]]:
    picture = blank(4, 3)
    box = write(picture, (150, 200), "Nguyễn Văn Bình", size_px=40)
    page = np.array(picture)
    overlay = page.copy()
    cv2.circle(overlay, (300, 225), 110, SEAL, -1)
    # A stamp is translucent: ink under it still shows.
    return np.minimum(page, overlay), [tuple(box)]


def test_black_text_stays_where_a_red_seal_lies_over_it() -> None:
    sealed, _ = letters_under_a_seal()
    picture = blank(4, 3)
    box = write(picture, (150, 200), "Nguyễn Văn Bình", size_px=40)

    lifted = to_grey(scan(sealed))

    bare = to_grey(scan(np.array(picture)))
    assert ink_share(lifted, box) == pytest.approx(ink_share(bare, box), rel=0.1)
    # The seal itself is almost as light as the paper.
    assert int(lifted.pixels[150, 300]) > 190


@pytest.mark.parametrize("ink", [(25, 25, 30), (30, 50, 150), (90, 40, 120)])
def test_black_blue_and_purple_ink_stay_dark(ink: tuple[int, int, int]) -> None:
    page = np.full((60, 60, 3), PAPER, np.uint8)
    page[20:40, 20:40] = ink

    assert int(to_grey(scan(page)).pixels[30, 30]) < 130


def test_a_pink_pattern_fades() -> None:
    page = np.full((60, 60, 3), PAPER, np.uint8)
    page[::4] = PINK

    grey = to_grey(scan(page)).pixels

    assert int(grey.max()) - int(grey.min()) < 12


def test_a_grey_page_comes_back_as_the_same_object() -> None:
    page = scan(np.full((40, 30), 200, np.uint8))

    assert to_grey(page) is page


@pytest.mark.parametrize(
    ("colour", "cover"),
    [
        ((150, 30, 40), True),
        ((120, 60, 40), True),
        (PINK, False),
        (PAPER, False),
        ((30, 30, 30), False),
    ],
)
def test_a_cover_is_known_by_its_saturated_red(colour: tuple[int, int, int], cover: bool) -> None:
    assert is_red_cover(np.full((300, 200, 3), colour, np.uint8)) is cover


def test_an_open_booklet_on_a_brown_desk_is_no_cover() -> None:
    photo = np.full((300, 420, 3), (120, 60, 40), np.uint8)
    photo[30:270, 20:200] = PAPER
    photo[30:270, 200:390] = (150, 30, 40)

    assert not is_red_cover(photo)


def test_a_booklet_half_of_which_is_dark_is_not_turned_to_its_negative() -> None:
    copy = np.full((300, 420), 20, np.uint8)
    copy[:, :190] = 250

    assert np.array_equal(to_grey(scan(copy)).pixels, copy)
    assert int(to_grey(scan(copy[:, 200:])).pixels[0, 0]) == 235


@pytest.mark.parametrize("ink", [(235, 205, 110), (20, 15, 15)], ids=["gold", "black"])
def test_print_on_a_red_cover_becomes_dark_on_light(ink: tuple[int, int, int]) -> None:
    cover = np.full((200, 300, 3), (160, 30, 40), np.uint8)
    cover[90:110, 100:200] = ink

    grey = to_grey(scan(cover)).pixels

    assert int(grey[100, 150]) < 130
    assert int(grey[20, 20]) > 220


@pytest.mark.parametrize("ink", [(235, 205, 110), (20, 15, 15)], ids=["gold", "black"])
def test_a_shadow_on_a_red_cover_hides_no_print(ink: tuple[int, int, int]) -> None:
    cover = np.full((600, 900, 3), (160, 30, 40), np.uint8)
    for left in range(60, 840, 60):
        cover[290:310, left : left + 20] = ink
    light = 1 - 0.6 / (1 + np.exp((np.arange(900) - 450) / 20))
    shadowed = np.asarray(cover * light[None, :, None], np.uint8)

    grey = to_grey(scan(shadowed)).pixels

    print_, bare = grey[300, 70:840:60], grey[200, 70:840:60]
    assert int(print_.max()) < 150
    assert int(bare.min()) > 200


def test_red_ink_alone_is_kept_for_serials() -> None:
    page = np.full((100, 200, 3), PINK, np.uint8)
    page[20:40, 20:80] = SEAL
    page[60:80, 20:80] = (25, 25, 30)

    red = red_print(scan(page))

    assert red is not None
    assert int(red.pixels[30, 50]) < 80
    assert int(red.pixels[70, 50]) > 230
    assert int(red.pixels[5, 150]) > 250


def test_a_grey_page_has_no_red_ink() -> None:
    assert red_print(scan(np.full((40, 30), 200, np.uint8))) is None


def test_colour_steps_move_nothing() -> None:
    page = scan(np.full((40, 30, 3), PAPER, np.uint8))

    assert np.array_equal(to_grey(page).to_scan, page.to_scan)
    assert to_grey(page).size == page.size
