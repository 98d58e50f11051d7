"""A face's fields come from labels, sections, tables and shapes, each once."""

from collections.abc import Sequence

import pytest

from ocr.classify import OTHER, FaceKind, classify
from ocr.collect import spots_on
from ocr.passage import Passage
from ocr.rows import rows_of
from ocr.rules import Grid
from schemas.words import Word
from tests.ocr.evidence import kind
from tests.ocr.typed_words import LINE_PX, passage, table_words, words_of

PINK_2 = (
    "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất",
    "a) Thửa đất số: 5, tờ bản đồ số: 12",
    "b) Địa chỉ: thôn Đông, xã Tây",
    "c) Diện tích: 120,5 m² (Một trăm hai mươi phẩy năm mét vuông)",
    "d) Hình thức sử dụng: riêng 120,5 m², chung không m²",
    "đ) Mục đích sử dụng: Đất ở tại nông thôn",
    "e) Thời hạn sử dụng: Lâu dài",
    "g) Nguồn gốc sử dụng: Nhận chuyển nhượng",
    "3. Công trình xây dựng khác: -/-",
    "4. Rừng sản xuất là rừng trồng: -/-",
)


FARM_TABLE = Grid(tuple(range(0, 1801, 300)), (400, 450, 490, 530, 570))
FARM_HEADS: tuple[str, ...] = ("Số tờ bản đồ", "Số thửa", "Diện tích (m²)")
FARM_HEADS += ("Mục đích sử dụng", "Thời hạn sử dụng", "Phần ghi thêm")
ONE = ("7", "125", "895", "Đất ở", "Lâu dài", "")
OTHER_ONE = ("7", "126", "300", "Đất vườn", "Lâu dài", "")
ABOVE = (
    "CHỨNG NHẬN",
    "Hộ ông: Vũ Hữu Kiên",
    "Được quyền sử dụng: 1195 m² đất",
    "Tại: xã Tây, huyện Nam",
    "Theo bảng liệt kê dưới đây",
)
BELOW = ("Tổng diện tích: 1195 m²", "Bằng chữ: Một nghìn một trăm chín mươi lăm mét vuông")


def read(*lines: str, of: FaceKind | None = None) -> dict[str, str]:
    whole = passage(*lines)
    return values([word for row in whole.rows for word in row.words], (), of)


def values(
    words: Sequence[Word], grids: tuple[Grid, ...], of: FaceKind | None = None
) -> dict[str, str]:
    """Return the text of each path; of a path with several spots they are parted by a bar."""
    whole = Passage(rows_of(words))
    found: dict[str, str] = {}
    for spot in spots_on(whole, of or classify(whole), words, grids):
        text = spot.text.strip(" ,;:.)")
        found[spot.path] = f"{found[spot.path]} | {text}" if spot.path in found else text
    return found


def farm_book(*parcels: tuple[str, ...], above: tuple[str, ...] = ABOVE) -> dict[str, str]:
    """Return what is found on the inside of a book of 1993 with these rows in its table."""
    words = [
        *words_of(*above, top=405 - len(above) * LINE_PX),
        *table_words(FARM_TABLE.columns, FARM_HEADS, *parcels, top=415, line=100),
        *(w._replace(line=200 + w.line) for w in words_of(*BELOW, top=600)),
    ]
    return values(words, (FARM_TABLE,), kind("red1993", "face2"))


def test_the_inside_of_a_pink_book_gives_the_parcel() -> None:
    found = read(*PINK_2)

    assert found["parcels[0].parcel_no"] == "5"
    assert found["parcels[0].map_sheet_no"] == "12"
    assert found["parcels[0].address"] == "thôn Đông, xã Tây"
    assert found["parcels[0].purposes"] == "Đất ở tại nông thôn"


def test_the_words_of_an_area_in_brackets_are_a_field_of_their_own() -> None:
    found = read(*PINK_2)

    assert found["parcels[0].area_m2"] == "120,5 m²"
    assert found["parcels[0].area_words"] == "Một trăm hai mươi phẩy năm mét vuông"


def test_a_paper_that_is_none_of_ours_has_no_spots() -> None:
    whole = passage("Thửa đất số: 5", "thay thế CP 673047")

    assert spots_on(whole, OTHER, (), ()) == ()


