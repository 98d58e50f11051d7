"""Drawn parcels have the area their papers state."""

from random import Random

import pytest

from drawing.sketch import enclosed, outline, sides


def test_a_square_of_ten_metres_encloses_a_hundred() -> None:
    square = [(2_300_000.0, 400_000.0), (2_300_010.0, 400_000.0),
              (2_300_010.0, 400_010.0), (2_300_000.0, 400_010.0)]  # fmt: skip

    assert enclosed(square) == pytest.approx(100)
    assert sides(square) == pytest.approx((10, 10, 10, 10))


@pytest.mark.parametrize("area", [42.0, 93.5, 1234.5, 48000.0])
@pytest.mark.parametrize("seed", range(6))
def test_printed_corners_enclose_the_stated_area(area: float, seed: int) -> None:
    corners = outline(Random(seed), area)

    assert enclosed(corners) == pytest.approx(area, abs=max(0.5, area * 0.005))
