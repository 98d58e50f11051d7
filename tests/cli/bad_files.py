"""Files as they go wrong on their way from a scanner, each with what must become of it."""

import io
import random
import zipfile
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import pymupdf
from PIL import Image, ImageDraw

from drawing.typefaces import SERIFS, Face, font
from tests.ocr.drawn_files import encoded, image_object, pattern, pdf_file, scan_pdf, stream

LINES = ("Thửa đất số 125, tờ bản đồ số 7", "Diện tích 120,5 mét vuông", "Đất ở tại đô thị")
READ = None  # where others have the code of their set-aside


def letter(lines: tuple[str, ...] = LINES) -> Image.Image:
    """Return a small grey page with some lines of print, 100 dpi."""
    page = Image.new("L", (620, 360), 255)
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        pen.text((40, 40 + 60 * row), line, fill=0, font=font(Face(SERIFS[0]), 26))
    return page


def noise(side: int) -> Image.Image:
    """Return specks all over the page, which keep a recogniser busy for long."""
    return Image.frombytes("L", (side, side), random.Random(0).randbytes(side * side))


def faint_noise(side: int, seed: int) -> Image.Image:
    """Return a line of print on paper that looks white and that no packing makes much smaller."""
    paper = bytes(0xF0 | byte for byte in random.Random(seed).randbytes(side * side))
    page = Image.frombytes("L", (side, side), paper)
    pen = ImageDraw.Draw(page)
    pen.text((40, 40), LINES[0], fill=0, font=font(Face(SERIFS[0]), 26))
    return page


def png(page: Image.Image) -> bytes:
    return encoded(page, "PNG", dpi=(100, 100))


def _letter_pdf(extra: Sequence[bytes] = ()) -> bytes:
    """Return the letter as a scanned page, 100 dpi, with more objects before it."""
    page = letter()
    size_pt = (page.width * 0.72, page.height * 0.72)
    return scan_pdf([image_object(np.asarray(page))], size_pt=size_pt, extra=extra)


def _locked_pdf() -> bytes:
    document = pymupdf.open(stream=scan_pdf([image_object(pattern())]), filetype="pdf")
    locked: bytes = document.tobytes(
        encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="khóa", owner_pw="chủ"
    )
    return locked


def _png_of_size(width: int, height: int) -> bytes:
    """Return a PNG whose header promises a size and whose body holds next to nothing."""
    data = bytearray(png(Image.new("L", (8, 8))))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def _looping_tiff() -> bytes:
    """Return a TIFF whose only directory names itself as the next one."""
    data = bytearray(encoded(pattern(), "TIFF"))
    first = int.from_bytes(data[4:8], "little")
    entries = int.from_bytes(data[first : first + 2], "little")
    end = first + 2 + 12 * entries
    data[end : end + 4] = first.to_bytes(4, "little")
    return bytes(data)


def _pdf_without_end(levels: int = 12) -> bytes:
    """Return a PDF whose page draws a form ten times, which draws the next ten times, and so on."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R"
        b" /Resources << /XObject << /F 5 0 R >> >> >>"
    )
    forms = [
        stream(
            b"/F Do " * 10 if level < levels else b"0 0 9 9 re f",
            Type="/XObject",
            Subtype="/Form",
            BBox="[0 0 300 300]",
            Resources=f"<< /XObject << /F {6 + level} 0 R >> >>" if level < levels else "<< >>",
        )
        for level in range(levels + 1)
    ]
    kids = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return pdf_file([b"<< /Type /Catalog /Pages 2 0 R >>", kids, page, stream(b"/F Do"), *forms])


def _pdf_of_itself() -> bytes:
    """Return a PDF whose page tree is its own child."""
    tree = b"<< /Type /Pages /Count 9 /Kids [2 0 R] /Parent 2 0 R >>"
    return pdf_file([b"<< /Type /Catalog /Pages 2 0 R >>", tree])


def _pdf_that_cannot_be_saved() -> bytes:
    """Return a PDF that shows a page and also holds an object that is none."""
    return _letter_pdf(extra=[b"<< /Broken [ 1 2 /Key << /A"])


def _office_file() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


# File name -> its bytes, and the code of its set-aside or READ.
BAD_FILES: Mapping[str, tuple[bytes, str | None]] = {
    "good.png": (png(letter()), READ),
    "good_called.pdf": (png(letter()), READ),
    "pdf_called.jpg": (_letter_pdf(), READ),
    "junk_before.pdf": (b"\xef\xbb\xbfHTTP\r\n" + _letter_pdf(), READ),
    "unsavable.pdf": (_pdf_that_cannot_be_saved(), READ),
    "white.png": (png(Image.new("L", (600, 800), 255)), "empty"),
    "nothing.pdf": (b"", "empty"),
    "no_pages.pdf": (scan_pdf([]), "empty"),
    "zeros.tif": (bytes(40_000), "damaged"),
    "cut.png": (png(letter())[:2500], "damaged"),
    "cut.jpg": (encoded(letter(), "JPEG")[:9000], "damaged"),
    "cut.tif": (encoded(letter(), "TIFF")[:50_000], "damaged"),
    "loop.tif": (_looping_tiff(), "damaged"),
    "only_head.pdf": (b"%PDF-1.7\n", "damaged"),
    "garbage.pdf": (b"%PDF-1.7\n" + random.Random(1).randbytes(20_000), "damaged"),
    "of_itself.pdf": (_pdf_of_itself(), "empty"),
    "without_end.pdf": (_pdf_without_end(), "timeout"),
    "locked.pdf": (_locked_pdf(), "encrypted_pdf"),
    "huge.png": (_png_of_size(90_000, 90_000), "too_large"),
    "sliver.png": (png(Image.new("L", (1, 5000), 0)), "not_a_document"),
    "text.pdf": (b"Xin ch\xc3\xa0o", "not_a_document"),
    "office.docx": (_office_file(), "not_a_document"),
    "random.bin": (random.Random(2).randbytes(5000), "not_a_document"),
}
