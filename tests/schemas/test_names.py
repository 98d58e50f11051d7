"""Names keep their print; what is no name is told."""

import pytest

from schemas.names import (
    as_gender,
    as_holder_name,
    as_organisation_name,
    as_person_name,
    gender_hint,
    is_community,
    is_organisation,
    split_holders,
    title_of,
)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ông: NGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
        ("Ông Nguyễn Văn An", "Nguyễn Văn An"),
        ("Hộ ông: LÊ VĂN CƯỜNG", "LÊ VĂN CƯỜNG"),
        ("Hộ Ông(Bà): Nguyễn Văn Tư", "Nguyễn Văn Tư"),
        ("Hộ gia đình ông Bùi Văn Ngọc", "Bùi Văn Ngọc"),
        ("và vợ là bà: Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
        ("Vợ(Chồng): Phạm Thị Lan", "Phạm Thị Lan"),
        ("Họ và tên: LÊ VĂN TÁM", "LÊ VĂN TÁM"),
        ("Ong: Đỗ Văn Hải", "Đỗ Văn Hải"),
        ("Ba: Lê Thị Mai", "Lê Thị Mai"),
        ("Bá Văn Tuấn", "Bá Văn Tuấn"),
        ("Ông Bá Văn Tuấn", "Bá Văn Tuấn"),
        ("Hồ Văn Lâm", "Hồ Văn Lâm"),
        ("Võ Thị Sáu", "Võ Thị Sáu"),
        ("Chíu Sắt Mằn", "Chíu Sắt Mằn"),
        ("..Nguyễn Thị Nga....", "Nguyễn Thị Nga"),
        ("Ông: Hoàng Văn Thái, sinh năm 1974", "Hoàng Văn Thái"),
        ("Ông: NGUYỄN VĂN AN Năm sinh: 1974, CMND số: 100123456", "NGUYỄN VĂN AN"),
        ("Bà: NGUYỄN THỊ NĂM SN 1950", "NGUYỄN THỊ NĂM"),
        ("Nguyễn Văn Sinh", "Nguyễn Văn Sinh"),
        ("Nguyễn Văn Sinh sinh năm 1960", "Nguyễn Văn Sinh"),
        ("Trần Văn Năm, sinh năm 1950", "Trần Văn Năm"),
        ("Hoà Thị Thuý", "Hoà Thị Thuý"),
    ],
)
def test_a_name_stands_between_title_and_the_rest(printed: str, name: str) -> None:
    parsed = as_person_name(printed)

    assert parsed.value == name
    assert parsed.known
    assert not parsed.problems


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ông NGUYÊN VĂN AN", "NGUYỄN VĂN AN"),
        ("NGUYỄN VAN AN", "NGUYỄN VĂN AN"),
        ("Trần Thi Hoa", "Trần Thị Hoa"),
        ("Dinh Văn Hùng", "Đinh Văn Hùng"),
        ("Đỏ Thị Nga", "Đỗ Thị Nga"),
        ("NGUYỄN VĂn AN", "NGUYỄN VĂN AN"),
    ],
)
def test_family_names_and_the_two_great_middle_names_are_mended_aloud(
    printed: str, name: str
) -> None:
    parsed = as_person_name(printed)

    assert parsed.value == name
    assert [problem.code for problem in parsed.problems] == ["corrected"]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Ngyễn Văn An", "name_syllable"),
        ("NGUYỄN VĂN xyz", "name_syllable"),
        ("Xoay Văn An", "name_family_unknown"),
        ("Trần Ngọc hiến", "name_case"),
        ("Nguyễn", "name_too_short"),
        ("Nguyễn V@n An", "name_signs"),
        ("Ông Nguyễn Văn An và vợ là bà Trần Thị Bình", "name_several"),
        ("Ông NGUYỄN VĂN AN và bà TRẦN THỊ BÌNH", "name_several"),
    ],
)
def test_an_odd_name_is_told(printed: str, code: str) -> None:
    parsed = as_person_name(printed)

    assert code in [problem.code for problem in parsed.problems]
    assert not parsed.known


