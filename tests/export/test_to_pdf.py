import io
import subprocess
from pathlib import Path
from typing import Any

import pymupdf as untyped_pymupdf
import pytest
from PIL import Image

from export.to_pdf import searchable_pdf
from schemas.errors import Damaged, OutputError
from tests.export.examples import LINES, PAGE_SIZE, page_text

pymupdf: Any = untyped_pymupdf


def jpeg(size: tuple[int, int] = PAGE_SIZE) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "#fbe8ee").save(file, "JPEG")
    return file.getvalue()


def scan(path: Path, *, turned_deg: int = 0) -> Path:
    """Save a JPEG of the scan of ``page_text(turned_deg=...)``."""
    size = PAGE_SIZE if turned_deg % 180 == 0 else PAGE_SIZE[::-1]
    path.write_bytes(jpeg(size))
    return path


def pdf(path: Path, *, pages: int = 1, rotate: int = 0) -> Path:
    """Save a PDF of scanned pages with a hidden and a visible text that mislead."""
    with pymupdf.open() as document:
        size = PAGE_SIZE if rotate % 180 == 0 else PAGE_SIZE[::-1]
        for _ in range(pages):
            page = document.new_page(width=size[0], height=size[1])
            page.insert_image(page.rect, stream=jpeg(size))
            page.insert_text((30, 90), "OLD HIDDEN", render_mode=3)
            page.insert_text((30, 300), "Signed by somebody")
            page.set_rotation(rotate)
        document.save(path)
    return path


def told_by_poppler(path: Path, *options: str) -> list[str]:
    answer = subprocess.run(
        ["pdftotext", *options, path, "-"], capture_output=True, check=True, timeout=60
    )
    return lines_of(answer.stdout.decode())


def told_by_mupdf(path: Path) -> list[str]:
    with pymupdf.open(path) as document:
        return lines_of("\n".join(page.get_text() for page in document))


