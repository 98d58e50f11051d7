"""The HTTP interface for programs: documents, records, fields, corrections, exports; by key."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request, status
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from review.answers import LONGEST_REASON, Act, accepted, without_value
from review.desk import AtDesk
from review.judging import judge
from review.making import FORM, Wanted, file_of
from review.outgoing import begin
from review.policy import policy_of
from review.roles import SEES_IDENTITY, masked, masked_text
from review.security import ByPerson, Person
from schemas.document import Document
from schemas.fields import field_of
from schemas.reading import Problem, Reading, Source, Status
from schemas.states import State
from store import search
from store.answering import answer
from store.audit import write
from store.counts import status as store_status
from store.documents import card, cards
from store.errors import FieldHeld, NoSuchThing
from store.exported import Export, export, exports
from store.leases import hold
from store.readings import Field as StoredField
from store.readings import Trace, fields, past
from store.records import document
from store.shapes import Card
from store.tasks import FieldId

router = APIRouter(prefix="/api/v1")
_LEASE_S: Final = 30.0
# What JSON can say exactly; databases hold more.
_LARGEST: Final = 2**53 - 1
Number = Annotated[int, Path(ge=1, le=_LARGEST)]
Place = Annotated[int, Path(ge=0, le=32_767)]
Text = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Word = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Refusal(BaseModel):
    """What an answer other than 2xx holds."""

    error: int | str


class Counts(BaseModel):
    seen: int
    waiting: int
    working: int
    done: int
    set_aside: int
    duplicates: int
    flagged_fields: int


class DocumentCard(BaseModel):
    """What the station knows of a document; from ``replaced_at`` on others have its pages."""

    document: int
    file: str
    station: str
    batch: str
    sha256: str | None
    admitted_at: datetime
    state: State
    pages: int
    flags: int
    replaced_at: datetime | None


class FieldNow(BaseModel):
    """A field's current value; ``version`` is what a correction must name."""

    record: int
    path: str
    version: int
    value: str | None
    raw: str | None
    confidence: float
    status: Status
    source: Source
    page: int | None
    box: tuple[int, int, int, int] | None
    problems: list[Problem]
    has_question: bool


class Past(BaseModel):
    """One value a field had, and where it came from."""

    value: str | None
    status: Status
    confidence: float
    source: Source
    at: datetime
    person: str | None
    reader_version: str | None


class Correction(Strict):
    """A value for a field, judged by the same rules as what people type.

    ``reason`` overrules doubts; ``answer`` says instead of a value that the paper does not
    state it (``absent``), that nobody can read it (``illegible``), or that the page must be
    scanned again (``new_scan``).
    """

    path: Annotated[str, Field(max_length=200, pattern=r"^[a-z_\[\]0-9.]+$")]
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    value: Text | None = None
    answer: Literal["absent", "illegible", "new_scan"] | None = None
    reason: Annotated[str, Field(max_length=LONGEST_REASON, pattern=r"^[^\x00]*$")] = ""


class Corrected(BaseModel):
    version: int
    outcome: str


class Doubted(BaseModel):
    """Why a correction was not stored."""

    error: str
    problems: list[Problem]


class Found(BaseModel):
    document: int
    record: int | None
    file: str


class ExportWish(Strict):
    """Which records go out; the same as on the exports page."""

    station: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    batch: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    commune: Annotated[str, Field(pattern=r"^(\d{5})?$")] = ""
    documents: Annotated[
        list[Annotated[int, Field(ge=1, le=_LARGEST)]], Field(max_length=10_000)
    ] = []
    incomplete: bool = False


class ExportNow(BaseModel):
    export: int
    by: str
    at: datetime
    state: str
    records: int
    left_out: int
    sha256: str | None


_REFUSED: Final[dict[int | str, dict[str, Any]]] = {
    code: {"model": Refusal} for code in (401, 403, 404, 409, 422, 429, 503)
}


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> JSONResponse:
    """Describe this interface."""
    described = get_openapi(
        title="sodo",
        version=request.app.version,
        openapi_version="3.1.0",
        routes=router.routes,
    )
    described.setdefault("components", {})["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer"}
    }
    described["security"] = [{"key": []}]
    return JSONResponse(described)


@router.get("/status", responses=_REFUSED)
def status_now(desk: AtDesk) -> Counts:
    return Counts(**store_status(desk.store)._asdict())


