"""The rough mask counts letters, and neither shadows nor rules nor dust."""

import cv2
import numpy as np
import pytest

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


def test_a_shadow_over_half_the_page_changes_little() -> None:
    page = printed(SENTENCES)
    shaded = page.astype(float)
    shaded[:, : page.shape[1] // 2] *= 0.55

    assert count(grey(shaded.astype(np.uint8))) == pytest.approx(count(grey(page)), rel=0.1)


def test_bare_and_tinted_paper_hold_no_specks() -> None:
    for tone in (255, 230, 120):
        assert count(np.full((300, 200), tone, np.uint8)) == 0


def test_rules_stamps_and_dust_are_no_letters() -> None:
    page = np.full((400, 600), 255, np.uint8)
    cv2.line(page, (20, 50), (580, 50), 0, 2)
    cv2.circle(page, (300, 200), 90, 0, 3)
    page[350::7, 20::9] = 0  # single pixels

    assert count(page) == 0


def test_the_mask_holds_the_kept_specks_alone() -> None:
    page = grey(printed(SENTENCES))
    cv2.line(page, (20, 30), (500, 30), 0, 2)

    specks = letter_specks(ink_mask(page))

    assert not specks.mask[26:35].any()
    assert specks.mask.any()
    left, top, width, height = specks.boxes[0]
    assert specks.mask[top : top + height, left : left + width].any()
