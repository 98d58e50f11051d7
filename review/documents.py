"""Documents found and shown whole: lists, search, one document, the history of a value."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from review import naming
from review.arranging import pages_by_document, papers
from review.desk import AtDesk, Desk
from review.document_view import hides, page_views, record_views, typed_lines
from review.judging import shown
from review.pictures import pictures_of, scans_at
from review.policy import blind_of
from review.rendering import page, see
from review.roles import masked
from review.security import ByPerson
from schemas.states import State
from store.audit import write
from store.documents import card, cards, copies, send_again
from store.errors import NoSuchThing
from store.events import history
from store.likenesses import newest, of_document
from store.readings import fields, past, typed
from store.rearranging import made_of, origin_of
from store.records import document as document_of
from store.search import Hit, by_file, by_name, by_parcel, by_serial

router = APIRouter()

_A_PAGE: Final = 50
# What each list shows; ``alike`` are pairs, the others states.
_LISTS: Final[dict[str, tuple[str, str]]] = {
    "done": ("Đã đọc", "Read"),
    "waiting": ("Đang chờ", "Waiting"),
    "set_aside": ("Không đọc được", "Set aside"),
    "alike": ("Trùng hoặc giống nhau", "Duplicates and look-alikes"),
}
_WHY: Final[dict[str, tuple[str, str]]] = {
    "same_pixels": ("cùng một ảnh", "the same picture"),
    "same_serial": ("cùng số phát hành", "the same serial"),
    "looks_alike": ("trông giống nhau", "they look alike"),
}
_STATES: Final[dict[str, tuple[str, str]]] = {
    "waiting": ("Đang chờ", "Waiting"),
    "working": ("Đang đọc", "Being read"),
    "done": ("Đã đọc", "Read"),
    "set_aside": ("Không đọc được", "Set aside"),
}


@router.get("/documents")
def documents(
    request: Request,
    desk: AtDesk,
    person: ByPerson,
    q: Annotated[str, Query(max_length=200)] = "",
    show: Literal["done", "waiting", "set_aside", "alike"] = "done",
    after: int = 0,
) -> HTMLResponse:
    hits = search(desk, q) if q.strip() else ()
    pairs = newest(desk.store, limit=_A_PAGE) if show == "alike" and not q else ()
    listed = (
        () if q or show == "alike" else cards(desk.store, State(show), after=after, limit=_A_PAGE)
    )
    return page(
        request,
        "documents.html",
        q=q,
        show=show,
        lists=[(code, naming.in_language(name, person.lang)) for code, name in _LISTS.items()],
        hits=[(hit, card(desk.store, hit.document_id)) for hit in hits],
        cards=listed,
        pairs=pairs,
        why={code: naming.in_language(name, person.lang) for code, name in _WHY.items()},
        states={code: naming.in_language(name, person.lang) for code, name in _STATES.items()},
        further=listed[-1].document_id if len(listed) == _A_PAGE else None,
    )


@router.get("/documents/{document_id}")
def document(
    request: Request, desk: AtDesk, person: ByPerson, document_id: int, said: str = ""
) -> HTMLResponse:
    found = document_of(desk.store, document_id)
    its_card = card(desk.store, document_id)
    told = its_card.told
    scans = pictures_of(scans_at(request), desk, document_id)
    own = fields(desk.store, document_id)
    write(desk.store, person.name, "view", document_id=document_id)
    return page(
        request,
        "document.html",
        card=its_card,
        copies=copies(desk.store, document_id),
        records=record_views(
            document_id, found, own, person.lang, person.role, blind_of(desk.settings)
        ),
        pages=page_views(document_id, found, scans, person.lang),
        like=of_document(desk.store, document_id),
        why={code: naming.in_language(name, person.lang) for code, name in _WHY.items()},
        states={code: naming.in_language(name, person.lang) for code, name in _STATES.items()},
        events=[
            (one, naming.event(one.what, person.lang)) for one in history(desk.store, document_id)
        ],
        set_aside=found.set_aside,
        said=said,
        told=naming.paper(told.kind.value, told.edition, person.lang) if told else None,
        papers=papers(person.lang),
        made_of=pages_by_document(origin_of(desk.store, document_id)),
        now_in=made_of(desk.store, document_id),
        typed=typed_lines(typed(desk.store, document_id), person.lang, person.role)
        if its_card.replaced_at
        else (),
    )


@router.get("/documents/{document_id}/history")
def field_history(
    request: Request,
    desk: AtDesk,
    person: ByPerson,
    document_id: int,
    record: Annotated[int, Query(ge=0)],
    path: Annotated[str, Query(max_length=200)],
) -> HTMLResponse:
    traces = past(desk.store, document_id, record, path)
    if not traces:
        raise NoSuchThing("no such field")
    lang = person.lang
    hidden = hides(path, traces[-1].reading, person.role, blind_of(desk.settings))
    lines = [
        (
            trace,
            None if hidden else shown(path, masked(path, trace.reading.value, person.role)),
            naming.state(trace.reading.status.value, lang),
            () if hidden else [naming.words(doubt, lang) for doubt in trace.reading.problems],
        )
        for trace in traces
    ]
    return page(
        request,
        "field_history.html",
        document_id=document_id,
        label=naming.label(path, person.lang),
        place=naming.place(path, person.lang),
        lines=lines,
    )


@router.post("/documents/{document_id}/again")
def again(desk: AtDesk, person: ByPerson, document_id: int) -> Response:
    """Have the document read again; its records stay until then."""
    send_again(desk.store, document_id, by=person.name)
    return see(f"/documents/{document_id}?said=again")


def search(desk: Desk, said: str) -> tuple[Hit, ...]:
    """Return what is found by serial, name, ``sheet/parcel`` or file, each document once."""
    text = said.strip()
    found = [*by_serial(desk.store, text, limit=_A_PAGE), *by_name(desk.store, text, limit=_A_PAGE)]
    sheet, slash, parcel = text.partition("/")
    if slash:
        found += by_parcel(desk.store, sheet.strip(), parcel.strip(), limit=_A_PAGE)
    found += by_file(desk.store, text, limit=_A_PAGE)
    return tuple({(hit.document_id, hit.record): hit for hit in found}.values())[:_A_PAGE]
