"""The searchable PDF: the scan as it is, straightened, with the text that was read over it."""

import errno
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pymupdf
from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)

from export.affine import IDENTITY
from export.atomic import commit, part_path
from export.glyphless import FONT_NAME, add_font
from export.page_frame import Frame, Rect, frame
from export.pdf_image import PdfImage, pdf_images
from export.pdf_writer import PdfWriter
from export.text_layer import text_operators
from schemas.errors import Damaged, OutputError
from schemas.set_aside_reasons import refusal
from schemas.words import PageText

# A PDF header may follow junk of up to this length.
_HEAD_BYTES = 1024 + 5
_IMAGE_STARTS = (b"II", b"MM", b"\xff\xd8", b"\x89PNG", b"RIFF", b"GIF8", b"BM")
_A4_LONG_PT = 842.0
# With less than this free, a file that cannot be written is no fault of the file.
_FULL_BYTES = 2**20
_POPPLER_TIMEOUT_S = 45
_POPPLER_FAILURES = (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)
# What the library lets through when a file makes no sense to it.
_MUPDF_ERRORS = (
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    AttributeError,
    TypeError,
)
# Fax pixels may be twice as high as wide; more than this is a fault in the file.
_MOST_OBLONG = 2.5
# What the page held before is replaced, for copying and searching, by nothing: old text
# layers and the text of signatures stay visible where they were, and say nothing.
_HUSH = b"/Span << /ActualText <feff0020> >> BDC\n"


def searchable_pdf(source: Path, pages: Iterable[PageText], out: Path) -> None:
    """Write the searchable PDF of ``source`` to ``out``, whole or not at all.

    The pages of a PDF are kept as they are; images are taken over byte for byte where PDF
    can hold them (see ``pdf_images``). Tilt and quarter turns are taken out by a matrix, so
    that no pixel is drawn anew, and the page grows enough to lose no corner. The text of
    ``pages`` lies over it, invisible, in reading order. On such pages any text the PDF had
    before stays visible, but takes no part in search and copying. A page that is not in
    ``pages`` stays as it was. Forms, stamps and signatures become part of the page.

    Raises:
        Damaged: ``source`` can be opened by no program we have.
        OutputError: ``out`` cannot be written.
    """
    texts = {text.page: text for text in pages}
    part = part_path(out)
    try:
        with source.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:  # a folder on the network may go while its files are being read
        raise refusal("gone") from error
    try:
        if b"%PDF-" in head and not head.startswith(_IMAGE_STARTS):
            _from_pdf(source, texts, part)
        else:
            _from_images(pdf_images(source), texts, part)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(f"{out}: {error.strerror}") from error
    except Damaged:
        part.unlink(missing_ok=True)
        raise
    commit(part, out)


def _from_pdf(source: Path, texts: Mapping[int, PageText], part: Path) -> None:
    document = _with_text(source, texts)
    if document is None or not _saved(document, part):
        _from_images(_drawn_by_poppler(source, texts), texts, part)


def _saved(document: Any, part: Path) -> bool:
    """Write and close the document; False when an object of it, broken before, stands in the way.

    Raises:
        OSError: the disk is full, which the library words in many ways.
    """
    with document:
        try:
            document.save(part, encryption=pymupdf.mupdf.PDF_ENCRYPT_NONE)
        except _MUPDF_ERRORS as error:
            if shutil.disk_usage(part.parent).free < _FULL_BYTES:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
            return False
    return True


def _with_text(source: Path, texts: Mapping[int, PageText]) -> Any:
    """Return the open document, straightened and with its text, or None where MuPDF fails."""
    try:
        document: Any = pymupdf.open(source, filetype="pdf")  # type: ignore[no-untyped-call]
        if document.needs_pass and not document.authenticate(""):
            return None  # some encrypt attachments only, which poppler leaves alone
        if not document.page_count:
            return None
        if any(_has_extras(document, number) for number in range(document.page_count)):
            document.bake()  # a stamp beside the page's content would not turn with it
        font = add_font(lambda entries, stream: _add(document, entries, stream))
        for number in range(document.page_count):
            text = texts.get(number + 1)
            if text is not None:
                _straighten(document, document[number], text, font)
        catalogue = document.pdf_catalog()
        for key in ("StructTreeRoot", "MarkInfo"):  # they tell the old text to screen readers
            document.xref_set_key(catalogue, key, "null")
        document.xref_set_key(catalogue, "Lang", "(vi)")
    except _MUPDF_ERRORS:
        return None
    return document


def _has_extras(document: Any, number: int) -> bool:
    """Return whether things lie on page ``number`` (from 0) that are not its content."""
    kind, _ = document.xref_get_key(document.page_xref(number), "Annots")
    return bool(kind != "null")


def _add(document: Any, entries: str, stream: bytes | None) -> int:
    number = int(document.get_new_xref())
    document.update_object(number, f"<< {entries} >>")
    if stream is not None:
        document.update_stream(number, stream)
    return number


