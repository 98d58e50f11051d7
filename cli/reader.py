"""What a reader process does with one file: read it, then make its searchable PDF."""

from functools import cache
from pathlib import Path

from export.to_pdf import searchable_pdf
from ocr.engines.choice import engine_of
from ocr.engines.engine import Engine
from ocr.limits import Limits
from ocr.pipeline import read_document
from schemas.document import Document
from schemas.progress import Report
from schemas.settings import Settings

_MB = 1_000_000


def read_file(settings: Settings, source: Path, searchable: Path, report: Report) -> Document:
    """Read ``source``, write its searchable PDF to ``searchable`` and return its record.

    Called by name in a child process, see ``workers.reader_process``.
    """
    engine = _engine(settings.engine, settings.engine_timeout_s)
    reading = read_document(source, engine, limits_of(settings), report)
    searchable_pdf(source, reading.pages, searchable)
    return reading.document


def limits_of(settings: Settings) -> Limits:
    """Return how much of a file is too much."""
    return Limits(
        max_pixels=int(settings.page_megapixels * _MB),
        max_pages=settings.file_pages,
        max_bytes=settings.file_mb * _MB,
        render_dpi=settings.render_dpi,
    )


@cache  # an engine asks Tesseract for its languages when it is made
def _engine(name: str, timeout_s: float) -> Engine:
    return engine_of(name, timeout_s)
