import pytest

from export.affine import Affine, rotation
from export.page_frame import Rect, frame, scan_to_user
from tests.export.examples import PAGE_SIZE, page_text

SHOWN = Rect(0, 0, 400, 600)


def test_maps_follow_one_another() -> None:
    double, move = Affine(2, 0, 0, 2, 0, 0), Affine(1, 0, 0, 1, 10, 0)

    assert double.then(move).at((1, 1)) == (12, 2)
    assert move.then(double).at((1, 1)) == (22, 2)


def test_a_turn_is_counter_clockwise_about_its_centre() -> None:
    assert rotation(90, (10, 10)).at((20, 10)) == pytest.approx((10, 20))


@pytest.mark.parametrize(
    ("rotate", "top_left", "bottom_right"),
    [
        (0, (50, 700), (450, 100)),
        (90, (50, 100), (450, 700)),
        (180, (450, 100), (50, 700)),
        (270, (450, 700), (50, 100)),
    ],
)
def test_the_shown_page_lies_in_the_crop_box_however_it_is_turned(
    rotate: int, top_left: tuple[float, float], bottom_right: tuple[float, float]
) -> None:
    size = (800, 1200) if rotate % 180 == 0 else (1200, 800)

    to_user = scan_to_user(*size, Rect(50, 100, 450, 700), rotate)

    assert to_user.at((0, 0)) == pytest.approx(top_left)
    assert to_user.at(size) == pytest.approx(bottom_right)


@pytest.mark.parametrize("turned_deg", [0, 90, 180, 270])
def test_quarter_turns_make_the_text_run_along_the_page(turned_deg: int) -> None:
    text = page_text(turned_deg=turned_deg)
    shown = Rect(0, 0, text.width, text.height)

    placed = frame(text, shown, 0)

    face = text.faces[0]
    a, _, c, d, _, f, *_ = face.to_scan
    left_top = placed.scan_to_page.at((c, f))
    right_top = placed.scan_to_page.at((a * face.width + c, d * face.width + f))
    assert right_top[1] == pytest.approx(left_top[1])
    assert right_top[0] - left_top[0] == pytest.approx(face.width)
    assert left_top == pytest.approx((placed.box.x0, placed.box.y1))


def test_a_page_that_leans_clockwise_is_turned_back() -> None:
    placed = frame(page_text(skew_deg=2.0), SHOWN, 0)

    # A line that falls to the right by 2 degrees, as scanned, comes out level.
    left = placed.scan_to_page.at((100, 300))
    right = placed.scan_to_page.at((300, 300 + 200 * 0.0349208))
    assert right[1] == pytest.approx(left[1], abs=1e-3)


def test_no_corner_of_the_scan_is_lost() -> None:
    placed = frame(page_text(skew_deg=3.0), SHOWN, 0)

    for x in (0, PAGE_SIZE[0]):
        for y in (0, PAGE_SIZE[1]):
            at = placed.scan_to_page.at((x, y))
            assert placed.box.x0 - 1e-6 <= at[0] <= placed.box.x1 + 1e-6
            assert placed.box.y0 - 1e-6 <= at[1] <= placed.box.y1 + 1e-6


def test_a_level_page_keeps_its_box() -> None:
    assert frame(page_text(), SHOWN, 0).box == SHOWN
