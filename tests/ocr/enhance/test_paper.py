"""A photographed sheet is squared up; a plain scan is left alone; black edges go."""

import cv2
import numpy as np
import pytest

from drawing.damage import damage
from drawing.damaged import Damaged
from drawing.dossier import DrawnFace, draw_dossier
from ocr.enhance.paper import clear_dark_edges, paper_corners, square_up
from ocr.enhance.skew import deskew
from schemas.document import Edition
from tests.ocr.drawn_pages import (
    SENTENCES,
    Pixels,
    blank,
    mark_on,
    marked,
    middle,
    printed,
    scan,
    through,
)

DESK = (110, 80, 55)
CORNERS = np.array([[190, 160], [1080, 90], [1170, 1500], [120, 1610]], np.float32)


def photographed(sheet: Pixels, desk: tuple[int, int, int] = DESK) -> tuple[Pixels, np.ndarray]:
    """Return a photo of the sheet on a desk, and the homography from sheet to photo."""
    height, width = sheet.shape[:2]
    outline = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(outline, CORNERS)
    photo = cv2.warpPerspective(sheet, matrix, (1280, 1720), borderValue=desk)
    return np.asarray(photo, np.uint8), matrix


def test_the_corners_of_a_photographed_sheet_are_found() -> None:
    photo, _ = photographed(printed())

    corners = paper_corners(photo)

    assert corners is not None
    assert np.abs(corners - CORNERS).max() < 12


def shadowed(photo: Pixels) -> Pixels:
    """Return the photo with a soft shadow that falls from the left over desk and sheet."""
    height, width = photo.shape[:2]
    y, x = np.indices((height, width))
    edge = 0.45 * width + 0.2 * width * np.sin(y / height * 5)
    light = 1 - 0.5 / (1 + np.exp((x - edge) / 25))
    return np.asarray(photo * light[..., None], np.uint8)


