"""What is known of each field now, how it came to that, and what persons say to it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.reading import Reading, Source
from store import search
from store.audit import note
from store.counts import add
from store.current import (
    Current,
    Spot,
    changed_counts,
    current_fields,
    digest,
    reading_columns,
    write_fields,
)
from store.errors import NoSuchThing, NotAllowed, VersionConflict
from store.events import remember
from store.exported import mark_changed
from store.likenesses import link
from store.session import Store
from store.shown_reading import reading_of
from store.tables import documents as documents_table
from store.tables import fields as fields_table
from store.tables import readings, reads
from store.tasks import FieldId


class Trace(NamedTuple):
    """One reading with where it comes from.

    Attributes:
        person: who typed it; None for the machine's.
        reader_version, model_hash, settings: of the machine's (the settings' fingerprint); None
            for a person's.
    """

    reading_id: int
    reading: Reading
    at: datetime
    person: str | None
    reader_version: str | None
    model_hash: str | None
    settings: str | None


class Field(NamedTuple):
    """A field's current reading.

    Attributes:
        record: number of its record in the document, from 0.
        version: what ``correct`` must name.
        question: the machine's newest reading, where it says something new against a person.
    """

    record: int
    path: str
    version: int
    current: Trace
    question: Trace | None


def fields(store: Store, document_id: int) -> tuple[Field, ...]:
    """Return the document's fields in reading order; those that are gone are left out."""
    named = sa.or_(
        readings.c.id == fields_table.c.reading_id, readings.c.id == fields_table.c.question_id
    )
    own = sa.select(fields_table).where(
        fields_table.c.document_id == document_id, fields_table.c.reading_id.is_not(None)
    )
    with store.reading() as connection:
        rows = list(connection.execute(own))
        traced = _traces(
            connection,
            readings.c.id.in_(
                sa.select(readings.c.id)
                .join(fields_table, named)
                .where(fields_table.c.document_id == document_id)
            ),
        )
    places = {trace.reading_id: place for place, trace in traced}
    by_id = {trace.reading_id: trace for _, trace in traced}
    rows.sort(key=lambda row: (row.record, places[row.reading_id], row.reading_id))
    return tuple(
        Field(
            record=row.record,
            path=row.path,
            version=row.version,
            current=by_id[row.reading_id],
            question=None if row.question_id is None else by_id[row.question_id],
        )
        for row in rows
    )


def past(store: Store, document_id: int, record: int, path: str) -> tuple[Trace, ...]:
    """Return every reading the field ever had, oldest first."""
    own = sa.and_(
        readings.c.document_id == document_id,
        readings.c.record == record,
        readings.c.path == path,
    )
    with store.reading() as connection:
        return tuple(trace for _, trace in _traces(connection, own))


def typed(store: Store, document_id: int) -> tuple[tuple[int, Trace], ...]:
    """Return (record, reading) of everything persons ever said of the document, oldest first."""
    with store.reading() as connection:
        records = dict(
            connection.execute(
                sa.select(readings.c.id, readings.c.record).where(
                    readings.c.document_id == document_id
                )
            ).all()
        )
        own = sa.and_(readings.c.document_id == document_id, readings.c.person.is_not(None))
        return tuple((records[one.reading_id], one) for _, one in _traces(connection, own))


def correct(
    store: Store,
    document_id: int,
    record: int,
    reading: Reading,
    *,
    seen_version: int,
    person: str,
) -> int:
    """Add a person's reading, which becomes the field's current one; return the new version.

    ``reading.source`` is ``person``. ``seen_version`` is the version the person looked at, 0 for
    a field that was not there. Answers an open question too. Works while the document waits to
    be read again or is being read.

    Raises:
        NoSuchThing: no such document.
        NotAllowed: its pages stand in other documents now.
        VersionConflict: the field changed meanwhile; nothing is stored.
        ValueError: the reading is not a person's.
    """
    with store.writing() as connection:
        now = store.now(connection)
        field = FieldId(document_id, record, reading.path)
        version = correct_in(connection, field, reading, seen_version, person, now)
        facts = {"record": record, "path": reading.path, "version": version}
        note(store, connection, person, "correct", document_id=document_id, facts=facts)
    return version


