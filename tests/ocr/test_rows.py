"""Words group into rows of print, whatever lines the engine made of them."""

import pytest

from ocr.rows import cut_word, hull, rows_of, words_in
from schemas.reading import Box
from schemas.words import Word
from tests.ocr.typed_words import words_of


def word(text: str, left: int, top: int, *, line: int, height: int = 20) -> Word:
    return Word(text, Box(left, top, left + 10 * len(text), top + height), 0.9, line)


def texts(words: list[Word]) -> list[str]:
    return [row.text for row in rows_of(words)]


def test_rows_run_from_top_to_bottom_and_words_from_left_to_right() -> None:
    first, second = words_of("Thửa đất số: 12", "Tờ bản đồ số: 3")[:4], words_of("x", top=40)

    shuffled = [second[0]._replace(line=9), *reversed(first)]

    assert texts(shuffled) == ["Thửa đất số: 12", "x"]


def test_pieces_of_a_line_at_one_height_are_one_row() -> None:
    words = [word("Số:", 0, 100, line=0), word("BC", 600, 104, line=7)]

    assert texts(words) == ["Số: BC"]


def test_pieces_that_share_little_height_stay_apart() -> None:
    words = [word("Số:", 0, 100, line=0), word("BC", 600, 112, line=7)]

    assert texts(words) == ["Số:", "BC"]


def test_a_sloping_line_is_followed_piece_by_piece() -> None:
    slope = [word("từng", 100 * i, 100 + 4 * i, line=i) for i in range(6)]

    assert texts(slope) == ["từng từng từng từng từng từng"]


def test_a_piece_over_another_is_no_neighbour() -> None:
    words = [word("chữ", 0, 100, line=0), word("dấu", 5, 102, line=1)]

    assert len(rows_of(words)) == 2


def test_boxes_of_neighbours_may_overlap_a_little() -> None:
    words = [word("chỉ", 0, 101, line=0), word("thửa", 26, 100, line=1)]

    assert texts(words) == ["chỉ thửa"]


def test_no_words_make_no_rows() -> None:
    assert rows_of(()) == ()


def test_the_box_of_a_row_holds_all_its_words() -> None:
    row = rows_of([word("Số", 0, 100, line=0), word("BC", 600, 104, line=0)])[0]

    assert row.box == Box(0, 100, 620, 124)


def test_a_hull_holds_every_box() -> None:
    assert hull([Box(5, 1, 6, 9), Box(0, 4, 2, 5)]) == Box(0, 1, 6, 9)


@pytest.mark.parametrize(
    ("begin", "end", "text", "left", "right"),
    [
        (0, 6, "số:123", 100, 160),
        (3, 6, "123", 130, 160),
        (0, 2, "số", 100, 120),
        (5, 6, "3", 150, 160),
    ],
)
def test_part_of_a_word_takes_its_share_of_the_box(
    begin: int, end: int, text: str, left: int, right: int
) -> None:
    whole = Word("số:123", Box(100, 7, 160, 27), 0.8, 3)

    part = cut_word(whole, begin, end)

    assert part == Word(text, Box(left, 7, right, 27), 0.8, 3)


@pytest.mark.parametrize(("begin", "end"), [(2, 2), (3, 1)])
def test_nothing_of_a_word_is_no_word(begin: int, end: int) -> None:
    assert cut_word(Word("số", Box(0, 0, 20, 20), 0.8, 0), begin, end) is None


def test_a_word_is_where_its_middle_is() -> None:
    frame = Box(100, 100, 200, 200)

    inside = words_in(
        [
            Word("over the left edge", Box(60, 120, 150, 140), 1.0, 0),
            Word("mostly inside", Box(90, 120, 150, 140), 1.0, 0),
            Word("centred on the excluded edge", Box(180, 120, 220, 140), 1.0, 0),
        ],
        frame,
    )

    assert [word.text for word in inside] == ["over the left edge", "mostly inside"]
