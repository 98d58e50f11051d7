"""The files in which offices keep scans: one writer for each way of wrapping pages."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import pillow_heif
from PIL import Image
from PIL.TiffImagePlugin import AppendingTiffWriter, TiffImageFile

from drawing.damaged import Pixels
from drawing.pdf import POINTS_PER_INCH, PdfImage, PdfPage, PdfText, pdf_bytes

EXIF_ORIENTATION = 0x0112
# Stored as turned left by a quarter; a viewer turns it right again.
EXIF_TURN_RIGHT = 6
# TIFF tags.
STRIP_OFFSETS, ROWS_PER_STRIP, STRIP_BYTE_COUNTS = 273, 278, 279


class ScanPage(NamedTuple):
    """One page as it leaves the scanner: RGB ``uint8`` (height, width, 3) and its resolution."""

    image: Pixels
    dpi: int


Writer = Callable[[Sequence[ScanPage], int], bytes]


class Container(NamedTuple):
    """One way to wrap pages.

    Attributes:
        suffix: ending of the file name, with its dot.
        write: (pages, JPEG-like quality 1..100) -> the file; same pages, same bytes.
        most_pages: how many pages one file can hold; None: any number.
        bilevel: which pages keep only black and white, over and over; they should be black
            and white already, since the split is a plain one.
    """

    suffix: str
    write: Writer
    most_pages: int | None = None
    bilevel: tuple[bool, ...] = (False,)


def jpeg_bytes(page: ScanPage, quality: int) -> bytes:
    """Return the page as a JPEG with its resolution; grey where it has no colour at all."""
    stream = io.BytesIO()
    _picture(page).save(stream, "JPEG", quality=quality, dpi=(page.dpi, page.dpi), optimize=True)
    return stream.getvalue()


def _picture(page: ScanPage) -> Image.Image:
    image = page.image
    return Image.fromarray(np.ascontiguousarray(image[..., 0]) if _is_grey(page) else image)


def _is_grey(page: ScanPage) -> bool:
    red, green, blue = cv2.split(page.image)
    return bool(np.array_equal(red, green) and np.array_equal(red, blue))


def _bilevel(page: ScanPage) -> Image.Image:
    """Return the page in pure black and white, split at middle grey."""
    grey = cv2.cvtColor(page.image, cv2.COLOR_RGB2GRAY)
    return Image.fromarray(np.where(grey < 128, 0, 255).astype(np.uint8)).convert(
        "1", dither=Image.Dither.NONE
    )


# PDF


def pdf_of_jpegs(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return a PDF in which each page is one JPEG that fills it."""
    return pdf_bytes([PdfPage((_jpeg_image(page, quality),), page.dpi) for page in pages])