def correct_in(
    connection: Connection,
    field: FieldId,
    reading: Reading,
    seen_version: int,
    person: str,
    now: datetime,
) -> int:
    """Do what ``correct`` does in the caller's transaction; the trail is the caller's too."""
    if reading.source is not Source.PERSON:
        raise ValueError("a correction comes from a person")
    document_id, record, _ = field
    spot = Spot(record, reading.path)
    lock(connection, document_id)
    before = current_fields(connection, document_id)
    old = before.get(spot)
    if seen_version != (0 if old is None else old.version):
        raise VersionConflict(0 if old is None else old.version)
    reading_id = _write(connection, document_id, spot, reading, old, now, person)
    new = Current(
        version=seen_version + 1,
        reading_id=reading_id,
        by_person=True,
        status=reading.status.value,
        confidence=reading.confidence,
        question_id=None,
    )
    write_fields(connection, document_id, {spot: new})
    digest(connection, document_id)
    search.index(connection, document_id)
    link(connection, document_id, None, now)
    mark_changed(connection, document_id, now)
    facts = {"record": record, "path": reading.path, "version": new.version}
    remember(connection, document_id, "correct", at=now, by=person, facts=facts)
    counts = Counter(changed_counts(before, {spot: new}))
    counts["corrections"] += 1
    add(connection, counts, document_id)
    return new.version


def _traces(connection: Connection, which: sa.ColumnElement[bool]) -> Sequence[tuple[int, Trace]]:
    """Return (place in reading order, trace) of the readings, oldest first."""
    asked = (
        sa.select(readings, reads.c.reader_version, reads.c.model_hash, reads.c.settings)
        .outerjoin(reads, reads.c.id == readings.c.read_id)
        .where(which)
        .order_by(readings.c.id)
    )
    return [
        (
            row.place,
            Trace(
                row.id,
                reading_of(row),
                row.at,
                row.person,
                row.reader_version,
                row.model_hash,
                row.settings,
            ),
        )
        for row in connection.execute(asked)
    ]


def lock(connection: Connection, document_id: int) -> None:
    """Let no worker finish the document until the caller's transaction ends."""
    found = connection.execute(
        sa.select(documents_table.c.replaced_at)
        .where(documents_table.c.id == document_id)
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise NoSuchThing(f"no document {document_id}")
    if found.replaced_at is not None:
        raise NotAllowed("its pages stand in other documents now")


def _write(
    connection: Connection,
    document_id: int,
    spot: Spot,
    reading: Reading,
    old: Current | None,
    now: datetime,
    person: str,
) -> int:
    answers, place = _answered(connection, document_id, spot, old)
    reading_id: int = connection.execute(
        readings.insert()
        .values(
            document_id=document_id,
            record=spot.record,
            path=spot.path,
            place=place,
            person=person,
            at=now,
            answers=answers,
            **reading_columns(reading),
        )
        .returning(readings.c.id)
    ).scalar_one()
    return reading_id


def _answered(
    connection: Connection, document_id: int, spot: Spot, old: Current | None
) -> tuple[int | None, int]:
    """Return what the machine had last said of the field, and the field's place."""
    if old is not None and old.reading_id is not None:
        seen = connection.execute(
            sa.select(readings.c.answers, readings.c.place).where(readings.c.id == old.reading_id)
        ).one()
        machine = old.question_id or (seen.answers if old.by_person else old.reading_id)
        return machine, seen.place
    last = connection.execute(
        sa.select(sa.func.max(readings.c.place)).where(
            readings.c.document_id == document_id, readings.c.record == spot.record
        )
    ).scalar_one()
    return None, 0 if last is None else last + 1
