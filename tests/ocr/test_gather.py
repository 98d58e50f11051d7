"""The faces of a file become papers, in whatever order the pages lie."""

from itertools import permutations

import pytest

from ocr.classify import OTHER, FaceKind
from ocr.gather import papers
from ocr.read_face import FaceReading
from tests.ocr.evidence import face, kind, sighting


def book(family: str, *faces: str, first_page: int = 1) -> list[FaceReading]:
    made = [face(kind(family, name), first_page + i) for i, name in enumerate(faces)]
    # A cover is known by the serial it bears.
    serial = sighting("certificate.serial", f"CP 67304{first_page}")
    return [one._replace(sightings=(serial,)) if one.kind.face == "face1" else one for one in made]


def shape(faces: list[FaceReading]) -> list[tuple[str, tuple[int, ...]]]:
    return [(paper.group, paper.pages) for paper in papers(faces)]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_the_pages_of_one_book_does_not_matter(order: tuple[int, ...]) -> None:
    pages = book("pink", "face1", "face2", "face3", "face4")

    assert shape([pages[i] for i in order]) == [("pink", (1, 2, 3, 4))]


def test_a_face_that_is_there_already_begins_the_next_book() -> None:
    both = book("pink", "face1", "face2") + book("pink", "face1", "face2", first_page=3)

    assert shape(both) == [("pink", (1, 2)), ("pink", (3, 4))]


def test_books_of_different_forms_are_two() -> None:
    both = book("pink", "face1", "face2") + book("sheet2024", "face1", "face2", first_page=3)

    assert shape(both) == [("pink", (1, 2)), ("sheet2024", (3, 4))]


def test_cover_and_back_of_a_red_book_belong_to_whatever_its_inside_is() -> None:
    faces = [
        face(kind("red2004", "face1"), 1),
        face(kind("red1993", "face2"), 2),
        face(kind("red2004", "face4"), 3),
    ]

    (paper,) = papers(faces)

    assert (paper.group, paper.family, paper.pages) == ("red", "red1993", (1, 2, 3))


def test_faces_of_one_page_count_its_page_once() -> None:
    spread = [face(kind("pink", "face4"), 1), face(kind("pink", "face1"), 1)]

    assert shape(spread) == [("pink", (1,))]


def test_the_unread_half_of_an_open_booklet_is_no_paper() -> None:
    spread = [face(kind("pink", "face2"), 1), face(page=1)]

    assert shape(spread) == [("pink", (1,))]


def test_a_letter_is_a_paper_of_its_own_kind() -> None:
    faces = [face(page=1), *book("pink", "face1", first_page=2)]

    assert shape(faces) == [("", (1,)), ("pink", (2,))]


def test_blank_faces_belong_to_nothing() -> None:
    faces = [face(page=1, blank=True), *book("pink", "face1", "face2", first_page=2)]

    assert shape(faces) == [("pink", (2, 3))]
    assert shape([face(page=1, blank=True)]) == []


def test_a_doubtful_back_goes_with_the_certain_face_beside_it() -> None:
    doubtful = kind("sheet2024", "face2", weight=1.0)
    doubtful = doubtful._replace(others=(FaceKind(kind("pink", "face4").layout, "face4", 0.9),))

    faces = [*book("pink", "face1", "face2"), face(doubtful, 3)]

    assert shape(faces) == [("pink", (1, 2, 3))]


def test_no_faces_are_no_papers() -> None:
    assert papers([]) == ()


def repeated(*, weight: float, values: bool = False, serial: bool = False) -> list[FaceReading]:
    """Return a pink book followed by one more face of a kind it already has."""
    seen = [sighting("parcels[0].area_m2")] if values else []
    seen += [sighting("certificate.serial", "CP 999999")] if serial else []
    return [
        *book("pink", "face1", "face2", "face3"),
        face(kind("pink", "face2", weight), 4, *seen),
    ]


@pytest.mark.parametrize(
    ("weight", "values", "serial", "alone"),
    [
        (3.0, False, False, False),  # certain of its place, but nothing to put there
        (3.0, True, False, True),
        (1.0, True, False, False),  # its values may belong to a place not recognised
        (1.0, False, False, False),
        (1.0, False, True, True),  # no book bears two serials
        (3.0, True, True, True),
    ],
)
def test_a_face_in_a_place_already_taken_begins_a_book_when_it_says_enough(
    weight: float, values: bool, serial: bool, alone: bool
) -> None:
    found = shape(repeated(weight=weight, values=values, serial=serial))

    whole = [("pink", (1, 2, 3)), ("pink", (4,))] if alone else [("pink", (1, 2, 3, 4))]
    assert found == whole


