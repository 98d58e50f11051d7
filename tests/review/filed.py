"""Documents of a station with drawn page images, ready to be worked on; all of it invented."""

import io
import json
from collections.abc import Sequence
from itertools import count

from PIL import Image, ImageDraw

from review.desk import Desk
from schemas.document import Document, Edition, Kind, PageNote, Record, SourceFile
from schemas.problems import problem
from schemas.reading import Box, Problem, Reading, Status
from store.blobs import page_key
from store.claims import claim
from store.documents import admit
from store.finishing import Reader, finish
from store.shapes import Arrival

WIDTH, HEIGHT = 1240, 1754
_numbers = count(1)


def differing(*others: str) -> Problem:
    return problem("readings_differ", others=" · ".join(others))


def flagged(
    path: str, value: str | None, *doubts: Problem, confidence: float = 0.6, row: int = 0
) -> Reading:
    return Reading(
        path=path,
        value=value,
        raw=value,
        confidence=confidence,
        status=Status.FLAGGED,
        page=1,
        box=Box(300, 200 + 60 * row, 700, 235 + 60 * row),
        problems=doubts or (problem("low_confidence"),),
    )


def sure(path: str, value: str | None, row: int = 10) -> Reading:
    reading = flagged(path, value, confidence=0.99, row=row)
    return reading.model_copy(update={"status": Status.ACCEPTED, "problems": ()})


def file_document(desk: Desk, readings: Sequence[Reading], *, file: str = "scan.pdf") -> int:
    """Store a document of one certificate and one page; return its number."""
    number = next(_numbers)
    sha256 = f"{number:064x}"
    new = Arrival(f"20261122-{number}", file, "tram-1", "lo-1", sha256, 1000, f"x/{sha256}.pdf")
    (admitted,) = admit(desk.store, [new])
    lent = claim(desk.store, admitted.document_id, worker="w", lease_s=90)
    assert lent is not None
    sizes = [{"page": 1, "file": "page-0001.jpg", "width": WIDTH, "height": HEIGHT}]
    desk.pages.put_bytes(json.dumps(sizes).encode(), page_key(sha256, lent.token, "pages.json"))
    desk.pages.put_bytes(drawn_page(), page_key(sha256, lent.token, "page-0001.jpg"))
    record = Record(
        kind=Kind.LAND_CERTIFICATE, edition=Edition.E2014, pages=(1,), fields=tuple(readings)
    )
    note = PageNote(page=1, kind="certificate.face1", dpi=150, quality=0.9)
    document = Document(
        source=SourceFile(file=file, sha256=sha256, pages=1), pages=(note,), records=(record,)
    )
    finish(desk.store, lent, document, Reader("0.3.1", "ab12", {}), by="w")
    return admitted.document_id


def drawn_page() -> bytes:
    page = Image.new("RGB", (WIDTH, HEIGHT), "#f6dfe2")
    pen = ImageDraw.Draw(page)
    for row in range(20):
        pen.rectangle((300, 205 + 60 * row, 700, 230 + 60 * row), fill="#402020")
    written = io.BytesIO()
    page.save(written, "JPEG")
    return written.getvalue()
