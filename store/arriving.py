"""Arrivals as rows: each ticket once, each content one document."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.document import SetAside
from schemas.states import Act, Priority, State
from schemas.text import fold
from store.counts import add
from store.errors import NotAllowed
from store.events import remember
from store.shapes import Admission, Arrival
from store.tables import arrivals, documents
from store.upsert import insert


class Twice(Exception):
    """Another watcher wrote the same ticket down at the same moment."""


def refused(
    connection: Connection,
    ticket: str,
    file: str,
    station: str,
    batch: str,
    said: SetAside,
    now: datetime,
    by: str,
) -> Admission:
    """Write down what was not opened; raises ``Twice`` when its ticket is there meanwhile."""
    document_id: int = connection.execute(
        documents.insert()
        .values(
            file=file,
            station=station,
            batch=batch,
            size_bytes=0,
            admitted_at=now,
            state=State.SET_ASIDE,
            since=now,
            priority=Priority.ARRIVED,
            due_at=now,
            failures={},
            settled_as=State.SET_ASIDE,
            set_aside=said.model_dump(mode="json"),
        )
        .returning(documents.c.id)
    ).scalar_one()
    if not _arrive(connection, ticket, document_id, file, station, batch, now, duplicate=False):
        raise Twice
    remember(connection, document_id, Act.REFUSE, at=now, by=by, facts={"code": said.code.value})
    answer = Admission(document_id, False, False, State.SET_ASIDE, None)
    count_admissions(connection, (answer,))
    return answer


def admitted(connection: Connection, arrival: Arrival, now: datetime, by: str) -> Admission:
    """Write an arrival down, with the document it makes or the first of its content."""
    known = known_ticket(connection, arrival.ticket)
    if known is not None:
        return known
    made = connection.execute(
        insert(connection, documents)
        .values(
            sha256=arrival.sha256,
            blob_key=arrival.blob_key,
            file=arrival.file,
            station=arrival.station,
            batch=arrival.batch,
            size_bytes=arrival.size_bytes,
            admitted_at=now,
            state=State.WAITING,
            since=now,
            priority=arrival.priority,
            due_at=now,
            failures={},
        )
        .on_conflict_do_nothing(index_elements=[documents.c.sha256])
        .returning(documents.c.id)
    ).scalar_one_or_none()
    if made is None:
        return _duplicate(connection, arrival, now, by)
    if not _arrive(connection, arrival.ticket, made, *arrival[1:4], now, duplicate=False):
        raise NotAllowed("one ticket for two contents")
    remember(connection, made, Act.ADMIT, at=now, by=by)
    return Admission(made, False, False, State.WAITING, arrival.blob_key)


def _duplicate(connection: Connection, arrival: Arrival, now: datetime, by: str) -> Admission:
    first = connection.execute(
        sa.select(documents.c.id, documents.c.state, documents.c.blob_key).where(
            documents.c.sha256 == arrival.sha256
        )
    ).one()
    if not _arrive(connection, arrival.ticket, first.id, *arrival[1:4], now, duplicate=True):
        # Another watcher admitted the same ticket at the same moment.
        return known_ticket(connection, arrival.ticket) or Admission(
            first.id, True, True, State(first.state), first.blob_key
        )
    remember(connection, first.id, "duplicate", at=now, by=by)
    hurried(connection, first.id, arrival.priority, now, by)
    return Admission(first.id, True, False, State(first.state), first.blob_key)


def hurried(
    connection: Connection, document_id: int, priority: Priority, now: datetime, by: str
) -> bool:
    """Give a waiting document a better priority; False when it does not wait or has as good."""
    hurried = connection.execute(
        documents.update()
        .where(
            documents.c.id == document_id,
            documents.c.state == State.WAITING,
            documents.c.priority > priority,
        )
        .values(priority=priority, due_at=now)
    ).rowcount
    if hurried:
        remember(connection, document_id, "hurry", at=now, by=by)
    return bool(hurried)


def _arrive(
    connection: Connection,
    ticket: str,
    document_id: int,
    file: str,
    station: str,
    batch: str,
    now: datetime,
    *,
    duplicate: bool,
) -> bool:
    """Write an arrival down; False when its ticket is there already."""
    arrived = connection.execute(
        insert(connection, arrivals)
        .values(
            ticket=ticket,
            document_id=document_id,
            file=file,
            file_key=fold(file),
            station=station,
            batch=batch,
            seen_at=now,
            duplicate=duplicate,
        )
        .on_conflict_do_nothing(index_elements=[arrivals.c.ticket])
        .returning(arrivals.c.id)
    ).scalar_one_or_none()
    return arrived is not None


def known_ticket(connection: Connection, ticket: str) -> Admission | None:
    """Return what became of a ticket admitted before."""
    row = connection.execute(
        sa.select(
            arrivals.c.document_id, arrivals.c.duplicate, documents.c.state, documents.c.blob_key
        )
        .join(documents, documents.c.id == arrivals.c.document_id)
        .where(arrivals.c.ticket == ticket)
    ).one_or_none()
    if row is None:
        return None
    return Admission(row.document_id, row.duplicate, True, State(row.state), row.blob_key)


def count_admissions(connection: Connection, answers: Iterable[Admission]) -> None:
    """Count what is new among the answers, as the transaction's last act."""
    new = [answer for answer in answers if not answer.repeated]
    changes = Counter({"seen": len(new), "duplicates": sum(answer.duplicate for answer in new)})
    changes.update(f"state.{answer.state}" for answer in new if not answer.duplicate)
    if new:
        add(connection, changes, new[0].document_id)
