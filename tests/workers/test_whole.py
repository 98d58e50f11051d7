"""A file is whole when its content says so, and no beginning of it is."""

import struct
from pathlib import Path

import pillow_heif
import pymupdf
import pytest
from PIL import Image

from ocr.load import FORMATS as READABLE
from ocr.load import format_of
from tests.ocr.drawn_files import encoded, image_object, pattern, scan_pdf
from workers.whole import FORMATS, verdict
from workers.wholeness import Verdict

pillow_heif.register_heif_opener()
PICTURE = pattern()
COLOUR = Image.fromarray(PICTURE).convert("RGB")


def pdf() -> bytes:
    return scan_pdf([image_object(PICTURE)])


def updated_pdf() -> bytes:
    """Return a PDF with a revision added behind the first."""
    document = pymupdf.open(stream=pdf(), filetype="pdf")
    document.set_metadata({"title": "x"})
    return bytes(document.tobytes(garbage=0))


def two_page_tiff(**options: object) -> bytes:
    return encoded(COLOUR, "TIFF", save_all=True, append_images=[COLOUR], **options)


def mpo() -> bytes:
    return encoded(COLOUR, "MPO", save_all=True, append_images=[COLOUR])


def jpeg_with_preview() -> bytes:
    """Return a JPEG that carries a small one, end mark and all, in its EXIF block."""
    preview = b"Exif\0\0" + encoded(COLOUR.resize((8, 8)), "JPEG")
    block = b"\xff\xe1" + struct.pack(">H", 2 + len(preview)) + preview
    picture = encoded(COLOUR, "JPEG")
    return picture[:2] + block + picture[2:]


# name -> a complete file and what is said of it.
FILES: dict[str, tuple[bytes, Verdict]] = {
    "pdf": (pdf(), Verdict.WHOLE),
    "pdf behind a mail header": (b"From: x\r\n" + pdf(), Verdict.WHOLE),
    "pdf saved again": (updated_pdf(), Verdict.WHOLE),
    "jpeg": (encoded(PICTURE, "JPEG"), Verdict.WHOLE),
    "progressive jpeg": (encoded(COLOUR, "JPEG", progressive=True), Verdict.WHOLE),
    "jpeg with restarts": (encoded(COLOUR, "JPEG", restart_marker_rows=1), Verdict.WHOLE),
    "jpeg with a preview": (jpeg_with_preview(), Verdict.WHOLE),
    "mpo": (mpo(), Verdict.WHOLE),
    "png": (encoded(PICTURE, "PNG"), Verdict.WHOLE),
    "tiff": (encoded(PICTURE, "TIFF"), Verdict.UNSURE),
    "tiff of two pages": (two_page_tiff(), Verdict.UNSURE),
    "big tiff": (encoded(PICTURE, "TIFF", big_tiff=True), Verdict.UNSURE),
    "fax tiff": (encoded(COLOUR.convert("1"), "TIFF", compression="group4"), Verdict.UNSURE),
    "webp": (encoded(PICTURE, "WEBP"), Verdict.WHOLE),
    "heic": (encoded(COLOUR, "HEIF"), Verdict.WHOLE),
    "avif": (encoded(COLOUR, "AVIF"), Verdict.WHOLE),
    "gif": (encoded(PICTURE, "GIF"), Verdict.WHOLE),
    "bmp": (encoded(PICTURE, "BMP"), Verdict.WHOLE),
    "jp2": (encoded(COLOUR, "JPEG2000"), Verdict.WHOLE),
    "j2k": (encoded(COLOUR, "JPEG2000", no_jp2=True), Verdict.WHOLE),
    "pgm": (encoded(PICTURE, "PPM"), Verdict.WHOLE),
    "ppm": (encoded(COLOUR, "PPM"), Verdict.WHOLE),
    "pbm": (encoded(COLOUR.convert("1"), "PPM"), Verdict.WHOLE),
    "something else": (b"PK\x03\x04" + bytes(range(256)), Verdict.UNSURE),
}
# Cut here a file of two pages is a file of one: only stillness tells.
LOOKS_FINISHED = {"tiff of two pages", "pdf saved again", "mpo"}


def said_of(data: bytes, folder: Path) -> Verdict:
    path = folder / "file"
    path.write_bytes(data)
    with path.open("rb") as file:
        return verdict(file)


@pytest.mark.parametrize("name", FILES)
def test_a_complete_file_is_known_by_its_content(name: str, tmp_path: Path) -> None:
    data, expected = FILES[name]

    assert said_of(data, tmp_path) is expected


@pytest.mark.parametrize("name", [name for name in FILES if name != "something else"])
def test_no_beginning_of_a_file_is_taken_for_the_whole(name: str, tmp_path: Path) -> None:
    data, _ = FILES[name]
    step = max(1, len(data) // 400)
    lengths = [*range(0, len(data), step), *range(max(0, len(data) - 60), len(data))]
    path = tmp_path / "file"
    path.write_bytes(data)

    fooled = []
    with path.open("rb+") as file:
        for length in sorted(lengths, reverse=True):
            file.truncate(length)
            # A last line break or the zeros of a last number are no loss.
            if data[length:].strip(b"\0\r\n") and verdict(file) is not Verdict.HALF:
                fooled.append(length)

    assert len(fooled) <= (1 if name in LOOKS_FINISHED else 0), fooled


@pytest.mark.parametrize("name", [name for name in FILES if name != "something else"])
def test_a_file_whose_length_came_before_its_content_is_not_whole(
    name: str, tmp_path: Path
) -> None:
    data, _ = FILES[name]
    filled = len(data) // 3

    assert said_of(data[:filled] + bytes(len(data) - filled), tmp_path) is Verdict.HALF


@pytest.mark.parametrize("data", [b"", bytes(5000), b"%PD", b"\xff"])
def test_next_to_nothing_is_not_whole(data: bytes, tmp_path: Path) -> None:
    assert said_of(data, tmp_path) is Verdict.HALF


def test_a_pdf_for_the_web_is_not_whole_at_its_first_end_mark(tmp_path: Path) -> None:
    first = b"%PDF-1.5\n1 0 obj << /Linearized 1 /L 9000 /H [ 1 2 ] >> endobj\n"
    first += b"x" * 300 + b"\nstartxref\n80\n%%EOF\n"

    assert said_of(first, tmp_path) is Verdict.HALF
    assert said_of(first[:-20] + b"y" * 8900 + first[-20:], tmp_path) is Verdict.WHOLE


def test_what_follows_the_end_of_a_picture_makes_it_doubtful(tmp_path: Path) -> None:
    assert said_of(encoded(PICTURE, "JPEG") + b"more", tmp_path) is Verdict.UNSURE


@pytest.mark.parametrize("name", FILES)
def test_every_format_that_is_read_is_also_judged(name: str) -> None:
    data, _ = FILES[name]
    readable = format_of(data[:1029])
    known = any(pattern.match(data[:1040]) for pattern, _ in FORMATS)

    assert known == (readable is not None and readable.open is not None)
    assert len(READABLE) > len(FORMATS) / 2
