"""A document read: everything the machine found, stored in one transaction."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.document import Document
from schemas.reading import Reading, Status
from schemas.states import Act, State
from store import search
from store.acceptance import floors_now, stricter
from store.batch_progress import settle_in_batch
from store.claims import lent
from store.counts import add
from store.current import (
    Spot,
    current_fields,
    digested,
    reading_columns,
    replaced,
    write_fields,
)
from store.days import add_to_day
from store.differences import note_differences
from store.exported import mark_changed
from store.likenesses import Looks, link
from store.moves import move, moved
from store.session import Store
from store.shapes import Claim
from store.tables import AnyRow, readings, reads, records, settings
from store.upsert import insert
from store.versions import version_key


class Reader(NamedTuple):
    """Who read: what every stored value can be traced to.

    Attributes:
        version: of the reader, dotted numbers such as ``0.3.1``.
        model_hash: of the recogniser's models; empty where none can be told.
        settings: all that bears on results, JSON values by name; stored once per fingerprint.
    """

    version: str
    model_hash: str
    settings: dict[str, object]


def finish(
    store: Store,
    claim: Claim,
    document: Document,
    reader: Reader,
    *,
    by: str,
    looks: Looks | None = None,
) -> None:
    """Store what was read: the document is done.

    Its readings join the history; persons' values stay current and get a question where the
    machine now says something new against them. Keys for searching, likenesses, counters, the
    batch's progress and differences follow in the same transaction. A document that says
    ``set_aside`` goes to ``claims.set_aside`` instead.

    Raises:
        StaleClaim: it was put back meanwhile; nothing is stored.
        ValueError: the document is set aside.
    """
    if document.set_aside is not None:
        raise ValueError("a document that was set aside has no readings to store")
    with store.writing() as connection:
        row = lent(connection, claim.document_id, claim.token)
        now = store.now(connection)
        document = stricter(document, floors_now(connection))
        read_id = _write_read(connection, row, document, reader, now)
        ids = _write_readings(connection, row.id, read_id, document, now)
        before = current_fields(connection, row.id)
        new = _spots(document)
        after, changes = replaced(before, new, ids)
        write_fields(connection, row.id, after)
        if row.batch_id is not None:
            note_differences(connection, row, new, ids, before)
            settle_in_batch(connection, row.batch_id, failed=False)
        columns = digested(connection, row.id)
        if looks is not None:
            columns["pixels"] = looks.pixels
        _move(connection, row, read_id, document, reader, now, by, columns)
        search.index(connection, row.id)
        link(connection, row.id, looks, now)
        counts = Counter(changes)
        counts.update(moved(State.WORKING, State.DONE))
        counts.update({"reads": 1, "pages": document.source.pages})
        mark_changed(connection, row.id, now)
        flags = sum(one.status is Status.FLAGGED for one in new.values())
        add_to_day(connection, now, {"reads": 1, "flags": flags}, row.id)
        add(connection, counts, row.id)


def _spots(document: Document) -> dict[Spot, Reading]:
    """Return the readings by record and path; the first one counts where a path comes twice."""
    found: dict[Spot, Reading] = {}
    for number, record in enumerate(document.records):
        for reading in record.fields:
            found.setdefault(Spot(number, reading.path), reading)
    return found


def _write_read(
    connection: Connection, row: AnyRow, document: Document, reader: Reader, now: datetime
) -> int:
    said = json.dumps(reader.settings, sort_keys=True, ensure_ascii=False)
    fingerprint = hashlib.sha256(said.encode()).hexdigest()
    connection.execute(
        insert(connection, settings)
        .values(fingerprint=fingerprint, said=reader.settings)
        .on_conflict_do_nothing()
    )
    read_id: int = connection.execute(
        reads.insert()
        .values(
            document_id=row.id,
            token=row.token,
            at=now,
            reader_version=reader.version,
            model_hash=reader.model_hash,
            settings=fingerprint,
            batch_id=row.batch_id,
            file_pages=document.source.pages,
            page_notes=[note.model_dump(mode="json") for note in document.pages],
        )
        .returning(reads.c.id)
    ).scalar_one()
    written = [
        {
            "read_id": read_id,
            "number": number,
            "document_id": row.id,
            "kind": record.kind.value,
            "edition": record.edition.value if record.edition else None,
            "pages": list(record.pages),
        }
        for number, record in enumerate(document.records)
    ]
    if written:
        connection.execute(records.insert(), written)
    return read_id


def _write_readings(
    connection: Connection, document_id: int, read_id: int, document: Document, now: datetime
) -> dict[Spot, int]:
    """Add all readings to the history; return the row of each spot's first one."""
    rows = [
        {
            "document_id": document_id,
            "record": number,
            "path": reading.path,
            "place": place,
            "read_id": read_id,
            "at": now,
            **reading_columns(reading),
        }
        for number, record in enumerate(document.records)
        for place, reading in enumerate(record.fields)
    ]
    if not rows:
        return {}
    written = connection.execute(
        sa.insert(readings).returning(readings.c.id, sort_by_parameter_order=True), rows
    ).scalars()
    ids: dict[Spot, int] = {}
    for row, reading_id in zip(rows, written, strict=True):
        ids.setdefault(Spot(row["record"], row["path"]), reading_id)
    return ids


def _move(
    connection: Connection,
    row: AnyRow,
    read_id: int,
    document: Document,
    reader: Reader,
    now: datetime,
    by: str,
    columns: Mapping[str, object],
) -> None:
    move(
        connection,
        Act.FINISH,
        row.id,
        State.WORKING,
        State.DONE,
        now=now,
        by=by,
        if_token=row.token,
        facts={"reader": reader.version, "pages": document.source.pages},
        token=None,
        worker=None,
        lease_until=None,
        settled_as=State.DONE,
        set_aside=None,
        failures={},
        last_cause=None,
        batch_id=None,
        read_id=read_id,
        reader_key=version_key(reader.version),
        pages=document.source.pages,
        **columns,
    )
