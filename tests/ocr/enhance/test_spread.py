"""An open booklet is cut at its gutter; anything else stays whole."""

import numpy as np
import pytest

from drawing.dossier import draw_dossier
from drawing.scanning import leaves_of, spreads
from ocr.enhance.spread import split_spread
from schemas.document import Edition
from tests.ocr.drawn_pages import SENTENCES, mark_on, marked, middle, printed, scan

HALF = printed(SENTENCES * 3, width_in=7.5, height_in=10.5, points=11)


def test_two_faces_side_by_side_are_cut_between() -> None:
    left, right = split_spread(scan(np.hstack([HALF, HALF])))

    assert left.width + right.width == 2 * HALF.shape[1]
    assert left.width == pytest.approx(HALF.shape[1], abs=0.06 * HALF.shape[1])
    assert left.height == right.height == HALF.shape[0]


def test_the_cut_follows_a_gutter_off_the_middle() -> None:
    wider = np.hstack([np.full((HALF.shape[0], 60, 3), 252, np.uint8), HALF, HALF])

    left, _ = split_spread(scan(wider))

    # Left of the cut lies the whole of the left face's print, with the strip before it.
    assert 60 + HALF.shape[1] - 140 < left.width < 60 + HALF.shape[1] + 140


@pytest.mark.parametrize("edition", [Edition.E1993, Edition.E2004, Edition.E2009, Edition.E2014])
def test_open_certificates_are_cut_at_the_gutter(edition: Edition) -> None:
    dossier = draw_dossier(6, edition, dpi=100)
    gutter = dossier.faces[0].image.width

    for leaf in spreads(leaves_of(dossier, 0), np.random.default_rng(1)):
        faces = split_spread(scan(leaf.image, 100))

        assert len(faces) == 2, leaf.kinds
        # No printed value may be cut.
        cut = faces[0].width
        assert not [v.path for v in leaf.values if v.box.left < cut < v.box.right]
        assert cut == pytest.approx(gutter, abs=0.05 * gutter)


@pytest.mark.parametrize(
    "pixels",
    [
        HALF,
        printed([f"{line} {line}" for line in SENTENCES], width_in=11.7, height_in=8.3),
        np.hstack([HALF, np.full_like(HALF, 252)]),
        np.full((800, 1200, 3), 252, np.uint8),
        np.rot90(printed([*SENTENCES, *[""] * 6, *SENTENCES], width_in=8.3, height_in=11.7)),
    ],
    ids=["portrait", "landscape sheet", "one half empty", "blank", "on its side"],
)
def test_what_is_no_open_booklet_stays_whole(pixels: np.ndarray) -> None:
    page = scan(pixels)

    assert split_spread(page) == (page,)


def test_a_mark_on_either_half_is_found_again() -> None:
    width = HALF.shape[1]
    for x in (150, width + 400):
        page = scan(marked(np.hstack([HALF, HALF]), (x, 1200)))
        half = split_spread(page)[x > width]

        assert middle(half.box_on_scan(mark_on(half))) == pytest.approx((x, 1200), abs=1)
