"""What one cell of the workbook shows: its value, its colour and its comment."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from export.form1_columns import Column
from export.spreadsheet_text import one_line, printable
from schemas.form1 import Form1Row
from schemas.form1_cells import Origin, reasons
from schemas.reading import Status


class Mark(StrEnum):
    """Why a cell is coloured."""

    DOUBTFUL = "doubtful"  # filled, and a person must look
    EMPTY = "empty"  # should be filled, and was not found
    ELSEWHERE = "elsewhere"  # this kind of paper does not print it


# Fill colour (RGB) and the legend's words.
MARKS: dict[Mark, tuple[str, str, str]] = {
    Mark.DOUBTFUL: ("FFEB9C", "Cần đối chiếu với bản quét", "Compare with the scan"),
    Mark.EMPTY: ("F8CBAD", "Chưa có, cần nhập", "Not found, to be typed"),
    Mark.ELSEWHERE: ("D9E1F2", "Giấy không in mục này", "Not printed on this paper"),
}
_PAGE_WORDS = {"vi": "Xem trang {page} của bản quét.", "en": "See page {page} of the scan."}


class Shown(NamedTuple):
    """One cell as it is to be written; a coloured cell may have no value."""

    value: str | int | Decimal | None
    mark: Mark | None = None
    comment: str | None = None


def shown(column: Column, row: Form1Row, running_no: int, language: str) -> Shown:
    """Return what ``column`` shows for ``row``.

    Numbers come as ``Decimal``, everything else as text without control signs. A flagged
    cell carries its reasons, one a line, in ``language`` (``vi`` or ``en``).
    """
    if column.attribute == "stt":
        return Shown(running_no)
    value = getattr(row, column.attribute)
    if isinstance(value, str):
        value = one_line(value) or None
    origin = row.origins.get(column.attribute)
    if origin is None or origin.status is Status.ACCEPTED:
        return Shown(value)
    if origin.status is Status.NOT_PRINTED:
        return Shown(value, Mark.ELSEWHERE if value is None else None)
    mark = Mark.EMPTY if value is None else Mark.DOUBTFUL
    return Shown(value, mark, _comment(origin, language))


def _comment(origin: Origin, language: str) -> str:
    lines = list(reasons(origin, language))
    if origin.page is not None:
        lines.append(_PAGE_WORDS[language].format(page=origin.page))
    return printable("\n".join(lines))
