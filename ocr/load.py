"""The door for files: tells by content what a file is, opens it page by page or refuses it."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from ocr.limits import Limits, check_shape
from ocr.load_images import ImagePages
from ocr.load_pdf import PdfPages
from ocr.page import Page
from schemas.set_aside_reasons import refusal

# A PDF header may follow a byte order mark, a mail header or other junk of up to this length.
_HEAD_BYTES = 1024


class PageSource(Protocol):
    """An open file of one format."""

    @property
    def page_count(self) -> int: ...

    def pages(self, only: int | None = None) -> Iterator[Page]: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Format:
    """How to know a format by the first bytes of a file, and who opens it.

    Attributes:
        name: Pillow's name of the format where Pillow opens it, else ours.
        pattern: must match at the start of the file.
        open: makes the source; None for what is recognised only to refuse it well.
        refused: the reason then, see ``schemas.set_aside_reasons``.
    """

    name: str
    pattern: re.Pattern[bytes]
    open: Callable[[Path, str, Limits], PageSource] | None
    refused: str = "unknown_format"


def _format(
    name: str,
    pattern: bytes,
    opener: Callable[[Path, str, Limits], PageSource] | None,
    refused: str = "unknown_format",
) -> Format:
    return Format(name, re.compile(pattern, re.DOTALL), opener, refused)


# First match wins. Images stand before PDF: their signs are at a fixed place.
FORMATS: tuple[Format, ...] = (
    _format("TIFF", rb"II[*+]\x00|MM\x00[*+]", ImagePages),
    _format("JPEG", rb"\xff\xd8\xff", ImagePages),
    _format("PNG", rb"\x89PNG\r\n\x1a\n", ImagePages),
    _format("WEBP", rb"RIFF....WEBP", ImagePages),
    _format("HEIF", rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", ImagePages),
    _format("AVIF", rb"....ftypavi[fs]", ImagePages),
    _format("JPEG2000", rb"\x00\x00\x00\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51", ImagePages),
    _format("GIF", rb"GIF8[79]a", ImagePages),
    _format("BMP", rb"BM.{4}\x00{4}.{4}[\x0c-\x7c]\x00\x00\x00", ImagePages),
    _format("PPM", rb"P[1-6][ \t\r\n](?:#[^\n]*\n|\s)*-?\d", ImagePages),
    _format("PDF", rb".{0,1024}?%PDF-", PdfPages),
    _format("zip", rb"PK\x03\x04|PK\x05\x06", None, "archive"),
    _format("office", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "archive"),
    _format("archive", rb"Rar!|7z\xbc\xaf|\x1f\x8b", None, "archive"),
    _format("zeros", rb"\x00+\Z", None, "only_zeros"),
)


def format_of(head: bytes) -> Format | None:
    """Return the format that the first bytes of a file tell, or None."""
    return next((row for row in FORMATS if row.pattern.match(head)), None)


@dataclass(frozen=True)
class DocumentFile:
    """An open scan; leave it by ``with``.

    Attributes:
        sha256: of the file's bytes, in hexadecimal.
        page_count: at least 1; animated images count one page, a TIFF's small previews none.
        work_pixels: see ``Limits``.
    """

    path: Path
    sha256: str
    page_count: int
    source: PageSource
    work_pixels: int | None = None

    def pages(self, only: int | None = None) -> Iterator[Page]:
        """Yield the pages in the order of the file, decoding each only when it is asked for.

        Nothing here keeps a page that was given out. With ``only``, just the page of that
        number comes, and no other is decoded.

        Raises:
            InputError: the page is broken, incomplete, too large or no sheet of paper. A scan
                that still shows something but lacks a part is refused: what is missing would
                be missed silently.
        """
        for page in self.source.pages(only):
            check_shape(*page.scan_size, page.number)
            yield _within(page, self.work_pixels)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.source.close()


def open_document(path: Path, limits: Limits | None = None) -> DocumentFile:
    """Open a PDF or an image by its content, whatever its name says.

    Raises:
        InputError: not a document, encrypted, damaged, empty or too large, with the reason.
    """
    limits = limits or Limits()
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # opening a FIFO would wait for ever
            raise refusal("not_a_file")
        if about.st_size == 0:
            raise refusal("no_bytes")
        if about.st_size > limits.max_bytes:
            raise refusal(
                "too_many_bytes",
                megabytes=about.st_size // 2**20,
                limit=limits.max_bytes // 2**20,
            )
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES + len(b"%PDF-"))
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise refusal("gone") from error
    except OSError as error:
        raise refusal("no_permission") from error

    found = format_of(head)
    if found is None or found.open is None:
        raise refusal(found.refused if found else "unknown_format")
    source = found.open(path, found.name, limits)
    if source.page_count > limits.max_pages:
        source.close()
        raise refusal("too_many_pages", pages=source.page_count, limit=limits.max_pages)
    return DocumentFile(path, sha256, source.page_count, source, limits.work_pixels)


def _within(page: Page, most: int | None) -> Page:
    """Return the page shrunk to at most ``most`` pixels; boxes still come out on the scan."""
    pixels = page.width * page.height
    return page if most is None or pixels <= most else page.scaled(sqrt(most / pixels))
