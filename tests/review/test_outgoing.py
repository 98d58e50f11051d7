"""Form No. 1 goes out complete, is written down, and nothing in it is a formula."""

import csv
import io
import json
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from review.desk import Desk
from schemas.document import Document
from schemas.reading import Status
from store import audit
from store.exported import exports
from store.session import Store
from store.users import Role
from tests.review.conftest import AsRole, Browser
from tests.store.papers import certificate, paper, read, reading, usual


def whole(serial: str = "CP 673047", name: str = "Nguyễn Văn Ân") -> Document:
    values = {
        "certificate.serial": serial,
        "certificate.issue_date": "2017-07-07",
        "certificate.registry_no": "CH 00123",
        "holders[0].full_name": name,
        "holders[0].id_number": "001080123789",
        "holders[0].legal_form": "Cá nhân",
        "holders[0].role": "Cá nhân",
        "parcels[0].commune_code": "00001",
        "parcels[0].map_sheet_no": "12",
        "parcels[0].parcel_no": "345",
        "parcels[0].address": "xã Sóc Sơn, thành phố Hà Nội",
        "parcels[0].area_m2": "120.5",
        "parcels[0].purposes[0].name": "Đất ở tại nông thôn",
        "parcels[0].purposes[0].origin": "Công nhận QSDĐ",
        "parcels[0].purposes[0].form": "Sử dụng riêng",
        "parcels[0].purposes[0].term": "Lâu dài",
    }
    return paper(certificate(*(reading(path, value) for path, value in values.items())))


def ready(browser: Browser, desk: Desk, **wish: str | list[str]) -> Path:
    """Ask for an export and return its folder once it is there."""
    answer = browser.post("/exports", data={"csrf": browser.csrf, **wish})
    assert answer.status_code == 303
    for _ in range(200):
        newest = exports(desk.store)[0]
        if newest.state != "making":
            break
        time.sleep(0.05)
    assert newest.state == "ready"
    return desk.exports / newest.folder


@pytest.mark.parametrize(
    ("wish", "serials"),
    [
        ({}, ["CP 673047"]),
        ({"incomplete": "true"}, ["CP 673047", "CP 111111"]),
        ({"batch": "lo-7"}, ["CP 673047"]),
        ({"batch": "another"}, []),
        ({"commune": "00001"}, ["CP 673047"]),
        ({"commune": "00002"}, []),
        ({"documents": "1"}, ["CP 673047"]),
        ({"documents": "2, 99", "incomplete": "true"}, ["CP 111111"]),
    ],
)
def test_what_was_asked_for_goes_out_and_nothing_incomplete_unasked(
    as_role: AsRole, desk: Desk, wish: dict[str, str], serials: list[str]
) -> None:
    read(desk.store, whole())
    read(desk.store, usual("CP 111111"))

    folder = ready(as_role(Role.SUPERVISOR), desk, **wish)

    sheet = load_workbook(folder / "form1.xlsx").active
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert [one for one in ("CP 673047", "CP 111111") if one in cells] == serials


def test_the_note_says_who_when_and_what(as_role: AsRole, desk: Desk) -> None:
    read(desk.store, whole())

    folder = ready(as_role(Role.SUPERVISOR), desk, batch="lo-7")

    told = json.loads((folder / "export.json").read_bytes())
    assert (told["by"], told["records"], told["left_out"]) == ("supervisor", 1, 0)
    assert told["wanted"]["batch"] == "lo-7"
    assert len(told["form1.xlsx"]) == 64


def test_an_export_is_downloaded_and_the_trail_says_so(
    as_role: AsRole, desk: Desk, store: Store
) -> None:
    read(store, whole())
    browser = as_role(Role.SUPERVISOR)
    ready(browser, desk)

    answer = browser.get("/exports/1/form1.xlsx")

    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    told = [entry.what for entry in audit.entries(store, who="supervisor")]
    assert told[:2] == ["download", "export"]


@pytest.mark.parametrize("name", ["..%2fsodo.db", "sodo.db", "../../sodo.db", "export.json%00"])
def test_only_the_files_of_an_export_are_downloaded(as_role: AsRole, desk: Desk, name: str) -> None:
    browser = as_role(Role.SUPERVISOR)
    ready(browser, desk)

    assert browser.get(f"/exports/1/{name}").status_code == 404


def test_nothing_that_was_read_becomes_a_formula(as_role: AsRole, desk: Desk) -> None:
    trick = '=HYPERLINK("http://evil.example","x")'
    read(desk.store, whole(name=trick))
    read(
        desk.store,
        paper(certificate(reading("holders[0].full_name", trick, status=Status.FLAGGED))),
    )

    folder = ready(as_role(Role.SUPERVISOR), desk, incomplete="true")

    sheet = load_workbook(folder / "form1.xlsx").active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    rows = csv.reader(io.StringIO((folder / "flags.csv").read_text("utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_the_same_wish_is_repeated(as_role: AsRole, desk: Desk) -> None:
    read(desk.store, whole())
    browser = as_role(Role.SUPERVISOR)
    ready(browser, desk, batch="lo-7")

    browser.post("/exports/1/again", data={"csrf": browser.csrf})

    newest, first = exports(desk.store)
    assert dict(newest.wanted) == dict(first.wanted) == {"batch": "lo-7"}
