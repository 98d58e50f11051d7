from collections.abc import Sequence

import pytest

from bench.reading_match import found_lines, strung
from schemas.reading import Box
from schemas.words import Word

HIGH = 40
WIDE = 20  # of a letter


def words_on(*lines: tuple[int, int, str]) -> tuple[Word, ...]:
    """Return words of lines (x, y, text), each as one line of the recogniser."""
    words = []
    for number, (x, y, text) in enumerate(lines):
        for word in text.split():
            right = x + WIDE * len(word)
            words.append(Word(word, Box(x, y, right, y + HIGH), 0.9, number))
            x = right + WIDE
    return tuple(words)


def read(lines: Sequence[str], words: Sequence[Word]) -> list[str]:
    return [one.read for one in found_lines(lines, words)[0]]


def test_the_order_in_which_lines_were_found_does_not_matter() -> None:
    lines = ["Thửa đất số: 12", "Tờ bản đồ số: 5", "Diện tích: 93 m²"]
    words = words_on((0, 200, lines[2]), (0, 0, lines[0]), (0, 100, lines[1]))

    assert read(lines, words) == lines


def test_two_columns_run_together_are_two_lines() -> None:
    words = words_on((0, 0, "Thửa đất số: 12 Tờ bản đồ số: 5"))

    assert read(["Tờ bản đồ số: 5", "Thửa đất số: 12"], words) == [
        "Tờ bản đồ số: 5",
        "Thửa đất số: 12",
    ]


def test_a_line_cut_at_a_gap_is_whole_again() -> None:
    words = words_on((900, 4, "12"), (0, 0, "Thửa đất số:"))

    assert read(["Thửa đất số: 12"], words) == ["Thửa đất số: 12"]


def test_a_piece_at_another_height_is_no_part_of_the_line() -> None:
    words = words_on((900, 60, "12"), (0, 0, "Thửa đất số:"))

    found, left = found_lines(["Thửa đất số: 12"], words)

    assert found[0].read == "Thửa đất số:"
    assert [words[number].text for number in left] == ["12"]


def test_a_row_follows_a_bent_page() -> None:
    words = words_on(*((300 * step, 15 * step, f"phần{step}") for step in range(6)))

    rows = strung(words)

    assert [[words[number].text for number in row or ()] for row in rows] == [
        [f"phần{step}" for step in range(6)]
    ]


def test_a_word_is_given_to_one_line_only() -> None:
    words = words_on((0, 0, "ngày 22 tháng 6 năm 2015"))

    assert read(["2015", "ngày 22 tháng 6 năm 2015"], words) == ["", "ngày 22 tháng 6 năm 2015"]


def test_lines_that_look_alike_each_take_their_own() -> None:
    lines = ["Số thửa: 113", "Số thửa: 118", "Số thửa: 773"]
    words = words_on((0, 0, "Số thửa: 773"), (0, 90, "Số thửa: ll8"), (0, 180, "Số thửa: 113"))

    assert read(lines, words) == ["Số thửa: 113", "Số thửa: ll8", "Số thửa: 773"]


@pytest.mark.parametrize("junk", ["~~ ;: |", "xvkq zzrw ptt"])
def test_what_fits_no_line_is_left_over(junk: str) -> None:
    words = words_on((0, 0, "Địa chỉ thường trú"), (0, 100, junk))

    found, left = found_lines(["Địa chỉ thường trú", "Nguồn gốc sử dụng"], words)

    assert [one.read for one in found] == ["Địa chỉ thường trú", ""]
    assert [words[number].text for number in left] == junk.split()


def test_junk_at_the_ends_of_a_line_is_not_part_of_it() -> None:
    words = words_on((0, 0, "| . Diện tích: 93 m² ——"))

    found, left = found_lines(["Diện tích: 93 m²"], words)

    assert found[0].read == "Diện tích: 93 m²"
    assert len(left) == 3


def test_a_page_without_words_has_lost_every_line() -> None:
    assert found_lines(["Một", "Hai"], ())[0] == (("", ()), ("", ()))
