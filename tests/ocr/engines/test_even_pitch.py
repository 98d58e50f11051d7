"""Typewritten print has room for blanks only where blanks are."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from drawing.typefaces import Face, font_file
from ocr.alphabet import BLANK, alphabet, encoded
from ocr.ctc import characters
from ocr.engines.even_pitch import as_typed
from ocr.engines.line_reader import LineReader
from ocr.engines.line_seen import Seen
from ocr.lines import TextLine
from ocr.rows import rows_of
from ocr.strip_input import STRIDE_PX

DPI = 300
CODES = (
    "Số: 1687/2011/TTr-HĐND, tờ 4",
    "Số: 511/2025/TTr-STNMT và 12",
    "CH-07124 và CH-04690, sổ 8",
    "Tổ 90 - phường Cửa Ông - Hạ",
    "Số: 393/1999/QĐ-VPĐKĐĐ, tờ 2",
    "Từ mùa mưa, nước từ khe suối",
    "Trình tự, thủ tục: tại Điều 4",
)
FIXED, WIDE, NARROW = 16, 24, 8


@pytest.mark.parametrize("family", ["FreeMono", "Cousine", "Liberation Mono"])
def test_hyphens_on_a_typed_page_have_blanks_around_them_only_where_they_are(family: str) -> None:
    image = Image.new("L", (1500, 100 * (len(CODES) + 1)), 255)
    letters = ImageFont.truetype(str(font_file(Face(family))), 46)
    for number, line in enumerate(CODES):
        ImageDraw.Draw(image).text((80, 60 + 100 * number), line, font=letters, fill=20)

    words = LineReader(witness=None).read_face(np.asarray(image), DPI)

    assert [row.text for row in rows_of(words)] == list(CODES)


def line(text: str, steps: list[int]) -> Seen:
    """A line with so many pixels of its strip from each sign to the next."""
    columns = np.cumsum([0, *steps]) // STRIDE_PX
    likely = np.zeros((columns[-1] + 2, len(alphabet()) + 1), np.float32)
    likely[:, BLANK] = 1
    for sign, column in zip(text, columns, strict=False):
        likely[column] = 0
        likely[column, encoded(sign)[0]] = 1
    run = TextLine(((0.0, 50.0), (900.0, 50.0)), 15.0, 0.0, 900.0)
    return Seen(run, likely, characters(likely), np.full(STRIDE_PX * len(likely), 200.0))


def told(seen: Seen) -> str:
    return "".join(sign.sign for sign in seen.signs)


TYPED = [line("ruotthamnuocmi", [FIXED] * 14) for _ in range(6)]
PRINTED = [line("noinuinnoinuin", [WIDE, NARROW, NARROW] * 5) for _ in range(6)]
WITHOUT_NARROW = [line("nuocmamnuocmam", [FIXED] * 14) for _ in range(6)]
# "a-b" with a blank for which there is no room, and "c–d" with a long dash.
SQUEEZED = line("a -bbbb c–d", [8, 8, 16, 16, 16, 16, 16, 16, 16, 16, 16])


def test_a_blank_without_room_and_a_long_dash_are_no_typewriter_s() -> None:
    *_, squeezed = as_typed([*TYPED, SQUEEZED])

    assert told(squeezed) == "a-bbbb c-d"
    assert "".join(sign.sign for sign in characters(squeezed.likely)) == "a-bbbb c-d"
    assert "–" in told(SQUEEZED)  # the line itself is as it was


@pytest.mark.parametrize("others", [PRINTED, WITHOUT_NARROW])
def test_other_typefaces_and_pages_that_tell_nothing_stay_as_they_were(others: list[Seen]) -> None:
    *_, squeezed = as_typed([*others, SQUEEZED])

    assert told(squeezed) == told(SQUEEZED)


def test_no_lines_are_no_typed_lines() -> None:
    assert as_typed([]) == []
