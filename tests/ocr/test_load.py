"""Files are known by content, images are shown upright, and broken ones are refused."""

import hashlib
import io
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr.limits import Limits
from ocr.load import format_of, open_document
from ocr.page import Page
from schemas.document import SetAsideCode
from schemas.errors import InputError
from schemas.reading import Box
from tests.ocr.drawn_files import encoded, image_object, pattern, scan_pdf


def load(folder: Path, data: bytes, limits: Limits | None = None) -> list[Page]:
    path = folder / "misleading.txt"
    path.write_bytes(data)
    with open_document(path, limits) as document:
        pages = list(document.pages())
        assert len(pages) == document.page_count
    return pages


def code_of(folder: Path, data: bytes, limits: Limits | None = None) -> SetAsideCode:
    with pytest.raises(InputError) as caught:
        load(folder, data, limits)
    assert caught.value.text
    assert caught.value.text_en
    return caught.value.code


def tiff(*pages: Image.Image, **options: object) -> bytes:
    return encoded(pages[0], "TIFF", save_all=True, append_images=list(pages[1:]), **options)


LOSSLESS: dict[str, dict[str, object]] = {
    "PNG": {},
    "BMP": {},
    "PPM": {},
    "GIF": {},
    "TIFF": {"compression": "tiff_lzw"},
    "WEBP": {"lossless": True},
    "JPEG2000": {"irreversible": False},
    "HEIF": {"quality": -1},
}


@pytest.mark.parametrize("file_format", LOSSLESS)
def test_images_are_known_by_content_whatever_their_name(tmp_path: Path, file_format: str) -> None:
    grey = pattern(64, 80)

    (page,) = load(tmp_path, encoded(grey, file_format, **LOSSLESS[file_format]))

    assert np.abs(page.grey.astype(int) - grey).max() <= 1


def test_a_jpeg_is_read(tmp_path: Path) -> None:
    (page,) = load(tmp_path, encoded(pattern(), "JPEG", quality=95, dpi=(200, 200)))

    assert page.pixels.shape == (80, 60)


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(encoded(pattern(), "PNG"))

    with open_document(path) as document:
        assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("file_format", ["JPEG", "TIFF", "PNG", "WEBP"])
def test_the_scan_is_what_a_viewer_shows(
    tmp_path: Path, file_format: str, orientation: int
) -> None:
    """EXIF tag 0x0112: which side of the picture row 0 and column 0 are."""
    upright = pattern(64, 80)
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.T,
        6: np.rot90(upright),
        7: upright[::-1, ::-1].T,
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 100} if file_format in ("JPEG", "WEBP") else {}

    (page,) = load(
        tmp_path, encoded(np.ascontiguousarray(stored), file_format, exif=exif, **options)
    )

    assert page.size == (64, 80)
    assert page.scan_size == (64, 80)
    assert np.abs(page.grey.astype(int) - upright).mean() < 5


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (Image.new("1", (40, 50), 1), [255]),
        (Image.new("L", (40, 50), 90), [90]),
        (Image.new("I;16", (40, 50), 65535), [255]),
        (Image.new("I;16", (40, 50), 4095), [255]),  # 12 bits in 16
        (Image.new("I", (40, 50), 200), [200]),
        (Image.new("F", (40, 50), 1.0), [255]),
        (Image.new("RGB", (40, 50), (1, 2, 3)), [1, 2, 3]),
        (Image.new("CMYK", (40, 50), (255, 0, 0, 0)), [0, 255, 255]),
        (Image.new("RGBA", (40, 50), (9, 9, 9, 255)), [9, 9, 9]),
        (Image.new("LA", (40, 50), (200, 255)), [200, 200, 200]),
    ],
    ids=lambda value: value.mode if isinstance(value, Image.Image) else "",
)
def test_every_kind_of_pixel_becomes_grey_or_rgb(
    tmp_path: Path, image: Image.Image, expected: list[int]
) -> None:
    (page,) = load(tmp_path, tiff(image))

    assert page.pixels.reshape(50, 40, -1)[25, 20].tolist() == expected


def test_transparent_parts_show_white_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (40, 50), (0, 0, 0, 0))
    image.putpixel((5, 6), (10, 20, 30, 255))

    (page,) = load(tmp_path, encoded(image, "PNG"))

    assert page.pixels[6, 5].tolist() == [10, 20, 30]
    assert page.pixels[0, 0].tolist() == [255, 255, 255]


