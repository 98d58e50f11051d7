import numpy as np
import pytest
from PIL import Image

from drawing.containers import CONTAINERS
from drawing.dossier import DrawnDossier
from drawing.face import DrawnFace
from drawing.scanning import (
    ARRANGEMENTS,
    Leaf,
    Scanned,
    inside,
    leaves_of,
    scan,
    shuffled,
    some_upside_down,
    spreads,
    told,
    with_letter_and_blank,
)
from schemas.document import Edition
from schemas.reading import Box

SPOT = Box(20, 30, 60, 50)
PATHS = {
    "certificate.face1": "holders[0].full_name",
    "certificate.face2": "parcels[0].area_m2",
    "certificate.face3": "certificate.registry_no",
    "certificate.face4": "changes[0].text",
}


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def paper(faces: int = 4) -> DrawnDossier:
    """A certificate whose faces are grey 40, 80, 120 and 160, each with one green value."""
    drawn = []
    for number, (kind, path) in enumerate(list(PATHS.items())[:faces], 1):
        image = Image.new("RGB", (190, 265), (40 * number,) * 3)
        image.paste((0, 255, 0), tuple(SPOT))
        drawn.append(DrawnFace(kind, image, 300, {path: SPOT}))
    truth = {
        **dict.fromkeys(list(PATHS.values())[:faces], "printed"),
        "holders[0].role": "derived",
        "parcels[0].commune_code": "06661",
        "certificate.barcode": None,
    }
    return DrawnDossier("AB 123456-GCN", Edition.E2014, 1, tuple(drawn), truth)


def scanned(leaves: list[Leaf], way: str = "clean", **options: int) -> list[Scanned]:
    return scan(leaves, way, CONTAINERS["pdf"], chance(), **options)


def kinds(leaves: list[Leaf]) -> list[str]:
    return ["+".join(leaf.kinds) for leaf in leaves]


def is_green(page: Scanned, box: Box) -> bool:
    inner = page.page.image[box.top + 2 : box.bottom - 2, box.left + 2 : box.right - 2]
    return bool(inner.size and (inner[..., 1] > 180).all() and (inner[..., 0] < 60).all())


@pytest.mark.parametrize("name", ["", *ARRANGEMENTS])
def test_every_value_is_where_the_truth_says_however_the_pages_lie(name: str) -> None:
    leaves = leaves_of(paper(), 0)
    if name:
        leaves = ARRANGEMENTS[name](leaves, chance())

    pages = scanned(leaves)

    values = [(page, value) for page in pages for value in page.values]
    assert len(values) == (2 if name == "inside" else 4)
    assert all(is_green(page, value.box) for page, value in values)


def test_an_open_booklet_shows_four_beside_one_and_two_beside_three() -> None:
    outside, inner = spreads(leaves_of(paper(), 0), chance())

    assert kinds([outside, inner]) == [
        "certificate.face4+certificate.face1",
        "certificate.face2+certificate.face3",
    ]
    assert [int(outside.image[200, x, 0]) for x in (5, 370)] == pytest.approx([160, 40], abs=2)


def test_behind_an_open_booklet_lies_its_other_side() -> None:
    outside, inner = spreads(leaves_of(paper(), 0), chance())

    assert outside.behind is not None
    assert inner.behind is not None
    assert [int(outside.behind[200, x, 0]) for x in (5, 370)] == [80, 120]
    assert [int(inner.behind[200, x, 0]) for x in (5, 370)] == [160, 40]


def test_a_paper_of_two_pages_is_no_booklet() -> None:
    leaves = leaves_of(paper(faces=2), 0)

    assert kinds(spreads(leaves, chance())) == ["certificate.face1", "certificate.face2"]
    assert kinds(inside(leaves, chance())) == ["certificate.face1"]


def test_two_booklets_in_one_file_are_opened_one_by_one() -> None:
    leaves = [*leaves_of(paper(), 0), *leaves_of(paper(), 1)]

    assert [leaf.records for leaf in spreads(leaves, chance())] == [(0,), (1,), (0,), (1,)]


@pytest.mark.parametrize("seed", range(8))
def test_shuffled_pages_are_all_there_in_another_order(seed: int) -> None:
    leaves = leaves_of(paper(), 0)

    mixed = kinds(shuffled(leaves, chance(seed)))

    assert mixed != kinds(leaves)
    assert sorted(mixed) == kinds(leaves)


def test_a_page_laid_upside_down_says_so() -> None:
    pages = scanned(some_upside_down(leaves_of(paper(), 0), chance()))

    assert {page.turned_deg for page in pages} == {0, 180}
    assert all((page.turned_deg == 180) == ("upside_down" in page.damage) for page in pages)


@pytest.mark.parametrize("seed", range(6))
def test_the_turn_that_sets_a_page_upright_is_known(seed: int) -> None:
    for page in scan(leaves_of(paper(), 0), "phone", CONTAINERS["pdf"], chance(seed)):
        height, width = page.page.image.shape[:2]

        assert (page.turned_deg in (90, 270)) == (width > height)


def test_a_letter_and_an_empty_page_belong_to_no_certificate() -> None:
    leaves = with_letter_and_blank(leaves_of(paper(), 0), chance())

    strangers = [(leaf.kinds, leaf.records, leaf.values) for leaf in leaves if not leaf.records]

    assert strangers == [(("other",), (), ()), (("blank",), (), ())]


def test_a_file_is_scanned_at_one_resolution() -> None:
    pages = scanned(leaves_of(paper(), 0), "office")

    assert len({page.page.dpi for page in pages}) == 1


def test_black_and_white_containers_get_black_and_white_pages() -> None:
    pages = scan(leaves_of(paper(), 0), "office", CONTAINERS["tiff_mixed"], chance())

    assert [set(np.unique(page.page.image)) <= {0, 255} for page in pages] == [
        False,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("faces", "paths"),
    [
        ({"certificate.face1"}, {"holders[0].full_name", "holders[0].role"}),
        (
            {"certificate.face2", "certificate.face3"},
            {
                "parcels[0].area_m2",
                "parcels[0].commune_code",
                "certificate.registry_no",
                "certificate.barcode",
            },
        ),
    ],
)
def test_truth_is_what_the_shown_faces_tell(faces: set[str], paths: set[str]) -> None:
    assert told(paper(), faces).keys() == paths


def test_a_whole_certificate_tells_everything() -> None:
    assert told(paper(), set(PATHS)) == paper().truth