@pytest.mark.parametrize("bracket", ["({})", "[{}]", "{{{}}}", "( {} )"])
def test_brackets_are_known_even_when_misread(bracket: str) -> None:
    area = "c) Diện tích: 895 m2 " + bracket.format("Tám trăm chín mươi lăm mét vuông")

    found = read(*PINK_2[:3], area, *PINK_2[4:])

    assert found["parcels[0].area_m2"] == "895 m2"
    assert found["parcels[0].area_words"].strip(" ]}") == "Tám trăm chín mươi lăm mét vuông"


def test_a_unit_in_brackets_is_no_number_in_words() -> None:
    found = read(*PINK_2[:3], "c) Diện tích: 895 (m2)", *PINK_2[4:])

    assert found["parcels[0].area_m2"] == "895 (m2"
    assert "parcels[0].area_words" not in found


def test_words_that_have_a_label_are_not_taken_from_the_brackets_again() -> None:
    found = read(
        *PINK_2[:3], "c) Diện tích: 895 m2 (sử dụng riêng),", "Bằng chữ: Tám trăm mét vuông"
    )

    assert found["parcels[0].area_m2"] == "895 m2"
    assert found["parcels[0].area_words"] == "Tám trăm mét vuông"


def test_an_address_in_a_note_or_change_is_not_the_lands() -> None:
    found = read(
        "Địa chỉ: xã Tây, huyện Nam",
        "Người được cấp Giấy chứng nhận không được sửa chữa, tẩy xóa",
        of=kind("pink", "face4"),
    )

    assert "parcels[0].address" not in found


def test_a_table_gives_each_of_its_parcels() -> None:
    found = farm_book(ONE, OTHER_ONE)

    assert [found[f"parcels[{i}].parcel_no"] for i in (0, 1)] == ["125", "126"]
    assert [found[f"parcels[{i}].area_m2"] for i in (0, 1)] == ["895", "300"]
    assert [found[f"parcels[{i}].purposes"] for i in (0, 1)] == ["Đất ở", "Đất vườn"]


def test_the_address_above_the_table_is_that_of_every_parcel() -> None:
    found = farm_book(ONE, OTHER_ONE)

    assert [found[f"parcels[{i}].address"] for i in (0, 1)] == ["xã Tây, huyện Nam"] * 2
    assert "parcels_address" not in found


def test_the_total_of_several_parcels_is_none_of_theirs() -> None:
    found = farm_book(ONE, OTHER_ONE)

    assert "1195 m²" in found["total_area_m2"]
    assert not [path for path in found if path.endswith(".area_words")]


def test_the_total_of_a_pink_books_parcels_is_none_of_theirs() -> None:
    parcels = (("7", "125", "895", "Đất ở", "Lâu dài", ""), ("7", "126", "300", "Đất vườn", "", ""))
    words = [
        *words_of("1. Thửa đất:", top=360),
        *table_words(FARM_TABLE.columns, FARM_HEADS, *parcels, top=415, line=100),
        *(
            word._replace(line=200 + word.line)
            for word in words_of("Tổng diện tích: 1195 m² (bằng chữ: Một nghìn)", top=600)
        ),
    ]

    found = values(words, (FARM_TABLE,), kind("pink", "face2"))

    assert [found[f"parcels[{i}].area_m2"] for i in (0, 1)] == ["895", "300"]
    assert not [path for path in found if path.endswith(".area_words")]


def test_the_total_is_not_put_in_the_place_of_an_unread_area_of_several() -> None:
    found = farm_book((*ONE[:2], "", *ONE[3:]), OTHER_ONE)

    assert "parcels[0].area_m2" not in found
    assert "1195 m²" in found["total_area_m2"]


def test_the_total_in_words_is_that_of_the_only_parcel() -> None:
    found = farm_book(ONE)

    assert found["parcels[0].area_words"] == "Một nghìn một trăm chín mươi lăm mét vuông"
    assert found["parcels[0].area_m2"] == "895"


