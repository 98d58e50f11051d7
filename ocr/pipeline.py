"""The order of work: a file's pages become faces, faces papers, papers records."""

from collections.abc import Callable
from math import atan2, degrees
from pathlib import Path
from typing import NamedTuple

from ocr.engines.engine import Engine
from ocr.faces import STEPS, Steps, faces_of
from ocr.gather import Paper, papers
from ocr.limits import Limits
from ocr.load import open_document
from ocr.page import Page
from ocr.read_face import FaceReading, read_face
from ocr.record import record_of
from ocr.told import sought, told_records
from schemas.document import Document, PageNote, SourceFile
from schemas.progress import Progress, Report
from schemas.set_aside_reasons import refusal
from schemas.told import Told
from schemas.words import PageText


class DocumentReading(NamedTuple):
    """What was read from a file.

    Attributes:
        document: the record file's content.
        pages: the text of each page.
        papers: what was seen on the faces of each paper, before it was judged.
    """

    document: Document
    pages: tuple[PageText, ...]
    papers: tuple[Paper, ...]


def read_document(
    path: Path,
    engine: Engine,
    limits: Limits | None = None,
    report: Report = lambda _: None,
    steps: Steps = STEPS,
    *,
    seen: Callable[[Page], None] = lambda _: None,
    only_page: int | None = None,
    told: Told | None = None,
) -> DocumentReading:
    """Read one scanned file. One page is in memory at a time.

    ``seen`` gets each page as it was scanned, before it is read. With ``only_page``, just that
    page is read, which tells whether it is the one that does harm. ``told`` is what a person
    says the paper in the file is: no other form is looked for.

    Raises:
        InputError: the file cannot be read; it belongs in the set-aside with the reason.
        EngineTimeout: the engine took too long over a page.
    """
    faces: list[FaceReading] = []
    notes: list[PageNote] = []
    texts: list[PageText] = []
    forms = sought(told)
    with open_document(path, limits) as file:
        for page in file.pages(only_page):
            seen(page)
            upright = faces_of(page, steps)
            read = [read_face(face, engine, steps, forms) for face in upright]
            # An upside-down spread is read right to left: its faces change places.
            if len(read) == 2 and all(reading.turned_deg == 180 for reading in read):
                read.reverse()
            faces += read
            note = _note(page, upright[0], read)
            notes.append(note)
            texts.append(_text(page, note, read))
            report(Progress(len(notes), file.page_count))
        found = papers(faces)
        records = (
            tuple(record_of(paper, path.name) for paper in found)
            if told is None
            else told_records(found, faces, path.name, told)
        )
        if all(face.blank for face in faces):
            raise refusal("only_blank")
        source = SourceFile(file=path.name, sha256=file.sha256, pages=file.page_count)
    document = Document(source=source, pages=tuple(notes), records=records)
    return DocumentReading(document, tuple(texts), found)


def _note(page: Page, face: Page, read: list[FaceReading]) -> PageNote:
    turned, skew = _turn_of(face, read[0].turned_deg)
    words = sum(len(reading.text.words) for reading in read)
    sure = sum(reading.quality * len(reading.text.words) for reading in read)
    return PageNote(
        page=page.number,
        kind=_kind(read),
        turned_deg=turned,
        skew_deg=skew,
        dpi=page.scan_dpi,
        quality=round(sure / words, 3) if words else 0.0,
    )


def _kind(read: list[FaceReading]) -> str:
    if all(reading.blank for reading in read):
        return "blank"
    kinds = [f"certificate.{r.kind.face}" for r in read if r.kind.layout is not None]
    return "+".join(kinds) if kinds else "other"


def _turn_of(face: Page, turned_deg: int) -> tuple[int, float]:
    """Return the quarter turns and the tilt that were taken out of the scan.

    Read off the matrix: where the face's rightward direction points on the scan.
    """
    a, d = float(face.to_scan[0, 0]), float(face.to_scan[1, 0])
    lean = degrees(atan2(d, a))
    quarter = round(lean / 90) * 90
    # The face leans by `lean` on the scan; making it upright turned it the other way.
    return (-quarter + turned_deg) % 360, round(lean - quarter, 2)


def _text(page: Page, note: PageNote, read: list[FaceReading]) -> PageText:
    width, height = page.scan_size
    return PageText(
        page=page.number,
        width=width,
        height=height,
        dpi=page.scan_dpi,
        turned_deg=note.turned_deg,
        skew_deg=note.skew_deg,
        faces=tuple(reading.text for reading in read),
    )
