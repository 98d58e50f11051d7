"""Documents from outside: admitted, refused, looked at, sent again; bytes are never touched."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.document import SetAside
from schemas.retries import Cause
from schemas.states import Act, Priority, State
from schemas.told import Told
from store.arriving import (
    Twice,
    admitted,
    count_admissions,
    hurried,
    known_tickets,
    refused,
)
from store.audit import note
from store.counts import add
from store.errors import NoSuchThing, NotAllowed
from store.moves import move, moved
from store.session import Store
from store.shapes import Admission, Arrival, Card
from store.tables import AnyRow, arrivals, documents

WATCHER = "watcher"


def admit(store: Store, new: Sequence[Arrival], *, by: str = WATCHER) -> tuple[Admission, ...]:
    """Take files in, all in one transaction; the answers are in the order of ``new``.

    A content seen before becomes a duplicate of its first document, and hurries it if the
    arrival is more urgent. Safe to run again with the same tickets.
    """
    with store.writing() as connection:
        now = store.now(connection)
        answers = admitted(connection, new, now, by)
        count_admissions(connection, answers.values())
    given: set[str] = set()
    told = []
    for one in new:
        answer = answers[one.ticket]
        told.append(answer._replace(repeated=answer.repeated or one.ticket in given))
        given.add(one.ticket)
    return tuple(told)


def refuse(
    store: Store,
    ticket: str,
    file: str,
    said: SetAside,
    *,
    station: str = "",
    batch: str = "",
    by: str = WATCHER,
) -> Admission:
    """Set aside something that is not even opened (a link, a pipe): seen, and listed as such.

    Safe to run again with the same ticket.
    """
    known = None
    while known is None:
        with suppress(Twice), store.writing() as connection:
            known = known_tickets(connection, [ticket]).get(ticket) or refused(
                connection, ticket, file, station, batch, said, store.now(connection), by
            )
    return known


def card(store: Store, document_id: int) -> Card:
    """Return what is known of the document.

    Raises:
        NoSuchThing: there is none of that number.
    """
    with store.reading() as connection:
        row = connection.execute(
            sa.select(documents).where(documents.c.id == document_id)
        ).one_or_none()
    if row is None:
        raise NoSuchThing(f"no document {document_id}")
    return card_of(row)


def with_contents(store: Store, contents: Collection[str]) -> dict[str, Card]:
    """Return the documents of those contents that are there, by SHA-256."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(documents).where(documents.c.sha256.in_(contents)))
        return {row.sha256: card_of(row) for row in rows}


def with_content(store: Store, sha256: str) -> Card | None:
    """Return the document of that content, or None."""
    return with_contents(store, [sha256]).get(sha256)


