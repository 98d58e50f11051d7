"""Codes on drawn papers can be read by machines."""

from collections.abc import Callable
from random import Random

import pytest
import zxingcpp
from PIL import Image

from drawing.marks import code128, qr, seal, signature, stamp


def on_white(mark: Image.Image, margin: int = 40) -> Image.Image:
    page = Image.new("RGB", (mark.width + 2 * margin, mark.height + 2 * margin), "white")
    page.paste(mark, (margin, margin), mark)
    return page


@pytest.mark.parametrize("digits", ["0669717000123", "220669717000123"])
def test_a_bar_code_reads_back(digits: str) -> None:
    found = zxingcpp.read_barcodes(on_white(code128(digits, 600, 100)))

    assert [code.text for code in found] == [digits]


def test_a_qr_code_reads_back() -> None:
    found = zxingcpp.read_barcodes(on_white(qr("T1ABCDEF2345|AA 01234567", 280)))

    assert [code.text for code in found] == ["T1ABCDEF2345|AA 01234567"]


Draw = Callable[[Random], Image.Image]
INKS: dict[str, Draw] = {
    "seal": lambda rng: seal("UBND ★", 150, rng),
    "signature": lambda rng: signature(150, rng),
    "stamp": lambda rng: stamp(("ĐÃ ĐĂNG KÝ",), 150, rng),
}


@pytest.mark.parametrize("name", INKS)
def test_the_same_seed_gives_the_same_ink(name: str) -> None:
    draw = INKS[name]

    assert draw(Random(5)).tobytes() == draw(Random(5)).tobytes()
    assert draw(Random(5)).tobytes() != draw(Random(6)).tobytes()
