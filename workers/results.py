"""The output folder: one record per source, written so that a record means all is there."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EAGAIN, EWOULDBLOCK
from pathlib import Path

from export.atomic import commit, part_path, sweep_parts, write_atomic
from export.to_json import document_of_json
from schemas.document import Document
from schemas.errors import Damaged, OutputError, SettingsError

log = logging.getLogger(__name__)

RECORDS, SEARCHABLE, SET_ASIDE = "records", "searchable", "set_aside"
_LOCK_FILE = ".sodo-lock"


@dataclass(frozen=True)
class Exports:
    """How results become bytes.

    Attributes:
        record: one document as its record file.
        tables: file name in the output folder -> what it holds for all documents there.
    """

    record: Callable[[Document], bytes]
    tables: Mapping[str, Callable[[Sequence[Document]], bytes]]


@dataclass(frozen=True)
class Results:
    """One output folder.

    Every method raises ``OutputError`` when the folder cannot be written, leaving no file
    half-written.
    """

    folder: Path
    exports: Exports

    def prepare(self) -> None:
        """Make the folders and clear away what an interrupted run left unfinished."""
        try:
            for name in (RECORDS, SEARCHABLE, SET_ASIDE):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.folder}: {error.strerror}") from error
        self.sweep()

    def sweep(self) -> None:
        """Delete unfinished files."""
        for folder in (self.folder, *(self.folder / n for n in (RECORDS, SEARCHABLE, SET_ASIDE))):
            sweep_parts(folder)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other runs out of this folder; their unfinished files look like leftovers.

        Raises:
            SettingsError: another run is writing here.
        """
        try:
            lock = (self.folder / _LOCK_FILE).open("wb")
        except OSError as error:
            raise OutputError(f"{self.folder}: {error.strerror}") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno in (EAGAIN, EWOULDBLOCK):
                    raise SettingsError(f"{self.folder}: another run is writing here") from error
                log.warning("%s cannot be locked: %s", self.folder, error.strerror)
            yield

    def documents(self) -> dict[str, Document]:
        """Return name -> document of every record that can be read, by name."""
        found: dict[str, Document] = {}
        for path in sorted((self.folder / RECORDS).glob("*.json")):
            if path.name.startswith("."):
                continue
            try:
                found[path.stem] = document_of_json(path.read_bytes())
            except (Damaged, OSError):
                # Made by another version or by hand: its source is read again.
                log.warning("record %s is not one of ours", path.name)
        return found

    def searchable_part(self, name: str) -> Path:
        """Return where the searchable PDF of ``name`` may be written before it is kept."""
        return part_path(self.folder / SEARCHABLE / f"{name}.pdf")

    def keep(self, name: str, document: Document, searchable: Path) -> None:
        """Write all results of one source, the record last: it says that the rest is there."""
        pdf = self.folder / SEARCHABLE / f"{name}.pdf"
        reason = self.folder / SET_ASIDE / f"{name}.txt"
        if searchable.exists():
            commit(searchable, pdf)
        else:
            _remove(pdf)
        if document.set_aside is None:
            _remove(reason)
        else:
            said = document.set_aside
            lines = (document.source.file, said.code, said.text, said.text_en, "")
            write_atomic(reason, "\n".join(lines).encode())
        write_atomic(self.folder / RECORDS / f"{name}.json", self.exports.record(document))

    def write_tables(self) -> None:
        """Write the files that sum up all records of the folder."""
        documents = tuple(self.documents().values())
        for name, table in self.exports.tables.items():
            write_atomic(self.folder / name, table(documents))


def _remove(path: Path) -> None:
    try:
        with suppress(FileNotFoundError):
            path.unlink()
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}") from error
