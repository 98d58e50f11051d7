"""Documents found, shown whole, and their pictures."""

import io

import pytest
from PIL import Image

from review.desk import Desk
from review.groups import odd_ones
from schemas.settings import Settings
from store.readings import fields
from store.users import Role
from tests.review.conftest import AsRole
from tests.review.filed import HEIGHT, WIDTH, differing, file_document, flagged, sure


@pytest.fixture
def settings() -> Settings:
    return Settings(sample_share=0.0)


@pytest.mark.parametrize("said", ["cp673047", "tran van binh", "Bình", "12/345", "scan-0"])
def test_documents_are_found_by_what_people_remember(
    as_role: AsRole, desk: Desk, said: str
) -> None:
    readings = (
        sure("certificate.serial", "CP 673047"),
        sure("holders[0].full_name", "Trần Văn Bình"),
        sure("parcels[0].map_sheet_no", "12"),
        sure("parcels[0].parcel_no", "345"),
    )
    document = file_document(desk, readings, file="scan-001.pdf")
    file_document(desk, [sure("certificate.serial", "AB 111111")], file="other.pdf")

    shown = as_role(Role.OPERATOR).get("/documents", params={"q": said}).text

    assert f'href="/documents/{document}"' in shown
    assert "other.pdf" not in shown


def test_identity_numbers_are_masked_for_those_who_do_not_compare_them(
    as_role: AsRole, desk: Desk
) -> None:
    document = file_document(desk, [sure("holders[0].id_number", "001168012345")])

    clerk = as_role(Role.OPERATOR).get(f"/documents/{document}").text
    administrator = as_role(Role.ADMINISTRATOR).get(f"/documents/{document}").text

    assert "001168012345" in clerk
    assert "001168012345" not in administrator
    assert "•••••••••345" in administrator


def test_a_crop_is_a_picture_and_a_page_can_be_had_small(as_role: AsRole, desk: Desk) -> None:
    document = file_document(desk, [flagged("certificate.serial", "CP 673047")])
    clerk = as_role(Role.OPERATOR)

    crop = clerk.get(f"/documents/{document}/pages/1/crop?part=250,150,750,300")
    small = clerk.get(f"/documents/{document}/pages/1?clean=1")
    full = clerk.get(f"/documents/{document}/pages/1?size=full")

    assert Image.open(io.BytesIO(crop.content)).size == (500, 150)
    assert max(Image.open(io.BytesIO(small.content)).size) <= 1754
    assert Image.open(io.BytesIO(full.content)).size == (WIDTH, HEIGHT)
    assert "private" in crop.headers["cache-control"]


@pytest.mark.parametrize(
    "address",
    [
        "/documents/1/pages/2",
        "/documents/99/pages/1",
        "/documents/1/pages/1/crop?part=5000,0,6000,10",
        "/documents/1/pages/1/crop?part=9,9,3,3",
        "/documents/1/pages/1/crop?part=../../x",
        "/documents/1/history?record=0&path=nothing",
        "/documents/99",
    ],
)
def test_what_is_not_there_is_refused_in_words(as_role: AsRole, desk: Desk, address: str) -> None:
    file_document(desk, [flagged("certificate.serial", "CP 673047")])

    assert as_role(Role.OPERATOR).get(address).status_code in (404, 422)


@pytest.mark.parametrize(
    ("values", "doubted", "odd"),
    [
        (["1", "2", "3"], [False, True, False], [False, True, False]),
        (["12345"] * 9 + ["123"], [False] * 10, [False] * 9 + [True]),
        (["An", "Bình", "Chi"], [False] * 3, [False] * 3),  # names are of any length
        (["1", ""], [False, False], [False, True]),
    ],
)
def test_values_unlike_the_others_are_set_apart(
    values: list[str], doubted: list[bool], odd: list[bool]
) -> None:
    assert list(odd_ones(values, doubted)) == odd


def test_only_what_is_ticked_and_without_doubt_is_accepted_together(
    as_role: AsRole, desk: Desk
) -> None:
    clerk = as_role(Role.OPERATOR)
    path = "parcels[0].purposes[0].name"
    good, left, doubted = (
        file_document(desk, [flagged(path, value)])
        for value in ("Đất ở tại nông thôn", "Đất ở tại đô thị", "Đất xyz")
    )
    pattern = "parcels[].purposes[].name"
    shown = clerk.get("/groups", params={"pattern": pattern}).text
    assert "tile--odd" in shown
    entries = {n: f"q?document={n}&record=0&path={path}@1" for n in (good, left, doubted)}

    answer = clerk.post(
        "/groups",
        data={
            "csrf": clerk.csrf,
            "pattern": pattern,
            "offered": list(entries.values()),
            "right": [entries[good], entries[doubted]],
        },
    )

    by_person = [
        n for n in entries if next(f for f in fields(desk.store, n)).current.person is not None
    ]
    assert by_person == [good]
    assert "accepted_now=1&left_now=2" in answer.headers["location"]


def test_kinds_that_are_typed_blind_are_no_groups(as_role: AsRole, desk: Desk) -> None:
    file_document(desk, [flagged("parcels[0].parcel_no", "471", differing("411"))])
    clerk = as_role(Role.OPERATOR)

    assert "Số thửa" not in clerk.get("/groups").text
    assert clerk.get("/groups?pattern=parcels[].parcel_no").status_code == 404
