"""Persons, couples, households and organisations are told apart by how they are introduced."""

import pytest

from ocr.holders import UNCLAIMED, holder_spots
from ocr.rows import rows_of
from tests.ocr.typed_words import LINE_PX, rows, words_of


def read(*lines: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for spot in holder_spots(rows(*lines)):
        assert spot.path not in found
        found[spot.path] = spot.text.strip(" ,;:.")
    return found


def test_a_person_has_name_birth_number_and_address() -> None:
    found = read(
        "Ông: Nguyễn Văn Bình, sinh năm: 1968, CMND số: 100234567",
        "Địa chỉ thường trú: Thôn 2, xã Hải Đông, thành phố Móng Cái",
    )

    assert found["holders[0].full_name"] == "Nguyễn Văn Bình"
    assert found["holders[0].birth_date"] == "1968"
    assert found["holders[0].id_number"] == "100234567"
    assert found["holders[0].address"] == "Thôn 2, xã Hải Đông, thành phố Móng Cái"


@pytest.mark.parametrize("name", ["Sùng Văn Sinh", "GIÁP VIẾT NAM", "Lê Thị Năm"])
@pytest.mark.parametrize("label", ["Năm sinh", "năm sinh", "Sinh năm", "Sinh ngày", "Ngày sinh"])
def test_a_given_name_that_begins_a_label_stays_a_name(label: str, name: str) -> None:
    below = read(f"Ông: {name}", f"{label} 1972, CMTND số: 134268267")
    beside = read(f"Ông: {name} {label}: 1972")

    assert below["holders[0].full_name"] == beside["holders[0].full_name"] == name
    assert below["holders[0].birth_date"] == beside["holders[0].birth_date"] == "1972"


def test_a_couple_is_two_holders_with_one_address_for_both() -> None:
    found = read(
        "Ông: Nguyễn Văn Bình, sinh năm 1968, CMND số 100234567",
        "và vợ là bà: Trần Thị Mai, sinh năm 1970, CMND số 100765432",
        "Cùng địa chỉ thường trú: Thôn 2, xã Hải Đông",
    )

    assert found["holders[0].full_name"] == "Nguyễn Văn Bình"
    assert found["holders[1].full_name"] == "Trần Thị Mai"
    assert found["holders[1].id_number"] == "100765432"
    assert "Thôn 2, xã Hải Đông" in found["holders[0].address"]
    assert "Thôn 2, xã Hải Đông" in found["holders[1].address"]


def test_a_household_is_introduced_as_one() -> None:
    found = read("Hộ ông: Vũ Hữu Kiên", "Địa chỉ: xã Tràng Lương")

    assert found["holders[0].full_name"] == "Vũ Hữu Kiên"
    assert found["holders[0].title"].lower().startswith("hộ")
    assert "holders[1].full_name" not in found


@pytest.mark.parametrize("title", ["Ông", "Bà", "Ông:", "Bà:", "Hộ bà:", "Ông (bà):"])
def test_every_title_opens_a_person(title: str) -> None:
    assert read(f"{title} Lê Thị Hoa, sinh năm 1980")["holders[0].full_name"] == "Lê Thị Hoa"


def test_a_title_inside_a_name_or_address_opens_nobody() -> None:
    found = read("Bà: Nguyễn Thị Bà, sinh năm 1950", "Địa chỉ: khu Cầu Ông Gia, xã Đông Hải")

    assert found["holders[0].full_name"] == "Nguyễn Thị Bà"
    assert found["holders[0].address"] == "khu Cầu Ông Gia, xã Đông Hải"
    assert "holders[1].full_name" not in found


@pytest.mark.parametrize("before", ["Ông ", "Ông: ", "Bà: ", "Và vợ là bà: "])
@pytest.mark.parametrize("name", ["HỒ BÁ KHẢI", "HỒ BÀ KHẢI", "Hồ Bá Khải"])
def test_the_family_ho_is_no_household(before: str, name: str) -> None:
    found = read(f"{before}{name}, Năm sinh: 1960", "Ông NGUYỄN NGỌC THỌ, Năm sinh: 1964")

    assert found["holders[0].full_name"] == name
    assert found["holders[1].full_name"] == "NGUYỄN NGỌC THỌ"
    assert "holders[2].title" not in found


def test_a_name_without_a_title_is_no_household_either() -> None:
    found = read("Ông: Trần Văn Tư", "HỒ BÁ KHẢI")

    assert "holders[1].title" not in found


def test_an_organisation_has_no_title() -> None:
    found = read(
        "CÔNG TY CỔ PHẦN HẢI SƠN",
        "Giấy chứng nhận đăng ký doanh nghiệp số: 5042232794",
        "Địa chỉ trụ sở chính: phường Hồng Gai",
    )

    assert found["holders[0].full_name"] == "CÔNG TY CỔ PHẦN HẢI SƠN"
    assert "holders[0].title" not in found
    assert found["holders[0].address"] == "phường Hồng Gai"


def test_when_and_where_an_identity_card_was_issued_is_no_birth_date() -> None:
    found = read(
        "Bà: Lê Thị Hoa, CCCD số: 022180001234, cấp ngày 12/05/2021, nơi cấp: Cục Cảnh sát",
        "sinh năm: 1980",
    )

    assert found["holders[0].id_number"] == "022180001234"
    assert found["holders[0].birth_date"] == "1980"


def test_a_number_whose_label_was_lost_is_still_one() -> None:
    assert read("Bà: Lê Thị Hoa, CXX so 022180001234")["holders[0].id_number"] == "022180001234"


def test_an_empty_section_has_no_holders() -> None:
    assert read() == {}
    assert read("........") == {}


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Ông: NGUYỄN VĂN", "BÌNH, sinh năm 1968", "NGUYỄN VĂN BÌNH"),
        ("Ông: Nguyễn Văn", "Bình, sinh năm 1968", "Nguyễn Văn Bình"),
        ("Hộ bà: TRẦN THỊ", "HỒNG MAI", "TRẦN THỊ HỒNG MAI"),
        ("Ông:", "Nguyễn Văn Bình", "Nguyễn Văn Bình"),
    ],
)
def test_a_name_goes_on_in_the_next_row(first: str, second: str, name: str) -> None:
    assert read(first, second)["holders[0].full_name"] == name


