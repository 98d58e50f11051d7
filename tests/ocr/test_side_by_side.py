"""Columns of print are told apart by wide gaps and kept together by standing close."""

from ocr.rows import rows_of
from ocr.side_by_side import print_columns
from schemas.words import Word
from tests.ocr.typed_words import LINE_PX, words_of


def at(left: int, row: int, text: str) -> tuple[Word, ...]:
    line = 1000 * row + left
    return tuple(w._replace(line=line) for w in words_of(text, left=left, top=row * LINE_PX))


def read(*pieces: tuple[Word, ...]) -> list[str]:
    words = [word for piece in pieces for word in piece]
    return ["|".join(row.text for row in column) for column in print_columns(rows_of(words))]


def test_two_columns_side_by_side_are_read_one_by_one() -> None:
    found = read(at(0, 0, "a"), at(900, 0, "x"), at(0, 1, "b"), at(900, 1, "y"))

    assert found == ["a|b", "x|y"]


def test_what_stands_far_below_is_a_column_of_its_own() -> None:
    assert read(at(0, 0, "a"), at(0, 9, "b")) == ["a", "b"]


def test_a_row_under_two_columns_belongs_to_neither() -> None:
    found = read(at(0, 0, "aaaa"), at(900, 0, "xxxx"), at(0, 1, "b" * 120))

    assert found == ["aaaa", "xxxx", "b" * 120]
