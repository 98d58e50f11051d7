"""Batches of documents to be read again: named, counted first, fed little by little."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.states import Act, Priority, State
from store.batch_filters import Filter, filter_of_json, json_of_filter, meant
from store.counts import add
from store.documents import send
from store.errors import NoSuchThing, NotAllowed
from store.moves import move, moved
from store.session import Store
from store.tables import AnyRow, documents
from store.tables import batches as table
from store.upsert import insert


class BatchState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FINISHED = "finished"


_OPEN = frozenset({BatchState.RUNNING, BatchState.PAUSED})


class Progress(NamedTuple):
    """How far a batch has come.

    Attributes:
        planned: documents that the filter meant when the batch was made.
        sent: moved to waiting so far, of which
        read, failed, withdrawn: ended so; the rest waits or is being read.
    """

    batch_id: int
    name: str
    state: BatchState
    created_at: datetime
    by: str
    planned: int
    sent: int
    read: int
    failed: int
    withdrawn: int


def dry_run(store: Store, wanted: Filter) -> int:
    """Return how many documents the filter means now."""
    with store.reading() as connection:
        return _count(connection, wanted)


def create(store: Store, name: str, wanted: Filter, *, by: str) -> Progress:
    """Make a batch; ``feed`` sends its documents.

    Documents that come in later are not part of it.

    Raises:
        NotAllowed: there is a batch of that name.
    """
    with store.writing() as connection:
        row = connection.execute(
            insert(connection, table)
            .values(
                name=name,
                filter=json_of_filter(wanted),
                state=BatchState.RUNNING.value,
                created_at=store.now(connection),
                by=by,
                planned=_count(connection, wanted),
                sent=0,
                read=0,
                failed=0,
                withdrawn=0,
                bookmark=0,
                last_id=connection.execute(
                    sa.select(sa.func.coalesce(sa.func.max(documents.c.id), 0))
                ).scalar_one(),
            )
            .on_conflict_do_nothing(index_elements=[table.c.name])
            .returning(table)
        ).one_or_none()
        if row is None:
            raise NotAllowed("there is a batch of that name")
        return _progress(row)


def feed(store: Store, *, room: int, by: str = "watchdog") -> int:
    """Send the next documents of the running batches, oldest batch first; return how many.

    No more than brings the number of batch documents that wait to ``room``. Batches with nothing
    left become finished. For the watchdog, every few seconds; several at once do no harm.
    """
    sent = 0
    for batch_id in _running(store):
        with store.writing() as connection:
            batch = _locked(connection, batch_id)
            if batch.state == BatchState.RUNNING:
                sent += _feed(connection, batch, room, store.now(connection), by)
    return sent


def pause(store: Store, batch_id: int) -> None:
    """Send no more; what is sent already is still read.

    Raises:
        NoSuchThing, NotAllowed: no such batch; it has ended.
    """
    _turn(store, batch_id, BatchState.PAUSED)


def resume(store: Store, batch_id: int) -> None:
    """Go on where ``pause`` stopped; raises as that does."""
    _turn(store, batch_id, BatchState.RUNNING)


def cancel(store: Store, batch_id: int, *, by: str) -> None:
    """Withdraw what waits and send no more; what is being read is still read. Raises as above."""
    with store.writing() as connection:
        _open(_locked(connection, batch_id))
        now = store.now(connection)
        waiting = connection.execute(
            sa.select(documents.c.id, documents.c.settled_as)
            .where(documents.c.batch_id == batch_id, documents.c.state == State.WAITING)
            .order_by(documents.c.id)
            .with_for_update(skip_locked=True, key_share=True)
        ).all()
        counts: dict[str, int] = {}
        for row in waiting:
            before = State(row.settled_as)
            move(
                connection,
                Act.WITHDRAW,
                row.id,
                State.WAITING,
                before,
                now=now,
                by=by,
                facts={"batch": batch_id},
                batch_id=None,
                failures={},
                last_cause=None,
            )
            for name, change in moved(State.WAITING, before).items():
                counts[name] = counts.get(name, 0) + change
        connection.execute(
            sa.update(table)
            .where(table.c.id == batch_id)
            .values(state=BatchState.CANCELLED.value, withdrawn=table.c.withdrawn + len(waiting))
        )
        add(connection, counts, batch_id)


def batches(store: Store) -> tuple[Progress, ...]:
    """Return all batches, the newest first."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(table).order_by(table.c.id.desc()))
        return tuple(_progress(row) for row in rows)


