"""Form No. 1 in a copy of the user's own workbook, its headings and styles kept."""

import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from export.atomic import commit, part_path
from export.form1_cells import MARKS, Mark, Shown, shown
from export.form1_columns import DEFAULT_VARIANT, Column, Variant, variants
from export.spreadsheet_text import looks_like_formula
from export.workbook_notes import Note, save
from schemas.errors import OutputError, SettingsError
from schemas.form1 import Form1Row

_FILLS = {mark: PatternFill("solid", fgColor=colour) for mark, (colour, _, _) in MARKS.items()}


def fill_template(
    rows: Iterable[Form1Row],
    template: Path,
    out: Path,
    *,
    variant: str = DEFAULT_VARIANT,
    language: str = "vi",
) -> int:
    """Write ``rows`` into a copy of ``template`` at ``out`` and return how many there are.

    Columns are found by their headings, whatever their order, case or accents; columns of
    the template that the form does not know are left alone. Data starts at the row after the
    headings and column numbers; what stands there, such as a sample row, is replaced, and its
    styles are used for every row. Drop-down lists are stretched to the last row. The sheet is
    the one named as in ``form1.toml``, else the first. The whole workbook is held in memory,
    about 15 kB a row.

    Raises:
        SettingsError: ``template`` is no workbook, or headings are missing from it.
        OutputError: ``out`` cannot be written.
    """
    form = variants()[variant]
    workbook = _opened(template)
    sheet = workbook[form.sheet] if form.sheet in workbook.sheetnames else workbook.worksheets[0]
    places = _places(sheet, form, template.name)
    first_row = _first_row(sheet, form, places)
    styles = _styles(sheet, first_row)
    notes = _emptied(sheet, first_row)
    count = 0
    for count, row in enumerate(rows, start=1):
        for column in form.columns:
            if (place := places.get(column.attribute)) is not None:
                what = shown(column, row, count, language)
                if what.value is None and what.mark is None and place not in styles:
                    continue
                cell = sheet.cell(first_row + count - 1, place)
                if place in styles:
                    cell._style = copy(styles[place])
                _write(cell, what)
                if what.comment:
                    notes.append(Note(cell.coordinate, what.comment))
    _stretch_lists(sheet, first_row, first_row + max(count, 1) - 1)
    part = part_path(out)
    try:
        save(workbook, sheet, part, notes)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(f"{out}: {error.strerror}") from error
    commit(part, out)
    return count


def heading_key(text: object) -> str:
    """Return what two spellings of one heading share: letters and digits without accents."""
    plain = unicodedata.normalize("NFD", str(text or "").lower().replace("đ", "d"))
    return "".join(sign for sign in plain if sign.isalnum())


def _opened(template: Path) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts of a workbook that it will not keep
            return load_workbook(template, keep_vba=template.suffix.lower() == ".xlsm")
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise SettingsError(
            f"{template.name}: không mở được như một tệp Excel (.xlsx) / not an Excel workbook"
        ) from error


def _places(sheet: Worksheet, form: Variant, name: str) -> dict[str, int]:
    """Return the column number of each attribute; headings that repeat are taken in order.

    Raises:
        SettingsError: a heading is missing; the message names all that are.
    """
    waiting: dict[str, list[Column]] = {}
    for column in form.columns:
        waiting.setdefault(heading_key(column.heading), []).append(column)
    places: dict[str, int] = {}
    depth = min(form.first_row + 6, sheet.max_row)
    for place in range(1, sheet.max_column + 1):
        texts = (sheet.cell(row, place).value for row in range(1, depth + 1))
        # The lowest heading counts: above it may stand the title of a group of columns.
        for key in reversed([heading_key(text) for text in texts if isinstance(text, str)]):
            if waiting.get(key):
                places[waiting[key].pop(0).attribute] = place
                break
    missing = [c for left in waiting.values() for c in left if c.attribute != "stt"]
    if missing:
        told = "; ".join(f"{column.letter} “{column.heading}”" for column in missing)
        raise SettingsError(
            f"{name}: không thấy các cột sau trong mẫu / headings missing from the template: {told}"
        )
    return places


def _first_row(sheet: Worksheet, form: Variant, places: dict[str, int]) -> int:
    """Return the row below the lowest heading, and below the column numbers if there are any."""
    keys = {heading_key(column.heading) for column in form.columns}
    lowest = max(
        row
        for row in range(1, min(form.first_row + 6, sheet.max_row) + 1)
        if sum(heading_key(sheet.cell(row, p).value) in keys for p in places.values()) > 1
    )
    below = [heading_key(sheet.cell(lowest + 1, place).value) for place in places.values()]
    numbers = {heading_key(column.number) for column in form.columns if column.number}
    filled = [text for text in below if text]
    numbered = len(filled) > len(places) / 2 and sum(text in numbers for text in filled) > 2 / 3 * (
        len(filled)
    )
    return lowest + (2 if numbered else 1)


def _styles(sheet: Worksheet, row: int) -> dict[int, Sequence[int]]:
    cells = next(sheet.iter_rows(min_row=row, max_row=row), ())
    return {cell.column: copy(cell._style) for cell in cells if cell.has_style}


def _emptied(sheet: Worksheet, first_row: int) -> list[Note]:
    """Clear the rows of data; return the comments of the rows above, taken off their cells."""
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row >= first_row:
            sheet.unmerge_cells(merged.coord)
    notes = []
    for line in sheet.iter_rows():
        for cell in line:
            if cell.comment is not None:
                if cell.row < first_row:
                    notes.append(Note(cell.coordinate, cell.comment.text))
                cell.comment = None
            if cell.row >= first_row:
                cell.value = None
    return notes


def _write(cell: Cell, what: Shown) -> None:
    if what.value is not None:
        cell.value = what.value
    if isinstance(what.value, str):
        cell.data_type = "s"  # the library takes a leading "=" for a formula
        cell.number_format = "@"
        if looks_like_formula(what.value):
            cell.quotePrefix = True
    if what.mark is not None:
        cell.fill = _FILLS[Mark(what.mark)]


def _stretch_lists(sheet: Worksheet, first_row: int, last_row: int) -> None:
    """Let the drop-down lists and other rules of the first data row reach the last one."""
    for rule in sheet.data_validations.dataValidation:
        for area in list(rule.sqref.ranges):
            if area.min_row <= first_row <= area.max_row < last_row:
                longer = CellRange(area.coord)
                longer.max_row = last_row
                rule.sqref.remove(area.coord)
                rule.sqref.add(longer.coord)
