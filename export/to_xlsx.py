"""Form No. 1 as a new workbook, written row by row."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from export.atomic import commit, part_path
from export.form1_cells import MARKS, Mark, Shown, shown
from export.form1_columns import DEFAULT_VARIANT, Column, Variant, variants
from export.spreadsheet_text import looks_like_formula
from export.workbook_notes import Note, save
from schemas.errors import OutputError
from schemas.form1 import Form1Row

FONT = "Times New Roman"
_GRID = Border(*(Side(style="thin", color="999999") for _ in range(4)))
_LEGEND_GAP = 3  # columns from one entry of the legend to the next

# The drop-down lists of the national workbook.
_CHOICES = {
    "legal_form": "Cá nhân,Hộ gia đình,Vợ chồng,Đồng sử dụng,Cộng đồng dân cư,Tổ chức",
    "role": "Cá nhân,Chủ hộ,Chồng,Vợ,Người đại diện,Thành viên",
    "gender": "Nam,Nữ",
}


def write_form1(
    rows: Iterable[Form1Row],
    out: Path,
    *,
    variant: str = DEFAULT_VARIANT,
    language: str = "vi",
) -> int:
    """Write Form No. 1 to ``out``, whole or not at all, and return the number of rows.

    ``variant`` is a section of ``form1.toml``; ``language`` that of the comments. Rows are
    taken one at a time. Text cells are text to the spreadsheet too: leading zeros stay and
    nothing is evaluated. Doubtful cells are coloured and carry their reasons as a comment.

    Raises:
        OutputError: ``out`` cannot be written.
    """
    part = part_path(out)
    try:
        count = _write(rows, part, variants()[variant], language)
    except OSError as error:  # rows pass through a temporary file, which may fill a disk too
        part.unlink(missing_ok=True)
        raise OutputError(f"{out}: {error.strerror}") from error
    commit(part, out)
    return count


def _write(rows: Iterable[Form1Row], part: Path, form: Variant, language: str) -> int:
    workbook = Workbook(write_only=True)
    for style in _styles():
        workbook.add_named_style(style)
    sheet = workbook.create_sheet(form.sheet)
    _set_up(sheet, form)
    for line in _headings(sheet, form, language):
        sheet.append(line)
    count = 0
    notes: list[Note] = []
    for count, row in enumerate(rows, start=1):
        cells: list[Cell | None] = []
        for column in form.columns:
            what = shown(column, row, count, language)
            cells.append(_cell(sheet, column, what))
            if what.comment:
                notes.append(Note(f"{column.letter}{form.first_row + count - 1}", what.comment))
        sheet.append(cells)
    _finish(sheet, form, count)
    save(workbook, sheet, part, notes)
    return count


def style_name(column: Column, mark: Mark | None) -> str:
    """Return the name of the cell style for a column's type and a cell's mark."""
    kind = "number" if column.type == "number" else "text"
    return f"sodo {kind} {mark}" if mark else f"sodo {kind}"


def cell_styles() -> Iterator[NamedStyle]:
    """Yield the styles of data cells, one for each type and mark."""
    for kind, number_format in (("text", "@"), ("number", "General")):
        for mark in (None, *Mark):
            style = NamedStyle(f"sodo {kind} {mark}" if mark else f"sodo {kind}")
            style.font = Font(name=FONT, size=11)
            style.alignment = Alignment(vertical="top", wrap_text=True)
            style.number_format = number_format
            if mark:
                style.fill = PatternFill("solid", fgColor=MARKS[mark][0])
            yield style


def _styles() -> Iterator[NamedStyle]:
    yield from cell_styles()
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    title = NamedStyle("sodo title", font=Font(name=FONT, size=14, bold=True))
    heading = NamedStyle("sodo heading", font=Font(name=FONT, size=11, bold=True))
    number = NamedStyle("sodo column number", font=Font(name=FONT, size=10, italic=True))
    for style in (heading, number):
        style.alignment, style.border = centred, _GRID
    heading.fill = PatternFill("solid", fgColor="E7E6E6")
    yield from (title, heading, number)


def _set_up(sheet: Worksheet, form: Variant) -> None:
    """Set what stands before the rows in the file: widths, heights, panes, printing."""
    for column in form.columns:
        sheet.column_dimensions[column.letter].width = column.width
    sheet.row_dimensions[form.heading_row].height = 66
    sheet.freeze_panes = f"D{form.first_row}"
    sheet.sheet_view.zoomScale = 85
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{form.heading_row}:{form.number_row}"


def _headings(sheet: Worksheet, form: Variant, language: str) -> Iterator[list[object]]:
    """Yield the rows above the data."""
    for number in range(1, form.first_row):
        line: list[object] = [None] * len(form.columns)
        if number == 1:
            line[0] = _styled(sheet, form.title, "sodo title")
        # Where there is no room for a line of its own, the legend follows the title.
        if number == min(2, form.heading_row - 1):
            _add_legend(sheet, line, 0 if number > 1 else 7, language)
        if number == form.heading_row - 1:
            for group in form.groups:
                place = column_index_from_string(group.first) - 1
                line[place] = _styled(sheet, group.title, "sodo heading")
                if group.first != group.last:  # Excel takes a lone merged cell for damage
                    sheet.merged_cells.add(f"{group.first}{number}:{group.last}{number}")
        if number == form.heading_row:
            line = [_styled(sheet, column.heading, "sodo heading") for column in form.columns]
        if number == form.number_row:
            line = [_styled(sheet, column.number, "sodo column number") for column in form.columns]
        yield line


def _add_legend(sheet: Worksheet, line: list[object], start: int, language: str) -> None:
    for place, (mark, (_, vietnamese, english)) in enumerate(MARKS.items()):
        words = english if language == "en" else vietnamese
        at = start + 1 + place * _LEGEND_GAP
        line[at] = _styled(sheet, None, f"sodo text {mark}")
        line[at + 1] = _styled(sheet, words, "Normal")


def _styled(sheet: Worksheet, value: str | None, style: str) -> Cell:
    cell = WriteOnlyCell(sheet, value)
    cell.style = style
    return cell


def _cell(sheet: Worksheet, column: Column, what: Shown) -> Cell | None:
    if what.value is None and what.mark is None:
        return None
    cell = WriteOnlyCell(sheet, what.value)
    cell.style = style_name(column, what.mark)
    if isinstance(what.value, str):
        cell.data_type = "s"  # the library takes a leading "=" for a formula
        if looks_like_formula(what.value):
            cell.quotePrefix = True  # so that editing the cell does not turn it into one
    return cell


def _finish(sheet: Worksheet, form: Variant, count: int) -> None:
    """Set what stands after the rows in the file: grid, filter, drop-down lists."""
    last_row = form.first_row + max(count, 1) - 1
    first, last = form.columns[0].letter, form.columns[-1].letter
    area = f"{first}{form.first_row}:{last}{last_row}"
    # A grid by rule costs nothing per cell, and covers the empty ones too.
    grid = FormulaRule(formula=[f'$A{form.first_row}<>""'], border=_GRID)
    sheet.conditional_formatting.add(area, grid)
    sheet.auto_filter.ref = f"{first}{form.number_row}:{last}{last_row}"
    for column in form.columns:
        if column.attribute in _CHOICES:
            choices = DataValidation("list", formula1=f'"{_CHOICES[column.attribute]}"')
            choices.allow_blank = True
            choices.showErrorMessage = False  # other offices use other words; suggest, not forbid
            choices.add(f"{column.letter}{form.first_row}:{column.letter}{last_row}")
            sheet.data_validations.append(choices)
