"""A line within another line says nothing new."""

from dataclasses import replace

import numpy as np
import pytest

from ocr.ctc import Character
from ocr.engines.line_seen import Seen, Usual
from ocr.engines.line_twice import told_once
from ocr.lines import TextLine
from ocr.strip_input import STRIDE_PX
from ocr.strips import MARGIN_PX, width_of

X_HEIGHT = 20.0


DARK, PALE = 200.0, 50.0


def line(text: str, left: float, right: float, base: float, likely: float = 0.97) -> Seen:
    signs = tuple(Character(sign, i, i, likely) for i, sign in enumerate(text))
    run = TextLine(((left, base), (right, base)), X_HEIGHT, left, right)
    return Seen(run, np.empty((0, 0), np.float32), signs, np.full(width_of(run), DARK))


def spread(text: str, left: float, right: float, likely: float = 0.97) -> Seen:
    """Return a line whose letters share its width evenly."""
    run = TextLine(((left, 100.0), (right, 100.0)), X_HEIGHT, left, right)
    wide = width_of(run)
    ends = [MARGIN_PX + (wide - 2 * MARGIN_PX) * i / len(text) for i in range(len(text) + 1)]
    columns = [round(end / STRIDE_PX) for end in ends]
    signs = tuple(
        Character(sign, begin, max(begin, end - 1), likely)
        for sign, begin, end in zip(text, columns, columns[1:], strict=False)
    )
    return Seen(run, np.empty((0, 0), np.float32), signs, np.full(wide, DARK))


def read(*seen: Seen) -> list[str]:
    told = told_once(seen, Usual(0.97, DARK))
    return ["".join(sign.sign for sign in one.signs) for one in told]


def among(pale: str, likely: float) -> Seen:
    """Return two cells of a table, each of five letters, and what is pale between them."""
    whole = spread(f"12345{pale}67890", 0, 400)
    inner = slice(5, 5 + len(pale))
    signs = [sign._replace(likely=likely) for sign in whole.signs[inner]]
    depths = whole.depths.copy()
    depths[STRIDE_PX * signs[0].first : STRIDE_PX * (signs[-1].last + 1)] = PALE
    signs = [*whole.signs[:5], *signs, *whole.signs[inner.stop :]]
    return replace(whole, signs=tuple(signs), depths=depths)


WHOLE = line("Diện tích: 67 m²", 0, 400, 100)


@pytest.mark.parametrize("above", [0.0, 0.8, 1.2])
def test_a_line_within_another_on_its_height_is_left_out(above: float) -> None:
    again = line("m2", 350, 400, 100 - above * X_HEIGHT)

    assert read(again, WHOLE) == ["Diện tích: 67 m²"]


def test_the_next_line_of_print_stays() -> None:
    assert read(WHOLE, line("Bằng chữ", 0, 200, 100 + 1.8 * X_HEIGHT)) == [
        "Diện tích: 67 m²",
        "Bằng chữ",
    ]


def test_of_two_lines_that_overlap_the_surer_says_what_both_say() -> None:
    # Letters of ten pixels each, chained once without the last word and once without the first.
    most = spread("trồng cây hàng năm", 100, 280)
    rest = spread("hàng năm khác", 200, 330, likely=0.8)

    assert read(most, rest) == ["trồng cây hàng năm", "khác"]
    assert read(rest, most) == ["khác", "trồng cây hàng năm"]


def test_nothing_read_is_nothing_told() -> None:
    assert read() == []


def test_what_stands_beside_a_line_stays() -> None:
    assert read(WHOLE, line("Chủ tịch", 390, 600, 100)) == ["Diện tích: 67 m²", "Chủ tịch"]


def test_print_within_a_picture_that_was_taken_for_a_line_stays() -> None:
    assert "Diện tích: 67 m²" in read(WHOLE, line("wwVVww", -50, 500, 100, likely=0.6))


CELLS = spread("12345", 0, 100), spread("67890", 300, 400)


def test_what_shows_through_between_two_cells_is_left_out() -> None:
    assert read(*CELLS, among("nộhqoớidỄ ", likely=0.5)) == ["12345", "67890"]


def test_a_pale_value_between_two_labels_is_read_with_them() -> None:
    assert read(*CELLS, among("abcdefghij", likely=0.96)) == ["12345abcdefghij67890"]
