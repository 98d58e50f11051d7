"""How documents stand: each with its fields and their current readings, seen in one look."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.document import Document
from schemas.reading import Reading
from store.current import Spot
from store.drawn import Drawn
from store.records import described
from store.session import Store
from store.shown_reading import reading_of
from store.tables import fields, readings


class Now(NamedTuple):
    """A field as it stands.

    Attributes:
        reading: the current one; None when newer readings lack the field.
        person: who typed it, if anybody.
        place: in reading order.
        answers: the machine's reading that a person's answers.
        status, confidence, by_person, question_id: as ``fields`` has them.
    """

    version: int
    status: str
    confidence: float
    by_person: bool
    question_id: int | None
    reading_id: int | None
    reading: Reading | None
    person: str | None
    place: int | None
    answers: int | None

    @property
    def value(self) -> str | None:
        return None if self.reading is None else self.reading.value


class Standing(NamedTuple):
    """A document with all the fields it has or had; ``drawn`` says where its pictures are."""

    document: Document
    fields: Mapping[Spot, Now]
    drawn: Drawn | None


def standings(store: Store, ids: Collection[int]) -> dict[int, Standing]:
    """Return how each of these documents stands; those that are not there are left out."""
    with store.reading() as connection:
        return standings_in(connection, ids)


def standings_in(connection: Connection, ids: Collection[int]) -> dict[int, Standing]:
    """Return what ``standings`` does, in the caller's transaction."""
    fields_of = fields_in(connection, ids)
    values: dict[tuple[int, int], list[Reading]] = defaultdict(list)
    for document_id, own in fields_of.items():
        for spot, now in own.items():
            if now.reading is not None:
                values[document_id, spot.record].append(now.reading)
    found = {}
    for row, document in described(connection, ids, values):
        has_pictures = row.sha256 is not None and row.token is not None
        drawn = Drawn(row.sha256, row.token) if has_pictures else None
        found[row.id] = Standing(document, fields_of.get(row.id, {}), drawn)
    return found


def fields_in(connection: Connection, ids: Collection[int]) -> dict[int, dict[Spot, Now]]:
    """Return the fields that these documents have or had, in reading order."""
    asked = (
        sa.select(
            fields.c.document_id,
            fields.c.record,
            fields.c.path,
            fields.c.version,
            fields.c.status.label("now_status"),
            fields.c.confidence.label("now_confidence"),
            fields.c.by_person,
            fields.c.question_id,
            fields.c.reading_id,
            readings.c.person,
            readings.c.place,
            readings.c.answers,
            readings.c.value,
            readings.c.raw,
            readings.c.confidence,
            readings.c.status,
            readings.c.page,
            readings.c.box,
            readings.c.source,
            readings.c.problems,
        )
        .outerjoin(readings, readings.c.id == fields.c.reading_id)
        .where(fields.c.document_id.in_(ids))
        .order_by(readings.c.place, readings.c.id)
    )
    found: dict[int, dict[Spot, Now]] = defaultdict(dict)
    for row in connection.execute(asked):
        found[row.document_id][Spot(row.record, row.path)] = Now(
            row.version,
            row.now_status,
            row.now_confidence,
            bool(row.by_person),
            row.question_id,
            row.reading_id,
            None if row.reading_id is None else reading_of(row),
            row.person,
            row.place,
            row.answers,
        )
    return found
