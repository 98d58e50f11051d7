"""How documents become the files that people open: records, Form No. 1, the list of flags."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from export.to_csv import flags_csv
from export.to_json import document_json
from export.to_template import fill_template
from export.to_xlsx import write_form1
from schemas.document import Document
from schemas.form1 import Form1Row, rows
from schemas.settings import Language
from workers.results import Exports


def exports(form: str, template: Path | None, language: Language) -> Exports:
    """Return how results become bytes.

    Raises:
        SettingsError: the template cannot be filled.
    """
    write: Callable[..., int] = partial(_filled, template) if template else write_form1
    # Written once with nothing in it: a template that does not fit must not show after hours.
    _form1(write, form, language, ())
    tables: dict[str, Callable[[Sequence[Document]], bytes]] = {
        "form1.xlsx": partial(_form1, write, form, language),
        "flags.csv": lambda documents: b"".join(flags_csv(documents, language=language)),
    }
    return Exports(document_json, tables)


def _filled(
    template: Path, listed: Iterable[Form1Row], out: Path, *, variant: str, language: str
) -> int:
    return fill_template(listed, template, out, variant=variant, language=language)


def _form1(
    write: Callable[..., int], form: str, language: Language, documents: Sequence[Document]
) -> bytes:
    with TemporaryDirectory(prefix="sodo-") as folder:
        workbook = Path(folder, "form1.xlsx")
        write(_rows(documents), workbook, variant=form, language=language)
        return workbook.read_bytes()


def _rows(documents: Sequence[Document]) -> Iterator[Form1Row]:
    for document in documents:
        for record in document.records:
            yield from rows(record, document.source.file)