def cards(store: Store, state: State, *, after: int = 0, limit: int = 100) -> tuple[Card, ...]:
    """Return documents in ``state`` with numbers above ``after``, by number; to page through."""
    asked = (
        sa.select(documents)
        .where(documents.c.state == state, documents.c.id > after)
        .order_by(documents.c.id)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(card_of(row) for row in connection.execute(asked))


class Copy(NamedTuple):
    """A file that was seen with this content."""

    file: str
    station: str
    batch: str
    seen_at: datetime
    duplicate: bool


def copies(store: Store, document_id: int) -> tuple[Copy, ...]:
    """Return every file that came with the document's content, the first one first."""
    seen = (
        sa.select(
            arrivals.c.file,
            arrivals.c.station,
            arrivals.c.batch,
            arrivals.c.seen_at,
            arrivals.c.duplicate,
        )
        .where(arrivals.c.document_id == document_id)
        .order_by(arrivals.c.id)
    )
    with store.reading() as connection:
        return tuple(Copy(*row) for row in connection.execute(seen))


def send_again(
    store: Store,
    document_id: int,
    *,
    by: str,
    priority: Priority = Priority.SOMEONE_WAITS,
    batch_id: int | None = None,
) -> None:
    """Have a settled document read again; its records stay until the new ones are there.

    Raises:
        NoSuchThing: there is no such document.
        NotAllowed: it is not settled, or was refused unopened, so that there is nothing to read,
            or its pages stand in other documents now.
    """
    with store.writing() as connection:
        _send_one(connection, document_id, store.now(connection), by, priority, batch_id)


def tell(store: Store, document_id: int, told: Told | None, *, by: str) -> None:
    """Write down what a person says the paper is, None to leave it to the machine; read it again.

    Raises as ``send_again`` does.
    """
    with store.writing() as connection:
        _send_one(
            connection,
            document_id,
            store.now(connection),
            by,
            Priority.SOMEONE_WAITS,
            None,
        )
        said = None if told is None else told.model_dump(mode="json")
        connection.execute(
            documents.update().where(documents.c.id == document_id).values(told=said)
        )
        facts = said or {"kind": None}
        note(store, connection, by, "tell", document_id=document_id, facts=facts)


def hurry(store: Store, document_id: int, *, by: str) -> bool:
    """Let a waiting document overtake, and at once; False when it does not wait any more."""
    with store.writing() as connection:
        return hurried(connection, document_id, Priority.SOMEONE_WAITS, store.now(connection), by)


def to_show(store: Store, *, limit: int = 100) -> tuple[Card, ...]:
    """Return set-aside documents that the set-aside folder does not show yet."""
    return _mirror(store, "state = 'set_aside' AND shown_as IS NULL", limit)


def to_hide(store: Store, *, limit: int = 100) -> tuple[Card, ...]:
    """Return documents that the set-aside folder shows though they are not set aside any more."""
    return _mirror(store, "state <> 'set_aside' AND shown_as IS NOT NULL", limit)


def shown(store: Store, document_id: int, shown_as: str | None) -> None:
    """Write down where the set-aside folder shows the document; None: nowhere."""
    with store.writing() as connection:
        connection.execute(
            documents.update().where(documents.c.id == document_id).values(shown_as=shown_as)
        )


def send(
    connection: Connection,
    document_id: int,
    before: State,
    now: datetime,
    by: str,
    priority: Priority,
    batch_id: int | None,
) -> bool:
    """Move a settled document to waiting; False when it is not in ``before``. Not counted."""
    return move(
        connection,
        Act.SEND_AGAIN,
        document_id,
        before,
        State.WAITING,
        now=now,
        by=by,
        facts=None if batch_id is None else {"batch": batch_id},
        settled_as=before,
        priority=priority,
        due_at=now,
        failures={},
        last_cause=None,
        batch_id=batch_id,
    )


def card_of(row: AnyRow) -> Card:
    """Return a row of ``documents`` as a card."""
    return Card(
        document_id=row.id,
        sha256=row.sha256,
        blob_key=row.blob_key,
        file=row.file,
        station=row.station,
        batch=row.batch,
        size_bytes=row.size_bytes,
        admitted_at=row.admitted_at,
        state=State(row.state),
        since=row.since,
        priority=Priority(row.priority),
        due_at=row.due_at,
        worker=row.worker,
        attempt=sum(row.failures.values()),
        last_cause=Cause(row.last_cause) if row.last_cause else None,
        settled_as=State(row.settled_as) if row.settled_as else None,
        set_aside=SetAside.model_validate(row.set_aside) if row.state == State.SET_ASIDE else None,
        shown_as=row.shown_as,
        pages=row.pages,
        flags=row.flags,
        lowest_confidence=row.lowest_confidence,
        told=Told.model_validate(row.told) if row.told else None,
        replaced_at=row.replaced_at,
    )


def _send_one(
    connection: Connection,
    document_id: int,
    now: datetime,
    by: str,
    priority: Priority,
    batch_id: int | None,
) -> None:
    row = _locked(connection, document_id)
    if row.blob_key is None:
        raise NotAllowed("there are no bytes to read")
    before = State(row.state)
    if not send(connection, document_id, before, now, by, priority, batch_id):
        raise NotAllowed(f"{Act.SEND_AGAIN}: {before}")
    add(connection, moved(before, State.WAITING), document_id)


def _locked(connection: Connection, document_id: int) -> AnyRow:
    row = connection.execute(
        sa.select(documents).where(documents.c.id == document_id).with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        raise NoSuchThing(f"no document {document_id}")
    return row


def _mirror(store: Store, where: str, limit: int) -> tuple[Card, ...]:
    asked = sa.select(documents).where(sa.text(where)).order_by(documents.c.id).limit(limit)
    with store.reading() as connection:
        return tuple(card_of(row) for row in connection.execute(asked))