@pytest.mark.parametrize(
    "second",
    [
        "trú tại xã Tây",  # not in capitals
        "Thôn 2, xã Hải Đông",  # an address without a label
        "Xã Hải Đông, huyện Nam",
        "Phường Hồng Gai",
        "Đông Hải 2",
        "Được Nhà Nước Giao Đất",  # more words than a name has left
        "CMND số 100234567",
        "Năm sinh: 1968",
        "Địa chỉ: Hải Đông",
    ],
)
def test_what_is_no_part_of_a_name_does_not_go_on_it(second: str) -> None:
    assert read("Ông: Nguyễn Văn Bình", second)["holders[0].full_name"] == "Nguyễn Văn Bình"


def test_a_name_in_capitals_goes_on_in_capitals_only() -> None:
    assert read("Ông: NGUYỄN VĂN BÌNH", "Hải Đông")["holders[0].full_name"] == "NGUYỄN VĂN BÌNH"


def test_a_name_that_ended_in_its_row_does_not_go_on() -> None:
    found = read("Ông: NGUYỄN VĂN BÌNH, sinh năm", "HẢI")

    assert found["holders[0].full_name"] == "NGUYỄN VĂN BÌNH"


@pytest.mark.parametrize(
    "title",
    ["Cùng sử dụng đất với ông:", "cùng sử dụng với ông", "Cùng sử dụng đất với bà:"],
)
def test_one_who_shares_the_land_is_a_holder_introduced_as_such(title: str) -> None:
    found = read("Ông: Nguyễn Văn Bình", f"{title} Lê Thị Hoa")

    assert found["holders[0].full_name"] == "Nguyễn Văn Bình"
    assert found["holders[1].full_name"] == "Lê Thị Hoa"
    assert found["holders[1].title"].lower() == title.lower().strip(":")


@pytest.mark.parametrize("title", ["Hộ Ông(Bà):", "Hệ Ông(Bà):", "H0 ông:", "Hộ gia đình ông:"])
def test_a_household_whose_title_is_damaged_stays_one(title: str) -> None:
    found = read(f"{title} Vũ Hữu Kiên", "Địa chỉ: xã Tràng Lương")

    assert found["holders[0].full_name"] == "Vũ Hữu Kiên"
    assert found["holders[0].title"].startswith(title[:2])
    assert "holders[1].full_name" not in found


@pytest.mark.parametrize(
    "label",
    [
        "Địa chỉ thường trú tại",
        "Địa chỉ thường trú tại:",
        "Địa chỉ thường trú:",
        "Hộ khẩu thường trú tại:",
        "Nơi thường trú tại:",
        "Địa chỉ (nơi đăng ký hộ khẩu thường trú):",
    ],
)
def test_the_label_of_an_address_is_no_part_of_it(label: str) -> None:
    found = read("Ông: Nguyễn Văn Bình", f"{label} Thôn 2, xã Hải Đông")

    assert found["holders[0].address"] == "Thôn 2, xã Hải Đông"


def test_holders_below_a_heading_that_was_lifted_are_found() -> None:
    authority = rows("UỶ BAN NHÂN DÂN thành phố Hạ Long - tỉnh Quảng Ninh")
    holder = rows("Bà: Tô Thị Nguyệt Sinh năm: 1935", top=6 * LINE_PX)
    far_below = rows("Bà: Lê Thị Mận", top=30 * LINE_PX)

    found = {spot.path: spot.text for spot in holder_spots((*authority, *holder, *far_below))}

    assert found["holders[0].full_name"] == "Tô Thị Nguyệt"
    assert "holders[1].full_name" not in found


