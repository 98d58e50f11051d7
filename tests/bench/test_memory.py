from pathlib import Path

import numpy as np

from bench.memory import page_rows, write_pdf
from drawing.containers import ScanPage
from ocr.load import open_document


def test_the_long_file_shows_one_image_on_every_page(tmp_path: Path) -> None:
    image = np.full((330, 240, 3), 255, np.uint8)
    image[100:120, 50:150] = (180, 20, 20)
    pdf = tmp_path / "long.pdf"

    write_pdf(pdf, ScanPage(image, 300), 5)

    with open_document(pdf) as file:
        pages = [(page.size, page.scan_dpi) for page in file.pages()]
    assert pages == [((240, 330), 300)] * 5
    assert pdf.stat().st_size < 20_000


def test_memory_is_told_after_the_first_page_each_quarter_and_the_last() -> None:
    rows = page_rows([10_000_000] * 4 + [30_000_000] * 5)

    assert rows == (
        ("1", "10 MB"), ("3", "10 MB"), ("5", "30 MB"), ("7", "30 MB"), ("9", "30 MB"),
    )  # fmt: skip
    assert page_rows([]) == ()
