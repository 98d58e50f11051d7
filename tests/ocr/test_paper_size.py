"""A resolution is believed when it makes a paper that exists."""

import pytest

from ocr.paper_size import believable, paper_dpi


@pytest.mark.parametrize(
    ("width", "height", "dpi", "expected"),
    [
        (2480, 3508, 300, True),  # A4
        (1011, 638, 300, True),  # an identity card
        (9921, 7016, 300, False),  # A1: no paper of ours
        (2480, 3508, 72, False),  # 49 inches
        (100, 100, 300, False),  # a third of an inch
        (2480, 3508, 0, False),
        (2480, 3508, -300, False),
        (2480, 3508, float("nan"), False),
        (2480, 3508, float("inf"), False),
        (2480, 3508, None, False),
    ],
)
def test_only_papers_of_our_kinds_are_believed(
    width: int, height: int, dpi: float | None, expected: bool
) -> None:
    assert believable(width, height, dpi) is expected


@pytest.mark.parametrize(
    ("size", "stated", "dpi"),
    [
        ((2480, 3508), 199.6, 200),
        ((2480, 3508), None, 300),  # upright: A4
        ((4961, 3508), 72.0, 300),  # lying: an open A3 booklet
        ((10, 10), None, 50),
        ((90_000, 90_000), None, 1250),
    ],
)
def test_a_silent_file_is_taken_for_a4_or_an_open_booklet(
    size: tuple[int, int], stated: float | None, dpi: int
) -> None:
    assert paper_dpi(*size, stated) == dpi
