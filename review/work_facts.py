"""A field or the whole work page made ready for its template."""

from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse

from review import naming
from review.answers import REASONS
from review.blind import is_blind
from review.candidates import marked
from review.choices import choices_at
from review.desk import Desk
from review.judging import shown
from review.policy import blind_of
from review.rendering import page
from review.security import Person
from review.showing import Shown, show_field
from review.task_view import Choice, TaskView, task_view
from review.work_forms import Wanted
from schemas.reading import Reading
from store.tasks import EVERYWHERE, Order, Part, Task
from store.worklist import remaining, waiting_by_pattern

_ORDERS: Final[dict[Order, tuple[str, str]]] = {
    Order.BLOCKING: ("việc chặn xuất biểu", "what blocks an export"),
    Order.OLDEST: ("cũ nhất trước", "oldest first"),
    Order.GAIN: ("được nhiều nhất mỗi giây", "most gained per second"),
}
SAID: Final[dict[str, tuple[str, str]]] = {
    "saved": ("Đã lưu.", "Saved."),
}
_PARTS: Final[dict[Part, tuple[str, str]]] = {
    Part.SECOND: ("Nhập lần hai", "Second keying"),
    Part.THIRD: ("Hai người nhập khác nhau", "Two people disagree"),
}
_HINTS: Final[dict[str, tuple[str, str]]] = {
    "digits": ("chỉ chữ số", "digits only"),
    "decimal": ("ví dụ 120,5", "such as 120,5"),
    "date": ("ngày/tháng/năm hoặc năm", "day/month/year, or the year"),
    "text": ("gõ đúng như trên giấy", "type it as printed"),
}


def opened(
    request: Request, desk: Desk, person: Person, task: Task, state: str = "open"
) -> dict[str, Any]:
    return facts_of(desk, person, task, show_field(request, desk, task.field), state)


def facts_of(desk: Desk, person: Person, task: Task, field: Shown, state: str) -> dict[str, Any]:
    """Return what the template of a field needs."""
    blind = task.part is not Part.FIRST or typed_unseen(desk, task.path)
    view = task_view(
        task.field,
        field.reading,
        field.version,
        field.document,
        field.scans,
        person.lang,
        blind=blind,
    )
    return {
        "task": view,
        "state": state,
        "first": "",
        "typed": view.value,
        "hint": naming.in_language(_HINTS[view.input_kind], person.lang),
        "note": naming.in_language(_PARTS.get(task.part, ("", "")), person.lang),
        "problems": [],
        "stops": False,
        "checked": False,
        "can_keep": False,
        "keep_reasons": [naming.in_language(text, person.lang) for text in REASONS.values()],
    }


def both_shown(task: TaskView, typed: str, before: Reading) -> TaskView:
    """Return the blind field with both values to choose from."""
    machine = shown(before.path, before.value)
    pair = ((1, typed, machine), (2, machine, typed))
    choices = tuple(Choice(number, one, marked(one, [other])) for number, one, other in pair)
    return task._replace(choices=choices)


def whole_page(
    request: Request,
    desk: Desk,
    person: Person,
    wanted: Wanted,
    facts: dict[str, Any],
    status_code: int = 200,
) -> HTMLResponse:
    waiting = waiting_by_pattern(desk.store)
    patterns = [(one, naming.label(one, person.lang), waiting[one]) for one in waiting]
    if wanted.pattern and wanted.pattern not in waiting:
        patterns.insert(0, (wanted.pattern, naming.label(wanted.pattern, person.lang), 0))
    return page(
        request,
        "work.html",
        status_code=status_code,
        left=remaining(desk.store, wanted.scope, waiting=waiting),
        chosen=wanted.model_dump(mode="json"),
        orders=[(code.value, naming.in_language(n, person.lang)) for code, n in _ORDERS.items()],
        patterns=patterns,
        choices=choices_at(request),
        is_narrowed=wanted.scope != EVERYWHERE,
        said=naming.in_language(SAID.get(wanted.said, ("", "")), person.lang),
        **facts,
    )


def typed_unseen(desk: Desk, path: str) -> bool:
    return is_blind(path, blind_of(desk.settings))
