"""Sex, role and legal form follow from how the paper introduces its holders."""

import pytest

from ocr.derive import derived
from ocr.drafts import Draft
from ocr.holders import UNCLAIMED
from ocr.parse import as_title, drafts_of
from tests.ocr.evidence import draft, sighting


def holders(*titles: tuple[str, str]) -> dict[str, str | None]:
    drafts: dict[str, Draft] = {}
    for number, (title, name) in enumerate(titles):
        base = f"holders[{number}]"
        if title:
            drafts[f"{base}.title"] = draft(f"{base}.title", title)._replace(
                raw=title, parsed=as_title(title)
            )
        if name:
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


def test_words_of_another_holder_keep_a_person_from_being_the_only_one() -> None:
    drafts = {
        "holders[0].title": draft("holders[0].title", "Ông:")._replace(parsed=as_title("Ông:")),
        "holders[0].full_name": draft("holders[0].full_name", "Lê An"),
        UNCLAIMED: draft(UNCLAIMED, "Lê Ngọc Giang 1952"),
    }

    made = derived(drafts)

    assert made["holders[0].legal_form"].blocked
    assert made["holders[0].role"].blocked


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


def areas(total: str | None, *parcels: str | None) -> dict[str, Draft]:
    drafts = {f"parcels[{i}].area_m2": draft(value=area) for i, area in enumerate(parcels)}
    if total is not None:
        drafts["total_area_m2"] = draft("total_area_m2", total)
    return derived(drafts)


@pytest.mark.parametrize("title", ["Ông (Bà):", "Hộ Ông(Bà)", "ông/bà"])
def test_a_title_for_either_sex_tells_none(title: str) -> None:
    found = holders((title, "Lê An"))

    assert "holders[0].gender" not in found
    assert found["holders[0].role"] in ("Cá nhân", "Chủ hộ")


@pytest.mark.parametrize("title", ["Hệ Ông(Bà):", "H0 ông", "Ho bà", "Hộ gia đình ông:"])
def test_a_household_with_a_damaged_title_is_no_single_person(title: str) -> None:
    found = holders((title, "Lê An"))

    assert found["holders[0].legal_form"] == "Hộ gia đình"
    assert found["holders[0].role"] == "Chủ hộ"


def test_readings_of_a_title_that_differ_in_punctuation_alone_agree() -> None:
    found = derived(
        drafts_of(
            [
                sighting("holders[0].title", "Hộ ông:", "Hộ ông"),
                sighting("holders[0].full_name", "Lê An", "Lê An"),
            ]
        )
    )

    assert found["holders[0].legal_form"].agree == 1.0
    assert found["holders[0].legal_form"].rivals == ()


def test_people_who_share_the_land_are_neither_couple_nor_household() -> None:
    found = holders(("Ông:", "Lê An"), ("Cùng sử dụng đất với bà:", "Vũ Mai"), ("bà", "Lê Tư"))

    assert {found[f"holders[{i}].legal_form"] for i in range(3)} == {"Đồng sử dụng"}
    assert {found[f"holders[{i}].role"] for i in range(3)} == {"Cá nhân"}
    assert [found[f"holders[{i}].gender"] for i in range(3)] == ["Nam", "Nữ", "Nữ"]


@pytest.mark.parametrize("names", [("Lê An", ""), ("", "Vũ Mai")])
def test_half_a_couple_does_not_stand_alone_when_a_name_was_not_read(
    names: tuple[str, str],
) -> None:
    found = holders(("Ông:", names[0]), ("và vợ là bà:", names[1]))

    assert [found[f"holders[{i}].legal_form"] for i in (0, 1)] == ["Vợ chồng"] * 2


def test_areas_that_add_up_to_the_printed_total_confirm_each_other() -> None:
    found = areas("420.5", "120.5", "300")

    assert all("total" in made.support and not made.doubts for made in found.values())


@pytest.mark.parametrize(
    ("total", "second"), [("420.4", "300"), ("42.5", "300"), ("420.5", "30"), ("420.5", None)]
)
def test_areas_that_do_not_add_up_are_all_doubted(total: str, second: str | None) -> None:
    found = areas(total, "120.5", second)

    assert [path for path in found if "parcels" in path] == list(found)
    for made in found.values():
        assert [doubt.code for doubt in made.doubts] == ["parcels_total_differs"]
        assert total in made.doubts[0].text
        assert made.support == ()


@pytest.mark.parametrize(("total", "parcels"), [(None, ("120.5", "300")), ("420.5", ("120.5",))])
def test_one_area_or_no_total_is_no_sum(total: str | None, parcels: tuple[str, ...]) -> None:
    found = areas(total, *parcels)

    assert all(not made.doubts and not made.support for made in found.values())


def test_the_total_itself_is_no_field() -> None:
    assert "total_area_m2" not in areas("420.5", "120.5", "300")


def test_only_one_person_is_the_head_of_a_household() -> None:
    found = holders(("Hộ ông", "Bùi Văn Thắng"), ("và vợ là bà", "Hoàng Thị Mai"), ("Bà", "Bùi An"))

    assert [found[f"holders[{i}].role"] for i in range(3)] == ["Chủ hộ", "Vợ", "Thành viên"]


def test_what_a_spouse_is_stays_open_where_the_title_fits_both() -> None:
    found = holders(("Hộ Ông (Bà):", "Bùi Văn Thắng"), ("Vợ(Chồng):", "Hoàng Thị Mai"))

    assert found["holders[0].role"] == "Chủ hộ"
    assert found.get("holders[1].role") is None


def test_a_title_written_behind_the_forms_own_words_tells_what_a_spouse_is() -> None:
    found = holders(("Ông:", "Đinh A Sáng"), ("Vợ (Chồng):", "Bà Từ Thị Mùi"))

    assert (found["holders[1].gender"], found["holders[1].role"]) == ("Nữ", "Vợ")


@pytest.mark.parametrize(
    ("address", "guessed"),
    [
        ("Thôn Thượng, xã Tân Dân, thành phố Hạ Long, tỉnh Quảng Ninh", False),
        ("Hạ Long, tỉnh Quảng Ninh", True),
    ],
)
def test_the_commune_of_a_torn_address_is_a_guess(address: str, guessed: bool) -> None:
    path = "parcels[0].address"
    read = draft(path, address, seen=sighting(path, address))._replace(raw=address)

    assert derived({path: read})["parcels[0].commune_code"].second_best == guessed
