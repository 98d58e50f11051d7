"""PDF pages are the scanned image itself where there is one, and nothing is lost silently."""

import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf as untyped_pymupdf
import pytest
from PIL import Image

from ocr.limits import Limits
from ocr.load import open_document
from ocr.page import Page
from schemas.errors import Damaged, Empty, EncryptedPdf, InputError, TooLarge
from tests.ocr.drawn_files import (
    encoded,
    image_object,
    jpeg_object,
    pattern,
    pdf_file,
    scan_pdf,
    stream,
)

pymupdf: Any = untyped_pymupdf


def load(path: Path, data: bytes, limits: Limits | None = None) -> list[Page]:
    path = path / "scan.bin"
    path.write_bytes(data)
    with open_document(path, limits) as document:
        return list(document.pages())


def refusal_of(path: Path, data: bytes, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        load(path, data, limits)
    return caught.value


PLACINGS = {
    "upright": "60 0 0 80 0 0",
    "mirrored": "-60 0 0 80 60 0",
    "upside down": "-60 0 0 -80 60 80",
    "flipped": "60 0 0 -80 0 80",
    "turned left": "0 60 -80 0 80 0",
    "turned right": "0 -60 80 0 0 60",
    "transposed": "0 60 80 0 0 0",
    "transversed": "0 -60 -80 0 80 60",
}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("placing", PLACINGS)
def test_a_scanned_page_is_its_image_the_way_it_is_shown(
    tmp_path: Path, placing: str, rotate: int
) -> None:
    size = (80, 60) if placing.startswith("t") else (60, 80)
    data = scan_pdf(
        [image_object(pattern())], size_pt=size, matrix=PLACINGS[placing], rotate=rotate
    )

    (page,) = load(tmp_path, data)

    shown = pymupdf.open(stream=data)[0].get_pixmap(colorspace="gray")
    drawn = np.frombuffer(shown.samples, np.uint8).reshape(shown.height, shown.width)
    assert page.pixels.ndim == 2  # the grey image itself: a drawn page has three colours
    assert np.array_equal(page.pixels, drawn)


def test_the_resolution_is_that_of_the_image_on_the_page(tmp_path: Path) -> None:
    data = scan_pdf([image_object(pattern(600, 800))], size_pt=(216, 288))

    (page,) = load(tmp_path, data)

    assert (page.size, page.dpi, page.scan_dpi) == ((600, 800), 200, 200)


def test_a_page_of_absurd_size_keeps_its_stated_resolution_for_boxes(tmp_path: Path) -> None:
    """Some programs write one point per pixel: a sheet of 34 inches at 72 dpi."""
    data = scan_pdf([image_object(pattern(2480, 3508))], size_pt=(2480, 3508))

    (page,) = load(tmp_path, data)

    assert (page.dpi, page.scan_dpi) == (300, 72)


@pytest.mark.parametrize(
    "over",
    [
        b"0 0 10 10 re f",
        b"BT /F 12 Tf 10 40 Td (stamp) Tj ET",
        b"q 20 0 0 20 0 0 cm /I Do Q",
    ],
)
def test_what_lies_on_the_image_is_not_lost(tmp_path: Path, over: bytes) -> None:
    white = np.full((320, 240), 255, np.uint8)
    white[:160] = 100

    (page,) = load(tmp_path, scan_pdf([image_object(white)], over=over))

    assert page.size == (240, 320)  # at the resolution of the image
    assert int(page.grey[160:].min()) < 128


def test_invisible_text_does_not_count(tmp_path: Path) -> None:
    over = b"BT 3 Tr /F 12 Tf 10 40 Td (misleading) Tj ET"

    (page,) = load(tmp_path, scan_pdf([image_object(pattern())], over=over))

    assert np.array_equal(page.pixels, pattern())


def test_a_visible_annotation_is_drawn(tmp_path: Path) -> None:
    data = scan_pdf(
        [image_object(np.full((80, 60), 255, np.uint8))],
        extra=[
            b"<< /Type /Annot /Subtype /Stamp /Rect [10 10 50 50] /F 4 /AP << /N 4 0 R >> >>",
            stream(b"0 0 40 40 re f", Type="/XObject", Subtype="/Form", BBox="[0 0 40 40]"),
        ],
        page_entries="/Annots [3 0 R]",
    )

    (page,) = load(tmp_path, data)

    assert int(page.grey[40, 30]) == 0


def test_background_and_stencil_are_drawn_at_the_finer_resolution(tmp_path: Path) -> None:
    stencil = np.full((320, 240), 255, np.uint8)
    stencil[101:103, 50:190] = 0
    packed = zlib.compress(np.packbits(stencil > 0, axis=1).tobytes())
    data = scan_pdf(
        [image_object(np.full((40, 30, 3), 220, np.uint8))],
        over=b"q 60 0 0 80 0 0 cm /I Do Q",
        extra=[],
    ).replace(b"/XObject << /I 5 0 R >>", b"/XObject << /I 5 0 R /M 6 0 R >>")
    objects = data.split(b"endobj\n")[:5]
    bodies = [part.split(b"obj\n", 1)[1].rstrip(b"\n") for part in objects]
    bodies[3] = stream(b"q 60 0 0 80 0 0 cm /I Do Q q 0 0 0 rg 60 0 0 80 0 0 cm /M Do Q")
    bodies.append(
        stream(
            packed,
            Type="/XObject",
            Subtype="/Image",
            Width=240,
            Height=320,
            ImageMask="true",
            BitsPerComponent=1,
            Filter="/FlateDecode",
        )
    )

    (page,) = load(tmp_path, pdf_file(bodies))

    assert page.size == (240, 320)
    assert int(page.grey[101:103, 60:180].max()) == 0
    assert int(page.grey[99].min()) > 200


def test_a_soft_mask_is_applied(tmp_path: Path) -> None:
    mask = np.zeros((80, 60), np.uint8)
    black = image_object(np.zeros((80, 60), np.uint8), SMask="3 0 R")

    (page,) = load(tmp_path, scan_pdf([black], extra=[image_object(mask)]))

    assert int(page.grey.min()) == 255  # wholly transparent black: white paper


def test_an_inverted_image_is_shown_the_right_way(tmp_path: Path) -> None:
    (page,) = load(tmp_path, scan_pdf([image_object(pattern(), Decode="[1 0]")]))

    assert np.array_equal(page.pixels, 255 - pattern())


def test_colours_from_a_table_are_looked_up(tmp_path: Path) -> None:
    image = image_object(
        np.array([[0, 1], [1, 0]], np.uint8).repeat(30, 0).repeat(30, 1),
        ColorSpace="[/Indexed /DeviceRGB 1 <FF0000 0000FF>]",
    )

    (page,) = load(tmp_path, scan_pdf([image], size_pt=(60, 60)))

    assert page.pixels[0, 0].tolist() == [255, 0, 0]
    assert page.pixels[0, 59].tolist() == [0, 0, 255]


def test_printing_colours_become_screen_colours(tmp_path: Path) -> None:
    jpeg = encoded(Image.new("CMYK", (60, 80), (0, 255, 255, 0)), "JPEG")
    image = jpeg_object(jpeg, 60, 80, ColorSpace="/DeviceCMYK", Decode="[1 0 1 0 1 0 1 0]")

    (page,) = load(tmp_path, scan_pdf([image]))

    red, green, blue = page.pixels[40, 30].tolist()
    assert page.pixels.shape == (80, 60, 3)
    assert red > 180 > 100 > max(green, blue)


def test_a_page_without_an_image_is_drawn_at_300_dpi(tmp_path: Path) -> None:
    tiny = image_object(pattern(6, 8))

    (page,) = load(tmp_path, scan_pdf([tiny], size_pt=(612, 792), matrix="6 0 0 8 0 0"))

    assert (page.size, page.dpi) == ((2550, 3300), 300)


def test_a_page_of_enormous_size_is_drawn_small(tmp_path: Path) -> None:
    tiny = image_object(pattern(6, 8))

    (page,) = load(tmp_path, scan_pdf([tiny], size_pt=(14400, 14400), matrix="6 0 0 8 0 0"))

    assert max(page.size) < 5000


def test_fax_pixels_become_square(tmp_path: Path) -> None:
    data = scan_pdf([image_object(pattern(240, 160))], size_pt=(60, 80))

    (page,) = load(tmp_path, data)

    assert page.size == (240, 320)


def test_pages_come_in_order_and_are_numbered(tmp_path: Path) -> None:
    greys = [np.full((80, 60), value, np.uint8) for value in (10, 20, 30)]

    pages = load(tmp_path, scan_pdf([image_object(grey) for grey in greys]))

    assert [(page.number, int(page.pixels[0, 0])) for page in pages] == [(1, 10), (2, 20), (3, 30)]


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\n\r\n", b"\n" * 1000])
def test_junk_before_the_header_is_borne(tmp_path: Path, before: bytes) -> None:
    pages = load(tmp_path, before + scan_pdf([image_object(pattern())]))

    assert np.array_equal(pages[0].pixels, pattern())


def test_an_image_beyond_the_budget_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    bomb = image_object(pattern(), Width=50_000, Height=50_000)

    error = refusal_of(tmp_path, scan_pdf([bomb]))

    assert isinstance(error, TooLarge)
    assert "2500" in error.text_en


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    data = scan_pdf([image_object(pattern())] * 4)

    assert isinstance(refusal_of(tmp_path, data, Limits(max_pages=3)), TooLarge)


def encrypted(user: str, owner: str) -> bytes:
    document = pymupdf.open(stream=scan_pdf([image_object(pattern())]))
    return bytes(
        document.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=user, owner_pw=owner, permissions=0
        )
    )


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    assert isinstance(refusal_of(tmp_path, encrypted("user", "owner")), EncryptedPdf)


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    (page,) = load(tmp_path, encrypted("", "owner"))

    assert np.array_equal(page.pixels, pattern())


