"""The work page: the next doubtful field, an answer to it, and what the rules say of the answer."""

from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from review import naming
from review.answers import LONGEST_REASON, Act, accepted, without_value
from review.desk import AtDesk, Desk
from review.judging import Verdict, format_doubts, judge, same_value, shown
from review.policy import policy_of
from review.rendering import page, see
from review.security import ByPerson, Person
from review.showing import Shown, show_field, show_fields, shown_in
from review.taking_over import gone, held_page
from review.task_view import field_in
from review.work_facts import both_shown, facts_of, opened, typed_unseen, whole_page
from review.work_forms import LEASE_S, Ahead, Typed, Wanted
from schemas.reading import Reading
from schemas.text import squeeze
from store.answering import Turn, turn
from store.errors import FieldHeld, NoSuchThing
from store.leases import hold, holders, keep
from store.tasks import FieldId, Part, Task
from store.worklist import next_tasks, remaining

router = APIRouter()

# Enough to go on while the next ones come, few enough not to keep others from them.
_AHEAD: Final = 4
_MOST_NAMED: Final = 60
LONGEST: Final = 2000


@router.get("/work")
def work(
    request: Request, desk: AtDesk, person: ByPerson, wanted: Annotated[Wanted, Query()]
) -> HTMLResponse:
    tasks = _tasks(desk, person, wanted, 1)
    facts = opened(request, desk, person, tasks[0]) if tasks else {"task": None}
    return whole_page(request, desk, person, wanted, facts)


@router.get("/work/ahead")
def ahead(
    request: Request, desk: AtDesk, person: ByPerson, wanted: Annotated[Ahead, Query()]
) -> HTMLResponse:
    """Return the next fields, for the browser to hold until they are needed."""
    known = {field_in(address) for address in (*wanted.have, *wanted.past)[:_MOST_NAMED]}
    tasks = _tasks(desk, person, wanted, _AHEAD + len(known))
    fresh = [task for task in tasks if task.field not in known][:_AHEAD]
    stand = show_fields(request, desk, [task.field for task in fresh])
    shown_fields = [
        facts_of(desk, person, task, field, "open")
        for task, field in zip(fresh, stand, strict=True)
    ]
    return page(
        request,
        "work_ahead.html",
        fields=shown_fields,
        left=remaining(desk.store, wanted.scope),
    )


@router.get("/work/task")
def one_task(
    request: Request,
    desk: AtDesk,
    person: ByPerson,
    document: int,
    record: int,
    path: Annotated[str, Query(max_length=200)],
) -> Response:
    """Show one field again: after undo, or asked for from the document's page."""
    field = FieldId(document, record, path)
    try:
        task = _held(desk, person, field)
    except FieldHeld as held:
        return held_page(request, desk, person, field, held)
    facts = opened(request, desk, person, task, state="again")
    if "x-part" in request.headers:
        return page(request, "work_task.html", **facts)
    return whole_page(request, desk, person, Wanted(), facts)


@router.post("/work/check")
def check(
    request: Request, desk: AtDesk, person: ByPerson, typed: Annotated[Typed, Form()]
) -> HTMLResponse:
    """Say what the rules find in what is being typed; a blind typist hears of its form only."""
    shown_field = show_field(request, desk, typed.field)
    if typed_unseen(desk, typed.path) and not typed.first:
        verdict = Verdict(typed.text or None, format_doubts(typed.path, typed.text))
    else:
        verdict = judge(shown_field.document, typed.record, typed.path, typed.text)
    return page(
        request,
        "work_verdict.html",
        state="checked",
        checked=True,
        typed=typed.text,
        understood=shown(typed.path, verdict.value),
        stops=verdict.stops,
        problems=[naming.words(doubt, person.lang) for doubt in verdict.problems],
    )


@router.post("/work/keep")
def keep_leases(
    desk: AtDesk, person: ByPerson, task: Annotated[list[str], Form(max_length=_MOST_NAMED)]
) -> Response:
    """Prolong the leases of the fields that the browser holds; say who has taken which over."""
    fields = {one: field for one in task if (field := field_in(one)) is not None}
    kept = keep(desk.store, fields.values(), person=person.name, lease_s=LEASE_S)
    lost = holders(desk.store, set(fields.values()) - set(kept))
    return JSONResponse([[one, lost[field]] for one, field in fields.items() if field in lost])


@router.post("/work/answer")
def answer(
    request: Request, desk: AtDesk, person: ByPerson, typed: Annotated[Typed, Form()]
) -> Response:
    try:
        with turn(
            desk.store, typed.field, person=person.name, policy=policy_of(desk.settings)
        ) as own:
            field = shown_in(request, own.standing, typed.field)
            asked = _answered(desk, person, typed, own, field)
            if asked is not None:
                own.keep(LEASE_S)
    except FieldHeld as held:
        return gone(request, desk, person, typed, held)
    if asked is None:
        return _following(request, desk, person, typed) or _done(request)
    return _again(request, desk, person, own.task, field, typed, asked)


