"""People choose their work, and what goes out, from what there is."""

import re
from html import unescape

import pytest

from review.choices import commune_name
from review.desk import Desk
from schemas.settings import Settings
from store.exported import exports
from store.users import Role
from tests.review.conftest import AsRole
from tests.review.filed import file_document, flagged, sure
from tests.review.test_outgoing import ready, whole
from tests.store.papers import read

NAME, COMMUNE = "holders[0].full_name", "parcels[0].commune_code"


@pytest.fixture
def settings() -> Settings:
    return Settings(sample_share=0.0)


def offered(text: str, name: str) -> list[str]:
    found = re.search(rf'<select[^>]* name="{name}".*?</select>', text, re.DOTALL)
    assert found is not None
    return [unescape(one) for one in re.findall(r'<option value="([^"]*)"', found[0])]


def test_work_offers_batches_communes_and_kinds_that_wait(as_role: AsRole, desk: Desk) -> None:
    file_document(desk, [flagged(NAME, "Trần Văn An"), sure(COMMUNE, "00004")])

    text = as_role(Role.OPERATOR).get("/work").text

    assert offered(text, "batch") == ["", "lo-1"]
    assert offered(text, "commune") == ["", "00004"]
    assert offered(text, "pattern") == ["", "holders[].full_name"]


def test_work_is_narrowed_to_what_was_chosen(as_role: AsRole, desk: Desk) -> None:
    file_document(desk, [flagged(NAME, "Trần Văn An"), sure(COMMUNE, "00004")])
    file_document(desk, [flagged(NAME, "Trần Văn Bình"), sure(COMMUNE, "00001")])
    clerk = as_role(Role.OPERATOR)

    there = clerk.get("/work?commune=00001&batch=lo-1&pattern=holders[].full_name").text
    nowhere = clerk.get("/work?commune=00001&batch=lo-2").text

    assert "Trần Văn Bình" in there
    assert '<option value="00001" selected>' in there
    assert "Bỏ lọc" in nowhere
    assert '<option value="lo-2" selected>' in nowhere


def test_communes_have_names_and_unknown_ones_their_code() -> None:
    assert commune_name("00004").endswith("(00004)")
    assert commune_name("00004") != "00004"
    assert commune_name("99999") == "99999"


def test_exports_offer_batches_and_communes(as_role: AsRole, desk: Desk) -> None:
    read(desk.store, whole())

    text = as_role(Role.SUPERVISOR).get("/exports").text

    assert offered(text, "batch") == ["", "lo-7"]
    assert offered(text, "commune") == ["", "00001"]


def test_ticked_documents_go_out(as_role: AsRole, desk: Desk) -> None:
    numbers = [read(desk.store, whole(f"CP 11111{n}")) for n in range(3)]
    chief = as_role(Role.SUPERVISOR)
    text = chief.get("/documents").text
    assert re.findall(r'name="documents" value="(\d+)"', text) == [str(n) for n in numbers]

    ready(chief, desk, documents=[str(numbers[0]), str(numbers[2])], selected="true")

    (made,) = exports(desk.store)
    assert (made.records, made.wanted["documents"]) == (2, [numbers[0], numbers[2]])


def test_nothing_ticked_exports_nothing(as_role: AsRole, desk: Desk) -> None:
    read(desk.store, whole())
    chief = as_role(Role.SUPERVISOR)

    answer = chief.post("/exports", data={"csrf": chief.csrf, "selected": "true"})

    assert answer.headers["location"] == "/documents"
    assert exports(desk.store) == ()


def test_operators_have_nothing_to_tick(as_role: AsRole, desk: Desk) -> None:
    read(desk.store, whole())

    assert 'name="documents"' not in as_role(Role.OPERATOR).get("/documents").text


def test_an_administrator_alone_can_correct_and_export(as_role: AsRole, desk: Desk) -> None:
    document = file_document(desk, [flagged(NAME, "Trần Văn An")])
    admin = as_role(Role.ADMINISTRATOR)
    assert "Trần Văn An" in admin.get("/work").text

    form = {"document": document, "record": 0, "path": NAME, "version": 1, "value": "Trần Văn Ân"}
    answer = admin.post("/work/answer", data={"csrf": admin.csrf, **form})

    assert answer.headers["location"] == "/work?said=saved"
    folder = ready(admin, desk, incomplete="true")
    assert (folder / "form1.xlsx").is_file()
