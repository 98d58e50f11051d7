"""What one operator sees and does in a real browser: waiting times, keys, a spreadsheet beside."""

from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from playwright.sync_api import Browser

from bench.review_edits import in_spreadsheet
from bench.review_keys import Answered, on_page
from bench.review_load import Times, times
from bench.review_operator import VIEW, Operator, Truth
from bench.tables import Row, Table
from review.passwords import hashed
from store.session import Store
from store.users import Role, add_user, user_named

_NAME, _PASSWORD = "nguoi-do", "chi-de-do-toc-do"


def operator_at(browser: Browser, store: Store, port: int, truth: Truth) -> Operator:
    """Log a new operator in at the review page on ``port``."""
    if user_named(store, _NAME) is None:
        add_user(store, _NAME, Role.OPERATOR, hashed(_PASSWORD), by="bench")
    context = browser.new_context(
        viewport=VIEW, base_url=f"http://127.0.0.1:{port}", locale="vi-VN"
    )
    operator = Operator(context.new_page(), truth)
    operator.log_in(_NAME, _PASSWORD)
    return operator


def next_field(operator: Operator, number: int) -> Times:
    """Confirm that many fields as they are read; return how soon the next one was in sight."""
    found = [operator.confirm() for _ in range(number)]
    return times([ms for ms in found if ms is not None])


def work_off(operator: Operator, most: int) -> list[Answered]:
    """Answer what waits, ``most`` fields at the utmost, as the papers say."""
    answers: list[Answered] = []
    while len(answers) < most and (answered := operator.answer()) is not None:
        answers.append(answered)
    return answers


WAYS = {
    "as read": "right as read",
    "choice": "another reading taken",
    "edited": "put right in places",
    "typed": "typed anew",
    "blind": "typed unseen",
    "absent": "not on the paper",
}


def compared(answers: Sequence[Answered]) -> tuple[Table, dict[str, float]]:
    """Return what the answers cost the hands here and in a spreadsheet, by how they were given."""
    before: list[Answered | None] = [None, *answers[:-1]]
    rows = list(zip(answers, before, strict=True))
    table = [
        _row(name, [pair for pair in rows if pair[0].how == how], len(rows))
        for how, name in WAYS.items()
        if any(pair[0].how == how for pair in rows)
    ]
    here = [on_page(answer) for answer in answers]
    there = [in_spreadsheet(*pair) for pair in rows]
    figures = {
        "fields": float(len(answers)),
        "keys": mean(cost.keys for cost in here),
        "seconds": mean(cost.seconds for cost in here),
        "spreadsheet_keys": mean(cost.keys for cost in there),
        "spreadsheet_seconds": mean(cost.seconds for cost in there),
    }
    columns = ("Field", "share", "keys", "seconds", "keys, spreadsheet", "seconds, spreadsheet")
    return Table(
        "The hands' work per field", columns, (*table, _row("all", rows, len(rows)))
    ), figures


def _row(name: str, rows: Sequence[tuple[Answered, Answered | None]], of: int) -> Row:
    here = [on_page(answer) for answer, _ in rows]
    there = [in_spreadsheet(*pair) for pair in rows]
    return (
        name,
        f"{100 * len(rows) / of:.0f} %",
        f"{mean(cost.keys for cost in here):.1f}",
        f"{mean(cost.seconds for cost in here):.1f}",
        f"{mean(cost.keys for cost in there):.1f}",
        f"{mean(cost.seconds for cost in there):.1f}",
    )


def pictures_of(data: Path) -> Path:
    """Return the folder with the pictures of a document that the station in ``data`` has read.

    The one with most pages: invented documents show them.
    """
    lists = sorted((data / "pages").rglob("pages.json"))
    return max(lists, key=lambda one: len(list(one.parent.glob("page-*.jpg")))).parent
