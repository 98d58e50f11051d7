"""A coloured stamp over print is lifted off it; whatever else is coloured stays."""

import cv2
import numpy as np
import pytest

from ocr.enhance.colour import to_grey
from ocr.enhance.office_stamps import lift_stamps
from schemas.reading import Box
from tests.ocr.drawn_pages import PAPER, blank, ink_share, scan, write

RED, BLUE, VIOLET = (196, 32, 42), (38, 62, 150), (92, 48, 130)
YELLOW, PINK = (226, 205, 150), (250, 205, 210)
LINES = ("Thửa đất số: 123", "Tờ bản đồ số: 45", "Diện tích: 337,4 m²")


def printed() -> tuple[np.ndarray, list[Box]]:
    """Return a page of ``LINES``, and the box of each."""
    picture = blank(5, 4)
    boxes = [
        write(picture, (150, 200 + 90 * row), text, size_px=44) for row, text in enumerate(LINES)
    ]
    return np.array(picture), boxes


def pressed(
    page: np.ndarray, ink: tuple[int, int, int], lean_px: int = 20, framed: bool = True
) -> np.ndarray:
    """Return ``page`` with a stamp over its lines, an ink that lets the print through."""
    stamp = np.full_like(page, 255)
    corners = np.array([(180, 180), (680, 180 + lean_px), (680, 440 + lean_px), (180, 440)])
    if framed:
        cv2.polylines(stamp, [corners], True, ink, 5, cv2.LINE_AA)
    cv2.putText(stamp, "DA THU LE PHI", (200, 330), cv2.FONT_HERSHEY_DUPLEX, 2, ink, 6, cv2.LINE_AA)
    return np.rint(page / 255.0 * stamp).astype(np.uint8)


def on_paper(page: np.ndarray, paper: tuple[int, int, int]) -> np.ndarray:
    return np.rint(page / np.array(PAPER, float) * np.array(paper)).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("ink", [RED, BLUE, VIOLET])
@pytest.mark.parametrize("paper", [PAPER, YELLOW, PINK])
def test_print_under_a_stamp_is_as_without_it(
    ink: tuple[int, int, int], paper: tuple[int, int, int]
) -> None:
    page, boxes = printed()
    page = on_paper(page, paper)

    lifted = to_grey(lift_stamps(scan(pressed(page, ink))))

    bare = to_grey(scan(page))
    for box in boxes:
        assert ink_share(lifted, box) == pytest.approx(ink_share(bare, box), rel=0.15)


def test_a_fold_that_runs_through_a_stamp_does_not_hide_it() -> None:
    page, boxes = printed()
    stamped = pressed(page, BLUE)
    stamped[:, 420:424] = np.minimum(stamped[:, 420:424], (150, 165, 215))

    lifted = to_grey(lift_stamps(scan(stamped)))

    assert ink_share(lifted, boxes[1]) == pytest.approx(
        ink_share(to_grey(scan(page)), boxes[1]), rel=0.2
    )


def test_blue_writing_without_a_frame_stays() -> None:
    page, _ = printed()
    given = scan(pressed(page, BLUE, framed=False))

    assert lift_stamps(given) is given


def test_faint_print_under_a_red_stamp_is_as_without_it() -> None:
    page, _ = printed()
    faint = (255 - 0.4 * (255 - page.astype(float))).astype(np.uint8)

    lifted = lift_stamps(scan(pressed(faint, RED)))

    difference = np.abs(to_grey(lifted).pixels.astype(int) - to_grey(scan(faint)).pixels)
    assert np.percentile(difference, 99) < 20


@pytest.mark.parametrize("lean_px", [0, 20])
def test_rows_of_blue_writing_over_print_are_no_frame(lean_px: int) -> None:
    page, _ = printed()
    written = np.full_like(page, 255)
    for row in range(3):
        for start in range(150, 700, 26):  # letters of one height, close to each other
            top = 190 + 110 * row + lean_px * start // 700
            cv2.rectangle(written, (start, top), (start + 15, top + 30), BLUE, 4)
    given = scan(np.rint(page / 255.0 * written).astype(np.uint8))

    assert lift_stamps(given) is given


def test_print_in_a_ring_of_blue_ink_stays() -> None:
    page, _ = printed()
    cv2.ellipse(page, (420, 310), (300, 140), 3, 0, 360, BLUE, 5, cv2.LINE_AA)
    given = scan(page)

    assert lift_stamps(given) is given


def test_a_blue_frame_with_nothing_printed_under_it_stays() -> None:
    given = scan(pressed(np.array(blank(5, 4)), BLUE))

    assert lift_stamps(given) is given


@pytest.mark.parametrize("paper", [PAPER, YELLOW, PINK])
def test_black_print_in_a_black_box_stays(paper: tuple[int, int, int]) -> None:
    page, _ = printed()
    cv2.rectangle(page, (130, 160), (760, 480), (30, 30, 30), 4)
    given = scan(on_paper(page, paper))

    assert lift_stamps(given) is given


def test_a_grey_page_comes_back_as_the_same_object() -> None:
    given = scan(np.full((400, 300), 200, np.uint8))

    assert lift_stamps(given) is given
