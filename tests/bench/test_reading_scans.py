from pathlib import Path
from typing import Any

import pymupdf as untyped_pymupdf
import pytest
from PIL import Image

from bench.reading_scans import letter_pages, pdf_pages
from schemas.errors import SettingsError

pymupdf: Any = untyped_pymupdf


def pdf_of(path: Path, *lines: str) -> Path:
    document = pymupdf.open()
    page = document.new_page()
    for number, line in enumerate(lines):
        page.insert_text((72, 100 + 40 * number), line)
    document.save(path)
    return path


def test_the_lines_of_a_pdf_are_known_and_in_their_places(tmp_path: Path) -> None:
    pdf = pdf_of(tmp_path / "text.pdf", "Nghi  dinh 15", "Thong tu 23")

    page = next(pdf_pages(pdf, [1], quick=True))

    assert [line.text for line in page.lines] == ["Nghi dinh 15", "Thong tu 23"]
    for line in page.lines:
        assert line.box is not None
        inked = page.scan.grey[line.box.top : line.box.bottom, line.box.left : line.box.right]
        assert inked.min() < 100
    assert page.scan.dpi == 200


def test_every_resolution_is_shown_clean_and_damaged(tmp_path: Path) -> None:
    pdf = pdf_of(tmp_path / "text.pdf", "Nghi dinh 15")

    pages = list(pdf_pages(pdf, ()))

    assert [page.condition for page in pages] == [
        f"{dpi} dpi, {way}" for dpi in (300, 200, 150) for way in ("clean", "office", "worn")
    ]


@pytest.mark.parametrize("line", ["________", "Ha Noi, ngay      thang      nam 2024"])
def test_rules_and_gaps_to_be_filled_in_are_not_asked_for(line: str, tmp_path: Path) -> None:
    pdf = pdf_of(tmp_path / "text.pdf", line, "Thong tu 23")

    page = next(pdf_pages(pdf, (), quick=True))

    assert [line.text for line in page.lines] == ["Thong tu 23"]


def test_a_page_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    pdf = pdf_of(tmp_path / "text.pdf", "Thong tu 23")

    with pytest.raises(SettingsError, match="1 pages"):
        next(pdf_pages(pdf, [2]))


def test_what_is_no_pdf_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "text.pdf").write_text("no PDF", encoding="utf-8")

    with pytest.raises(SettingsError, match="not a PDF"):
        next(pdf_pages(tmp_path / "text.pdf", ()))


def test_a_letter_is_a_scan_with_its_lines_beside_it_and_stays_nameless(tmp_path: Path) -> None:
    for name in ("known", "unknown"):
        Image.new("L", (850, 1100), 255).save(tmp_path / f"{name}.png", dpi=(100, 100))
    (tmp_path / "known.txt").write_text("Kính gửi:\n\n  Sở  Xây dựng\n", encoding="utf-8")

    pages = list(letter_pages(tmp_path))

    assert [page.condition for page in pages] == ["letter 1"]
    assert [line.text for line in pages[0].lines] == ["Kính gửi:", "Sở Xây dựng"]
    assert pages[0].lines[0].box is None


def test_a_folder_without_letters_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no scan with a \.txt"):
        next(letter_pages(tmp_path))