def pdf_turned(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return a PDF whose images lie on their side, set upright by the page's /Rotate entry."""
    lying = [ScanPage(np.ascontiguousarray(np.rot90(page.image)), page.dpi) for page in pages]
    return pdf_bytes(
        [PdfPage((_jpeg_image(page, quality),), page.dpi, rotate_deg=90) for page in lying]
    )


# What an e-signature writes on the first page, in points from its upper left corner.
SIGNATURE = (
    "Ký bởi: Văn phòng Đăng ký đất đai",
    "Cơ quan: Sở Tài nguyên và Môi trường",
    "Thời gian ký: 12.08.2021 09:14:37 +07:00",
)


def pdf_with_signature(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return a PDF of JPEGs with a little true text on top, as an e-signature leaves it.

    The text says who signed and the page number, nothing about the paper: a reader that
    takes any text layer for the whole text is misled.
    """
    made = []
    for number, page in enumerate(pages, 1):
        height, width = (side * POINTS_PER_INCH / page.dpi for side in page.image.shape[:2])
        signed = SIGNATURE if number == 1 else ()
        texts = [PdfText(8, height - 12 - 9 * row, line) for row, line in enumerate(signed)]
        texts.append(PdfText(width / 2, 6, f"{number}/{len(pages)}"))
        made.append(PdfPage((_jpeg_image(page, quality),), page.dpi, tuple(texts)))
    return pdf_bytes(made)


def pdf_in_layers(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return a PDF with a coarse JPEG background and the ink as CCITT stencils in front.

    Mixed raster content, as "compact PDF" scanners make it: all dark strokes become pure
    black at full resolution, everything else is kept at a third of it.
    """
    made = []
    for page in pages:
        ink = _ink(page)
        filled = cv2.inpaint(*_thirds(page.image, ink), 3, cv2.INPAINT_TELEA)
        ground = ScanPage(np.asarray(filled, np.uint8), max(1, page.dpi // 3))
        height, width = ink.shape
        stencil = PdfImage(_g4(ink), width, height, colour="")
        made.append(PdfPage((_jpeg_image(ground, max(20, quality - 15)), stencil), page.dpi))
    return pdf_bytes(made)


def _jpeg_image(page: ScanPage, quality: int) -> PdfImage:
    height, width = page.image.shape[:2]
    colour = "DeviceGray" if _is_grey(page) else "DeviceRGB"
    return PdfImage(jpeg_bytes(page, quality), width, height, colour)


def _ink(page: ScanPage) -> Pixels:
    """Return 255 where the page is darker than its neighbourhood, else 0; (height, width)."""
    grey = cv2.cvtColor(page.image, cv2.COLOR_RGB2GRAY)
    block = max(3, round(page.dpi / 8)) | 1
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 32
    )
    return np.asarray(ink, np.uint8)


def _thirds(image: Pixels, ink: Pixels) -> tuple[Pixels, Pixels]:
    """Return image and ink at a third of their size, the ink grown so that no rim is left."""
    size = (max(1, image.shape[1] // 3), max(1, image.shape[0] // 3))
    grown = cv2.dilate(ink, np.ones((5, 5), np.uint8))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small), np.asarray(cv2.resize(grown, size, interpolation=cv2.INTER_NEAREST))


def _g4(ink: Pixels) -> bytes:
    """Return the bare CCITT G4 data of ``ink`` (255: black), as one strip of a TIFF holds it."""
    stream = io.BytesIO()
    # A TIFF of this kind counts white as 1, bare fax data counts black as 1.
    picture = Image.fromarray(ink).convert("1", dither=Image.Dither.NONE)
    picture.save(stream, "TIFF", compression="group4", tiffinfo={ROWS_PER_STRIP: ink.shape[0]})
    data = stream.getvalue()
    tags = TiffImageFile(io.BytesIO(data)).tag_v2
    start, count = tags[STRIP_OFFSETS][0], tags[STRIP_BYTE_COUNTS][0]
    return data[start : start + count]


# TIFF


def tiff_g4(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return a black-and-white TIFF as fax-minded scanners make it."""
    return _tiff([(_bilevel(page), page.dpi, "group4") for page in pages], quality)


def tiff_lzw(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return a lossless TIFF."""
    return _tiff([(_picture(page), page.dpi, "tiff_lzw") for page in pages], quality)


def tiff_jpeg(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return a TIFF with JPEG inside."""
    return _tiff([(_luma_chroma(page), page.dpi, "jpeg") for page in pages], quality)


def tiff_mixed(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return a TIFF whose pages alternate between JPEG and black-and-white, dpi as they come."""
    wrapped = [
        (_luma_chroma(page), page.dpi, "jpeg")
        if number % 2 == 0
        else (_bilevel(page), page.dpi, "group4")
        for number, page in enumerate(pages)
    ]
    return _tiff(wrapped, quality)


def _luma_chroma(page: ScanPage) -> Image.Image:
    """Return the page as JPEG keeps colours; left in RGB it would take three times the room."""
    picture = _picture(page)
    return picture.convert("YCbCr") if picture.mode == "RGB" else picture


def _tiff(pages: Sequence[tuple[Image.Image, int, str]], quality: int) -> bytes:
    stream = io.BytesIO()
    # Page by page, since each may have its own compression and resolution.
    with AppendingTiffWriter(stream) as tiff:
        for picture, dpi, compression in pages:
            options = {"quality": quality} if compression == "jpeg" else {}
            picture.save(tiff, "TIFF", compression=compression, dpi=(dpi, dpi), **options)
            tiff.newFrame()
    return stream.getvalue()


# single pictures


def jpeg_file(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return one JPEG with its resolution."""
    (page,) = pages
    return jpeg_bytes(page, quality)


def jpeg_phone(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return one JPEG stored on its side, as phones do; its EXIF entry turns it upright."""
    (page,) = pages
    picture = Image.fromarray(np.ascontiguousarray(np.rot90(page.image)))
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = EXIF_TURN_RIGHT
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality, exif=exif, optimize=True)
    return stream.getvalue()


def png_file(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return one PNG: lossless, so the quality is not used."""
    (page,) = pages
    stream = io.BytesIO()
    _picture(page).save(stream, "PNG", dpi=(page.dpi, page.dpi), compress_level=9)
    return stream.getvalue()


def heic_file(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return one HEIC photo; it carries no resolution."""
    (page,) = pages
    stream = io.BytesIO()
    photo = pillow_heif.from_pillow(Image.fromarray(page.image))
    photo.save(stream, quality=quality)
    return stream.getvalue()


def webp_file(pages: Sequence[ScanPage], quality: int) -> bytes:
    """Return one lossy WebP; it carries no resolution."""
    (page,) = pages
    stream = io.BytesIO()
    Image.fromarray(page.image).save(stream, "WEBP", quality=quality, method=4)
    return stream.getvalue()


CONTAINERS: Mapping[str, Container] = {
    "pdf": Container(".pdf", pdf_of_jpegs),
    "pdf_turned": Container(".pdf", pdf_turned),
    "pdf_signed": Container(".pdf", pdf_with_signature),
    "pdf_layers": Container(".pdf", pdf_in_layers),
    "tiff_g4": Container(".tif", tiff_g4, bilevel=(True,)),
    "tiff_lzw": Container(".tif", tiff_lzw),
    "tiff_jpeg": Container(".tiff", tiff_jpeg),
    "tiff_mixed": Container(".tiff", tiff_mixed, bilevel=(False, True)),
    "jpeg": Container(".jpg", jpeg_file, most_pages=1),
    "jpeg_phone": Container(".jpeg", jpeg_phone, most_pages=1),
    "png": Container(".png", png_file, most_pages=1),
    "heic": Container(".heic", heic_file, most_pages=1),
    "webp": Container(".webp", webp_file, most_pages=1),
}