def doubtful(family: str, name: str, other: str, other_name: str) -> FaceKind:
    option = FaceKind(kind(other, other_name).layout, other_name, 0.9)
    return kind(family, name, weight=1.0)._replace(others=(option,))


def test_a_doubtful_face_follows_the_nearest_certain_one() -> None:
    faces = [
        *book("red2004", "face1", "face2"),
        face(doubtful("sheet2024", "face2", "red2004", "face4"), 3),
        *book("pink", "face1", "face2", first_page=4),
        face(doubtful("sheet2024", "face2", "pink", "face4"), 6),
    ]

    assert shape(faces) == [("red", (1, 2, 3)), ("pink", (4, 5, 6))]


def test_a_doubtful_face_that_fits_no_neighbour_stays_what_it_is() -> None:
    faces = [*book("pink", "face1", "face2"), face(kind("red2004", "face4", weight=1.0), 3)]

    assert shape(faces) == [("pink", (1, 2)), ("red", (3,))]


def test_doubtful_faces_are_together_what_all_of_them_favour() -> None:
    faces = [
        face(doubtful("sheet2024", "face2", "pink", "face4"), 1),
        face(kind("pink", "face3", weight=1.0), 2),
    ]

    assert shape(faces) == [("pink", (1, 2))]


def test_a_book_without_a_certain_face_is_one_book() -> None:
    faces = [
        face(kind("red2004", "face1", weight=1.1), 1),
        face(doubtful("pink", "face2", "red2004", "face2"), 2),
        face(kind("red2004", "face3", weight=1.7), 3),
        face(doubtful("sheet2024", "face2", "red2004", "face4"), 4),
    ]

    assert shape(faces) == [("red", (1, 2, 3, 4))]


def test_a_certain_book_before_does_not_swallow_a_doubtful_one() -> None:
    pink = book("pink", "face1", "face2", "face3", "face4")
    red = [
        face(kind("red2004", "face1", weight=1.1), 5),
        face(doubtful("red2004", "face2", "pink", "face2"), 6),
        face(doubtful("red2004", "face3", "pink", "face3"), 7),
        face(doubtful("red2004", "face4", "pink", "face4")._replace(weight=1.9), 8),
    ]

    assert shape([*pink, *red]) == [("pink", (1, 2, 3, 4)), ("red", (5, 6, 7, 8))]


def test_a_certain_face_is_not_moved_by_its_neighbours() -> None:
    stray = doubtful("sheet2024", "face2", "pink", "face4")._replace(weight=2.5)

    assert shape([*book("pink", "face1", "face2"), face(stray, 3)]) == [
        ("pink", (1, 2)),
        ("sheet2024", (3,)),
    ]


def unread_cover(page: int) -> FaceReading:
    return face(OTHER, page, sighting("certificate.serial", "G 150766"))


@pytest.mark.parametrize("first", [True, False])
def test_a_face_with_just_a_serial_is_the_cover_that_is_missing(first: bool) -> None:
    rest = book("red1993", "face2", "face3", "face4", first_page=2)
    faces = [unread_cover(1), *rest] if first else [*rest, unread_cover(5)]

    (paper,) = papers(faces)

    assert sorted(one.kind.face for one in paper.faces) == ["face1", "face2", "face3", "face4"]


def test_the_cover_in_an_open_booklet_is_of_the_book_beside_it() -> None:
    outside = [face(kind("red1993", "face4"), 1), unread_cover(1)]
    inside = [face(kind("red1993", "face2"), 2), face(kind("red1993", "face3"), 2)]

    assert shape(outside + inside) == [("red", (1, 2))]
    assert papers(outside + inside)[0].faces[1].kind.face == "face1"


def test_a_serial_on_another_paper_is_no_cover_where_none_is_missing() -> None:
    whole = book("pink", "face1", "face2", "face3", "face4")

    assert shape([*whole, unread_cover(5)]) == [("pink", (1, 2, 3, 4)), ("", (5,))]
