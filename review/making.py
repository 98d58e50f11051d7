"""Form No. 1 made from what the store knows: chosen records, whole files, a note beside them."""

import hashlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from export.atomic import write_atomic
from export.to_csv import flags_csv
from export.to_xlsx import write_form1
from review.desk import Desk
from schemas.document import Document, Kind, Record
from schemas.errors import OutputError
from schemas.form1 import Form1Row, complete, rows
from store.errors import NoSuchThing, StoreAway
from store.exported import Export, end_export, export_failed
from store.rearranging import standing
from store.records import document as one_document
from store.records import settled

log = logging.getLogger(__name__)

FORM, FLAGS, NOTE = "form1.xlsx", "flags.csv", "export.json"
FILES: Final = (FORM, FLAGS, NOTE)
_PAGE: Final = 200


class Wanted(NamedTuple):
    """Which records go out; what is empty does not matter.

    Attributes:
        documents: these numbers only.
        incomplete: also records that lack something or are doubtful.
    """

    station: str = ""
    batch: str = ""
    commune: str = ""
    documents: tuple[int, ...] = ()
    incomplete: bool = False


def wanted_of(said: dict[str, Any]) -> Wanted:
    """Return what an earlier export had asked for."""
    known = {name: said[name] for name in Wanted._fields if name in said}
    return Wanted(**known | {"documents": tuple(said.get("documents", ()))})


def make(desk: Desk, export: Export, wanted: Wanted) -> None:
    """Write the export's files and say in the store that they are there, or that it failed."""
    try:
        _make(desk, export, wanted)
    except (OutputError, OSError, StoreAway) as error:
        log.warning("export failed: %s", error, extra={"export": export.export_id})
        export_failed(desk.store, export.export_id)


def _make(desk: Desk, export: Export, wanted: Wanted) -> None:
    folder = desk.exports / export.folder
    folder.mkdir(parents=True, exist_ok=True)
    out: list[tuple[int, int]] = []
    left_out = 0

    def lines() -> Iterator[Form1Row]:
        nonlocal left_out
        for number, found in _documents(desk, wanted):
            for place, record in _records(found, wanted):
                if wanted.incomplete or complete(record).complete:
                    out.append((number, place))
                    yield from rows(record, found.source.file)
                else:
                    left_out += 1

    language = desk.settings.lang
    write_form1(lines(), folder / FORM, language=language)
    went = set(out)
    chosen = (_only(found, number, went) for number, found in _documents(desk, wanted))
    write_atomic(folder / FLAGS, b"".join(flags_csv(chosen, language=language)))
    sha256 = hashlib.sha256((folder / FORM).read_bytes()).hexdigest()
    told = {
        "export": export.export_id,
        "by": export.by,
        "at": export.at.isoformat(timespec="seconds"),
        "wanted": {**wanted._asdict()},
        "records": len(out),
        "left_out": left_out,
        FORM: sha256,
    }
    write_atomic(folder / NOTE, json.dumps(told, ensure_ascii=False, indent=1).encode())
    end_export(desk.store, export.export_id, records=out, left_out=left_out, sha256=sha256)


def _documents(desk: Desk, wanted: Wanted) -> Iterator[tuple[int, Document]]:
    if wanted.documents:
        # Where pages were given to other documents, those are meant.
        for number in standing(desk.store, wanted.documents):
            try:
                yield number, one_document(desk.store, number)
            except NoSuchThing:
                continue
        return
    after = 0
    while page := settled(
        desk.store,
        after=after,
        limit=_PAGE,
        station=wanted.station or None,
        batch=wanted.batch or None,
    ):
        yield from page
        after = page[-1][0]


def _records(found: Document, wanted: Wanted) -> Iterator[tuple[int, Record]]:
    for place, record in enumerate(found.records):
        if record.kind is Kind.LAND_CERTIFICATE and (
            not wanted.commune or wanted.commune in _communes(record)
        ):
            yield place, record


def _communes(record: Record) -> frozenset[str | None]:
    return frozenset(one.value for one in record.fields if one.path.endswith(".commune_code"))


def _only(found: Document, number: int, went: set[tuple[int, int]]) -> Document:
    kept = tuple(r for place, r in enumerate(found.records) if (number, place) in went)
    return found.model_copy(update={"records": kept})


def file_of(desk: Desk, export: Export, name: str) -> Path:
    """Return where a file of the export lies.

    Raises:
        NoSuchThing: there is no such file.
    """
    path = desk.exports / export.folder / name
    if name not in FILES or not export.folder or not path.is_file():
        raise NoSuchThing("no such file")
    return path
