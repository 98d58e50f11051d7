"""Acceptance that tightens by itself: when samples show too many silent errors of a kind."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.document import Document, Record
from schemas.intervals import wilson
from schemas.paths import pattern_of
from schemas.problems import problem
from schemas.reading import Reading, Status
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
from store.session import Store
from store.shown_reading import reading_of
from store.tables import documents, fields, readings
from store.tables_review import floors, samples
from store.tasks import Part

# One slip alone never changes how a whole office works.
_LEAST_WRONG: Final = 2
_BY = "acceptance"


def tighten(connection: Connection, pattern: str, bound: float, now: datetime) -> bool:
    """Raise the floor of a kind of field when its samples since the last time break the bound.

    Broken means: even the low end of the 95 % interval lies above ``bound``. The new floor is
    the highest confidence at which a wrong value was found. In the caller's transaction.
    """
    last = connection.execute(
        sa.select(floors.c.at)
        .where(floors.c.pattern == pattern)
        .order_by(floors.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    told = sa.select(
        sa.func.count(),
        sa.func.count().filter(samples.c.agrees == sa.false()),
        sa.func.max(samples.c.confidence).filter(samples.c.agrees == sa.false()),
    ).where(
        samples.c.pattern == pattern,
        samples.c.kind == Part.SAMPLE.value,
        samples.c.agrees.is_not(None),
        samples.c.answered_at.is_not(None),
    )
    if last is not None:
        told = told.where(samples.c.answered_at > last)
    asked, wrong, highest = connection.execute(told).one()
    if wrong < _LEAST_WRONG or wilson(wrong, asked).low <= bound:
        return False
    connection.execute(
        floors.insert().values(
            pattern=pattern, floor=highest, at=now, asked=asked, wrong=wrong, bookmark=0
        )
    )
    return True


def floors_now(connection: Connection) -> dict[str, float]:
    """Return pattern -> confidence at or below which values are flagged."""
    rows = connection.execute(
        sa.select(floors.c.pattern, sa.func.max(floors.c.floor).label("floor")).group_by(
            floors.c.pattern
        )
    )
    return {row.pattern: row.floor for row in rows}


def stricter(document: Document, floor_of: dict[str, float]) -> Document:
    """Return the document with accepted values at or below their floor flagged."""
    if not floor_of:
        return document
    return document.model_copy(
        update={"records": tuple(_stricter(record, floor_of) for record in document.records)}
    )


def apply_floors(store: Store, *, room: int = 200) -> int:
    """Flag what was accepted before a floor was raised, some documents at a time.

    Returns how many fields were flagged. For a process that looks every few seconds; several
    at once do no harm.
    """
    flagged = 0
    with store.writing() as connection:
        waiting = connection.execute(
            sa.select(floors)
            .where(floors.c.bookmark.is_not(None))
            .order_by(floors.c.id)
            .limit(1)
            .with_for_update()
        ).one_or_none()
        if waiting is None:
            return 0
        now = store.now(connection)
        ids = (
            connection.execute(
                sa.select(documents.c.id)
                .where(documents.c.id > waiting.bookmark)
                .order_by(documents.c.id)
                .limit(room)
                .with_for_update(key_share=True)
            )
            .scalars()
            .all()
        )
        below = sa.select(fields.c.document_id).where(
            fields.c.document_id.in_(ids),
            fields.c.pattern == waiting.pattern,
            fields.c.status == Status.ACCEPTED.value,
            fields.c.by_person == sa.false(),
            fields.c.confidence <= waiting.floor,
        )
        for document_id in sorted(set(connection.execute(below).scalars())):
            flagged += _flag(connection, document_id, waiting.pattern, waiting.floor, now)
        bookmark = ids[-1] if len(ids) == room else None
        connection.execute(
            sa.update(floors).where(floors.c.id == waiting.id).values(bookmark=bookmark)
        )
        if bookmark is None:
            facts = {"pattern": waiting.pattern, "asked": waiting.asked, "wrong": waiting.wrong}
            note(store, connection, _BY, "tightened", facts=facts)
    return flagged


def _stricter(record: Record, floor_of: dict[str, float]) -> Record:
    return record.model_copy(
        update={"fields": tuple(_flagged(one, floor_of) for one in record.fields)}
    )


def _flagged(reading: Reading, floor_of: dict[str, float]) -> Reading:
    floor = floor_of.get(pattern_of(reading.path))
    if floor is None or reading.status is not Status.ACCEPTED or reading.confidence > floor:
        return reading
    doubts = (*reading.problems, problem("acceptance_tightened"))
    return reading.model_copy(update={"status": Status.FLAGGED, "problems": doubts})


def _flag(
    connection: Connection, document_id: int, pattern: str, floor: float, now: datetime
) -> int:
    """Add a flagged reading beside each accepted one that lies below the floor."""
    before = current_fields(connection, document_id)
    after: dict[Spot, Current] = {}
    for spot, old in before.items():
        is_below = old.status == Status.ACCEPTED.value and old.confidence <= floor
        if pattern_of(spot.path) != pattern or old.by_person or not is_below:
            continue
        row = connection.execute(sa.select(readings).where(readings.c.id == old.reading_id)).one()
        reading = _flagged(reading_of(row), {pattern: floor})
        reading_id = connection.execute(
            readings.insert()
            .values(
                document_id=document_id,
                record=spot.record,
                path=spot.path,
                place=row.place,
                read_id=row.read_id,
                at=now,
                **reading_columns(reading),
            )
            .returning(readings.c.id)
        ).scalar_one()
        after[spot] = old._replace(
            version=old.version + 1, reading_id=reading_id, status=Status.FLAGGED.value
        )
    write_fields(connection, document_id, after)
    digest(connection, document_id)
    add(connection, changed_counts(before, after), document_id)
    return len(after)