def striped(photo: Pixels, desk: tuple[int, int, int]) -> Pixels:
    """Return the photo with the desk's one colour turned to grain that runs across."""
    grain = np.random.default_rng(5).normal(1, 0.05, (photo.shape[0] // 6 + 1, 4))
    tone = cv2.resize(grain, (photo.shape[1], photo.shape[0]))[..., None]
    is_desk = (photo == np.array(desk, np.uint8)).all(axis=2, keepdims=True)
    return np.asarray(np.where(is_desk, np.clip(photo * tone, 0, 255), photo), np.uint8)


@pytest.mark.parametrize("desk", [(196, 196, 190), (70, 66, 64), (96, 60, 44)])
def test_neither_shadow_nor_a_pale_grain_hides_the_sheet(desk: tuple[int, int, int]) -> None:
    photo = shadowed(striped(photographed(printed(SENTENCES * 2), desk)[0], desk))

    corners = paper_corners(photo)

    assert corners is not None
    assert np.abs(corners - CORNERS).max() < 15


def test_a_curled_sheet_is_not_cut() -> None:
    photo, _ = photographed(printed(SENTENCES * 2))
    y, x = np.indices(photo.shape[:2]).astype(np.float32)
    sag = 22 * np.sin(np.pi * (x - 120) / 1050)
    curled = cv2.remap(photo, x, y - sag.astype(np.float32), cv2.INTER_LINEAR)

    squared = square_up(scan(np.asarray(curled, np.uint8)))

    assert squared.width == pytest.approx(1053, abs=25)
    # The foot sags by 22 pixels; all of it is on the page still.
    foot = through(np.linalg.inv(squared.to_scan), (640, 1555 + 22 - 6))
    assert 0 < foot[1] < squared.height


def test_a_red_cover_on_a_grainy_desk_is_squared_up() -> None:
    desk = (150, 150, 145)
    cover = np.full((1755, 1245, 3), (150, 20, 30), np.uint8)
    cv2.rectangle(cover, (60, 60), (1185, 1695), (200, 160, 60), 4)
    photo = striped(photographed(cover, desk)[0], desk)

    squared = square_up(scan(photo))

    assert squared.size != (photo.shape[1], photo.shape[0])
    assert np.abs(np.median(squared.pixels, axis=(0, 1)) - (150, 20, 30)).max() < 3


def test_a_squared_sheet_has_the_proportions_of_its_longest_sides() -> None:
    photo, _ = photographed(printed())

    squared = square_up(scan(photo))

    assert squared.width == pytest.approx(1053, abs=25)
    assert squared.height == pytest.approx(1451, abs=25)
    # The desk is gone.
    assert squared.pixels[8:-8, 8:-8].min(axis=2).mean() > 225


@pytest.mark.parametrize("spot", [(150, 200), (1000, 300), (600, 1600)])
def test_a_mark_on_the_photo_is_found_again(spot: tuple[int, int]) -> None:
    photo, matrix = photographed(marked(printed(), spot, half=14))

    squared = square_up(scan(photo))

    place = through(matrix, spot)
    assert middle(mark_on(scan(photo))) == pytest.approx(place, abs=1.5)
    assert through(squared.to_scan, middle(mark_on(squared))) == pytest.approx(place, abs=2)
    assert middle(squared.box_on_scan(mark_on(squared))) == pytest.approx(place, abs=2)


@pytest.mark.parametrize(
    "pixels",
    [
        printed(),
        np.array(blank()),
        printed(SENTENCES * 3, points=22),
        np.full((900, 700, 3), DESK, np.uint8),
    ],
    ids=["print", "blank", "dense print", "desk alone"],
)
def test_a_plain_scan_comes_back_as_the_same_object(pixels: Pixels) -> None:
    page = scan(pixels)

    assert square_up(page) is page


@pytest.mark.parametrize("edition", list(Edition))
def test_a_scanned_certificate_is_never_cut(edition: Edition) -> None:
    for face in draw_dossier(7, edition, dpi=100).faces:
        page = scan(np.asarray(face.image), 100)

        assert square_up(page) is page, face.kind


def drawn_photo(seed: int) -> tuple[DrawnFace, Damaged]:
    face = draw_dossier(8, Edition.E2014, dpi=150).faces[1]
    chance = np.random.default_rng(seed)
    return face, damage(np.asarray(face.image), 150, {"perspective": 0.8}, chance)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_squaring_a_photo_cuts_off_no_value(seed: int) -> None:
    face, harmed = drawn_photo(seed)

    squared = square_up(scan(harmed.image))

    to_new = np.linalg.inv(squared.to_scan)
    for path, box in face.places.items():
        carried = harmed.carry(box)
        assert carried is not None
        x, y = through(to_new, middle(carried))
        assert 0 < x < squared.width, path
        assert 0 < y < squared.height, path


@pytest.mark.parametrize("seed", [2, 3])
def test_the_lines_of_a_photographed_certificate_run_level(seed: int) -> None:
    face, harmed = drawn_photo(seed)

    squared = deskew(square_up(scan(harmed.image)))

    to_new = np.linalg.inv(squared.to_scan)
    for share in (0.1, 0.5, 0.9):
        y = face.image.height * share
        ends = np.array([[0.0, y], [face.image.width, y]])
        for move in harmed.moves:
            ends = move(ends)
        (x1, y1), (x2, y2) = (through(to_new, (end[0], end[1])) for end in ends)
        assert abs(np.degrees(np.arctan2(y2 - y1, x2 - x1))) < 0.3


def grey_page() -> Pixels:
    return scan(printed()).grey.copy()


def test_black_bands_along_the_rim_become_white() -> None:
    page = grey_page()
    page[:40], page[:, -60:] = 15, 20

    cleared = clear_dark_edges(scan(page)).pixels

    assert int(cleared[:40].min()) == 255
    assert int(cleared[:, -60:].min()) == 255
    # Print away from the bands is as it was.
    assert np.array_equal(cleared[60:, :-80], page[60:, :-80])


def test_print_that_touches_the_rim_stays() -> None:
    page = grey_page()
    cv2.putText(page, "125", (-4, 900), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 10, 4)

    same = scan(page)

    assert clear_dark_edges(same) is same


def test_a_dark_area_inside_the_page_stays() -> None:
    page = grey_page()
    page[700:900, 300:600] = 20

    same = scan(page)

    assert clear_dark_edges(same) is same


def test_clearing_edges_moves_nothing() -> None:
    page = grey_page()
    page[:50] = 10

    assert np.array_equal(clear_dark_edges(scan(page)).to_scan, np.eye(3))
