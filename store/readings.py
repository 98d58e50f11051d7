"""What is known of each field now, how it came to that, and what persons say to it."""

from collections.abc import Mapping, Sequence
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
    reading_columns,
    write_digest,
    write_fields,
)
from store.errors import NoSuchThing, NotAllowed, VersionConflict
from store.events import remember
from store.exported import mark_changed
from store.likenesses import link
from store.session import Store
from store.shown_reading import reading_of
from store.standing import Now, fields_in
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
        now = lock(store, connection, document_id)
        field = FieldId(document_id, record, reading.path)
        before = fields_in(connection, (document_id,)).get(document_id, {})
        version, counts = correct_in(connection, before, field, reading, seen_version, person, now)
        add(connection, counts, document_id)
        facts = {"record": record, "path": reading.path, "version": version}
        note(store, connection, person, "correct", document_id=document_id, facts=facts)
    return version


def correct_in(
    connection: Connection,
    before: Mapping[Spot, Now],
    field: FieldId,
    reading: Reading,
    seen_version: int,
    person: str,
    now: datetime,
) -> tuple[int, dict[str, int]]:
    """Do what ``correct`` does in the caller's transaction, which holds the document's lock.

    ``before`` are all fields of the document. Returns the new version, and changes of counters
    that the caller adds; the trail is the caller's too.
    """
    if reading.source is not Source.PERSON:
        raise ValueError("a correction comes from a person")
    document_id, record, _ = field
    spot = Spot(record, reading.path)
    old = before.get(spot)
    if seen_version != (0 if old is None else old.version):
        raise VersionConflict(0 if old is None else old.version)
    reading_id = _write(connection, document_id, spot, reading, before, now, person)
    new = Current(
        version=seen_version + 1,
        reading_id=reading_id,
        by_person=True,
        status=reading.status.value,
        confidence=reading.confidence,
        question_id=None,
    )
    write_fields(connection, document_id, {spot: new})
    stands = {one: (now.status, now.confidence) for one, now in before.items()}
    write_digest(connection, document_id, {**stands, spot: (new.status, new.confidence)}.values())
    values = {one.path: now.value for one, now in before.items() if one.record == record}
    changed = search.reindex(
        connection, document_id, record, values, {**values, reading.path: reading.value}
    )
    if search.By.SERIAL in changed:
        link(connection, document_id, None, now)
    mark_changed(connection, document_id, now)
    facts = {"record": record, "path": reading.path, "version": new.version}
    remember(connection, document_id, "correct", at=now, by=person, facts=facts)
    was = {} if old is None else {spot: _as_current(old)}
    return new.version, changed_counts(was, {spot: new}) | {"corrections": 1}


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


def lock(store: Store, connection: Connection, document_id: int) -> datetime:
    """Let nobody change the document until the caller's transaction ends; return the time.

    Raises:
        NoSuchThing: no such document.
        NotAllowed: its pages stand in other documents now.
    """
    asked = (
        sa.select(documents_table.c.replaced_at)
        .where(documents_table.c.id == document_id)
        .with_for_update(key_share=True)
    )
    rows, now = store.timed(connection, asked)
    if not rows:
        raise NoSuchThing(f"no document {document_id}")
    if rows[0].replaced_at is not None:
        raise NotAllowed("its pages stand in other documents now")
    return now


def _write(
    connection: Connection,
    document_id: int,
    spot: Spot,
    reading: Reading,
    before: Mapping[Spot, Now],
    now: datetime,
    person: str,
) -> int:
    answers, place = _answered(connection, document_id, spot, before.get(spot))
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
    connection: Connection, document_id: int, spot: Spot, old: Now | None
) -> tuple[int | None, int]:
    """Return what the machine had last said of the field, and the field's place."""
    if old is not None and old.place is not None:
        return old.question_id or (old.answers if old.by_person else old.reading_id), old.place
    last = connection.execute(
        sa.select(sa.func.max(readings.c.place)).where(
            readings.c.document_id == document_id, readings.c.record == spot.record
        )
    ).scalar_one()
    return None, 0 if last is None else last + 1


def _as_current(old: Now) -> Current:
    return Current(
        old.version, old.reading_id, old.by_person, old.status, old.confidence, old.question_id
    )
