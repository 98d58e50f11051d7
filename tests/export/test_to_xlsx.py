from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from export.form1_cells import MARKS, Mark
from export.form1_columns import variants
from export.to_xlsx import write_form1
from schemas.document import Record
from schemas.errors import OutputError
from schemas.form1 import rows
from tests.export.examples import flagged, reading, record


def sheet_of(path: Path) -> Any:
    return load_workbook(path)["PL3-01"]


def written(tmp_path: Path, *records: Record, variant: str = "pl3_01") -> Any:
    out = tmp_path / "form1.xlsx"
    made = [row for one in records for row in rows(one, "scan-001.pdf")]
    write_form1(made, out, variant=variant)
    return sheet_of(out)


def colour(mark: Mark) -> str:
    return f"00{MARKS[mark][0]}"


def test_headings_are_verbatim_in_row_5_and_numbers_in_row_6(tmp_path: Path) -> None:
    sheet = written(tmp_path, record())

    columns = variants()["pl3_01"].columns
    assert [cell.value for cell in sheet[5]] == [column.heading for column in columns]
    assert [cell.value or "" for cell in sheet[6]] == [column.number for column in columns]


def test_data_starts_in_row_7_with_a_running_number(tmp_path: Path) -> None:
    sheet = written(tmp_path, record(), record())

    assert [sheet.cell(row, 1).value for row in range(7, 12)] == [1, 2, 3, 4, None]
    assert sheet["C7"].value == "CP 673047"
    assert sheet["H8"].value == "TRẦN THỊ MẪU"
    assert sheet["D7"].value == "07/07/2017"


def test_identity_numbers_are_text_and_keep_their_zeros(tmp_path: Path) -> None:
    cell = written(tmp_path, record())["K7"]

    assert (cell.value, cell.data_type, cell.number_format) == ("022068001234", "s", "@")


def test_areas_are_numbers(tmp_path: Path) -> None:
    cell = written(tmp_path, record())["Y7"]

    assert Decimal(str(cell.value)) == Decimal("120.5")
    assert cell.data_type == "n"


def test_a_doubtful_cell_is_coloured_and_says_why_and_where(tmp_path: Path) -> None:
    cell = written(tmp_path, record())["E7"]

    assert cell.fill.fgColor.rgb == colour(Mark.DOUBTFUL)
    assert "đối chiếu" in cell.comment.text
    assert "trang 3" in cell.comment.text


def test_a_value_that_was_not_found_leaves_a_coloured_empty_cell_with_a_comment(
    tmp_path: Path,
) -> None:
    cell = written(tmp_path, record(flagged("certificate.serial", None, "not_found")))["C7"]

    assert cell.value is None
    assert cell.fill.fgColor.rgb == colour(Mark.EMPTY)
    assert "Không tìm thấy" in cell.comment.text


def test_what_the_paper_does_not_print_has_its_own_colour(tmp_path: Path) -> None:
    cell = written(tmp_path, record())["AB7"]

    assert cell.fill.fgColor.rgb == colour(Mark.ELSEWHERE)
    assert cell.comment is None


def test_a_sure_cell_has_neither_colour_nor_comment(tmp_path: Path) -> None:
    cell = written(tmp_path, record())["C7"]

    assert cell.fill.fill_type is None
    assert cell.comment is None


@pytest.mark.parametrize("value", ['=HYPERLINK("x")', "+84", "-/-", "@a", "=1+1"])
def test_a_value_that_looks_like_a_formula_stays_text(tmp_path: Path, value: str) -> None:
    cell = written(tmp_path, record(reading("certificate.registry_no", value)))["E7"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (value, "s", True)


def test_signs_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    cell = written(tmp_path, record(reading("certificate.registry_no", "CH\x0b \ufffe03730")))["E7"]

    assert cell.value == "CH 03730"


def test_a_comment_keeps_signs_that_mean_something_to_xml(tmp_path: Path) -> None:
    change = reading("changes[0].text", "Bán <một phần> & tặng \x01 cho")

    cell = written(tmp_path, record(change))["O7"]

    assert "Bán <một phần> & tặng  cho" in cell.comment.text


def test_each_comment_has_its_box_in_the_drawing(tmp_path: Path) -> None:
    written(tmp_path, *[record()] * 3)

    with ZipFile(tmp_path / "form1.xlsx") as archive:
        comments = archive.read("xl/comments/comment1.xml").count(b"<comment ")
        boxes = archive.read("xl/drawings/commentsDrawing1.vml").count(b"<v:shape ")
    assert comments == boxes == 9  # book number of both rows and the wife's old number, three times


def test_a_workbook_without_rows_is_still_a_form(tmp_path: Path) -> None:
    sheet = written(tmp_path)

    assert sheet["C5"].value == "Số phát hành GCN"
    assert sheet["A7"].value is None


def test_the_wide_variant_starts_in_row_4_and_tells_the_scanned_file(tmp_path: Path) -> None:
    sheet = written(tmp_path, record(), variant="pl3_01_57")

    assert sheet["C4"].value == "CP 673047"
    assert sheet["BD2"].value == "hosoquet"
    assert sheet["BD4"].value == "scan-001.pdf"


def test_the_headings_stay_in_view_and_the_grid_reaches_the_last_row(tmp_path: Path) -> None:
    sheet = written(tmp_path, record())

    assert sheet.freeze_panes == "D7"
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["A7:AX8"]
    assert sheet.auto_filter.ref == "A6:AX8"


def test_titles_of_groups_span_their_columns_and_no_cell_is_merged_alone(tmp_path: Path) -> None:
    sheet = written(tmp_path, record())

    merged = {area.coord for area in sheet.merged_cells.ranges}
    assert "B4:E4" in merged
    assert not any(area.size == {"columns": 1, "rows": 1} for area in sheet.merged_cells.ranges)


def test_a_workbook_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_form1([], tmp_path / "missing" / "form1.xlsx")

    assert list(tmp_path.iterdir()) == []
