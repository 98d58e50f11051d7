"""Quarter turns show in the lines, a half turn in the marks above them."""

import numpy as np
import pytest

from drawing.dossier import draw_dossier
from ocr.enhance.orientation import lies_sideways, upside_down_score
from ocr.page import Page
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


@pytest.mark.parametrize("image", [image for _, _, image in FACES], ids=NAMES)
def test_no_upright_certificate_is_taken_for_one_on_its_head(image: np.ndarray) -> None:
    page: Page = scan(image)

    assert upside_down_score(page.grey, page.dpi) < SURELY_UPSIDE_DOWN
