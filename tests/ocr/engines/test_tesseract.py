"""Tesseract reads drawn print in place, in NFC and in bounded time."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr.engines.engine import Script
from ocr.engines.tesseract import SQUARE_METRE, Tesseract
from ocr.rows import rows_of
from schemas.errors import EngineTimeout
from schemas.reading import Box
from schemas.words import Word
from tests.ocr.drawn_pages import SERIF, blank, write

DPI = 300
LINES = ("Thửa đất số: 125", "Diện tích: 340,5 m", "Quảng Yên, ngày 07 tháng 07 năm 2017")


def grey(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("L"))


def line(text: str) -> np.ndarray:
    picture = Image.new("RGB", (40 * len(text) + 60, 100), (255, 255, 255))
    write(picture, (30, 20), text, size_px=56)
    return grey(picture)


def children() -> set[int]:
    """Return the ids of this process's living children."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        found |= {int(child) for child in (task / "children").read_text().split()}
    return found


@pytest.fixture(scope="module")
def tesseract() -> Tesseract:
    return Tesseract()


@pytest.fixture(scope="module")
def printed() -> tuple[np.ndarray, list[Box]]:
    picture = blank(6, 2, DPI)
    boxes = [
        write(picture, (150, 60 + 170 * number), text, size_px=56, face=SERIF)
        for number, text in enumerate(LINES)
    ]
    return grey(picture), boxes


@pytest.fixture(scope="module")
def words(tesseract: Tesseract, printed: tuple[np.ndarray, list[Box]]) -> tuple[Word, ...]:
    return tesseract.read_face(printed[0], DPI)


def test_words_are_read_in_order(words: tuple[Word, ...]) -> None:
    assert [row.text for row in rows_of(words)] == list(LINES)
    assert [word.line for word in words] == sorted(word.line for word in words)


def test_text_is_in_nfc(words: tuple[Word, ...]) -> None:
    assert all(unicodedata.is_normalized("NFC", word.text) for word in words)


def test_boxes_lie_on_the_print(
    words: tuple[Word, ...], printed: tuple[np.ndarray, list[Box]]
) -> None:
    for row, box in zip(rows_of(words), printed[1], strict=True):
        assert row.box == pytest.approx(box, abs=8)


def test_certainties_lie_between_none_and_full(words: tuple[Word, ...]) -> None:
    assert all(0.0 <= word.confidence <= 1.0 for word in words)
    assert min(word.confidence for word in words) > 0.3


def test_a_blank_face_has_no_words(tesseract: Tesseract) -> None:
    assert tesseract.read_face(np.full((400, 600), 255, np.uint8), DPI) == ()


def test_lines_are_answered_in_their_order_with_empty_ones_between(tesseract: Tesseract) -> None:
    crops = [line("BC 123456"), np.full((80, 300), 255, np.uint8), line("340,5"), line("012345678")]

    readings = tesseract.read_lines(crops, DPI, Script.CODE)

    assert [reading.text for reading in readings] == ["BC 123456", "", "340,5", "012345678"]
    assert readings[1].confidence == 0.0


def test_vietnamese_lines_keep_their_marks(tesseract: Tesseract) -> None:
    (reading,) = tesseract.read_lines([line("Nguyễn Thị Hường")], DPI, Script.TEXT)

    assert reading.text == "Nguyễn Thị Hường"


# What its model reads where "m²" stands, printed outright so that it is read for certain.
@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Diện tích: 340,5 m?", "Diện tích: 340,5 m²"),
        ("120,5 m°;", "120,5 m²;"),
        ("1.234 m^", "1.234 m²"),
        ("Tên m? đất", "Tên m? đất"),  # behind no number
    ],
)
def test_a_lost_superscript_is_put_back_behind_a_number(
    tesseract: Tesseract, printed: str, meant: str
) -> None:
    (reading,) = tesseract.read_lines([line(printed)], DPI, Script.TEXT)

    assert reading.text == meant


@pytest.mark.parametrize("sign", ["?", "°", "ˆ", "*", "”", "''"])
@pytest.mark.parametrize("after", ["", ";", "),"])
def test_what_follows_a_square_metre_is_kept(sign: str, after: str) -> None:
    assert SQUARE_METRE.sub(r"m²\1", f"m{sign}{after}") == f"m²{after}"


@pytest.mark.parametrize("word", ["m", "m2", "m²", "m?n", "mét?", "m3", "m."])
def test_other_words_are_no_lost_square_metre(word: str) -> None:
    assert SQUARE_METRE.fullmatch(word) is None


def test_no_lines_need_no_engine(tesseract: Tesseract) -> None:
    assert tesseract.read_lines([], DPI, Script.TEXT) == ()


def test_a_page_uses_one_thread(tesseract: Tesseract) -> None:
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


@pytest.fixture
def hurried() -> Iterator[Tesseract]:
    """An engine that is given no time at all."""
    before = children()
    yield Tesseract(face_timeout_s=0.05, lines_timeout_s=0.01)
    assert children() <= before


def test_a_face_that_takes_too_long_leaves_no_child(hurried: Tesseract) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (3000, 2000)).astype(np.uint8)

    with pytest.raises(EngineTimeout):
        hurried.read_face(noise, DPI)


def test_lines_that_take_too_long_leave_no_child(hurried: Tesseract) -> None:
    with pytest.raises(EngineTimeout):
        hurried.read_lines([line("Nguyễn Thị Hường")] * 20, DPI, Script.TEXT)
