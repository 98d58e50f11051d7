"""Reads a drawn corpus as ``sodo process`` does, then compares it with its truth."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.corpus import Corpus
from cli.by_name import ByName
from export.to_csv import flags_csv
from export.to_json import document_json
from export.to_xlsx import write_form1
from quality.evaluate import Verdict, judge, load_results
from quality.truth import read_folder
from schemas.document import Document
from schemas.form1 import rows
from schemas.settings import Settings
from workers.folder_run import run
from workers.results import Exports

# Defaults, whatever the environment says: numbers must not depend on whose machine it is.
SETTINGS = Settings()


def read_corpus(corpus: Corpus, out: Path, read: ByName, *, workers: int = 0) -> None:
    """Read all scans of ``corpus`` into ``out``; ``workers`` 0 is one per core."""
    run(
        [corpus.scans],
        out,
        read=read,
        exports=Exports(document_json, {"form1.xlsx": _form1, "flags.csv": _flags}),
        workers=workers,
        timeout_s=SETTINGS.timeout_s,
        memory_bytes=SETTINGS.memory_mb * 2**20,
    )


def judged(corpus: Corpus, out: Path) -> tuple[Verdict, ...]:
    """Return the verdict on every field of ``corpus`` as read into ``out``."""
    truths = read_folder(corpus.truth)
    return judge(truths, load_results(out, (truth.name for truth in truths)))


def _form1(documents: Sequence[Document]) -> bytes:
    listed = [
        row
        for document in documents
        for record in document.records
        for row in rows(record, document.source.file)
    ]
    with TemporaryDirectory(prefix="sodo-bench-") as folder:
        workbook = Path(folder, "form1.xlsx")
        write_form1(listed, workbook)
        return workbook.read_bytes()


def _flags(documents: Sequence[Document]) -> bytes:
    return b"".join(flags_csv(documents))
