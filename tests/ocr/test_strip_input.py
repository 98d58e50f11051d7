"""Strips reach the network alike, whatever their paper and ink."""

import numpy as np
import pytest

from ocr.strip_input import LEAST_CONTRAST, STRIP_PX, WIDTH_STEP_PX, ink_of, padded


def strip(paper: int, ink: int, width: int = 100) -> np.ndarray:
    pixels = np.full((STRIP_PX, width), paper, np.uint8)
    pixels[20:30, 10:20] = ink
    return pixels


@pytest.mark.parametrize(("paper", "ink"), [(255, 0), (200, 90), (120, 20)])
def test_ink_is_one_and_paper_nothing_on_any_paper(paper: int, ink: int) -> None:
    seen = ink_of(strip(paper, ink))

    assert seen[25, 15] == pytest.approx(1.0)
    assert seen[5, 5] == 0.0


def test_bare_paper_does_not_become_text() -> None:
    faint = LEAST_CONTRAST // 4

    assert ink_of(strip(200, 200 - faint)).max() == pytest.approx(0.25, abs=0.01)


def test_strips_are_padded_with_paper_to_one_width() -> None:
    batch = padded([strip(255, 0, 40), strip(255, 0, 70)])

    assert batch.shape == (2, 1, STRIP_PX, 5 * WIDTH_STEP_PX)
    assert batch[0, 0, :, 40:].max() == 0.0
