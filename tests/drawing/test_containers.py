import io
import shutil
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
import pymupdf
import pytest
from PIL import Image, ImageOps, ImageSequence

from drawing.containers import CONTAINERS, SIGNATURE, ScanPage
from drawing.damaged import Pixels

pillow_heif.register_heif_opener()

COLOUR = [name for name, container in CONTAINERS.items() if not any(container.bilevel)]
PDFS = [name for name, container in CONTAINERS.items() if container.suffix == ".pdf"]


def drawn(number: int, *, dpi: int = 100) -> ScanPage:
    """A pale portrait page, marked dark at its top left by ``number`` bars."""
    image = np.full((480, 340, 3), (250, 236, 238), np.uint8)
    for bar in range(number + 1):
        image[30 + 40 * bar : 50 + 40 * bar, 30:170] = (24, 22, 30)
    return ScanPage(image, dpi)


def pages_for(name: str) -> list[ScanPage]:
    return [drawn(number) for number in range(CONTAINERS[name].most_pages or 3)]


def seen(data: bytes, suffix: str) -> list[Pixels]:
    """The pages as a viewer shows them."""
    if suffix == ".pdf":
        with pymupdf.open(stream=data) as document:
            shown = [page.get_pixmap(dpi=100) for page in document]
        return [np.frombuffer(one.samples, np.uint8).reshape(one.h, one.w, 3) for one in shown]
    with Image.open(io.BytesIO(data)) as file:
        return [
            np.asarray(ImageOps.exif_transpose(frame).convert("RGB"))
            for frame in ImageSequence.Iterator(file)
        ]


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_page_comes_back_upright_and_in_order(name: str) -> None:
    container = CONTAINERS[name]
    pages = pages_for(name)

    shown = seen(container.write(pages, 70), container.suffix)

    assert len(shown) == len(pages)
    for page, image in zip(pages, shown, strict=True):
        assert image.shape == page.image.shape
        grey = cv2.cvtColor(page.image, cv2.COLOR_RGB2GRAY).astype(int)
        assert np.abs(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) - grey).mean() < 20


@pytest.mark.parametrize("name", CONTAINERS)
def test_same_pages_make_the_same_bytes(name: str) -> None:
    write = CONTAINERS[name].write

    assert write(pages_for(name), 60) == write(pages_for(name), 60)


@pytest.mark.parametrize("name", COLOUR)
def test_colour_survives(name: str) -> None:
    container = CONTAINERS[name]
    pink = ScanPage(np.full((200, 120, 3), (250, 180, 200), np.uint8), 100)

    (shown, *_) = seen(container.write([pink], 70), container.suffix)

    assert np.abs(np.median(shown.reshape(-1, 3), axis=0) - (250, 180, 200)).max() < 6


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_opens_without_complaint_in_poppler(name: str, tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler-utils is not installed")
    file = tmp_path / "scan.pdf"
    file.write_bytes(CONTAINERS[name].write(pages_for(name), 70))

    done = subprocess.run(
        ["pdftoppm", "-r", "100", "-png", file, tmp_path / "page"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert done.stderr == ""
    first = np.asarray(Image.open(tmp_path / "page-1.png").convert("L")).astype(int)
    grey = cv2.cvtColor(drawn(0).image, cv2.COLOR_RGB2GRAY)
    assert np.abs(first - grey).mean() < 20


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_page_is_as_large_as_the_paper(name: str) -> None:
    data = CONTAINERS[name].write([drawn(0, dpi=200)], 70)

    with pymupdf.open(stream=data) as document:
        size = document[0].rect

    assert (size.width, size.height) == pytest.approx((340 * 72 / 200, 480 * 72 / 200), abs=0.01)


def test_a_signed_pdf_has_text_that_says_nothing_about_the_paper() -> None:
    data = CONTAINERS["pdf_signed"].write([drawn(0), drawn(1)], 70)

    with pymupdf.open(stream=data) as document:
        texts = [page.get_text() for page in document]

    assert texts == ["\n".join((*SIGNATURE, "1/2", "")), "2/2\n"]


def test_a_layered_pdf_keeps_ink_sharp_over_a_coarse_ground() -> None:
    with pymupdf.open(stream=CONTAINERS["pdf_layers"].write([drawn(0)], 70)) as document:
        images = {image[8]: image[2:4] for image in document[0].get_images()}

    assert images["CCITTFaxDecode"] == (340, 480)
    assert images["DCTDecode"] == (113, 160)


def test_a_phone_photo_is_stored_lying_and_shown_upright() -> None:
    data = CONTAINERS["jpeg_phone"].write([drawn(2)], 70)

    with Image.open(io.BytesIO(data)) as stored:
        assert stored.size == (480, 340)
        assert ImageOps.exif_transpose(stored).size == (340, 480)


@pytest.mark.parametrize(
    ("name", "compressions"),
    [
        ("tiff_g4", ["group4", "group4"]),
        ("tiff_lzw", ["tiff_lzw", "tiff_lzw"]),
        ("tiff_jpeg", ["jpeg", "jpeg"]),
        ("tiff_mixed", ["jpeg", "group4"]),
    ],
)
def test_a_tiff_page_keeps_its_own_compression_and_resolution(
    name: str, compressions: list[str]
) -> None:
    data = CONTAINERS[name].write([drawn(0, dpi=200), drawn(1, dpi=300)], 70)

    with Image.open(io.BytesIO(data)) as file:
        found = [
            (frame.info["compression"], round(frame.info["dpi"][0]))
            for frame in ImageSequence.Iterator(file)
        ]

    assert found == list(zip(compressions, [200, 300], strict=True))


def test_a_scan_without_colour_is_stored_grey() -> None:
    grey = ScanPage(np.full((60, 40, 3), 200, np.uint8), 100)

    with Image.open(io.BytesIO(CONTAINERS["jpeg"].write([grey], 70))) as stored:
        assert stored.mode == "L"