def named(store: Store, name: str) -> Progress:
    """Return the batch of that name.

    Raises:
        NoSuchThing: there is none.
    """
    with store.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.name == name)).one_or_none()
    if row is None:
        raise NoSuchThing(f"no batch {name!r}")
    return _progress(row)


def filter_of(store: Store, batch_id: int) -> Filter:
    """Return what the batch was asked to read again; raises ``NoSuchThing``."""
    with store.reading() as connection:
        said = connection.execute(
            sa.select(table.c.filter).where(table.c.id == batch_id)
        ).scalar_one_or_none()
    if said is None:
        raise NoSuchThing(f"no batch {batch_id}")
    return filter_of_json(said)


def _running(store: Store) -> Iterable[int]:
    asked = (
        sa.select(table.c.id).where(table.c.state == BatchState.RUNNING.value).order_by(table.c.id)
    )
    with store.reading() as connection:
        return connection.execute(asked).scalars().all()


def _feed(connection: Connection, batch: AnyRow, room: int, now: datetime, by: str) -> int:
    """Send what fits into ``room``, or find that the batch has ended; ``batch`` is locked."""
    waiting = connection.execute(
        sa.select(sa.func.count()).where(
            documents.c.batch_id.is_not(None), documents.c.state == State.WAITING
        )
    ).scalar_one()
    few = max(0, room - waiting)
    wanted = filter_of_json(batch.filter)
    found = connection.execute(
        meant(wanted)
        .where(documents.c.id > batch.bookmark, documents.c.id <= batch.last_id)
        .order_by(documents.c.id)
        .limit(few)
    ).scalars()
    ids = list(found)
    sent = [
        number
        for number in ids
        if send(connection, number, wanted.state, now, by, Priority.AGAIN, batch.id)
    ]
    bookmark = ids[-1] if ids else batch.bookmark
    if few and len(ids) < few:
        bookmark = batch.last_id
    ended = batch.read + batch.failed + batch.withdrawn
    is_over = bookmark >= batch.last_id and batch.sent + len(sent) == ended
    connection.execute(
        sa.update(table)
        .where(table.c.id == batch.id)
        .values(
            bookmark=bookmark,
            sent=table.c.sent + len(sent),
            state=(BatchState.FINISHED if is_over else BatchState.RUNNING).value,
        )
    )
    changes = {
        name: change * len(sent) for name, change in moved(wanted.state, State.WAITING).items()
    }
    add(connection, changes, batch.id)
    return len(sent)


def _turn(store: Store, batch_id: int, state: BatchState) -> None:
    with store.writing() as connection:
        _open(_locked(connection, batch_id))
        connection.execute(sa.update(table).where(table.c.id == batch_id).values(state=state.value))


def _open(row: AnyRow) -> None:
    if row.state not in _OPEN:
        raise NotAllowed(f"the batch is {row.state}")


def _locked(connection: Connection, batch_id: int) -> AnyRow:
    row = connection.execute(
        sa.select(table).where(table.c.id == batch_id).with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        raise NoSuchThing(f"no batch {batch_id}")
    return row


def _count(connection: Connection, wanted: Filter) -> int:
    return connection.execute(
        sa.select(sa.func.count()).select_from(meant(wanted).subquery())
    ).scalar_one()


def _progress(row: AnyRow) -> Progress:
    return Progress(
        row.id,
        row.name,
        BatchState(row.state),
        row.created_at,
        row.by,
        row.planned,
        row.sent,
        row.read,
        row.failed,
        row.withdrawn,
    )
