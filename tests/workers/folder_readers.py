"""A reading function for folder runs whose documents are small texts that say what happens."""

import hashlib
import os
import time
from pathlib import Path

from schemas.document import Document, PageNote, SourceFile
from schemas.progress import Progress, Report
from schemas.set_aside_reasons import refusal


def read_text(source: Path, searchable: Path, report: Report) -> Document:
    """Do what the file says: fail in some way, or become a document of one page per line."""
    data = source.read_bytes()
    words = data.decode().split()
    if words[0] == "refuse":
        raise refusal("page_broken", page=1)
    if words[0] == "crash":
        os._exit(7)
    if words[0] == "hang":
        time.sleep(600)
    searchable.write_bytes(b"%PDF-" + data)
    if words[0] == "half":
        os._exit(7)
    for page in range(len(words)):
        report(Progress(page + 1, len(words)))
    pages = tuple(PageNote(page=n + 1, kind="other", dpi=300, quality=1) for n in range(len(words)))
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        source=SourceFile(file=source.name, sha256=sha256, pages=len(words)), pages=pages
    )
