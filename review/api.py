"""The HTTP interface for programs: documents, records, fields, corrections, exports; by key."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Query, Request, status
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, JSONResponse

from review.answers import Act, accepted, without_value
from review.api_shapes import (
    LARGEST,
    Corrected,
    Correction,
    Counts,
    DocumentCard,
    Doubted,
    ExportNow,
    ExportWish,
    FieldNow,
    Found,
    Number,
    Past,
    Place,
    Refusal,
    Word,
    card_shape,
    export_shape,
    field_shape,
    hidden,
    past_shape,
)
from review.desk import AtDesk
from review.judging import judge
from review.making import FORM, Wanted, file_of
from review.outgoing import begin
from review.policy import policy_of
from review.security import ByPerson, Person
from schemas.document import Document
from schemas.fields import field_of
from schemas.reading import Reading
from schemas.states import State
from store import search
from store.answering import Turn, turn
from store.audit import write
from store.counts import status as store_status
from store.documents import card, cards
from store.errors import FieldHeld, NoSuchThing
from store.exported import export, exports
from store.readings import fields, past
from store.records import document
from store.tasks import FieldId

router = APIRouter(prefix="/api/v1")
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
    after: Annotated[int, Query(ge=0, le=LARGEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[DocumentCard]:
    return [card_shape(one) for one in cards(desk.store, state, after=after, limit=limit)]


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
            update={"fields": tuple(hidden(reading, person) for reading in record.fields)}
        )
        for record in found.records
    )
    return found.model_copy(update={"records": records})


@router.get("/documents/{number}/card", responses=_REFUSED)
def one_card(desk: AtDesk, number: Number) -> DocumentCard:
    return card_shape(card(desk.store, number))


@router.get("/documents/{number}/fields", responses=_REFUSED)
def fields_of(desk: AtDesk, person: ByPerson, number: Number) -> list[FieldNow]:
    card(desk.store, number)
    _seen(desk, person, number)
    return [field_shape(one, person) for one in fields(desk.store, number)]


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
    return [past_shape(trace, person) for trace in found]


@router.post(
    "/documents/{number}/records/{record}/corrections",
    responses=_REFUSED | {422: {"model": Doubted | Refusal}},
)
def correct(desk: AtDesk, person: ByPerson, number: Number, record: Place, said: Correction) -> Any:
    """Correct a field. 409 when it changed meanwhile or somebody works on it, 422 when doubted."""
    if field_of(said.path) is None:
        raise NoSuchThing("no such field")
    field, policy = FieldId(number, record, said.path), policy_of(desk.settings)
    try:
        with turn(desk.store, field, person=person.name, policy=policy) as own:
            reading = _read_by_person(own, said)
            if isinstance(reading, Doubted):
                code = status.HTTP_422_UNPROCESSABLE_CONTENT
                return JSONResponse(reading.model_dump(), code)
            stored = own.answer(reading, seen_version=said.version)
    except FieldHeld as held:
        raise HTTPException(status.HTTP_409_CONFLICT) from held
    return Corrected(version=stored.version, outcome=stored.outcome.value)


@router.get("/exports", responses=_REFUSED)
def all_exports(desk: AtDesk) -> list[ExportNow]:
    return [export_shape(one) for one in exports(desk.store)]


@router.post("/exports", status_code=202, responses=_REFUSED)
def start_export(desk: AtDesk, person: ByPerson, wish: ExportWish) -> ExportNow:
    """Begin an export; ask for it until its state is ``ready`` or ``failed``."""
    wanted = Wanted(**wish.model_dump() | {"documents": tuple(wish.documents)})
    return export_shape(begin(desk, person, wanted))


@router.get("/exports/{number}", responses=_REFUSED)
def one_export(desk: AtDesk, number: Number) -> ExportNow:
    return export_shape(export(desk.store, number))


@router.get("/exports/{number}/form1.xlsx", response_class=FileResponse, responses=_REFUSED)
def form1(desk: AtDesk, person: ByPerson, number: Number) -> FileResponse:
    path = file_of(desk, export(desk.store, number), FORM)
    write(desk.store, person.name, "download", facts={"export": number, "file": FORM})
    return FileResponse(path)


def _seen(desk: AtDesk, person: Person, number: int) -> None:
    write(desk.store, person.name, "view", document_id=number)


def _read_by_person(own: Turn, said: Correction) -> Reading | Doubted:
    before = own.reading
    if said.answer is not None:
        return without_value(before, Act(said.answer))
    typed = said.value or ""
    verdict = judge(own.standing.document, own.task.record, said.path, typed)
    if verdict.value is None or (verdict.stops and not said.reason):
        return Doubted(error="doubted", problems=list(verdict.problems))
    return accepted(before, typed, verdict, said.reason)
