"""Poppler's second opinion is taken only when it shows something and does not complain."""

from pathlib import Path

import numpy as np
import pytest

from ocr.limits import Limits
from ocr.load_pdf_poppler import poppler_page, poppler_page_count
from schemas.errors import Damaged
from tests.ocr.drawn_files import image_object, pattern, pdf_file, scan_pdf, stream


def written(folder: Path, data: bytes) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return path


def test_pages_are_counted(tmp_path: Path) -> None:
    path = written(tmp_path, scan_pdf([image_object(pattern())] * 3))

    assert poppler_page_count(path, Limits()) == 3


def test_what_is_no_pdf_has_no_pages(tmp_path: Path) -> None:
    assert poppler_page_count(written(tmp_path, b"%PDF-1.7 no"), Limits()) == 0


def test_a_page_is_drawn_at_the_usual_resolution(tmp_path: Path) -> None:
    path = written(tmp_path, scan_pdf([image_object(pattern()), image_object(255 - pattern())]))

    page = poppler_page(path, 2, Limits(render_dpi=144))

    assert (page.number, page.size, page.scan_dpi) == (2, (120, 160), 144)
    assert np.abs(page.grey[::2, ::2].astype(int) - (255 - pattern())).mean() < 10


def test_a_sheet_said_to_be_huge_is_drawn_small(tmp_path: Path) -> None:
    path = written(tmp_path, scan_pdf([image_object(pattern())], size_pt=(10_800, 14_400)))

    assert max(poppler_page(path, 1, Limits()).size) < 5_100


@pytest.mark.parametrize(
    "content",
    [b"", b"q 1 0 0 1 0 0 cm /Missing Do Q BT ) Tj"],
    ids=["bare", "complaint"],
)
def test_a_bare_page_or_a_complaint_means_damage(tmp_path: Path, content: bytes) -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 60 80] /Contents 4 0 R /Resources << >> >>"
    tree = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    path = written(tmp_path, pdf_file([catalogue, tree, page, stream(content)]))

    with pytest.raises(Damaged):
        poppler_page(path, 1, Limits())
