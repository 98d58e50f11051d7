"""A field that somebody else holds: said plainly, and taken over by those who may."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from review import naming
from review.desk import AtDesk, Desk
from review.lasting import lasting_of
from review.policy import policy_of
from review.rendering import page, see
from review.roles import SUPERVISION
from review.security import ByPerson, Person
from review.task_view import query_of
from review.work_forms import LEASE_S, Typed
from store.errors import FieldHeld
from store.leases import is_leaving, take_over
from store.tasks import FieldId

router = APIRouter()
_GONE = (
    "{person} đã nhận ô này; câu trả lời của bạn không được lưu. Bạn đã nhập: {typed}",
    "{person} has taken this field over; your answer was not stored. You typed: {typed}",
)


@router.post("/work/take-over")
def take(
    request: Request,
    desk: AtDesk,
    person: ByPerson,
    document: Annotated[int, Form()],
    record: Annotated[int, Form()],
    path: Annotated[str, Form(max_length=200)],
) -> Response:
    """Take the field from whoever holds it: supervisors at once, others when that one has left."""
    field = FieldId(document, record, path)
    at_once = person.role in SUPERVISION
    try:
        take_over(
            desk.store,
            field,
            person=person.name,
            lease_s=LEASE_S,
            policy=policy_of(desk.settings),
            idle=None if at_once else lasting_of(desk.settings).idle,
        )
    except FieldHeld as held:
        return held_page(request, desk, person, field, held)
    return see(f"/work/task?{query_of(field)}")


def held_page(
    request: Request,
    desk: Desk,
    person: Person,
    field: FieldId,
    held: FieldHeld,
    typed: str = "",
) -> HTMLResponse:
    """Say who has the field, and offer it to those who may take it; ``typed`` is not lost."""
    idle = lasting_of(desk.settings).idle
    return page(
        request,
        "work_held.html",
        status_code=409,
        field=field,
        query=query_of(field),
        label=naming.label(field.path, person.lang),
        held=held,
        typed=typed,
        may_take=person.role in SUPERVISION or is_leaving(desk.store, held, idle),
    )


def gone(request: Request, desk: Desk, person: Person, typed: Typed, held: FieldHeld) -> Response:
    """Tell somebody whose field was taken over; what they typed is said back to them."""
    if "x-part" not in request.headers:
        return held_page(request, desk, person, typed.field, held, typed.text)
    said = naming.in_language(_GONE, person.lang)
    text = said.format(person=held.person, typed=typed.text or "–")
    return PlainTextResponse(text, status_code=410)
