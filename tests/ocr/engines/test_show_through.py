"""What shows through from the other side is no part of the lines that it runs into."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from drawing.typefaces import Face, font_file
from ocr.engines.line_reader import LineReader
from ocr.rows import rows_of

DPI = 300
LEADING = 110
INK, PALE = 20, 195
BLUR_PX = 1.5  # paper scatters what comes through it
COLUMNS = (80, 520, 1000, 1330)
ROWS = (
    ("022152258545", "19/05/2013", "5.522,2", "LA 660769"),
    ("022068727435", "28/12/2002", "2.132,8", "CE 140304"),
    ("022155759165", "06/08/2007", "2.202,3", "DC 508726"),
    ("022137686442", "21/04/2005", "8.949,5", "AH 404273"),
    ("022089982989", "23/03/2008", "6.461,3", "BP 263624"),
)
BEHIND = "Nguồn gốc sử dụng: Công nhận quyền sử dụng đất như giao đất có thu tiền"


def drawn(at: list[tuple[float, int, str]], tone: int, height: int) -> np.ndarray:
    image = Image.new("L", (1700, height), 255)
    letters = ImageFont.truetype(str(font_file(Face("Tinos"))), 50)
    for left, top, text in at:
        ImageDraw.Draw(image).text((left, top), text, font=letters, fill=tone)
    return np.asarray(image)


def table(down: int) -> np.ndarray:
    """A table of five rows; lines of the other side show through, so many pixels lower."""
    cells = [
        (left, 70 + LEADING * number, text)
        for number, row in enumerate(ROWS)
        for left, text in zip(COLUMNS, row, strict=True)
    ]
    behind = [(90.0, 70 + LEADING * number + down, BEHIND) for number in range(len(ROWS))]
    height = LEADING * (len(ROWS) + 1)
    through = cv2.GaussianBlur(drawn(behind, PALE, height)[:, ::-1], (0, 0), BLUR_PX)
    return np.minimum(drawn(cells, INK, height), through)


def read(face: np.ndarray) -> list[str]:
    return [row.text for row in rows_of(LineReader(witness=None).read_face(face, DPI))]


@pytest.mark.parametrize("down", [-12, -4, 0, 6, 14])
def test_cells_are_read_without_the_print_behind_them(down: int) -> None:
    assert read(table(down)) == [" ".join(row) for row in ROWS]


@pytest.mark.parametrize("faded", range(1, 12))
def test_a_digit_half_faded_by_a_fold_is_no_show_through(faded: int) -> None:
    face = table(6).copy()
    letters = ImageFont.truetype(str(font_file(Face("Tinos"))), 50)
    digits = ROWS[2][0]
    middle = COLUMNS[0] + round(letters.getlength(digits[:faded]) + 12)
    fold = face[:, middle : middle + 14]
    fold[:] = 255 - (255 - fold.astype(int)) // 4

    words = LineReader(witness=None).read_face(face, DPI)
    top = 70 + LEADING * 2
    cell = [w.text for w in words if top - 20 < w.box.top < top + 50 and w.box.left < 300]

    assert sum(sign.isdigit() for word in cell for sign in word) == len(digits)


def test_a_faded_value_behind_a_dark_label_stays() -> None:
    labels = [(80.0, 70 + LEADING * n, "Thửa đất số:") for n in range(6)]
    values = [(390.0, 70 + LEADING * n, str(1470 + 13 * n)) for n in range(6)]
    height = LEADING * 7
    face = np.minimum(drawn(labels, INK, height), drawn(values, PALE - 10, height))

    assert read(face) == [f"Thửa đất số: {1470 + 13 * n}" for n in range(6)]
