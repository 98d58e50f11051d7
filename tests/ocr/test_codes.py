"""QR codes and barcodes are decoded exactly, with their place."""

import io

import barcode
import cv2
import numpy as np
import pytest
import segno
from barcode.writer import ImageWriter
from PIL import Image

from ocr.codes import Code, codes
from schemas.reading import Source

DIGITS = "011234567890123"
TEXT = "AA 06724557|Nguyễn Thị Hoà|Thửa 88"


def qr(text: str, scale: int) -> np.ndarray:
    rows = segno.make(text, error="m").matrix_iter(scale=scale, border=4)
    return np.array([[0 if dark else 255 for dark in row] for row in rows], np.uint8)


def bars(digits: str) -> np.ndarray:
    stream = io.BytesIO()
    writer = ImageWriter()
    barcode.get("code128", digits, writer=writer).write(stream, {"write_text": False})
    return np.array(Image.open(stream).convert("L"))


def on_page(code: np.ndarray, left: int, top: int) -> np.ndarray:
    page = np.full((1400, 1200), 250, np.uint8)
    page[top : top + code.shape[0], left : left + code.shape[1]] = code
    return page


def only(found: tuple[Code, ...]) -> Code:
    (code,) = found
    return code


def test_a_qr_code_gives_its_text_in_nfc_and_its_place() -> None:
    drawn = qr(TEXT, 6)

    code = only(codes(on_page(drawn, 700, 300), thorough=True))

    assert (code.text, code.source) == (TEXT, Source.QR)
    quiet = 4 * 6
    left, top, right, bottom = code.box
    assert (left, top) == pytest.approx((700 + quiet, 300 + quiet), abs=8)
    assert (right, bottom) == pytest.approx(
        (700 + drawn.shape[1] - quiet, 300 + drawn.shape[0] - quiet), abs=8
    )


def test_decomposed_letters_become_composed() -> None:
    code = only(codes(on_page(qr("Hoa\u0300 Bi\u0300nh", 6), 100, 100), thorough=False))

    assert code.text == "Hoà Bình"


def test_a_barcode_gives_its_digits() -> None:
    code = only(codes(on_page(bars(DIGITS), 200, 600), thorough=False))

    assert (code.text, code.source) == (DIGITS, Source.BARCODE)


def test_a_thorough_look_reads_a_small_code_in_its_place() -> None:
    big = on_page(qr(TEXT, 6), 700, 300)
    small = cv2.resize(big, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA)

    found = codes(small, thorough=True)

    assert [code.text for code in found] == [TEXT]
    assert found[0].box.left == pytest.approx((700 + 24) * 0.3, abs=4)


def test_a_page_without_codes_has_none() -> None:
    assert codes(np.full((400, 300), 255, np.uint8), thorough=True) == ()
