from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from export.form1_columns import variants
from export.to_template import fill_template, heading_key
from schemas.errors import SettingsError
from schemas.form1 import rows
from tests.export.examples import record

COLUMNS = variants()["pl3_01"].columns


def template_at(path: Path, headings: list[str], *, numbered: bool = True) -> Path:
    """Write an office's workbook: headings in row 5, a sample row, a list, another sheet."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "PL3-01"
    sheet["A1"] = "Mẫu của văn phòng"
    sheet["A1"].comment = Comment("giữ lại", "ai đó")
    for place, heading in enumerate(headings, start=1):
        sheet.cell(5, place, heading)
        if numbered:
            sheet.cell(6, place, place)
    sheet.cell(7, 2, "mẫu cũ").fill = PatternFill("solid", fgColor="00FF00")
    choices = DataValidation("list", formula1='"Cá nhân,Tổ chức"')
    choices.add("M7:M8")
    sheet.add_data_validation(choices)
    workbook.create_sheet("Khác")["A1"] = "giữ nguyên"
    workbook.save(path)
    return path


def filled(tmp_path: Path, headings: list[str], *, numbered: bool = True, count: int = 2) -> Any:
    template = template_at(tmp_path / "mau.xlsx", headings, numbered=numbered)
    made = [row for _ in range(count) for row in rows(record(), "")]
    fill_template(made, template, tmp_path / "out.xlsx")
    return load_workbook(tmp_path / "out.xlsx")


HEADINGS = [column.heading for column in COLUMNS]


def test_rows_go_below_the_headings_which_stay(tmp_path: Path) -> None:
    sheet = filled(tmp_path, HEADINGS)["PL3-01"]

    assert sheet["A1"].value == "Mẫu của văn phòng"
    assert [cell.value for cell in sheet[5]] == HEADINGS
    assert [sheet.cell(row, 3).value for row in range(7, 12)] == ["CP 673047"] * 4 + [None]
    assert sheet["K7"].data_type == "s"


def test_columns_are_found_wherever_they_stand(tmp_path: Path) -> None:
    moved = [HEADINGS[0], "Cột riêng", *reversed(HEADINGS[1:24]), *HEADINGS[24:]]

    sheet = filled(tmp_path, moved)["PL3-01"]

    place = moved.index("Số phát hành GCN") + 1
    assert sheet.cell(7, place).value == "CP 673047"
    assert sheet.cell(7, 2).value is None


def test_headings_that_repeat_are_taken_from_left_to_right(tmp_path: Path) -> None:
    sheet = filled(tmp_path, HEADINGS)["PL3-01"]

    assert sheet["Z7"].value == "Đất ở tại đô thị"
    assert sheet["AE7"].value is None


def test_without_a_row_of_numbers_data_follows_the_headings(tmp_path: Path) -> None:
    sheet = filled(tmp_path, HEADINGS, numbered=False)["PL3-01"]

    assert sheet["C6"].value == "CP 673047"


def test_the_sample_row_gives_its_style_and_not_its_value(tmp_path: Path) -> None:
    sheet = filled(tmp_path, HEADINGS)["PL3-01"]

    assert [sheet.cell(row, 2).value for row in (7, 8)] == ["06673", "06673"]
    assert [sheet.cell(row, 2).fill.fgColor.rgb for row in (7, 8)] == ["0000FF00"] * 2


def test_lists_reach_the_last_row(tmp_path: Path) -> None:
    sheet = filled(tmp_path, HEADINGS, count=3)["PL3-01"]

    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["M7:M12"]


def test_other_sheets_and_comments_stay_and_doubts_are_added(tmp_path: Path) -> None:
    workbook = filled(tmp_path, HEADINGS)

    assert workbook["Khác"]["A1"].value == "giữ nguyên"
    assert workbook["PL3-01"]["A1"].comment.text == "giữ lại"
    assert "đối chiếu" in workbook["PL3-01"]["E7"].comment.text


def test_the_template_itself_is_not_changed(tmp_path: Path) -> None:
    before = template_at(tmp_path / "mau.xlsx", HEADINGS).read_bytes()

    fill_template(rows(record(), ""), tmp_path / "mau.xlsx", tmp_path / "out.xlsx")

    assert (tmp_path / "mau.xlsx").read_bytes() == before


def test_missing_headings_are_all_named(tmp_path: Path) -> None:
    template = template_at(tmp_path / "mau.xlsx", HEADINGS[:-2])

    with pytest.raises(SettingsError, match=r"AW “Cấp hạng”; AX “Tên file quét GCN/CCCD”"):
        fill_template([], template, tmp_path / "out.xlsx")

    assert not (tmp_path / "out.xlsx").exists()


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(b"no workbook")

    with pytest.raises(SettingsError):
        fill_template([], tmp_path / "mau.xlsx", tmp_path / "out.xlsx")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Số phát hành GCN", "SỐ PHÁT HÀNH  GCN"),
        ("Họ và tên chủ sử dụng/ Họ tên", "Ho va ten chu su dung / ho ten"),
        ("Địa chỉ thửa đất", "Địa chỉ\nthửa đất:"),
    ],
)
def test_headings_match_whatever_their_case_accents_and_signs(one: str, other: str) -> None:
    assert heading_key(one) == heading_key(other)