def test_a_label_of_an_address_without_a_colon_begins_its_row() -> None:
    found = read("Bà CAO HOÀNG HOÀI", "Hộ khẩu thường trú Xóm Đồng Mỏ, xã Thủy An")

    assert found["holders[0].address"] == "Xóm Đồng Mỏ, xã Thủy An"


@pytest.mark.parametrize("title", ["Vợ(Chồng)", "Vợ (Chồng)", "Vợ(Chồng):", "Và vợ", "và chồng là"])
def test_a_spouse_is_a_holder_though_offices_write_no_colons(title: str) -> None:
    found = read(
        "Ông (Bà) NGUYỄN HỮU KIÊN Sinh năm 1974",
        "Số CMTND 100442180 Cấp ngày 03/01/2005 Nơi cấp Công an Quảng",
        "Ninh",
        f"{title} QUÀNG THỊ SỎI Sinh năm 1971",
        "Số CMTND 101271015 Cấp ngày 16/7/1996 Nơi cấp Công an Quảng",
        "Ninh",
    )

    assert found["holders[1].full_name"] == "QUÀNG THỊ SỎI"
    assert found["holders[1].id_number"] == "101271015"
    assert UNCLAIMED not in found


def test_a_holder_whose_title_was_lost_behind_the_place_of_a_card_is_noticed() -> None:
    found = read(
        "Ông (Bà) NGUYỄN HỮU KIÊN Sinh năm 1974",
        "Số CMTND 100442180 Cấp ngày 03/01/2005 Nơi cấp Công an Quảng Ninh",
        "Vc QUÀNG THỊ SỎI, CMTND 101271015",
    )

    assert "QUÀNG THỊ SỎI" in found[UNCLAIMED]


@pytest.mark.parametrize("title", ["hồng):", "ợ(Chồng):", "VợChồng):"])
def test_a_spouse_whose_title_lost_its_beginning_is_a_holder(title: str) -> None:
    found = read(
        "Ông (Bà): Nguyễn Quốc Tư",
        "Năm sinh: 1946 Số CMND: 100201210",
        f"{title} Lê Ngọc Giang Năm sinh: 1952",
        "Sổ CMND: 101519959",
    )

    assert found["holders[1].full_name"] == "Lê Ngọc Giang"
    assert found["holders[1].id_number"] == "101519959"
    assert UNCLAIMED not in found


def test_who_certifies_is_no_holder_that_was_missed() -> None:
    found = read(
        "UỶ BAN NHÂN DÂN huyện Ba Tri - tỉnh Bến Tre",
        "CHỨNG NHẬN",
        "Hộ ông: Vũ Hữu Kiên",
        "Thường trú tại: xã Tây, huyện Nam, tỉnh Hà",
    )

    assert found["holders[0].full_name"] == "Vũ Hữu Kiên"
    assert UNCLAIMED not in found


def test_two_dates_of_birth_are_two_persons() -> None:
    found = read("Ông: Lê An, sinh năm 1974", "Sinh năm 1971")

    assert UNCLAIMED in found


@pytest.mark.parametrize(
    "label",
    [
        *("Giấy ĐKKD số:", "GCN ĐKKD số:", "Giấy chứng nhận ĐKDN số:", "Mã số thuế:", "MST:"),
        *(
            "Giấy chứng nhận đăng ký doanh nghiệp số:",
            "Mã số doanh nghiệp:",
            "Quyết định thành lập",
        ),
    ],
)
def test_an_organisation_is_registered_in_many_words(label: str) -> None:
    found = read("CÔNG TY CỔ PHẦN HẢI SƠN", f"{label} 5042232794", "Địa chỉ: phường Hồng Gai")

    assert found["holders[0].full_name"] == "CÔNG TY CỔ PHẦN HẢI SƠN"
    assert found["holders[0].organisation_id"] == "5042232794"


def test_what_shows_through_beside_the_heading_names_no_organisation() -> None:
    dirt = words_of("g10] 6H ồq n,", confidence=0.35)
    (printed,) = rows("TRƯỜNG TIỂU HỌC BẠCH ĐẰNG", top=LINE_PX)

    found = {spot.path: spot.text for spot in holder_spots((*rows_of(dirt), printed))}

    assert found["holders[0].full_name"] == "TRƯỜNG TIỂU HỌC BẠCH ĐẰNG"


@pytest.mark.parametrize("label", ["BR cbỉ: ", "Đia ehỉ ", ""])
def test_an_address_whose_label_was_lost_is_still_one(label: str) -> None:
    found = read(
        "Hộ ông: Lưu Minh Khánh",
        "Năm sinh: 1958 Số CMTND: 100663575",
        f"{label}Khu 9B, phường Cẩm Thành, thị xã Cẩm Phả, tỉnh Quảng",
        "Ninh",
    )

    address = found["holders[0].address"].replace("\n", " ")
    assert address.endswith("Khu 9B, phường Cẩm Thành, thị xã Cẩm Phả, tỉnh Quảng Ninh")
    assert "BR" not in address
