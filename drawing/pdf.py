"""Writes the PDF files that scanners make, byte for byte the same for the same pages."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

POINTS_PER_INCH = 72
PRODUCER = "Scan to PDF"
FONT_SIZE = 7
FIRST_CODE = 161  # of the letters beyond ASCII


class PdfImage(NamedTuple):
    """One image that fills its page: a JPEG, or a CCITT G4 stencil painted in black."""

    data: bytes
    width: int
    height: int
    colour: str = "DeviceRGB"  # DeviceGray, or "" for a stencil


class PdfText(NamedTuple):
    """A line of small red text at ``x``, ``y`` points from the page's lower left corner."""

    x: float
    y: float
    text: str


class PdfPage(NamedTuple):
    """One page as large as its first image is at ``dpi``.

    Attributes:
        images: painted in order over the whole page.
        texts: painted on top.
        rotate_deg: what a viewer turns the page clockwise by.
    """

    images: tuple[PdfImage, ...]
    dpi: int
    texts: tuple[PdfText, ...] = ()
    rotate_deg: int = 0


def pdf_bytes(pages: Sequence[PdfPage]) -> bytes:
    """Return a PDF 1.5 file with ``pages``, without clock or chance in it."""
    letters = sorted({letter for page in pages for text in page.texts for letter in text.text})
    # Objects 1 to 5 are fixed, the pages' own objects follow.
    objects: list[bytes] = [b"", b"", b"", b"", b""]
    kids = []
    for page in pages:
        names = []
        for number, image in enumerate(page.images):
            objects.append(_stream(_image_entries(image), image.data))
            names.append(f"/Im{number} {len(objects)} 0 R")
        width, height = _size_points(page)
        objects.append(_stream("", _contents(page, letters)))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.3f} {height:.3f}]"
            f"/Rotate {page.rotate_deg}/Contents {len(objects)} 0 R"
            f"/Resources<</XObject<<{''.join(names)}>>/Font<</F1 4 0 R>>>>>>".encode()
        )
        kids.append(len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{references}]>>".encode()
    objects[2] = f"<</Producer({PRODUCER})>>".encode()
    objects[3] = (
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R/Encoding"
        f"<</BaseEncoding/WinAnsiEncoding/Differences[{FIRST_CODE} {_glyphs(letters)}]>>>>"
    ).encode()
    objects[4] = _stream("", _to_unicode(letters))
    return _file(objects)


def _size_points(page: PdfPage) -> tuple[float, float]:
    scale = POINTS_PER_INCH / page.dpi
    last = page.images[-1]  # in a layered page the stencil has the full resolution
    return last.width * scale, last.height * scale


def _image_entries(image: PdfImage) -> str:
    size = f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}"
    if not image.colour:
        return (
            f"{size}/ImageMask true/BitsPerComponent 1/Filter/CCITTFaxDecode"
            f"/DecodeParms<</K -1/Columns {image.width}/Rows {image.height}>>"
        )
    return f"{size}/ColorSpace/{image.colour}/BitsPerComponent 8/Filter/DCTDecode"


def _contents(page: PdfPage, letters: Sequence[str]) -> bytes:
    width, height = _size_points(page)
    paint = [
        f"q 0 g {width:.3f} 0 0 {height:.3f} 0 0 cm /Im{number} Do Q"
        for number in range(len(page.images))
    ]
    for line in page.texts:
        codes = "".join(f"{_code(letter, letters):02x}" for letter in line.text)
        paint.append(
            f"BT /F1 {FONT_SIZE} Tf 0.8 0 0 rg {line.x:.2f} {line.y:.2f} Td <{codes}> Tj ET"
        )
    return "\n".join(paint).encode()


def _code(letter: str, letters: Sequence[str]) -> int:
    """Return the byte a letter is written as: its own in ASCII, else one from FIRST_CODE on."""
    if letter.isascii():
        return ord(letter)
    return FIRST_CODE + [other for other in letters if not other.isascii()].index(letter)


def _glyphs(letters: Sequence[str]) -> str:
    """Return what is drawn for the other letters: the base font has them without marks only."""
    bare = [unicodedata.normalize("NFD", letter)[0] for letter in letters if not letter.isascii()]
    return "".join("/" + {"đ": "d", "Đ": "D"}.get(letter, letter) for letter in bare)


def _to_unicode(letters: Sequence[str]) -> bytes:
    """Return the table by which readers turn the font's bytes into letters."""
    rows = "\n".join(f"<{_code(letter, letters):02x}> <{ord(letter):04x}>" for letter in letters)
    table = f"{len(letters)} beginbfchar\n{rows}\nendbfchar\n" if letters else ""
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Letters def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"{table}endcmap\nend\nend"
    ).encode()


def _stream(entries: str, data: bytes) -> bytes:
    return f"<<{entries}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    """Return the file of numbered ``objects``: 1 is the catalogue, 3 the information."""
    parts = [b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"]
    starts = []
    at = len(parts[0])
    for number, body in enumerate(objects, 1):
        starts.append(at)
        parts.append(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        at += len(parts[-1])
    count = len(objects) + 1
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % count + rows)
    parts.append(b"trailer\n<</Size %d/Root 1 0 R/Info 3 0 R>>\n" % count)
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)
