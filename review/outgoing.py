"""The exports page: Form No. 1 for a batch, a commune or a selection, and what changed since."""

import re
from threading import Thread
from typing import Annotated, Final

from fastapi import APIRouter, Form, HTTPException, Request, status
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from review.choices import choices_at
from review.desk import AtDesk, Desk
from review.making import FLAGS, FORM, Wanted, file_of, make, wanted_of
from review.rendering import page, see
from review.security import ByPerson, Person
from store.audit import write
from store.exported import Export, begin_export, export, exports, stale

router = APIRouter()
_MOST_SELECTED: Final = 10_000
_KINDS: Final = {
    FORM: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FLAGS: "text/csv; charset=utf-8",
}
Said = Annotated[str, Form(max_length=200)]


@router.get("/exports")
def listed(request: Request, desk: AtDesk) -> HTMLResponse:
    found = exports(desk.store)
    return page(
        request,
        "exports.html",
        exports=found,
        stale=stale(desk.store),
        choices=choices_at(request),
        making=any(one.state == "making" for one in found),
    )


@router.post("/exports")
def start(
    desk: AtDesk,
    person: ByPerson,
    station: Said = "",
    batch: Said = "",
    commune: Annotated[str, Form(pattern=r"^(\d{5})?$")] = "",
    documents: Annotated[list[str] | None, Form(max_length=_MOST_SELECTED)] = None,
    incomplete: Annotated[bool, Form()] = False,
    selected: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    """Begin an export; with ``selected``, only of documents that are named."""
    said = " ".join(documents or ())
    numbers = tuple(dict.fromkeys(int(n) for n in re.findall(r"\d{1,18}", said)))
    if len(numbers) > _MOST_SELECTED:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT)
    if selected and not numbers:
        return see("/documents")
    wanted = Wanted(station.strip(), batch.strip(), commune, numbers, incomplete)
    begin(desk, person, wanted)
    return see("/exports")


@router.post("/exports/{number}/again")
def again(desk: AtDesk, person: ByPerson, number: int) -> RedirectResponse:
    """Make an export with the same wish anew."""
    begin(desk, person, wanted_of(dict(export(desk.store, number).wanted)))
    return see("/exports")


@router.post("/exports/changed")
def changed(desk: AtDesk, person: ByPerson) -> RedirectResponse:
    """Export the records that were corrected after they went out."""
    numbers = sorted({one.document_id for one in stale(desk.store, limit=_MOST_SELECTED)})
    if numbers:
        begin(desk, person, Wanted(documents=tuple(numbers)))
    return see("/exports")


@router.get("/exports/{number}/{name}")
def download(desk: AtDesk, person: ByPerson, number: int, name: str) -> FileResponse:
    found = export(desk.store, number)
    path = file_of(desk, found, name)
    write(desk.store, person.name, "download", facts={"export": number, "file": name})
    shown = f"{found.folder}-{name}"
    return FileResponse(path, media_type=_KINDS.get(name, "application/json"), filename=shown)


def begin(desk: Desk, person: Person, wanted: Wanted) -> Export:
    """Write the export down and make it beside the answer to whoever asked."""
    said = {name: value for name, value in wanted._asdict().items() if value}
    if "documents" in said:
        said["documents"] = list(wanted.documents)
    made = begin_export(desk.store, said, by=person.name)
    Thread(target=make, args=(desk, made, wanted), name="export", daemon=True).start()
    return made