class _Asked(NamedTuple):
    """Why an answer was not stored: ``changed``, ``differs`` or ``doubted``, and what is said."""

    state: str
    verdict: Verdict = Verdict(None)


def _answered(desk: Desk, person: Person, typed: Typed, own: Turn, field: Shown) -> _Asked | None:
    """Do as the person says; return what must be asked first, None when it is done."""
    if typed.act is Act.PASS_ON:
        own.pass_on(typed.other_reason)
        return None
    if field.version != typed.version:
        return None if _is_repeated(field, typed, person) else _Asked("changed")
    if typed.act is Act.CONFIRM:
        verdict = judge(field.document, typed.record, typed.path, typed.text)
        question = _question(desk, own.task, field.reading, typed, verdict)
        if question is not None:
            return _Asked(question, verdict)
        reading = accepted(field.reading, typed.text, verdict, _reason(typed))
    else:
        reading = without_value(field.reading, typed.act)
    own.answer(
        reading,
        seen_version=typed.version,
        seconds=_seconds(typed.seconds),
        first_typed=typed.first or None,
    )
    return None


def _question(
    desk: Desk, task: Task, before: Reading, typed: Typed, verdict: Verdict
) -> str | None:
    """Return what must be asked before the value is stored: ``differs``, ``doubted`` or nothing.

    Whoever is one of two that type a field is told nothing: the store compares.
    """
    if verdict.value is None:
        return "doubted"
    unseen = typed_unseen(desk, task.path) or task.part in (Part.SAMPLE, Part.PLANTED)
    alone = task.pattern not in policy_of(desk.settings).double_keyed
    if alone and unseen and before.value is not None:
        agreed = same_value(task.path, verdict.value, before.value)
        if not agreed and not same_value(task.path, typed.text, typed.first or None):
            return "differs"
    return "doubted" if verdict.stops and not _reason(typed) else None


def _again(
    request: Request,
    desk: Desk,
    person: Person,
    task: Task,
    field: Shown,
    typed: Typed,
    asked: _Asked,
) -> Response:
    """Show the field once more, with what was typed and what is to be said about it."""
    state, told = asked
    facts = facts_of(desk, person, task, field, state) | {
        "typed": typed.text,
        "stops": told.stops,
        "problems": [naming.words(doubt, person.lang) for doubt in told.problems],
        "understood": shown(typed.path, told.value),
        "can_keep": told.value is not None,
        "first": typed.first,
    }
    alone = task.pattern not in policy_of(desk.settings).double_keyed
    if state == "differs" or (alone and typed.first and state == "doubted"):
        facts |= {"first": typed.text}
        facts["task"] = both_shown(facts["task"], typed.text, field.reading)
    status_code = 409 if state == "changed" else 422
    if "x-part" in request.headers:
        return page(request, "work_task.html", status_code=status_code, **facts)
    return whole_page(request, desk, person, Wanted(), facts, status_code)


def _tasks(desk: Desk, person: Person, wanted: Wanted, limit: int) -> tuple[Task, ...]:
    return next_tasks(
        desk.store,
        person=person.name,
        scope=wanted.scope,
        order=wanted.order,
        limit=limit,
        lease_s=LEASE_S,
        policy=policy_of(desk.settings),
    )


def _following(request: Request, desk: Desk, person: Person, typed: Typed) -> Response | None:
    """Return the next field of the same record as it is now; None where there is none to show."""
    field = field_in(typed.following)
    if field is None or "x-part" not in request.headers or field[:2] != typed.field[:2]:
        return None
    try:
        task = _held(desk, person, field)
        return page(request, "work_task.html", **opened(request, desk, person, task))
    except (FieldHeld, NoSuchThing):
        return None


def _held(desk: Desk, person: Person, field: FieldId) -> Task:
    policy = policy_of(desk.settings)
    return hold(desk.store, field, person=person.name, lease_s=LEASE_S, policy=policy)


def _done(request: Request) -> Response:
    return Response(status_code=204) if "x-part" in request.headers else see("/work?said=saved")


def _is_repeated(field: Shown, typed: Typed, person: Person) -> bool:
    """Say whether this answer was stored before, and only the word of it was lost on the way."""
    mine = field.version == typed.version + 1 and field.person == person.name
    return mine and (
        typed.act is not Act.CONFIRM
        or same_value(typed.path, shown(typed.path, field.reading.value), typed.text)
    )


def _reason(typed: Typed) -> str:
    return squeeze(typed.other_reason or typed.reason)[:LONGEST_REASON]


def _seconds(said: str) -> float | None:
    try:
        return min(max(float(said), 0.0), 3600.0)
    except ValueError:
        return None
