"""A field that somebody holds is taken over by those who may, and the loser is told plainly."""

from datetime import timedelta
from html import unescape

import pytest

from review.desk import Desk
from schemas.settings import Settings
from store.audit import entries
from store.leases import LAPSING, hold, lent
from store.readings import fields
from store.tables_review import leases
from store.tasks import PLAIN, FieldId
from store.users import Role
from tests.review.conftest import AsRole, Browser
from tests.review.filed import file_document, flagged

NAME = "holders[0].full_name"


@pytest.fixture
def settings() -> Settings:
    return Settings(sample_share=0.0)


@pytest.fixture
def field(desk: Desk) -> FieldId:
    return FieldId(file_document(desk, [flagged(NAME, "Trần Văn An")]), 0, NAME)


def held_by(desk: Desk, field: FieldId, person: str, lease_s: float = 300) -> None:
    hold(desk.store, field, person=person, lease_s=lease_s, policy=PLAIN)


def take(browser: Browser, field: FieldId) -> int:
    form = {"csrf": browser.csrf, "document": field.document_id, "record": 0, "path": NAME}
    return browser.post("/work/take-over", data=form).status_code


def answer(
    browser: Browser, field: FieldId, typed: str, *, script: bool = False
) -> tuple[int, str]:
    form = {"document": field.document_id, "record": 0, "path": NAME, "version": 1, "value": typed}
    headers = {"X-Part": "1"} if script else {}
    said = browser.post("/work/answer", data={"csrf": browser.csrf, **form}, headers=headers)
    return said.status_code, unescape(said.text)


def ask(browser: Browser, field: FieldId) -> str:
    asked = {"document": field.document_id, "record": 0, "path": NAME}
    return browser.get("/work/task", params=asked).text


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_a_supervisor_takes_a_field_at_once(
    as_role: AsRole, desk: Desk, field: FieldId, role: Role
) -> None:
    as_role(Role.OPERATOR)
    held_by(desk, field, "operator")
    chief = as_role(role)
    assert "Nhận ô này" in ask(chief, field)

    assert take(chief, field) == 303

    assert [one.person for one in lent(desk.store)] == [role.value]
    (entry,) = entries(desk.store, what="take_over")
    assert (entry.who, entry.facts["from"]) == (role.value, "operator")


def test_an_operator_takes_nothing_from_somebody_at_work(
    as_role: AsRole, desk: Desk, field: FieldId
) -> None:
    as_role(Role.SUPERVISOR)
    held_by(desk, field, "supervisor")
    clerk = as_role(Role.OPERATOR)

    assert "Nhận ô này" not in ask(clerk, field)
    assert take(clerk, field) == 409
    assert [one.person for one in lent(desk.store)] == ["supervisor"]


def test_an_operator_takes_what_is_about_to_lapse(
    as_role: AsRole, desk: Desk, field: FieldId
) -> None:
    as_role(Role.SUPERVISOR)
    held_by(desk, field, "supervisor", lease_s=LAPSING.total_seconds() - 1)
    clerk = as_role(Role.OPERATOR)
    assert "Nhận ô này" in ask(clerk, field)

    assert take(clerk, field) == 303


def test_an_operator_takes_what_somebody_left_who_is_logged_out(
    as_role: AsRole, desk: Desk, field: FieldId
) -> None:
    held_by(desk, field, "supervisor")

    assert take(as_role(Role.OPERATOR), field) == 303


def test_a_program_at_work_is_left_alone(as_role: AsRole, desk: Desk, field: FieldId) -> None:
    held_by(desk, field, "api:p")

    assert take(as_role(Role.OPERATOR), field) == 409


def test_who_logs_out_lets_go_of_everything(as_role: AsRole, desk: Desk, field: FieldId) -> None:
    chief = as_role(Role.SUPERVISOR)
    held_by(desk, field, "supervisor")

    chief.post("/logout", data={"csrf": chief.csrf})

    assert lent(desk.store) == ()


@pytest.mark.parametrize("script", [True, False])
def test_the_loser_is_told_by_whom_and_gets_the_typed_text_back(
    as_role: AsRole, desk: Desk, field: FieldId, script: bool
) -> None:
    clerk, chief = as_role(Role.OPERATOR), as_role(Role.SUPERVISOR)
    held_by(desk, field, "operator")
    take(chief, field)

    code, text = answer(clerk, field, "Trần Văn <Ân>", script=script)

    assert code == (410 if script else 409)
    assert "supervisor" in text
    assert "Trần Văn <Ân>" in text
    assert fields(desk.store, field.document_id)[0].version == 1


def test_the_browser_hears_of_it_when_it_renews(
    as_role: AsRole, desk: Desk, field: FieldId
) -> None:
    clerk, chief = as_role(Role.OPERATOR), as_role(Role.SUPERVISOR)
    held_by(desk, field, "operator")
    task = f"document={field.document_id}&record=0&path={NAME}"
    form = {"csrf": clerk.csrf, "task": task}
    assert clerk.post("/work/keep", data=form).json() == []

    take(chief, field)

    assert clerk.post("/work/keep", data=form).json() == [[task, "supervisor"]]


def test_a_lease_that_ran_out_is_not_taken_but_lent(
    as_role: AsRole, desk: Desk, field: FieldId
) -> None:
    as_role(Role.SUPERVISOR)
    held_by(desk, field, "supervisor")
    with desk.store.writing() as connection:
        past = desk.store.now(connection) - timedelta(seconds=1)
        connection.execute(leases.update().values(until=past))

    assert "Trần Văn An" in ask(as_role(Role.OPERATOR), field)
    assert entries(desk.store, what="take_over") == ()


def test_a_field_that_does_not_exist_cannot_be_taken(as_role: AsRole, desk: Desk) -> None:
    assert take(as_role(Role.SUPERVISOR), FieldId(99, 0, NAME)) == 404
