"""A column read twice: what each look read better is taken, and nothing is made of dirt."""

import numpy as np
import pytest

from ocr.columns import better_of, read_columns
from ocr.page import Page
from ocr.rows import Row, rows_of
from schemas.reading import Box
from schemas.words import Word
from tests.ocr.test_cells import OneWordPerCell
from tests.ocr.typed_words import words_of

FACE = Page.scanned(np.full((400, 500), 255, np.uint8), 300)


def seen(*lines: str, sure: float = 0.9, left: int = 0) -> tuple[Row, ...]:
    return rows_of(words_of(*lines, confidence=sure, left=left))


def test_the_words_of_a_column_stand_where_the_column_is() -> None:
    columns = (Box(100, 50, 300, 400), Box(300, 50, 500, 400))

    one, other = read_columns(FACE, columns, OneWordPerCell())

    assert one == (Word("0", Box(114, 64, 134, 74), 0.9, 0),)
    assert other == (Word("1", Box(314, 64, 334, 74), 0.9, 0),)


@pytest.mark.parametrize("thin", [Box(300, 50, 340, 400), Box(300, 50, 500, 90)])
def test_what_is_too_small_for_a_column_is_not_read(thin: Box) -> None:
    assert read_columns(FACE, (Box(100, 50, 300, 400), thin), OneWordPerCell()) == ((), ())


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [(0.9, 0.9, "lớp"), (0.8, 0.82, "lớp"), (0.5, 0.9, "lợp"), (0.9, 0.5, "lớp")],
)
def test_the_first_look_counts_unless_the_second_is_clearly_better(
    first: float, second: float, taken: str
) -> None:
    looks = better_of(seen("lớp", sure=first), seen("lợp", sure=second))

    assert [look.row.text for look in looks] == [taken]
    assert [row.text for row in looks[0].other] == [{"lớp": "lợp", "lợp": "lớp"}[taken]]


def test_a_speck_is_not_taken_for_what_shows_through_beside_it() -> None:
    looks = better_of(seen("l", sure=0.6), seen("Y0 H ÔH9 HA ÀH HOỊT", sure=0.47))

    assert [look.row.text for look in looks] == ["l"]


def test_a_row_the_second_look_alone_saw_stays_where_it_goes_on_with_the_others() -> None:
    looks = better_of(seen("thế chấp"), seen("thế chấp", "theo hồ sơ", "số 12345"))

    assert [look.row.text for look in looks] == ["thế chấp", "theo hồ sơ", "số 12345"]


@pytest.mark.parametrize(
    ("lines", "sure", "left"),
    [
        (("", "", "", "", "theo hồ sơ"), 0.9, 0),  # far below
        (("", "theo hồ sơ"), 0.9, 300),  # not where lines begin
        (("", "theo hồ sơ"), 0.5, 0),
        (("", ":: !!:;~ .;-"), 0.9, 0),
    ],
)
def test_dirt_that_the_second_look_alone_saw_is_no_row(
    lines: tuple[str, ...], sure: float, left: int
) -> None:
    looks = better_of(seen("thế chấp"), seen(*lines, sure=sure, left=left))

    assert [look.row.text for look in looks] == ["thế chấp"]
