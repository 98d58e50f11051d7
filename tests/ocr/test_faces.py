"""A page of the file becomes upright, level faces that know their place on the scan."""

import numpy as np
import pytest

from drawing.damage import damage
from drawing.damage_capture import turned
from drawing.dossier import draw_dossier
from drawing.scanning import leaves_of, spreads
from ocr.enhance.skew import skew_deg
from ocr.faces import STEPS, applied, faces_of
from ocr.page import Page
from schemas.document import Edition
from tests.ocr.drawn_pages import (
    SENTENCES,
    mark_on,
    marked,
    middle,
    printed,
    scan,
    through,
    tilted,
)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("angle_deg", [0.0, -2.0])
def test_a_page_in_any_position_becomes_level_and_knows_the_way_back(
    quarters: int, angle_deg: float
) -> None:
    lying = np.rot90(tilted(marked(printed(), (250, 1300)), angle_deg), -quarters)
    scanned = scan(lying)
    place = middle(mark_on(scanned))

    (face,) = faces_of(scanned)

    assert face.width < face.height
    assert abs(skew_deg(face.grey, face.dpi)) < 0.15
    assert through(face.to_scan, middle(mark_on(face))) == pytest.approx(place, abs=1.5)
    assert middle(face.box_on_scan(mark_on(face))) == pytest.approx(place, abs=2)


@pytest.mark.parametrize("edition", [Edition.E2004, Edition.E2014])
@pytest.mark.parametrize("quarters", [0, 1])
def test_an_open_booklet_on_the_glass_gives_two_faces(edition: Edition, quarters: int) -> None:
    for leaf in spreads(leaves_of(draw_dossier(9, edition, dpi=150), 0), np.random.default_rng(2)):
        chance = np.random.default_rng(3)
        harmed = turned(damage(leaf.image, 150, {"tilt": 0.25}, chance), quarters)

        faces = faces_of(scan(harmed.image))

        assert len(faces) == 2, leaf.kinds
        for value in leaf.values:
            carried = harmed.carry(value.box)
            assert carried is not None
            places = [through(np.linalg.inv(face.to_scan), middle(carried)) for face in faces]
            inside = [
                0 <= x <= face.width and 0 <= y <= face.height
                for face, (x, y) in zip(faces, places, strict=True)
            ]
            assert any(inside), value.path


@pytest.mark.parametrize("angle_deg", [-1.5, 1.5])
def test_each_half_of_an_open_booklet_is_levelled_by_itself(angle_deg: float) -> None:
    half = printed(SENTENCES * 3, width_in=7.5, height_in=10.5, points=11)
    other = tilted(half, angle_deg)

    faces = faces_of(scan(np.hstack([half, other])))

    assert len(faces) == 2
    assert all(abs(skew_deg(face.grey, face.dpi)) < 0.2 for face in faces)


def test_light_leaves_black_print_on_white_where_it_was() -> None:
    page = scan(marked(printed(SENTENCES), (300, 900)))

    lit = applied(page, STEPS.light)

    assert lit.pixels.ndim == 2
    assert lit.size == page.size
    assert np.array_equal(lit.to_scan, page.to_scan)
    assert float(np.median(lit.pixels)) == 255
    assert int(lit.pixels[900, 300]) < 60


def test_steps_can_be_left_out_by_name() -> None:
    for name in STEPS.names:
        rest = STEPS.without(name)

        assert name not in rest.names
        assert len(rest.names) == len(STEPS.names) - (name != "split_spread")


def test_without_the_split_a_booklet_stays_one_face() -> None:
    half = printed(SENTENCES * 3, width_in=7.5, height_in=10.5, points=11)
    page = scan(np.hstack([half, half]))

    assert len(faces_of(page)) == 2
    assert len(faces_of(page, STEPS.without("split_spread"))) == 1


@pytest.mark.parametrize("shape", [(16, 16), (20, 600), (900, 40)])
def test_a_tiny_page_goes_through_all_steps(shape: tuple[int, int]) -> None:
    page = Page.scanned(np.full((*shape, 3), 250, np.uint8), 150)

    for face in faces_of(page):
        assert applied(face, (*STEPS.light, *STEPS.ink)).size == face.size


def test_a_grey_scan_goes_through_all_steps() -> None:
    grey = scan(printed()).grey

    (face,) = faces_of(scan(grey))

    assert np.array_equal(applied(face, STEPS.light).pixels.shape, grey.shape)
