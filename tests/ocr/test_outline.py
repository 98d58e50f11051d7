"""The corners of a parcel come from a table that was read whole, or not at all."""

from decimal import Decimal

import pytest

from ocr.outline import corners
from ocr.rules import Grid
from schemas.cross_checks_land import Point
from schemas.reading import Box
from schemas.words import Word
from tests.ocr.typed_words import HEIGHT_PX, table_words

GRID = Grid((0, 100, 400, 700), (0, 1000))
HEADS = ("Số", "X (m)", "Y (m)")
FIRST = ("1", "2321456.78", "412345.10")
SECOND = ("2", "2321460.00", "412350.55")
THIRD = ("3", "2321440.25", "412352.00")
CLOSING = ("1", "2321456.78", "412345.10")

CORNERS = (
    Point(Decimal("2321456.78"), Decimal("412345.10")),
    Point(Decimal("2321460.00"), Decimal("412350.55")),
    Point(Decimal("2321440.25"), Decimal("412352.00")),
)


def table(*rows: tuple[str, ...]) -> tuple[Word, ...]:
    return table_words(GRID.columns, *rows)


def test_corners_come_in_the_order_of_the_table() -> None:
    assert corners((GRID,), table(HEADS, FIRST, SECOND, THIRD)) == CORNERS


def test_the_row_that_closes_the_outline_is_no_corner() -> None:
    assert corners((GRID,), table(HEADS, FIRST, SECOND, THIRD, CLOSING)) == CORNERS


@pytest.mark.parametrize("printed", ["232145678", "2321456,78", "2321456 78", "2321.456.78"])
def test_a_lost_dot_is_put_back_by_the_number_of_digits(printed: str) -> None:
    found = corners((GRID,), table(HEADS, ("1", printed, "412345.10"), SECOND, THIRD))

    assert found == CORNERS


@pytest.mark.parametrize(
    ("north", "east"),
    [
        ("232146000", "41235055O"),  # a letter among the digits
        ("2321460.0", "412350.55"),  # a digit lost
        ("2321460.000", "412350.55"),  # a digit too many
        ("412350.55", "2321460.00"),  # the columns changed places
        ("2321460.00", ""),  # one of the two not seen
        ("ooooooo", "lllllll"),  # neither seen as a number
        ("2321460.00 m", "412350.55"),  # more than a number
    ],
)
def test_one_misread_row_leaves_the_parcel_without_an_outline(north: str, east: str) -> None:
    assert corners((GRID,), table(HEADS, FIRST, ("2", north, east), THIRD, CLOSING)) == ()


def test_dirt_between_the_rows_is_no_corner() -> None:
    found = corners((GRID,), table(HEADS, FIRST, ("", "—", "."), SECOND, THIRD))

    assert found == CORNERS


def test_the_unit_may_stand_in_a_row_of_its_own() -> None:
    assert corners((GRID,), table(("", "X", "Y"), ("", "(m)", "(m)"), FIRST, SECOND, THIRD))


def test_two_corners_are_no_outline() -> None:
    assert corners((GRID,), table(HEADS, FIRST, SECOND)) == ()


@pytest.mark.parametrize("heads", [("Số", "Nội", "dung"), ("Số", "X (m)", ""), ("", "", "")])
def test_a_table_that_is_not_headed_x_and_y_has_no_corners(heads: tuple[str, ...]) -> None:
    assert corners((GRID,), table(heads, FIRST, SECOND, THIRD)) == ()


def test_other_tables_on_the_face_are_passed_over() -> None:
    other = Grid((0, 350, 700), (1100, 1500))

    assert corners((other, GRID), table(HEADS, FIRST, SECOND, THIRD)) == CORNERS


def test_print_beside_the_table_is_not_read() -> None:
    beside = Word("99", Box(800, 50, 820, 50 + HEIGHT_PX), 0.9, 50)

    assert corners((GRID,), (*table(HEADS, FIRST, SECOND, THIRD), beside)) == CORNERS


@pytest.mark.parametrize("grids", [(), (GRID,)])
def test_without_tables_or_words_there_are_no_corners(grids: tuple[Grid, ...]) -> None:
    assert corners(grids, ()) == ()


def test_a_table_of_nothing_but_noughts_has_corners_that_enclose_nothing() -> None:
    nought = ("1", "0000000.00", "000000.00")

    assert len(set(corners((GRID,), table(HEADS, nought, nought, nought)))) == 1
