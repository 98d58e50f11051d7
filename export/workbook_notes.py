"""Comments of a large sheet, written one after another instead of as one tree in memory."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.comments.author import AuthorList
from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import Relationship
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

AUTHOR = "sodo"
WIDTH_PX = 320
_LETTERS_A_LINE, _LINE_PX = 46, 18
_SHAPES_A_BLOCK = 1024  # drawing shapes are numbered in blocks that the file must announce


class Note(NamedTuple):
    """A comment and its cell, such as ``E7``."""

    ref: str
    text: str


def height_px(text: str) -> int:
    """Return the height of a box ``WIDTH_PX`` wide that shows all of ``text``."""
    lines = sum(math.ceil(len(line) / _LETTERS_A_LINE) or 1 for line in text.split("\n"))
    return _LINE_PX * (lines + 1)


def save(workbook: Workbook, sheet: Worksheet, out: Path, notes: Sequence[Note]) -> None:
    """Save ``workbook`` with ``notes`` as the comments of ``sheet``; its cells carry none.

    Raises:
        OSError: ``out`` cannot be written.
    """
    # The name of a drawing makes the library announce it in the sheet; it is settled below.
    sheet.legacy_drawing = "notes" if notes else None
    if workbook.write_only:
        sheet.close()  # before anything can fail: its rows wait in an open temporary file
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _Writer(workbook, archive, sheet, notes).save()


class _Writer(ExcelWriter):  # type: ignore[misc]  # the library has no types
    """The library's writer, which would build some twenty objects for each comment."""

    def __init__(
        self, workbook: Workbook, archive: ZipFile, sheet: Worksheet, notes: Sequence[Note]
    ) -> None:
        super().__init__(workbook, archive)
        self._noted, self._notes = sheet, notes

    def write_worksheet(self, ws: Worksheet) -> None:
        super().write_worksheet(ws)
        if ws is self._noted:
            ws._comments = self._notes  # when there are any, ``_write_comment`` comes next

    def _write_comment(self, ws: Worksheet) -> None:
        if ws is not self._noted:
            super()._write_comment(ws)
            return
        part = CommentSheet(AuthorList((AUTHOR,)), ())
        self._comments.append(part)
        part._id = len(self._comments)
        drawing = f"xl/drawings/commentsDrawing{part._id}.vml"
        for path, pieces in (
            (part.path[1:], _comment_xml(self._notes)),
            (drawing, _drawing_xml(self._notes)),
        ):
            with self._archive.open(path, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece.encode())
        self.manifest.append(part)
        self.vba_modified.add(drawing)
        ws.legacy_drawing = drawing
        ws._rels.append(Relationship(Id="comments", type=part._rel_type, Target=part.path))


def _comment_xml(notes: Sequence[Note]) -> Iterator[str]:
    yield '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    yield f"<authors><author>{AUTHOR}</author></authors><commentList>"
    for note in notes:
        yield (
            f'<comment ref="{note.ref}" authorId="0" shapeId="0">'
            f'<text><t xml:space="preserve">{escape(note.text)}</t></text></comment>'
        )
    yield "</commentList></comments>"


def _drawing_xml(notes: Sequence[Note]) -> Iterator[str]:
    blocks = ",".join(str(1 + block) for block in range(len(notes) // _SHAPES_A_BLOCK + 1))
    yield (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
        ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )
    for number, note in enumerate(notes, start=_SHAPES_A_BLOCK + 1):
        row, column = coordinate_to_tuple(note.ref)
        size = f"width:{WIDTH_PX}px;height:{height_px(note.text)}px"
        yield (
            f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" fillcolor="#ffffe1"'
            f' style="position:absolute;{size};visibility:hidden" o:insetmode="auto">'
            '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
            '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>'
            '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
            f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )
    yield "</xml>"