def test_a_wholly_transparent_picture_is_an_unused_channel(tmp_path: Path) -> None:
    (page,) = load(tmp_path, encoded(Image.new("RGBA", (40, 50), (9, 8, 7, 0)), "PNG"))

    assert page.pixels[0, 0].tolist() == [9, 8, 7]


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", "jpeg", "tiff_adobe_deflate", "raw"])
def test_every_page_of_a_tiff_is_read(tmp_path: Path, compression: str) -> None:
    mode = "1" if compression == "group4" else "L"
    pages = [Image.new(mode, (40 + n, 50), n % 2) for n in range(3)]

    read = load(tmp_path, tiff(*pages, compression=compression))

    assert [(page.number, page.width) for page in read] == [(1, 40), (2, 41), (3, 42)]


def test_small_previews_in_a_tiff_are_no_pages(tmp_path: Path) -> None:
    data = tiff(*(Image.new("L", (width, 50)) for width in (40, 20, 41)))

    read = load(tmp_path, _as_preview(data, 1))

    assert [page.width for page in read] == [40, 41]


def _as_preview(data: bytes, index: int) -> bytes:
    """Return a TIFF with a frame marked as preview, in place of its least important tag."""
    (offset,) = struct.unpack_from("<I", data, 4)
    for _ in range(index):
        (count,) = struct.unpack_from("<H", data, offset)
        (offset,) = struct.unpack_from("<I", data, offset + 2 + 12 * count)
    (count,) = struct.unpack_from("<H", data, offset)
    start = offset + 2
    tags = [data[at : at + 12] for at in range(start, start + 12 * count, 12)]
    kept = [tag for tag in tags if struct.unpack_from("<H", tag)[0] != 284]  # planar layout
    assert len(kept) == count - 1
    new_subfile_type = struct.pack("<HHII", 254, 4, 1, 1)  # first, since tags are sorted
    return data[:start] + b"".join((new_subfile_type, *kept)) + data[start + 12 * count :]


@pytest.mark.parametrize(
    ("size", "stated", "dpi"),
    [
        ((1240, 1754), (150, 150), 150),
        ((2480, 3508), (72, 72), 300),  # a camera's way of saying nothing: A4 upright
        ((3508, 2480), (1, 1), 212),  # lying: an open A3 booklet
        ((2480, 3508), None, 300),
        ((100, 100), (9999, 9999), 50),
    ],
)
def test_an_unbelievable_resolution_is_replaced_by_a_guess(
    tmp_path: Path, size: tuple[int, int], stated: tuple[int, int] | None, dpi: int
) -> None:
    options = {"dpi": stated} if stated else {}

    (page,) = load(tmp_path, encoded(Image.new("L", size, 255), "PNG", **options))

    assert page.dpi == dpi


def test_fax_pixels_become_square_and_boxes_stay_on_the_scan(tmp_path: Path) -> None:
    image = Image.new("1", (1728, 1100), 1)

    (page,) = load(tmp_path, tiff(image, compression="group4", dpi=(204, 98)))

    assert page.size == (1728, 2290)
    assert page.dpi == 204
    assert page.scan_size == (1728, 1100)
    assert page.box_on_scan(Box(0, 0, 1728, 2290)) == Box(0, 0, 1728, 1100)


