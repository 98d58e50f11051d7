"""Sex, role and legal form follow from how the paper introduces its holders."""

import pytest

from ocr.derive import derived
from ocr.drafts import Draft
from schemas.parsing import Parsed
from tests.ocr.evidence import draft


def holders(*titles: tuple[str, str]) -> dict[str, str | None]:
    drafts: dict[str, Draft] = {}
    for number, (title, name) in enumerate(titles):
        base = f"holders[{number}]"
        if title:
            drafts[f"{base}.title"] = draft(f"{base}.title", title)._replace(
                raw=title, parsed=Parsed(title)
            )
        drafts[f"{base}.full_name"] = draft(f"{base}.full_name", name)._replace(raw=name)
    return {path: made.value for path, made in derived(drafts).items()}


@pytest.mark.parametrize(
    ("title", "gender", "role", "form"),
    [
        ("Ông:", "Nam", "Cá nhân", "Cá nhân"),
        ("Bà:", "Nữ", "Cá nhân", "Cá nhân"),
        ("Hộ ông:", "Nam", "Chủ hộ", "Hộ gia đình"),
        ("Hộ bà", "Nữ", "Chủ hộ", "Hộ gia đình"),
    ],
)
def test_a_title_gives_sex_role_and_form(title: str, gender: str, role: str, form: str) -> None:
    found = holders((title, "Lê An"))

    assert found["holders[0].gender"] == gender
    assert found["holders[0].role"] == role
    assert found["holders[0].legal_form"] == form


def test_a_couple_is_husband_and_wife() -> None:
    found = holders(("Ông:", "Lê An"), ("và vợ là bà:", "Vũ Mai"))

    assert [found[f"holders[{i}].role"] for i in (0, 1)] == ["Chồng", "Vợ"]
    assert [found[f"holders[{i}].legal_form"] for i in (0, 1)] == ["Vợ chồng", "Vợ chồng"]


def test_two_people_who_are_no_couple_have_no_form_made_up_for_them() -> None:
    found = holders(("Ông:", "Lê An"), ("Ông:", "Vũ Bình"))

    assert found.get("holders[0].legal_form") in (None, "Đồng sử dụng")
    assert found.get("holders[0].role") not in ("Chồng", "Vợ")


def test_an_organisation_has_a_form_and_no_sex() -> None:
    found = holders(("", "CÔNG TY CỔ PHẦN HẢI SƠN"))

    assert found["holders[0].legal_form"] == "Tổ chức"
    assert "holders[0].gender" not in found


def test_titles_are_not_part_of_the_record() -> None:
    assert not [path for path in holders(("Ông:", "Lê An")) if path.endswith(".title")]


@pytest.mark.parametrize(("number", "kind"), [("022180001234", "CCCD"), ("100234567", "CMND")])
def test_the_kind_of_identity_paper_follows_from_its_number(number: str, kind: str) -> None:
    path = "holders[0].id_number"

    found = derived({path: draft(path, number)})

    assert found["holders[0].id_kind"].value == kind


def test_what_follows_is_no_surer_than_what_it_follows_from() -> None:
    path = "holders[0].id_number"
    doubtful = draft(path, "022180001234")._replace(rivals=("022180001284",), agree=0.0)

    follower = derived({path: doubtful})["holders[0].id_kind"]

    assert (follower.agree, follower.sighting) == (doubtful.agree, doubtful.sighting)
