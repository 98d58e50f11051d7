"""The HTTP interface: what programs get and may change; odd requests break nothing."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings

from review.app import create_app
from review.desk import Desk
from review.limits import Limiter, Rate
from review.passwords import key_hash
from schemas.reading import Status
from schemas.settings import Settings
from store import audit
from store.blobs import Blobs
from store.session import Store, open_store
from store.users import Role, add_token
from tests.review.conftest import Browser
from tests.store.papers import NAME, certificate, paper, read, reading

ID = "holders[0].id_number"


class Program(Browser):
    """A program with a key."""

    def use(self, role: Role) -> "Program":
        self.headers["Authorization"] = f"Bearer {role.value}"
        return self


@pytest.fixture
def program(app: FastAPI, store: Store) -> Program:
    for role in Role:
        add_token(store, role.value, role, key_hash(role.value), by="test")
    return Program(app).use(Role.OPERATOR)


@pytest.fixture
def document(store: Store) -> int:
    values = (
        reading(NAME, "Nguyễn Văn Ân", confidence=0.6, status=Status.FLAGGED),
        reading(ID, "001080123789"),
    )
    return read(store, paper(certificate(*values)))


def correction(program: Program, document: int, **said: Any) -> Any:
    return program.post(
        f"/api/v1/documents/{document}/records/0/corrections", json={"path": NAME, **said}
    )


def test_a_document_is_told_as_its_record_file(program: Program, document: int) -> None:
    told = program.get(f"/api/v1/documents/{document}").json()

    assert told["records"][0]["fields"][0]["value"] == "Nguyễn Văn Ân"
    assert told["source"]["file"] == "scan-001.pdf"


def test_an_identity_number_is_masked_for_administrators(program: Program, document: int) -> None:
    asked = f"/api/v1/documents/{document}"
    paths = (asked, f"{asked}/fields", f"{asked}/records/0/history?path={ID}")

    whole = [program.get(path).text for path in paths]
    program.use(Role.ADMINISTRATOR)
    hidden = [program.get(path).text for path in paths]

    assert all("001080123789" in text for text in whole)
    assert not any("001080123" in text for text in hidden)


def test_a_correction_is_stored_with_who_made_it(program: Program, document: int) -> None:
    answer = correction(program, document, version=1, value="Nguyễn Văn Ấn")

    assert answer.json() == {"version": 2, "outcome": "stored"}
    path = f"/api/v1/documents/{document}/records/0/history?path={NAME}"
    told = program.get(path).json()
    assert [(one["value"], one["person"]) for one in told] == [
        ("Nguyễn Văn Ân", None),
        ("Nguyễn Văn Ấn", "api:operator"),
    ]


def test_a_correction_of_an_older_version_is_refused(program: Program, document: int) -> None:
    correction(program, document, version=1, value="Nguyễn Văn Ấn")

    assert correction(program, document, version=1, value="Nguyễn Văn Ẩn").status_code == 409


def test_a_doubtful_value_needs_a_reason(program: Program, document: int) -> None:
    doubted = correction(program, document, path=ID, version=1, value="12")

    assert doubted.status_code == 422
    assert doubted.json()["problems"]


def test_a_field_that_is_not_there_cannot_be_corrected(program: Program, document: int) -> None:
    assert correction(program, document, path="x.y", version=1, value="1").status_code == 404


def test_a_search_finds_by_name_without_tones(program: Program, document: int) -> None:
    (found,) = program.get("/api/v1/search", params={"name": "van an"}).json()

    assert found["document"] == document


def test_every_view_and_change_is_in_the_trail(
    program: Program, document: int, store: Store
) -> None:
    program.get(f"/api/v1/documents/{document}")
    correction(program, document, version=1, value="Nguyễn Văn Ấn")

    told = audit.entries(store, document_id=document)

    assert [(entry.what, entry.who) for entry in told] == [
        ("answer", "api:operator"),
        ("view", "api:operator"),
    ]
    assert not any("Nguy" in str(entry.facts) for entry in told)


def test_an_export_is_begun_and_asked_for(program: Program, document: int) -> None:
    program.use(Role.SUPERVISOR)

    begun = program.post("/api/v1/exports", json={"incomplete": True})
    for _ in range(200):
        now = program.get(f"/api/v1/exports/{begun.json()['export']}").json()
        if now["state"] != "making":
            break
        time.sleep(0.05)

    assert begun.status_code == 202
    assert (now["state"], now["records"]) == ("ready", 1)
    file = program.get(f"/api/v1/exports/{now['export']}/form1.xlsx")
    assert file.content.startswith(b"PK")


def test_an_export_of_something_unknown_is_refused(program: Program) -> None:
    program.use(Role.SUPERVISOR)

    assert program.post("/api/v1/exports", json={"everything": True}).status_code == 422


@pytest.fixture
def described(tmp_path: Any) -> Iterator[Any]:
    with open_store(f"sqlite:///{tmp_path / 'sodo.db'}") as store:
        add_token(store, "tester", Role.SUPERVISOR, key_hash("key"), by="test")
        for _ in range(2):
            read(store)
        blobs = Blobs(str(tmp_path / "blobs"))
        app = create_app(Desk(Settings(), store, blobs, blobs, tmp_path / "exports"))
        app.state.doors.requests = Limiter(Rate(burst=1e9, per_s=1e9))
        yield schemathesis.openapi.from_asgi(
            "/api/v1/openapi.json", app, headers={"Authorization": "Bearer key"}
        )


@pytest.mark.slow
def test_whatever_is_asked_is_answered_as_described(described: Any) -> None:
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=25,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            case.call_and_validate(headers={"Authorization": "Bearer key"})

        holds()
