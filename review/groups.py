"""Group verification: many crops of one kind at once, the odd ones out looked at singly."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from review import naming
from review.answers import accepted
from review.choices import choices_at
from review.desk import AtDesk, Desk
from review.judging import judge, shown
from review.policy import blind_of, policy_of
from review.rendering import page, see
from review.security import ByPerson, Person
from review.showing import Shown, show_fields, shown_in
from review.task_view import TaskView, field_in, task_view
from store.answering import turn
from store.errors import FieldHeld, NoSuchThing
from store.leases import let_go
from store.tasks import Part, Scope, Task
from store.worklist import alike, waiting_by_pattern

router = APIRouter()

# What fits on a screen or two: more, and eyes begin to slide over them.
_MOST: Final = 36
_LEASE_S: Final = 900.0
# Values longer than this cannot be compared at a glance.
_LONGEST: Final = 60


class Tile(NamedTuple):
    """One crop with its value.

    Attributes:
        odd: it is kept out of what is accepted together, unless a person ticks it.
        why: in words, when odd.
    """

    view: TaskView
    odd: bool
    why: str


class Ticked(BaseModel):
    """The form: each entry is a field's address, its version and the value that was shown."""

    pattern: str
    offered: list[str] = []
    right: list[str] = []


@router.get("/groups")
def groups(
    request: Request,
    desk: AtDesk,
    person: ByPerson,
    pattern: Annotated[str, Query(max_length=100)] = "",
    commune: Annotated[str, Query(max_length=5)] = "",
    accepted_now: int = 0,
    left_now: int = 0,
) -> HTMLResponse:
    kinds = [
        (kind, naming.label(kind, person.lang), number)
        for kind, number in waiting_by_pattern(desk.store).items()
        if _may_be_grouped(desk, kind)
    ]
    tiles = _tiles(request, desk, person, pattern, commune) if pattern else []
    return page(
        request,
        "groups.html",
        kinds=kinds,
        pattern=pattern,
        name=naming.label(pattern, person.lang) if pattern else "",
        commune=commune,
        choices=choices_at(request),
        tiles=[tile for tile in tiles if not tile.odd],
        odd=[tile for tile in tiles if tile.odd],
        accepted_now=accepted_now,
        left_now=left_now,
    )


@router.post("/groups")
def accept(
    request: Request, desk: AtDesk, person: ByPerson, ticked: Annotated[Ticked, Form()]
) -> Response:
    """Accept the ticked ones as they were shown; the others go back to the work page."""
    if not _may_be_grouped(desk, ticked.pattern):
        raise NoSuchThing("no such group")
    done = 0
    for entry in ticked.offered[:_MOST]:
        address, _, version = entry.rpartition("@")
        field = field_in(address)
        if field is None or not version.isdigit():
            continue
        if entry in ticked.right:
            done += _accept(request, desk, person, address, int(version))
        else:
            let_go(desk.store, field, person=person.name)
    left = len(ticked.offered) - done
    return see(f"/groups?pattern={ticked.pattern}&accepted_now={done}&left_now={left}")


def odd_ones(values: Sequence[str], doubted: Sequence[bool]) -> tuple[bool, ...]:
    """Return which values stand out: doubted by the rules, or of a length few others have.

    ``doubted`` says of each value whether a rule speaks against it.
    """
    lengths = Counter(len(value) for value in values)
    rare = max(1, len(values) // 20)
    usual = len(values) >= 8 and max(lengths.values(), default=0) > len(values) // 2
    return tuple(
        is_doubted or not value or (usual and lengths[len(value)] <= rare)
        for value, is_doubted in zip(values, doubted, strict=True)
    )


def _tiles(request: Request, desk: Desk, person: Person, pattern: str, commune: str) -> list[Tile]:
    if not _may_be_grouped(desk, pattern):
        raise NoSuchThing("no such group")
    scope = Scope(commune_code=commune or None)
    tasks = alike(
        desk.store,
        pattern,
        person=person.name,
        scope=scope,
        limit=_MOST,
        lease_s=_LEASE_S,
        policy=policy_of(desk.settings),
    )
    fields = show_fields(request, desk, [task.field for task in tasks])
    found = list(zip(tasks, fields, strict=True))
    verdicts = [
        judge(field.document, task.record, task.path, shown(task.path, field.reading.value))
        for task, field in found
    ]
    values = [shown(task.path, field.reading.value) for task, field in found]
    stops = [verdict.stops or verdict.value is None for verdict in verdicts]
    long = [stop or len(value) > _LONGEST for stop, value in zip(stops, values, strict=True)]
    odd = odd_ones(values, long)
    return [
        Tile(
            _view(task, field, person),
            is_odd,
            next((naming.words(doubt, person.lang) for doubt in verdict.problems), ""),
        )
        for (task, field), verdict, is_odd in zip(found, verdicts, odd, strict=True)
    ]


def _view(task: Task, field: Shown, person: Person) -> TaskView:
    return task_view(
        task.field,
        field.reading,
        field.version,
        field.document,
        field.scans,
        person.lang,
        blind=False,
    )


def _accept(request: Request, desk: Desk, person: Person, address: str, version: int) -> bool:
    field = field_in(address)
    if field is None:
        return False
    try:
        with turn(desk.store, field, person=person.name, policy=policy_of(desk.settings)) as own:
            now = shown_in(request, own.standing, field)
            if own.task.part is not Part.FIRST or now.version != version:
                return False
            if now.reading.value is None:
                return False
            typed = shown(field.path, now.reading.value)
            verdict = judge(now.document, field.record, field.path, typed)
            if verdict.stops or verdict.value is None:
                return False
            own.answer(accepted(now.reading, typed, verdict, ""), seen_version=version)
    except (FieldHeld, NoSuchThing):
        return False
    return True


def _may_be_grouped(desk: Desk, pattern: str) -> bool:
    """Say whether the kind may be accepted by looking: not what is typed blind or twice."""
    return pattern not in blind_of(desk.settings) | policy_of(desk.settings).double_keyed