def _straighten(document: Any, page: Any, text: PageText, font: int) -> None:
    """Turn a page's content level and lay the words over it."""
    x0, y0, x1, y1 = (float(value) for value in _crop_box(page))
    shown = Rect(x0, y0, x1, y1)
    placed = frame(text, shown, page.rotation)
    words = text_operators(text, placed.scan_to_page)
    if not page.is_wrapped:
        page.wrap_contents()  # contents that leave the graphics state as it was not
    before = page.get_contents()
    start = f"q {placed.straighten.operator()} cm {shown.operator()} re W n\n".encode()
    hushed = bool(words) and bool(before)
    for stream in before if hushed else ():
        _forget_spans(document, stream)
    contents = [
        _add(document, "", start + (_HUSH if hushed else b"")),
        *before,
        _add(document, "", (b"\nEMC" if hushed else b"") + b"\nQ\n" + words),
    ]
    number = page.xref
    document.xref_set_key(number, "Contents", f"[{' '.join(f'{one} 0 R' for one in contents)}]")
    document.xref_set_key(number, "Rotate", "0")
    for box in ("MediaBox", "CropBox"):
        document.xref_set_key(number, box, placed.box.array())
    for box in ("TrimBox", "BleedBox", "ArtBox"):
        document.xref_set_key(number, box, "null")
    _add_font_to_page(document, number, font)


def _forget_spans(document: Any, stream: int) -> None:
    """Take the replacement texts out of old contents: an inner one would outrank ours."""
    operators = document.xref_stream(stream) or b""
    if b"/ActualText" in operators:
        document.update_stream(stream, operators.replace(b"/ActualText", b"/FormerText"))


def _crop_box(page: Any) -> tuple[float, float, float, float]:
    """Return what a viewer shows of the page, in the page's own user space."""
    media, crop = page.mediabox, page.cropbox
    # The library measures the crop box from the top of the media box, downwards.
    return (
        max(crop.x0, media.x0),
        max(media.y1 - crop.y1, media.y0),
        min(crop.x1, media.x1),
        min(media.y1 - crop.y0, media.y1),
    )


def _add_font_to_page(document: Any, page: int, font: int) -> None:
    """Name the font in the page's resources, which may be inherited from the page tree."""
    holder = page
    while document.xref_get_key(holder, "Resources")[0] == "null":
        kind, parent = document.xref_get_key(holder, "Parent")
        if kind != "xref":
            holder = page
            break
        holder = int(parent.split()[0])
    key = ""
    for name in ("Resources", "Font"):
        key = f"{key}/{name}" if key else name
        kind, value = document.xref_get_key(holder, key)
        if kind == "xref":
            holder, key = int(value.split()[0]), ""
    document.xref_set_key(holder, f"{key}/{FONT_NAME}" if key else FONT_NAME, f"{font} 0 R")


def _from_images(images: Iterable[PdfImage], texts: Mapping[int, PageText], part: Path) -> None:
    with part.open("wb") as file:
        writer = PdfWriter(file)
        font = add_font(
            lambda entries, stream: (
                writer.add(entries)
                if stream is None
                else writer.add(f"{entries} /Filter /FlateDecode", zlib.compress(stream))
            )
        )
        tree = writer.reserve()
        kids = [
            _image_page(writer, image, texts.get(number), font, tree)
            for number, image in enumerate(images, start=1)
        ]
        children = " ".join(f"{kid} 0 R" for kid in kids)
        writer.put(tree, f"/Type /Pages /Kids [{children}] /Count {len(kids)}")
        writer.finish(writer.add(f"/Type /Catalog /Pages {tree} 0 R /Lang (vi)"))


def _image_page(
    writer: PdfWriter, image: PdfImage, text: PageText | None, font: int, tree: int
) -> int:
    width_pt, height_pt = _size_pt(image, text)
    shown = Rect(0, 0, width_pt, height_pt)
    placed = frame(text, shown, 0) if text else Frame(IDENTITY, IDENTITY, shown)
    matrix = image.placed(width_pt, height_pt).then(placed.straighten)
    words = text_operators(text, placed.scan_to_page) if text else b""
    drawn = f"q {matrix.operator()} cm /Scan Do Q\n".encode() + words
    scan = writer.add(image.entries, image.data)
    contents = writer.add("/Filter /FlateDecode", zlib.compress(drawn))
    return writer.add(
        f"/Type /Page /Parent {tree} 0 R /MediaBox {placed.box.array()}"
        f" /Contents {contents} 0 R"
        f" /Resources << /XObject << /Scan {scan} 0 R >> /Font << /{FONT_NAME} {font} 0 R >> >>"
    )


def _size_pt(image: PdfImage, text: PageText | None) -> tuple[float, float]:
    """Return width and height of the page as shown, in points."""
    width, height = (image.height, image.width) if image.lies_down else (image.width, image.height)
    across, down = (image.dpi or (1.0, 1.0))[:: -1 if image.lies_down else 1]
    oblong = max(across, down) / min(across, down)
    dpi = text.dpi if text is not None else max(width, height) * 72 / _A4_LONG_PT
    if oblong > _MOST_OBLONG:
        across = down = 1.0
    largest = max(across, down)
    return width / (dpi * across / largest) * 72, height / (dpi * down / largest) * 72


def _drawn_by_poppler(source: Path, texts: Mapping[int, PageText]) -> Iterator[PdfImage]:
    """Yield the pages as poppler draws them, for a file that MuPDF cannot open.

    Raises:
        Damaged: poppler cannot draw them either.
    """
    try:
        count = int(pdfinfo_from_path(str(source), timeout=_POPPLER_TIMEOUT_S)["Pages"])
        for number in range(1, count + 1):
            text = texts.get(number)
            with TemporaryDirectory(prefix="sodo-") as folder:
                (drawn,) = convert_from_path(
                    str(source),
                    dpi=text.dpi if text else 200,
                    first_page=number,
                    last_page=number,
                    output_folder=folder,
                    fmt="png",
                    paths_only=True,
                    use_cropbox=True,
                    timeout=_POPPLER_TIMEOUT_S,
                )
                yield from pdf_images(Path(str(drawn)))
    except _POPPLER_FAILURES as error:
        raise refusal("pdf_broken") from error
