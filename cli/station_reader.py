"""What a reader process of the station does with one document: read it, draw it, say who read."""

import hashlib
import json
from dataclasses import replace
from functools import cache
from importlib.metadata import version

from cli.reader import limits_of
from export.to_pdf import searchable_pdf
from ocr.engines.choice import engine_of
from ocr.engines.engine import Engine
from ocr.model_hash import model_hash
from ocr.page import Page
from ocr.page_image import page_jpeg
from ocr.pipeline import read_document
from schemas.progress import Report
from schemas.settings import Settings
from workers.read_task import ReadTask, StationReading

# Memory grows with a page's pixels. An open booklet at 300 dpi has 17 million, so that half of
# this still reads as well as ever, and a quarter at 250 dpi.
_MOST_PIXELS = 48_000_000
_BEARING = ("engine", "render_dpi", "page_megapixels", "file_pages")


def read(settings: Settings, task: ReadTask, report: Report) -> StationReading:
    """Read the task's document; leave its page images and searchable PDF in the task's folder.

    ``page-0001.jpg`` and so on are the pages as scanned; ``pages.json`` gives the size that
    boxes refer to, which differs from the picture's where a page was shrunk to be read at all.
    Called by name in a child process, see ``workers.reader_process``.
    """
    limits = limits_of(settings)
    if task.pixel_share < 1:
        limits = replace(limits, work_pixels=int(_MOST_PIXELS * task.pixel_share))
    drawn = _Drawn(task)
    reading = read_document(
        task.source,
        _engine(settings.engine, settings.engine_timeout_s * task.time_factor),
        limits,
        report,
        seen=drawn.draw,
        only_page=task.only_page,
        told=task.told,
    )
    drawn.write_sizes()
    searchable_pdf(task.source, reading.pages, task.folder / "searchable.pdf")
    return StationReading(
        document=reading.document,
        reader_version=version("sodo"),
        model_hash=model_hash(),
        settings=settings.model_dump(mode="json", include=set(_BEARING))
        | {"pixel_share": task.pixel_share}
        | ({"told": task.told.model_dump(mode="json")} if task.told else {}),
        # Pixels that were made smaller are not those of the same picture elsewhere.
        pixels=drawn.hash if task.pixel_share == 1 else None,
    )


@cache  # an engine asks Tesseract for its languages when it is made
def _engine(name: str, timeout_s: float) -> Engine:
    return engine_of(name, timeout_s)


class _Drawn:
    """The pages seen so far: drawn to files, and hashed."""

    def __init__(self, task: ReadTask) -> None:
        self._folder = task.folder
        self._sizes: list[dict[str, object]] = []
        self._seen = hashlib.sha256()

    def draw(self, page: Page) -> None:
        name = f"page-{page.number:04}.jpg"
        (self._folder / name).write_bytes(page_jpeg(page))
        width, height = page.scan_size
        self._sizes.append({"page": page.number, "file": name, "width": width, "height": height})
        self._seen.update(f"{page.pixels.shape}".encode())
        self._seen.update(page.pixels.data)

    def write_sizes(self) -> None:
        (self._folder / "pages.json").write_text(json.dumps(self._sizes))

    @property
    def hash(self) -> str:
        return self._seen.hexdigest()
