from pathlib import Path
from typing import Any

import numpy as np
import pymupdf as untyped_pymupdf
import pytest
from PIL import Image

from export.pdf_image import pdf_images
from export.to_pdf import searchable_pdf
from schemas.errors import Damaged

pymupdf: Any = untyped_pymupdf
TALL = (30, 40)
# What makes an upright picture lie as each EXIF orientation says it lies.
LAID = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def picture(mode: str = "RGB") -> Image.Image:
    """Return a picture no two corners of which are alike."""
    width, height = TALL
    image = Image.new("RGB", TALL, "white")
    image.paste("black", (0, 0, width // 2, height // 4))
    image.paste("#606060" if mode == "RGB" else "black", (0, height // 4, width // 4, height // 2))
    return image.convert(mode)


def drawn(source: Path, tmp_path: Path) -> np.ndarray:
    """Return the pixels of the first page of the PDF made from ``source``, as grey."""
    searchable_pdf(source, [], tmp_path / "out.pdf")
    with pymupdf.open(tmp_path / "out.pdf") as document:
        page = document[0]
        zoom = pymupdf.Matrix(TALL[0] / page.rect.width, TALL[1] / page.rect.height)
        pixmap = page.get_pixmap(matrix=zoom, colorspace="gray")
        samples = np.frombuffer(pixmap.samples, dtype=np.uint8)
        return samples.reshape(pixmap.height, pixmap.stride)[:, : pixmap.width]


def assert_alike(found: np.ndarray, image: Image.Image) -> None:
    wanted = np.asarray(image.convert("L"), dtype=float)
    assert found.shape == wanted.shape
    assert float(np.abs(found - wanted).mean()) < 6


@pytest.mark.parametrize("name", ["a.jpg", "a.jp2", "a.png"])
def test_bytes_that_pdf_can_hold_are_taken_over(tmp_path: Path, name: str) -> None:
    picture().save(tmp_path / name)

    (image,) = pdf_images(tmp_path / name)

    assert image.data in (tmp_path / name).read_bytes()
    assert_alike(drawn(tmp_path / name, tmp_path), picture())


@pytest.mark.parametrize("compression", ["group4", "jpeg"])
def test_a_tiff_page_of_one_strip_is_taken_over(tmp_path: Path, compression: str) -> None:
    image = picture("1" if compression == "group4" else "RGB")
    image.save(tmp_path / "a.tif", compression=compression, tiffinfo={278: TALL[1]})

    (stored,) = pdf_images(tmp_path / "a.tif")

    raw = (tmp_path / "a.tif").read_bytes()
    assert stored.data[len(stored.data) // 2 :] in raw  # a JPEG's tables are put before its data
    assert_alike(drawn(tmp_path / "a.tif", tmp_path), image)


@pytest.mark.parametrize(
    ("name", "mode", "options"),
    [
        ("a.tif", "RGB", {"compression": "tiff_lzw"}),
        ("a.tif", "1", {"compression": "group4", "tiffinfo": {278: 8}}),
        ("a.tif", "1", {"compression": "group3"}),
        ("a.tif", "1", {"compression": "group4", "tiffinfo": {278: 40, 262: 0}}),
        ("a.bmp", "RGB", {}),
        ("a.gif", "P", {}),
        ("a.webp", "RGB", {"lossless": True}),
        ("a.png", "P", {}),
        ("a.png", "1", {}),
        ("a.png", "L", {}),
        ("a.png", "RGBA", {}),
    ],
)
def test_nothing_is_lost_of_the_others(
    tmp_path: Path, name: str, mode: str, options: dict[str, Any]
) -> None:
    image = picture(mode)
    image.save(tmp_path / name, **options)

    found = drawn(tmp_path / name, tmp_path)

    assert float(np.abs(found - np.asarray(image.convert("L"), dtype=float)).max()) <= 1


@pytest.mark.parametrize("name", ["a.webp", "a.heic"])
def test_lossy_kinds_that_pdf_lacks_become_good_jpeg(tmp_path: Path, name: str) -> None:
    picture().save(tmp_path / name, quality=95)

    (image,) = pdf_images(tmp_path / name)

    assert "/DCTDecode" in image.entries
    assert_alike(drawn(tmp_path / name, tmp_path), picture())


def test_every_page_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    picture().save(tmp_path / "a.tif", save_all=True, append_images=[picture("1"), picture("L")])

    assert len(list(pdf_images(tmp_path / "a.tif"))) == 3


@pytest.mark.parametrize("orientation", LAID)
@pytest.mark.parametrize("name", ["a.jpg", "a.tif"])
def test_the_page_is_upright_whatever_exif_orientation(
    tmp_path: Path, name: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture("L").transpose(LAID[orientation]).save(tmp_path / name, exif=exif, quality=95)

    assert_alike(drawn(tmp_path / name, tmp_path), picture("L"))


def test_transparent_parts_are_white_paper(tmp_path: Path) -> None:
    Image.new("RGBA", TALL, (0, 0, 0, 0)).save(tmp_path / "a.png")

    assert drawn(tmp_path / "a.png", tmp_path).min() == 255


def test_what_cannot_be_decoded_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")

    with pytest.raises(Damaged):
        searchable_pdf(tmp_path / "a.png", [], tmp_path / "out.pdf")

    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