@router.get("/documents", responses=_REFUSED)
def listed(
    desk: AtDesk,
    state: State = State.DONE,
    after: Annotated[int, Query(ge=0, le=_LARGEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[DocumentCard]:
    return [_card(one) for one in cards(desk.store, state, after=after, limit=limit)]


@router.get("/search", responses=_REFUSED)
def find(
    desk: AtDesk,
    serial: Word = "",
    name: Word = "",
    file: Word = "",
    sheet: Word = "",
    parcel: Word = "",
) -> list[Found]:
    """Return documents by serial, by a person's name, by file, or by map sheet with parcel."""
    hits = (
        *(search.by_serial(desk.store, serial) if serial else ()),
        *(search.by_name(desk.store, name) if name else ()),
        *(search.by_file(desk.store, file) if file else ()),
        *(search.by_parcel(desk.store, sheet, parcel) if sheet and parcel else ()),
    )
    return [
        Found(document=hit.document_id, record=hit.record, file=hit.file)
        for hit in dict.fromkeys(hits)
    ]


@router.get("/documents/{number}", responses=_REFUSED)
def one(desk: AtDesk, person: ByPerson, number: Number) -> Document:
    """Return the document as its record file shows it, corrections included."""
    found = document(desk.store, number)
    _seen(desk, person, number)
    records = tuple(
        record.model_copy(
            update={"fields": tuple(_hidden(reading, person) for reading in record.fields)}
        )
        for record in found.records
    )
    return found.model_copy(update={"records": records})


@router.get("/documents/{number}/card", responses=_REFUSED)
def one_card(desk: AtDesk, number: Number) -> DocumentCard:
    return _card(card(desk.store, number))


@router.get("/documents/{number}/fields", responses=_REFUSED)
def fields_of(desk: AtDesk, person: ByPerson, number: Number) -> list[FieldNow]:
    card(desk.store, number)
    _seen(desk, person, number)
    return [_field(one, person) for one in fields(desk.store, number)]


@router.get("/documents/{number}/records/{record}/history", responses=_REFUSED)
def history(
    desk: AtDesk,
    person: ByPerson,
    number: Number,
    record: Place,
    path: Annotated[str, Query(max_length=200, pattern=r"^[a-z_\[\]0-9.]+$")],
) -> list[Past]:
    found = past(desk.store, number, record, path)
    if not found:
        raise NoSuchThing("no such field")
    _seen(desk, person, number)
    return [_past(trace, person) for trace in found]


@router.post(
    "/documents/{number}/records/{record}/corrections",
    responses=_REFUSED | {422: {"model": Doubted | Refusal}},
)
def correct(desk: AtDesk, person: ByPerson, number: Number, record: Place, said: Correction) -> Any:
    """Correct a field. 409 when it changed meanwhile or somebody works on it, 422 when doubted."""
    found = next(
        (
            one
            for one in fields(desk.store, number)
            if (one.record, one.path) == (record, said.path)
        ),
        None,
    )
    if found is None or field_of(said.path) is None:
        raise NoSuchThing("no such field")
    before = found.current.reading
    if said.answer is not None:
        reading = without_value(before, Act(said.answer))
    else:
        verdict = judge(document(desk.store, number), record, said.path, said.value or "")
        if verdict.value is None or (verdict.stops and not said.reason):
            told = [problem.model_dump() for problem in verdict.problems]
            code = status.HTTP_422_UNPROCESSABLE_CONTENT
            return JSONResponse({"error": "doubted", "problems": told}, code)
        reading = accepted(before, said.value or "", verdict, said.reason)
    policy = policy_of(desk.settings)
    try:
        task = hold(
            desk.store,
            FieldId(number, record, said.path),
            person=person.name,
            lease_s=_LEASE_S,
            policy=policy,
        )
    except FieldHeld as held:
        raise HTTPException(status.HTTP_409_CONFLICT) from held
    stored = answer(
        desk.store, task, reading, seen_version=said.version, person=person.name, policy=policy
    )
    return Corrected(version=stored.version, outcome=stored.outcome.value)


@router.get("/exports", responses=_REFUSED)
def all_exports(desk: AtDesk) -> list[ExportNow]:
    return [_export(one) for one in exports(desk.store)]


@router.post("/exports", status_code=202, responses=_REFUSED)
def start_export(desk: AtDesk, person: ByPerson, wish: ExportWish) -> ExportNow:
    """Begin an export; ask for it until its state is ``ready`` or ``failed``."""
    wanted = Wanted(**wish.model_dump() | {"documents": tuple(wish.documents)})
    return _export(begin(desk, person, wanted))


@router.get("/exports/{number}", responses=_REFUSED)
def one_export(desk: AtDesk, number: Number) -> ExportNow:
    return _export(export(desk.store, number))


@router.get("/exports/{number}/form1.xlsx", response_class=FileResponse, responses=_REFUSED)
def form1(desk: AtDesk, person: ByPerson, number: Number) -> FileResponse:
    path = file_of(desk, export(desk.store, number), FORM)
    write(desk.store, person.name, "download", facts={"export": number, "file": FORM})
    return FileResponse(path)


def _seen(desk: AtDesk, person: Person, number: int) -> None:
    write(desk.store, person.name, "view", document_id=number)


def _hidden(reading: Reading, person: Person) -> Reading:
    if person.role in SEES_IDENTITY:
        return reading
    doubts = tuple(
        doubt.model_copy(
            update={
                "text": masked_text(doubt.text, person.role),
                "text_en": masked_text(doubt.text_en, person.role),
            }
        )
        for doubt in reading.problems
    )
    # The text before correction may hold a number that belongs to another field.
    value = masked(reading.path, reading.value, person.role)
    return reading.model_copy(update={"value": value, "raw": None, "problems": doubts})


def _card(one: Card) -> DocumentCard:
    return DocumentCard(
        document=one.document_id,
        **{name: getattr(one, name) for name in DocumentCard.model_fields if name != "document"},
    )


def _field(one: StoredField, person: Person) -> FieldNow:
    reading = _hidden(one.current.reading, person)
    return FieldNow(
        record=one.record,
        path=one.path,
        version=one.version,
        value=reading.value,
        raw=reading.raw,
        confidence=reading.confidence,
        status=reading.status,
        source=reading.source,
        page=reading.page,
        box=reading.box,
        problems=list(reading.problems),
        has_question=one.question is not None,
    )


def _past(trace: Trace, person: Person) -> Past:
    reading = _hidden(trace.reading, person)
    return Past(
        value=reading.value,
        status=reading.status,
        confidence=reading.confidence,
        source=reading.source,
        at=trace.at,
        person=trace.person,
        reader_version=trace.reader_version,
    )


def _export(one: Export) -> ExportNow:
    return ExportNow(
        export=one.export_id,
        by=one.by,
        at=one.at,
        state=one.state,
        records=one.records,
        left_out=one.left_out,
        sha256=one.sha256,
    )
