"""Small scans made byte by byte, so that tests know exactly what is in them."""

import io
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]


def pattern(width: int = 60, height: int = 80) -> Pixels:
    """Grey pixels of which no turn or mirror image equals another."""
    rows, columns = np.mgrid[0:height, 0:width]
    pixels: Pixels = (columns * 2 + rows // 2).astype(np.uint8)
    pixels[5:20, 4:12] = 255
    return pixels


def encoded(pixels: Pixels | Image.Image, file_format: str, **options: object) -> bytes:
    """Return the pixels as an image file."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    buffer = io.BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


def stream(data: bytes, **entries: object) -> bytes:
    """Return a PDF stream object; ``Width=3`` becomes ``/Width 3``."""
    told = "".join(f"/{key} {value} " for key, value in entries.items())
    return f"<< {told}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def image_object(pixels: Pixels, **entries: object) -> bytes:
    """Return grey or RGB pixels as a losslessly packed PDF image."""
    height, width = pixels.shape[:2]
    return stream(
        zlib.compress(pixels.tobytes()),
        **{
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": width,
            "Height": height,
            "BitsPerComponent": 8,
            "ColorSpace": "/DeviceGray" if pixels.ndim == 2 else "/DeviceRGB",
            "Filter": "/FlateDecode",
        }
        | entries,
    )


def jpeg_object(data: bytes, width: int, height: int, **entries: object) -> bytes:
    """Return a JPEG file as a PDF image, its bytes as they are."""
    return stream(
        data,
        **{
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": width,
            "Height": height,
            "BitsPerComponent": 8,
            "ColorSpace": "/DeviceRGB",
            "Filter": "/DCTDecode",
        }
        | entries,
    )


def pdf_file(objects: Sequence[bytes], *, trailer: str = "") -> bytes:
    """Return a PDF of the objects, numbered from 1; the first is the catalogue."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\n".encode()
    return data + b"startxref\n%d\n%%%%EOF\n" % table


def scan_pdf(
    images: Sequence[bytes],
    *,
    size_pt: tuple[float, float] = (60, 80),
    matrix: str | None = None,
    rotate: int = 0,
    over: bytes = b"",
    extra: Sequence[bytes] = (),
    page_entries: str = "",
) -> bytes:
    """Return a PDF with one page per image, placed by ``matrix`` or on the whole page.

    ``over`` is drawn on top; ``extra`` objects follow the catalogue and the page tree from 3 on.
    """
    width, height = size_pt
    first = 3 + len(extra)
    pages, objects = [], []
    for index, image in enumerate(images):
        number = first + 3 * index
        pages.append(f"{number} 0 R")
        placed = f"q {matrix or f'{width} 0 0 {height} 0 0'} cm /I Do Q ".encode() + over
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {rotate} "
                f"/Resources << /XObject << /I {number + 2} 0 R >> /Font << /F << /Type /Font "
                f"/Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents {number + 1} 0 R "
                f"{page_entries} >>"
            ).encode(),
            stream(placed),
            image,
        ]
    tree = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(pages)}] >>".encode()
    return pdf_file([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *extra, *objects])
