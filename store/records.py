"""Documents as record files show them, put together from their current fields."""

from collections import defaultdict
from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.document import Document, Edition, Kind, PageNote, Record, SetAside, SourceFile
from schemas.reading import Reading
from schemas.states import SETTLED, State
from store.errors import NoSuchThing
from store.session import Store
from store.shown_reading import reading_of
from store.tables import AnyRow, documents, fields, readings, reads, records


def document(store: Store, document_id: int) -> Document:
    """Return the document as a record file shows it: current values, corrections included.

    Raises:
        NoSuchThing: there is none of that number.
    """
    with store.reading() as connection:
        found = documents_of(connection, (document_id,))
    if not found:
        raise NoSuchThing(f"no document {document_id}")
    return found[0][1]


def settled(
    store: Store,
    *,
    after: int = 0,
    limit: int = 100,
    station: str | None = None,
    batch: str | None = None,
) -> tuple[tuple[int, Document], ...]:
    """Return (number, document) of settled documents with numbers above ``after``, by number.

    Those that were read before and wait to be read again are among them, with their records
    as they are; those whose pages stand in other documents now are not. ``station`` and
    ``batch`` keep to those drop folders.
    """
    asked = (
        sa.select(documents.c.id)
        .where(
            documents.c.id > after,
            documents.c.replaced_at.is_(None),
            sa.or_(
                documents.c.state.in_([state.value for state in SETTLED]),
                documents.c.settled_as == State.DONE.value,
            ),
        )
        .order_by(documents.c.id)
        .limit(limit)
    )
    if station is not None:
        asked = asked.where(documents.c.station == station)
    if batch is not None:
        asked = asked.where(documents.c.batch == batch)
    with store.reading() as connection:
        return tuple(documents_of(connection, connection.execute(asked).scalars().all()))


def documents_of(connection: Connection, ids: Collection[int]) -> list[tuple[int, Document]]:
    """Return (number, document) of those that are there, by number."""
    current = (
        sa.select(readings)
        .join(fields, fields.c.reading_id == readings.c.id)
        .where(fields.c.document_id.in_(ids))
        .order_by(readings.c.place, readings.c.id)
    )
    values: dict[tuple[int, int], list[Reading]] = defaultdict(list)
    for row in connection.execute(current):
        values[row.document_id, row.record].append(reading_of(row))
    return [(row.id, own) for row, own in described(connection, ids, values)]


def described(
    connection: Connection, ids: Collection[int], values: Mapping[tuple[int, int], list[Reading]]
) -> list[tuple[AnyRow, Document]]:
    """Return documents made of their current ``values``, by document and record, and their rows.

    A row also has ``token``, the last reading's.
    """
    own = (
        sa.select(
            documents.c.id,
            documents.c.file,
            documents.c.sha256,
            documents.c.set_aside,
            documents.c.read_id,
            reads.c.file_pages,
            reads.c.page_notes,
            reads.c.token,
        )
        .outerjoin(reads, reads.c.id == documents.c.read_id)
        .where(documents.c.id.in_(ids))
        .order_by(documents.c.id)
    )
    rows = connection.execute(own).all()
    found = _records(connection, ids, values)
    return [(row, _document(row, found.get(row.id, ()))) for row in rows]


def _document(row: AnyRow, found: Collection[Record]) -> Document:
    return Document(
        source=SourceFile(file=row.file, sha256=row.sha256 or "", pages=row.file_pages or 0),
        pages=tuple(PageNote(**note) for note in row.page_notes or ()),
        records=tuple(found),
        set_aside=SetAside.model_validate(row.set_aside) if row.set_aside else None,
    )


def _records(
    connection: Connection, ids: Collection[int], values: Mapping[tuple[int, int], list[Reading]]
) -> dict[int, list[Record]]:
    """Return the records of each document, in order.

    A record that the last reading lacks but for which a person has typed something stays, as
    the reading that last had it described it: nothing a person said goes missing unseen.
    """
    told = (
        sa.select(records, (records.c.read_id == documents.c.read_id).label("is_newest"))
        .join(documents, documents.c.id == records.c.document_id)
        .where(records.c.document_id.in_(ids))
        .order_by(records.c.read_id)
    )
    said = {(row.document_id, row.number): row for row in connection.execute(told)}
    found: dict[int, list[Record]] = defaultdict(list)
    for spot in sorted(said.keys() | values.keys()):
        about = said.get(spot)
        if spot in values or (about is not None and about.is_newest):
            found[spot[0]].append(_record(about, values.get(spot, ())))
    return found


def _record(row: AnyRow | None, values: Collection[Reading]) -> Record:
    own = tuple(values)
    if row is None:
        return Record(kind=Kind.OTHER, pages=(), fields=own)
    return Record(
        kind=Kind(row.kind),
        edition=Edition(row.edition) if row.edition else None,
        pages=tuple(row.pages),
        fields=own,
    )
