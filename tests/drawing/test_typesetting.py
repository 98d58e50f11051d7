"""Type stays between its margins and every value knows its place."""

from random import Random

import numpy as np
import pytest
from PIL import Image

from drawing.typefaces import Face
from drawing.typesetting import Canvas, Run, Style

STYLE = Style(Face("Liberation Serif"), 12)


def canvas(width: int = 800, height: int = 400) -> Canvas:
    return Canvas(Image.new("RGB", (width, height), "white"), 150, Random(1))


@pytest.mark.parametrize("tool", ["print", "pen", "typewriter", "pins"])
def test_the_box_of_a_value_holds_its_ink(tool: str) -> None:
    sheet = canvas()

    sheet.line(40, 30, [Run("Đặng Quỳnh", STYLE._replace(tool=tool), (("a", "x"),))])

    box = sheet.places["a"]
    dark = np.asarray(sheet.image.convert("L")) < 128
    rows, columns = np.nonzero(dark)
    assert box.left <= columns.min()
    assert columns.max() < box.right
    assert box.top <= rows.min()
    assert rows.max() < box.bottom


def test_a_long_paragraph_breaks_at_the_right_margin() -> None:
    sheet = canvas()
    text = "Nhận chuyển nhượng đất được Công nhận QSDĐ như giao đất có thu tiền sử dụng đất"

    after = sheet.paragraph([Run(text, STYLE, (("a", text),))], 10, 70, 20)

    box = sheet.places["a"]
    assert box.left >= sheet.px(10) - 2
    assert box.right <= sheet.px(70) + 1
    assert after > 20 + 2 * sheet.line_mm(STYLE)


def test_text_glued_to_a_value_stays_glued() -> None:
    sheet = canvas()
    glued = sheet.length_mm([Run("93,0", STYLE), Run("m²", STYLE)])
    apart = sheet.length_mm([Run("93,0", STYLE), Run(" m²", STYLE)])

    assert glued < apart


def test_several_blanks_set_columns_apart() -> None:
    sheet = canvas()
    one = sheet.length_mm([Run("a", STYLE), Run(" ", STYLE), Run("b", STYLE)])
    five = sheet.length_mm([Run("a", STYLE), Run("     ", STYLE), Run("b", STYLE)])

    assert five > one


def test_a_value_in_two_pieces_has_one_box() -> None:
    sheet = canvas()

    sheet.line(10, 20, [Run("07", STYLE, (("day", "x"),)), Run(" tháng 7", STYLE, (("day", "x"),))])

    assert sheet.mm(sheet.places["day"].right - sheet.places["day"].left) > 15


def test_a_cell_keeps_its_text_inside() -> None:
    sheet = canvas()
    rows = [[[Run("Đất trồng cây lâu năm", STYLE, (("a", "x"),))], []]]

    bottom = sheet.table(rows, 10, 10, (30, 20))

    box = sheet.places["a"]
    assert sheet.px(10) <= box.left
    assert box.right <= sheet.px(40)
    assert sheet.px(10) <= box.top
    assert box.bottom <= sheet.px(bottom)
