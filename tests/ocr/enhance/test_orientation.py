"""Quarter turns show in the lines, a half turn in the marks above them."""

import numpy as np
import pytest

from drawing.dossier import draw_dossier
from ocr.enhance.orientation import lies_sideways, upside_down_score
from ocr.faces import LIGHT, applied
from ocr.read_face import SURELY_UPSIDE_DOWN
from schemas.document import Edition
from tests.ocr.drawn_pages import SENTENCES, blank, printed, scan

FACES = [
    (edition, face.kind, np.asarray(face.image))
    for edition in Edition
    for face in draw_dossier(5, edition, dpi=150).faces
]
NAMES = [f"{edition}-{kind}" for edition, kind, _ in FACES]


@pytest.mark.parametrize("image", [image for _, _, image in FACES], ids=NAMES)
def test_a_certificate_on_its_side_is_seen(image: np.ndarray) -> None:
    page = scan(image)

    assert not lies_sideways(page)
    assert not lies_sideways(page.quarter(2))
    assert lies_sideways(page.quarter(1))
    assert lies_sideways(page.quarter(3))


def test_lines_that_bend_do_not_hide_their_direction() -> None:
    flat = printed(SENTENCES * 3)
    rise = 60 * np.sin(np.linspace(0, 2 * np.pi, flat.shape[1]))
    bent = np.stack([np.roll(flat[:, x], round(dy), axis=0) for x, dy in enumerate(rise)], axis=1)

    assert not lies_sideways(scan(bent))
    assert lies_sideways(scan(bent).quarter(1))


@pytest.mark.parametrize("picture", [np.array(blank()), printed(("Số 12",))], ids=["blank", "bare"])
def test_a_sparse_page_is_taken_as_it_lies(picture: np.ndarray) -> None:
    page = scan(picture)

    assert not lies_sideways(page)
    assert not lies_sideways(page.quarter(1))
    assert upside_down_score(page.grey, page.dpi) == 0.0


def test_marks_above_the_letters_tell_which_way_is_up() -> None:
    page = scan(printed(SENTENCES * 3))

    upright = upside_down_score(page.grey, page.dpi)
    flipped = upside_down_score(page.quarter(2).grey, page.dpi)

    assert upright < -0.05
    assert flipped > SURELY_UPSIDE_DOWN


def test_the_marks_are_right_about_nearly_every_certificate() -> None:
    # Sketches and tables have few marks; there the reading itself decides.
    lit = [applied(scan(image), LIGHT) for _, _, image in FACES]

    upright = [upside_down_score(face.grey, face.dpi) for face in lit]
    flipped = [upside_down_score(face.quarter(2).grey, face.dpi) for face in lit]

    assert sum(score > SURELY_UPSIDE_DOWN for score in upright) <= len(lit) * 0.1
    assert sum(score > SURELY_UPSIDE_DOWN for score in flipped) >= len(lit) * 0.75
