"""Arrivals and documents as the station meets them; all names and numbers are invented."""

from hashlib import sha256
from itertools import count

from schemas.document import Document, Edition, Kind, PageNote, Record, SourceFile
from schemas.reading import Box, Reading, Source, Status
from schemas.retries import Cause
from schemas.set_aside_reasons import set_aside
from schemas.states import Priority
from store.claims import claim
from store.documents import admit
from store.finishing import Reader, finish
from store.likenesses import Looks
from store.session import Store
from store.shapes import Arrival, Claim

_numbers = count(1)
READER = Reader(version="0.3.1", model_hash="ab12", settings={"render_dpi": 300})
WORKER = "host1:4711:1"
CRASHED = set_aside("crashed")
BROKEN = set_aside("pdf_broken")
ANY_CAUSE = Cause.CRASH


def arrival(
    content: str | None = None,
    *,
    ticket: str | None = None,
    file: str = "scan-001.pdf",
    station: str = "tram-1",
    batch: str = "lo-7",
    priority: Priority = Priority.ARRIVED,
) -> Arrival:
    number = next(_numbers)
    digest = sha256((content or f"content {number}").encode()).hexdigest()
    return Arrival(
        ticket=ticket or f"20261122-{number}",
        file=file,
        station=station,
        batch=batch,
        sha256=digest,
        size_bytes=1000,
        blob_key=f"2026/11/22/{digest[:2]}/{digest}.pdf",
        priority=priority,
    )


def admitted(store: Store, new: Arrival | None = None) -> int:
    (answer,) = admit(store, [new or arrival()])
    return answer.document_id


def claimed(store: Store, document_id: int | None = None, *, lease_s: float = 90) -> Claim:
    wanted = admitted(store) if document_id is None else document_id
    lent = claim(store, wanted, worker=WORKER, lease_s=lease_s)
    assert lent is not None
    return lent


def reading(
    path: str,
    value: str | None,
    *,
    confidence: float = 0.99,
    status: Status = Status.ACCEPTED,
    source: Source = Source.OCR,
) -> Reading:
    by_person = source is Source.PERSON
    return Reading(
        path=path,
        value=value,
        raw=None if by_person else value,
        confidence=confidence,
        status=status,
        page=None if by_person else 1,
        box=None if by_person else Box(10, 20, 110, 40),
        source=source,
    )


def typed(path: str, value: str | None) -> Reading:
    return reading(path, value, confidence=1.0, source=Source.PERSON)


def certificate(*values: Reading, edition: Edition = Edition.E2014) -> Record:
    return Record(kind=Kind.LAND_CERTIFICATE, edition=edition, pages=(1,), fields=values)


def paper(*records: Record, pages: int = 1) -> Document:
    return Document(
        source=SourceFile(file="scan-001.pdf", sha256="", pages=pages),
        pages=(PageNote(page=1, kind="certificate.face1", dpi=300, quality=0.9),),
        records=records,
    )


SERIAL, NAME = "certificate.serial", "holders[0].full_name"
AREA = "parcels[0].area_m2"


def usual(
    serial: str = "CP 673047",
    name: str = "Nguyễn Văn Ân",
    *,
    status: Status = Status.FLAGGED,
) -> Document:
    return paper(
        certificate(
            reading(SERIAL, serial),
            reading(NAME, name, confidence=0.7, status=status),
            reading("parcels[0].map_sheet_no", "12"),
            reading("parcels[0].parcel_no", "345"),
            reading(AREA, "120.5"),
        )
    )


def read(
    store: Store,
    said: Document | None = None,
    *,
    document_id: int | None = None,
    reader: Reader = READER,
    looks: Looks | None = None,
) -> int:
    """Take one document through the station; return its number."""
    lent = claimed(store, document_id)
    finish(store, lent, said or usual(), reader, by=WORKER, looks=looks)
    return lent.document_id