def test_a_rare_family_one_mark_from_a_common_one_is_not_vouched_for() -> None:
    assert not as_person_name("Lường Văn An").known
    assert as_person_name("Lương Văn An").known


def test_a_syllable_that_no_name_is_made_of_is_not_vouched_for() -> None:
    assert as_person_name("La Văn Quyết").known
    assert not as_person_name("La Văn Quết").known


@pytest.mark.parametrize("printed", ["", "123", "…", "Ông:"])
def test_a_text_without_letters_of_a_name_has_none(printed: str) -> None:
    assert as_person_name(printed).value is None


@pytest.mark.parametrize(
    ("printed", "gender", "household"),
    [
        ("Ông: An", "Nam", False),
        ("Hộ bà An", "Nữ", True),
        ("và vợ là bà An", "Nữ", False),
        ("Hộ ông (bà): An", None, True),
    ],
)
def test_a_title_tells_sex_and_household(printed: str, gender: str | None, household: bool) -> None:
    title = title_of(printed)

    assert title is not None
    assert (title.gender, title.household) == (gender, household)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        (
            "Ông Lê Văn An và vợ là bà Vũ Thị Lan",
            ("Ông Lê Văn An", "và vợ là bà Vũ Thị Lan"),
        ),
        (
            "Ông: LÊ VĂN AN, sinh năm 1970, và bà: VŨ THỊ LAN, sinh năm 1972",
            ("Ông: LÊ VĂN AN, sinh năm 1970", "và bà: VŨ THỊ LAN, sinh năm 1972"),
        ),
        ("Hộ ông (bà): Lê Văn An", ("Hộ ông (bà): Lê Văn An",)),
        ("", ()),
    ],
)
def test_a_couple_on_one_line_is_parted(printed: str, parts: tuple[str, ...]) -> None:
    assert split_holders(printed) == parts


def test_the_family_ho_is_no_household() -> None:
    household = title_of("Hộ ông Nguyễn Văn An")
    family = title_of("Hồ ông Nguyễn Văn An")

    assert household is not None
    assert household.household
    assert family is None or not family.household


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Nguyễn Thị Hoa", "Nữ"), ("LÊ VĂN TÁM", "Nam"), ("Lê Tám", None), ("Lê Minh Anh", None)],
)
def test_the_second_word_hints_at_the_sex(name: str, gender: str | None) -> None:
    assert gender_hint(name) == gender


@pytest.mark.parametrize(
    ("printed", "gender"),
    [
        ("Nam", "Nam"),
        ("NỮ", "Nữ"),
        ("Giới tính: Nữ", "Nữ"),
        ("Ông", "Nam"),
        ("Bà", "Nữ"),
        ("x", None),
    ],
)
def test_the_sex_is_a_word_or_a_title(printed: str, gender: str | None) -> None:
    assert as_gender(printed).value == gender


@pytest.mark.parametrize(
    "printed",
    [
        "Công ty TNHH Hạ Long",
        "Ủy ban nhân dân phường Hồng Hà",
        "Uỷ ban nhân dân xã Tân Việt",
        "Trường Tiểu học Lê Hồng Phong",
        "Phòng Giáo dục và Đào tạo",
        "Hợp tác xã Quảng Phong",
        "Chùa Long Tiên",
        "Cộng đồng dân cư thôn Đông",
    ],
)
def test_organisations_are_told_from_people(printed: str) -> None:
    assert is_organisation(printed)
    assert as_holder_name(printed).value == printed


@pytest.mark.parametrize(
    "printed",
    ["Trương Thị Hoa", "Đinh Văn Chùa", "Phòng Văn Tèo", "Đoàn Văn An", "Chu Thị Sở", "Hội Văn An"],
)
def test_people_are_told_from_organisations(printed: str) -> None:
    assert not is_organisation(printed)


def test_an_organisation_s_name_ends_before_its_address() -> None:
    parsed = as_organisation_name("Công ty Cổ phần An Bình, địa chỉ: Hạ Long")

    assert parsed.value == "Công ty Cổ phần An Bình"


def test_a_pagoda_is_a_community_and_a_company_is_not() -> None:
    assert is_community("Chùa Long Tiên")
    assert not is_community("Công ty Hạ Long")
