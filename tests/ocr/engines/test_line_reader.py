"""Our own reader, with the network that ships: what stands there, where it stands, how sure."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from drawing.typefaces import Face, font_file
from ocr.engines.engine import Script
from ocr.engines.line_reader import LineReader
from ocr.rows import rows_of
from schemas.words import Word

DPI = 300
LINES = (
    "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
    "Bà: NGUYỄN THỊ HƯỜNG, sinh năm 1968",
    "Địa chỉ: xã Vũ Oai, thành phố Hạ Long, tỉnh Quảng Ninh",
    "Diện tích: 1.234,5 m², thửa đất số: 47, tờ bản đồ số: 12",
    "Thời hạn sử dụng: Lâu dài",
)


def sheet(lines: Sequence[str], family: str = "Tinos", *, tone: int = 20) -> np.ndarray:
    image = Image.new("L", (1700, 140 * (len(lines) + 1)), 255)
    letters = ImageFont.truetype(str(font_file(Face(family))), 50)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((80, 70 + 140 * number), line, font=letters, fill=tone)
    return np.asarray(image)


def text_of(words: Sequence[Word]) -> list[str]:
    return [row.text for row in rows_of(words)]


@pytest.fixture(scope="module")
def reader() -> LineReader:
    return LineReader(witness=None)


@pytest.mark.parametrize("family", ["Tinos", "DejaVu Sans", "FreeMono"])
def test_clean_print_is_read_to_the_last_tone_mark(reader: LineReader, family: str) -> None:
    # The monospaced face is wide: shorter lines.
    lines = [line[:44].strip() for line in LINES]

    assert text_of(reader.read_face(sheet(lines, family), DPI)) == lines


def test_a_word_has_its_place_and_its_line(reader: LineReader) -> None:
    words = reader.read_face(sheet(LINES), DPI)

    first, last = words[0], words[-1]
    assert (first.text, first.line) == ("GIẤY", 0)
    assert (last.text, last.line) == ("dài", len(LINES) - 1)
    assert 60 <= first.box.left <= 90
    assert 60 <= first.box.top <= 100
    assert first.box.right < words[1].box.left + 10
    assert all(word.confidence > 0.8 for word in words)


def test_a_cut_line_is_read_with_its_runners_up(reader: LineReader) -> None:
    (reading,) = reader.read_lines([sheet(["Lâu dài"])], DPI, Script.TEXT)

    assert reading.text == "Lâu dài"
    assert reading.confidence > 0.8
    assert "Lâu dài" not in reading.runners_up


def test_a_cut_line_tells_what_each_of_its_words_may_be(reader: LineReader) -> None:
    blurred = cv2.GaussianBlur(sheet(["theo hồ sơ số 12"]), (0, 0), 5)

    (reading,) = reader.read_lines([blurred], DPI, Script.TEXT)

    assert [choice[0].text for choice in reading.words] == reading.text.split()
    doubtful = [choice for choice in reading.words if len(choice) > 1]
    assert doubtful
    assert all(len({other.text for other in choice}) == len(choice) for choice in doubtful)
    assert all(0 < other.likely < 1 for choice in doubtful for other in choice)


def test_words_of_a_block_carry_what_else_they_may_be(reader: LineReader) -> None:
    sharp = sheet(["theo hồ sơ số 12"])
    blurred = cv2.GaussianBlur(sharp, (0, 0), 6)

    clear, vague = reader.read_blocks([sharp, blurred], DPI)

    assert [word.text for word in clear] == ["theo", "hồ", "sơ", "số", "12"]
    assert any(word.others for word in vague)
    assert all(word.text not in dict(word.others) for word in (*clear, *vague))


def test_bare_paper_has_no_words(reader: LineReader) -> None:
    assert reader.read_face(np.full((900, 700), 255, np.uint8), DPI) == ()
    assert reader.read_lines([np.full((60, 300), 255, np.uint8)], DPI, Script.TEXT)[0].text == ""


def test_what_shows_through_from_the_back_is_left_away(reader: LineReader) -> None:
    front = sheet(LINES)
    back = np.roll(sheet(LINES, tone=175)[:, ::-1], 70, axis=0)  # mirrored, between the lines

    assert text_of(reader.read_face(np.minimum(front, back), DPI)) == list(LINES)


def test_each_block_has_its_own_words(reader: LineReader) -> None:
    one, other = reader.read_blocks([sheet(["Thửa đất"]), sheet(["47"])], DPI)

    assert [[word.text for word in words] for words in (one, other)] == [["Thửa", "đất"], ["47"]]


def test_what_shows_through_the_cells_of_a_table_is_not_read(reader: LineReader) -> None:
    cell = sheet(["Lâu dài"])
    through = np.ascontiguousarray(cell[:, ::-1] // 4 + 190)  # mirrored, and pale

    read = reader.read_blocks([*[cell] * 9, through], DPI)

    assert [[word.text for word in words] for words in read] == [*[["Lâu", "dài"]] * 9, []]