def lines_of(text: str) -> list[str]:
    """Return the lines that say anything, runs of blanks as one."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("turned_deg", [0, 90, 180, 270])
@pytest.mark.parametrize("skew_deg", [0.0, -1.4])
def test_what_is_copied_is_what_was_read_in_reading_order(
    tmp_path: Path, turned_deg: int, skew_deg: float
) -> None:
    source = scan(tmp_path / "scan.jpg", turned_deg=turned_deg)
    text = page_text(turned_deg=turned_deg)
    # The words follow the tilt only roughly here; the order must hold all the same.
    searchable_pdf(source, [text.model_copy(update={"skew_deg": skew_deg})], tmp_path / "o.pdf")

    assert told_by_poppler(tmp_path / "o.pdf", "-layout") == list(LINES)
    assert told_by_poppler(tmp_path / "o.pdf") == list(LINES)
    assert told_by_mupdf(tmp_path / "o.pdf") == list(LINES)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_old_text_layers_no_longer_mislead(tmp_path: Path, rotate: int) -> None:
    source = pdf(tmp_path / "scan.pdf", rotate=rotate)

    searchable_pdf(source, [page_text()], tmp_path / "o.pdf")

    assert told_by_poppler(tmp_path / "o.pdf") == list(LINES)
    assert told_by_mupdf(tmp_path / "o.pdf") == list(LINES)


def test_a_replacement_text_inside_the_old_contents_does_not_come_through(tmp_path: Path) -> None:
    with pymupdf.open(pdf(tmp_path / "a.pdf")) as document:
        stream = document[0].get_contents()[0]
        old = document.xref_stream(stream)
        inner = b"/Span << /ActualText (INNER) >> BDC\n" + old + b"\nEMC\n"
        document.update_stream(stream, inner)
        document.save(tmp_path / "b.pdf")

    searchable_pdf(tmp_path / "b.pdf", [page_text()], tmp_path / "o.pdf")

    assert told_by_mupdf(tmp_path / "o.pdf") == list(LINES)


def test_words_stand_where_they_were_seen(tmp_path: Path) -> None:
    searchable_pdf(scan(tmp_path / "scan.jpg"), [page_text()], tmp_path / "o.pdf")

    with pymupdf.open(tmp_path / "o.pdf") as document:
        first = next(word for word in document[0].get_text("words") if word[4] == "Diện")
    assert first[:4] == pytest.approx((40, 60, 76, 80), abs=1)


def test_the_text_is_invisible(tmp_path: Path) -> None:
    searchable_pdf(scan(tmp_path / "scan.jpg"), [page_text()], tmp_path / "o.pdf")

    with pymupdf.open(tmp_path / "o.pdf") as document:
        samples = document[0].get_pixmap(colorspace="gray").samples
    assert max(samples) - min(samples) <= 2  # nothing but the even pink of the paper


@pytest.mark.parametrize("name", ["scan.jpg", "scan.pdf"])
def test_the_image_is_not_touched(tmp_path: Path, name: str) -> None:
    source = scan(tmp_path / name) if name.endswith("jpg") else pdf(tmp_path / name)

    searchable_pdf(source, [page_text(skew_deg=2.0)], tmp_path / "o.pdf")

    with pymupdf.open(tmp_path / "o.pdf") as document:
        (image,) = document[0].get_images()
        assert document.xref_stream_raw(image[0]) == jpeg()


def test_a_page_that_was_not_read_stays_as_it_was(tmp_path: Path) -> None:
    source = pdf(tmp_path / "scan.pdf", pages=2)

    searchable_pdf(source, [page_text(2)], tmp_path / "o.pdf")

    with pymupdf.open(tmp_path / "o.pdf") as document:
        assert "OLD HIDDEN" in document[0].get_text()
        assert lines_of(document[1].get_text()) == list(LINES)


def test_the_page_has_the_size_of_the_paper(tmp_path: Path) -> None:
    searchable_pdf(scan(tmp_path / "scan.jpg"), [page_text(dpi=200)], tmp_path / "o.pdf")

    with pymupdf.open(tmp_path / "o.pdf") as document:
        assert tuple(document[0].rect)[2:] == pytest.approx((400 * 0.36, 600 * 0.36), abs=0.01)


def test_a_stamp_beside_the_content_stays_visible_and_turns_with_the_page(tmp_path: Path) -> None:
    with pymupdf.open(pdf(tmp_path / "a.pdf")) as document:
        document[0].add_rect_annot((100, 400, 300, 500)).update(fill_color=(0, 0, 0))
        document.save(tmp_path / "b.pdf")

    searchable_pdf(tmp_path / "b.pdf", [page_text(turned_deg=180)], tmp_path / "o.pdf")

    with pymupdf.open(tmp_path / "o.pdf") as document:
        pixmap = document[0].get_pixmap(colorspace="gray")
        assert pixmap.pixel(200, 150) == (0,)
        assert document[0].first_annot is None


def test_a_pdf_that_only_restricts_printing_is_opened(tmp_path: Path) -> None:
    with pymupdf.open(pdf(tmp_path / "a.pdf")) as document:
        locked = pymupdf.PDF_ENCRYPT_AES_256
        document.save(tmp_path / "b.pdf", encryption=locked, owner_pw="x", permissions=0)

    searchable_pdf(tmp_path / "b.pdf", [page_text()], tmp_path / "o.pdf")

    assert told_by_poppler(tmp_path / "o.pdf") == list(LINES)


def test_resources_inherited_from_the_page_tree_are_found(tmp_path: Path) -> None:
    with pymupdf.open(pdf(tmp_path / "a.pdf")) as document:
        page = document[0]
        parent = int(document.xref_get_key(page.xref, "Parent")[1].split()[0])
        document.xref_set_key(parent, "Resources", document.xref_get_key(page.xref, "Resources")[1])
        document.xref_set_key(page.xref, "Resources", "null")
        document.save(tmp_path / "b.pdf")

    searchable_pdf(tmp_path / "b.pdf", [page_text()], tmp_path / "o.pdf")

    assert told_by_poppler(tmp_path / "o.pdf") == list(LINES)


def test_a_pdf_that_nothing_can_open_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnothing else")

    with pytest.raises(Damaged):
        searchable_pdf(tmp_path / "a.pdf", [], tmp_path / "o.pdf")

    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("name", ["scan.jpg", "scan.pdf"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    source = scan(tmp_path / name) if name.endswith("jpg") else pdf(tmp_path / name)

    with pytest.raises(OutputError):
        searchable_pdf(source, [page_text()], tmp_path / "missing" / "o.pdf")


def test_a_broken_object_that_no_page_needs_stops_neither_the_pdf_nor_the_run(
    tmp_path: Path,
) -> None:
    source, out = tmp_path / "scan.pdf", tmp_path / "out.pdf"
    with pymupdf.open(pdf(source)) as document:
        broken = document.get_new_xref()
        document.update_object(broken, "<< /Kids [ 1 2 3 ] >>")
        data = document.tobytes()
    source.write_bytes(data.replace(b"[1 2 3]", b"[1 2 <<"))

    searchable_pdf(source, [page_text()], out)

    assert told_by_poppler(out) == list(LINES)
