"""A new PDF of chosen pages of scans, each as it came; no pixel is drawn anew."""

import json
import math
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pymupdf

from export.pages_apart import REFUSED
from export.pdf_image import PdfImage, pdf_images
from export.pdf_writer import PdfWriter
from schemas.chosen import Chosen
from schemas.errors import InputError
from schemas.set_aside_reasons import refusal

_A4_LONG_PT: Final = 842.0
# What a file says of its own resolution is believed between these.
_LEAST_DPI, _MOST_DPI = 50.0, 1300.0
_HEAD_BYTES: Final = 1024 + 5
# What the library lets through when a file makes no sense to it.
_MUPDF_ERRORS: Final = (
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    AttributeError,
    TypeError,
)


def main() -> int:
    """Do what ``export.pages_apart`` asks for on the standard input, in a process of its own."""
    task = json.load(sys.stdin)
    # A core file would hold the scan, and fill the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Whoever asked may be gone: then nobody else ends a file that takes for ever.
    longest_s = math.ceil(task["timeout_s"])
    resource.setrlimit(resource.RLIMIT_CPU, (longest_s, longest_s))
    if task["memory_bytes"]:
        resource.setrlimit(resource.RLIMIT_AS, (task["memory_bytes"],) * 2)
    chosen = [Chosen(Path(source), page, pages) for source, page, pages in task["chosen"]]
    try:
        write_pages(chosen, Path(task["target"]), task["mark"])
    except (InputError, MemoryError):
        return REFUSED
    return 0


def write_pages(chosen: Sequence[Chosen], target: Path, mark: str) -> None:
    """Write the chosen pages, in their order, to the new file ``target``.

    ``mark`` goes into the file's description, so that two files of the same pages differ.

    Raises:
        Damaged: a scan cannot be taken apart, or has not as many pages as it is known to have.
    """
    opened: dict[Path, Any] = {}
    with TemporaryDirectory(prefix="sodo-pages-") as folder:
        try:
            made: Any = pymupdf.open()  # type: ignore[no-untyped-call]
            for source, page, pages in chosen:
                if source not in opened:
                    opened[source] = _opened(source, pages, Path(folder, f"{len(opened)}.pdf"))
                made.insert_pdf(opened[source], from_page=page - 1, to_page=page - 1)
            made.set_metadata({"subject": mark})
            made.save(target, encryption=pymupdf.mupdf.PDF_ENCRYPT_NONE)
        except _MUPDF_ERRORS as error:
            raise refusal("pdf_broken") from error
        finally:
            for document in opened.values():
                document.close()


def _opened(source: Path, pages: int, place: Path) -> Any:
    """Return the scan as an open PDF; pictures are put into one at ``place``."""
    with source.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(_HEAD_BYTES)
    if not is_pdf:
        _wrap(source, place)
    document: Any = pymupdf.open(source if is_pdf else place, filetype="pdf")  # type: ignore[no-untyped-call]
    if document.needs_pass and not document.authenticate(""):
        raise refusal("pdf_password")
    if document.page_count != pages:
        raise refusal("pdf_broken")
    return document


def _wrap(source: Path, place: Path) -> None:
    with place.open("xb") as file:
        writer = PdfWriter(file)
        catalogue, tree = writer.reserve(), writer.reserve()
        pages = [_image_page(writer, tree, image) for image in pdf_images(source)]
        kids = " ".join(f"{number} 0 R" for number in pages)
        writer.put(tree, f"/Type /Pages /Kids [{kids}] /Count {len(pages)}")
        writer.put(catalogue, f"/Type /Catalog /Pages {tree} 0 R")
        writer.finish(catalogue)


def _image_page(writer: PdfWriter, tree: int, image: PdfImage) -> int:
    """Write a page that is just the picture, as large as it was scanned; return its number."""
    across, down = image.dpi or (0.0, 0.0)
    if not all(_LEAST_DPI <= dpi <= _MOST_DPI for dpi in (across, down)):
        across = down = max(image.width, image.height) / _A4_LONG_PT * 72
    size = image.width * 72 / across, image.height * 72 / down
    width, height = size[::-1] if image.lies_down else size
    picture = writer.add(f"/Type /XObject /Subtype /Image {image.entries}", image.data)
    place = " ".join(f"{number:.4f}" for number in image.placed(width, height))
    content = writer.add("", f"q {place} cm /P Do Q".encode())
    return writer.add(
        f"/Type /Page /Parent {tree} 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] "
        f"/Resources << /XObject << /P {picture} 0 R >> >> /Contents {content} 0 R"
    )
