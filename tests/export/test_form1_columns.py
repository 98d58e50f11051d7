import pytest
from openpyxl.utils import get_column_letter

from export.form1_columns import variants
from schemas.form1 import Form1Row


@pytest.mark.parametrize(("name", "columns"), [("pl3_01", 49), ("pl3_01_57", 57)])
def test_a_variant_has_all_its_columns_in_the_order_of_the_sheet(name: str, columns: int) -> None:
    form = variants()[name]

    letters = [column.letter for column in form.columns]

    assert letters == [get_column_letter(place) for place in range(1, columns + 2)]


@pytest.mark.parametrize("name", ["pl3_01", "pl3_01_57"])
def test_every_column_shows_an_attribute_of_the_row_once(name: str) -> None:
    attributes = [column.attribute for column in variants()[name].columns]

    assert attributes[0] == "stt"
    assert set(attributes[1:]) <= set(Form1Row.model_fields)
    assert len(set(attributes)) == len(attributes)


def test_every_attribute_of_the_row_has_a_column_in_the_widest_variant() -> None:
    attributes = {column.attribute for column in variants()["pl3_01_57"].columns}

    assert set(Form1Row.model_fields) - {"origins"} == attributes - {"stt"}


def test_the_numbers_under_the_headings_jump_from_20_to_23_and_end_at_49() -> None:
    printed = [column.number for column in variants()["pl3_01"].columns if column.number]

    assert printed == [str(n) for n in range(1, 50) if n not in (21, 22)]


@pytest.mark.parametrize(
    ("letter", "heading", "attribute"),
    [
        ("C", "Số phát hành GCN", "serial"),
        ("H", "Họ và tên chủ sử dụng/ Họ tên người đại diện tổ chức", "full_name"),
        ("K", "Số định danh cá nhân/CCCD", "id_number"),
        ("Q", "địa chỉ thường trú (2 cấp)", "current_user_address"),
        ("X", "Địa chỉ thửa đất", "parcel_address"),
        ("Y", "Diện tích thửa đất", "parcel_area_m2"),
        ("AD", "Thời hạn sử dụng", "purpose_1_term"),
        ("AN", "Thời hạn sử dụng", "purpose_3_term"),
        ("AX", "Tên file quét GCN/CCCD", "scan_file"),
    ],
)
def test_headings_stand_verbatim_over_their_values(
    letter: str, heading: str, attribute: str
) -> None:
    column = next(one for one in variants()["pl3_01"].columns if one.letter == letter)

    assert (column.heading, column.attribute) == (heading, attribute)


@pytest.mark.parametrize("name", ["pl3_01", "pl3_01_57"])
def test_areas_are_numbers_and_everything_else_is_text(name: str) -> None:
    numbers = {column.attribute for column in variants()[name].columns if column.type == "number"}

    assert numbers - {"stt"} == {field for field in Form1Row.model_fields if field.endswith("_m2")}
