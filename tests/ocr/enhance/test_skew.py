"""A tilted page is levelled; a level or doubtful one is left alone."""

import cv2
import numpy as np
import pytest

from drawing.damage import damage
from drawing.dossier import draw_dossier
from ocr.enhance.skew import LIMIT_DEG, deskew, skew_deg
from schemas.document import Edition
from tests.ocr.drawn_pages import (
    SENTENCES,
    blank,
    mark_on,
    marked,
    middle,
    printed,
    scan,
    through,
    tilted,
    write,
)


@pytest.fixture(scope="module")
def level_page() -> np.ndarray:
    return printed()


def sparse_with_stamp() -> np.ndarray:
    """A heading, two short lines and a round seal with lettering that runs around it."""
    picture = blank()
    write(picture, (300, 300), "GIẤY CHỨNG NHẬN", size_px=30)
    write(picture, (500, 1100), "Chủ tịch", size_px=24)
    page = np.array(picture)
    cv2.circle(page, (700, 1250), 130, (200, 30, 40), 6)
    cv2.circle(page, (700, 1250), 95, (200, 30, 40), 3)
    for step in range(24):
        angle = 2 * np.pi * step / 24
        x, y = 700 + 112 * np.cos(angle), 1250 + 112 * np.sin(angle)
        cv2.putText(
            page, "H", (int(x) - 7, int(y) + 7), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (200, 30, 40), 2
        )
    return page


@pytest.mark.parametrize("angle_deg", [-7.0, -4.3, -1.26, -0.4, 0.4, 0.9, 2.5, 5.5, 7.2])
def test_the_tilt_is_measured_to_a_tenth_of_a_degree(
    level_page: np.ndarray, angle_deg: float
) -> None:
    page = scan(tilted(level_page, angle_deg))

    assert skew_deg(page.grey, page.dpi) == pytest.approx(angle_deg, abs=0.1)


@pytest.mark.parametrize("angle_deg", [-3.1, 2.2])
def test_a_tilted_page_becomes_level(level_page: np.ndarray, angle_deg: float) -> None:
    straight = deskew(scan(tilted(level_page, angle_deg)))

    assert abs(skew_deg(straight.grey, straight.dpi)) <= 0.1


@pytest.mark.parametrize("dpi", [100, 200])
def test_the_resolution_does_not_matter(dpi: int) -> None:
    page = scan(tilted(printed(dpi=dpi), 1.7), dpi)

    assert skew_deg(page.grey, dpi) == pytest.approx(1.7, abs=0.12)


def test_a_level_page_comes_back_as_the_same_object(level_page: np.ndarray) -> None:
    page = scan(level_page)

    assert deskew(page) is page


@pytest.mark.parametrize("edition", list(Edition))
def test_a_level_certificate_is_never_turned(edition: Edition) -> None:
    for face in draw_dossier(3, edition, dpi=100).faces:
        page = scan(np.asarray(face.image), 100)

        assert deskew(page) is page, face.kind


@pytest.mark.parametrize(
    "picture",
    [
        np.array(blank()),
        sparse_with_stamp(),
        printed(SENTENCES[:1]),
        np.random.default_rng(3).integers(0, 256, (800, 600, 3)).astype(np.uint8),
    ],
    ids=["blank", "sparse with a stamp", "one line", "noise"],
)
def test_a_page_that_says_nothing_certain_is_left_as_it_lies(picture: np.ndarray) -> None:
    page = scan(picture)

    assert deskew(page) is page


def test_a_stamp_and_a_table_do_not_mislead(level_page: np.ndarray) -> None:
    page = level_page.copy()
    cv2.circle(page, (700, 1300), 130, (200, 30, 40), 6)
    cv2.rectangle(page, (150, 1200), (1000, 1500), (30, 30, 30), 2)

    found = skew_deg(scan(tilted(page, -2.0)).grey, 150)

    assert found == pytest.approx(-2.0, abs=0.15)


def test_more_than_the_limit_is_no_tilt_to_judge(level_page: np.ndarray) -> None:
    page = scan(tilted(level_page, LIMIT_DEG + 4))

    assert skew_deg(page.grey, page.dpi) == 0.0


@pytest.mark.parametrize("angle_deg", [-5.0, 3.3])
def test_a_mark_is_found_again_on_the_scan(level_page: np.ndarray, angle_deg: float) -> None:
    scanned = scan(tilted(marked(level_page, (220, 1400)), angle_deg))
    place = middle(mark_on(scanned))

    straight = deskew(scanned)

    assert straight is not scanned
    assert through(straight.to_scan, middle(mark_on(straight))) == pytest.approx(place, abs=1)
    found = middle(straight.box_on_scan(mark_on(straight)))
    assert found == pytest.approx(place, abs=2)


@pytest.mark.parametrize("edition", list(Edition))
def test_a_certificate_that_lay_askew_is_levelled(edition: Edition) -> None:
    face = draw_dossier(4, edition, dpi=150).faces[1]
    harmed = damage(np.asarray(face.image), 150, {"tilt": 0.7}, np.random.default_rng(5))
    ends = np.array([[0.0, harmed.height / 2], [harmed.width, harmed.height / 2]])
    for move in harmed.moves:
        ends = move(ends)
    truth = np.degrees(np.arctan2(ends[1, 1] - ends[0, 1], ends[1, 0] - ends[0, 0]))

    assert abs(truth) > 0.5
    assert skew_deg(scan(harmed.image).grey, 150) == pytest.approx(truth, abs=0.2)
