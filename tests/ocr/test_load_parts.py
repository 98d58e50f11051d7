"""A document can be opened for one page only, and its pages brought to a size that fits."""

from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from ocr.limits import Limits
from ocr.load import open_document
from ocr.page_image import page_jpeg

SIZE = (120, 160)


@pytest.fixture(params=["tiff", "pdf"])
def three_pages(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"three.{request.param}"
    pages = [Image.new("L", SIZE, 255 - 40 * number) for number in range(3)]
    if request.param == "tiff":
        pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(72, 72))
        return path
    with pymupdf.open() as document:
        for _ in pages:
            document.new_page(width=SIZE[0], height=SIZE[1])
        document.save(path)
    return path


def test_only_the_page_asked_for_comes(three_pages: Path) -> None:
    with open_document(three_pages) as file:
        assert [page.number for page in file.pages(2)] == [2]
        assert [page.number for page in file.pages()] == [1, 2, 3]


def test_a_page_beyond_the_budget_is_shrunk_and_its_boxes_stay_on_the_scan(
    three_pages: Path,
) -> None:
    with open_document(three_pages) as file:
        (whole,) = file.pages(1)
    limits = Limits(work_pixels=whole.width * whole.height // 4)

    with open_document(three_pages, limits) as file:
        (small,) = file.pages(1)

    assert small.width == pytest.approx(whole.width / 2, abs=1)
    assert small.scan_size == whole.scan_size
    assert small.to_scan[0, 0] == pytest.approx(2, abs=0.05)


def test_a_page_within_the_budget_is_left_alone(three_pages: Path) -> None:
    with open_document(three_pages, Limits(work_pixels=10**9)) as file:
        (page,) = file.pages(3)

    assert page.size == page.scan_size


def test_a_page_is_drawn_as_it_was_scanned(three_pages: Path, tmp_path: Path) -> None:
    with open_document(three_pages) as file:
        (page,) = file.pages(2)
    (tmp_path / "page.jpg").write_bytes(page_jpeg(page))

    with Image.open(tmp_path / "page.jpg") as drawn:
        assert drawn.size == page.size
        assert abs(int(drawn.convert("L").getpixel((5, 5))) - int(page.grey[5, 5])) < 4
