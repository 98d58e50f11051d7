"""What went out: each export written down, and which records have changed since."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.audit import note
from store.errors import NoSuchThing
from store.session import Store
from store.tables import AnyRow, documents, page_origins, readings
from store.tables_review import exported as items
from store.tables_review import exports as table
from store.upsert import insert

# Databases bear so many numbers in one question.
_FEW: Final = 500


class Export(NamedTuple):
    """One export.

    Attributes:
        wanted: what was asked for, as the page understands it; the same again repeats it.
        state: ``making``, ``ready`` or ``failed``.
        folder: its name in the folder of exports.
        records: that went out; ``left_out`` those that are not complete.
        sha256: of the workbook.
    """

    export_id: int
    by: str
    at: datetime
    wanted: Mapping[str, Any]
    state: str
    folder: str
    records: int
    left_out: int
    sha256: str | None


class Stale(NamedTuple):
    """A record that changed after it went out."""

    document_id: int
    record: int
    export_id: int
    file: str
    changed_at: datetime


def begin_export(store: Store, wanted: Mapping[str, Any], *, by: str) -> Export:
    """Write down that an export is being made."""
    with store.writing() as connection:
        now = store.now(connection)
        row = connection.execute(
            table.insert()
            .values(
                by=by,
                at=now,
                wanted=dict(wanted),
                state="making",
                folder="",
                records=0,
                left_out=0,
            )
            .returning(table)
        ).one()
        folder = f"{now:%Y%m%d-%H%M%S}-{row.id}"
        connection.execute(sa.update(table).where(table.c.id == row.id).values(folder=folder))
        note(store, connection, by, "export", facts={"export": row.id, **wanted})
        return _export(row)._replace(folder=folder)


def end_export(
    store: Store,
    export_id: int,
    *,
    records: Iterable[tuple[int, int]],
    left_out: int,
    sha256: str,
) -> None:
    """Write down what went out, (document, record) each.

    They count as unchanged from the moment the export began.
    """
    listed = sorted(set(records))
    with store.writing() as connection:
        began = connection.execute(
            sa.select(table.c.at).where(table.c.id == export_id)
        ).scalar_one()
        connection.execute(
            sa.update(table)
            .where(table.c.id == export_id)
            .values(state="ready", records=len(listed), left_out=left_out, sha256=sha256)
        )
        if not listed:
            return
        statement = insert(connection, items)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=list(items.primary_key.columns),
                set_={"export_id": statement.excluded.export_id, "changed_at": None},
            ),
            [
                {"document_id": document, "record": record, "export_id": export_id}
                for document, record in listed
            ],
        )
        for_these = _came_before(connection, {document for document, _ in listed})
        connection.execute(
            sa.update(items).where(items.c.document_id.in_(for_these)).values(changed_at=None)
        )
        # What was said while the export was being made may not be in it.
        newer = sa.exists().where(
            readings.c.document_id == items.c.document_id, readings.c.at >= began
        )
        connection.execute(
            sa.update(items).where(items.c.export_id == export_id, newer).values(changed_at=began)
        )


def export_failed(store: Store, export_id: int) -> None:
    """Write down that nothing came of it."""
    with store.writing() as connection:
        connection.execute(sa.update(table).where(table.c.id == export_id).values(state="failed"))


def fail_unfinished(store: Store) -> None:
    """Write down that exports begun by a process that is gone came to nothing."""
    with store.writing() as connection:
        connection.execute(sa.update(table).where(table.c.state == "making").values(state="failed"))


def exports(store: Store, *, limit: int = 50) -> tuple[Export, ...]:
    """Return exports, the newest first."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(table).order_by(table.c.id.desc()).limit(limit))
        return tuple(_export(row) for row in rows)


def export(store: Store, export_id: int) -> Export:
    """Return one export.

    Raises:
        NoSuchThing: there is none of that number.
    """
    with store.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.id == export_id)).one_or_none()
    if row is None:
        raise NoSuchThing("no such export")
    return _export(row)


def stale(store: Store, *, limit: int = 200) -> tuple[Stale, ...]:
    """Return records that changed after they went out, the newest change first."""
    asked = (
        sa.select(
            items.c.document_id,
            items.c.record,
            items.c.export_id,
            documents.c.file,
            items.c.changed_at,
        )
        .join(documents, documents.c.id == items.c.document_id)
        .where(items.c.changed_at.is_not(None))
        .order_by(items.c.changed_at.desc())
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(Stale(*row) for row in connection.execute(asked))


def mark_changed(connection: Connection, document_id: int, now: datetime) -> None:
    """Note, in the caller's transaction, that a document which may have gone out changed."""
    connection.execute(
        sa.update(items).where(items.c.document_id == document_id).values(changed_at=now)
    )


def _came_before(connection: Connection, numbers: set[int]) -> set[int]:
    """Return the documents whose pages stand in these now: what went out of them is replaced."""
    found: set[int] = set()
    left = numbers
    while left:
        few = sorted(left)[:_FEW]
        asked = sa.select(page_origins.c.origin_id).where(page_origins.c.document_id.in_(few))
        before = set(connection.execute(asked.distinct()).scalars()) - found
        found |= before
        left = (left - set(few)) | before
    return found


def _export(row: AnyRow) -> Export:
    return Export(
        row.id,
        row.by,
        row.at,
        row.wanted,
        row.state,
        row.folder,
        row.records,
        row.left_out,
        row.sha256,
    )
