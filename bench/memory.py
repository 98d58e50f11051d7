"""How much memory a long document takes: many pages at 300 dpi in one file."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.machine import described
from bench.runs import SETTINGS
from bench.tables import Measured, Row, Table, megabytes
from bench.watch import READER, MemoryWatch
from cli.by_name import ByName
from drawing.containers import CONTAINERS, ScanPage, jpeg_bytes
from drawing.dossier import draw_dossier
from drawing.scanning import leaves_of, scan
from export.pdf_writer import PdfWriter
from schemas.document import Document, Edition
from schemas.progress import Progress
from workers.reader_process import ReaderProcess

DPI = 300
QUALITY = 85
_POINTS = 72


def measure(work: Path, page_count: int, seed: int) -> Measured:
    """Read a file of ``page_count`` equal pages in a reader process and watch its memory."""
    machine = described()
    folder = work / "memory"
    folder.mkdir(parents=True)
    page = _page(seed)
    pdf = folder / "long.pdf"
    write_pdf(pdf, page, page_count)
    held: list[int] = []

    def note(progress: Progress) -> None:
        held.append(watch.now.get(READER, 0))

    read = ByName("cli.reader", "read_file", SETTINGS)
    with (
        ReaderProcess[Document](read, memory_bytes=SETTINGS.memory_mb * 2**20) as reader,
        MemoryWatch(os.getpid()) as watch,
    ):
        said = reader.read(
            pdf, folder / "searchable.pdf", timeout_s=SETTINGS.timeout_s, report=note
        )
    ended = f"{said.source.pages} pages read" if isinstance(said, Document) else said.text_en
    height, width = page.image.shape[:2]
    return Measured(
        "memory",
        f"One PDF of {page_count} pages at {DPI} dpi ({width} x {height} pixels in colour, the "
        f"same JPEG on each) drawn from the seed {seed}, read and made searchable by one reader "
        f"process. {machine}.",
        (
            Table("Peak memory", ("process", "peak"), peak_rows(watch.peaks)),
            Table("Reader after page", ("page", "resident"), page_rows(held)),
        ),
        (f"How it ended: {ended}.",),
        {
            "pages": page_count,
            "dpi": DPI,
            "size": [width, height],
            "peak_bytes": watch.peaks,
            "all_together_bytes": watch.together,
            "resident_bytes_after_page": held,
            "ended": ended,
        },
    )


def write_pdf(path: Path, page: ScanPage, page_count: int) -> None:
    """Write a PDF in which every page shows the same image."""
    height, width = page.image.shape[:2]
    across, down = (f"{side * _POINTS / page.dpi:.2f}" for side in (width, height))
    with path.open("wb") as file:
        writer = PdfWriter(file)
        image = writer.add(
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
            " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
            jpeg_bytes(page, QUALITY),
        )
        contents = writer.add("", f"q {across} 0 0 {down} 0 0 cm /Scan Do Q".encode())
        tree = writer.reserve()
        kids = [
            writer.add(
                f"/Type /Page /Parent {tree} 0 R /MediaBox [0 0 {across} {down}]"
                f" /Contents {contents} 0 R /Resources << /XObject << /Scan {image} 0 R >> >>"
            )
            for _ in range(page_count)
        ]
        children = " ".join(f"{kid} 0 R" for kid in kids)
        writer.put(tree, f"/Type /Pages /Kids [{children}] /Count {page_count}")
        writer.finish(writer.add(f"/Type /Catalog /Pages {tree} 0 R"))


def peak_rows(peaks: dict[str, int]) -> tuple[Row, ...]:
    """Return the largest process of each kind, largest first."""
    return tuple(
        (name, megabytes(peak)) for name, peak in sorted(peaks.items(), key=lambda pair: -pair[1])
    )


def page_rows(held: Sequence[int]) -> tuple[Row, ...]:
    """Return what the reader held after the first page and after each quarter of the file."""
    marks = sorted({round(share * (len(held) - 1)) for share in (0, 0.25, 0.5, 0.75, 1)})
    return tuple((str(mark + 1), megabytes(held[mark])) for mark in marks if held)


def _page(seed: int) -> ScanPage:
    """Return the fullest face of a drawn certificate as an office scans it."""
    leaves = leaves_of(draw_dossier(seed, Edition.E2014), 0)
    fullest = max(leaves, key=lambda leaf: len(leaf.values))
    chance = np.random.default_rng([seed, 9])
    return scan([fullest], "office", CONTAINERS["pdf"], chance, dpi=DPI)[0].page