def test_without_a_readable_table_address_and_total_are_those_of_the_only_parcel() -> None:
    found = read(*ABOVE, *BELOW, of=kind("red1993", "face2"))

    assert found["parcels[0].address"] == "xã Tây, huyện Nam"
    assert "1195 m²" in found["parcels[0].area_m2"]
    assert found["parcels[0].area_words"] == "Một nghìn một trăm chín mươi lăm mét vuông"


def test_a_value_does_not_go_on_into_the_table_below_it() -> None:
    # The heading that should end the address was not read.
    found = farm_book(ONE, above=ABOVE[:-1])

    assert found["parcels[0].address"] == "xã Tây, huyện Nam"


def test_labels_that_are_headings_of_the_table_have_no_value_of_their_own() -> None:
    lines = words_of("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", top=300)
    words = (*lines, *table_words(FARM_TABLE.columns, FARM_HEADS, ONE, top=415, line=100))

    found = values(words, (FARM_TABLE,), kind("pink", "face2"))

    assert found["parcels[0].purposes"] == "Đất ở"
    assert found["parcels[0].terms"] == "Lâu dài"
    assert found["parcels[0].area_m2"] == "895"


@pytest.mark.parametrize("face", ["face3", "face4"])
def test_a_change_of_the_land_is_not_the_land(face: str) -> None:
    change = "Chuyển quyền một phần thửa đất số 977; diện tích còn lại là 7830 m²; theo hồ sơ"

    assert not [path for path in read(change, of=kind("pink", face)) if path.startswith("parcels[")]


def test_what_stands_below_a_table_is_no_value_of_its_last_heading() -> None:
    parcels = (ONE, OTHER_ONE, ("7", "127", "40", "Đất vườn", "Lâu dài", ""))
    words = [
        *words_of("1. Thửa đất:", top=300),
        *table_words(FARM_TABLE.columns, FARM_HEADS, *parcels, top=415, line=100),
        *(w._replace(line=200 + w.line) for w in words_of("Phần đất này nằm xa", top=580)),
    ]

    found = values(words, (FARM_TABLE,), kind("pink", "face2"))

    assert found["parcels[0].terms"] == "Lâu dài"
    assert not [path for path, text in found.items() if "nằm xa" in text]


def test_a_serial_is_read_from_the_cover_alone() -> None:
    replaced = "Cấp đổi từ Giấy chứng nhận số CP 673047"

    inside = read(*PINK_2, replaced, of=kind("pink", "face2"))
    cover = read("CP 673048", of=kind("pink", "face1"))

    assert "certificate.serial" not in inside
    assert cover["certificate.serial"] == "CP 673048"


def test_an_unknown_face_gives_nothing_but_a_serial_of_its_own() -> None:
    assert read("Địa chỉ: thôn Đông, xã Tây", "Số G 150766", of=OTHER) == {
        "certificate.serial": "G 150766"
    }


def test_no_value_goes_on_into_the_signature_block() -> None:
    found = read(
        *ABOVE[:4],
        *BELOW,
        "              Cẩm Phả, ngày 17 tháng 01 năm 2003",
        "              ỦY BAN NHÂN DÂN THỊ XÃ CẨM PHẢ",
        "              KT. CHỦ TỊCH",
    )

    assert found["parcels[0].area_words"] == BELOW[1].removeprefix("Bằng chữ: ")
    assert found["certificate.issue_date"] == "ngày 17 tháng 01 năm 2003"


def test_a_stamp_over_an_address_is_no_part_of_it() -> None:
    stamped = "b) Địa chỉ: thôn Đông, xã ĐÃ THU LỆ PHÍ Tây"
    found = read(PINK_2[0], PINK_2[1], stamped, *PINK_2[3:])

    assert found["parcels[0].address"] == "thôn Đông, xã Tây"


def test_a_registry_number_beside_the_signature_block_keeps_its_second_row() -> None:
    found = read(
        *ABOVE[:4],
        "Vào sổ cấp giấy chứng nhận quyền sử dụng đất số: 00123",
        "QSDĐ/1412/QĐ-UB                    Cẩm Phả, ngày 17 tháng 01 năm 2003",
        "                                   ỦY BAN NHÂN DÂN THỊ XÃ CẨM PHẢ",
    )

    assert found["certificate.registry_no"] == "00123 QSDĐ/1412/QĐ-UB"
