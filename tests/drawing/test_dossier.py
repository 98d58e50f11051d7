"""A drawn dossier says what its truth says, and the same every time."""

import unicodedata
from decimal import Decimal
from functools import cache

import pytest

from drawing.dossier import DrawnDossier, draw_dossier
from schemas.document import Edition

# Low resolution keeps these quick; the layout is in millimetres and the same at any.
DPI = 75
CASES = [(seed, edition) for edition in Edition for seed in range(10)]
# What a paper tells without printing it as such.
DERIVED = ("commune_code", ".code", ".role", ".legal_form", ".gender")


@cache
def drawn(seed: int, edition: Edition) -> DrawnDossier:
    return draw_dossier(seed, edition, dpi=DPI)


@pytest.mark.parametrize("edition", list(Edition))
def test_the_same_seed_gives_the_same_pixels(edition: Edition) -> None:
    again = draw_dossier(3, edition, dpi=DPI)

    first = drawn(3, edition)
    assert first.truth == again.truth
    for one, other in zip(first.faces, again.faces, strict=True):
        assert one.image.tobytes() == other.image.tobytes()
        assert one.places == other.places


def test_another_seed_gives_another_paper() -> None:
    assert drawn(1, Edition.E2014).truth != drawn(2, Edition.E2014).truth


@pytest.mark.parametrize(("seed", "edition"), CASES)
def test_every_printed_value_has_a_place_inside_its_face(seed: int, edition: Edition) -> None:
    dossier = drawn(seed, edition)

    placed = set()
    for face in dossier.faces:
        for path, box in face.places.items():
            assert 0 <= box.left < box.right <= face.image.width, path
            assert 0 <= box.top < box.bottom <= face.image.height, path
            placed.add(path)
    printed = {path for path, value in dossier.truth.items() if value is not None}
    assert {path for path in printed - placed if not path.endswith(DERIVED)} == set()


@pytest.mark.parametrize(("seed", "edition"), CASES)
def test_nothing_is_placed_that_truth_does_not_know(seed: int, edition: Edition) -> None:
    dossier = drawn(seed, edition)

    placed = {path for face in dossier.faces for path in face.places}
    assert placed <= {path for path, value in dossier.truth.items() if value is not None}


@pytest.mark.parametrize(("seed", "edition"), CASES)
def test_truth_is_written_as_the_contract_says(seed: int, edition: Edition) -> None:
    for path, value in drawn(seed, edition).truth.items():
        if value is None:
            continue
        assert value == " ".join(value.split()), path
        assert unicodedata.is_normalized("NFC", value), path
        if path.endswith("area_m2"):
            assert Decimal(value) > 0
        if path.endswith("id_number"):
            assert len(value) in (9, 12)
            assert value.isdigit()


@pytest.mark.parametrize("edition", list(Edition))
def test_faces_come_in_the_order_of_the_paper(edition: Edition) -> None:
    faces = drawn(1, edition).faces

    count = 2 if edition is Edition.E2024 else 4
    assert [face.kind for face in faces] == [f"certificate.face{n + 1}" for n in range(count)]


def test_the_newest_edition_prints_neither_birth_nor_address_nor_origin() -> None:
    for seed in range(10):
        truth = drawn(seed, Edition.E2024).truth
        assert truth["holders[0].birth_date"] is None
        assert truth["parcels[0].purposes[0].origin"] is None
        assert truth["certificate.barcode"] is None


def test_a_couple_is_two_holders_and_a_household_is_one() -> None:
    forms = {
        (truth.get("holders[0].legal_form"), "holders[1].full_name" in truth)
        for seed, edition in CASES
        for truth in [drawn(seed, edition).truth]
    }

    assert ("Vợ chồng", True) in forms
    assert ("Hộ gia đình", False) in forms
    assert ("Vợ chồng", False) not in forms
    assert ("Hộ gia đình", True) not in forms


@pytest.mark.parametrize("seed", [960027, 960031])
def test_a_change_without_room_on_its_face_stands_on_the_next(seed: int) -> None:
    dossier = drawn(seed, Edition.E2009)

    numbers = {path.split(".")[0] for path in dossier.truth if path.startswith("changes")}
    assert numbers == {"changes[0]", "changes[1]", "changes[2]"}


def test_resolution_changes_pixels_and_nothing_else() -> None:
    low, high = drawn(5, Edition.E2014), draw_dossier(5, Edition.E2014, dpi=150)

    assert high.faces[0].image.width == pytest.approx(2 * low.faces[0].image.width, abs=2)
    assert low.truth == high.truth