def test_a_pdf_without_pages_is_empty(tmp_path: Path) -> None:
    assert isinstance(refusal_of(tmp_path, scan_pdf([])), Empty)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8])
def test_a_pdf_cut_short_is_damaged(tmp_path: Path, part: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (80, 60), np.uint8)
    data = scan_pdf([image_object(noise)] * 3)

    error = refusal_of(tmp_path, data[: int(len(data) * part)])

    assert isinstance(error, Damaged)


def test_a_page_whose_image_is_cut_short_is_named(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 300, 3), np.uint8)
    jpeg = encoded(noise, "JPEG")
    good, bad = (jpeg_object(part, 300, 400) for part in (jpeg, jpeg[: len(jpeg) // 2]))

    error = refusal_of(tmp_path, scan_pdf([good, bad]))

    assert isinstance(error, Damaged)
    assert "Page 2" in error.text_en


def test_a_page_tree_that_contains_itself_ends(tmp_path: Path) -> None:
    loop = pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>",
        ]
    )

    assert isinstance(refusal_of(tmp_path, loop), Damaged | Empty)


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    form = stream(
        b"0 0 5 5 re f /X Do",
        Type="/XObject",
        Subtype="/Form",
        BBox="[0 0 60 80]",
        Resources="<< /XObject << /X 5 0 R >> >>",
    )
    tree = scan_pdf([form])

    try:
        pages = load(tmp_path, tree)
    except Damaged:
        return
    assert len(pages) == 1


@pytest.mark.slow
def test_two_hundred_colour_pages_stay_under_a_gigabyte(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (44, 31, 3), np.uint8)
    image = Image.fromarray(noise).resize((2480, 3508))
    jpeg = encoded(image, "JPEG", quality=60)
    path = tmp_path / "many.pdf"
    path.write_bytes(scan_pdf([jpeg_object(jpeg, 2480, 3508)] * 200, size_pt=(595.2, 841.92)))
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ocr.load import open_document\n"
        "with open_document(Path(sys.argv[1])) as document:\n"
        "    sizes = {page.size for page in document.pages()}\n"
        # Not ``ru_maxrss``: that starts at the peak of the process that runs the tests.
        "status = Path('/proc/self/status').read_text()\n"
        "peak_kb = status.partition('VmHWM:')[2].split()[0]\n"
        "print(document.page_count, sizes, peak_kb)\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said.startswith("200 {(2480, 3508)}")
    assert int(said.split()[-1]) < 1_000_000  # kilobytes
