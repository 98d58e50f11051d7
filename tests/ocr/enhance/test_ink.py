"""The rough mask counts letters, and neither shadows nor rules nor dust."""

import cv2
import numpy as np

from ocr.enhance.ink import at_dpi, ink_mask, letter_specks
from tests.ocr.drawn_pages import SENTENCES, printed, scan


def grey(pixels: np.ndarray) -> np.ndarray:
    return at_dpi(scan(pixels).grey, 150, 100)


def count(picture: np.ndarray) -> int:
    return len(letter_specks(ink_mask(picture)).boxes)


def test_a_page_is_never_enlarged() -> None:
    small = np.zeros((50, 40), np.uint8)

    assert at_dpi(small, 72, 100) is small
    assert at_dpi(small, 200, 100).shape == (25, 20)


def test_letters_are_counted() -> None:
    letters = sum(sign.isalnum() for sign in "".join(SENTENCES))

    assert 0.5 * letters < count(grey(printed(SENTENCES))) < 1.5 * letters


def test_a_shadow_over_half_the_page_is_no_ink() -> None:
    page = printed(SENTENCES)
    width = page.shape[1]
    # A shadow has a soft edge.
    light = np.interp(np.arange(width), [0.4 * width, 0.6 * width], [0.55, 1.0])
    shaded = page * light[None, :, None]

    plain = ink_mask(grey(page)).astype(np.uint8)
    found = ink_mask(grey(shaded.astype(np.uint8))).astype(np.uint8)
    around = np.ones((5, 5), np.uint8)
    assert (plain & cv2.dilate(found, around)).sum() > 0.95 * plain.sum()
    assert (found & cv2.dilate(plain, around)).sum() > 0.99 * found.sum()


def test_bare_and_tinted_paper_hold_no_specks() -> None:
    for tone in (255, 230, 120):
        assert count(np.full((300, 200), tone, np.uint8)) == 0


def test_rules_stamps_and_dust_are_no_letters() -> None:
    page = np.full((1200, 1800), 255, np.uint8)  # at 300 dpi
    cv2.line(page, (60, 150), (1740, 150), 0, 5)
    cv2.circle(page, (900, 600), 270, 0, 9)
    page[1050::21, 60::27] = 0  # single pixels

    assert count(at_dpi(page, 300, 100)) == 0


def test_the_mask_holds_the_kept_specks_alone() -> None:
    page = grey(printed(SENTENCES))
    cv2.line(page, (20, 30), (500, 30), 0, 2)

    specks = letter_specks(ink_mask(page))

    assert not specks.mask[26:35].any()
    assert specks.mask.any()
    left, top, width, height = specks.boxes[0]
    assert specks.mask[top : top + height, left : left + width].any()