def test_an_animation_is_one_page(tmp_path: Path) -> None:
    frames = [Image.new("L", (40, 50), value) for value in (0, 100, 200)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert len(load(tmp_path, data)) == 1


def packed(*entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry in entries:
            archive.writestr(entry, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", SetAsideCode.EMPTY),
        (b"\x00" * 5000, SetAsideCode.DAMAGED),
        ("Sổ đỏ".encode(), SetAsideCode.NOT_A_DOCUMENT),
        (b"<html><body>scan</body></html>", SetAsideCode.NOT_A_DOCUMENT),
        (b"P1 is not a picture", SetAsideCode.NOT_A_DOCUMENT),
        (b"BMW 320d", SetAsideCode.NOT_A_DOCUMENT),
        (packed("word/document.xml"), SetAsideCode.NOT_A_DOCUMENT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, SetAsideCode.NOT_A_DOCUMENT),
        (b"%PDF-1.7 and nothing else", SetAsideCode.DAMAGED),
        (b"\x89PNG\r\n\x1a\n", SetAsideCode.DAMAGED),
        (b"II*\x00", SetAsideCode.DAMAGED),
        (b"\xff\xd8\xff\xe0", SetAsideCode.DAMAGED),
    ],
)
def test_what_is_no_whole_scan_is_refused(tmp_path: Path, data: bytes, code: SetAsideCode) -> None:
    assert code_of(tmp_path, data) is code


NOISE = np.random.default_rng(1).integers(0, 255, (400, 300), np.uint8)


@pytest.mark.parametrize("part", [0.05, 0.5, 0.9])
@pytest.mark.parametrize(
    "data",
    [
        encoded(NOISE, "JPEG"),
        encoded(NOISE, "PNG"),
        encoded(NOISE, "WEBP", lossless=True),
        encoded(NOISE, "BMP"),
        encoded(NOISE, "HEIF"),
        encoded(NOISE, "JPEG2000"),
        tiff(Image.fromarray(NOISE), Image.fromarray(NOISE), compression="raw"),
        tiff(Image.fromarray(NOISE), Image.fromarray(NOISE), compression="tiff_lzw"),
        tiff(Image.fromarray(NOISE).convert("1"), compression="group4"),
    ],
    ids=["jpeg", "png", "webp", "bmp", "heif", "jp2", "tiff", "tiff lzw", "tiff g4"],
)
def test_a_file_cut_short_is_damaged_even_if_half_of_it_would_show(
    tmp_path: Path, data: bytes, part: float
) -> None:
    assert code_of(tmp_path, data[: int(len(data) * part)]) is SetAsideCode.DAMAGED


def test_a_tiff_whose_pages_run_in_a_circle_is_damaged(tmp_path: Path) -> None:
    data = bytearray(tiff(Image.new("L", (40, 50)), Image.new("L", (40, 50))))
    (first,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, first)
    second_at = first + 2 + 12 * count
    (second,) = struct.unpack_from("<I", data, second_at)
    (count,) = struct.unpack_from("<H", data, second)
    struct.pack_into("<I", data, second + 2 + 12 * count, first)

    assert code_of(tmp_path, bytes(data)) is SetAsideCode.DAMAGED


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


@pytest.mark.parametrize(
    "data",
    [
        png_claiming(60_000, 60_000),
        b"GIF89a"
        + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0)
        + b","
        + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0)
        + b"\x02\x02D\x01\x00;",
        b"P6 99999 99999 255\n",
    ],
    ids=["png", "gif", "ppm"],
)
def test_a_bomb_is_refused_by_its_header(tmp_path: Path, data: bytes) -> None:
    assert code_of(tmp_path, data) is SetAsideCode.TOO_LARGE


@pytest.mark.parametrize(
    "limits", [Limits(max_bytes=100), Limits(max_pixels=4_000), Limits(max_pages=1)]
)
def test_limits_are_those_given(tmp_path: Path, limits: Limits) -> None:
    data = tiff(Image.fromarray(pattern()), Image.fromarray(pattern()))

    assert code_of(tmp_path, data, limits) is SetAsideCode.TOO_LARGE


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(InputError):
            open_document(path)


def test_pages_are_decoded_one_at_a_time(tmp_path: Path) -> None:
    """A broken second page does not keep the first from being seen."""
    good = image_object(pattern())
    path = tmp_path / "two.pdf"
    path.write_bytes(scan_pdf([good, image_object(pattern(), Width=99_999, Height=99_999)]))

    with open_document(path) as document:
        pages = document.pages()

        assert next(pages).number == 1
        with pytest.raises(InputError):
            next(pages)


def test_plain_text_that_mentions_a_format_is_not_one() -> None:
    assert format_of(b"see %PDF- for details") is not None  # junk before a PDF is allowed
    assert format_of(b"the GIF89a format") is None


@pytest.mark.parametrize(
    ("width", "height", "refused"),
    [(1, 5000, True), (15, 100, True), (16, 640, False), (641, 16, True), (60, 80, False)],
)
def test_specks_and_slivers_are_no_sheets_of_paper(
    tmp_path: Path, width: int, height: int, refused: bool
) -> None:
    data = encoded(Image.new("L", (width, height), 255), "PNG")

    if refused:
        assert code_of(tmp_path, data) is SetAsideCode.NOT_A_DOCUMENT
    else:
        assert load(tmp_path, data)[0].size == (width, height)
