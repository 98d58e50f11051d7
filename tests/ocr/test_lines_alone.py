"""A crop of one line holds one line, however much of its neighbours peeps in."""

import numpy as np

from ocr.lines import TextLine
from ocr.lines_alone import line_alone

PAPER = 255


def crop_with(*marks: tuple[int, int, int, int]) -> np.ndarray:
    """Return a crop 90 high with black boxes (left, top, right, bottom)."""
    crop = np.full((90, 400), PAPER, np.uint8)
    for left, top, right, bottom in marks:
        crop[top:bottom, left:right] = 0
    return crop


def line(left: float, right: float, base: float, x_height: float = 20) -> TextLine:
    return TextLine(((left, base), (right, base)), x_height, left, right)


def test_half_lines_at_the_edges_are_left_to_the_neighbours() -> None:
    crop = crop_with((40, 30, 300, 58), (20, 80, 390, 90))

    found = line_alone(crop, [line(20, 390, 89, 8), line(40, 300, 58)])

    assert found is not None
    assert (found.left, found.right) == (40, 300)


def test_a_letter_that_the_search_left_out_belongs_to_the_line() -> None:
    crop = crop_with((12, 30, 24, 58), (40, 38, 300, 58), (340, 38, 352, 58))

    found = line_alone(crop, [line(40, 300, 58)])

    assert found is not None
    assert (found.left, found.right) == (12, 352)
    assert found.baseline[0][0] <= 12
    assert found.baseline[-1][0] >= 352


def test_the_longest_part_gives_the_height() -> None:
    crop = crop_with((10, 38, 30, 58), (100, 38, 300, 58))

    found = line_alone(crop, [line(10, 30, 50, 12), line(100, 300, 58)])

    assert found is not None
    assert found.x_height == 20
    assert (found.left, found.right) == (10, 300)


def test_marks_below_the_line_do_not_lengthen_it() -> None:
    crop = crop_with((100, 38, 300, 58), (310, 66, 390, 90))

    found = line_alone(crop, [line(100, 300, 58)])

    assert found is not None
    assert found.right == 300


def test_a_crop_with_lines_only_at_its_edges_holds_none() -> None:
    assert line_alone(crop_with((0, 80, 400, 90)), [line(0, 400, 89, 8)]) is None
    assert line_alone(crop_with(), []) is None
