"""A station's reader whose documents are small texts that say what happens to who reads them."""

import hashlib
import os
import time

from schemas.document import Document, Edition, Kind, PageNote, Record, SourceFile
from schemas.errors import SettingsError
from schemas.progress import Progress, Report
from schemas.reading import Box, Reading, Source, Status
from schemas.set_aside_reasons import refusal
from schemas.settings import Settings
from workers.read_task import ReadTask, StationReading

PAGES = 3
HANGING = "hanging"


def read(settings: Settings, task: ReadTask, report: Report) -> StationReading:
    """Do what the file's first word says, or read it as three pages."""
    data = task.source.read_bytes()
    word = data.decode().split()[0]
    for page in range(1, PAGES + 1):
        report(Progress(page, PAGES))
        if task.only_page not in (None, page):
            continue
        _happen(word, page, task)
    (task.folder / "page-0001.jpg").write_bytes(b"jpeg of " + data)
    return StationReading(
        Document(
            source=SourceFile(
                file=task.source.name, sha256=hashlib.sha256(data).hexdigest(), pages=PAGES
            ),
            pages=tuple(PageNote(page=n + 1, kind="other", dpi=300, quality=1) for n in range(3)),
            records=(
                Record(
                    kind=Kind.LAND_CERTIFICATE,
                    edition=Edition.E2014,
                    pages=(1,),
                    fields=(_serial(),),
                ),
            ),
        ),
        reader_version="0.3.0",
        model_hash="ab12",
        settings={"pixel_share": task.pixel_share, "told": task.told and task.told.kind.value},
    )


def _serial() -> Reading:
    return Reading(
        path="certificate.serial",
        value="CP 673047",
        raw="CP 673047",
        confidence=0.6,
        status=Status.FLAGGED,
        page=1,
        box=Box(1, 2, 30, 40),
        source=Source.OCR,
    )


def _happen(word: str, page: int, task: ReadTask) -> None:
    if word == "crash" or (word == "crash2" and page == 2):
        os._exit(7)
    if word == "refuse":
        raise refusal("page_broken", page=page)
    if word == "big" and task.pixel_share == 1:
        raise MemoryError
    if word == "huge":
        raise MemoryError
    if word == "slow" and task.time_factor == 1:
        time.sleep(600)
    if word == "hang":
        (task.folder / HANGING).touch()
        time.sleep(600)
    if word == "second":
        time.sleep(0.4)
    if word == "nothing_to_read_with":
        raise SettingsError("no recogniser")
