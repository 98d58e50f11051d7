"""The list of doubtful fields as CSV, for people who sort and share them in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from export.spreadsheet_text import defused, one_line
from schemas.document import Document
from schemas.form1_cells import outranking
from schemas.reading import Reading, Status

HEADER = ("file", "page", "field", "value", "confidence", "reason")


def flags_csv(documents: Iterable[Document], *, language: str = "vi") -> Iterator[bytes]:
    """Yield ``flags.csv`` piece by piece, one line per flagged field.

    UTF-8 with a byte order mark, without which Excel mistakes the encoding. Fields of the
    second and later records of a file are written ``records[1].holders[0].full_name``.
    Text that a spreadsheet would run stands behind an apostrophe. ``language`` is that of
    the reasons, ``vi`` or ``en``.
    """
    yield b"\xef\xbb\xbf" + _line(HEADER)
    for document in documents:
        yield from (_line(row) for row in _rows(document, language))


def _rows(document: Document, language: str) -> Iterator[tuple[str, ...]]:
    for number, record in enumerate(document.records):
        prefix = f"records[{number}]." if number else ""
        for reading in outranking(record.fields).values():
            if reading.status is Status.FLAGGED:
                yield _row(document.source.file, prefix, reading, language)


def _row(file: str, prefix: str, reading: Reading, language: str) -> tuple[str, ...]:
    told = (doubt.text_en if language == "en" else doubt.text for doubt in reading.problems)
    return (
        defused(one_line(file)),
        "" if reading.page is None else str(reading.page),
        f"{prefix}{reading.path}",
        defused(one_line(reading.value or "")),
        f"{reading.confidence:.3f}",
        defused(one_line(" ".join(told))),
    )


def _line(values: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue().encode()
