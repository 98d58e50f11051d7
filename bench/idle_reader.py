"""A reader that reads nothing, to measure and to trouble the machinery around it."""

import hashlib
import os

from schemas.document import Document, PageNote, SourceFile
from schemas.progress import Progress, Report
from schemas.set_aside_reasons import refusal
from schemas.settings import Settings
from workers.read_task import ReadTask, StationReading


def read(settings: Settings, task: ReadTask, report: Report) -> StationReading:
    """Return a document of one page that nothing stands on."""
    data = task.source.read_bytes()
    report(Progress(1, 1))
    return StationReading(
        Document(
            source=SourceFile(
                file=task.source.name, sha256=hashlib.sha256(data).hexdigest(), pages=1
            ),
            pages=(PageNote(page=1, kind="other", dpi=300, quality=1.0),),
        ),
        reader_version="0",
        model_hash="",
        settings={},
    )


def read_as_told(settings: Settings, task: ReadTask, report: Report) -> StationReading:
    """Do what the file says, for stations under fire: fail, crash, or be done at once."""
    data = task.source.read_bytes()
    if b"refuse" in data:
        raise refusal("page_broken", page=1)
    if b"crash" in data:
        os._exit(7)
    (task.folder / "page-0001.jpg").write_bytes(data)
    return read(settings, task, report)
