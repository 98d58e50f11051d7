"""Every route is open to those whom the table names, and to nobody else."""

import re

import pytest
from fastapi import FastAPI

from review.app import create_app
from review.desk import Desk
from review.passwords import key_hash
from review.roles import ROUTES, masked, masked_text
from store.session import Store
from store.users import Role, add_token
from tests.review.conftest import AsRole, Browser

_FILLED = {
    "{name:path}": "sodo.css",
    "{name}": "form1.xlsx",
    "{path}": "certificate.serial",
}


def address(route: str) -> tuple[str, str]:
    method, _, path = route.partition(" ")
    for name, value in _FILLED.items():
        path = path.replace(name, value)
    return method, re.sub(r"\{\w+\}", "1", path)


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("route", [route for route in ROUTES if "/api/" not in route])
def test_a_page_opens_to_its_roles_only(route: str, role: Role | None, as_role: AsRole) -> None:
    allowed = ROUTES[route]
    method, path = address(route)
    browser = as_role(role)

    answer = browser.request(method, path, headers={"X-CSRF-Token": browser.csrf})

    if allowed is None or role in allowed:
        assert answer.status_code != 403 or path == "/login"
        assert not answer.headers.get("location", "").startswith("/login?next")
    elif role is None:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next")
    else:
        assert answer.status_code == 403


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("route", [route for route in ROUTES if "/api/" in route])
def test_a_program_gets_what_its_role_may(
    route: str, role: Role | None, browser: Browser, store: Store
) -> None:
    allowed = ROUTES[route]
    method, path = address(route)
    headers = {}
    if role is not None:
        add_token(store, "p", role, key_hash("the key"), by="test")
        headers["Authorization"] = "Bearer the key"

    code = browser.request(method, path, headers=headers).status_code

    if role is None:
        assert code == 401
    elif allowed is not None and role in allowed:
        assert code not in (401, 403)
    else:
        assert code == 403


def test_a_log_in_is_no_key_for_programs(as_role: AsRole) -> None:
    assert as_role(Role.SUPERVISOR).get("/api/v1/status").status_code == 401


@pytest.mark.parametrize("change", ["missing", "extra"])
def test_a_route_outside_the_table_keeps_the_program_from_starting(
    change: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = dict(ROUTES)
    if change == "missing":
        del table["GET /audit"]
    else:
        table["GET /nowhere"] = None
    monkeypatch.setattr("review.app.ROUTES", table)

    with pytest.raises(RuntimeError, match=r"audit|nowhere"):
        create_app(desk)


def test_no_page_is_left_out_of_the_programs_own_list(app: FastAPI) -> None:
    assert app.openapi_url is None
    assert app.docs_url is None


@pytest.mark.parametrize(
    ("path", "role", "shown"),
    [
        ("holders[0].id_number", Role.ADMINISTRATOR, "•••••••••789"),
        ("holders[0].id_number", Role.OPERATOR, "001080123789"),
        ("person.old_id_number", Role.ADMINISTRATOR, "•••••••••789"),
        ("certificate.barcode", Role.ADMINISTRATOR, "001080123789"),
    ],
)
def test_identity_numbers_are_masked_for_those_who_do_not_need_them(
    path: str, role: Role, shown: str
) -> None:
    assert masked(path, "001080123789", role) == shown


def test_a_number_in_a_sentence_is_masked_too() -> None:
    said = masked_text("Số 001080123789 là của nữ, sinh 1980.", Role.ADMINISTRATOR)

    assert said == "Số •••••••••789 là của nữ, sinh 1980."
